"""The word that the computer has slept, over a real bus; this machine cannot sleep, so a stand-in gives it."""

from collections.abc import Iterator

import jeepney
import pytest
from pytestqt.qtbot import QtBot

from backtracker.ui.desktop.sleep import Sleep
from tests.ui.desktop.services import PrivateBus, StandIn

LOGIN = "org.freedesktop.login1"


@pytest.fixture
def login(private_bus: PrivateBus, qtbot: QtBot) -> Iterator[StandIn]:
    made = StandIn(LOGIN)
    made.appear(qtbot)
    yield made
    made.close()
    made.deleteLater()


def say(service: StandIn, going: bool) -> None:
    where = jeepney.DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
    service.post(jeepney.new_signal(where, "PrepareForSleep", "b", (going,)))


def test_waking_is_told_once_by_a_stand_in_for_the_login_service(login: StandIn, qtbot: QtBot) -> None:
    sleep = Sleep()
    woken: list[bool] = []
    sleep.woke.connect(lambda: woken.append(True))
    qtbot.waitUntil(lambda: sleep._bus.is_connected)
    for going in (True, False, True, False):
        say(login, going)
    qtbot.waitUntil(lambda: len(woken) == 2)
    sleep.close()
    sleep.deleteLater()


def test_another_program_cannot_wake_us_in_the_name_of_the_stand_in(
    login: StandIn, private_bus: PrivateBus, qtbot: QtBot
) -> None:
    other = StandIn("org.example.Other")
    other.appear(qtbot)
    sleep = Sleep()
    woken: list[str] = []
    sleep.woke.connect(lambda: woken.append("woken"))
    qtbot.waitUntil(lambda: sleep._bus.is_connected)
    say(other, False)
    told: list[object] = []
    other.call(jeepney.message_bus.GetId(), told.append, told.append)  # the bus has passed the signal on by then
    qtbot.waitUntil(lambda: bool(told))
    say(login, False)
    qtbot.waitUntil(lambda: bool(woken))
    assert woken == ["woken"]
    for each in (sleep, other):
        each.close()
        each.deleteLater()


def test_the_system_bus_comes_back_and_is_heard_again(login: StandIn, private_bus: PrivateBus, qtbot: QtBot) -> None:
    sleep = Sleep()
    woken: list[bool] = []
    sleep.woke.connect(lambda: woken.append(True))
    qtbot.waitUntil(lambda: sleep._bus.is_connected)
    private_bus.kill()
    qtbot.waitUntil(lambda: not sleep._bus.is_connected)
    private_bus.start()
    qtbot.waitUntil(lambda: sleep._bus.is_connected)
    login.appear(qtbot)
    say(login, False)
    qtbot.waitUntil(lambda: bool(woken))
    sleep.close()
    sleep.deleteLater()
