"""The verb trial: plan a trial on oneself, see which block it is, stop it, and read what it showed.

Imports ``core``, ``errors``, ``analysis`` when the verb runs, and the neighbours of this room.
"""

from argparse import ArgumentParser
from datetime import date
from typing import TYPE_CHECKING

from backtracker.cli import shapes
from backtracker.cli.call import Call, Reply
from backtracker.cli.shapes import Json
from backtracker.core import habits, trial
from backtracker.core.catalogue import OWN
from backtracker.core.trial import Trial
from backtracker.core.typed import day_to_come, whole
from backtracker.core.words import day_text
from backtracker.errors import UserError

if TYPE_CHECKING:
    from backtracker.analysis.trials import Result

WHAT = (*(item.key for item in habits.ITEMS), *trial.PARTS)


def add_words(verb: ArgumentParser) -> None:
    """What may follow ``trial``."""
    verb.add_argument(
        "action", metavar="ACTION", nargs="?", default="list", choices=("list", "plan", "stop"),
        help="list (unless given): today's block and what trials showed; plan; stop",
    )  # fmt: skip
    verb.add_argument("what", metavar="WHAT", nargs="?", default="", help=f"plan: {', '.join(WHAT)}, or own:WORDS")
    goal = verb.add_mutually_exclusive_group()
    goal.add_argument("--goal", metavar="N", help="plan: so much or more, in the unit of the check-in")
    goal.add_argument("--at-most", metavar="N", help="plan: so much or less")
    verb.add_argument("--days", metavar="N", default="7", help="plan: days in a block, 3 to 28; usually 7")
    verb.add_argument("--blocks", metavar="N", default="8", help="plan: how many blocks, 4 to 8; usually 8")
    verb.add_argument("--washout", metavar="N", default="1", help="plan: first days of a block left out; usually 1")
    verb.add_argument(
        "--begins", metavar="DAY", help="plan: its first day, such as today, 2026-12-01; usually tomorrow"
    )


def trials(call: Call) -> Reply:
    """List trials with what they showed, plan one, or stop it."""
    wish = call.wish
    if wish.action == "list":
        return _list(call)
    if wish.action == "plan":
        return _plan(call)
    now = call.journal.trial_now()
    if now is None:
        raise UserError("No trial is under way. Plan one: backtracker trial plan water --goal 8")
    call.journal.stop_trial(now.id)
    stopped = call.journal.store.get(Trial, now.id)
    return call.saved(f"stopped, trial, {trial.goal_text(now)}", [stopped] if stopped else [])


def _plan(call: Call) -> Reply:
    wish = call.wish
    if not wish.what:
        raise UserError("Say what to try, such as: backtracker trial plan water --goal 8")
    if wish.what not in WHAT and not wish.what.startswith(OWN):
        raise UserError(f"“{wish.what}” cannot be tried. Choose one of: {', '.join(WHAT)}, or own:WORDS.")
    goal = wish.at_most if wish.at_most is not None else wish.goal
    if goal is None and not trial.is_yes_or_no(wish.what):
        raise UserError(f"Say how much, such as: backtracker trial plan {wish.what} --goal 5")
    made = call.journal.plan_trial(
        wish.what,
        _number(goal or "1"),
        at_most=wish.at_most is not None,
        days=_number(wish.days),
        blocks=_number(wish.blocks),
        washout=_number(wish.washout),
        begins=day_to_come(wish.begins, call.today) if wish.begins else None,
    ).value
    blocks = [
        f"{_day(call, block.first)} to {_day(call, block.last)}: {trial.arm_text(made, block.arm)}"
        for block in trial.blocks_of(made)
    ]
    reply = call.saved(f"trial, {trial.goal_text(made)}, {len(made.arms)} blocks of {made.days} days", [made], *blocks)
    reply.json["blocks"] = [_block_json(block) for block in trial.blocks_of(made)]
    return reply


def _list(call: Call) -> Reply:
    from backtracker.analysis.trials import result_of
    from backtracker.patterns import trial_lead, trial_text

    today, lines, found = call.today, list[str](), list[Json]()
    for each in call.journal.store.trials():
        result = result_of(each, *call.journal.trial_days(each), today)
        if not each.begun:
            lines.append(f"{trial.goal_text(each)}: stopped before it began.")
        elif not result.over:
            block = trial.block_on(each, today)
            if block is None:
                lines.append(f"Begins {_day(call, each.begins)}: {trial.goal_text(each)}.")
            else:
                lines.append(f"Today: {trial.arm_text(each, block.arm)}. {trial.day_line(each, block, today)}")
        else:
            lines.append(f"{_day(call, each.begins)} to {_day(call, each.until)}  {trial_text(result)}")
        if each.begun:
            lines.append(f"  {trial_lead(result)}")
        found.append(_json(result))
    none = "No trial yet. Plan one: backtracker trial plan water --goal 8 --days 7 --blocks 8"
    return Reply(lines or [none], {"trials": found})


def _json(result: "Result") -> Json:
    answer, today_block = result.answer, trial.block_on(result.trial, result.today)
    return shapes.record(result.trial) | {
        "over": result.over,
        "today": _block_json(today_block) if today_block and not result.over else None,
        "blocks": [
            _block_json(each.block)
            | {"due": each.due, "recorded": each.recorded, "met": each.met, "known": each.known}
            | {"mean": float(each.mean) if result.over and each.mean is not None else None}
            for each in result.blocks
        ],
        "answer": answer
        and {
            "difference": answer.difference,
            "p": answer.p,
            "least_p": answer.least_p,
            "low": answer.interval.low,
            "high": answer.interval.high,
            "level": answer.level,
            "orders": answer.orders,
        },
    }


def _block_json(block: trial.Block) -> Json:
    return {
        "number": block.number,
        "arm": block.arm,
        "first": block.first.isoformat(),
        "last": block.last.isoformat(),
        "counts_from": block.counts_from.isoformat(),
    }


def _number(typed: str) -> int:
    number = whole(typed, 0, 9_999)
    if number is None:
        raise UserError(f"“{typed}” is not a whole number.")
    return number


def _day(call: Call, day: date) -> str:
    return day_text(day, today=call.today)
