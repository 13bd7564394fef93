"""Reminders in Debian's own notification services, answered by a real mouse; and what comes when one lets us down.

Nobody is on the bus but the program and the service that a story starts.
"""

import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backtracker.paths import SETTINGS
from backtracker.settings import Settings, save
from tests.stories.conftest import FRIDAY
from tests.stories.notices import DAEMON, DUNST, XFCE, Kind, Notices, menu_that_picks
from tests.stories.stage import PATIENCE, Running, Screen, seconds
from tests.stories.test_breaks import TITLE as BREAK
from tests.stories.test_breaks import kinds, use
from tests.stories.test_desktop import begin, close_window

MINUTE = timedelta(minutes=1)
START = Callable[..., Running]
NEUTRAL, WALK, ICE_UP = "Time for the next step", "Take a short walk", "Take the ice off now"
WITHIN_A_SECOND = 1.5
"""What the screen and the question about it cost comes on top."""
WITH_BUTTONS = pytest.mark.parametrize("kind", [XFCE, DAEMON], ids=lambda kind: kind.name)
ALL = pytest.mark.parametrize("kind", [XFCE, DAEMON, DUNST], ids=lambda kind: kind.name)


@pytest.fixture
def notices(quiet_screen: Screen) -> Iterator[Notices]:
    made = Notices(quiet_screen)
    yield made
    made.close()


@pytest.fixture
def start(quiet_screen: Screen, tmp_path: Path) -> Iterator[START]:
    """Starts the program with what was chosen in Settings, and logs the first spasm unless that is not wanted."""
    started: list[Running] = []

    def go(*, spasm: bool = True, **chosen: Any) -> Running:
        folder = tmp_path / "data"
        save(Settings(**{"remind_by": "desktop", "welcomed": not spasm, **chosen}), folder / SETTINGS)
        started.append(Running(quiet_screen, folder, FRIDAY, stands=True))
        started[-1].settle()
        if spasm:
            begin(started[-1])
        return started[-1]

    yield go
    for program in started:
        program.close()


def treatments(program: Running) -> list[tuple[Any, ...]]:
    return program.rows("SELECT kind, seconds, running FROM treatments WHERE deleted IS NULL ORDER BY rowid")


def acts(program: Running, kind: str) -> int:
    return int(program.rows("SELECT count(*) FROM acts WHERE kind = ? AND step = 'walk'", kind)[0][0])


def come_up(program: Running, notices: Notices) -> None:
    """The first walk, in a notification alone."""
    program.pass_time(61 * MINUTE)
    words = notices.wait_for(NEUTRAL)
    assert (words.body, words.buttons) == ("", ("Open", "Start", "Done", "In 10 min", "Skip"))
    assert program.words(popup=True) == []


# Its buttons -----------------------------------------------------------------------------------


@WITH_BUTTONS
def test_a_walk_from_its_start_to_its_end(start: START, notices: Notices, kind: Kind) -> None:
    notices.start(kind)
    program = start()
    come_up(program, notices)
    notices.press(program, "Start")
    program.wait_for_number("SELECT count(*) FROM treatments", 1)
    notices.wait_gone()
    assert treatments(program) == [("walk", None, 1)]
    program.pass_time(5 * MINUTE)
    assert notices.wait_for("Time is up").buttons == ("Open", "Done")
    assert program.words(popup=True) == []
    notices.press(program, "Done")
    program.wait_for_number("SELECT count(*) FROM treatments WHERE running = 0", 1)
    notices.wait_gone()
    assert treatments(program) == [("walk", 300, 0)]


