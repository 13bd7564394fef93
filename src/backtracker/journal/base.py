"""What all parts of the journal share: the store, the clock, and how a change is announced."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Generic, TypeVar

from backtracker.core import model, protocol
from backtracker.core.model import Act, Episode, EpisodeLog, Moment, Record, new_id
from backtracker.core.rules import Rules
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.storage.store import Change as Writing
from backtracker.storage.store import Store

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was written: ``batch`` names it for undo, ``label`` says it in words.

    What the program notes down by itself has an empty label; people are not asked to undo it.
    """

    batch: str
    label: str


@dataclass(frozen=True, slots=True)
class Logged(Generic[Value]):
    """A change, and the value that it stored."""

    change: Change
    value: Value


class Base:
    """An open store, a clock, a time zone and the rules in force."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        zone: Callable[[], tzinfo],
        rules: Callable[[], Rules],
    ) -> None:
        self.store = store
        self.now = now
        self.zone = zone
        self.rules = rules
        self.listeners: list[Callable[[Change], None]] = []

    def moment(self, at: datetime | None) -> Moment:
        """``at``, or now, as a moment here; :class:`UserError` when it lies ahead or too long ago."""
        now = self.now()
        return Moment.of(now if at is None else model.check_past(at, now), self.zone())

    def episode_at(self, at: datetime) -> Episode | None:
        """The episode that was running at ``at``, if any."""
        latest = self.store.latest_episode()
        if latest is None or latest.began.at <= at:  # by far the most frequent: one question is enough
            return latest if latest and (latest.ended is None or at <= latest.ended.at) else None
        day, one = at.astimezone(self.zone()).date(), timedelta(days=1)
        around = self.store.episodes_between(day - one, day + one)
        inside = [each for each in around if each.ended and each.began.at <= at <= each.ended.at]
        return inside[-1] if inside else None

    def save(self, label: str, put: Iterable[Record], remove: Iterable[Record] = ()) -> Change:
        """Write all of it or nothing, then tell the listeners. On return it is on disk.

        Where everything stood there already, nothing is written or told, and there is no batch.
        """
        with self.writing(label) as writing:
            for record in put:
                writing.put(record)
            for record in remove:
                writing.remove(record)
        return Change(writing.batch if writing.written else "", label)

    @contextmanager
    def writing(self, label: str) -> Iterator[Writing]:
        """A transaction to ask and write in: what is read inside stays true until it is on disk."""
        with self.store.change(label, self.now()) as writing:
            yield writing
        if writing.written:
            self._announce(Change(writing.batch, label))

    def undo(self, batch: str | None = None) -> Change | None:
        """Take back the change ``batch``, or the last one; None when there is nothing to take back."""
        label = self.store.undo(self.now(), batch)
        if label is None:
            return None
        change = Change("", translate("journal", "Taken back: {what}", what=label))
        self._announce(change)
        return change

    def redo(self) -> Change | None:
        """Do again what was taken back last; None when there is nothing to do again."""
        label = self.store.redo(self.now())
        if label is None:
            return None
        change = Change("", label)
        self._announce(change)
        return change

    def need(self, episode_id: str | None) -> Episode:
        """The episode with that id, or the running one; :class:`UserError` when there is none."""
        if episode_id is not None:
            return self.log(episode_id).episode
        running = self.store.running_episode()
        if running is None:
            raise UserError(translate("journal", "No episode is running. Log a spasm first."))
        return running

    def need_there(self, record: Record) -> None:
        """:class:`UserError` when ``record`` was deleted or taken back meanwhile."""
        if self.store.get(type(record), record.id) is None:
            raise UserError(translate("journal", "That entry is no longer there. It was deleted or taken back."))

    def log(self, episode_id: str) -> EpisodeLog:
        """Everything in the episode with that id; :class:`UserError` when it is gone."""
        found = self.store.episode_log(episode_id)
        if found is None:
            raise UserError(translate("journal", "That episode is no longer there. It was deleted or taken back."))
        return found

    def missed_until_now(self) -> list[Act]:
        """Acts for the reminders that went by unanswered: saved with an answer, as the schedule goes on from that."""
        running = self.store.running_episode()
        if running is None:
            return []
        agenda = protocol.agenda(self.rules(), self.log(running.id), self.now(), self.zone())
        moment = self.moment(None)
        return [Act(new_id(), moment, "missed", running.id, slot.step, slot.key) for slot in agenda.missed]

    def _announce(self, change: Change) -> None:
        for listener in tuple(self.listeners):
            listener(change)
