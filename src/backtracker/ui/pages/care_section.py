"""What a section of the Care page is: it has one question, and builds its cards from the answer."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from backtracker.ui.desk import Desk
from backtracker.ui.pages.care_rows import Filled

if TYPE_CHECKING:
    from backtracker.journal import Journal


class CareSection(Filled):
    """``section_requested`` asks the page for another section, ``again_requested`` to ask anew."""

    section_requested = Signal(str)
    again_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._shown: object = None

    def question(self) -> "Callable[[Journal], Any]":
        """What to ask the journal; runs on the worker."""
        raise NotImplementedError

    def build(self, seen: Any) -> Iterable[QWidget]:
        """The cards for the answer."""
        raise NotImplementedError

    def show_seen(self, seen: object) -> None:
        """Build what is shown, unless it is what stands there already; days count, for words such as *tomorrow*."""
        wanted = (seen, self.today())
        if wanted != self._shown:
            self._shown = wanted
            self.fill(self.build(seen))

    def today(self) -> date:
        """The local day."""
        return self.desk.local_now().date()

    def do(self, deed: "Callable[[Journal], object]") -> None:
        """Write through the journal; the page asks again by itself."""
        self.desk.do(deed, None, self)
