"""What a chart is.

May import ``tokens``; standard library only, so that headlines and tables cost no matplotlib.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from backtracker.tokens import Theme

Numbers = TypeVar("Numbers")
Table = tuple[tuple[str, ...], list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Chart(Generic[Numbers]):
    """One chart: its words and its drawing, all of them from the same numbers.

    ``headline`` says in a sentence what is to be seen, or how much is missing; ``lead`` is the
    line under it; ``draw`` paints on an empty matplotlib figure of any size; ``table`` is the
    same as text cells; ``height`` the px it would like to have at a width in px. ``title`` and
    ``what`` are English, translated when shown (context ``charts``).
    """

    key: str
    title: str
    headline: Callable[[Numbers], str]
    lead: Callable[[Numbers], str]
    draw: Callable[[Figure, Numbers, Theme], None]
    table: Callable[[Numbers], Table]
    height: Callable[[Numbers, int], int]
    what: str
