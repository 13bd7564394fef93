"""Pain through the day in words: the sentence, the table, and the room the picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from backtracker.analysis.hours import FEWEST_DAYS, Hours, ThroughDay
from backtracker.charts.chart import Chart, Table, drawn
from backtracker.core.words import counted, translate


def span(part: Hours) -> str:
    """``06–09``."""
    return f"{part.first:02d}–{part.last:02d}"


def level(value: float) -> str:
    """A level as it is read, to the quarter that quartiles can have: ``4``, ``4.5``."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def headline(day: ThroughDay) -> str:
    """``Pain is highest from 06:00 to 09:00, lowest from 18:00 to 21:00``, that it stays alike, or what is missing."""
    known = [part for part in day.parts if part.pain]
    if not day.days:
        return translate("charts", "No day with readings in three parts of it yet")
    if not known:
        most = max(part.days for part in day.parts)
        return translate("charts", "Too few to compare the hours: {have} of {need} days", have=most, need=FEWEST_DAYS)
    if len(known) == 1:
        return translate("charts", "Pain is known for one part of the day only")
    worst, best = day.worst, day.best
    if worst is None or best is None:
        return translate("charts", "Pain is much the same through the day")
    return translate(
        "charts", "Pain is highest from {first}:00 to {last}:00, lowest from {low}:00 to {end}:00",
        first=f"{worst.first:02d}", last=f"{worst.last % 24:02d}", low=f"{best.first:02d}", end=f"{best.last % 24:02d}",
    )  # fmt: skip


def lead(day: ThroughDay) -> str:
    """What is drawn, and from how many days."""
    if not day.days:
        return translate("charts", "A day counts once you noted pain at three different times of it.")
    days = counted(day.days, translate("charts", "{n} day"), translate("charts", "{n} days"))
    return translate("charts", "From {days} with readings in three or more parts.", days=days)


def table(day: ThroughDay) -> Table:
    """A row for each part of the day."""
    header = tuple(
        translate("charts", word)
        for word in ("Hours", "Days", "A quarter lies below", "Median", "A quarter lies above")
    )
    few = translate("charts", "too few")
    return header, [
        (span(part), str(part.days), level(part.pain.low), level(part.pain.median), level(part.pain.high))
        if part.pain
        else (span(part), str(part.days), few, few, few)
        for part in day.parts
    ]


def height(day: ThroughDay, width: int) -> int:
    """The same for every history."""
    return 216


HOURS = Chart(
    key="hours",
    title="Pain through the day",
    headline=headline,
    lead=lead,
    draw=drawn("hours"),
    table=table,
    height=height,
    what=(
        "Only days with readings in three or more parts of the day count, each once in each part; so neither a bad "
        "day with many readings nor good days with one in the evening outweigh the others. The mark is the median of "
        "these days, the bar holds the middle half of them. A part of the day with fewer than five days is left "
        "empty. Hours are named in the sentence only when they differ by 2 points or more on the same days, which is "
        "what people notice (Ostelo 2008, Spine 33:90). Readings are noted more often when it hurts, so the true "
        "levels may be lower."
    ),
)
