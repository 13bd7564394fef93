"""A connection to a real bus of our own: absent, silent, dying, coming back; the window never waits for it."""

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jeepney
import pytest
from pytestqt.qtbot import QtBot

from backtracker.ui.desktop import bus as module
from backtracker.ui.desktop.bus import ABSENT, LOST, SILENT, Bus
from tests.stories.stage import seconds
from tests.ui.desktop.services import PrivateBus

AT_ONCE = 0.05
WHO = jeepney.DBusAddress("/", bus_name="org.example.Nobody", interface="org.example.Nobody")
OPEN = Callable[..., Bus]


class Told:
    """What a call was answered with."""

    def __init__(self) -> None:
        self.answers: list[tuple[Any, ...]] = []
        self.refusals: list[str] = []

    @property
    def times(self) -> int:
        return len(self.answers) + len(self.refusals)


def ask(bus: Bus, message: jeepney.Message, **named: Any) -> Told:
    told = Told()
    bus.call(message, told.answers.append, told.refusals.append, **named)
    assert not told.times, "nobody is called back while still asking"
    return told


def names() -> jeepney.Message:
    return jeepney.message_bus.ListNames()


def descriptors() -> set[str]:
    return set(os.listdir("/proc/self/fd"))


def test_a_call_is_answered(private_bus: PrivateBus, open_bus: OPEN, qtbot: QtBot) -> None:
    bus = open_bus()
    told = ask(bus, names())
    qtbot.waitUntil(lambda: bool(told.times))
    assert bus.name in told.answers[0][0]


def test_a_call_before_the_bus_is_there_waits_for_it(private_bus: PrivateBus, open_bus: OPEN, qtbot: QtBot) -> None:
    bus = open_bus(wait=False)
    told = ask(bus, names())
    qtbot.waitUntil(lambda: bool(told.times))
    assert told.answers


def test_a_refusal_carries_the_name_of_the_error(private_bus: PrivateBus, open_bus: OPEN, qtbot: QtBot) -> None:
    told = ask(open_bus(), jeepney.new_method_call(WHO, "Greet"))
    qtbot.waitUntil(lambda: bool(told.times))
    assert told.refusals == ["org.freedesktop.DBus.Error.ServiceUnknown"]


def test_a_mistyped_message_is_a_mistake_of_ours_and_said_at_once(private_bus: PrivateBus, open_bus: OPEN) -> None:
    with pytest.raises(TypeError):
        ask(open_bus(), jeepney.new_method_call(WHO, "Greet", "s", (5,)))


@pytest.mark.parametrize(
    "address",
    ["unix:path={folder}/nothing", "", "nonsense", "unix:path", "tcp:host=localhost,port=1", "unix:path={folder}"],
)
def test_without_a_bus_a_call_is_refused(
    open_bus: OPEN, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address.format(folder=tmp_path))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    before = descriptors()
    bus = open_bus(wait=False)
    told = ask(bus, names())
    with qtbot.waitSignal(bus.lost):
        pass
    assert told.refusals == [ABSENT]
    assert descriptors() == before


def test_a_bus_that_was_not_there_is_found_later(private_bus: PrivateBus, open_bus: OPEN, qtbot: QtBot) -> None:
    private_bus.kill()
    bus = open_bus(wait=False)
    with qtbot.waitSignal(bus.lost):
        pass
    private_bus.start()
    told = ask(bus, names())
    qtbot.waitUntil(lambda: bool(told.answers))


def test_one_that_hangs_at_the_door_blocks_nobody_and_is_given_up(
    private_bus: PrivateBus, open_bus: OPEN, qtbot: QtBot
) -> None:
    private_bus.hang()
    before = seconds()
    bus = open_bus(wait=False)
    told = ask(bus, names(), timeout_s=None)
    assert seconds() - before < AT_ONCE
    qtbot.waitUntil(lambda: bool(told.times))
    assert told.refusals == [ABSENT]
    private_bus.wake()
    qtbot.waitUntil(lambda: bus.is_connected)


def test_one_that_falls_silent_is_waited_for_a_second(private_bus: PrivateBus, open_bus: OPEN, qtbot: QtBot) -> None:
    bus = open_bus()
    private_bus.hang()
    before = seconds()
    told = ask(bus, names())
    assert seconds() - before < AT_ONCE
    qtbot.waitUntil(lambda: bool(told.times))
    assert told.refusals == [SILENT]
    private_bus.wake()
    later = ask(bus, names())
    qtbot.waitUntil(lambda: bool(later.times))
    assert later.answers
    assert told.times == 1, "what comes too late was answered for already"


def test_a_death_is_told_to_whoever_waits_and_ears_are_set_up_anew(
    private_bus: PrivateBus, open_bus: OPEN, qtbot: QtBot
) -> None:
    bus, other = open_bus(), open_bus()
    heard: list[str] = []
    rule = jeepney.MatchRule(type="signal", interface="org.example.News", member="Told")
    bus.listen(rule, lambda message: heard.append(message.body[0]))
    news = jeepney.DBusAddress("/news", interface="org.example.News")

    def tell(words: str) -> None:
        other.post(jeepney.new_signal(news, "Told", "s", (words,)))

    tell("before")
    qtbot.waitUntil(lambda: heard == ["before"])
    private_bus.hang()
    told = ask(bus, names(), timeout_s=None)
    with qtbot.waitSignal(bus.lost):
        private_bus.kill()
    assert told.refusals == [LOST]
    private_bus.start()
    qtbot.waitUntil(lambda: bus.is_connected and other.is_connected)
    tell("after")
    qtbot.waitUntil(lambda: heard == ["before", "after"])


