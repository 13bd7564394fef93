"""What the clock on the wall showed at any instant of a log, where only its entries know the zone.

May import ``core``; standard library only.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from backtracker.core.model import Moment
from backtracker.core.zones import zone_at_entry

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Wall:
    """Local time along a log: from each entry on its zone holds, before the first one the first."""

    since: tuple[datetime, ...]
    zones: tuple[tzinfo, ...]

    @classmethod
    def of(cls, moments: Iterable[Moment]) -> "Wall":
        """The clock that the people of ``moments`` looked at. At least one moment."""
        since: list[datetime] = []
        zones: list[tzinfo] = []
        last: tuple[str, int] | None = None
        for moment in sorted(moments, key=lambda each: each.at):
            if (moment.zone, moment.offset) != last:
                last = (moment.zone, moment.offset)
                zone = zone_at_entry(moment)
                if not zones or zone != zones[-1]:
                    since.append(moment.at)
                    zones.append(zone)
        return cls(tuple(since), tuple(zones))

    def local(self, at: datetime) -> datetime:
        """``at`` as the wall clock showed it."""
        return at.astimezone(self._zone_at(at))

    def instant(self, day: date, clock: time) -> datetime:
        """When the wall clock showed ``clock`` on ``day``; the first time of two."""
        at = _instant(day, clock, self.zones[0])
        for _ in range(2):  # the zone depends on the instant, the instant on the zone
            at = _instant(day, clock, self._zone_at(at))
        return at

    def nights(self, start: datetime, end: datetime, quiet_from: time, quiet_to: time) -> list[Span]:
        """The quiet hours between ``start`` and ``end``, in order and cut to them."""
        nights: list[Span] = []
        bounds = [start, *(min(max(each, start), end) for each in self.since[1:]), end]
        for zone, (first, last) in zip(self.zones, pairwise(bounds), strict=True):
            day = first.astimezone(zone).date() - timedelta(days=1)
            while day <= last.astimezone(zone).date():
                wake = day if quiet_from <= quiet_to else day + timedelta(days=1)
                dusk = max(_instant(day, quiet_from, zone), first)
                dawn = min(_instant(wake, quiet_to, zone, fold=1), last)
                if dusk < dawn and quiet_from != quiet_to:
                    nights.append((dusk, dawn))
                day += timedelta(days=1)
        return nights

    def _zone_at(self, at: datetime) -> tzinfo:
        return self.zones[max(bisect_right(self.since, at) - 1, 0)]


def _instant(day: date, clock: time, zone: tzinfo, fold: int = 0) -> datetime:
    return datetime.combine(day, clock, zone).replace(fold=fold).astimezone(UTC)
