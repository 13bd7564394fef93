"""Taking back in the window: what was done last, whatever it was, and never something older by surprise."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from backtracker.paths import SETTINGS
from backtracker.ui.dialogs.flags import FlagSheet
from backtracker.ui.pages.settings import SettingsPage
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.stepper import Stepper
from backtracker.ui.window import MainWindow
from tests.ui.conftest import OpenDesk
from tests.ui.test_window import Bench, Ctrl, Shift

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, ticker, qtbot)
    yield made
    desk.settle(qtbot)


def click(bench: Bench, button: QAbstractButton) -> None:
    QTest.mouseClick(button, Left)
    bench.desk.settle(bench.qtbot)


def escape(bench: Bench) -> None:
    """Escape, where the keyboard is."""
    QTest.keyClick(bench.window.focusWidget(), Qt.Key.Key_Escape)
    bench.desk.settle(bench.qtbot)


def stepper(bench: Bench, name: str) -> "Stepper[int]":
    bench.window.show_page("settings")
    page = bench.window.page("settings")
    assert isinstance(page, SettingsPage)
    bench.desk.settle(bench.qtbot)
    control = page.controls[name]
    assert isinstance(control, Stepper)
    return control


def red_flag(bench: Bench) -> str:
    """What the notice of a warning sign says, if one is up."""
    notice = bench.window.flags.notice
    return "" if notice is None else notice.words.text()


def undos_in_sight(bench: Bench) -> int:
    return sum(each.isVisible() and each.text() == "Undo" for each in bench.window.findChildren(QAbstractButton))


# Settings ------------------------------------------------------------------------------------


def test_a_setting_is_taken_back_before_the_spasm_that_is_older(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_spasm(8))
    click(bench, stepper(bench, "heat_from_hours").less)
    assert bench.bar == "Saved: Heat from 71 h"
    bench.key(Qt.Key.Key_Z)
    assert bench.bar == "Taken back: Heat from 71 h"
    assert bench.desk.settings.rules.heat_from_hours == 72
    assert bench.do(lambda journal: journal.running_log()) is not None
    bench.key(Qt.Key.Key_Z)
    assert bench.bar == "Taken back: Spasm, 8 at 14:05"
    assert bench.do(lambda journal: journal.running_log()) is None
    bench.key(Qt.Key.Key_Z)
    assert bench.bar == "There is nothing to take back."
    for said in ("Spasm, 8 at 14:05", "Heat from 71 h"):
        bench.key(Qt.Key.Key_Z, Ctrl | Shift)
        assert bench.bar == said
    assert bench.desk.settings.rules.heat_from_hours == 71


def test_steps_of_one_setting_are_one_deed(bench: Bench) -> None:
    heat = stepper(bench, "heat_from_hours")
    for _ in range(3):
        click(bench, heat.less)
    click(bench, stepper(bench, "walk_days").less)
    bench.press("Undo")
    assert bench.desk.settings.rules.walk_days == 14
    bench.key(Qt.Key.Key_Z)
    assert bench.desk.settings.rules.heat_from_hours == 72


def test_a_setting_that_is_where_it_was_is_no_deed(bench: Bench) -> None:
    heat = stepper(bench, "heat_from_hours")
    click(bench, heat.less)
    click(bench, heat.more)
    assert bench.bar == "As it was: Heat from 72 h"
    bench.key(Qt.Key.Key_Z)
    assert bench.bar == "There is nothing to take back."


def test_a_switch_and_the_look_say_what_they_are_now(bench: Bench) -> None:
    bench.window.show_page("settings")
    page = bench.window.page("settings")
    assert isinstance(page, SettingsPage)
    bench.desk.settle(bench.qtbot)
    page.controls["sound"].click()  # type: ignore[attr-defined]
    bench.desk.settle(bench.qtbot)
    assert bench.bar == "Saved: Sound: off"
    click(bench, page.choices["theme"]["light"])
    assert bench.bar == "Saved: Look: Light"
    bench.press("Undo")
    assert (bench.desk.settings.theme, bench.desk.settings.sound) == ("system", False)


def test_what_cannot_be_kept_is_not_said_to_be_saved(bench: Bench) -> None:
    (bench.desk.folder / SETTINGS).unlink(missing_ok=True)
    (bench.desk.folder / SETTINGS).mkdir()  # no file can take its place
    click(bench, stepper(bench, "heat_from_hours").less)
    assert bench.bar == ""
    assert "in force until backtracker is closed" in bench.notice


def test_a_key_that_is_held_takes_back_once(bench: Bench) -> None:
    shortcuts = bench.window.findChildren(QShortcut)
    assert QKeySequence("Ctrl+Z") in [each.key() for each in shortcuts]
    assert not any(each.autoRepeat() for each in shortcuts)


# The record ----------------------------------------------------------------------------------


def test_what_was_there_before_the_window_opened_is_not_taken_back(bench: Bench, ticker: Ticker) -> None:
    bench.do(lambda journal: journal.log_pain(4))
    later = MainWindow(bench.desk, ticker)
    bench.qtbot.addWidget(later)
    later.may_close = True
    later.deeds.undo()
    bench.desk.settle(bench.qtbot)
    assert later.undo_bar().words() == "There is nothing to take back."
    assert bench.levels() == [4]


def test_keys_faster_than_the_disk_take_back_one_each(bench: Bench) -> None:
    for level in (4, 5, 6):
        bench.do(lambda journal, level=level: journal.log_pain(level))
    for _ in range(2):
        QTest.keyClick(bench.window, Qt.Key.Key_Z, Ctrl)
    bench.desk.settle(bench.qtbot)
    assert bench.levels() == [4]


def test_undo_of_a_taking_back_brings_it_back(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_pain(4))
    bench.press("Undo")
    assert (bench.bar, bench.levels()) == ("Taken back: Pain 4 at 14:05", [])
    bench.press("Undo")
    assert (bench.bar, bench.levels()) == ("Pain 4 at 14:05", [4])


def test_what_something_else_builds_on_stays(bench: Bench) -> None:
    entry = bench.do(lambda journal: journal.log_pain(4)).value
    bench.window.deeds._done.append(bench.window.deeds._done[0])  # as if the later one were another program's
    bench.do(lambda journal: journal.delete(entry))
    bench.window.deeds._done.pop()
    bench.key(Qt.Key.Key_Z)
    assert bench.notice.startswith("This was changed again later.")
    assert bench.window.deeds._done


# The spasm screen ----------------------------------------------------------------------------


def hit(bench: Bench, level: int = 8) -> None:
    bench.key(Qt.Key.Key_N)
    click(bench, bench.window.spasm_screen().number.pain.cells[level])


def test_a_new_spasm_has_one_undo_in_sight(bench: Bench) -> None:
    hit(bench)
    assert undos_in_sight(bench) == 1
    click(bench, bench.window.spasm_screen().details.triggers.picker.grid.chips["lift"])
    assert undos_in_sight(bench) == 1
    assert bench.bar == ""
    bench.key(Qt.Key.Key_Z)
    assert bench.bar == "Taken back: Lifted a weight: yes"
    assert undos_in_sight(bench) == 1


def test_a_spasm_that_was_none_is_taken_back_with_all_and_brought_back(bench: Bench) -> None:
    hit(bench)
    screen = bench.window.spasm_screen()
    click(bench, screen.details.triggers.picker.grid.chips["lift"])
    QTest.keyClicks(screen.details.note.text, "The crate.")
    click(bench, screen.bar.undo)
    assert bench.do(lambda journal: journal.running_log()) is None
    assert bench.bar == "Taken back: Spasm, 8 at 14:05"
    assert "inside the running episode" not in screen.number.line.text()
    bench.press("Undo")
    log = bench.do(lambda journal: journal.running_log())
    assert [each.trigger for each in log.exposures] == ["lift"]
    assert log.episode.note == "The crate."
    assert screen.stack.currentWidget() is screen.details
    assert screen.details.note.text.toPlainText() == "The crate."
    assert undos_in_sight(bench) == 1


def test_another_number_keeps_everything(bench: Bench) -> None:
    hit(bench)
    screen = bench.window.spasm_screen()
    click(bench, screen.details.triggers.picker.grid.chips["lift"])
    bench.press("Change number")
    assert not screen.number.when_row.isVisible()
    click(bench, screen.number.pain.cells[6])
    assert screen.stack.currentWidget() is screen.details
    assert screen.bar.title.text() == "Saved: 6 at 14:05"
    log = bench.do(lambda journal: journal.running_log())
    assert [(each.level, each.role) for each in log.readings] == [(6, "onset")]
    assert [each.trigger for each in log.exposures] == ["lift"]


def test_another_number_for_a_new_spasm_inside_an_episode(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_spasm(5, journal.now().replace(hour=8)))
    bench.window.ticker.refresh()
    hit(bench)
    bench.press("Change number")
    click(bench, bench.window.spasm_screen().number.pain.cells[9])
    log = bench.do(lambda journal: journal.running_log())
    assert [(each.level, each.role) for each in log.readings] == [(5, "onset"), (9, "flare")]


def test_escape_from_changing_the_number_goes_back_to_what_was_saved(bench: Bench) -> None:
    hit(bench)
    screen = bench.window.spasm_screen()
    bench.press("Change number")
    escape(bench)
    assert screen.stack.currentWidget() is screen.details
    assert screen.isVisible()


# The warning signs ---------------------------------------------------------------------------


def test_the_notice_goes_when_the_answer_is_corrected_or_taken_back(bench: Bench) -> None:
    hit(bench)
    check = bench.window.spasm_screen().details.check
    click(bench, check.yes)
    sheet = bench.window.findChild(FlagSheet)
    assert isinstance(sheet, FlagSheet)
    click(bench, sheet.grids["emergency"].chips["saddle"])
    click(bench, sheet.save_button)
    bench.window.activateWindow()
    bench.qtbot.waitUntil(bench.window.isActiveWindow)
    assert red_flag(bench) == "Get emergency care now"
    click(bench, check.no)
    assert red_flag(bench) == "Get emergency care now", "a slip erases nothing: it is asked what was wrong"
    again = bench.window.findChildren(FlagSheet)[-1]
    assert again.isVisible()
    assert again.chosen() == {"saddle"}
    click(bench, again.grids["emergency"].chips["saddle"])
    click(bench, again.save_button)
    bench.window.activateWindow()
    bench.qtbot.waitUntil(bench.window.isActiveWindow)
    assert red_flag(bench) == ""
    bench.key(Qt.Key.Key_Z)
    assert red_flag(bench) == "Get emergency care now"
    click(bench, bench.window.spasm_screen().bar.undo)
    assert bench.do(lambda journal: journal.running_log()) is None
    assert red_flag(bench) == "Get emergency care now", "a spasm that was none takes no unread warning with it"
    bench.press("Undo")
    assert bench.do(lambda journal: journal.running_log().checks)[-1].flags == {"saddle"}
    assert red_flag(bench) == "Get emergency care now"
    bench.press("I have read this")
    click(bench, check.no)
    bench.key(Qt.Key.Key_Z)
    assert red_flag(bench) == ""


# The bar and the keyboard --------------------------------------------------------------------


def test_the_bar_lies_over_the_page_that_comes_up_and_goes_by_itself(bench: Bench) -> None:
    bar = bench.window.undo_bar()
    bench.window.open_details(bench.do(lambda journal: journal.log_spasm(8)).episode.id)
    bench.desk.settle(bench.qtbot)
    screen = bench.window.spasm_screen()
    click(bench, screen.details.triggers.picker.grid.chips["lift"])
    assert bar.isVisible()
    click(bench, screen.bar.close_button)
    assert bench.window.current == "today"
    assert bench.window._over.childAt(bar.geometry().center()) in (bar, *bar.children())
    bar._timer.timeout.emit()
    assert not bar.isVisible()


def test_after_escape_from_a_spasm_the_keyboard_is_on_the_page(bench: Bench) -> None:
    bench.window.show_page("welcome")
    bench.window.page("welcome").next_button.setFocus()  # type: ignore[attr-defined]
    bench.key(Qt.Key.Key_N)
    escape(bench)
    assert bench.window.current == "today"
    assert bench.window.focusWidget() is bench.window.page("today")
