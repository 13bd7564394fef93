"""The verbs course, exercise and injection: sessions, what is done at home, and what an injection did.

Imports ``core``, ``errors`` and the neighbours of this room.
"""

from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date

from backtracker.cli import shapes, times
from backtracker.cli.call import Call, Reply
from backtracker.cli.visits import numbered
from backtracker.core.care import courses, exercises, relief, visits
from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import DAYS, Exercise
from backtracker.core.records import Record
from backtracker.core.typed import whole
from backtracker.core.words import capitalized, day_text, translate
from backtracker.errors import UserError

PLANS = {"daily": 28, "twice": 8, "weekly": 4, "fortnightly": 2, "monthly": 1, "none": 0}


def add_course_words(verb: ArgumentParser) -> None:
    """What may follow ``course``."""
    verb.add_argument(
        "action", metavar="ACTION", nargs="?", default="list", choices=("list", "add", "done", "next", "end"),
        help="list (unless given), add, done: a session was, next: when the next one is, end: it is over",
    )  # fmt: skip
    verb.add_argument("what", metavar="KIND or N", nargs="?", default="", help="add: of what; else its number")
    verb.add_argument("--name", metavar="TEXT", default="", help="add: who does it")
    verb.add_argument("--plan", choices=tuple(PLANS), default="weekly", help="add: how often; usually weekly")
    verb.add_argument("--until", metavar="DATE", help="add: the last day of the plan, such as 2027-01-31")
    verb.add_argument("--before", metavar="LEVEL", help="done: pain before the session")
    verb.add_argument("--after", metavar="LEVEL", help="done: pain after it")
    verb.add_argument("--for", dest="length", metavar="MINUTES", help="done: how long it was")
    verb.add_argument("--note", metavar="TEXT", default="", help="anything worth keeping")
    verb.add_argument("--at", metavar="TIME", help="done: when it began, unless it ended now; next: when that is")
    verb.add_argument("--next", metavar="TIME", help="add, done: the next session, such as 'tomorrow 09:30'")


def add_exercise_words(verb: ArgumentParser) -> None:
    """What may follow ``exercise``."""
    verb.add_argument(
        "action", metavar="ACTION", nargs="?", default="list",
        choices=("list", "add", "done", "stopped", "skip", "end"),
        help="list (unless given), add, done, stopped: because of pain, skip, end: you no longer do it",
    )  # fmt: skip
    verb.add_argument(
        "what",
        metavar="NAME or N",
        nargs="*",
        help="add: its name; else its name, the beginning of it, or its number in the list",
    )
    verb.add_argument("--sets", metavar="N", default="1", help="add: how many sets; usually 1")
    verb.add_argument("--reps", metavar="N", help="add: repetitions in a set")
    verb.add_argument("--hold", metavar="SECONDS", help="add: how long each is held")
    verb.add_argument("--days", metavar="DAY", nargs="+", action="extend", help=f"add: {' '.join(DAYS)}; usually all")
    verb.add_argument("--times", metavar="N", default="1", help="add: how often a day; usually 1")
    verb.add_argument("--silent", action="store_true", help="add: it does not come up by itself")
    verb.add_argument("--note", metavar="TEXT", default="", help="add: how it is done")
    verb.add_argument("--at", metavar="TIME", help=f"done, stopped, skip: when it was, unless now: {times.EXAMPLES}")


def add_injection_words(verb: ArgumentParser) -> None:
    """What may follow ``injection``."""
    verb.add_argument(
        "action", metavar="ACTION", nargs="?", default="list", choices=("list", "add"),
        help="list (unless given), or add: one was given",
    )  # fmt: skip
    verb.add_argument("--product", metavar="TEXT", default="", help="what it was, such as Cortisone")
    verb.add_argument("--note", metavar="TEXT", default="", help="anything worth keeping")
    verb.add_argument("--at", metavar="TIME", help=f"when it was given, unless now: {times.EXAMPLES}")


# Courses -------------------------------------------------------------------------------------


def course(call: Call) -> Reply:
    """List courses, begin one, note a session, say when the next is, or end one."""
    wish = call.wish
    if wish.action == "list":
        return _courses(call)
    if wish.action == "add":
        if not wish.what:
            raise UserError("Say what it is a course of, such as: backtracker course add physio --plan weekly")
        begun = call.journal.begin_course(
            call.key("course", wish.what), name=wish.name, times=PLANS[wish.plan], until=_day(wish.until),
            begun=call.at(), first=call.time(wish.next), note=wish.note,
        ).value  # fmt: skip
        return call.saved(f"course, {courses.course_name(begun)}", [begun])
    there = call.journal.store.running_courses()
    if not there:
        raise UserError("No course runs. Begin one: backtracker course add physio")
    meant = numbered(there, wish.what or "1", "course")
    if wish.action == "done":
        return _session(call, meant)
    if wish.action == "end":
        call.journal.end_course(meant.id)
        return call.saved(f"over, {courses.course_name(meant)}", _there(call, meant))
    at = call.at()
    if at is None:
        raise UserError("Say when the next session is: backtracker course next --at 'tomorrow 09:30'")
    call.journal.arrange_session(meant.id, at)
    when = visits.time_text(call.journal.planned(at), call.now, call.zone)
    return call.saved(f"next session, {courses.course_name(meant)}, {when}", _there(call, meant))


def _session(call: Call, meant: Course) -> Reply:
    wish = call.wish
    length = times.span(wish.length) if wish.length else None
    done = call.journal.log_session(
        meant.id, call.at(), seconds=round(length.total_seconds()) if length is not None else None,
        before=call.level(wish.before), after=call.level(wish.after), note=wish.note, following=call.time(wish.next),
    ).value  # fmt: skip
    readings = call.journal.store.treatment_readings(done.id)
    words = f"session, {courses.course_name(meant)}, {call.when(done.moment.at)}"
    return call.saved(words, [done, *readings])


