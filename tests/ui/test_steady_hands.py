"""Hands that tremble: a second press does no harm."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backtracker.ui.widgets import fresh
from backtracker.ui.widgets.buttons import Button, primary
from backtracker.ui.widgets.fresh import Fresh
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


# What has just appeared -----------------------------------------------------------------------


@pytest.fixture
def card(qtbot: QtBot, look: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Fresh, Button]]:
    """A card with a button on it, and the guard that knows when it came up."""
    monkeypatch.setattr(fresh, "SETTLES_MS", 600)
    root = QWidget()
    qtbot.addWidget(root)
    button = Button("Start 5 min", parent=root)
    guard = Fresh(root)
    yield guard, button
    guard.timer.timeout.emit()
    guard.timer.stop()


def key_press(button: Button, key: Qt.Key) -> None:
    QApplication.sendEvent(button, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


def test_what_has_just_appeared_takes_no_press_and_no_key(card: tuple[Fresh, Button]) -> None:
    guard, button = card
    heard = heard_by(button)
    guard.begin()
    press(button)
    press(button, DOUBLE)
    key_press(button, Qt.Key.Key_Return)
    key_press(button, Qt.Key.Key_Space)
    assert heard == []
    guard.timer.timeout.emit()
    press(button)
    assert len(heard) == 1


def test_it_is_held_back_for_as_long_as_a_second_press_takes(card: tuple[Fresh, Button]) -> None:
    guard, _ = card
    guard.begin()
    assert guard.timer.interval() == 600
    assert guard.timer.isActive()


def test_elsewhere_and_to_leave_everything_goes_on(card: tuple[Fresh, Button], qtbot: QtBot) -> None:
    guard, button = card
    other = Button("Spasm now")
    qtbot.addWidget(other)
    heard = heard_by(other)
    guard.begin()
    press(other)
    assert len(heard) == 1
    assert fresh.holds(button)
    assert not fresh.holds(other)
    escape = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    went_up: list[int] = []
    root = button.parentWidget()
    assert root is not None
    root.keyPressEvent = lambda event: went_up.append(event.key())  # type: ignore[method-assign]
    QApplication.sendEvent(root, escape)
    assert went_up == [Qt.Key.Key_Escape]


def test_a_card_that_is_gone_holds_nothing_back(card: tuple[Fresh, Button]) -> None:
    guard, button = card
    root = button.parentWidget()
    assert root is not None
    inner = QWidget(root)
    within = QWidget(inner)
    Fresh(inner).begin()
    assert fresh.holds(within)
    inner.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    heard = heard_by(button)
    press(button)
    assert len(heard) == 1
    guard.begin()
    assert fresh.holds(button)


def test_plus_counts_each_press_however_quick(qtbot: QtBot, look: None) -> None:
    stepper: Stepper[int] = Stepper("Ice session", range(10, 21), 10, str)
    qtbot.addWidget(stepper)
    press(stepper.more)
    press(stepper.more, DOUBLE)
    press(stepper.more)
    assert stepper.value == 13
