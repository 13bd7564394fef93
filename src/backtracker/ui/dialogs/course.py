"""The sheet for a course of sessions: a new one, or one that is there."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from backtracker.core import catalogue
from backtracker.core.care.courses import Course, course_name, times_text
from backtracker.core.care.visits import LONGEST_NAME
from backtracker.core.model import Moment
from backtracker.core.words import capitalized, translate
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.ahead import NextField, UntilField
from backtracker.ui.dialogs.fields import Choice, MomentField, NoteField
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout, follow_width
from backtracker.ui.widgets.tick import Tick

if TYPE_CHECKING:
    from backtracker.journal import Journal

_TIMES = (8, 4, 2, 1, 0)


class CourseDialog(Sheet):
    """What it is a course of, with whom, how often, until when, and the next session."""

    def __init__(self, desk: Desk, *, course: Course | None = None, parent: QWidget | None = None) -> None:
        title = translate("Care", "A course of sessions")
        if course is not None:
            title = translate("Care", "Change: {what}", what=course_name(course))
        super().__init__(desk, title, parent=parent)
        self.course = course
        here, today = desk.zone(), desk.local_now()
        self.kind = Choice("course", catalogue.COURSES, [course.kind] if course else (), single=True)
        self.kind.grown.connect(self.fit)
        self.add_row(translate("Care", "What"), self.kind)
        self.name = QLineEdit(course.name if course else "")
        self.name.setPlaceholderText(translate("Care", "Who does it, if you like"))
        self.name.setAccessibleName(translate("Care", "Name of who does it"))
        self.name.setMaxLength(LONGEST_NAME)
        self.add_row(translate("Care", "With"), self.name)
        self.times = TimesField(course.times if course else 4)
        self.add_row(translate("Care", "How often"), self.times)
        self.until = UntilField(here, today, course.until if course else None)
        self.until.grown.connect(self.fit)
        self.add_row(translate("Care", "Until"), self.until)
        began = translate("Care", "Began")
        self.began = MomentField(began, course.moment if course else Moment.of(today, here), here, today)
        self.add_row(began, self.began)
        self.next = NextField(translate("Care", "Next session"), here, today, course.next if course else None)
        self.next.grown.connect(self.fit)
        self.add_row(translate("Care", "Next session"), self.next)
        self.note = NoteField(course.note if course else "")
        self.add_row(translate("Care", "Note"), self.note)
        self.over = Tick(translate("Care", "The course is over"), course is not None and not course.running)
        if course is not None:
            self.add_row("", self.over)
            self.offer_delete(course)

    def deed(self) -> Deed:
        """Begin the course, or store the changed one."""
        kind = next(iter(self.kind.keys()), "")
        name, note, times = self.name.text().strip(), self.note.words(), self.times.times()
        began, until, following = self.began.moment(), self.until.day(), self.next.moment()
        old, over = self.course, self.over.on
        if old is None:
            return lambda journal: journal.begin_course(
                kind, name=name, times=times, until=until, begun=began.at,
                first=following.at if following else None, note=note,
            )  # fmt: skip
        changed = replace(
            old, moment=began, kind=kind or old.kind, name=name, times=times, until=until, next=following, note=note
        )

        def store(journal: "Journal") -> object:
            if over and changed.ended is None:
                return journal.change_course(replace(changed, ended=journal.moment(None), next=None), old)
            return journal.change_course(changed if over else replace(changed, ended=None), old)

        return store

    def unsaved_words(self) -> bool:
        """Name and note."""
        there = self.course.name if self.course else ""
        return self.name.text().strip() != there or self.note.touched() or self.kind.touched()


class TimesField(QWidget):
    """How often, by one press."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.chips: dict[int, Chip] = {}
        row = FlowLayout(self, gap=8)
        for each in sorted({*_TIMES, times}, reverse=True):
            words = capitalized(times_text(each)) if each else translate("Care", "No plan")
            chip = Chip(words, centred=True)
            chip.setChecked(each == times)
            chip.clicked.connect(partial(self._press, each))
            self.chips[each] = chip
            row.addWidget(chip)
        follow_width(self)

    def times(self) -> int:
        """Sessions in four weeks; 0 for no plan."""
        return next(each for each, chip in self.chips.items() if chip.isChecked())

    def _press(self, times: int, _: bool = True) -> None:
        for each, chip in self.chips.items():
            chip.setChecked(each == times)
