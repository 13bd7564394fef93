"""Medicines by day: how much of each ingredient, against the most that its label allows in 24 hours.

Days are those of the wall clock at entry. A day's sum never exceeds the largest sum of any 24 hours in it, so a day
over the limit is over it by the label too. May import ``core``; standard library only.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backtracker.core.medicines.limits import day_limit
from backtracker.core.medicines.product import Dose

DAYS = 42
MOST_LANES = 4
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lane:
    """One ingredient: the micrograms of each day on which some was taken, in order, and the most in 24 hours."""

    key: str
    days: tuple[tuple[date, int], ...]
    limit: int | None

    @property
    def most(self) -> int:
        """The largest sum of a day."""
        return max(mcg for _, mcg in self.days)

    @property
    def over(self) -> tuple[date, ...]:
        """The days over the limit."""
        return tuple(day for day, mcg in self.days if self.limit is not None and mcg > self.limit)


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
    """What was taken on the ``days`` local days up to ``last``; ingredients of unknown strength have no lane."""
    first = last - (days - 1) * ONE
    inside = [each for each in doses if first <= each.day <= last]
    lanes = [lane for key in _keys(inside) if (lane := _lane(key, inside)).days]
    lanes.sort(key=lambda lane: (-len(lane.days), lane.key))
    return DoseDays(first, last, tuple(lanes[:MOST_LANES]))


def _keys(doses: Iterable[Dose]) -> list[str]:
    return list(dict.fromkeys(key for each in doses for key in sorted(each.keys)))


def _lane(key: str, doses: Sequence[Dose]) -> Lane:
    sums: Counter[date] = Counter()
    mine = [each for each in doses if each.mcg(key)]
    for each in mine:
        sums[each.day] += each.mcg(key)
    return Lane(key, tuple(sorted(sums.items())), _limit(key, mine))


def _limit(key: str, doses: Sequence[Dose]) -> int | None:
    """That of the one product where it has its own and nothing else was taken; else that of the ingredient."""
    products = {each.product.id: each.product for each in doses}
    if len(products) == 1:
        (product,) = products.values()
        main = product.contents[0] if product.contents else ("", 0)
        if product.day_units is not None and main[0] == key and main[1]:
            return round(product.day_units * main[1])
    return day_limit(key, doses)
