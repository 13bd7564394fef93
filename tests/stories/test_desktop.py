"""The program among others on the desktop: keyboard left alone, tray or none, one window, nothing off the screen."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.stories import stage
from tests.stories.conftest import FRIDAY
from tests.stories.stage import HERE, PATIENCE, Running, Screen

MINUTE = timedelta(minutes=1)
START = Callable[..., Running]
QUICKLY = 3.0
"""Seconds for a second start, most of them Python's own on a busy computer."""
MOST_PRESSES = 4


@pytest.fixture(scope="module")
def small_screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """800 × 600, without a tray."""
    with stage.screen(tmp_path_factory.mktemp("small"), "800x600", tray=False) as found:
        yield found


@pytest.fixture
def start_small(small_screen: Screen, tmp_path: Path) -> Iterator[START]:
    """Starts the program on the small screen."""
    started: list[Running] = []

    def begin(**named: object) -> Running:
        started.append(Running(small_screen, tmp_path / "data", FRIDAY, stands=True, **named))  # type: ignore[arg-type]
        started[-1].settle()
        return started[-1]

    yield begin
    for program in started:
        program.close()


class Neighbour:
    """Another program's window, which tells the keys that it gets."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        command = ["xev", "-event", "keyboard"]
        self._process = subprocess.Popen(command, env=screen.environment, stdout=subprocess.PIPE)
        self.window = screen.xdotool("search", "--sync", "--name", "Event Tester").split()[0]
        self.take_keyboard()

    def take_keyboard(self) -> None:
        self._screen.xdotool("windowactivate", "--sync", self.window)

    def hears(self, key: str) -> bool:
        """Press ``key`` on the keyboard; whether it arrives here."""
        self._screen.xdotool("key", key)
        assert self._process.stdout is not None
        line = ""
        while f", {key})" not in line:
            line = stage.line_from(self._process.stdout.fileno())
        return True

    def has_keyboard(self) -> bool:
        active, focused = self._screen.xdotool("getactivewindow"), self._screen.xdotool("getwindowfocus")
        return active == focused == self.window

    def close(self) -> None:
        self._process.terminate()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def neighbour(screen: Screen) -> Iterator[Callable[[], Neighbour]]:
    """Brings up another program's window on the screen."""
    there: list[Neighbour] = []

    def bring_up() -> Neighbour:
        there.append(Neighbour(screen))
        return there[-1]

    yield bring_up
    for each in there:
        each.close()


def begin(program: Running) -> None:
    """First start, Spasm now, 8, and on to the Today page."""
    for name in ("Start right away", "Spasm now", "8", "Close, finish later"):
        program.press(name)


def tray_icon(screen: Screen) -> tuple[int, int] | None:
    """The middle of our icon inside the tray, from the X server's own tree of windows."""
    found = subprocess.run(
        ["xwininfo", "-root", "-tree"], env=screen.environment, check=True, capture_output=True, text=True
    ).stdout
    panel = found.partition('"panel"')[2]
    line = re.search(r'"backtracker": .* (\d+)x(\d+)\+\d+\+\d+ +\+(\d+)\+(\d+)', panel)
    if line is None or int(line[1]) > 64:
        return None
    return int(line[3]) + int(line[1]) // 2, int(line[4]) + int(line[2]) // 2


def click_icon(program: Running, button: int = 1) -> None:
    until = stage.seconds() + PATIENCE
    while (where := tray_icon(program.screen)) is None:  # the tray takes it in when it finds the time
        assert stage.seconds() < until, "the icon is not in the tray"
    before = program.ask("listen")
    program.screen.by_hand("mousemove", *where, "click", button)
    program.ask("heard", count=before + 1)
    program.settle()


def close_window(program: Running, *, ends: bool = False) -> None:
    """As the button of the window manager does, which now and then misses a key right after another window went.

    ``ends`` where the program is to end by it.
    """
    before = program.ask("closings")
    for _ in range(MOST_PRESSES):
        program.screen.xdotool("search", "--onlyvisible", "--name", "^backtracker$", "windowactivate", "--sync")
        program.screen.xdotool("key", "alt+F4")
        if ends and program.ends_within(2):
            return
        if not ends and program.ask("closed", count=before + 1, timeout=2):
            return
    pytest.fail("the window manager does not close the window")


