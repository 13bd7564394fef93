"""Medicines by day: how much of each ingredient, against the most that its label allows in 24 hours.

Days are those of the wall clock at entry, and can be longer or shorter than 24 hours. What is over a limit is
decided by the 24 hours up to each dose, as the rules of the medicines do. May import ``core``; standard library only.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backtracker.core.medicines.limits import DAY, day_limit
from backtracker.core.medicines.product import Dose

DAYS = 42
MOST_LANES = 4
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lane:
    """One ingredient: the micrograms of each day on which some was taken, in order, and the most in 24 hours.

    ``over`` are the days with a dose that took the 24 hours up to it over the limit of what was taken in them.
    """

    key: str
    days: tuple[tuple[date, int], ...]
    limit: int | None
    over: tuple[date, ...] = ()

    @property
    def most(self) -> int:
        """The largest sum of a day."""
        return max(mcg for _, mcg in self.days)


@dataclass(frozen=True, slots=True)
class DoseDays:
    """The days ``first`` to ``last``, both counted, and the ingredients taken on most of them, at most four."""

    first: date
    last: date
    lanes: tuple[Lane, ...] = ()

    @property
    def number(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


def dose_days(doses: Sequence[Dose], last: date, days: int = DAYS) -> DoseDays:
    """What was taken on the ``days`` local days up to ``last``; ingredients of unknown strength have no lane.

    ``doses`` hold those of the day before too, because its hours count on the first of the days.
    """
    first = last - (days - 1) * ONE
    inside = [each for each in doses if first <= each.day <= last]
    lanes = [lane for key in _keys(inside) if (lane := _lane(key, inside, _over(key, doses))).days]
    lanes.sort(key=lambda lane: (-len(lane.days), lane.key))
    return DoseDays(first, last, tuple(lanes[:MOST_LANES]))


def _keys(doses: Iterable[Dose]) -> list[str]:
    return list(dict.fromkeys(key for each in doses for key in sorted(each.keys)))


def _lane(key: str, doses: Sequence[Dose], over: frozenset[date]) -> Lane:
    sums: Counter[date] = Counter()
    mine = [each for each in doses if each.mcg(key)]
    for each in mine:
        sums[each.day] += each.mcg(key)
    limit = day_limit(key, mine[-1].product, mine) if mine else None
    marked = tuple(day for day in sorted(sums) if day in over)
    return Lane(key, tuple(sorted(sums.items())), limit[0] if limit is not None else None, marked)


def _over(key: str, doses: Sequence[Dose]) -> frozenset[date]:
    """The days of the doses that went over the limit of the 24 hours up to them."""
    found, window = set(), list[Dose]()
    for dose in sorted((each for each in doses if each.mcg(key)), key=lambda each: each.at):
        window = [*(each for each in window if dose.at - DAY < each.at), dose]
        limit = day_limit(key, dose.product, window)
        if limit is not None and sum(each.mcg(key) for each in window) > limit[0]:
            found.add(dose.day)
    return frozenset(found)
