"""The timer behind the reminders while clocks are set, the computer sleeps and the time zone changes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from backtracker import clock
from backtracker.core.rules import Rules
from backtracker.journal import Journal
from backtracker.ui.pages.today import TodayPage
from backtracker.ui.reminders.reminders import Reminders
from backtracker.ui.ticker import LONGEST_CALM_TICK, LONGEST_TICK, Ticker
from tests.ui.conftest import OpenDesk, Wall

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LEFT = Qt.MouseButton.LeftButton


class Bench:
    """A spasm at 14:05 on Friday 20 November with its reminders, and what the ticker has told."""

    def __init__(self, desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> None:
        self.desk, self.ticker, self.wall, self.qtbot = desk, ticker, wall, qtbot
        self.reminders = Reminders(desk, ticker)
        self.days: list[bool] = []
        self.cards: list[list[str]] = []
        self.rung: list[str] = []
        ticker.day_changed.connect(lambda: self.days.append(True))
        ticker.came_up.connect(lambda agenda: self.cards.append([slot.showing for slot in agenda.popup]))
        ticker.time_up.connect(lambda agenda: self.rung.append(agenda.session.treatment.kind))
        self.do(lambda journal: journal.log_spasm(8))

    def do(self, deed: Any) -> Any:
        return self.desk.told(self.qtbot, deed)

    def look(self) -> None:
        self.ticker.tick()
        self.desk.settle(self.qtbot)

    def later(self, length: timedelta) -> None:
        self.wall.at += length
        self.look()

    def acts(self, kind: str) -> list[str]:
        return [act.slot for act in self.do(lambda journal: journal.running_log()).acts if act.kind == kind]

    def session(self) -> Any:
        assert self.ticker.agenda is not None
        return self.ticker.agenda.session

    def press(self, name: str) -> None:
        """A button of the pop-up."""
        buttons = self.reminders.popup.findChildren(QAbstractButton)
        QTest.mouseClick(next(each for each in buttons if each.isVisible() and each.text() == name), LEFT)
        self.desk.settle(self.qtbot)

    @property
    def interval(self) -> timedelta:
        """How long the one timer waits for its next tick."""
        (timer,) = self.ticker.findChildren(QTimer)
        assert timer.isActive()
        return timedelta(milliseconds=timer.interval())


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, ticker, wall, qtbot)
    yield made
    made.reminders.close()
    made.reminders.deleteLater()


@pytest.fixture
def iced(bench: Bench) -> Bench:
    """Ice has been on since 14:05."""
    bench.do(lambda journal: journal.start("ice"))
    bench.look()
    return bench


# Noticing ------------------------------------------------------------------------------------


def test_time_that_simply_passes_is_no_jump(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Ticker] = []
    monkeypatch.setattr(Ticker, "look_again", asked.append)
    for _ in range(20):
        bench.later(LONGEST_TICK)
    assert (asked, bench.days) == ([], [])


@pytest.mark.parametrize("length", [MINUTE, HOUR, 9 * HOUR, 49 * HOUR])
def test_after_a_sleep_the_log_is_asked_for_anew_and_the_pages_ask_again(bench: Bench, length: timedelta) -> None:
    before = bench.ticker.log
    bench.wall.sleep(length)
    bench.look()
    assert bench.ticker.log is not before
    assert bench.days == [True]


@pytest.mark.parametrize("length", [-49 * HOUR, -HOUR, -MINUTE, MINUTE, HOUR, 49 * HOUR])
def test_after_the_clock_was_set_the_log_is_asked_for_anew_and_the_pages_ask_again(
    bench: Bench, length: timedelta
) -> None:
    before = bench.ticker.log
    bench.wall.set_by_hand(length)
    bench.look()
    assert bench.ticker.log is not before
    assert bench.days == [True]
    bench.later(LONGEST_TICK)
    assert bench.days == [True], "once"


def test_a_clock_that_is_mended_by_a_second_is_no_jump(bench: Bench) -> None:
    for second in (timedelta(seconds=1), timedelta(seconds=-1)):
        bench.wall.set_by_hand(second)
        bench.look()
    assert bench.days == []


def test_who_knows_of_the_waking_need_not_wait_for_a_tick(bench: Bench) -> None:
    bench.wall.sleep(9 * HOUR)  # to 23:05
    bench.wall.sleep(8 * HOUR)  # to 07:05
    bench.ticker.look_again()
    bench.desk.settle(bench.qtbot)
    assert len(bench.cards) == 1
    assert bench.days == [True]
    bench.look()
    assert bench.days == [True], "the tick after it finds nothing more"


def test_the_day_is_told_when_it_begins_without_an_episode_too(
    desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot
) -> None:
    days: list[bool] = []
    ticker.day_changed.connect(lambda: days.append(True))
    wall.set(20, 23, 45)
    ticker.tick()
    (timer,) = ticker.findChildren(QTimer)
    assert timedelta(milliseconds=timer.interval()) <= 15 * MINUTE + timedelta(seconds=1)
    wall.set(21, 0, 0)
    ticker.tick()
    assert days == [True]


def test_it_ticks_at_least_twice_a_minute_with_an_episode_and_once_an_hour_without(bench: Bench) -> None:
    bench.look()
    assert bench.interval <= LONGEST_TICK + timedelta(seconds=1)
    bench.do(lambda journal: journal.close())
    bench.look()
    assert 59 * MINUTE < bench.interval <= LONGEST_CALM_TICK + timedelta(seconds=1)


# What comes up -------------------------------------------------------------------------------


def test_after_nine_hours_of_sleep_there_is_one_card_that_says_what_went_by(bench: Bench) -> None:
    bench.wall.set(21, 7, 0)
    bench.look()
    bench.cards.clear()
    bench.wall.sleep(9 * HOUR)
    bench.look()
    bench.later(LONGEST_TICK)
    assert len(bench.cards) == 1
    assert bench.reminders.popup.accessibleDescription().startswith("Went by unseen: ")


def test_a_clock_set_back_and_right_again_shows_no_slot_twice(bench: Bench) -> None:
    for jump in (61 * MINUTE, 60 * MINUTE):
        bench.later(jump)
    for by_hand in (-2 * HOUR, 2 * HOUR, -50 * HOUR, 50 * HOUR):
        bench.wall.set_by_hand(by_hand)
        for _ in range(5):
            bench.later(LONGEST_TICK)
    shown = [showing for card in bench.cards for showing in card]
    assert len(shown) == len(set(shown))
    assert sorted(bench.acts("shown")) == sorted(set(bench.acts("shown")))


def test_another_time_zone_counts_from_the_next_tick_on_and_the_past_stays(bench: Bench) -> None:
    bench.later(61 * MINUTE)
    assert len(bench.cards) == 1
    (walk,) = (slot for slot in bench.cards[0] if slot.startswith("walk"))
    before = bench.do(lambda journal: journal.running_log())
    bench.wall.zone = ZoneInfo("Asia/Tokyo")  # 23:06 there
    bench.look()
    assert bench.days == [True], "today is another day there"
    assert bench.ticker.agenda is not None
    assert bench.ticker.agenda.quiet_until is not None
    bench.later(61 * MINUTE)
    assert len(bench.cards) == 1, "it is night there"
    bench.wall.zone = ZoneInfo("Europe/Berlin")
    bench.look()
    assert len(bench.cards) == 2
    assert walk not in bench.cards[1]
    log = bench.do(lambda journal: journal.running_log())
    assert log.episode.began == before.episode.began
    assert {act.moment.zone for act in log.acts} == {"Europe/Berlin"}


def test_today_is_shown_anew_in_another_time_zone(bench: Bench) -> None:
    page = TodayPage(bench.desk, bench.ticker)
    bench.qtbot.addWidget(page)
    page.show()
    bench.desk.settle(bench.qtbot)
    bench.wall.zone = ZoneInfo("Asia/Tokyo")
    with bench.qtbot.waitSignal(page.filled):
        bench.ticker.tick()
    bench.desk.settle(bench.qtbot)


def test_what_another_process_wrote_unnoticed_is_found_when_something_comes_up(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as deaf:
        deaf.setattr(OpenDesk, "look_for_changes", lambda _: None)
        other = Journal.open(bench.desk.folder / "backtracker.db", clock.now, clock.zone, Rules)
        bench.wall.at += 50 * MINUTE
        other.did("walk")
        other.did("ice")
        other.release()
        bench.later(15 * MINUTE)
        assert bench.cards == []
        unaware = bench.ticker.log
        assert unaware is not None
        assert unaware.treatments == (), "nobody has told"
        bench.later(LONGEST_TICK)
    log = bench.ticker.log
    assert log is not None
    assert [each.kind for each in log.treatments] == ["walk", "ice"]


def test_a_mistake_of_ours_in_bringing_up_does_not_end_the_reminders(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, bench.qtbot.capture_exceptions() as caught:
        broken.setattr(Journal, "bring_up", lambda _: 1 / 0)
        bench.later(61 * MINUTE)
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]
    bench.later(LONGEST_TICK)
    assert len(bench.cards) == 1


# Ice -----------------------------------------------------------------------------------------


def test_ice_that_stayed_on_while_the_computer_slept_has_been_on(iced: Bench) -> None:
    iced.later(5 * MINUTE)
    iced.wall.sleep(10 * MINUTE)
    iced.look()
    assert iced.session().ends - iced.wall.at == 5 * MINUTE
    assert iced.rung == []
    iced.later(5 * MINUTE)
    assert iced.rung[:1] == ["ice"]


def test_ice_whose_time_ended_in_a_sleep_rings_at_once_with_its_true_length(iced: Bench) -> None:
    iced.wall.sleep(43 * MINUTE)
    iced.look()
    assert iced.rung[:1] == ["ice"]
    iced.press("It’s off")
    assert iced.do(lambda journal: journal.running_log()).treatments[0].seconds == 43 * 60


@pytest.mark.parametrize("length", [-50 * HOUR, -12 * MINUTE, 12 * MINUTE, 3 * HOUR, 50 * HOUR])
def test_a_clock_set_by_hand_makes_ice_neither_longer_nor_shorter(iced: Bench, length: timedelta) -> None:
    iced.later(15 * MINUTE)
    iced.wall.set_by_hand(length)
    iced.look()
    assert not iced.session().over
    assert iced.session().ends - iced.wall.at == 5 * MINUTE
    iced.later(4 * MINUTE)
    assert iced.rung == []
    iced.later(MINUTE)
    assert iced.rung[:1] == ["ice"]
    iced.later(2 * MINUTE)
    iced.press("It’s off")
    assert iced.do(lambda journal: journal.running_log()).treatments[0].seconds == 22 * 60


def test_the_card_on_the_page_counts_the_true_time_too(iced: Bench) -> None:
    page = TodayPage(iced.desk, iced.ticker)
    iced.qtbot.addWidget(page)
    page.show()
    iced.desk.settle(iced.qtbot)
    iced.later(15 * MINUTE)
    iced.wall.set_by_hand(3 * HOUR)
    iced.look()
    assert page.episode is not None
    card = page.episode.next
    assert card.stop.isVisible()
    assert card.ring.accessibleName().strip() == "5:00"
    iced.later(5 * MINUTE)
    assert card.stopwatch.text() == "20:00"
    QTest.mouseClick(card.off, LEFT)
    iced.desk.settle(iced.qtbot)
    assert iced.do(lambda journal: journal.running_log()).treatments[0].seconds == 20 * 60


@pytest.mark.parametrize("length", [-12 * MINUTE, 3 * HOUR])
def test_it_came_off_in_time_is_the_planned_time_whatever_the_clock_was_set_to(iced: Bench, length: timedelta) -> None:
    iced.later(15 * MINUTE)
    iced.wall.set_by_hand(length)
    iced.later(11 * MINUTE)
    iced.press("It came off in time")
    assert iced.do(lambda journal: journal.running_log()).treatments[0].seconds == 20 * 60


def test_where_no_clock_tells_sleep_from_setting_the_earlier_end_holds(
    iced: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "boottime", lambda: None)
    iced.do(lambda journal: journal.finish(journal.running_log().treatments[0].id))
    iced.do(lambda journal: journal.start("ice"))
    iced.look()
    iced.wall.sleep(10 * MINUTE)
    iced.look()
    assert iced.session().ends - iced.wall.at == 10 * MINUTE
    iced.wall.set_by_hand(-3 * HOUR)
    iced.look()
    assert timedelta() <= iced.session().ends - iced.wall.at <= 20 * MINUTE
    iced.later(20 * MINUTE)
    assert iced.rung[:1] == ["ice"]


def test_a_session_whose_start_was_changed_counts_from_there(iced: Bench) -> None:
    iced.later(10 * MINUTE)
    ice = iced.do(lambda journal: journal.running_log()).treatments[0]
    later = replace(ice, moment=replace(ice.moment, at=ice.moment.at + 5 * MINUTE))
    iced.do(lambda journal: journal.change_treatment(later, None, None))
    iced.look()
    assert iced.session().ends - iced.wall.at == 15 * MINUTE
