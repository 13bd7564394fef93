"""One change is one transaction, and undo brings back what was there."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from sqlite3 import IntegrityError

import pytest

from backtracker.core.model import Episode, Reading, Record
from backtracker.errors import MovedError, StoreError, UserError
from backtracker.storage.store import Store
from tests.storage.records import NOW, at, episode, exposure, reading, shown, treatment


def save(store: Store, label: str, *records: Record) -> str:
    with store.change(label, NOW) as change:
        for record in records:
            change.put(record)
    return change.batch


def delete(store: Store, label: str, *records: Record) -> str:
    with store.change(label, NOW) as change:
        for record in records:
            change.remove(record)
    return change.batch


def content(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows without the time of their last write."""
    found = {}
    for table in ("episodes", "readings", "treatments", "exposures", "acts", "days"):
        rows = store._raw.execute(f"SELECT * FROM {table}")
        kept = [index for index, column in enumerate(rows.description) if column[0] != "edited"]
        found[table] = sorted(tuple(row[index] for index in kept) for row in rows)
    return found


def live(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows that are not deleted."""
    return {
        table: [row for row in rows if table == "days" or row[-1] is None] for table, rows in content(store).items()
    }


def test_what_a_failed_block_wrote_is_gone(store: Store) -> None:
    def stop_half_way() -> None:
        with store.change("half", NOW) as change:
            change.put(reading())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_half_way()
    assert store.counts()["readings"] == 0
    assert store.undo(NOW) is None
    save(store, "whole", reading())
    assert store.counts()["readings"] == 1


def test_an_empty_change_writes_nothing(store: Store, path: Path) -> None:
    record = reading()
    save(store, "add", record)
    before = path.read_bytes()
    with store.change("nothing", NOW) as change:
        change.put(record)
        change.remove(reading())
    assert not change.written
    assert path.read_bytes() == before
    assert store.undo(NOW) == "add"


def test_a_change_inside_a_change_is_a_bug(store: Store) -> None:
    with store.change("outer", NOW) as change:
        with pytest.raises(RuntimeError), store.change("inner", NOW):
            pass
        change.put(reading())
    assert store.counts()["readings"] == 1


def test_a_child_without_its_parent_is_a_bug_and_stores_nothing(store: Store) -> None:
    with pytest.raises(IntegrityError) as caught:
        save(store, "lost", reading(), reading(episode_id="nobody"))
    assert not isinstance(caught.value, StoreError)
    assert store.counts()["readings"] == 0


def test_an_edit_tells_when_it_was_made(store: Store) -> None:
    record = reading(note="first")
    save(store, "add", record)
    later = NOW + timedelta(hours=1)
    with store.change("edit", later) as change:
        change.put(replace(record, note="second"))
    edited = store._sql("SELECT edited FROM readings")[0][0]
    assert edited == later.timestamp() * 1000


def test_undo_takes_back_an_addition_an_edit_and_a_deletion(store: Store) -> None:
    record = reading(2)
    states = [live(store)]
    save(store, "add", record)
    states.append(live(store))
    save(store, "edit", replace(record, level=9, moment=at(days=-1)))
    states.append(live(store))
    delete(store, "delete", record)
    for label, state in zip(("delete", "edit", "add"), reversed(states), strict=True):
        assert store.undo(NOW) == label
        assert live(store) == state
    assert store.undo(NOW) is None


def test_redo_goes_the_same_way_back(store: Store) -> None:
    record = reading(2)
    save(store, "add", record)
    added = live(store)
    delete(store, "delete", record)
    deleted = content(store)
    assert store.undo(NOW) == "delete"
    assert store.undo(NOW) == "add"
    assert store.redo(NOW) == "add"
    assert live(store) == added
    assert store.redo(NOW) == "delete"
    assert content(store) == deleted
    assert store.redo(NOW) is None
    assert store.undo(NOW) == "delete"
    assert live(store) == added


def test_nothing_is_done_again_after_another_change(store: Store) -> None:
    save(store, "add", reading())
    store.undo(NOW)
    save(store, "other", reading())
    assert store.redo(NOW) is None
    assert store.counts()["readings"] == 1
    assert store.undo(NOW) == "other"
    assert store.redo(NOW) == "other"
    assert store.redo(NOW) is None


def test_undo_works_after_a_restart(path: Path) -> None:
    record = reading()
    with Store.open(path, NOW) as store:
        batch = save(store, "add", record)
        save(store, "more", reading())
    with Store.open(path, NOW) as store:
        assert store.undo(NOW, batch) == "add"
        assert store.reading(record.id) is None
    with Store.open(path, NOW) as store:
        assert store.redo(NOW) == "add"
        assert store.reading(record.id) == record


def test_a_change_that_a_later_one_builds_on_is_not_undone(store: Store) -> None:
    record = reading(2)
    first = save(store, "add", record)
    save(store, "edit", replace(record, level=3))
    with pytest.raises(UserError, match="changed again later"):
        store.undo(NOW, first)
    assert store.reading(record.id) == replace(record, level=3)
    assert store.undo(NOW) == "edit"
    assert store.undo(NOW, first) == "add"
    assert store.undo(NOW, first) is None


def test_an_unknown_batch_is_nothing_to_undo(store: Store) -> None:
    save(store, "add", reading())
    assert store.undo(NOW, "no such batch") is None
    assert store.counts()["readings"] == 1


def test_the_same_record_twice_in_a_change_goes_back_to_the_first(store: Store) -> None:
    record = reading(1)
    save(store, "add", record)
    save(store, "edit twice", replace(record, level=2), replace(record, level=3))
    store.undo(NOW)
    assert store.reading(record.id) == record


def test_a_beginning_is_not_undone_under_what_belongs_to_it(store: Store) -> None:
    spasm = episode()
    beginning = save(store, "spasm", spasm)
    save(store, "pain", reading(episode_id=spasm.id))
    with pytest.raises(UserError, match="belong to this"):
        store.undo(NOW, beginning)
    assert store.episode(spasm.id) == spasm
    assert store.undo(NOW) == "pain"
    assert store.undo(NOW) == "spasm"


def test_what_is_brought_back_needs_its_parent(store: Store) -> None:
    spasm = episode()
    pain = reading(episode_id=spasm.id)
    save(store, "spasm", spasm, pain)
    removed = delete(store, "delete pain", pain)
    delete(store, "delete spasm", spasm)
    with pytest.raises(UserError, match="belong to this"):
        store.undo(NOW, removed)
    assert store.reading(pain.id) is None


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_whole_episode_deleted_in_any_order_comes_back(store: Store, order: tuple[int, ...]) -> None:
    spasm = episode()
    ice = treatment(episode_id=spasm.id)
    after = reading(4, episode_id=spasm.id, treatment_id=ice.id)
    save(store, "spasm", spasm, ice, after)
    before = store.episode_log(spasm.id)
    delete(store, "delete", *((spasm, ice, after)[index] for index in order))
    assert store.episode_log(spasm.id) is None
    assert store.undo(NOW) == "delete"
    assert store.episode_log(spasm.id) == before


def test_what_the_program_noted_down_is_not_offered_and_goes_along(store: Store) -> None:
    spasm = episode()
    save(store, "spasm", spasm)
    save(store, "", shown(spasm.id))
    assert store.undo(NOW) == "spasm"
    assert store.counts() == dict.fromkeys(store.counts(), 0)
    assert store.redo(NOW) == "spasm"
    log = store.episode_log(spasm.id)
    assert log is not None
    assert len(log.acts) == 1


def test_a_note_of_the_program_does_not_end_the_chance_to_redo(store: Store) -> None:
    spasm = episode()
    pain = reading(episode_id=spasm.id)
    save(store, "spasm", spasm)
    save(store, "pain", pain)
    store.undo(NOW)
    save(store, "", shown(spasm.id))
    assert store.redo(NOW) == "pain"
    assert store.undo(NOW) == "pain"
    save(store, "", pain)
    assert store.redo(NOW) is None


def test_a_deleted_record_that_is_put_again_lives_again(store: Store) -> None:
    record = reading()
    save(store, "add", record)
    delete(store, "delete", record)
    save(store, "again", record)
    assert store.reading(record.id) == record
    assert store.undo(NOW) == "again"
    assert store.reading(record.id) is None


def test_bulk_takes_records_in_any_order_and_leaves_no_undo(store: Store) -> None:
    spasm = episode()
    records: list[Record] = [exposure(spasm.id), reading(7, episode_id=spasm.id), spasm]
    assert store.bulk(iter(records), NOW) == 3
    assert store.undo(NOW) is None
    log = store.episode_log(spasm.id)
    assert log is not None
    assert (len(log.readings), len(log.exposures)) == (1, 1)
    assert store.check() == []


def test_bulk_is_all_or_nothing(store: Store) -> None:
    twice = reading()
    for wrong in ([reading(episode_id="nobody")], [twice, twice]):
        with pytest.raises((ValueError, IntegrityError)):
            store.bulk([reading(), *wrong], NOW)
        assert store.counts()["readings"] == 0
    with pytest.raises(IntegrityError):  # parents are looked at again
        save(store, "lost", reading(episode_id="nobody"))


def test_a_full_disk_says_so_keeps_what_was_there_and_goes_on_after(store: Store) -> None:
    kept = reading()
    save(store, "add", kept)
    pages = store._sql("PRAGMA page_count")[0][0]
    store._sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="full"):
        save(store, "too much", *(reading(note="x" * 9000) for _ in range(100)))
    with pytest.raises(StoreError, match="full"):
        store.bulk((reading(note="x" * 9000) for _ in range(100)), NOW)
    assert store.counts()["readings"] == 1
    store._sql("PRAGMA max_page_count = 100000")
    save(store, "room again", *(reading(note="x" * 9000) for _ in range(100)))
    assert store.counts()["readings"] == 101
    assert store.check() == []


def test_a_file_that_cannot_be_written_says_so_and_is_still_read(store: Store) -> None:
    kept = reading()
    save(store, "add", kept)
    store._sql("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="cannot be written"):
        save(store, "more", reading())
    assert store.get(Reading, kept.id) == kept
    assert store.get(Episode, kept.id) is None


@pytest.mark.parametrize("then", [lambda path: None, lambda path: path.write_bytes(b"")], ids=["gone", "replaced"])
def test_a_file_that_was_taken_away_has_a_sentence_of_its_own(
    store: Store, path: Path, then: Callable[[Path], None]
) -> None:
    save(store, "pain", reading())
    store.check_in_place()
    path.rename(path.with_name("elsewhere.db"))
    then(path)
    with pytest.raises(MovedError, match="moved or replaced"):
        save(store, "pain", reading())
    with pytest.raises(MovedError, match="moved or replaced"):
        store.check_in_place()
    path.with_name("elsewhere.db").replace(path)
    store.check_in_place()
    save(store, "pain", reading())
