"""The pop-up through ticker and reminders: what comes up when, and what each press leaves in the journal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from backtracker.core.rules import Rules
from backtracker.errors import StoreError
from backtracker.journal import Journal
from backtracker.storage.store import Store
from backtracker.ui import theme
from backtracker.ui.reminders.reminders import Reminders
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.text import Paragraph
from backtracker.ui.widgets.when import MomentPopup
from tests.ui.conftest import OpenDesk, Wall

MINUTE = timedelta(minutes=1)


class Bench:
    """An episode that began at 14:05 on Friday 20 November, and its reminders."""

    def __init__(self, desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> None:
        self.desk, self.ticker, self.wall, self.qtbot = desk, ticker, wall, qtbot
        self.reminders = Reminders(desk, ticker)
        self.popup = self.reminders.popup
        self.rung: list[bool] = []
        self.popup.rang.connect(lambda: self.rung.append(True))
        self.do(lambda journal: journal.log_spasm(8))

    def do(self, deed: Any) -> Any:
        return self.desk.told(self.qtbot, deed)

    def log(self) -> Any:
        return self.do(lambda journal: journal.running_log())

    def at(self, day: int, hour: int, minute: int = 0, second: int = 0) -> None:
        self.wall.set(day, hour, minute, second)
        self.look()

    def later(self, length: timedelta) -> None:
        self.wall.at += length
        self.look()

    def look(self) -> None:
        self.ticker.tick()
        self.desk.settle(self.qtbot)

    def words(self) -> list[str]:
        if not self.popup.isVisible():
            return []
        return [each.text() for each in self.popup.findChildren(QLabel) if each.isVisible() and each.text()]

    def buttons(self) -> list[str]:
        shown = [each for each in self.popup.findChildren(QAbstractButton) if each.isVisible()]
        return [each.text() for each in shown if each.text() and not each.text().isdigit()]

    def press(self, name: str) -> None:
        button = next(
            each
            for each in self.popup.findChildren(QAbstractButton)
            if each.isVisible() and name in (each.text(), each.accessibleName())
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.desk.settle(self.qtbot)

    def choose(self, words: str) -> None:
        """A line of a menu of the card that is shown."""
        card = self.popup._card
        assert card is not None
        actions = [each for each in self.popup.findChildren(QAction) if each.text() == words]
        actions[-1].trigger()
        self.desk.settle(self.qtbot)

    def pain(self, level: int) -> None:
        QTest.mouseClick(self.popup.pain.cells[level], Qt.MouseButton.LeftButton)
        self.desk.settle(self.qtbot)


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, ticker, wall, qtbot)
    yield made
    made.reminders.close()
    made.reminders.deleteLater()


@pytest.fixture
def iced(bench: Bench) -> Bench:
    """Ice from 14:06 to 14:26, so that a walk is next, and ice at 16:06."""
    bench.at(20, 14, 6)
    treatment = bench.do(lambda journal: journal.start("ice")).value
    bench.at(20, 14, 25)
    bench.do(lambda journal: journal.finish(treatment.id))
    return bench


@pytest.fixture
def walk(iced: Bench) -> Bench:
    """A walk has come up."""
    iced.at(20, 15, 6)
    assert iced.words()[0] == "Take a short walk"
    return iced


@pytest.fixture
def alarm(bench: Bench) -> Bench:
    """Ice has been on for 20 minutes and 40 seconds."""
    bench.at(20, 14, 10)
    bench.do(lambda journal: journal.start("ice"))
    bench.at(20, 14, 30, 40)
    return bench


# A step --------------------------------------------------------------------------------------


def test_nothing_comes_up_before_its_time(iced: Bench) -> None:
    iced.at(20, 14, 50)
    assert not iced.popup.isVisible()


def test_a_step_says_what_and_how_and_the_last_pain(walk: Bench) -> None:
    assert walk.words() == [
        "Take a short walk",
        "Slowly. Turn back if it gets worse.",
        "How bad is it now?",
        "one press, or leave it",
        "last: 8 at 14:05",
    ]
    assert walk.buttons()[:2] == ["Start 5 min", "Done"]
    assert walk.popup.accessibleName() == "Take a short walk"


def test_it_never_takes_the_keyboard(walk: Bench) -> None:
    assert walk.popup.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    flags = walk.popup.windowFlags()
    assert flags & Qt.WindowType.WindowStaysOnTopHint
    assert flags & Qt.WindowType.Tool == Qt.WindowType.Tool


def test_a_full_disk_keeps_no_reminder_away_and_it_comes_up_once(iced: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    failed: list[str] = []
    came_up: list[str] = []
    iced.desk.failed.connect(failed.append)
    iced.ticker.came_up.connect(lambda agenda: came_up.append(agenda.popup[0].step))

    def full(*_: object) -> None:
        raise StoreError("The disk is full, so this was not saved.")

    with monkeypatch.context() as disk:
        disk.setattr(Journal, "mark_shown", full)
        disk.setattr(Store, "newest_reading", full)
        iced.at(20, 15, 6)
        assert iced.words()[0] == "Take a short walk"
        assert failed == ["The disk is full, so this was not saved."]
        iced.popup.hide()
        for _ in range(3):
            iced.later(MINUTE)
        assert iced.words() == []
        assert len(failed) == 1
        assert [act.step for act in iced.log().acts if act.kind == "shown"] == ["ice"]
    iced.later(MINUTE)
    assert iced.words() == [], "there is room again: it is marked, and not shown a second time"
    assert [act.step for act in iced.log().acts if act.kind == "shown"] == ["ice", "walk"]
    iced.at(20, 16, 6)
    assert came_up == ["walk", "ice"]


def test_what_came_up_is_on_disk_and_comes_up_once(walk: Bench) -> None:
    assert [act.step for act in walk.log().acts if act.kind == "shown"].count("walk") == 1
    walk.popup.hide()
    for _ in range(3):
        walk.later(MINUTE)
    assert not walk.popup.isVisible()
    assert [act.step for act in walk.log().acts if act.kind == "shown"].count("walk") == 1


def test_start_begins_the_session(walk: Bench) -> None:
    walk.press("Start 5 min")
    running = walk.log().treatments[-1]
    assert (running.kind, running.running, running.planned) == ("walk", True, 300)
    assert not walk.popup.isVisible()


def test_done_is_written_as_done_now(walk: Bench) -> None:
    walk.press("Done")
    done = walk.log().treatments[-1]
    assert (done.kind, done.running) == ("walk", False)
    assert done.ended_at == walk.wall.at
    assert not walk.popup.isVisible()


def test_done_half_an_hour_ago_ended_then(walk: Bench) -> None:
    walk.choose("30 min ago")
    assert walk.log().treatments[-1].ended_at == walk.wall.at - 30 * MINUTE


def test_done_at_a_time_is_asked_for_in_place(walk: Bench) -> None:
    walk.choose("At …")
    asked = walk.popup.findChild(MomentPopup)
    assert asked is not None
    assert asked.isVisible()
    asked.clock.time.setText("14:58")
    QTest.mouseClick(asked.set_button, Qt.MouseButton.LeftButton)
    walk.desk.settle(walk.qtbot)
    assert walk.log().treatments[-1].ended_at == walk.wall.at - 8 * MINUTE
    assert not walk.popup.isVisible()


def test_snooze_brings_it_back_after_as_long(walk: Bench) -> None:
    walk.choose("10 min")
    assert not walk.popup.isVisible()
    walk.later(9 * MINUTE)
    assert not walk.popup.isVisible()
    walk.later(MINUTE)
    assert walk.words()[0] == "Take a short walk"


def test_skip_leaves_it_out_and_keeps_the_interval(walk: Bench) -> None:
    walk.press("Skip")
    assert [(act.kind, act.step) for act in walk.log().acts][-1] == ("skipped", "walk")
    walk.at(20, 15, 50)
    assert not walk.popup.isVisible()


def test_skip_takes_a_reason_where_one_is_given(walk: Bench) -> None:
    walk.choose("No time")
    assert [(act.kind, act.step, act.reason) for act in walk.log().acts][-1] == ("skipped", "walk", "no time")
    assert not walk.popup.isVisible()


def test_a_pain_level_is_saved_and_the_step_stays(walk: Bench) -> None:
    walk.pain(6)
    assert walk.log().readings[-1].level == 6
    assert walk.words()[0] == "Take a short walk"
    assert walk.popup.pain.chosen_level() == 6


def test_closing_it_answers_nothing(walk: Bench) -> None:
    before = walk.log()
    walk.press("Close. It stays on the Today page.")
    assert not walk.popup.isVisible()
    assert walk.log() == before


def test_an_answer_from_elsewhere_takes_it_away(walk: Bench) -> None:
    walk.do(lambda journal: journal.did("walk"))
    assert not walk.popup.isVisible()


def test_closing_the_episode_elsewhere_takes_it_away(walk: Bench) -> None:
    walk.do(lambda journal: journal.close())
    assert not walk.popup.isVisible()


def test_what_was_answered_while_it_was_on_its_way_does_not_come_up(iced: Bench) -> None:
    agendas: list[Any] = []
    iced.ticker.came_up.connect(agendas.append)
    iced.at(20, 15, 6)
    iced.press("Skip")
    iced.ticker.came_up.emit(agendas[0])
    iced.desk.settle(iced.qtbot)
    assert not iced.popup.isVisible()


def test_the_pain_check_asks_once_and_an_answer_puts_it_away(iced: Bench) -> None:
    iced.desk.set_settings(replace(iced.desk.settings, rules=Rules(check_hours=1)))
    iced.at(20, 14, 40)
    iced.do(lambda journal: journal.did("walk"))
    iced.at(20, 15, 6)
    assert iced.words()[:2] == ["How bad is it now?", "One press is enough."]
    assert iced.words().count("How bad is it now?") == 1
    card = iced.popup._card
    assert card is not None
    above = max(each.geometry().bottom() for each in card.findChildren(Paragraph))
    row, buttons = iced.popup.pain, [each for each in card.findChildren(Button) if each.text() == "Snooze"]
    assert row.y() - above < 40, "the numbers follow the question"
    assert buttons[0].y() > row.geometry().bottom()
    iced.pain(4)
    assert iced.log().readings[-1].level == 4
    assert not iced.popup.isVisible()


def test_what_went_by_while_the_computer_slept_is_one_line_on_one_card(iced: Bench) -> None:
    iced.at(20, 20, 30)
    assert iced.words()[1] == "Went by unseen: ice twice and 5 walks, since 15:05. Go on from here."
    assert len([act for act in iced.log().acts if act.kind == "missed"]) > 1
    said = next(each for each in iced.popup.findChildren(QLabel) if each.text().startswith("Went by"))
    assert said.height() >= said.heightForWidth(said.width())
    assert said.mapTo(iced.popup, said.rect().topRight()).x() < iced.popup.width()


def test_heat_that_was_set_early_comes_with_what_speaks_against_it(bench: Bench) -> None:
    rules = Rules(ice_until_hours=48, heat_from_hours=48)
    bench.desk.set_settings(replace(bench.desk.settings, rules=rules))
    bench.at(22, 14, 4)
    bench.press("Skip")
    bench.at(22, 14, 6)
    early = "You set heat from 48 hours on. Before 72 hours, warmth can feed the swelling."
    assert bench.words()[:2] == ["Warm your back", f"Moist heat. Drink some water with it. {early}"]


def test_when_the_guided_days_are_over_it_asks_and_does_not_count_what_went_by(bench: Bench) -> None:
    bench.wall.at += timedelta(days=14)
    bench.look()
    assert bench.words()[:2] == ["Is it over?", "The guided days have passed. You can leave it running."]


def test_at_night_nothing_comes_up(iced: Bench) -> None:
    for hour in (22, 23):
        iced.at(20, hour, 30)
        assert not iced.popup.isVisible()
    iced.at(21, 6, 59)
    assert not iced.popup.isVisible()
    iced.at(21, 7, 0)
    assert iced.popup.isVisible()


def test_nothing_comes_up_while_a_session_runs(alarm: Bench) -> None:
    alarm.press("It’s off")
    alarm.at(20, 16, 10)
    alarm.press("Start 20 min")
    alarm.at(20, 16, 25)
    assert not alarm.popup.isVisible()


def test_nothing_comes_up_during_a_pause(iced: Bench) -> None:
    iced.do(lambda journal: journal.pause_for(60))
    iced.at(20, 15, 6)
    assert not iced.popup.isVisible()


def test_nothing_comes_up_when_reminders_are_off(iced: Bench) -> None:
    iced.desk.set_settings(replace(iced.desk.settings, reminders=False))
    iced.at(20, 15, 6)
    assert not iced.popup.isVisible()


def test_the_last_step_asks_the_window_whether_it_is_over(bench: Bench) -> None:
    asked: list[bool] = []
    bench.popup.close_requested.connect(lambda: asked.append(True))
    bench.wall.at += timedelta(days=16)
    bench.look()
    assert bench.words()[0] == "Is it over?"
    bench.press("It’s over")
    assert asked == [True]
    assert not bench.popup.isVisible()
    assert bench.log() is not None, "the window asks; nothing is closed yet"


# The alarm -----------------------------------------------------------------------------------


def test_the_end_of_ice_rings_at_once_and_says_how_long_it_is_on(alarm: Bench) -> None:
    assert alarm.words()[:4] == [
        "Take the ice off now",
        "20 minutes are up. Longer can harm the skin.",
        "20:40",
        "on the skin",
    ]
    assert alarm.words()[-1] == "before: 8"
    assert alarm.rung == [True]


def second(bench: Bench, seconds: int) -> None:
    """The clock goes on, and the card counts, as it does each second."""
    bench.wall.at += timedelta(seconds=seconds)
    bench.popup._second.timeout.emit()


def test_it_counts_up_and_rings_every_twenty_seconds(alarm: Bench) -> None:
    for _ in range(40):
        second(alarm, 1)
    assert "21:20" in alarm.words()
    assert len(alarm.rung) == 3


def test_it_rings_with_sound_off_too(bench: Bench) -> None:
    bench.desk.set_settings(replace(bench.desk.settings, sound=False, reminders=False))
    bench.at(20, 14, 10)
    bench.do(lambda journal: journal.start("ice"))
    bench.at(20, 14, 31)
    assert bench.rung == [True]


def test_quiet_for_a_minute_is_a_minute(alarm: Bench) -> None:
    alarm.press("Quiet for 1 min")
    for _ in range(59):
        second(alarm, 1)
    assert len(alarm.rung) == 1
    second(alarm, 1)
    assert len(alarm.rung) == 2
    assert "Take the ice off now" in alarm.words()


def test_the_answer_keeps_the_true_length(alarm: Bench) -> None:
    alarm.pain(5)
    assert alarm.popup.isVisible()
    alarm.press("It’s off")
    log = alarm.log()
    assert log.treatments[-1].seconds == 20 * 60 + 40
    assert [(reading.level, reading.role) for reading in log.readings][-1] == (5, "after")
    assert not alarm.popup.isVisible()


def test_it_came_off_in_time_is_offered_after_five_minutes_also_while_it_rings(alarm: Bench) -> None:
    assert "It came off in time" not in alarm.buttons()
    alarm.later(4 * MINUTE)
    second(alarm, 30)
    assert "It came off in time" in alarm.buttons()
    alarm.press("It came off in time")
    assert alarm.log().treatments[-1].seconds == 20 * 60


class Neighbour(QObject):
    """The main window, which comes to the front when the card goes, and looks at the time at once."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        bench.popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self._bench.ticker.tick()
        return False


