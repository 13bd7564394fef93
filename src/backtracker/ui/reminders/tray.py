"""The tray: what is next in its tip, Spasm now, pause, open and quit in its menu.

A desktop may have no tray, or get one later; then nothing is shown and nothing is lost.
"""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSystemTrayIcon

from backtracker.core import steps, telling
from backtracker.core.protocol import Agenda
from backtracker.core.words import clock_text, translate
from backtracker.ui import icons
from backtracker.ui.desk import Desk
from backtracker.ui.reminders.saying import Saying
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from backtracker.core.errands import Docket


class Tray(QObject):
    """The icon, where there is a place for it. Its wishes are signals; the window carries them out."""

    spasm_requested = Signal()
    open_requested = Signal()
    quit_requested = Signal()
    flags_requested = Signal()

    def __init__(self, desk: Desk, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticker = ticker
        self._icon: QSystemTrayIcon | None = None
        self._docket: Docket | None = None
        self.saying: Saying | None = None
        self.menu = Menu()
        self.spasm = self._action(translate("Tray", "Spasm now"), "spasm", self.spasm_requested)
        self.menu.addSeparator()
        self.next = self._action(translate("Tray", "Nothing is due"), "clock", self.open_requested)
        self.pause = Menu(self.menu)
        self.pause.setTitle(translate("Tray", "Pause reminders"))
        self.pause.setIcon(icons.icon("pause"))
        self.menu.addMenu(self.pause)
        for minutes in (30, 60, 120):
            words = (
                translate("Tray", "{n} min", n=minutes) if minutes < 60 else translate("Tray", "{n} h", n=minutes // 60)
            )
            self.pause.addAction(words).triggered.connect(partial(self._pause, minutes))
        self.pause.addAction(translate("Tray", "Until morning"), self._pause_until_morning)
        self.resume = self._action(translate("Tray", "Reminders on again"), "play", None)
        self.resume.triggered.connect(lambda: desk.do(lambda journal: journal.resume(), None, self))
        self.menu.addSeparator()
        self.flags = self._action(translate("Tray", "Check for warning signs"), "warning", self.flags_requested)
        self._action(translate("Tray", "Open backtracker"), "today", self.open_requested)
        self._action(translate("Tray", "Quit"), "close", self.quit_requested)
        for heard in (self.open_requested, self.spasm_requested):
            heard.connect(self._hush)
        ticker.ticked.connect(self.show_agenda)
        self.show_agenda(ticker.agenda)

    @property
    def available(self) -> bool:
        """Whether the desktop has a tray now (``isVisible`` says yes even without one)."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def shown(self) -> bool:
        """Whether the icon stands in a tray."""
        return self._icon is not None and self.available

    def icon(self) -> QSystemTrayIcon | None:
        """The icon in the tray, if it has found one."""
        return self._icon

    def show_agenda(self, agenda: Agenda | None) -> None:
        """Put the icon up if a tray has come, and say what is next."""
        if self._icon is None and self.available:
            self._icon = QSystemTrayIcon(icons.program_icon(), self)
            self._icon.setContextMenu(self.menu)
            self._icon.activated.connect(self._activated)
            self._icon.show()
        words = self.words(agenda)
        self.next.setText(words)
        paused = self._paused_until(agenda) is not None
        remind = agenda is not None or (self._docket is not None and bool(self._docket.waiting))
        self.pause.menuAction().setVisible(remind and not paused)
        self.resume.setVisible(paused)
        tip = f"backtracker\n{words}"
        if self._icon is not None and self._icon.toolTip() != tip:
            self._icon.setToolTip(tip)

    def show_docket(self, docket: "Docket") -> None:
        """What else there is to be reminded of."""
        self._docket = docket
        self.show_agenda(self._ticker.agenda)

    def _paused_until(self, agenda: Agenda | None) -> datetime | None:
        if agenda is not None:
            return agenda.paused_until
        return self._docket.paused_until if self._docket is not None else None

    def words(self, agenda: Agenda | None) -> str:
        """What is going on, in one line."""
        if agenda is None:
            return self._words_outside()
        zone = self._desk.zone()
        if agenda.session is not None:
            name = steps.short(agenda.session.treatment.kind) if agenda.session.treatment.kind in steps.STEPS else ""
            left = agenda.session.ends - agenda.now
            if agenda.session.over:
                return translate("Tray", "Time is up: {what}", what=name)
            minutes = -(-int(left.total_seconds()) // 60)
            return translate("Tray", "{what}: {n} min left", what=name, n=minutes)
        if agenda.paused_until is not None:
            until = clock_text(agenda.paused_until.astimezone(zone))
            return translate("Tray", "Paused until {time}", time=until)
        if self._ticker.held:
            return translate("Tray", "Waiting: do not disturb is on")
        slot = agenda.next
        if slot is None:
            return translate("Tray", "Nothing is due")
        time = clock_text(slot.show.astimezone(zone))
        if slot.show <= agenda.now:
            return translate("Tray", "Now: {what}", what=steps.title(slot.step))
        return translate("Tray", "{time}: {what}", time=time, what=steps.title(slot.step))

    def _words_outside(self) -> str:
        """The same while no episode runs: the pause, or what comes next."""
        zone, docket = self._desk.zone(), self._docket
        if docket is not None and docket.paused_until is not None:
            return translate("Tray", "Paused until {time}", time=clock_text(docket.paused_until.astimezone(zone)))
        coming = [each for each in docket.waiting if not each.asked] if docket is not None else []
        if not coming:
            return translate("Tray", "No episode is running")
        now, first = self._desk.local_now(), coming[0]
        time = telling.point_text(first.show.astimezone(zone), now)
        return translate("Tray", "{time}: {what}", time=time, what=first.errand.title)

    def say(self, title: str, words: str) -> None:
        """A short message beside the icon, where there is one."""
        if self._icon is not None:
            self.saying = self.saying or Saying()
            self.saying.say(title, words, self._icon.geometry())

    def _hush(self) -> None:
        """The window is back: that it keeps running need not be said any more."""
        if self.saying is not None:
            self.saying.hide()

    def hide(self) -> None:
        """Take the icon away at the end, with its menu."""
        if self._icon is not None:
            self._icon.hide()
        self.menu.deleteLater()
        if self.saying is not None:
            self.saying.hide()
            self.saying.deleteLater()

    def _action(self, words: str, icon: str, wish: object) -> QAction:
        action = self.menu.addAction(icons.icon(icon), words)
        if wish is not None:
            action.triggered.connect(wish)
        return action

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_requested.emit()

    def _pause(self, minutes: int) -> None:
        self._desk.do(lambda journal: journal.pause_for(minutes), None, self)

    def _pause_until_morning(self) -> None:
        self._desk.do(lambda journal: journal.pause_until_morning(), None, self)
