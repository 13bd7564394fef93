"""The picture of the medicines: a lane for each ingredient, a bar a day, the limit across.

May import ``analysis``, ``core``, ``tokens`` and matplotlib.
"""

from datetime import timedelta

from matplotlib.figure import Figure

from backtracker.analysis.doses import DoseDays, Lane
from backtracker.charts.doses import AXIS, short_name, top_of
from backtracker.charts.drawn.paper import Paper, text_width
from backtracker.core.medicines.wording import mg_text
from backtracker.core.words import capitalized, month_text, translate
from backtracker.tokens import SMALL_STRONG, Theme

_NAME, _GAP = 20, 10  # px: the name above a lane, and what parts its plot from the number beside it
_DASHED = (0.0, (2.0, 2.0))


def draw(figure: Figure, days: DoseDays, theme: Theme) -> None:
    """Lanes one under the other, the days below the last."""
    paper = Paper(figure, theme)
    if not days.lanes:
        words = translate("charts", "Nothing to draw yet")
        paper.text(paper.width / 2, paper.height / 2, words, align="center")
        paper.hairlines([paper.height - AXIS], 0, paper.width)
        return
    beside = max(text_width(mg_text(top_of(lane))) for lane in days.lanes) + _GAP
    right = max(paper.width - beside, 20.0)
    tall = max((paper.height - AXIS) / len(days.lanes), 8.0)
    for number, lane in enumerate(days.lanes):
        _draw_lane(paper, days, lane, number * tall, tall, right)
    _draw_days(paper, days, right)


def _draw_lane(paper: Paper, days: DoseDays, lane: Lane, top: float, tall: float, right: float) -> None:
    bottom, room = top + tall - 6, max(tall - 6 - _NAME - 8, 2.0)
    step, most = right / days.number, top_of(lane) or 1
    name = capitalized(short_name(lane.key))
    paper.text(0, top + _NAME / 2, name, "text", SMALL_STRONG.size, SMALL_STRONG.weight)
    paper.hairlines([bottom], 0, right)
    wide = max(min(step * 0.66, 18.0), 1.0)
    over = set(lane.over)
    for name_, token in (("taken", "medicine"), ("over", "warning")):
        boxes = []
        for day, mcg in lane.days:
            if (day in over) is (name_ == "over"):
                left = paper.snap(((day - days.first).days + 0.5) * step - wide / 2)
                high = mcg / most * room
                boxes.append((left, bottom - high, paper.snap(wide), high))
        paper.boxes(boxes, [paper.theme.colour(token)], 2, name=f"{name_}-{lane.key}")
    told = lane.limit if lane.limit is not None else lane.most
    y = bottom - told / most * room
    if lane.limit is not None:
        paper.lines([[(0, y), (right, y)]], "text", 1.5, _DASHED, f"limit-{lane.key}")
    paper.text(right + _GAP, y, mg_text(told))


def _draw_days(paper: Paper, days: DoseDays, right: float) -> None:
    """The first day, then as many weeks as there is room for, the last day at the right."""
    step, y = right / days.number, paper.height - AXIS / 2 + 4
    taken: list[tuple[float, float]] = []
    weeks = range(7, days.number - 1, 7)
    for number in (0, days.number - 1, *weeks):
        day = days.first + timedelta(days=number)
        words = f"{day.day} {month_text(day.month, short=True)}"
        half = text_width(words) / 2
        x = min(max((number + 0.5) * step, half), max(right - half, half))
        if all(x + half + 10 < left or x - half - 10 > end for left, end in taken):
            paper.text(x, y, words, align="center")
            taken.append((x - half, x + half))
