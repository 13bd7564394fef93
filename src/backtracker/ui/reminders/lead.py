"""The spasm screen leads while it is open: it has the next step on it, and all but the alarm of the ice waits."""

from datetime import datetime, timedelta

from backtracker.ui.desk import Desk

LED_AT_MOST = timedelta(minutes=10)
"""A spasm screen that is left open for longer holds no reminder back."""


class Lead:
    """Since when it has been open, by the clock of ``desk``."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._since: datetime | None = None

    def set(self, led: bool) -> bool:
        """It is open, or not any more; whether that is new."""
        new = led != (self._since is not None)
        if new:
            self._since = self._desk.now() if led else None
        return new

    @property
    def is_on(self) -> bool:
        """Whether everything else has to wait for it."""
        return self._since is not None and self._desk.now() - self._since < LED_AT_MOST
