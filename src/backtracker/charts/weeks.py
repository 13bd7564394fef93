"""Pain from week to week in words: the sentence, the table, and the room the picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from backtracker.analysis.hours import FEWEST_IN_WINDOW, Weeks
from backtracker.charts.chart import Chart, Table, drawn
from backtracker.charts.hours import level
from backtracker.core.change import POINTS
from backtracker.core.words import translate


def headline(weeks: Weeks) -> str:
    """``Better in the last four weeks: 2 in the middle, 5 before``, or how many days are missing."""
    lately, earlier = weeks.lately, weeks.earlier
    if lately is None:
        if not weeks.recorded and not weeks.runs:
            return translate("charts", "No day is recorded in the last four weeks")
        return translate(
            "charts", "Too few days in the last four weeks: {have} of {need}",
            have=weeks.recorded, need=FEWEST_IN_WINDOW,
        )  # fmt: skip
    if earlier is not None and abs(lately.median - earlier.median) >= POINTS:
        words = (
            translate("charts", "Better in the last four weeks: {lately} in the middle, {earlier} before")
            if lately.median < earlier.median
            else translate("charts", "Worse in the last four weeks: {lately} in the middle, {earlier} before")
        )
        return words.format(lately=level(lately.median), earlier=level(earlier.median))
    if earlier is not None:
        return translate(
            "charts", "Much as before: {lately} in the middle of the last four weeks", lately=level(lately.median)
        )
    return translate("charts", "{lately} in the middle of the last four weeks", lately=level(lately.median))


def lead(weeks: Weeks) -> str:
    """What the line is."""
    if not weeks.runs:
        return translate("charts", "The worst of each day, as the middle of four weeks, is drawn here.")
    return translate("charts", "Worst pain of the day: median of four weeks, and the middle half of the days.")


def table(weeks: Weeks) -> Table:
    """A row for each recorded day on which four weeks hold enough."""
    header = tuple(
        translate("charts", word)
        for word in ("Four weeks up to", "A quarter lies below", "Median", "A quarter lies above")
    )
    return header, [
        (each.day.isoformat(), level(each.pain.low), level(each.pain.median), level(each.pain.high))
        for run in weeks.runs
        for each in run
    ]


def height(weeks: Weeks, width: int) -> int:
    """The same for every length."""
    return 190


WEEKS = Chart(
    key="weeks",
    title="From week to week",
    headline=headline,
    lead=lead,
    draw=drawn("weeks"),
    table=table,
    height=height,
    what=(
        "For each recorded day the worst levels of the four weeks up to it are put in order: the line is the one in "
        "the middle, the pale band holds the middle half of them. Days without a reading are left out, not counted as "
        "free of pain. The line breaks where a week passes without a reading, and begins once four weeks hold eight "
        "recorded days. The sentence compares the last four weeks with the four before, and names a difference only "
        "from 2 points on, which is what people notice (Ostelo 2008, Spine 33:90)."
    ),
)
