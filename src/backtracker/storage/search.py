"""Which episodes and visits a person is looking for, as conditions of a query on them.

Imports ``schema`` and SQLAlchemy.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, exists, func, or_, select

from backtracker.storage.schema import episodes, exposures, flares, readings, treatments, visits

Condition = ColumnElement[bool]


def matching(
    search: str, keys: Sequence[str], since: datetime | None, until: datetime | None, place: str, trigger: str
) -> list[Condition]:
    """All of: begun in the span, at ``place``, with ``trigger`` suspected, mentioning ``search`` or one of ``keys``."""
    wanted = _within(episodes.c.began, since, until)
    if place:
        wanted.append(_holds(episodes.c.places, lambda key: key == place))
    if trigger:
        wanted.append(_with(exposures, exposures.c.trigger == trigger, exposures.c.answer == "yes"))
    if search.strip():
        wanted.append(_mentions(search.strip().casefold(), keys))
    return wanted


def visits_with(search: str, keys: Sequence[str], since: datetime | None, until: datetime | None) -> list[Condition]:
    """Visits from ``since`` to before ``until`` that mention ``search`` or one of ``keys``: in the name, the note, the
    diagnosis, or as an examination or its result."""
    needle, wanted = search.strip().casefold(), _within(visits.c.at, since, until)
    texts = [visits.c.name, visits.c.note, visits.c.diagnosis]
    found = [_says(text, needle) for text in texts]
    cell = func.json_tree(visits.c.examinations).table_valued("atom", "type")
    inside = or_(_says(cell.c.atom, needle), cell.c.atom.in_(keys))
    found.append(exists(select(1).where(cell.c.type == "text", inside)))
    found.append(_named(visits.c.who, needle, keys))
    return [*wanted, or_(*found)]


def _within(at: Any, since: datetime | None, until: datetime | None) -> list[Condition]:
    """The instant ``at`` lies from ``since`` to before ``until``, where these are given."""
    wanted: list[Condition] = []
    if since is not None:
        wanted.append(at >= since)
    if until is not None:
        wanted.append(at < until)
    return wanted


def _says(column: Any, needle: str) -> Condition:
    return and_(column != "", func.instr(func.casefold(column), needle) > 0)


def _named(key: Any, needle: str, keys: Sequence[str]) -> Condition:
    return or_(key.in_(keys), and_(func.substr(key, 1, 4) == "own:", _says(func.substr(key, 5), needle)))


def _mentions(needle: str, keys: Sequence[str]) -> Condition:
    says, named = partial(_says, needle=needle), partial(_named, needle=needle, keys=keys)

    return or_(
        says(episodes.c.note),
        _holds(episodes.c.places, named),
        _holds(episodes.c.helped, named),
        _with(exposures, named(exposures.c.trigger), exposures.c.answer == "yes"),
        _with(
            treatments,
            or_(says(treatments.c.note), says(treatments.c.product), named(treatments.c.kind)),
        ),
        _with(readings, says(readings.c.note)),
        _with(flares, says(flares.c.note)),
    )


def _holds(column: Any, wanted: Callable[[Any], Condition]) -> Condition:
    """Whether a set of keys in ``column`` has one that is ``wanted``."""
    key = func.json_each(column).table_valued("value").c.value
    return exists(select(1).where(wanted(key)))


def _with(table: Table, *wanted: Condition) -> Condition:
    """Whether the episode has a live row in ``table`` that is ``wanted``."""
    return exists(select(1).where(table.c.episode_id == episodes.c.id, table.c.deleted.is_(None), *wanted))
