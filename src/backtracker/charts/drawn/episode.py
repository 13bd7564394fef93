"""The picture of an episode: nights, phases, pain, flares, lanes and times, each a layer.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from backtracker.analysis.course import Course, Lane, Phase, Point, thinned
from backtracker.charts.drawn.paper import Paper, circle, pill, polygon, text_width
from backtracker.charts.episode import LANE, LANES_GAP, PHASES, TICKS, TOP, shown_lanes
from backtracker.core import catalogue
from backtracker.core.words import clock_text, month_text, translate, weekday_text
from backtracker.tokens import AXIS, Theme

_RIGHT, _GUTTER = 22, 8  # px beside the plot
_LEAST_MARK = 0.72  # of its size, in a crowded lane
_STRIP = PHASES - 8  # px: height of a phase
_COLUMN = 7.0  # px that share a lowest and a highest point
_NEAR = timedelta(hours=3)
_DOT, _SMALL_DOT = 4.0, 2.5  # px: radius of a point without its edge, and where points crowd
_NIGHTS_SHOWN = timedelta(days=21)  # in a longer course they would be thinner than what lies on them


def draw(figure: Figure, course: Course, theme: Theme) -> None:
    """Points in their colours, a line where they belong together, dashes where nobody knows, nights, lanes, phases."""
    paper = Paper(figure, theme)
    lanes = shown_lanes(course)
    labels = [_lane_words(lane) for lane in lanes]
    left = max([text_width(words, AXIS.size, 500) for words in labels], default=0)
    left = max(round(left) + 2 * _GUTTER, 28)
    phases = course.phases if paper.height >= 230 else ()
    top = TOP + (PHASES if phases else 0)
    bottom = paper.height - TICKS - LANE * len(lanes) - (LANES_GAP if lanes else 2)
    plot = _Plot(paper, course, float(left), paper.width - _RIGHT, float(top), float(bottom))
    plot.nights()
    plot.levels()
    if phases:
        plot.phases(phases)
    plot.flares()
    plot.pain()
    plot.lanes(lanes, labels)
    plot.times()


def _lane_words(lane: Lane) -> str:
    if not lane.kind:
        return translate("charts", "Other")
    short = {"heat": translate("charts", "Heat"), "manual": translate("charts", "Manual")}
    words = short.get(lane.kind) or catalogue.label("treatment", lane.kind)
    return words if len(words) <= 12 else words[:11].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where instants and levels lie on the paper, and the layers drawn there."""

    paper: Paper
    course: Course
    left: float
    right: float
    top: float
    bottom: float

    def x(self, at: datetime) -> float:
        length = max((self.course.end - self.course.start).total_seconds(), 60)
        return self.left + (at - self.course.start).total_seconds() / length * (self.right - self.left)

    def y(self, level: float) -> float:
        return self.bottom - level / 10 * (self.bottom - self.top)

    def spot(self, point: Point) -> tuple[float, float]:
        return self.x(point.at), self.y(point.level)

    def nights(self) -> None:
        paper, boxes = self.paper, []
        shown = self.course.nights if self.course.end - self.course.start <= _NIGHTS_SHOWN else ()
        for dusk, dawn in shown:
            left, right = paper.snap(self.x(dusk)), paper.snap(self.x(dawn))
            boxes.append((left, self.top - 4, right - left, self.bottom - self.top + 4))
        paper.boxes(boxes, [paper.theme.sunk], radius=3, name="nights")
        if len(boxes) <= 2:
            words = translate("charts", "night, quiet")
            for left, _, wide, _ in boxes:
                if wide > 92:
                    paper.text(left + wide / 2, self.bottom - 11, words, align="center")

    def levels(self) -> None:
        self.paper.hairlines([self.y(level) for level in (0, 5, 10)], self.left, self.right + 6)
        for level in (0, 5, 10):
            self.paper.text(self.left - _GUTTER, self.y(level), str(level), align="right")

    def phases(self, phases: tuple[Phase, ...]) -> None:
        theme, boxes, fills = self.paper.theme, [], []
        top = 0.0  # the numbers of the highest levels stand between it and the plot
        words = {
            "ice": (translate("charts", "Ice phase"), "ice"),
            "heat": (translate("charts", "Heat"), "heat"),
            "rest": (translate("charts", "Neither"), "quiet"),
        }
        for number, phase in enumerate(phases):
            left, right = self.paper.snap(self.x(phase.start)), self.paper.snap(self.x(phase.end))
            right = min(right, self.right + 6) - (3 if number + 1 < len(phases) else -6)
            label, tone = words.get(phase.kind, (phase.kind, "quiet"))
            boxes.append((left, top, max(right - left, 1), _STRIP))
            fills.append(theme.tint(tone) if tone != "quiet" else theme.sunk)
            if right - left > text_width(label, AXIS.size, 600) + 14:
                self.paper.text(left + 10, top + _STRIP / 2, label, tone, weight=600)
        self.paper.boxes(boxes, fills, radius=4, name="phases")

    def flares(self) -> None:
        places = [self.paper.snap(self.x(flare.at)) for flare in self.course.flares]
        lines = [[(x, self.top - 2), (x, self.bottom)] for x in places]
        self.paper.lines(lines, "quiet", 1, (0, (1, 3)), "flares")
        words = translate("charts", "new spasm")
        for flare, x in list(zip(self.course.flares, places, strict=True))[:3]:
            level = max((point.level for point in self.course.points if abs(point.at - flare.at) < _NEAR), default=0)
            y = self.bottom - 10 if level > 7 else self.top + 8
            late = x > self.right - 70
            self.paper.text(x - 5 if late else x + 5, y, words, align="right" if late else "left")

    def pain(self) -> None:
        paper, course = self.paper, self.course
        columns = int((self.right - self.left) / _COLUMN)
        runs = [thinned(run, course.start, course.end, columns) for run in course.runs]
        gaps = [[self.spot(before[-1]), self.spot(after[0])] for before, after in pairwise(runs)]
        paper.lines([_short_of_dots(*gap) for gap in gaps], "quiet", 1.5, (0, (2, 2)), "gaps")
        paper.lines([[self.spot(point) for point in run] for run in runs], "text", 2, name="pain")
        points = [point for run in runs for point in run]
        spots = [self.spot(point) for point in points]
        crowded = len(points) > (self.right - self.left) / 6
        fills = [paper.theme.pain(point.level) for point in points]
        shape, edge = (circle(_SMALL_DOT), 1.0) if crowded else (circle(_DOT), 1.5)
        paper.marks(shape, spots, fills, [paper.theme.text], edge, name="readings")
        self.numbers()

    def numbers(self) -> None:
        """The first, the worst and the last level in print, clear of the line."""
        first, last, worst = self.course.first, self.course.last, self.course.worst
        if first is None or last is None or worst is None:
            return
        rising = len(self.course.points) > 1 and self.course.points[1].level > first.level
        self.number(first, 12, 14 if rising else -14)
        if last is not first:
            self.number(last, 12, -10)
        apart = all(abs(self.x(worst.at) - self.x(other.at)) > 24 for other in (first, last))
        if apart and worst.level > max(first.level, last.level):
            self.number(worst, 0, -15)

    def number(self, point: Point, right: float, down: float) -> None:
        x, y = self.spot(point)
        self.paper.text(x + right, max(y + down, 6.0, self.top - TOP), str(point.level), "text", 13, 600, "center")

    def lanes(self, lanes: list[Lane], labels: list[str]) -> None:
        share = self.mark_share(lanes)
        for number, (lane, words) in enumerate(zip(lanes, labels, strict=True)):
            y = self.bottom + 16 + LANE * number
            tone = catalogue.entry("treatment", lane.kind).tone if lane.kind else "quiet"
            self.paper.text(self.left - _GUTTER, y, words, tone, AXIS.size, 500, "right")
            self.sessions(lane, y, self.paper.theme.colour(tone), share)

    def sessions(self, lane: Lane, y: float, colour: str, share: float) -> None:
        """A bar as long as the session where that can be seen, the kind's own mark where it cannot."""
        shape, wide, high = _mark(lane.kind)
        bars, places = [], []
        for start, end in lane.spans:
            left, right = self.x(start), self.x(end)
            if right - left > wide:
                bars.append((left, y - high / 2, right - left, high))
            else:
                places.append(((left + right) / 2, y))
        self.paper.boxes(bars, [colour], radius=2, name=f"{lane.kind}-long")
        self.paper.marks(shape.transformed(Affine2D().scale(share)), places, [colour], name=lane.kind)

    def mark_share(self, lanes: list[Lane]) -> float:
        """How much of their size marks keep, so that neighbours in the fullest lane hardly touch."""
        shares = [1.0]
        for lane in lanes:
            apart = sorted(self.x(after) - self.x(before) for (before, _), (after, _) in pairwise(lane.spans))
            if apart:
                shares.append(apart[len(apart) // 4] / (_mark(lane.kind)[1] + 1.5))
        return max(min(shares), _LEAST_MARK)

    def times(self) -> None:
        """Weekdays at midnight for a long course, hours for a short one; the onset at the left."""
        y, taken = self.paper.height - TICKS / 2 + 1, self.left - 30
        for at, words, align in _ticks(self.course, self.right - self.left):
            wide, x = text_width(words), self.x(at)
            start = x - wide / 2 if align == "center" else x
            if start >= taken and start + wide <= self.paper.width:
                self.paper.text(x, y, words, align=align)
                taken = start + wide + 10


def _short_of_dots(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """The line from ``start`` to ``end`` without what the two points cover."""
    wide, high = end[0] - start[0], end[1] - start[1]
    length = (wide**2 + high**2) ** 0.5
    if length < 4 * _DOT:
        return [start, end]
    share = 2 * _DOT / length
    return [
        (start[0] + wide * share, start[1] + high * share),
        (end[0] - wide * share, end[1] - high * share),
    ]


@cache
def _mark(kind: str) -> tuple[Path, float, float]:
    """The shape of a session too short to see, its width and its height: the colour is never the only sign."""
    shapes = {
        "ice": (pill(7, 9, 2), 7, 9),
        "heat": (polygon((-4.5, 4), (0, -4.5), (4.5, 4)), 9, 9),
        "walk": (circle(4), 8, 8),
        "medicine": (pill(4, 10, 2), 4, 10),
        "massage": (polygon((-5, 0), (0, -5), (5, 0), (0, 5)), 10, 8),
    }
    return shapes.get(kind, (pill(7, 7, 0), 7, 7))


def _ticks(course: Course, width: float) -> Iterator[tuple[datetime, str, str]]:
    """Instants with their words, from left to right; where two collide the first is kept."""
    local = course.wall.local(course.start)
    hours = (course.end - course.start) / timedelta(hours=1)
    if hours > 60:
        every = next((step for step in (1, 2, 7, 14, 28) if width / hours * 24 * step >= 58), 56)
        day = local.date()
        yield course.start, _day_words(day, every, first=True), "left"
        day += timedelta(days=every)
        while (at := course.wall.instant(day, time())) < course.end:
            yield at, _day_words(day, every), "left"
            day += timedelta(days=every)
        return
    yield course.start, f"{weekday_text(local.date(), short=True)} {clock_text(local)}", "left"
    every = next((step for step in (1, 2, 3, 6, 12) if width / max(hours, 0.1) * step >= 64), 24)
    clock = datetime.combine(local.date(), time())
    while (at := course.wall.instant(clock.date(), clock.time())) <= course.end:
        if at > course.start:
            words = weekday_text(clock.date(), short=True) if clock.hour == 0 else clock_text(clock)
            yield at, words, "center"
        clock += timedelta(hours=every)


def _day_words(day: date, every: int, *, first: bool = False) -> str:
    """``Sat``, ``Sat 22`` where days are left out, ``22 Aug`` where weeks are."""
    if every >= 7:
        return f"{day.day} {month_text(day.month, short=True)}"
    weekday = weekday_text(day, short=True)
    return f"{weekday} {day.day}" if first or every > 1 else weekday
