"""What all parts of the journal share: the store, the clock, and how a change is announced."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import wraps
from typing import Concatenate, Generic, ParamSpec, TypeVar

from backtracker.core import model, protocol
from backtracker.core.model import Act, Episode, EpisodeLog, Moment, new_id
from backtracker.core.records import Record
from backtracker.core.rules import Rules
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.settings import Settings
from backtracker.storage.store import Store

Value = TypeVar("Value")
Given = ParamSpec("Given")
Part = TypeVar("Part", bound="Base")

LATELY = timedelta(days=1)
"""What is told with the clock set back to before the onset, for no longer ago than this, is part of the episode."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was written: ``batch`` names it for undo, ``label`` says it in words.

    What the program notes down by itself has an empty label; people are not asked to undo it.
    A taking back has no batch of its own: ``undone`` is the batch that it took back.
    """

    batch: str
    label: str
    undone: str = ""


@dataclass(frozen=True, slots=True)
class Logged(Generic[Value]):
    """A change, and the value that it stored."""

    change: Change
    value: Value


def taken_back(label: str) -> str:
    """How undo tells of a change with ``label``: what was deleted is back again, all else is taken back."""
    for said, undone in (
        (translate("journal", "Deleted: {what}"), translate("journal", "Back again: {what}")),
        (translate("journal", "Taken back: {what}"), translate("journal", "Back again: {what}")),
        (translate("journal", "Changed: {what}"), translate("journal", "Change taken back: {what}")),
    ):
        before = said.partition("{what}")[0]
        if label.startswith(before):
            return undone.format(what=label.removeprefix(before))
    return translate("journal", "Taken back: {what}", what=label)


def no_longer_there() -> UserError:
    """What is said of an entry that was deleted or taken back meanwhile."""
    return UserError(translate("journal", "That entry is no longer there. It was deleted or taken back."))


def use_case(
    deed: Callable[Concatenate[Part, Given], Value],
) -> Callable[Concatenate[Part, Given], Value]:
    """``deed`` as a whole: what it asks stays true until what it saves is on disk, whoever else writes."""

    @wraps(deed)
    def whole(self: Part, /, *args: Given.args, **kwargs: Given.kwargs) -> Value:
        with self.writing():
            return deed(self, *args, **kwargs)

    return whole


class Base:
    """An open store, a clock, a time zone, the rules in force and what else was ``chosen``."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        zone: Callable[[], tzinfo],
        rules: Callable[[], Rules],
        chosen: Callable[[], Settings] = Settings,
    ) -> None:
        self.store = store
        self.now = now
        self.zone = zone
        self.rules = rules
        self.chosen = chosen
        self.listeners: list[Callable[[Change], None]] = []
        self._saved: list[Change] | None = None

    def moment(self, at: datetime | None) -> Moment:
        """``at``, or now, as a moment here; :class:`UserError` when it lies ahead or too long ago."""
        now = self.now()
        return Moment.of(now if at is None else model.check_past(at, now), self.zone())

    def today(self) -> date:
        """The present local day."""
        return self.now().astimezone(self.zone()).date()

    def lies_ahead(self, episode: Episode | None) -> bool:
        """Whether ``episode`` began or ended later than now: the clock was set back since."""
        if episode is None:
            return False
        return max(episode.began, episode.ended or episode.began, key=_at).at > self.now() + model.CLOCKS_DIFFER

    def episode_at(self, at: datetime) -> Episode | None:
        """The episode that was running at ``at``, if any.

        With the clock set back to before its onset an episode runs all the same, and what happens belongs to it.
        """
        latest = self.store.latest_episode()
        if latest is None or latest.began.at <= at:  # by far the most frequent: one question is enough
            return latest if latest and (latest.ended is None or at <= latest.ended.at) else None
        day, one = at.astimezone(self.zone()).date(), timedelta(days=1)
        around = self.store.episodes_between(day - one, day + one)
        inside = [each for each in around if each.ended and each.began.at <= at <= each.ended.at]
        goes_on = latest.ended is None and self.lies_ahead(latest) and self.now() - at < LATELY
        return inside[-1] if inside else latest if goes_on else None

    def episode_id_at(self, at: datetime) -> str | None:
        """The id of :meth:`episode_at`, for what is recorded in it."""
        episode = self.episode_at(at)
        return episode.id if episode else None

    def save(self, label: str, put: Iterable[Record], remove: Iterable[Record] = ()) -> Change:
        """Write all of it or nothing. It is on disk, and told to the listeners, at the end of the use case.

        Where everything stood there already, nothing is written or told, and there is no batch.
        """
        if self._saved is None:
            raise RuntimeError("only a use case saves")
        with self.store.change(label, self.now()) as writing:
            for record in put:
                writing.put(record)
            for record in remove:
                writing.remove(record)
        if not writing.written:
            return Change("", label)
        change = Change(writing.batch, label)
        self._saved.append(change)
        return change

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction to ask and save in: what is read inside stays true until it is on disk.

        Inside another one it is a part of that. The listeners are told once, when all is on disk.
        """
        if self._saved is not None:
            yield
            return
        saved: list[Change] = []
        self._saved = saved
        try:
            with self.store.together():
                yield
        finally:
            self._saved = None
        if saved:
            self._announce(next((change for change in reversed(saved) if change.label), saved[-1]))

    def undo(self, batch: str | None = None) -> Change | None:
        """Take back the change ``batch``, or the last one; None when there is nothing to take back."""
        label = self.store.undo(self.now(), batch)
        if label is None:
            return None
        change = Change("", taken_back(label), batch or "")
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
            raise no_longer_there()

    def log(self, episode_id: str) -> EpisodeLog:
        """Everything in the episode with that id; :class:`UserError` when it is gone."""
        found = self.store.episode_log(episode_id)
        if found is None:
            raise UserError(translate("journal", "That episode is no longer there. It was deleted or taken back."))
        return found

    def missed_until(self, moment: Moment) -> list[Act]:
        """Acts for the reminders that went by unanswered until ``moment``, dated with it.

        Saved with an answer or with the end of the episode: what the schedule says afterwards knows of them no more.
        """
        running = self.store.running_episode()
        if running is None:
            return []
        agenda = protocol.agenda(self.rules(), self.log(running.id), moment.at, self.zone())
        return [Act(new_id(), moment, "missed", running.id, slot.step, slot.key) for slot in agenda.missed]

    def missed_until_now(self) -> list[Act]:
        """:meth:`missed_until` for this moment."""
        return self.missed_until(self.moment(None))

    def _announce(self, change: Change) -> None:
        for listener in tuple(self.listeners):
            listener(change)


def _at(moment: Moment) -> datetime:
    return moment.at
