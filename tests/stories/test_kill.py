"""kill -9 right after each acknowledged step, and a restart: nothing is lost, nothing is doubled."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.stories.conftest import FRIDAY
from tests.stories.facts import Fact, facts
from tests.stories.stage import Running

MINUTE = timedelta(minutes=1)
START = Callable[..., Running]
CLOSE = "Close. It stays on the Today page."


class Step(NamedTuple):
    """Something done, and the query whose one row says that it is there exactly once."""

    does: Callable[[Running], object]
    query: str
    row: tuple[object, ...] = (1,)


def press(*names: str, popup: bool = False) -> Callable[[Running], None]:
    def does(program: Running) -> None:
        while not popup and CLOSE in program.words(popup=True):  # it would lie over what is to be pressed
            program.press(CLOSE, popup=True)
        for name in names:
            program.press(name, popup=popup)

    return does


def after(length: timedelta, does: Callable[[Running], object]) -> Callable[[Running], None]:
    """``length`` passes, then the step."""

    def waits(program: Running) -> None:
        program.pass_time(length)
        does(program)

    return waits


def count(table: str, such: str) -> str:
    return f"SELECT count(*) FROM {table} WHERE deleted IS NULL AND {such}"


def details(*names: str) -> Callable[[Running], None]:
    """Something said about the episode, on the screen behind its button."""
    button = "Place, triggers and note of this episode"
    return press(button, *names)


def note(program: Running) -> None:
    program.press("Place, triggers and note of this episode")
    program.press("Note")
    program.type("The crate")
    program.press("Where?")  # the keyboard does not leave the note for a label; closing saves it
    program.press("Done")


MORNING = (
    Step(press("Spasm now", "8"), count("readings", "level = 8 AND role = 'onset'")),
    Step(details("Lower back, left"), "SELECT places FROM episodes", ('["lower_left"]',)),
    Step(details("Lifted a weight"), count("exposures", "\"trigger\" = 'lift' AND answer = 'yes'")),
    Step(details("No"), count("checks", "flags = '[]'")),
    Step(note, "SELECT note FROM episodes", ("The crate",)),
    Step(press("Start 20 min"), count("treatments", "kind = 'ice' AND running = 1")),
    Step(after(20 * MINUTE, press("6", popup=True)), count("readings", "level = 6 AND role = 'after'")),
    Step(press("It’s off", popup=True), "SELECT seconds FROM treatments WHERE running = 0", (1200,)),
)

AFTERNOON = (
    Step(press("Spasm now", "8"), count("readings", "level = 8")),
    Step(after(61 * MINUTE, press("Done", popup=True)), count("treatments", "kind = 'walk' AND seconds = 300")),
    Step(after(61 * MINUTE, press("Snooze", "10 min", popup=True)), count("acts", "kind = 'snoozed'")),
    Step(after(11 * MINUTE, press("Skip", popup=True)), count("acts", "kind = 'skipped'")),
    Step(press("Pause reminders", "For 1 h"), count("acts", "kind = 'paused'")),
    Step(after(5 * MINUTE, press("Paused until 17:18. Resume")), count("acts", "kind = 'resumed'")),
    Step(press("Massage"), count("treatments", "kind = 'massage'")),
    Step(press("3"), count("readings", "level = 3 AND role = ''")),
    Step(press("It’s over", "Yes, it’s over"), count("episodes", "ended IS NOT NULL")),
)


def live(program: Running, story: tuple[Step, ...], *, killed: bool) -> list[Fact]:
    """The story from the first start on, with or without a kill after each step; the history that it leaves."""
    program.press("Start right away")
    for step in story:
        step.does(program)
        if killed:
            program.kill()
            assert program.rows(step.query) == [step.row], "lost or doubled by the kill"
            program.start_again()
        else:
            for way_back in ("Close, finish later", "Done"):
                if {way_back, "While you lie there, if you like"} <= set(program.words(popup=False)):
                    program.press(way_back)
        assert program.rows(step.query) == [step.row], "lost or doubled by the restart"
    program.close()
    return facts(program.folder, program.now)


@pytest.mark.parametrize("story", [MORNING, AFTERNOON], ids=["morning", "afternoon"])
def test_a_story_with_kills_leaves_the_same_history_as_without(
    start: START, tmp_path: Path, story: tuple[Step, ...]
) -> None:
    killed = live(start(FRIDAY, tmp_path / "killed", stands=True), story, killed=True)
    lived = live(start(FRIDAY, tmp_path / "lived", stands=True), story, killed=False)
    assert killed == lived


def test_a_session_goes_on_with_the_time_that_is_left(start: START) -> None:
    program = start(stands=True)
    press("Start right away", "Spasm now", "8", "Start 20 min")(program)
    program.kill()
    program.wind_clock(program.now + 8 * MINUTE)
    program.start_again()
    program.wait_for("Stop early")
    assert program.words(popup=True) == []
    assert "12:00" in program.words() or "12 min" in " ".join(program.words())
    program.pass_time(12 * MINUTE)
    program.wait_for("Take the ice off now", popup=True)


def test_a_session_that_ended_meanwhile_rings_at_once_and_keeps_its_true_length(start: START) -> None:
    program = start(stands=True)
    press("Start right away", "Spasm now", "8", "Start 20 min")(program)
    program.kill()
    program.wind_clock(program.now + 23 * MINUTE)
    program.start_again()
    program.wait_for("Take the ice off now", popup=True)
    program.press("It’s off", popup=True)
    assert program.rows("SELECT kind, seconds, running FROM treatments") == [("ice", 23 * 60, 0)]


def test_a_card_that_was_up_comes_back_and_is_shown_once_in_the_record(start: START) -> None:
    program = start(stands=True)
    press("Start right away", "Spasm now", "8", "Close, finish later")(program)
    program.pass_time(61 * MINUTE)
    program.wait_for("Take a short walk", popup=True)
    for _ in range(2):
        program.kill()
        program.start_again()
        program.wait_for("Take a short walk", popup=True)
    program.press(CLOSE, popup=True)
    program.pass_time(MINUTE)
    assert program.words(popup=True) == []
    assert "Take a short walk" in " ".join(program.words()) or "walk" in program.words()
    shown = program.rows("SELECT slot, count(*) FROM acts WHERE kind = 'shown' AND step = 'walk' GROUP BY slot")
    assert [times for _, times in shown] == [1]


def test_a_kill_in_the_middle_of_a_burst_keeps_what_was_acknowledged_and_leaves_no_halves(start: START) -> None:
    program = start(stands=True)
    press("Start right away", "Spasm now", "8", "Close, finish later")(program)
    x, y, _ = program.ask("where", name="4", popup=False, within="Pain from 0 to 10")
    program.screen.by_hand("mousemove", x, y, "click", "--repeat", 60, "--delay", 10, 1)
    acknowledged = program.wait_for_number("SELECT count(*) FROM readings WHERE role = ''", 10)
    program.kill()
    program.screen.wait_for_hand()
    program.start_again()
    readings = program.rows("SELECT count(*) FROM readings WHERE role = ''")[0][0]
    assert acknowledged <= readings < 60, "killed in the middle, and nothing acknowledged is lost"
    assert program.rows("PRAGMA integrity_check") == [("ok",)]
    assert program.rows("SELECT n FROM days WHERE level = 4") == [(readings,)]
    logged = "SELECT count(*), count(DISTINCT row) FROM revisions WHERE tab = 'readings' AND label LIKE 'Pain%'"
    assert program.rows(logged) == [(readings, readings)]
    program.press("5", within="Pain from 0 to 10")
    assert program.rows("SELECT count(*) FROM readings WHERE level = 5") == [(1,)]
