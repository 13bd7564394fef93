"""What of a day is an entry: by tables, for the log and for the number that is told of a day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backtracker.core.body import Measure
from backtracker.core.entries import Answers, answers, entries
from backtracker.core.habits import Habit
from backtracker.core.model import Check, Flare, Moment, Reading, Sheet, Treatment

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def at(hours: float) -> Moment:
    return Moment(NOON + timedelta(hours=hours))


def habit(key: str, value: int, hours: float = 0) -> Habit:
    return Habit.about(DAY, key, value, at(hours))


ICE = Treatment("ice", at(1), "ice", seconds=1200)
BEFORE, AFTER = Reading("a", at(1), 6, None, "ice", "before"), Reading("b", at(2), 4, None, "ice", "after")
DRINK = Treatment("drink", at(2), "drink")


@pytest.mark.parametrize(
    ("sheet", "number"),
    [
        (Sheet(), 0),
        (Sheet(readings=(Reading("a", at(0), 3),)), 1),
        (
            Sheet(
                (Reading("a", at(1), 6, None, "ice", "before"), Reading("b", at(2), 4, None, "ice", "after")), (ICE,)
            ),
            1,
        ),
        (Sheet((Reading("b", at(2), 4, None, "ice", "after"),)), 1),  # the treatment is one of the day before
        (Sheet((Reading("a", at(1), 8, "e", None, "flare"),), flares=(Flare("f", at(1), "e"),)), 1),
        (Sheet(checks=(Check("c", at(1), None, frozenset()),)), 1),
        (Sheet(measures=(Measure("m", at(1), "weight", 82_000), Measure("n", at(1), "height", 1_780))), 2),
        (Sheet(habits=(habit("sleep", 7), habit("stress", 1), habit("own:garden", 1))), 1),
        (Sheet(habits=(habit("sleep", 7), habit("water", 5), habit("support", 1), habit("plank_pain", 1))), 4),
        (Sheet(habits=(habit("stretch_pain", 0), habit("plank_pain", 0))), 0),
    ],
)
def test_each_thing_that_was_recorded_is_one_entry(sheet: Sheet, number: int) -> None:
    assert len(entries(sheet)) == number


def test_glasses_that_were_logged_are_part_of_the_water_of_the_day() -> None:
    (water,) = answers([habit("water", 3)], [DRINK, ICE, DRINK])
    assert water == Answers(at(0), DAY, "water", (("water", 5),))


@pytest.mark.parametrize(("hours", "later"), [(0, False), (11, False), (13, True)])
def test_what_was_said_later_has_no_time_of_the_day(hours: float, later: bool) -> None:
    (said,) = answers([habit("sleep", 7), habit("stress", 1, hours)])
    assert (said.moment, said.said_later) == (at(hours), later)
