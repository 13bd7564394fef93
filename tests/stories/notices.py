"""Debian's own notification services on a virtual screen: what they show, and their buttons under a real mouse.

What is up is read from the bus, where everything that is said about notifications is overheard; that it is seen
is read from the screen.
"""

import os
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import jeepney
import pytest
from jeepney.io.blocking import open_dbus_connection
from jeepney.low_level import HeaderFields, Message, MessageType
from PySide6.QtGui import QColor, QImage

from backtracker.ui.desktop.freedesktop import NAME
from tests.stories.stage import PATIENCE, Running, Screen, seconds

EDGE = 12
ROW = 10
"""Pixels from the lower end of a row of buttons up, in which each of them is seen."""
LISTEN_S = 0.05
HEARD_S = 1.0
"""Within this time a service tells the bus of a press."""
ASIDE = (4, 790)
"""There the mouse rests on nothing that would light up under it."""


@dataclass(frozen=True)
class Kind:
    """One of Debian's notification services.

    ``opens`` says whether a press on the note itself is a button too; the buttons begin ``left`` pixels from its edge
    and are ``apart`` pixels from each other, which is more than what lies between two words of one.
    """

    name: str
    command: tuple[str, ...]
    window: str
    opens: bool = False
    left: int = EDGE
    apart: int = 6
    needs: tuple[str, ...] = ()


def _library(*names: str) -> str:
    """The program of that name under one of the folders where Debian puts what is not for the person to start."""
    tried = [*Path("/usr/lib").glob("/".join(("*", *names))), Path("/usr/lib", *names[-2:])]
    return str(next((each for each in tried if each.exists()), tried[-1]))


XFCE = Kind(
    "xfce4-notifyd",
    (_library("xfce4", "notifyd", "xfce4-notifyd"),),
    "Xfce4-notifyd",
    opens=True,
    needs=(_library("xfce4", "xfconf", "xfconfd"),),
)
DAEMON = Kind(
    "notification-daemon",
    (_library("notification-daemon", "notification-daemon"),),
    "Notification-daemon",
    left=80,
    apart=15,
)
DUNST = Kind("dunst", ("dunst",), "Dunst")


class Words(NamedTuple):
    """What a notification says."""

    title: str
    body: str
    buttons: tuple[str, ...]


