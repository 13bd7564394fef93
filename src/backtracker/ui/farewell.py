"""The system asks the program to end: at a logout, at Ctrl+C, when the terminal is closed.

Python sees a signal only when it has its turn, and in Qt's loop that may be never; so the signal wakes Qt.
"""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal

WISHES = ("SIGTERM", "SIGINT", "SIGHUP")
"""Those of them that the platform knows."""


class Farewell(QObject):
    """``asked`` when the process is to end, instead of its being ended on the spot. Until the program is over."""

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ear, self._mouth = socket.socketpair()
        for end in (self._ear, self._mouth):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._hear)
        signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        for name in WISHES:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _leave_it_to_the_loop)

    def _hear(self) -> None:
        self._ear.recv(64)
        self.asked.emit()


def _leave_it_to_the_loop(_number: int, _frame: object) -> None:
    """With a handler of Python's the signal goes to the wakeup socket."""
