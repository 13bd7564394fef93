"""Who speaks when something is due: the card of our own, the desktop's notification, or both.

They share one state: what was answered in one, in the window or by another process goes from the other too.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal

from backtracker.core.model import EpisodeLog, Reading, pain_around
from backtracker.core.protocol import Agenda, Slot
from backtracker.ui.desk import Desk
from backtracker.ui.reminders.desktop import Desktop
from backtracker.ui.reminders.popup import PopUp
from backtracker.ui.ticker import Ticker

LED_AT_MOST = timedelta(minutes=10)
"""A spasm screen that is left open for longer holds no reminder back."""


class Reminders(QObject):
    """Listens to the ticker and owns the one pop-up, and the link to the desktop.

    While the spasm screen leads (:meth:`set_led`), or the notice of a warning sign is up (:meth:`set_flagged`),
    only the alarm of the ice comes over it; all else waits.
    ``chime_requested`` comes with each reminder that comes up, ``alarm_requested`` each time the alarm rings;
    ``open_requested`` wants the window: a notification itself was pressed.
    """

    chime_requested = Signal()
    alarm_requested = Signal()
    open_requested = Signal()

    def __init__(self, desk: Desk, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticker = ticker
        self._led_since: datetime | None = None
        self._flagged = False
        self._asking: Callable[[], None] | None = None
        self._waiting: Callable[[], None] | None = None
        self._on_its_way = False
        self._answered = self._said_up = self._card_up = ""
        self.popup = PopUp(desk)
        self.popup.answered.connect(self._note_answer)
        self.popup.rang.connect(self.alarm_requested)
        self.desktop = Desktop(desk, ticker, self)
        self.desktop.opened.connect(self.open_requested)
        self.desktop.hushed.connect(self.popup.hush)
        self.desktop.over.connect(self.popup.ask_over)
        for seen_to in (self.popup.left, self.popup.close_requested):
            seen_to.connect(self.desktop.withdraw)
        ticker.came_up.connect(self._come_up)
        ticker.time_up.connect(self._time_up)
        ticker.ticked.connect(self._ticked)

    @property
    def asks(self) -> bool:
        """Whether a step or the end of a session is asked, or on its way to the screen."""
        noted = self.desktop.is_up and self.desktop.errand is None
        return self._on_its_way or self.popup.isVisible() or noted

    def close(self) -> None:
        """Take the pop-up and the notification away for good."""
        self.desktop.close()
        self.popup.hide()
        self.popup.deleteLater()

    def set_led(self, led: bool) -> None:
        """Whether the spasm screen is open, which has the next step on it."""
        if led == (self._led_since is not None):
            return
        self._led_since = self._desk.now() if led else None
        self._step_back(led)

    def set_flagged(self, flagged: bool) -> None:
        """Whether the notice of a warning sign is up, until it is acknowledged, however long that takes."""
        self._flagged = flagged
        self._step_back(flagged)

    def _step_back(self, back: bool) -> None:
        """Take away the step that is asked for, or bring it back where it may come again."""
        if back and (self.popup.slot is not None or self.desktop.slot is not None):
            self._waiting = self._asking
            if self.popup.slot is not None:
                self.popup.hide()
            self.desktop.withdraw()
        self._bring_back()

    def _gives_way(self) -> bool:
        led = self._led_since is not None and self._desk.now() - self._led_since < LED_AT_MOST
        return led or self._flagged

    def _bring_back(self) -> None:
        """Show what had to wait, if it is still asked."""
        if self._waiting is not None and not self._gives_way():
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

    # A step ------------------------------------------------------------------------------------

    def _come_up(self, agenda: Agenda) -> None:
        self._on_its_way = True
        self._desk.ask(
            lambda journal: journal.store.newest_reading(),
            lambda newest: self._come_up_with(agenda, newest),
            self,
            lambda _: self._come_up_with(agenda, None),  # without the last reading rather than not at all
        )

    def _come_up_with(self, agenda: Agenda, newest: Reading | None) -> None:
        self._on_its_way = False
        self._waiting = partial(self._show, agenda, newest, not self.desktop.is_deaf)
        self._bring_back()

    def _show(self, agenda: Agenda, newest: Reading | None, new: bool) -> None:
        """Unless it was answered meanwhile; one that is brought back chimes no second time."""
        self._asking = partial(self._show, agenda, newest, False)
        self.desktop.show_step(agenda, partial(self._show_card, agenda, newest))
        if not self.desktop.speaks_alone:
            self.popup.show_step(agenda, newest)
        self._check_still_asked(self._ticker.agenda)
        if new and (self.popup.isVisible() or self.desktop.is_up):
            self.chime_requested.emit()

    def _show_card(self, agenda: Agenda, newest: Reading | None) -> None:
        """In place of a notification that nobody can answer."""
        if self._gives_way():
            self._waiting = self._asking
        elif self.popup.slot != agenda.popup[0]:
            self.popup.show_step(agenda, newest)
            self._check_still_asked(self._ticker.agenda)

    # The end of a session ----------------------------------------------------------------------

    def _time_up(self, agenda: Agenda) -> None:
        session = agenda.session
        if session is None or session.treatment.id == self._answered:
            return
        ice = session.treatment.kind == "ice"
        if not ice and (self._gives_way() or self.desktop.holds(agenda)):
            return
        if self._said_up != session.treatment.id:
            self._said_up, self._card_up = session.treatment.id, ""
            self.desktop.show_time_up(agenda, partial(self._show_time_up, agenda))
            if ice or not self.desktop.speaks_alone:
                self._card_up = session.treatment.id
        if self._card_up == session.treatment.id:
            self._show_time_up(agenda)

    def _show_time_up(self, agenda: Agenda) -> None:
        session = agenda.session
        log: EpisodeLog | None = self._ticker.log
        if session is not None and session.treatment.id != self._answered:
            self._card_up = session.treatment.id
            before = pain_around(session.treatment, log.readings)[0] if log is not None else None
            self.popup.show_time_up(agenda, before)
            self._check_still_asked(self._ticker.agenda)

    # Answered elsewhere ------------------------------------------------------------------------

    def _check_still_asked(self, agenda: Agenda | None) -> None:
        """An answer from the window or another process closes the pop-up and the notification too."""
        if self.popup.isVisible() and not is_asked(agenda, self.popup.slot, self.popup.session_id):
            self.popup.hide()
        about_steps = self.desktop.is_up and self.desktop.errand is None
        if about_steps and not is_asked(agenda, self.desktop.slot, self.desktop.session_id):
            self.desktop.withdraw()


def is_asked(agenda: Agenda | None, slot: Slot | None, session_id: str) -> bool:
    """Whether ``agenda`` still asks for ``slot``, or for the end of the session ``session_id``."""
    if agenda is None:
        return False
    if slot is not None:
        return agenda.session is None and any(each.key == slot.key and each.show <= agenda.now for each in agenda.slots)
    return agenda.session is not None and agenda.session.over and agenda.session.treatment.id == session_id
