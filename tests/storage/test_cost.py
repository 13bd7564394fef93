"""A page costs what it shows, not what is stored.

Two views of the same promise: SQLite's plan names an index for every table a question reads,
and the number of steps its machine takes is the same in a small history and a large one.
"""

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from backtracker.core.body import Measure
from backtracker.core.care.exercises import Practice
from backtracker.core.care.visits import Question as Asking
from backtracker.core.habits import Habit
from backtracker.core.marks import Mark
from backtracker.core.model import Check
from backtracker.core.records import Record
from backtracker.core.redflags import Acknowledgement
from backtracker.core.suggestions import Dismissal
from backtracker.core.trial import Trial
from backtracker.storage.shapes import SHAPES
from backtracker.storage.store import Store
from tests.storage.records import NOW, at, course, episode, exercise, exposure, reading, shown, treatment, visit

SMALL, LARGE = 60, 2_000  # episodes, one every five days, backwards from NOW
STEPS = 10

Question = Callable[[Store], object]


def save(store: Store) -> None:
    with store.change("pain", NOW) as change:
        change.put(reading(episode_id="episode-0"))


def edit(store: Store) -> None:
    with store.change("edit", NOW) as change:
        change.put(episode(at(hours=-4), id="episode-0", note=str(random.random())))


QUESTIONS: dict[str, Question] = {
    "running episode": lambda store: store.running_episode(),
    "latest episode": lambda store: store.latest_episode(),
    "log of an episode": lambda store: store.episode_log("episode-3"),
    "log of an episode long ago": lambda store: store.episode_log("episode-50"),
    "page of the list": lambda store: store.episodes(limit=20),
    "page of the list in a quarter": lambda store: store.episodes(since=NOW - timedelta(days=90), until=NOW, limit=20),
    "today's sheet": lambda store: store.sheet(NOW - timedelta(days=1), NOW + timedelta(days=1)),
    "90 days of pain": lambda store: store.day_pains(at(days=-90).day, at().day),
    "90 days of episodes": lambda store: store.episodes_between(at(days=-90).day, at().day),
    "newest reading": lambda store: store.newest_reading(),
    "running session": lambda store: store.running_session(),
    "latest acts": lambda store: store.latest_acts(),
    "acts about errands": lambda store: store.acts_about(["water:1", "water:2"]),
    "breaks of late": lambda store: store.acts_named("break@2026", "break@2027"),
    "latest pauses": lambda store: store.latest_pauses(),
    "readings of a treatment": lambda store: store.treatment_readings("treatment-3"),
    "own treatments": lambda store: store.own_keys("treatment"),
    "own triggers": lambda store: store.own_keys("trigger"),
    "90 days of growth": lambda store: store.habit_days(at(days=-90).day, at().day, growth=True),
    "90 days of habits": lambda store: store.habit_days(at(days=-90).day, at().day),
    "answers of a month": lambda store: store.habits_of(at(days=-30).day, at().day),
    "first answer or measure": lambda store: store.first_kept_day(),
    "one habit": lambda store: store.habit(at().day, "sleep"),
    "90 days of weights": lambda store: store.measures("weight", NOW - timedelta(days=90), NOW),
    "newest weight": lambda store: store.newest_measure("weight"),
    "triggers named before": lambda store: store.named_triggers(NOW, 12),
    "medicines of a month": lambda store: store.taken(NOW - timedelta(days=32), NOW + timedelta(days=1)),
    "latest medicines": lambda store: store.latest_taken(10),
    "own products": lambda store: store.products(),
    "first day": lambda store: store.first_day(),
    "newest check": lambda store: store.newest_check(),
    "checks with a yes": lambda store: store.yes_checks(),
    "who has read them": lambda store: store.acknowledgements_of([f"check-{n}" for n in range(20)]),
    "suggestions put away": lambda store: store.latest_dismissals(),
    "logs of a quarter": lambda store: store.episode_logs(store.episodes_between(at(days=-90).day, at().day)),
    "hours of a week": lambda store: store.hour_pains(NOW - timedelta(days=7), NOW),
    "appointments": lambda store: store.visits_to_come(NOW),
    "visits so far": lambda store: store.visits_past(NOW, limit=20),
    "visits of a month": lambda store: store.visits_between(NOW - timedelta(days=30), NOW),
    "when visits and courses were written": lambda store: store.written(["visit-3", "course-3"]),
    "first visit": lambda store: store.first_visit_day(),
    "open questions": lambda store: store.open_questions(limit=20),
    "asked questions": lambda store: store.asked_questions(limit=20),
    "questions of a visit": lambda store: store.questions_of("visit-3"),
    "running courses": lambda store: store.running_courses(limit=5),
    "ended courses": lambda store: store.ended_courses(limit=5),
    "sessions of a course": lambda store: store.sessions("course:course-3"),
    "readings of sessions": lambda store: store.readings_of(["treatment-1", "treatment-3"]),
    "running exercises": lambda store: store.running_exercises(limit=5),
    "ended exercises": lambda store: store.ended_exercises(limit=5),
    "exercises of a course": lambda store: store.exercises_of("course-3"),
    "a month of exercises": lambda store: store.practices_since(NOW - timedelta(days=30)),
    "times of an exercise": lambda store: store.practices_of("exercise-3"),
    "practice of a treatment": lambda store: store.practices_as("treatment-3"),
    "injections": lambda store: store.injections(limit=5),
    "trials": lambda store: store.trials(limit=5),
    "marks": lambda store: store.marks(limit=5),
    "one reading": lambda store: store.reading("reading-3"),
    "a reading saved": save,
    "an episode edited": edit,
}


