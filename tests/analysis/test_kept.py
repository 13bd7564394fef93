"""What was kept week by week beside the pain: unknown is not zero, and few weeks are not compared."""

from datetime import date, timedelta

import pytest

from backtracker.analysis.kept import FEWEST_WEEKS, kept_beside
from backtracker.charts.prevention import headline, lead
from backtracker.core.model import DayPain

MONDAY = date(2026, 6, 1)


def pain(day: date, level: int) -> DayPain:
    return DayPain(day, tuple(int(each == level) for each in range(11)))


def days(week: int, *numbers: int) -> list[date]:
    return [MONDAY + timedelta(weeks=week, days=number) for number in numbers]


def test_a_share_counts_parts_and_days_and_what_is_unknown_stays_so() -> None:
    known = [*days(0, 0, 1), *days(2, 3)]
    pains = [pain(day, level) for day, level in zip(days(0, 0, 1, 2, 3), (0, 3, 1, 0), strict=True)]
    found = kept_beside({"walk": days(0, 0, 1), "water": days(0, 0)}, ["walk", "water"], known, pains, *days(2, 3))
    first, second, third = found.weeks
    assert (first.first, first.days, first.pain_days, first.recorded) == (MONDAY, 7, 2, 4)
    assert first.share == pytest.approx(3 / 14)
    assert first.pain_a_week == pytest.approx(3.5)
    assert (second.share, second.recorded, second.pain_a_week) == (None, 0, None)
    assert (third.days, third.share) == (4, 0.0)
    assert found.whole == [first]


def test_half_of_the_days_is_enough_to_tell_of_pain() -> None:
    pains = [pain(day, level) for day, level in zip(days(0, 0, 1), (3, 0), strict=True)]
    (half,) = kept_beside({}, ["walk"], days(0, 0), pains, *days(0, 3)).weeks
    assert (half.days, half.recorded, half.pain_a_week) == (4, 2, 3.5)
    (less,) = kept_beside({}, ["walk"], days(0, 0), pains, *days(0, 4)).weeks
    assert (less.days, less.pain_a_week) == (5, None)


def test_half_of_the_plan_is_mostly_kept() -> None:
    parts, numbers = ["walk", "water"], range(FEWEST_WEEKS)
    known = [day for week in numbers for day in days(week, *range(7))]
    found = kept_beside({"walk": known}, parts, known, [pain(day, 1) for day in known], max(known))
    assert [week.share for week in found.weeks] == [0.5] * FEWEST_WEEKS
    assert (found.usual(kept=True), found.usual(kept=False)) == (7.0, None)
    assert (found.many(kept=True), found.many(kept=False)) == (FEWEST_WEEKS, 0)


def test_weeks_before_the_first_record_and_parts_that_are_off_do_not_count() -> None:
    assert kept_beside({}, ["walk"], [], [pain(MONDAY, 3)], MONDAY).weeks == ()
    assert kept_beside({"walk": [MONDAY]}, [], [MONDAY], [], MONDAY).weeks == ()
    (only,) = kept_beside({"walk": days(0, 2)}, ["walk"], days(0, 2), [pain(MONDAY, 3)], *days(0, 2)).weeks
    assert only.first == MONDAY
    long_ago = [MONDAY - timedelta(weeks=200), MONDAY]
    assert len(kept_beside({}, ["walk"], long_ago, [], MONDAY).weeks) == 52


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        (0, 0, "Nothing of the plan is recorded yet"),
        (4, 3, "Not enough yet for a comparison: 3 of 4 weeks"),
        (3, 9, "Not enough yet for a comparison: 3 of 4 weeks"),
        (4, 4, "Days with pain a week: 1.0 with the plan mostly kept, 3.0 without"),
    ],
)
def test_a_comparison_needs_enough_weeks_of_both_kinds(good: int, bad: int, said: str) -> None:
    kept: list[date] = []
    known: list[date] = []
    pains: list[DayPain] = []
    for week in range(good + bad):
        known += days(week, *range(7))
        kept += days(week, 0, 1, 2, 3) if week < good else days(week, 0)
        hurting = (0,) if week < good else (1, 2, 3)
        pains += [pain(day, 2 if number in hurting else 0) for number, day in enumerate(days(week, *range(7)))]
    found = kept_beside({"walk": kept}, ["walk"], known, pains, MONDAY + timedelta(weeks=good + bad))
    assert headline(found) == said
    enough = min(good, bad) >= FEWEST_WEEKS
    assert lead(found).startswith("Association, not proof" if enough else "It takes 4 whole weeks")
