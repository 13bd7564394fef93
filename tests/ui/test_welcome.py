"""The first start: three screens, each skippable, and never a second time."""

from datetime import time

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from backtracker import settings
from backtracker.paths import DATABASE, SETTINGS
from backtracker.settings import Settings
from backtracker.ui.pages.welcome import WelcomePage
from backtracker.ui.ticker import Ticker
from tests.ui.conftest import OpenDesk


class Bench:
    def __init__(self, desk: OpenDesk, ticker: Ticker, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.page = WelcomePage(desk, ticker)
        self.opened: list[str] = []
        self.page.page_requested.connect(self.opened.append)
        qtbot.addWidget(self.page)
        self.page.resize(1072, 800)
        self.page.show()

    def press(self, button: QWidget, times: int = 1) -> None:
        for _ in range(times):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.desk.settle(self.qtbot)

    @property
    def kept(self) -> Settings:
        return settings.load(self.desk.folder / SETTINGS)[0]

    def words(self) -> str:
        return " ".join(each.text() for each in self.page.findChildren(QLabel) if each.isVisible())


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, qtbot: QtBot) -> Bench:
    return Bench(desk, ticker, qtbot)


def test_three_screens_then_today(bench: Bench) -> None:
    seen = []
    for _ in range(3):
        seen.append(bench.page.where.text())
        assert bench.opened == []
        bench.press(bench.page.next_button)
    assert seen == ["1 of 3", "2 of 3", "3 of 3"]
    assert bench.opened == ["today"]
    assert bench.kept.welcomed


def test_each_screen_shows_its_own_words_only(bench: Bench) -> None:
    assert "It does not diagnose" in bench.words()
    bench.press(bench.page.next_button)
    assert "When may it remind you?" in bench.words()
    assert "It does not diagnose" not in bench.words()
    assert "You can change all of this later in Settings." in bench.words()
    bench.press(bench.page.next_button)
    assert str(bench.desk.folder / DATABASE) in bench.words().replace("\u200b", "")
    assert "Settings" not in bench.words()
    assert bench.page.next_button.text() == "Begin"


@pytest.mark.parametrize("screens", [0, 1])
def test_it_can_be_left_at_once(bench: Bench, screens: int) -> None:
    bench.press(bench.page.next_button, screens)
    bench.press(bench.page.skip_button)
    assert bench.opened == ["today"]
    assert bench.kept.welcomed


def test_back_goes_back(bench: Bench) -> None:
    assert not bench.page.back_button.isVisible()
    bench.press(bench.page.next_button)
    bench.press(bench.page.back_button)
    assert bench.page.where.text() == "1 of 3"


def test_quiet_hours_and_switches_are_kept(bench: Bench) -> None:
    bench.press(bench.page.next_button)
    bench.press(bench.page.steppers["quiet_from"].less, 2)
    bench.press(bench.page.steppers["quiet_to"].more)
    bench.press(bench.page.switches["sound"])
    bench.press(bench.page.switches["reminders"])
    assert not bench.kept.breaks, "offered, and off until it is wanted"
    bench.press(bench.page.switches["breaks"])
    kept = bench.kept
    assert (kept.rules.quiet_from, kept.rules.quiet_to) == (time(21), time(7, 30))
    assert (kept.sound, kept.reminders, kept.breaks, kept.welcomed) == (False, False, True, False)


def test_too_long_quiet_hours_are_refused_in_place(bench: Bench) -> None:
    bench.press(bench.page.next_button)
    bench.press(bench.page.steppers["quiet_to"].more, 11)
    assert bench.page.refusal.text() == "Quiet hours can be 14 hours a day at most."
    assert bench.page.refusal.isVisible()
    assert bench.page.steppers["quiet_to"].value == time(12) == bench.kept.rules.quiet_to
    bench.press(bench.page.steppers["quiet_to"].less)
    assert not bench.page.refusal.isVisible()


def test_the_example_is_another_program_on_another_folder(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(QProcess, "startDetached", lambda program, arguments: started.append([program, *arguments]))
    bench.press(bench.page.example_button)
    assert started[0][-1] == "--example"
    assert bench.opened == []
    assert not bench.kept.welcomed


def test_the_whole_way_by_keyboard(bench: Bench) -> None:
    bench.page.activateWindow()
    for _ in range(3):
        QTest.keyClick(bench.page.next_button, Qt.Key.Key_Return)
    bench.desk.settle(bench.qtbot)
    assert bench.opened == ["today"]
