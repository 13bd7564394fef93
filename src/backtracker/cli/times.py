"""Times as a person types them: ``14:10``, ``yesterday 22:15``, ``10 min ago``, ISO 8601.

A local time that the clocks skipped is refused with a sentence. One that came twice is taken
the first time it came, and that is said. Standard library, ``core.words`` and ``errors`` only.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from backtracker.core.words import clock_text, day_text
from backtracker.errors import UserError

EXAMPLES = 'now, 14:10, "yesterday 22:15", "2026-11-20 14:05", 2026-11-20T14:05+01:00, "10 min ago", -10m'
TAKE_TIMES = ("--at", "--until", "--again", "--next")
"""Options whose time may be typed without quotes."""
TWO_CLOCKS = timedelta(minutes=2)
"""A time of day this little ahead is taken as today's: two clocks seldom agree to the second."""

_UNITS = {"d": "days", "h": "hours", "m": "minutes"}
_PART = r"(\d{1,4})\s*(d|days?|h|hrs?|hours?|m|mins?|minutes?)"
_SPAN = re.compile(rf"{_PART}(?:\s*{_PART})?", re.IGNORECASE | re.ASCII)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?)?\s*(am|pm)?", re.IGNORECASE | re.ASCII)
_DAY = re.compile(r"(?:(today|yesterday|tomorrow)|(\d{4}-\d{2}-\d{2}))[ T]\s*(.+)", re.IGNORECASE | re.ASCII)
_DAY_ALONE = re.compile(r"today|yesterday|tomorrow|\d{4}-\d{2}-\d{2}", re.IGNORECASE | re.ASCII)
_OFFSET = re.compile(r"\s*(Z|[+-]\d{2}:?\d{2})$", re.IGNORECASE | re.ASCII)


class Given(NamedTuple):
    """An instant in UTC, and a remark on how the text was taken where it could be taken otherwise."""

    at: datetime
    remark: str = ""


def parse(text: str, now: datetime, zone: tzinfo) -> Given:
    """The instant that ``text`` names for a person in ``zone`` at ``now``. Raises :class:`UserError`."""
    words = " ".join(text.split())
    if words.lower() == "now":
        return Given(now)
    ago = words[1:] if words.startswith("-") else words.removesuffix(" ago")
    if _SPAN.fullmatch(ago):
        return Given(now - span(ago))
    today = now.astimezone(zone).date()
    if _DAY_ALONE.fullmatch(words):
        raise UserError(f"“{words}” is not a time of day. Say when on that day, such as '{words} 09:30'.")
    dated = _DAY.fullmatch(words)
    if dated is None:
        return _of_day_or_before(_clock(words, text), now, today, zone)
    rest, offset = _without_offset(dated[3])
    near = {"yesterday": -1, "today": 0, "tomorrow": 1}
    day = _date(dated[2], text) if dated[2] else today + timedelta(days=near[dated[1].lower()])
    wall = datetime.combine(day, _clock(rest, text))
    if offset is not None:
        return Given(_in_utc(wall.replace(tzinfo=offset), text))
    return _on_the_wall(wall, zone, text)


def parse_end(text: str, began: datetime, now: datetime, zone: tzinfo) -> Given:
    """The same for the end of what ``began``: a time of day without a day is the first one after that."""
    words = " ".join(text.split())
    if not _CLOCK.fullmatch(words):
        return parse(text, now, zone)
    clock, day = _clock(words, text), began.astimezone(zone).date()
    given = _on_the_wall(datetime.combine(day, clock), zone, text)
    return given if given.at >= began else _on_the_wall(datetime.combine(day + timedelta(days=1), clock), zone, text)


