"""The verbs that write down what happened: spasm, pain, did, close, add, join, undo.

Imports ``core``, ``errors`` and the neighbours of this room.
"""

import sys
from datetime import datetime

from backtracker.cli import medicines, names, times
from backtracker.cli.call import Call, Reply, treatment_label
from backtracker.core import catalogue, reasons, telling
from backtracker.core.model import Treatment
from backtracker.core.records import Record
from backtracker.core.words import counted, day_text, listed
from backtracker.errors import TwiceError, UnendedError, UserError

ASKS = 3


def spasm(call: Call) -> Reply:
    """It just hit: a new episode, a new spasm in the running one, or with ``--until`` one that is past."""
    wish, at = call.wish, call.at()
    level, places = level_or_ask(call, "How bad is it")
    triggers = call.keys("trigger", wish.trigger)
    if wish.until is not None:
        return _past_spasm(call, level, at, places, triggers)
    try:
        onset = call.journal.log_spasm(
            level, at, places=places, triggers=triggers, note=wish.note, same=wish.same, once=not wish.again
        )
    except UnendedError as trouble:
        raise UserError(f"{trouble} Add: --until TIME") from trouble
    except TwiceError as trouble:
        raise UserError(f"{trouble} If this is another one, add: --again (to change it: backtracker undo)") from trouble
    log = call.journal.story(onset.episode.id)
    moment = onset.flare.moment if onset.flare else onset.episode.began
    records: list[Record] = [log.episode, *(each for each in log.flares if each == onset.flare)]
    role = "flare" if onset.flare else "onset"
    records += [each for each in log.readings if each.moment == moment and each.role == role]
    records += [each for each in log.exposures if each.moment == moment]
    more = []
    if onset.flare is None:
        more.append("Any warning sign? Look and answer: backtracker check-flags")
    if onset.flare is not None:
        began = call.when(onset.episode.began.at)
        more.append(f"It belongs to the episode that began {began}; the time for ice counts from this spasm.")
    elif onset.previous is not None and onset.previous.ended is not None and not wish.new:
        ended = call.when(onset.previous.ended.at)
        more.append(f"An episode ended {ended}. If this belongs to it: backtracker join")
    return call.saved(f"spasm {level} {call.when(moment.at)}{_where(places)}", records, *more)


def _past_spasm(call: Call, level: int, at: datetime | None, places: list[str], triggers: list[str]) -> Reply:
    """A whole episode from memory."""
    if at is None:
        raise UserError("--until is for a spasm that is past. Say when it began too: --at TIME")
    until = call.at_end(at)
    _, episode = call.journal.add_past(at, until, level, places=places, triggers=triggers, note=call.wish.note)
    log = call.journal.story(episode.id)
    records: list[Record] = [episode, *(each for each in log.readings if each.role == "onset"), *log.exposures]
    return call.saved(f"spasm {level} {call.when(at)}{_where(places)}, over {call.when(until)}", records)


def _where(places: list[str]) -> str:
    return f" ({catalogue.places_text(frozenset(places)).lower()})" if places else ""


def join(call: Call) -> Reply:
    """The running episode belongs to the one before it."""
    call.journal.same_as_before(call.journal.need(None).id)
    episode = call.journal.need(None)
    return call.saved(f"one episode, begun {call.when(episode.began.at)}", [episode])


def pain(call: Call) -> Reply:
    """A pain level, in or outside an episode."""
    at = call.at()
    level, places = level_or_ask(call, "How bad is it")
    if at is None and not places and not call.wish.note:
        call.journal.pain_now(level)
        newest = call.journal.store.newest_reading()
        return call.saved(f"pain {level} {call.when(call.now)}", [newest] if newest else [])
    reading = call.journal.log_pain(level, at, places=places, note=call.wish.note).value
    return call.saved(f"pain {level} {call.when(reading.moment.at)}", [reading])


def did(call: Call) -> Reply:
    """A treatment that is done."""
    wish, at = call.wish, call.at()
    kind = call.key("treatment", wish.kind)
    length = times.span(wish.length) if wish.length else None
    running = call.journal.store.running_session()
    ends_session = at is None and running is not None and running.kind == kind
    slot = call.answered(kind) if at is None and not ends_session else ""
    if length is not None and at is None and not ends_session:
        at = call.now - length
    if length is not None and at is not None and at + length > call.now + times.TWO_CLOCKS:
        raise UserError("That would end in the future. For what is still going on: backtracker start, then stop.")
    logged = call.journal.did(
        kind, at, seconds=round(length.total_seconds()) if length is not None else None,
        product=wish.product, amount=wish.amount, note=wish.note,
        before=call.level(wish.before), after=call.level(wish.after), slot=slot,
    )  # fmt: skip
    readings = call.journal.store.treatment_readings(logged.value.id)
    if kind == "medicine":
        return medicines.saved(call, logged.value)
    more = [*ice_warning(logged.value), *call.heat_warning(logged.value)]
    return call.saved(done_words(call, logged.value), [logged.value, *readings], *more)


