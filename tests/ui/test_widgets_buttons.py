from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backtracker.ui import theme
from backtracker.ui.widgets.buttons import Button, SplitButton, link, outlined, primary, quiet, sign_button
from backtracker.ui.widgets.chips import Chip, ChipGrid
from backtracker.ui.widgets.menu import Menu
from backtracker.ui.widgets.painted import Ring
from backtracker.ui.widgets.rail import Rail
from backtracker.ui.widgets.scrolling import ScrollPage

pytestmark = pytest.mark.usefixtures("look")

LEFT = Qt.MouseButton.LeftButton


def show(qtbot: QtBot, window: QWidget) -> None:
    """On the screen, and with the keyboard."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


@pytest.mark.parametrize("made", [primary, outlined, quiet, link], ids=lambda made: made.__name__)
def test_every_button_is_a_full_target_with_a_name_and_a_role(qtbot: QtBot, made: type[Button]) -> None:
    button = made("Take note")
    qtbot.addWidget(button)
    assert button.sizeHint().height() >= 44
    assert button.sizeHint().width() >= 44
    seen = QAccessible.queryAccessibleInterface(button)
    assert seen.text(QAccessible.Text.Name) == "Take note"
    assert seen.role() == QAccessible.Role.Button


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_press_a_button(qtbot: QtBot, key: Qt.Key) -> None:
    button = outlined("Done")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


def test_a_sign_alone_has_a_name(qtbot: QtBot) -> None:
    button = sign_button("close", "Close")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Close", "Close")
    assert button.sizeHint().width() == button.sizeHint().height() == 44


def test_the_words_of_a_button_have_their_whole_room(qtbot: QtBot) -> None:
    for button in (primary("Start 20 min", "play"), Button("Medicine", "chip", "medicine"), link("All of today")):
        qtbot.addWidget(button)
        assert button.sizeHint().width() >= button.fontMetrics().horizontalAdvance(button.text())


def test_the_split_button_does_the_usual_on_a_press_and_offers_the_rest_at_the_arrow(qtbot: QtBot) -> None:
    chosen: list[str] = []
    menu = Menu()
    menu.add("Done at …", lambda: chosen.append("at"), "clock")
    split = SplitButton("Done", "check", menu)
    menu.setParent(split, menu.windowFlags())
    qtbot.addWidget(split)
    split.show()
    with qtbot.waitSignal(split.pressed):
        QTest.mouseClick(split.main, LEFT)
    assert split.main.width() >= 44
    assert split.arrow.width() >= 44
    QTest.mouseClick(split.arrow, LEFT)
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert chosen == ["at"]
    assert split.arrow.accessibleName() == "Done: other choices"


def test_menu_lines_are_high_enough_for_a_thumb(qtbot: QtBot) -> None:
    menu = Menu()
    qtbot.addWidget(menu)
    line = menu.add("10 min", lambda: None)
    menu.popup(QPoint(0, 0))
    assert menu.actionGeometry(line).height() >= 44
    menu.close()


def test_a_chip_keeps_its_size_when_it_is_chosen(qtbot: QtBot) -> None:
    for chip in (Chip("Stress", "stress"), Chip("10 min ago", centred=True)):
        qtbot.addWidget(chip)
        before = chip.sizeHint()
        chip.show()
        QTest.mouseClick(chip, LEFT)
        assert chip.isChecked()
        assert chip.sizeHint() == before
        bold = chip.fontMetrics().horizontalAdvance(chip.text())
        assert before.width() >= bold + 40


ITEMS = tuple((f"key{number}", f"Trigger number {number}", "own") for number in range(7))


def test_the_grid_of_chips_reflows_in_columns_of_one_width(qtbot: QtBot) -> None:
    grid = ChipGrid(ITEMS)
    qtbot.addWidget(grid)
    seen = {}
    for width in (900, 420, 210):
        grid.resize(width, grid.heightForWidth(width))
        grid.show()
        lefts = sorted({chip.x() for chip in grid.chips.values()})
        seen[width] = len(lefts)
        assert max(chip.width() for chip in grid.chips.values()) - min(c.width() for c in grid.chips.values()) <= 1
        assert max(chip.geometry().bottom() for chip in grid.chips.values()) < grid.heightForWidth(width)
    assert seen == {900: 3, 420: 2, 210: 1}


def test_choosing_chips_says_what_is_chosen(qtbot: QtBot) -> None:
    grid = ChipGrid(ITEMS)
    qtbot.addWidget(grid)
    grid.show()
    places = {key: chip.geometry() for key, chip in grid.chips.items()}
    with qtbot.waitSignal(grid.changed) as said:
        QTest.mouseClick(grid.chips["key2"], LEFT)
    assert said.args == [frozenset({"key2"})]
    QTest.keyClick(grid.chips["key4"], Qt.Key.Key_Space)
    assert grid.chosen() == {"key2", "key4"}
    assert {key: chip.geometry() for key, chip in grid.chips.items()} == places
    grid.set_chosen(())
    assert grid.chosen() == frozenset()


def test_a_grid_for_one_answer_gives_up_the_former_one(qtbot: QtBot) -> None:
    grid = ChipGrid(ITEMS, single=True)
    qtbot.addWidget(grid)
    grid.show()
    QTest.mouseClick(grid.chips["key0"], LEFT)
    QTest.mouseClick(grid.chips["key1"], LEFT)
    assert grid.chosen() == {"key1"}


def test_new_chips_keep_what_was_chosen(qtbot: QtBot) -> None:
    grid = ChipGrid(ITEMS)
    qtbot.addWidget(grid)
    grid.set_chosen({"key1", "key5"})
    grid.set_items(ITEMS[:3])
    assert grid.chosen() == {"key1"}


def _ring(window: QWidget) -> Ring | None:
    shown = [ring for ring in window.findChildren(Ring) if ring.isVisible()]
    return shown[0] if shown else None


def test_the_focus_ring_shows_for_the_keyboard_and_not_for_the_mouse(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    first, second = outlined("First"), outlined("Second")
    row.addWidget(first)
    row.addWidget(second)
    show(qtbot, window)
    QTest.mouseClick(first, LEFT)
    assert _ring(window) is None
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    ring = _ring(window)
    assert ring is not None
    assert ring.geometry() == second.geometry().adjusted(-5, -5, 5, 5)
    assert ring not in _children(window)
    QTest.mouseClick(first, LEFT)
    assert _ring(window) is None


def _children(window: QWidget) -> list[object]:
    seen = QAccessible.queryAccessibleInterface(window)
    return [seen.child(number).object() for number in range(seen.childCount())]


def test_the_ring_scrolls_with_its_control(qtbot: QtBot) -> None:
    page = ScrollPage()
    qtbot.addWidget(page)
    buttons = [outlined(f"Button {number}") for number in range(30)]
    for button in buttons:
        page.column.addWidget(button)
    page.resize(300, 300)
    show(qtbot, page)
    buttons[2].setFocus(Qt.FocusReason.TabFocusReason)
    ring = _ring(page)
    assert ring is not None
    assert ring.parentWidget() is page.content
    assert ring.geometry().center() == buttons[2].geometry().center()


def test_the_ring_goes_with_its_control(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    going, staying = outlined("Going"), outlined("Staying")
    column.addWidget(going)
    column.addWidget(staying)
    show(qtbot, window)
    staying.setFocus(Qt.FocusReason.TabFocusReason)
    going.setFocus(Qt.FocusReason.TabFocusReason)
    assert _ring(window) is not None
    going.hide()
    ring = _ring(window)
    assert ring is None or ring.around() is staying


def test_larger_text_makes_larger_targets(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme._State, "scale", 1.5)
    theme.font.cache_clear()
    button = outlined("Done")
    qtbot.addWidget(button)
    assert button.sizeHint().height() == 66
    theme.font.cache_clear()


def test_a_page_stays_where_it_is_when_the_button_with_the_keyboard_goes(qtbot: QtBot) -> None:
    page = ScrollPage()
    qtbot.addWidget(page)
    first, low = primary("Start"), outlined("Far down")
    page.column.addWidget(first)
    page.column.addSpacing(2000)
    page.column.addWidget(low)
    page.resize(600, 400)
    with qtbot.waitExposed(page):
        page.show()
    first.setFocus()
    first.hide()
    assert low.hasFocus()
    assert page.verticalScrollBar().value() == 0
    first.show()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert low.hasFocus()
    assert page.verticalScrollBar().value() > 0, "Tab brings it into view"


def test_in_a_low_window_spasm_now_keeps_its_words(qtbot: QtBot) -> None:
    pages = [(str(number), "walk", f"Page {number}") for number in range(7)]
    window = QWidget()
    qtbot.addWidget(window)
    rail = Rail(pages, parent=window)
    rail.set_narrow(True)
    rail.resize(rail.sizeHint().width(), rail.sizeHint().height() * 3 // 4)
    show(qtbot, window)
    assert rail.spasm.height() >= rail.spasm.sizeHint().height()
    places = [each.geometry() for each in (rail.spasm, *rail.buttons.values())]
    assert all(rail.rect().contains(place) for place in places)
    assert not any(upper.intersects(lower) for upper, lower in pairwise(places)), "nothing lies over another"
