from dataclasses import replace
from datetime import timedelta

import pytest

from backtracker.core.model import Episode, Moment
from backtracker.errors import TwiceError, UnendedError, UserError
from tests.journal.conftest import Bench


def past(bench: Bench, began: float, ended: float) -> Episode:
    """An episode that lasted from ``began`` to ``ended`` days ago."""
    return bench.journal.add_past(bench.ago(days=began), bench.ago(days=ended), 7)[1]


def at(bench: Bench, **length: float) -> Moment:
    return Moment.of(bench.ago(**length), bench.zone)


# From "it just hit" to "it's over" ---------------------------------------------------------


def test_a_spasm_begins_an_episode_and_its_first_step_counts_as_shown(bench: Bench) -> None:
    onset = bench.journal.log_spasm(8, places=["lower_left"], triggers=["lift"], note="the box")
    log = bench.journal.story(onset.episode.id)
    assert [(each.role, each.level) for each in log.readings] == [("onset", 8)]
    assert (log.episode.places, log.episode.note) == (frozenset({"lower_left"}), "the box")
    assert [(each.trigger, each.answer) for each in log.exposures] == [("lift", "yes")]
    assert [each.kind for each in log.acts] == ["shown"]
    assert onset.change.label == "Spasm, 8 at 12:00"
    assert bench.journal.bring_up() is None


def test_a_spasm_inside_a_running_episode_is_a_flare(bench: Bench) -> None:
    first = bench.journal.log_spasm(8)
    bench.wait(hours=5)
    second = bench.journal.log_spasm(9)
    assert second.flare is not None
    assert second.episode.id == first.episode.id
    log = bench.journal.story(first.episode.id)
    assert [(each.role, each.level) for each in log.readings] == [("onset", 8), ("flare", 9)]


