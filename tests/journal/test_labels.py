"""What is said of each change, in the bar of the window and by ``undo``: a short phrase, and no date in figures."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from backtracker.core.model import Reading
from backtracker.journal import Journal, Onset
from tests.journal.conftest import NOON, Bench


@pytest.mark.parametrize(
    ("deed", "said", "undone"),
    [
        (lambda j: j.log_pain(4), "Pain 4 at 12:00", "Taken back: Pain 4 at 12:00"),
        (lambda j: j.log_spasm(8), "Spasm, 8 at 12:00", "Taken back: Spasm, 8 at 12:00"),
        (lambda j: j.start("ice"), "Ice started at 12:00", "Taken back: Ice started at 12:00"),
        (lambda j: j.finish(j.start("ice").value.id), "Ice ended at 12:00", "Taken back: Ice ended at 12:00"),
        (lambda j: j.did("medicine", product="Ibuprofen"), "Ibuprofen at 12:00", "Taken back: Ibuprofen at 12:00"),
        (lambda j: j.did("own:hot soup"), "Hot soup at 12:00", "Taken back: Hot soup at 12:00"),
        (lambda j: j.delete(j.did("walk").value), "Deleted: walk at 12:00", "Back again: walk at 12:00"),
        (
            lambda j: j.delete(j.log_spasm(8, NOON - timedelta(days=11)).episode),
            "Deleted: spasm of 9 November",
            "Back again: spasm of 9 November",
        ),
        (
            lambda j: j.delete(j.log_spasm(8, NOON - timedelta(days=365)).episode),
            "Deleted: spasm of 20 November 2025",
            "Back again: spasm of 20 November 2025",
        ),
        (
            lambda j: j.edit(replace(j.log_pain(4, NOON - timedelta(days=1)).value, level=5)),
            "Changed: pain 5 yesterday at 12:00",
            "Change taken back: pain 5 yesterday at 12:00",
        ),
        (lambda j: j.describe(j.log_spasm(8).episode.id, note="A crate."), "Note saved", "Taken back: Note saved"),
        (
            lambda j: j.describe(j.log_spasm(8).episode.id, places=["lower_left"]),
            "Marked lower back, left",
            "Taken back: Marked lower back, left",
        ),
        (
            lambda j: j.answer_trigger(j.log_spasm(8).episode.id, "lift", "no"),
            "Lifted a weight: no",
            "Taken back: Lifted a weight: no",
        ),
    ],
)
def test_a_change_is_told_in_a_short_phrase(
    bench: Bench, deed: Callable[[Journal], Any], said: str, undone: str
) -> None:
    deed(bench.journal)
    assert bench.heard[-1].label == said
    assert not re.search(r"\d{4}-\d\d-\d\d", said + undone)
    taken = bench.journal.undo(bench.heard[-1].batch)
    assert taken is not None
    assert (taken.label, taken.undone) == (undone, bench.heard[-2].batch)


# The red-flag check ---------------------------------------------------------------------------


def test_a_second_answer_soon_after_the_first_stands_beside_it(bench: Bench) -> None:
    episode_id = bench.journal.log_spasm(8).episode.id
    assert bench.journal.record_check({"emergency"}, episode_id).label == "Warning signs: yes"
    bench.wait(minutes=2)
    assert bench.journal.record_check((), episode_id).label == "Warning signs: none"
    checks = bench.journal.story(episode_id).checks
    assert [check.flags for check in checks] == [{"emergency"}, frozenset()]
    bench.wait(minutes=2)
    bench.journal.record_check((), episode_id)
    assert len(bench.journal.story(episode_id).checks) == 2, "a no said again is the same no"
    bench.journal.undo()
    bench.journal.undo()
    assert [check.flags for check in bench.journal.story(episode_id).checks] == [{"emergency"}]


def test_an_answer_hours_later_is_another_one(bench: Bench) -> None:
    episode_id = bench.journal.log_spasm(8).episode.id
    bench.journal.record_check((), episode_id)
    bench.wait(hours=2)
    bench.journal.record_check({"emergency"}, episode_id)
    assert [bool(check.flags) for check in bench.journal.story(episode_id).checks] == [False, True]


# Taking a spasm back --------------------------------------------------------------------------


def test_a_spasm_that_was_none_is_taken_back_as_if_it_had_not_been(bench: Bench) -> None:
    onset = bench.journal.log_spasm(8)
    taken = bench.journal.take_back(onset)
    assert taken is not None
    assert (taken.label, taken.undone) == ("Taken back: Spasm, 8 at 12:00", onset.change.batch)
    assert bench.journal.running_log() is None


@pytest.mark.parametrize("flare", [False, True])
def test_what_was_added_to_it_goes_along_and_comes_back_with_it(bench: Bench, flare: bool) -> None:
    if flare:
        bench.journal.log_spasm(6, bench.ago(hours=5))
    onset = bench.journal.log_spasm(8)
    before = bench.journal.running_log()
    if onset.flare:
        bench.journal.change_flare(replace(onset.flare, note="A crate."))
    else:
        bench.journal.describe(onset.episode.id, note="A crate.")
    bench.journal.edit(replace(onset_reading(bench, onset), level=7))
    full = bench.journal.running_log()
    taken = bench.journal.take_back(onset)
    assert taken is not None
    assert taken.label == "Taken back: Spasm, 7 at 12:00"
    left = bench.journal.running_log()
    assert left is None if not flare else left is not None and left.flares == ()
    back = bench.journal.undo(taken.batch)
    assert back is not None
    assert back.label == "Back again: Spasm, 7 at 12:00"
    assert bench.journal.running_log() == full != before


def onset_reading(bench: Bench, onset: Onset) -> Reading:
    at = (onset.flare.moment if onset.flare else onset.episode.began).at
    return next(each for each in bench.journal.story(onset.episode.id).readings if each.moment.at == at)


def test_what_was_there_before_the_spasm_outlives_its_taking_back(bench: Bench) -> None:
    bench.journal.did("medicine", bench.ago(minutes=30))
    onset = bench.journal.log_spasm(8, bench.ago(hours=1))
    bench.journal.describe(onset.episode.id, note="A crate.")
    bench.journal.take_back(onset)
    (medicine,) = bench.journal.day(bench.journal.now().date()).treatments
    assert medicine.episode_id is None