@WITH_BUTTONS
def test_later_skipped_and_done(start: START, notices: Notices, kind: Kind) -> None:
    notices.start(kind)
    program = start(neutral=False)
    program.pass_time(61 * MINUTE)
    assert notices.wait_for(WALK).body == "Slowly. Turn back if it gets worse."
    notices.press(program, "In 10 min")
    program.wait_for_number("SELECT count(*) FROM acts WHERE kind = 'snoozed'", 1)
    notices.wait_gone()
    program.pass_time(11 * MINUTE)
    notices.wait_for(WALK)
    notices.press(program, "Skip")
    program.wait_for_number("SELECT count(*) FROM acts WHERE kind = 'skipped'", 1)
    notices.wait_gone()
    program.pass_time(61 * MINUTE)
    assert notices.wait_for("Ice your back").body == "Wrapped in a towel. Stay awake."
    notices.press(program, "Done")
    notices.wait_for(WALK)  # which was due too, and waited for the ice
    assert treatments(program) == [("ice", 1200, 0)]
    assert program.words(popup=True) == []


@WITH_BUTTONS
def test_the_end_of_ice_rings_on_a_card_and_is_answered_in_the_notification(
    start: START, notices: Notices, kind: Kind
) -> None:
    notices.start(kind)
    program = start()
    program.press("Start 20 min")
    program.pass_time(20 * MINUTE)
    program.wait_for(ICE_UP, popup=True)
    assert notices.wait_for("Time is up").buttons == ("Open", "It’s off", "Quiet for 1 min")
    program.pass_time(2 * MINUTE)
    notices.press(program, "It’s off")
    program.wait_gone(ICE_UP, popup=True)
    notices.wait_gone()
    assert treatments(program) == [("ice", 22 * 60, 0)]


@WITH_BUTTONS
def test_open_brings_the_window_and_leaves_the_step(start: START, notices: Notices, kind: Kind) -> None:
    notices.start(kind)
    program = start()
    close_window(program)
    program.ask("hidden")
    come_up(program, notices)
    if kind.opens:
        notices.press(program, "Open")
    else:
        notices.click(1)
    program.ask("in_front")
    notices.wait_gone()
    program.wait_for("Start 5 min")
    assert (treatments(program), acts(program, "shown")) == ([], 1)


def test_dunst_opens_the_window_and_a_stand_in_for_its_menu_picks_a_button(
    start: START, notices: Notices, tmp_path: Path
) -> None:
    """dunst has no buttons; it asks in a menu program of the person's choice."""
    settings = tmp_path / "dunstrc"
    menu = menu_that_picks(tmp_path, "Done")
    settings.write_text(
        f"[global]\ndmenu = {menu}\nmouse_middle_click = do_action\nmouse_right_click = context\n", encoding="utf-8"
    )
    notices.start(DUNST, "-conf", str(settings))
    program = start()
    close_window(program)
    program.ask("hidden")
    come_up(program, notices)
    notices.click(3)
    program.wait_for_number("SELECT count(*) FROM treatments", 1)
    notices.wait_gone()
    program.pass_time(61 * MINUTE)
    notices.wait_for(NEUTRAL)
    notices.click(2)
    program.ask("in_front")
    notices.wait_gone()
    assert treatments(program) == [("walk", 300, 0)]


@ALL
def test_answered_in_the_window_it_goes_and_at_the_end_of_the_program_too(
    start: START, notices: Notices, kind: Kind
) -> None:
    notices.start(kind)
    program = start()
    come_up(program, notices)
    program.press("Skip")
    notices.wait_gone()
    assert acts(program, "skipped") == 1
    program.pass_time(61 * MINUTE)
    notices.wait_for(NEUTRAL)
    program.screen.xdotool("key", "ctrl+q")
    assert program.process.wait(PATIENCE) == 0
    notices.wait_gone()


@WITH_BUTTONS
def test_both_and_an_answer_in_one_closes_the_other(start: START, notices: Notices, kind: Kind) -> None:
    notices.start(kind)
    program = start(remind_by="both")
    program.pass_time(61 * MINUTE)
    program.wait_for(WALK, popup=True)
    notices.wait_for(NEUTRAL)
    notices.press(program, "In 10 min")
    program.wait_gone(WALK, popup=True)
    notices.wait_gone()
    assert acts(program, "snoozed") == 1
    program.pass_time(11 * MINUTE)
    program.wait_for(WALK, popup=True)
    notices.wait_for(NEUTRAL)
    program.press("Skip", popup=True)
    notices.wait_gone()
    assert acts(program, "skipped") == 1


