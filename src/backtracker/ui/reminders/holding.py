"""What is due waits while the person presents or asked not to be disturbed.

Nothing is marked as shown while it waits, so it comes up by itself when that is over: on the desktop's word where
it gives one, else at the next tick. Only the end of an ice session never waits.

How long at most: two hours. Whoever presents is done by then, and ice is due every two hours; a do-not-disturb
that was forgotten on the first evening would otherwise silence the days in which the reminders matter most. From
then on, until it is switched off, what is due comes at its time as our own card, without a sound: seen by whoever
looks, heard by nobody.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from backtracker import clock
from backtracker.core.protocol import Agenda
from backtracker.ui.desk import Desk
from backtracker.ui.ticker import Ticker

if TYPE_CHECKING:
    from backtracker.ui.desktop.presence import Presence

LONGEST = timedelta(hours=2)
FRESH_S = 5.0
"""An answer counts for so long; then it is asked again."""


class Holding(QObject):
    """Stands in the ticker's way (:attr:`Ticker.holds`), and tells it what to say (:attr:`Ticker.held`)."""

    def __init__(self, desk: Desk, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticker = ticker
        self._presence: Presence | None = None
        self._since: datetime | None = None
        self._busy = self._waits = False
        self._answered: float | None = None
        self.is_asking = False
        ticker.holds = self.holds
        ticker.ticked.connect(self._ticked)

    @property
    def is_forgotten(self) -> bool:
        """Do not disturb has been on for so long that nothing waits for its end any more."""
        return self._desk.settings.hold and self._busy and not self._waits

    def holds(self, _agenda: Agenda) -> bool:
        """Whether what is about to come up has to wait. While the desktop is being asked, it does."""
        if not self._desk.settings.hold:
            self._let_go()
            return False
        if self._answered is None or clock.monotonic() - self._answered > FRESH_S:
            self._ask()
            return self._answered is None or self._waits
        return self._waits

    def close(self) -> None:
        """Stand in nobody's way any more."""
        self._ticker.holds, self._ticker.held = None, False
        if self._presence is not None:
            self._presence.close()

    def _ask(self) -> None:
        if self.is_asking:
            return
        self.is_asking = True
        if self._presence is None:
            from backtracker.ui.desktop.presence import Presence

            self._presence = Presence(self)
            self._presence.changed.connect(self._look_again)
        self._presence.ask(self._told)

    def _told(self, busy: bool) -> None:
        self.is_asking = False
        self._answered = clock.monotonic()
        now = self._desk.now()
        if not busy:
            self._since = None
        elif self._since is None or self._since > now:
            self._since = now
        self._busy = busy
        self._waits = self._since is not None and now - self._since < LONGEST
        self._ticker.held = self._waits
        self._ticker.tick()

    def _look_again(self) -> None:
        """The desktop says that something has changed."""
        if self._answered is not None:
            self._answered -= FRESH_S + 1
        self._ticker.tick()

    def _ticked(self, agenda: Agenda | None) -> None:
        if agenda is None or not (agenda.popup or agenda.session):
            self._let_go()

    def _let_go(self) -> None:
        """Nothing waits: the desktop need not be listened to. When do not disturb began stays known."""
        self._answered, self._waits = None, False
        self._ticker.held = False
        if self._presence is not None and not self.is_asking:
            self._presence.rest()
