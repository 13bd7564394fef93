"""Suggestions through the journal: what is gathered for the rules, and putting them away."""

from datetime import timedelta

from backtracker.core.asking import FIRST
from backtracker.core.suggestions import MEDICINE, NO_RELIEF, NO_TRIGGER, SAME_AREA
from tests.journal.conftest import Bench


def kinds(bench: Bench) -> list[str]:
    return [each.kind for each in bench.journal.suggestions()]


def spasm(bench: Bench, days_ago: float) -> None:
    """A day of pain in the lower left, iced once, with none of the likely triggers."""
    began = bench.ago(days=days_ago)
    _, episode = bench.journal.add_past(began, began + timedelta(days=1), 8, places=["lower_left"])
    bench.journal.did("ice", began + timedelta(hours=1), seconds=1200)
    bench.journal.log_pain(7, began + timedelta(hours=5))
    bench.journal.answer_rest(episode.id, FIRST, "no")


def test_three_episodes_make_their_suggestions(bench: Bench) -> None:
    for days_ago in (60, 40):
        spasm(bench, days_ago)
    assert kinds(bench) == []
    spasm(bench, 20)
    assert kinds(bench) == [SAME_AREA, NO_TRIGGER]


def test_one_put_away_stays_away_until_something_new_has_happened(bench: Bench) -> None:
    for days_ago in (60, 40, 20):
        spasm(bench, days_ago)
    same, none = bench.journal.suggestions()
    assert bench.journal.dismiss(same).label == "Suggestion put away"
    assert bench.journal.suggestions() == [none]
    bench.restart()
    assert kinds(bench) == [NO_TRIGGER]
    bench.journal.undo()
    assert kinds(bench) == [SAME_AREA, NO_TRIGGER]
    bench.journal.redo()
    bench.wait(days=29)
    spasm(bench, 10)
    assert SAME_AREA not in kinds(bench)
    bench.wait(days=1)
    assert SAME_AREA in kinds(bench)


def test_one_that_becomes_a_question_is_put_away_with_it_and_undo_brings_both_back(bench: Bench) -> None:
    for days_ago in (60, 40, 20):
        spasm(bench, days_ago)
    same, _ = bench.journal.suggestions()
    bench.journal.ask_about(same)
    assert [each.words for each in bench.journal.questions_seen().open] == [same.words]
    assert kinds(bench) == [NO_TRIGGER]
    bench.journal.undo()
    assert bench.journal.questions_seen().open == ()
    assert kinds(bench) == [SAME_AREA, NO_TRIGGER]


def test_no_relief_in_the_episode_that_runs(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    bench.wait(hours=1)
    bench.journal.did("ice", seconds=1200)
    bench.wait(hours=70)
    bench.journal.log_pain(8)
    assert kinds(bench) == []
    bench.wait(hours=1)
    bench.journal.log_pain(7)
    assert kinds(bench) == [NO_RELIEF]
    bench.journal.close()
    assert kinds(bench) == []


def test_the_days_with_medicine_are_those_of_the_record(bench: Bench) -> None:
    for days_ago in range(10):
        bench.journal.did("medicine", bench.ago(days=days_ago), product="Ibuprofen")
        bench.journal.did("medicine", bench.ago(days=days_ago), product="Ibuprofen")
    assert kinds(bench) == []
    last = bench.journal.did("medicine", bench.ago(days=29), product="Ibuprofen")
    assert kinds(bench) == [MEDICINE]
    bench.journal.delete(last.value)
    assert kinds(bench) == []
