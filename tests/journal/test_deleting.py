"""Whatever has something hanging on it can be deleted and brought back, and leaves no loose end."""

from datetime import timedelta

import pytest

from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.care.visits import Question, Visit
from backtracker.core.model import Check, Episode, Flare, Reading, Treatment
from backtracker.core.records import Record
from backtracker.journal.episodes import Onset
from backtracker.storage.schema import RECORDS
from backtracker.storage.shapes import BY_TYPE
from tests.journal.conftest import Bench

KINDS = (Episode, Treatment, Flare, Check, Reading, Exercise, Practice, Course, Visit, Question)


class Full:
    """A record in which something hangs on everything that can carry something."""

    def __init__(self, bench: Bench) -> None:
        journal = bench.journal
        self.found: dict[type[Record], Record] = {}
        question = journal.ask("How long?").value
        visit = journal.add_visit("doctor", asked=[question.id]).value
        course = journal.begin_course("massage", begun=bench.ago(days=1)).value
        exercise = journal.add_exercise("Bridge", reps=10, course_id=course.id).value
        bench.wait(days=1)
        self.onset: Onset = journal.log_spasm(8, triggers=["lift"])
        bench.wait(minutes=30)
        practice = journal.practise(exercise.id).value
        assert practice.treatment_id is not None
        journal.log_session(course.id, before=7, after=5)
        journal.log_pain(6)
        journal.log_spasm(9)
        check = journal.check_flags([]).value
        journal.pause(bench.now + timedelta(hours=1))
        log = journal.running_log()
        assert log is not None
        treatment = journal.store.treatment(practice.treatment_id)
        assert treatment is not None
        there: list[Record] = [question, visit, course, exercise, practice, log.episode, check, treatment]
        there += [*log.flares, *log.readings]
        self.found |= {type(each): each for each in there}


def live(bench: Bench) -> dict[str, object]:
    store = bench.journal.store
    return {name: store._sql(f"SELECT * FROM {name} WHERE deleted IS NULL ORDER BY id") for name in store.counts()}


def without_edits(rows: dict[str, object]) -> dict[str, object]:
    return {name: [row[:-2] for row in found] for name, found in rows.items()}  # type: ignore[attr-defined]


def test_all_that_carry_something_are_tried() -> None:
    parents = {key.column.table.name for table in RECORDS for key in table.foreign_keys}
    assert parents <= {BY_TYPE[kind].table.name for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_deleted_and_brought_back_it_leaves_no_loose_end(bench: Bench, kind: type[Record]) -> None:
    record = Full(bench).found[kind]
    before = without_edits(live(bench))
    bench.wait(minutes=1)
    assert "entry" not in bench.journal.delete(record).label
    assert bench.journal.store.get(kind, record.id) is None
    assert bench.journal.store.check() == []
    bench.journal.undo()
    assert bench.journal.store.check() == []
    assert without_edits(live(bench)) == before
    bench.journal.redo()
    assert bench.journal.store.check() == []


def test_a_spasm_taken_back_late_takes_what_was_practised_in_it_along(bench: Bench) -> None:
    full = Full(bench)
    before = without_edits(live(bench))
    bench.wait(minutes=1)
    assert bench.journal.take_back(full.onset) is not None
    assert bench.journal.store.get(Practice, full.found[Practice].id) is None
    assert bench.journal.store.check() == []
    bench.journal.undo()
    assert bench.journal.store.check() == []
    assert without_edits(live(bench)) == before


def test_what_was_practised_before_the_spasm_stays_with_how_it_went(bench: Bench) -> None:
    exercise = bench.journal.add_exercise("Bridge", reps=10).value
    bench.wait(hours=2)
    practice = bench.journal.practise(exercise.id, at=bench.ago(minutes=10)).value
    onset = bench.journal.log_spasm(8, bench.ago(minutes=20))
    assert practice.treatment_id is not None
    done = bench.journal.store.treatment(practice.treatment_id)
    assert done is not None
    assert done.episode_id == onset.episode.id
    bench.wait(minutes=1)
    bench.journal.log_pain(3)
    bench.journal.take_back(onset)
    assert bench.journal.store.get(Practice, practice.id) == practice
    assert bench.journal.store.check() == []


def test_a_time_of_an_exercise_is_named_when_it_is_deleted(bench: Bench) -> None:
    exercise = bench.journal.add_exercise("Bridge", reps=10).value
    practice = bench.journal.practise(exercise.id).value
    assert bench.journal.delete(practice).label == "Deleted: exercise Bridge at 12:00"