def test_chosen_in_settings_it_comes_and_taken_back_the_card_is_there_at_once(start: START, notices: Notices) -> None:
    notices.start(XFCE)
    program = start(remind_by="popup")
    program.press("Settings")
    program.press("The desktop’s notification")
    come_up(program, notices)
    program.press("A card of our own")
    program.wait_for(WALK, popup=True)
    notices.wait_gone()
    program.press("Skip", popup=True)
    assert (acts(program, "shown"), acts(program, "skipped")) == (1, 1)


# When a service lets us down -------------------------------------------------------------------


def test_without_any_service_the_card_comes(start: START, notices: Notices) -> None:
    program = start()
    program.pass_time(61 * MINUTE)
    program.press("Skip", popup=True)
    assert (acts(program, "shown"), acts(program, "skipped")) == (1, 1)


@ALL
def test_killed_with_one_up_the_card_comes_within_a_second_and_the_next_service_serves(
    start: START, notices: Notices, kind: Kind
) -> None:
    notices.start(kind)
    program = start()
    come_up(program, notices)
    before = seconds()
    notices.kill()
    program.wait_for(WALK, popup=True)
    assert seconds() - before < WITHIN_A_SECOND
    program.press("Skip", popup=True)
    assert (acts(program, "shown"), acts(program, "skipped")) == (1, 1)
    notices.start(kind)
    program.pass_time(61 * MINUTE)
    notices.wait_for(NEUTRAL)
    assert program.words(popup=True) == []


@ALL
def test_one_that_hangs_with_one_up_gives_way_to_the_card_and_takes_its_own_away_on_waking(
    start: START, notices: Notices, kind: Kind
) -> None:
    notices.start(kind)
    program = start()
    come_up(program, notices)
    notices.hang()
    before = seconds()
    program.wait_for(WALK, popup=True)
    assert seconds() - before < WITHIN_A_SECOND
    program.press("Done", popup=True)
    notices.wake()
    notices.wait_gone()
    assert treatments(program) == [("walk", 300, 0)]
    assert acts(program, "shown") == 1


def test_one_that_only_stood_still_for_a_while_is_answered_by_its_own_button(start: START, notices: Notices) -> None:
    notices.start(XFCE)  # the others show no buttons, or show them where the card lies
    program = start()
    come_up(program, notices)
    notices.hang()
    program.wait_for(WALK, popup=True)
    notices.wake()
    assert notices.titles == [NEUTRAL], "nothing was taken away for it"
    notices.press(program, "Done")
    program.wait_gone(WALK, popup=True)
    notices.wait_gone()
    assert treatments(program) == [("walk", 300, 0)]
    assert acts(program, "shown") == 1


@ALL
def test_one_that_hangs_before_gives_way_to_the_card_and_shows_nothing_late(
    start: START, notices: Notices, kind: Kind
) -> None:
    notices.start(kind)
    program = start()
    notices.hang()
    program.pass_time(61 * MINUTE)
    program.wait_for(WALK, popup=True)
    notices.wake()
    program.press("Skip", popup=True)
    program.pass_time(61 * MINUTE)
    notices.wait_for(NEUTRAL)
    assert notices.titles == [NEUTRAL], "what came too late was taken away"
    assert program.words(popup=True) == []


