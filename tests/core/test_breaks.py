"""When a break from sitting is due: tables of cases, and a day of anything at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backtracker.core import breaks, protocol
from backtracker.core.breaks import APART, PAUSE, READING, Care, Sitting
from backtracker.core.model import Act, Moment
from backtracker.core.quiet import Calm
from backtracker.core.rules import Rules
from tests.core.story import Story

MORNING = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EVERY = timedelta(hours=1)
ALWAYS = Calm(time(0), time(0), UTC)
NIGHT = Calm(time(22), time(7), UTC)


def at(minute: float) -> datetime:
    return MORNING + minute * MINUTE


def looked(looks: Sequence[tuple[float, float | None]]) -> Sitting:
    """The sitting after looks at these minutes, each with the minutes untouched or None."""
    sitting: Sitting | None = None
    for minute, idle in looks:
        sitting = breaks.seen(sitting, at(minute), minute * 60, None if idle is None else idle * MINUTE)
    assert sitting is not None
    return sitting


def used(since: float, until: float, idle: float | None = 0) -> list[tuple[float, float | None]]:
    """A look a minute at a computer in use."""
    return [(minute, idle) for minute in range(round(since), round(until) + 1)]


def left(since: float, until: float) -> list[tuple[float, float | None]]:
    """A look a minute at a computer that was last touched at ``since``."""
    return [(minute, minute - since) for minute in range(round(since) + 1, round(until) + 1)]


def next_at(sitting: Sitting, *, every: timedelta = EVERY, calm: Calm = ALWAYS, steps: Care | None = None) -> float:
    """The minute of the next break."""
    found = breaks.outlook(sitting, every, calm, steps or Care()).at
    assert found is not None
    return (found - MORNING) / MINUTE


# How long somebody sits ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("looks", "due_at"),
    [
        (used(0, 10), 60),
        (used(0, 10, idle=None), 60),
        (used(0, 10, idle=1.5), 60),
        ([*used(0, 20), *left(20, 24), *used(25, 30, 0)], 85),  # 20 to 25: five minutes
        ([*used(0, 20), *left(20, 23), *used(24, 30, 0)], 60),  # four: a page that was read
        ([*used(0, 20), *left(20, 50), *used(51, 55, 0)], 111),
        ([*used(0, 20), *left(20, 50), (51, 0.5), *used(52, 55, 0)], 110.5),  # back since the touch, not the look
        ([(0, 30), (1, 31), *used(2, 5)], 62),  # left when the program was started
        ([*used(0, 20), (40, 0), *used(41, 45)], 100),  # nobody looked for twenty minutes: it begins anew
        ([*used(0, 20), (24.5, 0), *used(25, 30)], 60),
    ],
)
def test_sitting_counts_since_the_last_pause(looks: list[tuple[float, float | None]], due_at: float) -> None:
    assert next_at(looked(looks)) == due_at


@pytest.mark.parametrize("every", [20, 60, 120])
def test_it_is_due_when_the_interval_has_passed_and_not_before(every: int) -> None:
    length = every * MINUTE
    assert not breaks.outlook(looked(used(0, every - 1)), length, ALWAYS, Care()).due
    assert breaks.outlook(looked(used(0, every)), length, ALWAYS, Care()).due
    assert breaks.outlook(looked(used(0, every + 30)), length, ALWAYS, Care()).due


@pytest.mark.parametrize(("idle", "due"), [(0, True), (1.9, True), (2, False), (4.9, False)])
def test_nothing_comes_up_before_an_empty_chair(idle: float, due: bool) -> None:
    sitting = looked([*used(0, 60), (61, 0), (61 + idle, idle)])
    assert not sitting.away
    assert breaks.outlook(sitting, EVERY, ALWAYS, Care()).due is due
    back = breaks.seen(sitting, at(63), 63 * 60.0, timedelta())
    assert breaks.outlook(back, EVERY, ALWAYS, Care()).due is (idle < 4.9)


def test_while_away_nothing_is_due_and_nobody_knows_when() -> None:
    sitting = looked([*used(0, 58), *left(58, 90)])
    assert sitting.away
    assert sitting.idle == 32 * MINUTE
    assert breaks.outlook(sitting, EVERY, ALWAYS, Care()) == breaks.Outlook()


# What was answered -----------------------------------------------------------------------------


def test_after_a_break_it_begins_anew() -> None:
    assert next_at(breaks.begun_anew(looked(used(0, 60)), at(62))) == 122


def test_put_off_it_comes_ten_minutes_later_and_no_earlier() -> None:
    sitting = breaks.begun_anew(looked(used(0, 60)), at(60))
    sitting = replace(sitting, put_off=at(70))
    assert next_at(sitting) == 70
    assert next_at(breaks.begun_anew(sitting, at(70))) == 130


def test_a_pause_settles_what_was_put_off() -> None:
    sitting = replace(looked(used(0, 60)), put_off=at(70))
    for minute, idle in [*left(60, 66), (67, 0)]:
        sitting = breaks.seen(sitting, at(minute), minute * 60, (idle or 0) * MINUTE)
    assert next_at(sitting) == 127


# Clocks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("jump", [-3000, -60, -3, 3, 4.9])
def test_a_clock_that_is_set_changes_nothing_about_how_long_somebody_has_sat(jump: float) -> None:
    """Of forward, only as little as no sleep is taken for."""
    sitting = replace(looked(used(0, 30)), put_off=at(40))
    for minute in range(31, 36):
        sitting = breaks.seen(sitting, at(minute + jump), minute * 60, timedelta())
    assert next_at(sitting) == 40 + jump
    assert next_at(replace(sitting, put_off=None)) == 60 + jump


@pytest.mark.parametrize("slept", [5, 60, 9000])
@pytest.mark.parametrize("idle", [0, 0.5, None])
def test_sleep_is_a_pause(slept: float, idle: float | None) -> None:
    """The steady clock stands still meanwhile; where it does not, nobody looked for so long."""
    before = replace(looked(used(0, 59)), put_off=at(60))
    untouched = None if idle is None else idle * MINUTE
    for steady in (60, 60 + slept):
        sitting = breaks.seen(before, at(60 + slept), steady * 60, untouched)
        assert next_at(sitting) == 60 + slept + 60


def test_a_zone_moves_only_the_night() -> None:
    sitting = looked(used(0, 30))
    for zone, due_at in ((UTC, 60), (ZoneInfo("Asia/Tokyo"), 60), (ZoneInfo("Pacific/Auckland"), 600)):
        assert next_at(sitting, calm=replace(NIGHT, zone=zone)) == due_at  # 08:00 UTC is 21:00 in Auckland


# Quiet hours and pauses ------------------------------------------------------------------------


def test_quiet_hours_and_pauses_hold_it() -> None:
    evening = Calm(time(8, 30), time(11), UTC)
    assert next_at(looked(used(0, 10)), calm=evening) == 180
    paused = Calm(time(0), time(0), UTC, ((at(50), at(75)),))
    assert next_at(looked(used(0, 10)), calm=paused) == 75
    assert not breaks.outlook(looked(used(0, 65)), EVERY, paused, Care()).due


@pytest.mark.parametrize(
    ("calm", "steps", "over"),
    [
        (ALWAYS, Care(), False),
        (ALWAYS, Care(last=at(30), coming=at(70)), False),
        (Calm(time(9), time(10), UTC), Care(), True),
        (replace(ALWAYS, pauses=((at(61), at(90)),)), Care(), True),
        (ALWAYS, Care(session=True), True),
        (ALWAYS, Care(last=at(61)), True),
    ],
)
def test_what_was_asked_is_over_when_something_else_leads(calm: Calm, steps: Care, over: bool) -> None:
    assert breaks.is_over(looked(used(0, 62)), calm, steps, asked=at(60)) is over


# Beside an episode -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "due_at"),
    [
        (Care(coming=at(60)), 120),  # the walk is the break
        (Care(coming=at(74)), 134),
        (Care(coming=at(75)), 60),
        (Care(coming=at(20)), 80),  # held back so far, but it leads
        (Care(last=at(30)), 90),
        (Care(last=at(-30)), 60),
        (Care(last=at(30), coming=at(90)), 150),
    ],
)
def test_a_step_that_is_near_is_the_break(steps: Care, due_at: float) -> None:
    assert next_at(looked(used(0, 25)), steps=steps) == due_at


def test_on_top_of_a_session_there_is_none() -> None:
    assert breaks.outlook(looked(used(0, 90)), EVERY, ALWAYS, Care(session=True)) == breaks.Outlook()


def told(story: Story, hour: float, *, pops_up: bool = True) -> Care:
    return breaks.care(story.rules, story.log, story.now(hour), pops_up)


def test_what_an_episode_means_for_breaks() -> None:
    story = Story().begin().did("ice", 0.1).did("walk", 1, minutes=6)
    assert told(story, 1.5) == Care(last=story.at(1.1), coming=story.at(2))
    assert told(story, 1.5, pops_up=False) == Care(last=story.at(1.1))
    story.show(2)
    assert told(story, 2.05).last == story.at(2), "it was asked for"
    story.did("walk", 2.1, running=True)
    assert told(story, 2.15).session


def test_what_is_not_done_off_the_chair_moves_no_break() -> None:
    story = Story().begin().did("medicine", 0.5).pain(0.6)
    assert told(story, 0.7).last == story.at(0), "the first ice was asked for at the onset"


def test_what_lies_ahead_since_the_clock_was_set_back_moves_nothing() -> None:
    story = Story().begin().did("walk", 30, minutes=5)
    assert told(story, 2).last == story.at(0)


def test_without_an_episode_nothing_is_near() -> None:
    assert breaks.care(Rules(), None, None, True) == Care()


def day_with_walks(every: int) -> tuple[list[int], list[int]]:
    """The minutes of the breaks, and those of the steps that get one off the chair, from 08:00 to 22:00."""
    story, sitting = Story().begin(), None
    came, led = [], [0]
    for minute in range(14 * 60):
        hour = minute / 60
        led += [minute for slot in story.show(hour) if slot.step in breaks.OFF_THE_CHAIR]
        sitting = breaks.seen(sitting, story.at(hour), minute * 60, timedelta())
        calm = protocol.calm(story.rules, tuple(story.acts), UTC)
        if breaks.outlook(sitting, every * MINUTE, calm, told(story, hour)).due:
            came.append(minute)
            sitting = breaks.begun_anew(sitting, sitting.at)
    return came, led


def test_where_walks_come_each_hour_they_are_the_breaks_of_an_hour() -> None:
    assert day_with_walks(60)[0] == []


def test_breaks_that_are_wanted_more_often_lie_between_the_steps_and_apart_from_them() -> None:
    came, led = day_with_walks(30)
    assert came == [30, *range(90, 14 * 60, 120)]
    for minute in came:
        assert min(minute - step for step in led if step <= minute) >= 30
        assert min((step - minute for step in led if step > minute), default=30) >= 15


# After a restart -------------------------------------------------------------------------------


def act(kind: str, minute: float, until: float | None = None, step: str = breaks.STEP) -> Act:
    end = None if until is None else at(until)
    return Act(f"{kind}{minute}", Moment.of(at(minute), UTC), kind, None, step, "break@x", end)


@pytest.mark.parametrize(
    ("acts", "minute", "again"),
    [
        ([], 0, None),
        ([act("shown", 0), act("snoozed", 0, 10)], 3, 10),
        ([act("snoozed", 0, 10), act("shown", 5, step="walk")], 3, 10),
        ([act("snoozed", 0, 10)], 14, 14),
        ([act("snoozed", 0, 10)], 16, None),
        ([act("snoozed", 0, 10)], -500, None),  # the clock was set back
        ([act("snoozed", 0, 10), act("shown", 10)], 11, None),
        ([act("snoozed", 0, 10), act(breaks.TAKEN, 10, 70)], 11, None),
        ([act("snoozed", 0, 10, step="walk")], 3, None),
    ],
)
def test_what_was_put_off_before_a_restart(acts: list[Act], minute: float, again: float | None) -> None:
    assert breaks.put_off_until(acts, at(minute)) == (None if again is None else at(again))


def test_names_and_hints() -> None:
    assert breaks.key(MORNING) == "break@2026-11-20T08:00:00.000"
    assert len({breaks.hint(number) for number in range(4)}) == 4
    assert breaks.hint(4) == breaks.hint(0)
    assert "lower back" in breaks.hint(1)


# Anything at all -------------------------------------------------------------------------------

ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia")]

EVENTS = st.one_of(
    st.tuples(st.just("use"), st.integers(1, 200)),
    st.tuples(st.just("leave"), st.integers(1, 400)),
    st.tuples(st.just("sleep"), st.integers(1, 2000)),
    st.tuples(st.just("jump"), st.integers(-4000, 4000)),
    st.tuples(st.just("zone"), st.integers(0, len(ZONES) - 1)),
    st.tuples(st.just("pause"), st.sampled_from([30, 60, 120])),
    st.tuples(st.just("restart"), st.integers(0, 30)),
    st.tuples(st.sampled_from(["take", "put off", "leave out", "blind", "telling"]), st.just(0)),
)


@dataclass
class Life:
    """A person before a computer that is looked at about once a minute, and what breaks may never do to them.

    ``true`` is seconds that really passed; the wall clock is ``off`` beside it. ``awake`` is the
    steady clock, which stands still while the computer sleeps.
    """

    every: timedelta
    zone: tzinfo
    true: float = 0.0
    awake: float = 0.0
    off: timedelta = timedelta()
    touched: float = 0.0
    tells: bool = True
    told: bool = True  # since the last touch, all the time
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    sitting: Sitting | None = None
    returned: float = 0.0
    put_off: float | None = None
    last: float | None = None
    came: int = 0

    @property
    def now(self) -> datetime:
        return MORNING + timedelta(seconds=self.true) + self.off

    @property
    def calm(self) -> Calm:
        return Calm(time(22), time(7), self.zone, tuple(self.pauses))

    def look(self) -> None:
        calm = self.calm
        if calm.night_end(self.now):
            return  # nobody looks at night
        idle = timedelta(seconds=self.true - self.touched) if self.tells else None
        self.sitting = breaks.seen(self.sitting, self.now, self.awake, idle)
        found = breaks.outlook(self.sitting, self.every, calm, Care())
        assert found.at is None or found.at >= self.now
        if found.due:
            self.check()
            self.sitting = breaks.begun_anew(self.sitting, self.now)
            again = breaks.outlook(self.sitting, self.every, calm, Care())
            assert not again.due, "twice"

    def check(self) -> None:
        gap = self.every.total_seconds() - 0.01
        assert 7 <= self.now.astimezone(self.zone).hour < 22, "in the quiet hours"
        assert self.calm.pause_end(self.now) is None, "in a pause"
        if self.tells:
            assert self.true - self.touched < READING.total_seconds(), "before an empty chair"
        if self.put_off is not None:
            assert self.true >= self.put_off - 0.01, "earlier than it was put off to"
        else:
            assert self.last is None or self.true - self.last >= gap, "too close to the last one"
            assert self.true - self.returned >= gap, "too close to coming back"
        self.last, self.put_off, self.came = self.true, None, self.came + 1

    def pass_minutes(self, minutes: int, *, touching: bool) -> None:
        """At first a look, then one each 70 seconds."""
        until = self.true + minutes * 60
        while self.true < until:
            step = min(70.0, until - self.true)
            self.true += step
            self.awake += step
            if touching:
                if self.told and self.true - self.touched >= PAUSE.total_seconds():
                    self.returned, self.put_off = self.true, None
                self.touched, self.told = self.true, self.tells
            self.look()

    def do(self, what: str, number: int) -> None:
        if what == "use":
            self.pass_minutes(number, touching=True)
        elif what == "leave":
            self.pass_minutes(number, touching=False)
        elif what == "sleep":
            self.true += number * 60
            if number * MINUTE >= PAUSE:
                self.returned, self.put_off = self.true, None
            self.touched = self.true
            self.look()
        elif what == "jump":
            self.off += number * MINUTE
            self.look()
        elif what == "zone":
            self.zone = ZONES[number]
        elif what == "pause":
            self.pauses.append((self.now, self.now + number * MINUTE))
        elif what == "restart":
            self.true += number * 60
            self.awake = 0.0
            self.sitting, self.put_off = None, None
            self.look()
        elif what in ("take", "leave out") and self.sitting is not None:
            self.sitting, self.put_off = breaks.begun_anew(self.sitting, self.now), None
        elif what == "put off" and self.sitting is not None and self.last == self.true:
            self.sitting = replace(self.sitting, put_off=self.now + 10 * MINUTE)
            self.put_off = self.true + 600
        elif what in ("blind", "telling"):
            self.tells = what == "telling"
            self.told = self.told and self.tells


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    plan=st.lists(EVENTS, max_size=40),
    every=st.integers(20, 120),
    zone=st.sampled_from(ZONES),
    minute=st.integers(0, 24 * 60),
)
def test_whatever_a_person_and_a_computer_do(
    plan: list[tuple[str, int]], every: int, zone: tzinfo, minute: int
) -> None:
    life = Life(every * MINUTE, zone, off=minute * MINUTE)
    for what, number in plan:
        life.do(what, number)


@settings(max_examples=60, deadline=None)
@given(
    gap=st.sampled_from(["leave", "sleep", "jump", "pause", "restart"]),
    length=st.integers(30, 300),
    before=st.integers(0, 90),
    every=st.integers(20, 60),
)
def test_after_any_gap_there_is_exactly_one(gap: str, length: int, before: int, every: int) -> None:
    """However long it was and whatever it was, what comes next is one break, and in time."""
    life = Life(every * MINUTE, UTC)
    life.do("use", before)
    life.do(gap, length)
    if gap == "pause":
        life.do("use", length)
    came = life.came
    life.do("use", every + 3)
    assert life.came in ((came + 1, came + 2) if gap in ("pause", "jump") else (came + 1,))
    came = life.came
    life.do("use", every - 2)
    assert life.came <= came + 1


def test_a_working_day_is_told_to_get_up_each_hour_and_lunch_counts() -> None:
    life = Life(EVERY, UTC)  # from 08:00
    life.do("use", 4 * 60 + 10)
    morning = life.came
    assert morning == 4
    life.do("leave", 45)
    life.do("use", 55)
    assert life.came == morning
    life.do("use", 10)
    assert life.came == morning + 1
    assert APART > READING
