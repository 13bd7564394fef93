"""The copies of a data file and how they are called, and the name under which a damaged one is kept.

Standard library only.
"""

import re
from datetime import UTC, date, datetime
from pathlib import Path

BACKUPS = "backups"
JOURNAL = "-journal"
"""What SQLite adds to the name of a file for what it has not finished writing into it."""

_NAME = re.compile(r"backtracker-(\d{8}T\d{9})Z-[a-z0-9-]+\.db")


def backups_of(path: Path) -> Path:
    """The folder that holds the verified copies of the data file ``path``."""
    return path.parent / BACKUPS


def made_at(path: Path) -> datetime | None:
    """The instant a copy was made, told by its name; nothing when the name is not one of ours."""
    match = _NAME.fullmatch(path.name)
    return datetime.strptime(match[1] + "000", "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC) if match else None


def newest_copy(path: Path) -> Path | None:
    """The newest copy of the data file ``path``, which was verified when it was made; None where there is none."""
    try:
        copies = {at: copy for copy in backups_of(path).iterdir() if (at := made_at(copy))}
    except OSError:  # no such folder, or one that cannot be read: none that could be named
        return None
    return copies[max(copies)] if copies else None


def set_aside(path: Path, day: date) -> Path:
    """Rename the damaged data file ``path``, as ``backtracker.damaged-2026-11-29.db``, and return its new name.

    What SQLite had not finished writing into it goes along. Nothing is deleted, and no other file is replaced.
    """
    number, kept = 1, path
    while kept == path or kept.exists() or _journal(kept).exists():
        again = f"-{number}" if number > 1 else ""
        kept = path.with_name(f"{path.stem}.damaged-{day.isoformat()}{again}{path.suffix}")
        number += 1
    if _journal(path).exists():  # goes first: a new file would take it for its own
        _journal(path).rename(_journal(kept))
    path.rename(kept)
    return kept


def _journal(path: Path) -> Path:
    return path.with_name(path.name + JOURNAL)
