"""When spasms start in words: the sentence, the table, and the room the picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from datetime import date, timedelta

from backtracker.analysis.rhythm import Onsets
from backtracker.charts.chart import Chart, Table, drawn
from backtracker.core.words import translate, weekday_text

MARKER, HOURS, ROW = 26, 26, 28  # px: the line of the mean, the line of hours, a weekday
_A_MONDAY = date(2024, 1, 1)
_ROUND_TO = 15  # minutes: the mean of a dozen entries is no nearer


def weekday(number: int, *, short: bool = False) -> str:
    """The name of weekday 0 (Monday) to 6."""
    return weekday_text(_A_MONDAY + timedelta(days=number), short=short)


def clock(minute: float) -> str:
    """Minutes after midnight as a time of day, to the quarter of an hour."""
    rounded = round(minute / _ROUND_TO) * _ROUND_TO % (24 * 60)
    return f"{rounded // 60:02d}:{rounded % 60:02d}"


def headline(onsets: Onsets) -> str:
    """``It starts in the morning, around 10:00``, that no hour stands out, or how many spasms are missing."""
    if onsets.total == 0:
        return translate("charts", "No spasm is recorded yet")
    if onsets.missing:
        return translate(
            "charts", "Too few to see a usual time: {have} of {need} spasms",
            have=onsets.total, need=onsets.total + onsets.missing,
        )  # fmt: skip
    minute = onsets.usual_minute
    if minute is None:
        return translate("charts", "No hour stands out in {n} spasms", n=onsets.total)
    return translate("charts", "It starts {part}, around {time}", part=part_of_day(minute)[0], time=clock(minute))


def part_of_day(minute: float) -> tuple[str, int, int]:
    """``in the morning``, and the hours from and to which that is; the night ends after 24."""
    hour = minute / 60
    if 5 <= hour < 12:
        return translate("charts", "in the morning"), 5, 12
    if 12 <= hour < 17:
        return translate("charts", "in the afternoon"), 12, 17
    if 17 <= hour < 22:
        return translate("charts", "in the evening"), 17, 22
    return translate("charts", "at night"), 22, 29


def lead(onsets: Onsets) -> str:
    """What the cells are, and whether a weekday stands out."""
    if onsets.total == 0:
        return translate("charts", "Each spasm is counted here at its weekday and hour.")
    what = translate("charts", "Spasms by weekday and hour.")
    if onsets.missing:
        return what
    day = onsets.usual_weekday
    if day is None:
        return translate("charts", "{what} No weekday stands out.", what=what)
    return translate(
        "charts", "{what} {weekday} stands out: {n} of {total}.",
        what=what, weekday=weekday(day), n=onsets.weekdays[day], total=onsets.total,
    )  # fmt: skip


def table(onsets: Onsets) -> Table:
    """A row for each weekday, a column for each stretch of hours."""
    hours = range(0, 24, onsets.bin_hours)
    header = (translate("charts", "Weekday"), *(f"{hour:02d}–{hour + onsets.bin_hours:02d}" for hour in hours))
    return header, [(weekday(day), *map(str, row)) for day, row in enumerate(onsets.counts)]


def height(onsets: Onsets, width: int) -> int:
    """Seven rows between the mark of the mean and the hours."""
    return MARKER + 7 * ROW + HOURS


ONSET = Chart(
    key="onset",
    title="When it starts",
    headline=headline,
    lead=lead,
    draw=drawn("onset"),
    table=table,
    height=height,
    what=(
        "Each spasm is counted at the weekday and the hour at which it began, by the clock of the place where you "
        "were. The mark above is the mean time of day; it goes round the clock: 23:00 and 01:00 have midnight between "
        "them. A usual time is named only from five spasms on, and only when chance alone would bring them so close "
        "together less than once in twenty times. A weekday is named by the same rule. "
        "It shows when spasms begin, not why."
    ),
)