def test_an_answered_alarm_rings_no_more_before_the_ticker_has_heard_of_it(alarm: Bench) -> None:
    neighbour = Neighbour(alarm)
    alarm.press("It’s off")
    alarm.popup.removeEventFilter(neighbour)
    assert alarm.rung == [True]
    assert not alarm.popup.isVisible()


def test_an_answer_that_is_taken_back_lets_it_ring_again(alarm: Bench) -> None:
    alarm.press("It’s off")
    alarm.do(lambda journal: journal.undo())
    alarm.look()
    assert alarm.rung == [True, True]
    assert alarm.words()[0] == "Take the ice off now"


def test_nothing_ticks_once_it_is_answered(alarm: Bench) -> None:
    assert alarm.popup._second.isActive()
    alarm.press("It’s off")
    assert not alarm.popup._second.isActive()


def test_a_walk_that_is_up_does_not_ring(iced: Bench) -> None:
    iced.at(20, 15, 6)
    iced.press("Start 5 min")
    iced.later(6 * MINUTE)
    assert iced.words()[:2] == ["Enough walking for now", "5 minutes are up."]
    assert iced.rung == []
    iced.press("Done")
    assert iced.log().treatments[-1].running is False


def test_heat_comes_off_in_the_same_word_as_in_the_window(bench: Bench) -> None:
    bench.at(23, 14, 10)
    bench.do(lambda journal: journal.start("heat"))
    bench.later(21 * MINUTE)
    assert bench.words()[0] == "Take the heat off"
    bench.press("It’s off")
    assert bench.log().treatments[-1].running is False


def test_trouble_with_the_disk_leaves_the_card_where_it_is(walk: Bench) -> None:
    said: list[str] = []
    walk.desk.failed.connect(said.append)
    walk.do(lambda journal: setattr(journal.store, "change", refuse))
    walk.press("Skip")
    assert said == ["The disk is full."]
    assert walk.popup.isVisible()


def refuse(*_words: object, **_named: object) -> Any:
    raise StoreError("The disk is full.")


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_nothing_on_the_card_is_cut_whatever_the_size_of_type(
    alarm: Bench, scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    agenda = alarm.ticker.agenda
    assert agenda is not None
    alarm.popup.hide()
    monkeypatch.setattr(theme._State, "scale", scale)
    theme.font.cache_clear()
    alarm.popup.show_time_up(agenda, 8)
    second(alarm, 360)
    QApplication.processEvents()
    for each in alarm.popup.findChildren(QAbstractButton):
        if each.isVisible():
            assert each.width() >= each.minimumSizeHint().width(), each.text()
            assert each.mapTo(alarm.popup, each.rect().topRight()).x() < alarm.popup.width(), each.text()
    monkeypatch.undo()
    theme.font.cache_clear()
