from dataclasses import replace
from datetime import timedelta

import pytest

from backtracker.core.model import Moment, Reading
from backtracker.errors import UserError
from tests.journal.conftest import Bench


def readings(bench: Bench, episode_id: str) -> list[tuple[str, int]]:
    return [(each.role, each.level) for each in bench.journal.story(episode_id).readings]


def test_pain_outside_an_episode_stands_for_itself(bench: Bench) -> None:
    logged = bench.journal.log_pain(3, places=["lower_left"], note="after the garden")
    assert logged.value.episode_id is None
    assert logged.change.label == "Pain 3 at 12:00"
    assert bench.heard == [logged.change]
    assert bench.journal.store.newest_reading() == logged.value


def test_pain_inside_an_episode_belongs_to_it(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8, bench.ago(hours=3)).episode
    assert bench.journal.log_pain(6).value.episode_id == episode.id
    assert bench.journal.log_pain(2, bench.ago(hours=4)).value.episode_id is None


@pytest.mark.parametrize("level", [-1, 11, 3.5, True, "3"])
def test_a_level_that_is_none_is_refused(bench: Bench, level: int) -> None:
    with pytest.raises(UserError, match="whole number from 0"):
        bench.journal.log_pain(level)
    assert bench.journal.store.newest_reading() is None
    assert bench.heard == []


def test_the_future_is_refused(bench: Bench) -> None:
    with pytest.raises(UserError, match="has not come yet"):
        bench.journal.log_pain(3, bench.now + timedelta(minutes=3))
    assert bench.journal.log_pain(3, bench.now + timedelta(minutes=1)).value.level == 3


def test_done_with_a_length_has_just_ended(bench: Bench) -> None:
    done = bench.journal.did("walk", seconds=300).value
    assert done.moment.at == bench.ago(minutes=5)
    assert done.ended_at == bench.now


def test_done_with_a_time_began_then(bench: Bench) -> None:
    done = bench.journal.did("ice", bench.ago(hours=1), seconds=1200, before=7, after=5, note="on the back").value
    assert done.ended_at == bench.ago(minutes=40)
    pains = [(each.role, each.level, each.moment.at) for each in bench.journal.store.treatment_readings(done.id)]
    assert pains == [("before", 7, bench.ago(hours=1)), ("after", 5, bench.ago(minutes=40))]


def test_what_is_done_has_ended(bench: Bench) -> None:
    with pytest.raises(UserError, match="later than now"):
        bench.journal.did("ice", bench.ago(minutes=5), seconds=1200)
    assert bench.heard == []