def test_signals_of_others_are_not_heard(private_bus: PrivateBus, open_bus: OPEN, qtbot: QtBot) -> None:
    bus, other = open_bus(), open_bus()
    heard: list[Any] = []
    for member in ("Wanted", "Last"):
        rule = jeepney.MatchRule(type="signal", interface="org.example.News", member=member, path="/news")
        bus.listen(rule, lambda message: heard.append((message.header.fields[3], message.body)))
    for path, member in (("/news", "Other"), ("/else", "Wanted"), ("/news", "Wanted"), ("/news", "Last")):
        other.post(jeepney.new_signal(jeepney.DBusAddress(path, interface="org.example.News"), member))
    qtbot.waitUntil(lambda: len(heard) >= 2)
    assert heard == [("Wanted", ()), ("Last", ())]


def test_who_ignores_hears_no_more_also_after_the_bus_came_back_and_the_others_do(
    private_bus: PrivateBus, open_bus: OPEN, qtbot: QtBot
) -> None:
    bus, other = open_bus(), open_bus()
    heard: list[str] = []
    rule = jeepney.MatchRule(type="signal", interface="org.example.News", member="Told")

    def first(_: object) -> None:
        heard.append("first")
        bus.ignore(rule, first)

    def last(_: object) -> None:
        heard.append("last")

    bus.listen(rule, first)
    bus.listen(rule, last)
    news = jeepney.new_signal(jeepney.DBusAddress("/news", interface="org.example.News"), "Told")
    other.post(news)
    other.post(news)
    qtbot.waitUntil(lambda: len(heard) >= 3)
    assert heard == ["first", "last", "last"]
    private_bus.kill()
    qtbot.waitUntil(lambda: not bus.is_connected and not other.is_connected)
    private_bus.start()
    qtbot.waitUntil(lambda: bus.is_connected and other.is_connected)
    other.post(news)
    qtbot.waitUntil(lambda: len(heard) >= 4)
    bus.ignore(rule, last)
    other.post(news)
    told = ask(other, jeepney.message_bus.GetId())  # the bus has passed the signal on by then
    qtbot.waitUntil(lambda: bool(told.times))
    told = ask(bus, names())
    qtbot.waitUntil(lambda: bool(told.times))
    assert heard == ["first", "last", "last", "last"]


def test_a_listener_that_fails_keeps_no_message_from_the_others(
    private_bus: PrivateBus, open_bus: OPEN, qtbot: QtBot
) -> None:
    bus, told = open_bus(), Told()

    def fail(_: object) -> None:
        raise RuntimeError("a mistake of ours")

    with qtbot.captureExceptions() as caught:
        bus.call(names(), fail, fail)
        bus.call(names(), told.answers.append, told.refusals.append)
        qtbot.waitUntil(lambda: bool(told.answers))
    assert [str(each[1]) for each in caught] == ["a mistake of ours"]


@pytest.mark.parametrize("words", [b"REJECTED\r\n", b"OK 12\r\nmore", b"x" * 10_000, b"OK 12\r\n"])
def test_what_talks_nonsense_is_no_bus(
    open_bus: OPEN, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: bytes
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'odd'}")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "odd"))
        server.listen()
        bus = open_bus(wait=False)
        told = ask(bus, names(), timeout_s=None)
        other, _ = server.accept()
        with other:
            other.sendall(words)
            if words == b"OK 12\r\n":
                qtbot.waitUntil(lambda: b"BEGIN" in other.recv(10_000))
                other.sendall(b"\x07" * 500)
            qtbot.waitUntil(lambda: bool(told.times))
    assert told.refusals == [ABSENT]


def test_a_bus_that_reads_nothing_is_given_up_before_it_fills_the_memory(
    private_bus: PrivateBus, open_bus: OPEN, qtbot: QtBot
) -> None:
    bus = open_bus()
    private_bus.hang()
    long = jeepney.new_method_call(WHO, "Greet", "s", ("x" * 100_000,))
    before = seconds()
    told = [ask(bus, long, timeout_s=None) for _ in range(30)]
    assert seconds() - before < AT_ONCE * 5
    with qtbot.waitSignal(bus.lost):
        pass
    assert [each.refusals for each in told] == [[LOST]] * 30


def test_after_closing_nobody_is_called_and_nothing_stays_open(private_bus: PrivateBus, qtbot: QtBot) -> None:
    before = descriptors()
    bus, last = Bus("session"), Bus("system")
    for each in (bus, last):
        each.open()
    qtbot.waitUntil(lambda: bus.is_connected and last.is_connected)
    told = ask(bus, names())
    bus.close()
    assert ask(last, names()).times == 0
    other = ask(last, names())
    qtbot.waitUntil(lambda: bool(other.times))
    last.close()
    assert not told.times
    assert descriptors() == before


def test_an_address_of_the_system_bus_is_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SYSTEM_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/5")
    assert module._addresses("system") == ["/var/run/dbus/system_bus_socket"]
    assert module._addresses("session") == ["/run/user/5/bus"]
