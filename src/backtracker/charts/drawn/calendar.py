"""The picture of a year: one cell a day, marked where a spasm began, with the pain scale under it.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from dataclasses import dataclass
from datetime import date

from matplotlib.figure import Figure

from backtracker.analysis.burden import STRONG, Day, Known, Year
from backtracker.charts.calendar import BETWEEN, GAP, LABELS, MONTHS, NARROW, ROW, WEEKS, legend_rows, pitch
from backtracker.charts.drawn.paper import Paper, text_width
from backtracker.core.words import month_text, translate, weekday_text
from backtracker.tokens import Theme

_DOTTED = (0.0, (1.6, 1.6))
_PRINTED = 12.5  # px: a cell at least as large has room for its number


def draw(figure: Figure, year: Year, theme: Theme) -> None:
    """All weeks in a row, or the two half-years one under the other where it is narrow."""
    paper = Paper(figure, theme)
    space = paper.height - ROW * legend_rows(paper.width)
    if paper.width < NARROW and space > 2 * MONTHS + BETWEEN + 14 * 7:
        half = next(number for number, day in enumerate(year.days) if day.day.month == 7)
        step = min(pitch(paper.width, WEEKS // 2 + 1), (space - 2 * MONTHS - BETWEEN) / 14)
        lower = MONTHS + 7 * step + BETWEEN
        blocks = [_Block(year.days[:half], 0, step, paper), _Block(year.days[half:], lower, step, paper)]
    else:
        step = min(pitch(paper.width, WEEKS), (space - MONTHS) / 7)
        blocks = [_Block(year.days, 0, step, paper)]
    for block in blocks:
        block.labels()
    placed = [(day, block.corner(day.day)) for block in blocks for day in block.days]
    _cells(paper, placed, step - GAP)
    _legend(paper, blocks[-1].top + MONTHS + 7 * step + ROW / 2 + 4)


@dataclass(frozen=True, slots=True)
class _Block:
    """Consecutive days as columns of weeks, Monday at the top."""

    days: tuple[Day, ...]
    top: float
    step: float
    paper: Paper

    def corner(self, day: date) -> tuple[float, float]:
        first = self.days[0].day
        week = ((day - first).days + first.weekday()) // 7
        snap = self.paper.snap
        return snap(LABELS + week * self.step), snap(self.top + MONTHS + day.weekday() * self.step)

    def labels(self) -> None:
        for day in self.days:
            if day.day.day == 1:
                x, _ = self.corner(day.day)
                self.paper.text(x, self.top + MONTHS / 2 - 1, month_text(day.day.month, short=True))
        for day in self.days[:7]:
            if day.day.weekday() % 2 == 0:
                middle = self.corner(day.day)[1] + (self.step - GAP) / 2
                self.paper.text(0, middle, weekday_text(day.day, short=True))


def _cells(paper: Paper, placed: list[tuple[Day, tuple[float, float]]], size: float) -> None:
    theme, size = paper.theme, paper.snap(size)
    square, radius = (size, size), min(3.0, size / 4)
    recorded = [(day.worst, corner) for day, corner in placed if day.worst is not None]
    paper.cells(
        [corner for _, corner in recorded],
        square,
        [theme.pain(worst) for worst, _ in recorded],
        radius,
        name="recorded",
    )
    outside = [corner for day, corner in placed if day.known in (Known.FUTURE, Known.BEFORE)]
    paper.cells(outside, square, ["none"], radius, [theme.line], 1, name="outside")
    missed = [corner for day, corner in placed if day.known is Known.UNRECORDED]
    paper.cells(missed, square, ["none"], radius, [theme.line2], 1, _DOTTED, "missed")
    began = [(x - 1, y - 1) for day, (x, y) in placed if day.began]
    paper.cells(began, (size + 2, size + 2), ["none"], radius + 1, [theme.text], 2, name="began")
    if size >= _PRINTED:
        strong = [(worst, x + size / 2, y + size / 2) for worst, (x, y) in recorded if worst >= STRONG]
        paper.numbers([(x, y, worst, theme.pain_ink(worst)) for worst, x, y in strong], min(size * 0.72, 12), "worst")


def _legend(paper: Paper, y: float) -> None:
    theme, side, snap = paper.theme, 16.0, paper.snap
    word, top = translate("charts", "pain"), snap(y - 8)
    paper.text(0, y, word)
    x = LABELS if paper.width >= NARROW else text_width(word) + 8
    corners = [(snap(x + level * (side + 3)), top) for level in range(11)]
    paper.cells(corners, (side, side), theme.ramp, 3, name="scale")
    middle = top + side / 2
    paper.numbers(
        [(x + side / 2, middle, level, theme.pain_ink(level)) for level, (x, _) in enumerate(corners)], 10.5, "scale"
    )
    x = corners[-1][0] + side + 18
    if legend_rows(paper.width) > 1:
        x, y, top = corners[0][0], y + ROW - 6, snap(top + ROW - 6)
    for words, edge, wide, dashes in (
        (translate("charts", "a spasm began"), theme.text, 2, None),
        (translate("charts", "not recorded"), theme.line2, 1, _DOTTED),
    ):
        paper.cells([(snap(x), top)], (side, side), ["none"], 3, [edge], wide, dashes)
        paper.text(x + side + 7, y, words)
        x += side + 7 + text_width(words) + 18
