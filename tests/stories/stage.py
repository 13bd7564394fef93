"""The stage of the stories: a virtual screen with its helpers, and the program on it with a clock we set."""

import json
import os
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PATIENCE = 20.0
MOST_TURNS = 40


BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def real_now() -> datetime:
    """The computer's own time, from which the program's clock is set."""
    return datetime.now(UTC)  # noqa: TID251  the stage sets the clock of the program it runs


class Screen:
    """One X server with a window manager, a tray and a session bus with a notification service.

    With ``bare_bus`` nobody but the program is on the bus, and nobody is started for the asking.
    """

    def __init__(self, folder: Path, size: str = "1280x800", *, tray: bool = True, bare_bus: bool = False) -> None:
        for tool in ("Xvfb", "openbox", "trayer", "dbus-daemon", "dunst", "xdotool"):
            if shutil.which(tool) is None:
                pytest.fail(f"{tool} is missing; 'make test' installs it")
        self._running: list[subprocess.Popen[bytes]] = []
        read, write = os.pipe()
        self._start("Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp", keep=(write,))
        os.close(write)
        self.display = ":" + line_from(read)
        self.environment = {**os.environ, "DISPLAY": self.display, "XDG_RUNTIME_DIR": str(folder), "LC_ALL": "C.UTF-8"}
        self.environment["XDG_CONFIG_HOME"] = str(folder / "config")  # what starts with the session is the person's own
        for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"):
            self.environment.pop(name, None)
        read, write = os.pipe()
        kind = f"--config-file={bus_configuration(folder)}" if bare_bus else "--session"
        self.bus = self._start("dbus-daemon", kind, "--nofork", f"--print-address={write}", keep=(write,))
        os.close(write)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = line_from(read)
        self._start("openbox")
        if not bare_bus:
            self._start("dunst")
        self._hand = self._new_hand()
        if tray:
            self.start_tray()

    def start_tray(self) -> None:
        """Bring up the tray host, also while the program runs."""
        self._start("trayer", "--edge", "top", "--align", "right", "--widthtype", "request")

    def xdotool(self, *words: object) -> str:
        """Run xdotool on this screen; what it printed."""
        command = ["xdotool", *(str(word) for word in words)]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout.strip()

    def _new_hand(self) -> "subprocess.Popen[bytes]":
        pipe = subprocess.PIPE
        return subprocess.Popen(["xdotool", "-"], env=self.environment, stdin=pipe, stdout=pipe)

    def by_hand(self, *words: object) -> None:
        """The same from one xdotool that stays: starting it for each press would take longer than the press.

        It ends when a window goes while it looks at it, as happens when a program is killed under it; then another
        takes its place.
        """
        if self._hand.poll() is not None:
            self._drop_hand()
            self._hand = self._new_hand()
        assert self._hand.stdin is not None
        self._hand.stdin.write(" ".join(str(word) for word in words).encode() + b"\n")
        self._hand.stdin.flush()

    def wait_for_hand(self) -> None:
        """Wait until everything that was handed to :meth:`by_hand` is done, or it has ended over it."""
        self.by_hand("getmouselocation")
        assert self._hand.stdout is not None
        until = seconds() + PATIENCE
        while not select.select([self._hand.stdout], [], [], 0.1)[0]:
            assert seconds() < until, "xdotool does not come to an end"
        os.read(self._hand.stdout.fileno(), 1000)

    def _drop_hand(self) -> None:
        assert self._hand.stdin is not None
        assert self._hand.stdout is not None
        with suppress(BrokenPipeError):
            self._hand.stdin.close()
        self._hand.stdout.close()
        self._hand.wait()

    def close(self) -> None:
        """End everything, the X server last."""
        self._drop_hand()
        for process in reversed(self._running):
            process.terminate()
        for process in reversed(self._running):
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            if process.poll() is None:
                process.kill()
                process.wait()

    def _start(self, *command: str, keep: tuple[int, ...] = ()) -> "subprocess.Popen[bytes]":
        environment = getattr(self, "environment", None)
        quiet = subprocess.DEVNULL
        self._running.append(
            subprocess.Popen(command, env=environment, pass_fds=keep, stdout=quiet, stderr=quiet, stdin=quiet)
        )
        return self._running[-1]


