"""What a chart is.

May import ``core`` and ``tokens``; standard library only, so that headlines and tables cost no matplotlib.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from backtracker.core.change import POINTS, SHARE
from backtracker.core.words import translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from backtracker.tokens import Theme

Numbers = TypeVar("Numbers")
Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
LONGEST_HEADLINE = 80  # characters


@dataclass(frozen=True, slots=True)
class Chart(Generic[Numbers]):
    """One chart: its words and its drawing, all of them from the same numbers.

    ``headline`` says in a sentence what is to be seen, or how much is missing; ``lead`` is the
    line under it; ``draw`` paints on an empty matplotlib figure of any size; ``table`` is the
    same as text cells; ``height`` the px it would like to have at a width in px. ``title`` and
    ``what`` are English, translated when shown (context ``charts``): :meth:`explained` does it for ``what``.
    """

    key: str
    title: str
    headline: Callable[[Numbers], str]
    lead: Callable[[Numbers], str]
    draw: Callable[[Figure, Numbers, Theme], None]
    table: Callable[[Numbers], Table]
    height: Callable[[Numbers, int], int]
    what: str

    def explained(self) -> str:
        """``what``, translated, with the figures of a change that matters where it names them."""
        return translate("charts", self.what, points=POINTS, share=round(100 * SHARE))


def drawn(name: str) -> Callable[[Figure, Any, Theme], None]:
    """The drawing in ``charts/drawn`` of that name; matplotlib is imported with it, when it draws."""

    def draw(figure: Figure, numbers: Any, theme: Theme) -> None:
        import_module(f"backtracker.charts.drawn.{name}").draw(figure, numbers, theme)

    return draw
