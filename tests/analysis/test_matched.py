"""Odds ratios of matched sets on published values, against scipy and statsmodels, and at every edge."""

from collections import Counter
from itertools import product
from math import exp, inf, log
from random import Random
from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import brentq
from statsmodels.discrete.conditional_models import ConditionalLogit
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.multitest import multipletests

from backtracker.analysis.matched import (
    MatchedSet,
    adjusted,
    least_needed,
    likely_needed,
    mix_of,
    odds_of,
)

YES, NO = MatchedSet(True, 0, 1), MatchedSet(False, 1, 1)
BOTH, NEITHER = MatchedSet(True, 1, 1), MatchedSet(False, 0, 1)

some_sets = st.lists(
    st.builds(
        lambda case, controls, share: MatchedSet(case, round(controls * share), controls),
        st.booleans(),
        st.integers(0, 4),
        st.sampled_from([0.0, 0.3, 0.5, 0.7, 1.0]),
    ),
    max_size=24,
)


def drawn(number: int, ratio: float, seed: int, controls: int = 2) -> list[MatchedSet]:
    """Sets as a case-crossover meets them, some controls missing."""
    rng, found = Random(seed), []
    for _ in range(number):
        share = rng.uniform(0.1, 0.6)
        odds = share / (1 - share) * ratio
        known = rng.randint(1, controls)
        exposed = sum(rng.random() < share for _ in range(known))
        found.append(MatchedSet(rng.random() < odds / (1 + odds), exposed, known))
    return found


def test_breslow_and_day_endometrial_cancer() -> None:
    """The 1:1 study of oestrogen: 29 and 3 discordant pairs; those that agree change nothing."""
    found = odds_of([YES] * 29 + [NO] * 3 + [BOTH] * 27 + [NEITHER] * 4)
    assert (found.sets, found.discordant, found.exposed) == (63, 32, 29)
    assert found.ratio == pytest.approx(29 / 3)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(2.9964, abs=5e-5)
    assert found.interval.high == pytest.approx(49.589, abs=5e-4)
    assert found.pooled == pytest.approx(29 / 3)


def test_five_against_none_and_none_against_none() -> None:
    five = odds_of([YES] * 5)
    assert (five.ratio, five.pooled, five.pooled_interval) == (inf, inf, None)
    assert five.interval is not None
    assert five.interval.low == pytest.approx(0.9164, abs=5e-5)
    assert five.interval.high == inf
    assert five.p == 0.0625
    none = odds_of([NO] * 5)
    assert (none.ratio, none.pooled, none.p) == (0, 0, 0.0625)
    assert none.interval is not None
    assert none.interval.low == 0
    assert none.interval.high == pytest.approx(1 / 0.9164, abs=1e-4)
    empty = odds_of([])
    assert (empty.sets, empty.ratio, empty.interval, empty.p, empty.pooled) == (0, None, None, 1, None)


@pytest.mark.parametrize(("pairs", "p"), [(5, 0.0625), (6, 0.03125), (8, 0.0078125), (9, 0.00390625)])
def test_the_exact_test_of_mcnemar(pairs: int, p: float) -> None:
    assert odds_of([YES] * pairs).p == p
    assert odds_of([NO] * pairs).p == p


@pytest.mark.parametrize(
    "sets",
    [[BOTH] * 9, [NEITHER] * 9, [MatchedSet(True, 3, 3)] * 4, [MatchedSet(True, 0, 0)] * 9],
    ids=["all exposed", "none exposed", "all of many exposed", "no controls"],
)
def test_sets_that_tell_nothing(sets: list[MatchedSet]) -> None:
    found = odds_of(sets)
    assert (found.discordant, found.ratio, found.interval, found.p) == (0, None, None, 1)
    assert found.sets == sum(each.controls > 0 for each in sets)


def test_more_exposed_controls_than_controls_are_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        MatchedSet(True, 3, 2)


