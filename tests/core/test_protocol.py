"""What the protocol says next. Hours count from an onset at 8:00; quiet from 22:00 (hour 14) to 7:00 (hour 23)."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.protocol import Slot, Span, agenda, clock_zero, phases, phases_led, slot_due
from backtracker.core.rules import Rules
from tests.core.story import MORNING, Story


def ice(hours: float) -> str:
    return Slot("ice", MORNING + timedelta(hours=hours), MORNING).key


def test_a_fresh_start_asks_for_ice_at_once_then_a_walk_then_the_pain() -> None:
    story = Story()
    assert story.due(0) == {"ice": 0, "walk": 1, "pain": 4, "heat": 72}
    now = story.now(0)
    assert now.next is not None
    assert now.next.step == "ice"
    assert [slot.step for slot in now.then] == ["walk", "pain", "heat"]
    assert story.card(0) == ["ice"]
    assert (now.phase, now.day, now.session, now.missed, now.over) == ("ice", 0, None, (), False)


def test_the_first_step_does_not_pop_up_over_the_screen_that_shows_it() -> None:
    story = Story().begin()
    assert story.card(0) == []
    assert story.now(0).next == story.slot("ice", 0)
    assert story.card(1) == ["walk"]


def order(story: Story, when: float) -> list[str]:
    return [slot.step for slot in story.now(when).slots]


def test_what_was_asked_for_last_is_what_comes_next() -> None:
    """The pop-up asks for a walk while the ice of before is still open: the window must not ask for the ice."""
    story = Story().begin()
    assert order(story, 0.9)[:2] == ["ice", "walk"]
    assert story.card(1) == ["walk"]
    assert order(story, 1)[:2] == ["walk", "ice"]  # the card that is about to come up leads
    story.show(1)
    assert order(story, 1.1)[:2] == ["walk", "ice"]
    story.did("walk", 1.2, minutes=5)
    assert order(story, 1.4)[:2] == ["ice", "walk"]  # the older one was open all the time


def test_of_one_card_the_first_by_rank_is_next() -> None:
    story = Story().did("ice", 0).did("ice", 2).did("walk", 3.5, minutes=5)
    assert [slot.step for slot in story.show(4)] == ["ice", "pain"]
    assert order(story, 4.1)[:2] == ["ice", "pain"]


def test_what_never_came_up_waits_behind_what_did() -> None:
    story = Story().begin().act("paused", 0.5, until=3)
    assert order(story, 1.5)[:2] == ["ice", "walk"]
    unseen = Story().did("ice", 0)
    assert order(unseen, 2.1)[:2] == ["ice", "walk"]  # nothing came up: by rank


def test_ice_comes_again_two_hours_after_its_start() -> None:
    assert Story().begin().did("ice", 0.1).due(0.5)["ice"] == 2.1


def test_a_running_session_counts_from_its_start() -> None:
    assert Story().begin().did("ice", 1, running=True).due(1.1)["ice"] == 3


@pytest.mark.parametrize(
    ("start", "following"), [(2.0, 4.0), (2.5, 4.5), (3.9, 5.9)], ids=["on time", "half an hour late", "very late"]
)
def test_a_late_answer_never_brings_the_next_one_closer(start: float, following: float) -> None:
    assert Story().begin().did("ice", 0).did("ice", start).due(4)["ice"] == following


def test_done_at_an_earlier_time_counts_from_then() -> None:
    story = Story().begin().did("ice", 0)
    story.show(2)
    story.did("ice", 2.1)
    assert story.due(3)["ice"] == 4.1


def test_already_done_silences_the_reminder() -> None:
    story = Story().begin().did("ice", 0).did("walk", 0.9, minutes=5)
    assert story.card(1) == []
    assert story.due(1)["walk"] == 1.9


def test_done_early_moves_the_next_one_to_an_interval_later() -> None:
    assert Story().begin().did("ice", 0).did("ice", 1.5).due(1.6)["ice"] == 3.5


def test_a_treatment_of_another_kind_moves_nothing() -> None:
    story = Story().begin().did("ice", 0)
    before = story.due(1)
    story.did("massage", 0.8).did("own:hot bath", 0.9)
    assert story.due(1) == before


def test_a_skip_counts_as_an_answer() -> None:
    story = Story().begin().did("ice", 0)
    (slot,) = story.show(2)
    story.act("skipped", 2.25, slot)
    assert story.due(2.5)["ice"] == 4.25
    assert story.now(2.5).missed == ()


def test_a_skip_ahead_counts_from_when_the_slot_was_due() -> None:
    story = Story().begin().did("ice", 0)
    story.act("skipped", 1, story.slot("ice", 1))
    assert story.due(1.5)["ice"] == 4


def test_skipping_the_pain_check_asks_again_four_waking_hours_later() -> None:
    story = Story().begin().did("ice", 0)
    story.act("skipped", 4.5, story.slot("pain", 4.5))
    assert story.due(5)["pain"] == 8.5


def test_a_snooze_brings_the_slot_back_once() -> None:
    story = Story().begin().did("ice", 0)
    (slot,) = story.show(1)
    story.act("snoozed", 1, slot, until=1.5)
    assert [story.card(hour) for hour in (1.1, 1.49, 1.5)] == [[], [], ["walk"]]
    (again,) = story.show(1.5)
    assert (again.key, again.showing) == (slot.key, slot.key + "#1")
    assert story.card(1.6) == []


def test_a_snooze_delays_what_follows_and_never_brings_it_closer() -> None:
    story = Story().begin().did("ice", 0)
    (slot,) = story.show(1)
    story.act("snoozed", 1, slot, until=1.5)
    story.show(1.5)
    assert story.now(2.45).missed == ()
    assert [missed.key for missed in story.now(2.5).missed] == [slot.key]
    story.act("snoozed", 1.6, slot, until=1.2)
    assert story.due(1.6)["walk"] == 1.5


@pytest.mark.parametrize(
    ("back", "cards"),
    [
        (2.4, [(2.4, "walk"), (3, "walk"), (3.9, "ice")]),
        (2.6, [(2.6, "walk"), (3.1, "walk"), (3.9, "ice")]),
        (2.95, [(2.95, "walk"), (3.45, "walk"), (3.9, "ice")]),
        (5.7, [(5.7, "ice"), (6.0333, "walk"), (6.7, "ice")]),
    ],
    ids=["walk, half is left", "walk, less than half", "walk, three minutes", "ice"],
)
def test_what_came_up_late_keeps_the_next_one_away_for_half_an_interval(
    back: float, cards: list[tuple[float, str]]
) -> None:
    """A laptop that wakes three minutes to three must not ask for the walk of two and then for that of three."""
    story = Story().begin().did("ice", 1.9).did("walk", 1, minutes=5).pain(3)
    hour = back
    found: list[tuple[float, str]] = []
    while len(found) < len(cards):
        found += [(round(hour, 4), slot.step) for slot in story.show(story.onset + timedelta(hours=hour))]
        hour += 1 / 600
    assert [step for _, step in found] == [step for _, step in cards]
    assert [at for at, _ in found] == pytest.approx([at for at, _ in cards], abs=0.004)


def test_several_snoozes_each_show_once() -> None:
    story = Story().begin().did("ice", 0)
    (slot,) = story.show(1)
    names = [slot.showing]
    for hour in (1.0, 1.2, 1.4):
        story.act("snoozed", hour, slot, until=hour + 0.2)
        names += [each.showing for each in story.show(hour + 0.2)]
    assert names == [f"{slot.key}#{number}" for number in range(4)]


def test_two_presses_on_snooze_show_it_once() -> None:
    story = Story().begin().did("ice", 0)
    (slot,) = story.show(1)
    story.act("snoozed", 1, slot, until=1.5).act("snoozed", 1, slot, until=1.5)
    assert story.show(1.5) != ()
    assert story.show(1.51) == ()


def test_a_snooze_of_a_slot_that_was_answered_meanwhile_is_void() -> None:
    story = Story().begin().did("ice", 0.5)
    (slot,) = story.show(1)
    story.act("snoozed", 1, slot, until=1.5).did("walk", 1.1, minutes=5)
    assert story.card(1.5) == []
    assert story.due(1.5)["walk"] == 2.1


def test_a_snooze_into_the_night_waits_for_the_morning() -> None:
    story = Story().begin().did("ice", 13).did("walk", 12.9, minutes=5).pain(12)
    (slot,) = story.show(13.9)
    story.act("snoozed", 13.9, slot, until=14.9)
    assert story.due(14) == {"ice": 23, "walk": pytest.approx(23.3333), "pain": 25, "heat": 72}


def test_a_pause_holds_the_first_ice_back_too() -> None:
    story = Story().act("paused", 0, until=1)
    assert [slot.step for slot in story.now(0.5).slots][:1] == ["ice"]
    assert story.slot("ice", 0.5).show == story.at(0)  # no night moves it, and no pause
    assert story.card(0.5) == []
    assert story.card(1) == ["ice"]


def test_a_slot_is_shown_once_however_often_it_is_asked_for() -> None:
    story = Story().begin().did("ice", 0)
    assert [slot.step for slot in story.show(1)] == ["walk"]
    assert [story.show(1 + minute / 60) for minute in range(59)] == [()] * 59
    assert [slot.step for slot in story.show(2)] == ["ice"]


def test_nothing_pops_up_at_night_and_the_first_reminder_on_waking_is_one() -> None:
    story = Story().begin().did("ice", 12.5).did("walk", 13.5, minutes=5).pain(10)
    cards = [(hour / 4, story.show(hour / 4)) for hour in range(56, 96)]
    assert [(hour, [slot.step for slot in card]) for hour, card in cards if card] == [
        (23, ["ice", "pain"]),
        (23.5, ["walk"]),
    ]
    night = story.now(15)
    assert night.quiet_until == story.at(23)
    assert story.now(13.9).quiet_until is None


def test_an_onset_at_night_asks_for_ice_on_screen_and_pops_up_nothing_until_morning() -> None:
    story = Story(onset=MORNING - timedelta(hours=6))  # two in the morning
    assert story.due(0) == {"ice": 0, "walk": pytest.approx(5.3333), "pain": 9, "heat": 77}
    assert story.now(0).next == story.slot("ice", 0)
    assert story.card(0) == []
    story.begin()
    assert story.card(4.9) == []
    assert story.card(5) == ["ice"]
    assert story.now(5).missed == ()  # asleep is not missed
    assert story.now(5).then[0].step == "walk"


def test_a_flare_at_night_asks_for_ice_on_screen_too() -> None:
    story = Story().begin().did("ice", 12).flare(18)
    assert story.now(18).next == story.slot("ice", 18)
    assert story.due(18)["ice"] == 18
    assert story.card(18) == []


def test_without_quiet_hours_reminders_come_at_night() -> None:
    story = Story(rules=Rules(quiet_from=Rules().quiet_to)).begin().did("ice", 14)
    assert story.due(14.5)["ice"] == 16
    assert story.now(15).quiet_until is None


PHASES = {
    "ice until heat starts": (Rules(), None, [("ice", 0, 72), ("heat", 72, 336)]),
    "a gap with neither": (Rules(ice_until_hours=48), None, [("ice", 0, 48), ("rest", 48, 72), ("heat", 72, 336)]),
    "ended early at 50 h": (Rules(), 50, [("ice", 0, 50), ("rest", 50, 72), ("heat", 72, 336)]),
    "said too early, it counts from 48 h": (Rules(), 30, [("ice", 0, 48), ("rest", 48, 72), ("heat", 72, 336)]),
    "heat waits for the ice": (Rules(heat_from_hours=48), None, [("ice", 0, 72), ("heat", 72, 336)]),
    "early heat once the ice is ended": (Rules(heat_from_hours=48), 50, [("ice", 0, 50), ("heat", 50, 336)]),
    "three days only": (Rules(walk_days=3, heat_from_hours=96), None, [("ice", 0, 72)]),
    "four days and a late heat": (Rules(walk_days=4, heat_from_hours=120), None, [("ice", 0, 72), ("rest", 72, 96)]),
}


@pytest.mark.parametrize(("rules", "ended", "spans"), PHASES.values(), ids=PHASES)
def test_phases(rules: Rules, ended: float | None, spans: list[tuple[str, float, float]]) -> None:
    story = Story(rules=rules)
    if ended is not None:
        story.act("ice_ended", ended)
    expected = tuple(Span(kind, story.at(start), story.at(end)) for kind, start, end in spans)
    assert phases(rules, story.log) == expected
    assert story.now(1).phases == expected


def test_ice_turns_into_heat_at_72_hours() -> None:
    story = Story().begin().did("ice", 70.5).did("walk", 71.5, minutes=5).pain(71)
    assert story.due(71.9) == {"walk": 72.5, "pain": 75, "heat": 72}
    assert (story.now(71.9).phase, story.now(72).phase) == ("ice", "heat")
    assert story.card(72) == ["heat"]


def test_no_ice_is_asked_for_that_would_start_in_the_heat_phase() -> None:
    assert "ice" not in Story().begin().did("ice", 70).due(70.1)


def test_heat_that_would_start_at_night_waits_for_the_morning() -> None:
    story = Story(onset=MORNING + timedelta(hours=15))  # 23:00
    assert story.due(60)["heat"] == 80


def test_heat_comes_every_four_hours() -> None:
    story = Story().begin().did("heat", 73)
    assert story.due(74)["heat"] == 77


def test_only_from_48_hours_on_can_ice_be_ended() -> None:
    story = Story().begin()
    assert [story.now(hour).can_end_ice for hour in (0, 47.99, 48, 71.9, 72)] == [False, False, True, True, False]


def test_ended_ice_leaves_a_gap_with_walks_only_and_nothing_missed() -> None:
    story = Story().begin().did("ice", 47).did("walk", 48.5, minutes=5).pain(48)
    story.show(49)
    story.act("ice_ended", 49.1)
    assert story.due(49.2) == {"walk": 49.5, "pain": 52, "heat": 72}
    assert (story.now(49.2).phase, story.now(49.2).can_end_ice, story.now(49.2).missed) == ("rest", False, ())


def test_a_flare_restarts_the_ice_phase() -> None:
    story = Story().begin().did("heat", 73).flare(80)
    assert clock_zero(story.log) == story.at(80)
    assert [(span.kind, span.start) for span in story.now(81).phases] == [
        ("ice", story.at(80)),
        ("heat", story.at(152)),
    ]
    assert story.due(80)["ice"] == 80
    assert story.now(80).phase == "ice"


@pytest.mark.parametrize(
    ("flares", "spans"),
    [
        ((), [("ice", 0, 72), ("heat", 72, 336)]),
        ((5,), [("ice", 0, 5), ("ice", 5, 77), ("heat", 77, 341)]),
        ((80,), [("ice", 0, 72), ("heat", 72, 80), ("ice", 80, 152), ("heat", 152, 416)]),
        ((80, 5), [("ice", 0, 5), ("ice", 5, 77), ("heat", 77, 80), ("ice", 80, 152), ("heat", 152, 416)]),
        ((-3,), [("ice", 0, 72), ("heat", 72, 336)]),
    ],
)
def test_the_phases_before_a_flare_are_those_that_were_led_through(
    flares: tuple[float, ...], spans: list[tuple[str, float, float]]
) -> None:
    story = Story()
    for flare in flares:
        story.flare(flare)
    led = phases_led(story.rules, story.log)
    hour = timedelta(hours=1)
    assert [(each.kind, (each.start - MORNING) / hour, (each.end - MORNING) / hour) for each in led] == spans


def test_ice_after_a_flare_still_keeps_its_interval() -> None:
    assert Story().begin().did("ice", 4).flare(5).due(5)["ice"] == 6


def test_a_flare_makes_void_that_the_ice_was_ended() -> None:
    story = Story().begin().act("ice_ended", 50).flare(51)
    assert story.now(52).phases[0] == Span("ice", story.at(51), story.at(123))
    assert story.due(51)["ice"] == 51


def test_a_flare_that_was_dated_before_the_onset_changes_nothing() -> None:
    assert clock_zero(Story().flare(-3).log) == MORNING


def test_a_walk_due_while_ice_runs_comes_after_it() -> None:
    story = Story().begin().did("ice", 0).did("ice", 0.9, running=True)
    assert story.due(1)["walk"] == pytest.approx(0.9 + 1 / 3, abs=1e-4)
    assert story.card(1) == []
    running = story.now(1).session
    assert running is not None
    assert (running.over, running.ends) == (False, story.at(0.9) + timedelta(minutes=20))


def test_a_walk_due_with_the_ice_comes_after_it() -> None:
    story = Story().begin().did("ice", 0).did("walk", 1, minutes=5)
    assert story.due(1.9)["walk"] == pytest.approx(2 + 1 / 3, abs=1e-4)
    assert [slot.step for slot in story.show(2)] == ["ice"]
    assert story.card(2.25) == []
    assert story.card(2.35) == ["walk"]


def test_a_walk_well_before_the_ice_is_not_moved() -> None:
    assert Story().begin().did("ice", 0).did("walk", 0.8, minutes=5).due(1)["walk"] == 1.8


def test_ice_put_off_for_ten_minutes_keeps_the_walk_waiting() -> None:
    story = Story().begin().did("ice", 0).did("walk", 1, minutes=5)
    (slot,) = story.show(2)
    story.act("snoozed", 2, slot, until=2 + 1 / 6)
    assert story.card(2.01) == []
    assert story.due(2.01)["walk"] == 2.5


def test_ice_put_off_for_an_hour_leaves_time_for_the_walk() -> None:
    story = Story().begin().did("ice", 0).did("walk", 1, minutes=5)
    (slot,) = story.show(2)
    story.act("snoozed", 2, slot, until=3)
    assert story.card(2.01) == ["walk"]


def test_nothing_else_comes_up_while_a_session_waits_for_its_answer() -> None:
    story = Story().begin().did("ice", 0, running=True)
    assert story.card(9) == []
    running = story.now(9).session
    assert running is not None
    assert running.over


def test_a_session_without_a_planned_length_is_over_after_twenty_minutes() -> None:
    running = Story().did("ice", 0, minutes=None, running=True).now(0.1).session
    assert running is not None
    assert running.ends == MORNING + timedelta(minutes=20)


@pytest.mark.parametrize(("told", "card"), [(1.05, ["walk", "pain"]), (1.1, ["walk"])], ids=["3 min", "6 min"])
def test_the_pain_check_rides_on_a_card_within_five_minutes(told: float, card: list[str]) -> None:
    story = Story().begin().did("walk", 4, minutes=5).did("ice", 4).pain(told)
    assert story.card(5) == card


def test_the_pain_check_waits_a_few_minutes_for_the_walk() -> None:
    story = Story().begin().did("ice", 4).pain(1).did("walk", 4.05, minutes=5)
    assert story.card(5) == []
    assert story.card(5.05) == ["walk", "pain"]


def test_the_pain_check_waits_a_few_minutes_for_the_walk_that_follows_an_unanswered_one() -> None:
    story = Story().begin().did("walk", 3.07, minutes=5).did("ice", 3.5).pain(1.03)
    assert [step.step for step in story.show(4.07)] == ["walk"]
    assert story.card(5.03) == []
    assert story.card(5.07) == ["walk", "pain"]


def test_a_walk_waits_for_the_ice_that_follows_an_unanswered_one_within_minutes() -> None:
    story = Story().begin().did("walk", 1, minutes=5).pain(1)
    assert [slot.step for slot in story.show(2)] == ["ice"]
    story.did("walk", 2.97, minutes=5)
    assert story.card(3.97) == []
    assert [slot.step for slot in story.show(4)] == ["ice"]
    assert story.card(4.3) == []
    assert story.card(4.34) == ["walk"]


def test_the_pain_check_that_follows_an_unanswered_one_rides_on_the_card_minutes_before_it() -> None:
    story = Story().begin()
    assert [slot.step for slot in story.show(4)] == ["ice", "pain"]
    story.did("ice", 6.5).did("walk", 6.95, minutes=5)
    found = story.now(7.95)
    assert [(slot.step, slot.due) for slot in found.popup] == [("walk", story.at(7.95)), ("pain", story.at(8))]
    assert [slot.step for slot in found.missed if slot.due == story.at(4)] == ["pain"]
    story.show(7.95)
    assert story.card(8) == []
    assert story.due(8)["pain"] == 8


def test_the_pain_check_counts_waking_hours_only() -> None:
    assert Story().begin().pain(13).due(13.5)["pain"] == 26  # one hour in the evening, three in the morning


@pytest.mark.parametrize("hour", [1.0, 3.9])
def test_any_reading_silences_the_pain_check(hour: float) -> None:
    assert Story().begin().pain(0).pain(hour).due(4)["pain"] == hour + 4


def test_a_pause_holds_everything_and_ends_by_itself() -> None:
    story = Story().begin().did("ice", 0).act("paused", 0.5, until=2.5)
    assert story.due(1) == {"ice": 2.5, "walk": pytest.approx(2.8333, abs=1e-3), "pain": 4, "heat": 72}
    assert [story.card(hour) for hour in (1, 2, 2.49)] == [[], [], []]
    assert story.now(1).paused_until == story.at(2.5)
    assert story.card(2.5) == ["ice"]
    assert story.now(2.5).paused_until is None


def test_a_resumed_pause_is_cut_short() -> None:
    story = Story().begin().did("ice", 0).act("paused", 0.5, until=2.5).act("resumed", 1.2)
    assert story.now(1.1).paused_until == story.at(1.2)
    assert story.card(1.2) == ["walk"]


def test_a_second_pause_replaces_the_first() -> None:
    story = Story().begin().did("ice", 0).act("paused", 0.5, until=2.5).act("paused", 0.6, until=1.1)
    assert story.now(0.7).paused_until == story.at(1.1)


def test_a_pause_into_the_night_lasts_until_the_morning() -> None:
    story = Story().begin().did("ice", 12).act("paused", 13, until=15)
    assert story.due(13.5)["ice"] == 23


def test_after_nine_hours_off_one_card_comes_and_the_missed_are_told_once() -> None:
    story = Story(rules=Rules(quiet_from=Rules().quiet_to)).begin().did("ice", 0).did("walk", 1, minutes=5).pain(0.5)
    back = story.now(10.7)
    assert [(slot.step, (slot.due - MORNING) / timedelta(hours=1)) for slot in back.missed] == [
        ("ice", 2), ("walk", 2), ("walk", 3), ("ice", 4), ("walk", 4), ("pain", 4.5), ("walk", 5), ("ice", 6),
        ("walk", 6), ("walk", 7), ("ice", 8), ("walk", 8), ("walk", 9),
    ]  # fmt: skip
    assert [slot.step for slot in back.popup] == ["ice", "pain"]
    story.record(10.7, back.popup, back.missed)
    assert story.now(10.8).missed == ()
    assert [story.card(10.7 + minute / 60) for minute in range(1, 18)] == [[]] * 17
    assert story.card(11.1) == ["walk"]


def test_what_is_recorded_as_missed_is_not_told_again_even_if_the_card_never_came_up() -> None:
    story = Story().begin().did("ice", 0)
    story.record(7, [], story.now(7).missed)
    assert story.now(7).missed == ()
    assert [slot.step for slot in story.now(8).missed] == ["pain", "ice", "walk"]


def test_a_shown_slot_that_nobody_answered_is_missed_when_the_next_one_comes() -> None:
    story = Story().begin().did("ice", 0)
    story.show(1)
    assert story.now(1.9).missed == ()
    assert [slot.key for slot in story.now(2).missed] == [Slot("walk", story.at(1), story.at(1)).key]


def test_ice_missed_at_the_end_of_its_phase_is_told_in_the_next() -> None:
    story = Story().begin().did("ice", 68).did("walk", 71.5, minutes=5).pain(71)
    assert [slot.key for slot in story.now(72.2).missed] == [ice(71)]  # at seven in the morning
    story.record(72.2, story.now(72.2).popup, story.now(72.2).missed)
    assert story.now(72.3).missed == ()


def test_a_walk_that_ice_crowded_into_the_night_is_not_missed() -> None:
    story = Story().begin().did("walk", 12.9, minutes=5).did("ice", 11.8).pain(13.5)
    story.record(13.8, story.now(13.8).popup)
    assert story.due(13.8)["walk"] == 23.3333  # after the ice that comes first in the morning
    assert [slot.step for slot in story.now(23).missed] == ["ice"]


def test_what_was_due_before_the_program_knew_of_the_episode_is_not_missed() -> None:
    story = Story()
    assert story.now(5).missed == ()
    first = story.now(5).next
    assert first is not None
    story.record(5, [first])
    assert story.now(5.5).missed == ()
    assert [slot.key for slot in story.now(6.1).missed] == [ice(4), story.slot("walk", 5.5).key]


def test_a_closed_episode_asks_for_nothing() -> None:
    story = Story(ended=50).did("ice", 1)
    now = story.now(60)
    assert (now.slots, now.popup, now.next, now.over, now.wake) == ((), (), None, True, None)
    assert now.phases != ()


def test_after_fourteen_days_the_only_question_is_whether_it_is_over() -> None:
    story = Story().begin()
    assert story.due(336) == {"close": 336}
    assert story.card(336) == ["close"]
    story.show(336)
    assert [story.card(336 + hour) for hour in (1, 30, 300)] == [[], [], []]
    assert story.now(400).next is not None
    assert story.now(400).over
    assert story.now(335.9).over is False


def test_shortly_before_the_end_the_next_thing_is_the_question() -> None:
    story = Story().begin().did("walk", 335.5, minutes=5).did("heat", 335).pain(335)
    assert story.due(335.6) == {"close": 336}


def test_the_question_can_be_answered_with_not_yet() -> None:
    story = Story().begin()
    story.act("skipped", 337, story.slot("close", 337))
    assert story.now(338).slots == ()


def test_a_flare_after_fourteen_days_starts_anew_and_asks_again() -> None:
    story = Story().begin()
    story.act("skipped", 337, story.slot("close", 337))
    story.flare(400)
    assert "ice" in story.due(400)
    assert story.due(400 + 336) == {"close": 743}  # at midnight, so in the morning


def test_walks_grow_by_a_minute_a_day_up_to_the_goal() -> None:
    story = Story()
    assert [story.now(24 * day).day for day in (0, 1, 2, 13)] == [0, 1, 2, 13]
    assert [Rules().walk_minutes(day) for day in (-1, 0, 1, 14, 15, 16)] == [5, 5, 6, 19, 20, 20]
    assert Rules(walk_first_minutes=20, walk_goal_minutes=5).walk_minutes(9) == 20
    assert [Rules().session_minutes(step, 3) for step in ("ice", "heat", "walk")] == [20, 20, 8]


def test_after_a_new_spasm_the_walks_begin_short_again() -> None:
    """Fifteen minutes are too much on the day of a spasm: they grow from the last one, as all the phases count."""
    story = Story().begin().flare(24 * 10 + 3)
    minutes = [Rules().walk_minutes(story.now(24 * day + 4).spasm_day) for day in (9, 10, 11, 14)]
    assert minutes == [14, 5, 6, 9]
    assert story.now(24 * 11 + 4).day == 11


def test_the_day_of_a_spasm_is_that_of_its_wall() -> None:
    story = Story(onset=MORNING + timedelta(hours=10), zone=ZoneInfo("Asia/Tokyo"))  # 3:00 on the next day there
    story.zone = ZoneInfo("America/New_York")
    assert [story.now(hour).spasm_day for hour in (0, 12, 24)] == [0, 0, 0]
    assert story.now(24 + 12).spasm_day == 1


@pytest.mark.parametrize("back", [336, 337, 408])
def test_what_went_by_before_the_last_guided_day_was_over_is_told_with_the_question(back: float) -> None:
    story = Story().begin().did("heat", 322).did("walk", 323, minutes=5).pain(322.5)
    found = story.now(back)
    late = [slot for slot in found.missed if slot.due > story.at(323)]
    assert [(slot.step, (slot.due - MORNING) / timedelta(hours=1)) for slot in late] == [
        ("walk", 324), ("walk", 325), ("heat", 335), ("walk", 335), ("pain", 335.5),
    ]  # fmt: skip
    assert [slot.step for slot in found.popup] == ["close"]
    story.record(back, found.popup, found.missed)
    assert story.now(back + 1).missed == ()


def test_what_was_asked_when_the_guided_days_ended_is_missed_once() -> None:
    story = Story().begin().did("heat", 334).pain(335)
    story.show(335.5)
    found = story.now(340)
    assert [slot.due for slot in found.missed if slot.shown] == [story.at(335)]
    story.record(340, found.popup, found.missed)
    assert story.now(341).missed == ()


def test_wake_is_when_something_changes_next() -> None:
    story = Story().begin()
    assert story.now(0.5).wake == story.at(1)
    story.show(1)
    assert story.now(1.5).wake == story.at(2)
    assert story.now(14).wake == story.at(16)  # midnight: another day of the episode
    assert story.now(17).wake == story.at(23)
    assert Story().did("ice", 0, running=True).now(0.1).wake == MORNING + timedelta(minutes=20)


def test_changed_settings_do_not_bring_back_what_was_shown() -> None:
    story = Story().begin().did("ice", 0)
    story.show(1)
    story.rules = Rules(walk_every_minutes=45)
    assert story.card(1.1) == []
    assert story.due(1.1)["walk"] == 1
    assert story.card(1.75) == ["walk"]


def test_a_slot_has_the_same_name_on_every_computation_and_gives_its_instant_back() -> None:
    slot = Slot("walk", MORNING, MORNING)
    assert slot.key == "walk@2024-06-03T08:00:00.000000"
    assert slot.showing == "walk@2024-06-03T08:00:00.000000#0"
    assert slot_due(slot.key, "walk") == slot_due(slot.showing, "walk") == MORNING
    assert slot_due(slot.key, "ice") is None
    assert slot_due("walk@yesterday", "walk") is None
    assert slot_due("", "walk") is None


def test_an_act_that_nobody_understands_moves_nothing() -> None:
    story = Story().begin()
    before = story.now(3)
    story.act("shown", 2, "walk@soon").act("missed", 2, "dance@2024-06-03T08:00:00").act("skipped", 2, "plank@x")
    assert story.now(3) == before


def test_the_same_log_gives_the_same_agenda_from_any_face_of_the_same_instant() -> None:
    story = Story().begin().did("ice", 0)
    local = story.at(3).astimezone(ZoneInfo("Asia/Kathmandu"))
    assert agenda(story.rules, story.log, local, story.zone) == story.now(3)


@pytest.mark.parametrize("kind", ["walk", "heat"])
def test_a_forgotten_walk_or_heat_ends_by_itself_and_holds_nothing_up(kind: str) -> None:
    story = Story().begin().did("ice", 0).did(kind, 0.5, minutes=10, running=True)
    assert story.now(0.5 + 14 / 60).session is not None, "a late press still counts"
    assert story.now(0.5 + 15 / 60).session is None
    assert story.card(2) == ["ice"]


def test_ice_never_ends_by_itself() -> None:
    found = Story().begin().did("ice", 0, running=True).now(9).session
    assert found is not None
    assert found.over


def test_the_agenda_wakes_when_a_forgotten_walk_ends_by_itself() -> None:
    story = Story().begin().did("ice", 0).did("walk", 0.5, minutes=10, running=True)
    assert story.now(0.5 + 11 / 60).wake == story.at(0.5 + 15 / 60)
