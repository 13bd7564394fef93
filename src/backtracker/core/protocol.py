"""The schedule of the first days, computed from what happened and never stored.

:func:`agenda` is a pure function of the rules, the episode's log, the time zone and ``now``.
A restart, a sleep or a crash needs no repair, because nothing is kept that could be wrong.
All arithmetic is in UTC. Standard library only.

Each step is a chain of slots. The first is due an interval after the last time the step was
done or skipped; an unanswered slot is missed when the next one comes. A slot is known by its
step and the instant it is due, so that two slots an hour apart with the same time on the wall
are two slots, and one that was shown is not shown anew. Its card may be taken away meanwhile, by a
pause or the quiet hours; what was not answered comes back then, before anything new (``core.standing``).

When the clock was set back, part of the log lies ahead of ``now``. An entry dated further ahead
than the interval of its step moves nothing until its time has come; an onset that far ahead is
taken whole days earlier, so that care goes on. What was shown stays shown under its name.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

from backtracker.core.chains import TOGETHER, Chain, Past, Slot, chains_at, intervals, missed_slots, read, slot_due
from backtracker.core.model import CLOCKS_DIFFER, Act, EpisodeLog, Treatment
from backtracker.core.phases import ICE_CAN_END, Span, clock_zero, phases, phases_from, phases_led, zero_day
from backtracker.core.quiet import Calm
from backtracker.core.rules import Rules
from backtracker.core.steps import STEPS
from backtracker.core.words import translate

__all__ = [
    "TOGETHER", "Agenda", "Session", "Slot", "Span",
    "advice", "agenda", "calm", "clock_zero", "phases", "phases_led", "session", "slot_due",
]  # fmt: skip

SHORT_SNOOZE = timedelta(minutes=10)
"""A session put off for no longer than this keeps the walk that follows it waiting too."""

LONGEST_ICE = timedelta(minutes=20)
"""What a session without a planned length is stopped after."""


@dataclass(frozen=True, slots=True)
class Session:
    """A timed session that is running; ``over`` once its planned time is up.

    ``set_by`` is by how much the wall clock was set since it began, where somebody has noticed: ``ends`` is then
    told by the clock as it is now.
    """

    treatment: Treatment
    ends: datetime
    over: bool
    set_by: timedelta = timedelta()

    @property
    def began(self) -> datetime:
        """Its start, by the clock as it is now."""
        return self.treatment.moment.at + self.set_by

    def lasted(self, end: datetime) -> int | None:
        """Its true length in seconds when it ends at ``end``; None where the wall clock tells it by itself."""
        return round((end - self.began).total_seconds()) if self.set_by else None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is going on at ``now``, what comes next, and what should pop up.

    ``day`` counts from the onset, and ``spasm_day`` from the last spasm: with that the walks grow, so that they
    begin short again after a new one.
    ``slots`` holds the present slot of each step: what was asked for last, what else is due, what
    comes. ``popup`` is what should pop up now: nothing, or the slots of one card. ``missed`` were
    never answered, and no act says so yet. ``wake`` is the next instant at which any of this changes
    by itself.
    """

    now: datetime
    day: int = 0
    spasm_day: int = 0
    phases: tuple[Span, ...] = ()
    phase: str = ""
    session: Session | None = None
    slots: tuple[Slot, ...] = ()
    popup: tuple[Slot, ...] = ()
    missed: tuple[Slot, ...] = ()
    paused_until: datetime | None = None
    quiet_until: datetime | None = None
    can_end_ice: bool = False
    over: bool = False
    wake: datetime | None = None

    @property
    def next(self) -> Slot | None:
        """The one thing to do next: what was asked for last, then the first by rank of what is due, else what comes."""
        return self.slots[0] if self.slots else None

    @property
    def then(self) -> tuple[Slot, ...]:
        """What comes after :attr:`next`."""
        return self.slots[1:]


