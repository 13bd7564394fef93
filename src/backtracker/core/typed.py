"""Days, times and whole numbers as people type them: ``20.11.2026``, ``2026-11-20``, ``20 Nov``; ``9:05``, ``2 pm``.

Standard library only. What cannot be told is refused in a sentence, never guessed.
"""

import re
from datetime import date, time, timedelta

from backtracker.core.words import MONTHS, WEEKDAYS, month_text, translate, weekday_text
from backtracker.errors import UserError

_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", re.ASCII)
_POINTS = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?\s*(\d{4}|\d{2})?", re.ASCII)
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})\.?\s+([^\W\d]{3,})\.?(?:,?\s+(\d{4}))?")
_WORDS_FIRST = re.compile(r"([^\W\d]{3,})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]\s*(\d{1,2}))?\s*(am|pm)?", re.IGNORECASE | re.ASCII)
_FOUR = re.compile(r"(\d{2})(\d{2})", re.ASCII)


def day_of(text: str, today: date) -> date:
    """The day that ``text`` names; without a year the last one up to ``today``. Raises :class:`UserError`."""
    words = " ".join(text.split())
    near = {translate("typed", "today"): 0, translate("typed", "yesterday"): 1}
    for name, ago in near.items():
        if words.casefold() == name.casefold():
            return today - timedelta(days=ago)
    words = _without_weekday(words)
    if found := _ISO.fullmatch(words):
        return _date(text, int(found[1]), int(found[2]), int(found[3]), today)
    if found := _POINTS.fullmatch(words):
        return _date(text, _year(found[3]), int(found[2]), int(found[1]), today)
    if found := _SLASHES.fullmatch(words):
        return _either(text, int(found[3]), int(found[1]), int(found[2]), today)
    if found := _WORDS.fullmatch(words):
        return _date(text, _year(found[3]), _month(found[2], text), int(found[1]), today)
    if found := _WORDS_FIRST.fullmatch(words):
        return _date(text, _year(found[3]), _month(found[1], text), int(found[2]), today)
    raise _not_a_day(text)


def day_to_come(text: str, today: date) -> date:
    """The same for a day that lies ahead: without a year the first one from ``today`` on."""
    words = " ".join(text.split()).casefold()
    near = {translate("typed", "yesterday"): -1, translate("typed", "today"): 0, translate("typed", "tomorrow"): 1}
    for name, ahead in near.items():
        if words == name.casefold():
            return today + timedelta(days=ahead)
    return day_of(text, today + timedelta(days=364))


def clock_of(text: str) -> time:
    """The time of day that ``text`` names. Raises :class:`UserError`."""
    words = " ".join(text.split())
    found = _FOUR.fullmatch(words) or _CLOCK.fullmatch(words)
    if found is None:
        raise _not_a_time(text)
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").lower() if found.re is _CLOCK else ""
    if half:
        if not 1 <= hour <= 12:
            raise _not_a_time(text)
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError as trouble:
        raise _not_a_time(text) from trouble


def _without_weekday(words: str) -> str:
    first, _, rest = words.partition(" ")
    name = first.rstrip(".,").casefold()
    known = {*WEEKDAYS, *(weekday_text(date(2024, 1, day)) for day in range(1, 8))}
    return rest if rest and len(name) > 1 and any(each.casefold().startswith(name) for each in known) else words


def _year(digits: str | None) -> int:
    """0 where none was typed."""
    return 0 if not digits else int(digits) + (2000 if len(digits) == 2 else 0)


def _month(name: str, text: str) -> int:
    wanted = name.casefold()
    for number, english in enumerate(MONTHS, 1):
        if english.casefold().startswith(wanted) or month_text(number).casefold().startswith(wanted):
            return number
    raise _not_a_day(text)


def _either(text: str, year: int, first: int, second: int, today: date) -> date:
    """Day and month between slashes, in the order that only one reading allows."""
    if first <= 12 and second <= 12 and first != second:
        one, other = f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"
        raise UserError(translate("typed", "Is that {one} or {other}? Type it like this.", one=one, other=other))
    day, month = (first, second) if second <= 12 else (second, first)
    return _date(text, year, month, day, today)


def _date(text: str, year: int, month: int, day: int, today: date) -> date:
    try:
        if year:
            return date(year, month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year <= today else date(today.year - 1, month, day)
    except ValueError as trouble:
        raise _not_a_day(text) from trouble


def _not_a_day(text: str) -> UserError:
    words = translate("typed", "“{text}” is not a day. Type it as 20.11.2026 or 2026-11-20.")
    return UserError(words.replace("{text}", text.strip()))


def _not_a_time(text: str) -> UserError:
    words = translate("typed", "“{text}” is not a time of day. Type it as 14:05.")
    return UserError(words.replace("{text}", text.strip()))


def whole(text: str, low: int, high: int) -> int | None:
    """The whole number that ``text`` says, where it lies from ``low`` to ``high``; None for all else, however long."""
    if text.isascii() and text.isdigit() and len(text) < 10 and low <= int(text) <= high:
        return int(text)
    return None
