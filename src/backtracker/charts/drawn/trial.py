"""The picture of a trial: a mark for each block in its place in time, filled with it and hollow as usual.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from matplotlib.figure import Figure

from backtracker.analysis.trials import Result
from backtracker.charts.drawn.paper import Paper, circle
from backtracker.core.trial import USUAL, WITH
from backtracker.core.words import translate
from backtracker.tokens import SMALL_STRONG, Theme

_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 14, 34, 44  # px around the plot
_MARK = 6.0
_DASHED = (0.0, (3.0, 2.0))


def draw(figure: Figure, result: Result, theme: Theme) -> None:
    """Pain from 0 to 10 upwards, the blocks from left to right; the mean of each kind as a line behind."""
    paper = Paper(figure, theme)
    right, bottom = paper.width - _RIGHT, paper.height - _BOTTOM

    def y(level: float) -> float:
        return bottom - level / 10 * (bottom - _TOP)

    paper.levels(y, _LEFT, right)
    many = len(result.trial.arms)
    step = (right - _LEFT) / many
    for number in range(many):
        paper.text(_LEFT + (number + 0.5) * step, bottom + 15, str(number + 1), align="center")
    paper.text(right, bottom + 33, translate("charts", "blocks, in the order that was drawn"), align="right")
    _names(paper)
    if not result.over:
        return
    for arm, colour, dashes in ((USUAL, "quiet", _DASHED), (WITH, "accent", None)):
        usable = result.usable(arm)
        if not usable:
            continue
        means = [float(each.mean or 0) for each in usable]
        middle = y(sum(means) / len(means))
        paper.lines([[(_LEFT, middle), (right, middle)]], colour, 1.5, dashes, f"mean-{arm}")
        spots = [(_LEFT + (each.block.number - 0.5) * step, y(mean)) for each, mean in zip(usable, means, strict=True)]
        face = theme.accent if arm == WITH else theme.card
        paper.marks(circle(_MARK), spots, [face], [theme.colour(colour)], 2.0, name=f"blocks-{arm}")


def _names(paper: Paper) -> None:
    theme, x, y = paper.theme, float(_LEFT + _MARK), _TOP / 2 - 2
    for words, face, colour in (
        (translate("charts", "with it"), theme.accent, "accent"),
        (translate("charts", "as usual"), theme.card, "quiet"),
    ):
        paper.marks(circle(_MARK), [(x, y)], [face], [theme.colour(colour)], 2.0, name="sample")
        paper.text(x + 14, y, words, colour, SMALL_STRONG.size, SMALL_STRONG.weight)
        x += 110
