"""A course: sessions of one kind over weeks or months, with a plan of how often and until when.

A session is not a record of its own: it is the treatment that it is, with the pain before and
after it, and its ``slot`` says to which course it belongs. So it lies in the episode it falls
into, and whatever looks at treatments sees it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backtracker.core import catalogue
from backtracker.core.model import Moment, Treatment, check_text, one_line
from backtracker.core.words import counted, day_text, translate
from backtracker.errors import UserError

WEEKS_OF_PLAN = 4
MOST_TIMES = 28
"""Sessions in four weeks at most: one a day."""
SLOT = "course:"
KINDS = {"massage": "massage", "physio": "manual", "chiropractic": "manual"}
"""What a session of each kind of course is among the treatments."""
_PLANS = {
    4: "once a week",
    2: "every two weeks",
    1: "every four weeks",
    28: "every day",
}


@dataclass(frozen=True, slots=True)
class Course:
    """``moment`` is when it was begun. ``times`` sessions in four weeks are planned (0: no plan), up to ``until``.

    ``next`` is the appointment of the next session. ``ended`` is there once it is over. ``kind`` is a key of
    the catalogue's courses or ``own:`` and the person's own words; ``name`` is who does it.
    """

    id: str
    moment: Moment
    kind: str
    name: str = ""
    times: int = 4
    until: date | None = None
    next: Moment | None = None
    ended: Moment | None = None
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", one_line(self.kind))
        object.__setattr__(self, "name", one_line(self.name))
        if not self.kind.removeprefix(catalogue.OWN).strip():
            raise UserError(translate("care", "Say what it is a course of: pick one, or type a name for it."))
        if not 0 <= self.times <= MOST_TIMES:
            raise UserError(translate("care", "A course has at most one session a day."))
        if self.until is not None and self.until < self.moment.day:
            raise UserError(translate("care", "The plan would end before the course began. Check the two dates."))
        if self.ended is not None and self.ended.at < self.moment.at:
            raise UserError(translate("care", "A course cannot end before it began. Check the two dates."))
        for text in (self.kind, self.name, self.note):
            check_text(text)

    @property
    def slot(self) -> str:
        """What the treatments that are sessions of it carry."""
        return SLOT + self.id

    @property
    def treatment(self) -> str:
        """The kind of treatment that a session of it is."""
        return KINDS.get(self.kind, self.kind if self.kind.startswith(catalogue.OWN) else "manual")

    @property
    def running(self) -> bool:
        """Whether it is not over."""
        return self.ended is None


@dataclass(frozen=True, slots=True)
class Session:
    """One session: the treatment, and the pain that was asked for it."""

    treatment: Treatment
    before: int | None = None
    after: int | None = None

    @property
    def moment(self) -> Moment:
        """When it began."""
        return self.treatment.moment

    @property
    def change(self) -> int | None:
        """By how much pain rose (or, below 0, fell) in it, where both levels are known."""
        return None if self.before is None or self.after is None else self.after - self.before


def course_name(course: Course) -> str:
    """``Massage``, or ``Massage, Anna Lind``."""
    kind = catalogue.label("course", course.kind)
    return f"{kind}, {course.name}" if course.name else kind


def plan_text(course: Course, today: date) -> str:
    """``once a week until 20 January``; nothing where nothing is planned."""
    parts = [times_text(course.times)] if course.times else []
    if course.until is not None:
        parts.append(translate("care", "until {day}", day=day_text(course.until, today=today)))
    return " ".join(parts)


def times_text(times: int) -> str:
    """How often ``times`` sessions in four weeks are, in words."""
    if times in _PLANS:
        return translate("care", _PLANS[times])
    if times == 2 * WEEKS_OF_PLAN:
        return translate("care", "twice a week")
    if times % WEEKS_OF_PLAN == 0:
        return translate("care", "{n} times a week", n=times // WEEKS_OF_PLAN)
    return translate("care", "{n} times in four weeks", n=times)


def sessions_text(number: int) -> str:
    """``9 sessions``."""
    if not number:
        return translate("care", "no session yet")
    return counted(number, translate("care", "{n} session"), translate("care", "{n} sessions"))


def wanted_by(course: Course, sessions: Sequence[Session]) -> date | None:
    """The day by which the plan wants the next session; None without a plan, or when the course is over.

    It is counted from the last session, or from the beginning where there is none yet. ``sessions`` stand in the
    order of their time.
    """
    if not course.times or not course.running:
        return None
    last = sessions[-1].moment.day if sessions else course.moment.day
    wanted = last + timedelta(days=round(7 * WEEKS_OF_PLAN / course.times)) if sessions else last
    return None if course.until is not None and wanted > course.until else wanted


def reminder_text(course: Course, sessions: Sequence[Session], now: datetime, today: date) -> str:
    """What is to be done about the next session, in a sentence; nothing while one is arranged or none is wanted."""
    if course.next is not None and course.next.at > now:
        return ""
    if course.next is not None:
        return translate("care", "Did the session take place? Note it, and when the next one is.")
    wanted = wanted_by(course, sessions)
    if wanted is None or wanted > today + timedelta(days=2):
        over = course.running and course.until is not None and course.until < today
        return translate("care", "The plan has run out. Go on with it, or say that the course is over.") if over else ""
    if not sessions:
        return translate("care", "When is the first session?")
    return translate("care", "By the plan the next session is about due. When is it?")
