"""The sheet for one question: its words, and what was answered."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from backtracker.core.care.visits import LONGEST_QUESTION, Question
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.fields import NoteField
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from backtracker.journal import Journal


class QuestionDialog(Sheet):
    """Changes ``question``; it can be ticked off, opened again and deleted here as well."""

    def __init__(self, desk: Desk, *, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(desk, translate("Care", "Change: question"), parent=parent)
        self.question = question
        self.words = QLineEdit(question.words)
        self.words.setAccessibleName(translate("Care", "Question"))
        self.words.setMaxLength(LONGEST_QUESTION)
        self.add_row(translate("Care", "Question"), self.words)
        self.asked = Tick(translate("Care", "It was asked"), question.asked is not None)
        self.add_row(translate("Care", "Asked"), self.asked)
        self.answer = NoteField(question.answer)
        self.answer.setPlaceholderText(translate("Care", "What was answered, if you want to keep it"))
        self.answer.setAccessibleName(translate("Care", "Answer"))
        self.add_row(translate("Care", "Answer"), self.answer)
        self.offer_delete(question)

    def deed(self) -> Deed:
        """Store the changed question."""
        old, asked = self.question, self.asked.on
        changed = replace(old, words=self.words.text(), answer=self.answer.words())

        def store(journal: "Journal") -> object:
            wanted = changed
            if asked and old.asked is None:
                wanted = replace(changed, asked=journal.moment(None))
            elif not asked:
                wanted = replace(changed, asked=None, visit_id=None)
            return journal.change_question(wanted, old)

        return store

    def unsaved_words(self) -> bool:
        """Question and answer."""
        return self.words.text().strip() != self.question.words or self.answer.touched()
