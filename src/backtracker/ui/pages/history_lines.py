"""What the history says of a whole episode: its line in the list, the facts of one, and its days.

Pure: values in, words out. Days are those of the wall clock at entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backtracker.core import catalogue, telling
from backtracker.core.care.visits import Visit
from backtracker.core.keeping import Keeping
from backtracker.core.model import Episode, EpisodeLog, EpisodeSummary
from backtracker.core.words import clock_text, counted, day_text, listed, month_text, translate, weekday_text
from backtracker.ui.pages.entry_lines import lines_of


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is known: ``words`` in the strip, ``full`` for ears and on demand."""

    name: str
    words: str
    full: str
    known: bool


# The list ------------------------------------------------------------------------------------


def where_text(places: frozenset[str]) -> str:
    """``lower back left``; the row of the back alone when several of its places are meant."""
    rows = catalogue.places_by_row(places)
    named = [f"{row} {sides[0]}" if len(sides) == 1 else row for row, sides in rows.items()]
    return listed([name.lower() for name in named])


def title_text(episode: Episode) -> str:
    """``Spasm, lower back left``."""
    if not episode.places:
        return translate("History", "Spasm")
    return translate("History", "Spasm, {where}", where=where_text(episode.places))


def line_text(summary: EpisodeSummary, today: date) -> str:
    """``6 days · distracted in a move``, or ``day 2, running``."""
    episode = summary.episode
    if episode.ended is None:
        return translate("History", "day {n}, running", n=telling.day_number(episode, today))
    cause = trigger_text(summary.triggers) or translate("History", "no trigger named")
    return f"{telling.length_text(episode, today)} · {cause}"


def trigger_text(keys: Iterable[str]) -> str:
    """The first trigger in small letters, and how many more: ``stress +2``."""
    named = [_small(catalogue.label("trigger", key), key) for key in keys]
    if len(named) < 2:
        return "".join(named)
    return f"{named[0]} +{len(named) - 1}"


def month_heading(month: date, before: date | None) -> str:
    """``November 2026``, and without the year as long as it stays the same."""
    name = month_text(month.month)
    return name if before is not None and before.year == month.year else f"{name} {month.year}"


# One episode ---------------------------------------------------------------------------------


def facts(log: EpisodeLog, today: date) -> list[Fact]:
    """What stands in the strip above the chart."""
    episode = log.episode
    lasted = telling.length_text(episode, today)
    if episode.ended is None:
        lasted = translate("History", "{length} so far", length=lasted)
    causes = [each.trigger for each in log.exposures if each.answer == "yes" and not each.hours_before]
    worst = "" if log.worst is None else str(log.worst)
    where = catalogue.places_text(episode.places)
    return [
        _fact(translate("History", "Lasted"), lasted, lasted),
        _fact(translate("History", "Worst pain"), worst, worst),
        _fact(translate("History", "Where"), where, where),
        _fact(translate("History", "Set off by"), *_named("trigger", causes)),
        _fact(translate("History", "What helped"), *_named("treatment", sorted(episode.helped))),
    ]


def _fact(name: str, words: str, full: str) -> Fact:
    unknown = translate("History", "not said")
    return Fact(name, words or unknown, full or unknown, bool(words))


def _named(family: str, keys: list[str]) -> tuple[str, str]:
    """The names of ``keys``, with one capital letter: the first two of many, and all of them."""
    named = [catalogue.label(family, key) for key in keys]
    named[1:] = [_small(name, key) for name, key in zip(named[1:], keys[1:], strict=True)]
    full = listed(named)
    return (f"{', '.join(named[:2])} +{len(named) - 2}" if len(named) > 2 else full), full


def spasm_of(day: date, today: date) -> str:
    """``Spasm of 22 August``."""
    return translate("History", "Spasm of {day}", day=day_text(day, today=today))


def heading(day: date, today: date) -> str:
    """``Saturday, 22 August``."""
    return f"{weekday_text(day)}, {day_text(day, today=today)}"


def entries_text(number: int) -> str:
    """``11 entries``."""
    return counted(number, translate("History", "{n} entry"), translate("History", "{n} entries"))


def pages_of(log: EpisodeLog, today: date, visits: Iterable[Visit] = (), kept: Keeping | None = None) -> list[date]:
    """The days of the episode, and those beside it that hold an entry of it."""
    episode = log.episode
    last = episode.ended.day if episode.ended else max(today, episode.began.day)
    inside = {episode.began.day + timedelta(days=number) for number in range((last - episode.began.day).days + 1)}
    return sorted(inside | {line.at.day for line in lines_of(log, visits, kept)})


def _small(words: str, key: str) -> str:
    """In small letters, unless they are the person's own."""
    return words if key.startswith(catalogue.OWN) else words[:1].lower() + words[1:]


def acted_at(moment: datetime, today: date) -> str:
    """``Saturday, 22 August, 14:05``."""
    return f"{heading(moment.date(), today)}, {clock_text(moment)}"
