"""The only reader of the wall clock, of the clocks that nobody can set, and of the computer's time zone.

Three clocks tell what became of an hour. The wall clock can be set by hand. :func:`monotonic` cannot,
and counts while the computer is awake. :func:`boottime` counts while it sleeps too: what it and the
wall clock have both passed was sleep, what only the wall clock has passed was set by hand.

May be imported by any room; ``core`` and ``analysis`` take ``now`` as an argument instead.
"""

import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path


def now() -> datetime:
    """The present instant, aware, in UTC, to the millisecond that the store keeps."""
    present = datetime.now(UTC)
    return present.replace(microsecond=present.microsecond // 1000 * 1000)


def monotonic() -> float:
    """Seconds of a clock that no one can set; its zero means nothing.

    On Linux and macOS it stands still while the computer sleeps, on Windows it does not.
    """
    return time.monotonic()


def boottime() -> float | None:
    """Seconds of a clock that no one can set and that goes on while the computer sleeps; its zero means nothing.

    None where the system has no such clock. Tried on Linux; the others by their makers' word.
    """
    if sys.platform == "win32":
        return time.monotonic()
    name = "CLOCK_MONOTONIC_RAW" if sys.platform == "darwin" else "CLOCK_BOOTTIME"
    found = getattr(time, name, None)
    return None if found is None else time.clock_gettime(found)


def zone() -> tzinfo:
    """The computer's present time zone: a named one where the system tells its name."""
    from zoneinfo import ZoneInfo  # not on the way to the window

    name = zone_name()
    if name:
        return ZoneInfo(name)
    return timezone(timedelta(seconds=time.localtime().tm_gmtoff))


def zone_name() -> str:
    """The IANA name of the present time zone, or an empty text where it cannot be told."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    for name in _told_names():
        if name:
            try:
                ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
            return name
    return ""


def _told_names() -> Iterator[str]:
    """Each place that may tell the zone, asked only when those before it told none: this is on the way of each save."""
    wish = os.environ.get("TZ", "").removeprefix(":")
    if wish:
        yield wish
        return
    yield _name_behind_localtime()
    yield _name_in_etc()
    yield _name_from_qt()


def _name_behind_localtime() -> str:
    try:
        target = os.readlink("/etc/localtime")
        if "zoneinfo/" not in target:
            target = os.path.realpath("/etc/localtime")
    except (OSError, AttributeError):
        return ""
    return target.partition("zoneinfo/")[2]


def _name_in_etc() -> str:
    try:
        return Path("/etc/timezone").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _name_from_qt() -> str:
    """Windows keeps its zone under a name of its own; Qt knows the IANA one."""
    if sys.platform != "win32":
        return ""
    from PySide6.QtCore import QTimeZone

    return bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
