"""The picture of onsets: counts by weekday and hour, and the mean time above them.

May import ``analysis``, ``tokens`` and matplotlib.
"""

from matplotlib.figure import Figure

from backtracker.analysis.rhythm import DAY_MINUTES, Onsets
from backtracker.charts.drawn.paper import Paper, polygon, text_width
from backtracker.charts.onset import HOURS, MARKER, clock, weekday
from backtracker.core.words import translate
from backtracker.tokens import SMALL_STRONG, Theme, contrast, mix

_LABELS, _GAP = 40, 3.5  # px: weekdays at the left, between cells
_PALEST = 0.35  # of the accent: a single spasm must be told from none


def draw(figure: Figure, onsets: Onsets, theme: Theme) -> None:
    """Cells that take more of the accent the more spasms they hold."""
    paper = Paper(figure, theme)
    columns = 24 // onsets.bin_hours
    across, down = (paper.width - _LABELS) / columns, (paper.height - MARKER - HOURS) / 7
    wide, high = paper.snap(across - _GAP), paper.snap(down - _GAP)
    corners, fills, printed = [], [], []
    for day, row in enumerate(onsets.counts):
        y = paper.snap(MARKER + day * down)
        paper.text(0, y + high / 2, weekday(day, short=True))
        for column, count in enumerate(row):
            x = paper.snap(_LABELS + column * across)
            fill = _fill(theme, count, onsets.highest)
            corners.append((x, y))
            fills.append(fill)
            if count:
                printed.append((x + wide / 2, y + high / 2, count, _ink(theme, fill)))
    paper.cells(corners, (wide, high), fills, 4, name="cells")
    paper.numbers(printed, min(13, high * 0.6))
    _mean(paper, onsets)
    for hour in range(0, 25, 6):
        x = _LABELS + hour / onsets.bin_hours * across - (_GAP if hour == 24 else 0)
        align = "left" if hour == 0 else "right" if hour == 24 else "center"
        paper.text(x - (_GAP / 2 if 0 < hour < 24 else 0), paper.height - HOURS / 2 + 2, f"{hour:02d}:00", align=align)


def _fill(theme: Theme, count: int, highest: int) -> str:
    if count == 0:
        return theme.sunk
    share = _PALEST + (1 - _PALEST) * (count - 1) / max(highest - 1, 2)
    return mix(theme.accent, theme.card, share)


def _ink(theme: Theme, fill: str) -> str:
    return max((theme.text, theme.on_accent, theme.card), key=lambda ink: contrast(ink, fill))


def _mean(paper: Paper, onsets: Onsets) -> None:
    """A mark at the mean, named where it means something; pale where it may be chance."""
    minute = onsets.usual_minute
    if minute is None:
        return
    x = _LABELS + minute / DAY_MINUTES * (paper.width - _LABELS) - _GAP / 2
    y = MARKER - 9
    paper.marks(polygon((-6, -4), (6, -4), (0, 4)), [(x, y)], [paper.theme.text], name="mean")
    words = translate("charts", "mean {time}", time=clock(minute))
    size, weight = SMALL_STRONG.size, SMALL_STRONG.weight
    fits = x + 13 + text_width(words, size, weight) <= paper.width
    paper.text(x + 13 if fits else x - 13, y, words, "text", size, weight, "left" if fits else "right")
