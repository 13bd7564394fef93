"""Marked changes through the journal: kept, changed, deleted, and each taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backtracker.core.marks import Idea
from backtracker.errors import UserError
from tests.journal.conftest import Bench


def test_a_change_is_marked_changed_and_deleted_and_each_is_taken_back(bench: Bench) -> None:
    journal = bench.journal
    today = journal.today()
    made = journal.mark("started physiotherapy", today - timedelta(days=30))
    assert made.change.label == "Marked: change “started physiotherapy”"
    assert journal.mark("a new bed").value.day == today
    assert [each.words for each in journal.store.marks()] == ["a new bed", "started physiotherapy"]
    journal.change_mark(replace(made.value, words="started swimming"), made.value)
    assert journal.store.marks()[1].words == "started swimming"
    journal.undo()
    assert journal.store.marks()[1] == made.value
    assert journal.delete(made.value).label == "Deleted: change “started physiotherapy”"
    assert len(journal.store.marks()) == 1
    journal.undo()
    assert journal.store.marks()[1] == made.value


def test_a_day_ahead_is_refused_and_nothing_is_written(bench: Bench) -> None:
    with pytest.raises(UserError, match="has not come"):
        bench.journal.mark("a new bed", bench.journal.today() + timedelta(days=1))
    made = bench.journal.mark("a new bed").value
    with pytest.raises(UserError, match="has not come"):
        bench.journal.change_mark(replace(made, day=made.day + timedelta(days=1)), made)
    assert bench.journal.store.marks() == [made]


def test_a_course_is_offered_not_marked_by_itself(bench: Bench) -> None:
    bench.journal.begin_course("physio")
    assert bench.journal.store.marks() == []
    today = bench.journal.today()
    assert bench.journal.mark_ideas() == [Idea(today, "Started physiotherapy")]
    bench.journal.mark("Started physiotherapy", today)
    assert bench.journal.mark_ideas() == []
