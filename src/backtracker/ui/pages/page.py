"""What a page is: it goes stale when something changes, and asks again when it is looked at."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from backtracker.core.errand import Errand
from backtracker.ui.desk import Desk
from backtracker.ui.ticker import Ticker


class Page(QWidget):
    """A page of the window. Subclasses ask the desk in :meth:`refresh` and fill themselves.

    ``filled`` comes when the page shows an answer. ``spasm_requested`` and ``page_requested``
    are wishes to the window, ``guide_requested`` one for the guide with the key of its step; ``asking_requested``
    wishes the questions about the onset of an episode; ``said`` carries a quiet note for its foot. ``day_requested``
    wishes Prevention, open at a day, and at its check-in (``day``) or at the weights (``weight``).
    """

    filled = Signal()
    spasm_requested = Signal()
    page_requested = Signal(str)
    guide_requested = Signal(str)
    asking_requested = Signal(str)
    said = Signal(str)
    day_requested = Signal(object, str)

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.ticker = ticker
        self.stale = True
        self._minimised = False
        desk.opened.connect(self.go_stale)
        desk.changed.connect(self.go_stale)
        desk.settings_changed.connect(self.go_stale)
        ticker.day_changed.connect(self.go_stale)

    def go_stale(self) -> None:
        """What is shown may no longer be true: ask again, now if it is seen and else when it is."""
        self.stale = True
        self._ask_if_seen()

    def refresh(self) -> None:
        """Ask the desk for what the page shows. Called only while the page is seen and the journal open."""
        raise NotImplementedError

    @property
    def step_at_hand(self) -> str:
        """The key of the guide's step that goes with what the page shows, or an empty text."""
        return ""

    def take_up(self, errand: Errand) -> None:
        """The reminder ``errand`` brought the person here to answer it; a page that can leads on to where."""

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again if something changed while nobody looked."""
        super().showEvent(event)
        self._minimised = False
        self._ask_if_seen()

    def hideEvent(self, event: QHideEvent) -> None:
        """A window that is minimised tells its widgets so; to Qt they are visible all the same."""
        super().hideEvent(event)
        self._minimised = event.spontaneous()

    @property
    def is_seen(self) -> bool:
        """Whether anybody can look at it."""
        return self.isVisible() and not self._minimised

    def _ask_if_seen(self) -> None:
        if self.stale and self.is_seen and self.desk.is_open:
            self.stale = False
            self.refresh()
