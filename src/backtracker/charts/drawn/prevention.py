"""The picture of the plan beside the pain: bars for what was kept, below them a line of days with pain.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from dataclasses import dataclass

from matplotlib.figure import Figure

from backtracker.analysis.kept import Beside, KeptWeek
from backtracker.charts.drawn.paper import Box, Paper, circle, text_width
from backtracker.core.words import month_text, translate
from backtracker.tokens import Theme

_TOP, _FOOT, _BETWEEN, _GUTTER = 14, 24, 26, 8  # px: above, the line of months, between the two lanes
_DAYS = 7


def draw(figure: Figure, beside: Beside, theme: Theme) -> None:
    """Bars above, the line below, months at the foot."""
    paper = Paper(figure, theme)
    names = (translate("charts", "Plan kept"), translate("charts", "Days with pain"))
    left = max(text_width(name) for name in names) + text_width("100 %") + 3 * _GUTTER
    middle = _TOP + (paper.height - _TOP - _FOOT - _BETWEEN) * 0.55
    plot = _Plot(paper, beside, left, middle, paper.height - _FOOT)
    upper, lower = (_TOP, middle), (middle + _BETWEEN, plot.bottom)
    for (top, bottom), name, ends in ((upper, names[0], ("100 %", "0")), (lower, names[1], (str(_DAYS), "0"))):
        paper.hairlines([top, bottom], left, paper.width)
        paper.text(0, (top + bottom) / 2, name)
        paper.text(left - _GUTTER, top, ends[0], align="right")
        paper.text(left - _GUTTER, bottom, ends[1], align="right")
    plot.gaps()
    plot.bars()
    plot.line()
    plot.months()


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where weeks lie on the paper, and the layers drawn there."""

    paper: Paper
    beside: Beside
    left: float
    middle: float
    bottom: float

    @property
    def step(self) -> float:
        return (self.paper.width - self.left) / max(len(self.beside.weeks), 12)

    def x(self, number: int) -> float:
        """The middle of a week."""
        return self.left + (number + 0.5) * self.step

    def y(self, days: float) -> float:
        top = self.middle + _BETWEEN
        return self.bottom - min(days, _DAYS) / _DAYS * (self.bottom - top)

    def gaps(self) -> None:
        """A sunk band where a lane knows nothing of a week."""
        boxes: list[Box] = []
        for number, week in enumerate(self.beside.weeks):
            left = self.x(number) - self.step / 2
            if week.share is None:
                boxes.append((left, _TOP, self.step, self.middle - _TOP))
            if not week.recorded:
                boxes.append((left, self.middle + _BETWEEN, self.step, self.bottom - self.middle - _BETWEEN))
        self.paper.boxes(boxes, [self.paper.theme.sunk], name="gap")

    def bars(self) -> None:
        wide = max(min(self.step * 0.66, 26), 1)
        boxes: list[Box] = []
        for number, week in enumerate(self.beside.weeks):
            if week.share:
                high = week.share * (self.middle - _TOP)
                boxes.append(
                    (self.paper.snap(self.x(number) - wide / 2), self.middle - high, self.paper.snap(wide), high)
                )
        self.paper.boxes(boxes, [self.paper.theme.accent], 2, name="kept")

    def line(self) -> None:
        """Broken where the pain of a week is not known."""
        runs: list[list[tuple[float, float]]] = [[]]
        for number, week in enumerate(self.beside.weeks):
            pain = week.pain_a_week
            if pain is None:
                runs.append([])
            else:
                runs[-1].append((self.x(number), self.y(pain)))
        self.paper.lines(runs, "text", 2, name="pain")
        spots = [spot for run in runs for spot in run]
        radius = 3.5 if self.step >= 14 else 2.5
        self.paper.marks(circle(radius), spots, [self.paper.theme.text], name="weeks")

    def months(self) -> None:
        """The month's name under the week in which it begins, where there is room."""
        taken = self.left - _GUTTER
        before: KeptWeek | None = None
        for number, week in enumerate(self.beside.weeks):
            if before is None or before.first.month != week.first.month:
                words = month_text(week.first.month, short=True)
                half = text_width(words) / 2
                x = min(max(self.x(number), half), self.paper.width - half)
                if x - half > taken + 6:
                    self.paper.text(x, self.paper.height - _FOOT / 2 + 2, words, align="center")
                    taken = x + half
            before = week
