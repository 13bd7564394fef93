"""From the main card to the journal: what each answer on it does. Shared by Today and the spasm screen."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from backtracker.core.protocol import Slot
from backtracker.ui.desk import Desk
from backtracker.ui.pages.next_card import NextCard

if TYPE_CHECKING:
    from backtracker.journal import Journal


class Answering(QObject):
    """Hands in the answers of ``card``; trouble is said by the desk, and the card stays as it is."""

    def __init__(self, desk: Desk, card: NextCard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        card.started.connect(self.start)
        card.done.connect(self.done)
        card.snoozed.connect(self.snooze)
        card.skipped.connect(self.skip)
        card.finished.connect(self.finish)
        card.pain_given.connect(self.pain)
        card.ice_ended.connect(self.end_ice)

    def do(self, deed: "Callable[[Journal], object]") -> None:
        """Write through the journal."""
        self._desk.do(deed, None, self)

    def start(self, kind: str, slot: str) -> None:
        self.do(lambda journal: journal.start(kind, slot))

    def done(self, slot: Slot, ended: datetime | None) -> None:
        self.do(lambda journal: journal.done(slot, ended))

    def snooze(self, slot: Slot, minutes: int) -> None:
        self.do(lambda journal: journal.snooze(slot, minutes))

    def skip(self, slot: Slot, reason: str) -> None:
        self.do(lambda journal: journal.skip(slot, reason))

    def finish(self, treatment_id: str, at: datetime | None, seconds: int | None) -> None:
        self.do(lambda journal: journal.finish(treatment_id, at, seconds=seconds))

    def pain(self, level: int) -> None:
        self.do(lambda journal: journal.pain_now(level))

    def end_ice(self) -> None:
        self.do(lambda journal: journal.end_ice())
