"""What comes if all is done when it is due, against the schedule as it is lived. Hours count from 8:00."""

from datetime import timedelta

import pytest

from backtracker.core.ahead import ahead
from backtracker.core.rules import Rules
from tests.core.story import Story

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


@pytest.mark.parametrize("rules", [Rules(), Rules(walk_every_minutes=45, ice_until_hours=48, heat_every_hours=3)])
def test_it_is_what_comes_up_when_all_is_done_at_once(rules: Rules) -> None:
    """Five days, second by second of the list: at each of its instants the card asks for just that."""
    story = Story(rules=rules).begin()
    for at, step, minutes in coming(story, 0, 120):
        when = story.onset + timedelta(hours=at)
        found = story.now(when + timedelta(seconds=4))
        assert found.next is not None
        assert step in [slot.step for slot in found.slots if slot.show <= found.now or slot.step == "pain"]
        story.pain(when) if step == "pain" else story.did(step, when, minutes=minutes)
    assert len(story.treatments) > 80


def test_a_fortnight_is_looked_ahead_within_a_second() -> None:
    import time

    start = time.perf_counter()
    assert coming(Story().begin(), 0, 24 * 15)[-1] == (336, "close", 0)
    assert time.perf_counter() - start < 1
