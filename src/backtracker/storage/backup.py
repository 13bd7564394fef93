"""Verified copies of the data file, and which of them to keep.

A copy is made in one step, so it is of one instant even under a busy writer. It carries a seal:
a hash over every row of every table, taken from the original, so that a bit that flips later is
noticed although SQLite's own check cannot see it. Standard library only, beside the names in
``copies`` and the sentences of ``trouble``.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backtracker.core.words import translate
from backtracker.errors import StoreError
from backtracker.storage.copies import made_at
from backtracker.storage.trouble import worldly

NEWEST_KEPT = 5
DAILY_FOR = timedelta(days=7)
WEEKLY_FOR = timedelta(days=61)
MONTHLY_FOR = timedelta(days=366)

_UNFINISHED = ".part"
_CHUNK = 1000
_CACHE_KIB = 65_536


def copy(path: Path, folder: Path, now: datetime, reason: str) -> Path:
    """A verified copy of the data file ``path`` in ``folder``, made at the instant ``now``.

    Takes about a second for each 50,000 rows, and nobody can save while the original is read, for
    a third of that. Uses connections of its own, so any thread may call it.

    ``reason`` is part of its name: small letters, digits and dashes. The file is 0600 from its
    first byte. Raises :class:`StoreError` when the copy cannot be made or does not verify; then
    nothing is left behind.
    """
    with worldly(folder):
        make_private_folder(folder)
        target = _free_name(folder, now, reason)
    unfinished = _unfinished(target)
    with worldly(target):
        try:
            _write_copy(path, unfinished, now)
            verify(unfinished)
            unfinished.replace(target)
        except BaseException:
            for left in (unfinished, unfinished.with_name(unfinished.name + "-journal")):
                left.unlink(missing_ok=True)
            raise
        _sync_folder(folder)
    return target


def verify(path: Path) -> None:
    """Raise :class:`StoreError` unless the copy at ``path`` is sound and says what was copied into it.

    Reads every row. A file without a seal, copied by hand, is only checked for its structure.
    """
    with worldly(path), closing(_reader(path)) as connection:
        if not _sound(connection):
            raise StoreError(
                translate("storage", "The copy {path} is damaged. Do not rely on it; use an older one.", path=path)
            )


def _sound(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        tables = _tables(connection)
        sealed = connection.execute("SELECT hash FROM seal").fetchone() if "seal" in tables else None
        return (
            {"episodes", "readings"} <= tables.keys()
            and connection.execute("PRAGMA integrity_check(1)").fetchone() == (b"ok",)
            and (sealed is None or sealed[0] == content_hash(connection).encode())
        )
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return False
        raise


def content_hash(connection: sqlite3.Connection) -> str:
    """A hash over the name, the number of rows and each row of every table but the seal itself.

    ``connection`` must hand out text as bytes, so that undecodable text has a hash too.
    """
    digest = hashlib.blake2b(digest_size=16)
    for name, order in sorted(_tables(connection).items()):
        if name == "seal":
            continue
        digest.update(f"table {name}\n".encode())
        count = 0
        rows = connection.execute(f'SELECT * FROM "{name}" ORDER BY {order}')
        while chunk := rows.fetchmany(_CHUNK):
            count += len(chunk)
            digest.update("\n".join(map(repr, chunk)).encode())
        digest.update(f"\n{count} rows\n".encode())
    return digest.hexdigest()


def thin(folder: Path, now: datetime) -> list[Path]:
    """Remove the copies in ``folder`` that :func:`kept` lets go, and return them.

    Files whose names are not ours are left alone, except what a killed copy left half written
    more than a day ago.
    """
    with worldly(folder):
        entries = list(folder.iterdir()) if folder.is_dir() else []
        copies = {path: at for path in entries if (at := made_at(path))}
        keep = kept(copies.values(), now)
        gone = [path for path, at in copies.items() if at not in keep]
        for path in entries:
            started = made_at(path.with_name(path.name.partition(_UNFINISHED)[0]))
            if path not in copies and started and now - started > timedelta(days=1):
                gone.append(path)
        for path in gone:
            path.unlink(missing_ok=True)
    return sorted(gone)


def kept(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which of the copies made at ``times`` to keep at ``now``.

    The newest five; the newest of each day for a week, of each week for two months, of each
    month for a year. Days, weeks and months are those of UTC.
    """
    newest_first = sorted(times, reverse=True)
    keep = set(newest_first[:NEWEST_KEPT])
    keep |= _newest_of_each(newest_first, now - DAILY_FOR, "%Y-%m-%d")
    keep |= _newest_of_each(newest_first, now - WEEKLY_FOR, "%G-%V")
    keep |= _newest_of_each(newest_first, now - MONTHLY_FOR, "%Y-%m")
    return keep


def _newest_of_each(newest_first: Sequence[datetime], since: datetime, period: str) -> set[datetime]:
    newest: dict[str, datetime] = {}
    for at in newest_first:
        if at >= since:
            newest.setdefault(at.strftime(period), at)
    return set(newest.values())


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` for this person alone (0700 whatever the umask); one that exists is left as it is."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)


def make_private_file(path: Path) -> bool:
    """Create an empty file for this person alone (0600 whatever the umask); False when there is one already."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except FileExistsError:
        return False
    os.close(descriptor)
    path.chmod(0o600)
    return True


def _free_name(folder: Path, now: datetime, reason: str) -> Path:
    """A name for a copy that no other has, with the private file it is to be written to beside it."""
    while True:
        stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%S%f}"[:-3]
        target = folder / f"backtracker-{stamp}Z-{reason}.db"
        if not target.exists() and make_private_file(_unfinished(target)):
            return target
        now += timedelta(milliseconds=1)


def _unfinished(target: Path) -> Path:
    return target.with_name(target.name + _UNFINISHED)


def _write_copy(path: Path, target: Path, now: datetime) -> None:
    with closing(_reader(path)) as source:
        with worldly(path):
            source.execute("BEGIN")  # what is hashed is what was copied
            source.execute("SELECT 1 FROM sqlite_schema").fetchone()
        with closing(sqlite3.connect(target, isolation_level=None)) as connection:
            source.backup(connection, pages=-1)
            seal = content_hash(source)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DROP TABLE IF EXISTS seal")
            connection.execute("CREATE TABLE seal (hash TEXT NOT NULL, at TEXT NOT NULL) STRICT")
            connection.execute("INSERT INTO seal VALUES (?, ?)", (seal, now.astimezone(UTC).isoformat()))
            connection.execute("COMMIT")


def _reader(path: Path) -> sqlite3.Connection:
    with worldly(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.text_factory = bytes
    return connection


def _tables(connection: sqlite3.Connection) -> dict[str, str]:
    """Each table's name and the order in which its rows lie."""
    listed = connection.execute(
        "SELECT t.name, t.wr, group_concat(i.name) FROM pragma_table_list AS t"
        " JOIN pragma_table_info(t.name) AS i ON i.pk > 0 OR NOT t.wr"
        " WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite~_%' ESCAPE '~' GROUP BY t.name"
    )
    return {name.decode(): keys.decode() if without_rowid else "rowid" for name, without_rowid, keys in listed}


def _sync_folder(folder: Path) -> None:
    """Make a rename outlive a power cut, where folders can be synced at all."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
