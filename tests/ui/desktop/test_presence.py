"""Do not disturb, as the desktops tell it: stand-ins that answer as KDE, dunst and Xfce do, and the real gsettings."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import jeepney
import pytest
from pytestqt.qtbot import QtBot

from backtracker.ui.desktop.bus import Bus
from backtracker.ui.desktop.presence import Presence
from tests.stories.stage import seconds
from tests.ui.desktop.services import PrivateBus, StandIn

NOTIFICATIONS, XFCONF = "org.freedesktop.Notifications", "org.xfce.Xfconf"
UNKNOWN = "org.freedesktop.DBus.Error.UnknownProperty"
ABOUT_A_SECOND = 1.3


@pytest.fixture
def presence(private_bus: PrivateBus) -> Iterator[Presence]:
    bus = Bus("session")
    made = Presence(bus)
    yield made
    made.close()
    bus.close()
    for each in (made, bus):
        each.deleteLater()


@pytest.fixture
def stand_in(private_bus: PrivateBus, qtbot: QtBot) -> Iterator[Callable[[str], StandIn]]:
    made: list[StandIn] = []

    def appear(name: str) -> StandIn:
        made.append(StandIn(name))
        made[-1].appear(qtbot)
        return made[-1]

    yield appear
    for each in made:
        each.close()
        each.deleteLater()


def answer(presence: Presence, qtbot: QtBot) -> bool:
    told: list[bool] = []
    presence.ask(told.append)
    assert told == [], "nobody is called back while still asking"
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1
    return told[0]


def tells(service: StandIn, wanted: tuple[str, ...], value: bool) -> None:
    """Let ``service`` give ``value`` for what is asked with the words ``wanted``, and an error for all else."""

    def get(message: jeepney.Message) -> tuple[str, tuple[tuple[str, bool], ...]] | str:
        return ("v", (("b", value),)) if message.body == wanted else UNKNOWN

    service.answers["Get"] = service.answers["GetProperty"] = get


WAYS = [
    pytest.param(NOTIFICATIONS, (NOTIFICATIONS, "Inhibited"), id="KDE"),
    pytest.param(NOTIFICATIONS, ("org.dunstproject.cmd0", "paused"), id="dunst"),
    pytest.param(XFCONF, ("xfce4-notifyd", "/do-not-disturb"), id="Xfce's notifications"),
    pytest.param(XFCONF, ("xfce4-power-manager", "/xfce4-power-manager/presentation-mode"), id="Xfce's presentation"),
]


@pytest.mark.parametrize(("name", "wanted"), WAYS)
@pytest.mark.parametrize("on", [True, False])
def test_each_desktop_stood_in_for_is_understood(
    presence: Presence,
    stand_in: Callable[[str], StandIn],
    qtbot: QtBot,
    name: str,
    wanted: tuple[str, ...],
    on: bool,
) -> None:
    tells(stand_in(name), wanted, on)
    assert answer(presence, qtbot) is on
    assert presence._bus is not None
    assert bool(presence._bus._heard) is on, "it is listened only while there is something to hear"


def test_nobody_to_ask_means_that_nobody_minds(presence: Presence, qtbot: QtBot, private_bus: PrivateBus) -> None:
    assert answer(presence, qtbot) is False
    private_bus.kill()
    assert answer(presence, qtbot) is False


def test_who_does_not_answer_in_a_second_has_not_said_yes(
    presence: Presence, stand_in: Callable[[str], StandIn], qtbot: QtBot, private_bus: PrivateBus
) -> None:
    stand_in(NOTIFICATIONS).answers["Get"] = lambda _: None
    before = seconds()
    assert answer(presence, qtbot) is False
    assert seconds() - before < ABOUT_A_SECOND
    private_bus.hang()
    assert answer(presence, qtbot) is False
    private_bus.wake()


@pytest.mark.parametrize("body", [("s", ("true",)), ("v", (("s", "true"),)), ("", ())])
def test_an_answer_of_another_kind_is_no_yes(
    presence: Presence, stand_in: Callable[[str], StandIn], qtbot: QtBot, body: tuple[str, tuple[object, ...]]
) -> None:
    stand_in(NOTIFICATIONS).answers["Get"] = lambda _: body
    assert answer(presence, qtbot) is False


def test_the_end_of_it_is_told(presence: Presence, stand_in: Callable[[str], StandIn], qtbot: QtBot) -> None:
    service = stand_in(NOTIFICATIONS)
    tells(service, (NOTIFICATIONS, "Inhibited"), True)
    assert answer(presence, qtbot)
    where = jeepney.DBusAddress("/org/freedesktop/Notifications", interface="org.freedesktop.DBus.Properties")
    gone: tuple[object, ...] = (NOTIFICATIONS, {"Inhibited": ("b", False)}, [])
    with qtbot.waitSignal(presence.changed):
        service.post(jeepney.new_signal(where, "PropertiesChanged", "sa{sv}as", gone))


def test_the_end_of_it_in_the_stand_in_for_xfce(
    presence: Presence, stand_in: Callable[[str], StandIn], qtbot: QtBot
) -> None:
    service = stand_in(XFCONF)
    tells(service, ("xfce4-notifyd", "/do-not-disturb"), True)
    assert answer(presence, qtbot)
    with qtbot.waitSignal(presence.changed):
        service.tell("PropertyChanged", "ssv", "xfce4-notifyd", "/do-not-disturb", ("b", False))


# What only gsettings reads -------------------------------------------------------------------


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Puts a reader of settings of our own in the place of gsettings, for the desktop that is named."""

    def put(desktop: str, script: str) -> None:
        program = tmp_path / "gsettings"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)

    return put