def test_at_200_percent_the_whole_window_is_on_the_screen(start: START) -> None:
    program = start(stands=True, environment={"QT_FONT_DPI": "192"})
    name = program.screen.xdotool("search", "--onlyvisible", "--name", "^backtracker$").split()[-1]
    shape = program.screen.xdotool("getwindowgeometry", "--shell", name).split()
    height = next(int(each.removeprefix("HEIGHT=")) for each in shape if each.startswith("HEIGHT="))
    assert 0 < height < 800, "the screen, and the bar above the window"


def second_start(program: Running) -> "subprocess.CompletedProcess[str]":
    """The same program once more on the same folder, from a terminal: what ends it is only printed."""
    command = [sys.executable, "-m", "backtracker", "--data", str(program.folder)]
    environment = {**program.screen.environment, "PYTHONPATH": str(HERE.parents[1] / "src")}
    ours, terminal = os.openpty()
    try:
        return subprocess.run(
            command, env=environment, stdin=terminal, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    finally:
        os.close(ours)
        os.close(terminal)


# The keyboard ------------------------------------------------------------------------------


def test_a_pop_up_lies_on_top_and_leaves_the_keyboard_to_the_other_program(
    start: START, neighbour: Callable[[], Neighbour]
) -> None:
    program = start(stands=True)
    begin(program)
    other = neighbour()
    assert other.hears("a")
    program.pass_time(61 * MINUTE)
    program.wait_for("Take a short walk", popup=True)
    assert other.has_keyboard()
    assert other.hears("b")
    program.screen.xdotool("windowraise", other.window)
    assert topmost(program.screen) == window_called(program.screen, "Next step")
    assert program.rows("SELECT count(*) FROM readings") == [(1,)], "no key has gone to the pop-up"


def test_the_alarm_leaves_the_keyboard_too(start: START, neighbour: Callable[[], Neighbour]) -> None:
    program = start(stands=True)
    begin(program)
    program.press("Start 20 min")
    other = neighbour()
    program.pass_time(20 * MINUTE)
    program.wait_for("Take the ice off now", popup=True)
    program.pass_time(MINUTE)  # it rings again
    assert other.has_keyboard()
    assert other.hears("6")
    assert program.rows("SELECT count(*) FROM readings") == [(1,)]


def topmost(screen: Screen) -> int:
    """The window that lies above all others."""
    command = ["xprop", "-root", "_NET_CLIENT_LIST_STACKING"]
    found = subprocess.run(command, env=screen.environment, check=True, capture_output=True, text=True).stdout
    return int(found.split(",")[-1].split()[-1], 16)


def window_called(screen: Screen, name: str) -> int:
    return int(screen.xdotool("search", "--onlyvisible", "--name", name).split()[-1])


# The tray ----------------------------------------------------------------------------------


def test_closing_keeps_it_in_the_tray_and_says_so_once(start: START) -> None:
    program = start(stands=True)
    begin(program)
    close_window(program)
    program.wait_for("backtracker keeps running", popup=False)
    assert program.ask("hidden")
    program.pass_time(61 * MINUTE)
    program.wait_for("Take a short walk", popup=True)
    click_icon(program)
    program.ask("frame", popup=False)
    program.wait_gone("backtracker keeps running")
    close_window(program)
    program.ask("hidden")
    assert "backtracker keeps running" not in program.words()


def test_the_menu_of_the_icon(start: START) -> None:
    program = start(stands=True)
    begin(program)
    close_window(program)
    program.ask("hidden")
    click_icon(program, 3)
    program.press("Pause reminders")
    program.press("1 h")
    assert program.rows("SELECT until - at FROM acts WHERE kind = 'paused'") == [(3_600_000,)]
    click_icon(program, 3)
    program.press("Reminders on again")
    assert program.rows("SELECT count(*) FROM acts WHERE kind = 'resumed'") == [(1,)]
    click_icon(program, 3)
    program.press("Spasm now")
    program.press("9")
    assert program.rows("SELECT level FROM readings WHERE role = 'flare'") == [(9,)]
    close_window(program)
    program.ask("hidden")
    click_icon(program, 3)
    program.press("Open backtracker")
    program.ask("frame", popup=False)
    click_icon(program, 3)
    x, y, _ = program.ask("where", name="Quit", popup=False, within="")
    program.screen.by_hand("mousemove", x, y, "click", 1)
    assert program.process.wait(PATIENCE) == 0


def test_without_a_tray_closing_asks_and_a_tray_that_comes_later_gets_the_icon(start_small: START) -> None:
    program = start_small()
    begin(program)
    assert tray_icon(program.screen) is None
    close_window(program)
    program.wait_for("Reminders stop when backtracker is closed")
    program.press("Minimise")
    program.pass_time(61 * MINUTE)
    program.wait_for("Take a short walk", popup=True)
    program.screen.start_tray()
    program.ask("tray")
    program.pass_time(MINUTE)
    click_icon(program)
    program.ask("frame", popup=False)
    close_window(program)
    program.wait_for("backtracker keeps running")


def test_without_bus_and_sound_the_alarm_is_still_on_screen(start: START, tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path / 'no-bus'}"
    program = start(stands=True, environment={"DBUS_SESSION_BUS_ADDRESS": nowhere, "PULSE_SERVER": nowhere})
    begin(program)
    program.press("Start 20 min")
    program.pass_time(20 * MINUTE)
    program.press("It’s off", popup=True)
    assert program.rows("SELECT seconds FROM treatments") == [(1200,)]


# One window --------------------------------------------------------------------------------


def test_a_second_start_raises_the_first_window_and_ends(start: START, neighbour: Callable[[], Neighbour]) -> None:
    program = start(stands=True)
    other = neighbour()
    assert other.has_keyboard()
    before = stage.seconds()
    second = second_start(program)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert stage.seconds() - before < QUICKLY
    program.ask("in_front")
    assert not other.has_keyboard()


def test_a_second_start_while_the_first_hangs_says_so(start: START) -> None:
    program = start(stands=True)
    program.process.send_signal(signal.SIGSTOP)
    try:
        second = second_start(program)
    finally:
        program.process.send_signal(signal.SIGCONT)
    assert second.returncode == 2
    assert second.stderr == "backtracker is running but does not answer. End it and start again.\n"
    program.settle()


def test_two_starts_at_once_open_one_window(screen: Screen, tmp_path: Path) -> None:
    program = Running(screen, tmp_path / "data", FRIDAY)
    try:
        os.makedirs(program.folder, exist_ok=True)
        while not (program.folder / "window.lock").exists():
            assert program.process.poll() is None
        assert second_start(program).returncode == 0
        program.settle()
    finally:
        program.close()


def test_what_a_kill_leaves_behind_does_not_get_in_the_way(start: START) -> None:
    program = start(stands=True)
    program.kill()
    assert (program.folder / "window.lock").exists()
    program.start_again()
    program.wait_for("Start right away")
    assert second_start(program).returncode == 0


# Room --------------------------------------------------------------------------------------


def test_every_pop_up_stays_fully_on_a_small_screen(start_small: START) -> None:
    program = start_small()
    begin(program)
    assert on_screen(program, popup=False)
    program.pass_time(61 * MINUTE)
    program.wait_for("Take a short walk", popup=True)
    assert on_screen(program, popup=True)
    program.pass_time(61 * MINUTE)
    program.wait_for("Ice your back", popup=True)
    assert on_screen(program, popup=True)
    program.press("Start 20 min", popup=True)
    program.pass_time(20 * MINUTE)
    program.wait_for("Take the ice off now", popup=True)
    assert on_screen(program, popup=True)
    program.pass_time(10 * MINUTE)
    program.wait_for("It came off in time", popup=True)
    assert on_screen(program, popup=True)


def test_a_pop_up_that_takes_the_place_of_another_stays_on_the_screen_too(start_small: START) -> None:
    program = start_small()
    begin(program)
    program.pass_time(122 * MINUTE)
    seen = []
    for _ in range(2):
        program.press("Snooze", popup=True)
        program.press("30 min", popup=True)
        for _ in range(6):
            if words := program.words(popup=True):
                seen.append(words[0])
                assert on_screen(program, popup=True)
            program.pass_time(11 * MINUTE)
    assert {"Take a short walk", "Ice your back"} <= set(seen)


def on_screen(program: Running, *, popup: bool) -> bool:
    x, y, width, height = program.ask("frame", popup=popup)
    return bool(x >= 0 and y >= 0 and width >= 400 and height >= 200 and x + width <= 802 and y + height <= 600)


# The end -----------------------------------------------------------------------------------


def test_closing_without_an_episode_ends_the_program(start: START) -> None:
    program = start(stands=True)
    program.press("Start right away")
    close_window(program, ends=True)
    assert program.process.wait(PATIENCE) == 0
