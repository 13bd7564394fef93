"""Calm times on published values, against scipy and statsmodels, and at every edge."""

from datetime import UTC, date, datetime, timedelta
from math import inf
from random import Random
from typing import Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from backtracker.analysis.matched import Interval
from backtracker.analysis.recurrence import (
    DA_SILVA,
    Calm,
    Gap,
    calm_of,
    chance_of_calm,
    compared,
    gaps_of,
    log_rank,
    outlook_of,
)
from backtracker.core.marks import Mark
from backtracker.core.model import Episode, Moment

START, TODAY = date(2026, 1, 1), date(2026, 11, 21)
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def gaps(words: str) -> list[Gap]:
    return [Gap(START, int(word.rstrip("+")), not word.endswith("+")) for word in words.split()]


def curve(words: str) -> Calm:
    return calm_of(gaps(words))


def spasm(begins: int, ends: int | None) -> Episode:
    """An episode by days after the first of January."""
    morning = datetime(2026, 1, 1, 9, tzinfo=UTC)
    ended = None if ends is None else Moment(morning + timedelta(days=ends, hours=3))
    return Episode(f"e{begins}", Moment(morning + timedelta(days=begins)), ended)


some_gaps = st.lists(
    st.builds(
        lambda days, ended, share: Gap(START, days, ended, int(days * share) if days > 2 else 0),
        st.integers(0, 40),
        st.booleans(),
        st.sampled_from([0.0, 0.0, 0.0, 0.5]),
    ),
    min_size=1,
    max_size=40,
)


def test_freireich_6_mp() -> None:
    found = curve(SIX_MP)
    assert {step.day: round(step.share, 6) for step in found.steps} == {
        6: 0.857143, 7: 0.806723, 10: 0.752941, 13: 0.690196, 16: 0.627451, 22: 0.537815, 23: 0.448179,
    }  # fmt: skip
    assert [step.at_risk for step in found.steps] == [21, 17, 15, 12, 11, 7, 6]
    assert (found.gaps, found.ended, found.longest) == (21, 9, 35)
    assert found.median == 23
    assert found.median_interval == Interval(13, inf)


def test_the_interval_of_the_median_does_not_turn_into_zero() -> None:
    found = curve("5 9+ 12+ 20+")
    assert found.median is None
    assert found.median_interval.high == inf


@pytest.mark.parametrize(
    ("words", "median"),
    [
        ("", None),
        ("9+", None),
        ("4+ 9+ 30+", None),
        ("7", 7),
        ("7 9+", 7),
        ("7 9", 7),
        ("3 7 9 12", 7),
        ("0 0 3", 0),
        ("5 5 5 5", 5),
        ("2 4 6+ 6+", 4),
    ],
    ids=[
        "nothing", "one running", "all censored", "one", "exactly a half", "exactly a half of two", "of four", "zeros",
        "ties", "a half, then censored",
    ],
)  # fmt: skip
def test_medians_at_the_edges(words: str, median: int | None) -> None:
    found = curve(words)
    assert found.median == median
    for step in found.steps:
        assert 0 <= step.low <= step.share <= step.high <= 1


def test_a_product_that_is_a_half_but_for_rounding_is_a_half() -> None:
    found = curve(" ".join(str(day) for day in range(1, 23)))
    assert found.median == 11
    assert found.steps[10].share == pytest.approx(0.5, abs=1e-15)


def test_one_that_is_censored_on_a_day_is_still_there_on_it() -> None:
    found = curve("5+ 5 8")
    assert [(step.day, step.at_risk) for step in found.steps] == [(5, 3), (8, 1)]


def test_nothing_is_known_beyond_the_longest() -> None:
    found = curve("5 9+")
    assert [found.share_after(day) for day in (0, 4, 5, 9, 10)] == [1, 1, 0.5, 0.5, None]
    assert curve("5 9").share_after(100) == 0
    assert curve("").share_after(0) == 1
    assert curve("").share_after(1) is None


def censored(some: list[Gap]) -> Any:
    return stats.CensoredData.right_censored([gap.days for gap in some], [not gap.ended for gap in some])


