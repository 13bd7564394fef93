"""The verbs that lead through the first days: start, stop, snooze, skip, pause, resume, end-ice, due.

Imports ``core``, ``errors`` and the neighbours of this room.
"""

from datetime import datetime, timedelta

from backtracker.cli import shapes, times
from backtracker.cli.call import Call, Reply, treatment_label
from backtracker.cli.records import done_words, ice_warning
from backtracker.core import catalogue, errands, steps
from backtracker.core.ahead import Coming
from backtracker.core.errands import Waiting
from backtracker.core.protocol import Agenda
from backtracker.core.typed import whole
from backtracker.core.words import listed, span_text
from backtracker.errors import UserError

LONGEST_PAUSE = timedelta(hours=24)
MOST_AHEAD = 28 * 24
ERRANDS_AHEAD = timedelta(hours=24)
"""How far ahead other reminders are told where nobody asked for more."""


def start(call: Call) -> Reply:
    """Begin a timed session."""
    kind, at = call.key("treatment", call.wish.kind), call.at()
    if not catalogue.entry("treatment", kind).timed:
        timed = listed([each.key for each in catalogue.TREATMENTS if each.timed])
        raise UserError(f"Only {timed} run on a timer. For the rest: backtracker did {call.wish.kind} --for MINUTES")
    if call.journal.store.running_episode() is None:
        raise UserError(
            f"No spasm is running, so nothing would ring at the end. Log it first: backtracker spasm 8,"
            f" or note the treatment afterwards: backtracker did {call.wish.kind}"
        )
    treatment = call.journal.start(kind, call.answered(kind) if at is None else "", at).value
    return call.saved(
        f"{treatment_label(kind)} begun {call.when(treatment.moment.at)}", [treatment], *call.heat_warning(treatment)
    )


def stop(call: Call) -> Reply:
    """End the session that runs, with its true length."""
    session = call.journal.store.running_session()
    if session is None:
        raise UserError("No session is running. Begin one: backtracker start ice")
    done = call.journal.finish(session.id, call.at(), call.level(call.wish.pain)).value
    more = ice_warning(done)
    if more and call.wish.at is None:
        more.append("If it ended earlier: backtracker undo, then backtracker stop --at TIME")
    return call.saved(done_words(call, done), [done, *call.journal.store.treatment_readings(done.id)], *more)


def snooze(call: Call) -> Reply:
    """Bring a reminder back later."""
    slot = call.slot(call.wish.step)
    length = times.span(call.wish.length)
    if not timedelta(minutes=1) <= length <= timedelta(hours=12):
        raise UserError("A reminder can be put off by 1 minute to 12 hours.")
    call.journal.snooze(slot, round(length.total_seconds() / 60))
    return _answered(call, f"{steps.short(slot.step)} put off")


def skip(call: Call) -> Reply:
    """Leave a reminder out this time."""
    slot = call.slot(call.wish.step)
    call.journal.skip(slot, call.wish.reason)
    return _answered(call, f"{steps.short(slot.step)} skipped. That is fine")


def pause(call: Call) -> Reply:
    """No reminders for a while."""
    length = call.wish.length
    if length.casefold() == "morning":
        call.journal.pause_until_morning()
    else:
        span = times.span(length)
        if not timedelta(minutes=1) <= span <= LONGEST_PAUSE:
            raise UserError("A pause lasts between 1 minute and 24 hours; reminders come back by themselves.")
        call.journal.pause(call.now + span)
    until = call.journal.calm().pause_end(call.now)
    return _answered(call, f"no reminders until {call.until(until)}" if until else "reminders paused")


def resume(call: Call) -> Reply:
    """Reminders come again."""
    call.journal.resume()
    return _answered(call, "reminders are on again")


def end_ice(call: Call) -> Reply:
    """The swelling is down."""
    call.journal.end_ice()
    return _answered(call, "no more ice")


def _answered(call: Call, said: str) -> Reply:
    log = call.journal.running_log()
    acts = log.acts if log else call.journal.pauses_outside()
    told = [each for each in acts if each.kind not in ("shown", "missed")]
    return call.saved(said, list(told[-1:]))


def due(call: Call) -> Reply:
    """What comes next, why and when."""
    log, agenda = call.journal.running_log(), call.journal.agenda()
    wish = call.wish.ahead
    coming = None if wish is None else call.journal.ahead(_hours(wish))
    waiting = errands.ahead(call.journal.docket(), ERRANDS_AHEAD if wish is None else timedelta(hours=_hours(wish)))
    found = _due_json(call, agenda)
    if coming is not None:
        found["ahead"] = [shapes.coming(each, call.zone) for each in coming]
    found["errands"] = [shapes.errand(each, call.now, call.zone) for each in waiting]
    besides = [f"{_sentence(_when(call, each))}: {each.errand.title}" for each in waiting]
    if log is None or agenda is None:
        besides += _paused_line(call, call.journal.calm().pause_end(call.now))
        return Reply(besides or ["No episode is running, so nothing is due."], found)
    lines = [_sentence(call.next_line(agenda)) or "Nothing more is planned."]
    first = agenda.next
    if first is not None and agenda.session is None:
        lines.append(f"Why: {call.why(first)}")
    later = agenda.then if agenda.session is None else agenda.slots
    if later:
        lines.append("Then: " + ", ".join(f"{steps.short(each.step)} {_soon(call, each.show)}" for each in later) + ".")
    if agenda.missed:
        told = ", ".join(f"{steps.short(each.step)} {call.when(each.due)}" for each in agenda.missed)
        lines.append(f"Missed, nothing to catch up on: {told}.")
    lines += _paused_line(call, agenda.paused_until)
    if agenda.quiet_until and not agenda.paused_until:
        lines.append(f"Quiet hours until {call.until(agenda.quiet_until)}: nothing pops up before.")
    if agenda.can_end_ice:
        lines.append("Is the swelling down? Then no more ice: backtracker end-ice")
    if coming is not None:
        lines.append(f"If each is done when it is due{':' if coming else ', nothing comes in that time.'}")
        lines += [f"{each.at.astimezone(call.zone):%Y-%m-%d %H:%M}  {_coming(each)}" for each in coming]
    lines += ["Besides:", *besides] if besides else []
    return Reply(lines, found)


def _paused_line(call: Call, until: datetime | None) -> list[str]:
    return [f"Reminders are paused until {call.until(until)} (backtracker resume)."] if until else []


def _hours(typed: str) -> int:
    hours = whole(typed, 1, MOST_AHEAD)
    if hours is None:
        raise UserError(f"The hours to look ahead are a whole number from 1 to {MOST_AHEAD}.")
    return hours


def _coming(each: Coming) -> str:
    return steps.short(each.step) + (f", {span_text(timedelta(minutes=each.minutes))}" if each.minutes else "")


def _soon(call: Call, at: datetime) -> str:
    return "now" if at <= call.now else call.when(at)


def _when(call: Call, each: Waiting) -> str:
    return "now" if each.show <= call.now else call.when(each.show)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _due_json(call: Call, agenda: Agenda | None) -> shapes.Json:
    found = {
        "now": shapes.instant(call.now, call.zone),
        "episode_id": None,
        "due": [call.slot_json(each, agenda) for each in agenda.slots] if agenda else [],
        "missed": [shapes.missed(each, call.zone) for each in agenda.missed] if agenda else [],
    }
    if agenda is not None:
        found["episode_id"] = call.journal.need(None).id
    return found | shapes.course(agenda or Agenda(call.now), call.zone)
