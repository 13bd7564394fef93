"""The picture of calm: a falling step with its band, the published study, and the middle.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from dataclasses import dataclass

from matplotlib.figure import Figure

from backtracker.analysis.recurrence import DA_SILVA, Calm, Outlook, Step
from backtracker.charts.drawn.paper import Dashes, Paper, circle, text_width
from backtracker.core.words import translate
from backtracker.tokens import SMALL_STRONG, Theme, mix

_LEFT, _RIGHT, _TOP, _TICKS = 46, 14, 10, 42  # px around the plot
_LEGEND_TOP, _SAMPLE, _AFTER_SAMPLE = 32, 22, 8  # px over the plot of two lines; a piece of line, and after it
_BAND = 0.14  # of the accent
_DASHED, _DOTTED = (0.0, (3.0, 2.0)), (0.0, (1.0, 1.5))
_SPANS = ((183, 30.44, 1), (365, 30.44, 2), (731, 30.44, 4), (1096, 30.44, 6), (3653, 365.25, 1))
_MOST = 30 * 365.25


def draw(figure: Figure, outlook: Outlook, theme: Theme) -> None:
    """The study behind, the band, the step before them, the middle dotted; or the two lines around a change."""
    paper = Paper(figure, theme)
    split = outlook.split if outlook.split is not None and outlook.split.told else None
    curves = [split.comparison.before, split.comparison.after] if split is not None else [outlook.calm]
    longest = max(calm.longest for calm in curves)
    days, unit, every = next((span for span in _SPANS if longest <= span[0]), (_MOST, 365.25, 5))
    top = _LEGEND_TOP if split is not None else _TOP
    plot = _Plot(paper, float(days), paper.width - _RIGHT, paper.height - _TICKS, top)
    paper.hairlines([plot.y(share) for share in (0, 0.5, 1)], _LEFT, plot.right)
    for share, words in ((1, "100 %"), (0.5, "50 %"), (0, "0 %")):
        paper.text(_LEFT - 8, plot.y(share), words, align="right")
    plot.months(unit, every)
    if split is not None:
        plot.sides(*curves)
        return
    calm = outlook.calm
    named = calm.median if not outlook.missing else None
    if calm.gaps:
        plot.band(calm)
        plot.middle(named)
    plot.study()
    if calm.gaps:
        words = translate("charts", "you")
        if named is not None:
            words = translate("charts", "you, median {day} days", day=named)
        plot.label(words, plot.line(calm))


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where days and shares lie on the paper, and the layers drawn there."""

    paper: Paper
    days: float
    right: float
    bottom: float
    top: float

    def x(self, day: float) -> float:
        return _LEFT + min(day / self.days, 1) * (self.right - _LEFT)

    def y(self, share: float) -> float:
        return self.bottom - share * (self.bottom - self.top)

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

    def sides(self, before: Calm, after: Calm) -> None:
        """Two lines that differ in dashes too; the band of the present one only, for two would hide each other."""
        self.band(after)
        self.line(before, "quiet", 2.0, _DASHED, "before")
        self.line(after)
        names = translate("charts", "before"), translate("charts", "since")
        told = [_with_median(*each) for each in zip(names, (before, after), strict=True)]
        room = self.right - _LEFT
        if sum(map(_wide, told)) + 3 * _SAMPLE + 2 * _AFTER_SAMPLE > room:
            told = list(names)
        x, y = float(_LEFT), _LEGEND_TOP / 2
        for words, colour, dashes in zip(told, ("quiet", "accent"), (_DASHED, None), strict=True):
            self.paper.lines([[(x, y), (x + _SAMPLE, y)]], colour, 2.0, dashes, "sample")
            self.paper.text(x + _SAMPLE + _AFTER_SAMPLE, y, words, colour, SMALL_STRONG.size, SMALL_STRONG.weight)
            x += 2 * _SAMPLE + _AFTER_SAMPLE + _wide(words)

    def band(self, calm: Calm) -> None:
        """Boxes side by side, one for each step: no seams, because they share their edges."""
        theme, boxes = self.paper.theme, []
        for step, until in _steps(calm):
            left, right = self.paper.snap(self.x(step.day)), self.paper.snap(self.x(until))
            if right > left and step.high > step.low:
                boxes.append((left, self.y(step.high), right - left, self.y(step.low) - self.y(step.high)))
        self.paper.boxes(boxes, [mix(theme.accent, theme.card, _BAND)], name="band")

    def line(
        self, calm: Calm, colour: str = "accent", width: float = 2.25, dashes: Dashes | None = None, name: str = "calm"
    ) -> tuple[float, float]:
        """The falling step; returns the spot where it ends."""
        spots = [(self.x(0), self.y(1.0))]
        for step, until in _steps(calm):
            spots += [(self.x(step.day), spots[-1][1]), (self.x(step.day), self.y(step.share))]
            spots.append((self.x(until), self.y(step.share)))
        if not calm.steps:
            spots.append((self.x(calm.longest), self.y(1.0)))
        elif calm.steps[0].day > 0:
            spots.insert(1, (self.x(calm.steps[0].day), self.y(1.0)))
        self.paper.lines([spots], colour, width, dashes, name)
        return spots[-1]

    def study(self) -> None:
        """The published points, joined by dashes and hollow."""
        shown = [(day, share) for day, share in DA_SILVA.points if day <= self.days + 1]
        spots = [(self.x(0), self.y(1.0)), *((self.x(day), self.y(share)) for day, share in shown)]
        self.paper.lines([spots], "quiet", 1.5, _DASHED, "study")
        theme = self.paper.theme
        self.paper.marks(circle(4), spots[1:], [theme.card], [theme.quiet], 1.5, name="study-points")
        words = translate("charts", "{n} people, median {day} days", n=DA_SILVA.people, day=DA_SILVA.median)
        size, weight = SMALL_STRONG.size, SMALL_STRONG.weight
        x, y = spots[1]
        left = min(x + 12, self.paper.width - _wide(words) - 2)
        self.paper.text(left, max(y - 16, _TOP + 8), words, "quiet", size, weight)

    def middle(self, median: int | None) -> None:
        """Dots from the half down to the day, where the middle may be named."""
        if median is None:
            return
        x, y = self.x(median), self.y(0.5)
        self.paper.lines([[(_LEFT, y), (x, y), (x, self.bottom)]], "text", 1.25, _DOTTED, "middle")
        theme = self.paper.theme
        self.paper.marks(circle(4.5), [(x, y)], [theme.accent], [theme.card], 1.5, name="median")

    def label(self, words: str, end: tuple[float, float]) -> None:
        """The name of a line that ends at ``end``: under it where it ends high, over it where it ends low."""
        x, y = end
        left = min(x + 8, self.paper.width - _wide(words) - 2)
        place = y + 16 if y < (self.bottom + self.top) / 2 else y - 14
        self.paper.text(left, min(place, self.bottom - 10), words, "accent", SMALL_STRONG.size, SMALL_STRONG.weight)


def _wide(words: str) -> float:
    return text_width(words, SMALL_STRONG.size, SMALL_STRONG.weight)


def _with_median(words: str, calm: Calm) -> str:
    if calm.median is None:
        return words
    return translate("charts", "{words}, median {day} days", words=words, day=calm.median)


def _steps(calm: Calm) -> list[tuple[Step, float]]:
    """Each step with the day on which it ends."""
    ends = [*(float(step.day) for step in calm.steps[1:]), float(calm.longest)]
    return [(step, ends[number]) for number, step in enumerate(calm.steps)]
