"""The picture of a day: for each part of it a bar from quartile to quartile, and the median on it.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from itertools import pairwise

from matplotlib.figure import Figure

from backtracker.analysis.hours import ThroughDay
from backtracker.charts.drawn.paper import Paper, circle, text_width
from backtracker.charts.hours import level
from backtracker.core.words import translate
from backtracker.tokens import SMALL_STRONG, Theme

_LEFT, _RIGHT, _TOP, _TICKS = 28, 10, 30, 28  # px around the plot


def draw(figure: Figure, day: ThroughDay, theme: Theme) -> None:
    """Bars behind, a line between neighbours, a disc in the colour of its level with its number."""
    paper = Paper(figure, theme)
    right, bottom = paper.width - _RIGHT, paper.height - _TICKS
    step = (right - _LEFT) / len(day.parts)

    def x(hour: float) -> float:
        return _LEFT + hour / 24 * (right - _LEFT)

    def y(value: float) -> float:
        return bottom - value / 10 * (bottom - _TOP)

    words = translate("charts", "Disc: median. Bar: the middle half of the days.")
    if text_width(words) < paper.width:
        paper.text(right, 8, words, align="right")
    paper.levels(y, _LEFT, right)
    boxes, spots, fills = [], [], []
    wide = max(min(step * 0.5, 40), 4)
    for part in day.parts:
        middle = x((part.first + part.last) / 2)
        if part.pain is None:
            continue
        top, low = y(part.pain.high) - 3, y(part.pain.low) + 3
        boxes.append((paper.snap(middle - wide / 2), top, paper.snap(wide), low - top))
        spots.append((middle, y(part.pain.median), part))
        fills.append(theme.pain(round(part.pain.median)))
    paper.boxes(boxes, [theme.tint("accent")], 4, name="quartiles")
    near = [[one[:2], two[:2]] for one, two in pairwise(spots) if one[2].last == two[2].first]
    paper.lines(near, "text", 2, name="between")
    paper.marks(circle(5), [spot[:2] for spot in spots], fills, [theme.text], 1.5, name="medians")
    if step >= 34:
        for across, down, part in spots:
            if part.pain is not None:
                words = level(part.pain.median)
                paper.text(across, max(down - 14, 6), words, "text", SMALL_STRONG.size, SMALL_STRONG.weight, "center")
    for hour in range(0, 25, 6):
        align = "left" if hour == 0 else "right" if hour == 24 else "center"
        paper.text(x(hour), paper.height - _TICKS / 2 + 2, f"{hour:02d}:00", align=align)
    if not spots:
        paper.text((_LEFT + right) / 2, y(5) - 12, translate("charts", "nothing to draw yet"), align="center")
