"""What the window and the command line ask about care: bounded answers, each for one section."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from backtracker.core.care import relief, reminders
from backtracker.core.care.courses import Course, Session
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.care.relief import Relief
from backtracker.core.care.visits import Question, Suggestion, Visit, suggested
from backtracker.core.errand import Errand
from backtracker.core.model import Episode, Treatment
from backtracker.journal.care import Care

KEPT_DAYS = 28
"""So many days of exercises are looked at, today included."""
PAST_VISITS, ASKED_QUESTIONS, MOST_SESSIONS = 24, 24, 200


@dataclass(frozen=True, slots=True)
class VisitsSeen:
    """Appointments, past visits newest first, and how many questions wait for the next one."""

    to_come: tuple[Visit, ...] = ()
    past: tuple[Visit, ...] = ()
    open_questions: int = 0


@dataclass(frozen=True, slots=True)
class QuestionsSeen:
    """Questions still to ask, those that were asked, the visits they were asked at, and suggestions."""

    open: tuple[Question, ...] = ()
    asked: tuple[Question, ...] = ()
    visits: tuple[Visit, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    next_visit: Visit | None = None


@dataclass(frozen=True, slots=True)
class CourseSeen:
    """A course with its sessions in the order of their time, and the exercises that came with it."""

    course: Course
    sessions: tuple[Session, ...] = ()
    exercises: tuple[Exercise, ...] = ()


@dataclass(frozen=True, slots=True)
class ExerciseSeen:
    """An exercise, and how it went in the last :data:`KEPT_DAYS` days, oldest first."""

    exercise: Exercise
    practices: tuple[Practice, ...] = ()

    def on(self, day: date) -> list[Practice]:
        """How it went on the local ``day``."""
        return [each for each in self.practices if each.moment.day == day]


@dataclass(frozen=True, slots=True)
class InjectionSeen:
    """An injection, and how long it helped."""

    treatment: Treatment
    relief: Relief


class CareSeen(Care):
    """The part of the journal that answers about care."""

    def visits_seen(self, limit: int = PAST_VISITS) -> VisitsSeen:
        """The visits, and what waits for the next one."""
        now = self.now()
        return VisitsSeen(
            tuple(self.store.visits_to_come(now)),
            tuple(self.store.visits_past(now, limit)),
            len(self.store.open_questions()),
        )

    def care_errands(self, now: datetime) -> list[Errand]:
        """What of care comes up by itself: appointments, arranged sessions, and exercises while no episode runs."""
        zone, soon = self.zone(), now + reminders.AHEAD
        to_come = [each for each in self.store.visits_to_come(now, limit=10) if each.moment.at < soon]
        waiting = len(self.store.open_questions()) if to_come else 0
        running = [] if self.store.running_episode() is not None else self.store.running_exercises()
        courses = self.store.running_courses()
        arranged = [each for each in courses if each.next is not None and now < each.next.at < soon]
        ids = [*(each.id for each in to_come), *(each.id for each in arranged)]
        written = self.store.written(ids) if ids else {}
        since = datetime.combine(now.astimezone(zone).date(), time(), tzinfo=zone)
        went = self.store.practices_since(since) if running else []
        return [
            *reminders.visit_errands(to_come, waiting, now, zone, written),
            *reminders.session_errands(arranged, now, zone, written),
            *reminders.exercise_errands(running, went, now, zone),
        ]

    def visit_days(self, many: int = 2) -> list[date]:
        """The local days of the latest visits so far, the last first; days with several count once."""
        days = [each.moment.day for each in self.store.visits_past(self.now(), limit=5 * many)]
        return list(dict.fromkeys(days))[:many]

    def visits_in(self, episode: Episode) -> list[Visit]:
        """The visits while ``episode`` ran; an appointment still to come is none."""
        end = episode.ended.at if episode.ended else self.now()
        return self.store.visits_between(episode.began.at, end)

    def people(self, limit: int = 4) -> list[tuple[str, str]]:
        """Who was seen lately, as (who, name), the latest first, each once."""
        seen = [(each.who, each.name) for each in self.store.visits_past(self.now(), limit=40)]
        return list(dict.fromkeys(seen))[:limit]

    def questions_seen(self, limit: int = ASKED_QUESTIONS) -> QuestionsSeen:
        """The questions, open and asked."""
        waiting, asked = self.store.open_questions(), self.store.asked_questions(limit)
        there = {each.visit_id for each in asked if each.visit_id}
        found = [visit for id in sorted(there) if (visit := self.store.get(Visit, id)) is not None]
        ahead = self.store.visits_to_come(self.now(), limit=1)
        ideas = suggested([*waiting, *asked], had_injection=bool(self.store.injections(limit=1)))
        return QuestionsSeen(
            tuple(waiting), tuple(asked), tuple(found), tuple(ideas), ahead[0] if ahead else None
        )  # fmt: skip

    def courses_seen(self) -> list[CourseSeen]:
        """Courses with their sessions: those that run first, then those that ended, newest first."""
        return [self.course_seen(each) for each in (*self.store.running_courses(), *self.store.ended_courses())]

    def course_seen(self, course: Course) -> CourseSeen:
        """One course with its newest sessions."""
        return CourseSeen(course, tuple(self.sessions(course)), tuple(self.store.exercises_of(course.id)))

    def sessions(self, course: Course, limit: int = MOST_SESSIONS) -> list[Session]:
        """The newest sessions of a course, in the order of their time."""
        done = self.store.sessions(course.slot, limit)
        pains = {
            (each.treatment_id, each.role): each.level for each in self.store.readings_of([each.id for each in done])
        }
        return [Session(each, pains.get((each.id, "before")), pains.get((each.id, "after"))) for each in done]

    def exercises_seen(self) -> list[ExerciseSeen]:
        """Exercises and how they went lately: those done at present first."""
        since = self._days_ago(KEPT_DAYS - 1)
        went: dict[str, list[Practice]] = {}
        for practice in self.store.practices_since(since):
            went.setdefault(practice.exercise_id, []).append(practice)
        there: Sequence[Exercise] = (*self.store.running_exercises(), *self.store.ended_exercises())
        return [ExerciseSeen(each, tuple(went.get(each.id, ()))) for each in there]

    def injections_seen(self) -> list[InjectionSeen]:
        """Injections, newest first, each with how long it helped."""
        found: list[InjectionSeen] = []
        today, following = self.today(), None
        for given in self.store.injections():
            day = given.moment.day
            days = self.store.day_pains(*relief.window(day))
            found.append(InjectionSeen(given, relief.relief(day, days, today, following)))
            following = day
        return found

    def _days_ago(self, days: int) -> datetime:
        return datetime.combine(self.today() - timedelta(days=days), time(), tzinfo=self.zone())
