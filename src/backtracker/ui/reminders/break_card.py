"""The card that asks for a break from sitting: large buttons, one line, and never the keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import breaks
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.reminders.popup import WIDTH, corner_of
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import outlined, primary, quiet
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.painted import round_corners
from backtracker.ui.widgets.text import Paragraph, label


class BreakCard(QWidget):
    """``up``, ``later`` and ``not_now`` are its three buttons. ``clear_of`` tells what it should not cover."""

    up = Signal()
    later = Signal()
    not_now = Signal()

    def __init__(self) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("popup")
        self.clear_of: Callable[[], QRect] = QRect
        title = translate("BreakCard", "Time to get up for a moment")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._card = Card("main", self)
        self._box.addWidget(self._card)
        section = self._card.add_section(sides=20, top=20, bottom=20, gap=16)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Badge("sitting", "accent", 52), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, tokens.POPUP))
        self.hint = Paragraph("", tokens.BODY, "quiet")
        words.addWidget(self.hint)
        head.addLayout(words, 1)
        section.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.up_button = primary(translate("BreakCard", "I’m up"), "check", tokens.CONTROL_POPUP)
        later = translate("BreakCard", "{n} min", n=breaks.LATER_MINUTES)
        self.later_button = outlined(later, "clock", tokens.CONTROL_POPUP)
        self.later_button.setAccessibleName(translate("BreakCard", "Again in {n} minutes", n=breaks.LATER_MINUTES))
        self.not_now_button = quiet(translate("BreakCard", "Not now"), height=tokens.CONTROL_POPUP)
        for button, pressed in (
            (self.up_button, self.up),
            (self.later_button, self.later),
            (self.not_now_button, self.not_now),
        ):
            button.clicked.connect(pressed)
            row.addWidget(button)
        row.addStretch(1)
        section.addLayout(row)

    def ask(self, hint: str) -> None:
        """Come up, with ``hint`` as the line under the question."""
        self.hint.setText(hint)
        self.setAccessibleDescription(hint)
        self._card.updateGeometry()  # while it was hidden, nobody told the box of the longer line
        self.setFixedWidth(theme.px(WIDTH))
        self.setFixedHeight(self._box.totalHeightForWidth(self.width()))
        self.move(corner_of(self.size(), self.clear_of()))
        self.show()
        self.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The corners of the card are those of the window."""
        super().resizeEvent(event)
        round_corners(self, tokens.RADIUS_CARD)
