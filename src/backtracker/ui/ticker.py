"""The one timer behind all reminders: asks the pure schedule what is due, and says so.

It keeps the running episode's log, asks for it anew after every change, and computes the
agenda on each tick. It ticks when the agenda next changes by itself, and at least every
30 seconds while an episode runs, because a wall clock can be set and a laptop can sleep:
each tick looks whether that happened (:meth:`Ticker.look_again`). Qt's timers stand still in
suspend, so a tick may come 30 seconds after waking; the desktop's sleep signal is quicker.
Without an episode it sleeps until something is logged, the day ends or an hour has passed;
the window lets it look when someone comes back to it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from backtracker.ui.desk import Desk
from backtracker.ui.true_time import TrueTime

if TYPE_CHECKING:
    from backtracker.core.model import EpisodeLog
    from backtracker.core.protocol import Agenda
    from backtracker.journal import Journal

LONGEST_TICK = timedelta(seconds=30)
LONGEST_CALM_TICK = timedelta(hours=1)
SHORTEST_TICK = timedelta(milliseconds=50)
TELL_AGAIN = timedelta(seconds=50)
"""What only counts down is told this often: minutes are what is shown of it."""


class Ticker(QObject):
    """Announces the agenda and what should come up.

    ``ticked`` carries the agenda of now, or None when no episode runs; where nothing but the
    minutes has changed it comes about once a minute. ``came_up`` carries an
    agenda whose pop-up is marked as shown on disk; one that cannot be marked comes up all the
    same, once, and the reason is said. ``time_up`` carries the agenda when a session's time is
    up, on each tick until it is answered. ``day_changed`` comes at midnight, and whenever today
    may be another day than it was: in another time zone, after a sleep, when the clock was set.

    :attr:`holds` is asked before anything is marked as shown and comes up; what it holds is asked for
    again on each tick. :attr:`held` says that something waits for the end of do not disturb.
    """

    ticked = Signal(object)
    came_up = Signal(object)
    time_up = Signal(object)
    day_changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.log: EpisodeLog | None = None
        self.agenda: Agenda | None = None
        self.holds: Callable[[Agenda], bool] | None = None
        self.held = False
        self._flagged = False
        self._day: tuple[object, tzinfo] | None = None
        self._true_time = TrueTime()
        self._computed_for: tuple[object, ...] = ()
        self._told: datetime | None = None
        self._bringing_up = False
        self._behind = False
        self._unmarked: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tick)
        desk.opened.connect(self.refresh)
        desk.changed.connect(self.refresh)
        desk.settings_changed.connect(self.tick)

    def refresh(self) -> None:
        """Ask for the running episode anew, then tick."""
        self._behind = False
        self._desk.ask(lambda journal: journal.running_log(), self._take, self)

    def set_flagged(self, flagged: bool) -> None:
        """Whether the notice of a warning sign is up: nothing comes up beside it, and nothing is marked as shown."""
        if flagged != self._flagged:
            self._flagged = flagged
            self.tick()

    def look_again(self) -> None:
        """Trust nothing that was computed before: the log is asked for anew, and the pages ask again.

        For the moment of waking. A tick does it by itself when it finds that the computer has slept or that
        the clock was set. What was on screen and could not be marked stays known, and so does how long ice
        has truly been on: neither hangs on the wall clock.
        """
        self._true_time.jumped(self._desk.now())
        self._computed_for = ()
        self._day = self._today(self._desk.now())
        self.day_changed.emit()
        if self._desk.is_open:
            self.refresh()
        self.tick()

    def tick(self) -> None:
        """Compute what is due now, announce it, and sleep until the next time it matters."""
        self._timer.stop()
        now = self._desk.now()
        if self._true_time.jumped(now):
            self.look_again()
            return
        day_before, self._day = self._day, self._today(now)
        if day_before not in (None, self._day):
            self.day_changed.emit()
        if self._behind:
            self.refresh()
        if self._still_holds(now):
            self._count_down(now)
        else:
            self._tell(now)
        self._sleep(now)

    def agenda_of(self, log: "EpisodeLog") -> "Agenda":
        """What the schedule says now about ``log``, the running episode; its session ends when its time has passed."""
        return self._plan(log, self._desk.now())

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    def _take(self, log: "EpisodeLog | None") -> None:
        self.log = log
        self.tick()

    def _today(self, now: datetime) -> tuple[object, tzinfo]:
        zone = self._desk.zone()
        return now.astimezone(zone).date(), zone

    def _tell(self, now: datetime) -> None:
        """Compute the agenda, announce it, and let come up what is due."""
        log = self.log
        self.agenda = agenda = None if log is None else self._plan(log, now)
        self._computed_for, self._told = self._inputs(), now
        self.held = self.held and agenda is not None and bool(agenda.popup)
        self.ticked.emit(agenda)
        if agenda is None or log is None:
            return
        if agenda.session is None and self._overdue(log, now):
            self._desk.do(lambda journal: journal.end_overdue(), None, self)
        if agenda.session is not None and agenda.session.over:
            self.time_up.emit(agenda)
        if agenda.popup and self._may_come_up(agenda):
            self._bringing_up = True
            self._desk.do(self._bring_up, self._came_up, self, self._not_marked)

    def _may_come_up(self, agenda: "Agenda") -> bool:
        """Whether what is due may come up now, or waits for a later tick. The alarm of a session asks nobody."""
        if not self._desk.settings.reminders or self._bringing_up or self._flagged:
            return False
        return self.holds is None or not self.holds(agenda)

    def _bring_up(self, journal: "Journal") -> "Agenda | None":
        """On the worker. Whatever goes wrong in it, the next tick may try again."""
        try:
            return journal.bring_up()
        finally:
            self._bringing_up = False

    def _came_up(self, agenda: "Agenda | None") -> None:
        if agenda is None:
            self._behind = True  # the record says otherwise: somebody else has written to it
        elif self._is_new(agenda):
            self.came_up.emit(agenda)

    def _not_marked(self, sentence: str) -> None:
        """A full disk must not keep a reminder away; what was shown is known here until it can be marked."""
        if self.agenda is not None and self.agenda.popup and self._is_new(self.agenda):
            self._unmarked.update(slot.showing for slot in self.agenda.popup)
            self.came_up.emit(self.agenda)
            self._desk.failed.emit(sentence)

    def _is_new(self, agenda: "Agenda") -> bool:
        return not self._unmarked.issuperset(slot.showing for slot in agenda.popup)

    def _plan(self, log: "EpisodeLog", now: datetime) -> "Agenda":
        from backtracker.core import protocol

        agenda = protocol.agenda(self._desk.settings.rules, log, now, self._desk.zone())
        return self._true_time.applied_to(agenda)

    def _overdue(self, log: "EpisodeLog", now: datetime) -> bool:
        from backtracker.core import protocol

        return any(protocol.ended_by_itself(each, now) for each in log.treatments)

    def _inputs(self) -> tuple[object, ...]:
        return id(self.log), self._desk.settings.rules, self._desk.settings.reminders, self._desk.zone()

    def _still_holds(self, now: datetime) -> bool:
        """Whether the last agenda is that of ``now`` too, but for the minutes: most ticks find nothing new."""
        last = self.agenda
        return (
            last is not None
            and last.session is None
            and not last.popup
            and last.now <= now < (last.wake or now)
            and self._computed_for == self._inputs()
        )

    def _count_down(self, now: datetime) -> None:
        if self.agenda is not None and self._told is not None and now - self._told >= TELL_AGAIN:
            self.agenda, self._told = replace(self.agenda, now=now), now
            self.ticked.emit(self.agenda)

    def _sleep(self, now: datetime) -> None:
        if self.agenda is None:
            here = now.astimezone(self._desk.zone())
            midnight = datetime.combine(here.date() + timedelta(days=1), time(), tzinfo=here.tzinfo)
            wait = min(LONGEST_CALM_TICK, midnight.astimezone(UTC) - now)
        else:
            wait = min(LONGEST_TICK, (self.agenda.wake or now + LONGEST_TICK) - now)
        self._timer.start(round(max(wait, SHORTEST_TICK) / timedelta(milliseconds=1)) + 1)
