"""The verbs of prevention: checkin, water, plan, plank, weight, height.

Imports ``core``, ``errors`` and the neighbours of this room.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from backtracker.cli.call import Call, Reply
from backtracker.cli.shapes import Json
from backtracker.core import body, habits, prevention
from backtracker.core.catalogue import OWN
from backtracker.core.habits import HabitDay
from backtracker.core.prevention import Row
from backtracker.core.records import Record
from backtracker.core.typed import day_of, whole
from backtracker.core.words import capitalized, counted
from backtracker.errors import UserError

UNKNOWN = ("unknown", "?")
SHOWN_WEIGHTS = timedelta(days=365)


def checkin(call: Call) -> Reply:
    """Answers about a day; without any, what is known of it."""
    day = _day(call)
    if not call.wish.answers:
        return _day_reply(call, day)
    answers = dict(_answer(call, each) for each in call.wish.answers)
    call.journal.check_in(day, answers)
    found = call.journal.habit_day(day)
    words = ", ".join(_answer_words(found, key) for key in answers)
    reply = call.saved(f"{words} ({habits.day_name(day, call.today)})", _habits(call, day, answers))
    reply.json["day"] = day_json(found)
    return reply


def _habits(call: Call, day: date, keys: Iterable[str]) -> list[Record]:
    found = (call.journal.store.habit(day, key) for key in keys)
    return [each for each in found if each is not None]


def _answer(call: Call, typed: str) -> tuple[str, int | None]:
    name, sign, words = typed.partition("=")
    if not sign or not words:
        raise UserError(f"“{typed}” is no answer. Type it as sleep=7, calcium=yes or stress=unknown.")
    key = _key(call, name)
    return key, _value(key, words)


def _key(call: Call, typed: str) -> str:
    if typed.startswith(OWN):
        return call.journal.own_key(typed)
    wanted = typed.casefold().replace("_", " ")
    meanings = {each.removeprefix(OWN).casefold(): each for each in call.journal.own_items()}
    meanings |= {each.label.casefold(): each.key for each in habits.ITEMS} | {
        each.key: each.key for each in habits.ITEMS
    }
    if wanted not in meanings:
        known = ", ".join(each.key for each in habits.ITEMS)
        raise UserError(f"“{typed}” is not asked. These are: {known}. One of your own: own:{typed}=yes")
    return meanings[wanted]


def _value(key: str, words: str) -> int | None:
    """A number, a step's words, yes or no; None for unknown."""
    wanted = words.casefold().strip()
    if wanted in UNKNOWN:
        return None
    named = {step.words.casefold(): step.value for step in habits.item(key).steps}
    if wanted in named:
        return named[wanted]
    if wanted in ("yes", "no") and habits.item(key).most == 1:
        return int(wanted == "yes")
    if (number := whole(wanted, 0, 99_999)) is not None:
        return number
    choices = ", ".join(step.words for step in habits.item(key).steps)
    raise UserError(f"“{words}” does not answer {key}. Type a number or one of: {choices}; or unknown.")


def _answer_words(day: HabitDay, key: str) -> str:
    value = day.value(key)
    said = "unknown" if value is None else habits.value_text(key, value).lower()
    return f"{habits.label(key).lower()} {said}" if not key.startswith(OWN) else f"{habits.label(key)} {said}"


def _day_reply(call: Call, day: date) -> Reply:
    found = call.journal.habit_day(day)
    asked = habits.asked(call.journal.plan().silent, call.journal.own_items())
    open_keys = [key for key in asked if found.value(key) is None]
    lines = [capitalized(_answer_words(found, key)) for key in asked if found.value(key) is not None]
    if open_keys:
        lines.append(f"Not answered: {', '.join(key.removeprefix(OWN) for key in open_keys)}.")
    lines.insert(0, f"Check-in, {habits.day_name(day, call.today)}: {len(asked) - len(open_keys)} of {len(asked)}.")
    return Reply([*lines, *call.notes], {"day": day_json(found), "asked": asked})


def water(call: Call) -> Reply:
    """One more glass, or as many as were typed; ``--total`` sets the whole day."""
    day, wish = _day(call), call.wish
    if wish.total is not None:
        call.journal.check_in(day, {"water": _number(wish.total, "A day's glasses are")})
    else:
        taken = wish.glasses.startswith("-")
        number = _number(wish.glasses.removeprefix("-"), "Glasses are")
        call.journal.drink(-number if taken else number, day)
    found = call.journal.habit_day(day)
    goal = call.journal.plan().glasses
    words = f"water, {found.glasses} of {goal} glasses ({habits.day_name(day, call.today)})"
    reply = call.saved(words, _habits(call, day, ["water"]))
    reply.json.update({"glasses": found.glasses, "goal": goal})
    return reply


def plan(call: Call) -> Reply:
    """The plan for today and the weeks behind it; or one part of it, done or stopped because of pain."""
    wish = call.wish
    if wish.part is None:
        return _plan_reply(call)
    if wish.part not in prevention.PARTS:
        raise UserError(f"“{wish.part}” is not in the plan. Its parts: {', '.join(prevention.PARTS)}.")
    if wish.stopped:
        if wish.part not in ("stretch", "plank"):
            raise UserError("Only stretch and plank can be stopped because of pain.")
        change = call.journal.stopped(wish.part)
    else:
        change = call.journal.part_done(wish.part)
    row = call.journal.plan_today().row(wish.part)
    reply = call.saved(change.label[:1].lower() + change.label[1:] if change.label else wish.part, [])
    reply.json["part"] = row_json(row) if row else None
    return reply


