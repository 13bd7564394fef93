"""Visits, past and to come, with the examinations ordered there; and the questions for the next one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from backtracker.core import catalogue
from backtracker.core.model import EARLIEST_YEAR, Moment, check_text, one_line
from backtracker.core.words import (
    capitalized,
    clock_text,
    counted,
    day_text,
    listed,
    translate,
    uncapitalized,
    weekday_text,
)
from backtracker.errors import UserError

FARTHEST = timedelta(days=3 * 366)
"""An appointment lies no further ahead than this; a date beyond it is more often a slip."""
LONGEST_NAME = 200
LONGEST_QUESTION = 500
MOST_EXAMINATIONS = 20


@dataclass(frozen=True, slots=True)
class Examination:
    """One examination that was ordered, and what it found; without a result it is still awaited.

    ``kind`` is a key of the catalogue's examinations, or ``own:`` and the person's own words.
    """

    kind: str
    result: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", one_line(self.kind))
        object.__setattr__(self, "result", self.result.strip())
        if not self.kind.removeprefix(catalogue.OWN).strip():
            raise UserError(translate("care", "Say which examination it is, or take it away."))
        check_text(self.kind)
        check_text(self.result)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit that was, or an appointment: the one becomes the other when its ``moment`` comes.

    ``who`` is a key of the catalogue's people, or ``own:`` and the person's own words; ``name`` is
    whoever it is by name.
    """

    id: str
    moment: Moment
    who: str
    name: str = ""
    note: str = ""
    diagnosis: str = ""
    examinations: tuple[Examination, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "who", one_line(self.who))
        object.__setattr__(self, "name", one_line(self.name))
        if not self.who.removeprefix(catalogue.OWN).strip():
            raise UserError(translate("care", "Say who the visit is to: pick one, or type who it is."))
        if len(self.name) > LONGEST_NAME:
            raise UserError(translate("care", "The name is too long. Keep it under {n} characters.", n=LONGEST_NAME))
        if len(self.examinations) > MOST_EXAMINATIONS:
            raise UserError(translate("care", "One visit holds {n} examinations at most.", n=MOST_EXAMINATIONS))
        for text in (self.who, self.name, self.note, self.diagnosis):
            check_text(text)

    def lies_ahead(self, now: datetime) -> bool:
        """Whether it is an appointment still."""
        return self.moment.at > now

    @property
    def said(self) -> bool:
        """Whether anything is kept of what came of it."""
        return bool(self.note or self.diagnosis or self.examinations)

    @property
    def awaited(self) -> tuple[Examination, ...]:
        """The examinations whose results are not in yet."""
        return tuple(each for each in self.examinations if not each.result)


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask at the next visit, kept at ``moment``.

    It is ticked off when ``asked`` is there, at the visit ``visit_id`` where that is known;
    ``answer`` is what was said.
    """

    id: str
    moment: Moment
    words: str
    asked: Moment | None = None
    visit_id: str | None = None
    answer: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", one_line(self.words))
        if not self.words:
            raise UserError(translate("care", "Type the question first."))
        if len(self.words) > LONGEST_QUESTION:
            raise UserError(
                translate("care", "The question is too long. Keep it under {n} characters.", n=LONGEST_QUESTION)
            )
        check_text(self.words)
        check_text(self.answer)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that the program offers and never asks by itself; ``why`` is the reason it gives."""

    key: str
    words: str
    why: str
    source: str


SUGGESTIONS = (
    Suggestion(
        "diagnosis", "What exactly is the cause of my spasms, and which examination would show it?",
        "A diagnosis comes before any course of treatment.", catalogue.SOURCE_TEXT,
    ),
    Suggestion(
        "exercises", "Which exercises are safe for my back, and which are not?",
        "Exercises help most when they fit the cause.", catalogue.SOURCE_TEXT,
    ),
    Suggestion(
        "cortisone", "Could a cortisone injection help me, and what speaks against it?",
        "Only your doctor can weigh that.", catalogue.SOURCE_TEXT,
    ),
)  # fmt: skip
"""Questions worth asking a doctor. English, translated when shown (context ``care``)."""


def check_time(at: datetime, now: datetime) -> datetime:
    """``at`` if a visit can have been or be planned then, seen from ``now``; else :class:`UserError`."""
    if at > now + FARTHEST:
        raise UserError(translate("care", "That is more than three years ahead. Check the date."))
    if at.year < EARLIEST_YEAR:
        raise UserError(translate("model", "That year is too long ago. Check the date."))
    return at


def suggested(questions: Iterable[Question], had_injection: bool = False) -> list[Suggestion]:
    """The suggestions that were not taken up yet; none about an injection for someone who has had one."""
    kept = {each.words for each in questions}
    return [
        each
        for each in SUGGESTIONS
        if translate("care", each.words) not in kept and not (each.key == "cortisone" and had_injection)
    ]


def visit_name(visit: Visit) -> str:
    """``Doctor``, or ``Doctor, Dr. Weber``."""
    who = catalogue.label("who", visit.who)
    return f"{who}, {visit.name}" if visit.name else who


def visit_detail(visit: Visit) -> str:
    """What came of it in a line: the diagnosis, the examinations, else the first line of the note."""
    parts = [one_line(visit.diagnosis), examinations_text(visit)]
    return ", ".join(part for part in parts if part) or one_line(visit.note)


def examinations_text(visit: Visit) -> str:
    """``MRI and blood tests: results awaited``, ``MRI``; nothing without any."""
    if not visit.examinations:
        return ""
    words = capitalized(listed([_inside(each.kind) for each in visit.examinations]))
    waiting = len(visit.awaited)
    if not waiting:
        return words
    told = counted(waiting, translate("care", "{n} result awaited"), translate("care", "{n} results awaited"))
    return f"{words} ({told})"


def _inside(kind: str) -> str:
    """The name of an examination inside a sentence; MRI and CT stay as they are."""
    words = catalogue.label("examination", kind)
    plain = not kind.startswith(catalogue.OWN) and not words[:2].isupper() and "-" not in words
    return uncapitalized(words) if plain else words


def time_text(moment: Moment, now: datetime, zone: tzinfo) -> str:
    """When a visit is or was: ``tomorrow at 09:30``, ``Friday, 4 December at 09:30``, ``12 May 2025``."""
    today, local = now.astimezone(zone).date(), moment.local
    days = (local.date() - today).days
    clock = clock_text(local)
    near = {
        -1: translate("care", "yesterday at {time}"),
        0: translate("care", "today at {time}"),
        1: translate("care", "tomorrow at {time}"),
    }
    if days in near:
        return near[days].format(time=clock)
    day = day_text(local.date(), today=today)
    if days < -31:
        return day
    return translate("care", "{weekday}, {day} at {time}", weekday=weekday_text(local.date()), day=day, time=clock)
