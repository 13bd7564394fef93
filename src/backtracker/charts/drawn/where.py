"""The back, twice: how often each place was named, and how bad it was there.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from backtracker.analysis.where import Place, Where
from backtracker.charts import outline
from backtracker.charts.drawn.paper import Paper, rounded, text_width
from backtracker.charts.hours import level
from backtracker.core import catalogue
from backtracker.core.words import translate
from backtracker.tokens import SMALL_STRONG, Theme, contrast, mix

_TITLE, _TOP, _GAP = 26, 4, 18  # px: words under a body, above it, beside the names
_PALEST = 0.30  # of the accent: one spasm must be told from none
_LETTERS = 12.5
_SIDE = 92.0  # from the spine: the middle of what is seen of a region at the side


def draw(figure: Figure, where: Where, theme: Theme) -> None:
    """Names of the rows at the left, then the two bodies."""
    paper = Paper(figure, theme)
    names = {row: _row_name(row, columns[-1]) for row, _, _, columns in outline.ROWS}
    labels = max(text_width(words) for words in names.values()) + _GAP
    room = (paper.width - labels) / 2
    scale = min((paper.height - _TITLE - _TOP) / outline.TALL, room / (2 * outline.HALF + 16))
    scale = max(scale, 0.01)
    reach = min(room / 2, outline.HALF * scale + 46)
    left = max((paper.width - labels - 4 * reach) / 2, 0) + labels
    often, bad = _Body(paper, left + reach, scale), _Body(paper, left + 3 * reach, scale)
    for row, top, bottom, _ in outline.ROWS:
        y = _TOP + (top + bottom) / 2 * scale
        paper.text(often.spine - outline.HALF * scale - 10, y, names[row], align="right")
    for body, words in (
        (often, translate("charts", "how often")),
        (bad, translate("charts", "worst pain, median")),
    ):
        body.ground()
        paper.text(body.spine, paper.height - _TITLE / 2 + 2, words, align="center")
    for place in where.places:
        often.region(place, _often(theme, place, where.highest), str(place.spasms) if place.spasms else "")
        bad.region(place, _bad(theme, place), "" if place.worst is None else level(place.worst))


def _row_name(row: str, column: str) -> str:
    return catalogue.label("place", f"{row}_{column}").partition(", ")[0]


def _often(theme: Theme, place: Place, highest: int) -> str:
    if not place.spasms:
        return theme.region
    return mix(theme.accent, theme.card, _PALEST + (1 - _PALEST) * place.spasms / max(highest, 3))


def _bad(theme: Theme, place: Place) -> str:
    return theme.region if place.worst is None else theme.pain(int(place.worst + 0.5))


@dataclass(frozen=True, slots=True)
class _Body:
    """One drawing of the back, its spine at ``spine`` px."""

    paper: Paper
    spine: float
    scale: float

    @property
    def _to_px(self) -> Affine2D:
        return Affine2D().scale(self.scale).translate(self.spine, _TOP)

    def ground(self) -> None:
        """Head and arms, paler, and nothing to be counted on them."""
        x, y, wide, high = outline.EAR
        ears = [Path.unit_circle().transformed(Affine2D().scale(wide, high).translate(side * x, y)) for side in (-1, 1)]
        arm = _path(outline.ARM)
        parts = [*ears, _whole(outline.HEAD), arm, arm.transformed(Affine2D().scale(-1, 1))]
        self.paper.shapes([self._to_px.transform_path(part) for part in parts], [self.paper.theme.body], name="body")

    def region(self, place: Place, fill: str, words: str) -> None:
        """One place in its colour, with its number where there is one."""
        cell = outline.cells().get(place.key)
        if cell is None:
            return
        theme, trunk = self.paper.theme, self._to_px.transform_path(_whole(outline.TRUNK))
        shape = self._to_px.transform_path(rounded(*cell, outline.CORNER))
        self.paper.shapes([shape], [fill], trunk, place.key)
        if words:
            ink = max((theme.text, theme.on_accent, theme.card), key=lambda each: contrast(each, fill))
            left, top, wide, high = cell
            across = max(min(left + wide / 2, _SIDE), -_SIDE)
            x, y = self.spine + across * self.scale, _TOP + (top + high / 2) * self.scale
            self.paper.text(x, y, words, ink, _LETTERS, SMALL_STRONG.weight, "center")


def _path(steps: outline.Outline) -> Path:
    corners, codes = _strokes(steps)
    return Path([*corners, corners[0]], [*codes, Path.CLOSEPOLY])


def _whole(steps: outline.Outline) -> Path:
    """An outline from the spine with its mirror image as one: without a seam along the spine."""
    corners, codes = _strokes(steps)
    back = [(-x, y) for x, y in reversed(corners)]
    # A code belongs to the corner that ends a stroke; read backwards, the strokes come in the other order.
    return Path([*corners, *back, corners[0]], [*codes, Path.LINETO, *reversed(codes[1:]), Path.CLOSEPOLY])


def _strokes(steps: outline.Outline) -> tuple[list[tuple[float, float]], list[Any]]:
    corners, codes = [(steps[0][0], steps[0][1])], [Path.MOVETO]
    for step in steps[1:]:
        corners += zip(step[::2], step[1::2], strict=True)
        codes += [Path.LINETO] if len(step) == 2 else [Path.CURVE4] * 3
    return corners, codes
