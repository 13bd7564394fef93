"""The picture of a course: a line for each session, from the pain before it to the pain after it.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from matplotlib.figure import Figure

from backtracker.analysis.series import Rated, Series
from backtracker.charts.drawn.paper import Paper, circle, text_width
from backtracker.core.words import day_text, month_text, translate
from backtracker.tokens import Theme

_TOP, _TICKS, _LEFT, _RIGHT = 14, 28, 30, 24  # px around the plot
_DOT = 4.5  # px: radius of a point without its edge
_SHORTEST = timedelta(days=28)  # a course of two sessions in a week is not spread over the whole width


def draw(figure: Figure, series: Series, theme: Theme) -> None:
    """Levels, lines, points, months."""
    paper = Paper(figure, theme)
    plot = _Plot(paper, series, float(_LEFT), paper.width - _RIGHT, float(_TOP), paper.height - _TICKS)
    plot.levels()
    plot.sessions()
    plot.times()


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where sessions and levels lie on the paper, and the layers drawn there."""

    paper: Paper
    series: Series
    left: float
    right: float
    top: float
    bottom: float

    @property
    def start(self) -> datetime:
        return self.series.sessions[0].at

    @property
    def length(self) -> timedelta:
        return max(self.series.sessions[-1].at - self.start, _SHORTEST)

    def x(self, at: datetime) -> float:
        return self.left + _DOT + (at - self.start) / self.length * (self.right - self.left - 2 * _DOT)

    def y(self, level: float) -> float:
        return self.bottom - 4 - level / 10 * (self.bottom - 4 - self.top)

    def levels(self) -> None:
        self.paper.hairlines([self.y(level) for level in (0, 5, 10)], self.left, self.right + 6)
        for level in (0, 5, 10):
            self.paper.text(self.left - 8, self.y(level), str(level), align="right")
        if not self.series.sessions:
            words = translate("charts", "no session yet")
            self.paper.text((self.left + self.right) / 2, self.y(2.5), words, align="center")

    def sessions(self) -> None:
        """The line first, the points on it; without any level there is a short mark at the foot."""
        theme, sessions = self.paper.theme, self.series.sessions
        whole = [each for each in sessions if each.before is not None and each.after is not None]
        lines = [[(self.x(each.at), self.y(level or 0)) for level in (each.before, each.after)] for each in whole]
        self.paper.lines(lines, "quiet", 2, name="sessions")
        bare = [each for each in sessions if each.before is None and each.after is None]
        marks = [(self.paper.snap(self.x(each.at)) - 1, self.bottom - 3, 2.0, 6.0) for each in bare]
        self.paper.boxes(marks, [theme.quiet], name="unrated")
        before = [(each, each.before) for each in sessions if each.before is not None]
        after = [(each, each.after) for each in sessions if each.after is not None]
        shape = circle(_DOT)
        self.paper.marks(shape, self._spots(before), [theme.card], [theme.text], 1.5, name="before")
        fills = [theme.pain(level) for _, level in after]
        self.paper.marks(shape, self._spots(after), fills or [theme.card], [theme.text], 1.5, name="after")

    def _spots(self, rated: list[tuple[Rated, int]]) -> list[tuple[float, float]]:
        return [(self.x(each.at), self.y(level)) for each, level in rated]

    def times(self) -> None:
        """The first and the last day, and the months between them where there is room."""
        y = self.paper.height - _TICKS / 2 + 3
        if not self.series.sessions:
            return
        first, last = self.start.date(), self.series.sessions[-1].at.date()
        words = day_text(first, today=last)
        self.paper.text(self.left, y, words)
        taken, limit = self.left + text_width(words) + 12, self.right + _RIGHT
        if last > first:
            ending = day_text(last, today=last)
            end = min(self.x(self.series.sessions[-1].at) + text_width(ending) / 2, limit)
            if end - text_width(ending) > taken:
                self.paper.text(end, y, ending, align="right")
                limit = end - text_width(ending) - 12
        month = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        while month < last:
            name = month_text(month.month, short=True)
            x = self.x(_midnight(month, self.start))
            if x >= taken and x + text_width(name) <= limit:
                self.paper.text(x, y, name)
                taken = x + text_width(name) + 14
            month = (month + timedelta(days=32)).replace(day=1)


def _midnight(day: date, like: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=like.tzinfo)
