"""What is known of each day, in one bounded question: its answers, and the activities that were logged on it.

Imports ``core`` and SQLAlchemy.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import TextClause, text

from backtracker.core.habits import ACTIVITIES, HabitDay

_DID = "did:"


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(f"'{key}'" for key in keys)


def _days(kinds: Iterable[str], items: str = "") -> TextClause:
    """Both halves are found through an index; the local day of what was logged is the one at its entry."""
    return text(f"""SELECT day, item, value FROM habits
        WHERE day BETWEEN :first AND :last AND deleted IS NULL {items}
        UNION ALL
        SELECT at_day, '{_DID}' || kind, seconds FROM treatments
        WHERE at >= :since AND at < :until AND at_day BETWEEN :first AND :last AND deleted IS NULL AND running = 0
        AND kind IN ({_listed(kinds)})
        ORDER BY 1""")


HABIT_DAYS = _days((*ACTIVITIES, "stretch", "plank", "drink"))
GROWTH_DAYS = _days((*ACTIVITIES, "plank"), "AND item IN ('activity', 'plank_pain')")
"""Only what the plan grows by, over a longer time."""


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
