"""The reminders of the plan, as errands: computed from what was done, within the hours that the person chose.

They come on ordinary days only. What is done by then does not come at all; of what comes several
times a day each has its own time, and goes by in silence when the next one is due. Standard library only.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, tzinfo

from backtracker.core import prevention
from backtracker.core.errand import Errand, clock_key
from backtracker.core.plan import WATER_EVERY, Plan
from backtracker.core.prevention import Row
from backtracker.core.quiet import DAY, on_wall
from backtracker.core.words import translate

KIND = "plan_"
"""What the kinds of these errands begin with; the part of the plan follows."""


def part_of(kind: str) -> str:
    """The part of the plan that an errand of ``kind`` is about; empty for other kinds."""
    return kind.removeprefix(KIND) if kind.startswith(KIND) else ""


def errands(plan: Plan, days: Iterable[tuple[date, Iterable[Row]]], zone: tzinfo) -> list[Errand]:
    """What the plan asks for on each of ``days``, given with the rows of the plan as they stand on it."""
    return [errand for day, rows in days for row in rows for errand in _of_row(plan, day, row, zone)]


def _of_row(plan: Plan, day: date, row: Row, zone: tzinfo) -> Iterator[Errand]:
    if not plan.reminds(row.part) or row.kept or row.later:
        return
    begin, end = span(plan, day, row.part, zone)
    times = _times(row, begin, end)
    for number, at in enumerate(times):
        if row.done >= _wanted(row, number, len(times)):
            continue
        until = times[number + 1] if number + 1 < len(times) else end
        yield Errand(
            f"{KIND}{row.part}:{day.isoformat()}:{clock_key(at, zone)}",
            f"{KIND}{row.part}",
            at,
            _title(row, plan),
            _words(row),
            _action(row),
            prevention.ICONS[row.part],
            prevention.TONES.get(row.part, "accent"),
            until,
            opens="today" if row.part == "plank" else "",
        )


def span(plan: Plan, day: date, part: str, zone: tzinfo) -> tuple[datetime, datetime]:
    """From when to when a reminder of ``part`` may come on ``day``; an end before the beginning means midnight."""
    first, last = plan.hours(part)
    end = on_wall(day, last, zone) if last > first else on_wall(day + DAY, time(), zone)
    return on_wall(day, first, zone), end


def _times(row: Row, begin: datetime, end: datetime) -> list[datetime]:
    """When a part is asked for: water every two hours, planks spread over the hours, all else once."""
    if row.part == "water":
        step = WATER_EVERY
    elif row.part == "plank":
        step = (end - begin) / max(1, row.goal)
    else:
        return [begin]
    found = []
    while begin < end:
        found.append(begin)
        begin += step
    return found[: row.goal] if row.part == "plank" else found


def _wanted(row: Row, number: int, many: int) -> int:
    """How much should be done once the time ``number`` of ``many`` has come, for it not to be asked for."""
    if row.part in ("water", "plank"):
        return -(-row.goal * (number + 1) // many)
    return row.goal


def _title(row: Row, plan: Plan) -> str:
    return {
        "water": translate("errands", "A glass of water"),
        "walk": translate("errands", "Time for a walk")
        if plan.activity == "walk"
        else translate("errands", "Time to be active"),
        "stretch": translate("errands", "Time to stretch"),
        "plank": translate("errands", "Time for a plank"),
        "support": translate("errands", "A pillow for the lower back"),
    }[row.part]


def _words(row: Row) -> str:
    if row.part == "stretch":
        return translate("errands", "Only as far as is comfortable. Stop when it hurts.")
    if row.part == "support":
        return translate("errands", "Between the lower back and the seat, at the desk and in the car.")
    return translate("errands", "So far: {done}.", done=prevention.row_text(row))


def _action(row: Row) -> str:
    if row.part == "water":
        return translate("errands", "Drank one")
    if row.part == "walk":
        left = max(1, row.goal - row.done)
        return translate("errands", "Did {n} min", n=left)
    return translate("errands", "Start") if row.part == "plank" else translate("errands", "Done")
