"""What a row of the log says, by tables: Today and the history show the same."""

from datetime import UTC, datetime, timedelta

import pytest

from backtracker.core.model import Moment, Reading, Sheet, Treatment
from backtracker.ui.pages.entry_lines import day_lines

START = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
HEAT = Treatment("t", Moment(START), "heat", seconds=1200)


def reading(minutes: int, level: int, role: str = "") -> Reading:
    """One that was asked for the heat when it has a role."""
    asked = HEAT.id if role else None
    return Reading(f"r{minutes}", Moment(START + timedelta(minutes=minutes)), level, None, asked, role)


@pytest.mark.parametrize(
    ("readings", "pain"),
    [
        ((), ()),
        ((reading(20, 4, "after"),), (None, 4)),
        ((reading(0, 6, "before"),), (6, None)),
        ((reading(0, 6, "before"), reading(20, 4, "after")), (6, 4)),
        ((reading(-30, 7), reading(20, 4, "after")), (7, 4)),
        ((reading(-30, 7),), ()),  # a reading that has its own row, and says nothing about the heat yet
    ],
    ids=["none", "after alone", "before alone", "both", "one from before", "nothing after"],
)
def test_pain_given_with_a_treatment_stands_in_its_row(
    readings: tuple[Reading, ...], pain: tuple[int | None, ...]
) -> None:
    line = next(each for each in day_lines(Sheet(readings, (HEAT,))) if each.record is HEAT)
    assert line.pain == pain


@pytest.mark.parametrize(("readings", "where"), [((), "remark"), ((reading(20, 4, "after"),), "detail")])
def test_a_note_is_seen_with_and_without_pain(readings: tuple[Reading, ...], where: str) -> None:
    noted = Treatment("t", Moment(START), "heat", seconds=1200, note="felt\nfine")
    line = day_lines(Sheet(readings, (noted,)))[0]
    assert "felt fine" in getattr(line, where)
