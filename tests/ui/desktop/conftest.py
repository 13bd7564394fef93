"""Buses of our own: a real dbus-daemon for each test, which can hang, die and come back at the same address."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backtracker.ui.desktop.bus import Bus
from tests.stories.stage import line_from


class PrivateBus:
    """A dbus-daemon that nobody else talks to."""

    def __init__(self, folder: Path) -> None:
        self.address = f"unix:path={folder / 'bus'}"
        self._socket = folder / "bus"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Let it come up, or come back; it takes connections when this returns."""
        self._socket.unlink(missing_ok=True)
        read, write = os.pipe()
        command = ["dbus-daemon", "--session", "--nofork", f"--address={self.address}", f"--print-address={write}"]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, pass_fds=(write,), stdout=quiet, stderr=quiet, stdin=quiet)
        os.close(write)
        try:
            line_from(read)
        finally:
            os.close(read)

    def hang(self) -> None:
        """It is there and says nothing, until :meth:`wake`."""
        self._signal(signal.SIGSTOP)

    def wake(self) -> None:
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        """kill -9; its socket stays behind."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)


@pytest.fixture
def private_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    """It is both the session bus and the system bus of this test."""
    folder = tmp_path / "runtime"
    folder.mkdir()
    made = PrivateBus(folder)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", made.address)
    yield made
    made.kill()


@pytest.fixture
def open_bus(qtbot: QtBot) -> Iterator[Callable[[], Bus]]:
    """Makes connections to the session bus of the test; each is closed after it."""
    made: list[Bus] = []

    def begin(*, wait: bool = True) -> Bus:
        made.append(Bus("session"))
        made[-1].open()
        if wait:
            qtbot.waitUntil(lambda: made[-1].is_connected)
        return made[-1]

    yield begin
    for bus in made:
        bus.close()
        bus.deleteLater()
