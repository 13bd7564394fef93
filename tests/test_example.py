"""The made-up history: always the same, believable, and with what was planted in it."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise

import pytest

from backtracker.analysis.triggers import Verdict, links_of
from backtracker.core import catalogue
from backtracker.core.asking import HOURS_BEFORE, OPEN_FOR
from backtracker.core.body import Measure
from backtracker.core.habits import ITEMS, Habit
from backtracker.core.model import Episode, Exposure, Flare, Reading, Record, Treatment, check_overlap
from backtracker.example import HABIT_DAYS, HARMLESS_TRIGGER, PLANTED_TRIGGER, daily, for_show, history

UNTIL = datetime(2026, 11, 21, 14, 48, tzinfo=UTC)
THREE_YEARS = tuple(history(UNTIL))
RUNNING = tuple(history(UNTIL, running_hours=24.7))


def began(record: Record) -> datetime:
    return record.began.at if isinstance(record, Episode) else record.moment.at


def episodes_of(records: Iterable[object]) -> list[Episode]:
    return [record for record in records if isinstance(record, Episode)]


def readings_of(records: Iterable[object]) -> list[Reading]:
    return [record for record in records if isinstance(record, Reading)]


def test_the_same_arguments_make_the_same_records() -> None:
    assert tuple(history(UNTIL)) == THREE_YEARS
    other = tuple(history(UNTIL, seed=8))
    assert not {record.id for record in other} & {record.id for record in THREE_YEARS}


@pytest.mark.parametrize("records", [THREE_YEARS, RUNNING, tuple(history(UNTIL, years=6, seed=3))])
def test_each_record_has_its_own_id_and_follows_what_it_belongs_to(records: tuple[Record, ...]) -> None:
    seen: set[str] = set()
    for record in records:
        assert record.id not in seen
        assert began(record) <= UNTIL
        owners = {getattr(record, "episode_id", None), getattr(record, "treatment_id", None)} - {None}
        assert owners <= seen
        seen.add(record.id)
    late = [first for first, second in pairwise(records) if began(first) - began(second) > timedelta(days=1)]
    assert not late


@pytest.mark.parametrize("seed", range(8))
def test_episodes_are_about_four_a_year_and_never_overlap(seed: int) -> None:
    episodes = episodes_of(tuple(history(UNTIL, seed=seed)))
    assert 10 <= len(episodes) <= 13
    for episode in episodes:
        check_overlap(episode, episodes, UNTIL)
        assert episode.ended is not None
        assert timedelta(days=3) < episode.ended.at - episode.began.at < timedelta(days=12)


def test_what_belongs_to_an_episode_lies_within_it() -> None:
    spans = {each.id: (each.began.at, each.ended.at if each.ended else UNTIL) for each in episodes_of(THREE_YEARS)}
    inside = [each for each in THREE_YEARS if isinstance(each, Reading | Treatment | Flare) and each.episode_id]
    assert len(inside) > 1000
    for record in inside:
        first, last = spans[record.episode_id or ""]
        assert first <= record.moment.at <= last


def test_some_days_are_unknown_and_one_month_is_not_recorded() -> None:
    days = {reading.moment.day for reading in readings_of(THREE_YEARS)}
    assert 0.80 < len(days) / 1096 < 0.95
    months = Counter((day.year, day.month) for day in days)
    whole = {(2024 + number // 12, number % 12 + 1) for number in range(34)}
    assert [month for month in whole if not months[month]] != []


def test_clocks_change_within_episodes_and_a_trip_leads_elsewhere() -> None:
    changed = [
        each
        for each in episodes_of(THREE_YEARS)
        if each.ended and each.ended.zone == each.began.zone and each.ended.offset != each.began.offset
    ]
    assert len(changed) >= 2
    away = {reading.moment.day for reading in readings_of(THREE_YEARS) if reading.moment.zone == "America/New_York"}
    assert 8 <= len(away) <= 15
    assert max(away) - min(away) < timedelta(days=15)
    assert any(each.ended and each.began.zone != each.ended.zone for each in episodes_of(THREE_YEARS))


def test_the_planted_trigger_goes_before_most_spasms_and_the_harmless_one_does_not() -> None:
    yes: Counter[tuple[str, int]] = Counter()
    for record in history(UNTIL, years=12):
        if isinstance(record, Exposure) and record.answer == "yes":
            yes[record.trigger, record.hours_before] += 1
    assert yes[PLANTED_TRIGGER, 0] > 4 * yes[PLANTED_TRIGGER, 24]
    assert 0.6 < yes[HARMLESS_TRIGGER, 0] / yes[HARMLESS_TRIGGER, 48] < 1.7


def test_the_statistics_find_the_planted_trigger_in_what_is_shown_and_not_the_harmless_one() -> None:
    for weeks in range(0, 52, 13):
        shown = tuple(for_show(UNTIL + timedelta(weeks=weeks)))
        exposures = [each for each in shown if isinstance(each, Exposure)]
        found = links_of(exposures, (), episodes_of(shown), (UNTIL + timedelta(weeks=weeks)).date())
        assert PLANTED_TRIGGER in {link.key for link in found.of(Verdict.LINKED)}
        assert HARMLESS_TRIGGER not in {link.key for link in found.of(Verdict.LINKED)}
        (planted,) = [link for link in found.links if link.key == PLANTED_TRIGGER]
        assert planted.odds.p < 0.1 / 25, "small enough also among the days that are looked at beside the hours"


def test_every_likely_trigger_is_answered_within_a_day_of_each_onset() -> None:
    shown = tuple(for_show(UNTIL))
    likely = {entry.key for entry in catalogue.TRIGGERS if entry.likely}
    for episode in episodes_of(shown):
        answered = [each for each in shown if isinstance(each, Exposure) and each.episode_id == episode.id]
        keys = Counter((each.trigger, each.hours_before) for each in answered)
        assert set(keys.values()) == {1}
        assert {(key, hours) for key in likely for hours in HOURS_BEFORE} <= set(keys)
        assert {each.moment.at - episode.began.at < OPEN_FOR for each in answered} == {True}


def test_sessions_of_an_episode_do_not_overlap() -> None:
    sessions = [each for each in THREE_YEARS if isinstance(each, Treatment) and each.episode_id and each.seconds]
    for first, second in pairwise(sessions):
        assert first.ended_at is not None
        assert first.ended_at <= second.moment.at


def test_ice_gives_way_to_heat_after_three_days() -> None:
    begins = {each.id: each.began.at for each in episodes_of(THREE_YEARS)}
    for flare in (each for each in THREE_YEARS if isinstance(each, Flare)):
        begins[flare.episode_id] = flare.moment.at
    late = timedelta(hours=72)
    done = [each for each in THREE_YEARS if isinstance(each, Treatment) and each.episode_id]
    assert sum(each.kind == "heat" for each in done) > 30
    for each in done:
        since = each.moment.at - begins[each.episode_id or ""]
        assert since < late if each.kind == "ice" else since >= late if each.kind == "heat" else True


def test_a_running_episode_began_as_many_hours_ago_as_asked() -> None:
    *past, newest = episodes_of(RUNNING)
    assert all(episode.ended for episode in past)
    assert newest.ended is None
    assert newest.began.at == UNTIL - timedelta(hours=24.7)
    log = [reading for reading in readings_of(RUNNING) if reading.episode_id == newest.id]
    assert len(log) >= 6
    assert log[0].role == "onset"
    assert log[0].moment == newest.began


@pytest.mark.parametrize(("wished", "years"), [(0, 3), (10, 1), (1000, 3), (2500, 3), (12_000, 3), (12_000, 6)])
def test_readings_are_as_many_as_asked_and_the_rest_stays(wished: int, years: float) -> None:
    records = tuple(history(UNTIL, years=years, readings=wished))
    assert len(readings_of(records)) == wished
    natural = tuple(history(UNTIL, years=years))
    others = [record for record in natural if not isinstance(record, Reading)]
    assert [record for record in records if not isinstance(record, Reading)] == others
    assert len({record.id for record in records}) == len(records)
    assert {reading.moment.day for reading in readings_of(records)} <= {
        each.moment.day for each in readings_of(natural)
    }


def test_more_readings_change_no_day_for_the_worse() -> None:
    worst: dict[object, int] = {}
    for reading in readings_of(THREE_YEARS):
        worst[reading.moment.day] = max(reading.level, worst.get(reading.moment.day, 0))
    for reading in readings_of(tuple(history(UNTIL, readings=8_000))):
        assert reading.level <= worst[reading.moment.day]


def test_a_short_span_may_hold_no_episode() -> None:
    records = tuple(history(UNTIL, years=0.03))
    assert episodes_of(records) == []
    assert readings_of(records)


def test_nothing_recorded_cannot_be_thickened() -> None:
    with pytest.raises(ValueError, match="longer history"):
        list(history(UNTIL, years=0, readings=5))


def test_a_history_needs_an_aware_end() -> None:
    with pytest.raises(ValueError, match="aware"):
        next(islice(history(UNTIL.replace(tzinfo=None)), 1))


def test_what_is_shown_has_half_a_year_of_check_ins_that_leave_something_open() -> None:
    added = list(daily(UNTIL, running_hours=26))
    assert added == list(daily(UNTIL, running_hours=26))
    answers = [each for each in added if isinstance(each, Habit)]
    days = {each.day for each in answers}
    assert 100 < len(days) < HABIT_DAYS
    assert len({each.id for each in answers}) == len(answers)
    assert any(sum(each.day == day for each in answers) < len(ITEMS) for day in days)
    assert len([each for each in added if isinstance(each, Measure) and each.kind == "weight"]) > 10
    assert all(each.moment.at <= UNTIL for each in added if isinstance(each, Habit | Measure | Treatment))
