from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from backtracker import tokens
from backtracker.ui.widgets.back_map import BackMap
from backtracker.ui.widgets.day_clock import DayClock
from backtracker.ui.widgets.when import MomentPopup, When, WhenChips, WhenPicker

pytestmark = pytest.mark.usefixtures("look")

LEFT = Qt.MouseButton.LeftButton
ROWS = {"neck": "Neck", "upper": "Upper back", "mid": "Mid back", "lower": "Lower back"}
PAIRS = {"buttock": "Buttocks", "leg": "Legs"}
PLACES = {f"{row}_{side}": f"{ROWS[row]}, {side}" for row in ROWS for side in ("left", "middle", "right")}
PLACES |= {f"{row}_{side}": f"{PAIRS[row]}, {side}" for row in PAIRS for side in ("left", "right")}
ZONE = timezone(timedelta(hours=1))
PRESENT = datetime(2026, 11, 21, 14, 48, 31, tzinfo=ZONE)


@pytest.fixture
def back(qtbot: QtBot) -> BackMap:
    drawing = BackMap(PLACES, ROWS | PAIRS)
    qtbot.addWidget(drawing)
    drawing.resize(drawing.sizeHint())
    with qtbot.waitActive(drawing):
        drawing.show()
        drawing.activateWindow()
    return drawing


def test_several_places_can_be_pressed_and_pressed_again(qtbot: QtBot, back: BackMap) -> None:
    with qtbot.waitSignal(back.changed) as said:
        QTest.mouseClick(back.regions["lower_left"], LEFT)
    assert said.args == [frozenset({"lower_left"})]
    QTest.mouseClick(back.regions["buttock_left"], LEFT)
    assert back.places() == {"lower_left", "buttock_left"}
    assert back.words() == "Lower back, left and Buttocks, left"
    QTest.mouseClick(back.regions["lower_left"], LEFT)
    assert back.places() == {"buttock_left"}


def test_places_set_from_outside_make_no_signal(qtbot: QtBot, back: BackMap) -> None:
    with qtbot.assertNotEmitted(back.changed):
        back.set_places({"neck_middle", "leg_right"})
    assert back.places() == {"neck_middle", "leg_right"}


def test_every_region_has_a_name_and_lies_where_it_belongs(back: BackMap) -> None:
    assert set(back.regions) == set(PLACES)
    for key, region in back.regions.items():
        assert QAccessible.queryAccessibleInterface(region).text(QAccessible.Text.Name) == PLACES[key]
        assert region.height() >= (24 if key.startswith("neck") else 44)  # above the shoulders is room to press
    left, middle, right = (back.regions[f"upper_{side}"].geometry() for side in ("left", "middle", "right"))
    assert left.right() < middle.left() < middle.right() < right.left()
    assert left.width() == right.width()
    assert back.regions["lower_left"].geometry().bottom() < back.regions["buttock_left"].geometry().top()


def test_a_press_beside_the_back_goes_to_the_nearest_region(qtbot: QtBot, back: BackMap) -> None:
    edge = back.regions["mid_right"].geometry()
    QTest.mouseClick(back, LEFT, pos=QPoint(edge.right() + 8, edge.center().y()))
    assert back.places() == {"mid_right"}
    seam = back.regions["lower_left"].geometry()
    QTest.mouseClick(back, LEFT, pos=QPoint(seam.right() + 1, seam.center().y()))
    assert back.places() == {"mid_right", "lower_left"}


def test_above_the_shoulders_there_is_room_to_press(qtbot: QtBot, back: BackMap) -> None:
    shoulder = back.regions["neck_left"].geometry()
    QTest.mouseClick(back, LEFT, pos=QPoint(shoulder.center().x(), shoulder.top() - 18))
    assert back.places() == {"neck_left"}


def test_a_press_far_from_the_back_chooses_nothing(qtbot: QtBot, back: BackMap) -> None:
    QTest.mouseClick(back, LEFT, pos=QPoint(2, 2))
    assert back.places() == frozenset()


