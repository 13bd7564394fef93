"""An episode told in hours since its onset, for tests of the protocol."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo

from backtracker.core.model import Act, Episode, EpisodeLog, Flare, Moment, Reading, Treatment
from backtracker.core.protocol import Agenda, Slot, agenda
from backtracker.core.rules import Rules
from backtracker.core.steps import STEPS

MORNING = datetime(2024, 6, 3, 8, 0, tzinfo=UTC)
"""A Monday without any clock change near it."""


@dataclass
class Story:
    """A log that grows. Times are hours since the onset, or instants."""

    onset: datetime = MORNING
    zone: tzinfo = UTC
    rules: Rules = field(default_factory=Rules)
    ended: float | None = None
    readings: list[Reading] = field(default_factory=list)
    treatments: list[Treatment] = field(default_factory=list)
    flares: list[Flare] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    number: int = 0

    def __post_init__(self) -> None:
        self.began = self.moment(0)

    def at(self, when: float | datetime) -> datetime:
        return when.astimezone(UTC) if isinstance(when, datetime) else self.onset + timedelta(hours=when)

    def moment(self, when: float | datetime) -> Moment:
        return Moment.of(self.at(when), self.zone)

    def _id(self) -> str:
        self.number += 1
        return f"id-{self.number}"

    def did(self, kind: str, when: float | datetime, *, minutes: float | None = 20, running: bool = False) -> "Story":
        length = None if minutes is None else round(minutes * 60)
        self.treatments.append(
            Treatment(
                self._id(), self.moment(when), kind, seconds=None if running else length, planned=length,
                running=running, episode_id="e",
            )
        )  # fmt: skip
        return self

    def pain(self, when: float | datetime, level: int = 5) -> "Story":
        self.readings.append(Reading(self._id(), self.moment(when), level, "e"))
        return self

    def flare(self, when: float | datetime) -> "Story":
        self.flares.append(Flare(self._id(), self.moment(when), "e"))
        return self

    def act(
        self, kind: str, when: float | datetime, slot: Slot | str = "", until: float | datetime | None = None
    ) -> "Story":
        name = slot if isinstance(slot, str) else slot.showing if kind == "shown" else slot.key
        end = None if until is None else self.at(until)
        self.acts.append(Act(self._id(), self.moment(when), kind, "e", name.partition("@")[0], name, end))
        return self

    def show(self, when: float | datetime) -> tuple[Slot, ...]:
        """What pops up at ``when``, recorded the way the journal does it."""
        now = self.now(when)
        if now.popup:
            self.record(when, now.popup, now.missed)
        return now.popup

    def record(self, when: float | datetime, shown: Iterable[Slot], missed: Iterable[Slot] = ()) -> "Story":
        for slot in missed:
            self.act("missed", when, slot)
        for slot in shown:
            self.act("shown", when, slot)
        return self

    def begin(self) -> "Story":
        """The journal marks the first step as shown when the onset is logged."""
        first = self.now(0).next
        assert first is not None
        return self.record(0, [first])

    @property
    def log(self) -> EpisodeLog:
        ended = None if self.ended is None else self.moment(self.ended)
        by_time = lambda each: each.moment.at  # noqa: E731
        return EpisodeLog(
            Episode("e", self.began, ended),
            tuple(sorted(self.readings, key=by_time)),
            tuple(sorted(self.treatments, key=by_time)),
            tuple(sorted(self.flares, key=by_time)),
            (),
            tuple(sorted(self.acts, key=by_time)),
        )

    def now(self, when: float | datetime) -> Agenda:
        return agenda(self.rules, self.log, self.at(when), self.zone)

    def due(self, when: float | datetime) -> dict[str, float]:
        """Each present step and the hour at which it may come up."""
        return {slot.step: round((slot.show - self.onset) / timedelta(hours=1), 4) for slot in self.now(when).slots}

    def card(self, when: float | datetime) -> list[str]:
        return [slot.step for slot in self.now(when).popup]

    def slot(self, step: str, when: float | datetime) -> Slot:
        return next(slot for slot in self.now(when).slots if slot.step == step)


def played(story: Story, since: float, until: float, *, minutes: int = 1) -> list[tuple[float, list[str]]]:
    """What came up, minute by minute, when nobody answers: hours since the onset, and the steps of the card."""
    found = []
    tick = timedelta(minutes=minutes)
    now = story.at(since)
    while now <= story.at(until):
        card = story.show(now)
        if card:
            found.append((round((now - story.onset) / timedelta(hours=1), 4), [slot.step for slot in card]))
        now += tick
    return found


def on_time(story: Story, now: datetime, length: timedelta) -> list[tuple[str, datetime, int, str]]:
    """Live on for ``length``, answering each thing when it comes: the step, when, for how many minutes, which slot.

    A session is begun, runs for as long as it should and is ended then; a question takes no time.
    """
    rows: list[tuple[str, datetime, int, str]] = []
    until = now + length
    while now < until:
        found = story.now(now)
        if found.session is not None:
            now = max(now, found.session.ends)
            story.treatments = [replace(each, running=False, seconds=each.planned) if each.running else each
                                for each in story.treatments]  # fmt: skip
            continue
        story.record(now, found.popup, found.missed)
        held = found.quiet_until or found.paused_until
        card = found.popup or tuple(slot for slot in found.slots if slot.show <= now and not held)[:1]
        for slot in card:
            minutes = story.rules.session_minutes(slot.step, found.spasm_day) if STEPS[slot.step].treatment else 0
            rows.append((slot.step, now, minutes, slot.key))
            if minutes:
                story.did(slot.step, now, minutes=minutes, running=True)
            elif slot.step == "pain":
                story.pain(now)
            else:
                story.act("skipped", now, slot)
        if not card:
            if found.wake is None:
                break
            now = found.wake
    return rows
