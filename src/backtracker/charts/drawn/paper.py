"""A figure to draw on in px from the top left, with the program's colours and letters.

Charts place each mark themselves: no axes, whose ticks alone cost more than all the rest, and
no layout engine. Many like marks are one collection. May import ``tokens``, ``paths`` and matplotlib (never
pyplot, never Qt).
"""

from collections.abc import Callable, Sequence
from functools import cache
from logging import getLogger

from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath, text_to_path
from matplotlib.transforms import Affine2D

from backtracker.paths import resource
from backtracker.tokens import AXIS, Theme

POINTS_AN_INCH = 72  # figures are made with as many dots an inch, so a point is a px
CAPITALS = 0.727  # height of a digit by the size of its type, in Inter
_FAMILIES = (
    "Inter", "DejaVu Sans", "Noto Sans CJK JP", "Noto Sans CJK SC", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic",
    "Hiragino Sans", "PingFang SC", "Apple SD Gothic Neo", "Noto Sans Arabic", "Noto Sans Hebrew",
)  # fmt: skip
_LEVELS = (0, 5, 10)
_NUMBER = 600  # the weight of numbers in cells
_ABOVE_ALL = 1_000  # letters lie on every shape, shapes on those drawn before them
_BEZIER = 0.5523  # of the radius: the handle that makes a cubic curve a quarter of a circle

Box = tuple[float, float, float, float]  # left, top, width, height
Dashes = tuple[float, tuple[float, ...]]  # offset, then on and off, in widths of the line


class Paper:
    """Draws on one figure. ``width`` and ``height`` are px of the page, whatever the scale of the screen."""

    def __init__(self, figure: Figure, theme: Theme) -> None:
        figure.clear()
        figure.set_facecolor(theme.card)
        self.figure, self.theme = figure, theme
        self.scale = figure.dpi / POINTS_AN_INCH
        wide, high = figure.get_size_inches()
        self.width, self.height = float(wide) * POINTS_AN_INCH, float(high) * POINTS_AN_INCH
        unit = Affine2D().scale(1 / POINTS_AN_INCH, -1 / POINTS_AN_INCH)
        self._shape = unit + figure.dpi_scale_trans
        self._place = unit.frozen().translate(0, float(high)) + figure.dpi_scale_trans

    def snap(self, value: float) -> float:
        """The nearest px that the screen really has."""
        return round(value * self.scale) / self.scale

    def text(
        self,
        x: float,
        y: float,
        words: str,
        colour: str = "quiet",
        size: float = AXIS.size,
        weight: int = 400,
        align: str = "left",
    ) -> Text:
        """``words`` with the middle of their capitals at ``y``."""
        return self.figure.text(
            x,
            y + size * CAPITALS / 2,
            words,
            color=self.theme.colour(colour),
            fontproperties=letters(size, weight, plain=_is_plain(words)),
            horizontalalignment=align,
            verticalalignment="baseline",
            transform=self._place,
            parse_math=False,
            zorder=_ABOVE_ALL,
        )

    def numbers(self, printed: Sequence[tuple[float, float, int, str]], size: float, name: str = "number") -> None:
        """Many numbers, each with its middle, itself and its colour.

        On a screen every number is one outline that is stamped, for hundreds of texts would cost more than
        all the rest of a chart; in an SVG they are text.
        """
        if self.figure.canvas.get_default_filetype() == "svg":
            for x, y, number, colour in printed:
                self.text(x, y, str(number), colour, size, _NUMBER, "center")
            return
        places: dict[int, list[tuple[float, float, str]]] = {}
        for x, y, number, colour in printed:
            places.setdefault(number, []).append((x, y, colour))
        for number, spots in sorted(places.items()):
            shape = _digits(number, size)
            self.marks(
                shape,
                [(x, y) for x, y, _ in spots],
                [self.theme.colour(colour) for *_, colour in spots],
                name=f"{name}-{number}",
            )

    def hairlines(self, ys: Sequence[float], left: float, right: float, colour: str = "line") -> None:
        """One px lines across, on whole px."""
        boxes = [(left, self.snap(y - 0.5), right - left, 1.0) for y in ys]
        self.boxes(boxes, [self.theme.colour(colour)], name="levels")

    def boxes(
        self,
        boxes: Sequence[Box],
        fills: Sequence[str],
        radius: float = 0,
        edges: Sequence[str] = ("none",),
        edge_width: float = 0,
        dashes: Dashes | None = None,
        name: str = "",
    ) -> None:
        """Rectangles of any sizes, one colour each or one for all; an edge lies inside its rectangle.

        Here and below ``name`` tells what the shapes are, in an SVG and to tests.
        """
        if not boxes:
            return
        inset = edge_width / 2
        paths = [rounded(x + inset, y + inset, w - edge_width, h - edge_width, radius - inset) for x, y, w, h in boxes]
        self._add(
            PathCollection(
                paths,
                facecolors=list(fills),
                edgecolors=list(edges),
                linewidths=[edge_width],
                linestyles=[dashes or "solid"],
                transform=self._place,
            ),
            name,
        )

    def cells(
        self,
        corners: Sequence[tuple[float, float]],
        size: tuple[float, float],
        fills: Sequence[str],
        radius: float,
        edges: Sequence[str] = ("none",),
        edge_width: float = 0,
        dashes: Dashes | None = None,
        name: str = "",
    ) -> None:
        """Many rectangles of one size: one shape, stamped at ``corners``."""
        if not corners:
            return
        inset = edge_width / 2
        shape = rounded(inset, inset, size[0] - edge_width, size[1] - edge_width, radius - inset)
        self.marks(shape, corners, fills, edges, edge_width, dashes, name)

    def marks(
        self,
        shape: Path,
        places: Sequence[tuple[float, float]],
        fills: Sequence[str],
        edges: Sequence[str] = ("none",),
        edge_width: float = 0,
        dashes: Dashes | None = None,
        name: str = "",
    ) -> None:
        """``shape`` (px around its own zero, y down) stamped at ``places``."""
        if places:
            self._add(
                PathCollection(
                    [shape],
                    offsets=list(places),
                    offset_transform=self._place,
                    facecolors=list(fills),
                    edgecolors=list(edges),
                    linewidths=[edge_width],
                    linestyles=[dashes or "solid"],
                    transform=self._shape,
                ),
                name,
            )

    def shapes(self, shapes: Sequence[Path], fills: Sequence[str], clip: Path | None = None, name: str = "") -> None:
        """Shapes of any kind in px from the top left; with ``clip`` only what lies within it."""
        drawn = PathCollection(
            list(shapes), facecolors=list(fills), edgecolors=["none"], linewidths=[0], transform=self._place
        )
        self._add(drawn, name)
        if clip is not None:
            drawn.set_clip_path(clip, self._place)

    def lines(
        self,
        lines: Sequence[Sequence[tuple[float, float]]],
        colour: str = "text",
        width: float = 2,
        dashes: Dashes | None = None,
        name: str = "",
    ) -> None:
        """Polygonal lines, all of one look."""
        drawn = [line for line in lines if len(line) > 1]
        if drawn:
            self._add(
                LineCollection(
                    drawn,
                    colors=[self.theme.colour(colour)],
                    linewidths=[width],
                    linestyles=[dashes or "solid"],
                    capstyle="butt" if dashes else "round",
                    joinstyle="round",
                    transform=self._place,
                ),
                name,
            )

    def levels(self, y: Callable[[float], float], left: float, right: float) -> None:
        """The levels of pain at the left: a hairline and its number for the least, the middle and the worst."""
        self.hairlines([y(level) for level in _LEVELS], left, right)
        for level in _LEVELS:
            self.text(left - 8, y(level), str(level), align="right")

    def _add(self, artist: Artist, name: str) -> None:
        artist.set_gid(name or None)
        artist.set_zorder(len(self.figure.artists))
        self.figure.add_artist(artist)


