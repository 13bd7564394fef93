"""A start that cannot be is told to whoever sees no terminal; an example that is ended leaves nothing behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.stories import stage
from tests.stories.stage import HERE, PATIENCE, Screen

Begin = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def begin(screen: Screen) -> Iterator[Begin]:
    """Starts the program as a menu or a session does, with nothing that could be read or typed; or with a terminal."""
    begun: list[subprocess.Popen[bytes]] = []

    def start(*words: object, stderr: int = subprocess.DEVNULL, **more: str) -> "subprocess.Popen[bytes]":
        environment = {**screen.environment, "PYTHONPATH": str(HERE.parents[1] / "src"), **more}
        command = [sys.executable, "-m", "backtracker", *map(str, words)]
        quiet = subprocess.DEVNULL
        begun.append(subprocess.Popen(command, env=environment, cwd="/", stdin=quiet, stdout=quiet, stderr=stderr))
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.wait()


def window(screen: Screen, process: "subprocess.Popen[bytes]", name: str = "^backtracker$") -> str:
    """The window of ``process``, as soon as it is seen."""
    command = ["xdotool", "search", "--onlyvisible", "--all", "--pid", str(process.pid), "--name", name]
    until = stage.seconds() + PATIENCE
    while True:
        found = subprocess.run(command, env=screen.environment, check=False, capture_output=True, text=True).stdout
        if found.strip():
            return found.split()[0]
        assert process.poll() is None, "it has ended without a word"
        assert stage.seconds() < until, "no window"


@pytest.fixture
def in_the_way(tmp_path: Path) -> Path:
    """A folder that cannot be made."""
    (tmp_path / "file").touch()
    return tmp_path / "file" / "data"


def test_who_starts_it_from_a_menu_sees_why_it_cannot_be(screen: Screen, begin: Begin, in_the_way: Path) -> None:
    process = begin("--data", in_the_way)
    box = window(screen, process)
    press = ["xdotool", "key", "--window", box, "Return"]  # whose second half finds the box gone
    subprocess.run(press, env=screen.environment, check=False, capture_output=True)
    assert process.wait(PATIENCE) == 2


def test_at_a_terminal_it_is_printed_and_nothing_else(begin: Begin, in_the_way: Path) -> None:
    ours, theirs = os.openpty()
    try:
        process = begin("--data", in_the_way, stderr=theirs)
        assert process.wait(PATIENCE) == 2, "no box waits for an answer"
        assert b"cannot be made" in os.read(ours, 4096)
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_an_example_that_is_ended_from_outside_is_thrown_away_too(
    screen: Screen, begin: Begin, tmp_path: Path, how: signal.Signals
) -> None:
    process = begin("--example", TMPDIR=str(tmp_path))
    window(screen, process, "example")
    assert [each.name[:20] for each in tmp_path.glob("backtracker-*")] == ["backtracker-example-"]
    process.send_signal(how)
    assert process.wait(PATIENCE) == 0
    assert list(tmp_path.glob("backtracker-*")) == []
