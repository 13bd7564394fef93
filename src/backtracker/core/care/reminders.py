"""What of care comes up by itself: appointments, sessions, exercises. Computed from the records, never stored."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from types import MappingProxyType

from backtracker.core import catalogue
from backtracker.core.care import courses, exercises, visits
from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.care.visits import Visit
from backtracker.core.errand import Errand
from backtracker.core.model import Moment
from backtracker.core.quiet import on_wall
from backtracker.core.words import capitalized, counted, translate

EVENING = time(18)
"""When the day before is told of, on the wall."""
SHORTLY = timedelta(hours=1)
AHEAD = timedelta(days=3)
"""Appointments beyond this have nothing that could be due within a day."""


Written = Mapping[str, datetime]
"""When the records with these ids were written last."""
_UNKNOWN: Written = MappingProxyType({})


def appointment(
    key: str, kind: str, moment: Moment, name: str, words: str, icon: str, tone: str, now: datetime, zone: tzinfo,
    written: datetime | None = None,
) -> list[Errand]:  # fmt: skip
    """The evening before ``moment``, and an hour before it; each goes by when its time has passed.

    The two have different keys, and one that is moved to another time has others than before. What was due
    before the person had the appointment in hand, at ``written``, does not come: they have just seen it.
    """
    since = written if written is not None and written <= now else None
    day = moment.at.astimezone(zone).date() - timedelta(days=1)
    shortly = moment.at - SHORTLY
    found = []
    for when, due, until in (("eve", on_wall(day, EVENING, zone), shortly), ("hour", shortly, moment.at)):
        title = translate("care", "{what}: {when}", what=name, when=visits.time_text(moment, max(due, now), zone))
        if now < until and (since is None or due >= since):
            found.append(
                Errand(f"{key}:{moment.at:%Y%m%dT%H%M}:{when}", kind, due, title, words,
                       translate("care", "Got it"), icon, tone, until)
            )  # fmt: skip
    return found


def visit_errands(
    to_come: Iterable[Visit], open_questions: int, now: datetime, zone: tzinfo, written: Written = _UNKNOWN
) -> list[Errand]:
    """The appointments ``to_come``; how many questions wait is said with the first."""
    found: list[Errand] = []
    for number, visit in enumerate(to_come):
        waiting = ""
        if open_questions and not number:
            waiting = counted(
                open_questions, translate("care", "{n} question waits for it, on the page Care."),
                translate("care", "{n} questions wait for it, on the page Care."),
            )  # fmt: skip
        entry = catalogue.entry("who", visit.who)
        found += appointment(
            f"visit:{visit.id}", "visit", visit.moment, visits.visit_name(visit), waiting,
            entry.icon, entry.tone, now, zone, written.get(visit.id),
        )  # fmt: skip
    return found


def session_errands(
    running: Iterable[Course], now: datetime, zone: tzinfo, written: Written = _UNKNOWN
) -> list[Errand]:
    """The next sessions that are arranged."""
    found: list[Errand] = []
    for course in running:
        if course.next is not None:
            entry = catalogue.entry("course", course.kind)
            words = translate("care", "Note afterwards how the pain was before and after it.")
            name = courses.course_name(course)
            found += appointment(
                f"session:{course.id}", "session", course.next, name, words,
                entry.icon, entry.tone, now, zone, written.get(course.id),
            )  # fmt: skip
    return found


def exercise_errands(
    there: Iterable[Exercise], practices: Iterable[Practice], now: datetime, zone: tzinfo
) -> list[Errand]:
    """The turns of two days that nobody has answered; each is of use until the next, the last until midnight.

    Not those of before the exercise was there; and where pain stopped it, no more on that day.
    """
    today, went = now.astimezone(zone).date(), list(practices)
    days = [today + timedelta(days=ahead) for ahead in (0, 1)]
    found = [
        errand
        for exercise in there
        if exercise.reminded
        for day in days
        for errand in _turns_of(exercise, day, went, now, zone)
    ]
    return sorted(found, key=lambda errand: errand.due)


def _turns_of(exercise: Exercise, day: date, went: list[Practice], now: datetime, zone: tzinfo) -> list[Errand]:
    midnight = on_wall(day + timedelta(days=1), time(), zone)
    turns = exercises.turns(exercise, day, zone)
    here = [each for each in went if each.exercise_id == exercise.id]
    if exercises.was_stopped(each for each in here if each.moment.day == day):
        return []
    ends = {turn.key: later.due for turn, later in pairwise(turns)}
    amount = capitalized(exercises.amount_text(exercise))
    words = f"{amount}. {translate('care', 'Stop when it hurts.')}"
    return [
        Errand(turn.key, "exercise", turn.due, exercise.name, words, translate("care", "Done"), "exercise", "walk",
               ends.get(turn.key, midnight), other=translate("care", "Stopped: pain"))
        for turn in exercises.open_turns(exercise, day, zone, here)
        if ends.get(turn.key, midnight) > now and turn.due >= exercise.moment.at
    ]  # fmt: skip
