"""What was kept of the plan: day by day, in streaks that forgive single misses, week by week.

Computed from what was done. Standard library and the rest of ``core`` only.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from backtracker.core.habits import HabitDay
from backtracker.core.plan import Plan
from backtracker.core.prevention import PARTS, begin, rows

FORGIVEN = 1
"""Days in a row that may be missed without ending a streak."""


def kept_days(
    plan: Plan, days: Sequence[HabitDay], spasms: Collection[tuple[date, date]] = ()
) -> dict[str, frozenset[date]]:
    """On which of ``days``, which ascend, each part of the plan was kept; ``checkin`` counts as one.

    A day is held against how far the plan had grown on it. ``spasms`` are the first and last days of episodes:
    after each the plan begins anew.
    """
    state, found = begin(plan), {part: set[date]() for part in (*PARTS, "checkin")}
    ends = sorted(last for _, last in spasms)
    whole = replace(plan, water=True, walk=True, stretch=True, plank=True, support=True)
    for day in days:
        while ends and ends[0] < day.day:
            ends.pop(0)
            state = begin(plan)
        for row in rows(whole, day, state):
            if row.kept:
                found[row.part].add(day.day)
        if day.checked_in:
            found["checkin"].add(day.day)
        state = state.after(day, plan)
    return {part: frozenset(kept) for part, kept in found.items()}


@dataclass(frozen=True, slots=True)
class Streak:
    """Days kept in a row, single misses forgiven: ``days`` were kept, ``forgiven`` were not."""

    days: int
    forgiven: int = 0


def streak(kept: Collection[date], today: date, resting: Collection[date] = ()) -> Streak:
    """The streak that reaches up to ``today``, which may still be kept and so is no miss.

    One missed day is forgiven, two in a row end it. Days in an episode (``resting``) neither count nor break.
    """
    days = forgiven = missed = 0
    day = today
    first = min(kept, default=today)
    while day >= first:
        if day in kept:
            days, forgiven, missed = days + 1, forgiven + missed, 0
        elif day != today and day not in resting:
            missed += 1
            if missed > FORGIVEN:
                break
        day -= timedelta(days=1)
    return Streak(days, forgiven)


@dataclass(frozen=True, slots=True)
class Week:
    """The week that begins on Monday ``first``: on how many of its ``days`` so far each part was kept."""

    first: date
    days: int
    kept: dict[str, int]


def weeks(kept: dict[str, frozenset[date]], today: date, many: int) -> list[Week]:
    """The last ``many`` weeks up to the running one, oldest first; from the first on in which anything was kept."""
    monday = today - timedelta(days=today.weekday())
    begun = min((day for on in kept.values() for day in on), default=today)
    many = min(many, (monday - begun + timedelta(days=begun.weekday())).days // 7 + 1)
    found = []
    for ago in range(many - 1, -1, -1):
        first = monday - timedelta(weeks=ago)
        days = [first + timedelta(days=number) for number in range(7) if first + timedelta(days=number) <= today]
        found.append(Week(first, len(days), {part: sum(day in on for day in days) for part, on in kept.items()}))
    return found
