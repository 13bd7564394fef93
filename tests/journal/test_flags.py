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


@pytest.mark.parametrize("minutes", [0, 1, 15, 16, 1440])
@pytest.mark.parametrize("spasm", [False, True])
def test_a_later_answer_takes_nothing_away(bench: Bench, minutes: int, spasm: bool) -> None:
    if spasm:
        bench.journal.log_spasm(8)
    bench.journal.check_flags(["urine"])
    for flags, standing in (([], ("urine",)), (["legs"], ("urine", "legs")), (["fever"], ("urine", "legs", "fever"))):
        bench.wait(minutes=minutes)
        bench.journal.check_flags(flags)
        assert up(bench) == standing
        assert notice(bench).level == "emergency"
    bench.journal.undo()
    assert up(bench) == ("urine", "legs")


def test_however_many_answers_came_since_the_first_one_stands(bench: Bench) -> None:
    bench.journal.check_flags(["urine"])
    for _ in range(45):
        bench.wait(minutes=1)
        bench.journal.check_flags(["fever"])
    assert up(bench) == ("urine", "fever")
    bench.journal.acknowledge(notice(bench))
    assert up(bench) == ()


def test_a_yes_that_was_read_is_not_overwritten_by_a_no(bench: Bench) -> None:
    check = bench.journal.check_flags(["saddle"]).value
    bench.journal.acknowledge(notice(bench))
    bench.journal.check_flags([])
    assert bench.journal.store.yes_checks() == [check]


@pytest.mark.parametrize(
    ("wanted", "stored", "standing"),
    [
        (["legs", "fever"], [["legs"], ["fever"]], ("legs", "fever")),
        (["urine", "legs", "fever"], [["urine", "legs"], ["fever"]], ("urine", "legs", "fever")),
        (["urine", "legs"], [["urine", "legs"], []], ("urine", "legs")),
        (["fever"], [[], ["fever"]], ("fever",)),
        ([], [[], []], ()),
        (["saddle"], [[], ["saddle"]], ("saddle",)),
        (["urine", "legs", "fever", "stool"], [["urine", "legs"], ["fever"], ["stool"]],
         ("urine", "stool", "legs", "fever")),
    ],
    ids=["one less", "the same", "one answer less", "the other less", "none was so", "another instead", "one more"],
)  # fmt: skip
def test_what_stands_is_corrected_as_a_whole(
    bench: Bench, wanted: list[str], stored: list[list[str]], standing: tuple[str, ...]
) -> None:
    bench.journal.check_flags(["urine", "legs"])
    bench.wait(minutes=5)
    bench.journal.check_flags(["fever"])
    before = notice(bench)
    bench.wait(minutes=5)
    bench.journal.change_standing(before, wanted)
    there = bench.journal.store.sheet(bench.ago(hours=1), bench.wait(minutes=1)).checks
    assert [each.flags for each in there] == [frozenset(each) for each in stored]
    assert up(bench) == standing
    if set(wanted) != {"urine", "legs", "fever"}:
        bench.journal.undo()
        assert notice(bench) == before


def test_what_came_meanwhile_outlives_the_correction(bench: Bench) -> None:
    bench.journal.check_flags(["fever"])
    seen = notice(bench)
    bench.journal.check_flags(["fever", "saddle"])
    bench.journal.change_standing(seen, [])
    assert up(bench) == ("saddle", "fever")


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


@pytest.mark.parametrize("taken_back", [False, True])
def test_an_episode_goes_without_the_warning_that_nobody_has_read(bench: Bench, taken_back: bool) -> None:
    onset = bench.journal.log_spasm(8)
    bench.journal.record_check(["fever"], onset.episode.id)
    bench.journal.acknowledge(notice(bench))
    bench.journal.record_check(["saddle"], onset.episode.id)
    before = notice(bench)
    if taken_back:
        bench.journal.take_back(onset)
    else:
        bench.journal.delete(onset.episode)
    assert up(bench) == ("saddle",)
    assert notice(bench).checks[0].episode_id is None
    assert len(bench.journal.store.yes_checks()) == 1, "what was read goes"
    assert bench.journal.store.check() == []
    bench.journal.undo()
    assert notice(bench) == before
    bench.journal.redo()
    bench.journal.acknowledge(notice(bench))
    assert up(bench) == ()


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
