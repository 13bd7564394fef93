"""The desktop's word that the computer has slept: so that what is due comes on waking, not at the next tick."""

import jeepney
from PySide6.QtCore import QObject, Signal

from backtracker.ui.desktop.bus import Bus

SLEEP = jeepney.MatchRule(
    type="signal",
    sender="org.freedesktop.login1",
    path="/org/freedesktop/login1",
    interface="org.freedesktop.login1.Manager",
    member="PrepareForSleep",
)


class Sleep(QObject):
    """Listens to the system's login service. Where there is none, the ticker's own look at the clocks has to do."""

    woke = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = Bus("system", self)
        self._bus.listen(SLEEP, self._hear)
        self._bus.open()

    def close(self) -> None:
        """Listen no longer."""
        self._bus.close()

    def _hear(self, message: jeepney.Message) -> None:
        """It is sent twice: with True before, and with False after."""
        if message.body == (False,):
            self.woke.emit()
