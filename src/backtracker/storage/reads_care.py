"""What is asked about care: visits, questions, courses with their sessions, exercises, injections.

Every answer is bounded and goes through an index. Imports ``core``, ``reads``, ``schema``, ``search``
and ``shapes``.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, literal_column, select, text, union_all

from backtracker.core.care.courses import SLOT, Course
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.care.visits import Question, Visit
from backtracker.core.model import Reading, Treatment
from backtracker.storage.reads import Reads
from backtracker.storage.schema import (
    EPOCH,
    MILLISECOND,
    courses,
    exercises,
    practices,
    questions,
    readings,
    treatments,
    visits,
)
from backtracker.storage.search import visits_with
from backtracker.storage.shapes import COURSES, EXERCISES, PRACTICES, QUESTIONS, READINGS, TREATMENTS, VISITS

_ROWID: ColumnElement[int] = literal_column("rowid")
_IDS = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
_LATEST_FIRST = (visits.c.at.desc(), _ROWID.desc())

_VISITS_TO_COME = VISITS.live.where(visits.c.at > bindparam("now")).order_by(visits.c.at, _ROWID)
_VISITS_PAST = VISITS.live.where(visits.c.at <= bindparam("now")).order_by(*_LATEST_FIRST)
_VISITS_BETWEEN = (
    VISITS.live.where(visits.c.at >= bindparam("since"), visits.c.at < bindparam("until"))
    .order_by(visits.c.at, _ROWID)
)  # fmt: skip
_FIRST_VISIT = VISITS.live.order_by(visits.c.at, _ROWID).limit(1)
_QUESTIONS_OPEN = QUESTIONS.live.where(questions.c.asked.is_(None)).order_by(questions.c.at, _ROWID)
_QUESTIONS_ASKED = QUESTIONS.live.where(questions.c.asked.is_not(None)).order_by(questions.c.asked.desc())
_QUESTIONS_OF = QUESTIONS.live.where(questions.c.visit_id == bindparam("id")).order_by(questions.c.at, _ROWID)
_COURSES_RUNNING = COURSES.live.where(courses.c.ended.is_(None)).order_by(courses.c.at.desc(), _ROWID.desc())
_COURSES_ENDED = COURSES.live.where(courses.c.ended.is_not(None)).order_by(courses.c.ended.desc())
_SESSIONS = TREATMENTS.live.where(
    text(f"substr(slot, 1, {len(SLOT)}) = '{SLOT}'"), treatments.c.slot == bindparam("slot")
)
_READINGS_OF_SESSIONS = READINGS.live.where(
    and_(
        readings.c.treatment_id.is_not(None),
        readings.c.treatment_id.in_(_IDS),
    )
)
_EXERCISES_RUNNING = EXERCISES.live.where(exercises.c.ended.is_(None)).order_by(exercises.c.at, _ROWID)
_EXERCISES_ENDED = EXERCISES.live.where(exercises.c.ended.is_not(None)).order_by(exercises.c.ended.desc())
_EXERCISES_OF = EXERCISES.live.where(exercises.c.course_id == bindparam("id")).order_by(exercises.c.at, _ROWID)
_PRACTICES_SINCE = (
    PRACTICES.live.where(practices.c.at >= bindparam("since")).order_by(practices.c.at.desc(), _ROWID.desc())
)  # fmt: skip
_PRACTICES_OF = (
    PRACTICES.live.where(practices.c.exercise_id == bindparam("id")).order_by(practices.c.at.desc(), _ROWID.desc())
)  # fmt: skip
_PRACTICES_AS = PRACTICES.live.where(practices.c.treatment_id == bindparam("id"))
_WRITTEN = union_all(
    select(visits.c.id, visits.c.edited).where(visits.c.id.in_(_IDS)),
    select(courses.c.id, courses.c.edited).where(courses.c.id.in_(_IDS)),
)
_INJECTIONS = TREATMENTS.live.where(text("kind = 'injection'")).order_by(treatments.c.at.desc(), _ROWID.desc())


class CareReads(Reads):
    """Questions about care. ``limit`` bounds each answer; the newest are the ones that are given."""

    def visits_to_come(self, now: datetime, limit: int = 50) -> list[Visit]:
        """Appointments after ``now``, the next one first."""
        return self._all(VISITS, _VISITS_TO_COME.limit(limit), now=now)

    def visits_past(self, now: datetime, limit: int = 50) -> list[Visit]:
        """Visits up to ``now``, newest first."""
        return self._all(VISITS, _VISITS_PAST.limit(limit), now=now)

    def visits_between(self, since: datetime, until: datetime) -> list[Visit]:
        """Visits from ``since`` to before ``until``, in the order of their time."""
        return self._all(VISITS, _VISITS_BETWEEN, since=since, until=until)

    def visits_found(
        self, search: str, keys: Sequence[str], since: datetime | None, until: datetime | None, limit: int
    ) -> list[Visit]:
        """Visits that mention ``search`` or one of the catalogue's ``keys``, newest first."""
        query = VISITS.live.where(*visits_with(search, keys, since, until)).order_by(*_LATEST_FIRST)
        return self._all(VISITS, query.limit(limit))

    def count_visits_found(
        self, search: str, keys: Sequence[str], since: datetime | None, until: datetime | None
    ) -> int:
        """How many there are of :meth:`visits_found`."""
        wanted = visits_with(search, keys, since, until)
        return int(self._rows(select(func.count()).where(visits.c.deleted.is_(None), *wanted))[0][0])

    def written(self, ids: Iterable[str]) -> dict[str, datetime]:
        """When the visits and courses with these ids were written last."""
        rows = self._rows(_WRITTEN, ids=json.dumps(sorted(ids)))
        return {id: EPOCH + edited * MILLISECOND for id, edited in rows}

    def first_visit_day(self) -> date | None:
        """The local day of the oldest visit."""
        found = self._all(VISITS, _FIRST_VISIT)
        return found[0].moment.day if found else None

    def open_questions(self, limit: int = 200) -> list[Question]:
        """Questions that were not asked yet, oldest first."""
        return self._all(QUESTIONS, _QUESTIONS_OPEN.limit(limit))

    def asked_questions(self, limit: int = 50) -> list[Question]:
        """Questions that were asked, last asked first."""
        return self._all(QUESTIONS, _QUESTIONS_ASKED.limit(limit))

    def questions_of(self, visit_id: str) -> list[Question]:
        """The questions that were asked at a visit."""
        return self._all(QUESTIONS, _QUESTIONS_OF, id=visit_id)

    def running_courses(self, limit: int = 50) -> list[Course]:
        """Courses that are not over, the newest first."""
        return self._all(COURSES, _COURSES_RUNNING.limit(limit))

    def ended_courses(self, limit: int = 20) -> list[Course]:
        """Courses that are over, the one that ended last first."""
        return self._all(COURSES, _COURSES_ENDED.limit(limit))

    def sessions(self, slot: str, limit: int = 200) -> list[Treatment]:
        """The newest treatments that are sessions of the course with this slot, in the order of their time."""
        query = _SESSIONS.order_by(treatments.c.at.desc(), _ROWID.desc()).limit(limit)
        return self._all(TREATMENTS, query, slot=slot)[::-1]

    def readings_of(self, treatment_ids: list[str]) -> list[Reading]:
        """The readings before and after these treatments."""
        return self._all(READINGS, _READINGS_OF_SESSIONS, ids=json.dumps(treatment_ids)) if treatment_ids else []

    def running_exercises(self, limit: int = 100) -> list[Exercise]:
        """Exercises that are done at present, in the order they were begun."""
        return self._all(EXERCISES, _EXERCISES_RUNNING.limit(limit))

    def ended_exercises(self, limit: int = 20) -> list[Exercise]:
        """Exercises that are done no more, the last given up first."""
        return self._all(EXERCISES, _EXERCISES_ENDED.limit(limit))

    def exercises_of(self, course_id: str) -> list[Exercise]:
        """The exercises that came with a course."""
        return self._all(EXERCISES, _EXERCISES_OF, id=course_id)

    def practices_since(self, since: datetime, limit: int = 2_000) -> list[Practice]:
        """How exercises went from ``since`` on, in the order of their time."""
        return self._all(PRACTICES, _PRACTICES_SINCE.limit(limit), since=since)[::-1]

    def practices_of(self, exercise_id: str, limit: int = 100_000) -> list[Practice]:
        """How one exercise went, newest first."""
        return self._all(PRACTICES, _PRACTICES_OF.limit(limit), id=exercise_id)

    def practices_as(self, treatment_id: str) -> list[Practice]:
        """The practices that are this treatment: one or none."""
        return self._all(PRACTICES, _PRACTICES_AS, id=treatment_id)

    def injections(self, limit: int = 20) -> list[Treatment]:
        """Injections, the newest first."""
        return self._all(TREATMENTS, _INJECTIONS.limit(limit))
