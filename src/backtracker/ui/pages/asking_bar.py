"""The line at the top of the matched questions: what they are about, how far it is, what was saved, the way out."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.tokens import Type
from backtracker.ui import theme
from backtracker.ui.widgets.buttons import Button, outlined
from backtracker.ui.widgets.flow import FlowLayout, follow_width
from backtracker.ui.widgets.text import label

_TITLE = Type(16, 22, 600)


class AskingBar(QWidget):
    """``undo`` takes the last press back; ``close_button`` leaves, now or at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", _TITLE)
        self.count = label("", tokens.BODY, "quiet")
        self.saved = label(translate("Asking", "Saved"), tokens.BODY, "quiet")
        self.undo = Button(translate("Asking", "Undo"), "link", "undo")
        self.close_button = outlined(translate("Asking", "Close, finish later"))
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 6, 32, 7)
        row.setSpacing(12)
        left = FlowLayout(gap=14, row_gap=0, centred=True)
        for part in (self.title, self.count, self.saved, self.undo):
            left.addWidget(part)
        row.addLayout(left, 1)
        row.addWidget(self.close_button)
        self.setMinimumHeight(theme.px(72))
        follow_width(self, QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_saved("")

    def set_title(self, words: str) -> None:
        """Which onset is asked about."""
        self.title.setText(words)

    def set_count(self, words: str) -> None:
        """How far it is."""
        self.count.setText(words)
        self.count.setVisible(bool(words))

    def set_saved(self, words: str) -> None:
        """What was saved last, with the way to take it back."""
        self.undo.setToolTip(words)
        self.undo.setAccessibleDescription(words)
        self.saved.setVisible(bool(words))
        self.undo.setVisible(bool(words))

    def set_done(self, done: bool) -> None:
        """What the way out is called: while something is open, closing is for later."""
        words = translate("Asking", "Done") if done else translate("Asking", "Close, finish later")
        self.close_button.setText(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("card"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        painter.end()
