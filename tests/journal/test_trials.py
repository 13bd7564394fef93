"""Trials through the journal: planned, reminded of, stopped, taken back."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from random import Random

import pytest

from backtracker.core.errand import Errand
from backtracker.core.trial import block_on
from backtracker.errors import UserError
from tests.journal.conftest import Bench


def of_trials(bench: Bench) -> list[Errand]:
    return [each for each in bench.journal.errands(bench.now) if each.kind == "trial"]


def test_a_trial_is_planned_with_an_order_by_lot_and_taken_back(bench: Bench) -> None:
    bench.journal.lots = Random(5)
    made = bench.journal.plan_trial("water", 8, days=7, blocks=6, washout=2)
    assert made.change.label == "Planned: trial, Water: 8 glasses or more"
    assert made.value.begins == bench.journal.today() + timedelta(days=1)
    assert sorted(made.value.arms) == list("AAABBB")
    assert bench.journal.trial_now() == made.value
    with pytest.raises(UserError, match="under way"):
        bench.journal.plan_trial("sleep", 8)
    bench.journal.undo()
    assert bench.journal.store.trials() == []


def test_what_cannot_be_planned_writes_nothing(bench: Bench) -> None:
    for days, blocks, washout in ((7, 3, 1), (7, 9, 1), (2, 4, 0), (7, 4, 7)):
        with pytest.raises(UserError):
            bench.journal.plan_trial("water", 8, days=days, blocks=blocks, washout=washout)
    assert bench.journal.store.trials() == []


def test_it_is_told_each_morning_until_it_is_stopped(bench: Bench) -> None:
    journal = bench.journal
    made = journal.plan_trial("water", 8, begins=journal.today()).value
    told = of_trials(bench)
    assert [each.key for each in told][-1] == f"trial:{made.id}:{journal.today() + timedelta(days=1)}"
    block = block_on(made, journal.today() + timedelta(days=1))
    assert block is not None
    assert ("as usual" in told[-1].title) == (block.arm == "B")
    journal.log_spasm(7)
    assert of_trials(bench) == []
    journal.undo()
    assert journal.stop_trial(made.id).label == "Stopped: trial, Water: 8 glasses or more"
    assert journal.trial_now() is None
    assert of_trials(bench) == []
    with pytest.raises(UserError, match="over already"):
        journal.stop_trial(made.id)
    journal.undo()
    assert journal.trial_now() == made


def test_one_that_is_gone_cannot_be_stopped(bench: Bench) -> None:
    with pytest.raises(UserError, match="no longer there"):
        bench.journal.stop_trial("gone")


def test_its_days_are_those_between_its_ends(bench: Bench) -> None:
    journal = bench.journal
    made = journal.plan_trial("water", 8, begins=journal.today()).value
    journal.log_pain(3)
    journal.check_in(journal.today(), {"water": 9})
    pains, days = journal.trial_days(made)
    assert [(each.day, each.worst) for each in pains] == [(journal.today(), 3)]
    assert [each.value("water") for each in days] == [9]


def test_its_morning_word_waits_for_the_end_of_the_quiet_hours_and_is_answered_once(bench: Bench) -> None:
    journal = bench.journal
    made = journal.plan_trial("water", 8).value
    bench.rules = replace(bench.rules, quiet_to=time(9))
    bench.now = datetime.combine(made.begins, time(8, 30), journal.zone()).astimezone(UTC)
    assert journal.bring_up_errand() is None
    bench.wait(hours=1)
    told = journal.bring_up_errand()
    assert told is not None
    assert told.title.startswith("Your trial today: Water")
    journal.errand_done(told)
    bench.wait(hours=1)
    assert journal.bring_up_errand() is None
