"""What a record says, as plain facts without ids, so that two records can be compared.

Which reminder a treatment answers is left out: the window knows what was pressed, the command line guesses.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from backtracker.core.model import Moment, Treatment
from backtracker.core.rules import Rules
from backtracker.journal import Journal
from backtracker.paths import DATABASE

Fact = tuple[str, ...]


def facts(folder: Path, now: datetime, but: Iterable[str] = (), *, slots: bool = True) -> list[Fact]:
    """Everything in the record in ``folder``, sorted; ``but`` names kinds of acts that are left out.

    Without ``slots`` it does not count either which reminder an act answers: one that came up late moves the next.
    """
    there = ZoneInfo("Europe/Berlin")
    journal = Journal.open(folder / DATABASE, lambda: now, lambda: there, Rules)
    try:
        logs = [journal.story(each.episode.id) for each in journal.history()]
    finally:
        journal.release()
    found: list[Fact] = []
    for log in logs:
        names = {each.id: f"{each.kind} of {_said(each.moment)}" for each in log.treatments}
        name = _namer({**names, log.episode.id: f"episode of {_said(log.episode.began)}"})
        acts = [act for act in log.acts if act.kind not in but]
        for family in ((log.episode,), log.readings, log.treatments, log.flares, log.exposures, acts, log.checks):
            found += [_fact(record, name, slots) for record in family]
    return sorted(found)


def _namer(names: dict[str, str]) -> Callable[[Any], str]:
    return lambda value: names.get(value, "") if value else ""


def _fact(record: Any, name: Callable[[Any], str], slots: bool) -> Fact:
    parts = [type(record).__name__]
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name in ("episode_id", "treatment_id"):
            parts.append(name(value))
        elif each.name not in ("id", "slot" if isinstance(record, Treatment) or not slots else "") and value not in (
            None,
            "",
            frozenset(),
        ):
            parts.append(f"{each.name}={_said(value)}")
    return tuple(parts)


def _said(value: object) -> str:
    if isinstance(value, Moment):
        return f"{value.local.isoformat()}[{value.zone}]"
    return str(sorted(value)) if isinstance(value, frozenset) else str(value)
