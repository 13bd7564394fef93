"""How long calm lasts: the time from the end of an episode to the next spasm, by Kaplan and Meier.

May import ``core``; standard library only. Time is whole days between local dates. The calm
that still runs has not ended and is censored, never counted as if it had; a median that is not
reached is empty, never 0. All intervals are 95 %.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import erfc, exp, inf, log, sqrt

from backtracker.analysis.matched import LEVEL, Interval, Z
from backtracker.core.marks import Mark
from backtracker.core.model import Episode

HALF = 0.5
FEWEST_ENDED = 5  # ended calm times, before their middle is named, or two stretches of a life are compared
AHEAD_DAYS = (30, 90)
_EXACT = 1e-9  # a product of fractions that is 1/2 but for rounding is 1/2


@dataclass(frozen=True, slots=True)
class Gap:
    """A time of calm that began on ``since``: ``days`` long, ``ended`` by a spasm or censored.

    ``entered`` is the day of it from which it is watched; what ends earlier would not have been
    seen, so it counts only after that day.
    """

    since: date
    days: int
    ended: bool
    entered: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.entered <= self.days:
            raise ValueError("a calm time ends after it began")


@dataclass(frozen=True, slots=True)
class Step:
    """The share of calm times that last longer than ``day`` days, of ``at_risk`` that got there."""

    day: int
    at_risk: int
    ended: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Calm:
    """The curve. ``longest`` is the last day on which any calm was watched; beyond it nothing is known."""

    gaps: int
    ended: int
    longest: int
    steps: tuple[Step, ...]

    @property
    def median(self) -> int | None:
        """The day by which half of the calm times have ended; empty if it is not reached."""
        return next((step.day for step in self.steps if step.share <= HALF + _EXACT), None)

    @property
    def median_interval(self) -> Interval:
        """The days between which the median lies (Brookmeyer & Crowley 1982); infinite where not reached."""
        low = next((step.day for step in self.steps if step.low <= HALF + _EXACT), inf)
        high = next((step.day for step in self.steps if step.high <= HALF + _EXACT), inf)
        return Interval(low, high)

    def share_after(self, day: int) -> float | None:
        """The share still calm after ``day`` days; empty beyond what was watched."""
        step = self._at(day)
        if day > self.longest and (step is None or step.share > 0):
            return None
        return step.share if step else 1.0

    def _at(self, day: int) -> Step | None:
        number = bisect_right(self.steps, day, key=lambda step: step.day)
        return self.steps[number - 1] if number else None


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely calm goes on: ``share`` with its interval, from ``gaps`` calm times that were as long already."""

    share: float
    interval: Interval
    gaps: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Calm before and after a change. ``p`` is the log-rank test's; empty with too few ended calm times.

    ``surplus`` says how many more calm times ended before the change than if they lasted as long on both sides.
    """

    before: Calm
    after: Calm
    p: float | None
    surplus: float = 0.0


@dataclass(frozen=True, slots=True)
class Split:
    """Calm before and from the ``day`` on that the person marked as a change, in their ``words``."""

    day: date
    words: str
    comparison: Comparison

    @property
    def told(self) -> bool:
        """Whether enough calm times ended on both sides to lay them side by side."""
        return self.comparison.p is not None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The curve, and what it says of the calm that runs: ``so_far`` is its length in days, empty in an episode.

    ``ahead`` holds for 30 and for 90 days more the chance of staying free, where that is known. ``split`` is
    there where the person marked a change.
    """

    calm: Calm
    so_far: int | None
    ahead: tuple[tuple[int, Chance], ...]
    split: Split | None = None

    @property
    def missing(self) -> int:
        """How many more calm times have to end before a middle is named."""
        return max(FEWEST_ENDED - self.calm.ended, 0)


@dataclass(frozen=True, slots=True)
class Cohort:
    """What a published study found: the share still free of recurrence after so many days."""

    people: int
    points: tuple[tuple[int, float], ...]
    median: int
    median_interval: Interval
    what: str
    source: str


DA_SILVA = Cohort(
    people=250,
    points=((91, 0.62), (183, 0.44), (365, 0.31)),
    median=139,
    median_interval=Interval(105, 173),
    what="pain of 2 or more for at least 24 hours",
    source="da Silva 2019, J Physiother 65:159",
)


def gaps_of(episodes: Iterable[Episode], today: date, first: date | None = None) -> list[Gap]:
    """The calm after each episode that ended, oldest first; the last one runs until ``today``.

    With ``first``, one that had begun by then is watched from that day on.
    """
    begun = sorted((each for each in episodes if each.began.day <= today), key=lambda each: each.began.at)
    found = []
    for earlier, later in pairwise([*begun, None]):
        if earlier is None or earlier.ended is None or earlier.ended.day > today:
            continue
        since, until = earlier.ended.day, later.began.day if later else today
        days = max((until - since).days, 0)  # clocks may have been turned back by travel
        entered = max((first - since).days, 0) if first else 0
        if entered < days or not entered:
            found.append(Gap(since, days, later is not None, entered))
    return found


