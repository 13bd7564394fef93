"""Errands on screen: when the card comes, what each press leaves in the journal, what it gives way to, its cost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from backtracker.core.errand import Errand
from backtracker.core.redflags import SOON, Standing
from backtracker.errors import StoreError
from backtracker.journal import Journal, errands
from backtracker.ui.pages.coming_card import ComingCard
from backtracker.ui.reminders.ask_card import AskCard
from backtracker.ui.reminders.errands import TICK, Errands
from backtracker.ui.reminders.reminders import Reminders
from backtracker.ui.ticker import Ticker
from tests.ui.conftest import OpenDesk, Wall

MINUTE = timedelta(minutes=1)
Bring = Callable[[Errand], None]


class Bench:
    """Friday 20 November, 14:05; a glass of water is due at 15:00, and whatever the test brings besides."""

    def __init__(self, desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> None:
        self.desk, self.ticker, self.wall, self.qtbot = desk, ticker, wall, qtbot
        self.opened: list[Errand] = []
        self.sounds = 0
        self.other = False
        self.begin()

    def begin(self) -> None:
        """As at the start of the program."""
        self.reminders = Reminders(self.desk, self.ticker)
        self.errands = Errands(self.desk, self.ticker, self.reminders)
        self.errands.sounded.connect(self.heard)
        self.errands.open_requested.connect(self.opened.append)
        self.errands.other_card = lambda: self.other
        self.desk.opened.emit()
        self.settle()

    def set_red(self, red: bool) -> None:
        """What the window notes when the notice of a warning sign comes up and goes."""
        self.desk.standing = Standing((), ("fever",), SOON) if red else None

    def end(self) -> None:
        self.settle()
        self.errands.close()
        self.reminders.close()
        for each in (self.errands, self.reminders):
            each.deleteLater()

    def restart(self) -> None:
        self.end()
        self.begin()

    def heard(self) -> None:
        self.sounds += 1

    def settle(self) -> None:
        for _ in range(3):
            self.desk.settle(self.qtbot)

    def choose(self, **wanted: Any) -> None:
        self.desk.set_settings(replace(self.desk.settings, **wanted))
        self.settle()

    def at(self, hour: int, minute: int = 0) -> None:
        """That time comes; what runs out by then fires, as it would."""
        self.wall.set(20, hour, minute)
        self.errands._tick()
        self.settle()

    def do(self, deed: Any) -> Any:
        found = self.desk.told(self.qtbot, deed)
        self.settle()
        return found

    @property
    def card(self) -> AskCard:
        assert self.errands.card is not None
        assert self.errands.card.isVisible()
        return self.errands.card

    def press(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def kinds(self, key: str = "water:4") -> list[str]:
        return [act.kind for act in self.do(lambda journal: journal.store.acts_about([key]))]


def glass(hour: int = 15, minute: int = 0, key: str = "water:4", **more: Any) -> Errand:
    at = datetime(2026, 11, 20, hour, minute, tzinfo=Wall().zone)
    return Errand(key, "water", at, "A glass of water", "Eight a day is usual.", "Drank one", "glass", **more)


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch) -> list[Errand]:
    """What the parts of the care ask for."""
    asked = [glass()]
    monkeypatch.setattr(errands, "PROVIDERS", (*errands.PROVIDERS, lambda _journal, _now: list(asked)))
    return asked


@pytest.fixture
def bench(brought: list[Errand], desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, ticker, wall, qtbot)
    yield made
    made.end()


def test_an_exercise_can_be_answered_with_stopped_because_of_pain(bench: Bench, brought: list[Errand]) -> None:
    brought.clear()
    bench.do(lambda journal: journal.add_exercise("Bridge", reps=10, times=2))
    bench.at(19, 1)
    assert bench.card.title.text() == "Bridge"
    assert (bench.card.done_button.text(), bench.card.other_button.text()) == ("Done", "Stopped: pain")
    assert bench.card.other_button.isVisible()
    brought.append(glass())
    bench.press(bench.card.other_button)
    assert not bench.errands.asks
    (seen,) = bench.do(lambda journal: journal.exercises_seen())
    assert [each.answer for each in seen.practices] == ["stopped"]
    bench.at(19, 7)
    assert not bench.card.other_button.isVisible(), "what has one answer shows one"


@pytest.fixture
def asked(bench: Bench) -> Bench:
    bench.at(15)
    assert bench.errands.asks
    return bench


# When it comes -----------------------------------------------------------------------------------


def test_it_comes_when_it_is_due_with_its_words(bench: Bench) -> None:
    bench.at(14, 59)
    assert not bench.errands.asks
    bench.at(15)
    card = bench.card
    assert (card.accessibleName(), card.accessibleDescription()) == ("A glass of water", "Eight a day is usual.")
    assert card.done_button.text() == "Drank one"
    assert bench.sounds == 1
    assert bench.kinds() == ["shown"]


def test_once_also_after_a_restart(asked: Bench) -> None:
    asked.restart()
    asked.at(15, 30)
    assert not asked.errands.asks
    assert asked.kinds() == ["shown"]


def test_nothing_is_coming_and_nothing_ticks(bench: Bench, brought: list[Errand]) -> None:
    assert bench.errands._timer.isActive()
    brought.clear()
    bench.errands.look()
    bench.settle()
    assert not bench.errands._timer.isActive()
    assert not bench.errands.expects


def test_what_is_far_is_gone_towards_in_steps_and_what_is_near_in_small_ones(bench: Bench) -> None:
    assert bench.errands._timer.interval() == pytest.approx(10 * 60 * 1000, abs=10)  # 55 minutes to go
    bench.at(14, 55)
    assert bench.errands._timer.interval() == pytest.approx(TICK.total_seconds() * 1000, abs=10)
    assert bench.errands.expects


def test_where_reminders_are_off_none_comes_and_nothing_ticks(bench: Bench) -> None:
    bench.choose(reminders=False)
    bench.at(15)
    assert not bench.errands.asks
    assert not bench.errands._timer.isActive()
    assert bench.kinds() == []


def test_without_sound_it_is_silent(bench: Bench) -> None:
    bench.choose(sound=False)
    bench.at(15)
    assert (bench.errands.asks, bench.sounds) == (True, 0)


def test_a_laptop_that_slept_gets_one_card_and_the_next_after_minutes(bench: Bench, brought: list[Errand]) -> None:
    brought += [glass(16, key="water:5"), glass(17, key="water:6", until=bench.wall.set(20, 18))]
    bench.wall.set(20, 14, 5)
    bench.at(20)
    bench.press(bench.card.no_button)
    assert not bench.errands.asks
    bench.at(20, 5)
    bench.press(bench.card.done_button)
    bench.at(20, 10)
    assert not bench.errands.asks
    assert [bench.kinds(f"water:{n}") for n in (4, 5, 6)] == [["shown", "skipped"], ["shown", "done"], []]


def test_one_that_is_of_no_use_any_more_goes(bench: Bench, brought: list[Errand]) -> None:
    brought[0] = glass(until=bench.wall.set(20, 16))
    bench.at(15)
    assert bench.errands.asks
    bench.at(16)
    assert not bench.errands.asks


# Answers -----------------------------------------------------------------------------------------


def test_done(asked: Bench) -> None:
    asked.press(asked.card.done_button)
    assert asked.kinds() == ["shown", "done"]
    assert not asked.errands.asks
    assert asked.do(lambda journal: journal.undo()).label == "Taken back: Done: A glass of water"
    assert not asked.errands.asks, "what was taken back is open on Today and does not pop up again"


def test_skip(asked: Bench) -> None:
    asked.press(asked.card.no_button)
    assert asked.kinds() == ["shown", "skipped"]


def test_snooze(asked: Bench) -> None:
    lines = asked.card.snoozes.actions()
    assert [line.text() for line in lines] == ["10 min", "30 min", "60 min"]
    lines[1].trigger()
    asked.settle()
    assert not asked.errands.asks
    asked.at(15, 29)
    assert not asked.errands.asks
    asked.at(15, 30)
    assert asked.errands.asks
    assert asked.kinds() == ["shown", "snoozed", "shown"]


def test_two_presses_are_one_answer(asked: Bench) -> None:
    QTest.mouseClick(asked.card.done_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(asked.card.no_button, Qt.MouseButton.LeftButton)
    asked.settle()
    assert asked.kinds() == ["shown", "done"]


def test_what_the_window_asks_for_opens_it_and_writes_nothing(bench: Bench, brought: list[Errand]) -> None:
    brought[0] = glass(opens="today")
    bench.at(15)
    bench.press(bench.card.done_button)
    assert bench.opened == brought
    assert bench.kinds() == ["shown"]
    assert not bench.errands.asks


def test_answered_elsewhere_it_goes(asked: Bench) -> None:
    asked.do(lambda journal: journal.errand_skipped(glass()))
    assert not asked.errands.asks


def test_an_answer_that_cannot_be_kept_leaves_the_card(asked: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    said: list[str] = []
    asked.desk.failed.connect(said.append)
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "errand_done", full)
        asked.press(asked.card.done_button)
    assert said == ["The disk is full."]
    asked.press(asked.card.done_button)
    assert asked.kinds() == ["shown", "done"]


def test_a_full_disk_does_not_keep_it_away_and_it_comes_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreError("The disk is full.")

    said: list[str] = []
    bench.desk.failed.connect(said.append)
    monkeypatch.setattr(Journal, "bring_up_errand", full)
    bench.at(15)
    assert bench.card.accessibleName() == "A glass of water"
    bench.press(bench.card.no_button)
    bench.at(15, 30)
    assert (bench.errands.asks, said) == (False, ["The disk is full."])


# What it gives way to ------------------------------------------------------------------------------


def test_a_step_of_the_episode_goes_first_and_it_comes_back(asked: Bench) -> None:
    asked.do(lambda journal: journal.log_spasm(8))
    assert asked.errands.asks, "the spasm screen has its first step"
    asked.wall.set(20, 16, 1)
    asked.ticker.tick()
    asked.settle()
    assert asked.reminders.popup.isVisible()
    assert not asked.errands.asks
    asked.wall.at += MINUTE
    while (popup := asked.reminders.popup).isVisible():
        slot = popup.slot
        assert slot is not None
        asked.do(lambda journal, slot=slot: journal.skip(slot))
        asked.ticker.tick()
        asked.settle()
    assert asked.card.accessibleName() == "A glass of water"
    assert (asked.sounds, asked.kinds()) == (1, ["shown"])


def test_a_red_flag_notice_silences_it_until_it_was_read(bench: Bench) -> None:
    bench.set_red(True)
    bench.at(15)
    assert not bench.errands.asks
    bench.set_red(False)
    bench.at(15, 1)
    assert bench.errands.asks


def test_a_real_yes_takes_it_away_at_once_and_reading_the_notice_brings_it_back(asked: Bench) -> None:
    asked.do(lambda journal: journal.check_flags(["fever"]))
    asked.errands.set_flagged(True)
    assert not asked.errands.asks
    asked.at(15, 30)
    assert not asked.errands.asks, "the record itself silences it"
    asked.do(lambda journal: journal.acknowledge(journal.standing()))
    asked.errands.set_flagged(False)
    asked.settle()
    assert asked.errands.asks


def test_a_notice_that_comes_takes_it_away_for_its_time(asked: Bench) -> None:
    asked.set_red(True)
    asked.do(lambda journal: journal.log_pain(9))
    assert not asked.errands.asks
    asked.set_red(False)
    asked.at(15, 1)
    assert asked.errands.asks


def test_the_spasm_screen_leads(asked: Bench) -> None:
    asked.errands.set_led(True)
    assert not asked.errands.asks
    asked.at(15, 5)
    assert not asked.errands.asks
    asked.errands.set_led(False)
    asked.settle()
    assert asked.errands.asks


def test_another_card_is_waited_for(bench: Bench) -> None:
    bench.other = True
    bench.at(15)
    assert not bench.errands.asks
    assert bench.errands._timer.interval() == pytest.approx(TICK.total_seconds() * 1000, abs=10)
    bench.other = False
    bench.at(15, 1)
    assert bench.errands.asks


# On Today ----------------------------------------------------------------------------------------


def test_today_lists_what_is_open_and_what_comes(asked: Bench, brought: list[Errand], qtbot: QtBot) -> None:
    brought.append(glass(18, key="water:5"))
    card = ComingCard(asked.desk, pauses=True)
    qtbot.addWidget(card)
    done: list[Errand] = []
    card.done.connect(done.append)
    card.show_docket(asked.do(lambda journal: journal.docket()))
    assert (len(card.rows), list(card.buttons)) == (2, ["water:4"])
    button, _ = card.buttons["water:4"]
    led: list[str] = []
    card.how.connect(led.append)
    next(each for each in card.findChildren(QAbstractButton) if each.text() == "How").click()
    assert led == ["water"]
    assert (button.text(), button.accessibleDescription()) == ("Drank one", "A glass of water")
    asked.press(button)
    assert [each.key for each in done] == ["water:4"]
    brought.clear()
    card.show_docket(asked.do(lambda journal: journal.docket()))
    assert card.isHidden()


def test_on_an_ordinary_day_the_card_pauses_them(asked: Bench, brought: list[Errand], qtbot: QtBot) -> None:
    card = ComingCard(asked.desk, pauses=True)
    qtbot.addWidget(card)
    wished: list[Any] = []
    card.paused.connect(wished.append)
    card.resumed.connect(lambda: wished.append("on"))
    card.show_docket(asked.do(lambda journal: journal.docket()))
    card.show()
    card.pause_menu.actions()[1].trigger()
    asked.do(lambda journal: journal.pause_for(60))
    assert asked.errands.is_paused
    card.show_docket(asked.do(lambda journal: journal.docket()))
    assert (card.pause.isVisible(), card.resume.text()) == (False, "Paused until 16:00. On again")
    asked.press(card.resume)
    assert wished == [60, "on"]


# Calm -----------------------------------------------------------------------------------------


def test_nightfall_takes_the_card_away_without_looking_all_night(bench: Bench, brought: list[Errand]) -> None:
    brought[:] = [glass(21, 50)]
    bench.at(21, 51)
    assert bench.errands.asks
    bench.at(22)
    assert not bench.errands.asks
    assert bench.errands._timer.remainingTime() > TICK / timedelta(milliseconds=1)
    bench.at(23)
    assert not bench.errands.asks
    bench.wall.set(21, 7)
    bench.errands._tick()
    bench.settle()
    assert bench.errands.asks
    assert bench.kinds() == ["shown"], "it is the same showing"


def test_a_pause_takes_the_card_away_and_brings_it_back(asked: Bench) -> None:
    asked.do(lambda journal: journal.log_spasm(8))
    asked.do(lambda journal: journal.did("walk"))
    asked.do(lambda journal: journal.did("ice"))
    assert asked.errands.asks
    asked.do(lambda journal: journal.pause_for(30))
    assert not asked.errands.asks
    asked.at(15, 31)
    assert asked.errands.asks
