"""The check of warning signs in the window: sheet, notice, the cards of Today, and what has to wait meanwhile."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from backtracker import tokens
from backtracker.ui import theme
from backtracker.ui.dialogs.flags import FlagSheet
from backtracker.ui.reminders.reminders import Reminders
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.labelled import LabelledRow
from backtracker.ui.widgets.notice import Notice
from backtracker.ui.window import MainWindow
from tests.ui.conftest import OpenDesk, Wall

Left = Qt.MouseButton.LeftButton


class Bench:
    def __init__(self, desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> None:
        self.desk, self.ticker, self.wall, self.qtbot = desk, ticker, wall, qtbot
        self.window = MainWindow(desk, ticker)
        self.window.may_close = True
        self.reminders = Reminders(desk, ticker)
        self.window.flagged.connect(ticker.set_flagged)
        self.window.flagged.connect(self.reminders.set_flagged)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.window.show_page("today")
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        desk.settle(qtbot)

    def do(self, deed: Any) -> Any:
        return self.desk.told(self.qtbot, deed)

    def click(self, button: QWidget) -> None:
        self.qtbot.waitUntil(button.isVisible)
        QTest.mouseClick(button, Left)
        self.desk.settle(self.qtbot)

    def button(self, name: str) -> QAbstractButton:
        return next(
            each
            for each in self.window.findChildren(QAbstractButton)
            if each.isVisible() and name in (each.text(), each.accessibleName())
        )

    def sheet(self) -> FlagSheet:
        """The sheet, opened by the press on Today."""
        QTest.mouseClick(self.button("Check for warning signs"), Left)
        found = next(iter(self.window.findChildren(FlagSheet)[::-1]), None)
        assert isinstance(found, FlagSheet)
        self.qtbot.waitUntil(found.isVisible)
        return found

    def answer(self, *signs: str) -> None:
        sheet = self.sheet()
        for grid in sheet.grids.values():
            for key in signs:
                if key in grid.chips:
                    QTest.mouseClick(grid.chips[key], Left)
        self.click(sheet.save_button)

    def front(self) -> None:
        """The window has the keyboard again."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def notice(self) -> Notice:
        assert self.window.flags.notice is not None
        return self.window.flags.notice

    @property
    def is_up(self) -> bool:
        return self.window.flags.notice is not None

    def last(self) -> Any:
        return self.do(lambda journal: journal.last_check())

    def tick(self, *when: int) -> None:
        self.wall.set(*when)
        self.ticker.tick()
        self.desk.settle(self.qtbot)


