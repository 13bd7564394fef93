"""Visits: the next appointment, those after it, and what came of the ones that were."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from backtracker import tokens
from backtracker.core import catalogue
from backtracker.core.care import visits
from backtracker.core.care.visits import Visit
from backtracker.core.words import capitalized, counted, translate
from backtracker.ui.pages.care_rows import CareRow, ListCard, change_button, main_card
from backtracker.ui.pages.care_section import CareSection
from backtracker.ui.widgets.buttons import Button, outlined, primary
from backtracker.ui.widgets.card import Card

if TYPE_CHECKING:
    from backtracker.journal import Journal, VisitsSeen

ASK_WITHIN = timedelta(days=14)
"""So long after an appointment the page asks what came of it."""


class VisitsSection(CareSection):
    """One question: the visits to come and those that were."""

    def question(self) -> "Callable[[Journal], Any]":
        """The visits."""
        return lambda journal: journal.visits_seen()

    def turns_at(self, seen: "VisitsSeen") -> datetime | None:
        """With the next appointment: then it is one that was."""
        return seen.to_come[0].moment.at if seen.to_come else None

    def build(self, seen: "VisitsSeen") -> Iterable[QWidget]:
        """The one that matters now on top, then lists."""
        fresh = [each for each in seen.past if self._unsaid(each)]
        if fresh:
            yield self._asking(fresh[0])
        elif seen.to_come:
            yield self._next(seen.to_come[0], seen.open_questions)
        else:
            yield self._none(bool(seen.past))
        if not seen.to_come and not seen.past:
            return
        later = seen.to_come if fresh else seen.to_come[1:]
        words = translate("Care", "Nothing else is arranged.") if seen.to_come else ""
        card = ListCard(translate("Care", "To come"), words, self._plan_button())
        self.add_rows(card, self._row, later)
        yield card
        past = [each for each in seen.past if each not in fresh[:1]]
        card = ListCard(translate("Care", "Visits so far"), "", self._add_button())
        self.add_rows(card, self._row, past)
        yield card

    # Cards -----------------------------------------------------------------------------------

    def _next(self, visit: Visit, open_questions: int) -> Card:
        waiting = counted(
            open_questions, translate("Care", "{n} question waits for it."),
            translate("Care", "{n} questions wait for it."),
        )  # fmt: skip
        lines = [capitalized(self._when(visit)), visit.note, waiting if open_questions else ""]
        questions = outlined(translate("Care", "Questions"), "help")
        questions.clicked.connect(partial(self.section_requested.emit, "questions"))
        return main_card(
            catalogue.entry("who", visit.who).icon,
            "accent",
            translate("Care", "Next: {what}", what=visits.visit_name(visit)),
            lines,
            [questions, self._change_button(visit)] if open_questions else [self._change_button(visit)],
        )

    def _asking(self, visit: Visit) -> Card:
        said = primary(translate("Care", "Note what was said"), "pencil", tokens.CONTROL)
        said.clicked.connect(partial(self.change, visit))
        return main_card(
            catalogue.entry("who", visit.who).icon,
            "accent",
            translate("Care", "How did it go? {what}", what=visits.visit_name(visit)),
            [capitalized(self._when(visit)), translate("Care", "A diagnosis, examinations, what to do next.")],
            [said],
        )

    def _none(self, any_past: bool) -> Card:
        if any_past:
            title = translate("Care", "No appointment at present")
            why = translate("Care", "An appointment is remembered the evening before and an hour before it.")
        else:
            title = translate("Care", "No visit is kept yet")
            why = translate(
                "Care", "Keep appointments here, and what a doctor or therapist said: diagnosis, examinations, results."
            )
        buttons = [self._plan_button(first=True)] + ([] if any_past else [self._add_button()])
        return main_card("calendar", "accent", title, [why], buttons)

    def _row(self, visit: Visit) -> CareRow:
        entry = catalogue.entry("who", visit.who)
        ahead = visit.lies_ahead(self.desk.now())
        lines = [capitalized(self._when(visit)), visits.visit_detail(visit)]
        buttons = [self._change_button(visit)]
        if visit.awaited and not ahead:
            result = outlined(translate("Care", "Add result"), "plus")
            result.setAccessibleName(translate("Care", "Add result: {what}", what=visits.visit_name(visit)))
            result.clicked.connect(partial(self.change, visit))
            buttons.insert(0, result)
        return CareRow(entry.icon, entry.tone, visits.visit_name(visit), lines, buttons)

    # Buttons ---------------------------------------------------------------------------------

    def _change_button(self, visit: Visit) -> Button:
        return change_button(f"{visits.visit_name(visit)}, {self._when(visit)}", partial(self.change, visit))

    def _plan_button(self, *, first: bool = False) -> Button:
        words = translate("Care", "Appointment")
        button = primary(words, "plus", tokens.CONTROL) if first else outlined(words, "plus")
        button.clicked.connect(self.plan)
        return button

    def _add_button(self) -> Button:
        button = outlined(translate("Care", "A visit that was"), "plus")
        button.clicked.connect(self.add)
        return button

    # Sheets ----------------------------------------------------------------------------------

    def plan(self) -> None:
        """Ask for a new appointment."""
        self._open(planned=True)

    def add(self) -> None:
        """Ask for a visit that was."""
        self._open()

    def change(self, visit: Visit, _: bool = False) -> None:
        """Open the sheet of ``visit``."""
        self._open(visit=visit)

    def _open(self, *, visit: Visit | None = None, planned: bool = False) -> None:
        from backtracker.ui.dialogs.visit import VisitDialog

        VisitDialog(self.desk, visit=visit, planned=planned, parent=self).open()

    def _when(self, visit: Visit) -> str:
        return visits.time_text(visit.moment, self.desk.now(), self.desk.zone())

    def _unsaid(self, visit: Visit) -> bool:
        """Whether it was lately and nothing is kept of it."""
        return not visit.said and self.desk.now() - visit.moment.at < ASK_WITHIN
