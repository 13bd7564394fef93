"""Answers to the protocol: start, done, snooze, skip, pause, and what was shown."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from backtracker.core import protocol, redflags, standing, steps
from backtracker.core.model import (
    AFTER_WITHIN,
    CLOCKS_DIFFER,
    Act,
    EpisodeLog,
    Reading,
    Record,
    Treatment,
    check_level,
    new_id,
)
from backtracker.core.protocol import Agenda, Slot
from backtracker.core.words import capitalized, clock_text, translate
from backtracker.errors import UserError
from backtracker.journal.base import Change, Logged, use_case
from backtracker.journal.entries import Entries
from backtracker.journal.flags import Flags

TWICE = timedelta(seconds=5)
"""The same answer to the same reminder within this is one press that came twice."""

CORRECTED_WITHIN = timedelta(minutes=5)
"""A second pain level on the same card within this corrects the first; later the pain has changed."""


class Answers(Entries, Flags):
    """The part of the journal that the reminders talk to."""

    def agenda(self, now: datetime | None = None) -> Agenda | None:
        """What the protocol says now about the running episode; None when no episode runs."""
        log = self.running_log()
        return None if log is None else protocol.agenda(self.rules(), log, now or self.now(), self.zone())

    @use_case
    def start(self, kind: str, slot: str = "", at: datetime | None = None) -> Logged[Treatment]:
        """Begin a timed session of ``kind`` at ``at`` (default: now). A walk or heat that still runs ends then.

        While ice is on nothing else begins: it has to come off first, and its end has to be told.
        A session belongs to the episode that runs, also when it is told to have begun before that.
        The same answer to the same reminder, told twice, is one.
        """
        self.end_overdue()
        moment, log = self.moment(at), self.running_log()
        told = self._told(slot, log)
        if isinstance(told, Treatment) and told.running and told.kind == kind:
            return Logged(Change("", ""), told)
        self._refuse_answered(told, slot, log)
        day = 0 if log is None else protocol.agenda(self.rules(), log, moment.at, self.zone()).spasm_day
        planned = self.rules().session_minutes(kind, day) * 60
        treatment = Treatment(
            new_id(), moment, kind, planned=planned, running=True,
            episode_id=log.episode.id if log else None, slot=slot,
        )  # fmt: skip
        put: list[Record] = [treatment, *self.missed_until_now()]
        running = self.store.running_session()
        if running is not None and running.kind == "ice":
            raise UserError(translate("journal", "The ice is still on. Take it off and end that session first."))
        if running is not None:
            put.insert(0, self.ended_session(running, moment.at))
        label = translate(
            "journal", "{what} started at {time}", what=self.called(treatment), time=clock_text(moment.local)
        )
        return Logged(self.save(capitalized(label), put), treatment)

    @use_case
    def finish(
        self, treatment_id: str, at: datetime | None = None, pain: int | None = None, seconds: int | None = None
    ) -> Logged[Treatment]:
        """End the running session at ``at`` (default: now), keep its true length, and the pain after it if given.

        One that seems to begin later than now, because the clock was set back, ends all the same. Whoever knows
        that the clock was set since it began tells how many ``seconds`` it lasted: they count then, and not ``at``.
        """
        found = self.store.treatment(treatment_id)
        if found is None:
            raise UserError(translate("journal", "That session is no longer there. It was deleted or taken back."))
        end, now = self.moment(at).at, self.now()
        set_back = found.moment.at > now + CLOCKS_DIFFER
        if seconds is None and at is not None and end < found.moment.at and not set_back:
            raise UserError(translate("journal", "A session cannot end before it began. Check the time."))
        done = self.ended_at_home(found, end, seconds) if found.running else found
        return self._with_pain(done, None, pain, label=self.ended_label(done, end))

    @use_case
    def pain_after(self, treatment_id: str, level: int) -> Logged[Reading]:
        """The pain after a session, pressed before or after it was ended."""
        check_level(level)
        found = self.store.treatment(treatment_id)
        if found is None:
            return self.log_pain(level)
        there = [each for each in self.store.treatment_readings(treatment_id) if each.role == "after"]
        old = there[0] if there else None
        fresh = Reading(
            old.id if old else new_id(), self.moment(None), level, found.episode_id, found.id, "after",
            old.places if old else frozenset(), old.note if old else "",
        )  # fmt: skip
        label = translate("journal", "Pain {level} after {what}", level=level, what=self.called(found))
        return Logged(self.save(label, [fresh]), fresh)

    @use_case
    def pain_now(self, level: int, instead_of: str = "") -> Logged[Reading]:
        """A pain level at this moment; after a session that is over or has just ended, it is the one after it.

        It corrects the reading with the id ``instead_of``, where that was told a moment ago.
        """
        check_level(level)
        now, log = self.now(), self.running_log()
        old = self.store.reading(instead_of) if instead_of else None
        if old is not None and abs(now - old.moment.at) <= CORRECTED_WITHIN:
            label = translate("journal", "Pain {level} instead of {old}", level=level, old=old.level)
            return Logged(self.save(label, [replace(old, level=level)]), replace(old, level=level))
        rated = {reading.treatment_id for reading in log.readings if reading.role == "after"} if log else set()
        running = protocol.session(log, now) if log else None
        if running is not None and running.over:
            return self.pain_after(running.treatment.id, level)
        for treatment in reversed(log.treatments if log else ()):
            ended = treatment.ended_at if treatment.planned is not None else None
            if ended is not None and treatment.id not in rated and ended <= now <= ended + AFTER_WITHIN:
                return self.pain_after(treatment.id, level)
        return self.log_pain(level)

    @use_case
    def done(self, slot: Slot, ended: datetime | None = None) -> Logged[Treatment]:
        """``slot`` was done without the timer, and ended at ``ended`` (default: now) after its usual length.

        It cannot have begun before the spasm that it is an answer to, unless it had ended by then: whoever was
        quicker with the ice than with the record answers the reminder too. Told twice, it is one.
        """
        kind, end = steps.STEPS[slot.step].treatment, self.moment(ended).at
        log = self.running_log()
        if log is None:
            return self.did(kind, ended, slot=slot.key)
        agenda = protocol.agenda(self.rules(), log, end, self.zone())
        usual = timedelta(minutes=self.rules().session_minutes(slot.step, agenda.spasm_day))
        spasm = protocol.clock_zero(log)
        began = max(end - usual, spasm) if spasm <= end else end - usual
        told = self._told(slot.key, log)
        if isinstance(told, Treatment) and not told.running and abs(told.moment.at - began) <= TWICE:
            return Logged(Change("", ""), told)
        self._refuse_answered(told, slot.key, log)
        return self.did(kind, began, seconds=round((end - began).total_seconds()), slot=slot.key)

    @use_case
    def snooze(self, slot: Slot, minutes: int) -> Change:
        """Bring ``slot`` back in ``minutes``, counted from now or from when it is due; it can only come later."""
        moment = self.moment(None)
        until = max(moment.at, slot.show) + timedelta(minutes=minutes)
        log = self.running_log()
        self._refuse_answered(self._told(slot.key, log), slot.key, log)
        put_off = [act.until for act in log.acts if act.kind == "snoozed" and act.slot == slot.key] if log else []
        if any(each is not None and abs(each - until) <= TWICE for each in put_off):
            return Change("", "")
        act = self._act("snoozed", slot, until=until)
        label = translate("journal", "{what} again at {time}", what=steps.short(slot.step), time=self._clock(until))
        return self.save(capitalized(label), [act])

    @use_case
    def skip(self, slot: Slot, reason: str = "") -> Change:
        """Leave ``slot`` out this time."""
        log = self.running_log()
        told = self._told(slot.key, log)
        if isinstance(told, Act) and not self._asks(slot.key, log):
            return Change("", "")
        self._refuse_answered(told, slot.key, log)
        act = self._act("skipped", slot, reason=reason)
        label = translate("journal", "{what} skipped", what=steps.short(slot.step))
        return self.save(capitalized(label), [act, *self.missed_until_now()])

    @use_case
    def mark_shown(self, slots: Iterable[Slot], missed: Iterable[Slot] = ()) -> Change:
        """``slots`` are about to come up, and ``missed`` went by; on disk before the pop-up is on screen."""
        acts = [self._act("missed", slot) for slot in missed]
        acts += [self._act("shown", slot, key=slot.showing) for slot in slots]
        return self.save("", acts)

    @use_case
    def bring_up(self) -> Agenda | None:
        """What should pop up now, already marked as shown on disk; None when nothing should.

        While the notice of a warning sign is up nothing should.

        Asked again from the store, so that what another process wrote meanwhile counts.
        """
        agenda = self.agenda()
        if agenda is None or not agenda.popup or redflags.silences(self.standing()):
            return None
        self.mark_shown(agenda.popup, agenda.missed)
        return agenda

    def left_open(self) -> tuple[Agenda, Reading | None] | None:
        """The card that was up when the program ended, if it still waits for its answer, and the last pain.

        Nothing is written: it came up before, and comes back.
        """
        agenda = self.agenda()
        slot = standing.left_open(agenda) if agenda is not None else None
        if agenda is None or slot is None:
            return None
        return replace(agenda, popup=(slot,), missed=()), self.store.newest_reading()

    @use_case
    def pause(self, until: datetime) -> Change:
        """No reminders until ``until``; they come back by themselves."""
        return self._say_pause(
            "paused", translate("journal", "Reminders paused until {time}", time=self._clock(until)), until
        )

    @use_case
    def pause_for(self, minutes: int) -> Change:
        """No reminders for ``minutes`` from now."""
        return self.pause(self.now() + timedelta(minutes=minutes))

    @use_case
    def pause_until_morning(self) -> Change:
        """No reminders until the quiet hours of the coming night are over."""
        calm = protocol.calm(self.rules(), (), self.zone())
        now = self.now()
        night = now if calm.night_end(now) else calm.next_night(now)
        morning = calm.night_end(night) if night else None
        return self.pause(morning or now + timedelta(hours=8))

    @use_case
    def resume(self) -> Change:
        """Reminders come again from now on."""
        return self._say_pause("resumed", translate("journal", "Reminders are on again"), None)

    def _say_pause(self, kind: str, label: str, until: datetime | None) -> Change:
        """A pause or its end, which also counts against what was told before the clock was set back.

        Outside an episode it holds the other reminders.
        """
        log, moment = self.running_log(), self.moment(None)
        act = Act(new_id(), moment, kind, log.episode.id if log else None, until=until)
        before = log.acts if log else tuple(self.pauses_outside())
        return self.save(label, [act, *protocol.overtaken(before, moment.at)])

    def pauses_outside(self) -> list[Act]:
        """Pauses and their ends that belong to no episode, those of late; in the order they were written."""
        return self.store.latest_pauses()

    @use_case
    def end_ice(self) -> Change:
        """The swelling is down: no more ice in this phase. Only from 48 hours on."""
        agenda, moment = self.agenda(), self.moment(None)
        if agenda is None or not agenda.can_end_ice:
            raise UserError(translate("journal", "Ice is for 48 hours at least. You can skip a session."))
        act = Act(new_id(), moment, "ice_ended", self.need(None).id)
        return self.save(translate("journal", "No more ice"), [act, *self.missed_until_now()])

    @staticmethod
    def _told(key: str, log: EpisodeLog | None) -> Treatment | Act | None:
        """What was answered to the reminder ``key`` already: the last session or treatment, or that it was skipped."""
        if log is None or not key:
            return None
        done: list[Treatment | Act] = [each for each in reversed(log.treatments) if each.slot == key]
        left: list[Treatment | Act] = [each for each in log.acts if each.slot == key and each.kind == "skipped"]
        return next(iter([*done, *left]), None)

    def _refuse_answered(self, told: Treatment | Act | None, key: str, log: EpisodeLog | None) -> None:
        """:class:`UserError` when ``told`` answered the reminder ``key``, and the schedule asks for it no more."""
        if told is not None and not self._asks(key, log):
            raise UserError(translate("journal", "That reminder was answered already. Nothing was recorded twice."))

    def _asks(self, key: str, log: EpisodeLog | None) -> bool:
        """Whether the schedule asks for the reminder ``key`` at present, or will."""
        agenda = protocol.agenda(self.rules(), log, self.now(), self.zone()) if log else None
        return agenda is not None and any(slot.key == key for slot in agenda.slots)

    def _act(self, kind: str, slot: Slot, *, key: str = "", until: datetime | None = None, reason: str = "") -> Act:
        episode = self.need(None)
        return Act(new_id(), self.moment(None), kind, episode.id, slot.step, key or slot.key, until, reason)

    def running_log(self) -> EpisodeLog | None:
        """Everything in the running episode, or None when none runs."""
        running = self.store.running_episode()
        return None if running is None else self.log(running.id)

    def _clock(self, at: datetime) -> str:
        return clock_text(at.astimezone(self.zone()))
