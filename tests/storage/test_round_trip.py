from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from backtracker.core.model import Act, Episode, Moment, Reading, new_id
from backtracker.core.records import Record
from backtracker.errors import UserError
from backtracker.storage.store import Store
from tests.storage.records import (
    COURSE_ID,
    EPISODE_ID,
    EXERCISE_ID,
    NOW,
    TREATMENT_ID,
    VISIT_ID,
    anything,
    at,
    course,
    episode,
    exercise,
    reading,
    treatment,
    visit,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("round") / "trip.db", NOW) as store:
        with store.change("parents", NOW) as change:
            change.put(episode(id=EPISODE_ID))
            change.put(treatment(id=TREATMENT_ID))
            change.put(visit(id=VISIT_ID))
            change.put(course(id=COURSE_ID))
            change.put(exercise(id=EXERCISE_ID))
        yield store


@settings(max_examples=300, deadline=None)
@given(record=anything)
def test_every_record_comes_back_as_it_was(store: Store, record: Record) -> None:
    with store.change("any", NOW) as change:
        change.put(record)
        assert store.get(type(record), record.id) == record
    with store.change("any", NOW) as change:
        change.put(record)
    assert not change.written


@settings(max_examples=60, deadline=None)
@given(record=anything)
def test_bulk_and_change_store_the_same(store: Store, record: Record) -> None:
    copy = replace(record, id=new_id())
    store.bulk([copy], NOW)
    with store.change("again", NOW) as change:
        change.put(copy)
    assert not change.written


@pytest.mark.parametrize("instant", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_first_and_the_last_day_of_time_come_back(store: Store, instant: datetime) -> None:
    to_the_millisecond = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
    record = reading(3, Moment(instant))
    with store.change("edge", NOW) as change:
        change.put(record)
    assert store.get(Reading, record.id) == replace(record, moment=Moment(to_the_millisecond))
    assert store.day_pains(instant.date(), instant.date())[0].day == instant.date()


def test_what_lies_below_a_millisecond_is_let_go_and_is_no_change(store: Store) -> None:
    record = reading(3, Moment(NOW + timedelta(microseconds=1999)))
    with store.change("first", NOW) as change:
        change.put(record)
    with store.change("second", NOW) as change:
        change.put(record)
    assert not change.written
    found = store.reading(record.id)
    assert found is not None
    assert found.moment.at == NOW + timedelta(milliseconds=1)


def test_the_past_does_not_move_when_the_person_travels(store: Store) -> None:
    record = reading(3, Moment(datetime(2026, 10, 11, 23, 30, tzinfo=UTC), 7200, "Europe/Berlin"))
    with store.change("late", NOW) as change:
        change.put(record)
    found = store.reading(record.id)
    assert found is not None
    assert (found.moment.day.isoformat(), found.moment.offset, found.moment.zone) == (
        "2026-10-12", 7200, "Europe/Berlin",
    )  # fmt: skip


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = datetime(2026, 10, 12, 10)  # noqa: DTZ001
    with pytest.raises(ValueError, match="aware"), store.change("naive", NOW) as change:
        change.put(Act(new_id(), at(), "paused", until=naive))
    with pytest.raises(ValueError, match="aware"), store.change("naive", naive) as change:
        change.put(reading())
    with pytest.raises(Exception, match="aware"):
        store.sheet(naive, naive)
    assert store.check() == []


@pytest.mark.parametrize("text", ["a\0b", "half a character \ud83d"])
def test_text_that_the_file_would_cut_or_refuse_never_gets_there(text: str) -> None:
    with pytest.raises(UserError):
        reading(note=text)


def test_a_deleted_record_is_not_found(store: Store) -> None:
    record = episode(at(days=5))
    with store.change("add", NOW) as change:
        change.put(record)
    assert store.episode(record.id) == record
    with store.change("delete", NOW) as change:
        change.remove(record)
    assert store.episode(record.id) is None
    assert store.get(Episode, "nobody") is None


def test_an_open_file_is_read_by_the_next_start(path: Path) -> None:
    record = reading(note="Ä – \N{SNOWMAN}")
    with Store.open(path, NOW) as store, store.change("add", NOW) as change:
        change.put(record)
    with Store.open(path, NOW) as store:
        assert store.reading(record.id) == record
