"""The chain of slots that each step of the protocol makes, and what the log says about them.

A slot is known by its step and the instant it is due. The first of a chain is due an interval
after the last answer; an unanswered one is missed when the next one comes. Standard library only.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from backtracker.core.model import EpisodeLog
from backtracker.core.phases import Span
from backtracker.core.quiet import Calm
from backtracker.core.rules import Rules
from backtracker.core.steps import STEPS

TOGETHER = timedelta(minutes=5)
"""Things due within this of each other come on one card."""


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
        return f"{self.step}@{self.due.replace(tzinfo=None).isoformat(timespec='microseconds')}"

    @property
    def showing(self) -> str:
        """The name of this showing: a snoozed slot may come up once more."""
        return f"{self.key}#{self.snoozes}"


@dataclass(slots=True)
class Past:
    """What the log says, read once so that no slot has to search it."""

    answered: dict[str, datetime] = field(default_factory=dict)
    """Step to the last time it was begun, skipped or, for pain, told."""
    last_shown: dict[str, datetime] = field(default_factory=dict)
    """Step to the last slot that came up, by when it was due."""
    last_missed: dict[str, datetime] = field(default_factory=dict)
    """Step to the last slot recorded as missed, by when it was due."""
    showings: dict[str, datetime] = field(default_factory=dict)
    """Name of a showing to the instant it came up."""
    snoozed: dict[str, list[datetime]] = field(default_factory=dict)
    """Name of a slot to where each of its snoozes ends."""
    since: datetime | None = None
    """The first act: before it, the program did not know of the episode."""

    def present(self, step: str, due: datetime, quiet: Calm) -> Slot:
        """The slot of ``step`` that is due at ``due``, with its snoozes."""
        slot = Slot(step, due, due)
        if snoozes := self.snoozed.get(slot.key):
            slot = Slot(step, due, quiet.hold(max(due, *snoozes)), len(snoozes))
            came_up = self.showings.get(slot.showing, slot.show)  # no pause or night since then moves it on
            slot = replace(slot, show=max(due, min(slot.show, came_up)))
        return replace(slot, shown=True) if slot.showing in self.showings else slot

    def since_asked(self, slot: Slot, gap: timedelta) -> datetime:
        """From when the slot after ``slot`` counts: its time, or half a ``gap`` before it came up if that is later."""
        return max(slot.show, self.showings[slot.showing] - gap / 2) if slot.shown else slot.show


@dataclass(slots=True)
class Chain:
    """The slots of one step: the ``present`` one, unless its phase is over, those that nobody answered, the next."""

    step: str
    present: Slot | None
    passed: list[Slot]
    later: datetime

    def move_on(self, gap: timedelta, past: Past, quiet: Calm) -> Slot:
        """The next slot becomes the present one before its time; the one that nobody answered has passed."""
        if self.present is not None:
            self.passed.append(self.present)
        self.present = past.present(self.step, self.later, quiet)
        self.later = comes_again(self.step, past.since_asked(self.present, gap), gap, quiet)
        return self.present


def intervals(rules: Rules) -> dict[str, timedelta]:
    """How long after its last start each step comes again, at the earliest."""
    return {
        "ice": timedelta(hours=rules.ice_every_hours),
        "heat": timedelta(hours=rules.heat_every_hours),
        "walk": timedelta(minutes=rules.walk_every_minutes),
        "pain": timedelta(hours=rules.check_hours),
        "close": timedelta(days=1),
    }


@lru_cache(maxsize=4096)  # the same names are read at every look
def slot_due(key: str, step: str) -> datetime | None:
    """The instant in a slot's name, or None when the slot is not one of ``step``."""
    name, _, rest = key.partition("@")
    if name != step:
        return None
    try:
        return datetime.fromisoformat(rest.partition("#")[0]).replace(tzinfo=UTC)
    except ValueError:
        return None


def read(rules: Rules, log: EpisodeLog, zero: datetime, now: datetime) -> Past:
    """Everything in the log that moves a slot; what is dated too far ahead of ``now`` does not."""
    past = Past(since=min((act.moment.at for act in log.acts), default=None))
    reach = {step: now + gap for step, gap in intervals(rules).items()}

    def answer(step: str, at: datetime, counts_from: datetime) -> None:
        if at <= reach.get(step, now):
            past.answered[step] = max(past.answered.get(step, counts_from), counts_from)

    for treatment in log.treatments:
        answer(treatment.kind, treatment.moment.at, treatment.moment.at)
    for reading in log.readings:
        answer("pain", reading.moment.at, reading.moment.at)
    for act in log.acts:
        at = act.moment.at
        step = act.slot.partition("@")[0] or act.step
        due = slot_due(act.slot, step)
        if act.kind == "skipped":
            answer(step, at, max(at, due or at))
        elif act.kind == "ice_ended" and at >= zero:
            answer("ice", at, at)
        elif act.kind == "snoozed" and act.until is not None and at <= reach.get(step, now):
            past.snoozed.setdefault(act.slot, []).append(act.until)
        elif act.kind == "shown":
            past.showings.setdefault(act.slot, at)
            if due is not None and due <= now + TOGETHER:
                past.last_shown[step] = max(past.last_shown.get(step, due), due)
        elif act.kind == "missed" and due is not None and due <= now:
            past.last_missed[step] = max(past.last_missed.get(step, due), due)
    return past


