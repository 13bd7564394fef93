"""Work in the window's own thread, cut into steps between which the window answers."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

PAUSE_MS = 1
"""At 0 Qt would go straight on, past keys and paints."""


class Turns(QObject):
    """One step a turn, in the order they were handed in. A step whose owner is gone is left out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: deque[tuple[Callable[[], object], QObject]] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._take)

    @property
    def idle(self) -> bool:
        """Whether every step is done, and Qt has had a turn to lay out what the last one built."""
        return not self._timer.isActive()

    def add(self, step: Callable[[], object], owner: QObject) -> None:
        """Take ``step`` after those that wait."""
        self._steps.append((step, owner))
        self._timer.start()

    def stop(self) -> None:
        """Let go of what waits."""
        self._steps.clear()
        self._timer.stop()

    def _take(self) -> None:
        if not self._steps:
            return
        step, owner = self._steps.popleft()
        self._timer.start()
        if isValid(owner):
            step()
