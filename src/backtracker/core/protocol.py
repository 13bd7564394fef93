"""The schedule of the first days, computed from what happened and never stored.

:func:`agenda` is a pure function of the rules, the episode's log, the time zone and ``now``.
A restart, a sleep or a crash needs no repair, because nothing is kept that could be wrong.
All arithmetic is in UTC. Standard library only.

Each step is a chain of slots. The first is due an interval after the last time the step was
done or skipped; an unanswered slot is missed when the next one comes. A slot is known by its
step and the instant it is due, so that two slots an hour apart with the same time on the wall
are two slots, and one that was shown is never shown again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo

from backtracker.core.model import Act, EpisodeLog, Treatment
from backtracker.core.quiet import Calm
from backtracker.core.rules import Rules
from backtracker.core.steps import STEPS

TOGETHER = timedelta(minutes=5)
"""Things due within this of each other come on one card."""


@dataclass(frozen=True, slots=True)
class Span:
    """A phase of the protocol: ``ice``, ``rest`` (neither ice nor heat) or ``heat``."""

    kind: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """One reminder. ``due`` names it; ``show`` is when it may come up, after snoozes, nights and sessions."""

    step: str
    due: datetime
    show: datetime
    snoozes: int = 0
    shown: bool = False

    @property
    def key(self) -> str:
        """Its name in the log, the same on every computation."""
        return f"{self.step}@{self.due:%Y-%m-%dT%H:%M:%S.%f}"

    @property
    def showing(self) -> str:
        """The name of this showing: a snoozed slot may come up once more."""
        return f"{self.key}#{self.snoozes}"


@dataclass(frozen=True, slots=True)
class Session:
    """A timed session that is running; ``over`` once its planned time is up."""

    treatment: Treatment
    ends: datetime
    over: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is going on at ``now``, what comes next, and what should pop up.

    ``slots`` holds the present slot of each step, in the order they come up. ``popup`` is what
    should pop up now: nothing, or the slots of one card. ``missed`` were never answered.
    ``wake`` is the next instant at which any of this changes by itself.
    """

    now: datetime
    day: int = 0
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
        """The one thing to do next: the first by rank of what is due, else what comes first."""
        due = [slot for slot in self.slots if slot.show <= self.now]
        if due:
            return min(due, key=lambda slot: STEPS[slot.step].rank)
        return self.slots[0] if self.slots else None

    @property
    def then(self) -> tuple[Slot, ...]:
        """What comes after :attr:`next`."""
        return tuple(slot for slot in self.slots if slot is not self.next)


@dataclass(slots=True)
class _Chain:
    """The slots of one step so far: the present one and those that nobody answered."""

    slot: Slot
    missed: list[Slot] = field(default_factory=list)


def clock_zero(log: EpisodeLog) -> datetime:
    """The instant that the phases count from: the onset, or the last flare."""
    return max((flare.moment.at for flare in log.flares), default=log.episode.began.at)


def phases(rules: Rules, log: EpisodeLog) -> tuple[Span, ...]:
    """Ice, the gap with neither where there is one, and heat until the protocol ends."""
    zero = clock_zero(log)
    end = zero + timedelta(days=rules.walk_days)
    ice_end = zero + timedelta(hours=rules.ice_until_hours)
    for act in log.acts:
        if act.kind == "ice_ended" and act.moment.at >= zero:
            ice_end = min(ice_end, act.moment.at)
    heat = min(end, max(ice_end, zero + timedelta(hours=rules.heat_from_hours)))
    ice_end = min(ice_end, end)
    spans = [Span("ice", zero, ice_end), Span("rest", ice_end, heat), Span("heat", heat, end)]
    return tuple(span for span in spans if span.start < span.end)


def calm(rules: Rules, acts: tuple[Act, ...], zone: tzinfo) -> Calm:
    """The quiet hours of ``rules`` and the pauses in ``acts``, each cut short where it was resumed."""
    pauses = []
    for number, act in enumerate(acts):
        if act.kind == "paused" and act.until is not None:
            later = (each.moment.at for each in acts[number + 1 :] if each.kind in ("paused", "resumed"))
            pauses.append((act.moment.at, min(act.until, next(later, act.until))))
    return Calm(rules.quiet_from, rules.quiet_to, zone, tuple(pauses))


