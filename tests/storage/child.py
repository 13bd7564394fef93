"""What another process does to a data file: run as ``python -m tests.storage.child DEED FILE``.

Says ``ready`` when it is in the middle of its deed, then waits for its end or for a line of input.
"""

import os
import sqlite3
import sys
from pathlib import Path

from backtracker.errors import StoreError
from backtracker.storage import backup
from backtracker.storage.migrations import MIGRATIONS
from backtracker.storage.store import Store
from tests.storage.records import NOW, reading

LONG = "x" * 9_000  # a thousand of these do not fit SQLite's cache: half of the change is in the file already


def wait() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


def commit_then_wait(path: Path) -> None:
    with Store.open(path, NOW) as store:
        with store.change("pain", NOW) as change:
            change.put(reading(8, id="committed"))
        wait()


def wait_before_commit(path: Path) -> None:
    with Store.open(path, NOW) as store, store.change("pain", NOW) as change:
        change.put(reading(8, id="uncommitted"))
        wait()


def wait_with_half_in_the_file(path: Path) -> None:
    with Store.open(path, NOW) as store, store.change("import", NOW) as change:
        for number in range(1_000):
            change.put(reading(8, id=f"uncommitted {number}", note=LONG))
        wait()


def wait_in_bulk(path: Path) -> None:
    def records() -> object:
        for number in range(20_000):
            yield reading(8, note=LONG)
            if number == 15_000:
                wait()

    with Store.open(path, NOW) as store:
        store.bulk(records(), NOW)  # type: ignore[arg-type]


def wait_in_undo(path: Path) -> None:
    with Store.open(path, NOW) as store:
        with store.change("pain", NOW) as change:
            change.put(reading(8, id="committed"))
        store._raw.set_trace_callback(lambda statement: wait() if statement.startswith("UPDATE revisions") else None)
        store.undo(NOW)


def wait_in_first_migration(path: Path) -> None:
    def halting(connection: sqlite3.Connection) -> None:
        MIGRATIONS[0](connection)
        wait()

    Store.open(path, NOW, migrations=[halting]).close()


def wait_in_migration(path: Path) -> None:
    def halting(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE readings ADD COLUMN mood INTEGER")
        connection.execute("PRAGMA user_version = 2")
        connection.execute("CREATE TABLE fresh AS SELECT zeroblob(200000) AS x FROM readings")
        connection.execute("DROP TABLE days")
        wait()

    Store.open(path, NOW, migrations=(*MIGRATIONS, halting)).close()


def wait_in_copy(path: Path) -> None:
    backup.verify = lambda path: wait()
    backup.copy(path, path.parent / "backups", NOW, "daily")


def save_fifty(path: Path) -> None:
    wait()
    with Store.open(path, NOW) as store:
        for number in range(50):
            with store.change("pain", NOW) as change:
                change.put(reading(number % 11))


def open_and_count(path: Path) -> None:
    wait()
    with Store.open(path, NOW) as store:
        print(store.counts()["readings"])


def use_as_somebody_else(path: Path) -> None:
    """Read, then try to write, a file that this person may only read; imports are done before the switch."""
    with Store.open(path.with_name("warm.db"), NOW) as store:
        store.newest_reading()
    if os.geteuid() == 0:
        os.setuid(65_534)
    with Store.open(path, NOW) as store:
        print(store.counts()["readings"])
        try:
            with store.change("pain", NOW) as change:
                change.put(reading())
        except StoreError as error:
            print(error)
    try:
        Store.open(path.with_name("new.db"), NOW)
    except StoreError as error:
        print(error)


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]))
