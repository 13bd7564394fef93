"""What tests of the window share: the look, a clock that stands still, and an open desk on a real file."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backtracker import clock, tokens
from backtracker.journal import Journal
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets import fresh
from backtracker.ui.window import MainWindow

PATIENCE_MS = 30_000
"""So long may the worker take on a computer that runs other tests at the same time."""


@pytest.fixture(autouse=True)
def silent_and_apart(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is heard on the computer of whoever runs the tests, and what starts with its session is left alone."""
    folder = tmp_path_factory.mktemp("desktop")
    card = folder / "asound.conf"
    card.write_text("pcm.!default { type null }\n", encoding="utf-8")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(card))
    for name in ("PULSE_SERVER", "PIPEWIRE_REMOTE"):
        monkeypatch.setenv(name, str(folder / "nowhere"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))


@pytest.fixture(autouse=True)
def seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has just appeared takes presses at once; a test that is about that gives it its time back."""
    monkeypatch.setattr(fresh, "SETTLES_MS", 0)


@pytest.fixture
def look(qapp: QApplication) -> None:
    """The light theme; a test that wants the dark one puts it on itself."""
    QCursor.setPos(5000, 5000)  # a pointer that rests on a window would show its hover
    theme.apply_theme(qapp, tokens.LIGHT)


class Wall:
    """The clock on the wall and where it hangs; both stand still until the test moves them.

    Where a test moves ``at``, that time passes for the clocks too that nobody can set.
    """

    def __init__(self) -> None:
        self.zone: tzinfo = ZoneInfo("Europe/Berlin")
        self.at = datetime(2026, 11, 20, 14, 5, tzinfo=self.zone)
        self._began = self.at.astimezone(UTC)
        self._set_by = self._slept = timedelta()

    def sleep(self, length: timedelta) -> None:
        """The computer sleeps for ``length``."""
        self.at += length
        self._slept += length

    def set_by_hand(self, length: timedelta) -> None:
        """Somebody sets the clock forward or, with a negative ``length``, back."""
        self.at += length
        self._set_by += length

    def monotonic(self) -> float:
        return (self.at.astimezone(UTC) - self._began - self._set_by - self._slept).total_seconds()

    def boottime(self) -> float:
        return (self.at.astimezone(UTC) - self._began - self._set_by).total_seconds()

    def set(self, day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
        """A time in November 2026; the twentieth is a Friday."""
        self.at = datetime(2026, 11, day, hour, minute, second, tzinfo=self.zone)
        return self.at


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    made = Wall()
    monkeypatch.setattr(clock, "now", lambda: made.at.astimezone(UTC))
    monkeypatch.setattr(clock, "zone", lambda: made.zone)
    monkeypatch.setattr(clock, "monotonic", made.monotonic)
    monkeypatch.setattr(clock, "boottime", made.boottime)
    return made


class OpenDesk(Desk):
    """A desk that a test can wait for and look into."""

    def settle(self, qtbot: QtBot) -> None:
        """Until everything handed in is done, and what followed from it too."""
        qtbot.waitUntil(lambda: self.idle, timeout=PATIENCE_MS)

    def told(self, qtbot: QtBot, question: Callable[[Journal], Any]) -> Any:
        """The journal's answer, once everything before it is done."""
        answers: list[Any] = []
        self.settle(qtbot)
        self.ask(question, answers.append)
        qtbot.waitUntil(lambda: bool(answers))
        self.settle(qtbot)
        return answers[0]


@pytest.fixture
def desk(look: None, wall: Wall, tmp_path: Path, qtbot: QtBot) -> Iterator[OpenDesk]:
    """An open desk on a real file in an empty folder."""
    made = OpenDesk(tmp_path)
    with qtbot.waitSignal(made.opened):
        made.open()
    yield made
    made.close()


@pytest.fixture
def ticker(desk: OpenDesk, qtbot: QtBot) -> Iterator[Ticker]:
    made = Ticker(desk)
    yield made
    desk.settle(qtbot)
    made.deleteLater()


def shown_window(desk: OpenDesk, ticker: Ticker, qtbot: QtBot) -> MainWindow:
    """The main window, active, with Today on it; it closes without a question."""
    window = MainWindow(desk, ticker)
    window.may_close = True
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show_page("today")
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk.settle(qtbot)
    return window
