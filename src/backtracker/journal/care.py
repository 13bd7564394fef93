"""Visits, questions, courses with their sessions, exercises and injections: what is recorded about them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from backtracker.core import catalogue, model
from backtracker.core.care import courses, exercises, relief, visits
from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import DAYS, Exercise, Practice
from backtracker.core.care.visits import Examination, Question, Visit
from backtracker.core.model import Moment, Treatment, new_id
from backtracker.core.records import Record
from backtracker.core.words import capitalized, translate
from backtracker.errors import UserError
from backtracker.journal.base import Change, Logged, no_longer_there, use_case
from backtracker.journal.entries import Entries

Kept = TypeVar("Kept", Question, Course, Exercise, Visit)


class Care(Entries):
    """The part of the journal that records care by others and at home."""

    # Visits and questions --------------------------------------------------------------------

    @use_case
    def add_visit(
        self,
        who: str,
        at: datetime | None = None,
        *,
        name: str = "",
        note: str = "",
        diagnosis: str = "",
        examinations: Iterable[Examination] = (),
        asked: Iterable[str] = (),
        again: datetime | None = None,
    ) -> Logged[Visit]:
        """A visit to ``who`` at ``at`` (default: now), or an appointment when that lies ahead.

        ``asked`` are the ids of the questions that were asked there; ``again`` is the next appointment with
        the same person, which is kept along with it.
        """
        visit = Visit(new_id(), self.planned(at), who, name, note, diagnosis, tuple(examinations))
        put: list[Record] = [visit, *self._asked_at(visit, frozenset(asked)), *self._again(visit, again)]
        ahead = visit.lies_ahead(self.now())
        label = translate("journal", "Appointment: {what}") if ahead else translate("journal", "Visit: {what}")
        return Logged(self.save(label.format(what=self._when(visit)), put), visit)

    @use_case
    def change_visit(
        self,
        visit: Visit,
        *,
        was: Visit | None = None,
        asked: Iterable[str] | None = None,
        again: datetime | None = None,
    ) -> Change:
        """Store a changed ``visit``; ``was`` is the visit that the person began to change.

        ``asked`` are all questions that were asked there; others that were ticked off there are open again.
        """
        visit = self.lay_over(was, visit)
        visits.check_time(visit.moment.at, self.now())
        put: list[Record] = [visit, *self._again(visit, again)]
        if asked is not None:
            put += self._asked_at(visit, frozenset(asked))
        return self.save(translate("journal", "Changed: {what}", what=self.name(visit)), put)

    @use_case
    def ask(self, words: str) -> Logged[Question]:
        """Keep a question for the next visit."""
        question = Question(new_id(), self.moment(None), words)
        return Logged(self.save(translate("journal", "Question kept"), [question]), question)

    @use_case
    def change_question(self, question: Question, was: Question | None = None) -> Change:
        """Store a changed ``question``: its words, or what was answered."""
        question = self.lay_over(was, question)
        return self.save(translate("journal", "Changed: {what}", what=self.name(question)), [question])

    @use_case
    def tick(self, question_id: str, answer: str = "", visit_id: str | None = None) -> Change:
        """The question was asked, at the visit ``visit_id`` where one is named, and ``answer`` was said."""
        question = self.need_care(Question, question_id)
        asked = self.moment(None)
        if visit_id is not None:
            asked = min(asked, self.need_care(Visit, visit_id).moment, key=lambda moment: moment.at)
        done = replace(question, asked=asked, visit_id=visit_id, answer=answer or question.answer)
        return self.save(translate("journal", "Question asked"), [done])

    # Courses ---------------------------------------------------------------------------------

    @use_case
    def begin_course(
        self,
        kind: str,
        *,
        name: str = "",
        times: int = 4,
        until: date | None = None,
        begun: datetime | None = None,
        first: datetime | None = None,
        note: str = "",
    ) -> Logged[Course]:
        """A course of sessions, begun at ``begun`` (default: now), with ``first`` for the next session."""
        moment = self.moment(begun)
        course = Course(new_id(), moment, kind, name, times, until, self._next(first), note=note)
        return Logged(self.save(capitalized(self.titled(course)), [course]), course)

    @use_case
    def change_course(self, course: Course, was: Course | None = None) -> Change:
        """Store a changed ``course``, also one that is over now or goes on after all."""
        course = self.lay_over(was, course)
        if course.next is not None:
            visits.check_time(course.next.at, self.now())
        return self.save(translate("journal", "Changed: {what}", what=self.titled(course)), [course])

    @use_case
    def end_course(self, course_id: str) -> Change:
        """The course is over; no next session is awaited."""
        course = self.need_care(Course, course_id)
        ended = max(self.moment(None), course.moment, key=lambda moment: moment.at)
        label = translate("journal", "Over: {what}", what=self.titled(course))
        return self.save(label, [replace(course, ended=ended, next=None)])

    @use_case
    def log_session(
        self,
        course_id: str,
        at: datetime | None = None,
        *,
        seconds: int | None = None,
        before: int | None = None,
        after: int | None = None,
        note: str = "",
        following: datetime | None = None,
    ) -> Logged[Treatment]:
        """A session of a course at ``at`` (default: it ended now), with the pain before and after it.

        An arranged session that has come is answered by it; ``following`` is the next one.
        """
        course = self.need_care(Course, course_id)
        if at is None:
            at = self.now() - timedelta(seconds=seconds or 0)
        moment = self.moment(at)
        treatment = Treatment(
            new_id(), moment, course.treatment, seconds, product=catalogue.label("course", course.kind),
            note=note, episode_id=self.episode_id_at(moment.at), slot=course.slot,
        )  # fmt: skip
        self._refuse_unfinished(treatment)
        arranged = course.next if course.next is not None and course.next.at > self.now() else None
        along = replace(course, next=self._next(following) or arranged)
        label = translate("journal", "Session: {what}", what=courses.course_name(course))
        return self._with_pain(treatment, before, after, label=label, along=[along])

    @use_case
    def arrange_session(self, course_id: str, at: datetime | None) -> Change:
        """The next session of the course is at ``at``; None when none is arranged."""
        course = self.need_care(Course, course_id)
        label = translate("journal", "Next session: {what}") if at else translate("journal", "No session: {what}")
        return self.save(label.format(what=courses.course_name(course)), [replace(course, next=self._next(at))])

    # Exercises -------------------------------------------------------------------------------

    @use_case
    def add_exercise(
        self,
        name: str,
        *,
        sets: int = 1,
        reps: int | None = None,
        hold: int | None = None,
        days: Iterable[str] = DAYS,
        times: int = 1,
        reminded: bool = True,
        course_id: str | None = None,
        note: str = "",
    ) -> Logged[Exercise]:
        """An exercise to do at home from now on."""
        exercise = Exercise(
            new_id(), self.moment(None), name, sets, reps, hold, frozenset(days), times, reminded, course_id, note=note
        )
        return Logged(self.save(capitalized(self.titled(exercise)), [exercise]), exercise)

    @use_case
    def change_exercise(self, exercise: Exercise, was: Exercise | None = None) -> Change:
        """Store a changed ``exercise``."""
        exercise = self.lay_over(was, exercise)
        return self.save(translate("journal", "Changed: {what}", what=self.titled(exercise)), [exercise])

    @use_case
    def end_exercise(self, exercise_id: str) -> Change:
        """The exercise is done no more; what was done stays."""
        exercise = self.need_care(Exercise, exercise_id)
        label = translate("journal", "Done no more: {what}", what=self.titled(exercise))
        return self.save(label, [replace(exercise, ended=self.moment(None))])

    @use_case
    def practise(
        self, exercise_id: str, answer: str = "done", at: datetime | None = None, slot: str = ""
    ) -> Logged[Practice]:
        """How one time of an exercise went: ``done``, ``stopped`` because of pain, or ``skipped``.

        It answers the turn ``slot``, or the first of that day that is open. What was done, wholly or in part, is
        a treatment too.
        """
        exercise = self.need_care(Exercise, exercise_id)
        moment = self.moment(at)
        label, records = self.practised(exercise.id, answer, moment, slot or self._open_slot(exercise, moment))
        change = self.save(label, records)
        return Logged(change, next(each for each in records if isinstance(each, Practice)))

    def practised(self, exercise_id: str, answer: str, moment: Moment, slot: str) -> tuple[str, tuple[Record, ...]]:
        """What :meth:`practise` writes, and the words for it. :class:`UserError` when ``slot`` was answered before."""
        exercise = self.need_care(Exercise, exercise_id)
        if slot and any(each.slot == slot for each in self.store.practices_of(exercise.id, limit=100)):
            raise UserError(translate("journal", "That was answered already. To change it, use Undo."))
        put: list[Record] = []
        treatment: Treatment | None = None
        if answer != "skipped":
            treatment = Treatment(
                new_id(), moment, "exercise", product=exercise.name, amount=exercises.amount_text(exercise),
                note=exercises.answer_text(answer) if answer == "stopped" else "",
                episode_id=self.episode_id_at(moment.at), slot=slot or f"{exercises.SLOT}{exercise.id}",
            )  # fmt: skip
            put.append(treatment)
        practice = Practice(new_id(), moment, exercise.id, answer, slot, treatment.id if treatment else None)
        return f"{exercise.name}: {exercises.answer_text(answer)}", (*put, practice)

    # Injections ------------------------------------------------------------------------------

    @use_case
    def log_injection(
        self, at: datetime | None = None, *, product: str = "", note: str = "", before: int | None = None
    ) -> Logged[Treatment]:
        """An injection that was given at ``at`` (default: now)."""
        moment = self.moment(at)
        given = Treatment(
            new_id(), moment, relief.KIND, product=product, note=note, episode_id=self.episode_id_at(moment.at)
        )
        return self._with_pain(given, before, None)

    # What belongs together -------------------------------------------------------------------

    @use_case
    def delete(self, record: Record) -> Change:
        """Take ``record`` away. Questions asked at a visit stay, exercises of a course stay without it.

        With an exercise goes how each time of it went; what was done stays among the treatments. With one
        time of it goes what was done.
        """
        put: list[Record] = []
        remove: list[Record] = []
        if isinstance(record, Visit):
            put += (replace(each, visit_id=None) for each in self.store.questions_of(record.id))
        elif isinstance(record, Course):
            put += (replace(each, course_id=None) for each in self.store.exercises_of(record.id))
        elif isinstance(record, Exercise):
            remove += self.store.practices_of(record.id)
        elif isinstance(record, Practice) and record.treatment_id:
            done = self.store.treatment(record.treatment_id)
            remove += [done, *self._hanging_on(done)] if done else []
        else:
            return super().delete(record)
        self.need_there(record)
        label = translate("journal", "Deleted: {what}", what=self.name(record))
        return self.save(label, put, [*remove, record])

    def planned(self, at: datetime | None) -> Moment:
        """``at``, or now, as a moment here; it may lie ahead, as appointments do. Raises :class:`UserError`."""
        now = self.now()
        return Moment.of(now if at is None else visits.check_time(at, now), self.zone())

    def _next(self, at: datetime | None) -> Moment | None:
        """An appointment still to come. Raises :class:`UserError` for one that has passed."""
        if at is not None and at <= self.now() - model.CLOCKS_DIFFER:
            raise UserError(translate("journal", "The next appointment lies ahead. Check its day and time."))
        return None if at is None else self.planned(at)

    def _again(self, visit: Visit, at: datetime | None) -> list[Record]:
        moment = self._next(at)
        return [] if moment is None else [Visit(new_id(), moment, visit.who, visit.name)]

    def _asked_at(self, visit: Visit, asked: frozenset[str]) -> list[Record]:
        """The questions ``asked`` at ``visit`` ticked off, and open again those that are not among them."""
        there = {each.id: each for each in self.store.questions_of(visit.id)}
        moment = min(visit.moment, self.moment(None), key=lambda each: each.at)
        changed: list[Record] = [
            replace(each, asked=None, visit_id=None) for id, each in there.items() if id not in asked
        ]
        for id in sorted(asked - there.keys()):
            question = self.need_care(Question, id)
            changed.append(replace(question, asked=question.asked or moment, visit_id=visit.id))
        return changed

    def _when(self, visit: Visit) -> str:
        when = visits.time_text(visit.moment, self.now(), self.zone())
        return translate("journal", "{what}, {when}", what=visits.visit_name(visit), when=when)

    def _open_slot(self, exercise: Exercise, moment: Moment) -> str:
        waiting = exercises.open_turns(exercise, moment.day, self.zone(), self._practices_on(exercise, moment.day))
        return waiting[0].key if waiting else ""

    def _practices_on(self, exercise: Exercise, day: date) -> list[Practice]:
        return [each for each in self.store.practices_of(exercise.id, limit=100) if each.moment.day == day]

    def need_care(self, kind: type[Kept], id: str) -> Kept:
        """The record of ``kind`` with that id; :class:`UserError` when it is gone."""
        found = self.store.get(kind, id)
        if found is None:
            raise no_longer_there()
        return found
