"""The client of the notification service, against a stand-in service on a real bus, in the rare orders of events."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import jeepney
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from backtracker import clock
from backtracker.paths import MARK
from backtracker.ui.desktop.bus import Bus
from backtracker.ui.desktop.freedesktop import NAME
from backtracker.ui.desktop.note import Note
from backtracker.ui.desktop.notifications import ASLEEP_S, LOOK_EVERY_S, SIGN_WITHIN_S, Notifications
from tests.stories.stage import line_from, seconds
from tests.ui.desktop.services import PrivateBus, Service, StandIn

WITHIN_A_SECOND = 1.3
SERVICE = Path(__file__).with_name("notice_service.py")
BUTTONS = (("default", "Open"), ("start", "Start"), ("skip", "Skip"))
WALK = Note("Walk <b>", "Slowly & <i>carefully</i>", "Open it.", BUTTONS)
ICE = Note("Ice", "", "Open it.", BUTTONS, urgent=True)


class Voice:
    """Our side, with everything that it told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bus = Bus("session")
        self.notifications = Notifications(self.bus, folder)
        self.told: list[tuple[str, Note]] = []
        self.notifications.pressed.connect(lambda note, key: self.told.append((key, note)))
        self.notifications.closed.connect(lambda note: self.told.append(("closed", note)))
        self.notifications.failed.connect(lambda note: self.told.append(("failed", note)))
        self.notifications.doubted.connect(lambda note: self.told.append(("doubted", note)))

    def end(self) -> None:
        self.notifications.close()
        self.bus.close()
        for each in (self.notifications, self.bus):
            each.deleteLater()


@pytest.fixture
def service(private_bus: PrivateBus, qtbot: QtBot) -> Iterator[Service]:
    made = Service()
    made.appear(qtbot)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def voice(private_bus: PrivateBus, tmp_path: Path) -> Iterator[Voice]:
    made = Voice(tmp_path)
    yield made
    made.end()


@pytest.fixture
def up(service: Service, voice: Voice, qtbot: QtBot) -> Service:
    """A walk is up, as number 7."""
    voice.notifications.show(WALK)
    qtbot.waitUntil(lambda: voice.notifications.is_up)
    return service


@pytest.fixture
def after(voice: Voice, service: Service, qtbot: QtBot) -> Callable[[], None]:
    """Waits until all that the service has told is heard."""

    def passed() -> None:
        told: list[object] = []
        ping = jeepney.DBusAddress("/", voice.bus.name, "org.freedesktop.DBus.Peer")
        service.call(jeepney.new_method_call(ping, "Ping"), told.append, told.append, timeout_s=0.2)
        qtbot.waitUntil(lambda: bool(told))

    return passed


def test_what_is_sent(up: Service) -> None:
    app, replaces, icon, title, body, actions, hints, stays = up.up[7]
    assert (app, replaces, title, stays) == ("backtracker", 0, "Walk <b>", 0)
    assert icon.startswith("file:///")
    assert icon.endswith("/icons/backtracker.svg")
    assert body == "Slowly &amp; &lt;i&gt;carefully&lt;/i&gt;"
    assert actions[:2] == ["default", "Open"]
    assert actions[3::2] == ["Start", "Skip"]
    assert hints == {
        "urgency": ("y", 1),
        "desktop-entry": ("s", "backtracker"),
        "category": ("s", "x-backtracker.reminder"),
        "suppress-sound": ("b", True),
        "transient": ("b", True),
    }


def test_one_that_keeps_what_was_not_answered_may_keep_it(private_bus: PrivateBus, voice: Voice, qtbot: QtBot) -> None:
    service = Service(able=("actions", "persistence"))
    service.appear(qtbot)
    voice.notifications.show(ICE)
    qtbot.waitUntil(lambda: voice.notifications.is_up)
    assert service.up[7][6]["transient"] == ("b", False)
    assert service.up[7][6]["urgency"] == ("y", 2)
    service.close()
    service.deleteLater()


def test_without_buttons_and_markup_it_says_where_to_answer(
    private_bus: PrivateBus, voice: Voice, qtbot: QtBot
) -> None:
    service = Service(able=("body",))
    service.appear(qtbot)
    voice.notifications.show(Note("Walk", "Slowly & well", "Slowly & well. Open it.", BUTTONS))
    qtbot.waitUntil(lambda: voice.notifications.is_up)
    assert service.up[7][4:6] == ("Slowly & well. Open it.", [])
    service.close()
    service.deleteLater()


