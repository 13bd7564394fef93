"""Hands that tremble, and clocks that are set: a second press and a wrong hour do no harm."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backtracker import clock
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.buttons import Button, primary
from backtracker.ui.widgets.stepper import Stepper
from tests.ui.conftest import OpenDesk, Wall

PRESS, DOUBLE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick


def press(widget: QWidget, kind: QEvent.Type = PRESS) -> None:
    """A press and a release as the window system sends them; the second of a double click is ``DOUBLE``."""
    middle = QPointF(widget.width() / 2, widget.height() / 2)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    where = QPointF(widget.mapToGlobal(middle.toPoint()))
    for event, held in ((kind, left), (QEvent.Type.MouseButtonRelease, none)):
        QApplication.sendEvent(widget, QMouseEvent(event, middle, where, left, held, Qt.KeyboardModifier.NoModifier))


def heard_by(button: Button) -> list[bool]:
    heard: list[bool] = []
    button.clicked.connect(lambda: heard.append(True))
    return heard


def test_the_second_press_of_a_double_click_does_nothing(qtbot: QtBot, look: None) -> None:
    button = primary("Start 20 min")
    qtbot.addWidget(button)
    heard = heard_by(button)
    press(button)
    press(button, DOUBLE)
    assert len(heard) == 1
    press(button)
    assert len(heard) == 2


def test_a_double_click_does_not_reach_the_button_that_took_the_place(qtbot: QtBot, look: None) -> None:
    start, stop = Button("Start 20 min"), Button("Stop early")
    for button in (start, stop):
        qtbot.addWidget(button)
    heard = heard_by(stop)
    press(start)
    press(stop, DOUBLE)
    assert heard == []


def test_a_key_that_is_held_down_counts_once(qtbot: QtBot, look: None) -> None:
    button = primary("Start 20 min")
    qtbot.addWidget(button)
    heard = heard_by(button)
    for repeats in (False, True, True):
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=repeats)
        QApplication.sendEvent(button, key)
    assert len(heard) == 1


def test_plus_counts_each_press_however_quick(qtbot: QtBot, look: None) -> None:
    stepper: Stepper[int] = Stepper("Ice session", range(10, 21), 10, str)
    qtbot.addWidget(stepper)
    press(stepper.more)
    press(stepper.more, DOUBLE)
    press(stepper.more)
    assert stepper.value == 13


@pytest.mark.parametrize("back", [timedelta(minutes=12), timedelta(hours=3)], ids=["a little", "far"])
def test_ice_ends_after_its_true_time_though_the_clock_was_set_back(
    desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, back: timedelta
) -> None:
    steady = [1000.0]
    monkeypatch.setattr(clock, "monotonic", lambda: steady[0])
    desk.told(qtbot, lambda journal: journal.log_spasm(8))
    desk.told(qtbot, lambda journal: journal.start("ice"))
    ticker.refresh()
    desk.settle(qtbot)
    for minutes, wall_moves in ((15, timedelta(minutes=15)), (0, -back), (4, timedelta(minutes=4))):
        steady[0] += minutes * 60
        wall.at += wall_moves
        ticker.tick()
    assert ticker.agenda is not None
    assert ticker.agenda.session is not None
    steady[0] += 60
    wall.at += timedelta(minutes=1)
    with qtbot.waitSignal(ticker.time_up):
        ticker.tick()
    desk.settle(qtbot)
