"""Two faces on one record: a use case is whole, whatever another process writes while it is at work."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from backtracker.core.model import EpisodeLog, Moment, Treatment
from backtracker.core.protocol import Slot
from backtracker.errors import UserError
from backtracker.journal import Change, Journal
from backtracker.journal.answers import Answers
from backtracker.journal.episodes import Episodes
from backtracker.journal.past import Past
from tests.journal.conftest import Bench

BLOCKED_S = 0.1


class Rival:
    """Another process, with a connection of its own. It acts while the first one is in the middle of a use case."""

    def __init__(self, bench: Bench, path: Path) -> None:
        self.journal = Journal.open(path, lambda: bench.now, lambda: bench.zone, lambda: bench.rules)
        self.bench = bench

    def meanwhile(self, deed: Callable[[Journal], object], rivals: Callable[[Journal], object]) -> None:
        """Do ``deed`` here; each time it looks at the clock the rival has had time to do its own."""

        def act() -> None:
            with suppress(UserError):
                rivals(self.journal)

        other = Thread(target=act)
        own = self.bench.journal

        def looked() -> Any:
            if not other.ident:
                other.start()
            other.join(BLOCKED_S)
            return self.bench.now

        own.now = looked
        try:
            with suppress(UserError):
                deed(own)
        finally:
            own.now = lambda: self.bench.now
            other.join()


@pytest.fixture
def rival(bench: Bench, tmp_path: Path) -> Iterator[Rival]:
    made = Rival(bench, tmp_path / "backtracker.db")
    yield made
    made.journal.release()


def log(bench: Bench) -> EpisodeLog:
    found = bench.journal.running_log()
    assert found is not None
    return found


def slot(journal: Journal, step: str = "ice") -> Slot:
    agenda = journal.agenda()
    assert agenda is not None
    return next(each for each in agenda.slots if each.step == step)


@pytest.mark.parametrize("turned", [False, True])
def test_a_note_typed_while_the_episode_is_closed_neither_opens_it_nor_is_lost(
    bench: Bench, rival: Rival, turned: bool
) -> None:
    episode_id = bench.journal.log_spasm(8).episode.id
    deeds: list[Callable[[Journal], object]] = [
        lambda journal: journal.describe(episode_id, note="typed"),
        lambda journal: journal.close(helped=["ice"]),
    ]
    rival.meanwhile(*(reversed(deeds) if turned else deeds))
    episode = bench.journal.story(episode_id).episode
    assert episode.ended is not None
    assert (episode.note, episode.helped) == ("typed", frozenset({"ice"}))


@pytest.mark.parametrize("kind", ["ice", "walk"])
@pytest.mark.parametrize("asked", [False, True])
def test_two_starts_at_once_leave_one_session_running(bench: Bench, rival: Rival, kind: str, asked: bool) -> None:
    bench.journal.log_spasm(8)
    key = slot(bench.journal, kind).key if asked else ""
    rival.meanwhile(lambda journal: journal.start(kind, key), lambda journal: journal.start(kind, key))
    assert len([each for each in log(bench).treatments if each.running]) == 1
    assert len(log(bench).treatments) == 1 or not asked


@pytest.mark.parametrize("turned", [False, True])
def test_a_session_that_is_ended_while_the_episode_is_closed_has_one_end(
    bench: Bench, rival: Rival, turned: bool
) -> None:
    episode_id = bench.journal.log_spasm(8).episode.id
    ice = bench.journal.start("ice").value
    bench.wait(minutes=20)
    deeds: list[Callable[[Journal], object]] = [
        lambda journal: journal.finish(ice.id, pain=4),
        lambda journal: journal.close(),
    ]
    rival.meanwhile(*(reversed(deeds) if turned else deeds))
    story = bench.journal.story(episode_id)
    assert story.episode.ended is not None
    assert [(each.running, each.seconds) for each in story.treatments] == [(False, 1200)]
    assert 4 in {each.level for each in story.readings}


def test_two_answers_about_a_trigger_at_once_are_one(bench: Bench, rival: Rival) -> None:
    episode_id = bench.journal.log_spasm(8).episode.id
    rival.meanwhile(
        lambda journal: journal.answer_trigger(episode_id, "lift", "yes"),
        lambda journal: journal.answer_trigger(episode_id, "lift", "no"),
    )
    assert len(log(bench).exposures) == 1


def test_what_comes_up_in_two_windows_at_once_is_marked_once(bench: Bench, rival: Rival) -> None:
    bench.journal.log_spasm(8)
    bench.journal.did("ice")
    bench.wait(hours=2)
    rival.meanwhile(lambda journal: journal.bring_up(), lambda journal: journal.bring_up())
    marks = [each.slot for each in log(bench).acts if each.kind in ("shown", "missed")]
    assert len(marks) == len(set(marks))


# Every one of them -------------------------------------------------------------------------

ASKING = {
    "agenda", "running_log", "name", "called", "last_check", "standing", "left_open",
    "pauses_outside",
}  # fmt: skip
PARTS = {
    "ended_label", "ended_session", "ended_at_home", "at_home", "lay_over", "said_yes", "refuse_overlap",
    "first_step_shown", "take_back",
}  # fmt: skip


def use_cases() -> dict[str, Callable[..., object]]:
    found: dict[str, Callable[..., object]] = {}
    for part in (*Answers.__mro__, *Episodes.__mro__, *Past.__mro__):
        if part.__module__.startswith("backtracker.journal") and part.__name__ not in ("Base", "Questions"):
            found |= {name: each for name, each in vars(part).items() if inspect.isfunction(each)}
    return {name: each for name, each in found.items() if not name.startswith("_") and name not in ASKING | PARTS}


@pytest.mark.parametrize("name", sorted(use_cases()))
def test_every_use_case_asks_inside_its_transaction(name: str) -> None:
    assert hasattr(use_cases()[name], "__wrapped__"), f"{name} is no use case; if it only asks, say so above"


def test_only_a_use_case_saves(bench: Bench) -> None:
    with pytest.raises(RuntimeError, match="only a use case"):
        bench.journal.save("x", [])


def test_a_use_case_is_told_once_when_it_is_on_disk(bench: Bench, tmp_path: Path) -> None:
    bench.journal.log_spasm(8)
    bench.journal.start("walk")
    bench.wait(hours=1)
    seen: list[tuple[str, int]] = []

    def hear(change: Change) -> None:
        with Journal.open(
            tmp_path / "backtracker.db", bench.journal.now, bench.journal.zone, bench.journal.rules
        ).store as store:
            seen.append((change.label, store.counts()["treatments"]))

    bench.journal.listeners.append(hear)
    bench.journal.start("ice")  # the forgotten walk is written down as ended with it
    assert seen == [("Ice started at 13:00", 2)]
    bench.journal.undo()
    walk = bench.journal.running_log()
    assert walk is not None
    assert [(each.kind, each.running) for each in walk.treatments] == [("walk", False)]


def test_what_is_refused_has_written_nothing(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    walk = bench.journal.start("walk").value
    bench.wait(hours=1)
    heard = len(bench.heard)
    with pytest.raises(UserError, match="later than now"):
        bench.journal.did("massage", bench.ago(minutes=5), seconds=1200)
    assert bench.journal.store.treatment(walk.id) == walk
    assert len(bench.heard) == heard


# What a sheet began with, and what stands there by now -----------------------------------------


def test_a_sheet_that_was_opened_before_does_not_bring_back_an_ended_session(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    seen = bench.journal.start("ice").value
    bench.wait(minutes=20)
    bench.journal.finish(seen.id, pain=5)
    bench.journal.change_treatment(replace(seen, note="wrapped"), None, None, was=seen, asked=(None, None))
    kept = bench.journal.store.treatment(seen.id)
    assert kept is not None
    assert (kept.running, kept.seconds, kept.note) == (False, 1200, "wrapped")
    assert [each.level for each in bench.journal.store.treatment_readings(seen.id)] == [5]


def test_pain_that_the_sheet_took_away_is_gone(bench: Bench) -> None:
    done = bench.journal.did("ice", bench.ago(hours=1), before=7, after=5).value
    bench.journal.change_treatment(done, None, 5, was=done, asked=(7, 5))
    assert [each.role for each in bench.journal.store.treatment_readings(done.id)] == ["after"]


def test_the_same_field_changed_twice_is_refused(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    seen = bench.journal.start("ice").value
    bench.wait(minutes=20)
    ended: Treatment = bench.journal.finish(seen.id, pain=5).value
    for changed, after in ((replace(seen, running=False, seconds=600), None), (seen, 4)):
        with pytest.raises(UserError, match="changed somewhere else meanwhile"):
            bench.journal.change_treatment(changed, None, after, was=seen, asked=(None, None))
    assert bench.journal.store.treatment(seen.id) == ended


def test_a_level_and_its_note_are_changed_by_two_sheets(bench: Bench) -> None:
    seen = bench.journal.log_pain(4, places=["lower_left"]).value
    bench.journal.edit(replace(seen, level=6, places=frozenset({"lower_left", "neck_left"})), seen)
    bench.journal.edit(replace(seen, note="stairs", places=frozenset({"lower_right"})), seen)
    kept = bench.journal.store.reading(seen.id)
    assert kept is not None
    assert (kept.level, kept.note, kept.places) == (6, "stairs", frozenset({"neck_left", "lower_right"}))
    with pytest.raises(UserError, match="meanwhile"):
        bench.journal.edit(replace(seen, level=7), seen)


def test_an_episode_that_was_closed_under_its_sheet_stays_closed(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8, triggers=["lift"]).episode
    seen = bench.journal.story(episode.id)
    bench.wait(hours=5)
    bench.journal.close(helped=["ice"], triggers=["stress"])
    earlier = Moment.of(bench.ago(hours=6), bench.zone)
    bench.journal.change_episode(episode.id, began=earlier, level=8, triggers=["tired"], note="the box", was=seen)
    story = bench.journal.story(episode.id)
    assert story.episode.ended == Moment.of(bench.now, bench.zone)
    assert (story.episode.began, story.episode.note, story.episode.helped) == (earlier, "the box", frozenset({"ice"}))
    assert {each.trigger for each in story.exposures} == {"stress", "tired"}
    with pytest.raises(UserError, match="meanwhile"):
        bench.journal.change_episode(episode.id, began=earlier, level=8, note="the crate", was=seen)


def test_the_time_of_a_spasm_changed_under_its_sheet(bench: Bench) -> None:
    bench.journal.log_spasm(8, bench.ago(hours=9))
    seen = bench.journal.log_spasm(9, bench.ago(hours=5)).flare
    assert seen is not None
    moved = replace(seen, moment=Moment.of(bench.ago(hours=6), bench.zone))
    bench.journal.change_flare(moved, 7, was=seen, asked=9)
    bench.journal.change_flare(replace(seen, note="sneezed"), 9, was=seen, asked=9)
    assert log(bench).flares == (replace(moved, note="sneezed"),)
    assert [each.level for each in log(bench).readings if each.role == "flare"] == [7]