def test_a_button(up: Service, voice: Voice, qtbot: QtBot) -> None:
    up.presses(7, up.key(7, "start"))
    qtbot.waitUntil(lambda: bool(voice.told))
    assert voice.told == [("start", WALK)]
    qtbot.waitUntil(lambda: not up.up)


def test_a_button_pressed_twice_counts_once(up: Service, voice: Voice, qtbot: QtBot, after: Callable[[], None]) -> None:
    key = up.key(7, "start")
    up.presses(7, key)
    up.presses(7, key)
    up.closes(7, 2)
    after()
    assert voice.told == [("start", WALK)]


def test_a_button_told_after_the_closing_counts_as_in_awesome(
    up: Service, voice: Voice, after: Callable[[], None]
) -> None:
    key = up.key(7, "start")
    up.closes(7, 2)
    up.presses(7, key)
    after()
    assert voice.told == [("start", WALK)]


def test_the_next_one_right_after_a_closing_is_a_new_one(up: Service, voice: Voice, qtbot: QtBot) -> None:
    up.closes(7, 2)
    qtbot.waitUntil(voice.notifications._parting.isActive)
    voice.notifications.show(ICE)
    assert voice.told == [("closed", WALK)]
    qtbot.waitUntil(lambda: voice.notifications.is_up)
    assert up.calls("Notify")[-1][1] == 0
    assert not voice.notifications._parting.isActive()


def test_what_others_are_told_is_not_for_us(
    up: Service, voice: Voice, private_bus: PrivateBus, qtbot: QtBot, after: Callable[[], None]
) -> None:
    up.presses(8, up.key(7, "start"))
    up.closes(6, 2)
    stranger = StandIn("org.example.Stranger")
    stranger.appear(qtbot)
    where = jeepney.DBusAddress("/org/freedesktop/Notifications", interface=NAME)
    stranger.post(jeepney.new_signal(where, "ActionInvoked", "us", (7, up.key(7, "start"))))
    told: list[object] = []
    stranger.call(jeepney.message_bus.GetId(), told.append, told.append)
    qtbot.waitUntil(lambda: bool(told))
    after()
    assert voice.told == []
    stranger.close()
    stranger.deleteLater()


@pytest.mark.parametrize(("reason", "end"), [(1, "closed"), (2, "closed"), (3, "failed"), (4, "failed")])
def test_only_the_person_and_time_may_close_it_in_peace(
    up: Service, voice: Voice, qtbot: QtBot, reason: int, end: str
) -> None:
    up.closes(7, reason)
    qtbot.waitUntil(lambda: bool(voice.told))
    assert voice.told == [(end, WALK)]


def test_withdrawn_it_goes_and_tells_nothing(
    up: Service, voice: Voice, qtbot: QtBot, after: Callable[[], None]
) -> None:
    voice.notifications.withdraw()
    qtbot.waitUntil(lambda: not up.up)
    after()
    assert voice.told == []


def test_the_next_takes_the_place_of_the_last(up: Service, voice: Voice, qtbot: QtBot) -> None:
    voice.notifications.show(ICE)
    qtbot.waitUntil(lambda: voice.notifications.is_up)
    assert (list(up.up), up.up[7][3]) == ([7], "Ice")
    up.presses(7, up.key(7, "skip"))
    qtbot.waitUntil(lambda: bool(voice.told))
    assert voice.told == [("skip", ICE)]


def test_a_press_on_what_stood_there_before_answers_nothing_else(up: Service, voice: Voice, qtbot: QtBot) -> None:
    key = up.key(7, "start")
    voice.notifications.show(ICE)
    up.presses(7, key)
    qtbot.waitUntil(lambda: bool(voice.told))
    assert voice.told == [("failed", ICE)]
    qtbot.waitUntil(lambda: not up.up)


def test_the_last_closed_while_the_next_is_on_its_way(up: Service, voice: Voice, qtbot: QtBot) -> None:
    up.answers["Notify"] = up.hold
    voice.notifications.show(ICE)
    qtbot.waitUntil(lambda: bool(up.held))
    up.closes(7, 2)
    up.let_go()
    qtbot.waitUntil(lambda: list(up.up) == [8] and voice.notifications.is_up)
    up.presses(8, up.key(8, "start"))
    qtbot.waitUntil(lambda: bool(voice.told))
    assert voice.told == [("start", ICE)]


def test_a_button_that_is_told_before_the_number(service: Service, voice: Voice, qtbot: QtBot) -> None:
    service.answers["Notify"] = service.hold
    voice.notifications.show(WALK)
    qtbot.waitUntil(lambda: bool(service.held))
    service.presses(7, service.held[0].body[5][2])
    service.let_go()
    qtbot.waitUntil(lambda: bool(voice.told))
    assert voice.told == [("start", WALK)]