def _there(call: Call, meant: Course) -> list[Record]:
    found = call.journal.store.get(Course, meant.id)
    return [found] if found is not None else []


def _courses(call: Call) -> Reply:
    from backtracker.analysis.series import series_of

    today, lines, found = call.today, [], []
    for number, seen in enumerate(call.journal.courses_seen(), 1):
        here, numbers = seen.course, series_of(seen.sessions)
        plan = courses.plan_text(here, today) if here.running else "over"
        parts = [courses.course_name(here), plan, courses.sessions_text(len(seen.sessions))]
        if here.next is not None and here.next.at > call.now:
            parts.append(f"next {visits.time_text(here.next, call.now, call.zone)}")
        if numbers.first is not None and numbers.last is not None:
            parts.append(f"pain before {numbers.first:g} at first, {numbers.last:g} lately")
        lines.append(f"{number:>2}  {'; '.join(part for part in parts if part)}")
        if reminder := courses.reminder_text(here, seen.sessions, call.now, today):
            lines.append(f"    {reminder}")
        found.append(
            shapes.record(here)
            | {"sessions": [shapes.record(each.treatment) | {"pain_before": each.before, "pain_after": each.after}
                            for each in seen.sessions],
               "first": numbers.first, "last": numbers.last, "change": numbers.change, "verdict": numbers.verdict}
        )  # fmt: skip
    return Reply(lines or ["No course is kept yet. Begin one: backtracker course add physio"], {"courses": found})


# Exercises -----------------------------------------------------------------------------------


def exercise(call: Call) -> Reply:
    """List exercises, add one, say how one went, or end one."""
    wish = call.wish
    if wish.action == "list":
        return _exercises(call)
    words = " ".join(wish.what)
    if wish.action == "add":
        made = call.journal.add_exercise(
            words, sets=_number(wish.sets, "sets"), reps=_whole(wish.reps, "reps"), hold=_whole(wish.hold, "hold"),
            days=_days(wish.days), times=_number(wish.times, "times"), reminded=not wish.silent, note=wish.note,
        ).value  # fmt: skip
        return call.saved(f"exercise, {made.name}, {_amount(made)}", [made])
    there = call.journal.store.running_exercises()
    if not there:
        raise UserError("No exercise is kept. Add one: backtracker exercise add Bridge --sets 3 --reps 10")
    named = exercises.named(words, there)
    meant = named or numbered(there, words or ("1" if len(there) == 1 else ""), "exercise")
    if wish.action == "end":
        call.journal.end_exercise(meant.id)
        ended = call.journal.store.get(Exercise, meant.id)
        return call.saved(f"done no more, {meant.name}", [ended] if ended else [])
    answer = {"done": "done", "stopped": "stopped", "skip": "skipped"}[wish.action]
    went = call.journal.practise(meant.id, answer, call.at()).value
    return call.saved(f"{meant.name}, {exercises.answer_text(answer)}", [went])


def _exercises(call: Call) -> Reply:
    today, lines, found = call.today, [], []
    running = [each for each in call.journal.exercises_seen() if each.exercise.ended is None]
    for number, seen in enumerate(running, 1):
        here = seen.on(today)
        status = exercises.today_text(seen.exercise, today, call.zone, here, call.now)
        lines.append(f"{number:>2}  {seen.exercise.name}, {_amount(seen.exercise)}: {status}")
        found.append(
            shapes.record(seen.exercise)
            | {"today": status, "practices": [shapes.record(each) for each in seen.practices]}
        )
    nothing = "No exercise is kept. Add one: backtracker exercise add Bridge --sets 3 --reps 10"
    return Reply(lines or [nothing], {"exercises": found})


def _amount(made: Exercise) -> str:
    return f"{exercises.amount_text(made)}, {exercises.rhythm_text(made)}"


def _whole(typed: str | None, what: str) -> int | None:
    return None if typed is None else _number(typed, what)


def _number(typed: str, what: str) -> int:
    number = whole(typed, 0, 99_999)
    if number is None:
        raise UserError(f"--{what} takes a whole number, such as --{what} 10.")
    return number


def _days(typed: list[str] | None) -> list[str]:
    """The keys of the days of the week that were typed, by their first three letters; all where none was."""
    words = [part.strip().casefold()[:3] for word in typed or DAYS for part in word.split(",") if part.strip()]
    wrong = [word for word in words if word not in DAYS]
    if wrong:
        raise UserError(f"“{wrong[0]}” is not a day of the week. These are: {', '.join(DAYS)}.")
    return words


# Injections ----------------------------------------------------------------------------------


def injection(call: Call) -> Reply:
    """List injections with how long they helped, or note one."""
    wish = call.wish
    if wish.action == "add":
        given = call.journal.log_injection(call.at(), product=wish.product, note=wish.note).value
        return call.saved(f"injection {call.when(given.moment.at)}", [given])
    today, lines, found = call.today, [], []
    for seen in call.journal.injections_seen():
        name = seen.treatment.product or translate("Care", "Injection")
        day = day_text(seen.treatment.moment.day, today=today)
        lines.append(f"{capitalized(name)}, {day}: {relief.relief_text(seen.relief)}")
        found.append(shapes.record(seen.treatment) | {"relief": asdict(seen.relief)})
    if lines:
        lines.append(relief.rule_text())
    nothing = "No injection is kept. Whether one could help is a question for your doctor."
    return Reply(lines or [nothing], {"injections": found})


def _day(typed: str | None) -> date | None:
    if typed is None:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError as trouble:
        raise UserError(f"“{typed}” is not a day. Type it as 2027-01-31.") from trouble