def test_arrow_keys_go_from_region_to_region(qtbot: QtBot, back: BackMap) -> None:
    back.regions["lower_middle"].setFocus(Qt.FocusReason.TabFocusReason)
    for key, there in (
        (Qt.Key.Key_Left, "lower_left"),
        (Qt.Key.Key_Up, "mid_left"),
        (Qt.Key.Key_Right, "mid_middle"),
        (Qt.Key.Key_Down, "lower_middle"),
        (Qt.Key.Key_Right, "lower_right"),
        (Qt.Key.Key_Down, "buttock_right"),
        (Qt.Key.Key_Down, "leg_right"),
        (Qt.Key.Key_Down, "leg_right"),
        (Qt.Key.Key_Left, "leg_left"),
    ):
        QTest.keyClick(back.focusWidget(), key)
        assert back.regions[there].hasFocus()
    QTest.keyClick(back.focusWidget(), Qt.Key.Key_Space)
    assert back.places() == {"leg_left"}
    stops = [key for key, region in back.regions.items() if region.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["leg_left"]


@pytest.mark.parametrize("size", [(430, 440), (900, 440), (430, 900), (1200, 1200)])
def test_the_drawing_fits_the_room_it_gets(back: BackMap, size: tuple[int, int]) -> None:
    back.resize(*size)
    for region in back.regions.values():
        assert back.rect().contains(region.geometry())


def test_a_chosen_region_is_filled_with_the_accent(back: BackMap) -> None:
    back.set_places({"upper_right"})
    image = back.regions["upper_right"].grab().toImage()
    assert image.pixelColor(image.width() // 2, 6).name().upper() == tokens.LIGHT.accent


def test_the_picker_starts_at_now_and_goes_back_with_one_press(qtbot: QtBot) -> None:
    picker = WhenPicker(lambda: PRESENT)
    qtbot.addWidget(picker)
    picker.show()
    assert picker.value() == When()
    assert picker.moment() == PRESENT
    assert picker.accessibleName() == "at: now"
    menu = picker._popup
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    assert words == ["Now", "10 min ago", "30 min ago", "1 hour ago", "", "At …"]
    with qtbot.waitSignal(picker.changed) as said:
        menu.actions()[2].trigger()
    assert said.args == [When(timedelta(minutes=30))]
    assert picker.moment() == PRESENT - timedelta(minutes=30)
    assert picker.accessibleName() == "at: 30 min ago"
    picker.set_value(When())
    assert picker.moment() == PRESENT


def retype(line: QLineEdit, words: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)


def test_a_time_can_be_typed(qtbot: QtBot) -> None:
    picker = WhenPicker(lambda: PRESENT)
    qtbot.addWidget(picker)
    picker.show()
    menu = picker._popup
    assert menu is not None
    menu.actions()[-1].trigger()
    popup = picker.findChild(MomentPopup)
    assert popup is not None
    assert popup.isVisible()
    retype(popup.clock.time, "9:05")
    retype(popup.clock.day, "20.11.2026")
    with qtbot.waitSignal(picker.changed) as said:
        QTest.mouseClick(popup.set_button, LEFT)
    assert said.args == [When(at=datetime(2026, 11, 20, 9, 5, tzinfo=ZONE))]
    assert picker.accessibleName() == "at: Fri 09:05"
    assert not popup.isVisible()


def test_what_is_still_to_come_is_refused_in_words(qtbot: QtBot) -> None:
    picker = WhenChips(lambda: PRESENT)
    qtbot.addWidget(picker)
    picker.show()
    QTest.mouseClick(picker.other, LEFT)
    popup = picker.findChild(MomentPopup)
    assert popup is not None
    retype(popup.clock.time, "23:50")
    assert not popup.set_button.isEnabled()
    assert popup.hint.text() == "That is still to come."
    with qtbot.assertNotEmitted(picker.changed):
        QTest.keyClick(popup, Qt.Key.Key_Return)
    QTest.mouseClick(popup.clock.day_before, LEFT)
    assert popup.hint.text() == ""
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert picker.moment() == datetime(2026, 11, 20, 23, 50, tzinfo=ZONE)


def shown(clock: DayClock) -> tuple[str, str]:
    return clock.day.text(), clock.time.text()


@pytest.fixture
def day_clock(qtbot: QtBot) -> DayClock:
    made = DayClock("Began")
    qtbot.addWidget(made)
    made.set_value(datetime(2026, 11, 20, 14, 7), PRESENT.date())  # noqa: DTZ001
    made.show()
    return made


def test_a_day_and_a_time_can_be_pressed(day_clock: DayClock) -> None:
    assert shown(day_clock) == ("Fri 20 Nov 2026", "14:07")
    for button, then in (
        (day_clock.before, ("Fri 20 Nov 2026", "14:05")),  # first to a round number
        (day_clock.before, ("Fri 20 Nov 2026", "14:00")),
        (day_clock.after, ("Fri 20 Nov 2026", "14:05")),
        (day_clock.hour_before, ("Fri 20 Nov 2026", "13:05")),
        (day_clock.day_before, ("Thu 19 Nov 2026", "13:05")),
        (day_clock.day_after, ("Fri 20 Nov 2026", "13:05")),
        (day_clock.hour_after, ("Fri 20 Nov 2026", "14:05")),
    ):
        assert min(button.width(), button.height()) >= 44
        QTest.mouseClick(button, LEFT)
        assert shown(day_clock) == then


def test_two_quick_presses_are_two_days(day_clock: DayClock) -> None:
    day, _ = shown(day_clock)
    for _ in range(2):
        QTest.mouseClick(day_clock.day_before, LEFT)
    two = shown(day_clock)[0]
    QTest.mouseClick(day_clock.day_after, LEFT)
    once = shown(day_clock)[0]
    assert len({day, once, two}) == 3


def test_minutes_go_over_midnight_and_days_stop_at_today(day_clock: DayClock) -> None:
    day_clock.set_value(datetime(2026, 11, 20, 0, 0), PRESENT.date())  # noqa: DTZ001
    QTest.mouseClick(day_clock.before, LEFT)
    assert shown(day_clock) == ("Thu 19 Nov 2026", "23:55")
    for _ in range(5):
        QTest.mouseClick(day_clock.day_after, LEFT)
    assert day_clock.value().date() == PRESENT.date()
    QTest.keyClick(day_clock.day, Qt.Key.Key_PageDown)
    assert day_clock.value().date() == PRESENT.date() - timedelta(days=7)


def test_what_is_no_day_is_said_in_place_and_goes_with_the_next_letter(day_clock: DayClock) -> None:
    retype(day_clock.day, "31.2.2026")
    QTest.keyClick(day_clock.day, Qt.Key.Key_Return)
    assert day_clock.hint.text() == "“31.2.2026” is not a day. Type it as 20.11.2026 or 2026-11-20."
    assert not day_clock.hint.isHidden()
    retype(day_clock.day, "2026-11-10")
    assert day_clock.hint.isHidden()
    QTest.keyClick(day_clock.day, Qt.Key.Key_Return)
    assert shown(day_clock) == ("Tue 10 Nov 2026", "14:07")


def test_the_keyboard_starts_at_the_time(qtbot: QtBot) -> None:
    picker = WhenPicker(lambda: PRESENT)
    qtbot.addWidget(picker)
    picker.show()
    picker._ask()
    popup = picker.findChild(MomentPopup)
    assert popup is not None
    assert popup.clock.time.selectedText() == "14:48"
    assert popup.focusWidget() is popup.clock.time
    popup.hide()


def test_the_chips_of_the_spasm_screen_choose_one_time(qtbot: QtBot) -> None:
    chips = WhenChips(lambda: PRESENT)
    qtbot.addWidget(chips)
    chips.show()
    hour = timedelta(hours=1)
    with qtbot.waitSignal(chips.changed) as said:
        QTest.mouseClick(chips.chips[hour], LEFT)
    assert said.args == [When(hour)]
    assert [ago for ago, chip in chips.chips.items() if chip.isChecked()] == [hour]
    QTest.mouseClick(chips.chips[hour], LEFT)
    assert chips.chips[hour].isChecked(), "a second press does not leave the question without an answer"
    chips.set_value(When(at=PRESENT - timedelta(hours=3)))
    assert chips.other.isChecked()
    assert chips.other.text() == "At 11:48"
