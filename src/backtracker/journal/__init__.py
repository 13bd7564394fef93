"""The use cases, and the only writer: checks, stores, and announces one :class:`Change`.

Window and command line are two faces of this room. It reads no clock itself: it is handed
one. Imports ``storage``, ``core``, ``errors``.
"""

from backtracker.journal.answers import Answers
from backtracker.journal.base import Change, Logged
from backtracker.journal.episodes import Episodes, Onset
from backtracker.journal.questions import Present, Questions


class Journal(Episodes, Answers, Questions):
    """Everything a person can record, change and ask, on one open store."""


__all__ = ["Change", "Journal", "Logged", "Onset", "Present"]
