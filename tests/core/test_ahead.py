"""What comes if all is done when it is due, against the schedule as it is lived. Hours count from 8:00."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.ahead import ahead
from backtracker.core.rules import Rules
from tests.core.story import Story, on_time

Row = tuple[float, str, int]


def coming(story: Story, now: float, hours: float) -> list[Row]:
    found = ahead(story.rules, story.log, story.at(now), story.zone, timedelta(hours=hours))
    return [(round((each.at - story.onset) / timedelta(hours=1), 3), each.step, each.minutes) for each in found]


CASES: dict[str, tuple[Story, float, float, list[Row]]] = {
    "from the onset": (Story().begin(), 0, 2.5, [(0, "ice", 20), (1, "walk", 5), (2, "ice", 20), (2.333, "walk", 5)]),
    "the pain check rides along": (
        Story().begin().did("ice", 3).did("walk", 3.5, minutes=5).pain(0.52), 4, 1, [(4.5, "walk", 5), (4.5, "pain", 0)]
    ),
    "a session that is on ends first": (
        Story().begin().did("ice", 0.9, running=True).pain(0.9), 1, 1, [(1.233, "walk", 5)]
    ),
    "a pause holds it": (Story().begin().did("ice", 0).act("paused", 0.5, until=1.5), 0.6, 1, [(1.5, "walk", 5)]),
    "the night holds it, and the walks grow": (
        Story().begin().did("ice", 13.5).did("walk", 13.9, minutes=5).pain(13.5), 14, 10,
        [(23, "ice", 20), (23.333, "walk", 6)],
    ),
    "ice turns into heat": (
        Story().begin().did("ice", 71).did("walk", 71.5, minutes=5).pain(71), 71.6, 1,
        [(72, "heat", 20), (72.5, "walk", 8)],
    ),
    "at the end there is the question": (
        Story().begin().did("heat", 335).did("walk", 335.5, minutes=5).pain(335), 335.6, 24 * 9, [(336, "close", 0)]
    ),
    "of a closed episode nothing comes": (Story(ended=2), 3, 24, []),
}  # fmt: skip


@pytest.mark.parametrize(("story", "now", "hours", "rows"), CASES.values(), ids=CASES)
def test_what_comes(story: Story, now: float, hours: float, rows: list[Row]) -> None:
    assert coming(story, now, hours) == rows


@pytest.mark.parametrize(
    ("rules", "zone", "onset"),
    [
        (Rules(), "UTC", datetime(2024, 6, 3, 8, tzinfo=UTC)),
        (
            Rules(walk_every_minutes=45, ice_until_hours=48, heat_every_hours=3),
            "UTC",
            datetime(2024, 6, 3, 8, tzinfo=UTC),
        ),
        (
            Rules(check_hours=1, ice_every_hours=3, walk_days=5),
            "Europe/Berlin",
            datetime(2024, 3, 29, 9, 7, tzinfo=UTC),
        ),
        (Rules(quiet_from=time(1, 30), quiet_to=time(8)), "Europe/Berlin", datetime(2024, 10, 25, 23, 50, tzinfo=UTC)),
        (Rules(quiet_from=time(7), check_hours=2), "Pacific/Apia", datetime(2011, 12, 29, 2, tzinfo=UTC)),
    ],
)
def test_it_is_what_comes_when_each_is_answered_on_time(rules: Rules, zone: str, onset: datetime) -> None:
    """The whole fortnight, slot by slot, as it is lived with its sessions run to their end."""
    story = Story(onset=onset, zone=ZoneInfo(zone), rules=rules).begin()
    length = timedelta(days=rules.walk_days, hours=12)
    found = ahead(rules, story.log, story.onset, story.zone, length)
    told = [(each.step, each.at, each.minutes, each.slot) for each in found]
    assert told == on_time(story, story.onset, length)
    assert len(told) > 100
    assert told[-1][0] == "close"


def test_a_fortnight_is_looked_ahead_within_a_second() -> None:
    import time

    start = time.process_time()
    assert coming(Story().begin(), 0, 24 * 15)[-1] == (336, "close", 0)
    assert time.process_time() - start < 1
