"""The line written for the session is run as the session runs it: with a tray, without, and before it comes."""

import configparser
import shlex
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.stories import stage
from tests.stories.conftest import FRIDAY
from tests.stories.stage import HERE, PATIENCE, Running, Screen
from tests.stories.test_desktop import tray_icon

START = Callable[..., Running]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Callable[[Screen], "subprocess.Popen[bytes]"]]:
    """Runs the entry on a screen, from the root folder as a session does."""
    begun: list[subprocess.Popen[bytes]] = []

    def run(screen: Screen) -> "subprocess.Popen[bytes]":
        entry = configparser.RawConfigParser()
        entry.optionxform = str  # type: ignore[assignment, method-assign]
        entry.read(tmp_path / "config" / "autostart" / "backtracker.desktop", encoding="utf-8")
        line = entry["Desktop Entry"]["Exec"]
        environment = {**screen.environment, "PYTHONPATH": str(HERE.parents[1] / "src")}
        begun.append(subprocess.Popen(shlex.split(line), env=environment, cwd="/"))
        return begun[-1]

    yield run
    for process in begun:
        process.terminate()
        process.wait()


@pytest.fixture
def bare_screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """Without a tray."""
    with stage.screen(tmp_path_factory.mktemp("bare"), tray=False) as found:
        yield found


def take_up_the_offer(start: START, tmp_path: Path) -> Running:
    """A spasm, its ice, and then Start by itself."""
    program = start(FRIDAY, tmp_path / "data", stands=True, environment={"XDG_CONFIG_HOME": str(tmp_path / "config")})
    for name in ("Start right away", "Spasm now", "8", "Close, finish later"):
        program.press(name)
    assert "Start by itself after a restart" not in program.words()
    program.press("Start 20 min")
    program.press("Start by itself after a restart")
    program.wait_gone("Start by itself after a restart")
    return program


def windows(screen: Screen) -> str:
    """The main windows that are seen on the screen."""
    command = ["xdotool", "search", "--onlyvisible", "--name", "^backtracker$"]
    return subprocess.run(command, env=screen.environment, check=False, capture_output=True, text=True).stdout


def wait_until(true: Callable[[], object], process: "subprocess.Popen[bytes]", what: str) -> None:
    until = stage.seconds() + PATIENCE
    while not true():
        assert stage.seconds() < until, what
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"the program has ended with {process.wait(0.1)}")


def test_the_offer_is_taken_up_and_the_next_session_has_the_icon_and_no_window(
    start: START, screen: Screen, tmp_path: Path, session: Callable[[Screen], "subprocess.Popen[bytes]"]
) -> None:
    program = take_up_the_offer(start, tmp_path)
    program.close()
    wait_until_gone(screen)
    process = session(screen)
    wait_until(lambda: tray_icon(screen), process, "no icon in the tray")
    assert windows(screen).split() in ([], icon_windows(screen))


def test_without_a_tray_the_window_shows_and_with_one_that_comes_late_it_does_not(
    start: START,
    bare_screen: Screen,
    tmp_path: Path,
    session: Callable[[Screen], "subprocess.Popen[bytes]"],
) -> None:
    take_up_the_offer(start, tmp_path).close()
    process = session(bare_screen)
    wait_until(lambda: windows(bare_screen), process, "no window without a tray")
    process.terminate()
    process.wait()
    late = session(bare_screen)
    wait_until((tmp_path / "data" / "window.lock").exists, late, "it has not begun")
    bare_screen.start_tray()
    wait_until(lambda: tray_icon(bare_screen), late, "no icon in the tray that came late")
    assert windows(bare_screen).split() in ([], icon_windows(bare_screen))


def icon_windows(screen: Screen) -> list[str]:
    """The tray shows the icon as a small window of the program's name."""
    found = windows(screen).split()
    return [name for name in found if is_small(screen, name)]


def is_small(screen: Screen, window: str) -> bool:
    shape = dict(line.split("=") for line in screen.xdotool("getwindowgeometry", "--shell", window).splitlines())
    return int(shape["WIDTH"]) <= 64


def wait_until_gone(screen: Screen) -> None:
    """The icon of the program that has ended leaves the tray a little later."""
    until = stage.seconds() + PATIENCE
    while tray_icon(screen):
        assert stage.seconds() < until, "the old icon stays"
