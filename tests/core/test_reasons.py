"""Why heat comes too early, by a table."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.model import Act, Episode, EpisodeLog, Flare, Moment
from backtracker.core.protocol import agenda
from backtracker.core.reasons import heat_too_early, why
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
        (Rules(), LOG, 1, EARLY.format(72, "on 23 November at 14:05")),
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
