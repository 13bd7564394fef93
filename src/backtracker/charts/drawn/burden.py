"""The picture of the months: a line of days with pain, bars of the bad ones, discs for the spasms.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from dataclasses import dataclass
from itertools import pairwise

from matplotlib.figure import Figure

from backtracker.analysis.burden import Month, Months
from backtracker.charts.drawn.paper import Paper, circle, text_width
from backtracker.core.words import month_text, translate
from backtracker.tokens import SMALL_STRONG, Theme

_TOP, _LANE, _MONTHS, _GUTTER = 22, 26, 24, 8  # px: above the plot, the lane of spasms, the line of months
_STRONG_LEVEL = 6  # the colour of the bars, from the middle of what they count
_SCALES = ((5, (0, 5)), (10, (0, 5, 10)), (20, (0, 10, 20)), (31, (0, 10, 20, 30)))
_DASHED = (0.0, (2.0, 2.0))


def draw(figure: Figure, months: Months, theme: Theme) -> None:
    """Bars behind, the line before them, discs below."""
    paper = Paper(figure, theme)
    most = max((month.pain_days for month in months.months), default=0)
    top, levels = next(scale for scale in _SCALES if most <= scale[0])
    spasms = translate("charts", "Spasms")
    left = text_width(spasms) + 2 * _GUTTER
    names = (translate("charts", "days with pain"), translate("charts", "at 4 or more"))
    right = paper.width - max(text_width(name, SMALL_STRONG.size, SMALL_STRONG.weight) for name in names) - 22
    plot = _Plot(paper, months, left, right if months.runs else paper.width, paper.height - _LANE - _MONTHS, top)
    paper.hairlines([plot.y(level) for level in levels], left, plot.right)
    for level in levels:
        paper.text(left - _GUTTER, plot.y(level), str(level), align="right")
    paper.text(left - _GUTTER, plot.bottom + _LANE / 2 + 2, spasms, align="right")
    plot.gaps()
    plot.bars()
    plot.line()
    plot.spasms()
    plot.month_names()
    if months.runs:
        plot.end_labels(*names)


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where months and days lie on the paper, and the layers drawn there."""

    paper: Paper
    months: Months
    left: float
    right: float
    bottom: float
    most: int

    @property
    def step(self) -> float:
        return (self.right - self.left) / max(len(self.months.months), 6)

    def index(self, month: Month) -> int:
        first = self.months.months[0].first
        return (month.first.year - first.year) * 12 + month.first.month - first.month

    def x(self, month: Month) -> float:
        """The middle of the month."""
        return self.left + (self.index(month) + 0.5) * self.step

    def y(self, days: float) -> float:
        return self.bottom - days / self.most * (self.bottom - _TOP)

    def spot(self, month: Month) -> tuple[float, float]:
        return self.x(month), self.y(month.pain_days)

    def gaps(self) -> None:
        """A sunk band where months have no record, with words where they fit."""
        words, start = translate("charts", "not recorded"), None
        for month in (*self.months.months, None):
            if month is not None and month.gap:
                start = month if start is None else start
            elif start is not None:
                left = self.paper.snap(self.x(start) - self.step / 2)
                right = self.x(month) - self.step / 2 if month else self.x(self.months.months[-1]) + self.step / 2
                self.paper.boxes(
                    [(left, _TOP - 4, self.paper.snap(right) - left, self.bottom - _TOP + 4)],
                    [self.paper.theme.sunk],
                    3,
                    name="gap",
                )
                if right - left > text_width(words) + 8:
                    self.paper.text((left + right) / 2, self.bottom - 11, words, align="center")
                start = None

    def bars(self) -> None:
        theme, wide = self.paper.theme, max(min(self.step * 0.62, 22), 1)
        boxes = []
        for month in self.months.months:
            if month.strong_days:
                left, top = self.paper.snap(self.x(month) - wide / 2), self.y(month.strong_days)
                boxes.append((left, top, self.paper.snap(wide), self.bottom - top))
        edge = 1 if wide >= 6 else 0
        self.paper.boxes(boxes, [theme.pain(_STRONG_LEVEL)], 2, [theme.pain_edge(_STRONG_LEVEL)], edge, name="strong")

    def line(self) -> None:
        """Solid between whole months, dashed to a partial one, broken at gaps."""
        solid: list[list[tuple[float, float]]] = []
        dashed: list[list[tuple[float, float]]] = []
        for run in self.months.runs:
            for before, after in pairwise(run):
                pair = [self.spot(before), self.spot(after)]
                (dashed if before.partial or after.partial else solid).append(pair)
        self.paper.lines(dashed, "quiet", 1.5, _DASHED, "partial")
        self.paper.lines(solid, "text", 2, name="whole")
        recorded = [month for run in self.months.runs for month in run]
        alone = {run[0] for run in self.months.runs if len(run) == 1}
        radius = 4 if self.step >= 14 else 3 if self.step >= 8 else 2
        theme = self.paper.theme
        whole = [self.spot(each) for each in recorded if not each.partial and (self.step >= 5 or each in alone)]
        self.paper.marks(circle(radius - 0.5), whole, [theme.text], name="months")
        parts = [month for month in recorded if month.partial]
        self.paper.marks(circle(4), [self.spot(each) for each in parts], [theme.card], [theme.text], 1.5, name="parts")

    def spasms(self) -> None:
        """A disc with the number; where months stand close a dot, larger for more."""
        theme, y = self.paper.theme, self.bottom + _LANE / 2 + 2
        begun = [month for month in self.months.months if month.episodes]
        if self.step >= 15:
            self.paper.marks(circle(7.5), [(self.x(month), y) for month in begun], [theme.text], name="spasms")
            self.paper.numbers([(self.x(month), y, month.episodes, "card") for month in begun], 10.5)
            return
        for number in sorted({month.episodes for month in begun}):
            places = [(self.x(month), y) for month in begun if month.episodes == number]
            self.paper.marks(circle(min(2.2 + 1.1 * number, 7)), places, [theme.text], name="spasms")

    def month_names(self) -> None:
        """Parts of a month by what they are, January as its year, the months between where there is room."""
        months = self.months.months
        every = next((number for number in (1, 3) if self.step * number >= 36), 12)
        late = [month for month in months if month.running]
        early = [month for month in months if month.begins_late and not month.running]
        regular = [month for month in months if (month.first.month - 1) % every == 0]
        taken: list[tuple[float, float]] = []
        for month in (*late, *early, *regular):
            words = _name(month)
            half = text_width(words) / 2
            x = max(min(self.x(month), self.paper.width - half), self.left + half if month in early else half)
            if all(x + half + 8 < left or x - half - 8 > right for left, right in taken):
                self.paper.text(x, self.paper.height - _MONTHS / 2 + 2, words, align="center")
                taken.append((x - half, x + half))

    def end_labels(self, pain: str, strong: str) -> None:
        """Names at the right end of what they name, pushed apart where they would touch."""
        last = self.months.runs[-1][-1]
        upper, lower = self.y(last.pain_days), self.y(last.strong_days)
        if lower - upper < 17:
            lower = min(upper + 17, self.bottom - 2)
            upper = lower - 17
        x = self.right + 10
        size, weight = SMALL_STRONG.size, SMALL_STRONG.weight
        self.paper.text(x, upper, pain, "text", size, weight)
        if any(month.strong_days for month in self.months.months):
            theme = self.paper.theme
            self.paper.boxes(
                [(x, self.paper.snap(lower - 5), 10, 10)], [theme.pain(_STRONG_LEVEL)], 2,
                [theme.pain_edge(_STRONG_LEVEL)], 1,
            )  # fmt: skip
            self.paper.text(x + 15, lower, strong, "quiet", size, 400)


def _name(month: Month) -> str:
    name = month_text(month.first.month, short=True)
    if month.running:
        return translate("charts", "{month} so far", month=name)
    if month.begins_late:
        return translate("charts", "from {day} {month}", day=month.last.day - month.days + 1, month=name)
    return str(month.first.year) if month.first.month == 1 else name
