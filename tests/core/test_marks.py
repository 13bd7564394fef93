"""Marks: what can be one, what is offered, and which one is looked at."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backtracker.core.care.courses import Course
from backtracker.core.marks import Idea, Mark, check_day, ideas, shown
from backtracker.core.model import Moment
from backtracker.errors import UserError

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOW.date()


def mark(day: date, words: str = "a new bed", id: str = "") -> Mark:
    return Mark(id or str(day), Moment(NOW), day, words)


def course(days_ago: int, kind: str = "physio") -> Course:
    return Course(f"{kind} {days_ago}", Moment(NOW - timedelta(days=days_ago)), kind)


def test_words_are_one_line() -> None:
    assert mark(TODAY, "  a new\n bed ").words == "a new bed"


@pytest.mark.parametrize(
    ("words", "said"), [(" ", "Say in a few words"), ("x" * 61, "60 characters at most"), ("a\0b", "cannot be kept")]
)
def test_other_words_are_refused(words: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        mark(TODAY, words)


def test_a_day_that_has_not_come_is_refused() -> None:
    assert check_day(TODAY, TODAY) == TODAY
    with pytest.raises(UserError, match="has not come"):
        check_day(TODAY + timedelta(days=1), TODAY)
    with pytest.raises(UserError, match="too long ago"):
        check_day(date(1899, 1, 1), TODAY)


def test_the_begins_of_courses_are_offered_until_they_are_marked() -> None:
    some = [course(400), course(30, "own:yoga for backs"), course(10, "massage"), course(5), course(-2)]
    found = ideas(some, [mark(TODAY - timedelta(days=10))], TODAY)
    assert found == [
        Idea(TODAY - timedelta(days=5), "Started physiotherapy"),
        Idea(TODAY - timedelta(days=30), "Started yoga for backs"),
        Idea(TODAY - timedelta(days=400), "Started physiotherapy"),
    ]
    assert len(ideas([course(n) for n in range(9)], [], TODAY)) == 3
    assert len(ideas([course(1, "own:" + "long " * 30)], [], TODAY)[0].words) <= 60


@pytest.mark.parametrize(
    ("wanted", "found"), [(None, "2026-05-01"), ("2025-01-01", "2025-01-01"), ("", None), ("gone", None)]
)
def test_the_latest_of_the_range_is_looked_at_unless_another_is_wanted(wanted: str | None, found: str | None) -> None:
    marks = [mark(TODAY), mark(date(2026, 5, 1)), mark(date(2026, 2, 1)), mark(date(2025, 1, 1))]
    seen = shown(marks, date(2026, 1, 1), date(2026, 11, 20), wanted)
    assert (seen.id if seen else None) == found
