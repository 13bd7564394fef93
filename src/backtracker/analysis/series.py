"""What a course of sessions did: the pain before and after each, and from its first sessions to its last.

May import ``core``; standard library only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from backtracker.core.care.courses import Session
from backtracker.core.change import clearly_lower

FEWEST = 6
"""Sessions with pain before them, before the first and the last are compared."""
MOST_COMPARED = 3
"""So many of the first and of the last sessions are compared at most, and never more than a third of all: what lies in
between is on its way from one to the other, and would blur both."""
FEWEST_CHANGES = 3
"""Sessions with pain before and after, before it is said what one did as a rule."""
AVERAGE_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Rated:
    """One session: when, and the pain before and after it where it was said."""

    at: datetime
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """The sessions of one course in the order of their time. ``at`` is local, with the offset of then.

    ``first`` and ``last`` are the usual (median) pain before the first and before the last third of the sessions that
    have it, of :data:`MOST_COMPARED` each at most; empty with fewer than :data:`FEWEST`. ``change`` is the usual
    change from before to after one session, below 0 for relief, empty with fewer than :data:`FEWEST_CHANGES`.
    """

    sessions: tuple[Rated, ...] = ()
    first: float | None = None
    last: float | None = None
    change: float | None = None

    @property
    def rated(self) -> int:
        """How many sessions have the pain before them."""
        return sum(each.before is not None for each in self.sessions)

    @property
    def days(self) -> int:
        """Days from the first session to the last."""
        return (self.sessions[-1].at.date() - self.sessions[0].at.date()).days if self.sessions else 0

    @property
    def months(self) -> int:
        """Months from the first session to the last, to the nearest."""
        return round(self.days / AVERAGE_MONTH)

    @property
    def verdict(self) -> str:
        """``lower``, ``higher``, ``same``, or ``open`` while there are too few sessions to tell."""
        if self.first is None or self.last is None:
            return "open"
        if clearly_lower(self.first, self.last):
            return "lower"
        return "higher" if clearly_lower(self.last, self.first) else "same"


def series_of(sessions: Sequence[Session]) -> Series:
    """The numbers of a course, whose ``sessions`` stand in the order of their time."""
    seen = tuple(Rated(each.moment.local, each.before, each.after) for each in sessions)
    before = [each.before for each in seen if each.before is not None]
    changes = [each.change for each in sessions if each.change is not None]
    enough, compared = len(before) >= FEWEST, min(MOST_COMPARED, len(before) // 3)
    return Series(
        seen,
        float(median(before[:compared])) if enough else None,
        float(median(before[-compared:])) if enough else None,
        float(median(changes)) if len(changes) >= FEWEST_CHANGES else None,
    )
