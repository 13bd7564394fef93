"""From the answers of the check-in to days that are compared."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backtracker.analysis.days import CUTS, day_exposures
from backtracker.analysis.triggers import Verdict, links_of
from backtracker.core.habits import ITEMS, HabitDay
from backtracker.core.model import Episode, Moment
from backtracker.core.words import install

DAY = date(2026, 3, 11)


def exposed(key: str, value: int) -> bool:
    (found,) = day_exposures([HabitDay(DAY, {key: value})])
    return found.days[DAY]


@pytest.mark.parametrize(
    ("key", "last_not", "first"),
    [
        ("sleep", 6, 5), ("sitting", 7, 8), ("lifting", 1, 2), ("stress", 1, 2), ("water", 6, 5), ("caffeine", 2, 3),
        ("alcohol", 0, 1), ("activity", 19, 20), ("calcium", 1, 0), ("magnesium", 1, 0), ("potassium", 1, 0),
        ("sugar", 0, 1), ("own:Tea", 0, 1),
    ],
)  # fmt: skip
def test_each_cut_lies_where_it_is_declared(key: str, last_not: int, first: int) -> None:
    assert not exposed(key, last_not)
    assert exposed(key, first)


def test_a_day_without_an_answer_is_unknown() -> None:
    days = [
        HabitDay(DAY, {"stress": 3}),
        HabitDay(DAY + timedelta(days=1)),
        HabitDay(DAY + timedelta(days=2), {"sleep": 8}),
    ]
    found = {each.key: dict(each.days) for each in day_exposures(days)}
    assert found == {"stress": {DAY: True}, "sleep": {DAY + timedelta(days=2): False}}
    assert day_exposures([]) == []
    assert day_exposures([HabitDay(DAY)]) == []


def test_glasses_and_minutes_that_were_logged_count() -> None:
    (water,) = day_exposures([HabitDay(DAY, {}, drinks=6)])
    assert (water.key, water.days) == ("water", {DAY: False})
    assert day_exposures([HabitDay(DAY, {}, minutes=30)]) == []  # a logged walk does not tell of the whole day
    (active,) = day_exposures([HabitDay(DAY, {"activity": 0}, minutes=30)])
    assert active.days == {DAY: True}


def test_sleep_is_that_of_the_night_before_and_the_rest_of_the_day_before() -> None:
    every = HabitDay(DAY, {cut.item: 1 for cut in CUTS} | {"own:Tea": 1})
    found = {each.key: each.lag for each in day_exposures([every])}
    assert len(found) == len(CUTS) + 1
    assert {key for key, lag in found.items() if lag == 0} == {"sleep"}
    assert {cut.item for cut in CUTS} <= {item.key for item in ITEMS}


def test_names_are_for_people_and_translated() -> None:
    install(lambda _context, text: f"«{text}»")
    try:
        names = [each.name for each in day_exposures([HabitDay(DAY, {"stress": 1, "own:Green tea": 1})])]
    finally:
        install(lambda _context, text: text)
    assert names == ["«Some or a lot of stress»", "Green tea"]


def test_a_link_with_the_night_before_is_found() -> None:
    first, episodes, days = date(2025, 1, 1), [], []
    for number in range(500):
        day = first + timedelta(days=number)
        spasm = day.day == 15
        days.append(HabitDay(day, {"sleep": 4 if spasm else 8, "stress": number % 4}))
        if spasm:
            began = Moment(datetime(day.year, day.month, day.day, 9, tzinfo=UTC))
            episodes.append(Episode(str(number), began, began))
    found = {each.key: each for each in links_of([], day_exposures(days), episodes, date(2026, 6, 1)).links}
    assert found["sleep"].verdict is Verdict.LINKED
    assert found["sleep"].name == "Slept under 6 h"
    assert found["stress"].verdict is not Verdict.LINKED