def focused() -> QWidget:
    """What has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, ticker, wall, qtbot)
    yield made
    desk.settle(qtbot)
    made.reminders.close()


# The sheet ------------------------------------------------------------------------------------


@pytest.mark.parametrize("episode", [False, True])
def test_one_press_on_today_asks_and_none_is_an_answer(bench: Bench, episode: bool) -> None:
    if episode:
        bench.do(lambda journal: journal.log_spasm(8))
    bench.answer()
    assert bench.last().flags == frozenset()
    assert (bench.last().episode_id is not None) is episode
    assert not bench.is_up
    view = bench.window.page("today").episode if episode else bench.window.page("today").ordinary  # type: ignore[attr-defined]
    assert view.warning.last.text() == "Last answer, 20 November at 14:05: none of them."


def test_the_button_says_what_it_saves_and_nothing_is_chosen_beforehand(bench: Bench) -> None:
    sheet = bench.sheet()
    assert sheet.chosen() == frozenset()
    assert sheet.save_button.text() == "None of these"
    chips = sheet.grids["emergency"].chips
    QTest.mouseClick(chips["saddle"], Left)
    assert sheet.save_button.text() == "Yes, this one"
    QTest.mouseClick(chips["legs"], Left)
    assert sheet.save_button.text() == "Yes, these 2"
    assert chips["legs"].accessibleDescription() == "Weakness or numbness in both legs"
    bench.click(sheet.cancel_button)
    assert bench.last() is None


def test_the_questions_stand_clear_of_their_signs(bench: Bench) -> None:
    rows = bench.sheet().findChildren(LabelledRow)
    column = theme.px(tokens.LABEL_COLUMN)
    assert len(rows) == 2
    assert all(row.words.sizeHint().width() <= column - 8 for row in rows)


def test_enter_on_a_sign_is_no_answer(bench: Bench) -> None:
    sheet = bench.sheet()
    chip = sheet.grids["soon"].chips["fever"]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Return)
    bench.desk.settle(bench.qtbot)
    assert bench.last() is None
    assert sheet.chosen() == {"fever"}
    QTest.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.desk.settle(bench.qtbot)
    assert bench.last().flags == {"fever"}


# The notice -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sign", "title"), [("saddle", "Get emergency care now"), ("fever", "Call your doctor")], ids=["emergency", "soon"]
)
def test_a_yes_stands_above_every_page_until_it_is_read(bench: Bench, sign: str, title: str) -> None:
    bench.answer(sign)
    assert bench.notice.words.text() == title
    for page in ("history", "patterns", "settings", "today"):
        bench.window.show_page(page)
        bench.desk.settle(bench.qtbot)
        assert bench.notice.isVisible()
        assert (bench.notice.y(), bench.notice.width()) == (0, bench.window.width())
    bench.window.ask_spasm()
    assert bench.notice.isVisible()
    bench.click(bench.button("I have read this"))
    assert not bench.is_up
    assert bench.do(lambda journal: journal.standing()) is None
    assert bench.window.undo_bar().words() == "Notice read"


def test_it_is_there_after_a_restart_and_has_the_keyboard(bench: Bench) -> None:
    bench.answer("saddle")
    again = MainWindow(bench.desk, bench.ticker)
    again.may_close = True
    bench.qtbot.addWidget(again)
    again.show_page("today")
    again.show()
    again.flags.look()
    bench.desk.settle(bench.qtbot)
    assert again.flags.notice is not None
    assert again.focusWidget() is again.flags.notice
    again.close()


def test_the_keyboard_reaches_it_first_and_no_slip_reads_it(bench: Bench) -> None:
    bench.answer("saddle")
    bench.front()
    assert focused() is bench.notice
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTest.keyClick(bench.notice, key)
    bench.desk.settle(bench.qtbot)
    assert bench.is_up
    stops = []
    for _ in range(3):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        stops.append(focused())
    assert stops[:2] == [bench.window.flags.change_button, bench.window.flags.read_button]
    assert not bench.notice.isAncestorOf(stops[2])
    QTest.keyClick(bench.window, Qt.Key.Key_F6)
    assert focused() is bench.notice
    QTest.keyClick(bench.notice, Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    bench.desk.settle(bench.qtbot)
    assert not bench.is_up
    assert bench.window.focusWidget() is bench.window.page("today")


def test_it_is_told_to_a_screen_reader(bench: Bench) -> None:
    bench.answer("saddle")
    name = bench.notice.accessibleName()
    assert name.startswith("Get emergency care now You said yes to: numb around the seat.")
    interface = QAccessible.queryAccessibleInterface(bench.notice)
    assert interface.text(QAccessible.Text.Name) == name
    assert interface.state().focusable


def test_a_mistake_can_be_corrected_from_the_notice(bench: Bench) -> None:
    bench.answer("saddle")
    bench.wall.at += timedelta(hours=3)
    QTest.mouseClick(bench.button("Change the answer"), Left)
    sheet = bench.window.findChild(FlagSheet)
    assert isinstance(sheet, FlagSheet)
    assert sheet.chosen() == {"saddle"}
    QTest.mouseClick(sheet.grids["emergency"].chips["saddle"], Left)
    QTest.mouseClick(sheet.grids["soon"].chips["night"], Left)
    bench.click(sheet.save_button)
    assert bench.notice.words.text() == "Call your doctor"
    bench.do(lambda journal: journal.undo())
    assert bench.notice.words.text() == "Get emergency care now"


def test_asked_again_while_it_stands_the_sheet_shows_what_was_said(bench: Bench) -> None:
    bench.answer("urine")
    bench.front()
    sheet = bench.sheet()
    assert sheet.chosen() == {"urine"}
    said = [each.text() for each in sheet.findChildren(QLabel)]
    assert "You said this. Take away only what was never so." in said
    assert sheet.delete_button.isVisible()
    QTest.mouseClick(sheet.grids["emergency"].chips["legs"], Left)
    bench.click(sheet.save_button)
    bench.do(lambda journal: journal.check_flags(["fever"]))
    bench.front()
    found = bench.do(lambda journal: journal.standing())
    assert (found.flags, len(found.checks)) == (("urine", "legs", "fever"), 3)
    QTest.mouseClick(bench.button("Change the answer"), Left)
    sheet = bench.window.findChildren(FlagSheet)[-1]
    assert sheet.chosen() == {"urine", "legs", "fever"}
    assert not sheet.delete_button.isVisible(), "several answers are not deleted with one press"
    QTest.mouseClick(sheet.grids["emergency"].chips["urine"], Left)
    bench.click(sheet.save_button)
    assert bench.do(lambda journal: journal.standing()).flags == ("legs", "fever")
    assert bench.notice.words.text() == "Get emergency care now"


def test_saved_as_it_stands_nothing_is_written(bench: Bench) -> None:
    bench.answer("urine")
    before = bench.do(lambda journal: journal.standing())
    bench.front()
    bench.click(bench.sheet().save_button)
    assert bench.do(lambda journal: journal.standing()) == before


def test_undo_takes_it_away_and_another_program_brings_it_up(bench: Bench) -> None:
    bench.answer("saddle")
    bench.front()
    QTest.keyClick(bench.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    bench.desk.settle(bench.qtbot)
    assert not bench.is_up
    bench.do(lambda journal: journal.check_flags(["fever"]))
    assert bench.is_up


def test_a_window_that_was_hidden_comes_with_it(bench: Bench) -> None:
    bench.window.hide()
    bench.do(lambda journal: journal.check_flags(["fever"]))
    bench.qtbot.waitUntil(bench.window.isVisible)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 600), (560, 420)])
def test_nothing_of_it_is_cut(bench: Bench, width: int, height: int) -> None:
    bench.window.resize(width, height)
    bench.do(lambda journal: journal.check_flags(["urine", "stool", "saddle", "legs", "sexual", "fever"]))
    bench.qtbot.waitUntil(lambda: bench.notice.width() == width)
    for words in (bench.notice.words, bench.notice.detail):
        assert words.height() >= words.heightForWidth(words.width())
    for each in bench.notice.findChildren(QAbstractButton):
        assert each.width() >= each.sizeHint().width()
        assert bench.notice.rect().contains(each.mapTo(bench.notice, each.rect().center()))
    assert (bench.window.width(), bench.window.height()) == (width, height)


# What waits -----------------------------------------------------------------------------------


def test_a_reminder_waits_until_the_notice_was_read(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_spasm(8))
    bench.answer("saddle")
    bench.tick(20, 15, 10)
    assert not bench.reminders.popup.isVisible()
    shown = bench.do(lambda journal: [each for each in journal.running_log().acts if each.step == "walk"])
    assert shown == []
    bench.click(bench.button("I have read this"))
    bench.qtbot.waitUntil(bench.reminders.popup.isVisible)


def test_a_card_that_is_up_gives_way_and_comes_back(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_spasm(8))
    bench.tick(20, 15, 10)
    bench.qtbot.waitUntil(bench.reminders.popup.isVisible)
    bench.do(lambda journal: journal.check_flags(["saddle"]))
    assert not bench.reminders.popup.isVisible()
    bench.tick(20, 15, 40)
    assert not bench.reminders.popup.isVisible()
    bench.click(bench.button("I have read this"))
    bench.qtbot.waitUntil(bench.reminders.popup.isVisible)


def test_the_end_of_the_ice_rings_all_the_same(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_spasm(8))
    bench.do(lambda journal: journal.start("ice"))
    bench.answer("saddle")
    bench.tick(20, 14, 26)
    bench.qtbot.waitUntil(bench.reminders.popup.isVisible)
    assert bench.is_up


# Suggestions ----------------------------------------------------------------------------------


def medicine_for(bench: Bench, days: int) -> None:
    for number in range(days):
        at = bench.wall.at - timedelta(days=number)
        bench.do(lambda journal, at=at: journal.did("medicine", at, product="Ibuprofen"))


def test_a_suggestion_is_a_quiet_card_with_its_evidence_and_can_be_put_away(bench: Bench) -> None:
    medicine_for(bench, 10)
    card = bench.window.page("today").ordinary.suggested  # type: ignore[attr-defined]
    assert not card.isVisible()
    medicine_for(bench, 11)
    assert card.isVisible()
    said = [each.text() for each in card.findChildren(QWidget) if hasattr(each, "text") and each.isVisible()]
    assert "Medicine on 11 of the last 30 days." in said
    assert not bench.reminders.popup.isVisible()
    bench.click(card.buttons[1])
    assert not card.isVisible()
    QTest.keyClick(bench.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    bench.desk.settle(bench.qtbot)
    assert card.isVisible()


def test_it_can_become_a_question_for_the_next_visit(bench: Bench) -> None:
    medicine_for(bench, 11)
    card = bench.window.page("today").ordinary.suggested  # type: ignore[attr-defined]
    bench.click(card.buttons[0])
    assert not card.isVisible()
    (question,) = bench.do(lambda journal: journal.questions_seen()).open
    assert question.words == "Medicine on 11 of the last 30 days."


def test_an_answer_outside_of_any_episode_is_in_the_log_of_the_day_and_can_be_changed(bench: Bench) -> None:
    bench.answer("fever")
    bench.click(bench.button("I have read this"))
    (row,) = bench.window.page("today").ordinary.log.rows  # type: ignore[attr-defined]
    row.change_requested.emit()
    sheet = bench.window.findChild(FlagSheet)
    assert isinstance(sheet, FlagSheet)
    assert sheet.chosen() == {"fever"}
    bench.click(sheet.delete_button)
    assert bench.last() is None


def test_it_is_on_today_during_an_episode_too(bench: Bench) -> None:
    medicine_for(bench, 11)
    bench.do(lambda journal: journal.log_spasm(8))
    view: QObject = bench.window.page("today").episode  # type: ignore[attr-defined]
    assert view.suggested.isVisible()  # type: ignore[attr-defined]
