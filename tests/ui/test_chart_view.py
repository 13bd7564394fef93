"""A chart on screen: drawn on its own thread, drawn again when something changes, and never an old one last."""

import csv
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backtracker import tokens
from backtracker.ui import chart_view, theme
from backtracker.ui.chart_view import ChartCard, ChartView, TableDialog
from tests.charts.samples import numbers
from tests.ui.conftest import OpenDesk


@pytest.fixture
def host(look: None, qtbot: QtBot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def shown(host: QWidget, desk: OpenDesk, qtbot: QtBot, widget: ChartView | ChartCard, amount: str = "many") -> Any:
    layout = host.layout()
    assert layout is not None
    layout.addWidget(widget)
    view = widget if isinstance(widget, ChartView) else widget.view
    with qtbot.waitSignal(view.drawn):
        widget.show_numbers(numbers(view.chart.key, amount))
    desk.settle(qtbot)
    return widget


@pytest.fixture
def view(host: QWidget, desk: OpenDesk, qtbot: QtBot) -> ChartView:
    made: ChartView = shown(host, desk, qtbot, ChartView(desk, "onset"))
    return made


@pytest.fixture
def card(host: QWidget, desk: OpenDesk, qtbot: QtBot) -> ChartCard:
    made: ChartCard = shown(host, desk, qtbot, ChartCard(desk, "onset"))
    return made


def picture(view: ChartView) -> Any:
    assert view.picture is not None
    return view.picture.copy()


def test_it_is_drawn_as_large_as_it_is(view: ChartView) -> None:
    assert picture(view).deviceIndependentSize().toSize() == view.size()


def test_it_has_the_height_its_chart_wants(view: ChartView) -> None:
    assert view.height() >= view.chart.height(view.numbers, view.width())


def test_other_numbers_are_another_picture(view: ChartView, qtbot: QtBot) -> None:
    before = picture(view)
    with qtbot.waitSignal(view.drawn):
        view.show_numbers(numbers("onset", "one"))
    assert picture(view) != before


def test_another_look_is_another_picture(view: ChartView, qtbot: QtBot) -> None:
    before = picture(view)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    with qtbot.waitSignal(view.drawn):
        theme.apply_theme(app, tokens.DARK)
    assert picture(view) != before
    assert picture(view).pixelColor(1, 1).lightness() < 80


def test_another_size_is_another_picture(view: ChartView, host: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.drawn):
        host.resize(500, 500)
    assert picture(view).deviceIndependentSize().toSize() == view.size()


def test_the_same_again_is_not_drawn_again(view: ChartView, host: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(view._desk, "draw", lambda *words: asked.append(words))
    host.hide()
    host.show()
    assert asked == []


class SlowDesk:
    """Holds drawings back until the test lets them come."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Any, Any]] = []

    def draw(self, work: Any, then: Any, owner: object) -> None:
        self.waiting.append((work, then))

    def finish_first(self) -> None:
        work, then = self.waiting.pop(0)
        then(work())


def test_a_drawing_that_was_overtaken_is_not_shown(host: QWidget, qtbot: QtBot) -> None:
    slow: Any = SlowDesk()
    view = ChartView(slow, "onset")
    layout = host.layout()
    assert layout is not None
    layout.addWidget(view)
    QApplication.processEvents()
    drawn: list[bool] = []
    view.drawn.connect(lambda: drawn.append(True))
    view.show_numbers(numbers("onset", "many"))
    view.show_numbers(numbers("onset", "empty"))
    view.show_numbers(numbers("onset", "one"))
    slow.finish_first()
    assert (view.picture, drawn) == (None, [])
    assert len(slow.waiting) == 1, "what came in between is never drawn"
    slow.finish_first()
    assert drawn == [True]
    assert slow.waiting == []
    alone = chart_view._drawing(
        view.chart, numbers("onset", "one"), (view.width(), view.height()), 1.0, 1.0, theme.current()
    )
    assert view.picture is not None
    assert view.picture.copy().convertToFormat(alone.format()) == alone


def test_large_type_makes_the_whole_chart_larger(view: ChartView, monkeypatch: pytest.MonkeyPatch) -> None:
    ordinary = view.heightForWidth(600)
    monkeypatch.setattr(theme._State, "scale", 1.5)
    assert view.heightForWidth(900) == pytest.approx(ordinary * 1.5, abs=2)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_opens_the_table_with_the_same_cells(view: ChartView, key: Qt.Key) -> None:
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, key)
    (dialog,) = view.findChildren(TableDialog)
    header, rows = view.chart.table(view.numbers)
    cells: Any = dialog.cells
    assert [cells.horizontalHeaderItem(across).text() for across in range(cells.columnCount())] == list(header)
    assert [
        tuple(cells.item(down, across).text() for across in range(cells.columnCount()))
        for down in range(cells.rowCount())
    ] == rows
    assert cells.accessibleName() == view.headline
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_ears_hear_the_title_and_the_sentence(view: ChartView) -> None:
    assert view.accessibleName() == "When it starts"
    assert view.accessibleDescription() == view.headline


# The card ------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", ["empty", "one", "many"])
def test_its_words_come_from_the_same_numbers(host: QWidget, desk: OpenDesk, qtbot: QtBot, amount: str) -> None:
    card: ChartCard = shown(host, desk, qtbot, ChartCard(desk, "onset"), amount)
    assert card.headline.text() == card.view.chart.headline(numbers("onset", amount))
    assert card.lead.text() == card.view.chart.lead(numbers("onset", amount))


def test_what_it_is_is_said_on_demand(card: ChartCard) -> None:
    assert not card.what.isVisible()
    QTest.mouseClick(card.info, Qt.MouseButton.LeftButton)
    assert card.what.isVisible()
    assert card.what.text() == card.view.chart.explained()
    QTest.mouseClick(card.info, Qt.MouseButton.LeftButton)
    assert not card.what.isVisible()


@pytest.mark.parametrize("kind", ["png", "svg", "csv"])
def test_it_is_saved_from_its_menu(
    card: ChartCard, desk: OpenDesk, qtbot: QtBot, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    goal = desk.folder / f"chart.{kind}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(goal), ""))
    line = next(each for each in card.menu.actions() if each.text() == f"Save as {kind.upper()} …")
    with qtbot.waitSignal(card.saved) as told:
        line.trigger()
    assert told.args == [goal]
    content = goal.read_bytes()
    if kind == "csv":
        header, rows = card.view.chart.table(card.view.numbers)
        assert list(csv.reader(content.decode("utf-8-sig").splitlines())) == [list(header), *map(list, rows)]
    else:
        assert content.startswith(b"\x89PNG" if kind == "png" else b"<?xml")


def test_no_file_is_made_when_none_was_chosen(card: ChartCard, desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    before = sorted(desk.folder.iterdir())
    card.ask_where("png")
    assert desk.idle
    assert sorted(desk.folder.iterdir()) == before


def test_a_place_that_cannot_be_written_is_said(card: ChartCard, desk: OpenDesk, qtbot: QtBot) -> None:
    said: list[str] = []
    desk.failed.connect(said.append)
    card.save(desk.folder / "no" / "such" / "chart.png")
    desk.settle(qtbot)
    assert len(said) == 1
    assert "could not be saved" in said[0]
