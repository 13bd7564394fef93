"""Quiet hours and pauses: when nothing may pop up, and where a time moved out of them lands.

All instants are aware UTC; the night is on the wall, so the time zone is an argument.
Standard library only.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Calm:
    """The hours in which nothing pops up: ``start`` to ``end`` on the wall in ``zone``, and ``pauses``.

    ``pauses`` are (from, until) instants. Equal ``start`` and ``end`` mean no quiet hours.
    """

    start: time
    end: time
    zone: tzinfo
    pauses: tuple[tuple[datetime, datetime], ...] = ()

    def night_end(self, at: datetime) -> datetime | None:
        """The end of the quiet hours that ``at`` lies in, or None by day."""
        if self.start == self.end:
            return None
        wall = at.astimezone(self.zone)
        clock = wall.time().replace(tzinfo=None)
        inside = self.start <= clock < self.end if self.start < self.end else not self.end <= clock < self.start
        return self._next(self.end, wall.date(), at) if inside else None

    def next_night(self, at: datetime) -> datetime | None:
        """When the next quiet hours begin after ``at``, or None without quiet hours."""
        if self.start == self.end:
            return None
        return self._next(self.start, at.astimezone(self.zone).date(), at)

    def pause_end(self, at: datetime) -> datetime | None:
        """The end of the pause that ``at`` lies in, or None."""
        return max((until for since, until in self.pauses if since <= at < until), default=None)

    def hold(self, at: datetime) -> datetime:
        """``at``, or the first instant after it that is neither in the quiet hours nor in a pause."""
        while True:
            later = self.night_end(at) or self.pause_end(at)
            if later is None:
                return at
            at = later

    def awake_after(self, at: datetime, waking: timedelta) -> datetime:
        """The instant at which ``waking`` time outside the quiet hours has passed since ``at``."""
        left = waking
        at = self.night_end(at) or at
        while (night := self.next_night(at)) is not None and night - at < left:
            left -= night - at
            at = self.night_end(night) or night
        return at + left

    def _next(self, clock: time, day: date, after: datetime) -> datetime:
        """The first instant after ``after`` at which the wall shows ``clock``.

        A time that the clocks skip in spring is taken where the wall is once it has jumped;
        one that comes twice in autumn is taken each time it comes.
        """
        found = [
            datetime.combine(day + timedelta(days=ahead), clock.replace(fold=fold), tzinfo=self.zone).astimezone(UTC)
            for ahead in range(3)
            for fold in (0, 1)
        ]
        return min(instant for instant in found if instant > after)
