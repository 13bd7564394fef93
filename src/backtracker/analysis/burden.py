"""How much there was: the worst pain of each day of a year, and the days with pain by month.

May import ``core``; standard library only. A day without a reading is not known, never a day
without pain; days before the first record are neither. All dates are local dates at entry.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from backtracker.core.model import DayPain, Episode

STRONG = 4  # the bands of the scale are 0, 1 to 3, 4 to 6, 7 to 10
LATELY_MONTHS, FEWEST_MONTHS = 6, 3
DAYS_OF_A_MONTH = 30.44


class Known(Enum):
    """What can be said about a day."""

    RECORDED = "recorded"
    UNRECORDED = "not recorded"
    BEFORE = "before the first record"
    FUTURE = "still to come"


@dataclass(frozen=True, slots=True)
class Day:
    """One day: its worst level where one was recorded, and how many spasms began on it."""

    day: date
    known: Known
    worst: int | None = None
    began: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    """All days of a calendar year, 1 January first."""

    year: int
    today: date
    days: tuple[Day, ...]

    @property
    def recorded(self) -> int:
        """Days with at least one reading."""
        return sum(day.known is Known.RECORDED for day in self.days)

    @property
    def elapsed(self) -> int:
        """Days that could have a reading: from the first record to today."""
        return sum(day.known in (Known.RECORDED, Known.UNRECORDED) for day in self.days)

    @property
    def pain_days(self) -> int:
        """Days with a level of 1 or more."""
        return sum(bool(day.worst) for day in self.days)

    @property
    def strong_days(self) -> int:
        """Days with a level of 4 or more."""
        return sum((day.worst or 0) >= STRONG for day in self.days)

    @property
    def episodes(self) -> int:
        """Spasms that began in the year."""
        return sum(day.began for day in self.days)


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month. ``days`` counts those from the first record to today; ``recorded`` those with a reading."""

    first: date
    days: int
    recorded: int = 0
    pain_days: int = 0
    strong_days: int = 0
    episodes: int = 0
    begins_late: bool = False
    running: bool = False

    @property
    def last(self) -> date:
        """Its last day."""
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    @property
    def partial(self) -> bool:
        """Whether only a part of it counts: it holds the first record, or it is not over."""
        return self.begins_late or self.running

    @property
    def gap(self) -> bool:
        """Whether nothing is known about it: it breaks a line."""
        return self.recorded == 0

    @property
    def sound(self) -> bool:
        """Whether it can be compared: a whole month, at least half of it recorded."""
        return not self.partial and self.recorded * 2 >= self.days


@dataclass(frozen=True, slots=True)
class Trend:
    """Days with pain in a month's worth of recorded days: lately, and in as many months before."""

    lately: float
    before: float
    months: int


@dataclass(frozen=True, slots=True)
class Months:
    """Month after month without a hole, oldest first; months without a record are gaps."""

    months: tuple[Month, ...] = ()

    @property
    def episodes(self) -> int:
        """Spasms that began in them."""
        return sum(month.episodes for month in self.months)

    @property
    def sound(self) -> tuple[Month, ...]:
        """The months that can be compared."""
        return tuple(month for month in self.months if month.sound)

    @property
    def runs(self) -> tuple[tuple[Month, ...], ...]:
        """The recorded months, parted where a month is a gap."""
        runs: list[list[Month]] = [[]]
        for month in self.months:
            if month.gap:
                runs.append([])
            else:
                runs[-1].append(month)
        return tuple(tuple(run) for run in runs if run)

    @property
    def usual(self) -> float | None:
        """Days with pain in a month's worth of recorded days, over the last six months that can be compared."""
        return _rate(self.sound[-LATELY_MONTHS:])

    @property
    def trend(self) -> Trend | None:
        """The last sound months beside as many before, six or at least three of each; else nothing."""
        sound = self.sound
        number = min(LATELY_MONTHS, len(sound) // 2)
        lately, before = _rate(sound[-number:]), _rate(sound[-2 * number : -number])
        if number < FEWEST_MONTHS or lately is None or before is None:
            return None
        return Trend(lately, before, number)


def _rate(months: tuple[Month, ...]) -> float | None:
    recorded = sum(month.recorded for month in months)
    return sum(month.pain_days for month in months) / recorded * DAYS_OF_A_MONTH if recorded else None


def year_of(
    year: int, days: Iterable[DayPain], episodes: Iterable[Episode], today: date, since: date | None = None
) -> Year:
    """The calendar of ``year``.

    ``days`` and ``episodes`` may reach beyond it. ``since`` is the day of the very first record;
    without it the earliest of those given. Days before it are ``BEFORE``, not "not recorded".
    """
    worst, began = _worst(days), _began(episodes)
    since = since or min([*worst, *began], default=today + timedelta(days=1))
    first, last = date(year, 1, 1), date(year, 12, 31)
    cells = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day in worst:
            known = Known.RECORDED
        elif day > today:
            known = Known.FUTURE
        else:
            known = Known.BEFORE if day < since else Known.UNRECORDED
        cells.append(Day(day, known, worst.get(day), began[day]))
    return Year(year, today, tuple(cells))


def months_of(
    days: Iterable[DayPain],
    episodes: Iterable[Episode],
    today: date,
    since: date | None = None,
    last: date | None = None,
) -> Months:
    """Every month from the first record to today's.

    ``since`` starts the first month later or earlier than the earliest day given, ``last`` (at
    most today) ends it sooner; what lies outside them does not count.
    """
    worst, began = _worst(days), _began(episodes)
    earliest = since or min([*worst, *began], default=None)
    latest = max([min(last or today, today), *(day for day in worst if last is None)])
    if earliest is None or earliest > latest:
        return Months()
    found = []
    first = earliest.replace(day=1)
    while first <= latest:
        length = monthrange(first.year, first.month)[1]
        end = first + timedelta(days=length)
        start, stop = max(first, earliest), min(end, latest + timedelta(days=1))
        levels = [worst[day] for day in _span(start, stop) if day in worst]
        found.append(
            Month(
                first,
                days=(stop - start).days,
                recorded=len(levels),
                pain_days=sum(level > 0 for level in levels),
                strong_days=sum(level >= STRONG for level in levels),
                episodes=sum(began[day] for day in _span(start, stop)),
                begins_late=start > first,
                running=stop < end,
            )
        )
        first = end
    return Months(tuple(found))


def _span(start: date, stop: date) -> Iterable[date]:
    return (start + timedelta(days=number) for number in range((stop - start).days))


def _worst(days: Iterable[DayPain]) -> dict[date, int]:
    return {each.day: each.worst for each in days if each.readings}


def _began(episodes: Iterable[Episode]) -> Counter[date]:
    return Counter(episode.began.day for episode in episodes)
