"""Breaks from sitting in the journal: one change an answer, taken back like any other, beside every episode."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from backtracker.core.model import Act
from backtracker.journal import Change, Journal
from tests.journal.conftest import Bench

HOUR = timedelta(hours=1)
ANSWERS: dict[str, Callable[[Journal, str], Change]] = {
    "Break taken": lambda journal, name: journal.break_taken(name, HOUR),
    "Break again at 12:10": lambda journal, name: journal.break_later(name),
    "Break skipped": lambda journal, name: journal.break_skipped(name),
}


def acts(bench: Bench) -> list[Act]:
    return bench.journal.store.latest_acts()


def test_what_comes_up_is_noted_first_without_a_word(bench: Bench) -> None:
    name = bench.journal.break_shown()
    (act,) = acts(bench)
    assert (act.kind, act.step, act.slot, act.episode_id) == ("shown", "break", name, None)
    assert [change.label for change in bench.heard] == [""]
    assert bench.journal.undo() is None


@pytest.mark.parametrize(("label", "kind"), [*zip(ANSWERS, ("paused", "snoozed", "skipped"), strict=True)])
def test_an_answer_is_one_change_that_can_be_taken_back(bench: Bench, label: str, kind: str) -> None:
    name = bench.journal.break_shown()
    assert ANSWERS[label](bench.journal, name).label == label
    assert [(act.kind, act.slot) for act in acts(bench)] == [("shown", name), (kind, name)]
    undone = bench.journal.undo()
    assert undone is not None
    assert undone.label == f"Taken back: {label}"
    assert [act.kind for act in acts(bench)] == ["shown"]


@pytest.mark.parametrize("label", ANSWERS)
@pytest.mark.parametrize("again", ANSWERS)
def test_a_second_answer_to_the_same_break_writes_nothing(bench: Bench, label: str, again: str) -> None:
    name = bench.journal.break_shown()
    ANSWERS[label](bench.journal, name)
    before = acts(bench)
    assert ANSWERS[again](bench.journal, name) == Change("", "")
    assert acts(bench) == before


def test_a_break_by_leaving_counts_from_when_the_computer_was_left_and_is_not_offered_for_undo(bench: Bench) -> None:
    name = bench.journal.break_shown()
    left = bench.wait(minutes=1)
    bench.wait(minutes=5)
    bench.journal.break_taken(name, HOUR, left)
    taken = acts(bench)[-1]
    assert (taken.kind, taken.moment.at, taken.until) == ("paused", left, left + HOUR)
    assert bench.journal.undo() is None


def test_breaks_belong_to_no_episode_and_pause_nothing_in_it(bench: Bench) -> None:
    bench.journal.log_spasm(7)
    bench.journal.break_taken(bench.journal.break_shown(), HOUR)
    log, agenda = bench.journal.running_log(), bench.journal.agenda()
    assert log is not None
    assert agenda is not None
    assert [act.step for act in log.acts if act.step == "break"] == []
    assert agenda.paused_until is None


def test_a_break_put_off_is_still_known_after_a_restart(bench: Bench) -> None:
    bench.journal.break_later(bench.journal.break_shown())
    until = bench.now + timedelta(minutes=10)
    bench.wait(minutes=3)
    assert bench.journal.break_put_off() == until
    bench.wait(minutes=10)
    assert bench.journal.break_put_off() == bench.now, "a little late is at once"
    bench.wait(minutes=6)
    assert bench.journal.break_put_off() is None, "nobody knows what was done meanwhile"


def test_an_answered_break_is_put_off_no_more(bench: Bench) -> None:
    bench.journal.break_later(bench.journal.break_shown())
    bench.journal.break_skipped(bench.journal.break_shown())
    assert bench.journal.break_put_off() is None


def test_each_break_of_the_day_counts_however_many_there_were(bench: Bench) -> None:
    bench.now = datetime(2026, 11, 19, 22, 30, tzinfo=UTC)  # 23:30 on the wall
    late = bench.journal.break_shown()
    bench.wait(hours=1)
    bench.journal.break_taken(late, HOUR)
    for _ in range(70):
        bench.wait(minutes=5)
        bench.journal.break_taken(bench.journal.break_shown(), HOUR)
        bench.journal.break_skipped(bench.journal.break_shown())
    assert bench.journal.plan_today().breaks == 71
    bench.wait(days=1)
    assert bench.journal.plan_today().breaks == 0


def test_a_break_is_answered_once_and_put_off_whatever_was_told_since(bench: Bench) -> None:
    name = bench.journal.break_shown()
    bench.journal.break_later(name)
    for _ in range(60):
        bench.journal.pause(bench.now + HOUR)
    assert bench.journal.break_skipped(name) == Change("", "")
    assert bench.journal.break_put_off() == bench.now + timedelta(minutes=10)