WRITES = ("a reading saved", "an episode edited")


def history(episodes: int) -> Iterator[Record]:
    for n in range(episodes):
        began = at(days=-5 * n, hours=-4)
        spasm = episode(began, id=f"episode-{n}", ended=at(days=-5 * n, hours=-1) if n else None)
        ice = treatment("ice", began, id=f"treatment-{n}", episode_id=spasm.id)
        yield from (spasm, ice, treatment(("own:tea", "own:bath")[n % 2], began, episode_id=spasm.id))
        yield treatment("medicine", began, episode_id=spasm.id, medicine="advil", units=1.0)
        yield from (exposure(spasm.id, "own:cat"), exposure(spasm.id, "lift"), shown(spasm.id, moment=began))
        yield Habit.about(began.day, "sleep", 7, began)
        yield Measure(f"weight-{n}", began, "weight", 80_000)
        yield treatment("walk", began, seconds=600)
        yield Check(f"check-{n}", began, spasm.id, frozenset({"fever"}))
        yield Acknowledgement(f"read-{n}", began, f"check-{n}", frozenset({"fever"}))
        yield Dismissal(f"away-{n}", began, "same_area", frozenset({spasm.id}))
        yield Trial(f"trial-{n}", began, "water", 8, False, began.day, 7, 1, "ABBA", began)
        yield Mark(f"mark-{n}", began, began.day, "Started swimming")
        yield reading(9, began, id=f"reading-{n}", episode_id=spasm.id, treatment_id=ice.id)
        yield visit(began, id=f"visit-{n}")
        yield Asking(f"asked-{n}", began, "MRI?", began, f"visit-{n}")
        yield Asking(f"open-{n}", began, "MRI?")
        yield course("massage", began, id=f"course-{n}", ended=began if n % 2 else None)
        yield treatment("massage", began, slot=f"course:course-{n}")
        yield treatment("injection", began)
        yield exercise("Bridge", began, id=f"exercise-{n}", ended=began if n % 2 else None, course_id=f"course-{n}")
        yield Practice(f"practice-{n}", began, f"exercise-{n}", treatment_id=ice.id)
        for hour in range(6):
            yield reading(hour, at(days=-5 * n - hour % 3, hours=-hour), episode_id=spasm.id)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    folder = tmp_path_factory.mktemp("cost")
    with Store.open(folder / "small.db", NOW) as small, Store.open(folder / "large.db", NOW) as large:
        small.bulk(history(SMALL), NOW)
        large.bulk(history(LARGE), NOW)
        yield small, large


def steps(store: Store, question: Question) -> int:
    """How many steps SQLite's machine takes for ``question``, to the next ten."""
    taken = 0

    def count() -> None:
        nonlocal taken
        taken += STEPS

    store._raw.set_progress_handler(count, STEPS)
    try:
        question(store)
    finally:
        store._raw.set_progress_handler(None, 0)
    return taken


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_costs_the_same_in_a_large_history(stores: tuple[Store, Store], name: str) -> None:
    small, large = (steps(store, QUESTIONS[name]) for store in stores)
    assert large <= 1.2 * small + 5 * STEPS


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name not in WRITES])
def test_a_question_is_answered_through_an_index(stores: tuple[Store, Store], name: str) -> None:
    small, _ = stores
    asked: list[tuple[str, Any]] = []

    def remember(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        asked.append((statement, values))

    event.listen(small._engine, "before_cursor_execute", remember)
    try:
        QUESTIONS[name](small)
    finally:
        event.remove(small._engine, "before_cursor_execute", remember)
    plans = [
        line
        for statement, values in asked
        if statement.lstrip().startswith(("SELECT", "WITH"))
        for (*_, line) in small._raw.execute(f"EXPLAIN QUERY PLAN {statement}", values)
    ]
    tables = (*(shape.table.name for shape in SHAPES), "days")
    read = [line for line in plans if any(f"{verb} {table}" in line for verb in ("SCAN", "SEARCH") for table in tables)]
    assert read
    assert [line for line in read if "INDEX" not in line and "PRIMARY KEY" not in line] == []


def test_undo_and_redo_cost_the_same_after_many_changes(path: Path) -> None:
    with Store.open(path, NOW) as store:
        taken = []
        store.bulk([episode(id="episode-0")], NOW)
        for changes in (20, 200):
            for _ in range(changes):
                save(store)
            taken.append((steps(store, lambda store: store.undo(NOW)), steps(store, lambda store: store.redo(NOW))))
    (undo_before, redo_before), (undo_after, redo_after) = taken
    assert undo_after <= 1.2 * undo_before + 10 * STEPS
    assert redo_after <= 1.2 * redo_before + 10 * STEPS


def test_an_import_of_a_hundred_thousand_records_is_a_matter_of_seconds(path: Path) -> None:
    with Store.open(path, NOW) as store:
        small = steps(store, lambda store: store.bulk(islice(history(100_000), 1_000), NOW))
    with Store.open(path.with_name("large.db"), NOW) as store:
        large = steps(store, lambda store: store.bulk(islice(history(100_000), 20_000), NOW))
    assert large <= 1.2 * 20 * small
