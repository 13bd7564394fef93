"""How the plan grows, what is kept, and streaks that forgive a single miss."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from backtracker.core import prevention
from backtracker.core.habits import HabitDay
from backtracker.core.plan import Plan
from backtracker.core.plan_kept import Streak, kept_days, streak, weeks
from backtracker.core.prevention import Grown, Row, begin, grown, row_text, rows
from backtracker.core.rules import why_text
from backtracker.errors import UserError

MONDAY = date(2026, 11, 2)
PLAN = Plan()


def day(number: int, **rest: object) -> HabitDay:
    return HabitDay(MONDAY + timedelta(days=number), **rest)  # type: ignore[arg-type]


def held(number: int, *seconds: int) -> HabitDay:
    return day(number, planks=seconds)


def test_the_plan_begins_short() -> None:
    assert (begin(PLAN).minutes, begin(PLAN).hold) == (5, 20)
    assert begin(replace(PLAN, minutes=5)).minutes == 5


@pytest.mark.parametrize(
    ("days", "hold"),
    [
        ([], 20),
        ([held(0, 20, 20)], 20),
        ([held(0, 20, 20), held(1, 20, 20), held(2, 20, 20)], 25),
        ([held(0, 20, 20), held(1, 20), held(2, 20, 20)], 20),  # once a day is not several times
        ([held(0, 20, 20), held(1, 15, 19), held(2, 20, 20), held(3, 30, 25)], 25),  # too short does not count
        ([held(0, 20, 20), held(5, 20, 20), held(11, 20, 20)], 25),  # gaps take nothing away
        ([held(n, 60, 60) for n in range(3 * 7)], 55),  # 5 s at a time, however long was held
        ([held(n, 90, 90) for n in range(60)], 60),  # and no further than the plan says
        ([*(held(n, 20, 20) for n in range(3)), day(3, answers={"plank_pain": 1})], 20),
        ([day(0, answers={"plank_pain": 1})], 20),  # never below the first
        ([held(0, 20, 20), held(1, 20, 20), day(2, answers={"plank_pain": 1}), held(3, 20, 20)], 20),
    ],
)
def test_the_hold_grows_gradually_and_pain_takes_it_back(days: list[HabitDay], hold: int) -> None:
    assert grown(PLAN, days, None, MONDAY + timedelta(days=100)).hold == hold


@pytest.mark.parametrize(
    ("minutes", "goal"),
    [
        ([], 5),
        ([5], 6),
        ([4], 5),
        ([5, 6, 7], 8),
        ([5, 0, 6], 7),
        ([30], 6),
        ([60] * 40, 20),
    ],
)
def test_the_minutes_grow_by_one_after_each_day_kept(minutes: list[int], goal: int) -> None:
    days = [day(number, minutes=each) for number, each in enumerate(minutes)]
    assert grown(PLAN, days, None, MONDAY + timedelta(days=100)).minutes == goal


def test_today_does_not_move_its_own_goal_and_a_spasm_begins_anew() -> None:
    days = [day(number, minutes=60) for number in range(10)]
    assert grown(PLAN, days, None, MONDAY).minutes == 5
    assert grown(PLAN, days, None, MONDAY + timedelta(days=3)).minutes == 8
    assert grown(PLAN, days, MONDAY + timedelta(days=6), MONDAY + timedelta(days=10)).minutes == 8


def test_the_rows_are_the_parts_that_are_on_and_the_plank_waits() -> None:
    today = day(0, answers={"water": 5, "support": 1}, drinks=1, minutes=3, stretches=1, planks=(20,))
    found = {row.part: row for row in rows(PLAN, today, begin(PLAN))}
    assert list(found) == ["water", "walk", "stretch", "plank", "support"]
    assert [(row.done, row.goal, row.kept) for row in found.values()] == [
        (6, 8, False), (3, 5, False), (1, 1, True), (1, 3, False), (1, 1, True),
    ]  # fmt: skip
    waits = {row.part: row for row in rows(PLAN, today, begin(PLAN), healed=False)}["plank"]
    assert waits.later
    assert not waits.kept
    assert row_text(waits) == "Once the spasm is over."
    some = rows(replace(PLAN, water=False, plank=False), today, begin(PLAN))
    assert [row.part for row in some] == ["walk", "stretch", "support"]


def test_a_walk_counts_once_whatever_way_it_was_logged() -> None:
    answered_too = day(0, answers={"activity": 20}, minutes=20)
    assert rows(PLAN, answered_too, Grown(20, 20))[1].done == 20


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Row("water", 5, 8), "5 of 8 glasses"),
        (Row("walk", 12, 20), "12 of 20 min"),
        (Row("walk", 12, 20, unmeasured=1), "12 of 20 min, and some without their length"),
        (Row("walk", 20, 20, unmeasured=1), "20 of 20 min"),
        (Row("plank", 1, 3, 25), "25 s, 1 of 3"),
        (Row("plank", 1, 3, 25, stopped=True), "Stopped because of pain. That was right."),
        (Row("stretch", 0, 1), "As far as is comfortable"),
        (Row("stretch", 2, 1), "Done"),
        (Row("support", 0, 1), "A pillow at the lower back"),
        (Row("support", 1, 1), "Used today"),
    ],
)
def test_a_part_in_words(row: Row, words: str) -> None:
    assert row_text(row) == words


def test_stopped_because_of_pain_is_done_for_the_day() -> None:
    today = day(0, answers={"stretch_pain": 1, "plank_pain": 1})
    found = {row.part: row for row in rows(PLAN, today, begin(PLAN))}
    assert found["stretch"].kept
    assert found["plank"].kept
    assert prevention.headline(list(found.values())) == "Plan for today: 2 of 5 done"


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ("", Streak(0)),
        ("x", Streak(1)),
        (".x", Streak(1)),  # today can still be kept
        ("..x", Streak(1, 1)),
        ("...x", Streak(0)),
        ("xxx", Streak(3)),
        ("x.x.x", Streak(3, 2)),
        ("xx..xx", Streak(2)),
        (".xx.x", Streak(3, 1)),
        ("xrrrrx", Streak(2)),  # a spasm neither counts nor breaks
        ("rrrrx", Streak(1)),
        ("xr.rx", Streak(2, 1)),
        ("xr.r.x", Streak(1)),
    ],
)
def test_a_streak_forgives_single_misses(kept: str, expected: Streak) -> None:
    """``kept`` goes back from today: x is kept, r is a day of an episode, a point is a miss."""
    today = date(2026, 11, 20)
    at = {mark: {today - timedelta(days=n) for n, each in enumerate(kept) if each == mark} for mark in "xr"}
    assert streak(at["x"], today, at["r"]) == expected


def test_each_day_is_held_against_how_far_the_plan_had_grown() -> None:
    days = [day(0, minutes=5), day(1, minutes=5), day(2, minutes=6), day(9, minutes=5)]
    spasm = (MONDAY + timedelta(days=4), MONDAY + timedelta(days=8))
    kept = kept_days(PLAN, days, [spasm])
    assert kept["walk"] == {MONDAY, MONDAY + timedelta(days=2), MONDAY + timedelta(days=9)}
    assert kept["water"] == frozenset()


def test_the_last_day_of_a_spasm_still_belongs_to_the_plan_before_it() -> None:
    spasm = (MONDAY + timedelta(days=4), MONDAY + timedelta(days=8))
    days = [day(0, minutes=5), day(1, minutes=6), day(8, minutes=6), day(9, minutes=5), day(10, minutes=5)]
    assert kept_days(PLAN, days, [spasm])["walk"] == {MONDAY + timedelta(days=n) for n in (0, 1, 9)}
    assert grown(PLAN, days, spasm[1], MONDAY + timedelta(days=11)).minutes == 6


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 20), date(2025, 1, 1)),
        (date(2026, 12, 31), date(2025, 1, 1)),
        (date(2026, 6, 1), date(2024, 1, 1)),
    ],
)
def test_the_plan_is_followed_from_a_day_that_stays_put(today: date, first: date) -> None:
    assert prevention.first_day(today) == first
    assert first <= today - prevention.LOOK_BACK - prevention.RUN_UP


def test_a_goal_that_is_lowered_holds_at_once() -> None:
    lower = replace(PLAN, longest=30)
    assert Grown(20, 60).after(held(0), lower).hold == 30
    assert Grown(20, 60).after(day(0, answers={"plank_pain": 1}), lower).hold == 25
    assert grown(lower, [held(n, 60, 60) for n in range(30)], None, MONDAY + timedelta(days=100)).hold == 30


def test_the_reasons_name_the_figures_that_hold() -> None:
    found = {each.name: why_text(each) for each in fields(Plan)}
    assert found["water_remind"] == "Every 2 hours, only when you are behind."
    assert found["minutes"] == "It begins with 5 and grows a minute after each day kept."
    assert found["longest"] == "It begins with 20 s and grows by 5 s after 3 days kept."


def test_weeks_begin_on_monday_and_the_running_one_is_a_part() -> None:
    kept = {"walk": frozenset({MONDAY, MONDAY + timedelta(days=8), MONDAY + timedelta(days=9)})}
    found = weeks(kept, MONDAY + timedelta(days=9), 3)
    assert [(each.first, each.days, each.kept["walk"]) for each in found] == [
        (MONDAY, 7, 1), (MONDAY + timedelta(days=7), 3, 2),
    ]  # fmt: skip
    assert weeks(kept, MONDAY + timedelta(days=9), 1) == found[1:]


def test_before_anything_was_kept_there_is_no_week_to_show() -> None:
    assert [each.first for each in weeks({"walk": frozenset()}, MONDAY + timedelta(days=9), 8)] == [
        MONDAY + timedelta(days=7)
    ]


@pytest.mark.parametrize(
    "wrong", [{"glasses": 0}, {"minutes": 61}, {"longest": 10}, {"activity": "chess"}, {"units": "st"}]
)
def test_a_plan_refuses_what_makes_no_sense(wrong: dict[str, object]) -> None:
    with pytest.raises(UserError):
        Plan(**wrong)  # type: ignore[arg-type]


def test_questions_can_be_left_out_and_asked_again() -> None:
    plan = PLAN.asking("sugar", False).asking("coffee", False)
    assert plan.silent == {"sugar", "coffee"}
    assert plan.asking("sugar", True).silent == {"coffee"}
    assert PLAN.silent == frozenset()