def test_the_first_step_after_a_flare_counts_as_shown_too(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    bench.wait(hours=3)
    assert bench.journal.bring_up() is not None
    bench.wait(minutes=10)
    bench.journal.log_spasm(9)
    assert bench.journal.bring_up() is None


def test_a_flare_marks_nothing_as_shown_that_is_not_due(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    bench.journal.start("ice")
    bench.wait(minutes=5)
    before = len(bench.journal.story(bench.journal.need(None).id).acts)
    bench.journal.log_spasm(9)
    assert len(bench.journal.story(bench.journal.need(None).id).acts) == before


def test_a_spasm_before_a_later_one_needs_an_end(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    with pytest.raises(UnendedError, match="Another episode began later, on 20 November at 12:00"):
        bench.journal.log_spasm(8, bench.ago(hours=3))
    past(bench, 9, 8)
    past(bench, 5, 2)
    with pytest.raises(UnendedError, match="on 15 November at 12:00, so this one has ended"):
        bench.journal.log_spasm(8, bench.ago(days=7))
    bench.journal.add_past(bench.ago(days=7), bench.ago(days=6), 8)
    assert bench.journal.history_count() == 4


def test_a_spasm_told_once_is_not_told_twice(bench: Bench) -> None:
    bench.journal.log_spasm(8, once=True)
    bench.wait(seconds=119)
    with pytest.raises(TwiceError, match="The spasm at 12:00 is on record already"):
        bench.journal.log_spasm(8, once=True)
    bench.journal.log_spasm(9)
    bench.wait(seconds=119)
    with pytest.raises(TwiceError, match="The spasm at 12:01"):
        bench.journal.log_spasm(9, once=True)
    with pytest.raises(TwiceError):
        bench.journal.log_spasm(9, bench.ago(seconds=200), once=True)
    bench.wait(seconds=1)
    assert bench.journal.log_spasm(9, once=True).flare is not None
    bench.journal.close()
    assert bench.journal.log_spasm(5, once=True).flare is None


def test_a_spasm_in_an_episode_that_is_over_overlaps_it(bench: Bench) -> None:
    past(bench, 5, 2)
    with pytest.raises(UserError, match="overlaps"):
        bench.journal.log_spasm(8, bench.ago(days=3))


@pytest.mark.parametrize(("hours", "asked"), [(1, True), (71, True), (73, False)])
def test_a_spasm_soon_after_the_last_may_belong_to_it(bench: Bench, hours: int, asked: bool) -> None:
    last = past(bench, 9, hours / 24)
    onset = bench.journal.log_spasm(6)
    assert onset.previous == (last if asked else None)
    if not asked:
        with pytest.raises(UserError, match="earlier"):
            bench.journal.same_as_before(onset.episode.id)


def test_same_as_before_joins_the_two_and_undo_parts_them(bench: Bench) -> None:
    last = past(bench, 9, 1)
    onset = bench.journal.log_spasm(6, places=["lower_left"], note="again")
    bench.wait(minutes=30)
    bench.journal.did("ice", seconds=600, after=5)
    bench.journal.same_as_before(onset.episode.id)
    log = bench.journal.running_log()
    assert log is not None
    assert log.episode.id == last.id
    assert [(each.note, each.moment) for each in log.flares] == [("again", onset.episode.began)]
    assert [(each.role, each.level) for each in log.readings] == [("onset", 7), ("flare", 6), ("after", 5)]
    assert [each.kind for each in log.treatments] == ["ice"]
    assert bench.journal.history_count() == 1
    bench.journal.undo()
    assert bench.journal.history_count() == 2
    assert [each.level for each in bench.journal.story(last.id).readings] == [7]


def test_closing_ends_the_session_that_runs(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    session = bench.journal.start("ice").value
    bench.wait(minutes=12)
    bench.journal.close(helped=["ice"], triggers=["lift"])
    log = bench.journal.story(episode.id)
    assert log.episode.ended is not None
    assert log.episode.ended.at == bench.now
    assert log.episode.helped == {"ice"}
    assert [(each.id, each.seconds, each.running) for each in log.treatments] == [(session.id, 12 * 60, False)]
    assert [each.trigger for each in log.exposures] == ["lift"]
    assert bench.journal.running_log() is None
    bench.journal.undo()
    assert bench.journal.store.running_session() == session


def test_a_yes_at_the_end_replaces_a_no(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    bench.journal.answer_trigger(episode.id, "lift", "no")
    bench.wait(hours=1)
    bench.journal.close(triggers=["lift"])
    assert [(each.trigger, each.answer) for each in bench.journal.story(episode.id).exposures] == [("lift", "yes")]


def test_closing_in_the_past_lets_go_of_what_came_later(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8, bench.ago(days=5)).episode
    kept = bench.journal.log_pain(4, bench.ago(days=3)).value
    later = bench.journal.log_pain(0, bench.ago(days=1)).value
    walk = bench.journal.did("walk", bench.ago(days=1), before=1).value
    bench.journal.close(bench.ago(days=2))
    log = bench.journal.story(episode.id)
    assert [each.id for each in log.readings if not each.role] == [kept.id]
    assert log.treatments == ()
    for reading in (later, *bench.journal.store.treatment_readings(walk.id)):
        found = bench.journal.store.reading(reading.id)
        assert found is not None
        assert found.episode_id is None


def test_closing_before_a_flare_or_the_onset_is_refused(bench: Bench) -> None:
    bench.journal.log_spasm(8, bench.ago(days=5))
    bench.journal.log_spasm(9, bench.ago(days=2))
    with pytest.raises(UserError, match="new spasm of this episode lies outside"):
        bench.journal.close(bench.ago(days=3))
    with pytest.raises(UserError, match="cannot end before it began"):
        bench.journal.close(bench.ago(days=6))


def test_nothing_to_close(bench: Bench) -> None:
    with pytest.raises(UserError, match="No episode is running"):
        bench.journal.close()


# From memory, and put right ----------------------------------------------------------------


def test_what_was_recorded_in_a_past_episode_belongs_to_it(bench: Bench) -> None:
    before = bench.journal.log_pain(1, bench.ago(days=11)).value
    inside = bench.journal.log_pain(5, bench.ago(days=8)).value
    ice = bench.journal.did("ice", bench.ago(days=8), after=4).value
    episode = past(bench, 10, 5)
    log = bench.journal.story(episode.id)
    assert {each.id for each in log.readings} >= {inside.id}
    assert before.id not in {each.id for each in log.readings}
    assert [each.id for each in log.treatments] == [ice.id]
    assert {each.level for each in log.readings if each.role == "after"} == {4}
    bench.journal.undo()
    assert bench.journal.store.reading(inside.id) == inside


@pytest.mark.parametrize(
    ("began", "ended", "words"),
    [(5, 9, "cannot end before it began"), (12, 8, "overlaps"), (8, 7, "overlaps"), (20, 1, "overlaps"),
     (3, -1, "has not come yet")],
)  # fmt: skip
def test_impossible_times_are_refused_and_nothing_is_written(bench: Bench, began: int, ended: int, words: str) -> None:
    past(bench, 10, 6)
    with pytest.raises(UserError, match=words):
        past(bench, began, ended)
    assert bench.journal.history_count() == 1
    assert len(bench.heard) == 1


def test_episodes_may_touch(bench: Bench) -> None:
    past(bench, 10, 6)
    past(bench, 6, 4)
    assert bench.journal.history_count() == 2


def test_an_episode_changes_as_a_whole(bench: Bench) -> None:
    episode = bench.journal.add_past(
        bench.ago(days=10), bench.ago(days=5), 7, places=["lower_left"], triggers=["lift", "stress"], note="old"
    )[1]
    bench.journal.answer_trigger(episode.id, "sitting", "no")
    inside = bench.journal.log_pain(3, bench.ago(days=6)).value
    before = bench.journal.story(episode.id)
    bench.journal.change_episode(
        episode.id, began=at(bench, days=9), ended=at(bench, days=7), level=5,
        places=["mid_left"], triggers=["lift", "tired"], helped=["heat"], note="new",
    )  # fmt: skip
    log = bench.journal.story(episode.id)
    assert (log.episode.began, log.episode.ended) == (at(bench, days=9), at(bench, days=7))
    assert [(each.role, each.level, each.moment) for each in log.readings] == [("onset", 5, at(bench, days=9))]
    assert {each.trigger: each.answer for each in log.exposures} == {"lift": "yes", "sitting": "no", "tired": "yes"}
    assert log.episode.places == {"mid_left"}
    assert log.episode.helped == {"heat"}
    assert log.episode.note == "new"
    moved = bench.journal.store.reading(inside.id)
    assert moved is not None
    assert moved.episode_id is None
    bench.journal.undo()
    assert bench.journal.story(episode.id) == before


def test_a_running_episode_keeps_running_through_a_change(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    bench.journal.change_episode(episode.id, began=at(bench, hours=2), ended=at(bench, hours=1), places=["neck_left"])
    log = bench.journal.running_log()
    assert log is not None
    assert log.episode.began == at(bench, hours=2)


def test_the_onset_moves_with_its_reading(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    loose = bench.journal.log_pain(6, bench.ago(minutes=30)).value
    bench.journal.move_onset(episode.id, bench.ago(hours=1))
    log = bench.journal.story(episode.id)
    assert [(each.role, each.moment) for each in log.readings] == [("onset", at(bench, hours=1)), ("", loose.moment)]
    with pytest.raises(UserError, match="has not come yet"):
        bench.journal.move_onset(episode.id, bench.now + timedelta(hours=1))


def test_an_episode_that_is_gone_is_not_changed(bench: Bench) -> None:
    episode = past(bench, 10, 5)
    bench.journal.delete(episode)
    with pytest.raises(UserError, match="no longer there"):
        bench.journal.change_episode(episode.id, began=episode.began)
    with pytest.raises(UserError, match="no longer there"):
        bench.journal.story(episode.id)


def test_opened_again_it_takes_what_was_recorded_since(bench: Bench) -> None:
    older, newer = past(bench, 20, 15), past(bench, 10, 5)
    since = bench.journal.log_pain(4, bench.ago(days=1)).value
    with pytest.raises(UserError, match="Only the latest"):
        bench.journal.reopen(older.id)
    bench.journal.reopen(newer.id)
    log = bench.journal.running_log()
    assert log is not None
    assert log.episode.id == newer.id
    assert since.id in {each.id for each in log.readings}
    with pytest.raises(UserError, match="Another episode is running"):
        bench.journal.reopen(newer.id)


def test_a_deleted_episode_takes_all_with_it_and_undo_brings_all_back(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8, places=["lower_left"], triggers=["lift"]).episode
    bench.wait(hours=1)
    bench.journal.did("ice", seconds=1200, before=8, after=6, note="wrapped")
    bench.journal.log_spasm(9)
    bench.journal.record_check((), episode.id)
    bench.journal.pause(bench.now + timedelta(hours=1))
    before = bench.journal.story(episode.id)
    counts = bench.journal.store.counts()
    bench.journal.delete(episode)
    assert {name: count for name, count in bench.journal.store.counts().items() if count} == {}
    assert bench.journal.running_log() is None
    bench.journal.undo()
    assert bench.journal.story(episode.id) == before
    assert bench.journal.store.counts() == counts


# Triggers ----------------------------------------------------------------------------------


def test_answers_about_triggers(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    bench.journal.answer_trigger(episode.id, "lift", "yes")
    bench.journal.answer_trigger(episode.id, "lift", "no", hours_before=24)
    bench.journal.answer_trigger(episode.id, "stress", "yes")
    bench.journal.answer_trigger(episode.id, "stress", None)
    bench.journal.answer_rest(episode.id, ["lift", "stress", "tired"], "no")
    said = {(each.trigger, each.hours_before): each.answer for each in bench.journal.story(episode.id).exposures}
    assert said == {("lift", 0): "yes", ("lift", 24): "no", ("stress", 0): "no", ("tired", 0): "no"}


# What was recorded before the spasm was ------------------------------------------------------


@pytest.mark.parametrize("same", [False, True])
def test_ice_that_was_taken_first_belongs_to_the_spasm_that_is_logged_with_its_time(bench: Bench, same: bool) -> None:
    if same:
        past(bench, 9, 1)
    bench.journal.did("ice", bench.ago(minutes=25), seconds=1200, after=6)
    bench.journal.log_pain(7, bench.ago(minutes=10))
    earlier = bench.journal.log_pain(3, bench.ago(minutes=50)).value
    onset = bench.journal.log_spasm(8, bench.ago(minutes=30), same=same)
    log = bench.journal.story(onset.episode.id)
    assert [each.kind for each in log.treatments] == ["ice"]
    assert [each.level for each in log.readings if each.role in ("", "after")] == [*([3] if same else []), 7, 6]
    assert (earlier.id in {each.id for each in log.readings}) == same
    found = bench.journal.agenda()
    assert found is not None
    assert {each.step: each.show for each in found.slots}["ice"] == bench.ago(minutes=25) + timedelta(hours=2)
    assert [act for act in log.acts if act.step == "ice"] == []
    bench.journal.undo()
    assert bench.journal.day(bench.now.date()).treatments[0].episode_id is None


def test_joined_with_the_one_before_it_takes_what_lies_between(bench: Bench) -> None:
    last = past(bench, 9, 1)
    between = bench.journal.did("walk", bench.ago(hours=5), seconds=600, after=2).value
    onset = bench.journal.log_spasm(6)
    bench.journal.same_as_before(onset.episode.id)
    log = bench.journal.story(last.id)
    assert [each.id for each in log.treatments] == [between.id]
    assert 2 in {each.level for each in log.readings}


@pytest.mark.parametrize("ago", [0, 5, 15])
def test_the_session_that_is_on_belongs_to_the_spasm_that_is_logged(bench: Bench, ago: int) -> None:
    ice = bench.journal.start("ice", at=bench.ago(minutes=10)).value
    onset = bench.journal.log_spasm(8, bench.ago(minutes=ago) if ago else None)
    found = bench.journal.agenda()
    assert found is not None
    assert found.session is not None
    assert found.session.treatment.id == ice.id
    assert [each.kind for each in bench.journal.story(onset.episode.id).acts] == []
    bench.wait(minutes=10)
    done = bench.journal.finish(ice.id, pain=5).value
    bench.journal.change_treatment(replace(done, note="wrapped"), None, 5, was=done, asked=(None, 5))
    bench.wait(hours=1)
    bench.journal.close()
    story = bench.journal.story(onset.episode.id)
    assert [(each.id, each.note) for each in story.treatments] == [(ice.id, "wrapped")]
    assert 5 in {each.level for each in story.readings}


def test_a_walk_that_nobody_ended_does_not(bench: Bench) -> None:
    bench.journal.start("walk")
    bench.wait(hours=2)
    onset = bench.journal.log_spasm(8)
    assert bench.journal.store.running_session() is None
    assert bench.journal.story(onset.episode.id).treatments == ()


def test_ice_that_was_forgotten_for_days_shows_until_it_is_answered_and_then_lies_where_it_began(bench: Bench) -> None:
    ice = bench.journal.start("ice").value
    bench.journal.pain_after(ice.id, 3)
    bench.wait(days=2)
    onset = bench.journal.log_spasm(8)
    found = bench.journal.agenda()
    assert found is not None
    assert found.session is not None
    assert bench.journal.finish(ice.id).value.episode_id is None
    story = bench.journal.story(onset.episode.id)
    assert story.treatments == ()
    assert [each.level for each in story.readings] == [8]


@pytest.mark.parametrize("sheet", [False, True])
def test_the_onset_moved_past_the_session_that_is_on(bench: Bench, sheet: bool) -> None:
    episode = bench.journal.log_spasm(8, bench.ago(hours=1)).episode
    bench.journal.log_pain(7, bench.ago(minutes=40))
    ice = bench.journal.start("ice", at=bench.ago(minutes=15)).value
    if sheet:
        bench.journal.change_episode(episode.id, began=at(bench, minutes=5))
    else:
        bench.journal.move_onset(episode.id, bench.ago(minutes=5))
    log = bench.journal.running_log()
    assert log is not None
    assert log.treatments == (ice,)
    assert [each.level for each in log.readings] == [8]


def test_a_session_begun_before_the_spasm_of_the_running_episode_is_its_own(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    assert bench.journal.start("ice", at=bench.ago(minutes=10)).value.episode_id == episode.id


@pytest.mark.parametrize("added", [False, True])
def test_what_is_over_holds_no_session_that_runs(bench: Bench, added: bool) -> None:
    if added:
        ice = bench.journal.start("ice", at=bench.ago(minutes=15)).value
        episode = bench.journal.add_past(bench.ago(hours=2), bench.ago(minutes=5), 6)[1]
    else:
        episode = bench.journal.add_past(bench.ago(hours=2), bench.ago(hours=1), 6)[1]
        ice = bench.journal.start("ice", at=bench.ago(minutes=15)).value
        bench.journal.change_episode(episode.id, began=episode.began, ended=at(bench, minutes=5))
    (kept,) = bench.journal.story(episode.id).treatments
    assert (kept.id, kept.running, kept.seconds) == (ice.id, False, 600)
    assert bench.journal.store.running_session() is None


def test_closed_before_the_session_began_it_is_over_all_the_same(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8, bench.ago(hours=3)).episode
    bench.journal.start("ice", at=bench.ago(minutes=15))
    bench.journal.close(bench.ago(hours=1))
    assert bench.journal.store.running_session() is None
    assert bench.journal.story(episode.id).treatments == ()


def test_an_episode_is_put_right_after_the_clock_was_set_back(bench: Bench) -> None:
    """What lies ahead belongs to the episode that runs, as it did before."""
    episode = bench.journal.log_spasm(8).episode
    bench.wait(hours=4)
    ice = bench.journal.did("ice").value
    bench.journal.log_spasm(9)
    bench.wait(hours=-3)
    bench.journal.move_onset(episode.id, bench.ago(hours=2))
    log = bench.journal.running_log()
    assert log is not None
    assert [each.id for each in log.treatments] == [ice.id]
    assert len(log.flares) == 1


# The clock set back to before the onset: what happens now belongs to the episode that runs ---------


def test_what_happens_after_the_clock_was_set_back_stays_in_the_episode(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    bench.wait(days=-2)
    onset = bench.journal.log_spasm(9)
    assert (onset.episode.id, onset.flare is not None) == (episode.id, True)
    bench.wait(hours=3)
    bench.journal.log_pain(6)
    bench.journal.did("ice", bench.ago(hours=1), seconds=1200)
    walk = bench.journal.start("walk").value
    bench.wait(minutes=5)
    bench.journal.finish(walk.id)
    kinds, log = {"ice", "walk"}, bench.journal.story(episode.id)
    for ahead in (0, 3):  # and when the clock is right again
        bench.wait(days=ahead)
        assert bench.journal.store.running_episode() == episode
        log = bench.journal.story(episode.id)
        assert {each.kind for each in log.treatments} == kinds
        assert {each.level for each in log.readings} == {8, 9, 6}
        assert len(log.flares) == 1
    bench.journal.edit(replace(next(each for each in log.readings if each.level == 6), level=5))
    bench.journal.change_treatment(replace(log.treatments[0], note="wrapped"), 6, None)
    bench.journal.change_flare(replace(log.flares[0], note="sneezed"))
    bench.journal.close()
    story = bench.journal.story(episode.id)
    assert {each.kind for each in story.treatments} == kinds
    assert {each.level for each in story.readings} == {8, 9, 5, 6}
    assert story.flares[0].note == "sneezed"


def test_an_answer_counts_after_the_clock_was_set_back(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    bench.wait(days=-2)
    found = bench.journal.agenda()
    assert found is not None
    assert found.next is not None
    assert found.next.step == "ice"
    bench.journal.done(found.next)
    after = bench.journal.agenda()
    assert after is not None
    assert [slot.show > bench.now for slot in after.slots if slot.step == "ice"] == [True]


def test_a_session_is_ended_with_its_true_length_once_the_clock_is_right_again(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    bench.wait(days=-2)
    found = bench.journal.agenda()
    assert found is not None
    assert found.next is not None
    ice = bench.journal.start("ice", found.next.key).value
    bench.wait(days=2, minutes=20)
    done = bench.journal.finish(ice.id, seconds=1200).value
    assert (done.seconds, done.episode_id) == (1200, episode.id)


def test_an_onset_that_is_moved_lets_go_of_what_lies_before_it(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    bench.wait(days=-2)
    bench.journal.log_pain(6)
    bench.wait(days=2, hours=1)
    bench.journal.move_onset(episode.id, bench.ago(minutes=30))
    assert {each.level for each in bench.journal.story(episode.id).readings} == {8}


@pytest.mark.parametrize("hours", [4, 30])
def test_a_spasm_told_with_the_clock_behind_the_last_episode_belongs_to_it(bench: Bench, hours: int) -> None:
    """It could not be kept as one of its own: it would lie in the other, or before it without an end."""
    episode = bench.journal.log_spasm(8).episode
    bench.wait(hours=8)
    bench.journal.close()
    bench.wait(hours=-hours)
    onset = bench.journal.log_spasm(9)
    assert (onset.episode.id, onset.episode.ended, onset.flare is not None) == (episode.id, None, True)
    assert bench.journal.history_count() == 1


def test_a_past_spasm_that_was_over_needs_its_end_also_with_the_clock_set_back(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    bench.wait(days=-5)
    with pytest.raises(UnendedError, match="on 20 November"):
        bench.journal.log_spasm(8, bench.ago(days=3))


def test_closing_before_the_onset_says_that_the_clock_is_behind(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    bench.wait(hours=-3)
    with pytest.raises(UserError, match="later than this computer’s clock"):
        bench.journal.close()
