"""Settings by pressing: each change is kept in the file at once, and what makes no sense says so in place."""

import json
from dataclasses import fields
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from backtracker import settings
from backtracker.core.rules import Rules
from backtracker.paths import SETTINGS
from backtracker.settings import Settings
from backtracker.ui import theme
from backtracker.ui.deeds import Deeds
from backtracker.ui.desktop import autostart
from backtracker.ui.pages.settings import SettingsPage
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.text import Paragraph
from tests.ui.conftest import OpenDesk, Wall


class Bench:
    def __init__(self, desk: OpenDesk, ticker: Ticker, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.page = SettingsPage(desk, ticker)
        qtbot.addWidget(self.page)
        self.page.resize(1072, 800)
        self.page.show()
        desk.settle(qtbot)
        qtbot.waitUntil(lambda: not cut(self.page))

    def press(self, button: QWidget, times: int = 1) -> None:
        for _ in range(times):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.desk.settle(self.qtbot)

    def control(self, name: str) -> Any:
        return self.page.controls[name]

    @property
    def kept(self) -> Settings:
        found, trouble = settings.load(self.desk.folder / SETTINGS)
        assert trouble == ""
        return found


def cut(page: SettingsPage) -> list[QWidget]:
    """What has less room than it needs; nothing, once all cards are there and laid out."""
    area: Any = page.findChild(QScrollArea)
    content: QWidget = area.widget()
    seen = [each for each in content.findChildren(QWidget) if isinstance(each, QLabel | QAbstractButton)]
    return [
        each
        for each in seen
        if each.isVisible()
        and (
            each.mapTo(content, each.rect().topRight()).x() >= area.viewport().width()
            or each.height() < (each.heightForWidth(each.width()) if each.hasHeightForWidth() else 1)
        )
    ]


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, qtbot: QtBot) -> Bench:
    return Bench(desk, ticker, qtbot)


def test_every_setting_has_a_control(bench: Bench) -> None:
    shown = {each.name for each in fields(Settings) if each.metadata}
    assert {*bench.page.controls, *bench.page.choices} == {*Rules.__dataclass_fields__, *shown}


def test_every_number_says_its_range_and_the_reason_for_it(bench: Bench) -> None:
    said = {each.text() for each in bench.page.findChildren(Paragraph)}
    assert "10 to 20 min. Never more than 20 minutes: longer can harm the skin and the nerves under it." in said
    for each in (*fields(Rules), *fields(Settings)):
        if each.metadata.get("low") is not None:
            low, high, unit = (each.metadata[name] for name in ("low", "high", "unit"))
            words = f"{low} to {high} {unit}. {each.metadata['why']}"
            assert words in said
            assert bench.control(each.name).toolTip() == words


@pytest.mark.parametrize("name", ["reminders", "neutral", "hold", "sound", "breaks", "keep_in_tray"])
def test_a_switch_is_kept_at_once(bench: Bench, name: str) -> None:
    usual = getattr(bench.desk.settings, name)
    bench.press(bench.control(name))
    assert getattr(bench.kept, name) is not usual
    bench.press(bench.control(name))
    assert getattr(bench.kept, name) is usual


@pytest.mark.parametrize(("name", "choice"), [("theme", "dark"), ("remind_by", "both")])
def test_a_choice_is_kept_and_marked(bench: Bench, name: str, choice: str) -> None:
    bench.press(bench.page.choices[name][choice])
    assert getattr(bench.kept, name) == choice
    assert [each for each, chip in bench.page.choices[name].items() if chip.isChecked()] == [choice]


def test_a_number_beside_the_protocol_is_kept_too(bench: Bench) -> None:
    bench.press(bench.control("volume").less)
    bench.press(bench.control("break_minutes").more)
    assert (bench.kept.volume, bench.kept.break_minutes) == (55, 65)
    assert bench.control("volume").shown.text() == "55 %"


def test_play_it_asks_for_the_chime(bench: Bench) -> None:
    with bench.qtbot.waitSignal(bench.page.sound_requested):
        bench.press(bench.page.play)
    assert bench.page.play.height() >= 44


