"""Values as JSON: keys that stay as they are, times in ISO 8601 with their offset.

A record carries the names of its fields in ``core.model``; ``record`` says its kind, and a
moment is its local time, with the zone's name beside it. Imports ``core`` only.
"""

from dataclasses import asdict, fields
from datetime import date, datetime, tzinfo
from typing import Any

from backtracker.core import redflags
from backtracker.core.ahead import Coming
from backtracker.core.errands import Waiting
from backtracker.core.keeping import Keeping
from backtracker.core.medicines.product import MG
from backtracker.core.model import EpisodeSummary, Moment
from backtracker.core.protocol import Agenda, Session, Slot, Span
from backtracker.core.records import Record

Json = dict[str, Any]


def record(value: Record) -> Json:
    """A stored record."""
    found: Json = {"record": type(value).__name__.lower()}
    for field in fields(value):
        content = getattr(value, field.name)
        if isinstance(content, Moment):
            found["at" if field.name == "moment" else field.name] = instant(content.local)
            found.setdefault("zone", content.zone)
        elif field.name == "contents":
            found["contents_mg"] = {key: mcg / MG for key, mcg in content}
        elif isinstance(content, frozenset):
            found[field.name] = sorted(content)
        elif isinstance(content, tuple):
            found[field.name] = [asdict(each) for each in content]
        elif isinstance(content, date) and not isinstance(content, datetime):
            found[field.name] = content.isoformat()
        else:
            found[field.name] = instant(content) if isinstance(content, datetime) else content
    return found


def instant(at: datetime | None, zone: tzinfo | None = None) -> str | None:
    """``2026-11-21T14:05:00+01:00``, in ``zone`` where one is given."""
    if at is None:
        return None
    return (at.astimezone(zone) if zone else at).isoformat(timespec="seconds")


def slot(value: Slot, now: datetime, zone: tzinfo, title: str, why: str, minutes: int | None) -> Json:
    """A reminder. ``at`` is when it comes up, ``due`` when it was due before snoozes and nights."""
    return {
        "step": value.step,
        "slot": value.key,
        "due": instant(value.due, zone),
        "at": instant(value.show, zone),
        "now": value.show <= now,
        "snoozes": value.snoozes,
        "minutes": minutes,
        "title": title,
        "why": why,
    }


def errand(value: Waiting, now: datetime, zone: tzinfo) -> Json:
    """A reminder outside the protocol. ``asked`` ones came up already and wait for their answer."""
    return {
        "kind": value.errand.kind,
        "key": value.errand.key,
        "title": value.errand.title,
        "due": instant(value.errand.due, zone),
        "at": instant(value.show, zone),
        "until": instant(value.errand.until, zone),
        "now": value.show <= now,
        "asked": value.asked,
        "snoozes": value.snoozes,
    }


def missed(value: Slot, zone: tzinfo) -> Json:
    """A reminder that nobody answered."""
    return {"step": value.step, "slot": value.key, "due": instant(value.due, zone)}


def coming(value: Coming, zone: tzinfo) -> Json:
    """A step that comes if all is done when it is due."""
    return {"step": value.step, "slot": value.slot, "at": instant(value.at, zone), "minutes": value.minutes or None}


def kept(value: Keeping, zone: tzinfo) -> Json:
    """How the protocol was kept: the sums, those of each step, and every past slot."""
    slots = [
        {
            "step": each.step,
            "slot": each.slot or None,
            "due": instant(each.due, zone),
            "outcome": each.outcome,
            "at": instant(each.at, zone),
            "reason": each.reason,
            "record": each.record or None,
        }
        for each in value.slots
    ]
    return {"kept": value.sums(), "steps": {step: value.sums(step) for step in value.steps}, "slots": slots}


def sign(value: redflags.Flag) -> Json:
    """A warning sign that is asked."""
    question = redflags.question(value.key)
    return {"key": value.key, "label": redflags.label(value.key), "question": question, "level": value.level}


def notice(value: redflags.Standing | None) -> Json | None:
    """The notice that is up."""
    if value is None:
        return None
    return {
        "level": value.level,
        "title": redflags.notice_title(value.level),
        "words": redflags.notice_words(value.flags),
        "flags": list(value.flags),
        "since": instant(value.checks[0].moment.local),
    }


def span(value: Span, zone: tzinfo) -> Json:
    """A phase of the protocol."""
    return {"kind": value.kind, "start": instant(value.start, zone), "end": instant(value.end, zone)}


def session(value: Session | None, zone: tzinfo) -> Json | None:
    """The timed session that is running."""
    if value is None:
        return None
    began = value.treatment.moment.at
    return {
        "kind": value.treatment.kind,
        "id": value.treatment.id,
        "began": instant(began, zone),
        "ends": instant(value.ends, zone),
        "over": value.over,
    }


def course(agenda: Agenda, zone: tzinfo) -> Json:
    """Where the protocol stands. Days are counted as people do, from 1; there is none without an episode."""
    return {
        "day": agenda.day + 1 if agenda.phases else None,
        "phase": agenda.phase or None,
        "phases": [span(each, zone) for each in agenda.phases],
        "session": session(agenda.session, zone),
        "paused_until": instant(agenda.paused_until, zone),
        "quiet_until": instant(agenda.quiet_until, zone),
        "can_end_ice": agenda.can_end_ice,
        "over": agenda.over,
    }


def summary(value: EpisodeSummary) -> Json:
    """A line in the list of episodes."""
    return record(value.episode) | {"worst": value.worst, "readings": value.pains, "triggers": sorted(value.triggers)}
