"""The day's log as rows: which entries get one, and what stands in it. Newest first."""

from dataclasses import dataclass
from datetime import tzinfo

from backtracker.core import catalogue, telling
from backtracker.core.model import Flare, Reading, Sheet, Treatment, pain_around
from backtracker.core.words import clock_text, translate


@dataclass(frozen=True, slots=True)
class Line:
    """A row's parts. ``record`` is what *Change* opens; ``asked`` the pain that was asked before and after it."""

    record: Reading | Treatment
    time: str
    icon: str
    tone: str
    name: str
    detail: str = ""
    pain: tuple[int, ...] = ()
    remark: str = ""
    asked: tuple[int | None, int | None] = (None, None)


def lines_of(sheet: Sheet, zone: tzinfo) -> list[Line]:
    """The readings and treatments of ``sheet``; what was asked for a treatment stands in its row."""
    flares = {flare.moment.at: flare for flare in sheet.flares}
    kept = {treatment.id for treatment in sheet.treatments}
    readings = [reading for reading in sheet.readings if reading.treatment_id not in kept]
    lines = [_reading(each, flares.get(each.moment.at), zone) for each in readings]
    lines += [_treatment(each, sheet.readings, zone) for each in sheet.treatments]
    return sorted(lines, key=lambda line: line.record.moment.at, reverse=True)


def _reading(reading: Reading, flare: Flare | None, zone: tzinfo) -> Line:
    names = {
        "onset": ("spasm", "warning", translate("Today", "Spasm")),
        "flare": ("spasm", "warning", translate("Today", "New spasm")),
        "worst": ("pain", "accent", translate("Today", "Worst of the day")),
    }
    icon, tone, name = names.get(reading.role, ("pain", "accent", translate("Today", "Pain")))
    time = clock_text(reading.moment.at.astimezone(zone))
    remark = reading.note or (flare.note if flare else "")
    return Line(reading, time, icon, tone, name, _one_line(remark), (reading.level,))


def _treatment(treatment: Treatment, readings: tuple[Reading, ...], zone: tzinfo) -> Line:
    entry = catalogue.entry("treatment", treatment.kind)
    before, after = pain_around(treatment, readings)
    asked = {each.role: each.level for each in readings if each.treatment_id == treatment.id}
    pain = (before, after) if before is not None and after is not None else ()
    time = clock_text(treatment.moment.at.astimezone(zone))
    name, detail = telling.treatment_name(treatment), telling.treatment_detail(treatment)
    levels = asked.get("before"), asked.get("after")
    return Line(treatment, time, entry.icon, entry.tone, name, detail, pain, _one_line(treatment.note), levels)


def _one_line(note: str) -> str:
    return " ".join(note.split())
