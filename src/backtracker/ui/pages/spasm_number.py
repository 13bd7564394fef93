"""The one question of the spasm screen: how bad is it? One press on a number, and when it hit if not just now."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.tokens import Type
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.pain_row import PainRow, level_of_key
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.sign import Sign
from backtracker.ui.widgets.text import Paragraph, label
from backtracker.ui.widgets.when import When, WhenChips

_SUBTITLE = Type(18, 26, 400)
_WHEN = Type(16, 22, 600)
_SLOW_MS = 700
"""A save that takes longer is said to be under way."""


class NumberView(QWidget):
    """``chosen`` carries the level and when it hit; None is just now."""

    chosen = Signal(int, object)

    def __init__(self, present: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self._said = ""
        self._level: int | None = None
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self._say_slow)
        self.area = ScrollPage(sides=64, top=40, gap=0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        column = self.area.column
        column.addStretch(2)
        column.addWidget(Paragraph(translate("Spasm", "How bad is it?"), tokens.QUESTION))
        self.line = Paragraph("", _SUBTITLE, "quiet")
        column.addWidget(self.line)
        column.addSpacing(38)
        self.pain = PainRow("spasm")
        self.pain.chosen.connect(self._press)
        column.addWidget(self.pain)
        column.addSpacing(48)
        column.addWidget(self._build_when(present))
        column.addStretch(3)
        column.addSpacing(16)
        column.addLayout(self._build_hint())

    def _build_when(self, present: Callable[[], datetime]) -> QWidget:
        self.when_row = QWidget()
        row = FlowLayout(self.when_row, gap=20, row_gap=8)
        row.addWidget(label(translate("Spasm", "When did it hit?"), _WHEN))
        self.when = WhenChips(present)
        row.addWidget(self.when)
        return self.when_row

    def _build_hint(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Sign("info", "quiet"), 0, Qt.AlignmentFlag.AlignTop)
        words = translate("Spasm", "Lie down if you can. Keys 0 to 9 work too; for 10 press the minus key.")
        row.addWidget(Paragraph(words, tokens.BODY, "quiet"), 1)
        return row

    def ask(self, inside_episode: bool) -> None:
        """Start afresh: nothing chosen, just now."""
        self.when.set_value(When())
        self.when_row.show()
        self.set_inside(inside_episode)
        self._begin(None)

    def ask_again(self, level: int | None) -> None:
        """Another number for the spasm that was ``level``; when it hit is not asked here."""
        self.when_row.hide()
        self._say(translate("Spasm", "One press on the right number. All else stays as it is."))
        self._begin(level)

    def set_inside(self, inside_episode: bool) -> None:
        """Say what the press will do, as things stand."""
        self._say(
            translate("Spasm", "One press. It is saved as a new spasm inside the running episode.")
            if inside_episode
            else translate("Spasm", "One press. It is saved at once, and the next step comes up.")
        )

    def _begin(self, level: int | None) -> None:
        self._level = level
        self.try_again()
        self.area.verticalScrollBar().setValue(0)

    def try_again(self) -> None:
        """Nothing was saved: all is as before the press."""
        self.pain.set_chosen(self._level)
        self._busy = False
        self._slow.stop()
        self.line.setText(self._said)

    def take_key(self, event: QKeyEvent) -> bool:
        """A figure, wherever the keyboard is; whether it was one."""
        return not self._busy and level_of_key(event) is not None and self.pain.took(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._slow.stop()
        super().hideEvent(event)

    def _say_slow(self) -> None:
        self.line.setText(translate("Spasm", "Saving …"))

    def _say(self, words: str) -> None:
        self._said = words
        if not self._slow.isActive():
            self.line.setText(words)

    def _press(self, level: int) -> None:
        """While it is on its way to the disk a second press does nothing; the keyboard stays where it is."""
        if self._busy:
            return
        self.pain.set_chosen(level)
        self._busy = True
        self._slow.start()
        self.chosen.emit(level, self.when.earlier())
