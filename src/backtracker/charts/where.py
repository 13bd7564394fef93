"""Where it hurts in words: the sentence, the table, and the room the picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from backtracker.analysis.where import Where
from backtracker.charts.chart import LONGEST_HEADLINE, Chart, Table, drawn
from backtracker.charts.hours import level
from backtracker.core import catalogue
from backtracker.core.words import counted, translate


def headline(where: Where) -> str:
    """``Most often: lower back, left``, that it differs, or how many are missing."""
    if not where.placed:
        return translate("charts", "No place is recorded yet")
    if where.missing:
        return translate(
            "charts", "Too few to see a usual place: {have} of {need} spasms",
            have=where.placed, need=where.placed + where.missing,
        )  # fmt: skip
    if not where.usual:
        return translate("charts", "No place stands out in {n} spasms", n=where.placed)
    keys = frozenset(place.key for place in where.usual)
    words = translate("charts", "Most often: {places}", places=_lower(catalogue.places_text(keys)))
    if len(words) <= LONGEST_HEADLINE:
        return words
    return translate("charts", "Most often: {places}", places=_lower(catalogue.label("place", where.usual[0].key)))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def lead(where: Where) -> str:
    """How many spasms named a place."""
    if not where.spasms:
        return translate("charts", "Press where it hurts when you note a spasm: it is counted here.")
    spasms = counted(where.spasms, translate("charts", "{n} spasm"), translate("charts", "{n} spasms"))
    return translate("charts", "A place was named in {n} of {spasms}. Seen from behind.", n=where.placed, spasms=spasms)


def table(where: Where) -> Table:
    """A row for each place."""
    header = tuple(translate("charts", word) for word in ("Place", "Spasms", "Worst pain there, median"))
    return header, [
        (catalogue.label("place", place.key), str(place.spasms), "" if place.worst is None else level(place.worst))
        for place in where.places
    ]


def height(where: Where, width: int) -> int:
    """Room for the body from head to thigh."""
    return 330


WHERE = Chart(
    key="where",
    title="Where it hurts",
    headline=headline,
    lead=lead,
    draw=drawn("where"),
    table=table,
    height=height,
    what=(
        "The left drawing counts the spasms in which you named a place; one spasm can have several. The right one "
        "shows how bad these spasms were: the middle of their worst levels. A spasm without a place is not counted, "
        "and a place that was never named is left pale. A place is called the usual one when it was named in more than "
        "half of at least five spasms."
    ),
)