def calm(rules: Rules, acts: tuple[Act, ...], zone: tzinfo) -> Calm:
    """The quiet hours of ``rules`` and the pauses in ``acts``, each cut short where it was resumed or replaced."""
    pauses: list[tuple[datetime, datetime]] = []
    for act in acts:
        if act.kind not in ("paused", "resumed") or act.until == act.moment.at:
            continue
        if pauses:
            since, until = pauses[-1]
            pauses[-1] = since, min(until, act.moment.at)
        if act.until is not None and act.kind == "paused":
            pauses.append((act.moment.at, act.until))
    return Calm(rules.quiet_from, rules.quiet_to, zone, tuple(pauses))


def overtaken(acts: tuple[Act, ...], at: datetime) -> list[Act]:
    """The pauses and resumptions in ``acts`` that are dated later than ``at``, as they stand once a new one is told.

    The clock was set back since. They stay where they are but last no time, so that they cut no new pause short.
    """
    later = [act for act in acts if act.kind in ("paused", "resumed") and act.moment.at > at]
    return [replace(act, until=act.moment.at) for act in later]


LINGERS = timedelta(minutes=5)
"""A walk or heat whose time is up waits this long for its answer, so that it holds nothing up for hours."""


def ended_by_itself(treatment: Treatment, now: datetime) -> datetime | None:
    """When a walk or heat that nobody ended is taken to have ended: with its planned time, a few minutes after it.

    None for what still goes on at ``now``, and always for ice: ice that stays on does harm, so it rings until it is
    answered, and its true length counts.
    """
    if not treatment.running or treatment.kind == "ice" or treatment.planned is None:
        return None
    ends = treatment.moment.at + timedelta(seconds=treatment.planned)
    return ends if now >= ends + LINGERS else None


def session(log: EpisodeLog, now: datetime) -> Session | None:
    """The timed session that is running at ``now``, if any.

    One that seems to begin later than now was begun before the clock was set back. How much of it has passed
    cannot be told any more, so it is over: ice that is too short does no harm.
    """
    for treatment in reversed(log.treatments):
        if treatment.running and ended_by_itself(treatment, now) is None:
            start = treatment.moment.at
            ends = start + (LONGEST_ICE if treatment.planned is None else timedelta(seconds=treatment.planned))
            if start > now + CLOCKS_DIFFER:
                ends = now
            return Session(treatment, ends, over=now >= ends)
    return None


def agenda(rules: Rules, log: EpisodeLog, now: datetime, zone: tzinfo) -> Agenda:
    """What the protocol says at ``now`` (aware) about the episode in ``log``, for a wall clock in ``zone``."""
    now = now.astimezone(UTC)
    zero = clock_zero(log, now)
    spans = phases_from(rules, log, zero)
    day = max(0, (now.astimezone(zone).date() - log.episode.began.day).days)
    spasm_day = max(0, (now.astimezone(zone).date() - zero_day(log, zero, zone)).days)
    if not log.running:
        return Agenda(now, day=day, spasm_day=spasm_day, phases=spans, over=True)
    quiet = calm(rules, log.acts, zone)
    past = read(rules, log, zero, now)
    running = session(log, now)
    end = zero + timedelta(days=rules.walk_days)
    chains = _chains_until(end, rules, past, spans, now, quiet)
    present = [chain.present for chain in chains if chain.present]
    if not present and past.answered.get("close", zero) < end:
        asking = past.present("close", end, quiet)
        present = [replace(asking, show=quiet.hold(asking.show))]
    ends = {span.kind: span.end for span in spans}
    nexts = [chain for chain in chains if chain.present and chain.present.shown]
    again = [Slot(each.step, each.later, each.later) for each in nexts if each.later < ends.get(each.step, end)]
    back = _back(present, past, quiet, now)
    slots = _in_order(_arranged(rules, present, again, running, past, now, quiet, back), now)
    night, pause = quiet.night_end(now), quiet.pause_end(now)
    returned = back is not None and now < back[1] + TOGETHER
    popup = () if running or night or pause or returned else _popup(slots, now)
    pain = next(chain for chain in chains if chain.step == "pain")
    if popup and pain.present and pain.present.shown and pain.later <= min(now + TOGETHER, end - timedelta.resolution):
        old, asked = pain.present, pain.move_on(intervals(rules)["pain"], past, quiet)
        slots = tuple(asked if slot == old else slot for slot in slots)
        popup = popup if asked.shown else (*popup, asked)
    slots = _asked_last_first(slots, popup, past, now)
    current = next((span.kind for span in spans if now < span.end), "")
    changes = [slot.show for slot in slots] + [span.end for span in spans]
    changes += [chain.later for chain in chains if now < end]
    changes += [night or quiet.next_night(now) or end, pause or end, quiet.next_day(now), zero + ICE_CAN_END]
    changes += [running.ends, running.ends + LINGERS] if running else []
    changes += [back[1] + TOGETHER] if back else []
    return Agenda(
        now=now,
        day=day,
        spasm_day=spasm_day,
        phases=spans,
        phase=current,
        session=running,
        slots=slots,
        popup=popup,
        missed=missed_slots(rules, log, chains, past, quiet),
        paused_until=pause,
        quiet_until=night,
        can_end_ice=current == "ice" and now >= zero + ICE_CAN_END,
        over=now >= end,
        wake=min((instant for instant in changes if instant > now), default=None),
    )


