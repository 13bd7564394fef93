"""From a chart and its numbers to pixels or a file.

May import ``charts``, ``core``, ``tokens``; matplotlib when first drawn. One drawing happens at a time, from whichever
thread: matplotlib is not made for more.
"""

from __future__ import annotations

import csv
import io
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from backtracker.charts.chart import Chart
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.tokens import Theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = ("png", "svg", "csv")
_pencil = Lock()


class Pixels(NamedTuple):
    """A picture: ``width`` × ``height`` device pixels, rows from the top, four bytes each (red, green, blue, alpha)."""

    rgba: bytes
    width: int
    height: int


def render(
    chart: Chart[Any], numbers: object, theme: Theme, width_px: float, height_px: float, scale: float = 1.0
) -> Pixels:
    """The chart as ``width_px`` × ``height_px`` px of the page, ``scale`` device pixels each."""
    with _drawing():
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        canvas: Any = FigureCanvasAgg(_figure(width_px, height_px, scale))
        chart.draw(canvas.figure, numbers, theme)
        canvas.draw()
        wide, high = canvas.get_width_height(physical=True)
        return Pixels(bytes(canvas.buffer_rgba()), wide, high)


def save(
    chart: Chart[Any],
    numbers: object,
    theme: Theme,
    path: Path,
    width_px: int = 960,
    height_px: int | None = None,
    scale: float = 2.0,
) -> None:
    """The chart as a PNG or SVG file, or its table as CSV, by the ending of ``path``.

    The file appears whole or not at all, and only its owner may read it. Text in an SVG stays
    text, and its ground is left clear. :class:`UserError` where the ending is another or the
    file cannot be written.
    """
    kind = path.suffix.removeprefix(".").lower()
    if kind not in FORMATS:
        raise UserError(translate("charts", "Choose a name that ends in .png, .svg or .csv."))
    content = (
        _csv(chart, numbers) if kind == "csv" else _picture(chart, numbers, theme, kind, width_px, height_px, scale)
    )
    try:
        _put(content, path)
    except OSError as trouble:
        raise UserError(
            translate(
                "charts",
                "The chart could not be saved as {name}: {reason}. Choose another place.",
                name=path.name,
                reason=trouble.strerror or trouble,
            )
        ) from trouble


@contextmanager
def _drawing() -> Iterator[None]:
    """The pencil is held by one. A letter that no font has becomes a box, which is no trouble to tell anyone."""
    with _pencil, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        yield


def _figure(width_px: float, height_px: float, scale: float) -> Figure:
    """An empty figure on which one point is one px of the page."""
    from matplotlib.figure import Figure

    wide, high = max(round(width_px * scale), 1), max(round(height_px * scale), 1)
    dpi = 72 * scale
    return Figure(figsize=(wide / dpi, high / dpi), dpi=dpi)


def _picture(
    chart: Chart[Any], numbers: object, theme: Theme, kind: str, width_px: int, height_px: int | None, scale: float
) -> bytes:
    with _drawing():
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        figure = _figure(width_px, height_px or chart.height(numbers, width_px), scale if kind == "png" else 1)
        canvas: Any = FigureCanvasAgg(figure) if kind == "png" else FigureCanvasSVG(figure)
        chart.draw(figure, numbers, theme)
        out = io.BytesIO()
        if kind == "png":
            canvas.print_png(out)
        else:
            figure.patch.set_visible(False)
            words = {"Title": chart.headline(numbers), "Date": None, "Creator": "backtracker"}
            with rc_context({"svg.fonttype": "none", "svg.hashsalt": chart.key}):
                canvas.print_svg(out, metadata=words)
        return out.getvalue()


def _csv(chart: Chart[Any], numbers: object) -> bytes:
    header, rows = chart.table(numbers)
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode("utf-8-sig")  # the mark without which spreadsheets read no umlauts


def _put(content: bytes, path: Path) -> None:
    """Beside its place first, under a name of its own, then moved there in one step."""
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
