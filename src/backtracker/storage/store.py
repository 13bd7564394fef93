"""The one way to the data file: open it, change it, undo that; questions are asked through ``reads``.

One connection, used by one thread at a time. Each change is one transaction, on disk before
``change`` returns; the row as it was before goes into the log of revisions, from which undo
works after a restart as well. Time is always an argument. Imports ``core``, ``errors``,
SQLAlchemy and the other files of this room.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import StaticPool

from backtracker.core.model import new_id
from backtracker.core.records import Record
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.storage import checkup
from backtracker.storage.migrations import MIGRATIONS, Migration
from backtracker.storage.opening import open_file
from backtracker.storage.reads_changes import ChangeReads
from backtracker.storage.schema import milliseconds
from backtracker.storage.shapes import BY_TABLE, BY_TYPE, Shape
from backtracker.storage.trouble import moved, sentence, worldly

PATIENCE = 5.0
_BULK = 5_000
_CACHE_KIB = 2_000
_BULK_CACHE_KIB = 262_144

_LOG = "INSERT INTO revisions (batch, at, label, tab, row, before, reverts) VALUES (?, ?, ?, ?, ?, ?, ?)"
_NEWEST = "SELECT batch FROM revisions WHERE undone = 0 AND reverts IS NULL AND label <> '' ORDER BY id DESC LIMIT 1"
_BATCH = """WITH last AS (SELECT id FROM revisions WHERE batch = ?1 ORDER BY id DESC LIMIT 1)
    SELECT id, undone, label, tab, row, before FROM revisions
    WHERE id <= (SELECT id FROM last) AND id > coalesce(
        (SELECT id FROM revisions WHERE id < (SELECT id FROM last) AND batch <> ?1 ORDER BY id DESC LIMIT 1), 0)
    ORDER BY id DESC"""
_CHANGED_LATER = """SELECT 1 FROM revisions
    WHERE id > ?2 AND undone = 0 AND reverts IS NULL AND label IS NOT ?3
    AND (tab, row) IN (SELECT tab, row FROM revisions WHERE id BETWEEN ?1 AND ?2) LIMIT 1"""
_LATER_LABEL = """SELECT label FROM revisions
    WHERE id > ? AND tab = ? AND row = ? AND undone = 0 AND reverts IS NULL ORDER BY id DESC LIMIT 1"""
_LAST = "SELECT batch, reverts FROM revisions WHERE label <> '' ORDER BY id DESC LIMIT 1"


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at ``path``, whatever its name and contents; None for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Change:
    """One transaction in the making. ``batch`` is its id for :meth:`Store.undo`; ``written`` tells whether it wrote."""

    def __init__(self, store: "Store", label: str, now: datetime, reverts: str | None = None) -> None:
        self.batch = new_id()
        self.written = False
        self._store = store
        self._label = label
        self._at = milliseconds(now)
        self._reverts = reverts

    def put(self, record: Record) -> None:
        """Store ``record``, new or in place of the one with its id; one that is there unchanged is not written.

        What it belongs to (its episode, its treatment) is put first.
        """
        shape = BY_TYPE[type(record)]
        row = shape.row(record)
        before = self._before(shape, record.id)
        if before is None:
            self._store._sql(shape.sql_insert, (*row, self._at))
        elif before[:-2] == row and before[-1] is None:
            return
        else:
            self._store._sql(shape.sql_update, (*row[1:], self._at, record.id))
        self._log(shape, record.id, before)

    def remove(self, record: Record) -> None:
        """Delete ``record``, so that undo can bring it back; one that is not there is let be.

        What belongs to it (the readings of an episode, of a treatment) is the caller's to remove
        in the same change.
        """
        self._drop(BY_TYPE[type(record)], record.id)

    def _drop(self, shape: Shape[Any], id: str) -> None:
        before = self._before(shape, id)
        if before is not None and before[-1] is None:
            self._store._sql(shape.sql_remove, (self._at, self._at, id))
            self._log(shape, id, before)

    def _restore(self, shape: Shape[Any], id: str, image: str | None) -> None:
        """Bring a row back to an image from the log; a row that did not exist becomes a deleted one."""
        self._log(shape, id, self._before(shape, id))
        self._store._bring_back(shape, id, image, self._at)

    def _before(self, shape: Shape[Any], id: str) -> tuple[Any, ...] | None:
        found = self._store._sql(shape.sql_one, (id,))
        return found[0] if found else None

    def _log(self, shape: Shape[Any], id: str, before: tuple[Any, ...] | None) -> None:
        image = None
        if before is not None:
            image = json.dumps(dict(zip((*shape.columns, "edited", "deleted"), before, strict=True)))
        values = (self.batch, self._at, self._label, shape.table.name, id, image, self._reverts)
        self._store._sql(_LOG, values)
        self.written = True


class Store(ChangeReads):
    """The data file of one person, open. Use it as a context, or :meth:`close` it."""

    def __init__(self, path: Path, raw: sqlite3.Connection) -> None:
        self.path = path
        self._raw = raw
        self._identity = _identity(path)
        # BEGIN and COMMIT are ours: left to the driver, statements on the schema would escape the transaction.
        self._engine = create_engine(
            "sqlite+pysqlite://", creator=lambda: raw, poolclass=StaticPool, isolation_level="AUTOCOMMIT"
        )
        event.listen(self._engine, "handle_error", self._explain)
        self._connection: Connection = self._engine.connect()
        self._writing = False
        self._joined = False

    @classmethod
    def open(
        cls, path: Path, now: datetime, *, migrations: Sequence[Migration] = MIGRATIONS, patience: float = PATIENCE
    ) -> "Store":
        """Open the data file at ``path``, made (folder 0700, file 0600) or migrated first where needed.

        ``patience`` is how many seconds a write waits for another one. Raises :class:`StoreError`
        for a file that is newer, foreign, damaged, locked or out of reach; it is left as it is.
        """
        return cls(path, open_file(path, now, migrations, patience))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
        self._engine.dispose()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def change(self, label: str, now: datetime) -> Iterator[Change]:
        """A transaction, committed when the block ends and rolled back when it raises.

        It holds the write lock from its first line, so what is read inside it stays true until it
        is on disk. ``label`` is the person's word for it, shown by undo. Raises
        :class:`StoreError` when another writer does not finish in time, or the disk is full.
        Inside :meth:`together` it is a part of that.
        """
        if not self._joined:
            with self._transaction():
                yield Change(self, label, now)
            return
        self._joined = False
        try:
            yield Change(self, label, now)
        finally:
            self._joined = True

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction around questions and the changes that are made of their answers.

        What is asked inside stays true until all of it is on disk; whatever raises leaves nothing.
        """
        with self._transaction():
            self._joined = True
            try:
                yield
            finally:
                self._joined = False

    def undo(self, now: datetime, batch: str | None = None) -> str | None:
        """Undo the change ``batch``, or the newest with a label that is not undone yet, and return its label.

        Nothing to undo returns nothing. Raises :class:`UserError` when a later change builds on it;
        what the program noted down by itself since (a change without a label) goes along.
        """
        with self._transaction():
            newest = self._sql(_NEWEST)
            wanted = batch or (newest[0][0] if newest else None)
            rows = self._sql(_BATCH, (wanted,))
            if not rows or rows[0][1]:
                return None
            first, last, label = rows[-1][0], rows[0][0], str(rows[0][2])
            if self._sql(_CHANGED_LATER, (first, last, "")):
                raise UserError(translate("storage", "This was changed again later. Undo the later change first."))
            undoing = Change(self, label, now, reverts=wanted)
            for *_, tab, id, image in rows:
                undoing._restore(BY_TABLE[tab], id, image)
            for *_, tab, id, _ in rows:
                self._settle_children(undoing, tab, id, first)
            self._sql("UPDATE revisions SET undone = 1 WHERE id BETWEEN ? AND ?", (first, last))
            return label

    def redo(self, now: datetime) -> str | None:
        """Do again what was undone last, and return its label; nothing when a labelled change came since."""
        with self._transaction():
            newest = self._sql(_LAST)
            if not newest or newest[0][1] is None:
                return None
            batch, reverts = newest[0]
            rows = self._sql(_BATCH, (batch,))
            first, last = rows[-1][0], rows[0][0]
            if self._sql(_CHANGED_LATER, (first, last, None)):
                return None
            for *_, tab, id, image in rows:
                self._bring_back(BY_TABLE[tab], id, image, milliseconds(now))
            undone = self._sql(_BATCH, (reverts,))
            self._sql("UPDATE revisions SET undone = 0 WHERE id BETWEEN ? AND ?", (undone[-1][0], undone[0][0]))
            self._sql("DELETE FROM revisions WHERE id BETWEEN ? AND ?", (first, last))
            return str(rows[0][2])

    def bulk(self, records: Iterable[Record], now: datetime) -> int:
        """Insert many new ``records`` in one transaction, and return how many; there is no undo for it.

        Their order does not matter. An id that is there already, or a parent that is nowhere, is
        a mistake of the caller: nothing is stored then.
        """
        edited = milliseconds(now)
        written = 0
        pending = iter(records)
        with self._unchecked(), self._transaction():
            while chunk := list(islice(pending, _BULK)):
                for shape in {BY_TYPE[type(record)] for record in chunk}:
                    rows = ((*shape.row(record), edited) for record in chunk if type(record) is shape.type)
                    with worldly(self.path):
                        self._raw.executemany(shape.sql_insert, rows)
                written += len(chunk)
            lost = self._sql("PRAGMA foreign_key_check")
            if lost:
                raise ValueError(f"{len(lost)} of the records refer to one that is not there")
        return written

    def check_in_place(self) -> None:
        """Raise :class:`MovedError` when what lies at :attr:`path` is not the file that is open."""
        if _identity(self.path) != self._identity:
            raise moved(self.path)

    def check(self) -> list[str]:
        """What is wrong with the file, a sentence each; reads all of it. Empty when all is well."""
        return checkup.problems(self._connection)

    def _sql(self, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """The write path: what SQLAlchemy adds to each statement is half the cost of a save."""
        try:
            return self._raw.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            told = sentence(error, self.path)
            if told is None:
                raise
            raise told from error

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._writing:
            raise RuntimeError("a change is being made already; make both in one")
        self._sql("BEGIN IMMEDIATE")
        self._writing = True
        try:
            yield
            self._sql("COMMIT")
        except BaseException:
            if self._raw.in_transaction:  # a full disk ends it by itself
                self._sql("ROLLBACK")
            raise
        finally:
            self._writing = False

    @contextmanager
    def _unchecked(self) -> Iterator[None]:
        """Leave the check of each row's parents to the end, and keep more of the indexes in memory."""
        self._sql("PRAGMA foreign_keys = OFF")
        self._sql(f"PRAGMA cache_size = -{_BULK_CACHE_KIB}")
        try:
            yield
        finally:
            self._sql(f"PRAGMA cache_size = -{_CACHE_KIB}")
            self._sql("PRAGMA foreign_keys = ON")

    def _bring_back(self, shape: Shape[Any], id: str, image: str | None, at: int) -> None:
        if image is None:
            self._sql(shape.sql_remove, (at, at, id))
            return
        row = json.loads(image)
        # A column that a later schema dropped is let go; one that it added keeps what it holds.
        columns = [name for name in (*shape.columns[1:], "deleted") if name in row]
        settings = ", ".join(f'"{name}" = ?' for name in columns)
        values = (*(row[name] for name in columns), at, id)
        self._sql(f"UPDATE {shape.table.name} SET {settings}, edited = ? WHERE id = ?", values)

    def _settle_children(self, undoing: Change, tab: str, id: str, first: int) -> None:
        """Undoing a beginning must not leave behind what was added to it since, nor the reverse."""
        for child, query in checkup.orphans_around(tab):
            for (orphan,) in self._sql(query, (id,)):
                later = self._sql(_LATER_LABEL, (first, child, orphan))
                if not later or later[0][0]:
                    raise UserError(
                        translate("storage", "Other entries belong to this by now. Undo or delete those first.")
                    )
                undoing._drop(BY_TABLE[child], orphan)

    def _explain(self, context: ExceptionContext) -> None:
        told = sentence(context.original_exception, self.path)
        if told is not None:
            raise told from context.original_exception