def session(log: EpisodeLog, now: datetime) -> Session | None:
    """The timed session that is running at ``now``, if any."""
    for treatment in reversed(log.treatments):
        if treatment.running:
            ends = treatment.moment.at + timedelta(seconds=treatment.planned or 0)
            return Session(treatment, ends, over=now >= ends)
    return None


def agenda(rules: Rules, log: EpisodeLog, now: datetime, zone: tzinfo) -> Agenda:
    """What the protocol says at ``now`` (aware) about the episode in ``log``, for a wall clock in ``zone``."""
    now = now.astimezone(UTC)
    zero = clock_zero(log)
    spans = phases(rules, log)
    if not log.running:
        return Agenda(now, day=_day(log, now, zone), phases=spans, over=True)
    quiet = calm(rules, log.acts, zone)
    running = session(log, now)
    end = zero + timedelta(days=rules.walk_days)
    chains = _chains(rules, log, spans, min(now, end), quiet) if now < end else _asking_to_close(log, end, now, quiet)
    present = [chain.slot for chain in chains if chain.slot.due < end or chain.slot.step == "close"]
    slots = _after_sessions(rules, present, running, quiet)
    slots.sort(key=lambda slot: (max(slot.show, now), STEPS[slot.step].rank))
    silent = quiet.night_end(now), quiet.pause_end(now)
    popup = () if running or any(silent) else _popup(slots, now)
    current = next((span.kind for span in spans if span.start <= now < span.end), "")
    return Agenda(
        now=now,
        day=_day(log, now, zone),
        phases=spans,
        phase=current,
        session=running,
        slots=tuple(slots),
        popup=popup,
        missed=tuple(sorted((slot for chain in chains for slot in chain.missed), key=lambda slot: slot.due)),
        paused_until=silent[1],
        quiet_until=silent[0],
        can_end_ice=current == "ice" and now >= zero + timedelta(hours=48),
        over=now >= end,
        wake=_wake(slots, spans, running, silent, now),
    )


def _day(log: EpisodeLog, now: datetime, zone: tzinfo) -> int:
    """0 on the local day of the onset, 1 on the next, and so on."""
    return max(0, (now.astimezone(zone).date() - log.episode.began.at.astimezone(zone).date()).days)


def _chains(rules: Rules, log: EpisodeLog, spans: tuple[Span, ...], now: datetime, quiet: Calm) -> list[_Chain]:
    zero = clock_zero(log)
    found = []
    for span in spans:
        if span.kind in ("ice", "heat") and now < span.end:
            hours = rules.ice_every_hours if span.kind == "ice" else rules.heat_every_hours
            gap = timedelta(hours=hours)
            last = _last_start(log, span.kind)
            first = span.start if last is None else max(span.start, last + gap)
            if last is not None or span.kind == "heat":
                first = quiet.hold(first)
            chain = _chain(span.kind, first, _every(gap), log, now, quiet)
            if chain.slot.due < span.end:
                found.append(chain)
    gap = timedelta(minutes=rules.walk_every_minutes)
    walked = max(zero, _last_start(log, "walk") or zero)
    found.append(_chain("walk", quiet.hold(walked + gap), _every(gap), log, now, quiet))
    waking = timedelta(hours=rules.check_hours)
    asked = max([zero, *(reading.moment.at for reading in log.readings[-1:])])
    asked = max(asked, _last_skip(log, "pain") or asked)
    first = quiet.hold(quiet.awake_after(asked, waking))
    found.append(_chain("pain", first, lambda at: quiet.awake_after(at, waking), log, now, quiet))
    return found


def _every(gap: timedelta) -> Callable[[datetime], datetime]:
    return lambda at: at + gap


def _asking_to_close(log: EpisodeLog, end: datetime, now: datetime, quiet: Calm) -> list[_Chain]:
    """After the last day there is one question left, asked once."""
    skipped = _last_skip(log, "close")
    if skipped is not None and skipped >= end:
        return []
    return [_Chain(_present("close", quiet.hold(end), log, quiet))]


