"""The verbs visit and question: appointments, what came of them, and what to ask there.

Imports ``core``, ``errors`` and the neighbours of this room.
"""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from backtracker.cli import names, shapes
from backtracker.cli.call import Call, Reply
from backtracker.core.care import visits
from backtracker.core.care.visits import Examination, Question, Visit
from backtracker.core.typed import whole
from backtracker.core.words import capitalized, counted
from backtracker.errors import UserError

Listed = TypeVar("Listed")

WHEN = '14:10, "yesterday 22:15", "tomorrow 09:30", "2026-12-04 09:30"'


def add_visit_words(verb: ArgumentParser) -> None:
    """What may follow ``visit``."""
    verb.add_argument(
        "action", metavar="ACTION", nargs="?", default="list", choices=("list", "add", "done"),
        help="list (unless given), add, or done: what came of it",
    )  # fmt: skip
    verb.add_argument("what", metavar="WHO or N", nargs="?", default="", help="add: who; done: its number in the list")
    verb.add_argument("--name", metavar="TEXT", help="add, done: the name of who it is")
    verb.add_argument("--at", metavar="TIME", help=f"add: when it was or will be: {WHEN}")
    verb.add_argument("--note", metavar="TEXT", help="anything worth keeping")
    verb.add_argument("--diagnosis", metavar="TEXT", help="what it was called there")
    verb.add_argument("--test", metavar="KIND", nargs="+", action="extend", help="examinations ordered, one or several")
    verb.add_argument(
        "--result", metavar="KIND=TEXT", nargs="+", action="extend", help="what an examination found: 'mri=no finding'"
    )
    verb.add_argument("--asked", metavar="N", nargs="+", action="extend", help="questions asked, by their number")
    verb.add_argument("--again", metavar="TIME", help="the next appointment with the same person")


def add_question_words(verb: ArgumentParser) -> None:
    """What may follow ``question``."""
    verb.add_argument(
        "action", metavar="ACTION", nargs="?", default="list", choices=("list", "add", "done"),
        help="list (unless given), add, or done: it was asked",
    )  # fmt: skip
    verb.add_argument("words", metavar="WORDS or N", nargs="*", help="add: the question; done: its number in the list")
    verb.add_argument("--answer", metavar="TEXT", default="", help="done: what was answered")


def visit(call: Call) -> Reply:
    """List visits, add one, or say what came of it."""
    wish = call.wish
    if wish.action == "list":
        return _visits(call)
    again = call.time(wish.again)
    asked = [numbered(call.journal.store.open_questions(), each, "question").id for each in wish.asked or []]
    if wish.action == "add":
        if not wish.what:
            raise UserError("Say who it is to, such as: backtracker visit add doctor --at 'tomorrow 09:30'")
        done = call.journal.add_visit(
            call.key("who", wish.what), call.at(), name=wish.name or "", note=wish.note or "",
            diagnosis=wish.diagnosis or "", examinations=_examinations(call, ()), asked=asked, again=again,
        ).value  # fmt: skip
        return call.saved(_said(call, done), [done])
    there = [*call.journal.store.visits_to_come(call.now), *call.journal.store.visits_past(call.now)]
    past = [each for each in there if not each.lies_ahead(call.now)]
    if not there:
        raise UserError("There is no visit yet. Add one: backtracker visit add doctor")
    old = numbered(there, wish.what, "visit") if wish.what else (past or there)[0]
    if old.lies_ahead(call.now) and (wish.result or wish.diagnosis):
        raise UserError(
            f"Visit {wish.what or 1} is still to come: {_said(call, old)}. Nothing can have come of it yet; "
            "backtracker visit lists the earlier ones with their numbers."
        )
    changed = replace(
        old,
        name=old.name if wish.name is None else wish.name,
        note=old.note if wish.note is None else wish.note,
        diagnosis=old.diagnosis if wish.diagnosis is None else wish.diagnosis,
        examinations=_examinations(call, old.examinations),
    )
    before = [each.id for each in call.journal.store.questions_of(old.id)]
    call.journal.change_visit(changed, was=old, asked=[*before, *asked], again=again)
    return call.saved(_said(call, changed), [changed])


def _visits(call: Call) -> Reply:
    seen = call.journal.visits_seen()
    there = [*seen.to_come, *seen.past]
    lines = [f"{number:>2}  {_line(call, each)}" for number, each in enumerate(there, 1)]
    if seen.open_questions:
        waiting = counted(seen.open_questions, "{n} question waits", "{n} questions wait")
        lines.append(f"{waiting} for the next visit (backtracker question).")
    found = {
        "to_come": [shapes.record(each) for each in seen.to_come],
        "past": [shapes.record(each) for each in seen.past],
        "open_questions": seen.open_questions,
    }
    return Reply(lines or ["No visit is kept yet. Add one: backtracker visit add doctor"], found)


def _line(call: Call, visit: Visit) -> str:
    detail = visits.visit_detail(visit)
    when = visits.time_text(visit.moment, call.now, call.zone)
    return f"{capitalized(when)}  {visits.visit_name(visit)}" + (f"  {detail}" if detail else "")


def _said(call: Call, visit: Visit) -> str:
    kind = "appointment" if visit.lies_ahead(call.now) else "visit"
    return f"{kind}, {visits.visit_name(visit)}, {visits.time_text(visit.moment, call.now, call.zone)}"


def _examinations(call: Call, there: tuple[Examination, ...]) -> tuple[Examination, ...]:
    """Those that are there, with those that were typed and their results."""
    found = {each.kind: each.result for each in there}
    for kind in names.keys("examination", call.wish.test):
        found.setdefault(kind, "")
    for typed in call.wish.result or []:
        kind, equals, result = typed.partition("=")
        if not equals or not result.strip():
            raise UserError(f"“{typed}” names no result. Type it like: --result 'mri=no finding'")
        found[names.key("examination", kind)] = result.strip()
    return tuple(Examination(kind, result) for kind, result in found.items())


def question(call: Call) -> Reply:
    """List questions, add one, or tick one off."""
    wish = call.wish
    if wish.action == "list":
        return _questions(call)
    if wish.action == "add":
        kept = call.journal.ask(" ".join(wish.words)).value
        return call.saved(f"question “{kept.words}”", [kept])
    old = numbered(call.journal.store.open_questions(), " ".join(wish.words), "question")
    call.journal.tick(old.id, wish.answer)
    asked = call.journal.store.get(Question, old.id)
    return call.saved(f"question asked, “{old.words}”", [asked] if asked else [])


def _questions(call: Call) -> Reply:
    seen = call.journal.questions_seen()
    lines = [f"{number:>2}  {each.words}" for number, each in enumerate(seen.open, 1)]
    if not lines:
        lines.append("No question waits. Keep one: backtracker question add 'Do I need an MRI?'")
    for idea in seen.suggestions:
        lines.append(f"Worth asking: {idea.words}")
    found = {
        "open": [shapes.record(each) for each in seen.open],
        "asked": [shapes.record(each) for each in seen.asked],
        "suggestions": [each.words for each in seen.suggestions],
    }
    return Reply(lines, found)


def numbered(there: Sequence[Listed], typed: str, what: str) -> Listed:
    """The one with this number in the list. Raises :class:`UserError`."""
    if (number := whole(typed, 1, len(there))) is not None:
        return there[number - 1]
    if not there:
        raise UserError(f"There is no {what} in the list.")
    raise UserError(f"“{typed}” is not a number in the list of {what}s; it has {len(there)}.")