def _chains_until(
    end: datetime, rules: Rules, past: Past, spans: tuple[Span, ...], now: datetime, quiet: Calm
) -> list[Chain]:
    """The chains at ``now``; from ``end`` on nothing is present, and what was left unanswered then has passed."""
    over = now >= end
    chains = chains_at(rules, past, spans, end - timedelta.resolution if over else now, quiet)
    for chain in chains:
        if chain.present is not None and (over or chain.present.due >= end):
            if chain.present.due < end:
                chain.passed.append(chain.present)
            chain.present = None
    return chains


def _arranged(
    rules: Rules,
    slots: list[Slot],
    again: list[Slot],
    running: Session | None,
    past: Past,
    now: datetime,
    quiet: Calm,
    back: tuple[Slot, datetime] | None,
) -> list[Slot]:
    """Make room: what falls into a session comes after it, and the pain check waits for what is about to come up.

    ``again`` are the slots that follow those that came up already and got no answer.
    The session is the one that runs, or the one that is asked for: it counts from when it came up or came
    ``back``, or from when it can, so that a walk that is due as well does not come up on top of it.
    """
    if running is not None:
        after = quiet.hold(running.ends)
        slots = [replace(slot, show=max(slot.show, after)) for slot in slots]
    for lying in [slot for slot in (*slots, *again) if slot.step in ("ice", "heat")]:
        asked = max(lying.show, past.showings[lying.showing]) if lying.shown else quiet.hold(max(lying.show, now))
        if back is not None and lying is back[0]:
            asked = max(asked, back[1])
        since = max(lying.due, asked - SHORT_SNOOZE) - TOGETHER
        until = asked + timedelta(minutes=rules.session_minutes(lying.step, 0))
        slots = [
            replace(slot, show=quiet.hold(until))
            if slot.step == "walk" and not slot.shown and since <= quiet.hold(max(slot.show, now)) < until
            else slot
            for slot in slots
        ]
    others = [slot.show for slot in (*slots, *again) if slot.step != "pain" and not slot.shown]
    return [_waiting(slot, others, now, quiet) if slot.step == "pain" and not slot.shown else slot for slot in slots]


def _waiting(pain: Slot, others: list[datetime], now: datetime, quiet: Calm) -> Slot:
    """``pain`` moved to the next of ``others`` where that comes within a few minutes."""
    ready = quiet.hold(max(pain.show, now))
    return replace(pain, show=min((show for show in others if ready < show <= ready + TOGETHER), default=pain.show))


