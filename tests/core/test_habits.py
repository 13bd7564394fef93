"""What the check-in asks, and what is known of a day: unknown is never a no."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from backtracker.core import habits
from backtracker.core.habits import ITEMS, Habit, HabitDay, asked, habit_id, step_of, value_text
from backtracker.core.model import Moment
from backtracker.errors import UserError

DAY = date(2026, 11, 20)
NOW = Moment(datetime(2026, 11, 20, 11, tzinfo=UTC), 3600, "Europe/Berlin")
ICONS = Path(__file__).parents[2] / "resources" / "icons"


def test_every_item_can_be_asked_and_drawn() -> None:
    assert len({each.key for each in ITEMS}) == len(ITEMS)
    for each in ITEMS:
        values = [step.value for step in each.steps]
        assert values == sorted(set(values))
        assert values[-1] <= each.most <= habits.MOST
        assert each.key.isidentifier()
        assert each.source
        assert habits.question(each.key).endswith("?")
        assert (ICONS / f"{each.icon}.svg").exists()


def test_the_check_in_asks_what_the_issue_names() -> None:
    keys = {each.key for each in ITEMS}
    assert keys >= {"sleep", "sitting", "lifting", "stress", "water", "caffeine", "alcohol", "activity"}
    assert keys >= {"calcium", "magnesium", "potassium", "coffee", "sugar"}


@pytest.mark.parametrize(
    ("key", "value", "step", "words"),
    [
        ("sleep", 3, 4, "4 h or less"),
        ("sleep", 7, 7, "7 h"),
        ("sleep", 12, 9, "9 h or more"),
        ("sitting", 5, 4, "4–6 h"),
        ("stress", 0, 0, "None"),
        ("water", 1, 1, "1 glass"),
        ("water", 11, 8, "11 glasses"),
        ("caffeine", 4, 4, "4+"),
        ("caffeine", 6, 4, "6"),
        ("activity", 0, 0, "None"),
        ("activity", 17, 10, "17 min"),
        ("calcium", 1, 1, "Yes"),
        ("own:Garden", 0, 0, "No"),
    ],
)
def test_a_value_belongs_to_the_highest_press_it_reaches(key: str, value: int, step: int, words: str) -> None:
    assert step_of(key, value).value == step
    assert value_text(key, value) == words


def test_the_same_day_and_item_are_one_record_on_every_computer() -> None:
    first, second = Habit.about(DAY, "sleep", 6, NOW), Habit.about(DAY, "sleep", 8, NOW)
    assert first.id == second.id == habit_id(DAY, "sleep")
    others = {habit_id(DAY, "stress"), habit_id(date(2026, 11, 21), "sleep"), first.id}
    assert len(others) == 3
    assert Habit.about(DAY, "own:the  garden ", 1, NOW).item == "own:the garden"
    assert Habit.about(DAY, "own:the  garden ", 1, NOW).id == Habit.about(DAY, "own:the garden", 0, NOW).id


@pytest.mark.parametrize(("key", "value"), [("sleep", 25), ("sleep", -1), ("stress", 4), ("calcium", 2), ("own:", 1)])
def test_an_answer_that_makes_no_sense_is_refused_in_a_sentence(key: str, value: int) -> None:
    with pytest.raises(UserError):
        Habit.about(DAY, key, value, NOW)


@pytest.mark.parametrize(
    ("day", "key", "value"),
    [
        (HabitDay(DAY), "sleep", None),
        (HabitDay(DAY, {"sleep": 0}), "sleep", 0),
        (HabitDay(DAY, {"alcohol": 0}), "caffeine", None),
        (HabitDay(DAY), "water", None),
        (HabitDay(DAY, {"water": 3}, drinks=2), "water", 5),
        (HabitDay(DAY, drinks=2), "water", 2),
        (HabitDay(DAY, minutes=15), "activity", None),
        (HabitDay(DAY, {"activity": 10}, minutes=15), "activity", 15),
        (HabitDay(DAY, {"activity": 30}, minutes=15), "activity", 30),
        (HabitDay(DAY, {"activity": 0}), "activity", 0),
    ],
)
def test_what_was_not_answered_is_unknown_and_what_was_logged_counts_once(
    day: HabitDay, key: str, value: int | None
) -> None:
    assert day.value(key) == value


@pytest.mark.parametrize(
    ("answers", "checked"),
    [({}, False), ({"water": 5}, False), ({"support": 1, "plank_pain": 1}, False), ({"stress": 0}, True)],
)
def test_a_day_is_checked_in_by_an_answer_and_not_by_a_glass(answers: dict[str, int], checked: bool) -> None:
    assert HabitDay(DAY, answers).checked_in is checked


def test_what_is_left_out_is_not_asked_and_own_items_come_last() -> None:
    found = asked({"sugar", "own:cat"}, ["own:cat", "own:garden"])
    assert "sugar" not in found
    assert found[0] == "sleep"
    assert found[-1] == "own:garden"
    assert len(found) == len(ITEMS)
