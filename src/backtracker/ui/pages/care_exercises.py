"""Home exercises: what is on today's plan, answered by one press, and how the last weeks went."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from backtracker import tokens
from backtracker.core.care import exercises
from backtracker.core.care.exercises import Exercise
from backtracker.core.words import capitalized, counted, translate
from backtracker.ui.pages.care_rows import CareRow, ListCard, main_card
from backtracker.ui.pages.care_section import CareSection
from backtracker.ui.widgets.buttons import Button, outlined, primary, quiet, sign_button
from backtracker.ui.widgets.card import Card

if TYPE_CHECKING:
    from backtracker.journal import ExerciseSeen, Journal

WEEK = timedelta(days=7)


class ExercisesSection(CareSection):
    """One question: the exercises, and how each went lately."""

    def question(self) -> "Callable[[Journal], Any]":
        """The exercises, and whether an episode runs."""
        return lambda journal: (journal.exercises_seen(), journal.store.running_episode() is not None)

    def build(self, answer: "tuple[list[ExerciseSeen], bool]") -> Iterable[QWidget]:
        """Those for today, those for other days, those that are done no more."""
        seen, held = answer
        today = self.today()
        running = [each for each in seen if each.exercise.ended is None]
        due = [each for each in running if each.exercise.falls_on(today)]
        others = [each for each in running if not each.exercise.falls_on(today)]
        over = [each for each in seen if each.exercise.ended is not None]
        if not running:
            yield self._none()
        if due:
            hint = translate("Care", "Stop when it hurts.")
            if held:
                hint = translate("Care", "While an episode runs no exercise comes up by itself. Stop when it hurts.")
            card = ListCard(translate("Care", "Today"), "", self._new_button(), hint=hint)
            self.add_rows(card, self._today_row, due)
            yield card
        if others:
            button = None if due else self._new_button()
            card = ListCard(translate("Care", "On other days"), "", button)
            self.add_rows(card, self._row, others)
            yield card
        if over:
            card = ListCard(translate("Care", "Done no more"))
            self.add_rows(card, self._row, over)
            yield card

    def _none(self) -> Card:
        why = translate("Care", "What your therapist showed you comes up on its days, and one press keeps how it went.")
        title = translate("Care", "No exercise is kept yet")
        return main_card("exercise", "walk", title, [why], [self._new_button(first=True)])

    def _today_row(self, seen: "ExerciseSeen") -> CareRow:
        exercise, today, zone = seen.exercise, self.today(), self.desk.zone()
        here = seen.on(today)
        waiting = exercises.open_turns(exercise, today, zone, here)
        status = capitalized(exercises.today_text(exercise, today, zone, here, self.desk.now()))
        lines = [self._amount(exercise), status, self._weeks(seen), exercise.note]
        buttons: list[Button] = []
        if waiting:
            for words, answer, button in (
                (translate("Care", "Done"), "done", outlined(translate("Care", "Done"), "check")),
                (translate("Care", "Stopped: pain"), "stopped", outlined(translate("Care", "Stopped: pain"), "stop")),
                (translate("Care", "Skip"), "skipped", quiet(translate("Care", "Skip"))),
            ):
                button.setAccessibleName(f"{words}: {exercise.name}")
                button.clicked.connect(partial(self.answer, exercise, answer, waiting[0].key))
                buttons.append(button)
        buttons.append(self._change_sign(exercise))
        return CareRow("exercise", "walk", exercise.name, lines, buttons)

    def _row(self, seen: "ExerciseSeen") -> CareRow:
        exercise = seen.exercise
        lines = [self._amount(exercise), self._weeks(seen)]
        return CareRow("exercise", "walk", exercise.name, lines, [self._change_sign(exercise)])

    def _amount(self, exercise: Exercise) -> str:
        words = f"{capitalized(exercises.amount_text(exercise))}; {exercises.rhythm_text(exercise)}"
        return words if exercise.reminded else translate("Care", "{words}; no reminder", words=words)

    def _weeks(self, seen: "ExerciseSeen") -> str:
        """How the last seven days went; nothing where nothing was answered."""
        since: date = self.today() - WEEK
        lately = [each for each in seen.practices if each.moment.day > since]
        stopped, skipped = translate("Care", "{n} stopped because of pain"), translate("Care", "{n} skipped")
        parts = []
        for answer, one, many in (
            ("done", translate("Care", "{n} time done"), translate("Care", "{n} times done")),
            ("stopped", stopped, stopped),
            ("skipped", skipped, skipped),
        ):
            number = sum(each.answer == answer for each in lately)
            if number:
                parts.append(counted(number, one, many))
        return translate("Care", "Last 7 days: {what}", what=", ".join(parts)) if parts else ""

    def answer(self, exercise: Exercise, answer: str, slot: str, _: bool = False) -> None:
        """Keep how one time of it went."""
        self.do(lambda journal: journal.practise(exercise.id, answer, slot=slot))

    def _new_button(self, *, first: bool = False) -> Button:
        words = translate("Care", "Exercise")
        button = primary(words, "plus", tokens.CONTROL) if first else outlined(words, "plus")
        button.setAccessibleName(translate("Care", "New exercise"))
        button.clicked.connect(lambda: self.open_sheet(None))
        return button

    def _change_sign(self, exercise: Exercise) -> Button:
        button = sign_button("pencil", translate("Care", "Change: {what}", what=exercise.name))
        button.clicked.connect(partial(self.open_sheet, exercise))
        return button

    def open_sheet(self, exercise: Exercise | None, _: bool = False) -> None:
        """Ask for a new exercise, or change one."""
        from backtracker.ui.dialogs.exercise import ExerciseDialog

        ExerciseDialog(self.desk, exercise=exercise, parent=self).open()
