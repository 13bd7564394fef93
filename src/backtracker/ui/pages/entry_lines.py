"""The entries of a day or an episode as rows: which of them get one, and what stands in it.

Today and the history show the same rows. Pure: values in, words out. Times are those of the wall
clock at entry, so that a row says the same wherever it is read.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from backtracker.core import body, catalogue, entries, habits, redflags, steps, telling
from backtracker.core.body import Measure
from backtracker.core.care import visits as visiting
from backtracker.core.care.visits import Visit
from backtracker.core.entries import Answers
from backtracker.core.keeping import Keeping, Kept
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

Entry = entries.Entry | Act | Episode | Kept


@dataclass(frozen=True, slots=True)
class Line:
    """A row. ``pain`` is one level, or those before and after it; ``asked`` the pain that was asked for with it.

    ``remark`` stands at the right, where a row has no pain to show. ``inside`` are the lines that this one stands
    for and opens to. One that is ``untimed`` was said later about its day.
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
    inside: "tuple[Line, ...]" = ()
    untimed: bool = False

    @property
    def time(self) -> str:
        """Its time of day."""
        return "" if self.untimed else clock_text(self.at.local)

    @property
    def changeable(self) -> bool:
        """Whether something is stored that can be changed, here or where it belongs."""
        return not isinstance(self.record, Kept)


def lines_of(log: EpisodeLog, visits: Iterable[Visit] = (), kept: Keeping | None = None) -> list[Line]:
    """Everything in the episode that a person did or said, and the ``visits`` in it, in the order of its time.

    The reminders that went by, as ``kept`` knows them, are one line a day.
    """
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
    lines += went_by(log, kept) if kept is not None else []
    if episode.ended is not None:
        lines.append(Line(episode, episode.ended, "check", "walk", translate("History", "It was over")))
    return sorted(lines, key=lambda line: line.at.at)


def day_lines(sheet: Sheet, units: str = "metric") -> list[Line]:
    """What was recorded on one day, in or outside an episode, in the order of its time: a line for each entry.

    What was said later about it stands at its end. Weight and height are in ``units``.
    """
    lines = _entries(sheet.readings, sheet.treatments, sheet.flares)
    lines += [_visit(each) for each in sheet.visits]
    lines += [_check(each) for each in sheet.checks]
    lines += [_measure(each, units) for each in sheet.measures]
    lines += [_answers(each) for each in entries.answers(sheet.habits, sheet.treatments)]
    return sorted(lines, key=lambda line: (line.untimed, line.at.at))


def went_by(log: EpisodeLog, kept: Keeping) -> list[Line]:
    """The reminders that nobody answered, at their own times: a line for one, else one line a day that opens."""
    acts = {act.slot: act for act in log.acts if act.kind == "missed"}
    walls = _walls(log)
    by_day: dict[date, list[Line]] = {}
    for each in kept.slots:
        if each.outcome == "missed":
            wall = walls[max(0, bisect_right(walls, each.due, key=_instant) - 1)]
            at = Moment(each.due, wall.offset, wall.zone)
            name = translate("History", "Went by: {what}", what=steps.short(each.step))
            line = Line(acts.get(each.slot) or each, at, "bell-off", "quiet", name)
            by_day.setdefault(at.day, []).append(line)
    return [_folded(lines) for lines in by_day.values()]


def _folded(lines: list[Line]) -> Line:
    first, last = lines[0], lines[-1]
    if first is last:
        return first
    name = translate("History", "{n} reminders went by", n=len(lines))
    span = f"{first.time}–{last.time}"
    return Line(first.record, first.at, "bell-off", "quiet", name, span, inside=tuple(lines))


def _walls(log: EpisodeLog) -> list[Moment]:
    """When it was seen what the clock said there, in order: a reminder that nobody saw is told by the one before it."""
    seen = [each.moment for each in log.treatments] + [each.moment for each in log.readings]
    seen += [act.moment for act in log.acts if act.kind == "shown"]
    return sorted([log.episode.began, *seen], key=_instant)


def _instant(moment: Moment) -> datetime:
    return moment.at


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
    return [
        *(_reading(each) for each in entries.loose(readings, treatments, flares, without)),
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


def _measure(measure: Measure, units: str) -> Line:
    names = {"weight": translate("History", "Weight"), "height": translate("History", "Height")}
    detail = body.text_of(measure.kind, measure.value, units)
    return Line(measure, measure.moment, "weight", "accent", names[measure.kind], detail)


def _answers(said: Answers) -> Line:
    """What was said about the day on one subject; a press on it opens the check-in of that day."""
    value = said.values[0][1]
    told = {
        entries.WATER: (habits.item("water").icon, translate("History", "Water"), habits.value_text("water", value)),
        "support": (
            "support",
            translate("History", "Lumbar support used") if value else translate("History", "Lumbar support not used"),
            "",
        ),
        "stretch_pain": ("stretch", translate("History", "Stretch stopped because of pain"), ""),
        "plank_pain": ("plank", translate("History", "Plank stopped because of pain"), ""),
    }
    all_of_it = ", ".join(f"{_small(key)} {habits.value_text(key, value).lower()}" for key, value in said.values)
    whole = ("prevention", translate("History", "Check-in"), all_of_it)
    icon, name, detail = told.get(said.subject, whole)
    return Line(said, said.moment, icon, "accent", name, detail, untimed=said.said_later)


def _small(key: str) -> str:
    """The name of a question inside a sentence; the person's own words stay as they are."""
    return habits.label(key) if key.startswith(catalogue.OWN) else habits.label(key).lower()


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
        "paused": ("pause", translate("History", "Reminders paused")),
        "resumed": ("bell", translate("History", "Reminders on again")),
        "ice_ended": ("ice", translate("History", "No more ice")),
    }
    if act.kind not in words:
        return None
    icon, name = words[act.kind]
    remark = translate("History", "until {time}", time=until) if until else one_line(act.reason)
    return Line(act, act.moment, icon, "quiet", name, remark=remark)
