"""The picture of relief: a row a treatment, its change in its colour, the change without it hollow.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from dataclasses import dataclass
from math import ceil, floor

from matplotlib.figure import Figure

from backtracker.analysis.relief import Relief
from backtracker.charts.drawn.paper import Paper, circle, fitted, text_width
from backtracker.charts.relief import FOOT, HEAD, Reliefs, change_text, interval_text, name, shown, times_text
from backtracker.core import catalogue
from backtracker.core.words import translate
from backtracker.tokens import BODY, STRONG, Theme

_CHANGE, _TIMES = 142, 72  # px of the columns at the right
_WIDE = 620  # px from which they stand


def draw(figure: Figure, reliefs: Reliefs, theme: Theme) -> None:
    """Names at the left, the bars, then the numbers where there is room."""
    paper = Paper(figure, theme)
    rows = shown(reliefs)
    ends = [end for relief in rows for end in _ends(relief)]
    wide = paper.width >= _WIDE
    longest = max([text_width(name(relief), STRONG.size, STRONG.weight) for relief in rows], default=80)
    left = min(longest + 24, paper.width * (0.32 if wide else 0.38))
    right = max(paper.width - (_CHANGE + _TIMES + 24 if wide else 12), left + 40)
    step = (paper.height - HEAD - FOOT) / max(len(rows), 3)
    plot = _Plot(paper, left, right, step, floor(min([*ends, -2])), ceil(max([*ends, 1])), wide)
    plot.ground()
    for number, relief in enumerate(rows):
        plot.row(relief, HEAD + (number + 0.5) * step)
    plot.legend()


def _ends(relief: Relief) -> list[float]:
    found = [relief.change or 0.0, relief.without or 0.0]
    return [*found, relief.interval.low, relief.interval.high] if relief.interval else found


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where changes and rows lie on the paper, and what is drawn there."""

    paper: Paper
    left: float
    right: float
    step: float
    least: int
    most: int
    wide: bool

    def x(self, change: float) -> float:
        inset = 10
        share = (change - self.least) / (self.most - self.least)
        return self.left + inset + share * (self.right - self.left - 2 * inset)

    def ground(self) -> None:
        """Lines at whole points, a stronger one where nothing changes, and what they mean."""
        paper, bottom = self.paper, self.paper.height - FOOT
        every = next(each for each in (1, 2, 5) if (self.x(each) - self.x(0)) >= 58 or each == 5)
        marks = [change for change in range(self.least, self.most + 1) if change % every == 0]
        paper.lines(
            [[(self.x(each), HEAD), (self.x(each), bottom)] for each in marks if each], "line", 1, name="points"
        )
        paper.lines([[(self.x(0), HEAD), (self.x(0), bottom)]], "quiet", 1.5, name="same")
        taken = -1.0
        for each in sorted(marks, key=abs):
            words = _points(each)
            half = text_width(words) / 2
            x = min(max(self.x(each), half), paper.width - half)
            if each == 0 or abs(x - taken) > 2 * half + 8:
                paper.text(x, bottom + 14, words, align="center")
                taken = x

    def row(self, relief: Relief, y: float) -> None:
        paper, tone = self.paper, catalogue.entry("treatment", relief.kind).tone
        colour = paper.theme.colour(tone)
        words = fitted(name(relief), self.left - 12, STRONG.size, STRONG.weight)
        paper.text(0, y, words, "text", STRONG.size, STRONG.weight)
        if relief.interval is not None:
            ends = [(self.x(relief.interval.low), y), (self.x(relief.interval.high), y)]
            paper.lines([ends], colour, 2, name="interval")
        if relief.change is not None:
            spot = [(self.x(relief.change), y)]
            if relief.enough:
                paper.marks(circle(6), spot, [colour], name="change")
            else:
                paper.marks(circle(6), spot, [paper.theme.card], [colour], 2, name="few")
        if relief.without is not None:
            theme = paper.theme
            paper.marks(circle(4.5), [(self.x(relief.without), y)], [theme.card], [theme.quiet], 1.5, name="without")
        if self.wide:
            self.numbers(relief, y)

    def numbers(self, relief: Relief, y: float) -> None:
        paper, x = self.paper, self.right + 24
        words = change_text(relief.change or 0)
        paper.text(x, y, words, "text", BODY.size)
        if relief.enough:
            paper.text(x + text_width(words, BODY.size) + 5, y, interval_text(relief), "quiet", BODY.size)
        paper.text(paper.width, y, times_text(relief), "quiet", BODY.size, align="right")

    def legend(self) -> None:
        """What the hollow point is."""
        y, theme = self.paper.height - 11, self.paper.theme
        words = translate("charts", "the same time without it")
        self.paper.marks(circle(4.5), [(8, y)], [theme.card], [theme.quiet], 1.5, name="key")
        self.paper.text(20, y, words)


def _points(change: int) -> str:
    if change == 0:
        return translate("charts", "same")
    if change < 0:
        return translate("charts", "{n} less", n=-change)
    return translate("charts", "{n} more", n=change)
