"""Courses, exercises and injections through the journal: one way to store, and what belongs together."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.model import CLOCKS_DIFFER, Treatment
from backtracker.errors import UserError
from backtracker.journal import Journal
from tests.journal.conftest import Bench


@pytest.fixture
def journal(bench: Bench) -> Journal:
    return bench.journal


# Courses -------------------------------------------------------------------------------------


def test_a_session_is_a_treatment_of_the_episode_it_falls_into(journal: Journal, bench: Bench) -> None:
    onset = journal.log_spasm(8)
    bench.wait(hours=5)
    course = journal.begin_course("physio", name="Anna").value
    done = journal.log_session(course.id, seconds=1800, before=7, after=5, note="hips").value
    assert done.moment.at == bench.ago(minutes=30)
    assert (done.kind, done.product, done.episode_id) == ("manual", "Physiotherapy", onset.episode.id)
    (session,) = journal.sessions(course)
    assert (session.treatment, session.before, session.after) == (done, 7, 5)
    log = journal.story(onset.episode.id)
    assert done in log.treatments
    journal.undo()
    assert journal.sessions(course) == []


def test_a_session_before_the_episode_is_outside_of_it(journal: Journal, bench: Bench) -> None:
    course = journal.begin_course("massage", begun=bench.ago(days=3)).value
    journal.log_spasm(8)
    assert journal.log_session(course.id, bench.ago(days=2)).value.episode_id is None


def test_a_changed_session_stays_one_and_keeps_its_name(journal: Journal, bench: Bench) -> None:
    course = journal.begin_course("physio", begun=bench.ago(days=3)).value
    done = journal.log_session(course.id, bench.ago(hours=3), before=7).value
    journal.change_treatment(replace(done, note="hips"), 7, 3)
    (session,) = journal.sessions(course)
    assert (session.treatment.note, session.after, session.treatment.product) == ("hips", 3, "Physiotherapy")
    journal.delete(session.treatment)
    assert journal.sessions(course) == []


def test_a_session_answers_the_one_that_was_arranged_and_arranges_the_next(journal: Journal, bench: Bench) -> None:
    course = journal.begin_course("massage", first=bench.now + timedelta(days=1)).value
    bench.wait(days=1, hours=1)
    journal.log_session(course.id, following=bench.now + timedelta(days=7))
    assert _next(journal, course) == bench.now + timedelta(days=7)
    journal.log_session(course.id)
    assert _next(journal, course) == bench.now + timedelta(days=7), "an arranged one that has not come stays"
    bench.wait(days=8)
    journal.log_session(course.id)
    assert _next(journal, course) is None


def _next(journal: Journal, course: Course) -> object:
    found = journal.store.get(Course, course.id)
    assert found is not None
    return found.next.at if found.next else None


def test_the_next_session_lies_ahead(journal: Journal, bench: Bench) -> None:
    course = journal.begin_course("massage").value
    with pytest.raises(UserError, match="lies ahead"):
        journal.arrange_session(course.id, bench.ago(days=1))
    journal.arrange_session(course.id, bench.now + timedelta(days=2))
    journal.arrange_session(course.id, None)
    assert _next(journal, course) is None


def test_courses_that_run_come_first_and_an_ended_one_goes_on(journal: Journal, bench: Bench) -> None:
    old = journal.begin_course("chiropractic", begun=bench.ago(days=90), first=bench.now + timedelta(days=1)).value
    journal.end_course(old.id)
    new = journal.begin_course("massage").value
    assert [each.course.id for each in journal.courses_seen()] == [new.id, old.id]
    assert _next(journal, old) is None
    ended = next(each.course for each in journal.courses_seen() if each.course.id == old.id)
    journal.change_course(replace(ended, ended=None), ended)
    assert {each.course.id for each in journal.courses_seen() if each.course.running} == {new.id, old.id}


def test_a_deleted_course_leaves_its_sessions_and_exercises(journal: Journal) -> None:
    course = journal.begin_course("physio").value
    done = journal.log_session(course.id, before=5).value
    exercise = journal.add_exercise("Bridge", reps=10, course_id=course.id).value
    journal.delete(course)
    assert journal.courses_seen() == []
    assert journal.store.treatment(done.id) == done
    kept = journal.store.get(Exercise, exercise.id)
    assert kept is not None
    assert kept.course_id is None
    assert journal.store.check() == []
    journal.undo()
    assert [each.exercises for each in journal.courses_seen()] == [(exercise,)]


# Exercises -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "treated"), [("done", True), ("stopped", True), ("skipped", False)])
def test_what_was_done_is_a_treatment_too(journal: Journal, answer: str, treated: bool) -> None:
    onset = journal.log_spasm(5)
    bridge = journal.add_exercise("Bridge", sets=3, reps=10).value
    went = journal.practise(bridge.id, answer).value
    assert (went.answer, went.slot) == (answer, f"exercise:{bridge.id}:2026-11-20:1000")
    log = journal.story(onset.episode.id)
    assert len(log.treatments) == treated
    if treated:
        (done,) = log.treatments
        assert (done.kind, done.product, done.amount, done.id) == ("exercise", "Bridge", "3 × 10", went.treatment_id)
        assert ("stopped" in done.note) == (answer == "stopped")
    journal.undo()
    assert journal.exercises_seen()[0].practices == ()
    assert journal.story(onset.episode.id).treatments == ()


def test_one_turn_is_answered_once_and_the_next_answer_takes_the_next_turn(journal: Journal) -> None:
    bridge = journal.add_exercise("Bridge", reps=10, times=2).value
    first = journal.practise(bridge.id).value
    second = journal.practise(bridge.id).value
    assert [each.slot[-4:] for each in (first, second)] == ["0900", "1900"]
    assert journal.practise(bridge.id).value.slot == "", "a third time is done all the same"
    with pytest.raises(UserError, match="answered already"):
        journal.practise(bridge.id, slot=first.slot)


def test_a_time_that_is_moved_or_deleted_takes_its_other_half_along(journal: Journal, bench: Bench) -> None:
    bridge = journal.add_exercise("Bridge", reps=10).value
    went = journal.practise(bridge.id).value
    done = journal.store.treatment(went.treatment_id or "")
    assert done is not None
    bench.wait(hours=1)
    earlier = replace(done, moment=replace(done.moment, at=bench.ago(hours=3)))
    journal.change_treatment(earlier, None, None)
    moved = journal.store.get(Practice, went.id)
    assert moved is not None
    assert moved.moment == earlier.moment
    journal.delete(earlier)
    assert journal.store.get(Practice, went.id) is None
    journal.undo()
    journal.delete(moved)
    assert journal.store.treatment(done.id) is None
    assert journal.store.check() == []


def test_a_deleted_exercise_leaves_what_was_done(journal: Journal) -> None:
    bridge = journal.add_exercise("Bridge", reps=10).value
    went = journal.practise(bridge.id).value
    journal.delete(bridge)
    assert journal.exercises_seen() == []
    assert journal.store.treatment(went.treatment_id or "") is not None
    assert journal.store.check() == []
    journal.undo()
    assert [each.practices for each in journal.exercises_seen()] == [(went,)]


def test_an_exercise_is_given_up_and_taken_up_again(journal: Journal) -> None:
    bridge = journal.add_exercise("Bridge", reps=10).value
    journal.end_exercise(bridge.id)
    assert [each.exercise.ended is None for each in journal.exercises_seen()] == [False]
    (given_up,) = (each.exercise for each in journal.exercises_seen())
    journal.change_exercise(replace(given_up, ended=None), given_up)
    assert [each.exercise for each in journal.exercises_seen()] == [bridge]


# What comes up by itself ---------------------------------------------------------------------


def test_an_exercise_comes_up_and_each_answer_writes_how_it_went(journal: Journal, bench: Bench) -> None:
    bridge = journal.add_exercise("Bridge", reps=10, times=3).value
    bench.wait(hours=20)
    for answer, press in (
        ("done", journal.errand_done), ("skipped", journal.errand_skipped), ("stopped", journal.errand_other),
    ):  # fmt: skip
        errand = next(each for each in journal.errands(bench.now) if each.kind == "exercise")
        assert press(errand).label == f"Bridge: {answer.replace('stopped', 'stopped because of pain')}"
        assert press(errand).batch == "", "told twice it is one"
    assert [each.answer for each in journal.exercises_seen()[0].practices] == ["done", "skipped", "stopped"]
    left = [each.key for each in journal.errands(bench.now) if each.kind == "exercise"]
    assert all("2026-11-22" in key for key in left)
    journal.undo()
    assert next(each.key for each in journal.errands(bench.now) if each.kind == "exercise").endswith("21:1900")
    assert bridge.id in left[0]


def test_no_exercise_comes_up_while_an_episode_runs(journal: Journal, bench: Bench) -> None:
    journal.add_exercise("Bridge", reps=10)
    assert [each.kind for each in journal.errands(bench.now)].count("exercise") == 1, "not for ten this morning"
    journal.log_spasm(8)
    assert "exercise" not in [each.kind for each in journal.errands(bench.now)]
    journal.close()
    assert "exercise" in [each.kind for each in journal.errands(bench.now)]


def test_appointments_and_arranged_sessions_come_up(journal: Journal, bench: Bench) -> None:
    journal.add_visit("doctor", bench.now + timedelta(days=1))
    journal.add_visit("doctor", bench.now + timedelta(days=20))
    journal.begin_course("massage", first=bench.now + timedelta(days=1))
    kinds = [each.kind for each in journal.errands(bench.now)]
    assert (kinds.count("visit"), kinds.count("session")) == (2, 2)
    bench.wait(hours=6, minutes=1)
    brought = journal.bring_up_errand()
    assert brought is not None
    assert brought.title == "Doctor: tomorrow at 12:00"
    journal.errand_done(brought)
    assert brought.key not in [each.errand.key for each in journal.docket().waiting]


def test_an_exercise_that_pain_stopped_is_quiet_for_the_day_and_undo_brings_it_back(
    journal: Journal, bench: Bench
) -> None:
    journal.add_exercise("Bridge", reps=10, times=3)
    keys = [each.key[-15:] for each in journal.errands(bench.now)]
    journal.errand_other(journal.errands(bench.now)[0])
    assert [each.key[-15:-5] for each in journal.errands(bench.now)] == ["2026-11-21"] * 3
    journal.undo()
    assert [each.key[-15:] for each in journal.errands(bench.now)] == keys


def test_an_appointment_for_this_afternoon_does_not_come_up_at_once(journal: Journal, bench: Bench) -> None:
    journal.add_visit("doctor", bench.now + timedelta(hours=5))
    journal.begin_course("massage", first=bench.now + timedelta(hours=6))
    assert journal.bring_up_errand() is None
    assert [each.key.rpartition(":")[2] for each in journal.errands(bench.now)] == ["hour", "hour"]
    bench.wait(hours=4)
    brought = journal.bring_up_errand()
    assert brought is not None
    assert brought.title == "Doctor: today at 17:00"


def test_the_next_session_may_be_as_late_as_two_clocks_differ(journal: Journal, bench: Bench) -> None:
    course = journal.begin_course("massage").value
    journal.arrange_session(course.id, bench.now - CLOCKS_DIFFER + timedelta(seconds=1))
    for late in (timedelta(0), CLOCKS_DIFFER):
        with pytest.raises(UserError, match="lies ahead"):
            journal.arrange_session(course.id, bench.now - CLOCKS_DIFFER - late)


# Injections ----------------------------------------------------------------------------------


def test_an_injection_is_a_treatment_and_its_relief_is_worked_out(journal: Journal, bench: Bench) -> None:
    start = bench.now
    for day in range(10):
        bench.now = start - timedelta(days=70 - day)
        journal.log_pain(7)
    bench.now = start - timedelta(days=59)
    given = journal.log_injection(product="Cortisone").value
    for day in range(58):
        bench.now = start - timedelta(days=58 - day)
        journal.log_pain(3 if day < 35 else 7)
    bench.now = start
    (seen,) = journal.injections_seen()
    assert seen.treatment == given
    assert (given.kind, given.product) == ("injection", "Cortisone")
    assert (seen.relief.state, seen.relief.weeks) == ("ended", 5)
    other = journal.did("injection", bench.ago(days=1)).value
    assert [each.treatment.id for each in journal.injections_seen()] == [other.id, given.id]
    assert "cortisone" not in [each.key for each in journal.questions_seen().suggestions]


def test_nothing_of_an_injection_ever_comes_up(journal: Journal, bench: Bench) -> None:
    journal.log_injection()
    for _ in range(200):
        bench.wait(days=2)
        assert [each for each in journal.errands(bench.now) if "injection" in each.key] == []


def test_what_is_gone_is_said(journal: Journal) -> None:
    for ask in (
        lambda: journal.log_session("nobody"), lambda: journal.practise("nobody"), lambda: journal.end_course("nobody"),
    ):  # fmt: skip
        with pytest.raises(UserError, match="no longer there"):
            ask()
    with pytest.raises(UserError):
        journal.delete(Treatment("t", journal.moment(None), "ice"))
