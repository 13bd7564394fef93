"""Pain through the day and from week to week, against numpy."""

from datetime import UTC, date, datetime, timedelta, timezone
from random import Random
from statistics import median

import numpy
import pytest

from backtracker.analysis.hours import Middle, ThroughDay, rolling
from backtracker.analysis.hours import through_day as through_hours
from backtracker.core.model import DayPain, Moment, Reading
from tests.charts.samples import hour_pains

START = datetime(2026, 3, 2, tzinfo=UTC)


def through_day(readings: list[Reading], bin_hours: int = 3) -> ThroughDay:
    return through_hours(hour_pains(readings), bin_hours)


def reading(day: int, hour: float, level: int, offset_hours: int = 0) -> Reading:
    at = START + timedelta(days=day, hours=hour - offset_hours)
    return Reading(f"{day}-{hour}-{level}", Moment(at, offset_hours * 3600), level)


def pain(day: int, level: int) -> DayPain:
    return DayPain(START.date() + timedelta(days=day), tuple(int(each == level) for each in range(11)))


def test_nothing_is_known_of_an_empty_day() -> None:
    found = through_day([])
    assert [(part.first, part.last, part.days, part.pain) for part in found.parts] == [
        (hour, hour + 3, 0, None) for hour in range(0, 24, 3)
    ]
    assert (found.worst, found.best, found.days) == (None, None, 0)


def whole(day: int, *levels: int) -> list[Reading]:
    """A day followed at 7, 13 and 19 o'clock."""
    return [reading(day, hour, level) for hour, level in zip((7, 13, 19), levels, strict=True)]


def test_five_days_make_a_middle_and_four_do_not() -> None:
    four = [each for day in range(4) for each in whole(day, 6, 5, 4)]
    assert through_day(four).parts[2].pain is None
    assert through_day([*four, *whole(9, 2, 2, 2)]).parts[2].pain == Middle(6, 6, 6)


def test_each_day_counts_once() -> None:
    """A bad day with twenty readings does not outweigh five with one."""
    some = [reading(0, 7 + minute / 60, 9) for minute in range(20)] + [
        each for day in range(6) for each in whole(day, 2, 2, 2)
    ]
    part = through_day(some).parts[2]
    assert part.days == 6
    assert part.pain == Middle(2, 2, 2)


def test_days_that_were_looked_at_once_or_twice_tell_nothing_about_their_hours() -> None:
    """Good days with a reading in the evening, bad ones around noon: no hour is worse than another."""
    good = [reading(day, 19, 0) for day in range(40)]
    bad = [reading(day, hour, 6) for day in range(50, 60) for hour in (7, 13)]
    assert through_day(good + bad).days == 0
    followed = [each for day in range(70, 76) for each in whole(day, 6, 6, 6)]
    found = through_day(good + bad + followed)
    assert (found.days, found.worst) == (6, None)
    assert found.parts[6].pain == Middle(6, 6, 6)


def test_only_what_differs_on_the_same_days_is_named() -> None:
    mornings = [reading(day, hour, 8) for day in range(10) for hour in (1, 4, 7)]
    evenings = [reading(day, hour, 2) for day in range(20, 30) for hour in (16, 19, 22)]
    found = through_day(mornings + evenings)
    assert [part.pain.median for part in found.parts if part.pain] == [8, 8, 8, 2, 2, 2]
    assert (found.worst, found.best) == (None, None)


def test_the_clock_on_the_wall_counts() -> None:
    some = [reading(day, hour, 5, offset_hours=(-5, 0, 9)[day % 3]) for day in range(6) for hour in (7, 13, 19)]
    assert [part.days for part in through_day(some).parts] == [0, 0, 6, 0, 6, 0, 6, 0]


def days_of(morning: int, evening: int) -> ThroughDay:
    return through_day([each for day in range(6) for each in whole(day, morning, (morning + evening) // 2, evening)])


@pytest.mark.parametrize(
    ("morning", "evening", "worst"), [(6, 3, 6), (3, 6, 18), (4, 3, None), (4, 2, 6), (4, 4, None)]
)
def test_hours_are_named_when_the_difference_matters(morning: int, evening: int, worst: int | None) -> None:
    found = days_of(morning, evening)
    assert (found.worst and found.worst.first) == worst
    assert (found.best and found.best.first) == (None if worst is None else 24 - worst)


def test_parts_divide_the_day() -> None:
    assert len(through_day([], 4).parts) == 6
    with pytest.raises(ValueError, match="divide"):
        through_day([], 5)


def test_quartiles_are_those_of_numpy() -> None:
    rng = Random(6)
    for days in range(5, 40):
        levels = [rng.randint(0, 10) for _ in range(days)]
        some = [reading(day, hour, level) for day, level in enumerate(levels) for hour in (1, 7, 13)]
        found = through_day(some).parts[0].pain
        assert found is not None
        assert (found.low, found.median, found.high) == pytest.approx(tuple(numpy.percentile(levels, [25, 50, 75])))


def test_the_rolling_median_is_that_of_numpy() -> None:
    rng = Random(3)
    kept = {day: rng.randint(0, 10) for day in range(200) if rng.random() < 0.8}
    runs = rolling([pain(day, level) for day, level in kept.items()])
    assert len(runs) == 1
    expected = {}
    for day in kept:
        levels = [level for other, level in kept.items() if day - 28 < other <= day]
        if len(levels) >= 8:
            expected[START.date() + timedelta(days=day)] = tuple(numpy.percentile(levels, [25, 50, 75]))
    assert [each.day for each in runs[0]] == list(expected)
    for each in runs[0]:
        assert (each.pain.low, each.pain.median, each.pain.high) == pytest.approx(expected[each.day])


def test_the_line_breaks_where_a_week_passes_without_a_reading() -> None:
    days = [*range(20), *range(26, 40), *range(48, 60)]
    runs = rolling([pain(day, 3) for day in reversed(days)])
    first = START.date()
    assert [((run[0].day - first).days, (run[-1].day - first).days) for run in runs] == [(7, 39), (48, 59)]
    assert rolling([]) == []
    assert rolling([pain(day, 3) for day in range(7)]) == []
    assert rolling([pain(day * 8, 3) for day in range(30)]) == []


def test_the_middle_of_the_last_four_weeks() -> None:
    levels = [8] * 28 + [2] * 28
    (run,) = rolling([pain(day, level) for day, level in enumerate(levels)])
    assert [run[each].pain.median for each in (0, 20, 34, 35, 48)] == [8, 8, 5, 2, 2]
    assert run[-1].day == date(2026, 4, 26)
    assert median(levels[14:42]) == 5


def test_local_days_of_far_places() -> None:
    zone = timezone(timedelta(hours=-10))
    day = [Moment.of(datetime(2026, 3, 2, hour, tzinfo=zone), zone) for hour in (1, 12, 23)]
    found = through_day([Reading(str(each.at), each, 4) for each in day])
    assert [part.days for part in found.parts] == [1, 0, 0, 0, 1, 0, 0, 1]