def test_withdrawn_before_it_came_up_it_is_taken_away_when_it_does(
    service: Service, voice: Voice, qtbot: QtBot, after: Callable[[], None]
) -> None:
    service.answers["Notify"] = service.hold
    voice.notifications.show(WALK)
    qtbot.waitUntil(lambda: bool(service.held))
    voice.notifications.withdraw()
    service.let_go()
    qtbot.waitUntil(lambda: service.calls("CloseNotification") == [(7,)])
    assert voice.told == []


def test_two_in_quick_succession_leave_the_second(service: Service, voice: Voice, qtbot: QtBot) -> None:
    service.answers["Notify"] = service.hold
    voice.notifications.show(WALK)
    qtbot.waitUntil(lambda: len(service.held) == 1)
    voice.notifications.show(ICE)
    qtbot.waitUntil(lambda: len(service.held) == 2)
    service.let_go()
    qtbot.waitUntil(lambda: voice.notifications.is_up and len(service.up) == 1)
    assert next(iter(service.up.values()))[3] == "Ice"


@pytest.mark.parametrize("pressed", [False, True])
def test_a_stand_in_that_leaves_what_it_closed_on_screen_like_debians_is_given_one_that_goes_by_itself(
    service: Service, voice: Voice, qtbot: QtBot, after: Callable[[], None], pressed: bool
) -> None:
    service.answers["GetServerInformation"] = lambda _: ("ssss", ("Notification Daemon", "GNOME", "3.20.0", "1.2"))
    voice.notifications.show(WALK)
    qtbot.waitUntil(lambda: voice.notifications.is_up)
    if pressed:
        service.presses(7, service.key(7, "start"))
        qtbot.waitUntil(lambda: bool(voice.told))
    else:
        voice.notifications.withdraw()
    after()
    replaced = [(body[1], body[3], body[7]) for body in service.calls("Notify")[1:]]
    assert replaced == ([] if pressed else [(7, " ", 1)]), "a press takes it along"
    assert len(service.calls("CloseNotification")) == (1 if pressed else 0)


# When it cannot be shown ---------------------------------------------------------------------


def fails_within_a_second(voice: Voice, qtbot: QtBot) -> bool:
    before = seconds()
    qtbot.waitUntil(lambda: bool(voice.told))
    return voice.told == [("failed", WALK)] and seconds() - before < WITHIN_A_SECOND


def test_no_service(private_bus: PrivateBus, voice: Voice, qtbot: QtBot) -> None:
    voice.notifications.show(WALK)
    assert fails_within_a_second(voice, qtbot)


def test_no_bus(private_bus: PrivateBus, voice: Voice, qtbot: QtBot) -> None:
    private_bus.kill()
    for _ in range(2):
        voice.told.clear()
        voice.notifications.show(WALK)
        assert fails_within_a_second(voice, qtbot)


@pytest.mark.parametrize("member", ["GetCapabilities", "Notify"])
def test_a_service_that_says_nothing(service: Service, voice: Voice, qtbot: QtBot, member: str) -> None:
    usual = service.answers[member]
    service.answers[member] = service.hold
    voice.notifications.show(WALK)
    assert fails_within_a_second(voice, qtbot)
    if member == "Notify":  # it comes up after all, and must not stand there beside the card
        service.let_go()
        qtbot.waitUntil(lambda: service.calls("CloseNotification") == [(7,)])
        service.answers[member] = usual
        voice.notifications.show(ICE)
        qtbot.waitUntil(lambda: voice.notifications.is_up)


@pytest.mark.parametrize("member", ["GetCapabilities", "Notify"])
def test_a_service_that_refuses(service: Service, voice: Voice, qtbot: QtBot, member: str) -> None:
    service.answers[member] = lambda _: "org.freedesktop.DBus.Error.LimitsExceeded"
    voice.notifications.show(WALK)
    assert fails_within_a_second(voice, qtbot)


def test_a_bus_that_hangs(service: Service, voice: Voice, private_bus: PrivateBus, qtbot: QtBot) -> None:
    private_bus.hang()
    voice.notifications.show(WALK)
    assert fails_within_a_second(voice, qtbot)
    private_bus.wake()


def test_the_service_dies_with_it_up_and_the_next_serves_again(up: Service, voice: Voice, qtbot: QtBot) -> None:
    up.close()
    assert fails_within_a_second(voice, qtbot)
    up.up.clear()
    up.appear(qtbot)
    voice.notifications.show(ICE)
    qtbot.waitUntil(lambda: voice.notifications.is_up)
    assert [each[3] for each in up.up.values()] == ["Ice"]