@ALL
def test_a_kill_of_the_program_with_one_up_leaves_nothing_behind_and_doubles_nothing(
    start: START, notices: Notices, kind: Kind
) -> None:
    notices.start(kind)
    program = start()
    come_up(program, notices)
    mark = program.folder / "notification.json"
    notices.wait(mark.exists, "no mark is kept")
    program.kill()
    assert notices.titles == [NEUTRAL]
    killed = set(notices.up)
    program.start_again()
    notices.wait(lambda: len(notices.up) == 1 and not killed & set(notices.up), "it does not come back alone")
    program.pass_time(MINUTE)
    assert (notices.titles, program.words(popup=True)) == ([NEUTRAL], [])
    assert acts(program, "shown") == 1
    program.wait_for("Start 5 min")
    back = set(notices.up)
    program.pass_time(61 * MINUTE)
    notices.wait(lambda: len(notices.up) == 1 and not back & set(notices.up), "the next one does not come")


def test_a_bus_that_hangs_keeps_no_card_away(start: START, notices: Notices, quiet_screen: Screen) -> None:
    notices.start(DUNST)
    program = start()
    quiet_screen.bus.send_signal(signal.SIGSTOP)
    try:
        program.pass_time(61 * MINUTE)
        program.press("Skip", popup=True)
    finally:
        quiet_screen.bus.send_signal(signal.SIGCONT)
    assert (acts(program, "shown"), acts(program, "skipped")) == (1, 1)


# Do not disturb --------------------------------------------------------------------------------


def pause_dunst(screen: Screen, on: bool) -> None:
    command = ["dunstctl", "set-paused", "true" if on else "false"]
    subprocess.run(command, env=screen.environment, check=True, capture_output=True)


def pause_xfce(screen: Screen, on: bool) -> None:
    value = "true" if on else "false"
    words = ["xfconf-query", "-c", "xfce4-notifyd", "-p", "/do-not-disturb", "-n", "-t", "bool", "-s", value]
    subprocess.run(words, env=screen.environment, check=True, capture_output=True)


@pytest.mark.parametrize("remind_by", ["popup", "desktop"])
@pytest.mark.parametrize(("kind", "pause"), [(DUNST, pause_dunst), (XFCE, pause_xfce)], ids=["dunst", "xfce4-notifyd"])
def test_do_not_disturb_holds_a_step_and_it_comes_afterwards(
    start: START, notices: Notices, kind: Kind, pause: Callable[[Screen, bool], None], remind_by: str
) -> None:
    notices.start(kind)
    program = start(remind_by=remind_by)
    pause(program.screen, True)
    program.pass_time(61 * MINUTE)
    program.ask("part", words="Reminders wait: do not disturb is on.")
    program.pass_time(20 * MINUTE)
    assert (program.words(popup=True), notices.titles, acts(program, "shown")) == ([], [], 0)
    pause(program.screen, False)
    if remind_by == "popup":
        program.wait_for(WALK, popup=True)
    else:
        notices.wait_for(NEUTRAL)
    program.settle()
    assert acts(program, "shown") == 1
    assert "Reminders wait: do not disturb is on." not in program.words()


@pytest.mark.parametrize(("kind", "pause"), [(DUNST, pause_dunst), (XFCE, pause_xfce)], ids=["dunst", "xfce4-notifyd"])
def test_the_end_of_ice_comes_through_do_not_disturb(
    start: START, notices: Notices, kind: Kind, pause: Callable[[Screen, bool], None]
) -> None:
    notices.start(kind)
    program = start()
    program.press("Start 20 min")
    pause(program.screen, True)
    program.pass_time(20 * MINUTE)
    program.press("It’s off", popup=True)
    assert treatments(program) == [("ice", 20 * 60, 0)]
    pause(program.screen, False)
    notices.wait_gone()


def test_a_break_from_sitting_waits_for_the_end_of_do_not_disturb(start: START, notices: Notices) -> None:
    notices.start(DUNST)
    program = start(spasm=False, breaks=True)
    pause_dunst(program.screen, True)
    use(program, 65)
    assert (program.words(popup=True), kinds(program)) == ([], [])
    pause_dunst(program.screen, False)
    program.wait_for(BREAK, popup=True)
    program.press("I’m up", popup=True)
    assert kinds(program) == ["shown", "paused"]
