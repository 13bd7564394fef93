"""The picture of weeks: a line of medians in a band of quartiles, broken where nobody knows.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from collections.abc import Callable, Sequence
from datetime import date

from matplotlib.figure import Figure
from matplotlib.path import Path

from backtracker.analysis.hours import Stretch, Weeks
from backtracker.charts.drawn.paper import Paper, circle, text_width
from backtracker.charts.hours import level
from backtracker.core.words import month_text, translate
from backtracker.tokens import SMALL_STRONG, Theme

_LEFT, _RIGHT, _TOP, _MONTHS = 28, 34, 14, 26  # px around the plot
_COLUMN = 2.0  # px that share one point: what lies between them would not be seen


def draw(figure: Figure, weeks: Weeks, theme: Theme) -> None:
    """The bands behind, the lines before them, the latest number at the right end."""
    paper = Paper(figure, theme)
    right, bottom = paper.width - _RIGHT, paper.height - _MONTHS
    days = max((weeks.today - weeks.first).days, 28)

    def x(day: date) -> float:
        return right - (weeks.today - day).days / days * (right - _LEFT)

    def y(value: float) -> float:
        return bottom - value / 10 * (bottom - _TOP)

    paper.levels(y, _LEFT, right)
    runs = [_thinned(run, days / max((right - _LEFT) / _COLUMN, 1)) for run in weeks.runs]
    bands = []
    for run in runs:
        if len(run) > 1:
            upper = [(x(each.day), y(each.pain.high)) for each in run]
            lower = [(x(each.day), y(each.pain.low)) for each in reversed(run)]
            bands.append(Path([*upper, *lower, upper[0]], closed=True))
    if bands:
        paper.shapes(bands, [theme.tint("accent")], name="quartiles")
    paper.lines([[(x(each.day), y(each.pain.median)) for each in run] for run in runs], "text", 2, name="medians")
    alone = [(x(run[0].day), y(run[0].pain.median)) for run in runs if len(run) == 1]
    paper.marks(circle(2.5), alone, [theme.text], name="alone")
    if weeks.lately is not None:
        last = runs[-1][-1]
        spot = (x(last.day), y(last.pain.median))
        paper.marks(circle(4.5), [spot], [theme.pain(round(last.pain.median))], [theme.text], 1.5, name="lately")
        paper.text(spot[0] + 10, spot[1], level(last.pain.median), "text", SMALL_STRONG.size, SMALL_STRONG.weight)
    _months(paper, weeks, x)


def _thinned(run: Sequence[Stretch], days: float) -> list[Stretch]:
    """The last point of each so many days, and the very first."""
    kept: dict[int, Stretch] = {}
    for each in run:
        kept[int((each.day - run[0].day).days / max(days, 1))] = each
    found = list(kept.values())
    return found if found[0] is run[0] else [run[0], *found]


def _months(paper: Paper, weeks: Weeks, x: Callable[[date], float]) -> None:
    """January by its year, the months between where there is room."""
    months, first = [], weeks.first.replace(day=1)
    while first <= weeks.today:
        months.append(first)
        first = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    step = (x(weeks.today) - x(weeks.first)) / max(len(months), 1)
    every = next((number for number in (1, 3) if step * number >= 36), 12)
    taken: list[tuple[float, float]] = []
    for month in sorted(months, key=lambda each: (each.month != 1, each)):
        words = str(month.year) if month.month == 1 else month_text(month.month, short=True)
        half, middle = text_width(words) / 2, x(month)
        fits = middle >= _LEFT and all(middle + half + 8 < left or middle - half - 8 > right for left, right in taken)
        if fits and (month.month - 1) % every == 0:
            paper.text(middle, paper.height - _MONTHS / 2 + 2, words, align="center")
            taken.append((middle - half, middle + half))
    if not taken:
        paper.text(x(weeks.today), paper.height - _MONTHS / 2 + 2, translate("charts", "today"), align="right")
