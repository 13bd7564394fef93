"""One connection to a D-Bus, read and written as the window's thread finds time; it never waits for the other side.

jeepney makes and reads the messages; the socket is ours, because none of jeepney's own loops
is Qt's. Connecting to a local socket either succeeds or fails at once, so no thread is needed.
"""

import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

import jeepney
from jeepney.auth import BEGIN, AuthenticationError, Authenticator
from jeepney.bus import get_connectable_addresses
from jeepney.low_level import HeaderFields, MessageType
from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

ABSENT = "there is no bus"
LOST = "the bus was lost"
SILENT = "no answer in time"

PATIENCE_S = 1.0
"""So long may the bus take to let us in."""
TRY_AGAIN_S = (1.0, 5.0, 30.0, 300.0)
"""After a vain attempt or a loss the next one comes after so long; the last number holds from then on."""
AT_ONCE = 16 * 1024
"""So many bytes are read before the window gets its turn again."""
MOST_UNSENT = 1024 * 1024
"""A bus that lets more than this lie is as good as lost."""

Answer = Callable[[tuple[Any, ...]], None]
Refusal = Callable[[str], None]


@dataclass(slots=True)
class _Call:
    data: bytes
    then: Answer
    otherwise: Refusal
    timer: QTimer | None


class Bus(QObject):
    """The session bus or the system bus. ``connected`` and ``lost`` come each time it is so.

    Once opened it comes back by itself after a loss, with everything that is listened for, until
    :meth:`close`. While there is no bus a few attempts are made, then one every five minutes; a
    bus that is there costs nothing while it is silent.
    """

    connected = Signal()
    lost = Signal()

    def __init__(self, which: str, parent: QObject | None = None) -> None:
        """``which`` is "session" or "system"."""
        super().__init__(parent)
        self._which = which
        self._socket: socket.socket | None = None
        self._reading: QSocketNotifier | None = None
        self._writing: QSocketNotifier | None = None
        self._welcome: Authenticator | None = None
        self._parser = jeepney.low_level.Parser()
        self._serials = count(1)
        self._unsent = bytearray()
        self._calls: dict[int, _Call] = {}
        self._early: list[int] = []
        self._heard: list[tuple[jeepney.MatchRule, Callable[[jeepney.Message], None]]] = []
        self._attempts = 0
        self.name = ""
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._lose)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.open)

    @property
    def is_connected(self) -> bool:
        """Whether messages go through. :attr:`name` is then our own address on the bus."""
        return bool(self.name)

    def open(self) -> None:
        """Connect, if that has not been done; :attr:`connected` or :attr:`lost` follows."""
        if self._socket is not None:
            return
        self._again.stop()
        self._patience.start(round(PATIENCE_S * 1000))
        self._socket = _connected_socket(self._which)
        if self._socket is None:
            self._patience.start(0)  # told later, so that nobody is called back while still asking
            return
        self._reading = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
        self._reading.activated.connect(self._read)
        self._writing = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Write, self)
        self._writing.setEnabled(False)
        self._writing.activated.connect(self._write)
        self._welcome = Authenticator(inc_null_byte=True)
        self._send(self._welcome.data_to_send() or b"")

    def call(
        self, message: jeepney.Message, then: Answer, otherwise: Refusal, timeout_s: float | None = PATIENCE_S
    ) -> None:
        """Send ``message``; ``then`` gets the body of the answer, or ``otherwise`` the reason why there is none.

        Exactly one of the two is called, and never before this returns: also when the bus is
        absent, lost or silent for ``timeout_s`` seconds (None: as long as the connection lasts).
        The reason is for logs and tests: a constant of this module, or the name of the error.
        Without a connection one is tried first. After :meth:`close` nobody is called any more.
        """
        serial = next(self._serials)
        data = message.serialise(serial)
        timer = None
        if timeout_s is not None:
            timer = QTimer(self, singleShot=True)
            timer.timeout.connect(partial(self._refuse, serial, SILENT))
            timer.start(round(timeout_s * 1000))
        self._calls[serial] = _Call(data, then, otherwise, timer)
        if self.is_connected:
            self._send(data)
        else:
            self._early.append(serial)
            self.open()

    def post(self, message: jeepney.Message) -> None:
        """Send ``message`` and want no answer. Without a connection it is let go."""
        if self.is_connected:
            message.header.flags |= jeepney.MessageFlag.no_reply_expected
            self._send(message.serialise(next(self._serials)))

    def listen(self, rule: jeepney.MatchRule, heard: Callable[[jeepney.Message], None]) -> None:
        """From now on ``heard`` gets every message that fits ``rule``, also after the bus was lost and came back.

        A well-known name as the sender is compared by the bus alone: messages carry the sender's own address.
        """
        self._heard.append((rule, heard))
        self.post(jeepney.message_bus.AddMatch(rule))

    def ignore(self, rule: jeepney.MatchRule, heard: Callable[[jeepney.Message], None]) -> None:
        """Take back :meth:`listen` with the same two; after :meth:`close` that is done already."""
        if (rule, heard) in self._heard:
            self._heard.remove((rule, heard))
            self.post(jeepney.message_bus.RemoveMatch(rule))

    def close(self) -> None:
        """Leave the bus, and call nobody back any more."""
        for serial in list(self._calls):
            self._take_call(serial)
        self._heard.clear()
        self._drop()
        self._again.stop()

    # Coming and going ------------------------------------------------------------------------

    def _drop(self) -> None:
        self._patience.stop()
        for notifier in (self._reading, self._writing):
            if notifier is not None:
                notifier.setEnabled(False)
                notifier.deleteLater()
        self._reading = self._writing = self._welcome = None
        if self._socket is not None:
            self._socket.close()
        self._socket = None
        self.name = ""
        self._unsent.clear()
        self._early.clear()
        self._parser = jeepney.low_level.Parser()

    def _lose(self) -> None:
        """There is no bus, it does not let us in, or it went away: who waits is told, and it is tried again later."""
        reason = LOST if self.is_connected else ABSENT
        self._drop()
        wait = TRY_AGAIN_S[min(self._attempts, len(TRY_AGAIN_S) - 1)]
        self._attempts += 1
        self._again.start(round(wait * 1000))
        for serial in list(self._calls):
            self._refuse(serial, reason)
        self.lost.emit()

    def _let_in(self, data: bytes) -> None:
        """The bus has answered to who we are."""
        assert self._welcome is not None
        try:
            self._welcome.feed(data)
        except AuthenticationError:
            self._lose()
            return
        if self._welcome.authenticated:
            self._welcome = None
            serial = next(self._serials)
            hello = jeepney.message_bus.Hello().serialise(serial)
            self._calls[serial] = _Call(hello, self._was_named, lambda _: None, None)
            self._send(BEGIN + hello)

    def _was_named(self, body: tuple[Any, ...]) -> None:
        self.name = body[0]
        self._patience.stop()
        self._attempts = 0
        for rule, _ in self._heard:
            self.post(jeepney.message_bus.AddMatch(rule))
        early, self._early = self._early, []
        for serial in early:
            if serial in self._calls:
                self._send(self._calls[serial].data)
        self.connected.emit()

    # Sending ---------------------------------------------------------------------------------

    def _send(self, data: bytes) -> None:
        self._unsent += data
        self._write()

    def _write(self) -> None:
        if self._socket is None or self._writing is None:
            return
        try:
            while self._unsent:
                del self._unsent[: self._socket.send(self._unsent)]
        except BlockingIOError:
            pass  # the rest goes when there is room
        except OSError:
            self._patience.start(0)  # told later, as in open
            return
        self._writing.setEnabled(bool(self._unsent))
        if len(self._unsent) > MOST_UNSENT:
            self._patience.start(0)

    # Reading ---------------------------------------------------------------------------------

    def _read(self) -> None:
        if self._socket is None:
            return
        try:
            data = self._socket.recv(AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lose()
        elif self._welcome is not None:
            self._let_in(data)
        else:
            self._take(data)

    def _take(self, data: bytes) -> None:
        try:
            messages = self._parser.feed(data)
        except Exception:  # noqa: BLE001  whatever is wrong with its messages, this is no bus to talk to
            self._lose()
            return
        here = self._socket
        for message in messages:
            try:
                self._deliver(message)
            except Exception:  # noqa: BLE001  told like any mistake; the other messages arrive all the same
                sys.excepthook(*sys.exc_info())
            if self._socket is not here:
                return

    def _deliver(self, message: jeepney.Message) -> None:
        kind = message.header.message_type
        if kind in (MessageType.method_return, MessageType.error):
            serial = message.header.fields.get(HeaderFields.reply_serial, 0)
            if kind is MessageType.error:
                self._refuse(serial, str(message.header.fields.get(HeaderFields.error_name, "")))
            elif (call := self._take_call(serial)) is not None:
                call.then(message.body)
        elif kind is MessageType.signal:
            for rule, heard in list(self._heard):
                if (rule, heard) in self._heard and _fits(rule, message):
                    heard(message)

    def _take_call(self, serial: int) -> _Call | None:
        call = self._calls.pop(serial, None)
        if call is not None and call.timer is not None:
            call.timer.stop()
            call.timer.deleteLater()
        return call

    def _refuse(self, serial: int, reason: str) -> None:
        call = self._take_call(serial)
        if call is not None:
            call.otherwise(reason)


def _connected_socket(which: str) -> socket.socket | None:
    """A socket on the way to the bus, or None where there is none."""
    for address in _addresses(which):
        found = socket.socket(socket.AF_UNIX)
        found.setblocking(False)
        try:
            found.connect(address)
        except OSError:
            found.close()
        else:
            return found
    return None


def _addresses(which: str) -> list[str]:
    """Where the bus may be, as the desktop says or where it usually is; nothing on a system without such sockets."""
    if not hasattr(socket, "AF_UNIX"):
        return []
    if which == "system":
        told = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or "unix:path=/var/run/dbus/system_bus_socket"
    else:
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        told = os.environ.get("DBUS_SESSION_BUS_ADDRESS") or (f"unix:path={runtime}/bus" if runtime else "")
    try:
        return list(get_connectable_addresses(told)) if told else []
    except (ValueError, RuntimeError):  # an address that makes no sense, or of a kind that is not supported
        return []


def _fits(rule: jeepney.MatchRule, message: jeepney.Message) -> bool:
    """Whether ``message`` fits ``rule``, whose sender counts only where it is an address."""
    sender = rule.header_fields.get("sender", "")
    if not sender or sender.startswith(":") or sender == "org.freedesktop.DBus":
        return bool(rule.matches(message))
    looser = jeepney.MatchRule(type=rule.message_type)
    looser.header_fields = {name: value for name, value in rule.header_fields.items() if name != "sender"}
    looser.path_namespace, looser.arg_conditions = rule.path_namespace, rule.arg_conditions
    return bool(looser.matches(message))
