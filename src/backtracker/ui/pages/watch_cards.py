"""Two quiet cards of the Today page: what a doctor should hear of, and the way to the check of warning signs."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import redflags
from backtracker.core.model import Check
from backtracker.core.suggestions import Suggestion
from backtracker.core.words import clock_text, day_text, translate
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import Button, outlined, quiet
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import Columns, FlowLayout
from backtracker.ui.widgets.text import Paragraph

BESIDE = 560
"""Px of the card's inside: with less, the button goes under the words."""


class SuggestionCard(Card):
    """Hidden while there is nothing to say. ``put_away`` carries a suggestion that is not wanted now.

    ``kept`` carries one that goes to the questions for the next visit, and is not shown here any more.
    """

    put_away = Signal(object)
    kept = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        section = self.add_section(sides=20, top=14, bottom=8, gap=4)
        section.addWidget(Paragraph(translate("Suggestions", "Worth telling your doctor"), tokens.HEADLINE))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        section.addLayout(self._rows)
        self._shown: list[Suggestion] = []
        self.lines: list[QWidget] = []
        self.buttons: list[QWidget] = []
        self.hide()

    def show_suggestions(self, found: list[Suggestion]) -> None:
        """These, each with what the record shows."""
        self.setVisible(bool(found))
        if found == self._shown:
            return
        self._shown = found
        for line in self.lines:
            self._rows.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.buttons = []
        self.lines = [self._line(each) for each in found]
        for line in self.lines:
            self._rows.addWidget(line)
            line.show()

    def _line(self, suggestion: Suggestion) -> QWidget:
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 6, 0, 6)
        words.setSpacing(0)
        words.addWidget(Paragraph(suggestion.words, tokens.STRONG))
        words.addWidget(Paragraph(suggestion.why, tokens.SMALL, "quiet"))
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=4, row_gap=0)
        keep = quiet(translate("Suggestions", "Add to my questions"), "plus")
        away = quiet(translate("Suggestions", "Put away"))
        for button, wish in ((keep, self.kept), (away, self.put_away)):
            button.setAccessibleDescription(suggestion.words)
            button.clicked.connect(partial(wish.emit, suggestion))
            flow.addWidget(button)
            self.buttons.append(button)
        line = QWidget()
        row = Columns(line, shares=(1, 0), below=BESIDE + 120, gap=16, row_gap=0, centred=True)
        row.addWidget(said)
        row.addWidget(buttons)
        return line


def check_button() -> Button:
    """The same press at the head of the page, where it need not be looked for."""
    button = quiet(translate("Today", "Warning signs"), "warning")
    button.setAccessibleName(translate("Today", "Check for warning signs"))
    return button


class WarningRow(Card):
    """What was answered last, and one press to the check."""

    check_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        section = self.add_section(horizontal=True, sides=20, top=12, bottom=12, gap=14)
        section.addWidget(Badge("warning", "quiet", 40))
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(Paragraph(translate("Today", "Warning signs"), tokens.HEADLINE))
        self.last = Paragraph("", tokens.SMALL, "quiet")
        words.addWidget(self.last)
        self.button = outlined(translate("Today", "Check for warning signs"))
        self.button.clicked.connect(self.check_requested)
        beside = Columns(shares=(1, 0), below=BESIDE - 120, gap=16, row_gap=8, centred=True)
        beside.addWidget(said)
        beside.addWidget(self.button)
        section.addLayout(beside, 1)
        self.show_check(None, date.min)

    def show_check(self, check: Check | None, today: date) -> None:
        """When it was asked last, and what was said."""
        if check is None:
            self.last.setText(translate("Today", "A short list, any time. It says where to go, if anywhere."))
            return
        words = translate("Today", "Last answer, {day} at {time}: {what}.")
        what = redflags.answer_text(check.flags)
        day = day_text(check.moment.day, today=today)
        said = what[:1].lower() + what[1:]
        self.last.setText(words.format(day=day, time=clock_text(check.moment.local), what=said))
