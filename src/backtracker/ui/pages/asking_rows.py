"""The answers to one question: a row for each of the two hours, with Yes, No and Don't know."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import prompts
from backtracker.core.asking import HOURS_BEFORE, Line, Window
from backtracker.ui.widgets.chips import ChipGrid
from backtracker.ui.widgets.flow import Columns, follow_width
from backtracker.ui.widgets.painted import show_focus
from backtracker.ui.widgets.text import Paragraph

BESIDE = 560
"""Px of the row: with less, the answers stand under the hours."""
_ICONS = {"yes": "check", "no": "close", "unknown": "help"}


class WindowRow(QWidget):
    """Two hours and the answer about them. ``answered`` carries the answer, or None where it is taken back.

    The row itself takes the keyboard, so that the ring lies around what a key would answer.
    """

    answered = Signal(object)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        self.relation = Paragraph("", tokens.HEADLINE)
        self.time = Paragraph("", tokens.BODY, "quiet")
        words.addWidget(self.relation)
        words.addWidget(self.time)
        self.choice = ChipGrid(
            [(key, prompts.answer_text(key), _ICONS[key]) for key in prompts.ANSWERS], single=True
        )  # fmt: skip
        self.choice.toggled.connect(lambda key, on: self.answered.emit(key if on else None))
        row = Columns(shares=(36, 64), below=BESIDE, gap=16, row_gap=6)
        room = QVBoxLayout(self)
        room.setContentsMargins(8, 6, 8, 6)
        room.addLayout(row)
        row.addWidget(said)
        row.addWidget(self.choice)
        follow_width(self, down=QSizePolicy.Policy.Minimum)

    def show_window(self, question: str, window: Window, answer: str, today: date) -> None:
        """Which hours, and what was answered about them."""
        self.relation.setText(prompts.relation_text(window.hours_before))
        self.time.setText(prompts.window_text(window, today))
        self.choice.set_chosen({answer} if answer else ())
        whole = f"{question} {self.relation.text()}, {self.time.text()}"
        self.setAccessibleName(whole)
        self.setAccessibleDescription(prompts.answer_text(answer))
        for key, chip in self.choice.chips.items():
            chip.setAccessibleName(f"{prompts.answer_text(key)}: {self.relation.text()}, {self.time.text()}")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        show_focus(self)
        self.entered.emit()


class AnswerRows(QWidget):
    """All three of them. ``answered`` carries the number of the row, and its answer or None.

    ``entered`` carries the number of the row that has the keyboard now.
    """

    answered = Signal(int, object)
    entered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = [WindowRow() for _ in HOURS_BEFORE]
        self.current = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for number, row in enumerate(self.rows):
            column.addWidget(row)
            row.answered.connect(lambda answer, number=number: self.answered.emit(number, answer))
            row.entered.connect(lambda number=number: self._enter(number))

    def show_line(self, question: str, line: Line, windows: tuple[Window, ...], today: date) -> None:
        """The hours of ``line`` and what was answered."""
        for row, window, answer in zip(self.rows, windows, line.answers, strict=True):
            row.show_window(question, window, answer, today)

    def go_to(self, number: int) -> None:
        """Give the keyboard to the row ``number``."""
        self.current = number
        self.rows[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def at_keyboard(self) -> int:
        """The row that a key would answer: the one that has the keyboard, else the one that had it last."""
        focused = QApplication.focusWidget()
        for number, row in enumerate(self.rows):
            if focused is not None and (row is focused or row.isAncestorOf(focused)):
                self.current = number
        return self.current

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from row to row."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self.go_to(max(0, min(self.at_keyboard() + steps[Qt.Key(event.key())], len(self.rows) - 1)))
        else:
            super().keyPressEvent(event)

    def _enter(self, number: int) -> None:
        self.current = number
        self.entered.emit(number)
