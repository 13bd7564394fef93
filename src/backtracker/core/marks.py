"""A mark: the day from which something was different, in a few words of the person's own.

The time of calm before it and from then on can be laid side by side. Nothing is marked by itself; the begin of
a course of care is offered. Standard library and the rest of ``core`` only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from backtracker.core import catalogue
from backtracker.core.care.courses import Course
from backtracker.core.model import EARLIEST_YEAR, Moment, check_text, one_line
from backtracker.core.words import translate
from backtracker.errors import UserError

LONGEST = 60
"""Characters: the words stand in a sentence above the chart."""
MOST_IDEAS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """From ``day`` on something was different: ``words`` say what. ``moment`` is when that was noted."""

    id: str
    moment: Moment
    day: date
    words: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", one_line(self.words))
        if not self.words:
            raise UserError(translate("marks", "Say in a few words what changed, such as: started physiotherapy."))
        if len(self.words) > LONGEST:
            raise UserError(translate("marks", "Say it in fewer words: {n} characters at most.", n=LONGEST))
        check_text(self.words)


@dataclass(frozen=True, slots=True)
class Idea:
    """What could be marked: the begin of a course of care."""

    day: date
    words: str


def check_day(day: date, today: date) -> date:
    """``day`` if something can have changed on it, else :class:`UserError`."""
    if day > today:
        raise UserError(translate("marks", "That day has not come yet. Mark a change once it is there."))
    if day.year < EARLIEST_YEAR:
        raise UserError(translate("marks", "That year is too long ago. Check the date."))
    return day


def ideas(courses: Iterable[Course], marks: Iterable[Mark], today: date) -> list[Idea]:
    """The begins of courses that are not marked yet, the latest first."""
    marked = {mark.day for mark in marks}
    begun = sorted(courses, key=lambda course: course.moment.at, reverse=True)
    fresh = [course for course in begun if course.moment.day not in marked and course.moment.day <= today]
    return [Idea(course.moment.day, _begin(course)) for course in fresh][:MOST_IDEAS]


def shown(marks: Sequence[Mark], first: date, last: date, wanted: str | None = None) -> Mark | None:
    """The mark with the id ``wanted``, or without one the latest between two days; an empty id is none."""
    if wanted is not None:
        return next((mark for mark in marks if mark.id == wanted), None)
    inside = [mark for mark in marks if first < mark.day <= last]
    return max(inside, key=lambda mark: mark.day, default=None)


def _begin(course: Course) -> str:
    name = catalogue.label("course", course.kind)
    what = name if course.kind.startswith(catalogue.OWN) else name.lower()
    return translate("marks", "Started {what}", what=what)[:LONGEST].strip()
