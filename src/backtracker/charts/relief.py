"""What helps in words: the sentence, the table, and the room the picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from backtracker.analysis.relief import FEWEST, Relief
from backtracker.charts.chart import LONGEST_HEADLINE, Chart, Table, drawn
from backtracker.core import catalogue
from backtracker.core.change import POINTS, SHARE
from backtracker.core.words import counted, listed, translate

HEAD, ROW, FOOT = 8, 31, 46  # px: above the first row, a treatment, the axis and the words under it
MOST_ROWS = 9
Reliefs = tuple[Relief, ...]


def name(relief: Relief) -> str:
    """What the treatment is called; of a medicine, its name too."""
    if relief.product:
        return translate("charts", "Medicine: {name}", name=relief.product)
    return catalogue.label("treatment", relief.kind)


def shown(reliefs: Reliefs) -> list[Relief]:
    """The rows of the picture: what has a change at all; the table has everything."""
    return [relief for relief in reliefs if relief.times][:MOST_ROWS]


def headline(reliefs: Reliefs) -> str:
    """``Pain fell more after heat than without``, that nothing stands out, or how much is missing."""
    enough = [relief for relief in reliefs if relief.enough]
    if not enough:
        most = max((relief.times for relief in reliefs), default=0)
        if not most:
            return translate("charts", "No treatment with pain before and after it yet")
        return translate("charts", "Too few to say what helps: {have} of {need} times", have=most, need=FEWEST)
    beyond = [relief for relief in enough if relief.beyond]
    if beyond:
        for number in range(min(len(beyond), 2), 0, -1):
            names = [_lower(name(relief), relief) for relief in beyond[:number]]
            said = translate("charts", "Pain fell more after {what} than without", what=listed(names))
            if len(said) <= LONGEST_HEADLINE:
                return said
        return translate("charts", "Pain fell more after {n} treatments than without", n=len(beyond))
    if any(relief.without is not None for relief in enough):
        return translate("charts", "No treatment stands out: pain falls about as much without")
    return translate("charts", "How pain changed after each treatment; nothing to compare with yet")


def _lower(words: str, relief: Relief) -> str:
    return words if relief.kind.startswith(catalogue.OWN) else words[:1].lower() + words[1:]


def lead(reliefs: Reliefs) -> str:
    """What the change is, and that it is not all the treatment's doing."""
    if not any(relief.times for relief in reliefs):
        return translate("charts", "Note pain before a treatment and within two hours after it.")
    return translate(
        "charts", "Change in pain within two hours, median and 95 %. Some of it would have eased by itself."
    )


def change_text(value: float) -> str:
    """A change as it is read: ``−1.5``, ``0``, ``+0.5``."""
    words = f"{abs(value):.1f}".removesuffix(".0")
    return words if value == 0 else f"{'−' if value < 0 else '+'}{words}"


def interval_text(relief: Relief) -> str:
    """``(−2.5 to −1)``, or how many times are there of those needed."""
    if relief.interval is None:
        return translate("charts", "{have} of {need} times", have=relief.times, need=FEWEST)
    return translate(
        "charts", "({low} to {high})", low=change_text(relief.interval.low), high=change_text(relief.interval.high)
    )


def times_text(relief: Relief) -> str:
    """``14 times``."""
    return counted(relief.times, translate("charts", "{n} time"), translate("charts", "{n} times"))


def table(reliefs: Reliefs) -> Table:
    """A row for each treatment with everything that is known about it."""
    header = tuple(
        translate("charts", word, points=POINTS, share=round(100 * SHARE))
        for word in (
            "Treatment", "Given", "With pain before and after", "Median change", "95 % from", "95 % to",
            "Change without it", "Times compared", "Fell by {points} points or {share} %", "Minutes until half did",
        )
    )  # fmt: skip
    return header, [
        (
            name(relief),
            str(relief.given),
            str(relief.times),
            "" if relief.change is None else change_text(relief.change),
            "" if relief.interval is None else change_text(relief.interval.low),
            "" if relief.interval is None else change_text(relief.interval.high),
            "" if relief.without is None else change_text(relief.without),
            str(relief.compared),
            str(relief.relieved),
            "" if relief.minutes is None else str(relief.minutes),
        )
        for relief in reliefs
    ]


def height(reliefs: Reliefs, width: int) -> int:
    """A row for each treatment."""
    return HEAD + ROW * max(len(shown(reliefs)), 3) + FOOT


RELIEF = Chart(
    key="relief",
    title="What helps",
    headline=headline,
    lead=lead,
    draw=drawn("relief"),
    table=table,
    height=height,
    what=(
        "For each time: the last pain level within two hours before a treatment, and the last one within two hours "
        "after it. The point is the middle of these changes; the bar is where the middle could lie, 95 times in "
        "100; below six times there is none. The hollow point is the change over as long a time without that "
        "treatment, in the same phase of an episode and from about the same pain: pain falls by itself, and most is "
        "done when it is worst. What else you did meanwhile is not taken out. A change of {points} points or "
        "{share} % is one that people notice (Ostelo 2008, Spine 33:90)."
    ),
)
