"""Starts the real program as its ``__main__`` does, and says on stdout when things have happened.

Run as a script by ``running.py``. ``painted``: the window has painted for the first time.
``filled``: the first page shows an answer, and that is on screen. Each with the clock that
nobody sets. ``MEASURE=pages`` visits the pages afterwards (see ``visits.py``); ``MEASURE=beat``
and ``pages`` keep a heartbeat and say for how long the window's thread was blocked, and how much
CPU (``…_cpu``) it spent in one such pause at most: other programs lengthen that much less.
``MEASURE=hidden`` takes the window away once the start is over.
Before the program it imports only what Python has loaded anyway.
"""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backtracker import __main__

if TYPE_CHECKING:
    from collections.abc import Callable

    from backtracker.app import Program

BEAT_MS = 5


def say(word: str, value: float | None = None) -> None:
    """``word``, and its figure or the time at which it came true."""
    print(f"{word} {time.monotonic() if value is None else value}", flush=True)


def open_window(folder: Path, example: bool, in_tray: bool) -> int:
    """What ``__main__`` does to open the window, with an ear on it."""
    from backtracker.ui import plain_import

    plain_import.restore()
    from backtracker import app

    step = app.Program._furnish_on
    told: set[str] = set()

    def heard(program: "Program") -> None:
        if "painted" not in told:
            told.add("painted")
            say("painted")
            if MODE in BEATING:
                Beat.of(program)
        step(program)
        if "page" not in told and program.window.current:
            told.add("page")
            listen(program)

    app.Program._furnish_on = heard  # type: ignore[method-assign, assignment]
    return app.run(folder, example=example, in_tray=in_tray)


def listen(program: "Program") -> None:
    """Say when the first page shows an answer on screen."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Paints(QObject):
        """Waits for the paint that follows an answer."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.UpdateRequest:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, lambda: filled(program))
            return False

    paints = Paints(program)
    page = program.window.page(program.window.current)

    def once() -> None:
        page.filled.disconnect(once)
        program.window.installEventFilter(paints)

    page.filled.connect(once)


def filled(program: "Program") -> None:
    """The first data are on screen; what is left to do comes after a pause, so that the start is over."""
    from PySide6.QtCore import QTimer

    say("filled")
    if MODE:
        QTimer.singleShot(1500, program, lambda: settle(program))


def settle(program: "Program") -> None:
    """The start is over: how long the thread was blocked in it, which modules it took, and the visits.

    Or the window goes, as when it is closed while an episode runs, and the tray stays.
    """
    if MODE not in BEATING:
        program.window.hide()
        say("hidden")
        return
    Beat.tell(say, "blocked")
    say("matplotlib", float("matplotlib" in sys.modules))
    if MODE == "pages":
        from tests.benchmarks import visits

        visits.go_round(program, say, Beat)
    say("end")


class Beat:
    """A timer that ought to come every 5 ms: for how long it did not, and the CPU that its thread spent then, in ms."""

    _longest = _busiest = 0.0
    _last = _spent = 0.0

    @classmethod
    def of(cls, program: "Program") -> None:
        """Begin to beat."""
        from PySide6.QtCore import Qt, QTimer

        timer: Any = QTimer(program)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(BEAT_MS)
        timer.timeout.connect(cls._beat)
        cls._last, cls._spent = time.monotonic(), time.thread_time()
        timer.start()

    @classmethod
    def _beat(cls) -> None:
        now, spent = time.monotonic(), time.thread_time()
        cls._longest = max(cls._longest, (now - cls._last) * 1000)
        cls._busiest = max(cls._busiest, (spent - cls._spent) * 1000)
        cls._last, cls._spent = now, spent

    @classmethod
    def anew(cls) -> None:
        """From here on another longest pause is looked for."""
        cls._longest = cls._busiest = 0.0

    @classmethod
    def tell(cls, say: "Callable[[str, float], None]", name: str) -> None:
        """Say the longest pause, and the most CPU in one, under ``name``; and begin anew."""
        say(name, cls._longest)
        say(f"{name}_cpu", cls._busiest)
        cls.anew()


MODE = os.environ.get("MEASURE", "")
BEATING = ("beat", "pages")

if __name__ == "__main__":
    __main__._open_window = open_window
    sys.exit(__main__.main())
