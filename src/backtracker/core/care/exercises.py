"""Home exercises from a therapist: what, how much, on which days, and how each time went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from backtracker.core.errand import clock_key
from backtracker.core.model import Moment, check_text, one_line
from backtracker.core.quiet import on_wall
from backtracker.core.words import WEEKDAYS, clock_text, listed, translate, weekday_text
from backtracker.errors import UserError

DAYS = tuple(name[:3].lower() for name in WEEKDAYS)
"""``mon`` to ``sun``, as they are kept."""
ANSWERS = ("done", "stopped", "skipped")
MOST_SETS, MOST_REPS, LONGEST_HOLD, MOST_TIMES = 20, 200, 600, 8
LONGEST_NAME = 120
SLOT = "exercise:"
_ONCE = time(10)
_FIRST, _LAST = time(9), time(19)
"""Several times a day are spread evenly between these two."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """``sets`` of ``reps`` repetitions, each held for ``hold`` seconds; of the last two at least one is given.

    It is for ``days`` of the week (keys of :data:`DAYS`), ``times`` a day; ``reminded`` says whether it comes up
    by itself. ``ended`` is there once the person no longer does it. ``note`` is how it is done.
    """

    id: str
    moment: Moment
    name: str
    sets: int = 1
    reps: int | None = None
    hold: int | None = None
    days: frozenset[str] = frozenset(DAYS)
    times: int = 1
    reminded: bool = True
    course_id: str | None = None
    ended: Moment | None = None
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", one_line(self.name))
        if not self.name:
            raise UserError(translate("care", "Give the exercise a name, such as Bridge."))
        if len(self.name) > LONGEST_NAME:
            raise UserError(translate("care", "The name is too long. Keep it under {n} characters.", n=LONGEST_NAME))
        if not 1 <= self.sets <= MOST_SETS:
            raise UserError(translate("care", "An exercise has 1 to {n} sets.", n=MOST_SETS))
        if self.reps is None and self.hold is None:
            raise UserError(translate("care", "Say how many repetitions, or for how long it is held."))
        if self.reps is not None and not 1 <= self.reps <= MOST_REPS:
            raise UserError(translate("care", "A set has 1 to {n} repetitions.", n=MOST_REPS))
        if self.hold is not None and not 1 <= self.hold <= LONGEST_HOLD:
            raise UserError(translate("care", "A hold lasts 1 to {n} seconds.", n=LONGEST_HOLD))
        if not self.days or not self.days <= set(DAYS):
            raise UserError(translate("care", "Pick at least one day of the week."))
        if not 1 <= self.times <= MOST_TIMES:
            raise UserError(translate("care", "An exercise comes 1 to {n} times a day.", n=MOST_TIMES))
        check_text(self.name)
        check_text(self.note)

    def falls_on(self, day: date) -> bool:
        """Whether it is to be done on the local ``day``."""
        begun = self.moment.day <= day
        return begun and (self.ended is None or day <= self.ended.day) and DAYS[day.weekday()] in self.days


@dataclass(frozen=True, slots=True)
class Practice:
    """How one time went: ``done``, ``stopped`` because of pain, or ``skipped``.

    ``slot`` names the time of day it was for (see :func:`turns`). What was done, wholly or in part, is the
    treatment ``treatment_id`` as well, and shares its moment.
    """

    id: str
    moment: Moment
    exercise_id: str
    answer: str = "done"
    slot: str = ""
    treatment_id: str | None = None

    def __post_init__(self) -> None:
        if self.answer not in ANSWERS:
            raise ValueError(f"not an answer: {self.answer}")
        check_text(self.slot)


@dataclass(frozen=True, slots=True)
class Turn:
    """One time on one day at which an exercise is to be done. ``due`` is in UTC, ``key`` names it for good."""

    key: str
    due: datetime


def named(typed: str, there: Iterable[Exercise]) -> Exercise | None:
    """The one of ``there`` that ``typed`` names, wholly or by its beginning; None when it names none.

    :class:`UserError` when it could be several.
    """
    wanted, known = one_line(typed).casefold(), list(there)
    exact = [each for each in known if each.name.casefold() == wanted]
    begun = [each for each in known if wanted and each.name.casefold().startswith(wanted)]
    if not exact and len(begun) > 1:
        names = ", ".join(each.name for each in begun)
        words = translate("care", "“{typed}” could be any of these: {names}. Say which.")
        raise UserError(words.replace("{typed}", typed).replace("{names}", names))
    return next(iter(exact or begun), None)


def turns(exercise: Exercise, day: date, zone: tzinfo) -> list[Turn]:
    """When ``exercise`` is to be done on the local ``day``, in order; none on other days of the week."""
    if not exercise.falls_on(day):
        return []
    first, last = (on_wall(day, clock, zone) for clock in (_FIRST, _LAST))
    times = exercise.times
    if times == 1:
        found = [on_wall(day, _ONCE, zone)]
    else:
        found = [first + number * (last - first) / (times - 1) for number in range(times)]
    return [Turn(f"{SLOT}{exercise.id}:{day}:{clock_key(due, zone)}", due) for due in found]


def open_turns(exercise: Exercise, day: date, zone: tzinfo, practices: Iterable[Practice]) -> list[Turn]:
    """Those of :func:`turns` that nobody has answered yet."""
    answered = {each.slot for each in practices}
    return [turn for turn in turns(exercise, day, zone) if turn.key not in answered]


def was_stopped(practices: Iterable[Practice]) -> bool:
    """Whether pain ended one of these times: after that the exercise is not asked for on that day any more."""
    return any(each.answer == "stopped" for each in practices)


def of_slot(slot: str) -> str:
    """The id of the exercise that a turn's name is about; empty for another name."""
    return slot.removeprefix(SLOT).partition(":")[0] if slot.startswith(SLOT) else ""


