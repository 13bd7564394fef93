"""The line at the top of the spasm screen."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from backtracker.core.words import capitalized, translate
from backtracker.tokens import Type
from backtracker.ui import theme
from backtracker.ui.pages.sign import Sign
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import Button, outlined, quiet
from backtracker.ui.widgets.flow import FlowLayout, follow_width
from backtracker.ui.widgets.text import label

_TITLE = Type(16, 22, 600)


class SpasmBar(QWidget):
    """The line at the top: what this is, what was saved and how to take it back, and the way out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = True
        self.badge = Badge("check", "walk", 32, round_=True)
        self.title = label("", _TITLE)
        self.undo = Button(translate("Spasm", "Undo"), "link", "undo")
        self.change_number = Button(translate("Spasm", "Change number"), "link", "pencil")
        self.change_time = Button(translate("Spasm", "Change time"), "link", "clock")
        self.cancel = quiet(translate("Spasm", "Cancel"), "close")
        self.close_button = outlined(translate("Spasm", "Close, finish later"))
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 6, 32, 7)
        row.setSpacing(12)
        left = FlowLayout(gap=8, row_gap=0, centred=True)
        self._sign = Sign("spasm", "danger", 24)
        for part in (self._sign, self.badge, self.title, self.change_number, self.change_time, self.undo):
            left.addWidget(part)
        row.addLayout(left, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.close_button)
        self.setMinimumHeight(theme.px(72))
        follow_width(
            self, QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum
        )  # where the buttons need a second row, it is higher

    def show_question(self) -> None:
        """Before the number."""
        self._show(translate("Spasm", "New spasm"), self._sign, self.cancel)

    def show_saved(self, words: str) -> None:
        """After it: what is on disk."""
        self._show(words, self.badge, self.undo, self.change_number, self.change_time, self.close_button)

    def show_change(self, words: str) -> None:
        """While another number is asked for."""
        self._show(words, self._sign, self.cancel)

    def show_details(self, words: str) -> None:
        """Opened later."""
        self._show(capitalized(words), self.change_time, self.close_button)
        self.close_button.setText(translate("Spasm", "Done"))

    def _show(self, words: str, *parts: QWidget) -> None:
        self.title.setText(words)
        self.close_button.setText(translate("Spasm", "Close, finish later"))
        buttons = (self.undo, self.change_number, self.change_time, self.cancel, self.close_button)
        for part in (self._sign, self.badge, *buttons):
            part.setVisible(part in parts)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("card"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        painter.end()
