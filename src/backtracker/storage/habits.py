"""What is known of each day, in one bounded question: its answers, and the activities that were logged on it.

Imports ``core`` and SQLAlchemy.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import text

from backtracker.core.habits import ACTIVITIES, HabitDay

_LOGGED = (*ACTIVITIES, "stretch", "plank", "drink")
_DID = "did:"
_KINDS = ", ".join(f"'{kind}'" for kind in _LOGGED)

# Both halves are found through an index; the local day of what was logged is the one at its entry.
HABIT_DAYS = text(f"""SELECT day, item, value FROM habits
    WHERE day BETWEEN :first AND :last AND deleted IS NULL
    UNION ALL
    SELECT at_day, '{_DID}' || kind, seconds FROM treatments
    WHERE at >= :since AND at < :until AND at_day BETWEEN :first AND :last AND deleted IS NULL AND running = 0
    AND kind IN ({_KINDS})
    ORDER BY 1""")


def gathered(rows: Iterable[Sequence[Any]]) -> list[HabitDay]:
    """One value a day out of ``rows`` of day, item and value, which come in the order of their days."""
    found: dict[str, list[tuple[str, int | None]]] = {}
    for day, item, value in rows:
        found.setdefault(day, []).append((item, value))
    return [_day(date.fromisoformat(day), each) for day, each in found.items()]


def _day(day: date, rows: list[tuple[str, int | None]]) -> HabitDay:
    answers = {item: value for item, value in rows if not item.startswith(_DID) and value is not None}
    done = [(item.removeprefix(_DID), value) for item, value in rows if item.startswith(_DID)]
    active = [seconds for kind, seconds in done if kind in ACTIVITIES]
    return HabitDay(
        day,
        answers,
        minutes=sum(seconds for seconds in active if seconds is not None) // 60,
        unmeasured=sum(seconds is None for seconds in active),
        drinks=sum(kind == "drink" for kind, _ in done),
        stretches=sum(kind == "stretch" for kind, _ in done),
        planks=tuple(seconds or 0 for kind, seconds in done if kind == "plank"),
    )
