"""Hands that tremble: a second press does no harm."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backtracker.ui.widgets.buttons import Button, primary
from backtracker.ui.widgets.stepper import Stepper

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