def close(call: Call) -> Reply:
    """The episode is over."""
    helped = call.keys("treatment", call.wish.helped)
    triggers = call.keys("trigger", call.wish.trigger)
    episode_id, session = call.journal.need(None).id, call.journal.store.running_session()
    call.journal.close(call.at(), helped, triggers)
    log = call.journal.story(episode_id)
    episode, exposures = log.episode, [each for each in log.exposures if each.trigger in triggers]
    words = f"the episode is over after {telling.length_text(episode, call.today)}"
    if episode.helped:
        words += f"; {listed([treatment_label(each) for each in sorted(episode.helped)])} helped"
    done = call.journal.store.treatment(session.id) if session else None
    ended = [done] if done is not None and not done.running else []
    more = [line for each in ended for line in (f"Recorded with it: {done_words(call, each)}.", *ice_warning(each))]
    if not helped:
        more.append(
            "What helped, and what may have set it off? Any time: backtracker add --helped KIND --trigger TRIGGER"
        )
    return call.saved(words, [episode, *ended, *exposures], *more)


def add(call: Call) -> Reply:
    """What was left out about the latest episode: places, triggers, what helped, a note."""
    wish = call.wish
    places, helped = call.keys("place", wish.place), call.keys("treatment", wish.helped)
    triggers = call.keys("trigger", wish.trigger)
    with call.journal.writing():  # so that what another process adds at the same time stays
        latest = call.journal.store.latest_episode()
        if latest is None:
            raise UserError("There is no episode yet. Log a spasm first: backtracker spasm LEVEL")
        if not (places or helped or triggers or wish.note):
            raise UserError("Say what to add, such as: backtracker add --place lower_left")
        call.journal.describe(
            latest.id,
            places=latest.places | frozenset(places),
            helped=latest.helped | frozenset(helped),
            note="\n".join(filter(None, [latest.note, wish.note])),
            triggers=triggers,
        )
    log = call.journal.story(latest.id)
    exposures = [each for each in log.exposures if each.trigger in triggers and each.hours_before == 0]
    return call.saved(f"added to the episode that began {call.when(latest.began.at)}", [log.episode, *exposures])


def undo(call: Call) -> Reply:
    """Take back the last change."""
    change = call.journal.undo()
    said = change.label if change else "There is nothing to take back"
    return Reply([f"{said}."], {"undone": change is not None, "label": said})


def level_or_ask(call: Call, question: str) -> tuple[int, list[str]]:
    """The level that was typed, else the answer on the terminal; and the places.

    A level that slipped in among the places, as in ``--place lower_left 8``, is taken out of them.
    """
    wish = call.wish
    places = list(wish.place or [])
    typed: str | None = wish.level
    if typed is None and places and places[-1].isdigit():
        typed = places.pop()
    keys = call.keys("place", places)
    if typed is not None:
        return names.level(typed), keys
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        raise UserError(f"Say how bad it is from 0 to 10, such as: backtracker {wish.verb} 7")
    for _ in range(ASKS):
        print(f"{question}, from 0 (none) to 10 (the worst there is)? ", end="", file=sys.stderr, flush=True)
        try:
            return names.level(input().strip()), keys
        except EOFError:
            raise KeyboardInterrupt from None
        except UserError as trouble:
            print(trouble, file=sys.stderr)
    raise UserError("Nothing was saved, because no level from 0 to 10 was given.")


def done_words(call: Call, treatment: Treatment) -> str:
    """``ice, 20 minutes, from 13:45 to 14:05``."""
    words = treatment_words(treatment)
    if treatment.seconds is None or treatment.ended_at is None:
        return f"{words} {call.when(treatment.moment.at)}"
    local, today = treatment.moment.at.astimezone(call.zone), call.today
    day = "" if local.date() == today else f"on {day_text(local.date(), today=today)} "
    return f"{words}, {day}from {call.clock(treatment.moment.at)} to {call.clock(treatment.ended_at)}"


def treatment_words(treatment: Treatment) -> str:
    """``medicine Ibuprofen 400 mg`` or ``ice, 20 minutes``."""
    name = " ".join(filter(None, [treatment_label(treatment.kind), treatment.product, treatment.amount]))
    if treatment.seconds is None:
        return name
    length = counted(round(treatment.seconds / 60), "{n} minute", "{n} minutes")
    return f"{name}, {length}"


def ice_warning(treatment: Treatment) -> list[str]:
    """Why ice for longer than 20 minutes is harmful, where it was longer."""
    found = reasons.ice_too_long(treatment.kind, treatment.seconds)
    return [found] if found else []
