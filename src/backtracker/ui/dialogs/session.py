"""The sheet for one session of a course: the pain before and after it, and when the next one is."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from backtracker.core.care.courses import Course, course_name
from backtracker.core.model import Moment
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.ahead import NextField
from backtracker.ui.dialogs.fields import LengthField, MomentField, NoteField, PainField
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.when import WhenChips

if TYPE_CHECKING:
    from backtracker.journal import Journal


class SessionDialog(Sheet):
    """A session that was. One that was arranged and has come proposes its time."""

    def __init__(self, desk: Desk, *, course: Course, parent: QWidget | None = None) -> None:
        super().__init__(desk, translate("Care", "A session: {what}", what=course_name(course)), parent=parent)
        self.course = course
        here, today = desk.zone(), desk.local_now()
        self.arranged = course.next if course.next is not None and course.next.at <= desk.now() else None
        self.when: WhenChips | None = None
        self.moment_field: MomentField | None = None
        words = translate("Care", "When")
        if self.arranged is None:
            self.when = WhenChips(desk.local_now)
            self.add_row(words, self.when)
        else:
            self.moment_field = MomentField(words, self.arranged, here, today)
            self.add_row(words, self.moment_field)
        self.before = PainField(translate("Care", "Pain before"))
        self.add_row(translate("Care", "Pain before"), self.before, control_height=48)
        self.after = PainField(translate("Care", "Pain after"))
        self.add_row(translate("Care", "Pain after"), self.after, control_height=48)
        self.length = LengthField()
        self.add_row(translate("Care", "How long"), self.length)
        self.note = NoteField()
        self.add_row(translate("Care", "Note"), self.note)
        self.next = NextField(translate("Care", "Next session"), here, today, self._next_there())
        self.next.grown.connect(self.fit)
        self.add_row(translate("Care", "Next session"), self.next)

    def deed(self) -> Deed:
        """Record the session, and the next one."""
        at, seconds, note = self._started(), self.length.seconds(), self.note.words()
        before, after, following = self.before.chosen_level(), self.after.chosen_level(), self.next.moment()
        id = self.course.id

        def record(journal: "Journal") -> object:
            return journal.log_session(
                id, at, seconds=seconds, before=before, after=after, note=note,
                following=following.at if following else None,
            )  # fmt: skip

        return record

    def unsaved_words(self) -> bool:
        """The note."""
        return self.note.touched()

    def _started(self) -> datetime | None:
        """When it began; None for one that ended just now."""
        if self.moment_field is not None:
            return self.moment_field.moment().at
        return self.when.earlier() if self.when else None

    def _next_there(self) -> Moment | None:
        return self.course.next if self.arranged is None else None
