"""How bad it is: pain through the day, and from week to week, as medians with quartiles.

May import ``core``; standard library only. Times are those of the clock on the wall at entry.
Half of the values lie between the quartiles; between two values they are interpolated (type 7 of Hyndman & Fan
1996, Am Stat 50:361).
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from backtracker.core.change import POINTS as MATTERS  # smaller differences between hours are not named
from backtracker.core.model import DayPain, HourPain

BIN_HOURS = 3
FEWEST_PARTS = 3  # with readings, before a day counts as followed through its hours
FEWEST_DAYS = 5  # recorded days in a part of the day, before its middle is named
WINDOW_DAYS, FEWEST_IN_WINDOW, LONGEST_GAP_DAYS = 28, 8, 7


@dataclass(frozen=True, slots=True)
class Middle:
    """The median of some levels, with half of them from ``low`` to ``high``."""

    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours from ``first`` up to, not including, ``last``; ``pain`` is empty with readings on too few ``days``."""

    first: int
    last: int
    days: int
    pain: Middle | None


@dataclass(frozen=True, slots=True)
class ThroughDay:
    """The parts of the day from midnight on, from ``days`` that were followed through them.

    ``worst`` and ``best`` are the parts with the highest and the lowest median, empty where the
    same days do not differ between them by points that matter.
    """

    parts: tuple[Hours, ...]
    days: int
    worst: Hours | None = None
    best: Hours | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The middle of the worst levels of the days up to ``day``."""

    day: date
    pain: Middle


@dataclass(frozen=True, slots=True)
class Weeks:
    """Pain from week to week between two days, in runs that break where a week passes without a reading.

    ``lately`` is the middle of the four weeks up to today, of ``recorded`` days in them; empty where these are too few.
    """

    first: date
    today: date
    runs: tuple[tuple[Stretch, ...], ...]
    recorded: int

    @property
    def lately(self) -> Middle | None:
        """The middle of the last four weeks."""
        return self.runs[-1][-1].pain if self.runs and self.recorded >= FEWEST_IN_WINDOW else None

    @property
    def earlier(self) -> Middle | None:
        """The middle of the four weeks before those, where enough of them is recorded."""
        before = self.today - timedelta(days=WINDOW_DAYS)
        near = [each for run in self.runs for each in run if 0 <= (before - each.day).days < LONGEST_GAP_DAYS]
        return near[-1].pain if near else None


def through_day(hours: Iterable[HourPain], bin_hours: int = BIN_HOURS) -> ThroughDay:
    """Pain by time of day, from the days with readings in three parts of it or more.

    A day that was looked at once tells nothing about its hours: good days have a reading in the
    evening, bad ones many around noon, and noon would look bad. Each day counts once in each
    part, by its own median there.
    """
    if bin_hours < 1 or 24 % bin_hours:
        raise ValueError("hours of a part divide the day")
    levels: dict[date, dict[int, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    for each in hours:
        counts = levels[each.day][each.hour // bin_hours]
        for level, number in enumerate(each.counts):
            counts[level] += number
    days = [
        {part: _middle_of(counts).median for part, counts in parts.items()}
        for parts in levels.values()
        if len(parts) >= FEWEST_PARTS
    ]
    parts = tuple(
        Hours(part * bin_hours, (part + 1) * bin_hours, len(medians), _middle(medians))
        for part in range(24 // bin_hours)
        for medians in [[day[part] for day in days if part in day]]
    )
    known = [part for part in parts if part.pain]
    if len(known) < 2:
        return ThroughDay(parts, len(days))
    worst = max(known, key=_median)
    best = min(known, key=_median)
    first, last = worst.first // bin_hours, best.first // bin_hours
    apart = _middle([day[first] - day[last] for day in days if first in day and last in day])
    if apart is None or apart.median < MATTERS:
        return ThroughDay(parts, len(days))
    return ThroughDay(parts, len(days), worst, best)


def _median(part: Hours) -> float:
    return part.pain.median if part.pain else 0.0


def weeks_of(days: Iterable[DayPain], today: date, first: date | None = None) -> Weeks:
    """The worst levels of ``days`` as a rolling middle; without ``first`` from the earliest of them."""
    known = [each for each in days if each.readings and each.day <= today]
    runs = tuple(tuple(run) for run in rolling(known))
    lately = sum(each.day > today - timedelta(days=WINDOW_DAYS) for each in known)
    start = first or min((each.day for each in known), default=today)
    return Weeks(start, today, runs, lately)


def rolling(days: Iterable[DayPain]) -> list[list[Stretch]]:
    """The middle of the worst levels in the four weeks up to each day, in runs.

    A run ends where a week passes without a reading; a day is left out while the four weeks up
    to it hold too few.
    """
    runs: list[list[Stretch]] = [[]]
    recent: deque[DayPain] = deque()
    counts: Counter[int] = Counter()
    known = sorted((each for each in days if each.readings), key=lambda each: each.day)
    for number, each in enumerate(known):
        if number and (each.day - known[number - 1].day).days > LONGEST_GAP_DAYS:
            runs.append([])
        recent.append(each)
        counts[each.worst] += 1
        while recent[0].day <= each.day - timedelta(days=WINDOW_DAYS):
            counts[recent.popleft().worst] -= 1
        if len(recent) >= FEWEST_IN_WINDOW:
            runs[-1].append(Stretch(each.day, _middle_of(counts)))
    return [run for run in runs if run]


def _middle(values: list[float]) -> Middle | None:
    if len(values) < FEWEST_DAYS:
        return None
    values.sort()
    return Middle(*(_quantile(values, share) for share in (0.25, 0.5, 0.75)))


def _middle_of(counts: Counter[int]) -> Middle:
    values = [float(level) for level in sorted(counts) for _ in range(counts[level])]
    return Middle(*(_quantile(values, share) for share in (0.25, 0.5, 0.75)))


def _quantile(values: list[float], share: float) -> float:
    place = (len(values) - 1) * share
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)