def outlook_of(
    episodes: Iterable[Episode], today: date, first: date | None = None, mark: Mark | None = None
) -> Outlook:
    """The curve of the calm times of ``episodes`` since ``first``, and how the one that runs may go on.

    With ``mark`` those before it and from then on are laid side by side too.
    """
    gaps = gaps_of(episodes, today, first)
    running = gaps[-1].days if gaps and not gaps[-1].ended else None
    chances = [(days, chance_of_calm(gaps, running, days)) for days in AHEAD_DAYS if running is not None]
    return Outlook(
        calm_of(gaps),
        running,
        tuple((days, chance) for days, chance in chances if chance is not None),
        Split(mark.day, mark.words, compared(gaps, mark.day)) if mark is not None else None,
    )


def calm_of(gaps: Iterable[Gap]) -> Calm:
    """The curve of ``gaps`` with the log-log interval on Greenwood's variance (Kalbfleisch & Prentice 1980).

    Where the curve touches 0 that interval is not defined: its lower end is 0 then, its upper
    end stays where it was.
    """
    gaps = list(gaps)
    watched = _Watched(gaps)
    steps: list[Step] = []
    share, variance, high = 1.0, 0.0, 1.0
    for day in watched.days_of_ends():
        at_risk, ended = watched.at_risk(day), watched.ended(day)
        share *= 1 - ended / at_risk
        low = 0.0
        if ended < at_risk and share > 0:
            variance += ended / (at_risk * (at_risk - ended))
            low, high = _log_log(share, variance)
        else:
            share = 0.0
        steps.append(Step(day, at_risk, ended, share, low, high))
    return Calm(len(gaps), sum(gap.ended for gap in gaps), max((gap.days for gap in gaps), default=0), tuple(steps))


def chance_of_calm(gaps: Iterable[Gap], so_far: int, ahead: int) -> Chance | None:
    """How likely calm that has lasted ``so_far`` days lasts another ``ahead``, by calm times that got as far.

    Empty where none was watched for so long. Without a spasm in the days ahead, the lower end
    is exact: the chance at which none of those watched to the end would be met 1 in 40 times.
    """
    later = [
        Gap(gap.since, gap.days - so_far, gap.ended, max(gap.entered - so_far, 0)) for gap in gaps if gap.days > so_far
    ]
    curve = calm_of(later)
    share = curve.share_after(ahead)
    if share is None or not later:
        return None
    step = next((each for each in reversed(curve.steps) if each.day <= ahead), None)
    if step is None:
        to_the_end = sum(gap.days >= ahead for gap in later)
        return Chance(1.0, Interval(((1 - LEVEL) / 2) ** (1 / to_the_end), 1.0), len(later))
    return Chance(share, Interval(step.low, step.high), len(later))


def compared(gaps: Iterable[Gap], change: date) -> Comparison:
    """Calm before ``change`` and from then on; the one it falls into is censored there, and watched on after it."""
    before, after = [], []
    for gap in gaps:
        split = (change - gap.since).days
        if split <= 0:
            after.append(gap)
        elif split > gap.days or (split == gap.days and gap.ended):
            before.append(gap)
        else:
            if split > gap.entered or not gap.entered:
                before.append(Gap(gap.since, split, False, gap.entered))
            if split < gap.days:
                after.append(Gap(gap.since, gap.days, gap.ended, max(split, gap.entered)))
    curves = calm_of(before), calm_of(after)
    enough = min(curve.ended for curve in curves) >= FEWEST_ENDED
    surplus, p = log_rank(before, after)
    return Comparison(*curves, p if enough else None, surplus)


def log_rank(first: Sequence[Gap], second: Sequence[Gap]) -> tuple[float, float]:
    """How many more of ``first`` ended than if both last as long, and the two-sided p-value that they do.

    The log-rank test (Mantel 1966); p is 1 where nothing can differ.
    """
    one, both = _Watched(first), _Watched([*first, *second])
    surplus = variance = 0.0
    for day in both.days_of_ends():
        at_risk, ended, mine = both.at_risk(day), both.ended(day), one.at_risk(day)
        surplus += one.ended(day) - ended * mine / at_risk
        if at_risk > 1:
            share = mine / at_risk
            variance += ended * share * (1 - share) * (at_risk - ended) / (at_risk - 1)
    return surplus, erfc(abs(surplus) / sqrt(2 * variance)) if variance > 0 else 1.0


class _Watched:
    """How many calm times are watched on a day, and how many end on it: sorted once, then looked up."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        self._days = sorted(gap.days for gap in gaps)
        self._entered = sorted(gap.entered if gap.entered else -1 for gap in gaps)
        self._ends = sorted(gap.days for gap in gaps if gap.ended)

    def at_risk(self, day: int) -> int:
        """Those that had been entered before ``day`` and lasted at least as long; one censored on it is there still."""
        return bisect_left(self._entered, day) - bisect_left(self._days, day)

    def ended(self, day: int) -> int:
        return bisect_right(self._ends, day) - bisect_left(self._ends, day)

    def days_of_ends(self) -> list[int]:
        return sorted(set(self._ends))


def _log_log(share: float, variance: float) -> tuple[float, float]:
    """The interval that is symmetric for the logarithm of the hazard so far."""
    spread = exp(Z * sqrt(variance) / abs(log(share)))
    return share**spread, share ** (1 / spread)