def _back(slots: list[Slot], past: Past, quiet: Calm, now: datetime) -> tuple[Slot, datetime] | None:
    """The card that quiet hours or a pause took away unanswered, by its first slot, and when it came back.

    What else has become due by then follows a few minutes later: one card comes back, not a pile. A pain check
    alone holds nothing up, for every card asks for the pain.
    """
    end = quiet.last_end(now)
    asked = [slot for slot in slots if slot.shown and slot.show <= now and slot.step != "pain"]
    if end is None or not asked:
        return None
    last = max(asked, key=lambda slot: past.showings[slot.showing])
    return (last, end) if past.showings[last.showing] < end else None


def _in_order(slots: list[Slot], now: datetime) -> tuple[Slot, ...]:
    """What is due first, by rank; then what comes, by time."""
    return tuple(sorted(slots, key=lambda slot: (max(slot.show, now), STEPS[slot.step].rank)))


def _asked_last_first(slots: tuple[Slot, ...], popup: tuple[Slot, ...], past: Past, now: datetime) -> tuple[Slot, ...]:
    """``slots`` with what was asked for last in front, so that window and pop-up name the same next thing.

    Each slot comes up once, though its card may go and come back. A later one of lower rank must not be led by an
    older one that nobody answered then: it is the later one that was just asked for, and the older one stays open
    behind it.
    """
    asked = popup[:1] or tuple(slot for slot in slots if slot.shown and slot.show <= now)
    if not asked:
        return slots
    first = max(asked, key=lambda slot: (past.showings.get(slot.showing, now), -STEPS[slot.step].rank))
    return (first, *(slot for slot in slots if slot is not first))


def _popup(slots: tuple[Slot, ...], now: datetime) -> tuple[Slot, ...]:
    """The slots of the card that should come up at ``now``: the first by rank, and the pain check with it."""
    first = next((slot for slot in slots if slot.show <= now and not slot.shown), None)
    if first is None:
        return ()
    ride = (slot for slot in slots if slot.step == "pain" and not slot.shown and slot.show <= now + TOGETHER)
    return (first, *(slot for slot in ride if slot is not first))


def advice(rules: Rules) -> list[tuple[str, str]]:
    """A sentence for each setting that the usual care advises against, or that undoes another.

    Each comes with what it is about: ``heat``, ``walk`` or ``quiet``.
    """
    ice, heat, end = rules.ice_until_hours, rules.heat_from_hours, rules.walk_days * 24
    values = {"ice": ice, "heat": heat, "end": end, "walk": rules.walk_every_minutes}
    about_heat = [
        heat < 72
        and translate(
            "advice",
            "Heat is set to start after {heat} hours. Before 72 hours, warmth can feed the swelling.",
            **values,
        ),
        heat < ice
        and translate(
            "advice", "Ice goes on for {ice} hours. Heat waits for its end, unless you end the ice earlier.", **values
        ),
        ice < heat < end
        and translate(
            "advice", "Ice ends after {ice} hours and heat starts after {heat}. In between there is neither.", **values
        ),
        max(ice, heat) >= end
        and translate("advice", "The guided days end after {end} hours, before heat starts: no heat.", **values),
    ]
    about_walks = [
        rules.walk_every_minutes > 60
        and translate(
            "advice",
            "A walk comes every {walk} minutes. A short one every hour keeps the muscles from stiffening.",
            **values,
        ),
        rules.walk_goal_minutes <= rules.walk_first_minutes
        and translate("advice", "The first walks are as long as the goal, so they will not grow."),
    ]
    about_quiet = [
        not rules.quiet_length and translate("advice", "There are no quiet hours. Reminders come at night too."),
    ]
    found = (("heat", about_heat), ("walk", about_walks), ("quiet", about_quiet))
    return [(kind, sentence) for kind, sentences in found for sentence in sentences if sentence]
