"""How one episode went: pain over time, what was done about it, and the few facts worth a sentence.

May import ``core``; standard library only. Instants are UTC; days and nights are those of the
wall clock at entry, so the facts are the same wherever and whenever they are read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from backtracker.analysis.wall import Span, Wall
from backtracker.core import protocol
from backtracker.core.catalogue import TREATMENTS
from backtracker.core.model import EpisodeLog, Moment
from backtracker.core.rules import Rules

MILD = 3  # upper end of the band 1 to 3
_SILENCE = 1.5  # times the hours after which the program asks: longer without a reading is a gap


@dataclass(frozen=True, slots=True)
class Point:
    """A pain level in the episode; ``day`` 1 is the day of the onset."""

    moment: Moment
    level: int
    day: int
    role: str = ""

    @property
    def at(self) -> datetime:
        """The instant, in UTC."""
        return self.moment.at


@dataclass(frozen=True, slots=True)
class Lane:
    """All sessions of one kind of treatment; one that has no length begins and ends together."""

    kind: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the protocol: ``ice``, ``rest`` (neither ice nor heat) or ``heat``."""

    kind: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one episode, in time order throughout.

    ``runs`` are points that belong together; between two runs nobody knows. ``eased`` is the
    point from which no level was above 3, where one was before; ``gone`` the point from which
    all were 0.
    """

    start: datetime
    end: datetime
    began: Moment
    running: bool
    days: int
    points: tuple[Point, ...]
    runs: tuple[tuple[Point, ...], ...]
    lanes: tuple[Lane, ...]
    phases: tuple[Phase, ...]
    nights: tuple[Span, ...]
    flares: tuple[Moment, ...]
    eased: Point | None
    gone: Point | None
    today: datetime
    wall: Wall

    @property
    def first(self) -> Point | None:
        """The first level."""
        return self.points[0] if self.points else None

    @property
    def last(self) -> Point | None:
        """The latest level."""
        return self.points[-1] if self.points else None

    @property
    def worst(self) -> Point | None:
        """The highest level, the first of equals."""
        return max(self.points, key=lambda point: point.level, default=None)


def course_by_protocol(log: EpisodeLog, now: datetime, rules: Rules) -> Course:
    """The course of ``log`` at ``now``, with the phases that the protocol led through."""
    return course_of(log, now, rules, [(span.kind, span.start, span.end) for span in protocol.phases_led(rules, log)])


def course_of(
    log: EpisodeLog, now: datetime, rules: Rules | None = None, phases: Iterable[tuple[str, datetime, datetime]] = ()
) -> Course:
    """The course of ``log`` as it stands at ``now``.

    ``phases`` are (kind, start, end) as the protocol gives them; they are cut to the episode.
    """
    rules = rules or Rules()
    episode = log.episode
    readings = sorted(log.readings, key=lambda each: each.moment.at)
    points = tuple(
        Point(each.moment, each.level, (each.moment.day - episode.began.day).days + 1, each.role) for each in readings
    )
    moments = [
        episode.began,
        *(each.moment for kind in (readings, log.treatments, log.flares) for each in kind),
        *([episode.ended] if episode.ended else []),
    ]
    wall = Wall.of(moments)
    lanes = _lanes(log, now)
    ends = [end for lane in lanes for _, end in lane.spans]
    start = min(moment.at for moment in moments)
    end = max([moment.at for moment in moments] + ends + ([] if episode.ended else [now]))
    day = timedelta(days=1)
    whole_nights = wall.nights(start - day, end + day, rules.quiet_from, rules.quiet_to)
    return Course(
        start=start,
        end=end,
        began=episode.began,
        running=log.running,
        days=(wall.local(end).date() - episode.began.day).days + 1,
        points=points,
        runs=_runs(points, whole_nights, timedelta(hours=rules.check_hours) * _SILENCE),
        lanes=lanes,
        phases=tuple(
            Phase(kind, max(first, start), min(last, end))
            for kind, first, last in phases
            if first < end and last > start
        ),
        nights=tuple((max(dusk, start), min(dawn, end)) for dusk, dawn in whole_nights if dusk < end and start < dawn),
        flares=tuple(flare.moment for flare in sorted(log.flares, key=lambda each: each.moment.at)),
        eased=_settled(points, MILD),
        gone=_settled(points, 0),
        today=wall.local(now),
        wall=wall,
    )


def _lanes(log: EpisodeLog, now: datetime) -> tuple[Lane, ...]:
    """Kinds in the order of the catalogue, the person's own after them."""
    spans: dict[str, list[Span]] = {}
    for each in sorted(log.treatments, key=lambda treatment: treatment.moment.at):
        start = each.moment.at
        end = max(now, start) if each.running else each.ended_at or start
        spans.setdefault(each.kind, []).append((start, end))
    order = {entry.key: number for number, entry in enumerate(TREATMENTS)}
    kinds = sorted(spans, key=lambda kind: (order.get(kind, len(order)), kind))
    return tuple(Lane(kind, tuple(spans[kind])) for kind in kinds)


def _runs(points: Sequence[Point], nights: Sequence[Span], silence: timedelta) -> tuple[tuple[Point, ...], ...]:
    """``points`` parted where a whole night or a long silence lies between two of them."""
    if not points:
        return ()
    runs, number = [[points[0]]], 0
    for before, after in pairwise(points):
        while number < len(nights) and nights[number][0] < before.at:
            number += 1
        slept = number < len(nights) and nights[number][1] <= after.at
        if slept or after.at - before.at > silence:
            runs.append([])
        runs[-1].append(after)
    return tuple(tuple(run) for run in runs)


def _settled(points: Sequence[Point], level: int) -> Point | None:
    """The first point from which none is above ``level``; nothing if none ever was above it, or the last still is."""
    settled = None
    for point in reversed(points):
        if point.level > level:
            return settled
        settled = point
    return None


def thinned(points: Sequence[Point], start: datetime, end: datetime, columns: int) -> list[Point]:
    """The lowest and the highest point of each of ``columns`` equal stretches of time, and the very first and last.

    What lies between them would fall on the same pixels: drawing costs what is shown, not what is stored.
    """
    if len(points) <= 2:
        return list(points)
    width = max((end - start) / max(columns, 1), timedelta(microseconds=1))
    lowest: dict[int, int] = {}
    highest: dict[int, int] = {}
    for number, point in enumerate(points):
        column = (point.at - start) // width
        if column not in lowest or point.level < points[lowest[column]].level:
            lowest[column] = number
        if column not in highest or point.level > points[highest[column]].level:
            highest[column] = number
    kept = {0, len(points) - 1, *lowest.values(), *highest.values()}
    return [points[number] for number in sorted(kept)]
