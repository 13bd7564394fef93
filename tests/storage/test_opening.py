"""Which files are opened, which are refused, and who may read them."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from backtracker.errors import DamagedError, StoreError
from backtracker.storage import copies, migrations, opening
from backtracker.storage.migrations import APPLICATION_ID, MIGRATIONS
from backtracker.storage.store import Store
from tests.storage.records import NOW, reading

posix = pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX")


def made(path: Path) -> Path:
    """A data file at ``path`` with one reading."""
    with Store.open(path, NOW) as store, store.change("pain", NOW) as change:
        change.put(reading())
    return path


def altered(path: Path, *statements: str) -> Path:
    """The file at ``path`` after someone else worked on it."""
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def surroundings(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
@pytest.mark.parametrize("mask", [0, 0o022, 0o077, 0o277])
def test_folder_and_file_are_for_this_person_alone_whatever_the_umask(path: Path, mask: int) -> None:
    with umask(mask), Store.open(path, NOW) as store, store.change("pain", NOW) as change:
        change.put(reading())
        modes = {each.name: mode(each) for each in path.parent.iterdir()}
    assert modes == {"backtracker.db": 0o600, "backtracker.db-journal": 0o600}
    assert mode(path.parent) == 0o700


@posix
def test_a_folder_that_was_there_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o755)
    made(path)
    assert mode(path.parent) == 0o755


@posix
def test_a_file_restored_from_elsewhere_becomes_private_again(path: Path) -> None:
    made(path).chmod(0o644)
    Store.open(path, NOW).close()
    assert mode(path) == 0o600


def test_parents_of_the_folder_are_made_too(tmp_path: Path) -> None:
    made(tmp_path / "a" / "b ü %20 ?#" / "backtracker.db")
    with Store.open(tmp_path / "a" / "b ü %20 ?#" / "backtracker.db", NOW) as store:
        assert store.counts()["readings"] == 1


def test_a_second_start_changes_nothing(path: Path) -> None:
    made(path)
    before = surroundings(path)
    Store.open(path, NOW).close()
    assert surroundings(path) == before


FOREIGN = {
    "another program's": (["PRAGMA application_id = 7", "CREATE TABLE notes (x)"], "another program"),
    "nobody's": (["CREATE TABLE notes (x)"], "another program"),
    "nobody's with our tables": (["CREATE TABLE episodes (x)", "CREATE TABLE readings (x)"], "another program"),
    "another program's in WAL": (["PRAGMA journal_mode = WAL", "CREATE TABLE notes (x)"], "another program"),
    "newer": (
        [f"PRAGMA application_id = {APPLICATION_ID}", f"PRAGMA user_version = {len(MIGRATIONS) + 1}"],
        "newer backtracker",
    ),
    "ours without tables": (
        [f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 1", "CREATE TABLE x (x)"],
        "damaged",
    ),
    "ours without a schema": ([f"PRAGMA application_id = {APPLICATION_ID}", "CREATE TABLE x (x)"], "damaged"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_is_not_ours_to_open_is_refused_untouched(path: Path, name: str) -> None:
    statements, sentence = FOREIGN[name]
    altered(path, *statements)
    path.chmod(0o644)
    before = surroundings(path), path.stat()
    with pytest.raises(StoreError, match=sentence):
        Store.open(path, NOW)
    assert (surroundings(path), path.stat()) == before
    assert [each.name for each in path.parent.iterdir()] == ["backtracker.db"]


def test_a_newer_file_with_our_records_is_refused_untouched(path: Path) -> None:
    altered(made(path), "PRAGMA user_version = 99")
    before = surroundings(path)
    with pytest.raises(StoreError, match="Install the newer program"):
        Store.open(path, NOW)
    assert surroundings(path) == before


@pytest.mark.parametrize("content", [b"Dear diary, my back", b"SQLite format 3\0" + b"\0" * 4096, b"\0" * 8192])
def test_what_is_no_database_is_refused_untouched(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a backtracker data file"):
        Store.open(path, NOW)
    assert path.read_bytes() == content


def emptied(path: Path, *, being_made: bool = False) -> Path:
    """An empty file at ``path``; with the mark of a first start that was cut off, or without."""
    path.parent.mkdir(exist_ok=True)
    path.touch(0o644)
    if being_made:
        path.with_name(path.name + opening.MARK).touch()
    return path


def test_a_first_start_that_was_cut_off_keeps_nobody_out(path: Path) -> None:
    made(emptied(path, being_made=True))
    assert mode(path) == 0o600 or os.name != "posix"
    assert [each.name for each in path.parent.iterdir()] == ["backtracker.db"]


@pytest.mark.parametrize("when", ["make_private_file", "migrate"])
def test_wherever_the_first_start_is_cut_off_the_next_goes_on(
    path: Path, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []
    real = getattr(opening, when)

    def cut_off(*words: object) -> object:
        calls.append(words)
        if when == "migrate" or len(calls) == 2:
            raise KeyboardInterrupt
        return real(*words)

    with monkeypatch.context() as killed:
        killed.setattr(opening, when, cut_off)
        with pytest.raises(KeyboardInterrupt):
            Store.open(path, NOW)
    made(path)
    path.write_bytes(b"")
    with pytest.raises(DamagedError):
        Store.open(path, NOW)


def test_an_empty_file_is_a_record_that_was_lost(path: Path) -> None:
    with pytest.raises(DamagedError, match=r"is empty\. There is no copy of it\. Rename it, to keep it, and"):
        Store.open(emptied(path), NOW)
    assert path.stat().st_size == 0


def test_the_newest_of_its_copies_is_named(path: Path) -> None:
    backups = path.parent / "backups"
    backups.mkdir(parents=True)
    (backups / "holiday.db").touch()
    for day in (1, 3, 2):
        (backups / f"backtracker-2026100{day}T101500000Z-daily.db").touch()
    for content in (b"Dear diary, my back", b""):
        path.write_bytes(content)
        with pytest.raises(DamagedError, match=r"put the newest copy in its place: .*20261003T101500000Z-daily\.db"):
            Store.open(path, NOW)


def test_a_damaged_file_is_kept_with_what_was_being_written_into_it(path: Path) -> None:
    path.parent.mkdir()
    kept = []
    for content in (b"one", b"two"):
        path.write_bytes(content)
        path.with_name("backtracker.db-journal").write_bytes(content)
        kept.append(copies.set_aside(path, NOW.date()))
        made(path)
        path.unlink()
    assert [each.name for each in kept] == ["backtracker.damaged-2026-10-12.db", "backtracker.damaged-2026-10-12-2.db"]
    assert [each.read_bytes() for each in kept] == [b"one", b"two"]
    assert [each.with_name(each.name + "-journal").read_bytes() for each in kept] == [b"one", b"two"]


def test_a_folder_in_place_of_the_file_gets_a_sentence(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(path, NOW)


def test_a_file_in_place_of_the_folder_gets_a_sentence(path: Path) -> None:
    path.parent.touch()
    with pytest.raises(StoreError):
        Store.open(path, NOW)


@pytest.mark.parametrize("left", [0.9, 0.5, 0.1])
def test_a_file_that_was_cut_short_gets_a_sentence(path: Path, left: float) -> None:
    made(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * left)])
    try:
        with Store.open(path, NOW) as store:
            told = store.check()
    except StoreError as error:
        told = [str(error)]
    assert "damaged" in told[0] or "SQLite: " in told[0]


def test_damage_inside_is_told_when_it_is_met(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'readings'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)
    with Store.open(path, NOW) as store:
        with pytest.raises(StoreError, match="damaged"):
            store.newest_reading()
        with pytest.raises(StoreError, match="damaged"), store.change("pain", NOW) as change:
            change.put(reading())
        assert store.check() != []


def test_a_file_that_someone_holds_gets_a_sentence_and_opens_after(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="Another backtracker is writing"):
            Store.open(path, NOW, patience=0.05)
        holder.execute("ROLLBACK")
    Store.open(path, NOW, patience=0.05).close()


def look_then(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], object]) -> None:
    """Let ``meanwhile`` happen between the first thing that opening reads from the file and the next."""
    left = [meanwhile]

    def version_of(connection: sqlite3.Connection) -> int:
        version = migrations.version_of(connection)
        if left:
            left.pop()()
        return version

    monkeypatch.setattr(opening, "version_of", version_of)


def test_the_first_start_of_another_process_is_seen_as_a_whole_or_not_at_all(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    emptied(path, being_made=True)

    def other_starts() -> None:
        with suppress(StoreError):
            Store.open(path, NOW, patience=0.05).close()

    look_then(monkeypatch, other_starts)
    Store.open(path, NOW, patience=0.05).close()


WIDE = ", ".join(f"1 AS column_{number}" for number in range(100))


def test_a_table_that_another_process_moves_meanwhile_is_no_damage(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    altered(made(path), *(f"CREATE VIEW before_{number} AS SELECT {WIDE}" for number in range(20)))
    moves = [f"CREATE VIEW after_{number} AS SELECT {WIDE}" for number in range(20)]
    moves = ["PRAGMA foreign_keys = OFF", "DROP TABLE readings", *moves, "CREATE TABLE readings (id TEXT)"]
    look_then(monkeypatch, lambda: altered(path, *moves))
    Store.open(path, NOW).close()


def test_a_writer_who_does_not_finish_is_told_and_nothing_is_lost(path: Path) -> None:
    made(path)
    with (
        closing(sqlite3.connect(path, isolation_level=None)) as holder,
        Store.open(path, NOW, patience=0.05) as store,
    ):
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="try again"), store.change("pain", NOW) as change:
            change.put(reading())
        assert store.counts()["readings"] == 1  # reading goes on
        holder.execute("ROLLBACK")
        holder.execute("BEGIN")
        holder.execute("SELECT * FROM readings").fetchone()
        with pytest.raises(StoreError, match="try again"), store.change("pain", NOW) as change:
            change.put(reading())
        holder.execute("ROLLBACK")
        with store.change("pain", NOW) as change:
            change.put(reading())
        assert store.counts()["readings"] == 2


def test_a_damaged_daily_summary_is_found(path: Path) -> None:
    altered(made(path), "UPDATE days SET n = n + 1")
    with Store.open(path, NOW) as store:
        assert store.check() == ["The daily summary is wrong on 2026-10-12."]
    altered(path, "DELETE FROM days")
    with Store.open(path, NOW) as store:
        assert store.check() == ["The daily summary is wrong on 2026-10-12."]


def test_rows_without_their_parent_and_a_lost_mark_are_found(path: Path) -> None:
    with Store.open(path, NOW) as store:
        with store.change("pain", NOW) as change:
            change.put(reading())
        store._sql("PRAGMA foreign_keys = OFF")
        store._sql("UPDATE readings SET episode_id = 'nobody'")
        store._sql("PRAGMA application_id = 0")
        assert store.check() == [
            "Rows that refer to a row that is not there: 1.",
            "The file does not carry backtracker's mark.",
        ]