@pytest.mark.parametrize(("yes", "no"), [(1, 0), (0, 1), (3, 2), (12, 1), (7, 7), (60, 31), (300, 280)])
def test_pairs_are_clopper_and_pearson(yes: int, no: int) -> None:
    found = odds_of([YES] * yes + [NO] * no)
    exact = stats.binomtest(yes, yes + no)
    assert found.p == pytest.approx(exact.pvalue)
    assert found.interval is not None
    share = exact.proportion_ci(0.95, "exact")
    assert found.interval.low == pytest.approx(share.low / (1 - share.low), rel=1e-7)
    assert found.interval.high == (pytest.approx(share.high / (1 - share.high), rel=1e-7) if share.high < 1 else inf)
    assert found.ratio == (pytest.approx(yes / no) if no else inf)


@pytest.mark.parametrize("seed", range(12))
def test_the_estimate_is_that_of_conditional_logistic_regression(seed: int) -> None:
    sets = drawn(60, (1, 0.4, 3, 8)[seed % 4], seed, controls=1 + seed % 4)
    case, exposed, group = [], [], []
    for number, each in enumerate(sets):
        members = [(1, int(each.case)), *((0, int(k < each.exposed)) for k in range(each.controls))]
        case += [was for was, _ in members]
        exposed += [[was] for _, was in members]
        group += [number] * len(members)
    fitted: Any = ConditionalLogit(numpy.array(case), numpy.array(exposed), groups=numpy.array(group)).fit(disp=False)
    found = odds_of(sets)
    assert found.ratio is not None
    assert found.ratio == pytest.approx(exp(fitted.params[0]), rel=1e-3)


@pytest.mark.parametrize("seed", range(6))
def test_interval_and_p_are_exact_for_sets_of_any_kind(seed: int) -> None:
    """Against the sum of unequal draws as scipy has it."""
    sets = drawn(40, (1, 3, 0.5)[seed % 3], seed + 50, controls=1 + seed % 4)
    telling = [each for each in sets if each.discordant]
    found = odds_of(sets)

    def tails(ratio: float) -> tuple[float, float]:
        chances = []
        for each in telling:
            t, size = each.case + each.exposed, 1 + each.controls
            chances.append(t * ratio / (t * ratio + size - t))
        law = stats.poisson_binom(chances)
        return float(law.sf(found.exposed - 1)), float(law.cdf(found.exposed))

    assert found.p == pytest.approx(min(2 * min(tails(1)), 1), rel=1e-6)
    assert found.interval is not None
    low = brentq(lambda beta: tails(exp(beta))[0] - 0.025, -9, 9)
    high = brentq(lambda beta: tails(exp(beta))[1] - 0.025, -9, 9)
    assert (log(found.interval.low), log(found.interval.high)) == pytest.approx((low, high), abs=1e-6)


def test_the_exact_p_counted_out() -> None:
    """All ways in which the case of each set could be any of its members."""
    sets = [MatchedSet(True, 0, 2), MatchedSet(True, 1, 2), MatchedSet(False, 1, 3), MatchedSet(True, 2, 4), YES]
    members = [[True] * (s.case + s.exposed) + [False] * (1 + s.controls - s.case - s.exposed) for s in sets]
    sums = [sum(way) for way in product(*members)]
    upper, lower = (sum(test(total) for total in sums) / len(sums) for test in ((4).__le__, (4).__ge__))
    assert odds_of(sets).p == pytest.approx(min(2 * min(upper, lower), 1))


@pytest.mark.parametrize("seed", range(8))
def test_mantel_and_haenszel_with_the_interval_of_robins_breslow_and_greenland(seed: int) -> None:
    sets = drawn(50, (1, 4)[seed % 2], seed + 90, controls=1 + seed % 4)
    tables = [
        numpy.array([[each.case, not each.case], [each.exposed, each.controls - each.exposed]], dtype=float)
        for each in sets
    ]
    pooled: Any = StratifiedTable(tables)
    found = odds_of(sets)
    assert found.pooled == pytest.approx(pooled.oddsratio_pooled)
    assert found.pooled_interval is not None
    assert (found.pooled_interval.low, found.pooled_interval.high) == pytest.approx(
        tuple(pooled.oddsratio_pooled_confint())
    )


