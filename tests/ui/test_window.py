"""The main window by keys and presses: pages, the spasm screen, the undo bar and the notices."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from backtracker.core import catalogue
from backtracker.errors import StoreError
from backtracker.ui.pages.care import SECTIONS
from backtracker.ui.ticker import Ticker
from backtracker.ui.window import FOOT, PAGES
from tests.ui.conftest import OpenDesk, shown_window

Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Bench:
    def __init__(self, desk: OpenDesk, ticker: Ticker, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.window = shown_window(desk, ticker, qtbot)

    def do(self, deed: Any) -> Any:
        return self.desk.told(self.qtbot, deed)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Ctrl) -> None:
        QTest.keyClick(self.window, key, modifier)
        self.desk.settle(self.qtbot)

    def press(self, name: str) -> None:
        button = next(
            each
            for each in self.window.findChildren(QAbstractButton)
            if each.isVisible() and name in (each.text(), each.accessibleName())
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.desk.settle(self.qtbot)

    @property
    def bar(self) -> str:
        """What the bar at the foot says while it is there."""
        bar = self.window.undo_bar()
        return bar.words() if bar.isVisible() else ""

    @property
    def notice(self) -> str:
        return "" if self.window.troubles.notice is None else self.window.troubles.notice.words.text()

    def levels(self) -> list[int]:
        return [reading.level for reading in self.do(lambda journal: journal.day(journal.now().date())).readings]


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, ticker, qtbot)
    yield made
    desk.settle(qtbot)


# Pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "page"),
    [
        (Qt.Key.Key_1, "today"),
        (Qt.Key.Key_2, "history"),
        (Qt.Key.Key_3, "patterns"),
        (Qt.Key.Key_4, "care"),
        (Qt.Key.Key_5, "prevention"),
        (Qt.Key.Key_6, "guide"),
        (Qt.Key.Key_7, "settings"),
    ],
)
def test_each_page_has_its_key(bench: Bench, key: Qt.Key, page: str) -> None:
    bench.key(key)
    assert bench.window.current == page
    assert [name for name, button in bench.window.rail.buttons.items() if button.isChecked()] == [page]


def test_a_page_is_made_once_and_only_when_it_is_wanted(bench: Bench) -> None:
    assert list(bench.window._pages) == ["today"]
    bench.press("Settings")
    first = bench.window.page("settings")
    bench.press("Today")
    bench.press("Settings")
    assert bench.window.page("settings") is first
    assert list(bench.window._pages) == ["today", "settings"]


def test_ctrl_n_asks_how_bad_it_is_over_everything(bench: Bench) -> None:
    bench.key(Qt.Key.Key_2)
    bench.key(Qt.Key.Key_N)
    assert bench.window.spasm_screen().isVisible()
    assert not bench.window.rail.isVisible()


def test_the_rail_shows_signs_only_where_there_is_little_room(bench: Bench) -> None:
    assert not bench.window.rail.narrow()
    bench.window.resize(800, 600)
    assert bench.window.rail.narrow()
    bench.qtbot.waitUntil(lambda: bench.window.rail.width() <= 88)
    bench.window.resize(1280, 800)
    assert not bench.window.rail.narrow()


# Undo ----------------------------------------------------------------------------------------


def test_each_change_is_said_and_can_be_taken_back_by_a_press(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_pain(4))
    assert bench.bar == "Pain 4 at 14:05"
    bench.press("Undo")
    assert bench.levels() == []


def test_undo_takes_back_what_the_bar_speaks_of(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_pain(4))
    bench.do(lambda journal: journal.did("walk"))
    bench.press("Undo")
    assert bench.levels() == [4]
    assert bench.do(lambda journal: journal.day(journal.now().date())).treatments == ()


@pytest.mark.parametrize("redo", [(Qt.Key.Key_Z, Ctrl | Shift), (Qt.Key.Key_Y, Ctrl)])
def test_ctrl_z_goes_back_step_by_step_and_redo_forward(bench: Bench, redo: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    bench.do(lambda journal: journal.log_pain(4))
    bench.do(lambda journal: journal.log_pain(6))
    bench.key(Qt.Key.Key_Z)
    assert bench.levels() == [4]
    bench.key(Qt.Key.Key_Z)
    assert bench.levels() == []
    bench.key(*redo)
    bench.key(*redo)
    assert bench.levels() == [4, 6]


def test_with_nothing_to_take_back_it_says_so(bench: Bench) -> None:
    bench.key(Qt.Key.Key_Z)
    assert bench.bar == "There is nothing to take back."
    assert not bench.window.undo_bar().undo.isVisible()


def test_what_the_program_notes_by_itself_is_not_said(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_spasm(8))
    bench.window.undo_bar().hide()
    agenda = bench.do(lambda journal: journal.agenda())
    bench.do(lambda journal: journal.mark_shown(agenda.slots))
    assert bench.bar == ""


def test_a_page_can_say_something_quietly(bench: Bench) -> None:
    bench.window.page("today").said.emit("Saved as chart.png")
    assert bench.bar == "Saved as chart.png"
    assert not bench.window.undo_bar().undo.isVisible()


# Notices -------------------------------------------------------------------------------------


def refuse(*_words: object, **_named: object) -> Any:
    raise StoreError("The disk is full. Make room and try again.")


def test_trouble_is_said_above_the_page_until_it_is_put_away(bench: Bench) -> None:
    bench.do(lambda journal: setattr(journal.store, "change", refuse))
    bench.desk.do(lambda journal: journal.log_pain(4))
    bench.desk.settle(bench.qtbot)
    assert bench.notice == "The disk is full. Make room and try again."
    assert bench.bar == ""
    bench.press("Close this notice")
    assert bench.notice == ""


def test_the_newest_trouble_is_the_one_that_is_said(bench: Bench) -> None:
    bench.desk.failed.emit("First.")
    bench.desk.failed.emit("Second.")
    assert bench.notice == "Second."


def test_a_record_that_cannot_be_opened_is_said_for_good(bench: Bench) -> None:
    bench.desk.refused.emit("The file is newer than this program.")
    assert bench.notice == "The file is newer than this program."
    with pytest.raises(StopIteration):
        bench.press("Close this notice")


def test_trouble_is_said_under_the_notice_of_a_warning_sign(bench: Bench) -> None:
    bench.do(lambda journal: journal.check_flags(["saddle"]))
    bench.desk.failed.emit("The disk is full.")
    flag, trouble = bench.window.flags.notice, bench.window.troubles.notice
    assert flag is not None
    assert trouble is not None
    bench.qtbot.waitUntil(lambda: 0 == flag.y() < trouble.y())


# The window itself ---------------------------------------------------------------------------


def test_closing_is_asked_before_it_is_done(bench: Bench) -> None:
    asked: list[bool] = []
    bench.window.may_close = False
    bench.window.closing.connect(lambda: asked.append(True))
    bench.window.close()
    assert asked == [True]
    assert bench.window.isVisible()
    bench.window.quit()
    assert not bench.window.isVisible()


def test_whether_it_is_over_is_asked_on_today(bench: Bench) -> None:
    bench.do(lambda journal: journal.log_spasm(8, places=frozenset({catalogue.PLACES[0].key})))
    bench.key(Qt.Key.Key_2)
    bench.window.ask_over()
    bench.desk.settle(bench.qtbot)
    assert bench.window.current == "today"
    assert bench.do(lambda journal: journal.running_log()) is not None


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (800, 600), (560, 420)])
def test_no_page_makes_the_window_wider_than_it_was_made(bench: Bench, width: int, height: int) -> None:
    bench.window.resize(width, height)
    for page in ("today", "history", "patterns", "care", "prevention", "guide", "settings", "welcome"):
        bench.window.show_page(page)
        bench.desk.settle(bench.qtbot)
        assert (bench.window.width(), bench.window.height()) == (width, height), page
        assert bench.window.page(page).width() <= width, page


class Windows(QObject):
    """Hears of every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.came.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.mark.parametrize("episode", [False, True])
