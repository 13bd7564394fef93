"""What the screen of the matched questions shows: the question, what stands under it, and all of them at the end."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import catalogue, prompts
from backtracker.core.asking import Asking
from backtracker.core.words import listed, translate
from backtracker.ui.pages.asking_rows import AnswerRows
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import Button, outlined, primary, quiet
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.chips import ChipGrid
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.text import Paragraph


class QuestionCard(Card):
    """One trigger, its three answers, and the one press for what was not there at all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("main", parent)
        head = self.add_section(horizontal=True, top=18, bottom=16, gap=18)
        self.badge = Badge("distracted", "accent")
        head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.question = Paragraph("", tokens.POPUP)
        self.hint = Paragraph("", tokens.LEAD, "quiet")
        words.addWidget(self.question)
        words.addWidget(self.hint)
        head.addLayout(words, 1)
        body = self.add_section(sides=16, top=12, bottom=16, gap=12)
        self.rows = AnswerRows()
        body.addWidget(self.rows)
        self.none = Button(translate("Asking", "No to all three"), "accent", "close")
        left = QHBoxLayout()
        left.setContentsMargins(8, 0, 8, 0)
        left.addWidget(self.none)
        left.addStretch(1)
        body.addLayout(left)

    def show_line(self, asking: Asking, number: int, today: date) -> None:
        """The line ``number`` as it is answered now."""
        line = asking.lines[number]
        self.badge.set_sign(catalogue.entry("trigger", line.trigger).icon, "accent")
        question, hint = prompts.question(line.trigger), prompts.hint(line.trigger)
        self.question.setText(question)
        self.hint.setText(hint)  # one without keeps its line, so that the answers stay where they are
        self.rows.show_line(question, line, asking.windows, today)
        self.none.setEnabled(line.is_open)
        self.none.setAccessibleDescription(question)


class Foot(QWidget):
    """The ways to other questions, the press that answers all that is open, and what the keys do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8, row_gap=8)
        self.back = quiet(translate("Asking", "One back"), "chevron-left")
        self.skip = quiet(translate("Asking", "Next"), "chevron-right")
        self.rest = outlined(translate("Asking", "The rest: no"), "check")
        for button in (self.back, self.skip, self.rest):
            flow.addWidget(button)
        column.addWidget(buttons)
        self.still_open = Paragraph("", tokens.SMALL, "quiet")
        column.addWidget(self.still_open)
        keys = translate(
            "Asking", "Keys: 1 yes, 2 no, 3 don’t know, 0 no to all three, Backspace one back, Escape close."
        )
        column.addWidget(Paragraph(keys, tokens.SMALL, "quiet"))

    def show_line(self, asking: Asking, number: int) -> None:
        """What is open while the line ``number`` is asked for."""
        self.back.setEnabled(number > 0)
        self.rest.setEnabled(asking.open > 0)
        names = [catalogue.label("trigger", key) for key in asking.open_triggers]
        words = translate("Asking", "Still open: {names}.", names=listed(names)) if names else ""
        self.still_open.setText(words or translate("Asking", "Nothing is open."))
        self.rest.setAccessibleDescription(self.still_open.text())


class OverviewCard(Card):
    """All triggers with what was answered; ``opened`` carries the one that was pressed."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("main", parent)
        body = self.add_section(top=20, bottom=20, gap=6)
        self.title = Paragraph("", tokens.POPUP)
        body.addWidget(self.title)
        words = translate("Asking", "What stands first is the two hours before it hit. Press one to change it.")
        body.addWidget(Paragraph(words, tokens.LEAD, "quiet"))
        body.addSpacing(10)
        self.all = ChipGrid(most_columns=2)
        self.all.toggled.connect(self._press)
        body.addWidget(self.all)
        body.addSpacing(10)
        row = QHBoxLayout()
        self.done = primary(translate("Asking", "Done"), "check")
        row.addWidget(self.done)
        row.addStretch(1)
        body.addLayout(row)

    def show_asking(self, asking: Asking) -> None:
        """Every answer as it stands."""
        open_words = translate("Asking", "Saved. {open}.", open=prompts.open_text(asking))
        self.title.setText(open_words if asking.open else translate("Asking", "Saved. Nothing is open."))
        items = [
            (line.trigger, prompts.line_text(line), catalogue.entry("trigger", line.trigger).icon)
            for line in asking.lines
        ]
        if self.all.order() != [key for key, _, _ in items]:
            self.all.set_items(items)
        for key, words, _ in items:
            self.all.chips[key].setText(words)

    def _press(self, trigger: str, _on: bool) -> None:
        self.all.set_chosen(())
        self.opened.emit(trigger)
