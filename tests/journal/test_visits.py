"""Visits and questions through the journal: what is stored, what belongs together, what undo brings back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backtracker.core.care.visits import Examination, Question, Visit
from backtracker.errors import UserError
from backtracker.journal import Journal
from tests.journal.conftest import Bench


@pytest.fixture
def journal(bench: Bench) -> Journal:
    return bench.journal


def test_an_appointment_lies_ahead_and_is_told_so(journal: Journal, bench: Bench) -> None:
    logged = journal.add_visit("doctor", bench.now + timedelta(days=1), name="Dr. Weber")
    assert logged.change.label.startswith("Appointment: Doctor, Dr. Weber, tomorrow at ")
    seen = journal.visits_seen()
    assert (seen.to_come, seen.past) == ((logged.value,), ())
    bench.now += timedelta(days=2)
    assert journal.visits_seen().past == (logged.value,)


def test_a_visit_with_all_its_parts_is_one_change(journal: Journal, bench: Bench) -> None:
    first, second = journal.ask("MRI?").value, journal.ask("Swim?").value
    made = journal.add_visit(
        "doctor", bench.now - timedelta(hours=2), diagnosis="strain", note="rest",
        examinations=[Examination("mri")], asked=[first.id], again=bench.now + timedelta(days=7),
    ).value  # fmt: skip
    seen = journal.visits_seen()
    assert [each.who for each in seen.to_come] == ["doctor"]
    assert seen.open_questions == 1
    asked = journal.store.get(Question, first.id)
    assert asked is not None
    assert (asked.asked, asked.visit_id) == (made.moment, made.id)
    journal.undo()
    assert journal.visits_seen().open_questions == 2
    assert journal.visits_seen().past == ()
    assert journal.store.get(Question, second.id) == second


def test_questions_are_ticked_and_opened_again(journal: Journal) -> None:
    question = journal.ask("MRI?").value
    journal.tick(question.id, "not yet")
    assert journal.store.open_questions() == []
    assert journal.questions_seen().asked[0].answer == "not yet"
    (asked,) = journal.questions_seen().asked
    journal.change_question(replace(asked, asked=None), asked)
    assert [each.id for each in journal.store.open_questions()] == [question.id]


def test_changing_a_visit_changes_which_questions_were_asked_there(journal: Journal, bench: Bench) -> None:
    first, second = journal.ask("MRI?").value, journal.ask("Swim?").value
    made = journal.add_visit("doctor", asked=[first.id]).value
    journal.change_visit(made, was=made, asked=[second.id])
    assert [each.id for each in journal.store.open_questions()] == [first.id]
    assert [each.id for each in journal.store.questions_of(made.id)] == [second.id]


def test_a_deleted_visit_leaves_its_questions_asked(journal: Journal) -> None:
    question = journal.ask("MRI?").value
    made = journal.add_visit("doctor", asked=[question.id]).value
    journal.delete(made)
    kept = journal.store.get(Question, question.id)
    assert kept is not None
    assert kept.visit_id is None
    assert kept.asked is not None
    assert journal.store.check() == []
    journal.undo()
    assert journal.store.get(Visit, made.id) == made
    assert [each.id for each in journal.store.questions_of(made.id)] == [question.id]


def test_two_people_changing_different_parts_of_a_visit_keep_both(journal: Journal) -> None:
    made = journal.add_visit("doctor").value
    journal.change_visit(replace(made, note="rest"), was=made)
    journal.change_visit(replace(made, diagnosis="strain"), was=made)
    kept = journal.store.get(Visit, made.id)
    assert kept is not None
    assert (kept.note, kept.diagnosis) == ("rest", "strain")


@pytest.mark.parametrize("days", [-1, 4 * 366])
def test_the_next_appointment_lies_ahead_but_not_beyond_three_years(journal: Journal, bench: Bench, days: int) -> None:
    with pytest.raises(UserError):
        journal.add_visit("doctor", again=bench.now + timedelta(days=days))
    assert journal.visits_seen().past == ()


def test_a_visit_that_is_gone_cannot_be_changed(journal: Journal) -> None:
    made = journal.add_visit("doctor").value
    journal.delete(made)
    with pytest.raises(UserError, match="no longer there"):
        journal.change_visit(made, was=made)
    with pytest.raises(UserError, match="no longer there"):
        journal.tick("nobody")


def test_visits_show_in_the_day_and_in_the_episode(journal: Journal, bench: Bench) -> None:
    onset = journal.log_spasm(8)
    bench.now += timedelta(hours=3)
    made = journal.add_visit("doctor").value
    bench.now += timedelta(hours=1)
    today = bench.now.astimezone(journal.zone()).date()
    assert journal.day(today).visits == (made,)
    assert journal.visits_in(onset.episode) == [made]
    assert journal.diary(today + timedelta(days=1)).days[0].entries == 2


def test_a_visit_before_the_first_record_is_a_day_in_the_history_and_makes_no_calm(
    journal: Journal, bench: Bench
) -> None:
    journal.log_pain(3)
    made = journal.add_visit("doctor", bench.ago(days=400)).value
    today = bench.now.astimezone(journal.zone()).date()
    newest = journal.diary(today + timedelta(days=1))
    assert newest.earlier is not None
    assert [each.day for each in journal.diary(newest.earlier).days] == [made.moment.day]
    assert journal.present().longest_calm == 0
    assert journal.first_day() == today


def test_people_seen_before_are_offered_once_each(journal: Journal, bench: Bench) -> None:
    for name in ("Dr. Weber", "Anna Lind", "Dr. Weber"):
        journal.add_visit("doctor", name=name)
        bench.now += timedelta(days=1)
    assert journal.people() == [("doctor", "Dr. Weber"), ("doctor", "Anna Lind")]


def test_suggestions_end_once_they_are_kept(journal: Journal) -> None:
    words = journal.questions_seen().suggestions[-1].words
    assert "cortisone" in words
    journal.ask(words)
    assert words not in [each.words for each in journal.questions_seen().suggestions]
