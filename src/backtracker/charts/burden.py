"""How much there is from month to month in words: the sentence, the table, and the room the picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from backtracker.analysis.burden import FEWEST_MONTHS, Months
from backtracker.charts.chart import Chart, Table, drawn
from backtracker.core.words import counted, translate

_WORTH_SAYING_DAYS, _WORTH_SAYING_SHARE = 2, 0.3  # smaller changes are called "much as before"


def headline(months: Months) -> str:
    """``Fewer days with pain: about 5 a month lately, 9 before``, or how many whole months are missing."""
    usual, trend = months.usual, months.trend
    if not any(month.recorded for month in months.months):
        return translate("charts", "Nothing is recorded yet")
    if usual is None:
        days = sum(month.recorded for month in months.months)
        recorded = counted(days, translate("charts", "{n} day is"), translate("charts", "{n} days are"))
        return translate("charts", "No whole month yet: {days} recorded", days=recorded)
    if trend is not None:
        change = trend.lately - trend.before
        values = {"lately": _about(trend.lately), "before": _about(trend.before)}
        if abs(change) >= max(_WORTH_SAYING_DAYS, _WORTH_SAYING_SHARE * trend.before):
            if change < 0:
                return translate("charts", "Fewer days with pain: {lately} a month lately, {before} before", **values)
            return translate("charts", "More days with pain: {lately} a month lately, {before} before", **values)
        if round(usual) > 0:
            return translate("charts", "Days with pain: {lately} a month, much as before", **values)
    if round(usual) == 0:
        return translate("charts", "Hardly a day with pain in the last months")
    return translate("charts", "Days with pain: {usual} a month", usual=_about(usual))


def _about(days: float) -> str:
    return translate("charts", "about {n}", n=round(days)) if round(days) else translate("charts", "hardly any")


def lead(months: Months) -> str:
    """How many spasms in how many months, and what is missing for a comparison."""
    if not months.months:
        return translate("charts", "Each month with a record is counted here.")
    spasms = counted(months.episodes, translate("charts", "{n} spasm"), translate("charts", "{n} spasms"))
    length = counted(len(months.months), translate("charts", "{n} month"), translate("charts", "{n} months"))
    words = translate("charts", "{spasms} in {months}.", spasms=spasms, months=length)
    if months.trend is None:
        return translate(
            "charts", "{words} A comparison needs {need} whole months: {have} so far.",
            words=words, need=2 * FEWEST_MONTHS, have=len(months.sound),
        )  # fmt: skip
    if any(month.gap for month in months.months):
        return translate("charts", "{words} Hollow: a part of a month. Grey: nothing recorded.", words=words)
    return translate("charts", "{words} Hollow: a part of a month.", words=words)


def table(months: Months) -> Table:
    """One row for each month, also for those without a record."""
    header = tuple(
        translate("charts", word)
        for word in ("Month", "Spasms", "Days with pain", "Days at 4 or more", "Days recorded", "Days", "Whole month")
    )
    yes, no, unknown = translate("charts", "yes"), translate("charts", "no"), translate("charts", "not recorded")
    return header, [
        (
            f"{month.first:%Y-%m}",
            str(month.episodes),
            unknown if month.gap else str(month.pain_days),
            unknown if month.gap else str(month.strong_days),
            str(month.recorded),
            str(month.days),
            no if month.partial else yes,
        )
        for month in months.months
    ]


def height(months: Months, width: int) -> int:
    """The same for every length: longer histories stand closer."""
    return 226


BURDEN = Chart(
    key="burden",
    title="Month by month",
    headline=headline,
    lead=lead,
    draw=drawn("burden"),
    table=table,
    height=height,
    what=(
        "The line counts the days of each month with a reading of 1 or more, the bars those of 4 or more, the discs "
        "the spasms that began. Days without a reading are not counted as free of pain: a month without any breaks the "
        "line, and a month with few can look better than it was. A hollow point is a part of a month, of the first or "
        "of the running one. The sentence compares whole months, at least half recorded, by the day recorded: up to "
        "six with as many before them."
    ),
)
