"""The only reader of the wall clock and of the computer's time zone.

May be imported by any room; ``core`` and ``analysis`` take ``now`` as an argument instead.
"""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path


def now() -> datetime:
    """The present instant, aware, in UTC, to the millisecond that the store keeps."""
    present = datetime.now(UTC)
    return present.replace(microsecond=present.microsecond // 1000 * 1000)


def monotonic() -> float:
    """Seconds of a clock that no one can set; its zero means nothing."""
    return time.monotonic()


def zone() -> tzinfo:
    """The computer's present time zone: a named one where the system tells its name."""
    from zoneinfo import ZoneInfo  # not on the way to the window

    name = zone_name()
    if name:
        return ZoneInfo(name)
    return timezone(timedelta(seconds=-(time.altzone if time.localtime().tm_isdst > 0 else time.timezone)))


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
    import sys

    if sys.platform != "win32":
        return ""
    from PySide6.QtCore import QTimeZone

    return bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
