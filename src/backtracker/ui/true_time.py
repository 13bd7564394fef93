"""What the clocks tell together: whether the wall clock was set or the computer slept, and how long ice was truly on.

Imports ``clock`` and ``core``; reads no Qt.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from backtracker import clock

if TYPE_CHECKING:
    from backtracker.core.protocol import Agenda

CLOCKS_MAY_DIFFER = timedelta(seconds=2)
"""So much may lie between the wall clock and a steady one without a sleep and without anybody having set it."""


class _Seen(NamedTuple):
    """A session when it was first seen: its name and plan, a steady clock, the end on the wall, what was left."""

    session: tuple[object, ...]
    steady: float
    ends: datetime
    left: timedelta


class TrueTime:
    """Remembers two clocks from one look to the next."""

    def __init__(self) -> None:
        self._last: tuple[datetime, float] | None = None
        self._seen: _Seen | None = None

    def jumped(self, now: datetime) -> bool:
        """Whether the wall clock, which shows ``now``, has left the steady one since it was last asked here.

        Ahead of it: the computer slept, or the clock was set forward. Behind: it was set back.
        """
        steady = clock.monotonic()
        last, self._last = self._last, (now, steady)
        return last is not None and abs(now - last[0] - timedelta(seconds=steady - last[1])) > CLOCKS_MAY_DIFFER

    def applied_to(self, agenda: "Agenda") -> "Agenda":
        """``agenda``, its session ending when its time has truly passed, whatever the wall clock was set to meanwhile.

        Time in which the computer slept counts: the ice stayed on the skin. Without a clock that tells sleep
        from setting, whichever end comes first holds: ice that is too short does no harm.
        """
        session = agenda.session
        if session is None:
            return agenda
        through_sleep = clock.boottime()
        steady = clock.monotonic() if through_sleep is None else through_sleep
        treatment = session.treatment
        name = treatment.id, treatment.moment.at, treatment.planned
        if self._seen is None or self._seen.session != name:
            self._seen = _Seen(name, steady, session.ends, session.ends - agenda.now)
        ends = agenda.now + self._seen.left - timedelta(seconds=steady - self._seen.steady)
        if through_sleep is None:
            ends = min(session.ends, ends)
        set_by = ends - self._seen.ends
        if abs(set_by) < CLOCKS_MAY_DIFFER:
            set_by = timedelta()
        if not set_by and abs(ends - session.ends) < CLOCKS_MAY_DIFFER:
            return agenda
        true = replace(session, ends=ends, over=agenda.now >= ends, set_by=set_by)
        wake = min((each for each in (agenda.wake, ends) if each is not None and each > agenda.now), default=None)
        return replace(agenda, session=true, wake=wake)
