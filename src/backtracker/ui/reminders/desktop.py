"""The reminders' link to the desktop: its notifications, its do not disturb, its word that the computer slept.

All of it comes after the start has settled, and what nobody asked for is never loaded.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from backtracker.core.protocol import Agenda, Slot
from backtracker.ui.desk import Desk
from backtracker.ui.reminders.holding import Holding
from backtracker.ui.ticker import Ticker

if TYPE_CHECKING:
    from backtracker.core.errand import Errand
    from backtracker.ui.desktop.balloon import Balloon
    from backtracker.ui.desktop.bus import Bus
    from backtracker.ui.desktop.note import Note
    from backtracker.ui.desktop.notifications import Notifications
    from backtracker.ui.desktop.sleep import Sleep
    from backtracker.ui.reminders.native import Asked

SETTLES_MS = 3000
"""So long after the record is open the desktop is first spoken to."""


class Desktop(QObject):
    """Nothing happens before :meth:`meet`. ``opened``: a notification itself was pressed; ``hushed``: the alarm's
    *Quiet*; ``over``: the person says that the episode is over. ``told``: the desktop has said whether the person
    is not to be disturbed, and what :meth:`holds_break` kept waiting may ask again. ``errand_pressed``: an errand's
    notification was pressed; with the errand and the button.
    """

    opened = Signal()
    hushed = Signal()
    over = Signal()
    told = Signal()
    errand_pressed = Signal(object, str)

    def __init__(self, desk: Desk, ticker: Ticker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticker = ticker
        self._met = False
        self.expects: Callable[[], bool] = lambda: False
        self._icon: Callable[[], QSystemTrayIcon | None] = lambda: None
        self._session_bus: Callable[[], Bus | None] = lambda: None
        self._voice: Notifications | Balloon | None = None
        self._sleep: Sleep | None = None
        self._holding: Holding | None = None
        self._asked: Asked | None = None
        self._settling = QTimer(self, singleShot=True, interval=SETTLES_MS)
        self._settling.timeout.connect(self._settle)

    def meet(self, icon: Callable[[], QSystemTrayIcon | None], bus: "Callable[[], Bus]") -> None:
        """From now on talk to the desktop.

        ``icon`` gives the one in the tray, which speaks on Windows and macOS, and ``bus`` the session bus, which is
        asked for only where there is one and closed by whoever has made it, after this.
        """
        self._met, self._icon = True, icon
        self._session_bus = (lambda: None) if _by_qt() else bus
        self._holding = Holding(self._desk, self._ticker, self._session_bus, self)
        self._holding.told.connect(self.told)
        self._desk.opened.connect(self._settling.start)
        self._desk.settings_changed.connect(self._tune)
        self._ticker.ticked.connect(self._listen_for_sleep)

    def close(self) -> None:
        """Take down what is up, and leave."""
        self._settling.stop()
        self._asked = None
        for part in (self._voice, self._sleep, self._holding):
            if part is not None:
                part.close()

    # Speaking ----------------------------------------------------------------------------------

    @property
    def is_up(self) -> bool:
        """Whether something is asked in a notification."""
        return self._asked is not None

    @property
    def slot(self) -> Slot | None:
        """The slot that a notification asks for."""
        return self._asked.slot if self._asked is not None else None

    @property
    def session_id(self) -> str:
        """The session whose end a notification tells, or an empty text."""
        return self._asked.session_id if self._asked is not None else ""

    @property
    def errand(self) -> "Errand | None":
        """The errand that a notification asks for."""
        return self._asked.errand if self._asked is not None else None

    @property
    def speaks_alone(self) -> bool:
        """Whether a notification is up, or on its way, that can be answered and needs no card beside it."""
        return self.is_up and self._desk.settings.remind_by == "desktop" and not _by_qt() and not self.is_deaf

    @property
    def is_deaf(self) -> bool:
        """Do not disturb is on and was forgotten: a notification would not be seen, a sound not be welcome."""
        return self._holding is not None and self._holding.is_forgotten

    @property
    def is_settled(self) -> bool:
        """Whether nothing asked of the desktop is under way: no question, no notification coming up."""
        asking = self._holding is not None and self._holding.is_asking
        return not asking and (self._voice is None or self._voice.is_settled)

    def holds(self, agenda: Agenda) -> bool:
        """Whether what is due has to wait."""
        return self._holding is not None and self._holding.holds(agenda)

    def holds_break(self) -> bool:
        """Whether a break from sitting has to wait."""
        return self.is_up or (self._holding is not None and self._holding.holds_break())

    def holds_errand(self) -> bool:
        """Whether an errand has to wait because the person is not to be disturbed; for two hours at most."""
        return self._holding is not None and self._holding.holds()

    def show_errand(self, errand: "Errand", bring_card: Callable[[], None]) -> None:
        """Ask for ``errand`` where that is wanted; ``bring_card`` where it cannot be seen."""
        if self._is_wanted():
            from backtracker.ui.reminders.native import Asked, errand_note

            self._speak(Asked(errand_note(errand, self._desk.settings.neutral), errand=errand, bring_card=bring_card))

    def show_step(self, agenda: Agenda, bring_card: Callable[[], None]) -> None:
        """Ask for the first slot of ``agenda.popup`` where that is wanted; ``bring_card`` where it cannot be seen."""
        if self._is_wanted():
            from backtracker.ui.reminders.native import Asked, step_note

            slot = agenda.popup[0]
            note = step_note(agenda, slot, self._desk.settings.neutral, self._desk.zone())
            self._speak(Asked(note, slot=slot, bring_card=bring_card))

    def show_time_up(self, agenda: Agenda, bring_card: Callable[[], None]) -> None:
        """Tell that the time of the session of ``agenda`` is up, where that is wanted."""
        if agenda.session is not None and self._is_wanted():
            from backtracker.ui.reminders.native import Asked, time_up_note

            note = time_up_note(agenda, self._desk.settings.neutral, self._desk.zone())
            self._speak(Asked(note, session_id=agenda.session.treatment.id, bring_card=bring_card))

    def withdraw(self) -> None:
        """It was seen to elsewhere."""
        self._asked = None
        if self._voice is not None:
            self._voice.withdraw()

    def _is_wanted(self) -> bool:
        return self._met and self._desk.settings.remind_by != "popup"

    def _speak(self, asked: "Asked") -> None:
        voice = self._voice_now()
        if voice is not None:
            self._asked = asked
            voice.show(asked.note, watched=self.speaks_alone and not asked.note.urgent)

    def _voice_now(self) -> "Notifications | Balloon | None":
        if self._voice is not None:
            return self._voice
        bus, icon = self._session_bus(), self._icon()
        if bus is not None:
            from backtracker.ui.desktop.notifications import Notifications

            self._voice = Notifications(bus, self._desk.folder, self)
        elif icon is not None:
            from backtracker.ui.desktop.balloon import Balloon

            self._voice = Balloon(icon, self)
        if self._voice is not None:
            self._voice.pressed.connect(self._pressed)
            self._voice.closed.connect(self._closed)
            self._voice.failed.connect(self._failed)
            self._voice.doubted.connect(self._doubted)
        return self._voice

    # What comes back ---------------------------------------------------------------------------

    def _take(self, note: "Note") -> "Asked | None":
        if self._asked is None or self._asked.note is not note:
            return None
        asked, self._asked = self._asked, None
        return asked

    def _pressed(self, note: "Note", key: str) -> None:
        asked = self._take(note)
        if asked is None:
            return
        if asked.errand is not None:
            self.errand_pressed.emit(asked.errand, key)
            return
        from backtracker.ui.reminders.native import deed

        agenda = self._ticker.agenda
        wanted = deed(asked, key, agenda.session if agenda is not None else None, self._desk.now())
        if wanted is not None:
            self._desk.do(wanted, None, self, lambda sentence: self._not_kept(asked, sentence))
        elif key == "hush":
            self.hushed.emit()
        else:
            self.opened.emit()
            if key == "over":
                self.over.emit()

    def _not_kept(self, asked: "Asked", sentence: str) -> None:
        """The notification is gone, so the card asks once more, unless it was answered by then."""
        self._desk.failed.emit(sentence)
        asked.bring_card()

    def _closed(self, note: "Note") -> None:
        """Closed by the person or gone by itself: like closing the card, the step stays on the Today page."""
        self._take(note)

    def _failed(self, note: "Note") -> None:
        asked = self._take(note)
        if asked is not None:
            asked.bring_card()

    def _doubted(self, note: "Note") -> None:
        """The card comes as well. The notification is asked for on: if its service was only slow, its buttons count."""
        if self._asked is not None and self._asked.note is note:
            self._asked.bring_card()

    # After the start ---------------------------------------------------------------------------

    def _settle(self) -> None:
        from backtracker.paths import MARK

        if self._is_wanted() or (self._desk.folder / MARK).exists():
            voice = self._voice_now()
            if voice is not None:
                voice.open()
        self._listen_for_sleep(self._ticker.agenda)

    def _tune(self) -> None:
        """The settings may have changed."""
        if not self._is_wanted() and self._voice is not None:
            asked, self._asked = self._asked, None
            self._voice.close()
            if asked is not None:
                asked.bring_card()
        elif self._is_wanted() and self._desk.is_open and not self._settling.isActive():
            self._settling.start()

    def listen(self) -> None:
        """Hear of the computer's sleep where something is to come up on waking, and no longer where nothing is."""
        if self._met:
            self._listen_for_sleep(self._ticker.agenda)

    def _listen_for_sleep(self, agenda: Agenda | None) -> None:
        """While an episode runs or an errand is coming: else nothing has to come up on waking."""
        if _by_qt():
            return
        wanted = agenda is not None or self.expects()
        if not wanted and self._sleep is not None:
            self._sleep.close()
            self._sleep.deleteLater()
            self._sleep = None
        elif wanted and self._sleep is None and self._desk.is_open and not self._settling.isActive():
            from backtracker.ui.desktop.sleep import Sleep

            self._sleep = Sleep(self)
            self._sleep.woke.connect(self._ticker.look_again)


def _by_qt() -> bool:
    """Where there is no bus, or no jeepney to speak over it, Qt speaks to the desktop."""
    return sys.platform != "linux"
