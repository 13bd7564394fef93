"""What a person records: frozen values that refuse nonsense with a sentence.

Standard library and ``backtracker.errors`` only.
"""

from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar
from uuid import uuid4

from backtracker.core.words import day_text, translate
from backtracker.errors import UserError

if TYPE_CHECKING:
    from backtracker.core.body import Measure
    from backtracker.core.care.visits import Visit
    from backtracker.core.habits import Habit

WORST_LEVEL = 10
LONGEST_NOTE = 20_000
LONGEST_SESSION = timedelta(hours=24)
EARLIEST_YEAR = 1900
MOST_UNITS = 100
"""Tablets, spoons or sprays at once."""
MOST_MICROGRAMS = 1_000_000_000
CLOCKS_DIFFER = timedelta(minutes=2)
"""How far ahead of now a time may lie: two clocks seldom agree to the second."""


def new_id() -> str:
    """A fresh UUID as text: the identity of a record on every computer it reaches."""
    return str(uuid4())


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, and what the clock on the wall said there: the past never moves.

    ``at`` is aware and in UTC; ``offset`` is local time minus UTC at entry, in seconds;
    ``zone`` is the IANA name at entry or an empty text.
    """

    at: datetime
    offset: int = 0
    zone: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("a moment needs an aware datetime")
        if self.at.tzinfo is not UTC:
            object.__setattr__(self, "at", self.at.astimezone(UTC))
        if abs(self.offset) >= 24 * 3600:
            raise ValueError("an offset is less than a day")

    @classmethod
    def of(cls, at: datetime, zone: tzinfo) -> "Moment":
        """The aware instant ``at`` as seen on a wall in ``zone``."""
        local = at.astimezone(zone)
        offset = local.utcoffset() or timedelta()
        return cls(at.astimezone(UTC), round(offset.total_seconds()), getattr(zone, "key", ""))

    @property
    def local(self) -> datetime:
        """The wall-clock time at entry, aware, with the offset of then."""
        return self.at.astimezone(timezone(timedelta(seconds=self.offset)))

    @property
    def day(self) -> date:
        """The local date at entry."""
        return self.local.date()


@dataclass(frozen=True, slots=True)
class Reading:
    """One pain level, 0 (none) to 10 (the worst there is).

    ``role`` says why it was asked: ``onset``, ``flare``, ``before`` or ``after`` a treatment,
    ``worst`` of a day, or nothing in particular.
    """

    id: str
    moment: Moment
    level: int
    episode_id: str | None = None
    treatment_id: str | None = None
    role: str = ""
    places: frozenset[str] = frozenset()
    note: str = ""

    def __post_init__(self) -> None:
        check_level(self.level)
        check_text(self.note)


@dataclass(frozen=True, slots=True)
class Episode:
    """A spasm episode from its onset to the day the person says it is over."""

    id: str
    began: Moment
    ended: Moment | None = None
    places: frozenset[str] = frozenset()
    helped: frozenset[str] = frozenset()
    note: str = ""

    def __post_init__(self) -> None:
        check_text(self.note)
        if any(key.startswith("own:") for key in self.helped):
            object.__setattr__(self, "helped", frozenset(map(one_line, self.helped)))
        if self.ended is not None and self.ended.at < self.began.at:
            raise UserError(translate("model", "An episode cannot end before it began. Check the two times."))


@dataclass(frozen=True, slots=True)
class Flare:
    """A new spasm inside a running episode; it restarts the ice phase."""

    id: str
    moment: Moment
    episode_id: str
    note: str = ""

    def __post_init__(self) -> None:
        check_text(self.note)


@dataclass(frozen=True, slots=True)
class Treatment:
    """Something done about the pain, at ``moment`` (its start).

    ``kind`` is a key of the catalogue, or ``own:`` and the person's own words. ``seconds`` is
    the true length, empty while ``running`` or where nobody knows. ``planned`` is what a timed
    session was started for, in seconds. ``product`` and ``amount`` are the person's words for
    a medicine, or the name and amount of an exercise or a session. ``slot`` is the reminder that this
    answers, or the course that it is a session of (``core.care.courses``), if any.

    A medicine of known ingredients is a dose (``core.medicines``): ``medicine`` names the product,
    ``units`` how many of it, ``contents`` the whole micrograms of each ingredient in all of them (0 where
    the strength is not known), as they were at entry. ``remind`` asks to be told when the next is allowed.
    """

    id: str
    moment: Moment
    kind: str
    seconds: int | None = None
    planned: int | None = None
    running: bool = False
    product: str = ""
    amount: str = ""
    note: str = ""
    episode_id: str | None = None
    slot: str = ""
    medicine: str = ""
    units: float | None = None
    contents: tuple[tuple[str, int], ...] = ()
    remind: bool = False

    def __post_init__(self) -> None:
        if self.kind.startswith("own:") or self.product or self.amount:
            for name in ("kind", "product", "amount"):
                object.__setattr__(self, name, one_line(getattr(self, name)))
        if not self.kind.removeprefix("own:").strip():
            raise UserError(translate("model", "Say what was done: pick a treatment or type a name for it."))
        for text in (self.kind, self.product, self.amount, self.note):
            check_text(text)
        for length in (self.seconds, self.planned):
            if length is not None and not 0 <= length <= LONGEST_SESSION.total_seconds():
                raise UserError(translate("model", "A treatment lasts between 0 minutes and 24 hours."))
        if self.running and self.seconds is not None:
            raise ValueError("a running session has no length yet")
        if self.units is not None and not 0 < self.units <= MOST_UNITS:  # NaN is refused too
            raise UserError(translate("medicines", "How many? More than 0 and at most 100."))
        check_contents(self.contents)

    @property
    def ended_at(self) -> datetime | None:
        """The instant it ended, where its length is known."""
        return None if self.seconds is None else self.moment.at + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Exposure:
    """An answer about a likely trigger in the two hours that lie ``hours_before`` the onset.

    ``hours_before`` 0 is the case window; 24 and 48 are its matched controls. ``answer`` is
    ``yes``, ``no`` or ``unknown``; no answer at all is unknown too, never "no".
    """

    id: str
    moment: Moment
    episode_id: str
    trigger: str
    hours_before: int = 0
    answer: str = "yes"

    def __post_init__(self) -> None:
        if self.trigger.startswith("own:"):
            object.__setattr__(self, "trigger", one_line(self.trigger))
        check_text(self.trigger)
        if not self.trigger.removeprefix("own:").strip():
            raise UserError(translate("model", "Type a few words for your own trigger."))
        if self.answer not in ("yes", "no", "unknown"):
            raise ValueError(f"not an answer: {self.answer}")


@dataclass(frozen=True, slots=True)
class Act:
    """What happened to reminders, in the order it happened.

    ``kind`` is ``shown``, ``snoozed`` (``until``), ``skipped``, ``missed``, ``paused``
    (``until``), ``resumed`` or ``ice_ended`` ("swelling is down"). ``step`` and ``slot`` name
    the reminder where there is one; ``reason`` is the person's, optional. A break from sitting
    (``core.breaks``) is the step ``break`` outside any episode; one that was taken is ``paused``.
    So is an errand (``core.errand``), whose ``kind`` and ``key`` are step and slot; it can be ``done``.
    """

    id: str
    moment: Moment
    kind: str
    episode_id: str | None = None
    step: str = ""
    slot: str = ""
    until: datetime | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        check_text(self.reason)
        if self.kind not in ("shown", "snoozed", "skipped", "missed", "paused", "resumed", "ice_ended", "done"):
            raise ValueError(f"not an act: {self.kind}")
        if self.kind in ("snoozed", "paused") and self.until is None:
            raise ValueError(f"{self.kind} needs an until")


@dataclass(frozen=True, slots=True)
class Check:
    """Answers to the red-flag check: the flags that were there, none of them for a plain no."""

    id: str
    moment: Moment
    episode_id: str | None = None
    flags: frozenset[str] = frozenset()


Record = Episode | Reading | Flare | Treatment | Exposure | Act | Check


class Stored(Protocol):
    """A frozen value with fields, whichever it is."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Recorded = TypeVar("Recorded", bound=Stored)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class EpisodeLog:
    """Everything recorded in one episode, each kind in the order of its time."""

    episode: Episode
    readings: tuple[Reading, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    flares: tuple[Flare, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    acts: tuple[Act, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def running(self) -> bool:
        """Whether the person has not yet said that it is over."""
        return self.episode.ended is None

    @property
    def worst(self) -> int | None:
        """The highest level recorded in it."""
        return max((reading.level for reading in self.readings), default=None)


@dataclass(frozen=True, slots=True)
class EpisodeSummary:
    """A line in the list of episodes. ``pains`` counts readings; ``worst`` is empty without any."""

    episode: Episode
    worst: int | None = None
    pains: int = 0
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayPain:
    """The readings of one local day: ``counts[level]`` is how many there were of each level 0 to 10."""

    day: date
    counts: tuple[int, ...]

    @property
    def worst(self) -> int:
        """The highest level of the day."""
        return max(level for level, count in enumerate(self.counts) if count)

    @property
    def readings(self) -> int:
        """How many readings the day has, at least one."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class HourPain:
    """The readings of one ``hour`` (0 to 23) of a local day, by the wall clock at entry; ``counts`` as in DayPain."""

    day: date
    hour: int
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was recorded in a span of time, in or outside an episode, each kind in the order of its time.

    ``habits`` are about the days of the span, whenever they were said.
    """

    readings: tuple[Reading, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    flares: tuple[Flare, ...] = ()
    episodes: tuple[Episode, ...] = ()
    visits: "tuple[Visit, ...]" = ()
    checks: tuple[Check, ...] = ()
    measures: "tuple[Measure, ...]" = ()
    habits: "tuple[Habit, ...]" = ()


BEFORE_WITHIN = timedelta(hours=2)
AFTER_WITHIN = timedelta(minutes=15)


def pain_around(treatment: Treatment, readings: tuple[Reading, ...]) -> tuple[int | None, int | None]:
    """The pain before and after ``treatment``, from ``readings`` in the order of their time.

    What was asked for this treatment counts first; else the last reading in the two hours
    before its start, and the first in the quarter of an hour after its end.
    """
    asked = {reading.role: reading.level for reading in readings if reading.treatment_id == treatment.id}
    start, end = treatment.moment.at, treatment.ended_at or treatment.moment.at
    before = [r.level for r in readings if start - BEFORE_WITHIN <= r.moment.at <= start and r.treatment_id is None]
    after = [r.level for r in readings if end < r.moment.at <= end + AFTER_WITHIN and r.treatment_id is None]
    first_after = None if treatment.running or not after else after[0]
    return asked.get("before", before[-1] if before else None), asked.get("after", first_after)


def check_level(level: object) -> int:
    """``level`` if it is a whole number 0 to 10, else :class:`UserError`."""
    if isinstance(level, bool) or not isinstance(level, int) or not 0 <= level <= WORST_LEVEL:
        raise UserError(translate("model", "Pain is a whole number from 0 (none) to 10 (the worst there is)."))
    return level


def check_text(text: str) -> str:
    """``text`` if it can be kept, else :class:`UserError`."""
    whole = text == text.encode("utf-8", "replace").decode("utf-8")  # half of a surrogate pair has no bytes
    if "\0" in text or not whole:
        raise UserError(translate("model", "The text holds a character that cannot be kept. Type it again."))
    if len(text) > LONGEST_NOTE:
        raise UserError(
            translate("model", "The text is too long. Keep it under {n} characters.", n=f"{LONGEST_NOTE:,}")
        )
    return text


def check_contents(contents: tuple[tuple[str, int], ...]) -> None:
    """:class:`UserError` or :class:`ValueError` unless these are ingredients, each once, with their micrograms."""
    if len({key for key, _ in contents}) < len(contents):
        raise UserError(
            translate("medicines", "An ingredient stands there twice. Write it once, with its whole amount.")
        )
    for key, mcg in contents:
        check_text(key)
        if not key.removeprefix("own:").strip():
            raise UserError(translate("medicines", "Give each ingredient a name."))
        if not 0 <= mcg <= MOST_MICROGRAMS:
            raise UserError(translate("medicines", "The amount of an ingredient is from 0 mg to 1 kg."))


def one_line(words: str) -> str:
    """A name as typed, or an ``own:`` key, as it can stand in a line of text: each run of white space is one space."""
    own = "own:" if words.startswith("own:") else ""
    return own + " ".join(words.removeprefix(own).split())


def check_past(at: datetime, now: datetime) -> datetime:
    """``at`` if it is a time a person could be recording at ``now``, else :class:`UserError`.

    A little into the future is let through.
    """
    if at > now + CLOCKS_DIFFER:
        raise UserError(translate("model", "That time has not come yet. Choose a time up to now."))
    if at.year < EARLIEST_YEAR:
        raise UserError(translate("model", "That year is too long ago. Check the date."))
    return at


def laid_over(was: Value, wanted: Value, there: Value) -> Value:
    """What a change from ``was`` to ``wanted`` makes of what is ``there`` by now.

    :class:`UserError` when someone else has changed it to something else.
    """
    if wanted in (was, there):
        return there
    if there != was:
        raise UserError(
            translate("model", "This was changed somewhere else meanwhile, so nothing was saved. Open it again.")
        )
    return wanted


def all_laid_over(was: Recorded, wanted: Recorded, there: Recorded) -> Recorded:
    """:func:`laid_over`, field by field; of sets, what was added and taken away."""
    changed: dict[str, Any] = {}
    for name in (field.name for field in fields(wanted)):
        old, new, now = (getattr(each, name) for each in (was, wanted, there))
        is_set = isinstance(now, frozenset)
        changed[name] = now - (old - new) | (new - old) if is_set else laid_over(old, new, now)
    return replace(there, **changed)


def check_overlap(episode: Episode, others: list[Episode], now: datetime) -> Episode:
    """``episode`` if it shares no time with ``others``, else :class:`UserError` that names the other.

    One that runs reaches as far as any time that can be recorded at ``now``.
    """
    latest = now + CLOCKS_DIFFER
    end = episode.ended.at if episode.ended else latest
    for other in others:
        other_end = other.ended.at if other.ended else latest
        if other.id != episode.id and episode.began.at < other_end and other.began.at < end:
            raise UserError(
                translate(
                    "model",
                    "That overlaps the episode that began on {day} at {time}. Change the times, or add to that one.",
                    day=day_text(other.began.day, today=now.date()),
                    time=f"{other.began.local:%H:%M}",
                )
            )
    return episode


def moved(moment: Moment, at: datetime, zone: tzinfo) -> Moment:
    """``moment`` shifted to ``at``, seen from ``zone``; unchanged when the instant is the same."""
    return moment if at == moment.at else Moment.of(at, zone)
