"""The entries of a day or an episode as rows: which of them get one, and what stands in it.

Today and the history show the same rows. Pure: values in, words out. Times are those of the wall
clock at entry, so that a row says the same wherever it is read.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from backtracker.core import catalogue, redflags, steps, telling
from backtracker.core.care import visits as visiting
from backtracker.core.care.visits import Visit
from backtracker.core.model import (
    Act,
    Check,
    Episode,
    EpisodeLog,
    Flare,
    Moment,
    Reading,
    Sheet,
    Treatment,
    pain_around,
)
from backtracker.core.words import clock_text, translate

Entry = Reading | Treatment | Flare | Check | Act | Episode | Visit


@dataclass(frozen=True, slots=True)
class Line:
    """A row. ``pain`` is one level, or those before and after it; ``asked`` the pain that was asked for with it.

    ``remark`` stands at the right, where a row has no pain to show.
    """

    record: Entry
    at: Moment
    icon: str
    tone: str
    name: str
    detail: str = ""
    pain: tuple[int | None, ...] = ()
    remark: str = ""
    asked: tuple[int | None, int | None] = (None, None)

    @property
    def time(self) -> str:
        """Its time of day."""
        return clock_text(self.at.local)


def lines_of(log: EpisodeLog, visits: Iterable[Visit] = ()) -> list[Line]:
    """Everything in the episode that a person did or said, and the ``visits`` in it, in the order of its time."""
    episode = log.episode
    onset = next((each for each in log.readings if each.role == "onset"), None)
    first = (onset.level,) if onset else ()
    said = [catalogue.places_text(episode.places).lower(), one_line(onset.note if onset else "")]
    detail = ", ".join(part for part in said if part)
    lines = [Line(episode, episode.began, "spasm", "warning", translate("History", "It began"), detail, first)]
    lines += _entries(log.readings, log.treatments, log.flares, without=("onset", "flare"))
    lines += [_check(each) for each in log.checks]
    lines += [_visit(each) for each in visits]
    lines += [line for act in log.acts if (line := _act(act)) is not None]
    if episode.ended is not None:
        lines.append(Line(episode, episode.ended, "check", "walk", translate("History", "It was over")))
    return sorted(lines, key=lambda line: line.at.at)


def day_lines(sheet: Sheet) -> list[Line]:
    """What was recorded on one day, in or outside an episode, in the order of its time."""
    lines = _entries(sheet.readings, sheet.treatments, sheet.flares)
    lines += [_visit(each) for each in sheet.visits]
    lines += [_check(each) for each in sheet.checks]
    return sorted(lines, key=lambda line: line.at.at)


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
    detail = ", ".join(part for part in (catalogue.places_text(reading.places).lower(), one_line(reading.note)) if part)
    return Line(reading, reading.moment, icon, tone, name, detail, (reading.level,))


def _treatment(treatment: Treatment, readings: tuple[Reading, ...]) -> Line:
    """With its pain: what was asked for it, also where only one side is known; else what stands around it."""
    entry = catalogue.entry("treatment", treatment.kind)
    asked = {each.role: each.level for each in readings if each.treatment_id == treatment.id}
    before, after = pain_around(treatment, readings)
    if after is None:
        before = asked.get("before")
    pain = () if before is None and after is None else (before, after)
    detail, note = telling.treatment_detail(treatment), one_line(treatment.note)
    return Line(
        treatment, treatment.moment, entry.icon, entry.tone, telling.treatment_name(treatment),
        ", ".join(part for part in (detail, note if pain else "") if part),
        pain, "" if pain else note, (asked.get("before"), asked.get("after")),
    )  # fmt: skip


def _flare(flare: Flare, level: int | None) -> Line:
    pain = () if level is None else (level,)
    name = translate("History", "New spasm")
    return Line(flare, flare.moment, "spasm", "warning", name, one_line(flare.note), pain, asked=(level, None))


def _visit(visit: Visit) -> Line:
    entry = catalogue.entry("who", visit.who)
    name, detail = visiting.visit_name(visit), visiting.visit_detail(visit)
    return Line(visit, visit.moment, entry.icon, entry.tone, name, detail)


def _check(check: Check) -> Line:
    said = redflags.answer_text(check.flags)
    return Line(check, check.moment, "warning", "warning" if check.flags else "quiet",
                translate("History", "Warning signs"), said[:1].lower() + said[1:])  # fmt: skip


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