def test_no_page_flashes_as_a_window_of_its_own_while_it_is_made(
    bench: Bench, qapp: QApplication, episode: bool
) -> None:
    if episode:
        bench.do(lambda journal: journal.log_spasm(7))
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        for page in (*(key for key, _, _ in (*PAGES, *FOOT)), "welcome"):
            bench.window.show_page(page)
            bench.desk.settle(bench.qtbot)
        care: Any = bench.window.page("care")
        for section in SECTIONS:
            care.open(section.key)
            bench.desk.settle(bench.qtbot)
    finally:
        qapp.removeEventFilter(windows)
    assert windows.came == []


def test_every_button_in_sight_has_a_name(bench: Bench) -> None:
    for page in ("today", "history", "patterns", "care", "prevention", "guide", "settings", "welcome"):
        bench.window.show_page(page)
        bench.desk.settle(bench.qtbot)
        buttons: list[QAbstractButton] = bench.window.findChildren(QAbstractButton)
        nameless = [each for each in buttons if each.isVisible() and not (each.text() or each.accessibleName())]
        assert nameless == [], page


def test_nothing_is_lost_by_typing_in_the_wrong_place(bench: Bench) -> None:
    QTest.keyClicks(bench.window, "hello 7")
    bench.desk.settle(bench.qtbot)
    assert isinstance(bench.window.focusWidget(), QWidget | None)
    assert bench.window.current == "today"


@pytest.mark.parametrize("part", ["day", "weight"])
def test_a_line_of_the_history_leads_to_where_it_is_changed(bench: Bench, part: str) -> None:
    bench.window.resize(800, 600)
    day = bench.do(lambda journal: journal.today()) - timedelta(days=3)
    bench.do(lambda journal: journal.check_in(day, {"sleep": 7}))
    bench.window.show_page("history")
    bench.desk.settle(bench.qtbot)
    bench.window.page("history").day_requested.emit(day, part)
    page: Any = bench.window.page("prevention")
    bench.desk.settle(bench.qtbot)
    bench.qtbot.waitUntil(lambda: not page._leads_to)
    card = page.day_card if part == "day" else page.weight
    assert bench.window.current == "prevention"
    assert page.day_card.day == day
    seen = page._scroll.viewport()
    bench.qtbot.waitUntil(lambda: 0 <= card.mapTo(seen, card.rect().topLeft()).y() < seen.height() / 2)


def test_from_page_to_page_the_keyboard_never_rests_on_spasm_now(bench: Bench) -> None:
    for key in ("care", "prevention", "guide", "history", "settings", "today", "patterns"):
        bench.window.show_page(key)
        bench.desk.settle(bench.qtbot)
        focused = bench.window.focusWidget()
        assert focused is not bench.window.rail.spasm, key
        page = bench.window.page(key)
        assert focused is page or page.isAncestorOf(focused), key
        QTest.keyClick(bench.window, Qt.Key.Key_Tab)
