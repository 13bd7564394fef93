"""Quiet hours and pauses: when nothing may pop up, and where a time moved out of them lands.

All instants are aware UTC; the night is on the wall, so the time zone is an argument.
Standard library only.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calm:
    """The hours in which nothing pops up: ``start`` to ``end`` on the wall in ``zone``, and ``pauses``.

    ``pauses`` are (from, until) instants. Equal ``start`` and ``end`` mean no quiet hours.
    A night lasts from the first time the wall shows ``start`` to the last time it shows ``end``:
    the hour that comes twice in autumn does not end it early.
    """

    start: time
    end: time
    zone: tzinfo
    pauses: tuple[tuple[datetime, datetime], ...] = ()

    def night_end(self, at: datetime) -> datetime | None:
        """The end of the quiet hours that ``at`` lies in, or None by day."""
        found = None
        while later := self._end_of_night_around(found or at):
            found = later
        return found

    def next_night(self, at: datetime) -> datetime | None:
        """When the next quiet hours begin after ``at``, or None without quiet hours."""
        return min((since for since, _ in self._nights(at) if since > at), default=None)

    def next_day(self, at: datetime) -> datetime:
        """The first midnight on the wall after ``at``."""
        today = at.astimezone(self.zone).date()
        found = (on_wall(today + ahead * DAY, time(), self.zone) for ahead in (1, 2))
        return next(midnight for midnight in found if midnight > at)

    def pause_end(self, at: datetime) -> datetime | None:
        """The end of the pause that ``at`` lies in, or None."""
        return max((until for since, until in self.pauses if since <= at < until), default=None)

    def last_end(self, at: datetime) -> datetime | None:
        """The last time up to ``at`` that quiet hours or a pause ended; None within them, or where none are known."""
        if self.night_end(at) or self.pause_end(at):
            return None
        ends = [until for _, until in (*self.pauses, *self._nights(at)) if until <= at]
        return max(ends, default=None)

    def hold(self, at: datetime) -> datetime:
        """``at``, or the first instant after it that is neither in the quiet hours nor in a pause."""
        while later := self.night_end(at) or self.pause_end(at):
            at = later
        return at

    def awake_after(self, at: datetime, waking: timedelta) -> datetime:
        """The instant at which ``waking`` time outside the quiet hours has passed since ``at``."""
        left = waking
        at = self.night_end(at) or at
        while (night := self.next_night(at)) is not None and night - at < left:
            left -= night - at
            at = self.night_end(night) or night
        return at + left

    def _end_of_night_around(self, at: datetime) -> datetime | None:
        return max((until for since, until in self._nights(at) if since <= at < until), default=None)

    def _nights(self, at: datetime) -> tuple[tuple[datetime, datetime], ...]:
        return _nights_around(self.start, self.end, self.zone, at.astimezone(self.zone).date())


@lru_cache(maxsize=256)
def _nights_around(start: time, end: time, zone: tzinfo, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """The quiet hours that begin from the day before the local ``day`` to the second day after it."""
    if start == end:
        return ()
    found = []
    for ahead in (-1, 0, 1, 2):
        evening = day + ahead * DAY
        morning = evening if start < end else evening + DAY
        night = on_wall(evening, start, zone), on_wall(morning, end, zone, last=True)
        if night[0] < night[1]:
            found.append(night)
    return tuple(found)


def on_wall(day: date, clock: time, zone: tzinfo, *, last: bool = False) -> datetime:
    """The first instant (or the ``last``) at which the wall in ``zone`` reaches ``clock`` on ``day``, in UTC.

    A time that the clocks skip is reached at the instant of the jump, even when it skips the whole day.
    """
    wall = datetime.combine(day, clock)
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if first <= second:
        return second if last else first
    before, after = second, first  # in a gap the two readings lie on both sides of the jump
    while after - before > timedelta.resolution:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            before = middle
        else:
            after = middle
    return after
