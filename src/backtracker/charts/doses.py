"""Medicines by day in words: the sentence, the table, and the room the picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from backtracker.analysis.doses import DoseDays, Lane
from backtracker.charts.chart import Chart, Table, drawn
from backtracker.core.medicines.catalogue import ingredient_name
from backtracker.core.medicines.wording import mg_text
from backtracker.core.words import capitalized, counted, day_text, translate

AXIS, LANE = 26, 78  # px: the line of days, and each ingredient
_LONGEST = 24


def short_name(key: str) -> str:
    """The ingredient's name, cut where the person's own is very long."""
    name = ingredient_name(key)
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def headline(days: DoseDays) -> str:
    """``Ibuprofen on 6 of 42 days, at most 1200 mg a day``, or on how many days it was over the label."""
    if not days.lanes:
        return translate("charts", "No medicine with a known strength is recorded")
    over = [lane for lane in days.lanes if lane.over]
    if over:
        lane = max(over, key=lambda each: len(each.over))
        number = len(lane.over)
        words = counted(
            number,
            translate("charts", "Over the limit on {n} day: {{what}}"),
            translate("charts", "Over the limit on {n} days: {{what}}"),
        )
        return words.format(what=short_name(lane.key))
    lane = days.lanes[0]
    return capitalized(
        translate(
            "charts", "{what} on {n} of {total} days, at most {most} a day",
            what=short_name(lane.key), n=len(lane.days), total=days.number, most=mg_text(lane.most),
        )
    )  # fmt: skip


def lead(days: DoseDays) -> str:
    """From when to when, and what the line is."""
    if not days.lanes:
        return translate("charts", "A medicine that is logged with its ingredients is drawn here, day by day.")
    span = translate(
        "charts", "{first} to {last}.", first=day_text(days.first, today=days.last),
        last=day_text(days.last, today=days.last),
    )  # fmt: skip
    if any(lane.limit is not None for lane in days.lanes):
        return translate("charts", "{span} The line is the most in 24 hours.", span=span)
    return span


def table(days: DoseDays) -> Table:
    """A row for each day and ingredient."""
    header = tuple(translate("charts", word) for word in ("Day", "Ingredient", "Taken", "Most in 24 hours"))
    label = translate("charts", "see the label")
    rows = [
        (day.isoformat(), ingredient_name(lane.key), mg_text(mcg), label if lane.limit is None else mg_text(lane.limit))
        for lane in days.lanes
        for day, mcg in lane.days
    ]
    return header, sorted(rows)


def height(days: DoseDays, width: int) -> int:
    """By the number of ingredients."""
    return max(120, AXIS + LANE * len(days.lanes))


def top_of(lane: Lane) -> int:
    """The amount at the top of a lane."""
    return max(lane.most, lane.limit or 0)


DOSES = Chart(
    key="doses",
    title="Medicines by day",
    headline=headline,
    lead=lead,
    draw=drawn("doses"),
    table=table,
    height=height,
    what=(
        "Each bar is what was taken of an ingredient on one day, all products with it together; combination products "
        "count for each of their ingredients. The line is the most that the labels of these products allow in any 24 "
        "hours, or the limit that you set. A day stands out when a dose on it took the 24 hours before it over what "
        "was allowed then. These do not begin at midnight: a day under the line can stand out, and one over it need "
        "not. Medicines that were written down in words only, and those for the skin, are not in it."
    ),
)
