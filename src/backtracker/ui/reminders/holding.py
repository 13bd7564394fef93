"""What is due waits while the person presents or asked not to be disturbed.

Nothing is marked as shown while it waits, so it comes up by itself when that is over: on the desktop's word where
it gives one, else at the next tick. Only the end of an ice session never waits.

How long at most: two hours. Whoever presents is done by then, and ice is due every two hours; a do-not-disturb
that was forgotten on the first evening would otherwise silence the days in which the reminders matter most. From
then on, until it is switched off, what is due comes at its time as our own card, without a sound: seen by whoever
looks, heard by nobody. Breaks from sitting are of no such weight and wait until it is off.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from backtracker import clock
from backtracker.core.protocol import Agenda
from backtracker.ui.desk import Desk
from backtracker.ui.ticker import Ticker

if TYPE_CHECKING:
    from backtracker.ui.desktop.bus import Bus
    from backtracker.ui.desktop.presence import Presence

LONGEST = timedelta(hours=2)
FRESH_S = 5.0
"""An answer counts for so long; then it is asked again."""


class Holding(QObject):
    """Stands in the ticker's way (:attr:`Ticker.holds`), and tells it what to say (:attr:`Ticker.held`).

    ``told`` comes with each answer of the desktop: whatever waited for it may ask again. ``bus`` gives the session
    bus, or None where there is none.
    """

    told = Signal()

    def __init__(
        self, desk: Desk, ticker: Ticker, bus: "Callable[[], Bus | None]", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticker = ticker
        self._bus = bus
        self._presence: Presence | None = None
        self._since: datetime | None = None
        self._busy = self._waits = False
        self._answered: float | None = None
        self.is_asking = False
        ticker.holds = self.holds
        desk.settings_changed.connect(self._tune)

    @property
    def is_forgotten(self) -> bool:
        """Do not disturb has been on for so long that nothing waits for its end any more."""
        return self._desk.settings.hold and self._busy and not self._waits

    def holds(self, _agenda: Agenda | None = None) -> bool:
        """Whether what is about to come up has to wait. While the desktop is being asked, it does."""
        return self._desk.settings.hold and (not self._knows() or self._waits)

    def holds_break(self) -> bool:
        """The same for what is not so important that it would come after two hours all the same."""
        return self._desk.settings.hold and (not self._knows() or self._busy)

    def close(self) -> None:
        """Stand in nobody's way any more."""
        self._ticker.holds, self._ticker.held = None, False
        if self._presence is not None:
            self._presence.close()

    def _knows(self) -> bool:
        """Whether there is an answer that counts; without one the desktop is asked."""
        if self._answered is not None and clock.monotonic() - self._answered <= FRESH_S:
            return True
        if not self.is_asking:
            self._ask()
        return False

    def _ask(self) -> None:
        """Asked anew before the answer has come, only the later answer counts."""
        self.is_asking = True
        if self._presence is None:
            from backtracker.ui.desktop.presence import Presence

            self._presence = Presence(self._bus(), self)
            self._presence.changed.connect(self._ask)
        self._presence.ask(self._hear)

    def _hear(self, busy: bool) -> None:
        self.is_asking = False
        self._answered = clock.monotonic()
        now = self._desk.now()
        if not busy:
            self._since = None
        elif self._since is None or self._since > now:
            self._since = now
        self._busy = busy
        self._waits = self._since is not None and now - self._since < LONGEST
        agenda = self._ticker.agenda
        self._ticker.held = self._waits and agenda is not None and bool(agenda.popup)
        self._ticker.tick()
        self.told.emit()

    def _tune(self) -> None:
        """Where it is not wanted, nothing is known and nobody listened to."""
        if self._desk.settings.hold:
            return
        self._since = self._answered = None
        self._busy = self._waits = self._ticker.held = self.is_asking = False
        if self._presence is not None:
            self._presence.close()
