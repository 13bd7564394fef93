"""What comes next if everything is done when it is due: the running protocol as a list, for a calendar or a wrist.

Nothing but the schedule itself, asked again and again while time is thought to pass. Standard library only.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

from backtracker.core.chains import TOGETHER, Slot
from backtracker.core.model import Act, EpisodeLog, Moment, Reading, Treatment
from backtracker.core.protocol import Session, agenda, calm
from backtracker.core.rules import Rules
from backtracker.core.steps import STEPS


@dataclass(frozen=True, slots=True)
class Coming:
    """A step that comes at ``at`` and takes ``minutes``: 0 for a question. ``slot`` is its name if all goes so."""

    step: str
    at: datetime
    minutes: int
    slot: str


def ahead(rules: Rules, log: EpisodeLog, now: datetime, zone: tzinfo, length: timedelta) -> list[Coming]:
    """The steps of the running episode from ``now`` (aware) for ``length``, in the order of their time.

    What is open already comes now, or when the quiet hours, a pause or the session that is on are over.
    """
    now = now.astimezone(UTC)
    quiet, at, until = calm(rules, log.acts, zone), now, now + length
    found: list[Coming] = []
    while True:
        present = agenda(rules, log, at, zone)
        if present.session is not None:
            at = max(at, present.session.ends)
            log = _ended(log, present.session)
            continue
        ready = [(quiet.hold(max(slot.show, at)), STEPS[slot.step].rank, slot) for slot in present.slots]
        if not ready:
            return found
        when, _, first = min(ready, key=lambda each: each[:2])
        if when >= until:
            return found
        if when > at:  # by then another slot of the same step may be the one that is open
            at = when
            continue
        rides = (slot for when, _, slot in ready if slot.step == "pain" and when <= at + TOGETHER)
        card = [first, *(slot for slot in rides if slot is not first)]
        for slot in card:
            minutes = rules.session_minutes(slot.step, present.spasm_day) if STEPS[slot.step].treatment else 0
            found.append(Coming(slot.step, at, minutes, slot.key))
            log = _answered(log, slot, at, minutes)
        at += timedelta(minutes=found[-len(card)].minutes)


def _ended(log: EpisodeLog, session: Session) -> EpisodeLog:
    done = replace(session.treatment, running=False)
    return replace(log, treatments=tuple(done if each.id == done.id else each for each in log.treatments))


def _answered(log: EpisodeLog, slot: Slot, at: datetime, minutes: int) -> EpisodeLog:
    """``log`` as if ``slot`` was done at ``at``; the question whether it is over gets a no."""
    moment, name = Moment(at), f"ahead {slot.key}"
    if minutes:
        treatment = Treatment(name, moment, slot.step, minutes * 60, episode_id=log.episode.id, slot=slot.key)
        return replace(log, treatments=(*log.treatments, treatment))
    if slot.step == "pain":
        return replace(log, readings=(*log.readings, Reading(name, moment, 0, log.episode.id)))
    return replace(log, acts=(*log.acts, Act(name, moment, "skipped", log.episode.id, slot.step, slot.key)))
