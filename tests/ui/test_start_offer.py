"""Starting with the session is offered once, after something was done for the back, and never before."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backtracker import settings
from backtracker.paths import SETTINGS
from backtracker.ui.desktop import autostart
from backtracker.ui.pages.start_offer import StartOffer
from backtracker.ui.pages.today import TodayPage
from backtracker.ui.ticker import Ticker
from tests.ui.conftest import OpenDesk, Wall


class Bench:
    """The Today page a minute after a spasm."""

    def __init__(self, desk: OpenDesk, wall: Wall, qtbot: QtBot) -> None:
        self.desk, self.wall, self.qtbot = desk, wall, qtbot
        self.ticker = Ticker(desk)
        self.page = TodayPage(desk, self.ticker)
        qtbot.addWidget(self.page)
        self.page.resize(1072, 800)
        self.page.show()
        self.do(lambda journal: journal.log_spasm(8))

    @property
    def offer(self) -> StartOffer:
        assert self.page.episode is not None
        return self.page.episode.offer

    def do(self, deed: Any) -> Any:
        return self.desk.told(self.qtbot, deed)

    def ice(self) -> None:
        self.wall.at += timedelta(minutes=1)
        self.do(lambda journal: journal.start("ice"))

    def press(self, button: QWidget) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.desk.settle(self.qtbot)

    @property
    def is_noted(self) -> bool:
        return settings.load(self.desk.folder / SETTINGS)[0].autostart_asked

    def close(self) -> None:
        self.desk.settle(self.qtbot)
        self.ticker.stop()


@pytest.fixture
def bench(desk: OpenDesk, wall: Wall, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, wall, qtbot)
    yield made
    made.close()


def test_care_comes_first_and_the_offer_stands_below_it(bench: Bench) -> None:
    assert not bench.offer.isVisible()
    bench.ice()
    assert bench.offer.isVisible()
    assert bench.page.episode is not None
    top = bench.offer.mapTo(bench.page, QPoint(0, 0)).y()
    for care in (bench.page.episode.next, bench.page.episode.did):
        assert care.mapTo(bench.page, care.rect().bottomLeft()).y() < top


def test_yes_switches_it_on_and_asks_no_more(bench: Bench) -> None:
    said: list[str] = []
    bench.desk.switched.connect(lambda words, *_: said.append(words))
    bench.ice()
    bench.press(bench.offer.yes)
    assert autostart.is_on()
    assert not bench.offer.isVisible()
    assert bench.is_noted
    assert said == ["Start with the computer: on"]


def test_no_is_remembered_for_good(bench: Bench, wall: Wall, tmp_path: Path) -> None:
    bench.ice()
    bench.press(bench.offer.no)
    assert not autostart.is_decided()
    assert bench.is_noted
    assert not bench.offer.isVisible()
    bench.do(lambda journal: journal.close())
    wall.at += timedelta(days=9)
    bench.do(lambda journal: journal.log_spasm(7))
    bench.ice()
    assert not bench.offer.isVisible()


def test_who_has_an_entry_is_not_asked_not_even_one_switched_off(desk: OpenDesk, wall: Wall, qtbot: QtBot) -> None:
    autostart.set_on(True, desk.folder)
    file = autostart._file()
    file.write_text(file.read_text("utf-8") + "Hidden=true\n", "utf-8")
    bench = Bench(desk, wall, qtbot)
    bench.ice()
    assert not bench.offer.isVisible()
    assert not bench.is_noted, "nobody was asked"
    bench.close()


def test_an_offer_that_could_not_be_taken_up_stays(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    bench.ice()
    said: list[str] = []
    bench.desk.failed.connect(said.append)
    with monkeypatch.context() as disk:
        disk.setattr("backtracker.ui.desktop.autostart.os.fsync", full)
        bench.press(bench.offer.yes)
    assert said == ["Starting with the computer could not be changed: No space left on device."]
    assert bench.offer.isVisible()
    bench.press(bench.offer.yes)
    assert autostart.is_on()


def test_an_example_offers_nothing(look: None, wall: Wall, tmp_path: Path, qtbot: QtBot) -> None:
    desk = OpenDesk(tmp_path, prepare=lambda _: None)
    with qtbot.waitSignal(desk.opened):
        desk.open()
    bench = Bench(desk, wall, qtbot)
    bench.ice()
    assert not bench.offer.isVisible()
    bench.close()
    desk.close()


def test_both_answers_can_be_pressed_and_nothing_is_cut_at_800_by_600(bench: Bench) -> None:
    bench.page.resize(728, 560)
    bench.ice()
    bench.qtbot.waitUntil(lambda: bench.offer.isVisible() and bench.offer.height() > 44)
    for button in (bench.offer.yes, bench.offer.no):
        assert button.height() >= 44
        assert bench.offer.rect().contains(button.mapTo(bench.offer, button.rect().bottomRight()))
        assert button.width() >= button.sizeHint().width()
