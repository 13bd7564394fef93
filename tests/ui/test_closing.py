"""The questions after closing: each press is saved, none is needed."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backtracker.journal import Journal
from backtracker.ui.dialogs.closing import ClosingDialog
from tests.ui.conftest import OpenDesk, Wall

Left = Qt.MouseButton.LeftButton


def _episode(journal: Journal, wall: Wall) -> str:
    onset = journal.log_spasm(8)
    journal.answer_trigger(onset.episode.id, "lift", "yes")
    wall.set(20, 15)
    journal.did("walk")
    wall.set(23, 15)
    journal.close()
    return onset.episode.id


@pytest.fixture
def closed(desk: OpenDesk, wall: Wall, qtbot: QtBot) -> tuple[ClosingDialog, str]:
    episode_id: str = desk.told(qtbot, lambda journal: _episode(journal, wall))
    dialog = ClosingDialog(desk, episode_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    desk.settle(qtbot)
    return dialog, episode_id


def _story(desk: OpenDesk, qtbot: QtBot, episode_id: str) -> Any:
    return desk.told(qtbot, lambda journal: journal.story(episode_id))


def test_it_says_how_long_and_knows_what_was_said(closed: tuple[ClosingDialog, str]) -> None:
    dialog, _ = closed
    assert dialog.lead.text().startswith("It lasted 4 days.")
    assert dialog.triggers.grid.chosen() == {"lift"}
    assert dialog.helped.order()[0] == "walk"
    assert dialog.helped.chosen() == frozenset()


def test_presses_are_saved_one_by_one(closed: tuple[ClosingDialog, str], desk: OpenDesk, qtbot: QtBot) -> None:
    dialog, episode_id = closed
    QTest.mouseClick(dialog.helped.chips["walk"], Left)
    QTest.mouseClick(dialog.triggers.grid.chips["stress"], Left)
    QTest.mouseClick(dialog.triggers.grid.chips["lift"], Left)
    log = _story(desk, qtbot, episode_id)
    assert log.episode.helped == {"walk"}
    assert [(each.trigger, each.answer) for each in log.exposures] == [("stress", "yes")]
    assert not log.running


def test_an_own_trigger(closed: tuple[ClosingDialog, str], desk: OpenDesk, qtbot: QtBot) -> None:
    dialog, episode_id = closed
    QTest.mouseClick(dialog.more, Left)
    QTest.keyClicks(dialog.triggers.line, "  moving  house ")
    QTest.keyClick(dialog.triggers.line, Qt.Key.Key_Return)
    log = _story(desk, qtbot, episode_id)
    assert {each.trigger for each in log.exposures} == {"lift", "own:moving house"}
    assert dialog.isVisible()


def test_leaving_at_once_changes_nothing(closed: tuple[ClosingDialog, str], desk: OpenDesk, qtbot: QtBot) -> None:
    dialog, episode_id = closed
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert _story(desk, qtbot, episode_id).episode.helped == frozenset()


def test_not_over_after_all(closed: tuple[ClosingDialog, str], desk: OpenDesk, qtbot: QtBot) -> None:
    dialog, episode_id = closed
    QTest.mouseClick(dialog.reopen, Left)
    assert _story(desk, qtbot, episode_id).running
    assert not dialog.isVisible()
