"""The course of one episode in words: its sentence, its table, and the room its picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from backtracker.analysis.course import Course, Lane, Point
from backtracker.charts.chart import Chart, Table, drawn
from backtracker.core import catalogue
from backtracker.core.words import clock_text, counted, day_text, span_text, translate, weekday_text

MOST_LANES = 5
TOP, TICKS = 14, 20  # px: above the plot, and for the line of times below it
PHASES, LANE = 30, 15  # px: height of the strip with its gap, and of a lane
LANES_GAP = 12
_TEN_DAYS = (
    "the first", "the second", "the third", "the fourth", "the fifth",
    "the sixth", "the seventh", "the eighth", "the ninth", "the tenth",
)  # fmt: skip


def headline(course: Course) -> str:
    """``Pain since Friday: down from 9 to 5``, ``Down to 3 by the fourth day, gone on the sixth``, or what lacks."""
    first, last, worst = course.first, course.last, course.worst
    if first is None or last is None or worst is None:
        if course.running:
            return translate("charts", "No pain recorded yet")
        return translate("charts", "No pain was recorded in this episode")
    if len(course.points) == 1:
        if course.running:
            return translate(
                "charts", "Pain {level} so far. The line begins with the second reading", level=first.level
            )
        return translate("charts", "Pain {level}, the only reading", level=first.level)
    if course.running:
        since = translate("charts", "Pain since {day}", day=_since(course))
        return translate("charts", "{since}: {change}", since=since, change=_change(first, last, worst))
    return _outcome(course, first, last, worst)


def _since(course: Course) -> str:
    day, today = course.began.day, course.today.date()
    if (today - day).days == 0:
        return clock_text(course.began.local)
    return weekday_text(day) if (today - day).days < 7 else day_text(day, today=today)


def _change(first: Point, last: Point, worst: Point) -> str:
    if worst.level == 0:
        return translate("charts", "0 all along")
    if last.level < first.level:
        words = translate("charts", "down from {first} to {last}", first=first.level, last=last.level)
    elif last.level > first.level:
        words = translate("charts", "up from {first} to {last}", first=first.level, last=last.level)
    else:
        words = translate("charts", "{last}, as at the start", last=last.level)
    if worst.level > max(first.level, last.level):
        return translate("charts", "{change}, {worst} at worst", change=words, worst=worst.level)
    return words


def _outcome(course: Course, first: Point, last: Point, worst: Point) -> str:
    eased, gone = course.eased, course.gone
    if worst.level == 0:
        return translate("charts", "No pain at any time: all {n} readings are 0", n=len(course.points))
    if gone is not None:
        if eased is None or eased.day == gone.day or eased.level == 0:
            return translate("charts", "Gone on {day}", day=_ordinal_day(gone.day))
        return translate(
            "charts", "Down to {level} by {day}, gone on {end}",
            level=eased.level, day=_ordinal_day(eased.day), end=_ordinal(gone.day),
        )  # fmt: skip
    if eased is not None:
        words = translate("charts", "Down to {level} by {day}", level=eased.level, day=_ordinal_day(eased.day))
        if last.level == eased.level:
            return words
        return translate("charts", "{words}, {last} at the end", words=words, last=last.level)
    days = counted(course.days, translate("charts", "{n} day"), translate("charts", "{n} days"))
    return translate("charts", "From {first} to {last} in {days}, {worst} at worst",
                     first=first.level, last=last.level, days=days, worst=worst.level)  # fmt: skip


def _ordinal(day: int) -> str:
    """``the fourth``, from the eleventh on ``day 11``."""
    if 1 <= day <= len(_TEN_DAYS):
        return translate("charts", _TEN_DAYS[day - 1])
    return translate("charts", "day {n}", n=day)


def _ordinal_day(day: int) -> str:
    if 1 <= day <= len(_TEN_DAYS):
        return translate("charts", "{ordinal} day", ordinal=_ordinal(day))
    return _ordinal(day)


def lead(course: Course) -> str:
    """How many readings over how many days, and what was done how often."""
    days = counted(course.days, translate("charts", "{n} day"), translate("charts", "{n} days"))
    if not course.points:
        return translate("charts", "Each number from 0 to 10 becomes a point.")
    readings = counted(len(course.points), translate("charts", "{n} reading"), translate("charts", "{n} readings"))
    words = translate(
        "charts", "{readings} in {days}. Dotted where nothing was recorded.", readings=readings, days=days
    )
    if len(course.runs) == 1:
        words = translate("charts", "{readings} in {days}.", readings=readings, days=days)
    return words


def table(course: Course) -> Table:
    """Every level, treatment and flare in order of time."""
    rows = [(point.moment, translate("charts", "Pain"), str(point.level)) for point in course.points]
    rows += [(flare, translate("charts", "New spasm"), "") for flare in course.flares]
    found = [(moment.at, moment.local, what, detail) for moment, what, detail in rows]
    for lane in course.lanes:
        for start, end in lane.spans:
            length = span_text(end - start) if end > start else ""
            found.append((start, course.wall.local(start), catalogue.label("treatment", lane.kind), length))
    found.sort(key=lambda row: row[0])
    header = tuple(translate("charts", word) for word in ("Day", "Time", "What", "Level or length"))
    return header, [(f"{local:%Y-%m-%d}", clock_text(local), what, detail) for _, local, what, detail in found]


def height(course: Course, width: int) -> int:
    """Room for ten levels, the lanes there are, and the phases."""
    plot = 144 if width >= 480 else 120
    lanes = len(shown_lanes(course))
    return TOP + plot + LANE * lanes + LANES_GAP + TICKS + (PHASES if course.phases else 0)


def shown_lanes(course: Course) -> list[Lane]:
    """The kinds there are; beyond five the rarest share one lane."""
    if len(course.lanes) <= MOST_LANES:
        return list(course.lanes)
    frequent = sorted(course.lanes, key=lambda lane: len(lane.spans), reverse=True)[: MOST_LANES - 1]
    rest = sorted(span for lane in course.lanes if lane not in frequent for span in lane.spans)
    return [*(lane for lane in course.lanes if lane in frequent), Lane("", tuple(rest))]


EPISODE = Chart(
    key="episode",
    title="Course of an episode",
    headline=headline,
    lead=lead,
    draw=drawn("episode"),
    table=table,
    height=height,
    what=(
        "Every reading of the episode at its time, from 0 to 10. A line joins readings that follow one another; "
        "dots join them where a night or a long time without a reading lies between: nobody knows how it was. "
        "Grey bands are the quiet hours. Below stand the treatments, each kind in its own row. "
        "Pain that falls after a treatment may have fallen by itself: most spasms ease with time."
    ),
)
