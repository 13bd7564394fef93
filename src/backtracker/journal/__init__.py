"""The use cases, and the only writer: checks, stores, and announces one :class:`Change`.

Window and command line are two faces of this room. It reads no clock itself: it is handed
one. Imports ``storage``, ``core``, ``errors``.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from pathlib import Path

from backtracker.core.records import Record
from backtracker.core.rules import Rules
from backtracker.journal.base import Change, Logged
from backtracker.journal.breaks import Breaks
from backtracker.journal.care_seen import CareSeen, CourseSeen, ExerciseSeen, InjectionSeen, QuestionsSeen, VisitsSeen
from backtracker.journal.episodes import Onset
from backtracker.journal.errands import Errands
from backtracker.journal.marks import Marks
from backtracker.journal.medicines import Chest, Medicines, Prospect
from backtracker.journal.past import Past
from backtracker.journal.prevention import PlanToday, Prevention
from backtracker.journal.questions import Diary, DiaryDay, Present, Questions
from backtracker.journal.suggestions import Suggestions
from backtracker.journal.trials import Trials
from backtracker.settings import Settings
from backtracker.storage import copies
from backtracker.storage.store import Store
from backtracker.storage.trouble import worldly


class Journal(Past, Errands, Suggestions, Prevention, Breaks, Medicines, CareSeen, Marks, Trials, Questions):
    """Everything a person can record, change and ask, on one open store."""

    @classmethod
    def open(
        cls,
        path: Path,
        now: Callable[[], datetime],
        zone: Callable[[], tzinfo],
        rules: Callable[[], Rules],
        chosen: Callable[[], Settings] = Settings,
    ) -> "Journal":
        """The journal on the data file at ``path``, which is made where there is none. Raises ``StoreError``."""
        return cls(Store.open(path, now=now()), now, zone, rules, chosen)

    @staticmethod
    def set_aside(path: Path, day: date) -> Path:
        """Keep the damaged data file at ``path``, closed, under a name with ``day`` in it, which is returned.

        Opening ``path`` then begins a new record. Raises ``StoreError``.
        """
        with worldly(path):
            return copies.set_aside(path, day)

    def release(self) -> None:
        """Let go of the data file."""
        self.store.close()

    def fill(self, records: Iterable[Record]) -> int:
        """Take in many new ``records`` at once, such as a made-up history, and return how many; without undo."""
        return self.store.bulk(records, self.now())


__all__ = [
    "Change",
    "Chest",
    "CourseSeen",
    "Diary",
    "DiaryDay",
    "ExerciseSeen",
    "InjectionSeen",
    "Journal",
    "Logged",
    "Onset",
    "PlanToday",
    "Present",
    "Prospect",
    "QuestionsSeen",
    "VisitsSeen",
]
