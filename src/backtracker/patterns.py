"""What the patterns are drawn from and told of: bounded questions to the record, and the numbers from their answers.

The page and the command line show the same. May take long; a window asks on its worker. Imports ``charts``
without matplotlib, ``analysis``, ``core``, and ``journal`` for its type.
"""

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from backtracker.analysis.burden import Months, Year, months_of, year_of
from backtracker.analysis.course import Course, course_by_protocol
from backtracker.analysis.days import day_exposures
from backtracker.analysis.doses import DAYS, DoseDays, dose_days
from backtracker.analysis.hours import ThroughDay, Weeks, through_day, weeks_of
from backtracker.analysis.recurrence import Outlook, Split, outlook_of
from backtracker.analysis.relief import Relief, reliefs_of
from backtracker.analysis.rhythm import Onsets, onsets_of
from backtracker.analysis.trials import Result, result_of
from backtracker.analysis.triggers import Links, links_of
from backtracker.analysis.where import Where, where_of
from backtracker.charts import chart
from backtracker.charts.chart import Chart
from backtracker.charts.facts import Fact, facts_of
from backtracker.charts.recurrence import compared
from backtracker.core.marks import Idea, Mark, shown
from backtracker.core.model import EpisodeSummary
from backtracker.core.ranges import span_of
from backtracker.core.rules import Rules

if TYPE_CHECKING:
    from backtracker.journal import Journal

MOST_EPISODES = 120
"""So many episodes of the range are read with all that is in them, the latest ones."""
MOST_DAYS = 365
"""So many days of the range are looked at hour by hour, the latest ones, for pain through the day."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is to be shown: the numbers of each chart, and how much is behind them.

    The range goes from ``first`` to ``last``; ``visits`` says how many there were, two at most.
    ``marks`` are the changes that the person marked, ``mark`` the one that calm is laid beside, ``ideas`` others.
    ``trial`` is the last one that is over, whatever the range.
    """

    year: Year
    onsets: Onsets
    months: Months
    outlook: Outlook
    links: Links
    reliefs: tuple[Relief, ...]
    weeks: Weeks
    hours: ThroughDay
    where: Where
    latest: Course | None
    doses: DoseDays | None
    facts: list[Fact]
    episodes: int
    since: date | None
    first: date
    last: date
    visits: int
    marks: list[Mark]
    mark: Mark | None
    ideas: list[Idea]
    trial: Result | None


def look(journal: "Journal", year: int, range_: str, rules: Rules, zone: tzinfo, mark_id: str | None = None) -> Seen:
    """The numbers of the calendar of ``year``, and of all other charts over the range.

    Calm is laid side by side before and after the mark with the id ``mark_id``, without one the latest in the
    range; with an empty one not at all.
    """
    now = journal.now()
    today = now.astimezone(zone).date()
    since = journal.first_day()
    visits = journal.visit_days()
    first, last = span_of(range_, since or today, today, visits)
    year_days, year_episodes = journal.days(date(year, 1, 1), date(year, 12, 31))
    span_days, span_episodes = journal.days(first, last)
    newest = journal.store.latest_episode()
    latest = None
    if newest is not None:
        log = journal.story(newest.id)
        latest = course_by_protocol(log, now, rules)
    taken = journal.dose_days(DAYS)
    begun = [each for each in span_episodes if first <= each.began.day <= last]
    logs = journal.logs(begun[-MOST_EPISODES:])
    exposures = [each for log in logs for each in log.exposures]
    onsets = onsets_of(begun)
    marks = journal.store.marks()
    mark = shown(marks, first, last, mark_id)
    links = links_of(exposures, day_exposures(journal.habit_days(first, last)), span_episodes, last)
    return Seen(
        year=year_of(year, year_days, year_episodes, today, since),
        onsets=onsets,
        months=months_of(span_days, span_episodes, today, first, last),
        outlook=outlook_of(span_episodes, last, first, mark),
        links=links,
        reliefs=tuple(reliefs_of(logs)),
        weeks=weeks_of(span_days, last, first),
        hours=through_day(journal.hours(max(first, last - timedelta(days=MOST_DAYS)), last)),
        where=where_of(EpisodeSummary(log.episode, log.worst) for log in logs),
        latest=latest,
        doses=dose_days(*taken) if taken is not None else None,
        facts=facts_of(onsets, begun, links),
        episodes=len(begun),
        since=since,
        first=first,
        last=last,
        visits=len(visits),
        marks=marks,
        mark=mark,
        ideas=journal.mark_ideas(),
        trial=latest_result(journal, today),
    )


def comparison_text(split: Split) -> str:
    """What stands above the chart of calm where it is laid beside a change."""
    return compared(split)


def trial_text(result: Result) -> str:
    """What a trial on oneself showed, in a sentence."""
    return chart("trial").headline(result)


def trial_lead(result: Result) -> str:
    """How sure that is, and how well the trial was kept."""
    return chart("trial").lead(result)


def latest_result(journal: "Journal", today: date) -> Result | None:
    """What the last trial that is over showed."""
    over = next((each for each in journal.store.trials() if each.begun and each.over(today)), None)
    return result_of(over, *journal.trial_days(over), today) if over is not None else None


def charted(seen: Seen) -> list[tuple[Chart[Any], Any]]:
    """The charts that have something to tell, each with its numbers, in the order in which they are shown."""
    if seen.since is None:
        return []
    numbers: dict[str, Any] = {
        "calendar": seen.year,
        "onset": seen.onsets,
        "recurrence": seen.outlook,
        "triggers": seen.links,
        "relief": seen.reliefs,
        "burden": seen.months,
        "hours": seen.hours,
        "weeks": seen.weeks,
        "where": seen.where,
        "trial": seen.trial,
        "episode": seen.latest,
        "doses": seen.doses,
    }
    return [(chart(key), each) for key, each in numbers.items() if each is not None]
