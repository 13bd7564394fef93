"""Breaks from sitting: when the card comes up, what each press leaves in the journal, and when it goes by itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from backtracker import clock
from backtracker.core.model import Act
from backtracker.errors import StoreError
from backtracker.storage.store import Store
from backtracker.ui.desktop.idle import Idle, Then
from backtracker.ui.reminders.ask_card import AskCard
from backtracker.ui.reminders.breaks import LOOK_AGAIN_S, LOOK_EVERY_S, Breaks
from backtracker.ui.reminders.lead import LED_AT_MOST
from backtracker.ui.ticker import Ticker
from tests.ui.conftest import OpenDesk, Wall

MINUTE = timedelta(minutes=1)


class Chair:
    """Who tells whether anybody sits there."""

    def __init__(self) -> None:
        self.idle: timedelta | None = timedelta()
        self.asked = 0
        self.open = 0

    def ask(self, then: Then) -> None:
        self.asked += 1
        then(self.idle)

    def close(self) -> None:
        self.open -= 1


class Bench:
    """Friday 20 November, 14:05, with breaks each hour; both clocks go on when the test says so."""

    def __init__(self, desk: OpenDesk, ticker: Ticker, wall: Wall, steady: list[float], qtbot: QtBot) -> None:
        self.desk, self.ticker, self.wall, self.steady, self.qtbot = desk, ticker, wall, steady, qtbot
        self.chair = Chair()
        self.sounds = 0
        self.begin()

    def begin(self) -> None:
        """As at the start of the program."""
        self.breaks = Breaks(self.desk, self.ticker, self.sit)
        self.breaks.sounded.connect(self.heard)

    def restart(self) -> None:
        self.end()
        self.begin()
        self.desk.opened.emit()
        self.desk.settle(self.qtbot)

    def end(self) -> None:
        self.breaks.close()
        self.breaks.deleteLater()

    def sit(self) -> Idle:
        self.chair.open += 1
        return Idle([self.chair])

    def heard(self) -> None:
        self.sounds += 1

    def choose(self, **wanted: Any) -> None:
        self.desk.set_settings(replace(self.desk.settings, **wanted))
        self.desk.settle(self.qtbot)

    def look(self) -> None:
        self.breaks.look()
        idle = self.breaks._idle
        self.qtbot.waitUntil(lambda: idle is None or idle._then is None)
        self.desk.settle(self.qtbot)
        self.ticker.tick()
        self.desk.settle(self.qtbot)

    def use(self, minutes: int) -> None:
        """The computer is used: a look each minute."""
        for _ in range(minutes):
            self._pass(1)
            self.chair.idle = None if self.chair.idle is None else timedelta()
            self.look()

    def leave(self, minutes: int) -> None:
        for _ in range(minutes):
            self._pass(1)
            assert self.chair.idle is not None
            self.chair.idle += MINUTE
            self.look()

    def _pass(self, minutes: float) -> None:
        self.wall.at += minutes * MINUTE
        self.steady[0] += minutes * 60

    @property
    def card(self) -> AskCard:
        assert self.breaks.card is not None
        return self.breaks.card

    def hint(self) -> str:
        """The line under the question, which is on screen."""
        assert self.breaks.asks
        return self.card.hint.text().replace("\u200b", "")

    def press(self, name: str) -> None:
        button = {"up": self.card.done_button, "later": self.card.later_button, "not_now": self.card.no_button}[name]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.desk.settle(self.qtbot)

    def acts(self) -> list[Act]:
        found = self.desk.told(self.qtbot, lambda journal: journal.store.latest_acts())
        return [act for act in found if act.step == "break"]

    def kinds(self) -> list[str]:
        return [act.kind for act in self.acts()]

    def at(self, hour: int, minute: int) -> datetime:
        return self.wall.at.replace(hour=hour, minute=minute)


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    steady = [1000.0]
    monkeypatch.setattr(clock, "monotonic", lambda: steady[0])
    made = Bench(desk, ticker, wall, steady, qtbot)
    yield made
    made.end()


@pytest.fixture
def on(bench: Bench) -> Bench:
    bench.choose(breaks=True)
    return bench


@pytest.fixture
def asked(on: Bench) -> Bench:
    on.use(60)
    assert on.breaks.asks
    return on


# On and off ------------------------------------------------------------------------------------


def test_off_nobody_is_asked_and_nothing_ticks(bench: Bench) -> None:
    bench.use(90)
    assert (bench.chair.asked, bench.chair.open) == (0, 0)
    assert not bench.breaks._timer.isActive()
    bench.choose(breaks=True)
    assert (bench.chair.asked, bench.chair.open) == (1, 1)
    bench.choose(breaks=False)
    assert bench.chair.open == 0
    assert not bench.breaks._timer.isActive()


def test_switched_off_the_card_goes_and_nothing_is_told_as_done(asked: Bench) -> None:
    asked.choose(breaks=False)
    assert not asked.breaks.asks
    assert asked.kinds() == ["shown"]


def test_it_looks_about_once_a_minute_and_rides_on_a_ticker_that_ticks(on: Bench) -> None:
    assert on.breaks._timer.interval() == LOOK_EVERY_S * 1000 >= 60_000
    before = on.chair.asked
    for _ in range(10):
        on._pass(0.5)
        on.breaks._ticked(None)
    assert on.chair.asked - before == 5
    assert LOOK_AGAIN_S < 60 < LOOK_EVERY_S


def test_another_setting_changes_nothing(on: Bench) -> None:
    on.use(30)
    before = on.chair.asked
    on.choose(volume=70)
    assert (on.chair.asked, on.chair.open) == (before, 1)
    on.use(30)
    assert on.breaks.asks


# The card --------------------------------------------------------------------------------------


def test_it_comes_after_an_hour_of_use_and_says_what_to_do(on: Bench) -> None:
    on.use(59)
    assert not on.breaks.asks
    on.use(1)
    assert "Time to get up for a moment" in [each.text() for each in on.card.findChildren(QLabel) if each.isVisible()]
    assert on.hint() == "Stand up, and walk a few steps for a minute or two."
    assert on.card.accessibleName() == "Time to get up for a moment"
    assert on.card.accessibleDescription() == on.hint()
    assert on.sounds == 1
    assert [(act.kind, act.episode_id) for act in on.acts()] == [("shown", None)]


def test_another_hint_each_time(asked: Bench) -> None:
    seen = [asked.hint()]
    for _ in range(3):
        asked.press("up")
        asked.use(60)
        seen.append(asked.hint())
    assert len(set(seen)) == 4
    assert any("behind the lower back" in hint for hint in seen)


def test_a_longer_line_gets_the_room_it_needs(asked: Bench) -> None:
    card, short = asked.card, asked.card.height()
    for line, higher in (("A line that is longer than the card is wide. " * 2, True), ("A short line.", False)):
        QApplication.processEvents()
        card.hide()
        card.ask("Time to get up", line, "I’m up")
        assert card.hint.height() >= card.hint.heightForWidth(card.hint.width())
        assert (card.height() > short) is higher


def test_without_sound_it_is_silent(on: Bench) -> None:
    on.choose(sound=False)
    on.use(60)
    assert on.breaks.asks
    assert on.sounds == 0


def test_the_interval_is_the_persons(on: Bench) -> None:
    on.choose(break_minutes=20)
    on.use(20)
    assert on.breaks.asks


def test_a_card_that_nobody_answers_stays_and_is_not_asked_twice(asked: Bench) -> None:
    asked.use(130)
    assert asked.breaks.asks
    assert asked.kinds() == ["shown"]
    assert asked.sounds == 1


# Answers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("button", "kind"), [("up", "paused"), ("not_now", "skipped")])
def test_after_an_answer_the_next_comes_an_hour_later(asked: Bench, button: str, kind: str) -> None:
    asked.use(7)
    asked.press(button)
    assert not asked.breaks.asks
    assert asked.kinds() == ["shown", kind]
    asked.use(59)
    assert not asked.breaks.asks
    asked.use(1)
    assert asked.breaks.asks


def test_put_off_it_comes_ten_minutes_later(asked: Bench) -> None:
    asked.press("later")
    assert asked.kinds() == ["shown", "snoozed"]
    asked.use(9)
    assert not asked.breaks.asks
    asked.use(1)
    assert asked.breaks.asks
    asked.press("up")
    asked.use(59)
    assert not asked.breaks.asks


def test_an_answer_is_taken_back_like_any_other(asked: Bench) -> None:
    asked.press("up")
    undone = asked.desk.told(asked.qtbot, lambda journal: journal.undo())
    assert undone.label == "Taken back: Break taken"
    assert asked.kinds() == ["shown"]


def test_two_presses_are_one_answer(asked: Bench) -> None:
    for _ in range(2):
        QTest.mouseClick(asked.card.done_button, Qt.MouseButton.LeftButton)
    asked.desk.settle(asked.qtbot)
    assert asked.kinds() == ["shown", "paused"]


def test_an_answer_that_cannot_be_kept_leaves_the_card(asked: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    asked.desk.failed.connect(said.append)
    with monkeypatch.context() as full:
        full.setattr(Store, "change", _full)
        asked.press("up")
    assert said == ["The disk is full."]
    assert asked.breaks.asks
    asked.press("up")
    assert not asked.breaks.asks
    assert asked.kinds() == ["shown", "paused"]


def test_a_full_disk_keeps_no_break_away(on: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    on.desk.failed.connect(said.append)
    with monkeypatch.context() as full:
        full.setattr(Store, "change", _full)
        on.use(65)
    assert said == ["The disk is full."]
    assert on.breaks.asks
    on.press("not_now")
    assert on.kinds() == ["skipped"]


def _full(*_: object) -> None:
    raise StoreError("The disk is full.")


# Away ------------------------------------------------------------------------------------------


def test_whoever_leaves_has_got_up(asked: Bench) -> None:
    left = asked.wall.at
    asked.leave(4)
    assert asked.breaks.asks
    asked.leave(1)
    assert not asked.breaks.asks
    taken = asked.acts()[-1]
    assert (taken.kind, taken.moment.at) == ("paused", left)
    asked.leave(30)
    asked.use(60)
    assert not asked.breaks.asks, "an hour since the first touch, seen up to a minute later"
    asked.use(1)
    assert asked.breaks.asks


def test_before_an_empty_chair_nothing_comes_up(on: Bench) -> None:
    on.use(58)
    on.leave(20)
    assert on.kinds() == []
    on.use(59)
    assert on.kinds() == []


def test_where_nobody_tells_it_comes_by_the_clock(on: Bench) -> None:
    on.chair.idle = None
    on.use(60)
    assert on.breaks.asks
    on.use(200)
    assert on.kinds() == ["shown"]


# What goes before it ---------------------------------------------------------------------------


def test_at_night_nobody_is_asked_and_an_open_card_goes(asked: Bench) -> None:
    asked.wall.set(20, 22, 1)
    asked.look()
    assert not asked.breaks.asks
    before = asked.chair.asked
    asked.use(30)
    assert asked.chair.asked == before
    assert 60_000 < asked.breaks._timer.interval() <= 3_600_000
    asked.wall.set(21, 7, 0)
    asked.use(59)
    assert not asked.breaks.asks
    asked.use(2)
    assert asked.breaks.asks


def test_while_the_spasm_screen_leads_it_waits(on: Bench) -> None:
    on.use(59)
    on.breaks.set_led(True)
    on.use(5)
    assert not on.breaks.asks
    on.breaks.set_led(False)
    on.use(1)
    assert on.breaks.asks
    on.breaks.set_led(True)
    assert not on.breaks.asks
    on.use(60 + int(LED_AT_MOST / MINUTE))
    assert on.breaks.asks, "a screen that was forgotten holds nothing back"


def test_while_something_else_is_up_it_waits(on: Bench) -> None:
    up = [True]
    on.breaks.held = lambda: up[0]
    on.use(65)
    assert not on.breaks.asks
    up[0] = False
    on.use(1)
    assert on.breaks.asks


def test_a_step_that_comes_up_takes_its_place(asked: Bench) -> None:
    asked.ticker.came_up.emit(None)
    assert not asked.breaks.asks
    asked.use(59)
    assert not asked.breaks.asks


def test_in_an_episode_the_hourly_walk_is_the_break(on: Bench) -> None:
    on.desk.told(on.qtbot, lambda journal: journal.log_spasm(6))
    on.use(6 * 60)
    assert on.kinds() == []


def test_in_a_pause_of_the_reminders_it_waits(on: Bench) -> None:
    on.choose(break_minutes=30)
    on.desk.told(on.qtbot, lambda journal: journal.log_spasm(6))
    on.desk.told(on.qtbot, lambda journal: journal.pause_for(45))
    on.use(44)
    assert on.kinds() == []


# Clocks and restarts ---------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [-48, -1, 1, 9, 48])
def test_a_clock_that_jumps_brings_no_pile(on: Bench, hours: int) -> None:
    on.choose(rules=replace(on.desk.settings.rules, quiet_from=on.wall.at.time(), quiet_to=on.wall.at.time()))
    on.use(30)
    on.wall.at += timedelta(hours=hours)
    on.use(125)
    assert on.kinds() == ["shown"]


def test_a_restart_doubles_nothing(asked: Bench) -> None:
    asked.restart()
    asked.use(59)
    assert not asked.breaks.asks
    asked.use(1)
    assert asked.kinds() == ["shown", "shown"]


def test_what_was_put_off_comes_in_time_after_a_restart(asked: Bench) -> None:
    asked.press("later")
    asked.use(3)
    asked.restart()
    asked.use(6)
    assert not asked.breaks.asks
    asked.use(1)
    assert asked.breaks.asks
