"""Circular mean, Rayleigh test and weekday test on values worked out elsewhere."""

from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backtracker.analysis.rhythm import direction_of, highest_p, onsets_of, rayleigh_p
from backtracker.core.model import Episode, Moment

BERLIN = ZoneInfo("Europe/Berlin")


def spasm(local: datetime) -> Episode:
    return Episode(local.isoformat(), Moment.of(local.astimezone(UTC), local.tzinfo or UTC))


def spasms(*hours: float, day: int = 2) -> list[Episode]:
    start = datetime(2026, 3, day, tzinfo=UTC)
    return [spasm(start + timedelta(hours=hour)) for hour in hours]


@pytest.mark.parametrize(
    ("hours", "mean"),
    [
        ((23, 1), 0),
        ((22, 23, 1, 2), 0),
        ((23.5, 0), 23.75),
        ((9,), 9),
        ((9, 11), 10),
        ((6, 6, 6, 18), 6),
        ((0, 0, 6, 6), 3),
    ],
)
def test_the_mean_goes_round_the_clock(hours: tuple[float, ...], mean: float) -> None:
    found = direction_of([hour * 60 for hour in hours]).minute
    assert found is not None
    assert (found - mean * 60 + 720) % 1440 - 720 == pytest.approx(0, abs=1e-4)
    assert 0 <= found < 1440


@pytest.mark.parametrize("hours", [(), tuple(range(24)), (0, 12), (0, 6, 12, 18), (1, 9, 17)])
def test_hours_spread_evenly_have_no_mean(hours: tuple[float, ...]) -> None:
    found = direction_of([hour * 60 for hour in hours])
    assert found.minute is None
    assert found.resultant == 0
    assert found.p == 1


def test_rayleigh_agrees_with_the_table_of_critical_values() -> None:
    # Zar, table B.34: z at 0.05 is 2.919 for n = 10, 2.958 for n = 20, 2.986 for n = 100
    for number, z in ((6, 2.865), (10, 2.919), (20, 2.958), (100, 2.986)):
        assert rayleigh_p(number, (z / number) ** 0.5) == pytest.approx(0.05, abs=0.0006)


def test_rayleigh_agrees_with_chance_itself() -> None:
    rng = Random(3)
    for number in (5, 12):
        drawn = [direction_of([rng.uniform(0, 1440) for _ in range(number)]).resultant for _ in range(4000)]
        for p in (0.3, 0.05):
            rare = sorted(drawn, reverse=True)[round(p * len(drawn))]
            assert rayleigh_p(number, rare) == pytest.approx(p, abs=0.02)


def test_times_close_together_have_a_small_p_and_never_none() -> None:
    assert rayleigh_p(5, 1.0) == pytest.approx(0.0017, abs=0.0002)
    assert 0 < rayleigh_p(10, 0.95) < 1e-4
    assert rayleigh_p(10, 0.0) == pytest.approx(1, abs=0.03)


@given(st.lists(st.floats(0, 1439.999), min_size=1, max_size=60), st.floats(0, 1440))
def test_the_test_does_not_care_where_midnight_is(minutes: list[float], shift: float) -> None:
    here, there = direction_of(minutes), direction_of([(minute + shift) % 1440 for minute in minutes])
    assert 0 <= here.p <= 1
    assert here.p == pytest.approx(there.p, abs=1e-6)
    assert here.resultant == pytest.approx(there.resultant, abs=1e-6)


def test_the_weekday_test_is_exact() -> None:
    """Counted out: all ways in which five spasms fall on three days."""
    for counts in ([3, 1, 1], [4, 1, 0], [5, 0, 0], [2, 2, 1]):
        ways = list(product(range(3), repeat=5))
        as_many = sum(max(way.count(day) for day in range(3)) >= max(counts) for way in ways)
        assert highest_p(counts) == pytest.approx(as_many / len(ways), abs=1e-12)


@pytest.mark.parametrize(("counts", "p"), [([0] * 7, 1), ([1] * 7, 1), ([3, 3, 3, 3, 3, 3, 3], 1), ([1, 0], 1)])
def test_an_even_week_has_no_weekday(counts: list[int], p: float) -> None:
    assert highest_p(counts) == pytest.approx(p)


def test_hundreds_of_spasms_are_no_trouble() -> None:
    assert 0 <= highest_p([90, 70, 70, 70, 70, 70, 60]) <= 1
    assert highest_p([200, 50, 50, 50, 50, 50, 50]) < 1e-12


def test_nothing_recorded() -> None:
    found = onsets_of([])
    assert (found.total, found.highest, found.missing) == (0, 0, 5)
    assert found.usual_minute is None
    assert found.usual_weekday is None


def test_cells_and_counts() -> None:
    found = onsets_of(spasms(8.5, 9.9, 10, 23.99, day=2) + spasms(0, day=8))
    assert found.counts[0] == (0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 1)
    assert found.counts[6][0] == 1
    assert found.weekdays == (4, 0, 0, 0, 0, 0, 1)
    assert (found.total, found.highest, found.missing) == (5, 2, 0)
    assert found.between(7, 10) == 2
    assert onsets_of(spasms(13.2), bin_hours=1).counts[0][13] == 1
    with pytest.raises(ValueError, match="divide"):
        onsets_of([], bin_hours=5)


@pytest.mark.parametrize(
    ("hours", "minute"),
    [((9, 9.5, 10, 10.5), None), ((9, 9.5, 10, 10.5, 11), 600), ((1, 6, 11, 16, 21), None), ((22, 23, 0, 1, 2), 0)],
)
def test_a_usual_time_needs_enough_spasms_that_agree(hours: tuple[float, ...], minute: float | None) -> None:
    found = onsets_of(spasms(*hours)).usual_minute
    assert found == (None if minute is None else pytest.approx(minute, abs=1e-3))


def test_a_weekday_stands_out_when_chance_will_not_do() -> None:
    mondays = spasms(*range(6, 14))
    assert onsets_of(mondays).usual_weekday == 0
    spread = [spasm(datetime(2026, 3, 2 + each % 7, 9, tzinfo=UTC)) for each in range(10)]
    assert onsets_of(spread).usual_weekday is None


def test_the_clock_of_the_place_counts() -> None:
    same = [
        datetime(2026, 7, 6, 9, 0, tzinfo=ZoneInfo(name))
        for name in ("Europe/Berlin", "America/New_York", "Asia/Kolkata")
    ]
    assert onsets_of(map(spasm, same)).counts[0][4] == 3


def test_both_hours_of_the_autumn_night_count() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 summer time; an hour later 02:30 winter time
    found = onsets_of([Episode(str(each), Moment.of(first + timedelta(hours=each), BERLIN)) for each in (0, 1)])
    assert found.counts[6][1] == 2
    assert found.direction.minute == pytest.approx(150)