def _chain(
    step: str, first: datetime, following: Callable[[datetime], datetime], log: EpisodeLog, now: datetime, quiet: Calm
) -> _Chain:
    """Walk from ``first`` to the slot that is present at ``now``.

    A slot that was shown is a fact, even if the settings or the time zone have changed since:
    the chain goes on from the last one shown.
    """
    shown = [due for act in log.acts if act.kind == "shown" and (due := slot_due(act.slot, step)) and due >= first]
    chain = _Chain(_present(step, max([first, *shown]), log, quiet))
    while True:
        later = quiet.hold(following(chain.slot.show))
        if later > now:
            return chain
        chain.missed.append(chain.slot)
        chain.slot = _present(step, later, log, quiet)


def slot_due(key: str, step: str) -> datetime | None:
    """The instant in a slot's name, or None when the slot is not one of ``step``."""
    name, _, rest = key.partition("@")
    if name != step:
        return None
    return datetime.fromisoformat(rest.partition("#")[0]).replace(tzinfo=UTC)


def _present(step: str, due: datetime, log: EpisodeLog, quiet: Calm) -> Slot:
    key = Slot(step, due, due).key
    snoozes = [act.until for act in log.acts if act.kind == "snoozed" and act.slot == key and act.until]
    show = quiet.hold(max([due, *snoozes])) if snoozes else due
    slot = Slot(step, due, show, len(snoozes))
    shown = any(act.kind == "shown" and act.slot == slot.showing for act in log.acts)
    return Slot(step, due, show, len(snoozes), shown)


def _last_start(log: EpisodeLog, step: str) -> datetime | None:
    """When ``step`` was last begun or skipped; a skip ahead of time counts from when it was due."""
    starts = [treatment.moment.at for treatment in log.treatments if treatment.kind == step]
    skip = _last_skip(log, step)
    return max([*starts, *([skip] if skip else [])], default=None)


def _last_skip(log: EpisodeLog, step: str) -> datetime | None:
    skips = [
        max(act.moment.at, slot_due(act.slot, step) or act.moment.at)
        for act in log.acts
        if act.kind == "skipped" and act.step == step
    ]
    return max(skips, default=None)


def _after_sessions(rules: Rules, slots: list[Slot], running: Session | None, quiet: Calm) -> list[Slot]:
    """Move what falls into a session to after it: the one that runs, or the one that is about to be asked for."""
    busy: tuple[datetime, datetime] | None = None
    if running is not None:
        busy = running.treatment.moment.at, running.ends
    moved = []
    for slot in slots:
        show = slot.show
        if busy is not None and busy[0] <= show < busy[1]:
            show = quiet.hold(busy[1])
        moved.append(Slot(slot.step, slot.due, show, slot.snoozes, slot.shown))
    lying = next((slot for slot in moved if slot.step in ("ice", "heat")), None)
    if lying is None:
        return moved
    length = timedelta(minutes=rules.session_minutes(lying.step, 0))
    after = quiet.hold(lying.show + length)
    return [
        Slot(slot.step, slot.due, after, slot.snoozes, slot.shown)
        if slot.step == "walk" and not slot.shown and lying.show - TOGETHER <= slot.show < lying.show + length
        else slot
        for slot in moved
    ]


def _popup(slots: list[Slot], now: datetime) -> tuple[Slot, ...]:
    """The slots of the card that should come up at ``now``: the first by rank, and the pain check with it."""
    due = [slot for slot in slots if slot.show <= now and not slot.shown]
    if not due:
        return ()
    first = min(due, key=lambda slot: STEPS[slot.step].rank)
    soon = [slot for slot in slots if slot.step == "pain" and not slot.shown and slot.show <= now + TOGETHER]
    with_it = [slot for slot in soon if slot is not first]
    return (first, *with_it)


def _wake(
    slots: list[Slot],
    spans: tuple[Span, ...],
    running: Session | None,
    silent: tuple[datetime | None, datetime | None],
    now: datetime,
) -> datetime | None:
    instants = [slot.show for slot in slots] + [span.end for span in spans] + [each for each in silent if each]
    if running is not None:
        instants.append(running.ends)
    return min((instant for instant in instants if instant > now), default=None)