def chains_at(rules: Rules, past: Past, spans: tuple[Span, ...], now: datetime, quiet: Calm) -> list[Chain]:
    """The chain of every step at ``now``, which lies before the end of the last of ``spans``."""
    gaps = intervals(rules)
    zero = spans[0].start
    found = [_session_chain(span, gaps[span.kind], past, now, quiet) for span in spans if span.kind != "rest"]
    for step in ("walk", "pain"):
        last = max(zero, past.answered.get(step, zero))
        first = comes_again(step, last, gaps[step], quiet)
        found.append(_chain(step, last + gaps[step], first, gaps[step], past, now, quiet))
    return found


def comes_again(step: str, at: datetime, gap: timedelta, quiet: Calm) -> datetime:
    """When the slot of ``step`` after the one at ``at`` may come up; the pain check counts waking hours."""
    return quiet.hold(quiet.awake_after(at, gap) if step == "pain" else at + gap)


def _session_chain(span: Span, gap: timedelta, past: Past, now: datetime, quiet: Calm) -> Chain:
    """The chain of ice or heat within its phase; once that is over, whatever was left unanswered has passed."""
    last = past.answered.get(span.kind)
    first = span.start if last is None else max(span.start, last + gap)
    just_hit = span.kind == "ice" and first == span.start  # whoever logs a spasm at night is awake
    held = first if just_hit else quiet.hold(first)
    over = now >= span.end
    until = span.end - timedelta.resolution if over else now
    chain = _chain(span.kind, first, held, gap, past, until, quiet)
    if chain.present is None or chain.present.due >= span.end:
        chain.present = None
    elif over:
        chain.passed.append(chain.present)
        chain.present = None
    return chain


def _chain(
    step: str,
    earliest: datetime,
    first: datetime,
    gap: timedelta,
    past: Past,
    now: datetime,
    quiet: Calm,
) -> Chain:
    """Walk from ``first`` to the slot that is present at ``now``.

    A slot that was shown is a fact, even if the settings or the time zone have changed since:
    the chain goes on from the last one shown, unless it came before ``earliest`` and so was answered.
    What came up late keeps the next one away for half an interval: a laptop that wakes just before the
    hour must not ask for the walk of this hour, and minutes later for that of the next.
    """
    shown = past.last_shown.get(step)
    slot = past.present(step, shown if shown is not None and shown >= earliest else first, quiet)
    passed = []
    while (later := comes_again(step, past.since_asked(slot, gap), gap, quiet)) <= now:
        passed.append(slot)
        slot = past.present(step, later, quiet)
    return Chain(step, slot, passed, later)


def missed_slots(rules: Rules, log: EpisodeLog, chains: list[Chain], past: Past, quiet: Calm) -> tuple[Slot, ...]:
    """The slots that passed without an answer and are not recorded as missed yet, in order.

    Not among them: what was due before the program knew of the episode, the spasm of the night that
    was slept through, and a walk for which a session left no time.
    """
    found = []
    for chain in chains:
        counted = past.last_missed.get(chain.step)
        crowded = _crowded_out(rules, log, chains, quiet) if chain.step == "walk" and chain.passed else set()
        for slot in chain.passed:
            told = slot.shown or (past.since is not None and past.since <= slot.due)
            fresh = counted is None or slot.due > counted
            if told and fresh and slot.due not in crowded and quiet.night_end(slot.due) is None:
                found.append(slot)
    return tuple(sorted(found, key=lambda slot: (slot.due, STEPS[slot.step].rank)))


def _crowded_out(rules: Rules, log: EpisodeLog, chains: list[Chain], quiet: Calm) -> set[datetime]:
    """When the walks were due that fell into a session which lasted until the next walk, or until the night."""
    walks = next(chain for chain in chains if chain.step == "walk")
    nexts = [*(slot.due for slot in walks.passed[1:]), walks.present.due if walks.present else walks.later]
    longest = timedelta(minutes=max(rules.ice_minutes, rules.heat_minutes))
    tight = [
        (slot.show, slot.due, after)
        for slot, after in zip(walks.passed, nexts, strict=True)
        if not slot.shown and quiet.hold(slot.show + longest) >= after
    ]
    if not tight:
        return set()
    lying = [
        slot for chain in chains if chain.step in ("ice", "heat") for slot in (*chain.passed, chain.present) if slot
    ]
    sessions = [(slot.show, slot.show + timedelta(minutes=rules.session_minutes(slot.step, 0))) for slot in lying]
    for each in log.treatments:
        if each.kind in ("ice", "heat"):
            sessions.append((each.moment.at, each.ended_at or each.moment.at + longest))
    return {
        due
        for show, due, after in tight
        if any(since - TOGETHER <= show < until and quiet.hold(until) >= after for since, until in sessions)
    }
