"""The plan beside the pain in words: the sentence, the table, and the room the picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from backtracker.analysis.kept import FEWEST_WEEKS, Beside
from backtracker.charts.chart import Chart, Table, drawn
from backtracker.core.words import translate


def headline(beside: Beside) -> str:
    """``Days with pain a week: 0.8 with the plan mostly kept, 2.1 without``, or what is missing."""
    if not beside.weeks:
        return translate("charts", "Nothing of the plan is recorded yet")
    kept, less = beside.usual(kept=True), beside.usual(kept=False)
    if kept is None or less is None:
        fewest = min((beside.many(kept=True), beside.many(kept=False)))
        return translate("charts", "Not enough yet for a comparison: {n} of {need} weeks", n=fewest, need=FEWEST_WEEKS)
    return translate(
        "charts", "Days with pain a week: {kept} with the plan mostly kept, {less} without",
        kept=f"{kept:.1f}", less=f"{less:.1f}",
    )  # fmt: skip


def lead(beside: Beside) -> str:
    """How it has to be read, or what a comparison needs."""
    if beside.usual(kept=True) is None or beside.usual(kept=False) is None:
        return translate(
            "charts",
            "It takes {need} whole weeks in which at least half of the plan was kept, and as many with less.",
            need=FEWEST_WEEKS,
        )
    return translate("charts", "Association, not proof: with a bad back the plan is also harder to keep.")


def table(beside: Beside) -> Table:
    """One row for each week."""
    words = ("Week from", "Plan kept", "Days with pain", "Days recorded", "Days")
    header = tuple(translate("charts", word) for word in words)
    unknown = translate("charts", "not recorded")
    return header, [
        (
            each.first.isoformat(),
            unknown if each.share is None else f"{each.share:.0%}",
            str(each.pain_days) if each.recorded else unknown,
            str(each.recorded),
            str(each.days),
        )
        for each in beside.weeks
    ]


def height(beside: Beside, width: int) -> int:
    """The same for every length."""
    return 226


PREVENTION = Chart(
    key="prevention",
    title="Prevention, beside pain",
    headline=headline,
    lead=lead,
    draw=drawn("prevention"),
    table=table,
    height=height,
    what=(
        "The bars are the share of the plan that was kept in each week, over the parts that belong to it now. The "
        "line counts the days with a reading of 1 or more, for seven recorded days. Weeks without a record are grey "
        "and left out. Weeks in which at least half of the plan was kept are compared with the others."
    ),
)
