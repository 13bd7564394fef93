"""What has just appeared takes no press: the hand was on its way to what was there before.

A hand that trembles presses twice, and a card that comes up lies under a pointer that meant something else.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

SETTLES_MS = 600
"""For so long; a reading takes longer, a second press of the same hand does not."""

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin)
_LEAVING = (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
"""Keys that answer nothing, and go through."""


class _Gate(QObject):
    """Sees every event of the program while something is fresh, and lets the presses on that go nowhere.

    It belongs to the program and outlives each card: a filter must not go while it is asked.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shut_for: list[Fresh] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        pressed = kind in _PRESSES
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            pressed = event.key() not in _LEAVING
        return pressed and holds(watched)


class _Shared:
    gate: _Gate | None = None


def holds(widget: QObject) -> bool:
    """Whether a press on ``widget`` is held back just now."""
    gate = _Shared.gate
    if gate is None or not isValid(gate) or not isinstance(widget, QWidget):
        return False
    return any(fresh.covers(widget) for fresh in gate.shut_for)


class Fresh:
    """Guards all that lies in ``root``, from each :meth:`begin` on."""

    def __init__(self, root: QWidget) -> None:
        self._root = root
        self.timer = QTimer(root, singleShot=True)
        self.timer.timeout.connect(self._end)

    def begin(self) -> None:
        """Something else is there now: presses and keys do nothing until it has been seen."""
        app = QApplication.instance()
        if SETTLES_MS <= 0 or app is None:
            return
        if _Shared.gate is None or not isValid(_Shared.gate):
            _Shared.gate = _Gate(app)
        if self not in _Shared.gate.shut_for:
            _Shared.gate.shut_for.append(self)
            app.installEventFilter(_Shared.gate)  # again does no harm
        self.timer.start(SETTLES_MS)

    def covers(self, widget: QWidget) -> bool:
        """Whether ``widget`` lies in what is guarded here."""
        return isValid(self._root) and (widget is self._root or self._root.isAncestorOf(widget))

    def _end(self) -> None:
        gate, app = _Shared.gate, QApplication.instance()
        if gate is None or app is None or not isValid(gate):
            return
        gate.shut_for = [fresh for fresh in gate.shut_for if fresh is not self and isValid(fresh._root)]
        if not gate.shut_for:
            app.removeEventFilter(gate)
