"""The sheet for a home exercise: what, how much, on which days, how often."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QWidget

from backtracker.core.care.exercises import (
    DAYS,
    LONGEST_HOLD,
    LONGEST_NAME,
    MOST_REPS,
    MOST_SETS,
    MOST_TIMES,
    Exercise,
)
from backtracker.core.model import Moment
from backtracker.core.words import translate, weekday_text
from backtracker.errors import UserError
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.fields import NoteField, at_its_width
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout, follow_width
from backtracker.ui.widgets.stepper import Stepper
from backtracker.ui.widgets.switch import Switch
from backtracker.ui.widgets.tick import Tick

_MONDAY = date(2024, 1, 1)
_REPS = (0, *range(1, 31), 35, 40, 45, 50, 60, 80, MOST_REPS // 2, MOST_REPS)
_HOLDS = (0, 3, 5, 8, *range(10, 65, 5), 75, 90, 120, 180, 240, 300, LONGEST_HOLD)


class ExerciseDialog(Sheet):
    """All numbers by plus and minus; only the name is typed."""

    def __init__(
        self, desk: Desk, *, exercise: Exercise | None = None, course_id: str | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title = translate("Care", "An exercise for home")
        if exercise is not None:
            title = translate("Care", "Change: {what}", what=exercise.name)
        super().__init__(desk, title, parent=parent)
        self.exercise, self._course_id = exercise, course_id
        there = exercise or Exercise("new", _anchor(desk), translate("Care", "Exercise"), 2, 10)
        self.name = QLineEdit(exercise.name if exercise else "")
        self.name.setPlaceholderText(translate("Care", "As your therapist calls it, such as Bridge"))
        self.name.setAccessibleName(translate("Care", "Name of the exercise"))
        self.name.setMaxLength(LONGEST_NAME)
        self.add_row(translate("Care", "Exercise"), self.name)
        self.sets: Stepper[int] = Stepper(
            translate("Care", "Sets"), range(1, MOST_SETS + 1), there.sets,
            lambda n: translate("Care", "{n} ×", n=n),
        )  # fmt: skip
        self.add_row(translate("Care", "Sets"), at_its_width(self.sets))
        self.reps: Stepper[int] = Stepper(
            translate("Care", "Repetitions"), _REPS, there.reps or 0,
            lambda n: str(n) if n else translate("Care", "none"),
        )  # fmt: skip
        self.add_row(translate("Care", "Repetitions"), at_its_width(self.reps))
        self.hold: Stepper[int] = Stepper(
            translate("Care", "Hold"), _HOLDS, there.hold or 0,
            lambda n: translate("Care", "{n} s", n=n) if n else translate("Care", "none"),
        )  # fmt: skip
        self.add_row(translate("Care", "Hold each for"), at_its_width(self.hold))
        self.days = DaysField(there.days)
        self.add_row(translate("Care", "On"), self.days)
        self.times: Stepper[int] = Stepper(
            translate("Care", "Times a day"), range(1, MOST_TIMES + 1), there.times,
            lambda n: translate("Care", "{n} a day", n=n),
        )  # fmt: skip
        self.add_row(translate("Care", "How often"), at_its_width(self.times))
        self.reminded = Switch(translate("Care", "Remind me of it"), there.reminded)
        self.add_row(translate("Care", "Remind me"), at_its_width(self.reminded))
        self.note = NoteField(exercise.note if exercise else "")
        self.note.setPlaceholderText(translate("Care", "How it is done, what to watch"))
        self.add_row(translate("Care", "How to"), self.note)
        self.over = Tick(translate("Care", "I no longer do it"), exercise is not None and exercise.ended is not None)
        if exercise is not None:
            self.add_row("", self.over)
            self.offer_delete(exercise)

    def deed(self) -> Deed:
        """Add the exercise, or store the changed one."""
        name, note = self.name.text().strip(), self.note.words()
        sets, times = self.sets.value, self.times.value
        reps, hold = self.reps.value or None, self.hold.value or None
        days, reminded, course_id = self.days.days(), self.reminded.isChecked(), self._course_id
        if not name:
            raise UserError(translate("care", "Give the exercise a name, such as Bridge."))
        old, over = self.exercise, self.over.on
        if old is None:
            return lambda journal: journal.add_exercise(
                name, sets=sets, reps=reps, hold=hold, days=days, times=times, reminded=reminded,
                course_id=course_id, note=note,
            )  # fmt: skip
        changed = replace(
            old, name=name, sets=sets, reps=reps, hold=hold, days=days, times=times, reminded=reminded, note=note
        )
        return lambda journal: journal.change_exercise(
            replace(changed, ended=(old.ended or journal.moment(None)) if over else None), old
        )

    def unsaved_words(self) -> bool:
        """Name and note."""
        return self.name.text().strip() != (self.exercise.name if self.exercise else "") or self.note.touched()


class DaysField(QWidget):
    """The days of the week, a chip each, and one for all."""

    def __init__(self, days: frozenset[str]) -> None:
        super().__init__()
        row = FlowLayout(self, gap=8)
        self.every = Chip(translate("Care", "Every day"), centred=True)
        self.every.clicked.connect(self._all)
        row.addWidget(self.every)
        self.chips: dict[str, Chip] = {}
        for number, key in enumerate(DAYS):
            day = _MONDAY + timedelta(days=number)
            chip = Chip(weekday_text(day, short=True), centred=True)
            chip.setAccessibleName(weekday_text(day))
            chip.setChecked(key in days)
            chip.clicked.connect(self._show)
            self.chips[key] = chip
            row.addWidget(chip)
        follow_width(self)
        self._show()

    def days(self) -> frozenset[str]:
        """The keys of the days that are chosen."""
        return frozenset(key for key, chip in self.chips.items() if chip.isChecked())

    def _all(self, _: bool = True) -> None:
        for chip in self.chips.values():
            chip.setChecked(True)
        self._show()

    def _show(self, _: bool = True) -> None:
        self.every.setChecked(len(self.days()) == len(DAYS))


def _anchor(desk: Desk) -> Moment:
    return Moment.of(desk.now(), desk.zone())
