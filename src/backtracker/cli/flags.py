"""The verb check-flags: the warning signs, an answer to them, and reading the notice after a yes.

Imports ``core``, ``errors`` and the neighbours of this room.
"""

from backtracker.cli import names, shapes
from backtracker.cli.call import Call, Reply
from backtracker.core import redflags
from backtracker.core.model import Check
from backtracker.core.redflags import Standing
from backtracker.errors import UserError

NONE = "none"
HOW = "None of them: backtracker check-flags none. One or several: backtracker check-flags saddle legs"


def check_flags(call: Call) -> Reply:
    """Record what is there, or tell the signs and what was said last."""
    saved, lines = _answered(call) if call.wish.sign else (None, [])
    if call.wish.read:
        lines += _read(call)
    elif saved is None:
        if call.wish.at is not None:
            raise UserError("Say what was there then: backtracker check-flags none --at TIME")
        lines += _asked(call)
    notice, last = call.journal.standing(), call.journal.last_check()
    return Reply(
        [*lines, *notice_lines(notice), *call.notes],
        {
            "signs": [shapes.sign(each) for each in redflags.ASKED],
            "saved": shapes.record(saved) if saved else None,
            "last": shapes.record(last) if last else None,
            "notice": shapes.notice(notice),
        },
    )


def notice_lines(notice: Standing | None) -> list[str]:
    """The notice in words, and how to put it away; empty where none is up."""
    if notice is None:
        return []
    title = redflags.notice_title(notice.level)
    return [f"{title.upper()}. {redflags.notice_words(notice.flags)} Read it: backtracker check-flags --read"]


def _answered(call: Call) -> tuple[Check, list[str]]:
    """What was typed, saved."""
    typed: list[str] = [part for word in call.wish.sign for part in word.split(",") if part.strip()]
    none = [word for word in typed if word.strip().casefold() == NONE]
    if not typed or (none and len(none) < len(typed)):
        raise UserError("Say none, or the signs that are there; not both.")
    flags = [] if none else names.keys("sign", typed)
    check = call.journal.check_flags(flags, call.at()).value
    said = redflags.answer_text(check.flags)
    return check, [f"Saved: warning signs {call.when(check.moment.at)}: {said[:1].lower() + said[1:]}."]


def _read(call: Call) -> list[str]:
    notice = call.journal.standing()
    if notice is None:
        return ["No notice is up."]
    call.journal.acknowledge(notice)
    return [f"Read: {redflags.notice_title(notice.level)}."]


def _asked(call: Call) -> list[str]:
    width = max(len(each.key) for each in redflags.ASKED)
    lines = ["Is any of this there?"]
    lines += [f"  {each.key:<{width}}  {redflags.question(each.key)}" for each in redflags.ASKED]
    last = call.journal.last_check()
    if last is not None:
        lines.append(f"Last answer {call.when(last.moment.at)}: {redflags.answer_text(last.flags).lower()}.")
    return [*lines, HOW]
