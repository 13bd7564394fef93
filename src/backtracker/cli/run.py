"""From the parsed words to an answer: which record, which verb.

Imports ``journal`` and ``example`` when a verb runs; ``core``, ``clock``, ``paths``, ``settings``.
"""

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from backtracker import clock, settings
from backtracker.cli import (
    changes,
    courses,
    flags,
    guide,
    howto,
    medicines,
    overview,
    patterns,
    prevention,
    records,
    trials,
    triggers,
    visits,
)
from backtracker.cli.call import Call, Reply
from backtracker.errors import UserError
from backtracker.paths import DATABASE, SETTINGS

if TYPE_CHECKING:
    from backtracker.journal import Journal

VERBS = {
    "spasm": records.spasm, "pain": records.pain, "did": records.did, "close": records.close,
    "add": records.add, "join": records.join, "undo": records.undo,
    "dose": medicines.dose,
    "start": guide.start, "stop": guide.stop, "snooze": guide.snooze, "skip": guide.skip,
    "pause": guide.pause, "resume": guide.resume, "end-ice": guide.end_ice, "due": guide.due,
    "guide": howto.show,
    "status": overview.status, "history": overview.history, "show": overview.show,
    "kept": overview.kept, "check": overview.check, "check-flags": flags.check_flags, "triggers": triggers.triggers,
    "patterns": patterns.patterns, "change": changes.change, "trial": trials.trials,
    "visit": visits.visit, "question": visits.question,
    "course": courses.course, "exercise": courses.exercise, "injection": courses.injection,
    "checkin": prevention.checkin, "water": prevention.water, "plan": prevention.plan, "plank": prevention.plank,
    "weight": prevention.weight, "height": prevention.height,
}  # fmt: skip
LOOKING = ("due", "guide", "status", "history", "show", "kept", "patterns", "check", "undo")
"""Verbs that make no file where there is none."""
LOOKS_WITHOUT = {"checkin": "answers", "check-flags": "sign", "plan": "part", "weight": "value", "height": "value"}
"""Verbs that only look where nothing stands behind them, and the name of what could."""
THROWN_AWAY = "It went into the made-up record, which is thrown away now."


def run(wish: Namespace, folder: Path) -> Reply:
    """Do what ``wish`` asks with the record in ``folder``. Raises :class:`UserError`."""
    _refuse_broken_text(wish)
    now, zone = clock.now(), clock.zone()
    if wish.verb == "check" and not wish.example and not os.path.exists(folder / DATABASE):
        raise UserError(f"There is no data file in {folder}. Check the folder, or log something first.")
    with _journal(wish, folder, now, zone) as journal:
        notes = [] if _looks(wish) or not wish.example else [THROWN_AWAY]
        return VERBS[wish.verb](Call(wish, journal, now, zone, notes))


@contextmanager
def _journal(wish: Namespace, folder: Path, now: datetime, zone: tzinfo) -> Iterator["Journal"]:
    """The journal to ask. A verb that only looks makes no file where there is none."""
    from backtracker.journal import Journal

    chosen, trouble = settings.load(folder / SETTINGS)
    if trouble:
        print(trouble, file=sys.stderr)
    elsewhere = wish.example or (_looks(wish) and not os.path.exists(folder / DATABASE))
    with (
        tempfile.TemporaryDirectory(prefix="backtracker-", ignore_cleanup_errors=True)
        if elsewhere
        else _stays(folder) as name
    ):
        journal = Journal.open(Path(name) / DATABASE, lambda: now, lambda: zone, lambda: chosen.rules, lambda: chosen)
        try:
            if wish.example:
                from backtracker import example

                journal.fill(example.for_show(now, clock.zone_name()))
            yield journal
        finally:
            journal.release()


def _looks(wish: Namespace) -> bool:
    """Whether the command only looks at what is there."""
    given = LOOKS_WITHOUT.get(wish.verb)
    without = given is not None and not getattr(wish, given)
    if wish.verb == "triggers":
        return not triggers.answers(wish)
    if wish.verb == "dose":
        return bool(wish.list or wish.check)
    return wish.verb in LOOKING or without or getattr(wish, "action", "") == "list"


@contextmanager
def _stays(folder: Path) -> Iterator[str]:
    yield str(folder)


def _refuse_broken_text(wish: Namespace) -> None:
    """Bytes that are no text in the terminal's encoding cannot be kept."""
    for name, value in vars(wish).items():
        for word in value if isinstance(value, list) else [value]:
            if name != "data" and isinstance(word, str) and not _whole(word):
                raise UserError("A word holds bytes that are not UTF-8 text. Type it again.")


def _whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