def test_another_service_takes_its_place(up: Service, voice: Voice, qtbot: QtBot) -> None:
    other = Service(able=())
    other.appear(qtbot, replacing=True)
    assert fails_within_a_second(voice, qtbot)
    up.presses(7, "start")
    voice.notifications.show(ICE)
    qtbot.waitUntil(lambda: voice.notifications.is_up)
    assert other.up[7][5] == [], "it was asked what it can"
    other.close()
    other.deleteLater()


def test_the_bus_dies_with_it_up(up: Service, voice: Voice, private_bus: PrivateBus, qtbot: QtBot) -> None:
    private_bus.kill()
    assert fails_within_a_second(voice, qtbot)


# Whether it still answers ----------------------------------------------------------------------


@pytest.fixture
def real(private_bus: PrivateBus) -> Iterator[subprocess.Popen[bytes]]:
    """A service in a process of its own, which can be stopped."""
    service = subprocess.Popen([sys.executable, SERVICE], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert service.stdout is not None
    assert line_from(service.stdout.fileno()) == "there"
    yield service
    service.send_signal(signal.SIGCONT)
    service.kill()
    service.wait()
    for pipe in (service.stdin, service.stdout):
        assert pipe is not None
        pipe.close()


def test_a_stopped_service_is_noticed_within_a_second_whenever_it_stops(
    real: subprocess.Popen[bytes], voice: Voice, qtbot: QtBot
) -> None:
    took = []
    for wait_ms in (0, 90, 180, 270, 360, 430):
        voice.notifications.show(WALK)
        qtbot.waitUntil(lambda: voice.notifications.is_up)
        qtbot.wait(wait_ms)  # to stop at another place between two signs of life
        real.send_signal(signal.SIGSTOP)
        before = seconds()
        qtbot.waitUntil(lambda: bool(voice.told))
        took.append(seconds() - before)
        assert voice.told == [("doubted", WALK)]
        real.send_signal(signal.SIGCONT)
        voice.notifications.withdraw()
        voice.told.clear()
    assert max(took) < WITHIN_A_SECOND, took
    assert min(took) > SIGN_WITHIN_S / 2, took


def test_once_awake_again_its_buttons_count(real: subprocess.Popen[bytes], voice: Voice, qtbot: QtBot) -> None:
    voice.notifications.show(WALK)
    qtbot.waitUntil(lambda: voice.notifications.is_up)
    real.send_signal(signal.SIGSTOP)
    qtbot.waitUntil(lambda: voice.told == [("doubted", WALK)])
    real.send_signal(signal.SIGCONT)
    assert real.stdin is not None
    real.stdin.write(b"start\n")
    real.stdin.flush()
    qtbot.waitUntil(lambda: voice.told == [("doubted", WALK), ("start", WALK)])


def test_a_service_that_hangs_is_doubted_once_and_asked_no_more(up: Service, voice: Voice, qtbot: QtBot) -> None:
    up.answers["GetServerInformation"] = lambda _: None
    before = seconds()
    qtbot.waitUntil(lambda: voice.told == [("doubted", WALK)])
    assert seconds() - before < WITHIN_A_SECOND
    asked = len(up.calls("GetServerInformation"))
    assert voice.notifications.is_up
    assert not voice.notifications._look_again.isActive()
    qtbot.wait(round(2 * 1000 * LOOK_EVERY_S))
    assert len(up.calls("GetServerInformation")) == asked
    voice.notifications.withdraw()
    qtbot.waitUntil(lambda: not up.up)
    assert voice.told == [("doubted", WALK)]


@pytest.mark.parametrize("answer", ["told", "refused", "late"])
def test_one_that_answers_is_not_doubted(
    service: Service, voice: Voice, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(voice.notifications._look_again, "start", partial(voice.notifications._look_again.start, 20))
    pending: list[QTimer] = []

    def slow(message: jeepney.Message) -> None:
        timer = QTimer(service, singleShot=True, interval=round(600 * SIGN_WITHIN_S))
        answer = jeepney.new_method_return(message, "ssss", ("slow", "tests", "1", "1.2"))
        timer.timeout.connect(partial(service.post, answer))
        timer.start()
        pending.append(timer)

    voice.notifications.show(WALK)
    qtbot.waitUntil(lambda: voice.notifications.is_up)
    if answer == "refused":
        service.answers["GetServerInformation"] = lambda _: "org.freedesktop.DBus.Error.UnknownMethod"
    elif answer == "late":
        service.answers["GetServerInformation"] = slow
    before = len(service.calls("GetServerInformation"))
    qtbot.waitUntil(lambda: len(service.calls("GetServerInformation")) >= before + 3)
    assert voice.told == []
    for timer in pending:
        timer.stop()


def test_our_own_sleep_is_not_taken_for_its_silence(
    up: Service, voice: Voice, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = up.answers["GetServerInformation"]
    up.answers["GetServerInformation"] = lambda _: None
    slept = iter([0.0, SIGN_WITHIN_S + ASLEEP_S + 0.1])
    monkeypatch.setattr(clock, "monotonic", lambda: next(slept, 2.0))
    asked = len(up.calls("GetServerInformation"))
    qtbot.waitUntil(lambda: len(up.calls("GetServerInformation")) == asked + 1)
    up.answers["GetServerInformation"] = usual
    qtbot.waitUntil(lambda: len(up.calls("GetServerInformation")) >= asked + 3)
    assert voice.told == []


@pytest.mark.parametrize("watched", [True, False])
def test_nobody_is_asked_while_nothing_is_up_or_something_else_stands_beside_it(
    service: Service, voice: Voice, qtbot: QtBot, watched: bool
) -> None:
    voice.notifications.show(WALK, watched=watched)
    assert not voice.notifications._look_again.isActive()
    qtbot.waitUntil(lambda: voice.notifications.is_up)
    assert voice.notifications._look_again.isActive() is watched
    voice.notifications.withdraw()
    assert not voice.notifications._look_again.isActive()


def test_closed_and_opened_again_it_speaks_as_before(
    up: Service, voice: Voice, qtbot: QtBot, after: Callable[[], None]
) -> None:
    voice.notifications.close()
    qtbot.waitUntil(lambda: not up.up)
    assert voice.bus._heard == []
    up.presses(7, "default")
    after()
    assert voice.told == []
    voice.notifications.show(ICE)
    qtbot.waitUntil(lambda: voice.notifications.is_up)
    up.presses(8, up.key(8, "skip"))
    qtbot.waitUntil(lambda: bool(voice.told))
    assert voice.told == [("skip", ICE)]


def test_closed_while_it_gets_to_know_the_service_it_says_nothing(
    service: Service, voice: Voice, qtbot: QtBot, after: Callable[[], None]
) -> None:
    service.answers["GetCapabilities"] = service.hold
    voice.notifications.show(WALK)
    qtbot.waitUntil(lambda: bool(service.held))
    voice.notifications.close()
    service.post(jeepney.new_method_return(service.held.pop(), "as", ([],)))
    after()
    assert (service.calls("Notify"), voice.told) == ([], [])
    service.answers["GetCapabilities"] = lambda _: ("as", (["actions"],))
    voice.notifications.show(ICE)
    qtbot.waitUntil(lambda: voice.notifications.is_up)


# What a crash leaves -------------------------------------------------------------------------


def kill(voice: Voice, qtbot: QtBot) -> None:
    """What a kill -9 does: it is gone from the bus, and says and writes nothing more."""
    qtbot.waitUntil((voice.folder / MARK).exists)
    voice.bus.close()


def test_what_a_crash_left_up_goes_with_the_next_start(up: Service, voice: Voice, qtbot: QtBot, tmp_path: Path) -> None:
    kill(voice, qtbot)
    assert list(up.up) == [7]
    again = Voice(tmp_path)
    again.notifications.open()
    qtbot.waitUntil(lambda: not up.up)
    qtbot.waitUntil(lambda: not (tmp_path / MARK).exists())
    again.end()


@pytest.mark.parametrize("mark", ["[0, 1, 7]", "{}", "[]", "7", "nonsense", "", '["a", "b", "c"]'])
def test_a_mark_of_another_bus_or_of_none_closes_nothing(
    up: Service, voice: Voice, qtbot: QtBot, tmp_path: Path, mark: str
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / MARK).write_text(mark, encoding="utf-8")
    again = Voice(folder)
    again.notifications.open()
    qtbot.waitUntil(lambda: not (folder / MARK).exists())
    again.notifications.show(ICE)
    qtbot.waitUntil(lambda: again.notifications.is_up)
    assert sorted(up.up) == [7, 8]
    again.end()


def test_the_mark_says_where_it_stands_and_goes_with_it(
    up: Service, voice: Voice, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.waitUntil((tmp_path / MARK).exists)
    bus, owner, number = json.loads((tmp_path / MARK).read_text(encoding="utf-8"))
    assert len(bus) == 32
    assert (owner, number) == (up.name, 7)
    up.closes(7, 2)
    qtbot.waitUntil(lambda: not (tmp_path / MARK).exists())
