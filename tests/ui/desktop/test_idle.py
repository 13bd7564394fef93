"""How long nothing was touched: from a real X server, from services on a real bus, and from nobody."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from backtracker.ui.desktop import idle as module
from backtracker.ui.desktop.bus import Bus
from backtracker.ui.desktop.idle import DEAF_FOR, Idle, Locked, Mutter, ScreenSaver, Source, Then
from backtracker.ui.desktop.x_idle import XServer, counter_in
from tests.stories.stage import Screen, line_from, screen
from tests.ui.desktop.services import PrivateBus

SECOND = timedelta(seconds=1)
SERVICE = Path(__file__).with_name("idle_service.py")
OPEN = Callable[..., Bus]


class Knowing:
    """A source that says what the test wants it to, at once or, for "never", not at all."""

    def __init__(self, says: "timedelta | str | None") -> None:
        self.says = says
        self.asked = 0
        self.closed = False

    def ask(self, then: Then) -> None:
        self.asked += 1
        if not isinstance(self.says, str):
            then(self.says)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Callable[[Sequence[Source]], Idle]]:
    made: list[Idle] = []

    def begin(sources: Sequence[Source]) -> Idle:
        made.append(Idle(sources))
        return made[-1]

    yield begin
    for each in made:
        each.close()
        each.deleteLater()


MAKE = Callable[[Sequence[Source]], Idle]


def told(idle: Idle, qtbot: QtBot) -> timedelta | None:
    answers: list[timedelta | None] = []
    idle.ask(answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert len(answers) == 1
    return answers[0]


# Whom to ask -----------------------------------------------------------------------------------


def test_the_first_who_knows_is_asked_first_from_then_on(make: MAKE, qtbot: QtBot) -> None:
    sources = [Knowing(None), Knowing(7 * SECOND), Knowing(9 * SECOND)]
    idle = make(sources)
    assert [told(idle, qtbot) for _ in range(3)] == [7 * SECOND] * 3
    assert [each.asked for each in sources] == [1, 3, 0]
    sources[1].says = None
    assert told(idle, qtbot) == 9 * SECOND


def test_where_nobody_knows_it_is_not_asked_each_time(make: MAKE, qtbot: QtBot) -> None:
    source = Knowing(None)
    idle = make([source])
    assert [told(idle, qtbot) for _ in range(DEAF_FOR + 1)] == [None] * (DEAF_FOR + 1)
    assert source.asked == 1
    source.says = SECOND
    assert told(idle, qtbot) == SECOND


def test_who_says_nothing_is_not_waited_for_long(make: MAKE, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_S", 0.02)
    assert told(make([Knowing("never"), Knowing(SECOND)]), qtbot) == SECOND


def test_nobody_is_called_back_while_still_asking_or_after_the_end(make: MAKE, qtbot: QtBot) -> None:
    answers: list[timedelta | None] = []
    idle = make([])
    idle.ask(answers.append)
    assert answers == []
    source = Knowing("never")
    other = make([source])
    other.ask(answers.append)
    other.close()
    assert source.closed
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [None]


# The X server ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with screen(tmp_path_factory.mktemp("x"), "640x480", tray=False) as found:
        yield found


@pytest.fixture
def x_idle(server: Screen, make: MAKE, monkeypatch: pytest.MonkeyPatch) -> Idle:
    monkeypatch.setenv("DISPLAY", server.display)
    return make([XServer()])


def known(idle: Idle, qtbot: QtBot) -> timedelta:
    found = told(idle, qtbot)
    assert found is not None
    return found


@pytest.mark.screen
def test_on_x_it_grows_while_nothing_is_touched_and_a_touch_ends_it(server: Screen, x_idle: Idle, qtbot: QtBot) -> None:
    server.xdotool("mousemove", 10, 10)
    for touch in (("mousemove", 200, 200), ("key", "a"), ("click", 1)):
        qtbot.waitUntil(lambda: known(x_idle, qtbot) >= 0.5 * SECOND)
        server.xdotool(*touch)
        assert known(x_idle, qtbot) < 0.5 * SECOND


@pytest.mark.screen
def test_on_x_nothing_is_left_open(server: Screen, x_idle: Idle, qtbot: QtBot) -> None:
    known(x_idle, qtbot)
    before = len(os.listdir("/proc/self/fd"))
    x_idle.close()
    assert len(os.listdir("/proc/self/fd")) == before - 1


def test_without_an_x_server_nobody_knows(make: MAKE, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":987")
    assert told(make([XServer()]), qtbot) is None


@pytest.mark.screen
def test_an_x_server_that_goes_away_tells_nothing_any_more(
    tmp_path: Path, make: MAKE, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with screen(tmp_path, "640x480", tray=False) as there:
        monkeypatch.setenv("DISPLAY", there.display)
        idle = make([XServer()])
        known(idle, qtbot)
    assert told(idle, qtbot) is None


@pytest.mark.parametrize("reply", [b"", bytes(32)])
def test_a_list_without_the_counter(reply: bytes) -> None:
    assert counter_in(reply) is None


# The session bus -------------------------------------------------------------------------------

SERVICES = {
    "GNOME": (Mutter, "GetIdletime", "t", "61000", 61 * SECOND),
    "a screen saver": (ScreenSaver, "GetSessionIdleTime", "u", "61000", 61 * SECOND),
    "a screen that is not locked": (Locked, "GetActive", "b", "false", None),
    "a screen saver of another kind": (ScreenSaver, "GetActive", "b", "false", None),
}


@contextmanager
def service(name: str, method: str, signature: str, value: str) -> Iterator[None]:
    command = [sys.executable, str(SERVICE), name, method, signature, value]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        assert line_from(process.stdout.fileno()) == "there"
        yield
    finally:
        process.terminate()
        process.communicate()


@pytest.mark.parametrize("who", SERVICES)
def test_a_service_is_asked_over_the_bus(
    private_bus: PrivateBus, open_bus: OPEN, make: MAKE, qtbot: QtBot, who: str
) -> None:
    source, method, signature, value, expected = SERVICES[who]
    with service(source.name, method, signature, value):
        assert told(make([source(open_bus())]), qtbot) == expected


def test_a_locked_screen_counts_from_when_it_was_first_seen_so(
    private_bus: PrivateBus, open_bus: OPEN, make: MAKE, qtbot: QtBot
) -> None:
    with service(Locked.name, "GetActive", "b", "true"):
        idle = make([Locked(open_bus())])
        assert known(idle, qtbot) == timedelta()
        assert known(idle, qtbot) > timedelta()


def test_without_a_service_or_a_bus_nobody_knows(
    private_bus: PrivateBus, open_bus: OPEN, make: MAKE, qtbot: QtBot
) -> None:
    bus = open_bus()
    assert told(make([Mutter(bus), ScreenSaver(bus), Locked(bus)]), qtbot) is None
    private_bus.kill()
    assert told(make([Mutter(bus)]), qtbot) is None


@pytest.mark.parametrize(("session", "xcb"), [("x11", True), ("wayland", False)])
def test_the_x_server_of_a_wayland_session_is_not_asked(
    private_bus: PrivateBus,
    open_bus: OPEN,
    make: MAKE,
    monkeypatch: pytest.MonkeyPatch,
    session: str,
    xcb: bool,
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "xcb")
    monkeypatch.setenv("XDG_SESSION_TYPE", session)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":987")
    found = module.here(open_bus)
    assert [type(each).__name__ for each in found._sources] == (
        ["XServer"] if xcb else ["Mutter", "ScreenSaver", "Locked"]
    )
    found.close()
    found.deleteLater()
