"""Who asks for breaks from sitting: looks about once a minute whether somebody sits there, and brings the card up.

While breaks are off there is no timer and nobody is asked. While an episode runs its ticker wakes the
program once a minute anyway, and the look rides on that.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal

from backtracker import clock
from backtracker.core import standing
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.reminders.lead import Lead
from backtracker.ui.ticker import Ticker

if TYPE_CHECKING:
    from backtracker.core.breaks import Care, Sitting
    from backtracker.core.protocol import Agenda
    from backtracker.core.quiet import Calm
    from backtracker.journal import Change, Journal
    from backtracker.ui.desktop.idle import Idle
    from backtracker.ui.reminders.ask_card import AskCard

LOOK_EVERY_S = 70
"""A little more than the minute of the ticker, which comes first while it ticks."""
LOOK_AGAIN_S = 55
"""The desktop is asked no more often than this."""
LONGEST_SLEEP_S = 3600
"""By night, because a wall clock can be set."""


class Breaks(QObject):
    """Owns the card. ``sounded`` comes with it where there is to be a sound.

    ``held`` is asked only when the card is due, and tells whether it has to wait, for another card of ours or for
    do not disturb; whoever does not know yet says yes, and calls :meth:`look` when he does.
    ``clear_of`` which part of the screen it should not cover. ``idle`` makes who tells whether
    anybody is there; he is made when breaks are on, and closed when they are off.
    """

    sounded = Signal()

    def __init__(self, desk: Desk, ticker: Ticker, idle: "Callable[[], Idle]", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ticker = ticker
        self._make_idle = idle
        self._idle: Idle | None = None
        self.held: Callable[[], bool] = lambda: False
        self.clear_of: Callable[[], QRect] = QRect
        self.card: AskCard | None = None
        self.sitting: Sitting | None = None
        self._put_off: datetime | None = None
        self._asked: datetime | None = None
        self._name = ""
        self._came = 0
        self._lead = Lead(desk)
        self._coming = self._answering = self._flagged = False
        self._last_look: float | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        desk.opened.connect(self._opened)
        desk.settings_changed.connect(self._set)
        ticker.ticked.connect(self._ticked)
        ticker.came_up.connect(self._give_way)
        ticker.time_up.connect(self._give_way)

    @property
    def asks(self) -> bool:
        """Whether the card is on screen."""
        return self.card is not None and self.card.isVisible()

    def close(self) -> None:
        """Look no more, and take the card away for good."""
        self._rest()
        if self.card is not None:
            self.card.deleteLater()
            self.card = None

    def set_led(self, led: bool) -> None:
        """Whether the spasm screen is open: there is something more important."""
        if self._lead.set(led) and led:
            self._give_way()

    def set_flagged(self, flagged: bool) -> None:
        """Whether the notice of a warning sign is up: nothing else is asked beside it."""
        self._flagged = flagged
        if flagged:
            self._give_way()

    # On and off --------------------------------------------------------------------------------

    def _opened(self) -> None:
        """What was put off before a restart is asked for once more."""
        if self._desk.settings.breaks and self._idle is None:
            self._desk.ask(lambda journal: journal.break_put_off(), self._begin, self)

    def _set(self) -> None:
        on = self._desk.settings.breaks and self._desk.is_open
        if on and self._idle is None:
            self._begin(None)
        elif not on and self._idle is not None:
            self._rest()

    def _begin(self, put_off: datetime | None) -> None:
        if self._idle is None and self._desk.settings.breaks:
            self._idle, self._put_off = self._make_idle(), put_off
            self.look()

    def _rest(self) -> None:
        self._timer.stop()
        self._give_way()
        self.sitting = self._put_off = self._last_look = None
        if self._idle is not None:
            self._idle.close()
            self._idle.deleteLater()
            self._idle = None

    # Looking -----------------------------------------------------------------------------------

    def _ticked(self, agenda: "Agenda | None") -> None:
        if self.asks and agenda is not None and standing.is_calm(agenda):
            self._give_way()
        if self._last_look is not None and clock.monotonic() - self._last_look >= LOOK_AGAIN_S:
            self.look()

    def look(self) -> None:
        """Ask whether somebody is there, unless it is night; :meth:`_seen` goes on from the answer."""
        if self._idle is None:
            return
        self._last_look = clock.monotonic()
        now = self._desk.now()
        night = self._calm().night_end(now)
        if night is None:
            self._sleep(LOOK_EVERY_S)
            self._idle.ask(self._seen)
        else:
            self._give_way()
            self.sitting = None
            self._sleep(min((night - now).total_seconds(), LONGEST_SLEEP_S))

    def _sleep(self, seconds: float) -> None:
        self._timer.start(round(seconds * 1000))

    def _seen(self, idle: timedelta | None) -> None:
        from backtracker.core import breaks

        before = self.sitting
        now = self._desk.now()
        self.sitting = breaks.seen(before, now, clock.monotonic(), idle)
        if before is None and self._put_off is not None and not self.sitting.away:
            self.sitting = replace(self.sitting, put_off=self._put_off)
        self._put_off = None
        calm, steps = self._calm(), self._care()
        if self.asks and self.sitting.away:
            self._left(self.sitting.touched)
        elif self.asks and self._asked is not None and breaks.is_over(self.sitting, calm, steps, self._asked):
            self._give_way()
        elif self._may_come_up(calm, steps):
            self._coming = True
            self._desk.do(lambda journal: journal.break_shown(), self._come_up, self, self._not_noted)

    def _may_come_up(self, calm: "Calm", steps: "Care") -> bool:
        from backtracker.core import breaks

        if self.sitting is None or self.asks or self._coming or self._gives_way():
            return False
        return breaks.outlook(self.sitting, self._every, calm, steps).due and not self.held()

    @property
    def _every(self) -> timedelta:
        return timedelta(minutes=self._desk.settings.break_minutes)

    def _calm(self) -> "Calm":
        from backtracker.core import protocol

        log = self._ticker.log
        return protocol.calm(self._desk.settings.rules, log.acts if log is not None else (), self._desk.zone())

    def _care(self) -> "Care":
        from backtracker.core import breaks

        settings = self._desk.settings
        return breaks.care(settings.rules, self._ticker.log, self._ticker.agenda, settings.reminders)

    def _gives_way(self) -> bool:
        """Whether something more important is on screen."""
        return self._flagged or self._lead.is_on

    # The card ----------------------------------------------------------------------------------

    def _not_noted(self, sentence: str) -> None:
        """A full disk must not keep it away."""
        from backtracker.core import breaks

        self._come_up(breaks.key(self._desk.now()))
        self._desk.failed.emit(sentence)

    def _come_up(self, name: str) -> None:
        from backtracker.core import breaks
        from backtracker.ui.reminders.ask_card import AskCard

        self._coming = False
        if self.sitting is None or self._gives_way() or self.held():
            return  # something came in between; it stays due
        now = self._desk.now()
        self.sitting = breaks.begun_anew(self.sitting, now)
        self._asked, self._name, self._answering = now, name, False
        if self.card is None:
            self.card = AskCard(translate("Breaks", "Not now"), (breaks.LATER_MINUTES,))
            self.card.done.connect(self._up)
            self.card.later.connect(self._later)
            self.card.left_out.connect(self._not_now)
        self.card.clear_of = self.clear_of
        title, up = translate("Breaks", "Time to get up for a moment"), translate("Breaks", "I’m up")
        self.card.ask(title, breaks.hint(self._came), up)
        self._came += 1
        if self._desk.settings.sound:
            self.sounded.emit()

    def _give_way(self, *_: object) -> None:
        """Nothing is asked any more: something else leads, or it is night. What nobody answered is not told as done."""
        if self.card is not None:
            self.card.hide()

    # Answers -----------------------------------------------------------------------------------

    def _up(self) -> None:
        name, every = self._name, self._every
        self._answer(lambda journal: journal.break_taken(name, every), self._begin_anew)

    def _left(self, at: datetime) -> None:
        """Whoever leaves the computer has got up."""
        name, every = self._name, self._every
        self._answer(lambda journal: journal.break_taken(name, every, at))

    def _later(self, _minutes: int) -> None:
        name = self._name
        self._answer(lambda journal: journal.break_later(name), self._put_off_from_now)

    def _not_now(self) -> None:
        name = self._name
        self._answer(lambda journal: journal.break_skipped(name), self._begin_anew)

    def _answer(self, deed: "Callable[[Journal], Change]", then: Callable[[], None] | None = None) -> None:
        """Hide only once the answer is on disk; trouble leaves the card where it is."""
        if self._answering:
            return
        self._answering = True

        def kept(_: object) -> None:
            self._answering = False
            self._give_way()
            if then is not None:
                then()

        self._desk.do(deed, kept, self, self._not_kept)

    def _not_kept(self, sentence: str) -> None:
        self._answering = False
        self._desk.failed.emit(sentence)

    def _begin_anew(self) -> None:
        from backtracker.core import breaks

        if self.sitting is not None:
            self.sitting = breaks.begun_anew(self.sitting, self._desk.now())

    def _put_off_from_now(self) -> None:
        from backtracker.core import breaks

        if self.sitting is not None:
            until = self._desk.now() + timedelta(minutes=breaks.LATER_MINUTES)
            self.sitting = replace(self.sitting, put_off=until)
