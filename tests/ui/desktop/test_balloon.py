"""Windows and macOS, where nobody has run this yet: Qt's own means, and no jeepney, both stood in for on Linux."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from backtracker.ui import icons
from backtracker.ui.desktop.balloon import Balloon
from backtracker.ui.desktop.note import Note
from backtracker.ui.desktop.presence import Presence
from backtracker.ui.reminders import desktop as link
from backtracker.ui.reminders.desktop import Desktop
from tests.ui.desktop.bench import MINUTE, Bench

IMPORTS = """
import sys
sys.modules["jeepney"] = None
from backtracker.ui.desktop import balloon, presence
from backtracker.ui.reminders import desktop, holding, native
"""


def test_without_jeepney_everything_else_can_be_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS], env=dict(os.environ), capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


class Icon(QSystemTrayIcon):
    """An icon that keeps what it was to say."""

    def __init__(self) -> None:
        super().__init__(icons.program_icon())
        self.said: list[tuple[str, str]] = []

    def showMessage(self, title: str, words: str, *_: object) -> None:
        self.said.append((title, words))


@pytest.fixture
def icon() -> Iterator[Icon]:
    made = Icon()
    yield made
    made.deleteLater()


@pytest.fixture
def elsewhere(walk: Bench, icon: Icon, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """The bench on a desktop without a bus."""
    monkeypatch.setattr(link, "_by_qt", lambda: True)
    walk.desktop.close()
    walk.desktop.deleteLater()
    walk.desktop = walk.reminders.desktop = Desktop(walk.desk, walk.ticker, walk.reminders)
    walk.desktop.opened.connect(walk.reminders.open_requested)

    def no_bus() -> None:
        pytest.fail("there is no bus to ask for")

    walk.desktop.meet(lambda: icon, no_bus)  # type: ignore[arg-type]
    walk.set(hold=True)
    return walk


def test_on_a_stand_in_for_windows_the_card_comes_and_the_words_beside_the_tray(elsewhere: Bench, icon: Icon) -> None:
    elsewhere.at(20, 15, 6)
    assert elsewhere.card() == "Take a short walk"
    assert icon.said == [("Time for the next step", "Open backtracker to answer.")]
    elsewhere.press_card("Skip")
    icon.messageClicked.emit()
    assert elsewhere.opened == [], "what was answered is not asked for any more"


def test_on_a_stand_in_for_windows_a_press_on_the_words_opens_the_window(elsewhere: Bench, icon: Icon) -> None:
    elsewhere.at(20, 15, 6)
    icon.messageClicked.emit()
    icon.messageClicked.emit()
    assert elsewhere.opened == [True]
    assert elsewhere.card() == "Take a short walk"
    elsewhere.set(remind_by="popup")
    elsewhere.set(remind_by="both")
    elsewhere.later(60 * MINUTE)
    assert len(icon.said) == 2
    icon.messageClicked.emit()
    assert elsewhere.opened == [True, True]


def test_on_a_stand_in_for_windows_nobody_listens_for_the_login_service(elsewhere: Bench) -> None:
    elsewhere.look()
    assert elsewhere.desktop._sleep is None


def test_a_press_after_it_was_withdrawn_or_closed_says_nothing(icon: Icon, look: None) -> None:
    balloon, pressed, walk = Balloon(icon), list[object](), Note("Walk")
    balloon.pressed.connect(lambda note, _: pressed.append(note))
    for end in (balloon.withdraw, balloon.close):
        balloon.show(walk)
        end()
        icon.messageClicked.emit()
        assert pressed == []
    balloon.show(walk)
    icon.messageClicked.emit()
    assert pressed == [walk]
    balloon.deleteLater()


def test_without_a_bus_to_ask_the_person_may_be_disturbed(qtbot: QtBot) -> None:
    presence, told = Presence(None), list[bool]()
    presence.ask(told.append)
    qtbot.waitUntil(lambda: told == [False])
    presence.close()
    presence.deleteLater()
