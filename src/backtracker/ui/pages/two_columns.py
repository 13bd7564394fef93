"""A page of a list and of what is open in it: two columns where there is room, else one after the other."""

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backtracker.ui import theme
from backtracker.ui.pages.page import Page

TWO_STEPS_BELOW = 800
"""px of the page: with less, the list and what is open come one after the other."""


class TwoColumnPage(Page):
    """``_left`` holds the list; :meth:`put_beside` brings what is open, which has a way back to it."""

    _left: QWidget
    _right: Any
    _list: Any
    _width: int
    _stepped_in = False

    def put_beside(self, left: QWidget, listed: Any, right: Any, width: int) -> None:
        """``left`` with ``listed`` in it takes ``width`` px, ``right`` the rest."""
        self._left, self._list, self._right, self._width = left, listed, right, width
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(right, 1)

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
        right: QSize = self._right.minimumSizeHint()
        return self._left.minimumSizeHint().expandedTo(right)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._two_columns():
            painter = QPainter(self)
            painter.fillRect(self._left.width() - 1, 0, 1, self.height(), theme.colour("line"))
            painter.end()

    def _two_columns(self) -> bool:
        return self.width() >= theme.px(TWO_STEPS_BELOW)

    def _step_out(self) -> None:
        self._stepped_in = False
        self._arrange()
        self._list.focus_row()

    def _stepped(self) -> None:
        """The keyboard follows into what was opened, where the list has gone."""
        if not self._two_columns():
            self._right.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """Both columns, or the one that the person is in."""
        both = self._two_columns()
        self._left.setVisible(both or not self._stepped_in)
        self._right.setVisible(both or self._stepped_in)
        self._right.set_back(not both)
        if both:
            self._left.setFixedWidth(theme.px(self._width))
        else:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
