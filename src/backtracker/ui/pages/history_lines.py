"""What the history says: a line for an episode in the list, the facts of one, and its entries day by day.

Pure: values in, words out. Days are those of the wall clock at entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backtracker.core import catalogue, steps, telling
from backtracker.core.model import (
    Act,
    Check,
    Episode,
    EpisodeLog,
    EpisodeSummary,
    Flare,
    Moment,
    Reading,
    Sheet,
    Treatment,
    pain_around,
)
from backtracker.core.words import clock_text, counted, day_text, listed, month_text, span_text, translate, weekday_text

Entry = Reading | Treatment | Flare | Check | Act | Episode


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the timeline. ``asked`` is the pain that was asked for with it."""

    record: Entry
    at: Moment
    icon: str
    tone: str
    name: str
    detail: str = ""
    pain: tuple[int, ...] = ()
    remark: str = ""
    asked: tuple[int | None, int | None] = (None, None)

    @property
    def time(self) -> str:
        """Its time of day."""
        return clock_text(self.at.local)


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
    rows = _by_row(places)
    named = [f"{row} {sides[0]}" if len(sides) == 1 else row for row, sides in rows.items()]
    return listed([name.lower() for name in named])


def places_text(places: frozenset[str]) -> str:
    """``Lower back, left and middle``."""
    named = [f"{row}, {listed(sides)}" for row, sides in _by_row(places).items()]
    return "; ".join(named[:1] + [name.lower() for name in named[1:]])


def _by_row(places: frozenset[str]) -> dict[str, list[str]]:
    """The sides of each row of the back, both in the order of the drawing."""
    order = {place.key: number for number, place in enumerate(catalogue.PLACES)}
    rows: dict[str, list[str]] = {}
    for key in sorted(places, key=lambda key: (order.get(key, len(order)), key)):
        row, _, side = catalogue.label("place", key).partition(", ")
        rows.setdefault(row, []).append(side or row)
    return rows


def title_text(episode: Episode) -> str:
    """``Spasm, lower back left``."""
    if not episode.places:
        return translate("History", "Spasm")
    return translate("History", "Spasm, {where}", where=where_text(episode.places))


def length_text(episode: Episode) -> str:
    """How long a closed episode lasted: in days as the calendar counts them, or hours within a day."""
    if episode.ended is None:
        return ""
    length = episode.ended.at - episode.began.at
    if length < timedelta(hours=24):
        return span_text(length)
    return _days(day_number(episode, episode.ended.day))


def day_number(episode: Episode, day: date) -> int:
    """1 for the day on which it began."""
    return (day - episode.began.day).days + 1


def line_text(summary: EpisodeSummary, today: date) -> str:
    """``6 days · distracted in a move``, or ``day 2, running``."""
    episode = summary.episode
    if episode.ended is None:
        return translate("History", "day {n}, running", n=max(1, day_number(episode, today)))
    cause = trigger_text(summary.triggers) or translate("History", "no trigger named")
    return f"{length_text(episode)} · {cause}"


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
    lasted = length_text(episode) or translate("History", "{days} so far", days=_days(day_number(episode, today)))
    causes = [each.trigger for each in log.exposures if each.answer == "yes" and not each.hours_before]
    worst = "" if log.worst is None else str(log.worst)
    where = places_text(episode.places)
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


def pages_of(log: EpisodeLog, today: date) -> list[date]:
    """The days of the episode, and those beside it that hold an entry of it."""
    episode = log.episode
    last = episode.ended.day if episode.ended else max(today, episode.began.day)
    inside = {episode.began.day + timedelta(days=number) for number in range((last - episode.began.day).days + 1)}
    return sorted(inside | {line.at.day for line in lines_of(log)})


def lines_of(log: EpisodeLog) -> list[Line]:
    """Everything in the episode that a person did or said, in the order of its time."""
    episode = log.episode
    onset = next((each for each in log.readings if each.role == "onset"), None)
    first = (onset.level,) if onset else ()
    where = places_text(episode.places).lower()
    began = translate("History", "It began")
    lines = [
        Line(episode, episode.began, "spasm", "warning", began, where, first, one_line(onset.note if onset else ""))
    ]
    lines += _entries(log.readings, log.treatments, log.flares, without=("onset", "flare"))
    lines += [_check(each) for each in log.checks]
    lines += [line for act in log.acts if (line := _act(act)) is not None]
    if episode.ended is not None:
        lines.append(Line(episode, episode.ended, "check", "walk", translate("History", "It was over")))
    return sorted(lines, key=lambda line: line.at.at)


