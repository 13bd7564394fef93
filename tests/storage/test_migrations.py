"""A file of an earlier schema is copied, then changed in one step or not at all."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from backtracker.errors import StoreError
from backtracker.storage import backup
from backtracker.storage.migrations import MIGRATIONS, Migration
from backtracker.storage.steps import flags
from backtracker.storage.store import Store
from tests.storage.records import EPISODE_ID, NOW, episode, reading

PAIN = reading(7, note="before")


def with_column(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE readings ADD COLUMN mood INTEGER")
    connection.execute("UPDATE readings SET mood = 3")


def with_table(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE rooms (id TEXT NOT NULL PRIMARY KEY) STRICT")


def rebuilding(connection: sqlite3.Connection) -> None:
    """The way to change a constraint: with foreign keys on it would take the children along."""
    sql = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'episodes'").fetchone()[0]
    connection.execute(sql.replace("CREATE TABLE episodes", "CREATE TABLE fresh"))
    connection.execute("INSERT INTO fresh SELECT * FROM episodes")
    connection.execute("DROP TABLE episodes")
    connection.execute("ALTER TABLE fresh RENAME TO episodes")


def failing(connection: sqlite3.Connection) -> None:
    with_column(connection)
    connection.execute("DELETE FROM episodes")
    connection.execute("DROP TABLE days")
    connection.execute("INSERT INTO nowhere VALUES (1)")


def orphaning(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE readings SET episode_id = 'nobody'")


def filling_the_disk(connection: sqlite3.Connection) -> None:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    connection.execute("CREATE TABLE fresh AS SELECT zeroblob(100000) AS x FROM readings")


@pytest.fixture
def old(path: Path) -> Path:
    """A file of the schema before those of the tests."""
    with Store.open(path, NOW) as store, store.change("pain", NOW) as change:
        change.put(PAIN)
    return path


def migrated(path: Path, *later: Migration) -> None:
    Store.open(path, NOW, migrations=(*MIGRATIONS, *later)).close()


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [str(connection.execute("PRAGMA user_version").fetchone()), *connection.iterdump()]


def copies(path: Path) -> list[Path]:
    folder = path.parent / "backups"
    return sorted(folder.iterdir(), key=lambda copy: (len(copy.name), copy.name)) if folder.exists() else []


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_a_new_file_needs_no_copy(old: Path) -> None:
    assert version(old) == len(MIGRATIONS)
    assert copies(old) == []


def test_a_migration_is_made_once_after_a_verified_copy(old: Path) -> None:
    before = dump(old)
    migrated(old, with_column)
    migrated(old, with_column)
    assert version(old) == len(MIGRATIONS) + 1
    with Store.open(old, NOW, migrations=(*MIGRATIONS, with_column)) as store:
        assert store.reading(PAIN.id) == PAIN
        assert store._sql("SELECT mood FROM readings")[0][0] == 3
    (copy,) = copies(old)
    assert copy.name == f"backtracker-20261012T100000000Z-before-schema-{len(MIGRATIONS) + 1}.db"
    backup.verify(copy)
    assert [line for line in dump(copy) if "seal" not in line] == before


def test_several_migrations_each_have_their_copy(old: Path) -> None:
    migrated(old, with_column, with_table)
    assert [version(copy) for copy in copies(old)] == [len(MIGRATIONS), len(MIGRATIONS) + 1]
    assert version(old) == len(MIGRATIONS) + 2


def test_a_copy_put_in_place_of_the_file_opens_and_migrates(old: Path) -> None:
    migrated(old, with_column)
    copies(old)[0].replace(old)
    with Store.open(old, NOW) as store:
        assert store.reading(PAIN.id) == PAIN
        assert store.check() == []
        assert store.undo(NOW) == "pain"
    migrated(old, with_column)
    backup.verify(copies(old)[0])


@pytest.mark.parametrize("migration", [failing, orphaning])
def test_a_migration_that_fails_leaves_the_file_as_it_was_and_is_a_bug(old: Path, migration: Migration) -> None:
    before = old.read_bytes()
    with pytest.raises((sqlite3.OperationalError, ValueError)):
        migrated(old, migration)
    assert old.read_bytes() == before
    assert len(copies(old)) == 1
    with Store.open(old, NOW) as store:
        assert store.reading(PAIN.id) == PAIN


def test_the_steps_before_a_failing_one_stand(old: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        migrated(old, with_column, failing)
    assert version(old) == len(MIGRATIONS) + 1
    migrated(old, with_column, with_table)
    assert version(old) == len(MIGRATIONS) + 2


def test_a_full_disk_in_a_migration_is_the_worlds_trouble(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(StoreError, match="full"):
        migrated(old, filling_the_disk)
    assert old.read_bytes() == before


def test_no_migration_without_its_copy(old: Path) -> None:
    (old.parent / "backups").touch()
    before = old.read_bytes()
    with pytest.raises(StoreError, match="backups"):
        migrated(old, with_column)
    assert old.read_bytes() == before


def test_a_table_that_is_rebuilt_keeps_its_children(old: Path) -> None:
    child = reading(3, episode_id=EPISODE_ID)
    with Store.open(old, NOW) as store, store.change("spasm", NOW) as change:
        change.put(episode(id=EPISODE_ID))
        change.put(child)
    migrated(old, rebuilding)
    with Store.open(old, NOW, migrations=(*MIGRATIONS, rebuilding)) as store:
        assert store.reading(child.id) == child
        assert store.check() == []


def test_undo_reaches_back_over_a_migration(old: Path) -> None:
    migrations: Sequence[Migration] = (*MIGRATIONS, with_column)
    with Store.open(old, NOW) as store, store.change("delete", NOW) as change:
        change.remove(PAIN)
    with Store.open(old, NOW, migrations=migrations) as store:
        assert store.undo(NOW) == "delete"
        assert store.reading(PAIN.id) == PAIN
        assert store._sql("SELECT mood FROM readings")[0][0] == 3


def test_of_the_yes_answers_before_the_notice_was_kept_those_that_are_there_count_as_read() -> None:
    before = MIGRATIONS[: MIGRATIONS.index(flags.migrate)]
    at = "1760000000000, 0, 'UTC', '2025-10-09'"
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for migration in before:
            migration(connection)
        for id, signs, deleted in (
            ("read", '["saddle"]', "NULL"), ("none", "[]", "NULL"), ("gone", '["fever"]', "1760000000001"),
        ):  # fmt: skip
            connection.execute(
                "INSERT INTO checks (id, at, at_offset, at_zone, at_day, flags, edited, deleted)"
                f" VALUES ('{id}', {at}, '{signs}', 1760000000000, {deleted})"
            )
        flags.migrate(connection)
        found = connection.execute("SELECT check_id, flags FROM acknowledgements").fetchall()
    assert found == [("read", '["saddle"]')], "one that was deleted was not read, and would come back unread"
