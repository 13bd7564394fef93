"""What tests of the link to the desktop share: buses of their own, and reminders with a stand-in for the service."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backtracker.ui.desktop.bus import Bus
from backtracker.ui.ticker import Ticker
from tests.ui.conftest import OpenDesk, Wall
from tests.ui.desktop.bench import Bench
from tests.ui.desktop.services import PrivateBus, Service


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


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot, private_bus: PrivateBus) -> Iterator[Bench]:
    service = Service()
    service.appear(qtbot)
    made = Bench(desk, ticker, wall, qtbot, service)
    made.set(remind_by="desktop", hold=False)
    yield made
    made.end()
    service.close()
    service.deleteLater()


@pytest.fixture
def walk(bench: Bench) -> Bench:
    """Ice was on from 14:06 to 14:25; a walk is due at 15:06."""
    bench.at(20, 14, 6)
    treatment = bench.do(lambda journal: journal.start("ice")).value
    bench.at(20, 14, 25)
    bench.do(lambda journal: journal.finish(treatment.id))
    return bench
