"""The schedule while the wall clock does what wall clocks do: summer time, journeys, and being set."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.protocol import clock_zero
from backtracker.core.rules import Rules
from tests.core.story import Story, played

AWAKE = Rules(quiet_from=Rules().quiet_to)
BERLIN = ZoneInfo("Europe/Berlin")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# A night in which the clocks change: zone, an onset at noon before, the first card on waking in UTC
CHANGES = {
    "Berlin in spring": ("Europe/Berlin", "2024-03-30T11:00", "2024-03-31T05:00"),
    "Berlin in autumn": ("Europe/Berlin", "2024-10-26T10:00", "2024-10-27T06:00"),
    "Lord Howe in spring": ("Australia/Lord_Howe", "2024-10-05T01:30", "2024-10-05T20:00"),
    "Lord Howe in autumn": ("Australia/Lord_Howe", "2024-04-06T01:00", "2024-04-06T20:30"),
    "Troll in spring": ("Antarctica/Troll", "2024-03-30T12:00", "2024-03-31T05:00"),
    "Troll in autumn": ("Antarctica/Troll", "2024-10-26T10:00", "2024-10-27T07:00"),
    "Sao Paulo without a midnight": ("America/Sao_Paulo", "2017-10-14T15:00", "2017-10-15T09:00"),
    "Apia without a Friday": ("Pacific/Apia", "2011-12-29T22:00", "2011-12-30T17:00"),
}


@pytest.mark.parametrize(("zone", "onset", "waking"), CHANGES.values(), ids=CHANGES)
def test_the_morning_after_a_clock_change_begins_with_one_card_at_seven(zone: str, onset: str, waking: str) -> None:
    story = Story(onset=utc(onset), zone=ZoneInfo(zone)).begin()
    morning = (utc(waking) - story.onset) / timedelta(hours=1)
    cards = [(hour, steps) for hour, steps in played(story, 0, 24, minutes=5) if -4 < hour - morning < 0.3]
    assert len(cards) == 1
    assert cards[0][0] == pytest.approx(morning, abs=1e-3)
    assert cards[0][1][0] == "ice"
    assert utc(waking).astimezone(ZoneInfo(zone)).hour == 7


@pytest.mark.parametrize(("zone", "onset", "_waking"), CHANGES.values(), ids=CHANGES)
def test_intervals_are_real_hours_through_a_clock_change(zone: str, onset: str, _waking: str) -> None:
    story = Story(onset=utc(onset), zone=ZoneInfo(zone), rules=AWAKE).begin()
    ice = [hour for hour, steps in played(story, 0, 24, minutes=10) if "ice" in steps]
    assert ice == [2 * number for number in range(1, 13)]


def test_two_slots_with_the_same_time_on_the_wall_are_two_slots() -> None:
    story = Story(onset=utc("2024-10-26T23:30"), zone=BERLIN, rules=AWAKE).begin()  # 01:30 summer time
    first, second = story.at(1), story.at(2)
    shown = [story.show(at)[0] for at in (first, second)]
    assert {at.astimezone(BERLIN).strftime("%H:%M") for at in (first, second)} == {"02:30"}
    assert shown[0].key != shown[1].key
    assert [slot.step for slot in shown] == ["walk", "ice"]
    assert story.show(second + timedelta(minutes=1)) == ()


def test_a_change_of_zone_moves_the_night_and_shows_nothing_twice() -> None:
    story = Story(onset=utc("2024-06-03T06:00"), zone=BERLIN).begin()
    story.show(1)
    story.zone = ZoneInfo("America/New_York")  # 03:00 there
    assert story.card(1.1) == []
    assert story.now(1.1).quiet_until == story.at(5)
    assert story.show(4.9) == ()
    assert [slot.step for slot in story.show(5)] == ["ice"]
    story.zone = BERLIN
    assert story.card(5.1) == ["pain"]  # four hours awake after all


def test_the_slot_on_waking_is_not_shown_again_half_a_zone_further_east() -> None:
    story = Story(onset=utc("2024-06-03T15:00"), zone=ZoneInfo("Asia/Kolkata")).begin()  # 20:30 there
    assert [slot.step for slot in story.show(10.5)] == ["ice"]  # 07:00
    for zone in ("Asia/Karachi", "Asia/Kathmandu", "Asia/Kolkata"):
        story.zone = ZoneInfo(zone)
        assert "ice" not in [slot.step for minute in range(100) for slot in story.show(10.5 + minute / 60)]


def test_the_day_of_the_episode_counts_from_the_date_at_its_onset() -> None:
    story = Story(onset=utc("2024-06-03T22:30"), zone=ZoneInfo("Asia/Tokyo"))  # 07:30 on the 4th
    assert story.now(1).day == 0
    story.zone = ZoneInfo("America/New_York")
    assert story.now(1).day == 0
    assert story.now(48).day == 1


def test_a_clock_set_back_by_minutes_shows_nothing_again_and_keeps_the_interval() -> None:
    story = Story().begin().did("ice", 0).did("walk", 1.05, minutes=5)
    story.show(2)
    story.did("ice", 2.05)
    assert story.due(1.8)["ice"] == 4.05
    assert [story.show(1.8 + minute / 60) for minute in range(14)] == [()] * 14


def test_what_was_done_two_days_ahead_does_not_stop_the_reminders_of_today() -> None:
    story = Story().begin().did("ice", 0).did("walk", 0.5, minutes=5).pain(0.5)
    story.did("ice", 50).did("walk", 50.5, minutes=5).pain(51)
    story.act("skipped", 51, story.slot("walk", 51))
    story.act("snoozed", 51, story.slot("walk", 1), until=52)
    assert story.due(1) == {"walk": 1.5, "ice": 2, "pain": 4.5, "heat": 72}
    assert story.card(1.5) == ["walk"]


def test_what_was_shown_two_days_ahead_does_not_hold_the_chain_and_is_not_shown_again() -> None:
    story = Story(rules=AWAKE).begin().did("ice", 0)
    ahead = story.show(49)
    assert [slot.step for slot in ahead] == ["ice", "pain"]
    assert story.card(1) == ["walk"]
    shown = [slot.showing for minute in range(3000) for slot in story.show(1 + minute / 60)]
    assert len(shown) == len(set(shown))
    assert not {slot.showing for slot in ahead} & set(shown)


def test_an_onset_ahead_of_the_clock_is_taken_whole_days_earlier() -> None:
    story = Story(rules=AWAKE).begin()
    assert clock_zero(story.log, story.at(-30)) == story.at(-48)
    assert clock_zero(story.log, story.at(-24)) == story.at(-24)
    assert clock_zero(story.log, story.at(-2)) == story.at(0)
    assert clock_zero(story.log) == story.at(0)
    now = story.now(-30)
    assert (now.phase, now.day, now.missed) == ("ice", 0, ())
    assert [slot.step for slot in now.popup] == ["ice", "pain"]
    assert len(played(story, -30, -26.1)) == 6  # led on: ice and two walks, twice


def test_a_flare_ahead_of_the_clock_waits_for_its_time() -> None:
    story = Story().begin().flare(90)
    assert clock_zero(story.log, story.at(80)) == story.at(0)
    assert clock_zero(story.log, story.at(88)) == story.at(90)
    assert story.now(80).phase == "heat"
    assert story.now(89).phase == "ice"


def test_a_session_that_seems_to_begin_later_is_over_at_once() -> None:
    story = Story().begin().did("ice", 5, running=True)
    running = story.now(4.9).session
    assert running is not None
    assert (running.over, running.ends) == (True, story.at(4.9))
    close = story.now(story.at(5) - timedelta(minutes=1)).session
    assert close is not None
    assert not close.over


def test_a_jump_forward_over_days_is_one_card() -> None:
    story = Story(rules=AWAKE).begin().did("ice", 0)
    story.show(60)
    assert [story.card(60 + minute / 60) for minute in range(15)] == [[]] * 15
    assert story.now(60.1).missed == ()


def test_a_pause_in_a_time_that_has_not_come_again_is_not_on() -> None:
    story = Story().begin().did("ice", 0).act("paused", 5, until=7)
    assert story.now(4).paused_until is None
    assert story.card(4) == ["ice", "pain"]


def test_the_onset_may_lie_in_the_hour_that_comes_twice() -> None:
    onset = datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=BERLIN).astimezone(UTC)
    story = Story(onset=onset, zone=BERLIN, rules=AWAKE)
    assert story.due(0)["walk"] == 1
    assert story.log.episode.began.local.strftime("%H:%M %z") == "02:30 +0100"


def test_what_came_up_after_a_snooze_is_not_moved_into_the_morning_by_what_is_said_afterwards() -> None:
    story = Story(onset=utc("2024-06-03T06:00")).begin().did("ice", 0).did("walk", 0, minutes=5)
    ice = story.slot("ice", 14)  # at eight in the evening
    story.show(14)
    story.act("snoozed", 14, ice, until=15)
    assert "ice" in [slot.step for slot in story.show(15)]
    before = story.due(15)["ice"]
    story.act("paused", 15, until=15.5)
    assert story.due(15)["ice"] == before == 15
    story.act("resumed", 15.4)
    story.rules = Rules(quiet_from=Rules().quiet_from.replace(hour=20))
    assert story.due(15.6)["ice"] == before
    assert story.card(25)[0] == "ice", "the first card on waking"