class Running:
    """The real program on a screen, on a data folder, under a clock that the story sets."""

    def __init__(
        self,
        screen: Screen,
        folder: Path,
        now: datetime,
        *,
        zone: str = "Europe/Berlin",
        stands: bool = False,
        environment: dict[str, str] | None = None,
    ) -> None:
        """With ``stands`` the clock stands still between the times that the story sets."""
        self.screen, self.folder, self.zone = screen, folder, zone
        self._extra = environment or {}
        self._offset = now - real_now()
        self._stands_at = now if stands else None
        self.process = self._launch()

    def types(self, *words: str) -> str:
        """Type a command on the same record, in a process of its own under the same clock; what it printed."""
        command = [sys.executable, str(HERE / "driven.py"), "--data", str(self.folder), *words]
        environment = self._environment()
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert (done.returncode, done.stderr) == (0, ""), (words, done)
        return done.stdout

    def _launch(self) -> "subprocess.Popen[bytes]":
        self._awake = self._asleep = 0.0
        command = [sys.executable, str(HERE / "driven.py"), "--data", str(self.folder)]
        return subprocess.Popen(command, env=self._environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def _environment(self) -> dict[str, str]:
        return {
            **self.screen.environment,
            "TZ": self.zone,
            "STORY_CLOCK_OFFSET": f"{self._offset.total_seconds():.3f}",
            "STORY_CLOCK_STANDS_AT": self._stands_at.isoformat() if self._stands_at else "",
            "PYTHONPATH": str(HERE.parents[1] / "src"),
            **self._extra,
        }

    # The clock -------------------------------------------------------------------------------

    def wind_clock(self, now: datetime) -> None:
        """Let the clock show ``now`` while the program does not run."""
        self._offset = now - real_now()
        if self._stands_at is not None:
            self._stands_at = now

    def set_clock(self, now: datetime) -> None:
        """Let the time pass until the program's wall clock shows the instant ``now``; it goes on by itself.

        The reminder timer looks at it at once, as it does twice a minute by itself.
        """
        self._awake += (now - self.now).total_seconds()
        self._show_clock(now)

    def sleep_until(self, now: datetime) -> None:
        """Let the computer sleep until its wall clock shows ``now``; the reminder timer finds out by itself."""
        self._asleep += (now - self.now).total_seconds()
        self._show_clock(now)

    def set_by_hand(self, now: datetime) -> None:
        """Set the wall clock to ``now``, while no time passes."""
        self._show_clock(now)

    def travel(self, zone: str) -> None:
        """Let the computer be in the time zone ``zone`` from here on."""
        self.zone = zone
        self.ask("travel", zone=zone)
        self.settle()

    def _show_clock(self, now: datetime) -> None:
        self.wind_clock(now)
        stands_at = self._stands_at.isoformat() if self._stands_at else ""
        offset = self._offset.total_seconds()
        self.ask("clock", offset=offset, stands_at=stands_at, awake=self._awake, asleep=self._asleep)
        self.settle()

    @property
    def now(self) -> datetime:
        """What the program's wall clock shows."""
        return self._stands_at or real_now() + self._offset

    def pass_time(self, length: timedelta) -> None:
        """Move the clock on."""
        self.set_clock(self.now + length)

    def live(self, length: timedelta) -> None:
        """Let time pass, and whoever asks for breaks see how long nothing was touched."""
        self.pass_time(length)
        self.ask("look")
        self.ask("untouched")
        self.settle()

    def pass_to(self, instant: datetime) -> None:
        """Move the clock on to ``instant``."""
        self.pass_time(instant - self.now)

    # The window ------------------------------------------------------------------------------

    def press(self, name: str, *, popup: bool = False, within: str = "") -> None:
        """Move the mouse to what is called ``name``, in the pop-up or in any other window, and press it.

        The wheel is turned first where it lies out of sight.
        """
        self.settle()
        for _ in range(MOST_TURNS):
            before = self.ask("listen")
            x, y, turn = self.ask("where", name=name, popup=popup, within=within)
            if not turn:
                break
            self.screen.by_hand("mousemove", x, y, "click", 5 if turn > 0 else 4)
            self.ask("heard", count=before + 1)
        else:
            pytest.fail(f"{name} cannot be brought into sight")
        self.screen.by_hand("mousemove", x, y, "click", 1)
        self.ask("heard", count=before + 1)
        self.settle()

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other, in the window that has the keyboard."""
        self.ask("looked")
        before = self.ask("listen")
        self.screen.by_hand("key", *keys)
        self.ask("heard", count=before + sum(len(key.split("+")) for key in keys))
        self.settle()

    def type(self, text: str) -> None:
        """Type ``text``."""
        before = self.ask("listen")
        self.screen.xdotool("type", "--delay", 1, text)
        self.ask("heard", count=before + len(text))
        self.settle()

    def wait_for(self, name: str, *, popup: bool = False) -> None:
        """Wait until something called ``name`` is on screen."""
        self.ask("there", name=name, popup=popup)

    def wait_gone(self, name: str, *, popup: bool | None = None) -> None:
        """Wait until nothing called ``name`` is on screen any more."""
        self.ask("gone", name=name, popup=popup)

    def words(self, *, popup: bool | None = None) -> list[str]:
        """Everything that can be read, in the pop-up only, in all but it, or everywhere."""
        self.settle()
        found: list[str] = self.ask("words", popup=popup)
        return found

    def settle(self) -> None:
        """Wait until what was handed to the workers has come back."""
        self.ask("settled")

    def picture(self, path: Path) -> Path:
        """A screenshot of the whole screen."""
        self.ask("picture", path=str(path))
        return path

    def focus(self) -> dict[str, Any]:
        """Which of the program's widgets has the keyboard."""
        found: dict[str, Any] = self.ask("focus")
        return found

    def ask(self, verb: str, **details: Any) -> Any:
        """A request to the guide beside the program; fails when the answer does not come in time.

        With a ``timeout`` of its own, in seconds, it is None then.
        """
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"verb": verb, **details}).encode() + b"\n")
        self.process.stdin.flush()
        assert self.process.stdout is not None
        answer = json.loads(line_from(self.process.stdout.fileno()))["answer"]
        if answer is None and "timeout" not in details:
            shot = self.picture(Path(tempfile.gettempdir()) / "story-failed.png")
            pytest.fail(f"{verb} {details} did not come true; on screen: {self.ask('words', popup=None)}; see {shot}")
        return answer

    # Life and death --------------------------------------------------------------------------

    def ends_within(self, seconds: float) -> bool:
        """Whether the program has ended by then."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """kill -9, as a crash or a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self._end()

    def start_again(self) -> None:
        """Start the program again on the same folder and clock."""
        self.process = self._launch()
        self.settle()

    def close(self) -> None:
        """End the program if it still runs."""
        if self.process.poll() is None:
            self.process.terminate()
        self._end()

    def _end(self) -> None:
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    # The file --------------------------------------------------------------------------------

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What is on disk, read by a connection of our own."""
        connection = sqlite3.connect(f"file:{self.folder / 'backtracker.db'}?mode=ro", uri=True)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def wait_for_number(self, query: str, least: int) -> int:
        """Wait until ``query`` counts at least so many; how many it counts then."""
        until = seconds() + PATIENCE
        while (number := int(self.rows(query)[0][0])) < least:
            if seconds() > until:
                pytest.fail(f"{query} counts {number}, not {least}")
        return number


def bus_configuration(folder: Path) -> Path:
    """Written into ``folder``: a bus at ``folder``/bus for this user, where nobody is started for the asking."""
    path = folder / "bus.conf"
    path.write_text(BUS.format(address=f"unix:path={folder / 'bus'}"), encoding="utf-8")
    return path


def seconds() -> float:
    """A clock for measuring how long something took."""
    return time.monotonic()


def line_from(descriptor: int) -> str:
    """One line from ``descriptor``, waited for with patience."""
    found = b""
    while not found.endswith(b"\n"):
        ready, _, _ = select.select([descriptor], [], [], PATIENCE)
        more = os.read(descriptor, 1) if ready else b""
        if not more:
            pytest.fail("no answer from the other side")
        found += more
    return found.decode().strip()


@contextmanager
def screen(folder: Path, size: str = "1280x800", *, tray: bool = True, bare_bus: bool = False) -> Iterator[Screen]:
    """A screen for as long as the block lasts."""
    stage = Screen(folder, size, tray=tray, bare_bus=bare_bus)
    try:
        yield stage
    finally:
        stage.close()
