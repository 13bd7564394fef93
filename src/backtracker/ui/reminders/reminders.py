"""Who speaks when something is due: the card of our own, the desktop's notification, or both.

They share one state: what was answered in one, in the window or by another process goes from the other too.
"""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from backtracker.core import standing
from backtracker.core.model import EpisodeLog, Reading, pain_around
from backtracker.core.protocol import Agenda, Slot
from backtracker.ui.desk import Desk
from backtracker.ui.reminders.desktop import Desktop
from backtracker.ui.reminders.lead import Lead
from backtracker.ui.reminders.popup import PopUp
from backtracker.ui.ticker import Ticker


@dataclass(frozen=True, slots=True)
class Card:
    """What asks for a step: the agenda that brought it up, with the step first, and the last pain."""

    agenda: Agenda
    newest: Reading | None
    new: bool = True
    """It comes up for the first time; whether do not disturb holds it was asked before it was marked as shown."""

    @property
    def slot(self) -> Slot:
        """What it asks for."""
        return self.agenda.popup[0]


class Reminders(QObject):
    """Listens to the ticker and owns the one pop-up, and the link to the desktop.

    While the spasm screen leads (:meth:`set_led`), or the notice of a warning sign is up (:meth:`set_flagged`),
    only the alarm of the ice comes over it; all else waits. So it does at night, in a pause and in a session:
    what was up comes back after it, unless somebody answered or closed it (``core.standing``). So does what was up
    when the program was ended.
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
        self._lead = Lead(desk)
        self._flagged = False
        self._asking: Card | None = None
        self._waiting: Card | None = None
        self._pushed: Card | None = None
        self._on_its_way = False
        self._answered = self._said_up = self._card_up = ""
        self.popup = PopUp(desk)
        self.popup.answered.connect(self._note_answer)
        self.popup.rang.connect(self.alarm_requested)
        self.desktop = Desktop(desk, ticker, self)
        self.desktop.opened.connect(self.open_requested)
        self.desktop.told.connect(self._bring_back)
        self.desktop.hushed.connect(self.popup.hush)
        self.desktop.over.connect(self.popup.ask_over)
        for seen_to in (self.popup.left, self.popup.close_requested):
            seen_to.connect(self.desktop.withdraw)
        ticker.came_up.connect(self._come_up)
        ticker.time_up.connect(self._time_up)
        ticker.ticked.connect(self._ticked)
        desk.opened.connect(self._look_for_left)
        desk.changed.connect(self._renew_last)

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
        if self._lead.set(led):
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
        return self._lead.is_on or self._flagged

    def _bring_back(self) -> None:
        """Show what had to wait, as soon as it may be on screen; what was answered by then is forgotten."""
        waiting, agenda = self._waiting, self._ticker.agenda
        if waiting is None or self._gives_way():
            return
        if agenda is not None and standing.may_stand(agenda, waiting.slot):
            if waiting.new or not self.desktop.holds(agenda):
                self._waiting = None
                self._show(waiting)
        elif not standing.is_open(agenda, waiting.slot):
            self._waiting = None

    def _note_answer(self) -> None:
        """The ticker may look once more before it hears of the answer; the alarm does not ring for that."""
        self._answered = self.popup.session_id

    def _ticked(self, agenda: Agenda | None) -> None:
        if agenda is None or agenda.session is None:
            self._answered = ""  # from here on the same session can only be one that was taken back
        self._check_still_asked(agenda)
        if self._pushed is not None and not self.asks and self._waiting is None:
            self._waiting, self._pushed = self._pushed, None
        self._bring_back()

    # A step ------------------------------------------------------------------------------------

    def _look_for_left(self) -> None:
        """What was up when the program ended comes up once more; the desk has just opened the record."""
        self._desk.ask(lambda journal: journal.left_open(), self._bring_left, self)

    def _bring_left(self, left: tuple[Agenda, Reading | None] | None) -> None:
        if left is not None and self._desk.settings.reminders and self._waiting is None and not self.asks:
            self._waiting = Card(*left, new=False)
            self._bring_back()

    def _come_up(self, agenda: Agenda) -> None:
        if standing.rides(agenda, self.popup.slot):
            self._chime()
            return
        self._on_its_way = True
        self._desk.ask(
            lambda journal: journal.store.newest_reading(),
            lambda newest: self._come_up_with(agenda, newest),
            self,
            lambda _: self._come_up_with(agenda, None),  # without the last reading rather than not at all
        )

    def _come_up_with(self, agenda: Agenda, newest: Reading | None) -> None:
        self._on_its_way = False
        self._pushed = self._asking if standing.rides(agenda, self.desktop.slot) else None
        self._waiting = Card(agenda, newest)
        chimes = not self.desktop.is_deaf
        self._bring_back()
        if chimes and self._waiting is None:
            self._chime()

    def _renew_last(self, _change: object) -> None:
        if self.popup.slot is not None:
            self._desk.ask(lambda journal: journal.store.newest_reading(), self.popup.show_last, self.popup)

    def _chime(self) -> None:
        if self.popup.isVisible() or self.desktop.is_up:
            self.chime_requested.emit()

    def _show(self, card: Card) -> None:
        self._asking = replace(card, new=False)
        self.desktop.show_step(card.agenda, partial(self._show_card, card))
        if not self.desktop.speaks_alone:
            self.popup.show_step(card.agenda, card.newest)

    def _show_card(self, card: Card) -> None:
        """In place of a notification that nobody can answer."""
        if self.popup.slot != card.slot:
            self._waiting = card
            if standing.may_stand(self._ticker.agenda, card.slot) and not self._gives_way():
                self._waiting = None
                self.popup.show_step(card.agenda, card.newest)

    # The end of a session ----------------------------------------------------------------------

    def _time_up(self, agenda: Agenda) -> None:
        session = agenda.session
        if session is None or session.treatment.id == self._answered:
            return
        ice = session.treatment.kind == "ice"
        if not standing.may_tell_end(agenda) or (not ice and (self._gives_way() or self.desktop.holds(agenda))):
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
        """What was answered in the window or by another process goes, and what may not be on screen now, for a time."""
        if self.popup.slot is not None and not standing.may_stand(agenda, self.popup.slot):
            self._put_off(agenda)
            self.popup.hide()
        elif self.popup.isVisible() and self.popup.session_id and not tells_end(agenda, self.popup.session_id):
            self.popup.hide()
        if self.desktop.slot is not None and not standing.may_stand(agenda, self.desktop.slot):
            self._put_off(agenda)
            self.desktop.withdraw()
        elif self.desktop.session_id and not tells_end(agenda, self.desktop.session_id):
            self.desktop.withdraw()

    def _put_off(self, agenda: Agenda | None) -> None:
        if self._asking is not None and standing.is_open(agenda, self._asking.slot) and self._waiting is None:
            self._waiting = self._asking


def tells_end(agenda: Agenda | None, session_id: str) -> bool:
    """Whether ``agenda`` still has the end of the session ``session_id`` told."""
    found = agenda.session if agenda is not None else None
    return (
        agenda is not None and standing.may_tell_end(agenda) and found is not None and found.treatment.id == session_id
    )
