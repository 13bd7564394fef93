"""The check of warning signs through the journal: its notice, reading it, undo and restart."""

import pytest

from backtracker.core.redflags import Standing
from tests.journal.conftest import Bench


def up(bench: Bench) -> tuple[str, ...]:
    """The signs of the notice that is up."""
    found = bench.journal.standing()
    return found.flags if found else ()


def notice(bench: Bench) -> Standing:
    found = bench.journal.standing()
    assert found is not None
    return found


def test_a_yes_stands_over_days_and_a_restart_until_it_is_acknowledged(bench: Bench) -> None:
    bench.journal.check_flags(["saddle"])
    bench.wait(days=20)
    bench.restart()
    assert up(bench) == ("saddle",)
    bench.journal.acknowledge(notice(bench))
    assert up(bench) == ()
    bench.restart()
    assert up(bench) == ()
    check = bench.journal.last_check()
    assert check is not None
    (read,) = bench.journal.store.acknowledgements_of([check.id])
    assert (read.moment.at, read.flags) == (bench.now, frozenset({"saddle"}))


def test_reading_is_undone_and_done_again(bench: Bench) -> None:
    bench.journal.check_flags(["saddle"])
    assert bench.journal.acknowledge(notice(bench)).label == "Notice read"
    bench.journal.undo()
    assert up(bench) == ("saddle",)
    bench.journal.redo()
    assert up(bench) == ()
    bench.journal.undo()
    bench.journal.undo()
    assert up(bench) == ()
    assert bench.journal.last_check() is None


def test_a_yes_taken_back_and_brought_again_was_read_all_the_same(bench: Bench) -> None:
    yes = bench.journal.check_flags(["fever"])
    bench.journal.acknowledge(notice(bench))
    bench.journal.undo(yes.change.batch)
    bench.journal.redo()
    assert up(bench) == ()


def test_an_answer_of_minutes_later_corrects_the_first(bench: Bench) -> None:
    bench.journal.check_flags(["saddle"])
    bench.wait(minutes=15)
    assert bench.journal.fresh_check() is not None
    bench.journal.check_flags([])
    assert up(bench) == ()
    check = bench.journal.last_check()
    assert check is not None
    assert check.flags == frozenset()


def test_a_no_of_later_takes_nothing_away(bench: Bench) -> None:
    bench.journal.check_flags(["saddle"])
    bench.wait(minutes=15, seconds=1)
    assert bench.journal.fresh_check() is None
    bench.journal.check_flags([])
    assert up(bench) == ("saddle",)


def test_a_sign_more_brings_the_notice_up_again(bench: Bench) -> None:
    bench.journal.check_flags(["fever"])
    bench.journal.acknowledge(notice(bench))
    bench.journal.check_flags(["fever", "legs"])
    assert up(bench) == ("legs", "fever")


def test_the_answer_can_be_changed_days_later(bench: Bench) -> None:
    check = bench.journal.check_flags(["legs"]).value
    bench.wait(days=2)
    bench.journal.change_check(check, ["night"])
    assert up(bench) == ("night",)
    (there,) = notice(bench).checks
    assert there.moment == check.moment
    bench.journal.change_check(there, [])
    assert up(bench) == ()


def test_deleting_the_answer_takes_the_notice_away_and_undo_brings_it_back(bench: Bench) -> None:
    check = bench.journal.check_flags(["legs"]).value
    bench.journal.delete(check)
    assert up(bench) == ()
    bench.journal.undo()
    assert up(bench) == ("legs",)


def test_what_came_meanwhile_is_not_read_with_it(bench: Bench) -> None:
    bench.journal.check_flags(["fever"])
    seen = notice(bench)
    bench.wait(hours=1)
    bench.journal.check_flags(["saddle"])
    bench.journal.acknowledge(seen)
    assert up(bench) == ("saddle",)


def test_read_twice_at_once_is_one(bench: Bench) -> None:
    bench.journal.check_flags(["fever"])
    seen = notice(bench)
    bench.journal.acknowledge(seen)
    assert bench.journal.acknowledge(seen).batch == ""


def test_an_answer_belongs_to_the_episode_of_its_time(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    bench.wait(hours=1)
    assert bench.journal.check_flags([]).value.episode_id == episode.id
    assert bench.journal.check_flags([], bench.ago(hours=2)).value.episode_id is None
    bench.journal.close()
    bench.wait(hours=1)
    assert bench.journal.check_flags([]).value.episode_id is None


def test_an_episode_goes_with_its_answers_and_their_notice(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    bench.journal.record_check(["saddle"], episode.id)
    bench.journal.delete(episode)
    assert up(bench) == ()
    bench.journal.undo()
    assert up(bench) == ("saddle",)


@pytest.mark.parametrize("flags", [["saddle"], ["fever"]])
def test_no_reminder_comes_up_beside_a_notice_and_none_is_marked(bench: Bench, flags: list[str]) -> None:
    bench.journal.log_spasm(8)
    bench.wait(hours=2)
    bench.journal.check_flags(flags)
    assert bench.journal.bring_up() is None
    bench.journal.acknowledge(notice(bench))
    agenda = bench.journal.bring_up()
    assert agenda is not None
    assert agenda.popup
