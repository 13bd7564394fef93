"""Reminders outside the protocol: what may come up, what waits, what goes by; tables and one long random life."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backtracker.core.errand import Errand
from backtracker.core.errands import BETWEEN, Docket, Waiting, ahead, docket, later
from backtracker.core.model import Act, Moment
from backtracker.core.protocol import Agenda
from backtracker.core.quiet import Calm
from tests.core.story import Story

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
NOON = datetime(2024, 6, 3, 12, tzinfo=UTC)
NIGHT = Calm(time(22), time(7), UTC)


def errand(key: str = "a", at: datetime = NOON, kind: str = "water", until: datetime | None = None) -> Errand:
    return Errand(key, kind, at, key, until=until)


def act(kind: str, key: str, at: datetime, until: datetime | None = None) -> Act:
    return Act(f"{kind} {key} {at}", Moment(at), kind, None, "water", key, until)


def up(found: Docket) -> str:
    return found.errand.key if found.errand else ""


# What comes up ---------------------------------------------------------------------------------


def test_it_comes_up_when_it_is_due_and_not_before() -> None:
    early, due = (docket([errand()], [], at, NIGHT) for at in (NOON - MINUTE, NOON))
    assert (up(early), early.wake, early.due) == ("", NOON, False)
    assert (up(due), due.due) == ("a", True)


def test_nothing_asks_for_no_waking() -> None:
    assert docket([], [], NOON, NIGHT) == Docket(NOON, free=True)


@pytest.mark.parametrize(
    ("acts", "at", "comes"),
    [
        ([], NOON, True),
        ([act("shown", "a", NOON)], NOON + HOUR, False),
        ([act("shown", "b", NOON - 3 * MINUTE)], NOON, False),
        ([act("shown", "b", NOON - BETWEEN)], NOON, True),
        ([act("shown", "b", NOON + 2 * HOUR)], NOON, True),  # shown before the clock was set back
        ([act("done", "a", NOON)], NOON + DAY, False),
        ([act("skipped", "a", NOON)], NOON + HOUR, False),
        ([act("shown", "a", NOON), act("snoozed", "a", NOON, NOON + HOUR)], NOON + 59 * MINUTE, False),
        ([act("shown", "a", NOON), act("snoozed", "a", NOON, NOON + HOUR)], NOON + HOUR, True),
        ([act("snoozed", "a", NOON - HOUR, NOON - 30 * MINUTE)], NOON - MINUTE, False),  # it can only delay
        ([act("snoozed", "a", NOON - HOUR, NOON - 30 * MINUTE)], NOON, True),
        (  # the later of two counts, in whatever order they were told
            [act("snoozed", "a", NOON, NOON + 2 * HOUR), act("snoozed", "a", NOON, NOON + HOUR)],
            NOON + HOUR,
            False,
        ),
        (
            [act("shown", "a", NOON), act("snoozed", "a", NOON, NOON + HOUR), act("shown", "a", NOON + HOUR)],
            NOON + 2 * HOUR,
            False,
        ),
        ([act("shown", "a", NOON), act("snoozed", "a", NOON, NOON + HOUR), act("done", "a", NOON)], NOON + HOUR, False),
    ],
)
def test_what_was_told_decides(acts: list[Act], at: datetime, comes: bool) -> None:
    assert (up(docket([errand()], acts, at, NIGHT)) == "a") is comes


def test_an_act_of_an_episode_is_about_something_else() -> None:
    other = Act("x", Moment(NOON), "done", "e", "walk", "a")
    assert up(docket([errand()], [other], NOON, NIGHT)) == "a"


@pytest.mark.parametrize(("silenced", "card_up"), [(True, False), (False, True)])
def test_a_red_flag_notice_or_another_card_holds_it(silenced: bool, card_up: bool) -> None:
    found = docket([errand()], [], NOON, NIGHT, silenced=silenced, card_up=card_up)
    assert (up(found), found.due, found.free) == ("", True, False)


@pytest.mark.parametrize(
    "calm",
    [
        Calm(time(11), time(14), UTC),
        Calm(time(22), time(7), UTC, ((NOON - HOUR, NOON + 2 * HOUR),)),
    ],
)
def test_quiet_hours_and_a_pause_hold_it_to_their_end(calm: Calm) -> None:
    found = docket([errand()], [], NOON, calm)
    assert (up(found), found.wake, found.due) == ("", NOON + 2 * HOUR, False)
    assert [each.show for each in found.waiting] == [NOON + 2 * HOUR]
    assert up(docket([errand()], [], NOON + 2 * HOUR, calm)) == "a"


def test_what_is_of_no_use_any_more_goes_by_in_silence() -> None:
    glass = errand(until=NOON + HOUR)
    assert up(docket([glass], [], NOON + HOUR - MINUTE, NIGHT)) == "a"
    assert docket([glass], [], NOON + HOUR, NIGHT).waiting == ()
    late = errand(at=NOON + 10 * HOUR, until=NOON + 11 * HOUR)  # from 22:00 on
    assert docket([late], [], NOON, NIGHT).waiting == ()


def test_one_that_is_asked_is_withdrawn_at_its_end() -> None:
    found = docket([errand(until=NOON + HOUR)], [act("shown", "a", NOON)], NOON + MINUTE, NIGHT)
    assert (found.asks("a"), found.wake) == (True, NOON + HOUR)


def test_after_a_gap_they_come_one_at_a_time() -> None:
    errands = [errand(str(hour), NOON + hour * HOUR) for hour in range(6)]
    found = docket(errands, [], NOON + 6 * HOUR, NIGHT)
    assert up(found) == "0"
    after = docket(errands, [act("shown", "0", NOON + 6 * HOUR)], NOON + 6 * HOUR + MINUTE, NIGHT)
    assert (up(after), after.wake) == ("", NOON + 6 * HOUR + BETWEEN)


def test_of_several_a_dose_comes_first_then_the_one_that_waits_longest() -> None:
    errands = [errand("old", NOON - HOUR), errand("new", NOON), errand("dose", NOON, "dose")]
    found = docket(errands, [], NOON, NIGHT)
    assert [each.errand.key for each in found.waiting] == ["dose", "old", "new"]


def test_a_key_that_two_parts_give_is_one() -> None:
    assert len(docket([errand(), errand()], [], NOON, NIGHT).waiting) == 1


def test_the_list_of_what_comes_ends_where_it_was_asked_to() -> None:
    found = docket([errand("a", NOON + HOUR), errand("b", NOON + DAY)], [], NOON, NIGHT)
    assert [each.errand.key for each in ahead(found, 2 * HOUR)] == ["a"]


def test_put_off_it_comes_that_long_after_now_or_after_it_is_due() -> None:
    assert later(None, errand(), NOON + HOUR, 10) == NOON + HOUR + 10 * MINUTE
    assert later(Waiting(errand(), NOON), errand(), NOON - HOUR, 10) == NOON + 10 * MINUTE


def test_an_errand_knows_its_time_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        errand(at=datetime(2024, 6, 3, 12))  # noqa: DTZ001


# The episode goes first --------------------------------------------------------------------------


def held(agenda: Agenda, at: datetime) -> bool:
    return up(docket([errand(at=at)], [], at, NIGHT, agenda)) == ""


def test_the_steps_of_an_episode_go_first() -> None:
    story = Story().begin()
    cases = ((0.1, False), (0.9, False), (0.97, True), (1, True))  # a walk is due an hour after the onset
    assert [held(story.now(hour), story.at(hour)) for hour, _ in cases] == [waits for _, waits in cases]
    story.show(1)
    assert not held(story.now(1.1), story.at(1.1)), "it came up, and was left alone"
    story.did("ice", 2, running=True)
    assert held(story.now(2.1), story.at(2.1))
    assert held(story.now(2.5), story.at(2.5)), "until the alarm is answered"


def test_an_episode_whose_days_are_over_leads_no_more() -> None:
    assert not held(Agenda(NOON, over=True), NOON)


# A long life -----------------------------------------------------------------------------------


@dataclass
class Life:
    """Errands every few hours, a person who answers at random, a computer that sleeps, a clock that is set."""

    errands: list[Errand]
    now: datetime = NOON
    acts: list[Act] = field(default_factory=list)
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    shown: dict[str, int] = field(default_factory=dict)
    put_off: dict[str, int] = field(default_factory=dict)
    back: bool = False
    last: datetime | None = None

    def calm(self) -> Calm:
        return Calm(time(22), time(7), UTC, tuple(self.pauses))

    def tell(self, kind: str, key: str, until: datetime | None = None) -> None:
        self.acts.append(act(kind, key, self.now, until))

    def look(self) -> None:
        found = docket(self.errands, self.acts, self.now, self.calm())
        if found.errand is None:
            assert found.wake is None or found.wake > self.now
            return
        key = found.errand.key
        assert self.calm().hold(self.now) == self.now, "in the quiet hours or in a pause"
        assert found.errand.due <= self.now, "too early"
        assert found.errand.until is None or self.now < found.errand.until, "of no use any more"
        assert self.last is None or self.back or self.now - self.last >= BETWEEN, "a pile"
        untils = [each.until for each in self.acts if each.slot == key and each.until is not None]
        assert all(until <= self.now for until in untils), "a snooze that came early"
        self.shown[key] = self.shown.get(key, 0) + 1
        assert self.shown[key] <= 1 + self.put_off.get(key, 0), "twice"
        self.last, self.back = self.now, False
        self.tell("shown", key)
        assert up(docket(self.errands, self.acts, self.now, self.calm())) == "", "two at once"

    def answer(self, kind: str) -> None:
        asked = [each.errand for each in docket(self.errands, self.acts, self.now, self.calm()).waiting if each.asked]
        if asked and kind == "snoozed":
            self.put_off[asked[0].key] = self.put_off.get(asked[0].key, 0) + 1
            self.tell(kind, asked[0].key, later(None, asked[0], self.now, 10))
        elif asked:
            self.tell(kind, asked[0].key)


ANSWERED = st.sampled_from(["", "", "done", "skipped", "snoozed", "snoozed", "pause"])
PASSES = st.one_of(st.integers(1, 12), st.integers(1, 600), st.integers(600, 3000), st.integers(-180, -1))
"""Minutes; with a negative number somebody sets the clock back."""


@settings(max_examples=300, deadline=None)
@given(
    gaps=st.lists(st.tuples(st.integers(0, 300), st.sampled_from([None, 30, 600])), min_size=1, max_size=12),
    deeds=st.lists(st.tuples(ANSWERED, PASSES), max_size=30),
)
def test_whatever_happens_none_comes_twice_at_night_in_a_pause_or_on_another(
    gaps: list[tuple[int, int | None]], deeds: list[tuple[str, int]]
) -> None:
    at, errands = NOON, []
    for number, (gap, lasts) in enumerate(gaps):
        at += gap * MINUTE
        errands.append(errand(str(number), at, until=None if lasts is None else at + lasts * MINUTE))
    life = Life(errands)
    for answer, passes in deeds:
        life.look()
        if answer == "pause":
            life.pauses.append((life.now, life.now + HOUR))
        elif answer:
            life.answer(answer)
        life.now += passes * MINUTE
        life.back = life.back or passes < 0
    life.look()
