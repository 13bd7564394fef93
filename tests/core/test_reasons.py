"""Why heat comes too early, by a table."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.model import Act, Episode, EpisodeLog, Flare, Moment, Reading, Treatment
from backtracker.core.protocol import agenda
from backtracker.core.reasons import clock_looks_wrong, heat_too_early, ice_too_long, when_text, why
from backtracker.core.rules import Rules

ZONE = ZoneInfo("Europe/Berlin")
ONSET = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
LOG = EpisodeLog(Episode("e", Moment.of(ONSET, ZONE)))
FLARE = Flare("f", Moment.of(ONSET + timedelta(hours=30), ZONE), "e")
NO_ICE = Act("a", Moment.of(ONSET + timedelta(hours=50), ZONE), "ice_ended", "e")
EARLY = "In the first {} hours warmth can feed the swelling; the advice is to begin with heat {}."


@pytest.mark.parametrize(
    ("rules", "log", "hours", "words"),
    [
        (Rules(), LOG, 1, EARLY.format(72, "on Monday at 14:05")),
        (Rules(), LOG, 71.9, EARLY.format(72, "at 14:05")),
        (Rules(), LOG, 72, ""),
        (Rules(), replace(LOG, flares=(FLARE,)), 72, EARLY.format(72, "tomorrow at 20:05")),
        (Rules(), replace(LOG, acts=(NO_ICE,)), 60, EARLY.format(72, "at 14:05")),
        (Rules(ice_until_hours=48, heat_from_hours=48), LOG, 47, EARLY.format(48, "at 14:05")),
        (Rules(ice_until_hours=48, heat_from_hours=48), LOG, 48, ""),
        (Rules(heat_from_hours=48), LOG, 60, EARLY.format(72, "at 14:05")),  # the ice goes on
        (Rules(heat_from_hours=120), LOG, 73, ""),
    ],
)
def test_heat_that_comes_too_early(rules: Rules, log: EpisodeLog, hours: float, words: str) -> None:
    at = ONSET + timedelta(hours=hours)
    assert heat_too_early(log, rules, at, at, ZONE) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (60, "You set heat from 48 hours on. Before 72 hours, warmth can feed the swelling."),
        (73, "The first ice phase is over: moist heat relaxes the muscle."),
    ],
)
def test_heat_that_was_set_early_says_so_while_it_is_early(hours: float, words: str) -> None:
    rules, now = Rules(ice_until_hours=48, heat_from_hours=48), ONSET + timedelta(hours=hours)
    heat = next(slot for slot in agenda(rules, LOG, now, ZONE).slots if slot.step == "heat")
    assert why(heat, LOG, rules, now, ZONE) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "at 14:05"),
        (-1, "yesterday at 14:05"),
        (1, "tomorrow at 14:05"),
        (-2, "on Wednesday at 14:05"),
        (-6, "on Saturday at 14:05"),
        (6, "on Thursday at 14:05"),
        (-7, "on 13 November at 14:05"),
        (7, "on 27 November at 14:05"),
    ],
)
def test_a_day_of_this_week_is_called_by_its_name(days: int, words: str) -> None:
    assert when_text(ONSET + timedelta(days=days), ONSET, ZONE) == words


WRONG = "An entry is dated later than now, so this computer’s clock looks wrong. Check its date and time."


@pytest.mark.parametrize("step", ["ice", "walk", "pain"])
def test_with_the_clock_set_back_two_days_no_day_is_told_but_that_it_looks_wrong(step: str) -> None:
    told = Moment.of(ONSET + timedelta(hours=3), ZONE)
    log = replace(
        LOG,
        treatments=tuple(Treatment(kind, told, kind, 1200, episode_id="e") for kind in ("ice", "walk")),
        readings=(Reading("r", told, 8, "e"),),
    )
    for back, words in ((timedelta(minutes=1), ""), (timedelta(days=2), WRONG)):
        now = told.at - back
        slot = next(slot for slot in agenda(Rules(), log, now, ZONE).slots if slot.step == step)
        assert clock_looks_wrong(log, now) == words
        assert (why(slot, log, Rules(), now, ZONE) == WRONG) == bool(words)


@pytest.mark.parametrize(("kind", "minutes", "told"), [("ice", 20, False), ("ice", 21, True), ("heat", 60, False)])
def test_ice_for_longer_than_twenty_minutes_is_told_to_be_too_long(kind: str, minutes: int, told: bool) -> None:
    assert bool(ice_too_long(kind, minutes * 60)) is told
    assert ice_too_long(kind, None) == ""