def amount_text(exercise: Exercise) -> str:
    """``3 × 10``, ``3 × 20 s``, ``2 × 10, each held for 5 s``."""
    if exercise.reps is None:
        return translate("care", "{sets} × {hold} s", sets=exercise.sets, hold=exercise.hold)
    words = translate("care", "{sets} × {reps}", sets=exercise.sets, reps=exercise.reps)
    if exercise.hold is None:
        return words
    return translate("care", "{words}, each held for {hold} s", words=words, hold=exercise.hold)


def rhythm_text(exercise: Exercise) -> str:
    """``every day``, ``Monday, Wednesday and Friday, twice a day``."""
    if len(exercise.days) == len(DAYS):
        words = translate("care", "every day")
    else:
        monday = date(2024, 1, 1)
        chosen = [number for number, key in enumerate(DAYS) if key in exercise.days]
        named = [weekday_text(monday + timedelta(days=number), short=len(chosen) > 2) for number in chosen]
        words = listed(named)
    if exercise.times == 1:
        return words
    twice, many = translate("care", "twice a day"), translate("care", "{n} times a day")
    return f"{words}, {twice if exercise.times == 2 else many.format(n=exercise.times)}"


def today_text(exercise: Exercise, day: date, zone: tzinfo, practices: Iterable[Practice], now: datetime) -> str:
    """How today stands: ``done``, ``1 of 3 done, next at 14:00``, ``not on today's plan``."""
    here = list(practices)
    due = turns(exercise, day, zone)
    if not due:
        return translate("care", "not on today’s plan")
    waiting = open_turns(exercise, day, zone, here)
    done = sum(each.answer == "done" for each in here)
    if was_stopped(here):
        return translate("care", "stopped because of pain")
    if not waiting:
        if done >= len(due):
            return translate("care", "done for today")
        return translate("care", "{done} of {all} done today", done=done, all=len(due))
    later = [turn for turn in waiting if turn.due > now]
    if len(due) == 1:
        words = translate("care", "to do today")
    else:
        words = translate("care", "{done} of {all} done", done=done, all=len(due))
    if len(later) < len(waiting):
        return words
    return translate("care", "{words}, at {time}", words=words, time=clock_text(waiting[0].due.astimezone(zone)))


def answer_text(answer: str) -> str:
    """``done``, ``stopped because of pain``, ``skipped``."""
    return {
        "done": translate("care", "done"),
        "stopped": translate("care", "stopped because of pain"),
        "skipped": translate("care", "skipped"),
    }[answer]
