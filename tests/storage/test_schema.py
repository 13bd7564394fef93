"""The file itself refuses what no record can be, and is the one that today's tables describe."""

import sqlite3
from pathlib import Path
from shutil import copyfile
from sqlite3 import IntegrityError
from uuid import UUID

import pytest

from backtracker.storage.migrations import APPLICATION_ID, MIGRATIONS
from backtracker.storage.schema import metadata
from backtracker.storage.shapes import SHAPES
from backtracker.storage.store import Store
from tests.storage.kept import SINCE, records_of
from tests.storage.records import EPISODE_ID, NOW, episode, exposure, product, reading, shown, treatment

FILES = Path(__file__).parent / "files"


@pytest.fixture
def filled(store: Store) -> Store:
    with store.change("one of each", NOW) as change:
        change.put(episode(id=EPISODE_ID))
        change.put(reading(episode_id=EPISODE_ID))
        change.put(treatment())
        change.put(exposure(EPISODE_ID))
        change.put(shown(EPISODE_ID))
        change.put(product())
        for record in (*SINCE[5], *SINCE[6], *SINCE[7], *SINCE[8]):
            change.put(record)
    return store


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("readings", "level", 11),
        ("readings", "level", -1),
        ("readings", "level", 3.5),
        ("readings", "level", float("nan")),
        ("readings", "level", "three"),
        ("readings", "level", None),
        ("readings", "at", None),
        ("readings", "at", 1.5),
        ("readings", "at", float("nan")),
        ("readings", "at", "2026-10-12T10:00:00Z"),
        ("readings", "at_offset", 86_400),
        ("readings", "at_day", "12.10.2026"),
        ("readings", "at_day", None),
        ("readings", "places", "lower_left"),
        ("readings", "places", '{"a": 1}'),
        ("readings", "note", None),
        ("readings", "note", b"bytes"),
        ("readings", "episode_id", "nobody"),
        ("readings", "edited", None),
        ("readings", "id", ""),
        ("readings", "id", None),
        ("episodes", "ended", 0),
        ("episodes", "ended_day", "2026-10-12"),
        ("treatments", "kind", ""),
        ("treatments", "seconds", -1),
        ("treatments", "seconds", 86_401),
        ("treatments", "units", 0),
        ("treatments", "units", 101),
        ("treatments", "contents", "ibuprofen"),
        ("treatments", "contents", None),
        ("treatments", "remind", 2),
        ("treatments", "medicine", None),
        ("products", "name", ""),
        ("products", "limits", "nobody"),
        ("products", "days", 0),
        ("products", "every", 0),
        ("products", "contents", "{}"),
        ("treatments", "running", 2),
        ("treatments", "running", None),
        ("exposures", "answer", "maybe"),
        ("exposures", "episode_id", None),
        ("habits", "value", -1),
        ("habits", "value", 1441),
        ("habits", "day", "29.11.2026"),
        ("habits", "item", ""),
        ("measures", "kind", "waist"),
        ("measures", "value", 0),
        ("acts", "kind", "danced"),
        ("acts", "kind", "paused"),
        ("acknowledgements", "check_id", ""),
        ("acknowledgements", "flags", "saddle"),
        ("acknowledgements", "at", None),
        ("dismissals", "kind", ""),
        ("dismissals", "evidence", None),
        ("dismissals", "at_day", "12.10.2026"),
        ("marks", "day", "12.10.2026"),
        ("marks", "words", ""),
        ("trials", "what", ""),
        ("trials", "arms", "ABC"),
        ("trials", "arms", "ABCA"),
        ("trials", "days", 2),
        ("trials", "washout", 6),
        ("trials", "ended_day", None),
    ],
)
def test_a_cell_that_no_record_can_have_is_refused(filled: Store, table: str, column: str, value: object) -> None:
    with pytest.raises(IntegrityError):
        filled._sql(f"UPDATE {table} SET {column} = ?", (value,))
    assert filled.check() == []


def test_a_running_session_has_no_length(filled: Store) -> None:
    with pytest.raises(IntegrityError):
        filled._sql("UPDATE treatments SET running = 1, seconds = 5")


def test_a_parent_is_not_torn_away(filled: Store) -> None:
    with pytest.raises(IntegrityError):
        filled._sql("DELETE FROM episodes")


def test_the_migrations_end_with_todays_tables(store: Store) -> None:
    described = {
        table.name: [(column.name, not column.nullable) for column in table.columns] for table in metadata.sorted_tables
    }
    tables = store._raw.execute("SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'").fetchall()
    found = {
        name: [(row[1], bool(row[3])) for row in store._raw.execute(f"PRAGMA table_info({name})")] for name, _ in tables
    }
    found["revisions"][0] = ("id", True)  # the row's own number needs no NOT NULL
    assert found == described
    assert [name for name, strict in tables if not strict] == []


def test_the_file_says_whose_it_is_and_how_it_is_written(store: Store) -> None:
    pragmas = ("application_id", "user_version", "journal_mode", "synchronous", "foreign_keys")
    values = [store._sql(f"PRAGMA {pragma}")[0][0] for pragma in pragmas]
    assert values == [APPLICATION_ID, len(MIGRATIONS), "delete", 2, 1]


def test_a_value_and_its_table_hold_the_same(store: Store) -> None:
    for shape in SHAPES:
        assert shape.columns == tuple(column.name for column in shape.table.columns)[:-2]


@pytest.mark.parametrize("kept", sorted(FILES.glob("v*.db")), ids=lambda kept: kept.stem)
def test_a_file_of_every_released_schema_still_opens(kept: Path, path: Path) -> None:
    path.parent.mkdir()
    copyfile(kept, path)
    with Store.open(path, NOW) as store:
        assert store.check() == []
        records = records_of(int(kept.stem.removeprefix("v")))
        assert [store.get(type(record), record.id) for record in records] == records
        assert store.undo(NOW) == "kept"


def test_a_yes_of_an_earlier_program_counts_as_read(path: Path) -> None:
    path.parent.mkdir()
    copyfile(FILES / "v1.db", path)
    with Store.open(path, NOW) as store:
        (check,) = store.yes_checks()
        (read,) = store.acknowledgements_of([check.id])
        assert (read.flags, read.moment) == (check.flags, check.moment)
        assert UUID(read.id).version == 4


def test_there_is_a_kept_file_of_every_schema() -> None:
    versions = []
    for kept in sorted(FILES.glob("v*.db")):
        connection = sqlite3.connect(f"{kept.as_uri()}?immutable=1", uri=True)
        versions.append(connection.execute("PRAGMA user_version").fetchone()[0])
        connection.close()
    assert versions == list(range(1, len(MIGRATIONS) + 1))
