"""An episode with its reminders, and a stand-in for the notification service on a real bus."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from backtracker.ui.desktop.bus import Bus
from backtracker.ui.reminders.reminders import Reminders
from backtracker.ui.ticker import Ticker
from tests.ui.conftest import OpenDesk, Wall
from tests.ui.desktop.services import Service

MINUTE = timedelta(minutes=1)


class Bench:
    """An episode that began at 14:05 on Friday 20 November, its reminders, and the desktop's services."""

    def __init__(self, desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot, service: Service) -> None:
        self.desk, self.ticker, self.wall, self.qtbot, self.service = desk, ticker, wall, qtbot, service
        self.reminders = Reminders(desk, ticker)
        self.desktop, self.popup = self.reminders.desktop, self.reminders.popup
        self.opened: list[bool] = []
        self.over: list[bool] = []
        self.reminders.open_requested.connect(lambda: self.opened.append(True))
        self.popup.close_requested.connect(lambda: self.over.append(True))
        self.bus = Bus("session")
        self.desktop.meet(lambda: None, lambda: self.bus)
        self.do(lambda journal: journal.log_spasm(8))

    def end(self) -> None:
        """As the program ends."""
        self.settle()
        self.reminders.close()
        self.bus.close()
        for each in (self.reminders, self.bus):
            each.deleteLater()

    def set(self, **changes: Any) -> None:
        self.desk.set_settings(replace(self.desk.settings, **changes))

    def do(self, deed: Any) -> Any:
        return self.desk.told(self.qtbot, deed)

    def at(self, day: int, hour: int, minute: int = 0, second: int = 0) -> None:
        self.wall.set(day, hour, minute, second)
        self.look()

    def later(self, length: timedelta) -> None:
        self.wall.at += length
        self.look()

    def look(self) -> None:
        self.ticker.tick()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desktop.is_settled and self.desk.idle)
        self.desk.settle(self.qtbot)

    def card(self) -> str:
        """The title of our own card, or nothing."""
        if not self.popup.isVisible():
            return ""
        return next(each.text() for each in self.popup.findChildren(QLabel) if each.isVisible() and each.text())

    def note(self) -> str:
        """The title of the notification, or nothing."""
        return next((str(body[3]) for body in self.service.up.values()), "")

    def labels(self) -> list[str]:
        """What stands on the notification's buttons."""
        return [str(words) for body in self.service.up.values() for words in body[5][1::2]]

    def press_note(self, plain: str) -> None:
        """A button of the notification; it goes with it, as services do. The next may come up at once."""
        number, asked = next(iter(self.service.up)), self.desktop._asked
        self.service.presses(number, self.service.key(number, plain))
        self.service.closes(number, 2)
        self.qtbot.waitUntil(lambda: self.desktop._asked is not asked)
        self.settle()

    def press_card(self, name: str) -> None:
        button = next(
            each
            for each in self.popup.findChildren(QAbstractButton)
            if each.isVisible() and name in (each.text(), each.accessibleName())
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def log(self) -> Any:
        return self.do(lambda journal: journal.running_log())

    def come_up(self) -> None:
        """The walk, in its hour."""
        self.at(20, 15, 6)
        self.qtbot.waitUntil(lambda: bool(self.note()) or bool(self.card()))

    def shown(self) -> int:
        """How often a walk was marked as shown."""
        return [(act.kind, act.step) for act in self.log().acts].count(("shown", "walk"))
