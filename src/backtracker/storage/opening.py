"""The data file itself: made private, known to be ours before it is touched, connected.

Standard library only, beside ``migrations``, ``backup``, ``copies`` and the sentences of ``trouble``.

An empty file is a record that was lost, unless the program has only just made it: while it makes one a mark lies
beside it, which a start that was cut off leaves there for the next one to find.
"""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from backtracker.core.words import translate
from backtracker.errors import StoreError
from backtracker.storage.backup import make_private_file, make_private_folder
from backtracker.storage.copies import JOURNAL
from backtracker.storage.migrations import APPLICATION_ID, Migration, migrate, version_of
from backtracker.storage.trouble import damaged, emptied, worldly

MARK = "-new"
"""What is added to the name of a data file while it is being made."""


def open_file(path: Path, now: datetime, migrations: Sequence[Migration], patience: float) -> sqlite3.Connection:
    """A connection to the data file at ``path``, made or migrated first where needed.

    A file that is not ours, or that a newer program wrote, is refused before anything touches
    it. ``patience`` is how many seconds to wait for another writer. Raises :class:`StoreError`.
    """
    with worldly(path):
        make_private_folder(path.parent)
        mark = path.with_name(path.name + MARK)
        if path.exists() or not _made(path, mark):
            _look_first(path, len(migrations), patience)
            _make_private(path)
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            _examine(connection, path, len(migrations))
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = FULL")
            migrate(connection, path, now, migrations)
            if mark.exists():  # asking is allowed where nothing may be written
                mark.unlink(missing_ok=True)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.create_function("casefold", 1, str.casefold, deterministic=True)
        except BaseException:
            connection.close()
            raise
    return connection


def _made(path: Path, mark: Path) -> bool:
    """Make an empty file for a new record, with the mark beside it first; False where another process was quicker."""
    make_private_file(mark)
    return make_private_file(path)


def _look_first(path: Path, latest: int, patience: float) -> None:
    """Refuse an unfit file through a connection that neither locks nor writes nor recovers anything."""
    interrupted = _size(path.with_name(path.name + JOURNAL)) > 0
    if _size(path) == 0 and not interrupted:
        return _refuse_emptied(path)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as connection:
        try:
            return _examine(connection, path, latest)
        except (sqlite3.DatabaseError, StoreError) as trouble:
            mark = _mark(connection)
            if interrupted and mark in (APPLICATION_ID, 0, None):
                return None  # SQLite puts the file right when it is opened; then it is looked at again
            if interrupted or (isinstance(trouble, StoreError) and mark != APPLICATION_ID):
                raise
    return _look_again(path, latest, patience)


def _look_again(path: Path, latest: int, patience: float) -> None:
    """Half of another process's write may have been seen, so wait for it like any reader; nothing is written."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=patience)) as connection:
        try:
            _examine(connection, path, latest)
        except sqlite3.OperationalError as trouble:
            # That process was killed meanwhile: SQLite puts the file right when it is opened.
            if trouble.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise


def _examine(connection: sqlite3.Connection, path: Path, latest: int) -> None:
    connection.execute("BEGIN")  # so that all of it is of one moment: another process may be at its first start
    try:
        version = version_of(connection)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        application = _application(connection)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    if application == 0 and version == 0 and not tables:
        return
    if application != APPLICATION_ID:
        raise StoreError(
            translate(
                "storage",
                "{path} belongs to another program and was left as it is. Choose another folder, or move it away.",
                path=path,
            )
        )
    if version > latest:
        raise StoreError(
            translate(
                "storage",
                "{path} was written by a newer backtracker (schema {version}, this one knows {latest}) and was "
                "left as it is. Install the newer program and start that.",
                path=path,
                version=version,
                latest=latest,
            )
        )
    if version < 1 or not {"episodes", "readings", "revisions"} <= tables:
        raise damaged(path)


def _application(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def _mark(connection: sqlite3.Connection) -> int | None:
    """Whose file it says it is, where that can be read."""
    try:
        return _application(connection)
    except sqlite3.DatabaseError:
        return None


def _refuse_emptied(path: Path) -> None:
    """An empty file is being made, or a first start that made it was cut off; otherwise its data is lost."""
    if not path.with_name(path.name + MARK).exists() and _size(path) == 0:  # by now it may be made
        raise emptied(path)


def _make_private(path: Path) -> None:
    """Take a file of ours back from other people's eyes, such as one restored from a stick."""
    status = path.stat()
    if os.name == "posix" and status.st_mode & 0o077 and status.st_uid == os.geteuid():
        with suppress(OSError):  # a file system without permissions, or one that cannot be written
            path.chmod(0o600)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
