"""What a trial on oneself shows: pain in its A blocks against its B blocks, judged by every order that could have been.

The order of the blocks was drawn by lot. If what was tried did nothing, each order with as many A blocks would
have met the same pain, so the share of orders that part the blocks at least as far is an exact p-value (twice the
smaller tail; Fisher 1935, for single cases Edgington 1967). The interval holds every shift of pain that this test
does not refuse. With few blocks there are few orders: p cannot be small, and the interval is given at
the highest level that they allow, up to 95 %. Imports ``core``; standard library only, all in whole fractions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from math import floor

from backtracker.analysis.matched import Interval
from backtracker.core.habits import HabitDay
from backtracker.core.model import DayPain
from backtracker.core.trial import WITH, Block, Trial, blocks_of, met

FEWEST_BLOCKS = 2
"""Blocks of each kind with pain recorded, before the two are compared."""
RECORDED = Fraction(1, 2)
"""A block counts when pain was recorded on at least this share of its days that count."""
_ALPHA = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class BlockSeen:
    """A block so far: of its ``due`` days that count ``recorded`` have pain, ``total`` is the sum of their worst.

    Of its days on which that is ``known``, the goal was reached on ``met``.
    """

    block: Block
    due: int
    recorded: int
    total: int
    met: int
    known: int

    @property
    def mean(self) -> Fraction | None:
        """The mean of the worst pain of its days, 0 to 10; empty where too few are recorded."""
        enough = self.recorded > 0 and self.recorded >= self.due * RECORDED
        return Fraction(self.total, self.recorded) if enough else None


@dataclass(frozen=True, slots=True)
class Answer:
    """Pain with it minus pain as usual, in points: negative is less pain with it.

    ``p`` is two-sided and exact, never below ``least_p``; ``interval`` is at ``level`` (0 to 1). ``orders`` could
    have been drawn.
    """

    difference: float
    p: float
    least_p: float
    interval: Interval
    level: float
    orders: int


@dataclass(frozen=True, slots=True)
class Result:
    """A trial with its blocks so far. ``answer`` is there once it is over, with enough blocks of both kinds."""

    trial: Trial
    today: date
    blocks: tuple[BlockSeen, ...]
    answer: Answer | None

    @property
    def over(self) -> bool:
        """Whether nothing of it is to come."""
        return self.trial.over(self.today)

    def usable(self, arm: str) -> list[BlockSeen]:
        """The blocks of a kind that can be compared."""
        return [each for each in self.blocks if each.block.arm == arm and each.mean is not None]

    def kept(self, arm: str) -> tuple[int, int]:
        """On how many days the goal was reached in blocks of a kind, and of how many that is known."""
        mine = [each for each in self.blocks if each.block.arm == arm]
        return sum(each.met for each in mine), sum(each.known for each in mine)


def result_of(trial: Trial, pains: Iterable[DayPain], days: Iterable[HabitDay], today: date) -> Result:
    """What ``trial`` shows up to ``today``. That day is not over, and neither was the one on which it was stopped."""
    worst = {each.day: each.worst for each in pains}
    there = {each.day: met(trial, each) for each in days}
    end = today if trial.ended is None else min(today, trial.ended.day)
    seen = []
    for block in blocks_of(trial):
        if block.first >= end:
            break
        planned = [block.counts_from + timedelta(days=n) for n in range((block.last - block.counts_from).days + 1)]
        over = [day for day in planned if day < end]
        levels = [worst[day] for day in over if day in worst]
        known = [reached for day in over if (reached := there.get(day)) is not None]
        seen.append(BlockSeen(block, len(planned), len(levels), sum(levels), sum(known), len(known)))
    return Result(trial, today, tuple(seen), _answer(seen) if trial.over(today) else None)


def _answer(seen: Sequence[BlockSeen]) -> Answer | None:
    usable = [(each.mean, each.block.arm == WITH) for each in seen if each.mean is not None]
    with_it = [arm for _, arm in usable]
    if min(with_it.count(True), with_it.count(False)) < FEWEST_BLOCKS:
        return None
    return compared([mean for mean, _ in usable], with_it)


def compared(means: Sequence[Fraction], with_it: Sequence[bool]) -> Answer:
    """Block ``means`` with it against those as usual; ``with_it`` says which are which, and both kinds are there.

    Under a shift d the observed difference is D - d and that of another order D' - d s, where s is what the order
    makes of the shift; the other order lies as far or farther on the upper side exactly from d = (D - D') / (1 - s) on.
    """
    size, many = len(means), sum(with_it)
    if len(with_it) != size or not 0 < many < size:
        raise ValueError("both kinds of block are needed")
    whole, indicators = sum(means), [Fraction(each) for each in with_it]

    def difference(values: Sequence[Fraction], chosen: Iterable[int], total: Fraction | int) -> Fraction:
        mine = sum((values[n] for n in chosen), Fraction(0))
        return mine / many - (total - mine) / (size - many)

    own = tuple(n for n, each in enumerate(with_it) if each)
    observed = difference(means, own, whole)
    turns = sorted(
        (observed - difference(means, chosen, whole)) / (1 - difference(indicators, chosen, many))
        for chosen in combinations(range(size), many)
        if chosen != own
    )
    orders = len(turns) + 1
    upper = Fraction(1 + sum(turn <= 0 for turn in turns), orders)
    lower = Fraction(1 + sum(turn >= 0 for turn in turns), orders)
    least = Fraction(2, orders)
    alpha = max(_ALPHA, least)
    cut = floor(orders * alpha / 2)
    return Answer(
        float(observed),
        float(min(Fraction(1), 2 * min(upper, lower))),
        float(min(Fraction(1), least)),
        Interval(float(turns[cut - 1]), float(turns[-cut])),
        float(1 - alpha),
        orders,
    )
