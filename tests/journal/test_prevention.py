"""The check-in, the plan and the scales on a real store: one row an item and day, counted once, taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.habits import HabitDay
from backtracker.core.model import Act, new_id
from backtracker.core.plan import Plan
from backtracker.errors import UserError
from backtracker.settings import Settings
from tests.journal.conftest import Bench

TODAY, YESTERDAY = date(2026, 11, 20), date(2026, 11, 19)


def rows(bench: Bench, table: str = "habits") -> int:
    return int(bench.journal.store._sql(f"SELECT count(*) FROM {table} WHERE deleted IS NULL")[0][0])


def test_one_row_an_item_and_day_the_newest_counts(bench: Bench) -> None:
    bench.journal.check_in(TODAY, {"sleep": 6, "stress": 0})
    bench.journal.check_in(TODAY, {"sleep": 8})
    bench.journal.check_in(YESTERDAY, {"sleep": 5})
    assert rows(bench) == 3
    assert bench.journal.habit_days(YESTERDAY, TODAY) == [
        HabitDay(YESTERDAY, {"sleep": 5}), HabitDay(TODAY, {"sleep": 8, "stress": 0}),
    ]  # fmt: skip


def test_what_was_not_answered_is_unknown_and_can_become_so_again(bench: Bench) -> None:
    bench.journal.check_in(TODAY, {"alcohol": 0, "stress": 2})
    assert bench.journal.habit_day(TODAY).value("alcohol") == 0
    assert bench.journal.habit_day(TODAY).value("caffeine") is None
    bench.journal.check_in(TODAY, {"alcohol": None})
    assert bench.journal.habit_day(TODAY).value("alcohol") is None
    bench.journal.undo()
    assert bench.journal.habit_day(TODAY).value("alcohol") == 0
    assert bench.journal.habit_days(date(2026, 11, 1), YESTERDAY) == []


def test_each_check_in_is_one_change_that_is_said_and_taken_back(bench: Bench) -> None:
    assert bench.journal.check_in(TODAY, {"sleep": 7}).label == "Sleep: 7 h"
    assert bench.journal.check_in(YESTERDAY, {"stress": 1}).label == "Stress: A little, yesterday"
    assert bench.journal.check_in(TODAY, {"stress": 1, "water": 4}).label == "Check-in: 2 answers"
    bench.wait(minutes=1)
    assert bench.journal.check_in(TODAY, {"stress": 1}).batch == ""  # it stood there already
    bench.journal.undo()
    assert bench.journal.habit_day(TODAY) == HabitDay(TODAY, {"sleep": 7})
    bench.journal.redo()
    assert bench.journal.habit_day(TODAY).answers == {"sleep": 7, "stress": 1, "water": 4}
    bench.restart()
    assert bench.journal.habit_day(TODAY).answers == {"sleep": 7, "stress": 1, "water": 4}


@pytest.mark.parametrize(
    ("day", "answers"),
    [(TODAY + timedelta(days=1), {"sleep": 7}), (date(1899, 1, 1), {"sleep": 7}), (TODAY, {"sleep": 25}),
     (TODAY, {"nonsense": 1}), (TODAY, {"own:": 1})],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_nothing_is_stored(bench: Bench, day: date, answers: dict[str, int]) -> None:
    with pytest.raises(UserError):
        bench.journal.check_in(day, {"stress": 1, **answers})
    assert rows(bench) == 0


def test_the_day_is_the_one_on_the_wall(bench: Bench) -> None:
    bench.now = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # 00:30 on the 21st in Berlin
    bench.journal.drink()
    assert bench.journal.today() == date(2026, 11, 21)
    assert bench.journal.habit_day(date(2026, 11, 21)).glasses == 1
    bench.zone = ZoneInfo("America/New_York")  # it is still the 20th there
    bench.journal.drink()
    assert [each.day.day for each in bench.journal.habit_days(TODAY, TODAY + timedelta(days=1))] == [20, 21]


def test_water_is_counted_once_whether_pressed_drunk_or_answered(bench: Bench) -> None:
    bench.journal.drink()
    bench.journal.drink(2)
    bench.journal.did("drink")
    assert bench.journal.habit_day(TODAY).value("water") == 4
    bench.journal.check_in(TODAY, {"water": 6})
    assert bench.journal.habit_day(TODAY).value("water") == 6
    bench.journal.drink(-1)
    assert bench.journal.habit_day(TODAY).value("water") == 5
    bench.journal.undo()
    assert bench.journal.habit_day(TODAY).value("water") == 6


def test_walks_count_once_whatever_way_they_were_logged(bench: Bench) -> None:
    bench.journal.moved("walk", 6)
    bench.journal.did("swim", bench.ago(hours=2), seconds=600)
    bench.journal.start("walk")
    bench.wait(minutes=4)
    assert bench.journal.habit_day(TODAY).minutes == 16  # one that is still going on has no length yet
    session = bench.journal.store.running_session()
    assert session is not None
    bench.journal.finish(session.id)
    bench.journal.did("walk")
    bench.journal.check_in(TODAY, {"activity": 20})
    found = bench.journal.habit_day(TODAY)
    assert (found.minutes, found.unmeasured, found.active) == (20, 1, 20)
    row = bench.journal.plan_today().row("walk")
    assert row is not None
    assert row.done == 20


def test_the_plan_of_an_ordinary_day(bench: Bench) -> None:
    bench.journal.part_done("water")
    bench.journal.part_done("walk")
    bench.journal.part_done("support")
    bench.journal.part_done("plank")
    bench.journal.stopped("stretch")
    found = bench.journal.plan_today()
    assert [(row.part, row.done, row.kept) for row in found.rows] == [
        ("water", 1, False), ("walk", 5, True), ("stretch", 0, True), ("plank", 1, False), ("support", 1, True),
    ]  # fmt: skip
    assert found.day.planks == (20,)
    assert found.healed


def test_the_plank_waits_for_the_end_of_the_spasm_and_then_begins_anew(bench: Bench) -> None:
    for ago in range(12, 2, -1):
        for hour in (1, 2):
            bench.journal.plank(30, bench.ago(days=ago, hours=hour))
    assert bench.journal.plan_today().grown.hold > 20
    bench.journal.log_spasm(8)
    row = bench.journal.plan_today().row("plank")
    assert row is not None
    assert row.later
    bench.wait(days=3)
    bench.journal.close()
    assert bench.journal.plan_today().grown.hold == 20
    assert bench.journal.plan_today().healed


def test_a_plank_stopped_because_of_pain_keeps_what_was_held(bench: Bench) -> None:
    change = bench.journal.stopped("plank", 8)
    assert change.label == "Plank stopped because of pain"
    found = bench.journal.habit_day(TODAY)
    assert (found.planks, found.answers) == ((8,), {"plank_pain": 1})
    assert [each.label for each in bench.heard] == ["Plank stopped because of pain"]
    bench.wait(minutes=1)
    bench.journal.stopped("plank", 5)
    assert bench.journal.habit_day(TODAY).planks == (8, 5)
    bench.journal.undo()
    assert bench.journal.habit_day(TODAY) == HabitDay(TODAY, {"plank_pain": 1}, planks=(8,))
    bench.journal.undo()
    assert bench.journal.habit_day(TODAY) == HabitDay(TODAY)
    assert rows(bench) == rows(bench, "treatments") == 0


def test_stopped_twice_is_said_once(bench: Bench) -> None:
    assert bench.journal.stopped("stretch").batch
    bench.wait(minutes=1)
    assert bench.journal.stopped("stretch").batch == ""


def test_a_week_looks_the_same_however_far_one_looks_back(bench: Bench) -> None:
    """A plan that has grown in months past is held against that, also by a question about last week."""
    for ago in (*range(300, 200, -1), *range(9, 0, -1)):
        bench.journal.moved("walk", 20 if ago > 200 else 5, bench.ago(days=ago))
    kept = bench.journal.plan_kept()
    few, many = kept.weeks(2), kept.weeks(52)
    assert few == many[-2:]
    assert sum(week.kept["walk"] for week in many) == 100
    assert [week.kept["walk"] for week in few] == [0, 0], "five minutes are not what it has grown to"
    row = bench.journal.plan_today().row("walk")
    assert row is not None
    assert row.goal == 20, "and the plan of today has grown likewise"
    bench.journal.log_spasm(5, at=bench.ago(hours=2))
    bench.journal.close()
    bench.wait(days=1)
    assert bench.journal.plan_kept().weeks(2)[0] == few[0]
    row = bench.journal.plan_today().row("walk")
    assert row is not None
    assert row.goal == 5


def test_what_ended_just_after_midnight_counts_for_the_day_on_which_it_began_and_says_so(bench: Bench) -> None:
    bench.now = datetime(2026, 11, 20, 23, 2, tzinfo=UTC)  # 00:02 on the 21st in Berlin
    assert bench.journal.part_done("walk").label == "Walk yesterday at 23:57"
    assert bench.journal.habit_day(TODAY).minutes == 5
    bench.wait(minutes=4)  # six minutes are the goal by now
    assert bench.journal.part_done("walk").label == "Walk at 00:00"


def test_an_item_of_ones_own_is_one_question_whatever_its_capitals(bench: Bench) -> None:
    bench.journal.check_in(YESTERDAY, {"own:Garden": 1})
    bench.journal.check_in(TODAY, {"own:garden": 0})
    assert bench.journal.own_items() == ["own:Garden"]
    assert bench.journal.habit_day(TODAY).answers == {"own:Garden": 0}
    bench.journal.check_in(TODAY, {"own:GARDEN": None})
    assert bench.journal.habit_day(TODAY).answers == {}


def test_own_items_are_asked_for_while_they_are_used(bench: Bench) -> None:
    bench.journal.check_in(TODAY - timedelta(days=91), {"own:old": 1})
    bench.journal.check_in(TODAY - timedelta(days=80), {"own:garden": 1})
    bench.journal.check_in(TODAY, {"own:Cat": 0})
    assert bench.journal.own_items() == ["own:Cat", "own:garden"]
    assert bench.journal.plan_today().asked[-2:] == ("own:Cat", "own:garden")


def test_what_was_chosen_decides_what_belongs_to_the_plan(bench: Bench) -> None:
    bench.journal.chosen = lambda: replace(Settings(), plan=Plan(water=False, activity="swim", left_out="sugar"))
    found = bench.journal.plan_today()
    assert [row.part for row in found.rows] == ["walk", "stretch", "plank", "support"]
    assert "sugar" not in found.asked
    bench.journal.part_done("walk")
    assert bench.journal.store.counts()["treatments"] == 1
    assert bench.journal.day(TODAY).treatments[0].kind == "swim"


def test_weights_and_heights_are_kept_and_taken_back(bench: Bench) -> None:
    assert bench.journal.measure("weight", 82_500, bench.ago(days=7)).change.label == "Weight: 82.5 kg"
    bench.journal.measure("weight", 82_000)
    bench.journal.measure("height", 1_780)
    latest = bench.journal.newest_measure("weight")
    assert latest is not None
    assert latest.value == 82_000
    assert len(bench.journal.weights(bench.ago(days=30), bench.wait(minutes=1))) == 2
    bench.journal.delete(latest)
    assert rows(bench, "measures") == 2
    change = bench.journal.undo()
    assert change is not None
    assert change.label == "Back again: weight 82.0 kg"
    with pytest.raises(UserError, match="Check the number"):
        bench.journal.measure("weight", 8_250)


@pytest.mark.parametrize(("kind", "minutes"), [("chess", 10), ("walk", 0), ("walk", 1441)])
def test_an_activity_that_is_none_is_refused(bench: Bench, kind: str, minutes: int) -> None:
    with pytest.raises(UserError):
        bench.journal.moved(kind, minutes)
    assert rows(bench, "treatments") == 0


# Reminders ----------------------------------------------------------------------------------------


def reminding(bench: Bench, **rest: object) -> None:
    bench.journal.chosen = lambda: replace(Settings(), plan=Plan(**rest))  # type: ignore[arg-type]


def test_a_reminder_comes_up_once_and_its_button_writes_what_it_says(bench: Bench) -> None:
    reminding(bench, walk_remind=True)
    errand = bench.journal.bring_up_errand()
    assert errand is not None
    assert (errand.title, errand.action) == ("Time for a walk", "Did 5 min")
    assert bench.journal.bring_up_errand() is None
    change = bench.journal.errand_done(errand)
    assert change.label == "Walk at 11:55"
    assert bench.journal.habit_day(TODAY).minutes == 5
    assert not bench.journal.docket().waits(errand.key)
    bench.journal.undo()
    assert bench.journal.habit_day(TODAY).minutes == 0


@pytest.mark.parametrize(("part", "found"), [("water", {"water": 1}), ("support", {"support": 1}), ("stretch", {})])
def test_each_part_is_done_from_its_card(bench: Bench, part: str, found: dict[str, int]) -> None:
    bench.now = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    reminding(bench, **{f"{part}_remind": True})
    errand = bench.journal.bring_up_errand()
    assert errand is not None
    bench.journal.errand_done(errand)
    day = bench.journal.habit_day(TODAY)
    assert (day.answers, day.stretches) == (found, part == "stretch")


def test_what_is_done_by_hand_is_not_asked_for(bench: Bench) -> None:
    reminding(bench, walk_remind=True)
    bench.journal.moved("swim", 30)
    assert bench.journal.bring_up_errand() is None
    assert [each.key for each in bench.journal.plan_errands(bench.now)] == ["plan_walk:2026-11-21:1200"]


def test_the_plan_is_silent_at_night_in_a_pause_and_in_an_episode(bench: Bench) -> None:
    reminding(bench, walk_remind=True)
    pause = Act(new_id(), bench.journal.moment(None), "paused", until=bench.now + timedelta(minutes=30))
    with bench.journal.writing():
        bench.journal.save("Pause", [pause])
    assert bench.journal.bring_up_errand() is None
    bench.wait(minutes=31)
    assert bench.journal.bring_up_errand() is not None
    bench.now = datetime(2026, 11, 21, 21, 30, tzinfo=UTC)
    assert bench.journal.bring_up_errand() is None
    bench.now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    bench.journal.log_spasm(7)
    assert bench.journal.plan_errands(bench.now) == []
