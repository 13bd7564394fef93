import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backtracker import tokens
from backtracker.ui.widgets.labelled import LabelledRow
from backtracker.ui.widgets.pain_row import PainRow

pytestmark = pytest.mark.usefixtures("look")

VARIANTS = pytest.mark.parametrize("variant", ["today", "popup", "checkin", "spasm"])


def shown(qtbot: QtBot, variant: str = "today", width: int = 800) -> PainRow:
    row = PainRow(variant)
    qtbot.addWidget(row)
    row.resize(width, row.heightForWidth(width))
    with qtbot.waitActive(row):
        row.show()
        row.activateWindow()
    return row


@VARIANTS
@pytest.mark.parametrize("level", [0, 5, 10])
def test_a_press_on_a_cell_says_its_level(qtbot: QtBot, variant: str, level: int) -> None:
    row = shown(qtbot, variant)
    with qtbot.waitSignal(row.chosen) as said:
        QTest.mouseClick(row.cells[level], Qt.MouseButton.LeftButton)
    assert said.args == [level]


@pytest.mark.parametrize(
    ("key", "level"), [(Qt.Key.Key_0, 0), (Qt.Key.Key_7, 7), (Qt.Key.Key_9, 9), (Qt.Key.Key_Minus, 10)]
)
def test_figures_choose_and_minus_is_ten(qtbot: QtBot, key: Qt.Key, level: int) -> None:
    row = shown(qtbot)
    with qtbot.waitSignal(row.chosen) as said:
        QTest.keyClick(row, key)
    assert said.args == [level]


def test_a_figure_with_control_is_left_to_the_window(qtbot: QtBot) -> None:
    row = shown(qtbot)
    with qtbot.assertNotEmitted(row.chosen):
        QTest.keyClick(row.cells[0], Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)


def test_arrows_move_and_enter_chooses(qtbot: QtBot) -> None:
    row = shown(qtbot)
    row.focus_level(4)
    QTest.keyClick(row.cells[4], Qt.Key.Key_Right)
    assert row.cells[5].hasFocus()
    QTest.keyClick(row.cells[5], Qt.Key.Key_Left)
    QTest.keyClick(row.cells[4], Qt.Key.Key_Left)
    assert row.cells[3].hasFocus()
    QTest.keyClick(row.cells[3], Qt.Key.Key_End)
    QTest.keyClick(row.cells[10], Qt.Key.Key_Right)
    assert row.cells[10].hasFocus()
    with qtbot.waitSignal(row.chosen) as said:
        QTest.keyClick(row.cells[10], Qt.Key.Key_Return)
    assert said.args == [10]


def test_the_row_is_one_stop_for_the_tab_key_and_it_is_the_last_reading(qtbot: QtBot) -> None:
    row = shown(qtbot)
    row.set_last(5, "last: 5 at 13:22")
    stops = [cell.level for cell in row.cells if cell.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [5]


@VARIANTS
def test_nothing_is_chosen_until_it_is_said(qtbot: QtBot, variant: str) -> None:
    row = shown(qtbot, variant)
    assert row.chosen_level() is None
    row.set_last(5, "last: 5 at 13:22")
    assert row.chosen_level() is None
    row.set_chosen(3)
    assert row.chosen_level() == 3
    assert row.cells[3].accessibleDescription() == "chosen"
    row.set_chosen(None)
    assert [cell.accessibleDescription() for cell in row.cells] == [""] * 11


@VARIANTS
@pytest.mark.parametrize("width", [570, 800, 1200])
def test_eleven_equal_cells_side_by_side(qtbot: QtBot, variant: str, width: int) -> None:
    row = shown(qtbot, variant, width)
    widths = [cell.width() for cell in row.cells]
    assert min(widths) >= 44
    assert min(cell.height() for cell in row.cells) >= 44
    assert max(widths) - min(widths) <= 1
    assert len({cell.y() for cell in row.cells}) == 1
    gaps = {after.x() - before.geometry().right() - 1 for before, after in zip(row.cells, row.cells[1:], strict=False)}
    assert gaps == {row.look.gap}
    assert row.cells[-1].geometry().right() == width - 1


@VARIANTS
@pytest.mark.parametrize("width", [320, 440])
def test_a_narrow_row_breaks_in_two_and_keeps_full_targets(qtbot: QtBot, variant: str, width: int) -> None:
    row = shown(qtbot, variant, width)
    assert len({cell.y() for cell in row.cells}) == 2
    assert min(cell.width() for cell in row.cells) >= 44
    assert min(cell.height() for cell in row.cells) >= 44
    assert max(cell.geometry().bottom() for cell in row.cells) < row.height()


def test_each_cell_has_a_name_for_ears(qtbot: QtBot) -> None:
    row = shown(qtbot)
    seen = QAccessible.queryAccessibleInterface(row)
    names = [seen.child(number).text(QAccessible.Text.Name) for number in range(seen.childCount())]
    assert names[0] == "Pain 0 of 10, no pain"
    assert names[5] == "Pain 5 of 10"
    assert names[10] == "Pain 10 of 10, worst there is"
    assert len(names) == 11


def test_every_tile_has_its_colour(qtbot: QtBot) -> None:
    row = shown(qtbot)
    for cell in row.cells:
        image = cell.grab().toImage()
        assert image.pixelColor(10, image.height() // 2).name().upper() == tokens.LIGHT.pain(cell.level)


@pytest.mark.parametrize("width", [360, 640, 1100])
def test_the_label_stands_beside_the_row_or_above_it_and_nothing_is_cut(qtbot: QtBot, width: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    labelled = LabelledRow("How bad is it now?", PainRow(), 48)
    column.addWidget(labelled)
    column.addStretch(1)
    window.resize(width, 400)
    window.show()
    row = labelled.content
    assert labelled.height() >= row.geometry().bottom()
    assert row.height() >= row.heightForWidth(row.width())
    beside = row.x() >= labelled.words.geometry().right()
    assert beside == (width == 1100)
