"""Where it hurts: how often each place of the back was named, and how bad it was there.

May import ``core``; standard library only. A spasm without a place is not known, never "nowhere".
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from backtracker.core.catalogue import PLACES
from backtracker.core.model import EpisodeSummary

FEWEST = 5  # spasms with a place, before one of them is called the usual one


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the back: in how many spasms it was named, and the median of their worst levels, if any has one."""

    key: str
    spasms: int
    worst: float | None


@dataclass(frozen=True, slots=True)
class Where:
    """All places in the order of the drawing, those outside the catalogue last; of ``spasms``, ``placed`` named any."""

    places: tuple[Place, ...]
    spasms: int
    placed: int

    @property
    def highest(self) -> int:
        """How often the most frequent place was named."""
        return max((place.spasms for place in self.places), default=0)

    @property
    def usual(self) -> tuple[Place, ...]:
        """The places named in more than half of the spasms that named any, the most frequent first."""
        if self.placed < FEWEST:
            return ()
        most = [place for place in self.places if place.spasms * 2 > self.placed]
        return tuple(sorted(most, key=lambda place: -place.spasms))

    @property
    def missing(self) -> int:
        """How many more spasms with a place are needed before one is called the usual one."""
        return max(FEWEST - self.placed, 0)


def where_of(summaries: Iterable[EpisodeSummary]) -> Where:
    """The places of the spasms in ``summaries``; places that were never named are there with 0."""
    summaries = list(summaries)
    levels: dict[str, list[int | None]] = defaultdict(list)
    for summary in summaries:
        for key in summary.episode.places:
            levels[key].append(summary.worst)
    drawn = [place.key for place in PLACES]
    places = []
    for key in [*drawn, *sorted(set(levels) - set(drawn))]:
        known = [level for level in levels.get(key, []) if level is not None]
        places.append(Place(key, len(levels.get(key, [])), median(known) if known else None))
    return Where(tuple(places), len(summaries), sum(bool(summary.episode.places) for summary in summaries))
