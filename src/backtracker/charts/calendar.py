"""The worst pain of each day of a year in words: its sentence, its table, and the room its picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from backtracker.analysis.burden import Known, Year
from backtracker.charts.chart import Chart, Table, drawn
from backtracker.core.words import counted, translate, weekday_text

WEEKS = 54  # the most that a year can touch
WIDE_LEGEND = 540  # px: the least width for a legend in one row
NARROW = 720  # px: under this width the half-years stand one under the other
LABELS, ROW, MONTHS, BETWEEN = 44, 32, 20, 10  # px: weekdays at the left, a row of the legend, month names, half-years
LARGEST, GAP = 22, 2.25  # px: the largest cell with its gap, and the gap


def pitch(width: float, weeks: int) -> float:
    """Px from one cell to the next where a year of ``weeks`` fills ``width``."""
    return min((width - LABELS) / weeks, LARGEST)


def legend_rows(width: float) -> int:
    """The scale and the two other marks stand side by side where there is room."""
    return 1 if width >= WIDE_LEGEND else 2


def headline(year: Year) -> str:
    """``111 days with pain this year, 32 of them at 4 or more``, or what is missing."""
    when = (
        translate("charts", "this year")
        if year.year == year.today.year
        else translate("charts", "in {year}", year=year.year)
    )
    if year.recorded == 0:
        return translate("charts", "No day is recorded {when}", when=when)
    if year.pain_days == 0:
        days = counted(year.recorded, translate("charts", "{n} day"), translate("charts", "{n} days"))
        return translate("charts", "No pain {when}, as far as recorded: {days} at 0", when=when, days=days)
    days = counted(year.pain_days, translate("charts", "{n} day"), translate("charts", "{n} days"))
    words = translate("charts", "{days} with pain {when}", days=days, when=when)
    if year.strong_days == 0:
        return translate("charts", "{words}, none at 4 or more", words=words)
    if year.pain_days == 1:
        return translate("charts", "{words}, at 4 or more", words=words)
    if year.strong_days == year.pain_days:
        return translate("charts", "{words}, all at 4 or more", words=words)
    return translate("charts", "{words}, {n} of them at 4 or more", words=words, n=year.strong_days)


def lead(year: Year) -> str:
    """The coverage: a day without a reading is not a day without pain."""
    if year.elapsed == 0:
        return translate("charts", "Each day with a reading gets its colour here.")
    return translate(
        "charts", "Worst pain of each day, recorded on {recorded} of {days}.",
        recorded=year.recorded,
        days=counted(year.elapsed, translate("charts", "{n} day"), translate("charts", "{n} days")),
    )  # fmt: skip


def table(year: Year) -> Table:
    """One row for each day from the first record to today."""
    header = tuple(translate("charts", word) for word in ("Day", "Weekday", "Worst pain", "Spasms that began"))
    rows: list[tuple[str, ...]] = []
    for day in year.days:
        if day.known in (Known.RECORDED, Known.UNRECORDED) or day.began:
            worst = translate("charts", "not recorded") if day.worst is None else str(day.worst)
            rows.append((f"{day.day:%Y-%m-%d}", weekday_text(day.day), worst, str(day.began or "")))
    return header, rows


def height(year: Year, width: int) -> int:
    """Seven rows of square cells, twice where it is narrow."""
    if width < NARROW:
        return round(2 * (MONTHS + 7 * pitch(width, WEEKS // 2 + 1)) + BETWEEN + ROW * legend_rows(width))
    return round(MONTHS + 7 * pitch(width, WEEKS) + ROW)


CALENDAR = Chart(
    key="calendar",
    title="Pain calendar",
    headline=headline,
    lead=lead,
    draw=drawn("calendar"),
    table=table,
    height=height,
    what=(
        "A column for each week, Monday at the top. The colour is the highest reading of the day; from 4 up it stands "
        "in the cell as a number. A strong frame means that a spasm began. A dotted cell is a day without a reading: "
        "nobody knows whether there was pain, and it counts neither as a day with pain nor as one without. "
        "Empty cells are days before the first record and days to come."
    ),
)
