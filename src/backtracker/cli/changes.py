"""The verb change: days from which something was different, and the calm before and after.

Imports ``core``, ``errors``, ``analysis`` when the verb runs, and the neighbours of this room.
"""

from argparse import ArgumentParser
from datetime import date

from backtracker.cli import shapes
from backtracker.cli.call import Call, Reply
from backtracker.cli.shapes import Json
from backtracker.cli.visits import numbered
from backtracker.core.marks import Mark
from backtracker.core.typed import day_of
from backtracker.core.words import day_text


def add_words(verb: ArgumentParser) -> None:
    """What may follow ``change``."""
    verb.add_argument(
        "action", metavar="ACTION", nargs="?", default="list", choices=("list", "add", "remove"),
        help="list (unless given), add, or remove: by its number in the list",
    )  # fmt: skip
    verb.add_argument("words", metavar="WORDS or N", nargs="*", help="add: what changed; remove: its number")
    verb.add_argument("--day", metavar="DAY", help="add: since when, such as yesterday, 2026-10-01; usually today")


def change(call: Call) -> Reply:
    """List the marked changes, mark one, or take one away."""
    wish = call.wish
    typed = " ".join(wish.words)
    if wish.action == "list":
        return _list(call)
    if wish.action == "add":
        day = day_of(wish.day, call.today) if wish.day else None
        marked = call.journal.mark(typed, day).value
        return call.saved(f"change “{marked.words}”, {_day(call, marked.day)}", [marked])
    old = numbered(call.journal.store.marks(), typed, "change")
    call.journal.delete(old)
    return call.saved(f"removed, change “{old.words}”", [])


def _list(call: Call) -> Reply:
    there = call.journal.store.marks()
    ideas = call.journal.mark_ideas()
    compared = [_compared(call, mark) for mark in there]
    lines = [
        f"{number:>2}  {_day(call, mark.day)}  {mark.words}: {told}"
        for number, (mark, (told, _)) in enumerate(zip(there, compared, strict=True), 1)
    ]
    if not lines:
        lines.append("No change is marked yet. Mark one: backtracker change add 'a new mattress' --day 2026-10-01")
    lines += [f"Could be marked: {idea.words}, {_day(call, idea.day)}" for idea in ideas]
    found: Json = {
        "changes": [shapes.record(mark) | told for mark, (_, told) in zip(there, compared, strict=True)],
        "ideas": [{"day": idea.day.isoformat(), "words": idea.words} for idea in ideas],
    }
    return Reply(lines, found)


def _compared(call: Call, mark: Mark) -> tuple[str, Json]:
    from backtracker.analysis.recurrence import FEWEST_ENDED, outlook_of
    from backtracker.patterns import comparison_text

    today = call.today
    first = call.journal.first_day() or today
    outlook = outlook_of(call.journal.store.episodes_between(first, today), today, first, mark)
    if outlook.split is None:
        raise ValueError("a mark splits the outlook")
    found = outlook.split.comparison
    numbers: Json = {
        "ended_before": found.before.ended,
        "ended_after": found.after.ended,
        "needed": FEWEST_ENDED,
        "median_before": found.before.median,
        "median_after": found.after.median,
        "p": found.p,
    }
    if found.p is None:
        ended = f"{found.before.ended} calm times ended before it, {found.after.ended} since"
        return f"not enough yet. {ended}; {FEWEST_ENDED} of each are needed", numbers
    return comparison_text(outlook.split), numbers


def _day(call: Call, day: date) -> str:
    return day_text(day, today=call.today)
