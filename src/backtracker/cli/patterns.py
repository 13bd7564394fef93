"""The verb patterns: the sentence above each chart, the line under it, and as JSON the numbers too.

Imports ``patterns`` when the verb runs, and no drawing with it; ``core``, ``errors``.
"""

from argparse import ArgumentParser
from typing import Any

from backtracker.cli import shapes
from backtracker.cli.call import Call, Reply
from backtracker.cli.shapes import Json
from backtracker.core.ranges import RANGES, VISITS_NEEDED
from backtracker.core.words import counted, day_text, translate
from backtracker.errors import UserError

SPANS = {
    "month": "30 days", "quarter": "90 days", "year": "365 days", "three": "3 years", "visit": "since the last visit",
    "visits": "between the last two visits", "all": "all there is",
}  # fmt: skip


def add_words(verb: ArgumentParser) -> None:
    """What may follow ``patterns``."""
    told = "; ".join(f"{key}: {words}" for key, words in SPANS.items())
    verb.add_argument("--range", dest="span", choices=tuple(RANGES), default="all", help=f"{told}; usually all")


def patterns(call: Call) -> Reply:
    """What the charts of the Patterns page say."""
    from backtracker.patterns import charted, look

    today = call.today
    seen = look(call.journal, today.year, call.wish.span, call.journal.rules(), call.zone)
    if seen.visits < VISITS_NEEDED.get(call.wish.span, 0):
        raise UserError("There are too few visits for that range. Choose another, such as: --range year")
    drawn = charted(seen)
    found: Json = {
        "now": shapes.instant(call.now, call.zone),
        "range": call.wish.span,
        "first": seen.first.isoformat(),
        "last": seen.last.isoformat(),
        "episodes": seen.episodes,
        "facts": [{"title": each.title, "line": each.line} for each in seen.facts],
        "charts": [_chart_json(chart, numbers) for chart, numbers in drawn],
    }
    if seen.since is None:
        return Reply(["Nothing is recorded yet. Each spasm and each good day that you note shows up here."], found)
    days = f"{day_text(seen.first, today=today)} to {day_text(seen.last, today=today)}"
    lines = [f"{counted(seen.episodes, '{n} spasm', '{n} spasms')}, {days}."]
    lines += [f"{each.title}. {each.line}" for each in seen.facts]
    for chart, numbers in drawn:
        lines += ["", f"{translate('charts', chart.title)}: {chart.headline(numbers)}"]
        if lead := chart.lead(numbers):
            lines.append(f"  {lead}")
    return Reply(lines, found)


def _chart_json(chart: Any, numbers: Any) -> Json:
    columns, rows = chart.table(numbers)
    return {
        "key": chart.key,
        "title": translate("charts", chart.title),
        "headline": chart.headline(numbers),
        "lead": chart.lead(numbers),
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "what": chart.explained(),
    }