def day_lines(sheet: Sheet) -> list[Line]:
    """What was recorded on one day, in or outside an episode, in the order of its time."""
    return sorted(_entries(sheet.readings, sheet.treatments, sheet.flares), key=lambda line: line.at.at)


def one_line(note: str) -> str:
    """A note without its line breaks."""
    return " ".join(note.split())


def _entries(
    readings: tuple[Reading, ...],
    treatments: tuple[Treatment, ...],
    flares: tuple[Flare, ...],
    without: tuple[str, ...] = (),
) -> list[Line]:
    levels = {each.moment.at: each.level for each in readings if each.role == "flare"}
    shown = {each.id for each in treatments}
    flared = {each.moment.at for each in flares}
    loose = [
        each for each in readings
        if each.treatment_id not in shown and each.role not in without
        and not (each.role == "flare" and each.moment.at in flared)
    ]  # fmt: skip
    return [
        *(_reading(each) for each in loose),
        *(_treatment(each, readings) for each in treatments),
        *(_flare(each, levels.get(each.moment.at)) for each in flares),
    ]


def _reading(reading: Reading) -> Line:
    names = {
        "onset": translate("History", "Spasm"),
        "flare": translate("History", "New spasm"),
        "worst": translate("History", "Worst of the day"),
        "before": translate("History", "Pain before"),
        "after": translate("History", "Pain after"),
    }
    spasm = reading.role in ("onset", "flare")
    icon, tone = ("spasm", "warning") if spasm else ("pain", "accent")
    name = names.get(reading.role, translate("History", "Pain"))
    detail = ", ".join(part for part in (places_text(reading.places).lower(), one_line(reading.note)) if part)
    return Line(reading, reading.moment, icon, tone, name, detail, (reading.level,))


def _treatment(treatment: Treatment, readings: tuple[Reading, ...]) -> Line:
    entry = catalogue.entry("treatment", treatment.kind)
    before, after = pain_around(treatment, readings)
    asked = {each.role: each.level for each in readings if each.treatment_id == treatment.id}
    detail = [telling.treatment_detail(treatment), one_line(treatment.note)]
    return Line(
        treatment, treatment.moment, entry.icon, entry.tone, telling.treatment_name(treatment),
        ", ".join(part for part in detail if part),
        (before, after) if before is not None and after is not None else (),
        asked=(asked.get("before"), asked.get("after")),
    )  # fmt: skip


def _flare(flare: Flare, level: int | None) -> Line:
    pain = () if level is None else (level,)
    name = translate("History", "New spasm")
    return Line(flare, flare.moment, "spasm", "warning", name, one_line(flare.note), pain, asked=(level, None))


def _check(check: Check) -> Line:
    count = len(check.flags)
    found = counted(count, translate("History", "{n} sign was there"), translate("History", "{n} signs were there"))
    detail = found if count else translate("History", "none of them")
    return Line(check, check.moment, "warning", "warning" if count else "quiet",
                translate("History", "Warning signs"), detail)  # fmt: skip


def _act(act: Act) -> Line | None:
    """What was done with a reminder; what the program notes down for itself has no row."""
    until = clock_text(act.until.astimezone(act.moment.local.tzinfo)) if act.until else ""
    what = steps.short(act.step) if act.step else ""
    words = {
        "skipped": ("close", translate("History", "Skipped: {what}", what=what)),
        "snoozed": ("clock", translate("History", "Put off: {what}", what=what)),
        "missed": ("bell-off", translate("History", "Went by: {what}", what=what)),
        "paused": ("pause", translate("History", "Reminders paused")),
        "resumed": ("bell", translate("History", "Reminders on again")),
        "ice_ended": ("ice", translate("History", "No more ice")),
    }
    if act.kind not in words:
        return None
    icon, name = words[act.kind]
    remark = translate("History", "until {time}", time=until) if until else one_line(act.reason)
    return Line(act, act.moment, icon, "quiet", name, remark=remark)


def _days(number: int) -> str:
    return counted(number, translate("History", "{n} day"), translate("History", "{n} days"))


def _small(words: str, key: str) -> str:
    """In small letters, unless they are the person's own."""
    return words if key.startswith(catalogue.OWN) else words[:1].lower() + words[1:]


def acted_at(moment: datetime, today: date) -> str:
    """``Saturday, 22 August, 14:05``."""
    return f"{heading(moment.date(), today)}, {clock_text(moment)}"
