"""The matched questions on disk: each press a transaction, each question one row, undo, and what is asked again."""

from datetime import timedelta

import pytest

from backtracker.core.asking import HOURS_BEFORE
from backtracker.core.model import Moment
from backtracker.errors import UserError
from tests.journal.conftest import Bench

LIFT = ("lift", 0), ("lift", 24), ("lift", 48)


def stored(bench: Bench, episode_id: str) -> dict[tuple[str, int], str]:
    rows = bench.journal.story(episode_id).exposures
    found = {(each.trigger, each.hours_before): each.answer for each in rows}
    assert len(found) == len(rows), "two rows for one question"
    return found


def test_three_presses_are_three_changes_and_three_rows(bench: Bench) -> None:
    spasm = bench.journal.log_spasm(8).episode.id
    for hours, answer in zip(HOURS_BEFORE, ("yes", "no", "unknown"), strict=True):
        bench.journal.answer_trigger(spasm, "lift", answer, hours)
    assert stored(bench, spasm) == {("lift", 0): "yes", ("lift", 24): "no", ("lift", 48): "unknown"}
    assert [change.label for change in bench.heard[1:]] == [
        "Lifted a weight: yes", "Lifted a weight, a day before: no", "Lifted a weight, two days before: don’t know",
    ]  # fmt: skip
    bench.journal.undo()
    assert ("lift", 48) not in stored(bench, spasm)


def test_an_answer_changed_is_the_same_row_whoever_gives_it(bench: Bench) -> None:
    spasm = bench.journal.log_spasm(8, triggers=["lift"]).episode.id
    (first,) = bench.journal.story(spasm).exposures
    bench.journal.answer_trigger(spasm, "lift", "no")
    bench.journal.describe(spasm, triggers=["lift"])
    bench.wait(hours=2)
    bench.journal.close(triggers=["lift"])
    (last,) = bench.journal.story(spasm).exposures
    assert (last.id, last.answer, last.moment) == (first.id, "yes", first.moment)


def test_no_to_all_three_leaves_what_was_said(bench: Bench) -> None:
    spasm = bench.journal.log_spasm(8).episode.id
    bench.journal.answer_trigger(spasm, "lift", "yes", 24)
    bench.journal.answer_rest(spasm, ["lift"], "no", HOURS_BEFORE)
    assert stored(bench, spasm) == {("lift", 0): "no", ("lift", 24): "yes", ("lift", 48): "no"}
    assert bench.heard[-1].label == "Lifted a weight: no"
    assert bench.journal.answer_rest(spasm, ["lift"], "no", HOURS_BEFORE).batch == ""


def test_the_rest_no_answers_all_that_is_open_in_one_change(bench: Bench) -> None:
    spasm = bench.journal.log_spasm(8, triggers=["stress"]).episode.id
    found = bench.journal.asking(spasm)
    bench.journal.answer_rest(spasm, found.open_triggers, "no", HOURS_BEFORE)
    assert bench.journal.asking(spasm).open == 0
    assert stored(bench, spasm)["stress", 0] == "yes"
    bench.journal.undo()
    assert stored(bench, spasm) == {("stress", 0): "yes"}


def test_it_is_offered_for_a_day_after_the_latest_onset_while_something_is_open(bench: Bench) -> None:
    assert bench.journal.asking_now() is None
    spasm = bench.journal.log_spasm(8, bench.ago(hours=1)).episode.id
    found = bench.journal.asking_now()
    assert found is not None
    assert bench.journal.present().asking == found
    bench.journal.close()
    assert bench.journal.asking_now() == bench.journal.asking(spasm), "also when it is over"
    bench.wait(hours=22.9)
    assert bench.journal.asking_now() is not None
    bench.wait(hours=0.2)
    assert bench.journal.asking_now() is None
    assert bench.journal.asking(spasm).open == 27, "still there to be edited"


def test_a_spasm_from_memory_of_last_week_is_not_asked_about(bench: Bench) -> None:
    bench.journal.add_past(bench.ago(days=7), bench.ago(days=6), 5)
    assert bench.journal.asking_now() is None


def test_what_was_named_once_is_asked_for_in_the_next_episodes_too(bench: Bench) -> None:
    began = bench.ago(days=30)
    bench.journal.add_past(began, began + timedelta(days=2), 5, triggers=["own:long drive", "lift", "alcohol"])
    spasm = bench.journal.log_spasm(8).episode.id
    keys = [line.trigger for line in bench.journal.asking(spasm).lines]
    assert keys[-2:] == ["alcohol", "own:long drive"]
    assert len(keys) == 11
    (earlier,) = (each.episode for each in bench.journal.history() if each.episode.id != spasm)
    bench.journal.answer_trigger(spasm, "own:cold room", "yes")
    assert "own:cold room" not in [line.trigger for line in bench.journal.asking(earlier.id).lines]


def test_joining_two_episodes_leaves_one_answer_to_each_question(bench: Bench) -> None:
    first = bench.journal.log_spasm(8, triggers=["lift"]).episode.id
    bench.wait(hours=5)
    bench.journal.close()
    bench.wait(hours=5)
    second = bench.journal.log_spasm(7).episode.id
    bench.journal.answer_trigger(second, "lift", "no")
    bench.journal.answer_trigger(second, "tired", "yes")
    bench.journal.same_as_before(second)
    assert stored(bench, first) == {("lift", 0): "yes", ("tired", 0): "yes"}
    bench.journal.undo()
    assert stored(bench, second) == {("lift", 0): "no", ("tired", 0): "yes"}


MOVES = {"a little": (1.9, 3), "far": (2.0, 1), "far ahead": (-2.0, 1)}


@pytest.mark.parametrize(("hours", "left"), MOVES.values(), ids=MOVES)
def test_an_onset_that_moves_far_is_asked_about_again_for_the_days_before(
    bench: Bench, hours: float, left: int
) -> None:
    spasm = bench.journal.log_spasm(8, bench.ago(hours=3)).episode.id
    for each in HOURS_BEFORE:
        bench.journal.answer_trigger(spasm, "lift", "yes", each)
    began = bench.journal.story(spasm).episode.began.at - timedelta(hours=hours)
    label = bench.journal.move_onset(spasm, began).label
    assert len(stored(bench, spasm)) == left
    assert stored(bench, spasm)["lift", 0] == "yes"
    assert label.endswith("; the days before are asked about again") is (left == 1)
    bench.journal.undo()
    assert len(stored(bench, spasm)) == 3
    log = bench.journal.story(spasm)
    moment = Moment.of(began, bench.zone)
    bench.journal.change_episode(spasm, began=moment, triggers=["lift"], was=log)
    assert len(stored(bench, spasm)) == left


def test_an_episode_that_is_gone_gets_a_sentence(bench: Bench) -> None:
    spasm = bench.journal.log_spasm(8).episode
    bench.journal.delete(spasm)
    with pytest.raises(UserError, match="no longer there"):
        bench.journal.answer_trigger(spasm.id, "lift", "yes")
    with pytest.raises(UserError, match="no longer there"):
        bench.journal.asking(spasm.id)
