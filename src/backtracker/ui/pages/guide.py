"""The guide: the eighteen steps at the left, the one that is open at the right.

Two columns where there is room, else the list and then the step with a way back. Nothing is asked of the journal.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import guide
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.pages.guide_card import GuideCard
from backtracker.ui.pages.guide_list import GuideList
from backtracker.ui.pages.two_columns import TwoColumnPage
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.text import label

LIST_WIDTH = 288


class GuidePage(TwoColumnPage):
    """The page. It opens with the first step, or with the one that was asked for."""

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticker, parent)
        self.list = GuideList()
        self.card = GuideCard()
        column = QWidget()
        head = label(translate("Guide", "Guide"), tokens.TITLE)
        head.setContentsMargins(32, 0, 16, 0)
        left = QVBoxLayout(column)
        left.setContentsMargins(0, tokens.PAGE_TOP, 1, 0)
        left.setSpacing(4)
        left.addWidget(head)
        left.addWidget(self.list, 1)
        self.put_beside(column, self.list, self.card, LIST_WIDTH)
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
        self._stepped()