def test_done_finishes_the_session_that_runs(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    session = bench.journal.start("ice").value
    bench.wait(minutes=17)
    done = bench.journal.did("ice", after=6).value
    assert (done.id, done.seconds, done.running) == (session.id, 17 * 60, False)
    assert bench.journal.store.running_session() is None
    assert [each.level for each in bench.journal.store.treatment_readings(session.id)] == [6]


def test_done_of_another_kind_lets_the_session_run(bench: Bench) -> None:
    session = bench.journal.start("ice").value
    bench.wait(minutes=5)
    bench.journal.did("medicine", product="Ibuprofen", amount="400 mg")
    assert bench.journal.store.running_session() == session


@pytest.mark.parametrize("kind", ["", "own:", "own:  "])
def test_a_treatment_needs_a_name(bench: Bench, kind: str) -> None:
    with pytest.raises(UserError, match="Say what was done"):
        bench.journal.did(kind)


def test_an_edit_moves_the_entry_to_the_episode_of_its_time(bench: Bench) -> None:
    first = past(bench, 20, 15)
    second = past(bench, 10, 5)
    reading = bench.journal.log_pain(4, bench.ago(days=12)).value
    assert reading.episode_id is None
    for days, owner in ((17, first), (7, second), (12, None)):
        moved = replace(reading, moment=Moment.of(bench.ago(days=days), bench.zone))
        bench.journal.edit(moved)
        kept = bench.journal.store.reading(reading.id)
        assert kept is not None
        assert kept.episode_id == owner


def test_an_edit_of_what_is_gone_is_refused(bench: Bench) -> None:
    logged = bench.journal.log_pain(4)
    bench.journal.delete(logged.value)
    with pytest.raises(UserError, match="no longer there"):
        bench.journal.edit(replace(logged.value, level=5))
    with pytest.raises(UserError, match="no longer there"):
        bench.journal.delete(logged.value)


def test_saving_what_stands_there_is_no_change(bench: Bench) -> None:
    logged = bench.journal.log_pain(4)
    change = bench.journal.edit(logged.value)
    assert change.batch == ""
    assert bench.heard == [logged.change]


def test_a_changed_treatment_moves_and_loses_cleared_pain(bench: Bench) -> None:
    owner = past(bench, 10, 5)
    done = bench.journal.did("ice", bench.ago(days=2), seconds=1200, before=6, after=4).value
    moved = replace(done, moment=Moment.of(bench.ago(days=7), bench.zone), kind="heat", seconds=600)
    bench.journal.change_treatment(moved, 7, None)
    kept = bench.journal.store.treatment(done.id)
    assert kept is not None
    assert (kept.kind, kept.seconds, kept.episode_id) == ("heat", 600, owner)
    pains = bench.journal.store.treatment_readings(done.id)
    assert [(each.role, each.level, each.episode_id) for each in pains] == [("before", 7, owner)]
    assert pains[0].moment.at == bench.ago(days=7)
    bench.journal.undo()
    assert bench.journal.store.treatment(done.id) == done
    assert [each.level for each in bench.journal.store.treatment_readings(done.id)] == [6, 4]


def test_a_deleted_treatment_takes_its_pain_with_it(bench: Bench) -> None:
    done = bench.journal.did("ice", bench.ago(hours=1), before=7, after=5).value
    bench.journal.delete(done)
    assert bench.journal.store.treatment_readings(done.id) == []
    assert bench.journal.store.newest_reading() is None
    bench.journal.undo()
    assert [each.level for each in bench.journal.store.treatment_readings(done.id)] == [7, 5]


def test_a_flare_changes_with_its_reading(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8, bench.ago(hours=10)).episode
    flare = bench.journal.log_spasm(9, bench.ago(hours=2)).flare
    assert flare is not None
    earlier = replace(flare, moment=Moment.of(bench.ago(hours=4), bench.zone), note="in the car")
    bench.journal.change_flare(earlier, 6)
    log = bench.journal.story(episode.id)
    assert log.flares == (earlier,)
    assert [(each.level, each.moment.at) for each in log.readings if each.role == "flare"] == [(6, bench.ago(hours=4))]


def test_a_flare_stays_inside_its_episode(bench: Bench) -> None:
    bench.journal.log_spasm(8, bench.ago(hours=10))
    flare = bench.journal.log_spasm(9).flare
    assert flare is not None
    with pytest.raises(UserError, match="inside its episode"):
        bench.journal.change_flare(replace(flare, moment=Moment.of(bench.ago(hours=11), bench.zone)))


def test_a_deleted_flare_takes_its_reading_with_it(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8, bench.ago(hours=10)).episode
    flare = bench.journal.log_spasm(9).flare
    assert flare is not None
    bench.journal.delete(flare)
    assert readings(bench, episode.id) == [("onset", 8)]
    bench.journal.undo()
    assert readings(bench, episode.id) == [("onset", 8), ("flare", 9)]


def test_undo_and_redo_go_step_by_step(bench: Bench) -> None:
    bench.journal.log_pain(3)
    bench.wait(minutes=1)
    bench.journal.log_pain(5)
    undone = bench.journal.undo()
    assert undone is not None
    assert undone.label == "Taken back: Pain 5 at 12:01"
    assert newest(bench) == 3
    bench.journal.redo()
    assert newest(bench) == 5
    bench.journal.undo()
    bench.journal.undo()
    assert newest(bench) is None
    assert bench.journal.undo() is None


def test_what_the_program_notes_by_itself_is_not_what_undo_takes_back(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    bench.journal.log_pain(7)
    bench.wait(hours=2)
    assert bench.journal.bring_up() is not None
    undone = bench.journal.undo()
    assert undone is not None
    assert undone.label == "Taken back: Pain 7 at 12:00"


def newest(bench: Bench) -> int | None:
    found: Reading | None = bench.journal.store.newest_reading()
    return found.level if found else None


def past(bench: Bench, began: int, ended: int) -> str:
    """An episode that lasted from ``began`` to ``ended`` days ago."""
    _, episode = bench.journal.add_past(bench.ago(days=began), bench.ago(days=ended), 7)
    return episode.id