def span(text: str) -> timedelta:
    """A length such as ``20``, ``20m``, ``20 min``, ``1h30m`` or ``2 h``; a bare number is minutes."""
    words = " ".join(text.split())
    if words.isascii() and words.isdigit() and len(words) < 5:
        return timedelta(minutes=int(words))
    found = _SPAN.fullmatch(words)
    if not found:
        raise UserError(f"“{text}” is not a length of time. Type minutes, such as 20, or 1h30m.")
    length = timedelta()
    for number, unit in ((found[1], found[2]), (found[3], found[4])):
        if number:
            length += timedelta(**{_UNITS[unit[0].lower()]: int(number)})
    return length


def join_words(arguments: list[str]) -> list[str]:
    """``--at 10 min ago`` as one argument, so that the quotes may be forgotten; ``--at -10m`` and ``--until`` too."""
    joined: list[str] = []
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word in TAKE_TIMES and rest:
            most = next((n for n in (4, 3, 2) if len(rest) >= n and _is_one_time(" ".join(rest[:n]))), 1)
            word += "=" + " ".join(rest[:most])
            del rest[:most]
        joined.append(word)
    return joined


def _is_one_time(words: str) -> bool:
    ago = words.endswith(" ago") and _SPAN.fullmatch(words.removesuffix(" ago"))
    dated = _DAY.fullmatch(words)
    return bool(ago or (dated and _CLOCK.fullmatch(_OFFSET.sub("", dated[3]))))


def _of_day_or_before(clock: time, now: datetime, today: date, zone: tzinfo) -> Given:
    """The last time the wall showed ``clock``: today, or yesterday when that lies ahead."""
    text = clock_text(datetime.combine(today, clock))
    given = _on_the_wall(datetime.combine(today, clock), zone, text)
    if given.at <= now + TWO_CLOCKS:
        return given
    day = today - timedelta(days=1)
    given = _on_the_wall(datetime.combine(day, clock), zone, text)
    remark = f"{text} has not come yet today, so yesterday, {day_text(day, today=today)}, was taken."
    return Given(given.at, f"{remark} {given.remark}".strip())


def _on_the_wall(wall: datetime, zone: tzinfo, text: str) -> Given:
    """The instant at which a clock on the wall in ``zone`` showed ``wall``, the first one of two."""
    first, second = (_in_utc(wall.replace(tzinfo=zone, fold=fold), text) for fold in (0, 1))
    back = first.astimezone(zone).replace(tzinfo=None)
    if back != wall:
        jump = f"There was no {clock_text(wall)} on {day_text(wall.date())}"
        raise UserError(f"{jump}: the clocks were put forward. Give a time that was.")
    if first == second:
        return Given(first)
    other = second.astimezone(zone).isoformat(timespec="minutes")
    remark = f"{clock_text(wall)} came twice on {day_text(wall.date())}; the first was taken. For the second: {other}"
    return Given(first, remark)


def _in_utc(at: datetime, text: str) -> datetime:
    try:
        return at.astimezone(UTC)
    except (OverflowError, ValueError) as trouble:
        raise _not_a_time(text) from trouble


def _without_offset(words: str) -> tuple[str, tzinfo | None]:
    found = _OFFSET.search(words)
    if not found:
        return words, None
    offset = "+00:00" if found[1].upper() == "Z" else found[1]
    try:
        return words[: found.start()], datetime.strptime(offset, "%z").tzinfo
    except ValueError as trouble:
        raise _not_a_time(words) from trouble


def _date(words: str, text: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as trouble:
        raise _not_a_time(text) from trouble


def _clock(words: str, text: str) -> time:
    """A time of day; without minutes only with ``am`` or ``pm``."""
    found = _CLOCK.fullmatch(words)
    if not found or not (found[2] or found[4]):
        raise _not_a_time(text)
    hour, half = int(found[1]), (found[4] or "").lower()
    if half and not 1 <= hour <= 12:
        raise _not_a_time(text)
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, int(found[2] or 0), int(found[3] or 0))
    except ValueError as trouble:
        raise _not_a_time(text) from trouble


def _not_a_time(text: str) -> UserError:
    return UserError(f"“{text}” is not a time. Type one of: {EXAMPLES}.")