@settings(max_examples=60, deadline=None)
@given(some_gaps)
@pytest.mark.filterwarnings(
    "ignore:The confidence interval is undefined:RuntimeWarning", "ignore:divide by zero:RuntimeWarning"
)
def test_the_curve_is_that_of_scipy(some: list[Gap]) -> None:
    whole = [Gap(gap.since, gap.days, gap.ended) for gap in some]
    theirs = stats.ecdf(censored(whole)).sf
    for step in calm_of(whole).steps:
        assert step.share == pytest.approx(float(theirs.evaluate(step.day)), abs=1e-12)
        if step.share > 1e-12:
            bounds = theirs.confidence_interval(method="log-log")
            assert step.low == pytest.approx(float(bounds.low.evaluate(step.day)))
            assert step.high == pytest.approx(float(bounds.high.evaluate(step.day)))


@settings(max_examples=60, deadline=None)
@given(some_gaps)
@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning", "ignore:invalid value:RuntimeWarning")
def test_the_median_is_that_of_statsmodels(some: list[Gap]) -> None:
    """But where a step is exactly a half: there it takes the next day."""
    found = calm_of([Gap(gap.since, gap.days + 1, gap.ended) for gap in some])
    theirs = SurvfuncRight(numpy.array([gap.days + 1 for gap in some]), numpy.array([int(gap.ended) for gap in some]))
    if found.steps and all(abs(step.share - 0.5) > 1e-9 for step in found.steps):
        expected = theirs.quantile(0.5)
        assert found.median == (None if numpy.isnan(expected) else expected)


@pytest.mark.filterwarnings("ignore:divide by zero:RuntimeWarning", "ignore:invalid value:RuntimeWarning")
def test_the_interval_of_the_median_is_that_of_statsmodels() -> None:
    rng = Random(2)
    for _ in range(30):
        some = [Gap(START, rng.randint(1, 90), rng.random() < 0.7) for _ in range(30)]
        theirs = SurvfuncRight(numpy.array([gap.days for gap in some]), numpy.array([int(gap.ended) for gap in some]))
        low, high = theirs.quantile_ci(0.5, method="cloglog")
        ours = calm_of(some)
        if ours.steps[-1].share > 0:
            assert ours.median_interval == Interval(low, high)


def test_calm_that_is_watched_late_counts_from_then_on() -> None:
    late = [Gap(START, 50, True, 20), Gap(START, 30, False, 10), *gaps("5 12 25 40 60+")]
    found = calm_of(late)
    assert [(step.day, step.at_risk) for step in found.steps] == [(5, 5), (12, 5), (25, 5), (40, 3), (50, 2)]
    theirs = SurvfuncRight(
        numpy.array([gap.days for gap in late]),
        numpy.array([int(gap.ended) for gap in late]),
        entry=numpy.array([gap.entered or -1 for gap in late]),
    )
    shares = dict(zip(theirs.surv_times, theirs.surv_prob, strict=True))
    for step in found.steps:
        assert step.share == pytest.approx(shares[step.day])


def test_log_rank_of_freireich() -> None:
    """Chi-square 16.79 for 6-MP against placebo."""
    p = log_rank(gaps(SIX_MP), gaps(PLACEBO))[1]
    assert stats.chi2.isf(p, 1) == pytest.approx(16.79, abs=0.005)
    assert curve(PLACEBO).median == 8


@settings(max_examples=60, deadline=None)
@given(some_gaps, some_gaps)
def test_log_rank_is_that_of_others(first: list[Gap], second: list[Gap]) -> None:
    plain = [[Gap(gap.since, gap.days + 1, gap.ended) for gap in some] for some in (first, second)]
    if not any(gap.ended for some in plain for gap in some):
        assert log_rank(*plain)[1] == 1
        return
    ours = log_rank(*plain)[1]
    (one, two), ended = ([gap.days for gap in some] for some in plain), [[g.ended for g in some] for some in plain]
    if ours < 1:
        assert ours == pytest.approx(float(stats.logrank(*map(censored, plain)).pvalue))
        both, group = one + two, [0] * len(one) + [1] * len(two)
        assert ours == pytest.approx(survdiff(both, [int(each) for some in ended for each in some], group)[1])


