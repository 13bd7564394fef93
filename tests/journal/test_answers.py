from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from backtracker.core.model import EpisodeLog, Moment
from backtracker.core.protocol import Agenda, Slot
from backtracker.errors import UserError
from backtracker.journal import Change
from tests.journal.conftest import Bench


def agenda(bench: Bench) -> Agenda:
    found = bench.journal.agenda()
    assert found is not None
    return found


def slot(bench: Bench, step: str) -> Slot:
    return next(each for each in agenda(bench).slots if each.step == step)


def log(bench: Bench) -> EpisodeLog:
    found = bench.journal.running_log()
    assert found is not None
    return found


def kinds(bench: Bench) -> list[str]:
    return [each.kind for each in log(bench).acts]


def test_no_episode_no_agenda(bench: Bench) -> None:
    assert bench.journal.agenda() is None
    assert bench.journal.bring_up() is None
    with pytest.raises(UserError, match="No episode is running"):
        bench.journal.skip(Slot("walk", bench.now, bench.now))


def test_what_comes_up_is_marked_before_it_comes_up(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    bench.journal.did("ice")
    bench.wait(hours=2)
    heard = len(bench.heard)
    shown = bench.journal.bring_up()
    assert shown is not None
    assert shown.popup
    assert bench.journal.bring_up() is None
    assert all(change.label == "" for change in bench.heard[heard:])
    marked = {act.slot for act in bench.journal.running_log().acts if act.kind == "shown"}  # type: ignore[union-attr]
    assert {each.showing for each in shown.popup} <= marked


def test_a_session_keeps_its_true_length(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    session = bench.journal.start("ice").value
    assert session.planned == 1200
    bench.wait(minutes=23)
    done = bench.journal.finish(session.id, pain=6).value
    assert (done.seconds, done.running) == (23 * 60, False)
    assert [(each.role, each.level) for each in bench.journal.store.treatment_readings(session.id)] == [("after", 6)]


def test_a_walk_that_is_begun_ends_the_heat(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    first = bench.journal.start("heat").value
    bench.wait(minutes=5)
    second = bench.journal.start("walk").value
    kept = bench.journal.store.treatment(first.id)
    assert kept is not None
    assert kept.seconds == 300
    assert bench.journal.store.running_session() == second
    bench.journal.undo()
    assert bench.journal.store.running_session() == first


@pytest.mark.parametrize("kind", ["walk", "heat", "ice"])
def test_nothing_begins_while_the_ice_is_still_on(bench: Bench, kind: str) -> None:
    bench.journal.log_spasm(8)
    ice = bench.journal.start("ice").value
    bench.wait(minutes=25)
    with pytest.raises(UserError, match="The ice is still on"):
        bench.journal.start(kind)
    assert bench.journal.store.running_session() == ice


@pytest.mark.parametrize(("kind", "minutes"), [("walk", 5), ("heat", 20)])
def test_a_walk_or_heat_that_nobody_ended_has_its_planned_length(bench: Bench, kind: str, minutes: int) -> None:
    bench.journal.log_spasm(8)
    session = bench.journal.start(kind).value
    bench.wait(minutes=minutes + 4)
    bench.journal.end_overdue()
    assert bench.journal.store.running_session() == session, "a late press still counts for a few minutes"
    bench.wait(hours=9)
    bench.journal.end_overdue()
    kept = bench.journal.store.treatment(session.id)
    assert kept is not None
    assert (kept.running, kept.seconds) == (False, minutes * 60)


def test_done_pressed_hours_late_does_not_make_a_walk_of_hours(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    session = bench.journal.start("walk").value
    bench.wait(hours=10)
    assert bench.journal.finish(session.id).value.seconds == session.planned


def test_a_new_walk_after_a_forgotten_one_is_a_walk_of_its_own(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    forgotten = bench.journal.start("walk").value
    bench.wait(hours=3)
    fresh = bench.journal.did("walk").value
    assert fresh.id != forgotten.id
    assert bench.journal.store.running_session() is None


def test_a_session_that_nobody_ended_for_a_day_has_no_length(bench: Bench) -> None:
    session = bench.journal.start("ice").value
    bench.wait(hours=25)
    assert bench.journal.finish(session.id).value.seconds is None


def test_a_session_cannot_end_before_it_began_nor_when_it_is_gone(bench: Bench) -> None:
    session = bench.journal.start("ice").value
    with pytest.raises(UserError, match="before it began"):
        bench.journal.finish(session.id, bench.ago(minutes=5))
    bench.journal.delete(session)
    with pytest.raises(UserError, match="no longer there"):
        bench.journal.finish(session.id)


@pytest.mark.parametrize("hours", [-50, -1, 3, 50])
def test_whoever_knows_how_long_a_session_lasted_is_believed_more_than_a_clock_that_was_set(
    bench: Bench, hours: int
) -> None:
    bench.journal.log_spasm(8)
    session = bench.journal.start("ice").value
    bench.wait(hours=hours)
    assert bench.journal.finish(session.id, bench.now, seconds=1260).value.seconds == 1260


def test_pain_after_a_session_is_kept_once(bench: Bench) -> None:
    session = bench.journal.start("ice").value
    bench.wait(minutes=20)
    bench.journal.pain_after(session.id, 6)
    bench.journal.finish(session.id)
    bench.journal.pain_after(session.id, 5)
    assert [each.level for each in bench.journal.store.treatment_readings(session.id)] == [5]


def test_a_snooze_brings_it_back_later(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    ice = slot(bench, "ice")
    bench.journal.snooze(ice, 30)
    later = slot(bench, "ice")
    assert later.show == bench.now + timedelta(minutes=30)
    assert later.snoozes == 1
    bench.wait(minutes=30)
    shown = bench.journal.bring_up()
    assert shown is not None
    assert "ice" in {each.step for each in shown.popup}


def test_a_skip_counts_from_when_it_was_due(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    change = bench.journal.skip(slot(bench, "ice"), "no ice left")
    assert change.label == "Ice skipped"
    assert slot(bench, "ice").due == bench.now + timedelta(hours=2)
    bench.journal.undo()
    assert slot(bench, "ice").due == bench.now


def test_a_pause_holds_everything_back_until_it_is_over_or_ended(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    bench.journal.did("ice")
    bench.wait(hours=2)
    bench.journal.pause(bench.now + timedelta(hours=1))
    assert bench.journal.bring_up() is None
    assert agenda(bench).paused_until == bench.now + timedelta(hours=1)
    bench.wait(minutes=10)
    bench.journal.resume()
    assert agenda(bench).paused_until is None
    assert bench.journal.bring_up() is not None
    assert "paused" in kinds(bench)
    assert "resumed" in kinds(bench)


@pytest.mark.parametrize(
    ("hour", "morning"),
    [(12, datetime(2026, 11, 21, 6, tzinfo=UTC)), (23, datetime(2026, 11, 21, 6, tzinfo=UTC))],
)
def test_a_pause_until_morning_ends_with_the_quiet_hours(bench: Bench, hour: int, morning: datetime) -> None:
    bench.now = datetime.combine(bench.now.date(), time(hour), bench.zone).astimezone(UTC)
    bench.journal.log_spasm(8)
    bench.journal.pause_until_morning()
    assert agenda(bench).paused_until == morning


def test_ice_ends_by_wish_from_48_hours_on(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    bench.wait(hours=47)
    with pytest.raises(UserError, match="48 hours at least"):
        bench.journal.end_ice()
    bench.wait(hours=1)
    bench.journal.end_ice()
    assert agenda(bench).phase == "rest"


# Told twice, told late, told by a clock that was set back ------------------------------------


def treatments(bench: Bench) -> list[str]:
    log = bench.journal.running_log()
    assert log is not None
    return [each.kind for each in log.treatments]


def test_start_pressed_twice_begins_one_session(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    asked = slot(bench, "ice").key
    first = bench.journal.start("ice", asked).value
    heard = len(bench.heard)
    again = bench.journal.start("ice", asked)
    assert (again.value, again.change.batch) == (first, "")
    assert len(bench.heard) == heard
    bench.wait(minutes=20)
    bench.journal.finish(first.id)
    with pytest.raises(UserError, match="answered already"):
        bench.journal.start("ice", asked)
    assert treatments(bench) == ["ice"]


@pytest.mark.parametrize("ago", [0, 60])
def test_done_pressed_twice_is_one(bench: Bench, ago: int) -> None:
    """An hour ago lies before the last walk, so that the schedule asks for the same walk again."""
    bench.journal.log_spasm(8)
    bench.wait(minutes=30)
    bench.journal.did("walk", seconds=300)
    bench.wait(minutes=60)
    asked = slot(bench, "walk")
    for _ in range(2):
        bench.journal.done(asked, bench.ago(minutes=ago) if ago else None)
        bench.wait(seconds=1)
    assert treatments(bench) == ["walk", "walk"]
    if not ago:
        bench.wait(minutes=1)
        with pytest.raises(UserError, match="answered already"):
            bench.journal.done(asked)


def test_skip_and_snooze_pressed_twice_are_one(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    asked = slot(bench, "ice")
    deeds: list[Callable[[], Change]] = [lambda: bench.journal.snooze(asked, 10), lambda: bench.journal.skip(asked)]
    for deed in deeds:
        deed()
        bench.wait(seconds=1)
        assert deed().batch == ""
    assert kinds(bench).count("snoozed") == kinds(bench).count("skipped") == 1
    with pytest.raises(UserError, match="answered already"):
        bench.journal.snooze(asked, 10)
    with pytest.raises(UserError, match="answered already"):
        bench.journal.start("ice", asked.key)


def test_a_session_on_a_reminder_cannot_be_skipped_from_a_card_that_is_old(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    asked = slot(bench, "ice")
    bench.journal.start("ice", asked.key)
    for deed in (lambda: bench.journal.skip(asked), lambda: bench.journal.done(asked)):
        with pytest.raises(UserError, match="answered already"):
            deed()


def test_an_answer_that_was_taken_back_can_be_given_again(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    asked = slot(bench, "ice")
    bench.journal.skip(asked)
    bench.journal.undo()
    bench.journal.start("ice", asked.key)
    bench.journal.undo()
    bench.journal.done(asked)
    assert treatments(bench) == ["ice"]


def test_a_reminder_that_is_asked_again_can_be_answered_again(bench: Bench) -> None:
    """The answer was moved to where it answers nothing: the same reminder is open again, and can be answered."""
    bench.journal.log_spasm(8)
    bench.journal.did("ice", seconds=0)
    bench.wait(hours=2)
    asked = slot(bench, "ice")
    done = bench.journal.done(asked).value
    moved = replace(done, moment=Moment.of(bench.ago(minutes=130), bench.zone))
    bench.journal.change_treatment(moved, None, None)
    assert slot(bench, "ice").key == asked.key
    bench.journal.start("ice", asked.key)
    assert bench.journal.store.running_session() is not None


@pytest.mark.parametrize("resumed", [False, True])
def test_a_pause_after_the_clock_was_set_back_is_not_cut_short_by_one_from_before(bench: Bench, resumed: bool) -> None:
    bench.journal.log_spasm(8)
    bench.wait(hours=3)
    bench.journal.pause_for(30)
    if resumed:
        bench.journal.resume()
    acts = [act.moment for act in log(bench).acts]
    bench.wait(hours=-2)
    bench.journal.pause_for(240)
    assert [act.moment for act in log(bench).acts if act.moment in acts] == acts
    for _ in range(4):
        assert agenda(bench).paused_until is not None
        bench.wait(minutes=59)
    bench.wait(minutes=4)
    assert agenda(bench).paused_until is None


def test_reminders_that_were_resumed_after_the_clock_was_set_back_stay_on(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    bench.wait(hours=3)
    bench.journal.pause_for(60)
    bench.wait(hours=-1)
    bench.journal.resume()
    bench.wait(minutes=70)
    assert agenda(bench).paused_until is None
    bench.journal.undo()
    assert agenda(bench).paused_until is not None


@pytest.mark.parametrize("in_time", [False, True])
def test_ice_can_be_taken_off_after_the_clock_was_set_back(bench: Bench, in_time: bool) -> None:
    bench.journal.log_spasm(8)
    ice = bench.journal.start("ice").value
    bench.wait(hours=-3)
    session = agenda(bench).session
    assert session is not None
    assert session.over
    done = bench.journal.finish(ice.id, session.ends if in_time else None, pain=6).value
    assert (done.running, done.seconds, done.episode_id) == (False, None, ice.episode_id)
    assert agenda(bench).session is None
    assert [each.level for each in bench.journal.store.treatment_readings(ice.id)] == [6]


def test_a_clock_that_went_back_by_seconds_leaves_a_length_of_nothing(bench: Bench) -> None:
    ice = bench.journal.start("ice").value
    bench.wait(seconds=-3)
    assert bench.journal.finish(ice.id).value.seconds == 0


# What goes by, and what an answer cannot do ---------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        lambda bench: bench.journal.did("massage"),
        lambda bench: bench.journal.start("heat"),
        lambda bench: bench.journal.skip(slot(bench, "walk")),
        lambda bench: bench.journal.log_spasm(9),
        lambda bench: bench.journal.log_pain(4),
    ],
)
def test_what_went_by_is_written_down_with_the_next_answer(bench: Bench, answer: Callable[[Bench], object]) -> None:
    bench.journal.log_spasm(8)
    bench.wait(hours=5)
    went_by = {each.key for each in agenda(bench).missed}
    assert {key.partition("@")[0] for key in went_by} == {"ice", "walk"}
    answer(bench)
    log = bench.journal.running_log()
    assert log is not None
    assert {each.slot for each in log.acts if each.kind == "missed"} == went_by
    assert agenda(bench).missed == ()


def missed(bench: Bench, episode_id: str) -> list[str]:
    return [each.slot for each in bench.journal.story(episode_id).acts if each.kind == "missed"]


def test_what_went_by_is_written_down_when_the_episode_is_closed(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    bench.wait(hours=5)
    went_by = [each.key for each in agenda(bench).missed]
    bench.journal.close()
    assert missed(bench, episode.id) == went_by != []


def test_what_was_due_after_the_end_was_not_missed(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    bench.wait(hours=5)
    bench.journal.close(bench.ago(hours=2))
    gone = {key.partition("@")[2] for key in missed(bench, episode.id)}
    assert {datetime.fromisoformat(each).hour - episode.began.at.hour for each in gone} == {0, 1, 2}


def test_an_episode_that_was_taken_for_over_missed_nothing_meanwhile(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    bench.journal.did("ice")
    bench.journal.close()
    bench.wait(hours=6)
    bench.journal.reopen(episode.id)
    found = agenda(bench)
    assert (found.missed, found.paused_until) == ((), None)
    assert [each.step for each in found.popup] == ["ice", "pain"]


def test_what_went_by_into_the_quiet_hours_is_told_in_the_morning_and_once(bench: Bench) -> None:
    """On at eleven at night: nothing comes up. Off again; in the morning it is told, with what the night closed."""
    episode = bench.journal.log_spasm(8).episode
    bench.now = datetime(2026, 11, 20, 22, tzinfo=UTC)
    at_night = agenda(bench).missed
    assert at_night
    assert bench.journal.bring_up() is None
    bench.restart()
    bench.now = datetime(2026, 11, 21, 6, tzinfo=UTC)
    shown = bench.journal.bring_up()
    assert shown is not None
    assert set(shown.missed) > set(at_night)
    assert {each.due for each in set(shown.missed) - set(at_night)} == {
        datetime(2026, 11, 20, hour, tzinfo=UTC) for hour in (19, 20)
    }
    bench.restart()
    assert bench.journal.bring_up() is None
    assert missed(bench, episode.id) == [each.key for each in shown.missed]


def test_a_snooze_of_what_is_still_to_come_delays_it(bench: Bench) -> None:
    bench.journal.log_spasm(8)
    walk = slot(bench, "walk")
    assert walk.show == bench.now + timedelta(hours=1)
    bench.journal.snooze(walk, 10)
    assert slot(bench, "walk").show == walk.show + timedelta(minutes=10)


def test_done_did_not_begin_before_the_spasm(bench: Bench) -> None:
    episode = bench.journal.log_spasm(8).episode
    bench.wait(minutes=5)
    done = bench.journal.done(slot(bench, "ice")).value
    assert (done.moment, done.seconds, done.episode_id) == (episode.began, 300, episode.id)


def test_done_before_the_spasm_was_told_answers_its_reminder(bench: Bench) -> None:
    """The ice first, the record then: it is not asked for again, and the next one counts from it."""
    episode = bench.journal.log_spasm(8).episode
    asked = slot(bench, "ice")
    done = bench.journal.done(asked, bench.ago(minutes=10)).value
    assert (done.moment.at, done.seconds, done.episode_id) == (bench.ago(minutes=30), 1200, episode.id)
    assert slot(bench, "ice").due == done.moment.at + timedelta(hours=2)
    bench.wait(hours=1)
    bench.journal.close()
    assert [each.id for each in bench.journal.story(episode.id).treatments] == [done.id]


def test_nothing_comes_up_in_a_pause_even_when_the_spasm_is_moved(bench: Bench) -> None:
    """The first ice is the one reminder that no pause moves: whoever logs a spasm is awake."""
    episode = bench.journal.log_spasm(8).episode
    bench.journal.pause(bench.now + timedelta(hours=1))
    bench.wait(minutes=20)
    bench.journal.move_onset(episode.id, bench.ago(minutes=10))
    assert slot(bench, "ice").show <= bench.now
    assert bench.journal.bring_up() is None
    bench.journal.resume()
    assert bench.journal.bring_up() is not None
