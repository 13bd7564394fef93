"""The verbs that look at what is there: status, history, show, kept, check.

Imports ``core``, ``errors`` and the neighbours of this room.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from backtracker.cli import shapes, times
from backtracker.cli.call import Call, Reply, treatment_label
from backtracker.cli.flags import notice_lines
from backtracker.cli.records import treatment_words
from backtracker.core import catalogue, keeping, reasons, redflags, steps, telling
from backtracker.core.model import CLOCKS_DIFFER, Episode, EpisodeLog, EpisodeSummary, Moment, Record
from backtracker.core.protocol import Agenda
from backtracker.core.typed import whole
from backtracker.core.words import counted, listed
from backtracker.errors import UserError

if TYPE_CHECKING:
    from backtracker.journal import Present

PHASES = {"ice": "ice", "rest": "neither ice nor heat", "heat": "moist heat"}
# What reminders did by themselves is left out; the JSON has it.
ACTS = {
    "snoozed": "put off",
    "skipped": "skipped",
    "paused": "reminders paused",
    "resumed": "reminders on again",
    "ice_ended": "no more ice",
}


def status(call: Call) -> Reply:
    """How things stand."""
    present, agenda = call.journal.present(), call.journal.agenda()
    last = present.newest
    lines = _episode_lines(call, present.log, agenda) if present.log and agenda else _calm_lines(present)
    if last is not None:
        ahead = last.moment.at > call.now + CLOCKS_DIFFER
        lines.append(f"Last pain: {last.level}." if ahead else f"Last pain: {last.level} {call.when(last.moment.at)}.")
    if agenda is not None and (following := call.next_line(agenda)):
        lines.append(f"Next: {following}")
    calm = present.log is None
    notice = call.journal.standing()
    lines = [*notice_lines(notice), *lines, *(f"{each.words} {each.why}" for each in call.journal.suggestions())]
    found = {
        "notice": shapes.notice(notice),
        "now": shapes.instant(call.now, call.zone),
        "episode": shapes.record(present.log.episode) if present.log else None,
        "worst": present.log.worst if present.log else None,
        "last_pain": shapes.record(last) if last else None,
        "calm_days": present.calm_days if calm else None,
        "recorded_days": present.recorded if calm else None,
        "longest_calm_days": present.longest_calm,
        "next": call.slot_json(agenda.next, agenda) if agenda and agenda.next else None,
    }
    return Reply(lines, found | shapes.course(agenda or Agenda(call.now), call.zone))


def _episode_lines(call: Call, log: EpisodeLog, agenda: Agenda) -> list[str]:
    wrong = reasons.clock_looks_wrong(log, call.now)
    first = f"An episode is running: it began {call.when(log.episode.began.at)} and this is day {agenda.day + 1}"
    if wrong:
        first = f"An episode is running. {wrong.removesuffix('.')}"
    where = catalogue.places_text(log.episode.places)
    worst = "" if log.worst is None else f"Worst so far: {log.worst}."
    lines = [f"{first}. {worst}".strip(), *([f"Where: {where.lower()}."] if where else [])]
    for phase in agenda.phases:
        if phase.kind == agenda.phase:
            lines.append(f"Phase: {PHASES[phase.kind]}, until {call.until(phase.end)}.")
    return lines


def _calm_lines(present: "Present") -> list[str]:
    if present.empty:
        return ["Nothing is recorded yet. When it hits: backtracker spasm LEVEL"]
    if present.latest is None:
        return ["No episode is recorded yet."]
    if present.calm_days == 0:
        return ["No episode is running. The last one ended today."]
    if present.calm_days == 1:
        told = "recorded" if present.recorded else "not recorded yet"
        return [f"No episode is running: 1 calm day since the last one, {told}."]
    return [
        f"No episode is running: {present.calm_days} calm days since the last one, {present.recorded} of them recorded."
    ]


def history(call: Call) -> Reply:
    """The episodes, newest first."""
    wish = call.wish
    place = call.keys("place", [wish.place])[0] if wish.place else ""
    trigger = call.key("trigger", wish.trigger) if wish.trigger else ""
    found = call.journal.history(
        search=wish.search, since=_day_start(call), place=place, trigger=trigger, limit=_limit(wish.limit)
    )
    lines = [_line(call, number, each) for number, each in enumerate(found, 1)]
    return Reply(lines or ["No episode was found."], {"episodes": [shapes.summary(each) for each in found]})


def _limit(typed: str) -> int:
    limit = whole(typed, 1, 100_000)
    if limit is None:
        raise UserError("A limit is a whole number from 1.")
    return limit


def _day_start(call: Call) -> datetime | None:
    since: str | None = call.wish.since
    return None if since is None else times.parse(f"{since} 00:00", call.now, call.zone).at


def _line(call: Call, number: int, found: EpisodeSummary) -> str:
    parts = [f"{number:>3}  {found.episode.began.local:%Y-%m-%d %H:%M}  {_length(call, found.episode):<18}"]
    parts.append(f"worst {'-' if found.worst is None else found.worst:>2}")
    parts.append(counted(found.pains, "{n} reading", "{n} readings"))
    parts.append(catalogue.places_text(found.episode.places))
    parts.append(listed([catalogue.label("trigger", each) for each in found.triggers]))
    return "  ".join(filter(None, parts))


def _length(call: Call, episode: Episode) -> str:
    length = telling.length_text(episode, call.today)
    return length if episode.ended else f"running, {length}"


def numbered(call: Call) -> tuple[int, EpisodeSummary]:
    """The number that was typed, and its episode; 1 is the newest."""
    number = _limit(call.wish.number)
    found = call.journal.history(limit=1, offset=number - 1)
    if not found:
        raise UserError(f"There is no episode number {number}. The list: backtracker history")
    return number, found[0]


def kept(call: Call) -> Reply:
    """How the protocol was kept in one episode."""
    number, found = numbered(call)
    kept = call.journal.kept(found.episode.id)
    lines = [_line(call, number, found), keeping.kept_text(kept) or "Nothing was due yet."]
    lines += [f"  {steps.short(step)}: {keeping.step_text(kept, step)}" for step in kept.steps]
    lines += [
        f"{each.due.astimezone(call.zone):%Y-%m-%d %H:%M}  {steps.short(each.step)} {_outcome(call, each)}"
        for each in kept.slots
        if each.outcome != "done"
    ]
    return Reply(lines, {"episode_id": found.episode.id} | shapes.kept(kept, call.zone))


def _outcome(call: Call, slot: keeping.Kept) -> str:
    words = keeping.outcome_text(slot.outcome)
    if slot.outcome == "late" and slot.at is not None:
        return f"{words}, at {call.clock(slot.at)}"
    return f"{words}: {slot.reason}" if slot.outcome == "skipped" and slot.reason else words


def show(call: Call) -> Reply:
    """Everything in one episode, in the order it happened."""
    number, found = numbered(call)
    log = call.journal.story(found.episode.id)
    records: list[Record] = [*log.readings, *log.flares, *log.treatments, *log.exposures, *log.acts, *log.checks]
    told = sorted(_told(log), key=lambda each: each[0].at)
    lines = [
        _line(call, number, found),
        *(f"{moment.local:%Y-%m-%d %H:%M}  {words}" for moment, words in told),
    ]
    return Reply(lines, {"episode": shapes.record(log.episode), "records": [shapes.record(each) for each in records]})


def _told(log: EpisodeLog) -> list[tuple[Moment, str]]:
    told = [(each.moment, f"pain {each.level}" + _role(each.role)) for each in log.readings]
    told += [(each.moment, "a new spasm") for each in log.flares]
    told += [(each.moment, treatment_words(each)) for each in log.treatments]
    told += [
        (each.moment, f"trigger: {catalogue.label('trigger', each.trigger)}")
        for each in log.exposures
        if each.answer == "yes" and each.hours_before == 0
    ]
    told += [(each.moment, f"warning signs: {redflags.answer_text(each.flags).lower()}") for each in log.checks]
    told += [(each.moment, f"{each.step} {ACTS[each.kind]}".strip()) for each in log.acts if each.kind in ACTS]
    if log.episode.ended is not None:
        helped = listed([treatment_label(each) for each in sorted(log.episode.helped)])
        told.append((log.episode.ended, "over" + (f"; {helped} helped" if helped else "")))
    return told


def _role(role: str) -> str:
    return {"before": " before it", "after": " after it", "onset": ", the onset"}.get(role, "")


def check(call: Call) -> Reply:
    """Whether the data file is sound."""
    path, found = call.journal.store.path, call.journal.store.check()
    lines = found or [f"{path} is sound: every record can be read."]
    return Reply(lines, {"file": str(path), "sound": not found, "problems": found}, code=1 if found else 0)
