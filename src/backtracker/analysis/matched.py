"""Odds ratios of matched sets: is something more frequent before a spasm than at times like it without one?

A set is one spasm (the case) and the times it is compared with (its controls, any number). May
import ``core``; standard library only. Only what is known counts: a set needs a known case and
one known control, and only a set in which they differ tells anything. All intervals are 95 %.

Given how many members of a set were exposed, the chance that the case is one of them is
``t r / (t r + u)`` with t exposed and u unexposed members and the odds ratio r (Breslow & Day 1980, Statistical
Methods in Cancer Research I, chapter 7). The number of exposed cases is a sum of such draws: its distribution
is the product of the sets' polynomials ``u + t z``, in whole numbers, so nothing here is approximate but the
Mantel-Haenszel estimate that stands beside it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, comb, exp, fsum, inf, log, sqrt
from statistics import NormalDist

LEVEL = 0.95
_TAIL = (1 - LEVEL) / 2
Z = NormalDist().inv_cdf(1 - _TAIL)
_FAR = 80.0  # the logarithm of an odds ratio beyond all that can be met
_HALVINGS = 64
Mix = Counter[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class MatchedSet:
    """One spasm: whether it was exposed, and of its ``controls`` that are known how many were ``exposed``."""

    case: bool
    exposed: int
    controls: int

    def __post_init__(self) -> None:
        if not 0 <= self.exposed <= self.controls:
            raise ValueError("as many controls are exposed as there are, at most")

    @property
    def discordant(self) -> bool:
        """Whether some of its members were exposed and some were not."""
        return 0 < self.case + self.exposed <= self.controls


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``; ``high`` may be infinite."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Odds:
    """What matched sets say.

    ``sets`` have a known control, ``discordant`` of them tell something, in ``exposed`` of
    these the case was exposed. ``ratio`` is the conditional maximum-likelihood estimate, 0 or
    infinite where all differ the same way, empty without a discordant set. ``p`` is exact and two-sided (twice
    the smaller tail), so it and the exact ``interval`` say the same. ``pooled`` is Mantel-Haenszel's estimate with
    the interval of Robins, Breslow & Greenwood 1986 (Biometrics 42:311).
    """

    sets: int
    discordant: int
    exposed: int
    ratio: float | None
    interval: Interval | None
    p: float
    pooled: float | None
    pooled_interval: Interval | None


def odds_of(sets: Iterable[MatchedSet]) -> Odds:
    """The odds ratio of ``sets``; those without a control are left out."""
    known = [each for each in sets if each.controls]
    telling = [each for each in known if each.discordant]
    exposed = sum(each.case for each in telling)
    mix = mix_of(telling)
    pooled, pooled_interval = _pooled(telling)
    ways = _ways(mix)
    return Odds(
        sets=len(known),
        discordant=len(telling),
        exposed=exposed,
        ratio=_ratio(mix, exposed) if telling else None,
        interval=_interval(ways, exposed) if telling else None,
        p=_p(ways, exposed),
        pooled=pooled,
        pooled_interval=pooled_interval,
    )


def mix_of(sets: Iterable[MatchedSet]) -> Mix:
    """How many discordant sets there are of each (exposed, unexposed) members."""
    return Counter(
        (each.case + each.exposed, 1 + each.controls - each.case - each.exposed) for each in sets if each.discordant
    )


def adjusted(ps: Sequence[float]) -> list[float]:
    """Each p-value as the smallest share of false finds at which it is still one (Benjamini & Hochberg 1995)."""
    number, lowest = len(ps), 1.0
    found = [1.0] * number
    for rank, index in reversed(list(enumerate(sorted(range(number), key=ps.__getitem__), start=1))):
        lowest = min(lowest, ps[index] * number / rank)
        found[index] = lowest
    return found


def least_needed(mix: Mix, p: float) -> int:
    """The fewest discordant sets with which a two-sided p-value of at most ``p`` can be reached at all.

    All of them would have to differ the same way. The sets are taken to be such as those of
    ``mix`` have been so far, pairs where there is none yet.
    """
    mix = mix or Counter({(1, 1): 1})
    number = mix.total()
    up = fsum(times * log(t / (t + u)) for (t, u), times in mix.items()) / number
    down = fsum(times * log(u / (t + u)) for (t, u), times in mix.items()) / number
    return ceil(log(p / 2) / min(up, down))


def likely_needed(mix: Mix, exposed: int, p: float, doubling: float = 2.0) -> int:
    """About how many discordant sets settle it if it goes on as in ``mix`` with ``exposed`` cases: always more.

    Settled is a p-value of at most ``p``, or an interval below ``doubling``. The error of the
    logarithm shrinks with the root of their number (Wald); where all differ the same way, it is
    counted by how rare that would be by chance.
    """
    number, ratio = mix.total(), _ratio(mix, exposed)
    if ratio in (0, inf):
        alike = fsum(times * log((t if ratio else u) / (t + u)) for (t, u), times in mix.items()) / number
        return max(ceil(log(p / 2) / alike), number + 1)
    beta = log(ratio)
    spread = number / fsum(times * t * ratio * u / (t * ratio + u) ** 2 for (t, u), times in mix.items())
    away = NormalDist().inv_cdf(1 - p / 2) / abs(beta) if beta else inf
    below = Z / (log(doubling) - beta) if beta < log(doubling) else inf
    return max(ceil(min(away, below) ** 2 * spread), number + 1)


def _ways(mix: Mix) -> list[int]:
    """In how many ways 0, 1, 2 … cases are exposed if case and control are told apart by lot."""
    ways = [1]
    for (t, u), number in sorted(mix.items()):
        more = [comb(number, k) * t**k * u ** (number - k) for k in range(number + 1)]
        longer = [0] * (len(ways) + number)
        for k, way in enumerate(ways):
            for j, other in enumerate(more):
                longer[k + j] += way * other
        ways = longer
    return ways


def _p(ways: list[int], exposed: int) -> float:
    return min(2 * min(sum(ways[exposed:]), sum(ways[: exposed + 1])) / sum(ways), 1.0)


def _interval(ways: list[int], exposed: int) -> Interval:
    """The odds ratios that a one-sided exact test at 2.5 % does not reject, on either side."""
    logs = [log(way) for way in ways]

    def tail(beta: float, first: int, last: int) -> float:
        terms = [each + k * beta for k, each in enumerate(logs)]
        top = max(terms)
        weights = [exp(each - top) for each in terms]
        return fsum(weights[first:last]) / fsum(weights)

    low, high = 0.0, inf
    if exposed > 0:
        low = exp(_rising(lambda beta: tail(beta, exposed, len(logs)) - _TAIL))
    if exposed < len(logs) - 1:
        high = exp(_rising(lambda beta: _TAIL - tail(beta, 0, exposed + 1)))
    return Interval(low, high)


def _ratio(mix: Mix, exposed: int) -> float:
    """The odds ratio at which as many exposed cases are expected as there are."""
    if exposed in (0, mix.total()):
        return inf if exposed else 0.0

    def surplus(beta: float) -> float:
        return fsum(number / (1 + u / t * exp(-beta)) for (t, u), number in mix.items()) - exposed

    return exp(_rising(surplus))


def _rising(function: Callable[[float], float]) -> float:
    """Where a rising function is 0."""
    low, high = -_FAR, _FAR
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if function(middle) < 0 else (low, middle)
    return (low + high) / 2


def _pooled(sets: Sequence[MatchedSet]) -> tuple[float | None, Interval | None]:
    for_it, against, variance = 0.0, 0.0, [0.0, 0.0, 0.0]
    for each in sets:
        size = 1 + each.controls
        r = each.case * (each.controls - each.exposed) / size
        s = (not each.case) * each.exposed / size
        same = (each.case + each.controls - each.exposed) / size
        for_it, against = for_it + r, against + s
        variance[0] += same * r
        variance[1] += same * s + (1 - same) * r
        variance[2] += (1 - same) * s
    if not for_it or not against:
        return (inf if for_it else 0.0 if against else None), None
    ratio = for_it / against
    spread = Z * sqrt(
        variance[0] / (2 * for_it**2) + variance[1] / (2 * for_it * against) + variance[2] / (2 * against**2)
    )
    return ratio, Interval(ratio * exp(-spread), ratio * exp(spread))
