"""Buses of our own: a real dbus-daemon for each test, which can hang, die and come back at the same address.

No service is on them but what the test puts there, and none is started for the asking.
"""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jeepney
from pytestqt.qtbot import QtBot

from backtracker.ui.desktop.bus import Bus
from backtracker.ui.desktop.freedesktop import NAME
from tests.stories.stage import bus_configuration, line_from


class PrivateBus:
    """A dbus-daemon that nobody else talks to."""

    def __init__(self, folder: Path) -> None:
        self.address = f"unix:path={folder / 'bus'}"
        self._socket = folder / "bus"
        self._configuration = bus_configuration(folder)
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Let it come up, or come back; it takes connections when this returns."""
        self._socket.unlink(missing_ok=True)
        read, write = os.pipe()
        command = ["dbus-daemon", f"--config-file={self._configuration}", "--nofork", f"--print-address={write}"]
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


class StandIn(Bus):
    """A service under a name of its own, which answers as the test says: it stands in for the desktop's."""

    def __init__(self, name: str) -> None:
        super().__init__("session")
        self.called: list[tuple[str, tuple[Any, ...]]] = []
        self.answers: dict[str, Callable[[jeepney.Message], tuple[str, tuple[Any, ...]] | str | None]] = {}
        self._wanted = name

    def appear(self, qtbot: QtBot, *, replacing: bool = False) -> None:
        """Take the name on the bus."""
        self.open()
        qtbot.waitUntil(lambda: self.is_connected)
        flags = jeepney.DBusNameFlags.allow_replacement
        flags |= jeepney.DBusNameFlags.replace_existing if replacing else 0
        told: list[Any] = []
        self.call(jeepney.message_bus.RequestName(self._wanted, flags), told.append, told.append)
        qtbot.waitUntil(lambda: told == [(1,)])

    def calls(self, member: str) -> list[tuple[Any, ...]]:
        """What came in for ``member``."""
        return [body for name, body in self.called if name == member]

    def tell(self, member: str, signature: str, *body: Any) -> None:
        """A signal to everyone."""
        where = jeepney.DBusAddress("/" + self._wanted.replace(".", "/"), interface=self._wanted)
        self.post(jeepney.new_signal(where, member, signature, body))

    def _deliver(self, message: jeepney.Message) -> None:
        if message.header.message_type is not jeepney.MessageType.method_call:
            super()._deliver(message)
            return
        member = str(message.header.fields[jeepney.HeaderFields.member])
        self.called.append((member, message.body))
        answer = self.answers.get(member, lambda _: "org.freedesktop.DBus.Error.UnknownMethod")(message)
        if isinstance(answer, str):
            self.post(jeepney.new_error(message, answer))
        elif answer is not None:  # None: it stays silent
            self.post(jeepney.new_method_return(message, *answer))


class Service(StandIn):
    """A notification service that gives numbers from 7 on and keeps what is up."""

    def __init__(self, *, able: tuple[str, ...] = ("actions", "body", "body-markup")) -> None:
        super().__init__(NAME)
        self.up: dict[int, tuple[Any, ...]] = {}
        self.last = 6
        self.held: list[jeepney.Message] = []
        self.answers = {
            "GetCapabilities": lambda _: ("as", (list(able),)),
            "Notify": self.notify,
            "CloseNotification": self.take_away,
            "GetServerInformation": lambda _: ("ssss", ("stand-in", "tests", "1", "1.2")),
        }

    def notify(self, message: jeepney.Message) -> tuple[str, tuple[Any, ...]]:
        number = message.body[1]
        if number not in self.up:
            self.last += 1
            number = self.last
        self.up[number] = message.body
        return "u", (number,)

    def take_away(self, message: jeepney.Message) -> tuple[str, tuple[Any, ...]]:
        if self.up.pop(message.body[0], None) is not None:
            self.closes(message.body[0], 3)
        return "", ()

    def hold(self, message: jeepney.Message) -> None:
        """Say nothing for now."""
        self.held.append(message)

    def let_go(self) -> None:
        """Answer what was held."""
        held, self.held = self.held, []
        for message in held:
            self.post(jeepney.new_method_return(message, *self.notify(message)))

    def presses(self, number: int, key: str) -> None:
        self.tell("ActionInvoked", "us", number, key)

    def closes(self, number: int, reason: int) -> None:
        self.up.pop(number, None)
        self.tell("NotificationClosed", "uu", number, reason)

    def key(self, number: int, plain: str) -> str:
        """The name of the button ``plain`` on what is up."""
        return next(str(each) for each in self.up[number][5] if each == plain or each.endswith(f"-{plain}"))