def test_log_rank_with_late_entry_is_that_of_statsmodels() -> None:
    rng = Random(4)
    for _ in range(20):
        groups = [[Gap(START, days := rng.randint(2, 90), rng.random() < 0.7, rng.choice([0, days // 2]))
                   for _ in range(25)] for _ in range(2)]  # fmt: skip
        both = groups[0] + groups[1]
        _, theirs = survdiff(
            [gap.days for gap in both], [int(gap.ended) for gap in both], [0] * 25 + [1] * 25,
            entry=numpy.array([gap.entered for gap in both]),
        )  # fmt: skip
        assert log_rank(*groups)[1] == pytest.approx(theirs)


def test_gaps_run_from_an_end_to_the_next_onset() -> None:
    found = gaps_of([spasm(40, 44), spasm(0, 5), spasm(100, 103)], TODAY)
    assert [(gap.since, gap.days, gap.ended) for gap in found] == [
        (date(2026, 1, 6), 35, True),
        (date(2026, 2, 14), 56, True),
        (date(2026, 4, 14), (TODAY - date(2026, 4, 14)).days, False),
    ]
    assert gaps_of([spasm(0, 5), spasm(40, None)], TODAY) == found[:1]  # none runs while an episode does
    assert gaps_of([spasm(3, None)], TODAY) == []
    assert gaps_of([], TODAY) == []
    assert [gap.days for gap in gaps_of([spasm(0, 5), spasm(5, 6)], date(2026, 1, 7))] == [0, 0]


def test_calm_that_began_before_the_range_is_watched_from_its_first_day() -> None:
    first = date(2026, 2, 1)
    found = gaps_of([spasm(0, 5), spasm(40, 44), spasm(100, 103)], date(2026, 3, 31), first)
    assert [(gap.since, gap.days, gap.ended, gap.entered) for gap in found] == [
        (date(2026, 1, 6), 35, True, 26),
        (date(2026, 2, 14), 45, False, 0),  # the range ends before the spasm that ended it
    ]
    assert gaps_of([spasm(0, 5), spasm(40, 44)], date(2026, 3, 31), date(2026, 2, 10))[0].since == date(2026, 2, 14)


def test_an_end_after_midnight_elsewhere_gives_no_negative_calm() -> None:
    at = datetime(2026, 5, 1, 20, tzinfo=UTC)
    first = Episode("a", Moment(at, 0), Moment(at + timedelta(hours=1), 10 * 3600))
    second = Episode("b", Moment(at + timedelta(hours=2), 0), Moment(at + timedelta(hours=5), 0))
    assert first.ended is not None
    assert first.ended.day > second.began.day
    assert [gap.days for gap in gaps_of([first, second], date(2026, 5, 2))] == [0, 0]


def test_the_chance_of_another_month() -> None:
    some = gaps("10 20 35 50 70 90+")
    chance = chance_of_calm(some, 15, 30)  # of five that lasted longer than 15 days, two ended by day 45
    assert chance is not None
    assert chance.gaps == 5
    assert chance.share == pytest.approx(0.6)
    whole = calm_of(some)
    assert whole.share_after(45) == pytest.approx(0.6 * (whole.share_after(15) or 0))
    theirs = stats.ecdf(censored(gaps("5 20 35 55 75+"))).sf.confidence_interval(method="log-log")
    assert chance.interval.low == pytest.approx(float(theirs.low.evaluate(30)))
    assert chance.interval.high == pytest.approx(float(theirs.high.evaluate(30)))


def test_the_chance_where_nothing_or_little_is_known() -> None:
    assert chance_of_calm([], 0, 30) is None
    assert chance_of_calm(gaps("10 20"), 20, 30) is None  # none got further
    assert chance_of_calm(gaps("10 20 40+"), 20, 30) is None  # none was watched for so long
    calm = chance_of_calm(gaps("100 120 140+ 20"), 30, 60)
    assert calm is not None
    assert (calm.share, calm.gaps) == (1, 3)
    assert calm.interval.low == pytest.approx(0.025 ** (1 / 3))  # binomial: three of three
    on_the_day = chance_of_calm(gaps("100 120 90+ 80+ 20"), 30, 60)
    assert on_the_day is not None
    assert on_the_day.interval.low == pytest.approx(0.025 ** (1 / 3)), "watched to the end, to the day"
    over = chance_of_calm(gaps("10 20 25"), 15, 30)
    assert over is not None
    assert (over.share, over.interval.low) == (0, 0)
    assert over.interval.high > 0.5


def test_a_change_parts_the_calm_it_falls_into() -> None:
    some = gaps_of([spasm(0, 5), spasm(40, 44), spasm(100, 103), spasm(300, 301)], TODAY)
    found = compared(some, date(2026, 4, 1))  # on day 46 of the second calm
    assert (found.before.gaps, found.before.ended) == (2, 1)
    assert (found.after.gaps, found.after.ended) == (3, 2)
    assert [step.at_risk for step in found.after.steps] == [2, 1]
    assert found.p is None  # two ended times are too few to compare
    on_its_last_day = compared(some, date(2026, 2, 10))
    assert (on_its_last_day.before.gaps, on_its_last_day.after.gaps) == (1, 3)
    assert compared([], TODAY).p is None
    running = compared(some[-1:], TODAY)
    assert (running.before.gaps, running.after.gaps) == (1, 0)


def test_before_and_after_are_compared_with_enough_behind_them() -> None:
    episodes = [spasm(20 * each, 20 * each + 2) for each in range(7)]
    later = [spasm(140 + 60 * each, 142 + 60 * each) for each in range(7)]
    change = date(2026, 1, 1) + timedelta(days=130)
    found = compared(gaps_of(episodes + later, date(2027, 12, 1)), change)
    assert (found.before.median, found.after.median) == (18, 58)
    assert found.p is not None
    assert found.p < 0.01


def test_the_published_cohort_falls_through_its_median() -> None:
    assert [share for _, share in DA_SILVA.points] == sorted((share for _, share in DA_SILVA.points), reverse=True)
    (early, above), (late, below) = DA_SILVA.points[0], DA_SILVA.points[1]
    assert early < DA_SILVA.median < late
    assert above > 0.5 > below
    assert DA_SILVA.median_interval.low < DA_SILVA.median < DA_SILVA.median_interval.high


def test_thousands_of_calm_times_are_looked_up_not_searched() -> None:
    rng = Random(1)
    many = [Gap(START, rng.randint(0, 3000), rng.random() < 0.8) for _ in range(20_000)]
    found = calm_of(many)
    assert found.ended == sum(gap.ended for gap in many)
    assert found.steps[0].at_risk == 20_000 - sum(gap.days < found.steps[0].day for gap in many)


def test_the_outlook_starts_from_the_calm_that_runs() -> None:
    episodes = [spasm(30 * each, 30 * each + 2 + each % 3) for each in range(8)]
    today = date(2026, 1, 1) + timedelta(days=7 * 30 + 3 + 10)
    found = outlook_of(episodes, today)
    assert (found.so_far, found.calm.ended, found.missing) == (10, 7, 0)
    assert [days for days, _ in found.ahead] == [30, 90]
    assert [chance.share for _, chance in found.ahead] == [0, 0]  # none of the seven lasted 40 days
    hurting = outlook_of([*episodes, spasm(220, None)], today + timedelta(days=20))
    assert (hurting.so_far, hurting.ahead, hurting.calm.ended) == (None, (), 8)
    blank = outlook_of([], today)
    assert (blank.so_far, blank.ahead, blank.missing, blank.calm.steps) == (None, (), 5, ())


def test_a_marked_change_is_in_the_outlook() -> None:
    spasms = [spasm(20 * n, 20 * n + 1) for n in range(6)]
    mark = Mark("m", Moment(datetime(2026, 2, 20, tzinfo=UTC)), date(2026, 2, 20), "swimming")
    assert outlook_of(spasms, TODAY).split is None
    split = outlook_of(spasms, TODAY, mark=mark).split
    assert split is not None
    assert (split.day, split.words, split.told) == (date(2026, 2, 20), "swimming", False)
    assert (split.comparison.before.ended, split.comparison.after.ended) == (2, 3)


@pytest.mark.parametrize(("before", "after", "sign"), [("5 5 6 7 8", "30 40 50 60 70", 1), ("30 40 50", "5 5 6", -1)])
def test_the_surplus_says_on_which_side_calm_ended_sooner(before: str, after: str, sign: int) -> None:
    assert log_rank(gaps(before), gaps(after))[0] * sign > 0
