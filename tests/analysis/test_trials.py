"""Trials: differences, p and intervals beside SciPy's permutation test and by counting; what counts as known."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import combinations, permutations
from math import inf
from random import Random
from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from backtracker.analysis.trials import compared, result_of
from backtracker.core.habits import HabitDay
from backtracker.core.model import DayPain, Moment
from backtracker.core.trial import Trial, blocks_of

START = date(2026, 3, 2)


def trial(arms: str = "ABBA", **rest: Any) -> Trial:
    given = {"what": "water", "goal": 8, "at_most": False, "begins": START, "days": 4, "washout": 1, "arms": arms}
    return Trial(**{"id": "t", "moment": Moment(datetime(2026, 3, 1, tzinfo=UTC)), **given, **rest})


def pain(day: date, level: int) -> DayPain:
    return DayPain(day, tuple(int(n == level) for n in range(11)))


def two_sided(one: list[float], other: list[float]) -> float:
    """SciPy over all orders, twice the smaller tail."""
    found = stats.permutation_test(
        (one, other), lambda a, b: numpy.mean(a) - numpy.mean(b), n_resamples=inf, alternative="two-sided"
    )
    return float(found.pvalue)


blocks = st.integers(4, 8).flatmap(
    lambda size: st.tuples(
        st.lists(st.integers(0, 40), min_size=size, max_size=size), st.integers(2, size - 2), st.randoms()
    )
)


@settings(max_examples=80, deadline=None)
@given(blocks)
def test_p_is_that_of_scipy(drawn: tuple[list[int], int, Random]) -> None:
    quarters, many, rng = drawn
    arms = [True] * many + [False] * (len(quarters) - many)
    rng.shuffle(arms)
    means = [Fraction(each, 4) for each in quarters]
    found = compared(means, arms)
    one = [float(mean) for mean, arm in zip(means, arms, strict=True) if arm]
    other = [float(mean) for mean, arm in zip(means, arms, strict=True) if not arm]
    assert found.difference == pytest.approx(numpy.mean(one) - numpy.mean(other))
    assert found.p == pytest.approx(two_sided(one, other))
    assert found.p >= found.least_p == pytest.approx(2 / found.orders)


def refused(means: list[Fraction], arms: list[bool], shift: Fraction, alpha: Fraction) -> bool:
    """By counting: whether the test refuses that ``shift`` is what it does."""
    plain = [mean - shift if arm else mean for mean, arm in zip(means, arms, strict=True)]
    many = sum(arms)

    def difference(chosen: tuple[int, ...]) -> Fraction:
        mine = sum((plain[n] for n in chosen), Fraction(0))
        return mine / many - (sum(plain) - mine) / (len(plain) - many)

    own = difference(tuple(n for n, arm in enumerate(arms) if arm))
    every = [difference(chosen) for chosen in combinations(range(len(arms)), many)]
    smaller = min(sum(each >= own for each in every), sum(each <= own for each in every))
    return 2 * Fraction(smaller, len(every)) <= alpha


@settings(max_examples=40, deadline=None)
@given(blocks)
def test_the_interval_holds_what_the_test_does_not_refuse(drawn: tuple[list[int], int, Random]) -> None:
    quarters, many, rng = drawn
    arms = [True] * many + [False] * (len(quarters) - many)
    rng.shuffle(arms)
    means = [Fraction(each, 4) for each in quarters]
    found = compared(means, arms)
    alpha = max(Fraction(1, 20), Fraction(2, found.orders))
    assert found.level == pytest.approx(float(1 - alpha))
    low, high = (Fraction(edge).limit_denominator(10_000) for edge in (found.interval.low, found.interval.high))
    little = Fraction(1, 1000)
    assert refused(means, arms, low - little, alpha)
    assert refused(means, arms, high + little, alpha)
    if low < high:
        assert not refused(means, arms, low + little, alpha)
        assert not refused(means, arms, high - little, alpha)
    assert found.interval.low <= found.difference <= found.interval.high


@pytest.mark.parametrize(
    ("arms", "orders", "level"),
    [("ABBA", 6, 2 / 3), ("ABBAB", 10, 0.8), ("ABBABA", 20, 0.9), ("ABBABAB", 35, 33 / 35), ("ABBABABA", 70, 0.95)],
)
def test_few_blocks_cannot_give_a_small_p(arms: str, orders: int, level: float) -> None:
    with_it = [arm == "A" for arm in arms]
    means = [Fraction(1 if arm else 5) for arm in with_it]
    found = compared(means, with_it)
    assert (found.difference, found.orders) == (-4, orders)
    assert found.p == found.least_p == pytest.approx(2 / orders)
    assert found.level == pytest.approx(level)


def test_a_null_trial_says_so_as_often_as_it_should() -> None:
    """Over every order of one diary, p at or below a limit comes no more often than the limit says."""
    means = [Fraction(n) for n in (3, 5, 2, 2, 7, 4, 6, 1)]
    every = set(permutations([True] * 4 + [False] * 4))
    found = [compared(means, list(order)).p for order in sorted(every)]
    assert len(found) == 70
    for limit in (0.05, 0.1, 0.2, 0.5):
        assert sum(p <= limit for p in found) / len(found) <= limit


def test_the_blocks_of_a_trial_that_is_over() -> None:
    found = trial()
    pains, days = [], []
    for block in blocks_of(found):
        for n in range(4):
            day = block.first + timedelta(days=n)
            level = 9 if n == 0 else (2 if block.arm == "A" else 5)  # the first day does not count
            pains.append(pain(day, level))
            days.append(HabitDay(day, {"water": 8 if block.arm == "A" else 4}))
    result = result_of(found, pains, days, found.last + timedelta(days=1))
    assert [(each.due, each.recorded, each.total) for each in result.blocks] == [
        (3, 3, 6), (3, 3, 15), (3, 3, 15), (3, 3, 6),
    ]  # fmt: skip
    assert [float(each.mean or 0) for each in result.blocks] == [2, 5, 5, 2]
    assert (result.kept("A"), result.kept("B")) == ((6, 6), (0, 6))
    assert result.answer is not None
    assert result.answer.difference == -3
    assert result.answer.p == pytest.approx(1 / 3)


def test_under_way_there_is_no_answer_and_today_does_not_count() -> None:
    found = trial()
    pains = [pain(START + timedelta(days=n), 3) for n in range(16)]
    result = result_of(found, pains, [], START + timedelta(days=6))
    assert [(each.block.number, each.recorded) for each in result.blocks] == [(1, 3), (2, 1)]
    assert result.answer is None
    assert not result.over
    assert result_of(found, pains, [], START).blocks == ()


def test_a_block_with_too_few_days_is_left_out() -> None:
    found = trial("ABBABA")
    pains = [pain(START + timedelta(days=n), 3) for n in range(24) if not 4 <= n < 7]  # of the second one day is left
    result = result_of(found, pains, [], found.last + timedelta(days=1))
    assert [each.mean is None for each in result.blocks] == [False, True, False, False, False, False]
    assert result.answer is not None
    assert result.answer.orders == 10
    too_few = result_of(found, pains[:6], [], found.last + timedelta(days=1))
    assert too_few.answer is None
    assert too_few.over


def test_a_trial_that_was_stopped_counts_the_days_before() -> None:
    stopped = trial(ended=Moment(datetime(2026, 3, 9, 12, tzinfo=UTC)))  # the last day of the second block
    pains = [pain(START + timedelta(days=n), 3) for n in range(16)]
    result = result_of(stopped, pains, [], START + timedelta(days=60))
    assert [(each.block.number, each.recorded) for each in result.blocks] == [(1, 3), (2, 2)]
    assert result.over
    assert result.answer is None


def test_both_kinds_are_needed() -> None:
    with pytest.raises(ValueError, match="both kinds"):
        compared([Fraction(1), Fraction(2)], [True, True])
