"""Long work in the window's thread is cut into turns; between two of them the window answers."""

from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from backtracker.ui.turns import Turns


def test_steps_come_in_order_and_other_things_between_them(qtbot: QtBot) -> None:
    owner = QObject()
    turns = Turns(owner)
    came: list[str] = []
    beat = QTimer(owner, interval=0)
    beat.timeout.connect(lambda: came.append("the window"))
    beat.start()
    for name in ("first", "second", "third"):
        turns.add(partial(came.append, name), owner)
    assert came == []
    assert not turns.idle
    qtbot.waitUntil(lambda: turns.idle)
    beat.stop()
    assert [each for each in came if each != "the window"] == ["first", "second", "third"]
    for before, after in (("first", "second"), ("second", "third")):
        assert "the window" in came[came.index(before) : came.index(after)]


def test_a_step_may_add_another(qtbot: QtBot) -> None:
    owner = QObject()
    turns = Turns(owner)
    came: list[int] = []
    turns.add(lambda: turns.add(lambda: came.append(2), owner), owner)
    turns.add(lambda: came.append(1), owner)
    qtbot.waitUntil(lambda: turns.idle)
    assert came == [1, 2]


def test_a_step_of_one_that_is_gone_is_left_out(qtbot: QtBot) -> None:
    owner, gone = QObject(), QObject()
    turns = Turns(owner)
    came: list[str] = []
    turns.add(lambda: came.append("gone"), gone)
    turns.add(lambda: came.append("there"), owner)
    delete(gone)
    qtbot.waitUntil(lambda: turns.idle)
    assert came == ["there"]


def test_a_step_that_fails_is_told_and_stops_no_later_one(qtbot: QtBot) -> None:
    owner = QObject()
    turns = Turns(owner)
    came: list[str] = []

    def fail() -> None:
        raise RuntimeError("broken")

    turns.add(fail, owner)
    turns.add(lambda: came.append("there"), owner)
    with qtbot.captureExceptions() as caught:
        qtbot.waitUntil(lambda: turns.idle)
    assert [str(each[1]) for each in caught] == ["broken"]
    assert came == ["there"]


def test_what_waits_is_let_go_of(qtbot: QtBot) -> None:
    owner = QObject()
    turns = Turns(owner)
    turns.add(lambda: pytest.fail("it was let go of"), owner)
    turns.stop()
    assert turns.idle
    QCoreApplication.processEvents()