@settings(max_examples=60, deadline=None)
@given(some_sets)
def test_what_holds_for_all_sets(sets: list[MatchedSet]) -> None:
    found = odds_of(sets)
    assert 0 < found.p <= 1
    assert (found.ratio is None) == (found.interval is None) == (found.discordant == 0)
    if found.ratio is not None and found.interval is not None:
        assert found.interval.low <= found.ratio <= found.interval.high
        outside = found.interval.low > 1 or found.interval.high < 1
        assert outside == (found.p < 0.05) or found.p == pytest.approx(0.05)
    swapped = odds_of(
        MatchedSet(not each.case, each.controls - each.exposed, each.controls) for each in sets
    )  # exposed for unexposed
    assert swapped.p == pytest.approx(found.p)
    if found.ratio not in (None, 0, inf):
        assert swapped.ratio == pytest.approx(1 / found.ratio)


BENJAMINI_HOCHBERG_1995 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_benjamini_and_hochbergs_own_example() -> None:
    assert sum(p <= 0.05 for p in adjusted(BENJAMINI_HOCHBERG_1995)) == 4
    assert sum(p <= 0.05 / 15 for p in BENJAMINI_HOCHBERG_1995) == 3


@given(st.lists(st.one_of(st.floats(1e-6, 1), st.sampled_from([0.01, 0.5, 1.0])), max_size=30), st.randoms())
def test_adjusted_values_are_those_of_others_in_any_order(ps: list[float], rng: Random) -> None:
    rng.shuffle(ps)
    found = adjusted(ps)
    if ps:
        assert found == pytest.approx(list(multipletests(ps, method="fdr_bh")[1]))
        assert found == pytest.approx(list(stats.false_discovery_control(ps)))
    else:
        assert found == []


def test_nine_pairs_are_needed_with_thirteen_triggers() -> None:
    assert least_needed(Counter(), 0.10 / 13) == 9
    assert least_needed(Counter({(1, 1): 4}), 0.10 / 13) == 9
    assert least_needed(Counter(), 0.05) == 6
    assert least_needed(Counter(), 0.10) == 5


@pytest.mark.parametrize("looked_at", [1, 2, 5, 9, 13, 19, 40])
@pytest.mark.parametrize("kind", [(1, 1), (1, 2), (2, 1), (1, 4), (3, 1)])
def test_so_many_sets_reach_it_and_one_fewer_do_not(kind: tuple[int, int], looked_at: int) -> None:
    p, (t, u) = 0.10 / looked_at, kind
    needed = least_needed(Counter({kind: 1}), p)

    def least(number: int) -> float:
        up, down = MatchedSet(True, t - 1, t + u - 1), MatchedSet(False, t, t + u - 1)
        return min(odds_of([up] * number).p, odds_of([down] * number).p)

    assert least(needed) <= p < least(needed - 1)


def test_what_is_likely_needed_settles_it() -> None:
    """Twenty of thirty: if it goes on like this, so many more pairs settle it, and half as many more do not."""
    sets = [YES] * 20 + [NO] * 10
    needed = likely_needed(mix_of(sets), 20, 0.10 / 13)
    assert 64 <= needed <= 70
    assert odds_of([YES] * 46 + [NO] * 23).p <= 0.10 / 13
    assert odds_of([YES] * 30 + [NO] * 15).p > 0.10 / 13
    even = likely_needed(mix_of([YES] * 9 + [NO] * 9), 9, 0.10 / 13)
    assert 31 <= even <= 33  # an even score settles that there is no doubling
    assert likely_needed(mix_of([MatchedSet(True, 1, 2)] * 7), 7, 0.10 / 13) == 14
    assert likely_needed(mix_of([YES] * 9), 9, 0.9) == 10  # always more than there are


def test_hundreds_of_sets_cost_little_and_lose_nothing() -> None:
    sets = drawn(400, 2, 7, controls=4)
    found = odds_of(sets)
    assert found.interval is not None
    assert found.pooled_interval is not None
    assert found.interval.low == pytest.approx(found.pooled_interval.low, rel=0.05)
    assert found.interval.high == pytest.approx(found.pooled_interval.high, rel=0.05)
    assert odds_of([YES] * 1200).p == pytest.approx(2.0**-1199, rel=1e-9)
