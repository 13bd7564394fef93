"""How long an injection helped: a table of weeks against the sentence."""

from datetime import date, timedelta

import pytest

from backtracker.core.care.relief import LONGEST, Relief, relief, relief_text, rule_text, window
from backtracker.core.model import DayPain

GIVEN = date(2026, 3, 1)


def pain(day: date, level: int) -> DayPain:
    return DayPain(day, tuple(int(level == each) for each in range(11)))


def days(before: list[int | None], *weeks: int | list[int | None] | None) -> list[DayPain]:
    """``before`` are the days up to the injection; a week is its level on all days, nothing, or a list of days."""
    ago = enumerate(reversed(before), 1)
    found = [pain(GIVEN - timedelta(days=number), level) for number, level in ago if level is not None]
    for number, week in enumerate(weeks):
        levels = week if isinstance(week, list) else [week] * 7
        first = GIVEN + timedelta(days=1 + 7 * number)
        found += [pain(first + timedelta(days=at), level) for at, level in enumerate(levels) if level is not None]
    return found


SEVENS: list[int | None] = [7] * 7


@pytest.mark.parametrize(
    ("before", "weeks", "today", "following", "found"),
    [
        # Nothing to compare with, or nobody looked.
        ([], (3, 3), 30, None, Relief("few", days_before=0)),
        ([7, 7], (3, 3), 30, None, Relief("few", days_before=2)),
        (SEVENS, (), 5, None, Relief("early", 7.0)),
        (SEVENS, (7,), 13, None, Relief("early", 7.0)),
        (SEVENS, (None, None, 3), 60, None, Relief("unknown", 7.0)),
        (SEVENS, ([3, None, None, None, None, None, None], None), 60, None, Relief("unknown", 7.0)),
        # None, or too late to be its doing.
        (SEVENS, (7, 6, 6), 60, None, Relief("none", 7.0)),
        (SEVENS, (7, 7, 3, 3), 60, None, Relief("none", 7.0)),
        ([0, 0, 0], (0, 0), 60, None, Relief("none", 0.0)),
        # 2 points, or 30 percent of less.
        (SEVENS, (5, 7), 60, None, Relief("ended", 7.0, 1)),
        (SEVENS, (6, 6), 60, None, Relief("none", 7.0)),
        ([3, 3, 3], (2, 3), 60, None, Relief("ended", 3.0, 1)),
        # It lasts until the first week that is not lower.
        (SEVENS, (3, 3, 3, 3, 7), 60, None, Relief("ended", 7.0, 4)),
        (SEVENS, (7, 3, 3, 7), 60, None, Relief("ended", 7.0, 3)),
        (SEVENS, (3, 3, None, None, 3, 7), 60, None, Relief("ended", 7.0, 5)),
        (SEVENS, (3, None, None, 7), 60, None, Relief("ended", 7.0, 1)),
        (SEVENS, (3, 3, 3), 21, None, Relief("lasting", 7.0, 3)),
        (SEVENS, (3, 3, 3), 24, None, Relief("lasting", 7.0, 3)),
        # What cannot be seen is not said.
        (SEVENS, (3, 3, 3), 35, None, Relief("lasting", 7.0, 3, cut=True)),
        (SEVENS, (3, 3, None, None, None, None, None, 3), 90, None, Relief("lasting", 7.0, 2, cut=True)),
        (SEVENS, (3, 3, 3, 3, 3), 60, 22, Relief("lasting", 7.0, 3, cut=True)),
        (SEVENS, (7,), 60, 9, Relief("followed", 7.0)),
        (SEVENS, (7, 7), 60, 5, Relief("followed", 7.0)),
        (SEVENS, (7, 7), 60, 14, Relief("followed", 7.0)),
        (SEVENS, (7, 7), 60, 15, Relief("none", 7.0)),
        (SEVENS, (3, 3), 60, 9, Relief("lasting", 7.0, 1, cut=True)),
        # Two readings make a week, one does not; four silent weeks are waited for.
        (SEVENS, ([3, 3, None, None, None, None, None], 7), 60, None, Relief("ended", 7.0, 1)),
        (SEVENS, (3, None, None, None, None, 3, 7), 90, None, Relief("ended", 7.0, 6)),
        # The median of a week: a bad day in it changes nothing.
        (SEVENS, ([3, 3, 9, 3, None, None, None], 7), 60, None, Relief("ended", 7.0, 1)),
        ([9, 2, 7, 7, None, None], (5, 8), 60, None, Relief("ended", 7.0, 1)),
    ],
)
def test_the_rule(
    before: list[int | None], weeks: tuple[int | None, ...], today: int, following: int | None, found: Relief
) -> None:
    later = GIVEN + timedelta(days=following) if following else None
    assert relief(GIVEN, days(before, *weeks), GIVEN + timedelta(days=today), later) == found


def test_readings_of_the_day_itself_and_long_before_say_nothing() -> None:
    few = [pain(GIVEN, 7), pain(GIVEN - timedelta(days=15), 7), *days([7, 7], 3, 7)]
    assert relief(GIVEN, few, GIVEN + timedelta(days=40)) == Relief("few", days_before=2)
    there = [pain(GIVEN, 0), pain(GIVEN - timedelta(days=15), 0), *days(SEVENS, 3, 7)]
    assert relief(GIVEN, there, GIVEN + timedelta(days=40)) == Relief("ended", 7.0, 1)


def test_a_year_is_as_far_as_it_looks() -> None:
    there = days(SEVENS, *([3] * 60))
    found = relief(GIVEN, there, GIVEN + timedelta(days=500))
    assert (found.state, found.weeks, found.cut) == ("lasting", 52, True)
    assert window(GIVEN) == (GIVEN - timedelta(days=14), GIVEN + LONGEST)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Relief("few", days_before=2), "noted on 2 of the 14 days before it, 3 are needed"),
        (Relief("few", days_before=2), "The day itself is left out: pain of before and of after meet in it."),
        (Relief("early", 7.0), "Too early to tell. 2 weeks of pain readings"),
        (Relief("followed", 7.0), "the next injection came within 2 weeks"),
        (Relief("unknown", 7.0), "too few pain readings after it"),
        (Relief("none", 7.0), "No clear relief in the 2 weeks after it."),
        (Relief("ended", 7.0, 1), "Pain was clearly lower for 1 week."),
        (Relief("ended", 7.0, 6), "Pain was clearly lower for 6 weeks."),
        (Relief("lasting", 7.0, 6), "Pain has been clearly lower for 6 weeks so far."),
        (Relief("lasting", 7.0, 6, cut=True), "Pain was clearly lower for at least 6 weeks."),
    ],
)
def test_it_is_told_in_a_sentence(found: Relief, words: str) -> None:
    assert words in relief_text(found)


def test_the_rule_is_told_with_its_numbers() -> None:
    for figure in ("of the 14 days before", "2 points or 30", "within 2 weeks"):
        assert figure in rule_text()
