"""How much of the plan was kept from week to week, beside the days with pain; numbers only.

A week without any record of the plan is unknown, and so is one without a pain reading: neither is zero.
Imports ``core``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backtracker.core.model import DayPain

FEWEST_WEEKS = 4
"""Weeks of either kind, mostly kept and less, before the two are compared."""
MOSTLY = 0.5
"""From this share of the plan on a week counts as mostly kept."""
MOST_WEEKS = 52
_WEEK = 7


@dataclass(frozen=True, slots=True)
class KeptWeek:
    """The week that begins on Monday ``first`` with ``days`` so far.

    ``share`` of the plan (0 to 1) was kept, None where nothing is known; ``pain_days`` of
    ``recorded`` days had a reading of 1 or more.
    """

    first: date
    days: int
    share: float | None
    pain_days: int
    recorded: int

    @property
    def pain_a_week(self) -> float | None:
        """Days with pain by seven recorded ones; None with fewer than half of the days recorded."""
        return self.pain_days / self.recorded * _WEEK if self.recorded * 2 >= self.days else None


@dataclass(frozen=True, slots=True)
class Beside:
    """The weeks, oldest first, without those before the first record of the plan."""

    weeks: tuple[KeptWeek, ...] = ()

    @property
    def whole(self) -> list[KeptWeek]:
        """Weeks that are over, of which both the plan and the pain are known."""
        return [
            each
            for each in self.weeks
            if each.days == _WEEK and each.share is not None and each.pain_a_week is not None
        ]

    def usual(self, *, kept: bool) -> float | None:
        """Days with pain in a week that was mostly ``kept``, or was not; None with too few such weeks."""
        found = [each.pain_a_week or 0.0 for each in self.whole if ((each.share or 0.0) >= MOSTLY) is kept]
        return sum(found) / len(found) if len(found) >= FEWEST_WEEKS else None

    def many(self, *, kept: bool) -> int:
        """How many whole weeks were mostly ``kept``, or were not."""
        return sum(((each.share or 0.0) >= MOSTLY) is kept for each in self.whole)


def kept_beside(
    kept: Mapping[str, Collection[date]],
    parts: Sequence[str],
    known: Collection[date],
    pains: Sequence[DayPain],
    today: date,
) -> Beside:
    """The last year of weeks: on which days each of ``parts`` was kept, beside the ``pains`` of the days.

    ``known`` are the days of which anything of the plan is recorded.
    """
    if not known or not parts:
        return Beside()
    monday = today - timedelta(days=today.weekday())
    first = max(min(known), monday - timedelta(weeks=MOST_WEEKS - 1))
    first -= timedelta(days=first.weekday())
    worst = {each.day: each.worst for each in pains}
    weeks = []
    while first <= today:
        days = [first + timedelta(days=n) for n in range(_WEEK) if first + timedelta(days=n) <= today]
        share = None
        if any(day in known for day in days):
            share = sum(day in kept.get(part, ()) for part in parts for day in days) / (len(parts) * len(days))
        levels = [worst[day] for day in days if day in worst]
        weeks.append(KeptWeek(first, len(days), share, sum(level > 0 for level in levels), len(levels)))
        first += timedelta(days=_WEEK)
    return Beside(tuple(weeks))
