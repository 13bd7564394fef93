"""Switch and stepper: presses, keys, ends, holding, and what ears hear."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backtracker.ui.widgets.stepper import Stepper
from backtracker.ui.widgets.switch import Switch

Key = Qt.Key


def stepper(qtbot: QtBot, value: int = 3, *, around: bool = False) -> tuple[Stepper[int], list[int]]:
    host = QWidget()
    made: Stepper[int] = Stepper("Walk every", range(1, 11), value, lambda n: f"{n} min", around=around)
    QVBoxLayout(host).addWidget(made)
    qtbot.addWidget(host)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    heard: list[int] = []
    made.stepped.connect(heard.append)
    made.host = host  # type: ignore[attr-defined]
    return made, heard


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_minus_and_plus_go_one_step(look: None, qtbot: QtBot) -> None:
    made, heard = stepper(qtbot)
    press(made.more)
    press(made.less)
    press(made.less)
    assert heard == [4, 3, 2]
    assert made.shown.text() == "2 min"


def test_at_an_end_that_side_is_off(look: None, qtbot: QtBot) -> None:
    made, heard = stepper(qtbot, 2)
    press(made.less)
    assert not made.less.isEnabled()
    press(made.less)
    assert heard == [1]
    press(made.more)
    assert made.less.isEnabled()


def test_around_the_last_is_followed_by_the_first(look: None, qtbot: QtBot) -> None:
    made, heard = stepper(qtbot, 10, around=True)
    press(made.more)
    press(made.less)
    assert heard == [1, 10]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Key.Key_Up, 4), (Key.Key_Right, 4), (Key.Key_Down, 2), (Key.Key_Left, 2),
        (Key.Key_PageUp, 8), (Key.Key_PageDown, 1), (Key.Key_Home, 1), (Key.Key_End, 10),
    ],
)  # fmt: skip
@pytest.mark.parametrize("side", ["less", "more"])
def test_keys_step_whichever_side_has_the_keyboard(
    look: None, qtbot: QtBot, key: Qt.Key, value: int, side: str
) -> None:
    made, heard = stepper(qtbot)
    button = getattr(made, side)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, key)
    assert heard == [value]


def test_the_keyboard_stays_with_it_at_the_end(look: None, qtbot: QtBot) -> None:
    made, _ = stepper(qtbot, 2)
    made.less.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(made.less, Key.Key_Space)
    assert made.value == 1
    assert made.more.hasFocus()


def test_holding_goes_on(look: None, qtbot: QtBot) -> None:
    made, heard = stepper(qtbot)
    made.more.setAutoRepeatDelay(1)
    made.more.setAutoRepeatInterval(1)
    QTest.mousePress(made.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: heard == [4, 5, 6, 7, 8, 9, 10])
    QTest.mouseRelease(made.more, Qt.MouseButton.LeftButton)
    assert not made.more.isDown()


def test_a_value_is_shown_without_being_announced_also_one_between_the_steps(look: None, qtbot: QtBot) -> None:
    made: Stepper[int] = Stepper("Walk every", [30, 60, 90], 60, str)
    qtbot.addWidget(made)
    heard: list[int] = []
    made.stepped.connect(heard.append)
    made.set_value(45)
    assert (made.value, made.shown.text(), heard) == (45, "45", [])
    press(made.more)
    assert heard == [60]


def test_ears_hear_what_and_how_much(look: None, qtbot: QtBot) -> None:
    made, _ = stepper(qtbot)
    assert made.accessibleName() == "Walk every"
    assert made.accessibleDescription() == "3 min"
    assert made.less.accessibleName() == "Walk every: less"
    press(made.more)
    assert made.accessibleDescription() == "4 min"


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
def test_a_switch_turns_by_mouse_and_key(look: None, qtbot: QtBot, key: Qt.Key) -> None:
    switch = Switch("Sound", True)
    qtbot.addWidget(switch)
    switch.show()
    heard: list[bool] = []
    switch.toggled.connect(heard.append)
    press(switch)
    QTest.keyClick(switch, key)
    assert heard == [False, True]


def test_a_switch_says_its_state_in_a_word_and_looks_different(look: None, qtbot: QtBot) -> None:
    switch = Switch("Sound", True)
    qtbot.addWidget(switch)
    on = switch.grab().toImage()
    switch.setChecked(False)
    assert switch.grab().toImage() != on
    assert switch.accessibleName() == "Sound"
    assert switch.isCheckable()
    assert switch.sizeHint().height() >= 44
