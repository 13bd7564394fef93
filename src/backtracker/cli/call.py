"""One command on its way: what was asked, the open journal, and the words that more than one verb needs.

Imports ``journal`` (for its type), ``core`` and the neighbours of this room.
"""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from backtracker.cli import names, shapes, times
from backtracker.cli.shapes import Json
from backtracker.core import catalogue, reasons, steps, telling
from backtracker.core.model import Treatment
from backtracker.core.protocol import Agenda, Session, Slot
from backtracker.core.reasons import when_text
from backtracker.core.records import Record
from backtracker.core.words import clock_text, span_text
from backtracker.errors import UserError

if TYPE_CHECKING:
    from backtracker.journal import Journal

OWN_FAMILIES = ("treatment", "trigger")
"""Families whose own words the record remembers."""

WISHES = {
    "ice": "ice your back for {length}",
    "heat": "warm your back with moist heat for {length}",
    "walk": "walk slowly for {length}",
    "pain": "say how bad it is (backtracker pain LEVEL)",
    "close": "say whether it is over (backtracker close)",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command says: lines for people, the same as JSON, and the exit code."""

    lines: list[str]
    json: Json
    code: int = 0


@dataclass(slots=True)
class Call:
    """A verb with its words in ``wish``. All of it happens at ``now``. ``notes`` say how words were taken."""

    wish: Namespace
    journal: "Journal"
    now: datetime
    zone: tzinfo
    notes: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The present local day."""
        return self.now.astimezone(self.zone).date()

    def at(self) -> datetime | None:
        """The instant of ``--at``, or None for now."""
        return self.time(self.wish.at)

    def time(self, typed: str | None) -> datetime | None:
        """The instant of another option that takes a time, or None where it was not given."""
        if typed is None:
            return None
        given = times.parse(typed, self.now, self.zone)
        if given.remark:
            self.notes.append(given.remark)
        return given.at

    def at_end(self, began: datetime) -> datetime:
        """The instant of ``--until``, for what ``began`` then."""
        given = times.parse_end(self.wish.until, began, self.now, self.zone)
        if given.remark:
            self.notes.append(given.remark)
        return given.at

    def keys(self, family: str, typed: list[str] | None) -> list[str]:
        """The catalogue keys for the words ``typed``."""
        return names.keys(family, typed, [] if family == "place" or not typed else self.journal.own(family))

    def key(self, family: str, typed: str) -> str:
        """The catalogue key for one word."""
        return names.key(family, typed, self.journal.own(family) if family in OWN_FAMILIES else [])

    def level(self, typed: str | None) -> int | None:
        """The pain level of an option, where it was given."""
        return None if typed is None else names.level(typed)

    def when(self, at: datetime) -> str:
        """``at 14:05``, ``yesterday at 22:15``."""
        return when_text(at, self.now, self.zone)

    def until(self, at: datetime) -> str:
        """``14:05``, ``tomorrow at 07:00``, ``20 November at 14:05``."""
        return self.when(at).removeprefix("at ").removeprefix("on ")

    def clock(self, at: datetime) -> str:
        """``14:05``."""
        return clock_text(at.astimezone(self.zone))

    def saved(self, said: str, records: Sequence[Record], *more: str) -> Reply:
        """The answer after writing: what is on disk, in words and as JSON, and what comes next."""
        agenda = self.journal.agenda()
        following = self.next_line(agenda)
        line = f"Saved: {said}." + (f" Next: {following}" if following else "")
        return Reply(
            [line, *more, *self.notes],
            {
                "saved": [shapes.record(each) for each in records],
                "notes": [*more, *self.notes],
                "next": self.slot_json(agenda.next, agenda) if agenda and agenda.next else None,
            },
        )

    def next_line(self, agenda: Agenda | None) -> str:
        """What to do next and when, with the hint that goes with it; empty when nothing is to be done."""
        if agenda is None:
            return ""
        if agenda.session is not None:
            return self.session_line(agenda.session)
        slot = agenda.next
        if slot is None:
            return ""
        log = self.journal.running_log()
        rest = telling.rest_words(agenda, log, self.journal.rules(), self.zone) if log else None
        if rest is not None:
            return f"{rest[0][:1].lower()}{rest[0][1:]}. {rest[1]}"
        due = slot.show <= self.now
        wish = self.wish_words(slot, agenda)
        line = f"{wish}, {'now' if due else self.when(slot.show)}."
        hint = steps.hint(slot.step) if slot.step in ("ice", "heat") else ""
        if due and steps.STEPS[slot.step].treatment:
            hint = f"{hint} Begin it: backtracker start {slot.step}".strip()
        return f"{line} {hint}".strip()

    def session_line(self, session: Session) -> str:
        """What to do about the session that runs."""
        kind = session.treatment.kind
        stop = f"stop the {steps.short(kind) if kind in steps.STEPS else 'session'}"
        if session.over:
            return f"{stop}, now. It was over {self.when(session.ends)} (backtracker stop --pain LEVEL)."
        hint = steps.hint(kind) if kind in ("ice", "heat") else ""
        return f"{stop} {self.when(session.ends)} (backtracker stop --pain LEVEL). {hint}".strip()

    def minutes(self, slot: Slot, agenda: Agenda) -> int | None:
        """How long a session of the step is, or None for a question."""
        timed = bool(steps.STEPS[slot.step].treatment)
        return self.journal.rules().session_minutes(slot.step, agenda.spasm_day) if timed else None

    def wish_words(self, slot: Slot, agenda: Agenda) -> str:
        """What the slot asks for, as part of a sentence."""
        minutes = self.minutes(slot, agenda)
        length = span_text(timedelta(minutes=minutes)) if minutes else ""
        return WISHES[slot.step].format(length=length.replace(" min", " minutes") if minutes != 1 else "1 minute")

    def why(self, slot: Slot) -> str:
        """Why the slot comes when it comes."""
        log = self.journal.running_log()
        return reasons.why(slot, log, self.journal.rules(), self.now, self.zone) if log else ""

    def slot_json(self, slot: Slot, agenda: Agenda) -> Json:
        """A reminder as JSON."""
        title, minutes = steps.title(slot.step), self.minutes(slot, agenda)
        return shapes.slot(slot, self.now, self.zone, title, self.why(slot), minutes)

    def slot(self, typed: str | None) -> Slot:
        """The reminder that is meant: the one of the step ``typed``, or the next one. Raises :class:`UserError`."""
        self.journal.need(None)
        agenda = self.journal.agenda()
        slots = agenda.slots if agenda else ()
        step = typed.casefold() if typed else ""
        if step and step not in steps.STEPS:
            raise UserError(f"“{typed}” is not a step. The steps are: {', '.join(steps.STEPS)}.")
        for slot in slots:
            if not step or slot.step == step:
                return slot
        raise UserError(f"No {steps.short(step)} is planned at present." if step else "Nothing is planned at present.")

    def heat_warning(self, treatment: Treatment) -> list[str]:
        """Why the advice is to wait, where ``treatment`` is heat that comes too early in the running episode."""
        log = self.journal.running_log()
        if treatment.kind != "heat" or log is None or treatment.episode_id != log.episode.id:
            return []
        found = reasons.heat_too_early(log, self.journal.rules(), treatment.moment.at, self.now, self.zone)
        return [found] if found else []

    def answered(self, kind: str) -> str:
        """The name of the reminder that a treatment of ``kind``, begun now, answers."""
        agenda = self.journal.agenda()
        found = [each.key for each in (agenda.slots if agenda else ()) if each.step == kind and each.show <= self.now]
        return found[0] if found else ""


def treatment_label(kind: str) -> str:
    """The name of a treatment as it stands inside a sentence."""
    words = catalogue.label("treatment", kind)
    return words if kind.startswith(catalogue.OWN) else words[:1].lower() + words[1:]
