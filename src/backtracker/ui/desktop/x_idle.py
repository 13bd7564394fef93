"""The idle time as the X server counts it, asked over a connection of our own.

Qt has loaded libxcb and its part for the SYNC extension already; its own connection is left alone.
The greeting of the server and its first answer are waited for, as Qt waited for them; later answers are not.
"""

import struct
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QSocketNotifier, QTimer

Then = Callable[[timedelta | None], None]

COUNTER = b"IDLETIME"
"""The counter of the SYNC extension that tells milliseconds since the last touch of any device."""


class XServer:
    """Asks the X server over a connection of our own, with the libraries that Qt has loaded already."""

    def __init__(self) -> None:
        import ctypes

        self._ctypes = ctypes
        self._connection: Any = None
        self._counter: int | None = None
        self._waiting: list[tuple[int, Callable[[bytes], None]]] = []
        self._then: Then | None = None
        self._notifier: QSocketNotifier | None = None
        try:
            self._xcb, self._sync = ctypes.CDLL("libxcb.so.1"), ctypes.CDLL("libxcb-sync.so.1")
        except OSError:
            return  # another kind of Qt than the usual one
        self._free = ctypes.CDLL(None).free
        self._xcb.xcb_connect.restype = ctypes.c_void_p
        for name in ("initialize", "list_system_counters", "query_counter"):
            getattr(self._sync, f"xcb_sync_{name}").restype = ctypes.c_uint  # a struct with one number in it
        self._xcb.xcb_poll_for_event.restype = ctypes.c_void_p
        connection = ctypes.c_void_p(self._xcb.xcb_connect(None, None))
        if self._xcb.xcb_connection_has_error(connection):
            self._xcb.xcb_disconnect(connection)
            return
        self._connection = connection
        self._notifier = QSocketNotifier(self._xcb.xcb_get_file_descriptor(connection), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)
        self._request(self._sync.xcb_sync_initialize(connection, 3, 1), lambda _: None)
        self._request(self._sync.xcb_sync_list_system_counters(connection), self._listed)

    def ask(self, then: Then) -> None:
        self._then = then
        if self._connection is None:
            QTimer.singleShot(0, lambda: self._tell(None))
        elif self._counter is not None:
            self._query()
            # Asked before the list of counters has come, it goes on from there.

    def close(self) -> None:
        self._then = None
        self._waiting.clear()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._connection is not None:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None

    def _tell(self, idle: timedelta | None) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(idle)

    def _request(self, sequence: int, then: Callable[[bytes], None]) -> None:
        self._waiting.append((sequence, then))
        self._xcb.xcb_flush(self._connection)

    def _query(self) -> None:
        self._request(self._sync.xcb_sync_query_counter(self._connection, self._counter), self._counted)

    def _read(self) -> None:
        """Whatever has come: the answers in their order; events are none of ours."""
        pointer = self._ctypes.c_void_p
        while self._connection is not None and self._waiting:
            reply, error = pointer(), pointer()
            sequence, then = self._waiting[0]
            by = self._ctypes.byref
            if not self._xcb.xcb_poll_for_reply(self._connection, sequence, by(reply), by(error)):
                break
            del self._waiting[0]
            data = self._taken(reply)
            self._free(error)
            then(data)
        while self._connection is not None and (event := self._xcb.xcb_poll_for_event(self._connection)):
            self._free(pointer(event))
        if self._connection is not None and self._xcb.xcb_connection_has_error(self._connection):
            self._give_up()

    def _taken(self, reply: Any) -> bytes:
        if not reply:
            return b""
        (length,) = struct.unpack_from("=I", self._ctypes.string_at(reply, 8), 4)
        data = bytes(self._ctypes.string_at(reply, 32 + 4 * length))
        self._free(reply)
        return data

    def _listed(self, reply: bytes) -> None:
        self._counter = counter_in(reply)
        if self._counter is None:
            self._give_up()
        elif self._then is not None:
            self._query()

    def _give_up(self) -> None:
        """An X server that counts no idle time is as good as none, and so is one that went away."""
        then = self._then
        self.close()
        if then is not None:
            then(None)

    def _counted(self, reply: bytes) -> None:
        if len(reply) < 16:
            self._tell(None)
            return
        high, low = struct.unpack_from("=iI", reply, 8)
        self._tell(timedelta(milliseconds=(high << 32) + low))


def counter_in(reply: bytes) -> int | None:
    """The number of the idle counter in the server's list of counters, or None.

    Read by hand: libxcb takes the names from two bytes too far on.
    """
    if len(reply) < 32:
        return None
    (many,) = struct.unpack_from("=I", reply, 8)
    at = 32
    for _ in range(many):
        number, _, _, length = struct.unpack_from("=IiIH", reply, at)
        if reply[at + 14 : at + 14 + length] == COUNTER:
            return int(number)
        at += (14 + length + 3) // 4 * 4
    return None
