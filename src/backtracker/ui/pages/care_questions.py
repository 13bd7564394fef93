"""Questions: collected any time, ticked off at a visit."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from backtracker import tokens
from backtracker.core.care import visits
from backtracker.core.care.visits import LONGEST_QUESTION, Question, Suggestion, Visit
from backtracker.core.words import day_text, translate
from backtracker.ui.desk import Desk
from backtracker.ui.pages.care_rows import CareRow, Filled, ListCard, change_button
from backtracker.ui.pages.care_section import CareSection
from backtracker.ui.widgets.buttons import outlined, primary, sign_button
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.text import Paragraph
from backtracker.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from backtracker.journal import Journal, QuestionsSeen


class AskCard(Card):
    """The line in which a question is typed; it stays while the lists under it are built anew."""

    def __init__(self, keep: "Callable[[str], None]") -> None:
        super().__init__("main")
        self._keep = keep
        section = self.add_section(top=16, bottom=18, gap=10)
        section.addWidget(Paragraph(translate("Care", "What do you want to ask at the next visit?"), tokens.HEADLINE))
        self.line = QLineEdit()
        self.line.setPlaceholderText(translate("Care", "Type a question; it waits here until you tick it off"))
        self.line.setAccessibleName(translate("Care", "A question for the next visit"))
        self.line.setMaxLength(LONGEST_QUESTION)
        self.line.setMinimumHeight(40)
        self.button = primary(translate("Care", "Keep"), "check", tokens.CONTROL)
        self.button.setEnabled(False)
        self.line.textChanged.connect(lambda words: self.button.setEnabled(bool(words.strip())))
        self.line.returnPressed.connect(self._take)
        self.button.clicked.connect(self._take)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        section.addLayout(row)

    def _take(self) -> None:
        words = self.line.text().strip()
        if words:
            self.line.clear()
            self.line.setFocus()
            self._keep(words)


class QuestionsSection(CareSection):
    """One question to the journal: those to ask, those that were asked, and what could be asked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.ask_card = AskCard(self.keep)
        self._column.addWidget(self.ask_card)
        self.lists = Filled()
        self._column.addWidget(self.lists)

    def question(self) -> "Callable[[Journal], Any]":
        """The questions."""
        return lambda journal: journal.questions_seen()

    @property
    def cards_at(self) -> Filled:
        """Only what is under the line is built anew: words that are being typed stay."""
        return self.lists

    def turns_at(self, seen: "QuestionsSeen") -> datetime | None:
        """With the appointment at which they are to be asked."""
        return seen.next_visit.moment.at if seen.next_visit else None

    def build(self, seen: "QuestionsSeen") -> Iterable[QWidget]:
        """Open ones, suggestions, asked ones."""
        if seen.open:
            card = ListCard(self._title(seen))
            self.add_rows(card, self._open_row, seen.open)
            yield card
        if seen.suggestions:
            card = ListCard(translate("Care", "Worth asking"))
            for suggestion in seen.suggestions:
                card.add(self._suggestion(suggestion))
            yield card
        if seen.asked:
            card = ListCard(translate("Care", "Asked"))
            self.add_rows(card, partial(self._asked_row, {each.id: each for each in seen.visits}), seen.asked)
            yield card

    def keep(self, words: str) -> None:
        """Keep a question."""
        self.do(lambda journal: journal.ask(words))

    def _title(self, seen: "QuestionsSeen") -> str:
        visit = seen.next_visit
        if visit is None:
            return translate("Care", "For the next visit")
        when = visits.time_text(visit.moment, self.desk.now(), self.desk.zone())
        return translate("Care", "For {what}, {when}", what=visits.visit_name(visit), when=when)

    def _open_row(self, question: Question) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        tick = Tick(question.words)
        tick.box.setAccessibleDescription(translate("Care", "Tick when it was asked"))
        tick.toggled.connect(lambda _: self.do(lambda journal: journal.tick(question.id)))
        line.addWidget(tick, 1)
        change = sign_button("pencil", translate("Care", "Change: {what}", what=question.words))
        change.clicked.connect(partial(self.change, question))
        line.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _asked_row(self, there: dict[str, Visit], question: Question) -> QWidget:
        visit = there.get(question.visit_id or "")
        day = day_text(question.asked.day, today=self.today()) if question.asked else ""
        when = translate("Care", "Asked on {day}", day=day)
        if visit is not None:
            when = translate("Care", "{when}, {what}", when=when, what=visits.visit_name(visit))
        change = change_button(question.words, partial(self.change, question))
        return CareRow("check", "quiet", question.words, [question.answer, when], [change])

    def _suggestion(self, suggestion: Suggestion) -> QWidget:
        words = translate("care", suggestion.words)
        add = outlined(translate("Care", "Add"), "plus")
        add.setAccessibleName(translate("Care", "Add: {what}", what=words))
        add.clicked.connect(lambda: self.keep(words))
        return CareRow("help", "accent", words, [translate("care", suggestion.why)], [add])

    def change(self, question: Question, _: bool = False) -> None:
        """Open the sheet of ``question``."""
        from backtracker.ui.dialogs.question import QuestionDialog

        QuestionDialog(self.desk, question=question, parent=self).open()
