"""The switcher of sections and the box to tick, by mouse, by keyboard and for ears."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backtracker.ui.widgets.switcher import Switcher
from backtracker.ui.widgets.tick import Tick

Left = Qt.MouseButton.LeftButton
ITEMS = (("a", "First", "doctor"), ("b", "Second", "help"), ("c", "Third", "massage"))


@pytest.fixture
def shown(look: None, qtbot: QtBot) -> Any:
    windows: list[QWidget] = []

    def show(*widgets: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        qtbot.addWidget(window)
        window.resize(600, 300)
        window.show()
        return window

    return show


def test_one_section_is_always_chosen(shown: Any, qtbot: Any) -> None:
    heard: list[str] = []
    switcher = Switcher("Sections", ITEMS)
    switcher.chosen.connect(heard.append)
    switcher.set_current("a")
    shown(switcher)
    qtbot.mouseClick(switcher.tabs["b"], Left)
    qtbot.mouseClick(switcher.tabs["b"], Left, delay=600)
    assert heard == ["b"]
    assert [key for key, tab in switcher.tabs.items() if tab.isChecked()] == ["b"]


@pytest.mark.parametrize(
    ("start", "key", "goal"),
    [("a", Qt.Key.Key_Right, "b"), ("c", Qt.Key.Key_Right, "c"), ("b", Qt.Key.Key_Left, "a"),
     ("a", Qt.Key.Key_End, "c"),
     ("c", Qt.Key.Key_Home, "a"), ("b", Qt.Key.Key_Down, "c"), ("b", Qt.Key.Key_Up, "a")],
)  # fmt: skip
def test_arrows_choose_and_the_tab_key_comes_to_the_chosen_one_alone(
    shown: Any, qtbot: Any, start: str, key: Qt.Key, goal: str
) -> None:
    switcher = Switcher("Sections", ITEMS)
    switcher.set_current(start)
    shown(switcher)
    qtbot.keyClick(switcher.tabs[start], key)
    assert switcher.current == goal
    reachable = [name for name, tab in switcher.tabs.items() if tab.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert reachable == [goal]


def test_a_tick_is_pressed_on_its_box_on_its_words_and_by_space(shown: Any, qtbot: Any) -> None:
    heard: list[bool] = []
    tick = Tick("A question that is asked")
    tick.toggled.connect(heard.append)
    shown(tick)
    assert tick.box.accessibleName() == "A question that is asked"
    qtbot.mouseClick(tick.box, Left)
    qtbot.mouseClick(tick.words, Left, pos=QPoint(20, 10))
    tick.box.setFocus()
    qtbot.keyClick(tick.box, Qt.Key.Key_Space)
    assert heard == [True, False, True]
    assert tick.on
