"""The picture of calm: a falling step with its band, the published study, and the middle.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from dataclasses import dataclass

from matplotlib.figure import Figure

from backtracker.analysis.recurrence import DA_SILVA, Outlook, Step
from backtracker.charts.drawn.paper import Paper, circle, text_width
from backtracker.core.words import translate
from backtracker.tokens import SMALL_STRONG, Theme, mix

_LEFT, _RIGHT, _TOP, _TICKS = 46, 14, 10, 42  # px around the plot
_BAND = 0.14  # of the accent
_DASHED, _DOTTED = (0.0, (3.0, 2.0)), (0.0, (1.0, 1.5))
_SPANS = ((183, 30.44, 1), (365, 30.44, 2), (731, 30.44, 4), (1096, 30.44, 6), (3653, 365.25, 1))
_MOST = 30 * 365.25


def draw(figure: Figure, outlook: Outlook, theme: Theme) -> None:
    """The study behind, the band, the step before them, the middle dotted."""
    paper = Paper(figure, theme)
    days, unit, every = next((span for span in _SPANS if outlook.calm.longest <= span[0]), (_MOST, 365.25, 5))
    plot = _Plot(paper, outlook, float(days), paper.width - _RIGHT, paper.height - _TICKS)
    paper.hairlines([plot.y(share) for share in (0, 0.5, 1)], _LEFT, plot.right)
    for share, words in ((1, "100 %"), (0.5, "50 %"), (0, "0 %")):
        paper.text(_LEFT - 8, plot.y(share), words, align="right")
    plot.months(unit, every)
    if outlook.calm.gaps:
        plot.band()
        plot.middle()
    plot.study()
    if outlook.calm.gaps:
        plot.line()


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where days and shares lie on the paper, and the layers drawn there."""

    paper: Paper
    outlook: Outlook
    days: float
    right: float
    bottom: float

    def x(self, day: float) -> float:
        return _LEFT + min(day / self.days, 1) * (self.right - _LEFT)

    def y(self, share: float) -> float:
        return self.bottom - share * (self.bottom - _TOP)

    def months(self, unit: float, every: int) -> None:
        y, number = self.bottom + 15, 0
        while number * unit <= self.days + 1:
            self.paper.text(self.x(number * unit), y, str(number), align="center")
            number += every
        words = (
            translate("charts", "months since the last episode ended")
            if unit < 100
            else translate("charts", "years since the last episode ended")
        )
        self.paper.text(self.right + _RIGHT - 2, y + 18, words, align="right")

    def band(self) -> None:
        """Boxes side by side, one for each step: no seams, because they share their edges."""
        theme, boxes = self.paper.theme, []
        for step, until in self._steps():
            left, right = self.paper.snap(self.x(step.day)), self.paper.snap(self.x(until))
            if right > left and step.high > step.low:
                boxes.append((left, self.y(step.high), right - left, self.y(step.low) - self.y(step.high)))
        self.paper.boxes(boxes, [mix(theme.accent, theme.card, _BAND)], name="band")

    def line(self) -> None:
        spots = [(self.x(0), self.y(1.0))]
        for step, until in self._steps():
            spots += [(self.x(step.day), spots[-1][1]), (self.x(step.day), self.y(step.share))]
            spots.append((self.x(until), self.y(step.share)))
        if not self.outlook.calm.steps:
            spots.append((self.x(self.outlook.calm.longest), self.y(1.0)))
        elif self.outlook.calm.steps[0].day > 0:
            spots.insert(1, (self.x(self.outlook.calm.steps[0].day), self.y(1.0)))
        self.paper.lines([spots], "accent", 2.25, name="calm")
        self._own_label(spots)

    def study(self) -> None:
        """The published points, joined by dashes and hollow."""
        shown = [(day, share) for day, share in DA_SILVA.points if day <= self.days + 1]
        spots = [(self.x(0), self.y(1.0)), *((self.x(day), self.y(share)) for day, share in shown)]
        self.paper.lines([spots], "quiet", 1.5, _DASHED, "study")
        theme = self.paper.theme
        self.paper.marks(circle(4), spots[1:], [theme.card], [theme.quiet], 1.5, name="study-points")
        words = translate("charts", "{n} people, median {day} days", n=DA_SILVA.people, day=DA_SILVA.median)
        size, weight = SMALL_STRONG.size, SMALL_STRONG.weight
        wide = text_width(words, size, weight)
        x, y = spots[1]
        left = min(x + 12, self.paper.width - wide - 2)
        self.paper.text(left, max(y - 16, _TOP + 8), words, "quiet", size, weight)

    def middle(self) -> None:
        """Dots from the half down to the day, where the middle may be named."""
        median = self.outlook.calm.median
        if median is None or self.outlook.missing:
            return
        x, y = self.x(median), self.y(0.5)
        self.paper.lines([[(_LEFT, y), (x, y), (x, self.bottom)]], "text", 1.25, _DOTTED, "middle")
        theme = self.paper.theme
        self.paper.marks(circle(4.5), [(x, y)], [theme.accent], [theme.card], 1.5, name="median")

    def _steps(self) -> list[tuple[Step, float]]:
        """Each step with the day on which it ends."""
        steps = self.outlook.calm.steps
        ends = [*(float(step.day) for step in steps[1:]), float(self.outlook.calm.longest)]
        return [(step, ends[number]) for number, step in enumerate(steps)]

    def _own_label(self, spots: list[tuple[float, float]]) -> None:
        calm = self.outlook.calm
        words = translate("charts", "you")
        if calm.median is not None and not self.outlook.missing:
            words = translate("charts", "you, median {day} days", day=calm.median)
        size, weight = SMALL_STRONG.size, SMALL_STRONG.weight
        wide = text_width(words, size, weight)
        x, y = spots[-1]
        left = min(x + 8, self.paper.width - wide - 2)
        # Under the line where it ends high, over it where it ends low.
        place = y + 16 if y < (self.bottom + _TOP) / 2 else y - 14
        self.paper.text(left, min(place, self.bottom - 10), words, "accent", size, weight)
