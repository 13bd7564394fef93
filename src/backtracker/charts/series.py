"""What a course of sessions did, in words: the sentence, the table, and the room the picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from backtracker.analysis.series import FEWEST, Series
from backtracker.charts.chart import Chart, Table, drawn
from backtracker.charts.hours import level
from backtracker.core.words import counted, translate


def headline(series: Series) -> str:
    """``Pain before a session fell over 3 months: from 6 to 3``, or how many are missing."""
    if not series.sessions:
        return translate("charts", "No session is kept yet")
    if series.first is None or series.last is None:
        return translate(
            "charts", "Too early to tell: {have} of {need} sessions with pain before them",
            have=series.rated, need=FEWEST,
        )  # fmt: skip
    values = {"length": _length(series), "first": level(series.first), "last": level(series.last)}
    words = {
        "lower": translate("charts", "Pain before a session fell over {length}: from {first} to {last}"),
        "higher": translate("charts", "Pain before a session rose over {length}: from {first} to {last}"),
        "same": translate("charts", "Pain before a session hardly changed over {length}: {first}, then {last}"),
    }
    return words[series.verdict].format(**values)


def lead(series: Series) -> str:
    """How many sessions there were, and what one did as a rule."""
    if not series.sessions:
        return translate("charts", "Each session with its pain before and after is drawn here.")
    number = counted(len(series.sessions), translate("charts", "{n} session"), translate("charts", "{n} sessions"))
    words = [translate("charts", "{sessions}.", sessions=number), _one_session(series)]
    if series.verdict in ("lower", "higher"):
        words.append(translate("charts", "Other things may have played a part."))
    return " ".join(word for word in words if word)


def _one_session(series: Series) -> str:
    """What one session did as a rule; nothing while too few have both levels."""
    if series.change is None:
        return ""
    if series.change == 0:
        return translate("charts", "After a session pain was usually as before.")
    by = level(abs(series.change))
    if series.change < 0:
        return translate("charts", "After a session pain was usually {n} lower.", n=by)
    return translate("charts", "After a session pain was usually {n} higher.", n=by)


def _length(series: Series) -> str:
    if series.months < 2:
        weeks = max(1, round(series.days / 7))
        return counted(weeks, translate("charts", "{n} week"), translate("charts", "{n} weeks"))
    return counted(series.months, translate("charts", "{n} month"), translate("charts", "{n} months"))


def table(series: Series) -> Table:
    """One row for each session."""
    header = tuple(translate("charts", word) for word in ("Session", "Pain before", "Pain after"))
    unknown = translate("charts", "not said")
    return header, [
        (
            f"{each.at:%Y-%m-%d %H:%M}",
            unknown if each.before is None else str(each.before),
            unknown if each.after is None else str(each.after),
        )
        for each in series.sessions
    ]


def height(series: Series, width: int) -> int:
    """The same for every course."""
    return 190


SERIES = Chart(
    key="series",
    title="What a course of sessions did",
    headline=headline,
    lead=lead,
    draw=drawn("series"),
    table=table,
    height=height,
    what=(
        "Each session is a line from the pain before it (hollow) to the pain after it (filled). The sentence compares "
        "the usual pain before the first third of the sessions with that before the last third, three of each at "
        "most; a change counts from {points} points or {share} % on. What else was done in that time is not taken "
        "out, so it shows what happened during the course, not what the course alone did."
    ),
)