def test_starting_with_the_computer_is_off_until_it_is_switched_on_and_can_be_taken_back(
    bench: Bench,
) -> None:
    deeds = Deeds(bench.desk)
    switch = bench.page.autostart
    assert switch is not None
    assert (switch.isChecked(), autostart.is_on()) == (False, False)
    bench.press(switch)
    assert (switch.isChecked(), autostart.is_on()) == (True, True)
    deeds.undo()
    bench.desk.settle(bench.qtbot)
    assert (switch.isChecked(), autostart.is_on()) == (False, False)


def test_an_entry_that_was_switched_off_elsewhere_is_seen_when_the_page_is(bench: Bench) -> None:
    switch = bench.page.autostart
    assert switch is not None
    bench.press(switch)
    bench.page.hide()
    autostart.set_on(False, bench.desk.folder)
    bench.page.show()
    bench.desk.settle(bench.qtbot)
    assert not switch.isChecked()


def test_a_switch_that_could_not_be_set_goes_back(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("backtracker.ui.desktop.autostart.os.fsync", full)
    said: list[str] = []
    bench.desk.failed.connect(said.append)
    switch = bench.page.autostart
    assert switch is not None
    bench.press(switch)
    assert said == ["Starting with the computer could not be changed: No space left on device."]
    assert not switch.isChecked()


def test_an_example_cannot_start_with_the_computer(look: None, wall: Wall, tmp_path: Path, qtbot: QtBot) -> None:
    desk = OpenDesk(tmp_path, prepare=lambda _: None)
    ticker = Ticker(desk)
    with qtbot.waitSignal(desk.opened):
        desk.open()
    assert Bench(desk, ticker, qtbot).page.autostart is None
    desk.settle(qtbot)
    desk.close()
    ticker.stop()


def test_a_number_is_kept_with_its_unit_shown(bench: Bench) -> None:
    bench.press(bench.control("walk_every_minutes").less)
    bench.press(bench.control("heat_from_hours").more)
    assert (bench.kept.rules.walk_every_minutes, bench.kept.rules.heat_from_hours) == (55, 73)
    assert bench.control("walk_every_minutes").shown.text() == "55 min"


def test_ice_can_never_be_set_over_twenty_minutes(bench: Bench) -> None:
    assert not bench.control("ice_minutes").more.isEnabled()
    bench.press(bench.control("ice_minutes").more)
    assert bench.desk.settings.rules.ice_minutes == 20


def test_quiet_hours_go_by_half_an_hour_and_round_the_clock(bench: Bench) -> None:
    bench.press(bench.control("quiet_from").more, 4)
    assert bench.kept.rules.quiet_from == time(0)


def test_too_long_quiet_hours_are_refused_in_place_and_stay_as_they_were(bench: Bench) -> None:
    said: list[str] = []
    bench.desk.failed.connect(said.append)
    bench.press(bench.control("quiet_to").more, 10)
    assert not bench.page.refusal.isVisible()
    bench.press(bench.control("quiet_to").more)
    assert bench.page.refusal.text() == "Quiet hours can be 14 hours a day at most."
    assert bench.page.refusal.isVisible()
    assert bench.control("quiet_to").shown.text() == "12:00"
    assert bench.kept.rules.quiet_to == time(12)
    assert said == []
    bench.press(bench.control("quiet_to").less)
    assert not bench.page.refusal.isVisible()


def test_advice_stands_there_while_a_setting_is_unwise(bench: Bench) -> None:
    advice = bench.page.advice["heat"]
    assert not advice.isVisible()
    bench.press(bench.control("heat_from_hours").less)
    assert advice.isVisible()
    assert [line.text() for line in advice.findChildren(Paragraph) if line.isVisible()] == [
        "Heat is set to start after 71 hours. Before 72 hours, warmth can feed the swelling.",
        "Ice goes on for 72 hours. Heat waits for its end, unless you end the ice earlier.",
    ]
    assert not bench.page.advice["walk"].isVisible()
    bench.press(bench.control("heat_from_hours").more)
    assert not advice.isVisible()


def test_advice_does_not_push_away_what_is_being_pressed(bench: Bench) -> None:
    button = bench.control("heat_from_hours").less
    before = button.mapTo(bench.page, button.rect().topLeft())
    bench.press(button)
    assert button.mapTo(bench.page, button.rect().topLeft()) == before


def test_back_to_the_usual_values_leaves_the_quiet_hours(bench: Bench) -> None:
    bench.press(bench.control("walk_days").less, 3)
    bench.press(bench.control("quiet_from").more)
    bench.press(bench.page.usual)
    assert bench.kept.rules == Rules(quiet_from=time(22, 30))
    assert bench.control("walk_days").shown.text() == "14 days"


def test_a_change_from_elsewhere_is_shown(bench: Bench) -> None:
    bench.desk.set_settings(Settings(Rules(heat_minutes=13, walk_every_minutes=42), sound=False))
    assert bench.control("heat_minutes").shown.text() == "13 min"
    assert bench.control("walk_every_minutes").shown.text() == "42 min"
    assert not bench.control("sound").isChecked()


def test_an_odd_value_from_the_file_stays_until_it_is_changed(desk: OpenDesk, ticker: Ticker, qtbot: QtBot) -> None:
    desk.settings = Settings(Rules(quiet_from=time(22, 10)))
    bench = Bench(desk, ticker, qtbot)
    assert bench.control("quiet_from").shown.text() == "22:10"
    bench.press(bench.control("quiet_from").more)
    assert bench.kept.rules.quiet_from == time(22, 30)


def test_a_file_that_cannot_be_written_is_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    bench.desk.failed.connect(said.append)

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("backtracker.settings.os.fsync", full)
    bench.press(bench.control("sound"))
    sentence = "The settings could not be saved: No space left on device. Check the disk and try again."
    assert said == [f"{sentence} What you chose is in force until backtracker is closed."]


def test_it_says_where_the_record_lies(bench: Bench) -> None:
    words = " ".join(each.text() for each in bench.page.findChildren(QLabel))
    assert str(bench.desk.folder / "backtracker.db") in words


def test_everything_to_press_has_a_name(bench: Bench) -> None:
    assert [
        each for each in bench.page.findChildren(QAbstractButton) if not (each.text() or each.accessibleName())
    ] == []


def test_tab_reaches_every_control(bench: Bench) -> None:
    bench.page.activateWindow()
    first = bench.control("quiet_from").less
    first.setFocus(Qt.FocusReason.TabFocusReason)
    reached = {first}
    widget = first
    while (widget := widget.nextInFocusChain()) is not first:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and bench.page.isAncestorOf(widget):
            reached.add(widget)
    for name, control in bench.page.controls.items():
        assert reached & {control, *control.findChildren(QWidget)}, name


@pytest.mark.parametrize(("width", "scale"), [(1072, 1.0), (728, 1.0), (728, 1.5), (488, 1.0)])
def test_nothing_is_cut_when_there_is_little_room_or_large_type(
    desk: OpenDesk, ticker: Ticker, qtbot: QtBot, width: int, scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme._State, "scale", scale)
    theme.font.cache_clear()
    page = SettingsPage(desk, ticker)
    qtbot.addWidget(page)
    page.resize(width, 600)
    page.show()
    desk.settle(qtbot)
    assert page.minimumSizeHint().width() <= width
    qtbot.waitUntil(lambda: not cut(page))
    monkeypatch.undo()
    theme.font.cache_clear()


def test_the_file_holds_settings_and_nothing_else(bench: Bench) -> None:
    bench.press(bench.control("sound"))
    body = json.loads(Path(bench.desk.folder / SETTINGS).read_text("utf-8"))
    assert set(body) == set(Settings.__dataclass_fields__)


def test_nothing_is_painted_squeezed_while_the_cards_come_one_after_the_other(
    desk: OpenDesk, ticker: Ticker, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    squeezed: list[str] = []
    paint = Paragraph.paintEvent

    def watched(self: Paragraph, event: QPaintEvent) -> None:
        painted.append(self.text())
        if self.height() < self.heightForWidth(self.width()):
            squeezed.append(self.text())
        paint(self, event)

    monkeypatch.setattr(Paragraph, "paintEvent", watched)
    page = SettingsPage(desk, ticker)
    qtbot.addWidget(page)
    page.resize(1072, 800)
    page.show()
    assert not desk.idle, "cards below the edge come later"
    desk.settle(qtbot)
    qtbot.waitUntil(lambda: bool(painted) and not cut(page))
    assert squeezed == []
