"""The calendar of a year and the burden by month, in tables of cases."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backtracker.analysis.burden import Known, Months, months_of, year_of
from backtracker.core.model import DayPain, Episode, Moment

TODAY = date(2026, 11, 21)


def pain(day: date, *levels: int) -> DayPain:
    return DayPain(day, tuple(levels.count(level) for level in range(11)))


def span(first: date, number: int, *levels: int) -> list[DayPain]:
    return [pain(first + timedelta(days=each), *levels) for each in range(number)]


def spasm(at: datetime, offset_hours: float = 0) -> Episode:
    return Episode(f"e{at:%Y%m%d%H}", Moment(at, round(offset_hours * 3600)))


def test_an_empty_year_is_neither_recorded_nor_missed() -> None:
    year = year_of(2026, [], [], TODAY)
    assert len(year.days) == 365
    assert {day.known for day in year.days if day.day <= TODAY} == {Known.BEFORE}
    assert {day.known for day in year.days if day.day > TODAY} == {Known.FUTURE}
    assert (year.recorded, year.elapsed, year.pain_days, year.strong_days, year.episodes) == (0, 0, 0, 0, 0)


def test_a_leap_year_has_its_day() -> None:
    year = year_of(2024, [pain(date(2024, 2, 29), 4)], [], TODAY)
    assert len(year.days) == 366
    assert [day.day for day in year.days if day.worst == 4] == [date(2024, 2, 29)]


def test_days_before_the_first_record_are_not_missed_ones() -> None:
    year = year_of(2026, [pain(date(2026, 11, 18), 3), pain(date(2026, 11, 20), 0, 5)], [], TODAY)
    states = {day.day.day: day.known for day in year.days if day.day.month == 11 and 17 <= day.day.day <= 22}
    assert states == {
        17: Known.BEFORE, 18: Known.RECORDED, 19: Known.UNRECORDED,
        20: Known.RECORDED, 21: Known.UNRECORDED, 22: Known.FUTURE,
    }  # fmt: skip
    assert (year.recorded, year.elapsed, year.pain_days, year.strong_days) == (2, 4, 2, 1)


def test_an_earlier_start_makes_the_first_days_of_the_year_missed_ones() -> None:
    year = year_of(2026, [pain(date(2026, 11, 18), 3)], [], TODAY, since=date(2025, 1, 1))
    assert year.elapsed == (TODAY - date(2025, 12, 31)).days
    assert year.days[0].known is Known.UNRECORDED


def test_a_year_without_records_after_others_is_all_missed() -> None:
    year = year_of(2025, [pain(date(2024, 5, 1), 3)], [], TODAY)
    assert {day.known for day in year.days} == {Known.UNRECORDED}


def test_zeros_are_recorded_and_not_pain() -> None:
    year = year_of(2026, span(date(2026, 1, 1), 10, 0, 0), [], TODAY)
    assert (year.recorded, year.pain_days, year.strong_days) == (10, 0, 0)


def test_an_onset_counts_on_the_local_day_of_its_entry() -> None:
    late = datetime(2026, 1, 1, 3, 30, tzinfo=UTC)
    assert [day.day for day in year_of(2025, [], [spasm(late, -5)], TODAY).days if day.began] == [date(2025, 12, 31)]
    assert year_of(2026, [], [spasm(late, -5)], TODAY).episodes == 0
    two = [spasm(late), spasm(late + timedelta(hours=9))]
    assert year_of(2026, [], two, TODAY).days[0].began == 2


def test_a_day_ahead_of_today_is_recorded_when_it_has_a_reading() -> None:
    year = year_of(2026, [pain(TODAY + timedelta(days=1), 2)], [], TODAY, since=TODAY)
    assert year.recorded == 1
    assert months_of([pain(TODAY + timedelta(days=1), 2)], [], TODAY).months[-1].recorded == 1


@pytest.mark.parametrize(
    ("days", "episodes"), [([], []), (span(date(2027, 1, 1), 3, 1), [spasm(datetime(2027, 1, 1, tzinfo=UTC))])]
)
def test_no_month_before_there_is_anything(days: list[DayPain], episodes: list[Episode]) -> None:
    found = months_of(days, episodes, TODAY, last=TODAY)
    assert found == Months()
    assert (found.runs, found.usual, found.trend, found.episodes) == ((), None, None, 0)


def test_one_entry_makes_one_partial_month() -> None:
    (month,) = months_of([pain(TODAY, 7)], [], TODAY).months
    assert (month.first, month.days, month.recorded, month.pain_days, month.strong_days) == (
        date(2026, 11, 1),
        1,
        1,
        1,
        1,
    )
    assert month.begins_late
    assert month.running


def test_months_run_on_without_a_hole_and_gaps_part_the_runs() -> None:
    days = span(date(2026, 6, 10), 10, 1) + span(date(2026, 8, 1), 31, 5) + span(date(2026, 10, 1), 31, 0)
    found = months_of(days, [spasm(datetime(2026, 8, 3, 9, tzinfo=UTC))], TODAY)
    assert [month.first.month for month in found.months] == [6, 7, 8, 9, 10, 11]
    assert [month.gap for month in found.months] == [False, True, False, True, False, True]
    assert [[month.first.month for month in run] for run in found.runs] == [[6], [8], [10]]
    assert [month.partial for month in found.months] == [True, False, False, False, False, True]
    assert [month.days for month in found.months] == [21, 31, 31, 30, 31, 21]
    assert [month.sound for month in found.months] == [False, False, True, False, True, False]
    assert [month.strong_days for month in found.months] == [0, 0, 31, 0, 0, 0]
    assert found.episodes == 1


def test_a_month_that_begins_on_its_first_day_is_whole() -> None:
    first, *_ = months_of(span(date(2026, 3, 1), 40, 2), [], TODAY).months
    assert not first.partial
    assert first.sound


def test_the_last_day_of_a_month_ends_it() -> None:
    assert not months_of(span(date(2026, 9, 1), 30, 2), [], date(2026, 9, 30)).months[-1].running
    assert months_of(span(date(2026, 9, 1), 29, 2), [], date(2026, 9, 29)).months[-1].running


def test_a_thinly_recorded_month_is_not_compared() -> None:
    months = months_of(span(date(2026, 9, 1), 14, 2) + span(date(2026, 10, 1), 16, 2), [], TODAY).months
    assert [month.sound for month in months] == [False, True, False]


def test_the_trend_compares_as_many_months_before() -> None:
    first = date(2026, 1, 1)
    days = [
        pain(first + timedelta(days=each), 2 if (first + timedelta(days=each)).month <= 4 else each % 2)
        for each in range(300)
    ]
    trend = months_of(days, [], date(2026, 10, 31)).trend
    assert trend is not None
    assert trend.months == 5  # June to October beside January to May, of which four were all pain
    assert trend.lately == pytest.approx(15.2, abs=0.3)
    assert trend.before == pytest.approx((4 * 30.44 + 15.2) / 5, abs=0.5)
    assert months_of(days[:150], [], date(2026, 10, 31)).trend is None


def test_a_rate_is_of_recorded_days_only() -> None:
    half = [each for each in span(date(2026, 8, 1), 31, 3) if each.day.day % 2]
    assert months_of(half, [], date(2026, 8, 31)).usual == pytest.approx(30.44)
