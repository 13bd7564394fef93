"""Trials on oneself: what can be one, its blocks, the lot, and what the mornings say."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.habits import HabitDay
from backtracker.core.model import Moment
from backtracker.core.trial import (
    Trial,
    arm_text,
    block_on,
    blocks_of,
    check_begin,
    day_line,
    drawn,
    errands,
    goal_text,
    met,
    running,
)
from backtracker.errors import UserError

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOW.date()
BERLIN = ZoneInfo("Europe/Berlin")


def trial(**rest: Any) -> Trial:
    given = {"what": "water", "goal": 8, "at_most": False, "begins": TODAY, "days": 7, "washout": 2, "arms": "ABBA"}
    return Trial(**{"id": "t", "moment": Moment(NOW), **given, **rest})


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": "moon"}, "Choose what to try"),
        ({"what": "support", "goal": 2}, "goes from 1 to 1"),
        ({"what": "stretch_pain"}, "Choose what to try"),
        ({"goal": 0}, "goes from 1 to 40"),
        ({"goal": 40, "at_most": True}, "goes from 0 to 39"),
        ({"what": "coffee", "goal": 1, "at_most": True}, "goes from 0 to 0"),
        ({"days": 2, "washout": 0}, "from 3 to 28 days"),
        ({"days": 29}, "from 3 to 28 days"),
        ({"washout": 6}, "At least 2 days"),
        ({"washout": -1}, "At least 2 days"),
        ({"arms": "ABA"}, "4 to 8 blocks"),
        ({"arms": "AAAA"}, "of both kinds"),
        ({"arms": "ABBAABBAB"}, "4 to 8 blocks"),
        ({"arms": "ABBC"}, "of both kinds"),
    ],
)
def test_what_is_no_trial_is_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError, match=said):
        trial(**wrong)


def test_blocks_follow_one_another_and_their_first_days_do_not_count() -> None:
    found = blocks_of(trial())
    assert [(block.number, block.arm) for block in found] == [(1, "A"), (2, "B"), (3, "B"), (4, "A")]
    assert found[0].first == TODAY
    assert all((later.first - earlier.last).days == 1 for earlier, later in pairwise(found))
    assert found[-1].last == trial().last == TODAY + timedelta(days=27)
    second = found[1]
    counted = [n for n in range(7) if second.counts(second.first + timedelta(days=n))]
    assert counted == [2, 3, 4, 5, 6]
    assert not second.counts(second.last + timedelta(days=1))


@pytest.mark.parametrize(("day", "number"), [(-1, None), (0, 1), (6, 1), (7, 2), (27, 4), (28, None)])
def test_the_block_of_a_day(day: int, number: int | None) -> None:
    found = block_on(trial(), TODAY + timedelta(days=day))
    assert (found.number if found else None) == number


def test_a_stopped_trial_has_no_block_after_that_day() -> None:
    stopped = trial(begins=TODAY - timedelta(days=10), ended=Moment(NOW))
    assert block_on(stopped, TODAY) is not None
    assert block_on(stopped, TODAY + timedelta(days=1)) is None
    assert (stopped.until, stopped.over(TODAY), stopped.begun) == (TODAY, True, True)
    assert not trial(begins=TODAY + timedelta(days=1), ended=Moment(NOW)).begun
    assert (trial().over(trial().last), trial().over(trial().last + timedelta(days=1))) == (False, True)


@pytest.mark.parametrize("blocks", [4, 5, 6, 7, 8])
def test_the_lot_gives_each_kind_as_often_and_each_order_a_chance(blocks: int) -> None:
    orders = [drawn(blocks, Random(seed)) for seed in range(400)]
    for arms in orders:
        assert len(arms) == blocks
        assert abs(arms.count("A") - arms.count("B")) == blocks % 2
    assert {arms[0] for arms in orders} == {"A", "B"}
    if blocks == 4:
        counts = Counter(orders)
        assert len(counts) == 6
        assert min(counts.values()) > 40


def test_one_at_a_time_and_not_in_the_past() -> None:
    other = trial(begins=TODAY - timedelta(days=3))
    assert running([other], TODAY) == other
    assert check_begin(TODAY, TODAY, [replace(other, ended=Moment(NOW))]) == TODAY
    with pytest.raises(UserError, match="under way"):
        check_begin(TODAY, TODAY, [other])
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=61)):
        with pytest.raises(UserError, match="begins today or in the next 60 days"):
            check_begin(day, TODAY, [])


@pytest.mark.parametrize(
    ("what", "goal", "at_most", "day", "reached"),
    [
        ("water", 8, False, HabitDay(TODAY, {"water": 6}, drinks=2), True),
        ("water", 8, False, HabitDay(TODAY, {"water": 7}), False),
        ("water", 8, False, HabitDay(TODAY), None),
        ("coffee", 0, True, HabitDay(TODAY, {"coffee": 0}), True),
        ("coffee", 0, True, HabitDay(TODAY, {"coffee": 1}), False),
        ("coffee", 0, True, HabitDay(TODAY, {"sleep": 7}), None),
        ("own:yoga", 1, False, HabitDay(TODAY, {"own:yoga": 1}), True),
        ("stretch", 2, False, HabitDay(TODAY, stretches=2), True),
        ("stretch", 2, False, HabitDay(TODAY, stretches=1), False),
        ("stretch", 2, False, HabitDay(TODAY), None),
        ("plank", 1, False, HabitDay(TODAY, {"sleep": 7}), False),
        ("plank", 2, False, HabitDay(TODAY, planks=(20, 20)), True),
        ("support", 1, False, HabitDay(TODAY, {"support": 1}), True),
        ("support", 1, False, HabitDay(TODAY, {"sleep": 7}), False),
        ("support", 1, False, HabitDay(TODAY), None),
    ],
)
def test_a_day_without_an_answer_is_unknown(
    what: str, goal: int, at_most: bool, day: HabitDay, reached: bool | None
) -> None:
    assert met(trial(what=what, goal=goal, at_most=at_most), day) is reached


@pytest.mark.parametrize(
    ("what", "goal", "at_most", "words"),
    [
        ("water", 8, False, "Water: 8 glasses or more"),
        ("sitting", 4, True, "Sitting: 4 h or less"),
        ("coffee", 0, True, "Coffee: no"),
        ("calcium", 1, False, "Calcium: yes"),
        ("own:yoga", 1, False, "yoga: yes"),
        ("stretch", 1, False, "Stretch: 1 time or more"),
        ("plank", 3, False, "Plank: 3 times or more"),
        ("support", 1, False, "Lumbar support: yes"),
        ("activity", 20, False, "Activity: 20 min or more"),
    ],
)
def test_the_goal_in_words(what: str, goal: int, at_most: bool, words: str) -> None:
    found = trial(what=what, goal=goal, at_most=at_most)
    assert goal_text(found) == arm_text(found, "A") == words
    assert arm_text(found, "B").endswith(" as usual")


def test_the_line_of_a_day() -> None:
    block = block_on(trial(), TODAY + timedelta(days=7))
    assert block is not None
    assert day_line(trial(), block, block.first) == "Block 2 of 4, day 1 of 7. This day does not count yet."
    assert day_line(trial(), block, block.first + timedelta(days=2)) == "Block 2 of 4, day 3 of 7."


def test_each_morning_has_its_word_until_midnight() -> None:
    last_of_first = TODAY + timedelta(days=6)
    today, tomorrow = errands(trial(), last_of_first, BERLIN, datetime(2026, 11, 27, 5, tzinfo=UTC))
    assert (today.key, today.due) == ("trial:t:2026-11-27", datetime(2026, 11, 27, 7, tzinfo=UTC))
    assert today.until == datetime(2026, 11, 27, 23, tzinfo=UTC)
    assert today.title == "Your trial today: Water: 8 glasses or more"
    assert tomorrow.title == "Your trial today: Water as usual"
    assert tomorrow.words == "Block 2 of 4, day 1 of 7. This day does not count yet."
    assert errands(trial(), date(2026, 11, 1), BERLIN, NOW) == []
    assert [each.key for each in errands(trial(), trial().last, BERLIN, datetime(2026, 12, 18, tzinfo=UTC))] == [
        "trial:t:2026-12-18"
    ]
