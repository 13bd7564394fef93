"""The forest of triggers: a row each, odds ratios on a logarithmic axis, the verdict by its shape.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from dataclasses import dataclass
from math import cos, log, pi, sin

from matplotlib.figure import Figure

from backtracker.analysis.triggers import Link, Links, Verdict
from backtracker.charts.drawn.paper import Paper, circle, fitted, polygon, text_width
from backtracker.charts.triggers import FOOT, HEAD, name, ratio_text, shown, verdict_text
from backtracker.core.words import translate
from backtracker.tokens import BODY, SMALL_STRONG, STRONG, Theme

_LEAST, _MOST = 1 / 50, 100.0
_TICKS = ((1 / 10, "÷10"), (1.0, "1"), (2.0, "×2"), (10.0, "×10"), (100.0, "×100"))
_DASHED = (0.0, (2.5, 2.0))
_RATIO, _SETS, _VERDICT, _SHORT = 132, 46, 184, 96  # px of the columns at the right
_WIDE, _MEDIUM = 760, 560  # px from which all columns stand, and the verdict in full


def draw(figure: Figure, links: Links, theme: Theme) -> None:
    """Names at the left, the bars, then the numbers and the verdict where there is room."""
    paper = Paper(figure, theme)
    rows = shown(links)
    plot = _plot(paper, rows)
    plot.ground(len(rows))
    plot.head()
    for number, link in enumerate(rows):
        plot.row(link, HEAD + (number + 0.5) * plot.step)
    plot.axis()


def _plot(paper: Paper, rows: list[Link]) -> "_Plot":
    wide, medium = paper.width >= _WIDE, paper.width >= _MEDIUM
    verdict = _VERDICT if medium else _SHORT
    numbers = (_RATIO + _SETS if wide else 0) + verdict
    longest = max([text_width(name(link), STRONG.size, STRONG.weight) for link in rows], default=80)
    left = min(longest + 16, paper.width * (0.3 if medium else 0.34))
    step = (paper.height - HEAD - FOOT) / max(len(rows), 3)
    return _Plot(paper, left, max(paper.width - numbers - 14, left + 40), step, wide, medium)


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where ratios and rows lie on the paper, and what is drawn there."""

    paper: Paper
    left: float
    right: float
    step: float
    wide: bool
    medium: bool

    def x(self, ratio: float) -> float:
        share = (log(min(max(ratio, _LEAST), _MOST)) - log(_LEAST)) / (log(_MOST) - log(_LEAST))
        return self.left + share * (self.right - self.left)

    @property
    def bottom(self) -> float:
        return self.paper.height - FOOT

    def ground(self, rows: int) -> None:
        """The band of less than a doubling, lines at round ratios, hairlines between the rows."""
        paper, theme = self.paper, self.paper.theme
        band = (self.x(0.5), HEAD, self.x(2) - self.x(0.5), self.bottom - HEAD)
        paper.boxes([band], [theme.sunk], name="band")
        thin = [[(self.x(ratio), HEAD), (self.x(ratio), self.bottom)] for ratio, _ in _TICKS if ratio not in (1.0, 2.0)]
        paper.lines(thin, "line", 1, name="ratios")
        paper.hairlines([HEAD + number * self.step for number in range(max(rows, 3) + 1)], 0, paper.width)
        paper.lines([[(self.x(1), HEAD), (self.x(1), self.bottom)]], "quiet", 1.5, name="one")

    def head(self) -> None:
        y, middle = HEAD / 2, self.x(1)
        fewer, more = translate("charts", "fewer spasms with it"), translate("charts", "more spasms with it")
        room = min(middle - self.left, self.right - middle) - 12
        if max(text_width(fewer), text_width(more)) < room:
            self.paper.text(middle - 24, y, fewer, align="right")
            self.paper.text(middle + 24, y, more)
        if self.wide:
            self.paper.text(self.right + 14, y, translate("charts", "odds ratio"))
            self.paper.text(self.right + 14 + _RATIO + _SETS - 18, y, translate("charts", "sets"), align="right")
        self.paper.text(self._verdict_at, y, translate("charts", "verdict"))

    @property
    def _verdict_at(self) -> float:
        return self.right + 14 + (_RATIO + _SETS if self.wide else 0)

    def row(self, link: Link, y: float) -> None:
        paper = self.paper
        words = fitted(name(link), self.left - 10, STRONG.size, STRONG.weight)
        paper.text(0, y, words, "text", STRONG.size, STRONG.weight)
        self.bar(link, y)
        if self.wide:
            ratio, bounds = ratio_text(link)
            x = self.right + 14
            if ratio:
                paper.text(x, y, ratio, "text", BODY.size)
                x += text_width(ratio, BODY.size) + 5
            paper.text(x, y, bounds, "quiet", BODY.size)
            paper.text(self.right + 14 + _RATIO + _SETS - 18, y, str(link.odds.sets), "quiet", BODY.size, align="right")
        self.verdict(link, y)

    def bar(self, link: Link, y: float) -> None:
        """The interval with an arrow where it leaves, and the point, whose shape is the verdict's."""
        ratio, interval = link.odds.ratio, link.odds.interval
        if ratio is None or interval is None:
            return
        paper, colour = self.paper, _COLOURS[link.verdict]
        left, right = self.x(interval.low), self.x(interval.high)
        dashes = _DASHED if link.verdict is Verdict.NOT_ENOUGH else None
        paper.lines([[(left, y), (right, y)]], colour, 2, dashes, "interval")
        if interval.low < _LEAST:
            paper.lines([[(left + 6, y - 5), (left, y), (left + 6, y + 5)]], colour, 2, name="leaves")
        if interval.high > _MOST:
            paper.lines([[(right - 6, y - 5), (right, y), (right - 6, y + 5)]], colour, 2, name="leaves")
        if _LEAST <= ratio <= _MOST:
            _shape(paper, link.verdict, self.x(ratio), y)

    def verdict(self, link: Link, y: float) -> None:
        paper, x = self.paper, self._verdict_at
        words = verdict_text(link)
        if link.verdict is Verdict.NOT_ENOUGH:
            _ring(paper, x + 7, y, link.odds.discordant / link.needed)
            if not self.medium:
                words = translate("charts", "{have} of {need}", have=link.odds.discordant, need=link.needed)
            paper.text(x + 22, y, words, "quiet", BODY.size)
            return
        _shape(paper, link.verdict, x + 7, y)
        paper.text(x + 22, y, words, _COLOURS[link.verdict], BODY.size, SMALL_STRONG.weight)

    def axis(self) -> None:
        y, taken = self.bottom + 14, -1.0
        for ratio, words in _TICKS:
            half = text_width(words) / 2
            x = min(self.x(ratio), self.paper.width - half)
            if x - half > taken:
                one = ratio == 1
                self.paper.text(x, y, words, "text" if one else "quiet", weight=600 if one else 400, align="center")
                taken = x + half + 6
        words = translate("charts", "Bars: 95 %, exact. Grey band: less than a doubling.")
        if self.paper.width - taken - 12 > text_width(words):
            self.paper.text(self.paper.width, y, words, align="right")


