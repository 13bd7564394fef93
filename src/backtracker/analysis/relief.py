"""What helps: how pain changes after each treatment, beside how it changes without it.

May import ``core``; standard library only. Pain falls by itself, and treatments are taken when
it is worst; so each change is set beside the changes over the same span of time without that
treatment, in the same phase of an episode, from the same band of pain. What else was done meanwhile is not taken
out. A change is a level after less the level before: below 0 is relief. All intervals are 95 %.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from backtracker.analysis.matched import Interval
from backtracker.analysis.recurrence import Gap, calm_of
from backtracker.core.change import clearly_lower
from backtracker.core.model import BEFORE_WITHIN, EpisodeLog, Reading, Treatment

AFTER_WITHIN = timedelta(hours=2)
"""The declared window: the last reading in so long after the end of a treatment, or its time if it has no length."""
SOON = timedelta(hours=1)  # spans shorter than this are compared with each other, and longer ones
APART = timedelta(hours=1)  # between the starts of two spans without a treatment: one silence is not counted many times
PHASES = (timedelta(hours=24), timedelta(hours=72))  # since the onset or the last flare
FEWEST = 6
"""With fewer changes no 95 % interval of a median exists: that none of five lies below it happens 1 in 32 times."""

_ROUNDING = 1e-9
_ONE_IN = 40  # the median lies beyond either end of its interval once in so many times, at most
Cell = tuple[int, int, bool]  # phase of the episode, band of pain before, soon or later after


@dataclass(frozen=True, slots=True)
class Relief:
    """What followed one treatment.

    ``given`` counts how often it was logged in an episode, ``times`` how often with pain before
    and a level after it. ``change`` is the median, empty without any; ``interval`` is exact and
    empty below :data:`FEWEST`. ``relieved`` counts how often a change that matters came within
    the window; ``minutes`` is the time by which it had come in half of them (Kaplan-Meier),
    empty if it had not. ``without`` is the median change over the same spans without it, as
    :mod:`~backtracker.analysis.relief` says, of ``compared`` of the times; empty with fewer than FEWEST spans.
    """

    kind: str
    product: str
    given: int
    times: int
    change: float | None
    interval: Interval | None
    relieved: int
    minutes: int | None
    without: float | None
    compared: int

    @property
    def enough(self) -> bool:
        """Whether there are enough changes for an interval."""
        return self.interval is not None

    @property
    def beyond(self) -> bool:
        """Whether pain fell, and by more than it falls without: both lie outside the interval."""
        if self.interval is None or self.without is None:
            return False
        return self.interval.high < 0 and self.interval.high < self.without


@dataclass(slots=True)
class _Found:
    """What is gathered about one treatment."""

    product: str = ""
    given: int = 0
    changes: list[int] = field(default_factory=list)
    waits: list[Gap] = field(default_factory=list)
    cells: Counter[Cell] = field(default_factory=Counter)
    near: Counter[tuple[Cell, int]] = field(default_factory=Counter)  # spans in which it may work, not to compare with


def reliefs_of(logs: Iterable[EpisodeLog]) -> list[Relief]:
    """Each treatment in ``logs``, most relief first, those with too few changes last. Medicines go by their name."""
    found: dict[tuple[str, str], _Found] = defaultdict(_Found)
    spans: Counter[tuple[Cell, int]] = Counter()
    for log in logs:
        _gather(_Story(log), found, spans)
    reliefs = [_relief(kind, each, spans - each.near) for (kind, _), each in found.items()]
    return sorted(reliefs, key=lambda each: (not each.enough, each.change or 0, -each.times, each.kind, each.product))


def name_of(treatment: Treatment) -> tuple[str, str]:
    """The kind, and of a medicine its name as typed, whatever its letters."""
    return treatment.kind, treatment.product.casefold()


def median_interval(values: Sequence[int]) -> Interval | None:
    """The exact interval of the median of sorted ``values``: two of them that it seldom lies outside; empty for few."""
    number, rank, ways, below = len(values), 0, 1, 1
    while below * _ONE_IN <= 2**number:  # below: in how many ways at most ``rank`` of them lie under the median
        rank += 1
        ways = ways * (number - rank + 1) // rank
        below += ways
    return Interval(values[rank - 1], values[number - rank]) if rank else None


class _Story:
    """One episode in the order of its time."""

    def __init__(self, log: EpisodeLog) -> None:
        self.readings = sorted(log.readings, key=lambda each: each.moment.at)
        self.times = [each.moment.at for each in self.readings]
        self.treatments = sorted(log.treatments, key=lambda each: each.moment.at)
        self.starts = sorted([log.episode.began.at, *(flare.moment.at for flare in log.flares)])

    def before(self, at: datetime) -> Reading | None:
        """The last reading in the two hours up to ``at``."""
        number = bisect_right(self.times, at)
        if not number or at - self.times[number - 1] > BEFORE_WITHIN:
            return None
        return self.readings[number - 1]

    def between(self, after: datetime, until: datetime) -> Sequence[Reading]:
        """The readings later than ``after`` and up to ``until``."""
        return self.readings[bisect_right(self.times, after) : bisect_right(self.times, until)]

    def cell(self, first: Reading, last: Reading) -> Cell:
        """What a span from ``first`` to ``last`` is compared with."""
        at = first.moment.at
        since = at - self.starts[max(bisect_right(self.starts, at) - 1, 0)]
        return bisect_right(PHASES, since), _band(first.level), last.moment.at - at < SOON


def _band(level: int) -> int:
    return 0 if level <= 3 else 1 if level <= 6 else 2


def _gather(story: _Story, found: dict[tuple[str, str], _Found], spans: Counter[tuple[Cell, int]]) -> None:
    starts: dict[tuple[str, str], list[datetime]] = defaultdict(list)
    for treatment in story.treatments:
        starts[name_of(treatment)].append(treatment.moment.at)
        _add(story, treatment, found[name_of(treatment)])
    for first, last in _spans(story):
        span = story.cell(first, last), last.level - first.level
        spans[span] += 1
        for name, begun in starts.items():
            # begun in the span, or so shortly before it that it may still work
            if bisect_left(begun, last.moment.at) > bisect_right(begun, first.moment.at - AFTER_WITHIN):
                found[name].near[span] += 1


def _add(story: _Story, treatment: Treatment, found: _Found) -> None:
    """The change after one treatment, where there was pain before it and a level after it."""
    found.given += 1
    found.product = treatment.product
    start = treatment.moment.at
    before = story.before(start)
    after = story.between(start, (treatment.ended_at or start) + AFTER_WITHIN)
    if before is None or not before.level or not after or treatment.running:
        return
    found.changes.append(after[-1].level - before.level)
    found.cells[story.cell(before, after[-1])] += 1
    relief = next((each for each in after if clearly_lower(before.level, each.level)), None)
    minutes = ((relief or after[-1]).moment.at - start) // timedelta(minutes=1)
    found.waits.append(Gap(treatment.moment.day, minutes, relief is not None))


def _spans(story: _Story) -> Iterable[tuple[Reading, Reading]]:
    """Pain, and the last level within the hour and within the window after it, from readings an hour apart."""
    latest: datetime | None = None
    for first in story.readings:
        at = first.moment.at
        if not first.level or (latest is not None and at - latest < APART):
            continue
        latest = at
        soon = story.between(at, at + SOON - timedelta(microseconds=1))
        later = story.between(at + SOON - timedelta(microseconds=1), at + AFTER_WITHIN)
        yield from ((first, some[-1]) for some in (soon, later) if some)


def _relief(kind: str, found: _Found, spans: Counter[tuple[Cell, int]]) -> Relief:
    changes = sorted(found.changes)
    without, compared = _without(found.cells, spans)
    return Relief(
        kind=kind,
        product=found.product,
        given=found.given,
        times=len(changes),
        change=(changes[(len(changes) - 1) // 2] + changes[len(changes) // 2]) / 2 if changes else None,
        interval=median_interval(changes),
        relieved=sum(wait.ended for wait in found.waits),
        minutes=calm_of(found.waits).median,
        without=without,
        compared=compared,
    )


def _without(cells: Counter[Cell], spans: Counter[tuple[Cell, int]]) -> tuple[float | None, int]:
    """The median change in ``spans``, their cells weighted as in ``cells``, and how many of those it stands for."""
    others: dict[Cell, Counter[int]] = defaultdict(Counter)
    for (cell, change), number in spans.items():
        if cell in cells:
            others[cell][change] += number
    compared = sum(cells[cell] for cell in others)
    if sum(changes.total() for changes in others.values()) < FEWEST:
        return None, 0
    weights: dict[int, float] = defaultdict(float)
    for cell, changes in others.items():
        for change, number in changes.items():
            weights[change] += cells[cell] * number / changes.total()
    return _weighted_median(weights), compared


def _weighted_median(weights: dict[int, float]) -> float:
    """The value with half of the weight on either side; the middle of two where the halves meet between them."""
    half, heard = sum(weights.values()) / 2, 0.0
    ordered = sorted(weights)
    for value, following in pairwise(ordered):
        heard += weights[value]
        if heard > half + _ROUNDING:
            return float(value)
        if heard > half - _ROUNDING:
            return (value + following) / 2
    return float(ordered[-1])
