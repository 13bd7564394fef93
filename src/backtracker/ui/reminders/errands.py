"""Who brings up the errands: one card or notification for whatever the parts of the care ask for, one at a time.

Nothing is polled. The journal is asked after each change and when the next thing is due; while nothing is coming
no timer runs. Qt's timers stand still in suspend and a wall clock can be set, so the way to something that is far
is made in steps, and what is near is looked for every half minute. What gives way to a step of the episode, to the
spasm screen or to a red-flag notice comes back when there is room again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, QTimer, Signal

from backtracker.core.model import CLOCKS_DIFFER
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.reminders.lead import Lead
from backtracker.ui.reminders.reminders import Reminders
from backtracker.ui.ticker import Ticker

if TYPE_CHECKING:
    from backtracker.core.errand import Errand
    from backtracker.core.errands import Docket
    from backtracker.journal import Journal
    from backtracker.ui.reminders.ask_card import AskCard

NEAR = timedelta(minutes=10)
STEP = timedelta(minutes=10)
"""Something that is not near is gone towards in steps of this length."""
TICK = timedelta(seconds=30)


class Errands(QObject):
    """Owns the card. ``sounded`` comes with it where there is to be a sound, ``heard`` with each docket.

    ``open_requested`` carries an errand that is answered in the window. ``other_card`` tells whether
    something is asked that is neither an errand nor a step. ``clear_of``: not to cover.
    """

    sounded = Signal()
    heard = Signal(object)
    open_requested = Signal(object)

    def __init__(self, desk: Desk, ticker: Ticker, reminders: Reminders, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ticker, self._reminders, self._desktop = desk, ticker, reminders, reminders.desktop
        self.other_card: Callable[[], bool] = lambda: False
        self.clear_of: Callable[[], QRect] = QRect
        self.card: AskCard | None = None
        self.docket: Docket | None = None
        self._errand: Errand | None = None
        self._waiting: Errand | None = None
        self._unmarked: set[str] = set()
        self._lead = Lead(desk)
        self._coming = self._answering = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tick)
        for changed in (desk.opened, desk.changed, desk.settings_changed, ticker.day_changed, reminders.popup.left):
            changed.connect(self.look)
        ticker.ticked.connect(self._ticked)
        for leads in (ticker.came_up, ticker.time_up):
            leads.connect(self._give_way)
        self._desktop.expects = lambda: self.expects
        self._desktop.told.connect(self._told)
        self._desktop.errand_pressed.connect(self._note_pressed)

    @property
    def asks(self) -> bool:
        """Whether one is asked, on the card or in a notification."""
        return (self.card is not None and self.card.isVisible()) or self._desktop.errand is not None

    @property
    def expects(self) -> bool:
        """Whether any is still to come up, so that the program is wanted in the tray."""
        coming = self.docket is not None and any(not each.asked for each in self.docket.waiting)
        return self._desk.settings.reminders and coming

    @property
    def is_paused(self) -> bool:
        """Whether the person has asked for no reminders for now."""
        until = self.docket.paused_until if self.docket is not None else None
        return until is not None and self._desk.now() < until

    def close(self) -> None:
        """Look no more, and take the card away for good."""
        self._timer.stop()
        if self.card is not None:
            self.card.deleteLater()
            self.card = None

    def set_led(self, led: bool) -> None:
        """Whether the spasm screen is open, which leads."""
        if self._lead.set(led):
            self._step_back(led)

    def set_flagged(self, flagged: bool) -> None:
        """Whether the notice of a warning sign is up: nothing is asked beside it."""
        self._step_back(flagged)

    def _step_back(self, back: bool) -> None:
        """Take away what is asked, or look whether it may come again."""
        if back:
            self._give_way()
        else:
            self.look()

    # Looking -----------------------------------------------------------------------------------

    def look(self, *_: object) -> None:
        """Ask what stands; :meth:`_heard` goes on from the answer."""
        if self._desk.is_open:
            silenced, card_up = self._around()
            self._desk.ask(lambda journal: journal.docket(silenced=silenced, card_up=card_up), self._heard, self)

    def _around(self) -> tuple[bool, bool]:
        return self._is_silenced, self._lead.is_on or self._reminders.asks or self.other_card()

    @property
    def _is_silenced(self) -> bool:
        """Whether a red-flag notice is up."""
        return self._desk.standing is not None

    def _tick(self) -> None:
        if self._is_waited_for or self._is_stale(self._desk.now()):
            self.look()
        else:
            self._sleep()

    def _is_stale(self, now: datetime) -> bool:
        """Whether what stood may have changed by itself, or the clock was set back since."""
        found = self.docket
        if found is None or now < found.now - CLOCKS_DIFFER:
            return True
        return found.wake is not None and now >= found.wake

    def _ticked(self, _agenda: object) -> None:
        """The ticker wakes the program anyway, and whoever comes back to the window makes it tick."""
        if self._is_waited_for or self._timer.isActive():
            self._tick()

    def _told(self) -> None:
        if self._is_waited_for:
            self.look()

    @property
    def _is_waited_for(self) -> bool:
        """Whether something would come up, and only has to find room; the end of a night or a pause is known."""
        if self.docket is not None and self.docket.calm:
            return False
        return self._waiting is not None or (self.docket is not None and self.docket.due)

    def _sleep(self) -> None:
        found = self.docket
        if found is None or not self._desk.settings.reminders or (found.wake is None and not self._is_waited_for):
            self._timer.stop()
            return
        left = TICK if found.wake is None else found.wake - self._desk.now()
        wait = min(left, TICK) if self._is_waited_for or left <= NEAR else min(left - NEAR, STEP)
        self._timer.start(max(1, round(wait / timedelta(milliseconds=1)) + 1))

    def _heard(self, found: "Docket") -> None:
        self.docket = found
        self.heard.emit(found)
        self._check_still_asked(found)
        if self._is_silenced or found.calm:
            self._give_way()
        if self._desk.settings.reminders and not self._coming:
            self._bring_up(found)
        self._sleep()
        self._desktop.listen()

    def _bring_up(self, found: "Docket") -> None:
        silenced, card_up = self._around()
        if self._waiting is not None and not self.asks and found.free and not (silenced or card_up):
            waiting, self._waiting = self._waiting, None
            self._show(waiting, new=False)
        elif found.errand is not None and found.errand.key not in self._unmarked and not self._desktop.holds_errand():
            self._coming = True
            self._desk.do(
                lambda journal: journal.bring_up_errand(silenced=silenced, card_up=card_up),
                self._come_up,
                self,
                partial(self._not_noted, found.errand),
            )

    def _check_still_asked(self, found: "Docket") -> None:
        """Answered in the window or by another process, or of no use any more: it goes."""
        if self._waiting is not None and not self._still(found, self._waiting):
            self._waiting = None
        if self._errand is not None and self.asks and not self._still(found, self._errand):
            self._put_away()

    def _still(self, found: "Docket", errand: "Errand") -> bool:
        return found.asks(errand.key) or (errand.key in self._unmarked and found.waits(errand.key))

    # The card ----------------------------------------------------------------------------------

    def _come_up(self, errand: "Errand | None") -> None:
        self._coming = False
        if errand is None:
            return
        if any(self._around()):
            self._waiting = errand  # something came in between
        else:
            self._show(errand, new=True)

    def _not_noted(self, errand: "Errand", sentence: str) -> None:
        """A full disk must not keep it away."""
        self._unmarked.add(errand.key)
        self._come_up(errand)
        self._desk.failed.emit(sentence)

    def _show(self, errand: "Errand", *, new: bool) -> None:
        self._errand, self._waiting, self._answering = errand, None, False
        self._desktop.show_errand(errand, partial(self._show_card, errand))
        if not self._desktop.speaks_alone:
            self._show_card(errand)
        elif self.card is not None:
            self.card.hide()
        if new and self._desk.settings.sound and not self._desktop.is_deaf:
            self.sounded.emit()

    def _show_card(self, errand: "Errand") -> None:
        from backtracker.core import errands
        from backtracker.ui.reminders.ask_card import AskCard

        if self.card is None:
            self.card = AskCard(translate("Errands", "Skip"), errands.SNOOZES)
            self.card.done.connect(lambda: self._done(self._errand))
            self.card.other.connect(lambda: self._other(self._errand))
            self.card.later.connect(lambda minutes: self._later(self._errand, minutes))
            self.card.left_out.connect(lambda: self._skip(self._errand))
        self._errand = errand
        self.card.clear_of = self.clear_of
        action = errand.action or translate("Errands", "Done")
        self.card.ask(errand.title, errand.words, action, errand.icon, errand.tone, errand.other)

    def _give_way(self, *_: object) -> None:
        """Something else leads: what is asked comes back when there is room, unless it was answered by then."""
        if self.asks and not self._answering:
            self._waiting = self._errand
        self._put_away()

    def _put_away(self) -> None:
        if self.card is not None:
            self.card.hide()
        if self._desktop.errand is not None:
            self._desktop.withdraw()

    # Answers -----------------------------------------------------------------------------------

    def _note_pressed(self, errand: "Errand", key: str) -> None:
        """A button of the notification, which is gone by now."""
        from backtracker.ui.reminders.native import LATER_MINUTES

        if key == "later":
            self._later(errand, LATER_MINUTES)
        elif key == "skip":
            self._skip(errand)
        elif key == "done":
            self._done(errand)
        elif key == "other":
            self._other(errand)
        else:
            self._put_away()
            self.open_requested.emit(errand)

    def _done(self, errand: "Errand | None") -> None:
        if errand is not None and errand.opens:
            self._put_away()
            self.open_requested.emit(errand)
        elif errand is not None:
            self._answer(errand, lambda journal: journal.errand_done(errand))

    def _other(self, errand: "Errand | None") -> None:
        if errand is not None:
            self._answer(errand, lambda journal: journal.errand_other(errand))

    def _later(self, errand: "Errand | None", minutes: int) -> None:
        if errand is not None:
            self._answer(errand, lambda journal: journal.errand_later(errand, minutes))

    def _skip(self, errand: "Errand | None") -> None:
        if errand is not None:
            self._answer(errand, lambda journal: journal.errand_skipped(errand))

    def _answer(self, errand: "Errand", deed: "Callable[[Journal], Any]") -> None:
        """Hide only once the answer is on disk; trouble leaves the card where it is, or brings it."""
        if self._answering:
            return
        self._answering = True

        def kept(_: object) -> None:
            self._answering = False
            if self._errand is errand:
                self._put_away()

        def not_kept(sentence: str) -> None:
            self._answering = False
            self._desk.failed.emit(sentence)
            if not self.asks:
                self._show_card(errand)

        self._desk.do(deed, kept, self, not_kept)
