from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QEnterEvent, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backtracker import tokens
from backtracker.ui import theme
from backtracker.ui.widgets.badge import Badge, PainPill, Sign
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.log_row import LogRow
from backtracker.ui.widgets.notice import Notice
from backtracker.ui.widgets.phase_bar import Phase, PhaseBar
from backtracker.ui.widgets.rail import Rail
from backtracker.ui.widgets.ring import CountdownRing
from backtracker.ui.widgets.text import Paragraph, label
from backtracker.ui.widgets.undo_bar import UndoBar
from backtracker.ui.widgets.week_strip import Day, WeekStrip

pytestmark = pytest.mark.usefixtures("look")

LEFT = Qt.MouseButton.LeftButton


def show(qtbot: QtBot, window: QWidget) -> None:
    """On the screen, and with the keyboard."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


START = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


def colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {QColor(image.pixel(x, y)).name().upper() for x in range(image.width()) for y in range(image.height())}


def test_a_row_of_the_log_asks_to_be_changed_by_mouse_and_by_keyboard(qtbot: QtBot) -> None:
    row = LogRow("13:00", "ice", "ice", "Ice", "20 min", (6, 5))
    qtbot.addWidget(row)
    row.show()
    with qtbot.waitSignal(row.change_requested):
        QTest.mouseClick(row, LEFT)
    with qtbot.waitSignal(row.change_requested):
        QTest.keyClick(row, Qt.Key.Key_Return)
    assert row.accessibleName() == "13:00, Ice, 20 min, pain from 6 to 5"
    assert "change" in row.accessibleDescription()


def test_change_is_shown_on_hover_and_on_focus(qtbot: QtBot) -> None:
    row = LogRow("13:00", "ice", "ice", "Ice", "20 min", (7, 6))
    qtbot.addWidget(row)
    row.resize(420, 38)
    show(qtbot, row)
    row.clearFocus()
    pill = tokens.LIGHT.pain(7)
    assert pill in colours(row)
    row.setFocus(Qt.FocusReason.TabFocusReason)
    assert row.hasFocus()
    assert pill not in colours(row)
    row.clearFocus()
    assert pill in colours(row)
    here = QPointF(5, 5)
    QApplication.sendEvent(row, QEnterEvent(here, here, QPointF(row.mapToGlobal(here.toPoint()))))
    row.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    assert pill not in colours(row)
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))


def test_a_row_that_cannot_be_changed_is_no_stop_for_the_keyboard(qtbot: QtBot) -> None:
    row = LogRow("13:00", "ice", "ice", "Ice", changeable=False)
    qtbot.addWidget(row)
    row.show()
    with qtbot.assertNotEmitted(row.change_requested):
        QTest.mouseClick(row, LEFT)
    assert row.focusPolicy() == Qt.FocusPolicy.NoFocus


PAGES = (("today", "today", "Today"), ("history", "history", "History"))


def test_the_rail_asks_for_pages_and_marks_the_one_that_is_open(qtbot: QtBot) -> None:
    rail = Rail(PAGES, (("settings", "settings", "Settings"),))
    qtbot.addWidget(rail)
    rail.resize(rail.sizeHint().expandedTo(rail.size()))
    rail.show()
    with qtbot.waitSignal(rail.page_requested) as said:
        QTest.mouseClick(rail.buttons["history"], LEFT)
    assert said.args == ["history"]
    assert not rail.buttons["history"].isChecked()
    rail.set_current("history")
    assert rail.buttons["history"].isChecked()
    with qtbot.waitSignal(rail.spasm_requested):
        QTest.mouseClick(rail.spasm, LEFT)
    assert tokens.LIGHT.danger in colours(rail.spasm)


def test_the_narrow_rail_keeps_names_for_ears_and_tool_tips(qtbot: QtBot) -> None:
    rail = Rail(PAGES)
    qtbot.addWidget(rail)
    assert rail.sizeHint().width() == 208
    rail.set_narrow(True)
    assert rail.narrow()
    assert rail.sizeHint().width() == 88
    seen = QAccessible.queryAccessibleInterface(rail.buttons["today"])
    assert seen.text(QAccessible.Text.Name) == "Today"
    assert rail.buttons["today"].toolTip() == "Today"
    assert rail.spasm.accessibleName() == "Spasm now"
    rail.resize(88, 500)
    rail.show()
    assert rail.spasm.width() >= 44


def test_the_narrow_red_button_keeps_its_words(qtbot: QtBot) -> None:
    rail = Rail(PAGES)
    qtbot.addWidget(rail)
    rail.set_narrow(True)
    rail.resize(88, 500)
    rail.show()
    button = rail.spasm
    assert button.text() == "Spasm now"
    assert button.sizeHint().width() <= button.width()
    below = button.grab(QRect(0, 34, button.width(), button.height() - 34)).toImage()
    inks = {QColor(below.pixel(x, y)).name().upper() for x in range(below.width()) for y in range(below.height())}
    assert tokens.LIGHT.on_danger in inks, "the words stand under the bolt"
    rail.set_narrow(False)
    assert button.sizeHint().height() == 56


def painted_words(monkeypatch: pytest.MonkeyPatch, bar: PhaseBar) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(PhaseBar, "draw_words", lambda _bar, _painter, _place, words: said.append(words))
    bar.grab()
    return said


@pytest.mark.parametrize(
    ("width", "middle"),
    [(1800, "Neither until Tuesday 10:05"), (1280, "Neither until Tue 10:05"), (600, "Neither"), (250, "")],
)
def test_a_phase_is_named_in_shorter_words_rather_than_cut(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, width: int, middle: str
) -> None:
    bar = PhaseBar()
    qtbot.addWidget(bar)
    gap, heat = START + timedelta(hours=72), START + timedelta(hours=92)
    shorter = ("Neither until Tue 10:05", "Neither")
    phases = (
        PHASES[0],
        Phase("quiet", "rest", "Neither until Tuesday 10:05", gap, heat, shorter),
        Phase(
            "heat", "heat", "Heat from Tuesday 10:05", heat, heat + timedelta(hours=40), ("Heat from Tue 10:05", "Heat")
        ),
    )
    bar.set_phases(phases, START, [])
    bar.resize(width, bar.sizeHint().height())
    assert painted_words(monkeypatch, bar)[1] == middle


PHASES = (
    Phase("ice", "ice", "Ice until Monday 14:05", START, START + timedelta(hours=72)),
    Phase("heat", "heat", "Heat from Monday 14:05", START + timedelta(hours=72), START + timedelta(hours=96)),
)


@pytest.mark.parametrize("hours", [0, 1, 24, 71, 80, 96, 200])
@pytest.mark.parametrize("width", [240, 520, 1008])
def test_the_phase_bar_paints_at_every_time_and_width(qtbot: QtBot, hours: int, width: int) -> None:
    bar = PhaseBar()
    qtbot.addWidget(bar)
    days = [(START, "Friday"), (START.replace(hour=0) + timedelta(days=1), "Saturday")]
    bar.set_phases(PHASES, START + timedelta(hours=hours), days)
    bar.resize(width, bar.sizeHint().height())
    seen = colours(bar)
    assert tokens.LIGHT.text in seen  # the line of now
    assert tokens.LIGHT.ice in seen  # its words at least
    assert bar.accessibleName() == "Ice until Monday 14:05, Heat from Monday 14:05"


def test_the_phase_bar_paints_anew_once_now_has_moved(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    bar = PhaseBar()
    qtbot.addWidget(bar)
    bar.resize(480, bar.sizeHint().height())
    bar.set_phases(PHASES, START + timedelta(hours=10), [])
    asked: list[int] = []
    monkeypatch.setattr(PhaseBar, "update", lambda _bar: asked.append(1))
    bar.set_phases(PHASES, START + timedelta(hours=10, minutes=1), [])  # a twelfth of a pixel further
    assert asked == []
    bar.set_phases(PHASES, START + timedelta(hours=10, minutes=12), [])
    assert asked == [1]


def test_the_bar_is_solid_up_to_now_and_tint_after(qtbot: QtBot) -> None:
    bar = PhaseBar()
    qtbot.addWidget(bar)
    bar.set_phases(PHASES, START + timedelta(hours=48), [(START, "Friday")])
    bar.resize(960, bar.sizeHint().height())
    image = bar.grab().toImage()
    middle = 18 + 6 + 8
    assert image.pixelColor(240, middle).name().upper() == tokens.LIGHT.ice
    assert image.pixelColor(600, middle).name().upper() == tokens.LIGHT.tint("ice")
    assert image.pixelColor(850, middle).name().upper() == tokens.LIGHT.tint("heat")


def test_the_ring_says_what_it_shows(qtbot: QtBot) -> None:
    ring = CountdownRing("ice")
    qtbot.addWidget(ring)
    ring.set_state(0.9, "12", "min")
    assert ring.accessibleName() == "12 min"
    assert tokens.LIGHT.ice in colours(ring)
    ring.set_state(0, "0", "min", "heat")
    assert tokens.LIGHT.ice not in colours(ring)


@pytest.mark.parametrize("number", ["7", "12", "59:59", "9:59", "100", "14:38:43"])
def test_the_number_keeps_clear_of_the_ring(qtbot: QtBot, number: str) -> None:
    ring = CountdownRing("heat")
    qtbot.addWidget(ring)
    ring.set_state(1.0, number, "h")
    assert QFontMetricsF(ring.number_font()).horizontalAdvance(number) <= ring.sizeHint().width() - 2 * 14


def test_a_paragraph_leaves_no_word_alone_on_its_last_line(qtbot: QtBot) -> None:
    words = Paragraph("Wrapped in a towel. Stay awake. The last ice began at 14:05. Every 2 hours.")
    qtbot.addWidget(words)
    for width in range(120, 520, 7):
        lines = words._lines(width)
        last = lines.lineAt(lines.lineCount() - 1)
        first = lines.lineAt(0)
        alone = lines.lineCount() > 1 and not any(space in lines.text()[last.textStart() :] for space in " \u00a0")
        assert not alone, width
        assert first.naturalTextWidth() <= width


def test_small_signs_paint_in_their_kind(qtbot: QtBot) -> None:
    for widget, colour in (
        (Badge("ice", "ice"), tokens.LIGHT.tint("ice")),
        (Badge("check", "walk", 32, round_=True), tokens.LIGHT.tint("walk")),
        (Sign("warning", "warning", 24), tokens.LIGHT.warning),
        (PainPill(7, 6), tokens.LIGHT.pain(6)),
    ):
        qtbot.addWidget(widget)
        widget.resize(widget.sizeHint())
        assert colour in colours(widget)


def test_a_pill_says_what_changed(qtbot: QtBot) -> None:
    pill = PainPill(6, 5)
    qtbot.addWidget(pill)
    assert pill.accessibleName() == "pain from 6 to 5"
    wide = pill.sizeHint().width()
    pill.set_levels(4)
    assert pill.accessibleName() == "pain 4"
    assert pill.sizeHint().width() < wide


@pytest.mark.parametrize(("pain", "words"), [((None, 4), "pain 4 after it"), ((6, None), "pain 6 before it")])
def test_one_of_two_levels_is_shown_with_its_arrow(qtbot: QtBot, pain: tuple[int | None, ...], words: str) -> None:
    row = LogRow("13:00", "heat", "heat", "Moist heat", "20 min", pain)
    qtbot.addWidget(row)
    row.resize(420, 38)
    assert row.accessibleName().endswith(words)
    level = next(each for each in pain if each is not None)
    assert tokens.LIGHT.pain(level) in colours(row)


@pytest.mark.parametrize(
    ("look_of", "border"), [("plain", "line"), ("main", "line2"), ("warning", "line"), ("alarm", "warning")]
)
def test_a_card_has_the_border_of_its_look(qtbot: QtBot, look_of: str, border: str) -> None:
    card = Card(look_of)
    qtbot.addWidget(card)
    card.add_section().addWidget(label("One"))
    card.add_section().addWidget(label("Two"))
    card.resize(300, 160)
    image = card.grab().toImage()
    assert image.pixelColor(150, 0).name().upper() == tokens.LIGHT.colour(border)
    assert (image.pixelColor(1, 80).name().upper() == tokens.LIGHT.warning) == (look_of in ("warning", "alarm"))
    card.set_look("main")
    assert card.grab().toImage().pixelColor(150, 0).name().upper() == tokens.LIGHT.line2


def test_the_undo_bar_floats_at_the_foot_and_gives_back(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    bar = UndoBar(page)
    page.resize(800, 600)
    page.show()
    assert not bar.isVisible()
    bar.show_saved("Glass 5 saved")
    assert bar.isVisible()
    assert bar.words() == bar.accessibleName() == "Glass 5 saved"
    assert abs(bar.geometry().center().x() - 400) <= 1
    page.resize(700, 500)
    assert bar.geometry().bottom() < 500
    assert abs(bar.geometry().center().x() - 350) <= 1
    with qtbot.waitSignal(bar.undo_requested):
        QTest.keyClick(bar.undo, Qt.Key.Key_Return)
    assert not bar.isVisible()
    assert not bar._timer.isActive()


def test_the_undo_bar_goes_when_its_time_is_up_but_not_under_the_keyboard(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    bar = UndoBar(page)
    show(qtbot, page)
    bar.show_saved("Saved")
    bar.undo.setFocus(Qt.FocusReason.TabFocusReason)
    bar._timer.timeout.emit()
    assert bar.isVisible()
    bar.undo.clearFocus()
    bar._timer.timeout.emit()
    assert not bar.isVisible()
    bar.show_saved("Pause is over", undoable=False)
    assert not bar.undo.isVisible()
    bar.hide()


def test_the_time_of_the_undo_bar_goes_on_while_the_window_is_hidden(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    bar = UndoBar(page)
    show(qtbot, page)
    bar.show_saved("Saved")
    page.hide()
    assert bar._timer.isActive()
    bar._timer.timeout.emit()
    page.show()
    assert not bar.isVisible()
    bar._timer.stop()


def test_the_weeks_say_what_was_not_recorded(qtbot: QtBot) -> None:
    strip = WeekStrip()
    qtbot.addWidget(strip)
    levels = [0, 0, 2, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, None]
    days = [Day("Fri", f"day {number}", level, number == 13) for number, level in enumerate(levels)]
    strip.set_days(days)
    strip.resize(strip.sizeHint())
    assert strip.accessibleName().startswith("day 0: 0, day 1: 0, day 2: 2")
    assert strip.accessibleName().endswith("day 13: not recorded")
    assert tokens.LIGHT.pain(2) in colours(strip)
    tall = strip.sizeHint().height()
    strip.set_days(days[:7])
    assert strip.sizeHint().height() < tall


def test_a_notice_speaks_offers_and_closes(qtbot: QtBot) -> None:
    notice = Notice("Get emergency care now.", "Numbness between the legs.", "warning")
    qtbot.addWidget(notice)
    pressed: list[bool] = []
    button = notice.add_button("What to do", lambda: pressed.append(True))
    notice.resize(900, notice.heightForWidth(900))
    notice.show()
    QTest.mouseClick(button, LEFT)
    assert pressed == [True]
    assert notice.accessibleName() == "Get emergency care now. Numbness between the legs."
    close = next(child for child in notice.findChildren(type(button)) if child.accessibleName() == "Close this notice")
    with qtbot.waitSignal(notice.closed):
        QTest.mouseClick(close, LEFT)
    notice.set_words("Call your doctor.")
    assert not notice.detail.isVisible()


def test_painted_widgets_take_the_dark_theme_when_it_comes(qtbot: QtBot, qapp: QApplication) -> None:
    card = Card()
    qtbot.addWidget(card)
    card.resize(200, 100)
    assert tokens.LIGHT.card in colours(card)
    theme.apply_theme(qapp, tokens.DARK)
    assert tokens.DARK.card in colours(card)