_COLOURS = {
    Verdict.LINKED: "text",
    Verdict.PROTECTIVE: "accent",
    Verdict.NO_LINK: "quiet",
    Verdict.NOT_ENOUGH: "quiet",
}


def _shape(paper: Paper, verdict: Verdict, x: float, y: float) -> None:
    """A disc for linked, a diamond for protective, a square for no link, a hollow disc for open."""
    theme = paper.theme
    if verdict is Verdict.LINKED:
        paper.marks(circle(6), [(x, y)], [theme.text], name="linked")
    elif verdict is Verdict.PROTECTIVE:
        paper.marks(polygon((-7, 0), (0, -7), (7, 0), (0, 7)), [(x, y)], [theme.accent], name="protective")
    elif verdict is Verdict.NO_LINK:
        paper.marks(polygon((-5, -5), (5, -5), (5, 5), (-5, 5)), [(x, y)], [theme.quiet], name="no-link")
    else:
        paper.marks(circle(6), [(x, y)], [theme.card], [theme.quiet], 2, name="open")


def _ring(paper: Paper, x: float, y: float, share: float) -> None:
    """How much of what is needed is there, from twelve o'clock."""
    angles = [2 * pi * min(share, 1) * number / 24 for number in range(25)]
    whole = [(x + 6 * sin(2 * pi * number / 32), y - 6 * cos(2 * pi * number / 32)) for number in range(33)]
    paper.lines([whole], "line", 3, name="ring")
    if share > 0:
        paper.lines([[(x + 6 * sin(angle), y - 6 * cos(angle)) for angle in angles]], "quiet", 3, name="progress")
