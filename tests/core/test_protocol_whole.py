"""Whole days of the schedule: what comes up when a clock ticks through them, and what must never happen."""

import time
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backtracker.core.protocol import Agenda, agenda
from backtracker.core.rules import Rules
from tests.core.story import MORNING, Story, played

ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")]


def test_four_days_that_nobody_answers_minute_by_minute() -> None:
    """The expected cards, worked out by hand: (day, hour) and what is on them."""
    lying = {
        0: dict.fromkeys(range(10, 22, 2), "ice"),
        1: dict.fromkeys(range(7, 22, 2), "ice"),
        2: dict.fromkeys(range(7, 22, 2), "ice"),
        3: {7: "ice", 8: "heat", 12: "heat", 16: "heat", 20: "heat"},
        4: {7: "heat"},
    }
    walks = {0: range(9, 22), 1: range(7, 22), 2: range(7, 22), 3: range(7, 22), 4: range(7, 9)}
    pains = {0: (12, 16, 20), 1: (9, 13, 17, 21), 2: (10, 14, 18), 3: (7, 11, 15, 19), 4: (8,)}
    expected: dict[float, list[str]] = {}
    for day in range(5):
        for hour, step in lying[day].items():
            expected[24 * day + hour - 8] = [step]
        for hour in walks[day]:
            late = 1 / 3 if hour in lying[day] else 0  # after the twenty minutes on the ice
            expected[round(24 * day + hour - 8 + late, 4)] = ["walk"]
        for hour in pains[day]:
            expected[24 * day + hour - 8].append("pain")
    assert played(Story().begin(), 0, 96) == sorted(expected.items())


def test_four_days_answered_at_once() -> None:
    story = Story().begin().did("ice", 0).pain(0)
    count = {"ice": 0, "heat": 0, "walk": 0, "pain": 0}
    for minute in range(96 * 60 + 1):
        hour = minute / 60
        for slot in story.show(hour):
            count[slot.step] += 1
            if slot.step == "pain":
                story.pain(hour)
            else:
                story.did(slot.step, hour, minutes=5 if slot.step == "walk" else 20)
        if hour == int(hour):
            assert story.now(hour).missed == ()
    # 10 to 20 h, twice 7 to 21 h, 7 h; 8 to 20 h, 7 h; a walk an hour later than the last, nights left out
    assert (count["ice"], count["heat"]) == (6 + 8 + 8 + 1, 4 + 1)
    assert 50 <= count["walk"] <= 13 + 15 + 15 + 15 + 2
    assert count["pain"] == 3 + 4 + 3 + 4


EVENTS = st.one_of(
    st.tuples(st.just("answer"), st.integers(0, 50)),
    st.tuples(st.just("skip"), st.integers(0, 3)),
    st.tuples(st.just("snooze"), st.sampled_from([10, 30, 60])),
    st.tuples(st.just("pause"), st.sampled_from([30, 60, 120, 600])),
    st.tuples(st.sampled_from(["resume", "flare", "start", "pain", "end ice"]), st.just(0)),
    st.tuples(st.just("zone"), st.integers(0, len(ZONES) - 1)),
    st.tuples(st.just("sleep"), st.integers(1, 30)),
    st.tuples(st.just("rules"), st.integers(30, 120)),
)
PLANS = st.lists(st.tuples(st.integers(1, 40), EVENTS), max_size=25)
STEP = timedelta(minutes=7)


