"""The care in the made-up history: always the same, believable, and whole."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backtracker.analysis.series import series_of
from backtracker.core.care.visits import Visit
from backtracker.core.medicines.product import Product
from backtracker.core.model import Episode
from backtracker.core.rules import Rules
from backtracker.example import for_show
from backtracker.example_care import records
from backtracker.journal import Journal

UNTIL = datetime(2026, 11, 21, 14, 48, tzinfo=UTC)
SHOWN = tuple(for_show(UNTIL))
EPISODES = [each for each in SHOWN if isinstance(each, Episode)]


def test_the_same_arguments_make_the_same_records() -> None:
    made = tuple(records(UNTIL, "Europe/Berlin", EPISODES))
    assert set(map(repr, made)) <= set(map(repr, SHOWN))
    assert Counter(type(each).__name__ for each in made).keys() == {
        "Visit", "Question", "Course", "Treatment", "Reading", "Exercise", "Practice", "Product", "Mark", "Trial",
    }  # fmt: skip


def test_only_appointments_lie_ahead() -> None:
    dated = [each for each in records(UNTIL, "Europe/Berlin", EPISODES) if not isinstance(each, Product)]
    ahead = [each for each in dated if each.moment.at > UNTIL]  # type: ignore[union-attr]
    assert [type(each) for each in ahead] == [Visit]


@pytest.mark.parametrize("weeks", [0, 11, 23, 40])
def test_the_journal_takes_it_in_and_tells_of_it(tmp_path: Path, weeks: int) -> None:
    now = UNTIL + timedelta(weeks=weeks)
    journal = Journal.open(tmp_path / "b.db", lambda: now, lambda: ZoneInfo("Europe/Berlin"), Rules)
    journal.fill(for_show(now))
    assert journal.store.check() == []
    seen = journal.courses_seen()
    assert [each.course.kind for each in seen] == ["massage", "physio"]
    assert all(len(each.sessions) >= 4 for each in seen)
    assert series_of(seen[1].sessions).verdict == "lower"
    assert len(journal.visits_seen().to_come) == 1
    assert journal.visits_seen().open_questions == 2
    answers = Counter(each.answer for one in journal.exercises_seen() for each in one.practices)
    assert answers["done"] > 20
    assert len(journal.injections_seen()) == 1
    journal.release()
