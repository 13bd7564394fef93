"""What a section of the Care page is: it has one question, and builds its cards from the answer."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from backtracker.ui.desk import Desk
from backtracker.ui.pages.care_rows import Filled, ListCard

if TYPE_CHECKING:
    from backtracker.journal import Journal

FOLLOWS = timedelta(days=1)
"""What turns by itself later than this is looked at again when the day changes."""
AT_ONCE = 4
"""Rows that are built without letting the window answer in between."""


class CareSection(Filled):
    """``section_requested`` asks the page for another section, ``again_requested`` to ask anew.

    Each section has a method ``question``, which gives what to ask the journal on the worker, and a method ``build``,
    which makes the cards for the answer.
    """

    question: "Callable[[], Callable[[Journal], Any]]"
    build: Callable[[Any], Iterable[QWidget]]

    section_requested = Signal(str)
    again_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._shown: object = None
        self._turning = QTimer(self, singleShot=True)
        self._turning.timeout.connect(self._turn)

    def turns_at(self, seen: Any) -> datetime | None:
        """When what is shown changes by itself though nothing is written: an appointment comes. None if it does not."""
        return None

    @property
    def cards_at(self) -> Filled:
        """What holds the cards."""
        return self

    def show_seen(self, seen: object) -> None:
        """Build what is shown, unless it is what stands there already; days count, for words such as *tomorrow*.

        The first card comes now, the others one at a time, between which the window answers.
        """
        self._await_turn(self.turns_at(seen))
        wanted = (seen, self.today())
        if wanted != self._shown:
            self._shown = wanted
            self.setMinimumHeight(self.height() if self.isVisible() else 0)  # so that what is scrolled to stays
            self.cards_at.clear()
            self._add_next(iter(self.build(seen)), wanted)

    def _turn(self) -> None:
        self._shown = None
        self.again_requested.emit()

    def _await_turn(self, at: datetime | None) -> None:
        wait = FOLLOWS if at is None else at - self.desk.now()
        if wait < FOLLOWS:
            self._turning.start(max(1, round(wait / timedelta(milliseconds=1)) + 1))
        else:
            self._turning.stop()

    def _add_next(self, cards: Iterator[QWidget], wanted: object) -> None:
        if wanted is not self._shown:
            return  # something newer has taken over
        card = next(cards, None)
        if card is None:
            self.setMinimumHeight(0)
            self.cards_at.settle()
            return
        self.cards_at.add_card(card)
        self.desk.in_turn(partial(self._add_next, cards, wanted), self)

    def add_rows(self, card: ListCard, make: Callable[[Any], QWidget], items: Iterable[Any]) -> None:
        """A row for each of ``items``: the first ones now, the others some at a time."""
        waiting = list(items)
        for each in waiting[:AT_ONCE]:
            card.add(make(each))
        for start in range(AT_ONCE, len(waiting), AT_ONCE):
            self.desk.in_turn(partial(self._add_some, card, make, waiting[start : start + AT_ONCE]), card)

    @staticmethod
    def _add_some(card: ListCard, make: Callable[[Any], QWidget], items: list[Any]) -> None:
        for each in items:
            card.add(make(each))

    def today(self) -> date:
        """The local day."""
        return self.desk.local_now().date()

    def do(self, deed: "Callable[[Journal], object]") -> None:
        """Write through the journal; the page asks again by itself."""
        self.desk.do(deed, None, self)
