"""When it starts: spasms by weekday and hour, with the mean of a clock and two tests.

May import ``core``; standard library only. Times are those that the clock on the wall showed at
entry. A time of day is an angle: 23:00 and 01:00 have their mean at midnight, and hours spread
evenly have none. Both tests ask one question each and were chosen before any history was seen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, cos, exp, fsum, hypot, lgamma, log, pi, sin, sqrt

from backtracker.core.model import Episode

DAY_MINUTES = 24 * 60
BIN_HOURS = 2
FEWEST = 5  # fewer spasms than this are not called a habit
SIGNIFICANT = 0.05
_NO_DIRECTION = 1e-9  # a resultant of rounding errors


@dataclass(frozen=True, slots=True)
class Direction:
    """The mean of times of day. ``minute`` is empty when they point nowhere.

    ``resultant`` is 0 when they are spread evenly, 1 when they are all the same; ``p`` is the
    chance of a resultant as long as this if every hour were equally likely.
    """

    minute: float | None
    resultant: float
    p: float


@dataclass(frozen=True, slots=True)
class Onsets:
    """Spasms by weekday (Monday first) and by the hours of ``bin_hours`` each, from midnight."""

    counts: tuple[tuple[int, ...], ...]
    minutes: tuple[float, ...]
    direction: Direction
    weekday_p: float
    bin_hours: int = BIN_HOURS

    @property
    def total(self) -> int:
        """How many spasms."""
        return len(self.minutes)

    @property
    def highest(self) -> int:
        """The largest number in one cell."""
        return max(max(row) for row in self.counts)

    @property
    def weekdays(self) -> tuple[int, ...]:
        """How many began on each weekday, Monday first."""
        return tuple(sum(row) for row in self.counts)

    @property
    def missing(self) -> int:
        """How many more are needed before a usual time is named."""
        return max(FEWEST - self.total, 0)

    @property
    def usual_minute(self) -> float | None:
        """The mean time where there are enough spasms and they do not look evenly spread."""
        enough = self.total >= FEWEST and self.direction.p < SIGNIFICANT
        return self.direction.minute if enough else None

    @property
    def usual_weekday(self) -> int | None:
        """The weekday that stands out, 0 for Monday, if one does."""
        if self.total < FEWEST or self.weekday_p >= SIGNIFICANT:
            return None
        return self.weekdays.index(max(self.weekdays))

    def between(self, first_hour: float, last_hour: float) -> int:
        """How many began from ``first_hour`` up to, not including, ``last_hour``."""
        return sum(first_hour * 60 <= minute < last_hour * 60 for minute in self.minutes)


def onsets_of(episodes: Iterable[Episode], bin_hours: int = BIN_HOURS) -> Onsets:
    """The onsets of ``episodes``. ``bin_hours`` divides 24."""
    if bin_hours < 1 or 24 % bin_hours:
        raise ValueError("hours of a bin divide the day")
    counts = [[0] * (24 // bin_hours) for _ in range(7)]
    minutes = []
    for episode in episodes:
        local = episode.began.local
        counts[local.weekday()][local.hour // bin_hours] += 1
        minutes.append(local.hour * 60 + local.minute + local.second / 60)
    return Onsets(
        counts=tuple(tuple(row) for row in counts),
        minutes=tuple(minutes),
        direction=direction_of(minutes),
        weekday_p=highest_p([sum(row) for row in counts]),
        bin_hours=bin_hours,
    )


def direction_of(minutes: list[float]) -> Direction:
    """Mean and Rayleigh test of times given as minutes after midnight."""
    if not minutes:
        return Direction(None, 0.0, 1.0)
    angles = [minute / DAY_MINUTES * 2 * pi for minute in minutes]
    east, north = fsum(map(cos, angles)), fsum(map(sin, angles))
    resultant = min(hypot(east, north) / len(angles), 1.0)
    if resultant < _NO_DIRECTION:
        return Direction(None, 0.0, 1.0)
    minute = round(atan2(north, east) / (2 * pi) * DAY_MINUTES, 6) % DAY_MINUTES
    return Direction(minute, resultant, rayleigh_p(len(angles), resultant))


def rayleigh_p(number: int, resultant: float) -> float:
    """The p-value of the Rayleigh test of uniformity, good from five times on.

    Greenwood & Durand 1955 (Ann Math Stat 26:233), as in Zar, Biostatistical Analysis, section
    27.1. The series of Mardia & Jupp agrees near 0.05 but turns negative for a few times close
    together, and those are what is met here.
    """
    length = number * resultant
    p: float = exp(sqrt(1 + 4 * number + 4 * (number**2 - length**2)) - (1 + 2 * number))
    return min(p, 1.0)


def highest_p(counts: list[int]) -> float:
    """The chance that the fullest of equally likely boxes holds as many as the fullest of ``counts``.

    Exact: independent Poisson counts with a known sum are multinomial, so the chance that every
    box stays below the highest is the convolution of the cut distributions at the sum, divided
    by the chance of the sum.
    """
    total, boxes, highest = sum(counts), len(counts), max(counts)
    if highest <= 1:
        return 1.0
    box = [_poisson(number, total / boxes) for number in range(highest)]
    below = [1.0]
    for _ in range(boxes):
        longer = [0.0] * min(len(below) + highest - 1, total + 1)
        for before, chance in enumerate(below):
            for here, more in enumerate(box[: len(longer) - before]):
                longer[before + here] += chance * more
        below = longer
    all_below = below[total] if len(below) > total else 0.0
    return min(max(1 - all_below / _poisson(total, total), 0.0), 1.0)


def _poisson(number: int, mean: float) -> float:
    return exp(number * log(mean) - mean - lgamma(number + 1))
