"""What the tray says about each state of the schedule, and what its menu asks for."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from backtracker.core.chains import Slot
from backtracker.core.errand import Errand
from backtracker.core.errands import Docket, Waiting
from backtracker.core.model import Moment, Treatment
from backtracker.core.protocol import Agenda, Session
from backtracker.ui.reminders.tray import Tray
from backtracker.ui.ticker import Ticker
from tests.ui.conftest import OpenDesk, Wall

NOW = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)  # 14:05 on the wall
MINUTE = timedelta(minutes=1)


@pytest.fixture
def tray(desk: OpenDesk, ticker: Ticker) -> Iterator[Tray]:
    made = Tray(desk, ticker)
    yield made
    made.menu.deleteLater()
    made.deleteLater()


def slot(step: str, minutes: int) -> Slot:
    return Slot(step, NOW + minutes * MINUTE, NOW + minutes * MINUTE)


def session(kind: str, left: timedelta) -> Session:
    began = Moment.of(NOW - timedelta(minutes=20) + left, ZoneInfo("Europe/Berlin"))
    return Session(Treatment("t", began, kind, running=True, planned=1200), NOW + left, over=left <= timedelta())


STATES = (
    (None, "No episode is running"),
    (Agenda(NOW), "Nothing is due"),
    (Agenda(NOW, slots=(slot("ice", 12), slot("walk", 30))), "14:17: Ice your back"),
    (Agenda(NOW, slots=(slot("walk", 0),)), "Now: Take a short walk"),
    (Agenda(NOW, slots=(slot("heat", -40),)), "Now: Warm your back"),
    (Agenda(NOW, slots=(slot("pain", 5),)), "14:10: How bad is it now?"),
    (Agenda(NOW, slots=(slot("close", 0),)), "Now: Is it over?"),
    (Agenda(NOW, slots=(slot("ice", 0),), paused_until=NOW + 30 * MINUTE), "Paused until 14:35"),
    (Agenda(NOW, session=session("ice", 12 * MINUTE)), "ice: 12 min left"),
    (Agenda(NOW, session=session("ice", timedelta(seconds=1))), "ice: 1 min left"),
    (Agenda(NOW, session=session("walk", timedelta(minutes=4, seconds=10))), "walk: 5 min left"),
    (Agenda(NOW, session=session("ice", -MINUTE)), "Time is up: ice"),
    (Agenda(NOW, session=session("heat", 3 * MINUTE), paused_until=NOW + MINUTE), "heat: 3 min left"),
)


@pytest.mark.parametrize(("agenda", "words"), STATES)
def test_each_state_in_words(tray: Tray, agenda: Agenda | None, words: str) -> None:
    tray.show_agenda(agenda)
    assert tray.words(agenda) == words
    assert tray.next.text() == words


def test_pause_and_resume_are_offered_when_they_make_sense(tray: Tray) -> None:
    seen = []
    for agenda in (None, Agenda(NOW), Agenda(NOW, paused_until=NOW + MINUTE)):
        tray.show_agenda(agenda)
        seen.append((tray.pause.menuAction().isVisible(), tray.resume.isVisible()))
    assert seen == [(False, False), (True, False), (False, True)]


def test_outside_an_episode_it_says_what_comes_and_pauses_that(tray: Tray) -> None:
    glass = Errand("water:1", "water", NOW + 25 * MINUTE, "A glass of water")
    seen = []
    for docket in (
        Docket(NOW),
        Docket(NOW, waiting=(Waiting(glass, glass.due),)),
        Docket(NOW, waiting=(Waiting(glass, NOW + 60 * MINUTE),), paused_until=NOW + 60 * MINUTE),
    ):
        tray.show_docket(docket)
        seen.append((tray.next.text(), tray.pause.menuAction().isVisible(), tray.resume.isVisible()))
    assert seen == [
        ("No episode is running", False, False),
        ("14:30: A glass of water", True, False),
        ("Paused until 15:05", False, True),
    ]


def test_its_wishes_are_signals(tray: Tray) -> None:
    heard: list[str] = []
    tray.spasm_requested.connect(lambda: heard.append("spasm"))
    tray.open_requested.connect(lambda: heard.append("open"))
    tray.quit_requested.connect(lambda: heard.append("quit"))
    for action in tray.menu.actions():
        if action.text() in ("Spasm now", "Open backtracker", "Quit"):
            action.trigger()
    tray.next.trigger()
    assert heard == ["spasm", "open", "quit", "open"]


def test_pausing_is_written_and_taken_back(
    tray: Tray, desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot
) -> None:
    desk.told(qtbot, lambda journal: journal.log_spasm(8))
    next(each for each in tray.pause.actions() if each.text() == "1 h").trigger()
    desk.settle(qtbot)
    assert tray.next.text() == "Paused until 15:05"
    tray.resume.trigger()
    desk.settle(qtbot)
    assert tray.next.text() == "Now: Ice your back"


def test_until_morning_is_until_the_quiet_hours_end(tray: Tray, desk: OpenDesk, ticker: Ticker, qtbot: QtBot) -> None:
    desk.told(qtbot, lambda journal: journal.log_spasm(8))
    next(each for each in tray.pause.actions() if each.text() == "Until morning").trigger()
    desk.settle(qtbot)
    assert tray.next.text() == "Paused until 07:00"


def test_without_a_tray_nothing_is_shown_and_nothing_fails(tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    tray.show_agenda(Agenda(NOW))
    tray.say("title", "words")
    tray.hide()
    assert not tray.shown


def test_a_tray_that_comes_later_is_used(tray: Tray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    tray.show_agenda(STATES[2][0])
    assert tray.shown
    assert tray._icon is not None
    assert tray._icon.toolTip() == "backtracker\n14:17: Ice your back"
    tray.hide()
