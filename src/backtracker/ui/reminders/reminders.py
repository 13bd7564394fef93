"""Who speaks when something is due: brings the pop-up up, and takes it away when it was answered elsewhere."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from backtracker.core.model import EpisodeLog, Reading, pain_around
from backtracker.core.protocol import Agenda
from backtracker.ui.desk import Desk
from backtracker.ui.reminders.popup import PopUp
from backtracker.ui.ticker import Ticker

LED_AT_MOST = timedelta(minutes=10)
"""A spasm screen that is left open for longer holds no reminder back."""


class Reminders(QObject):
    """Listens to the ticker and owns the one pop-up.

    While the spasm screen leads (:meth:`set_led`), only the alarm of the ice comes over it; all else waits.
    ``chime_requested`` comes with each card that comes up, ``alarm_requested`` each time the alarm rings.
    """

    chime_requested = Signal()
    alarm_requested = Signal()

    def __init__(self, desk: Desk, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticker = ticker
        self._led_since: datetime | None = None
        self._asking: Callable[[], None] | None = None
        self._waiting: Callable[[], None] | None = None
        self._answered = ""
        self.popup = PopUp(desk)
        self.popup.answered.connect(self._note_answer)
        self.popup.rang.connect(self.alarm_requested)
        ticker.came_up.connect(self._come_up)
        ticker.time_up.connect(self._time_up)
        ticker.ticked.connect(self._ticked)

    def close(self) -> None:
        """Take the pop-up away for good."""
        self.popup.hide()
        self.popup.deleteLater()

    def set_led(self, led: bool) -> None:
        """Whether the spasm screen is open, which has the next step on it."""
        if led == (self._led_since is not None):
            return
        self._led_since = self._desk.now() if led else None
        if led and self.popup.slot is not None:
            self._waiting = self._asking
            self.popup.hide()
        self._bring_back()

    def _is_led(self) -> bool:
        return self._led_since is not None and self._desk.now() - self._led_since < LED_AT_MOST

    def _bring_back(self) -> None:
        """Show what had to wait, if it is still asked."""
        if self._waiting is not None and not self._is_led():
            waiting, self._waiting = self._waiting, None
            waiting()

    def _note_answer(self) -> None:
        """The ticker may look once more before it hears of the answer; the alarm does not ring for that."""
        self._answered = self.popup.session_id

    def _ticked(self, agenda: Agenda | None) -> None:
        if agenda is None or agenda.session is None:
            self._answered = ""  # from here on the same session can only be one that was taken back
        self._bring_back()
        self._check_still_asked(agenda)

    def _come_up(self, agenda: Agenda) -> None:
        self._desk.ask(
            lambda journal: journal.store.newest_reading(),
            lambda newest: self._come_up_with(agenda, newest),
            self,
            lambda _: self._come_up_with(agenda, None),  # without the last reading rather than not at all
        )

    def _come_up_with(self, agenda: Agenda, newest: Reading | None) -> None:
        self._waiting = partial(self._show, agenda, newest, True)
        self._bring_back()

    def _show(self, agenda: Agenda, newest: Reading | None, new: bool) -> None:
        """Unless it was answered meanwhile; one that is brought back chimes no second time."""
        self._asking = partial(self._show, agenda, newest, False)
        self.popup.show_step(agenda, newest)
        self._check_still_asked(self._ticker.agenda)
        if new and self.popup.isVisible():
            self.chime_requested.emit()

    def _time_up(self, agenda: Agenda) -> None:
        session = agenda.session
        log: EpisodeLog | None = self._ticker.log
        if session is None or session.treatment.id == self._answered:
            return
        if session.treatment.kind == "ice" or not self._is_led():
            before = pain_around(session.treatment, log.readings)[0] if log is not None else None
            self.popup.show_time_up(agenda, before)

    def _check_still_asked(self, agenda: Agenda | None) -> None:
        """An answer from the window or another process closes the pop-up too."""
        if not self.popup.isVisible():
            return
        if agenda is None:
            self.popup.hide()
        elif self.popup.slot is not None:
            asked = self.popup.slot
            same = any(slot.key == asked.key and slot.show <= agenda.now for slot in agenda.slots)
            if not same or agenda.session is not None:
                self.popup.hide()
        elif agenda.session is None or agenda.session.treatment.id != self.popup.session_id or not agenda.session.over:
            self.popup.hide()
