"""A person, a laptop and weeks of reminders: random deeds on the schedule, and what must never happen.

``Life`` holds the deeds and the rules that are checked at each look at the clock. It runs on the pure schedule
(``tests/core/test_protocol_machine.py``) and on a journal with its file (``tests/journal/test_protocol_machine.py``).
By hand, for minutes, with the figures at the end::

    python -m tests.machine 5
"""

import random
import sys
import tempfile
import time as stopwatch
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import count as count_from
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from backtracker.core import standing
from backtracker.core.ahead import ahead
from backtracker.core.chains import intervals
from backtracker.core.keeping import OUTCOMES, keeping
from backtracker.core.model import Act, EpisodeLog, Flare, Reading, Treatment
from backtracker.core.protocol import TOGETHER, Agenda, Slot, agenda, calm, ended_by_itself, overtaken
from backtracker.core.rules import Rules
from backtracker.errors import UserError
from backtracker.journal import Journal
from tests.core.story import Story, on_time

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Disagreeing(tzinfo):
    """The zone ``key`` as another edition of the time-zone data might have it: the same name, those of ``like``."""

    def __init__(self, key: str, like: str) -> None:
        self.key, self._like = key, ZoneInfo(like)

    def utcoffset(self, at: datetime | None) -> timedelta | None:
        return self._like.utcoffset(at)

    def dst(self, at: datetime | None) -> timedelta | None:
        return self._like.dst(at)

    def tzname(self, _at: datetime | None) -> str:
        return self.key

    def fromutc(self, at: datetime) -> datetime:
        return self._like.fromutc(at.replace(tzinfo=self._like)).replace(tzinfo=self)