def rounded(x: float, y: float, wide: float, high: float, radius: float = 0) -> Path:
    """A rectangle with round corners, y down."""
    radius = max(min(radius, wide / 2, high / 2), 0)
    right, bottom = x + wide, y + high
    if radius == 0:
        return Path([(x, y), (right, y), (right, bottom), (x, bottom), (x, y)], closed=True)
    near = radius * (1 - _BEZIER)
    corners = [
        (x + radius, y), (right - radius, y), (right - near, y), (right, y + near), (right, y + radius),
        (right, bottom - radius), (right, bottom - near), (right - near, bottom), (right - radius, bottom),
        (x + radius, bottom), (x + near, bottom), (x, bottom - near), (x, bottom - radius),
        (x, y + radius), (x, y + near), (x + near, y), (x + radius, y), (x + radius, y),
    ]  # fmt: skip
    curve = [Path.CURVE4] * 3
    codes = [Path.MOVETO, *([Path.LINETO, *curve] * 4), Path.CLOSEPOLY]
    return Path(corners, codes)


def circle(radius: float) -> Path:
    """A disc around its zero."""
    return rounded(-radius, -radius, 2 * radius, 2 * radius, radius)


def pill(wide: float, high: float, radius: float) -> Path:
    """A rectangle with round corners around its zero."""
    return rounded(-wide / 2, -high / 2, wide, high, radius)


def polygon(*corners: tuple[float, float]) -> Path:
    """A closed shape around its zero."""
    return Path([*corners, corners[0]], closed=True)


@cache
def letters(size: float, weight: int, *, plain: bool = True) -> FontProperties:
    """Inter as shipped; where words are not ``plain``, fonts that lend the letters it lacks stand behind it."""
    families = _families()
    return FontProperties(family=families[:1] if plain else families, size=size, weight=weight)


def _is_plain(words: str) -> bool:
    """Whether Inter has all letters of ``words``: Latin, Greek, Cyrillic and common signs."""
    return all(letter < "\u0530" or "\u2000" <= letter <= "\u206f" for letter in words)


@cache
def _families() -> list[str]:
    getLogger("matplotlib.font_manager").setLevel("ERROR")  # it tells at length of weights that DejaVu lacks
    for path in sorted(resource("fonts").glob("Inter-*.otf")):
        fontManager.addfont(path)
    known = set(fontManager.get_font_names())
    return [name for name in _FAMILIES if name in known]


@cache
def _digits(number: int, size: float) -> Path:
    """The outline of ``number``, its middle at zero, y down."""
    outline = TextPath((0, 0), str(number), size=size, prop=letters(size, _NUMBER))
    box = outline.get_extents()
    middle = Affine2D().translate(-(box.x0 + box.x1) / 2, -size * CAPITALS / 2).scale(1, -1)
    return outline.transformed(middle)


@cache
def text_width(words: str, size: float = AXIS.size, weight: int = 400) -> float:
    """Px that ``words`` take, near enough to decide whether they fit."""
    font = letters(size, weight, plain=_is_plain(words))
    wide, _, _ = text_to_path.get_text_width_height_descent(words, font, ismath=False)
    return float(wide)


def fitted(words: str, room: float, size: float, weight: int) -> str:
    """``words`` cut to the ``room`` in px that there is, with a mark that they were."""
    if text_width(words, size, weight) <= room:
        return words
    while words and text_width(words + "…", size, weight) > room:
        words = words[:-1].rstrip()
    return words + "…"
