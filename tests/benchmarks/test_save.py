"""One acknowledged save against plain sqlite3 that writes the same rows with the same pragmas."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from backtracker import clock
from backtracker.core.model import Moment, Reading, new_id
from backtracker.core.rules import Rules
from backtracker.journal import Journal
from backtracker.storage import store as storage
from backtracker.storage.schema import milliseconds
from backtracker.storage.shapes import BY_TYPE
from tests.benchmarks.running import row

SAVES = 200
PRAGMAS = ("journal_mode", "synchronous", "foreign_keys", "cache_size", "temp_store", "locking_mode")


def test_one_save(tmp_path: Path) -> None:
    for folder in ("journal", "raw"):
        (tmp_path / folder).mkdir()
    journal = Journal.open(tmp_path / "journal" / "backtracker.db", clock.now, clock.zone, Rules)
    Journal.open(tmp_path / "raw" / "backtracker.db", clock.now, clock.zone, Rules).store.close()
    with journal.store as store:
        raw = _same(store, tmp_path / "raw" / "backtracker.db")
        took: dict[str, list[float]] = {"raw": [], "change": [], "log_pain": []}
        for number in range(SAVES):
            turns: list[tuple[str, Callable[[], object]]] = [
                ("raw", _raw_save(raw, _reading())),
                ("change", lambda: _change(store, _reading())),
                ("log_pain", lambda: journal.log_pain(5)),
            ]
            for name, deed in turns[number % 3 :] + turns[: number % 3]:
                began = time.perf_counter()
                deed()
                took[name].append((time.perf_counter() - began) * 1000)
        assert store.counts()["readings"] == 2 * SAVES
        assert raw.execute("SELECT count(*) FROM readings").fetchone() == (SAVES,)
        raw.close()
    base = median(took["raw"])
    row("raw sqlite3, one save", f"{base:.2f} ms")
    row("store.change, one save", f"{median(took['change']):.2f} ms", median(took["change"]) / base, "≤ 1.3")
    row("journal.log_pain, one save", f"{median(took['log_pain']):.2f} ms", median(took["log_pain"]) / base, "≤ 1.3")


def _reading() -> Reading:
    return Reading(new_id(), Moment.of(clock.now(), clock.zone()), 5)


def _change(store: storage.Store, reading: Reading) -> None:
    with store.change("Pain 5", clock.now()) as change:
        change.put(reading)


def _same(store: storage.Store, path: Path) -> sqlite3.Connection:
    """A connection of Python's own with the settings of the store's."""
    raw = sqlite3.connect(path, isolation_level=None)
    for name in PRAGMAS:
        value = store._raw.execute(f"PRAGMA {name}").fetchone()[0]
        raw.execute(f"PRAGMA {name} = {value}")
    return raw


def _raw_save(raw: sqlite3.Connection, reading: Reading) -> Callable[[], None]:
    shape = BY_TYPE[Reading]
    edited = milliseconds(clock.now())
    values = (*shape.row(reading), edited)
    log = (new_id(), edited, "Pain 5", "readings", reading.id, None, None)

    def save() -> None:
        raw.execute("BEGIN IMMEDIATE")
        assert raw.execute(shape.sql_one, (reading.id,)).fetchone() is None
        raw.execute(shape.sql_insert, values)
        raw.execute(storage._LOG, log)
        raw.execute("COMMIT")

    return save
