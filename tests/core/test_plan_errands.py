"""When the plan reminds: within its hours, only of what is not done, each time once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.errand import clock_key
from backtracker.core.plan import Plan
from backtracker.core.plan_errands import errands, part_of, span
from backtracker.core.prevention import Row

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 20)
ALL = Plan(water_remind=True, walk_remind=True, stretch_remind=True, plank_remind=True, support_remind=True)


def times(plan: Plan, *rows: Row, day: date = DAY) -> list[str]:
    """``part HH:MM-HH:MM`` on the wall."""
    found = errands(plan, [(day, rows)], BERLIN)
    return [
        f"{part_of(each.kind)} {each.due.astimezone(BERLIN):%H:%M}-"
        + (f"{each.until.astimezone(BERLIN):%H:%M}" if each.until else "")
        for each in found
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Row("walk", 0, 20), ["walk 12:00-20:00"]),
        (Row("walk", 19, 20), ["walk 12:00-20:00"]),
        (Row("walk", 20, 20), []),
        (Row("stretch", 0, 1), ["stretch 10:00-20:00"]),
        (Row("stretch", 0, 1, stopped=True), []),
        (Row("support", 0, 1), ["support 09:00-12:00"]),
        (Row("support", 1, 1), []),
        (Row("plank", 0, 3, 20), ["plank 10:00-13:20", "plank 13:20-16:40", "plank 16:40-20:00"]),
        (Row("plank", 1, 3, 20), ["plank 13:20-16:40", "plank 16:40-20:00"]),
        (Row("plank", 0, 3, 20, later=True), []),
        (Row("plank", 1, 3, 20, stopped=True), []),
        (Row("water", 8, 8), []),
        (Row("water", 7, 8), ["water 19:00-20:00"]),
        (Row("water", 1, 1), []),
        (Row("water", 5, 6), ["water 19:00-20:00"]),
        (Row("water", 6, 8), ["water 17:00-19:00", "water 19:00-20:00"]),
        (Row("water", 5, 8), ["water 15:00-17:00", "water 17:00-19:00", "water 19:00-20:00"]),
        (Row("water", 4, 8), ["water 15:00-17:00", "water 17:00-19:00", "water 19:00-20:00"]),
    ],
)
def test_what_is_not_done_is_asked_for_in_its_hours(row: Row, expected: list[str]) -> None:
    assert times(ALL, row) == expected


def test_nothing_is_asked_for_that_was_not_wanted() -> None:
    assert times(Plan(), Row("walk", 0, 20), Row("water", 0, 8)) == []
    assert times(Plan(walk=False, walk_remind=True), Row("walk", 0, 20)) == []


def test_water_begins_with_the_first_hour_and_names_each_time_once() -> None:
    found = errands(ALL, [(DAY, [Row("water", 0, 8)]), (date(2026, 11, 21), [Row("water", 0, 8)])], BERLIN)
    assert len(found) == 12
    assert len({each.key for each in found}) == 12
    assert found[0].key == "plan_water:2026-11-20:0900"
    assert (found[0].action, found[0].icon) == ("Drank one", "glass")


def test_a_time_keeps_its_name_when_the_hours_are_changed() -> None:
    """What was answered stays answered, and what is new is asked."""

    def names(plan: Plan) -> set[str]:
        return {each.key.rpartition(":")[2] for each in errands(plan, [(DAY, [Row("water", 0, 8)])], BERLIN)}

    assert names(ALL) == {"0900", "1100", "1300", "1500", "1700", "1900"}
    later = names(replace(ALL, water_from=time(15)))
    assert later == {"1500", "1700", "1900"}
    assert names(replace(ALL, water_from=time(16))).isdisjoint(names(ALL))


def test_the_two_hours_of_autumn_are_two_times() -> None:
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert (clock_key(first, BERLIN), clock_key(second, BERLIN)) == ("0230", "0230b")


def test_hours_that_end_before_they_begin_end_at_midnight_and_follow_the_wall() -> None:
    late = Plan(walk_from=time(21), walk_to=time(9))
    assert span(late, DAY, "walk", BERLIN) == (
        datetime(2026, 11, 20, 20, tzinfo=UTC), datetime(2026, 11, 20, 23, tzinfo=UTC),
    )  # fmt: skip
    summer = span(ALL, date(2026, 7, 1), "walk", BERLIN)[0]
    assert summer == datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_the_large_button_says_what_it_does() -> None:
    rows = [Row("water", 0, 8), Row("walk", 12, 20), Row("stretch", 0, 1), Row("plank", 0, 1, 20), Row("support", 0, 1)]
    found = {part_of(each.kind): each for each in errands(ALL, [(DAY, rows)], BERLIN)}
    assert [found[row.part].action for row in rows] == ["Drank one", "Did 8 min", "Done", "Start", "Done"]
    assert found["plank"].opens == "today"
    assert found["walk"].words == "So far: 12 of 20 min."


@pytest.mark.parametrize(("kind", "part"), [("plan_water", "water"), ("dose", ""), ("checkin", "")])
def test_other_kinds_are_no_part_of_the_plan(kind: str, part: str) -> None:
    assert part_of(kind) == part
