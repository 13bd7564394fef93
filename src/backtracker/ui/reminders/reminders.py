"""Who speaks when something is due: brings the pop-up up, and takes it away when it was answered elsewhere."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from backtracker.core.model import EpisodeLog, Reading, pain_around
from backtracker.core.protocol import Agenda
from backtracker.ui.desk import Desk
from backtracker.ui.reminders.popup import PopUp
from backtracker.ui.ticker import Ticker


class Reminders(QObject):
    """Listens to the ticker and owns the one pop-up."""

    def __init__(self, desk: Desk, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticker = ticker
        self.popup = PopUp(desk)
        self.popup.rang.connect(QApplication.beep)
        ticker.came_up.connect(self._come_up)
        ticker.time_up.connect(self._time_up)
        ticker.ticked.connect(self._check_still_asked)

    def close(self) -> None:
        """Take the pop-up away for good."""
        self.popup.hide()
        self.popup.deleteLater()

    def _come_up(self, agenda: Agenda) -> None:
        self._desk.ask(lambda journal: journal.store.newest_reading(), lambda newest: self._show(agenda, newest), self)
        if self._desk.settings.sound:
            QApplication.beep()

    def _show(self, agenda: Agenda, newest: Reading | None) -> None:
        """Unless it was answered while the last reading was looked up."""
        self.popup.show_step(agenda, newest)
        self._check_still_asked(self._ticker.agenda)

    def _time_up(self, agenda: Agenda) -> None:
        session = agenda.session
        log: EpisodeLog | None = self._ticker.log
        if session is not None:
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
