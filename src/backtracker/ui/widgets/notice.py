"""A notice above everything, as wide as the window: a sign, a sentence, and what can be done about it."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import icons, theme
from backtracker.ui.widgets.buttons import Button, sign_button
from backtracker.ui.widgets.flow import Columns, FlowLayout, follow_width
from backtracker.ui.widgets.painted import RING, box
from backtracker.ui.widgets.text import Paragraph

BESIDE = 620
"""Px beside the sign: with less, the buttons go under the words."""
_BAR, _BAR_GRAVE, _SIGN, _SIGN_SLIM = 6, 12, 24, 18


class Notice(QWidget):
    """``tone`` is information or warning. Buttons come with ``add_button``; a notice that may be put away closes.

    A ``slim`` one is a line that is always there.
    """

    closed = Signal()

    def __init__(
        self,
        words: str,
        detail: str = "",
        tone: str = "information",
        closable: bool = True,
        slim: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._warns = tone == "warning"
        self._grave = False
        row = QHBoxLayout(self)
        self._sign = _SIGN_SLIM if slim else _SIGN
        edge = 5 if slim else 12
        row.setContentsMargins(24 + self._sign + 16, edge, 16, edge)
        row.setSpacing(16)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        self.words = Paragraph(words, tokens.STRONG if slim else tokens.HEADLINE)
        self.detail = Paragraph(detail, tokens.BODY, "quiet")
        column.addWidget(self.words)
        column.addWidget(self.detail)
        column.addStretch(1)
        self.detail.setVisible(bool(detail))  # only now: without a parent it would be a window of its own
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, gap=8, centred=True)
        self._buttons.hide()
        beside = Columns(shares=(1, 0), below=BESIDE, gap=16, row_gap=8, centred=True)
        beside.addWidget(said)
        beside.addWidget(self._buttons)
        row.addLayout(beside, 1)
        if closable:
            close = sign_button("close", translate("Notice", "Close this notice"))
            close.clicked.connect(self.closed)
            row.addWidget(close)
        follow_width(self, down=QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{words} {detail}".strip())

    def set_words(self, words: str, detail: str = "") -> None:
        """Another sentence, said aloud too."""
        self.words.setText(words)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.setAccessibleName(f"{words} {detail}".strip())
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def set_grave(self, grave: bool) -> None:
        """Larger words and a wider bar, for what cannot wait."""
        self._grave = grave
        self.words.set_kind(tokens.POPUP if grave else tokens.HEADLINE)
        self.update()

    def announce(self) -> None:
        """Say it aloud now, whatever else is being read."""
        event = QAccessibleAnnouncementEvent(self, self.accessibleName())
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def add_button(self, words: str, pressed: Callable[[], object], kind: str = "outlined") -> Button:
        """A button at the right that calls ``pressed``."""
        button = Button(words, kind)
        button.clicked.connect(lambda _on: pressed())
        self._flow.addWidget(button)
        self._buttons.show()
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        token = "warning" if self._warns else "accent"
        painter.fillRect(self.rect(), theme.colour(look.tint(token)))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(token if self._warns else "line"))
        if self._warns:
            painter.fillRect(0, 0, _BAR_GRAVE if self._grave else _BAR, self.height(), theme.colour(token))
        if self.hasFocus():
            box(painter, QRectF(self.rect()), 0, None, "focus", RING)
        sign = "warning" if self._warns else "info"
        icons.paint(painter, sign, token, QRectF(24, (self.height() - self._sign) / 2, self._sign, self._sign))
        painter.end()
