"""The world's trouble with the data file, each kind as a sentence that says what to do.

A full disk, a lock, damage are :class:`StoreError`; a wrong statement or a broken constraint
is our bug and stays the exception it was. Standard library, ``copies``, ``core.words`` and ``errors`` only.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backtracker.core.words import translate
from backtracker.errors import BusyError, DamagedError, MovedError, StoreError
from backtracker.storage.copies import newest_copy


def damaged(path: Path) -> DamagedError:
    """The sentence for a data file that can no longer be read as it was written."""
    return DamagedError(_way_on(translate("storage", "The data file {path} is damaged.", path=path), path))


def emptied(path: Path) -> DamagedError:
    """The sentence for a data file that is there and has nothing in it any more."""
    return DamagedError(_way_on(translate("storage", "The data file {path} is empty.", path=path), path))


def _unreadable(path: Path) -> DamagedError:
    what = translate("storage", "{path} is not a backtracker data file, or is damaged beyond reading.", path=path)
    return DamagedError(_way_on(what, path))


def _way_on(what: str, path: Path) -> str:
    """``what`` is the matter, and what to do: the same at the command line and in the window."""
    copy = newest_copy(path)
    if copy is None:
        told = translate(
            "storage",
            "There is no copy of it. Rename it, to keep it, and backtracker begins a new record in its place.",
        )
    else:
        told = translate("storage", "Rename it, to keep it, and put the newest copy in its place: {copy}.", copy=copy)
    return f"{what} {told}"


def moved(path: Path) -> MovedError:
    """The sentence for a data file that was replaced or removed while it was open."""
    return MovedError(
        translate(
            "storage",
            "{path} was moved or replaced while it was open, so nothing more is saved. "
            "Put it back if it should be there, and open it again.",
            path=path,
        )
    )


def _busy(_path: Path) -> StoreError:
    return BusyError(
        translate("storage", "Another backtracker is writing to your data right now. Wait a moment and try again.")
    )


def _full(path: Path) -> StoreError:
    return StoreError(
        translate(
            "storage",
            "The disk that holds {path} is full, so this was not saved. Make some room and try again.",
            path=path,
        )
    )


def _read_only(path: Path) -> StoreError:
    return StoreError(
        translate(
            "storage",
            "{path} cannot be written. Make the file and its folder writable for you, then try again.",
            path=path,
        )
    )


def _closed_to_us(path: Path) -> StoreError:
    return StoreError(
        translate(
            "storage",
            "{path} cannot be opened. Check that it is a file you may read and write, or choose another folder.",
            path=path,
        )
    )


def _disk(path: Path) -> StoreError:
    return StoreError(
        translate(
            "storage",
            "The disk that holds {path} reported an error, so this was not saved. "
            "Check the disk and its connection, then try again.",
            path=path,
        )
    )


_SENTENCES = {
    sqlite3.SQLITE_BUSY: _busy,
    sqlite3.SQLITE_LOCKED: _busy,
    sqlite3.SQLITE_PROTOCOL: _busy,
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_READONLY: _read_only,
    sqlite3.SQLITE_CANTOPEN: _closed_to_us,
    sqlite3.SQLITE_PERM: _closed_to_us,
    sqlite3.SQLITE_AUTH: _closed_to_us,
    sqlite3.SQLITE_IOERR: _disk,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: _unreadable,
}


def sentence(error: BaseException, path: Path) -> StoreError | None:
    """What to tell the person about ``error``, or nothing when the error is a bug of ours."""
    if isinstance(error, OSError):
        return _from_system(error, path)
    if not isinstance(error, sqlite3.Error):
        return None
    if "Could not decode to UTF-8" in str(error):
        return damaged(path)
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return moved(path)
    make = None if code is None else _SENTENCES.get(code & 0xFF)
    return make(path) if make else None


def _from_system(error: OSError, path: Path) -> StoreError:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full(path)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return _read_only(path)
    if error.errno == errno.EIO:
        return _disk(path)
    return _closed_to_us(path)


@contextmanager
def worldly(path: Path) -> Iterator[None]:
    """Turn the world's trouble inside the block into :class:`StoreError`; let bugs pass as they are."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        told = sentence(error, path)
        if told is None:
            raise
        raise told from error
