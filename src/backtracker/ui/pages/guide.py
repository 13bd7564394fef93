"""The guide: the eighteen steps at the left, the one that is open at the right.

Two columns where there is room, else the list and then the step with a way back. Nothing is asked of the journal.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import guide
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.pages.guide_card import GuideCard
from backtracker.ui.pages.guide_list import GuideList
from backtracker.ui.pages.page import Page
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.text import label

LIST_WIDTH = 288
TWO_STEPS_BELOW = 800
"""px of the page: with less, the list and the step come one after the other."""


class GuidePage(Page):
    """The page. It opens with the first step, or with the one that was asked for."""

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticker, parent)
        self._stepped_in = False
        self.list = GuideList()
        self.card = GuideCard()
        self._left = QWidget()
        head = label(translate("Guide", "Guide"), tokens.TITLE)
        head.setContentsMargins(32, 0, 16, 0)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, tokens.PAGE_TOP, 1, 0)
        left.setSpacing(4)
        left.addWidget(head)
        left.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(self.card, 1)
        self.list.opened.connect(self._step_in)
        self.list.chosen.connect(self._choose)
        self.card.back_requested.connect(self._step_out)
        self.card.step_requested.connect(self.open_step)
        self._show(guide.ALL[0].key)

    def refresh(self) -> None:
        """Nothing on it changes."""
        self.filled.emit()

    def open_step(self, key: str) -> None:
        """Open the step ``key``."""
        self._stepped_in = True
        self._show(key)
        self._arrange()

    def _show(self, key: str) -> None:
        self.list.mark(key)
        self.card.show_step(guide.BY_KEY[key])

    def _choose(self, key: str) -> None:
        """An arrow key went there: it opens beside the list."""
        self._show(key)

    def _step_in(self, key: str) -> None:
        self.open_step(key)
        if not self._two_columns():
            self.card.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_out(self) -> None:
        self._stepped_in = False
        self._arrange()
        self.list.focus_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self._step_out()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """The wider of the two columns: one of them can go."""
        return self._left.minimumSizeHint().expandedTo(self.card.minimumSizeHint())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._two_columns():
            painter = QPainter(self)
            painter.fillRect(self._left.width() - 1, 0, 1, self.height(), theme.colour("line"))
            painter.end()

    def _two_columns(self) -> bool:
        return self.width() >= theme.px(TWO_STEPS_BELOW)

    def _arrange(self) -> None:
        """Both columns, or the one that the person is in."""
        both = self._two_columns()
        self._left.setVisible(both or not self._stepped_in)
        self.card.setVisible(both or self._stepped_in)
        self.card.set_back(not both)
        if both:
            self._left.setFixedWidth(theme.px(LIST_WIDTH))
        else:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
