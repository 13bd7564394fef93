"""The guide on screen: from the rail, by F1 and from the step at hand; by keys alone; narrow and in both looks."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from backtracker import tokens
from backtracker.core import at_hand, guide
from backtracker.ui import theme
from backtracker.ui.dialogs.dose import DoseDialog
from backtracker.ui.dialogs.guidance import GuidanceDialog
from backtracker.ui.dialogs.plank import PlankDialog
from backtracker.ui.pages.guide import GuidePage
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.drawing import Drawing
from tests.ui.conftest import OpenDesk, shown_window


class Bench:
    def __init__(self, desk: OpenDesk, ticker: Ticker, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.window = shown_window(desk, ticker, qtbot)

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key)
        self.desk.settle(self.qtbot)

    def do(self, deed: Any) -> Any:
        found = self.desk.told(self.qtbot, deed)
        self.desk.settle(self.qtbot)
        return found

    @property
    def page(self) -> GuidePage:
        page = self.window.page("guide")
        assert isinstance(page, GuidePage)
        return page

    @property
    def open(self) -> str:
        """The step that is seen, if the guide is."""
        step = self.page.card.step
        return step.key if step is not None and self.window.current == "guide" else ""


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, ticker, qtbot)
    yield made
    desk.settle(qtbot)


def test_f1_opens_it_at_the_first_step(bench: Bench) -> None:
    bench.key(Qt.Key.Key_F1)
    assert bench.open == "ice"
    assert bench.page.list.rows["ice"].isChecked()


def test_f1_opens_the_step_at_hand(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_spasm(8))
    bench.do(lambda journal: journal.did("ice"))
    bench.window.show_page("guide")
    bench.page.open_step("plank")
    bench.window.show_page("today")
    bench.desk.settle(bench.qtbot)
    bench.key(Qt.Key.Key_F1)
    assert bench.open == "walk"


def test_the_next_card_leads_to_how(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_spasm(8))
    today: Any = bench.window.page("today")
    how = today.episode.next.how
    assert how.isVisible()
    QTest.mouseClick(how, Qt.MouseButton.LeftButton)
    assert bench.open == "ice"
    bench.window.show_page("today")
    bench.do(lambda journal: journal.start("walk"))
    QTest.mouseClick(how, Qt.MouseButton.LeftButton)
    assert bench.open == "walk", "that of the session that is on"


def test_the_plan_and_the_page_of_care_lead_to_how(bench: Bench) -> None:
    today: Any = bench.window.page("today")
    bench.qtbot.waitUntil(lambda: today.ordinary is not None and today.ordinary.plan.isVisible())
    for part, step in (("water", "water"), ("walk", "activity"), ("support", "sitting")):
        bench.window.show_page("today")
        today.ordinary.plan.rows[part].how.click()
        assert bench.open == step
    care: Any = bench.window.page("care")
    bench.window.show_page("care")
    for section, step in (("medicines", "medicine"), ("visits", "doctor")):
        bench.window.show_page("care")
        care.open(section)
        bench.desk.settle(bench.qtbot)
        care.how.click()
        assert bench.open == step


@pytest.mark.parametrize(("page", "step"), [("patterns", "trigger"), ("prevention", "water"), ("care", "medicine")])
def test_f1_knows_the_page(bench: Bench, page: str, step: str) -> None:
    bench.window.show_page(page)
    bench.desk.settle(bench.qtbot)
    bench.key(Qt.Key.Key_F1)
    assert bench.open == step


def test_over_the_spasm_screen_nothing_comes(bench: Bench) -> None:
    bench.window.ask_spasm()
    bench.key(Qt.Key.Key_F1)
    assert bench.window.spasm_screen().isVisible()


def test_arrows_move_and_open_beside_the_list(bench: Bench) -> None:
    bench.window.open_guide()
    bench.page.list.focus_row()
    for _ in range(20):
        bench.key(Qt.Key.Key_Down)
    assert bench.open == "plank"
    bench.key(Qt.Key.Key_Up)
    assert bench.open == "sitting"


def test_the_step_is_read_on_by_keys(bench: Bench) -> None:
    bench.window.resize(1280, 500)
    bench.window.open_guide("ice")
    bench.page.list.focus_row()
    bench.key(Qt.Key.Key_Tab)
    card = bench.page.card
    assert card.hasFocus()
    assert card.accessibleName() == "Ice, 20 minutes at most"
    bench.qtbot.waitUntil(lambda: card.verticalScrollBar().maximum() > 0)
    bench.key(Qt.Key.Key_PageDown)
    assert card.verticalScrollBar().value() > 0


def test_narrow_it_is_the_list_or_the_step(bench: Bench) -> None:
    bench.window.resize(800, 600)
    bench.window.show_page("guide")
    page = bench.page
    assert (page.list.isVisible(), page.card.isVisible()) == (True, False)
    page.list.focus_row()
    bench.key(Qt.Key.Key_Down)
    assert page.list.isVisible()
    bench.key(Qt.Key.Key_Return)
    assert (page.list.isVisible(), page.card.isVisible(), bench.open) == (False, True, "medicine")
    assert page.card.back.hasFocus()
    bench.key(Qt.Key.Key_Escape)
    assert page.list.isVisible()
    assert page.list.rows["medicine"].hasFocus()


@pytest.mark.parametrize("step", [step.key for step in guide.ALL])
def test_each_step_is_whole_and_wide_enough(bench: Bench, step: str) -> None:
    bench.window.open_guide(step)
    bench.desk.settle(bench.qtbot)
    card = bench.page.card
    assert bench.open == step
    assert [each.accessibleName() for each in card.drawings] == [each.words for each in guide.BY_KEY[step].drawings]
    bench.qtbot.waitUntil(lambda: card.content.width() <= card.viewport().width())


@pytest.mark.parametrize("look", [tokens.LIGHT, tokens.DARK])
@pytest.mark.parametrize("name", sorted(each.file for step in guide.ALL for each in step.drawings))
def test_a_drawing_is_drawn_in_the_colours_of_the_look(
    name: str, look: tokens.Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply_theme(qapp, look)
    drawing = Drawing(name, "a posture")
    qtbot.addWidget(drawing)
    drawing.resize(480, drawing.heightForWidth(480))
    picture = drawing.grab().toImage()
    wide, high = picture.width(), picture.height()
    seen = {picture.pixelColor(x, y).name().upper() for x in range(0, wide, 2) for y in range(high)}
    assert {look.region, look.body, look.ctl} <= seen
    assert drawing.heightForWidth(240) == pytest.approx(drawing.heightForWidth(480) / 2, abs=1)
    assert drawing.heightForWidth(2000) == drawing.heightForWidth(480), "never larger than it was drawn"


# Over a form -------------------------------------------------------------------------------------


def over(form: QDialog) -> list[GuidanceDialog]:
    """What lies over the form."""
    return [each for each in form.findChildren(GuidanceDialog) if each.isActiveWindow()]


@pytest.mark.parametrize("by_key", [False, True])
@pytest.mark.parametrize("kind", ["dose", "plank"])
def test_a_form_has_its_step_over_it_and_stays_as_it_was(bench: Bench, kind: str, by_key: bool) -> None:
    made: dict[str, Any] = {"dose": DoseDialog, "plank": lambda desk, parent: PlankDialog(desk, 20, parent)}
    form = made[kind](bench.desk, parent=bench.window)
    form.open()
    bench.desk.settle(bench.qtbot)
    bench.qtbot.waitUntil(form.isActiveWindow)
    button = form.how if kind == "plank" else form.how_button
    if by_key:
        QTest.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_F1)
    else:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    bench.qtbot.waitUntil(lambda: len(over(form)) == 1)
    (dialog,) = over(form)
    assert dialog.card.step is guide.BY_KEY[at_hand.OF_KIND[kind]]
    assert (dialog.card.back.isVisible(), dialog.close_button.hasFocus()) == (False, True)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert form.isVisible()
    form.reject()
    bench.desk.settle(bench.qtbot)
