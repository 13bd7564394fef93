"""Reminders that wait for the end of do not disturb, that come on waking, and what the start is spared."""

from dataclasses import replace
from typing import Any

import jeepney
import pytest
from pytestqt.qtbot import QtBot

from backtracker import clock
from backtracker.ui.desktop.bus import Bus
from backtracker.ui.reminders import desktop as link
from backtracker.ui.reminders.holding import LONGEST
from backtracker.ui.reminders.reminders import Reminders
from backtracker.ui.ticker import Ticker
from tests.ui.conftest import OpenDesk
from tests.ui.desktop.bench import MINUTE, Bench
from tests.ui.desktop.services import PrivateBus, Service, StandIn

# Do not disturb ----------------------------------------------------------------------------------


class Quiet:
    """Do not disturb, as KDE tells it."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.on = bench, True
        bench.service.answers["Get"] = self._get

    def _get(self, message: jeepney.Message) -> tuple[str, tuple[Any, ...]] | str:
        if message.body[1] == "Inhibited":
            return "v", (("b", self.on),)
        return "org.freedesktop.DBus.Error.UnknownInterface"

    def end(self) -> None:
        """It is switched off, and the desktop tells."""
        self.on = False
        where = jeepney.DBusAddress("/org/freedesktop/Notifications", interface="org.freedesktop.DBus.Properties")
        gone: tuple[Any, ...] = ("org.freedesktop.Notifications", {"Inhibited": ("b", False)}, [])
        self.bench.service.post(jeepney.new_signal(where, "PropertiesChanged", "sa{sv}as", gone))


@pytest.fixture
def quiet(walk: Bench) -> Quiet:
    walk.set(hold=True, remind_by="popup")
    return Quiet(walk)


def test_what_is_due_waits_unmarked_and_comes_when_it_is_over(walk: Bench, quiet: Quiet) -> None:
    walk.at(20, 15, 6)
    assert (walk.card(), walk.shown(), walk.ticker.held) == ("", 0, True)
    walk.later(30 * MINUTE)
    assert (walk.card(), walk.shown(), walk.ticker.held) == ("", 0, True)
    quiet.end()
    walk.qtbot.waitUntil(lambda: walk.card() == "Take a short walk")
    walk.settle()
    assert (walk.shown(), walk.ticker.held) == (1, False)


def test_where_no_word_comes_the_next_tick_finds_the_end(
    walk: Bench, quiet: Quiet, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.at(20, 15, 6)
    assert walk.ticker.held
    quiet.on = False
    steady = clock.monotonic
    monkeypatch.setattr(clock, "monotonic", lambda: steady() + 30)
    walk.later(MINUTE / 2)
    walk.qtbot.waitUntil(lambda: walk.card() == "Take a short walk")


def test_what_comes_back_after_a_pause_waits_too(walk: Bench, quiet: Quiet) -> None:
    quiet.on = False
    walk.at(20, 15, 6)
    walk.qtbot.waitUntil(lambda: walk.card() == "Take a short walk")
    walk.settle()
    walk.do(lambda journal: journal.pause_for(10))
    assert walk.card() == ""
    quiet.on = True
    walk.desktop._holding._ask()  # type: ignore[union-attr]
    walk.settle()
    walk.later(11 * MINUTE)
    assert walk.card() == ""
    quiet.end()
    walk.qtbot.waitUntil(lambda: walk.card() == "Take a short walk")


def test_nothing_waits_where_that_is_not_wanted(walk: Bench, quiet: Quiet) -> None:
    walk.set(hold=False)
    walk.at(20, 15, 6)
    assert walk.card() == "Take a short walk"


def test_the_ice_alarm_comes_all_the_same(bench: Bench) -> None:
    bench.set(hold=True, remind_by="popup")
    Quiet(bench)
    bench.at(20, 14, 10)
    bench.do(lambda journal: journal.start("ice"))
    bench.at(20, 14, 30, 1)
    assert bench.card() == "Take the ice off now"


def test_the_end_of_a_walk_waits_too(walk: Bench, quiet: Quiet) -> None:
    walk.do(lambda journal: journal.start("walk"))
    walk.wall.at = walk.log().treatments[-1].moment.at + 5 * MINUTE
    walk.look()
    assert walk.card() == ""
    quiet.end()
    walk.qtbot.waitUntil(lambda: walk.card() == "Enough walking for now")


def test_a_forgotten_do_not_disturb_silences_nothing_for_longer_than_two_hours(walk: Bench, quiet: Quiet) -> None:
    walk.set(remind_by="desktop")
    walk.at(20, 15, 6)
    assert walk.ticker.held
    walk.later(LONGEST - MINUTE)
    unmarked = walk.shown()
    assert (walk.card(), unmarked) == ("", 0)
    holding = walk.desktop._holding
    assert holding is not None
    holding._ask()
    walk.settle()
    assert walk.card() == ""
    walk.wall.at += MINUTE
    holding._ask()
    walk.settle()
    assert walk.card(), "our own card: a notification would not be seen"
    assert walk.desktop.is_deaf
    walk.press_card("Skip")
    walk.later(60 * MINUTE)
    walk.qtbot.waitUntil(lambda: bool(walk.card()))


def test_what_ended_while_nothing_was_due_counts_as_ended(walk: Bench, quiet: Quiet) -> None:
    walk.at(20, 15, 6)
    assert walk.ticker.held
    walk.do(lambda journal: journal.did("walk"))
    assert not walk.ticker.held
    quiet.end()
    holding = walk.desktop._holding
    assert holding is not None
    walk.qtbot.waitUntil(lambda: holding._since is None)
    quiet.on = True
    walk.at(20, 17, 30)
    assert (walk.card(), walk.ticker.held) == ("", True), "it was switched on anew"


def test_switched_off_in_the_settings_what_waits_comes_and_nobody_is_listened_to(walk: Bench, quiet: Quiet) -> None:
    walk.at(20, 15, 6)
    assert (walk.card(), walk.ticker.held) == ("", True)
    walk.set(hold=False)
    walk.settle()
    assert (walk.card(), walk.ticker.held) == ("Take a short walk", False)
    assert walk.bus._heard == []


def test_a_break_from_sitting_waits_until_it_is_off_however_long_it_is_on(walk: Bench, quiet: Quiet) -> None:
    def held() -> bool:
        """What a break hears when it asks once the desktop has answered."""
        walk.desktop.holds_break()
        walk.settle()
        return walk.desktop.holds_break()

    told: list[bool] = []
    walk.desktop.told.connect(lambda: told.append(walk.desktop.holds_break()))
    assert walk.desktop.holds_break(), "nobody knows yet"
    walk.qtbot.waitUntil(lambda: told == [True])
    assert not walk.ticker.held, "no reminder waits"
    walk.at(20, 14, 30)
    walk.wall.at += LONGEST
    assert held()
    quiet.end()
    walk.qtbot.waitUntil(lambda: told[-1] is False)
    assert not held()


def test_while_a_notification_is_up_a_break_waits(walk: Bench) -> None:
    walk.come_up()
    assert walk.note()
    assert walk.desktop.holds_break()
    walk.press_note("skip")
    assert not walk.desktop.holds_break()


def test_the_hold_is_seen_in_the_tray_and_on_today(walk: Bench, quiet: Quiet, qtbot: QtBot) -> None:
    from backtracker.ui.pages.today import TodayPage
    from backtracker.ui.reminders.tray import Tray

    tray, page = Tray(walk.desk, walk.ticker), TodayPage(walk.desk, walk.ticker)
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    walk.settle()
    walk.at(20, 15, 6)
    assert tray.next.text() == "Waiting: do not disturb is on"
    assert page.episode is not None
    foot = page.episode.next.foot
    assert foot.waits.isVisible()
    assert foot.waits.text() == "Reminders wait: do not disturb is on."
    quiet.end()
    walk.qtbot.waitUntil(lambda: not foot.waits.isVisible())
    assert tray.next.text() == "Now: Take a short walk"
    tray.hide()
    tray.deleteLater()


def test_a_desktop_that_says_nothing_holds_nothing_up_for_more_than_a_second(walk: Bench, quiet: Quiet) -> None:
    walk.service.answers["Get"] = lambda _: None
    walk.wall.set(20, 15, 6)
    walk.ticker.tick()
    walk.qtbot.waitUntil(lambda: walk.card() == "Take a short walk", timeout=1500)


# Sleep and the start -----------------------------------------------------------------------------


def test_on_waking_what_is_due_comes_at_once_by_a_stand_in_for_the_login_service(
    walk: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.set(remind_by="popup")
    login = StandIn("org.freedesktop.login1")
    login.appear(walk.qtbot)
    sleep = walk.desktop._sleep
    assert sleep is not None
    walk.qtbot.waitUntil(lambda: sleep._bus.is_connected)
    looked: list[bool] = []
    walk.ticker.day_changed.connect(lambda: looked.append(True))
    walk.ticker.stop()
    walk.wall.set(20, 15, 6)
    where = jeepney.DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
    login.post(jeepney.new_signal(where, "PrepareForSleep", "b", (False,)))
    walk.qtbot.waitUntil(lambda: walk.card() == "Take a short walk")
    assert looked, "the pages look again too"
    walk.do(lambda journal: journal.close())
    assert walk.desktop._sleep is None, "without an episode nobody has to be woken for"
    login.close()
    login.deleteLater()


def test_once_the_start_has_settled_the_service_is_got_to_know(
    desk: OpenDesk, ticker: Ticker, qtbot: QtBot, private_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link, "SETTLES_MS", 1)
    service = Service()
    service.appear(qtbot)
    desk.set_settings(replace(desk.settings, remind_by="both"))
    reminders = Reminders(desk, ticker)
    bus = Bus("session")
    reminders.desktop.meet(lambda: None, lambda: bus)
    desk.opened.emit()
    qtbot.waitUntil(lambda: service.calls("GetCapabilities") == [()])
    desk.settle(qtbot)
    reminders.close()
    reminders.deleteLater()
    bus.close()
    bus.deleteLater()
    service.close()
    service.deleteLater()
