"""How the protocol was kept: each slot that is past, and what became of it.

A pure function of the rules, the log, the time zone and ``now``; the log's facts decide. What was done
answers the reminder that it names, else the one that was open then. What was done before any reminder came
counts too: it silenced one. Nothing counts twice, and nothing counts that a new spasm, the end of the ice
or the end of the episode set aside while it was still open. Standard library only.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from backtracker.core.chains import comes_again, intervals, slot_due
from backtracker.core.model import Act, EpisodeLog, Reading, Treatment
from backtracker.core.phases import phases_led
from backtracker.core.protocol import agenda, calm
from backtracker.core.quiet import Calm
from backtracker.core.rules import Rules
from backtracker.core.steps import STEPS
from backtracker.core.words import translate

LATE = timedelta(minutes=15)
"""What began more than this after its reminder first came up is late: a short snooze and fetching the ice fit in."""

OUTCOMES = ("done", "late", "skipped", "missed", "asleep")


@dataclass(frozen=True, slots=True)
class Kept:
    """A slot that is past, and its ``outcome``, one of :data:`OUTCOMES`.

    ``due`` is when it was due; for what was done before a reminder came, when it began. ``at`` is when it was
    begun, told or skipped; None where it was not. ``slot`` is the reminder's name, empty where none came.
    ``reason`` is why it was skipped. ``record`` is the id of the treatment or reading that answered it.
    """

    step: str
    due: datetime
    outcome: str
    at: datetime | None = None
    slot: str = ""
    reason: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """The past slots of one episode in the order in which they were due."""

    slots: tuple[Kept, ...] = ()

    def count(self, outcome: str, step: str = "") -> int:
        """How many slots came to ``outcome``, of all steps or of one."""
        return sum(1 for each in self.slots if each.outcome == outcome and step in ("", each.step))

    def sums(self, step: str = "") -> dict[str, int]:
        """Every outcome with its number, of all steps or of one."""
        return {outcome: self.count(outcome, step) for outcome in OUTCOMES}

    @property
    def steps(self) -> list[str]:
        """The steps that have a slot here, by rank."""
        return [key for key in STEPS if any(each.step == key for each in self.slots)]


@dataclass(slots=True)
class _Asked:
    """A slot as the log knows it: when it came up first (or was due), where it was put off to last, what was said."""

    key: str
    due: datetime
    asked: datetime
    last: datetime
    shown: bool = False
    missed: bool = False
    skip: Act | None = None
    answer: Treatment | Reading | None = None


@dataclass(slots=True)
class _Step:
    """One step on its way: its slots in order, what else was done, and what its outcomes hang on."""

    key: str
    gap: timedelta
    quiet: Calm
    slots: list[_Asked]
    free: list[Treatment] = field(default_factory=list)

    def answered_until(self, number: int) -> datetime:
        """Until when slot ``number`` is the one that an answer belongs to."""
        slot, following = self.slots[number], self.slots[number + 1 : number + 2]
        again = comes_again(self.key, max(slot.last, slot.due), self.gap, self.quiet)
        return min([again, *(each.asked for each in following)])


def keeping(rules: Rules, log: EpisodeLog, now: datetime, zone: tzinfo) -> Keeping:
    """What became of every slot of the episode in ``log`` up to ``now`` (aware), or up to its end.

    A slot that is still open is not among them. The question whether it is over is no step of care.
    The pain check counts only where it was asked: who tells the pain of their own accord is asked less.
    """
    until = min(now, log.episode.ended.at) if log.episode.ended else now
    quiet, gaps = calm(rules, log.acts, zone), intervals(rules)
    went_by = [slot.key for slot in agenda(rules, log, now, zone).missed]
    led = phases_led(rules, log)
    found: list[Kept] = []
    for key in STEPS:
        if key == "close":
            continue
        step = _Step(key, gaps[key], quiet, _slots(log, key, went_by))
        answers: list[Treatment] | list[Reading]
        answers = list(log.readings) if key == "pain" else [each for each in log.treatments if each.kind == key]
        _answer(step, answers)
        spans = [(span.start, span.end) for span in led if key in ("walk", span.kind)]
        found += _outcomes(step, log, until)
        found += _unasked(step, [(max(start, log.episode.began.at), end) for start, end in spans], until)
    return Keeping(tuple(sorted(found, key=lambda each: (each.due, STEPS[each.step].rank))))


def kept_text(kept: Keeping) -> str:
    """``Kept: 14 of 19 on time, 2 late, 1 skipped, 2 missed.``; an empty text where nothing was due yet."""
    if not kept.slots:
        return ""
    words = translate("keeping", "Kept: {n} of {all} on time", n=kept.count("done"), all=len(kept.slots))
    return f"{', '.join([words, *_others(kept, '')])}."


def step_text(kept: Keeping, step: str) -> str:
    """The same of one step, to stand behind its name: ``5 of 7 on time, 2 late``."""
    number = sum(kept.sums(step).values())
    words = translate("keeping", "{n} of {all} on time", n=kept.count("done", step), all=number)
    return ", ".join([words, *_others(kept, step)])


def outcome_text(outcome: str) -> str:
    """One outcome in a word or two."""
    return {
        "done": translate("keeping", "on time"),
        "late": translate("keeping", "late"),
        "skipped": translate("keeping", "skipped"),
        "missed": translate("keeping", "missed"),
        "asleep": translate("keeping", "slept through"),
    }[outcome]


def _others(kept: Keeping, step: str) -> list[str]:
    numbers = kept.sums(step)
    return [f"{numbers[each]} {outcome_text(each)}" for each in OUTCOMES[1:] if numbers[each]]


def _slots(log: EpisodeLog, step: str, went_by: Iterable[str]) -> list[_Asked]:
    """Every slot of ``step`` that the log names, and those of ``went_by`` that it does not name yet."""
    found: dict[str, _Asked] = {}

    def named(name: str) -> _Asked | None:
        key = name.partition("#")[0]
        due = slot_due(key, step)
        return None if due is None else found.setdefault(key, _Asked(key, due, due, due))

    for act in log.acts:
        slot = named(act.slot) if act.kind in ("shown", "missed", "skipped", "snoozed") else None
        if slot is None:
            continue
        if act.kind == "shown":
            slot.asked = slot.asked if slot.shown else act.moment.at
            slot.last, slot.shown = max(slot.last, act.moment.at), True
        elif act.kind == "missed":
            slot.missed = True
        elif act.kind == "skipped":
            slot.skip = slot.skip or act
        elif act.until is not None:
            slot.last = max(slot.last, act.until)
    for name in (*went_by, *(each.slot for each in log.treatments)):
        slot = named(name)
        if slot is not None and name in went_by:
            slot.missed = True
    return sorted(found.values(), key=lambda each: (each.asked, each.due))


def _answer(step: _Step, answers: list[Treatment] | list[Reading]) -> None:
    """Give each answer to the slot that it names, else to the one that was open then; the rest is free."""
    by_key = {slot.key: slot for slot in step.slots}
    begins = [slot.asked for slot in step.slots]
    unnamed: list[Treatment | Reading] = []
    for each in answers:
        slot = by_key.get(each.slot) if isinstance(each, Treatment) else None
        if slot is not None and slot.answer is None:
            slot.answer = each
        else:
            unnamed.append(each)
    for each in unnamed:
        number = bisect_right(begins, each.moment.at) - 1
        if number >= 0 and step.slots[number].answer is None and each.moment.at < step.answered_until(number):
            step.slots[number].answer = each
        elif isinstance(each, Treatment):
            step.free.append(each)


def _outcomes(step: _Step, log: EpisodeLog, until: datetime) -> list[Kept]:
    """The slots that were asked for, with what became of each."""
    stops = [flare.moment.at for flare in log.flares]
    stops += [act.moment.at for act in log.acts if act.kind == "ice_ended" and step.key == "ice"]
    found = []
    for number, slot in enumerate(step.slots):
        answer, skip = slot.answer, slot.skip
        if answer is not None and answer.moment.at <= until:
            outcome = "late" if answer.moment.at - slot.asked > LATE else "done"
            found.append(Kept(step.key, slot.due, outcome, answer.moment.at, slot.key, record=answer.id))
        elif not log.episode.began.at <= slot.due <= until:
            continue
        elif skip is not None:
            outcome = "asleep" if skip.reason == "asleep" else "skipped"
            found.append(Kept(step.key, slot.due, outcome, skip.moment.at, slot.key, skip.reason))
        elif slot.missed:
            found.append(Kept(step.key, slot.due, "missed", slot=slot.key))
        else:
            over = step.answered_until(number)
            if slot.shown and over <= until and not any(slot.asked <= stop <= over for stop in stops):
                outcome = "asleep" if step.quiet.night_end(slot.due) else "missed"
                found.append(Kept(step.key, slot.due, outcome, slot=slot.key))
    return found


def _unasked(step: _Step, spans: list[tuple[datetime, datetime]], until: datetime) -> list[Kept]:
    """What was done in its phase before a reminder came, on time therefore.

    It stands for the slot that it silenced; so what follows within half an interval of the last one does not count.
    """
    counted_from = [slot.answer.moment.at for slot in step.slots if slot.answer is not None]
    if step.key == "walk":
        counted_from += [start for start, _ in spans]  # the first one comes an interval after the spasm
    found = []
    for each in step.free:
        at = each.moment.at
        in_phase = at <= until and any(start <= at < end for start, end in spans)
        if in_phase and not any(timedelta() <= at - before < step.gap / 2 for before in counted_from):
            counted_from.append(at)
            found.append(Kept(step.key, at, "done", at, record=each.id))
    return found