def _plan_reply(call: Call) -> Reply:
    found, chosen, today = call.journal.plan_today(), call.journal.plan(), call.today
    many = _number(call.wish.weeks, "Weeks are", most=prevention.LOOK_BACK // timedelta(weeks=1))
    parts = [part for part in (*prevention.PARTS, "checkin") if chosen.has(part)]
    lines = [f"{prevention.headline(found.rows)}."]
    lines += [f"  {prevention.name(row.part, chosen.activity)}: {prevention.row_text(row)}" for row in found.rows]
    weeks = call.journal.plan_kept().weeks(many)
    for week in weeks:
        told = ", ".join(f"{prevention.name(part, chosen.activity).lower()} {week.kept[part]}" for part in parts)
        lines.append(f"Week of {week.first.isoformat()}, {counted(week.days, '{n} day', '{n} days')}: {told}")
    return Reply(
        [*lines, *call.notes],
        {
            "day": today.isoformat(),
            "healed": found.healed,
            "parts": [row_json(row) for row in found.rows],
            "weeks": [{"first": each.first.isoformat(), "days": each.days, "kept": each.kept} for each in weeks],
        },
    )


def plank(call: Call) -> Reply:
    """A plank, held for so many seconds or the present hold."""
    wish = call.wish
    seconds = None if wish.seconds is None else _number(wish.seconds.removesuffix("s"), "Seconds are", most=3600)
    more: list[str] = []
    records: Sequence[Record]
    if wish.stopped:
        if wish.at is not None:
            raise UserError("--stopped is for now. Leave --at out.")
        call.journal.stopped("plank", seconds or 0)
        said, records = "plank stopped because of pain", _habits(call, call.today, ["plank_pain"])
        more.append("That was right. The next holds are shorter.")
    else:
        logged = call.journal.plank(seconds, call.at())
        said, records = f"plank, {logged.value.seconds} seconds", [logged.value]
    found = call.journal.plan_today()
    if not wish.stopped and not found.healed:
        more.append("While a spasm lasts the plank is better left out.")
    row = found.row("plank")
    reply = call.saved(said, records, *more)
    reply.json["part"] = row_json(row) if row else None
    return reply


def weight(call: Call) -> Reply:
    """A weight; without one, the latest, the index and the direction."""
    return _measure(call, "weight")


def height(call: Call) -> Reply:
    """A height; without one, the latest."""
    return _measure(call, "height")


def _measure(call: Call, kind: str) -> Reply:
    units, saved = call.journal.plan().units, list[body.Measure]()
    if call.wish.value:
        typed = " ".join(call.wish.value)
        value = body.weight_of(typed, units) if kind == "weight" else body.height_of(typed, units)
        saved.append(call.journal.measure(kind, value, call.at()).value)
        units = body.units_typed(kind, typed, units)
    newest = {each: call.journal.newest_measure(each) for each in ("weight", "height")}
    latest, tall = newest["weight"], newest["height"]
    weights = call.journal.weights(call.now - SHOWN_WEIGHTS, call.now + timedelta(minutes=5))
    line = body.trend(weights)
    index = body.bmi(latest.value, tall.value) if latest and tall else None
    told = [f"{name.capitalize()}: {body.text_of(name, each.value, units)}, {call.when(each.moment.at)}"
            for name, each in newest.items() if each is not None and not saved]  # fmt: skip
    if index is not None:
        told.append(body.bmi_text(index))
    if kind == "weight" and weights:
        told.append(body.trend_text(line, units))
    found: Json = {
        "weight_kg": latest.value / 1000 if latest else None,
        "height_cm": tall.value / 10 if tall else None,
        "bmi": round(index, 1) if index is not None else None,
        "trend_kg_per_week": round(line.per_week / 1000, 2) if line else None,
    }
    if saved:
        reply = call.saved(f"{kind} {body.text_of(kind, saved[0].value, units)}", saved, *told)
        reply.json.update(found)
        return reply
    return Reply(told or [f"No {kind} is recorded yet. Such as: backtracker {kind} {_such(kind)}"], found)


def _such(kind: str) -> str:
    return "82.5kg" if kind == "weight" else "178cm"


def _day(call: Call) -> date:
    return day_of(call.wish.day, call.today) if call.wish.day else call.today


def _number(typed: str, what: str, most: int = 40) -> int:
    number = whole(typed, 1, most)
    if number is None:
        raise UserError(f"{what} a whole number from 1 to {most}.")
    return number


def day_json(day: HabitDay) -> Json:
    """What is known of a day; an item that is not in ``answers`` is unknown."""
    keys = [*day.answers, *(["water"] if day.drinks and "water" not in day.answers else [])]
    return {
        "day": day.day.isoformat(),
        "answers": {key: day.value(key) for key in keys},
        "active_minutes": day.minutes,
        "stretches": day.stretches,
        "planks": list(day.planks),
    }


def row_json(row: Row) -> Json:
    """A part of the plan today."""
    return {
        "part": row.part, "done": row.done, "goal": row.goal, "hold_seconds": row.hold or None,
        "kept": row.kept, "stopped": row.stopped, "later": row.later,
    }  # fmt: skip
