"""Changes that the person marks: a day and a few words, to lay the calm before and after side by side."""

from datetime import date

from backtracker.core import marks
from backtracker.core.marks import Idea, Mark
from backtracker.core.model import new_id
from backtracker.core.words import translate
from backtracker.journal.base import Change, Logged, use_case
from backtracker.journal.entries import Entries


class Marks(Entries):
    """The part of the journal that keeps marks."""

    @use_case
    def mark(self, words: str, day: date | None = None) -> Logged[Mark]:
        """From ``day`` (default: today) on something was different."""
        moment = self.moment(None)
        mark = Mark(new_id(), moment, marks.check_day(day or moment.day, moment.day), words)
        return Logged(self.save(translate("journal", "Marked: {what}", what=self.name(mark)), [mark]), mark)

    @use_case
    def change_mark(self, mark: Mark, was: Mark | None = None) -> Change:
        """Store a changed ``mark``: its day, or its words."""
        mark = self.lay_over(was, mark)
        marks.check_day(mark.day, self.today())
        return self.save(translate("journal", "Changed: {what}", what=self.name(mark)), [mark])

    def mark_ideas(self) -> list[Idea]:
        """Begins of courses that could be marked."""
        courses = [*self.store.running_courses(limit=20), *self.store.ended_courses()]
        return marks.ideas(courses, self.store.marks(), self.today())
