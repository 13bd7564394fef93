"""What stands out, in a title and a line: facts that need no picture.

Each is left out where there is too little behind it. They count what was recorded and promise
nothing: no usual length of calm is named here, because the calm that still runs has not ended.
May import ``analysis``, ``core``.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from backtracker.analysis.rhythm import FEWEST, Onsets
from backtracker.analysis.triggers import Links, Verdict
from backtracker.charts.onset import part_of_day
from backtracker.charts.triggers import inside
from backtracker.core import catalogue
from backtracker.core.model import Episode
from backtracker.core.words import month_text, translate

MOST = 3  # stand beside one another
FEWEST_CALM = 3  # calm times, before one of them is called the longest


@dataclass(frozen=True, slots=True)
class Fact:
    """``icon`` is a sign's name; ``line`` says what the title rests on."""

    icon: str
    title: str
    line: str


def facts_of(onsets: Onsets, episodes: Iterable[Episode], links: Links | None = None) -> list[Fact]:
    """The first three that stand out in ``episodes``, whose onsets are ``onsets``: time, link, place, longest calm."""
    ordered = sorted(episodes, key=lambda episode: episode.began.at)
    found = (time_fact(onsets), link_fact(links or Links()), place_fact(ordered), calm_fact(ordered))
    return [fact for fact in found if fact is not None][:MOST]


def link_fact(links: Links) -> Fact | None:
    """The trigger whose link is surest, and in how many of the comparisons that tell something it was there."""
    found = links.of(Verdict.LINKED)
    if not found:
        return None
    return Fact(
        catalogue.entry("trigger", found[0].key).icon,
        translate("charts", "Linked: {trigger}", trigger=inside(found[0])),
        translate(
            "charts", "In {n} of {total} clear comparisons.",
            n=found[0].odds.exposed, total=found[0].odds.discordant,
        ),
    )  # fmt: skip


def time_fact(onsets: Onsets) -> Fact | None:
    """The part of the day in which most spasms begin, where a usual time can be named at all."""
    minute = onsets.usual_minute
    if minute is None:
        return None
    part, first, last = part_of_day(minute)
    number = onsets.between(first, last) + onsets.between(first - 24, last - 24)
    if number * 2 <= onsets.total:
        return None
    return Fact(
        "clock",
        translate("charts", "Mostly {part}", part=part),
        translate(
            "charts",
            "{n} of {total} started from {first} to {last}.",
            n=number,
            total=onsets.total,
            first=f"{first:02d}:00",
            last=f"{last % 24:02d}:00",
        ),
    )


def place_fact(episodes: list[Episode]) -> Fact | None:
    """The place that was named in most of the spasms for which any was."""
    placed = [episode.places for episode in episodes if episode.places]
    counts = Counter(place for places in placed for place in places)
    if len(placed) < FEWEST:
        return None
    place, number = max(counts.items(), key=lambda each: (each[1], each[0]))
    if number * 2 <= len(placed):
        return None
    return Fact(
        "place",
        translate("charts", "Most often: {place}", place=catalogue.label("place", place)),
        translate("charts", "Named in {n} of {total} spasms.", n=number, total=len(placed)),
    )


def calm_fact(episodes: list[Episode]) -> Fact | None:
    """The longest time from the end of one spasm to the onset of the next."""
    calm = [(earlier.ended.day, later.began.day) for earlier, later in pairwise(episodes) if earlier.ended is not None]
    if len(calm) < FEWEST_CALM:
        return None
    first, last = max(calm, key=lambda each: each[1] - each[0])
    begun = month_text(first.month) if first.year == last.year else _month(first)
    return Fact(
        "history",
        translate("charts", "Longest calm: {n} days", n=(last - first).days),
        translate("charts", "From {first} to {last}.", first=begun, last=_month(last)),
    )


def _month(day: date) -> str:
    return f"{month_text(day.month)} {day.year}"
