"""Injections: when each was given, and how long it helped; never scheduled."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from backtracker import tokens
from backtracker.core.care import relief
from backtracker.core.care.visits import SUGGESTIONS
from backtracker.core.model import Treatment
from backtracker.core.words import day_text, translate
from backtracker.ui.pages.care_rows import CareRow, ListCard, change_button, main_card
from backtracker.ui.pages.care_section import CareSection
from backtracker.ui.widgets.buttons import Button, outlined, primary
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.text import Paragraph

if TYPE_CHECKING:
    from backtracker.journal import InjectionSeen, Journal, QuestionsSeen


class InjectionsSection(CareSection):
    """One question: the injections, and whether the question about one was kept already."""

    def question(self) -> "Callable[[Journal], Any]":
        """The injections and the questions."""
        return lambda journal: (journal.injections_seen(), journal.questions_seen())

    def build(self, seen: "tuple[list[InjectionSeen], QuestionsSeen]") -> Iterable[QWidget]:
        """Those that were given, or the question to ask."""
        given, questions = seen
        if given:
            there = ListCard(translate("Care", "Injections"), "", self._new_button())
            for each in given:
                there.add(self._row(each))
            yield there
            rule = Card()
            rule.add_section(top=12, bottom=14).addWidget(Paragraph(relief.rule_text(), tokens.SMALL, "quiet"))
            yield rule
            return
        offered = any(each.key == "cortisone" for each in questions.suggestions)
        buttons = [self._ask_button()] if offered else []
        why = translate(
            "Care",
            "A cortisone injection is for your doctor to weigh; here it is only noted, and your pain readings show how "
            "long it helped.",
        )
        waiting = "" if offered else translate("Care", "The question for your doctor is among your questions.")
        title = translate("Care", "No injection is kept")
        yield main_card("injection", "medicine", title, [why, waiting], [*buttons, self._new_button()])

    def _row(self, seen: "InjectionSeen") -> CareRow:
        given = seen.treatment
        name = given.product or translate("Care", "Injection")
        day = day_text(given.moment.day, today=self.today())
        change = change_button(f"{name}, {day}", partial(self.change, given))
        return CareRow(
            "injection", "medicine", f"{name}, {day}", [relief.relief_text(seen.relief), given.note], [change]
        )

    def _ask_button(self) -> Button:
        asked = next(each for each in SUGGESTIONS if each.key == "cortisone")
        words = translate("care", asked.words)
        button = primary(translate("Care", "Ask your doctor"), "help", tokens.CONTROL)
        button.setAccessibleDescription(words)
        button.setToolTip(words)
        button.clicked.connect(lambda: self.do(lambda journal: journal.ask(words)))
        return button

    def _new_button(self) -> Button:
        button = outlined(translate("Care", "Note one"), "plus")
        button.setAccessibleName(translate("Care", "Note an injection that was given"))
        button.clicked.connect(self.add)
        return button

    def add(self) -> None:
        """Ask for an injection that was given."""
        from backtracker.ui.dialogs.injection import InjectionDialog

        InjectionDialog(self.desk, parent=self).open()

    def change(self, given: Treatment, _: bool = False) -> None:
        """Open the sheet of an injection, with the pain that was asked for it."""
        self.desk.ask(lambda journal: journal.store.treatment_readings(given.id), partial(self._open, given), self)

    def _open(self, given: Treatment, readings: list[Any]) -> None:
        from backtracker.ui.dialogs.treatment import TreatmentDialog

        asked = {each.role: each.level for each in readings}
        TreatmentDialog(
            self.desk, treatment=given, before=asked.get("before"), after=asked.get("after"), parent=self
        ).open()