class Notices:
    """A service on a screen, and everything that is said about notifications on its bus."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.kind: Kind | None = None
        self.all: list[Words] = []
        """Whatever was asked to be shown, in its order."""
        self.up: dict[int, Words] = {}
        self._asked: dict[tuple[str, int], Words] = {}
        self._pressed: list[str] = []
        self._running: list[subprocess.Popen[bytes]] = []
        self._ear = open_dbus_connection(screen.environment["DBUS_SESSION_BUS_ADDRESS"])
        monitor = jeepney.bus_messages.Monitoring()
        self._ear.send_and_get_reply(monitor.BecomeMonitor([]))
        self._owner = ""

    # The service -------------------------------------------------------------------------------

    def start(self, kind: Kind, *options: str) -> None:
        """Let the service come up; it is on the bus when this returns."""
        self.kind = kind
        for command in (*((each,) for each in kind.needs), (*kind.command, *options)):
            quiet = subprocess.DEVNULL
            self._running.append(
                subprocess.Popen(command, env=self.screen.environment, stdin=quiet, stdout=quiet, stderr=quiet)
            )
        self.wait(lambda: bool(self._owner), f"{kind.name} does not come up")

    def kill(self) -> None:
        """kill -9 of the service; the bus has told of it when this returns."""
        self._running[-1].kill()
        self._running.pop().wait()
        self.wait(lambda: not self._owner, "the bus does not tell of its death")

    def hang(self) -> None:
        """It stays where it is and says nothing, until :meth:`wake`."""
        self._running[-1].send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        self._running[-1].send_signal(signal.SIGCONT)

    def close(self) -> None:
        """End it, and overhear no more."""
        for process in reversed(self._running):
            process.send_signal(signal.SIGCONT)
            process.terminate()
            process.wait()
        self._running.clear()
        self._ear.close()

    # What is said about it ---------------------------------------------------------------------

    @property
    def titles(self) -> list[str]:
        """The titles of what is up."""
        self._listen()
        return [words.title for words in self.up.values()]

    def wait(self, true: Callable[[], bool], otherwise: str) -> None:
        """Wait until ``true`` is so."""
        until = seconds() + PATIENCE
        while not true():
            self._listen()
            if seconds() > until:
                pytest.fail(f"{otherwise}; up: {self.up}, said: {self.all}")

    def wait_for(self, title: str) -> Words:
        """Wait until a notification of this title is up and seen; what it says."""
        self.wait(lambda: title in [each.title for each in self.up.values()], f"no {title}")
        self.wait(self.is_seen, f"{title} is not on the screen")
        return next(each for each in self.up.values() if each.title == title)

    def wait_gone(self) -> None:
        """Wait until none is up and none is seen."""
        self.wait(lambda: not self.up, "it stays up")
        self.wait(lambda: not self.is_seen(), "it stays on the screen")

    def _listen(self) -> None:
        """Take in what was said since; a little later where nothing was."""
        try:
            message = self._ear.receive(timeout=LISTEN_S)
            while True:
                self._hear(message)
                message = self._ear.receive(timeout=0)
        except TimeoutError:
            pass

    def _hear(self, message: Message) -> None:
        fields, kind = message.header.fields, message.header.message_type
        member = fields.get(HeaderFields.member)
        if kind is MessageType.method_call and member == "Notify":
            _, _, _, title, body, actions, _, _ = message.body
            words = Words(title, body, tuple(actions[1::2]))
            if title.strip():  # without words it only takes the place of one that is to go
                self.all.append(words)
                self._asked[fields[HeaderFields.sender], message.header.serial] = words
        elif kind is MessageType.method_return:
            of = fields.get(HeaderFields.destination, ""), fields.get(HeaderFields.reply_serial, 0)
            if of in self._asked:
                self.up[message.body[0]] = self._asked.pop(of)
        elif kind is MessageType.signal and member == "ActionInvoked":
            self._pressed.append(message.body[1])
        elif kind is MessageType.signal and member == "NotificationClosed":
            self.up.pop(message.body[0], None)
        elif kind is MessageType.signal and member == "NameOwnerChanged" and message.body[0] == NAME:
            self._owner = message.body[2]
            self.up.clear()

    # What is seen of it ------------------------------------------------------------------------

    def is_seen(self) -> bool:
        """Whether a window of the service is on the screen that is large enough to say something."""
        return self._window() is not None

    def _window(self) -> tuple[int, int, int, int] | None:
        if self.kind is None:
            return None
        command = ["xdotool", "search", "--onlyvisible", "--class", self.kind.window]
        found = subprocess.run(
            command, env=self.screen.environment, check=False, capture_output=True, text=True
        ).stdout.split()
        for window in found:
            shape = subprocess.run(
                ["xdotool", "getwindowgeometry", "--shell", window],
                env=self.screen.environment,
                check=False,  # it may be gone by now
                capture_output=True,
                text=True,
            ).stdout
            box = dict(line.split("=") for line in shape.splitlines())
            x, y, width, height = (int(box.get(name, 0)) for name in ("X", "Y", "WIDTH", "HEIGHT"))
            if width > 100 and height > 40:
                return x, y, width, height
        return None

    def press(self, program: Running, label: str) -> None:
        """Press the button called ``label`` until the service says so. ``program`` takes the pictures.

        A service whose note is still on its way to its place takes no notice of a press where it was.
        """
        assert self.kind is not None
        words = next(iter(self.up.values()))
        labels = words.buttons if self.kind.opens else words.buttons[1:]
        until = seconds() + PATIENCE
        heard = len(self._pressed)
        while len(self._pressed) == heard:
            assert seconds() < until, f"{self.kind.name} does not hear the press of {label}"
            self._press_once(program, labels, label, until)
            look = seconds() + HEARD_S
            while len(self._pressed) == heard and seconds() < look:
                self._listen()
        assert self._pressed[-1] != "default" or label == words.buttons[0], "the note was pressed, beside its buttons"

    def _press_once(self, program: Running, labels: tuple[str, ...], label: str, until: float) -> None:
        assert self.kind is not None
        places: list[tuple[int, int]] = []
        before = [(0, 0)]
        self.screen.xdotool("mousemove", *ASIDE)
        while len(places) != len(labels) or places != before:  # at first it may be drawn without its buttons
            assert seconds() < until, f"{labels} are not all seen, but {len(places)}"
            before, box = places, self._window()
            if box is not None:
                picture = program.picture(program.folder / "screen.png")
                places = [(box[0] + x, box[1] + y) for x, y in buttons(QImage(str(picture)).copy(*box), self.kind)]
        self.screen.xdotool("mousemove", *places[labels.index(label)], "click", 1)

    def click(self, button: int) -> None:
        """Press a mouse button on the notification, above its buttons."""
        box = self._window()
        assert box is not None
        x, y, width, height = box
        self.screen.xdotool("mousemove", x + width // 2, y + height // 4, "click", button)


def buttons(window: QImage, kind: Kind) -> list[tuple[int, int]]:
    """Where to press the lowest row of things in a picture of a notification, from left to right."""
    ground = window.pixelColor(window.width() // 2, window.height() - EDGE // 2)
    across, up = range(kind.left, window.width() - EDGE), range(window.height() - EDGE // 2, EDGE, -1)
    bottom = next((y for y in up if any(_differs(window.pixelColor(x, y), ground) for x in across)), None)
    if bottom is None:
        return []
    rows = range(bottom - ROW, bottom + 1)
    columns = [x for x in across if any(_differs(window.pixelColor(x, y), ground) for y in rows)]
    found, begun, last = [], columns[0], columns[0]
    for x in [*columns[1:], columns[-1] + kind.apart]:
        if x - last >= kind.apart:
            found.append(((begun + last) // 2, bottom - ROW // 2))
            begun = x
        last = x
    return found


def _differs(one: QColor, other: QColor) -> bool:
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue())) > 8


def menu_that_picks(folder: Path, label: str) -> Path:
    """A stand-in for the menu that dunst opens: it picks the line with ``label`` by itself."""
    script = folder / "menu"
    script.write_text(f"#!/bin/sh\ngrep --max-count=1 '{label}'\n", encoding="utf-8")
    os.chmod(script, 0o700)
    return script