ZONES: list[tzinfo] = [
    *map(ZoneInfo, ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata")),
    *map(ZoneInfo, ("Australia/Lord_Howe", "Antarctica/Troll", "America/Sao_Paulo", "Pacific/Apia")),
    Disagreeing("Europe/Berlin", "Europe/London"),
    Disagreeing("Pacific/Apia", "Pacific/Pago_Pago"),
]
ONSETS = [
    datetime(2024, 3, 29, 10, tzinfo=UTC),  # summer time begins: an hour, at Troll two
    datetime(2024, 10, 25, 10, tzinfo=UTC),  # and ends
    datetime(2024, 4, 5, 22, tzinfo=UTC),  # Lord Howe: half an hour
    datetime(2024, 10, 4, 22, tzinfo=UTC),
    datetime(2011, 12, 29, 2, tzinfo=UTC),  # Apia skips the 30th
    datetime(2017, 10, 14, 12, tzinfo=UTC),  # Sao Paulo skips a midnight
    datetime(2024, 6, 3, 8, tzinfo=UTC),
]
NIGHTS = [(22, 0, 7, 0), (23, 30, 6, 15), (1, 30, 8, 0), (21, 0, 11, 0), (7, 0, 7, 0), (20, 0, 2, 30), (21, 0, 1, 45)]
PHASES = [Phase.explicit, Phase.generate]
LONG = 4 * HOUR
"""After a gap this long something was due, whatever the intervals and snoozes here."""
SOON = 35 * MINUTE
"""Until then it has come up: a walk may wait for ice that was put off for a moment, and for its twenty minutes."""


class World(Protocol):
    """Where a life takes place. The wall clock, the zone and the rules are its own to set."""

    now: datetime
    zone: tzinfo
    rules: Rules

    def log(self) -> EpisodeLog: ...
    def bring_up(self) -> Agenda | None: ...
    def restart(self) -> None: ...
    def start(self, slot: Slot) -> None: ...
    def finish(self, treatment: Treatment) -> None: ...
    def done(self, slot: Slot, at: datetime) -> None: ...
    def did(self, kind: str, at: datetime) -> None: ...
    def snooze(self, slot: Slot, minutes: int) -> None: ...
    def skip(self, slot: Slot, reason: str) -> None: ...
    def pause(self, minutes: int) -> None: ...
    def resume(self) -> None: ...
    def flare(self) -> None: ...
    def pain(self, at: datetime) -> None: ...
    def end_ice(self) -> None: ...
    def end(self) -> None: ...


class Pure:
    """The schedule alone: a log in memory, to which the acts are added the way the journal does it."""

    def __init__(self, onset: datetime, zone: tzinfo) -> None:
        self.story = Story(onset=onset, zone=zone).begin()
        self.now, self.zone = onset, zone

    @property
    def zone(self) -> tzinfo:
        return self.story.zone

    @zone.setter
    def zone(self, zone: tzinfo) -> None:
        self.story.zone = zone

    @property
    def rules(self) -> Rules:
        return self.story.rules

    @rules.setter
    def rules(self, rules: Rules) -> None:
        self.story.rules = rules

    def log(self) -> EpisodeLog:
        return self.story.log

    def bring_up(self) -> Agenda | None:
        found = self.story.now(self.now)
        if not found.popup:
            return None
        self.story.record(self.now, found.popup, found.missed)
        return found

    def restart(self) -> None:
        story = self.story
        self.story = Story(onset=story.onset, zone=story.zone, rules=story.rules)
        self.story.began, self.story.number = story.began, story.number
        for name in ("readings", "treatments", "flares", "acts"):
            setattr(self.story, name, list(getattr(story, name)))

    def start(self, slot: Slot) -> None:
        self._missed()
        for each in [each for each in self.story.treatments if each.running]:
            self.finish(each)
        self.story.did(slot.step, self.now, minutes=20, running=True)
        self._last(slot=slot.key)

    def finish(self, treatment: Treatment) -> None:
        end = ended_by_itself(treatment, self.now) or self.now
        seconds = max(0, round((end - treatment.moment.at).total_seconds()))
        number = next(number for number, each in enumerate(self.story.treatments) if each.id == treatment.id)
        self.story.treatments[number] = replace(treatment, running=False, seconds=seconds if seconds <= 86400 else None)

    def done(self, slot: Slot, at: datetime) -> None:
        self.did(slot.step, at)
        self._last(slot=slot.key)

    def did(self, kind: str, at: datetime) -> None:
        self._missed()
        self.story.did(kind, max(at, min(self.story.onset, self.now)), minutes=10)

    def snooze(self, slot: Slot, minutes: int) -> None:
        self.story.act("snoozed", self.now, slot, until=max(self.now, slot.show) + minutes * MINUTE)

    def skip(self, slot: Slot, reason: str) -> None:
        self._missed()
        self.story.act("skipped", self.now, slot)
        self.story.acts[-1] = replace(self.story.acts[-1], reason=reason)

    def pause(self, minutes: int) -> None:
        self._overtake()
        self.story.act("paused", self.now, until=self.now + minutes * MINUTE)

    def resume(self) -> None:
        self._overtake()
        self.story.act("resumed", self.now)

    def flare(self) -> None:
        self._missed()
        self.story.flare(self.now)

    def pain(self, at: datetime) -> None:
        self._missed()
        self.story.pain(at)

    def end_ice(self) -> None:
        self._missed()
        self.story.act("ice_ended", self.now)

    def end(self) -> None:
        pass

    def _overtake(self) -> None:
        stand = {act.id: act for act in overtaken(self.story.log.acts, self.now)}
        self.story.acts = [stand.get(act.id, act) for act in self.story.acts]

    def _missed(self) -> None:
        self.story.record(self.now, (), self.story.now(self.now).missed)

    def _last(self, **changed: Any) -> None:
        self.story.treatments[-1] = replace(self.story.treatments[-1], **changed)


class Real:
    """A journal on a file of its own; a restart forgets everything else."""

    def __init__(self, onset: datetime, zone: tzinfo) -> None:
        self.now, self.zone, self.rules = onset, zone, Rules()
        self._folder = tempfile.TemporaryDirectory(prefix="backtracker-life-")
        self.journal = self._opened()
        self._episode_id = self.journal.log_spasm(8).episode.id

    def _opened(self) -> Journal:
        path = Path(self._folder.name) / "backtracker.db"
        return Journal.open(path, lambda: self.now, lambda: self.zone, lambda: self.rules)

    def log(self) -> EpisodeLog:
        return self.journal.story(self._episode_id)

    def bring_up(self) -> Agenda | None:
        return self.journal.bring_up()

    def restart(self) -> None:
        self.journal.release()
        self.journal = self._opened()

    def start(self, slot: Slot) -> None:
        self.journal.start(slot.step, slot.key)

    def finish(self, treatment: Treatment) -> None:
        self.journal.finish(treatment.id)

    def done(self, slot: Slot, at: datetime) -> None:
        self.journal.done(slot, at)

    def did(self, kind: str, at: datetime) -> None:
        self.journal.did(kind, at)

    def snooze(self, slot: Slot, minutes: int) -> None:
        self.journal.snooze(slot, minutes)

    def skip(self, slot: Slot, reason: str) -> None:
        self.journal.skip(slot, reason)

    def pause(self, minutes: int) -> None:
        self.journal.pause_for(minutes)

    def resume(self) -> None:
        self.journal.resume()

    def flare(self) -> None:
        self.journal.log_spasm(7)

    def pain(self, at: datetime) -> None:
        self.journal.log_pain(4, at)

    def end_ice(self) -> None:
        self.journal.end_ice()

    def end(self) -> None:
        self.journal.release()
        self._folder.cleanup()


class Life:
    """A life in a ``world``: time that passes there, what was seen, and the rules that no look may find broken."""

    def __init__(self, world: World, count: Counter[str]) -> None:
        self.world, self.count = world, count
        self.seen: set[str] = {act.slot for act in world.log().acts}
        self.paused: tuple[datetime, datetime] | None = None
        self.lived_twice, self.last_deed = False, world.now
        self.lengthened: dict[str, datetime] = {}
        """When the interval of a step was made longer: what had come up then may have been answered before."""
        self.past: dict[str, tuple[str, int]] = {}
        self.refused = ""

    # Looking ---------------------------------------------------------------------------------

    def look(self) -> Agenda:
        """One look at the clock, as the program does it, with everything that must hold then."""
        world, now = self.world, self.world.now
        log = world.log()
        before = agenda(world.rules, log, now, world.zone)
        shown = world.bring_up()
        self.count["looks"] += 1
        assert (shown.popup if shown else ()) == before.popup, "the same log gives the same schedule"
        if shown is not None:
            self.count["cards"] += 1
            self._check_card(shown, log)
            self.seen |= {slot.showing for slot in shown.popup}
        self._check_always(before, log)
        return before

    def _check_card(self, shown: Agenda, log: EpisodeLog) -> None:
        world, now = self.world, self.world.now
        names = {slot.showing for slot in shown.popup}
        assert not names & self.seen, "no slot is marked as shown twice"
        wall, rules = now.astimezone(world.zone).time(), world.rules
        assert not _quiet(wall, rules.quiet_from, rules.quiet_to), "nothing in the quiet hours"
        assert self.paused is None or not self.paused[0] <= now < self.paused[1], "nothing while paused"
        assert shown.session is None, "nothing on top of a session"
        assert len([slot for slot in shown.popup if slot.step != "pain"]) <= 1, "one step at a time"
        gaps = {
            "ice": timedelta(hours=rules.ice_every_hours), "heat": timedelta(hours=rules.heat_every_hours),
            "walk": timedelta(minutes=rules.walk_every_minutes),
            "pain": timedelta(hours=rules.check_hours) - TOGETHER,
        }  # fmt: skip
        for slot in shown.popup:
            begun = [each.moment.at for each in log.treatments if each.kind == slot.step]
            begun += [each.moment.at for each in log.readings if slot.step == "pain"]
            last = max((at for at in begun if at <= now), default=None)
            assert last is None or slot.step == "close" or now - last >= gaps[slot.step], (
                "never closer than its interval"
            )
            asked = [act.moment.at for act in log.acts if (act.kind, act.step) == ("shown", slot.step)]
            last = max((at for at in asked if at <= now), default=None)
            if last is not None and slot.step != "close" and not self.lived_twice:
                half = (gaps[slot.step] - TOGETHER) / 2
                touched = max(self.last_deed, self.lengthened.get(slot.step, self.last_deed))
                assert last <= touched or now - last >= half, "not asked again within half an interval"

    def _check_always(self, found: Agenda, log: EpisodeLog) -> None:
        now = self.world.now
        left_running = any(act.kind == "skipped" and act.step == "close" for act in log.acts)
        assert found.next is not None or left_running, "always a next step while an episode runs"
        assert found.wake is not None, "always a next look"
        assert found.wake > now, "always a next look"
        stands = [slot for slot in found.slots if standing.may_stand(found, slot)]
        calm_now = found.quiet_until or found.paused_until or found.session
        assert not (stands and calm_now), "at night, in a pause and in a session no card stands"
        assert not (found.popup and standing.left_open(found)), "one card, not a pile"
        if found.session is not None and not found.session.over:
            assert found.wake <= found.session.ends, "a look at the end of each session"
        walk = next((slot for slot in found.slots if slot.step == "walk" and not slot.snoozes), None)
        left_out = any(act.kind == "skipped" and act.slot and _due(act.slot) > now for act in log.acts)
        if walk is not None and not left_out:  # a walk that lies ahead counts for an interval, a spasm for two hours
            calm_hours = calm(self.world.rules, log.acts, self.world.zone)
            latest = calm_hours.hold(now + 2 * timedelta(minutes=self.world.rules.walk_every_minutes) + 2 * HOUR)
            latest = calm_hours.hold(latest + SOON) + SOON
            assert walk.show <= latest, "care goes on, however the clock is set"
        for each in log.treatments:
            if each.running and each.kind == "ice":
                assert found.session is not None, "ice that is on never goes unseen"
                too_long = not each.moment.at - 2 * MINUTE <= now < each.moment.at + 20 * MINUTE
                assert found.session.over or not too_long, "never ice over 20 minutes without the alarm"

    def live(self, length: timedelta) -> list[datetime]:
        """Let ``length`` pass, looking whenever the schedule says so; when cards came up."""
        until, came = self.world.now + length, []
        while True:
            cards = self.count["cards"]
            found = self.look()
            came += [self.world.now] if self.count["cards"] > cards else []
            if self.world.now >= until:
                break
            self.world.now = min(until, found.wake or until)
        self.count["seconds"] += round(length.total_seconds())
        return came

    # What happens to a laptop ----------------------------------------------------------------

    def gap(self, length: timedelta, how: str) -> None:
        """The program does not run for ``length``: asleep, off, or the clock was set forward."""
        before = self.world.now
        self.world.now += length
        if how == "off":
            self.restart()
        if how != "set":
            self.count["seconds"] += round(length.total_seconds())
        self.count[f"gap: {how}"] += 1
        log, rules, now = self.world.log(), self.world.rules, self.world.now
        back = agenda(rules, log, now, self.world.zone)
        came = self.live(TOGETHER - timedelta(seconds=1))
        assert len(came) <= 1, "after any gap exactly one card"
        wide_awake = back.session is None and back.quiet_until is None and back.paused_until is None and not back.over
        if now - before >= LONG and wide_awake and self._awake_for(SOON) and not self._ahead(log, now):
            came += self.live(SOON)
            assert came, "after any gap exactly one card"
            self.count["gaps that end in a card"] += 1
        self._check_missed()

    def _awake_for(self, length: timedelta) -> bool:
        found = agenda(self.world.rules, self.world.log(), self.world.now + length, self.world.zone)
        return not (found.quiet_until or found.paused_until or found.over or found.session)

    def _ahead(self, log: EpisodeLog, now: datetime) -> bool:
        """Whether a part of the log lies ahead, so that the last hours may have been lived through before."""
        latest = [act.moment.at for act in log.acts] + [each.moment.at for each in log.treatments]
        return max(latest, default=now) > now or any(flare.moment.at > now for flare in log.flares)

    def recorded(self, family: str, at: datetime, deed: Callable[[], None], *, here: bool = True) -> bool:
        """Do what adds a record at ``at``: it lies in the episode, if not before its onset (or ``here`` anyhow)."""
        began, now = self.world.log().episode.began.at, self.world.now
        before = len(getattr(self.world.log(), family))
        done = self.do(deed)
        if done and (here or at >= began or began > now + 2 * MINUTE):
            assert len(getattr(self.world.log(), family)) == before + 1, "what is done belongs to the episode that runs"
        return done

    def restart(self) -> None:
        """Kill the program: nothing is left but the log, and it says the same."""
        world = self.world
        before = world.log()
        told = agenda(world.rules, before, world.now, world.zone)
        world.restart()
        after = world.log()
        assert after == before, "a restart changes no record"
        assert agenda(world.rules, after, world.now, world.zone) == told, "the same log gives the same schedule"
        self._check_past(after)
        self.count["restarts"] += 1

    def set_clock(self, by: timedelta) -> None:
        """Someone sets the wall clock; the past does not move."""
        self.paused, self.lived_twice = None, self.lived_twice or by < timedelta()
        self.world.now += by
        self.count["clock set"] += 1

    # What people do --------------------------------------------------------------------------

    def do(self, deed: Callable[[], None]) -> bool:
        """Do it; a deed that is refused with a sentence, as the journal does, has changed nothing."""
        before = self.world.log()
        try:
            deed()
        except UserError as refusal:
            assert self.world.log() == before, "what was refused has changed nothing"
            self.count["refused"] += 1
            self.refused = str(refusal)
            return False
        self.count["deeds"] += 1
        self.last_deed = self.world.now
        self._check_past(self.world.log())
        self._check_missed()
        return True

    def look_ahead(self, length: timedelta) -> None:
        """What is told to come if all goes well is what comes to one who answers each thing on time."""
        world, log = self.world, self.world.log()
        open_ = [slot for slot in agenda(world.rules, log, world.now, world.zone).slots if slot.shown]
        if open_ or self._ahead(log, world.now):
            return
        story = Story(onset=log.episode.began.at, zone=world.zone, rules=world.rules)
        story.began, story.number = log.episode.began, len(log.acts) + len(log.treatments) + len(log.readings)
        for name in ("readings", "treatments", "flares", "acts"):
            setattr(story, name, list(getattr(log, name)))
        found = ahead(world.rules, log, world.now, world.zone, length)
        told = [(each.step, each.at, each.minutes, each.slot) for each in found]
        assert told == on_time(story, world.now, length), "what comes ahead is what comes"
        self.count["looks ahead"] += 1

    # The past --------------------------------------------------------------------------------

    def _check_past(self, log: EpisodeLog) -> None:
        records: list[Reading | Treatment | Flare | Act] = [*log.readings, *log.treatments, *log.flares, *log.acts]
        moments = {each.id: each.moment for each in records} | {"episode": log.episode.began}
        there = {key: (f"{moment.local:%Y-%m-%d %H:%M:%S}", moment.offset) for key, moment in moments.items()}
        assert self.past.items() <= there.items(), "the past never moves"
        self.past = there

    def _check_missed(self) -> None:
        """What is recorded as missed is so once, and has one outcome; what was judged stays so while time passes."""
        world, log = self.world, self.world.log()
        missed = Counter(act.slot for act in log.acts if act.kind == "missed")
        assert max(missed.values(), default=1) == 1, "missed is recorded once"
        kept = keeping(world.rules, log, world.now, world.zone)
        names = Counter(each.slot for each in kept.slots if each.slot)
        assert max(names.values(), default=1) == 1, "a slot has one outcome"
        assert all(each.outcome in OUTCOMES for each in kept.slots)
        past = {name for name in missed if log.episode.began.at <= _due(name) <= world.now}
        assert past <= names.keys() | {""}, "what was missed is told in the protocol as kept"
        begun = [each.moment.at for each in log.treatments if each.kind in ("ice", "heat", "walk")]
        assert len([each for each in kept.slots if each.record]) <= len(begun) + len(log.readings), (
            "nothing counts twice"
        )

    def check_judged(self, length: timedelta) -> None:
        """What was judged already stays judged so while nothing but time happens.

        With the clock set back, answers lie ahead; they come to count when their time comes.
        """
        world = self.world
        before = keeping(world.rules, world.log(), world.now, world.zone).slots
        if self._ahead(world.log(), world.now):
            before = ()
        self.live(length)
        after = set(keeping(world.rules, world.log(), world.now, world.zone).slots)
        assert set(before) <= after, "what was judged stays so while time passes"


def _due(name: str) -> datetime:
    return datetime.fromisoformat(name.partition("@")[2]).replace(tzinfo=UTC)


def _quiet(wall: time, start: time, end: time) -> bool:
    return start <= wall < end if start <= end else wall >= start or wall < end


MINUTES = st.integers(1, 90).map(lambda minutes: minutes * MINUTE)
HOURS = st.integers(1, 30).map(lambda hours: hours * HOUR)
DAYS = st.integers(1, 4).map(lambda days: days * DAY)
SIGN = st.sampled_from([1, -1])


class Machine(RuleBasedStateMachine):
    """The deeds, in any order, with time in between. Subclasses name the world and count."""

    made: Callable[[datetime, tzinfo], World]
    count: Counter[str]

    @initialize(onset=st.sampled_from(ONSETS), hours=st.integers(0, 47), zone=st.sampled_from(ZONES))
    def spasm(self, onset: datetime, hours: int, zone: tzinfo) -> None:
        self.world = type(self).made(onset + hours * HOUR, zone)
        self.life = Life(self.world, self.count)
        self.count["lives"] += 1

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.end()

    def _now(self) -> Agenda:
        world = self.world
        return agenda(world.rules, world.log(), world.now, world.zone)

    def _slot(self, number: int) -> Slot | None:
        slots = self._now().slots
        return slots[number % len(slots)] if slots else None

    # Time

    @rule(length=MINUTES)
    def some_minutes(self, length: timedelta) -> None:
        self.life.check_judged(length)

    @rule(length=HOURS)
    def some_hours(self, length: timedelta) -> None:
        self.life.live(length)

    @rule(length=DAYS)
    def some_days(self, length: timedelta) -> None:
        self.life.check_judged(length)

    @rule(length=st.one_of(MINUTES, HOURS, DAYS), how=st.sampled_from(["asleep", "off", "set"]))
    def a_gap(self, length: timedelta, how: str) -> None:
        self.life.gap(length, how)

    @rule(length=st.one_of(MINUTES, HOURS, DAYS))
    def the_clock_is_set_back(self, length: timedelta) -> None:
        self.life.set_clock(-length)
        self.life.live(MINUTE)

    @rule(zone=st.sampled_from(ZONES))
    def a_journey(self, zone: tzinfo) -> None:
        self.world.zone = zone
        self.count["journeys"] += 1

    @rule()
    def a_restart(self) -> None:
        self.life.restart()

    @rule()
    def killed_between_marking_and_showing(self) -> None:
        self.life.look()
        self.life.restart()
        found = self._now()
        assert not found.popup, "no slot is marked as shown twice"
        left = standing.left_open(found)
        assert left is None or left.shown, "only what came up before comes back"

    @rule(length=HOURS)
    def all_goes_well_from_here(self, length: timedelta) -> None:
        self.life.look_ahead(length)

    # Answers

    @rule(number=st.integers(0, 2), ago=st.integers(0, 240))
    def done_at(self, number: int, ago: int) -> None:
        slot = self._slot(number)
        if slot is not None and slot.step in ("ice", "heat", "walk") and not self._now().session:
            at = self.world.now - ago * MINUTE
            self.life.recorded("treatments", at, lambda: self.world.done(slot, at))

    @rule(kind=st.sampled_from(["ice", "heat", "walk", "massage"]), ago=st.integers(0, 600))
    def done_without_a_reminder(self, kind: str, ago: int) -> None:
        if not self._now().session:
            at = self.world.now - ago * MINUTE
            self.life.recorded("treatments", at, lambda: self.world.did(kind, at), here=False)

    @rule(number=st.integers(0, 2), length=st.integers(1, 120), off=st.booleans())
    def a_session(self, number: int, length: int, off: bool) -> None:
        """Begun and ended, perhaps with the program killed and the laptop shut in between."""
        slot = self._slot(number)
        if slot is None or slot.step not in ("ice", "heat", "walk") or self._now().session:
            return
        if not self.life.do(lambda: self.world.start(slot)):
            return
        (begun,) = (each for each in self.world.log().treatments if each.running)
        if off:
            self.world.now += length * MINUTE
            self.life.restart()
        else:
            self.life.live(length * MINUTE)
        found = self._now().session
        if slot.step == "ice":
            assert found is not None, "the session goes on after a restart"
            assert found.over == (length >= (begun.planned or 0) // 60), "the alarm comes at once"
        if found is not None and self.life.do(lambda: self.world.finish(begun)):
            (ended,) = (each for each in self.world.log().treatments if each.id == begun.id)
            assert ended.seconds is not None
            assert ended.seconds == length * 60 or slot.step != "ice", "the true length"
        self.count["sessions"] += 1

    @rule(length=st.integers(21, 3000))
    @precondition(lambda self: not self._now().session and self._now().phase == "ice")
    def ice_that_nobody_takes_off(self, length: int) -> None:
        slot = next((slot for slot in self._now().slots if slot.step == "ice"), None)
        if slot is not None and self.life.do(lambda: self.world.start(slot)):
            (begun,) = (each for each in self.world.log().treatments if each.running)
            self.life.live(length * MINUTE)
            self.life.do(lambda: self.world.finish(begun))

    @rule(number=st.integers(0, 2), minutes=st.sampled_from([10, 30, 60]))
    def snooze(self, number: int, minutes: int) -> None:
        slot = self._slot(number)
        if slot is not None:
            before = slot.show
            self.life.do(lambda: self.world.snooze(slot, minutes))
            later = [each.show for each in self._now().slots if each.key == slot.key]
            assert all(show >= before for show in later), "a snooze only delays"

    @rule(number=st.integers(0, 2), reason=st.sampled_from(["", "asleep", "no time"]))
    def skip(self, number: int, reason: str) -> None:
        slot = self._slot(number)
        if slot is not None:
            self.life.do(lambda: self.world.skip(slot, reason))

    @rule(minutes=st.sampled_from([30, 60, 120, 700]))
    def pause(self, minutes: int) -> None:
        if self.life.do(lambda: self.world.pause(minutes)):
            self.life.paused = self.world.now, self.world.now + minutes * MINUTE

    @rule()
    def resume(self) -> None:
        if self.life.do(self.world.resume):
            self.life.paused = None

    @rule()
    def a_new_spasm(self) -> None:
        if self.life.recorded("flares", self.world.now, self.world.flare):
            found = self._now()
            assert (found.phase, found.phases[0].start) == ("ice", self.world.now), "a new spasm begins the ice again"
        self.life.seen |= {act.slot for act in self.world.log().acts if act.kind == "shown"}

    @rule(ago=st.integers(0, 300))
    def pain(self, ago: int) -> None:
        at = self.world.now - ago * MINUTE
        self.life.recorded("readings", at, lambda: self.world.pain(at), here=False)

    @rule()
    @precondition(lambda self: self._now().can_end_ice)
    def the_swelling_is_down(self) -> None:
        self.life.do(self.world.end_ice)

    @rule(
        night=st.sampled_from(NIGHTS), walk=st.integers(30, 120), ice=st.integers(2, 4), check=st.integers(1, 6),
        until=st.integers(48, 72), heat=st.integers(48, 96),
    )  # fmt: skip
    def other_settings(
        self, night: tuple[int, int, int, int], walk: int, ice: int, check: int, until: int, heat: int
    ) -> None:
        start, end, old = time(*night[:2]), time(*night[2:]), intervals(self.world.rules)
        self.world.rules = Rules(
            quiet_from=start, quiet_to=end, walk_every_minutes=walk, ice_every_hours=ice, check_hours=check,
            ice_until_hours=until, heat_from_hours=heat,
        )  # fmt: skip
        longer = [step for step, gap in intervals(self.world.rules).items() if gap > old[step]]
        self.life.lengthened |= dict.fromkeys(longer, self.world.now)
        self.count["settings"] += 1


def lived(
    world: Callable[[datetime, tzinfo], World], hours: float, *, steps: int = 30, lives: int = 20, first_seed: int = 0
) -> Counter[str]:
    """Lives until ``hours`` have passed in them altogether; what happened, as numbers.

    The same seed gives the same lives: what the tests live through is the same on each machine.
    """
    counts: Counter[str] = Counter()

    class Lives(Machine):
        made = staticmethod(world)
        count = counts

    wish = settings(
        max_examples=lives, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck),
        database=None, print_blob=True, phases=PHASES,
    )  # fmt: skip
    numbers = count_from(first_seed)
    while counts["seconds"] < hours * 3600:
        run_state_machine_as_test(seed(next(numbers))(Lives), settings=wish)
    return counts


def _by_hand(minutes: float) -> None:
    """Lives for ``minutes``, four parts on the schedule and one on files; what happened is printed."""
    for name, world, share in (("schedule", Pure, 0.8), ("journal", Real, 0.2)):
        end = stopwatch.monotonic() + minutes * 60 * share
        total: Counter[str] = Counter()
        while stopwatch.monotonic() < end:
            total += lived(world, 500, steps=50, lives=5, first_seed=random.randrange(2**48))
        told = ", ".join(f"{key} {number}" for key, number in sorted(total.items()) if key != "seconds")
        sys.stdout.write(f"{name}: {total['seconds'] / 3600:,.0f} hours; {told}\n")


if __name__ == "__main__":
    _by_hand(float(sys.argv[1]) if len(sys.argv) > 1 else 5)