@pytest.mark.parametrize(
    ("desktop", "wanted", "printed", "busy"),
    [
        ("ubuntu:GNOME", "get org.gnome.desktop.notifications show-banners", "false", True),
        ("GNOME", "get org.gnome.desktop.notifications show-banners", "true", False),
        ("X-Cinnamon", "get org.cinnamon.desktop.notifications display-notifications", "false", True),
        ("MATE", "get org.mate.NotificationDaemon do-not-disturb", "true", True),
        ("MATE", "get org.mate.NotificationDaemon do-not-disturb", "false", False),
    ],
)
def test_settings_of_a_stand_in_reader(
    presence: Presence,
    qtbot: QtBot,
    reader: Callable[[str, str], None],
    desktop: str,
    wanted: str,
    printed: str,
    busy: bool,
) -> None:
    reader(desktop, f'test "$*" = "{wanted}" && echo {printed}')
    assert answer(presence, qtbot) is busy


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$", "echo nonsense", "exec sleep 60"])
def test_a_stand_in_reader_that_fails_or_hangs_is_no_yes(
    presence: Presence, qtbot: QtBot, reader: Callable[[str, str], None], script: str
) -> None:
    reader("GNOME", script)
    before = seconds()
    assert answer(presence, qtbot) is False
    assert seconds() - before < ABOUT_A_SECOND


@pytest.mark.parametrize("on", [True, False])
def test_the_real_gsettings_with_the_schema_of_gnome(
    presence: Presence, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on: bool
) -> None:
    folder = tmp_path / "glib-2.0" / "settings"
    folder.mkdir(parents=True)
    shown = "false" if on else "true"
    (folder / "keyfile").write_text(f"[org/gnome/desktop/notifications]\nshow-banners={shown}\n", encoding="utf-8")
    for name, words in (
        ("XDG_CURRENT_DESKTOP", "GNOME"),
        ("GSETTINGS_BACKEND", "keyfile"),
        ("XDG_CONFIG_HOME", str(tmp_path)),
    ):
        monkeypatch.setenv(name, words)
    assert answer(presence, qtbot) is on
