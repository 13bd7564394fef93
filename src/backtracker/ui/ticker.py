"""The one timer behind all reminders: asks the pure schedule what is due, and says so.

It keeps the running episode's log, asks for it anew after every change, and computes the
agenda on each tick. It ticks when the agenda next changes by itself, and at least every
30 seconds while an episode runs, because a wall clock can be set and a laptop can sleep.
Without an episode it sleeps until something is logged or the day ends.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from backtracker.ui.desk import Desk

if TYPE_CHECKING:
    from backtracker.core.model import EpisodeLog
    from backtracker.core.protocol import Agenda

LONGEST_TICK = timedelta(seconds=30)
LONGEST_CALM_TICK = timedelta(hours=1)
SHORTEST_TICK = timedelta(milliseconds=50)
CLOCKS_MAY_DIFFER = timedelta(seconds=2)
"""So much may lie between the wall clock and the steady one without anybody having set the wall clock."""
TELL_AGAIN = timedelta(seconds=50)
"""What only counts down is told this often: minutes are what is shown of it."""


class Ticker(QObject):
    """Announces the agenda and what should come up.

    ``ticked`` carries the agenda of now, or None when no episode runs; where nothing but the
    minutes has changed it comes about once a minute. ``came_up`` carries an
    agenda whose pop-up is marked as shown on disk; one that cannot be marked comes up all the
    same, once, and the reason is said. ``time_up`` carries the agenda when a session's time is
    up, on each tick until it is answered. ``day_changed`` comes at midnight.

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
        self._day: date | None = None
        self._session_seen: tuple[str, float, timedelta] | None = None
        self._computed_for: tuple[object, ...] = ()
        self._told: datetime | None = None
        self._bringing_up = False
        self._unmarked: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tick)
        desk.opened.connect(self.refresh)
        desk.changed.connect(self.refresh)
        desk.settings_changed.connect(self.tick)

    def refresh(self) -> None:
        """Ask for the running episode anew, then tick."""
        self._desk.ask(lambda journal: journal.running_log(), self._take, self)

    def tick(self) -> None:
        """Compute what is due now, announce it, and sleep until the next time it matters."""
        self._timer.stop()
        now = self._desk.now()
        today = now.astimezone(self._desk.zone()).date()
        day_before, self._day = self._day, today
        if day_before not in (None, today):
            self.day_changed.emit()
        if self._still_holds(now):
            self._count_down(now)
            self._sleep(now, today)
            return
        log = self.log
        self.agenda = None if log is None else self._true_to_time(self._plan(log, now), now)
        self._computed_for, self._told = self._inputs(), now
        self.held = self.held and self.agenda is not None and bool(self.agenda.popup)
        self.ticked.emit(self.agenda)
        if self.agenda is not None and self.agenda.session is None and log is not None and self._overdue(log, now):
            self._desk.do(lambda journal: journal.end_overdue(), None, self)
        if self.agenda is not None and self.agenda.session is not None and self.agenda.session.over:
            self.time_up.emit(self.agenda)
        if self._may_bring_up():
            self._bringing_up = True
            self._desk.do(lambda journal: journal.bring_up(), self._came_up, self, self._not_marked)
        self._sleep(now, today)

    def _may_bring_up(self) -> bool:
        if self.agenda is None or not self.agenda.popup or not self._desk.settings.reminders or self._bringing_up:
            return False
        return self.holds is None or not self.holds(self.agenda)

    def stop(self) -> None:
        """Tick no more."""
        self._timer.stop()

    def _take(self, log: "EpisodeLog | None") -> None:
        self.log = log
        self.tick()

    def _came_up(self, agenda: "Agenda | None") -> None:
        self._bringing_up = False
        if agenda is not None and self._is_new(agenda):
            self.came_up.emit(agenda)

    def _not_marked(self, sentence: str) -> None:
        """A full disk must not keep a reminder away; what was shown is known here until it can be marked."""
        self._bringing_up = False
        if self.agenda is not None and self.agenda.popup and self._is_new(self.agenda):
            self._unmarked.update(slot.showing for slot in self.agenda.popup)
            self.came_up.emit(self.agenda)
            self._desk.failed.emit(sentence)

    def _is_new(self, agenda: "Agenda") -> bool:
        return not self._unmarked.issuperset(slot.showing for slot in agenda.popup)

    def _plan(self, log: "EpisodeLog", now: datetime) -> "Agenda":
        from backtracker.core import protocol

        return protocol.agenda(self._desk.settings.rules, log, now, self._desk.zone())

    def _true_to_time(self, agenda: "Agenda", now: datetime) -> "Agenda":
        """``agenda``, its session ending when the time has truly passed, also if the clock was set back meanwhile."""
        from backtracker import clock

        session = agenda.session
        if session is None:
            self._session_seen = None
            return agenda
        steady = clock.monotonic()
        if self._session_seen is None or self._session_seen[0] != session.treatment.id:
            self._session_seen = session.treatment.id, steady, session.ends - now
        left = self._session_seen[2] - timedelta(seconds=steady - self._session_seen[1])
        ends = min(session.ends, now + left)
        if session.ends - ends < CLOCKS_MAY_DIFFER:
            return agenda
        wake = min((each for each in (agenda.wake, ends) if each is not None and each > now), default=None)
        return replace(agenda, session=replace(session, ends=ends, over=now >= ends), wake=wake)

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

    def _sleep(self, now: datetime, today: date) -> None:
        if self.agenda is None:
            midnight = datetime.combine(today + timedelta(days=1), time(), tzinfo=self._desk.zone())
            wait = min(LONGEST_CALM_TICK, midnight - now.astimezone(self._desk.zone()))
        else:
            wait = min(LONGEST_TICK, (self.agenda.wake or now + LONGEST_TICK) - now)
        self._timer.start(round(max(wait, SHORTEST_TICK) / timedelta(milliseconds=1)) + 1)