class Life:
    """A person, a computer, and what the reminders may never do to them."""

    def __init__(self, zone: tzinfo, onset: datetime) -> None:
        self.story = Story(onset=onset, zone=zone).begin()
        self.now = onset
        self.paused: datetime | None = None
        self.seen: set[str] = {act.slot for act in self.story.acts}
        self.started: dict[str, datetime] = {}
        self.running = False
        self.settled = True

    def tick(self) -> None:
        """One look at the clock, the way the program does it: check, then write down what came up."""
        story, now = self.story, self.now
        found = story.now(now)
        assert found == agenda(story.rules, story.log, now, story.zone)
        assert found.next is not None
        assert found.wake is not None
        assert found.wake > now
        if found.popup:
            self.check(found)
            story.record(now, found.popup, found.missed)
            after = story.now(now)
            self.seen |= {slot.showing for slot in found.popup}
            assert not {slot.showing for slot in after.popup} & self.seen
        else:
            after = found
        if not after.popup and after.session is None:
            assert after.wake is not None
            before_wake = story.now(after.wake - timedelta.resolution)
            assert replace(before_wake, now=after.now) == after

    def check(self, found: Agenda) -> None:
        story, now = self.story, self.now
        hour = now.astimezone(story.zone).hour
        assert 7 <= hour < 22, "in the quiet hours"
        assert self.paused is None or now >= self.paused, "while paused"
        assert not self.running, "on top of a session"
        assert not {slot.showing for slot in found.popup} & self.seen, "shown twice"
        assert len([slot for slot in found.popup if slot.step != "pain"]) <= 1, "two things at once"
        gaps = {
            "ice": timedelta(hours=2),
            "heat": timedelta(hours=4),
            "walk": timedelta(minutes=story.rules.walk_every_minutes),
            "pain": timedelta(hours=4) - timedelta(minutes=5),
        }
        for slot in found.popup:
            last = self.started.get(slot.step)
            assert last is None or now - last >= gaps[slot.step], f"{slot.step} too close to the last one"

    def live(self, minutes: int) -> None:
        for _ in range(minutes):
            self.now += STEP
            self.tick()

    def do(self, what: str, number: int) -> None:
        story, now = self.story, self.now
        found = story.now(now)
        assert found.next is not None
        slot = found.slots[number % len(found.slots)] if what == "skip" else found.next
        if what == "answer" and not self.running and slot.step not in ("pain", "close"):
            at = max(story.onset, self.started.get(slot.step, story.onset), now - timedelta(minutes=number))
            story.did(slot.step, at, minutes=10)
            self.started[slot.step] = at
        elif what == "pain":
            story.pain(now)
            self.started["pain"] = now
        elif what == "skip" and slot.step != "close":
            story.act("skipped", now, slot)
        elif what == "snooze":
            story.act("snoozed", now, slot, until=max(now, slot.show) + timedelta(minutes=number))
        elif what == "pause":
            self.paused = now + timedelta(minutes=number)
            story.act("paused", now, until=self.paused)
        elif what == "resume":
            self.paused = None
            story.act("resumed", now)
        elif what == "flare":
            story.flare(now)
        elif what == "end ice" and found.can_end_ice:
            story.act("ice_ended", now)
        elif what == "start" and not self.running and slot.step not in ("pain", "close"):
            story.did(slot.step, now, minutes=20, running=True)
            self.started[slot.step], self.running = now, True
            self.live(3)
            story.treatments[-1] = replace(story.treatments[-1], running=False, seconds=1200)
            self.running = False
        elif what == "zone":
            story.zone = ZONES[number]
        elif what == "sleep":
            self.now += timedelta(hours=number)
        elif what == "rules":
            story.rules = Rules(walk_every_minutes=number)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=PLANS, zone=st.sampled_from(ZONES), hours=st.integers(0, 24 * 300))
def test_whatever_a_person_and_a_laptop_do(plan: list[tuple[int, tuple[str, int]]], zone: tzinfo, hours: int) -> None:
    life = Life(zone, MORNING + timedelta(hours=hours))
    for ticks, (what, number) in plan:
        life.live(ticks)
        life.do(what, number)
    life.live(20)


@settings(max_examples=25, deadline=None)
@given(jumps=st.lists(st.integers(-60, 30), min_size=1, max_size=6))
def test_a_clock_set_back_and_forth_shows_no_slot_twice_and_always_has_a_next_step(jumps: list[int]) -> None:
    story, now, seen = Story().begin(), MORNING, set()
    for jump in jumps:
        for _ in range(40):
            now += STEP
            found = story.now(now)
            assert found.next is not None
            for slot in story.show(now):
                assert slot.showing not in seen
                seen.add(slot.showing)
                if len(seen) % 3 == 0 and slot.step in ("ice", "heat", "walk"):
                    story.did(slot.step, now, minutes=5)
        now += timedelta(hours=jump)


def test_a_fortnight_with_a_full_log_is_read_in_a_few_milliseconds() -> None:
    story = Story(zone=ZoneInfo("Europe/Berlin")).begin()
    for quarter in range(4 * 24 * 14 - 8):
        hour = quarter / 4
        for slot in story.now(hour).popup if quarter % 4 else ():
            story.record(hour, [slot])
        if quarter % 4 == 1:
            story.did("walk", hour, minutes=5)
        if quarter % 9 == 1:
            story.act("snoozed", hour, story.slot("walk", hour), until=hour + 0.2).pain(hour)
    while len(story.acts) < 600:
        story.act("missed", len(story.acts) / 2, story.slot("pain", 1))
    log, now = story.log, story.at(330)
    assert len(log.treatments) >= 300
    took = []
    for _ in range(9):
        start = time.process_time()
        agenda(story.rules, log, now, story.zone)
        took.append(time.process_time() - start)
    assert min(took) < 0.005
