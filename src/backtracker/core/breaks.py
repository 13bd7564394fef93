"""Breaks from sitting: when the next one is due, from what was seen of the computer's use.

Somebody looks about once a minute and hands what was seen to :func:`seen`, which keeps the present
:class:`Sitting`; :func:`outlook` says when a break can come. Nothing here is stored: what was not
seen does not count as sitting, so a start, a sleep or a night begins anew, and no pile can form.

How long somebody sits is measured on a clock that nobody can set. Instants are on the wall all the
same, because nights and the episode's steps are; where the wall clock moves, the sitting moves with
it. Standard library only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from backtracker.core.chains import intervals
from backtracker.core.model import CLOCKS_DIFFER, Act, EpisodeLog
from backtracker.core.protocol import Agenda
from backtracker.core.quiet import Calm
from backtracker.core.rules import Rules
from backtracker.core.words import translate

STEP = "break"
"""The step of the acts about breaks; they belong to no episode."""

TAKEN = "paused"
"""The kind of act that tells of a break that was taken: this reminder pauses until sitting has lasted long again."""

PAUSE = timedelta(minutes=5)
"""Untouched for so long, the computer was left.

More than the minute or two on the feet that is asked for, because a shorter silence is as well a page
that is read. Our own choice: no source gives a number.
"""

READING = timedelta(minutes=2)
"""Untouched for less than this, somebody sits there. Between the two nobody can tell, and nothing comes up."""

APART = timedelta(minutes=15)
"""No break comes this close before a step of care that gets the person off the chair: that step is the break."""

OFF_THE_CHAIR = ("ice", "heat", "walk")
"""Steps of care for which nobody sits at the computer."""

LATER_MINUTES = 10
"""What "10 min" puts a break off by."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is known at ``at``: ``since`` when time counts, when the computer was last ``touched``, whether it was left.

    ``steady`` is seconds of the clock that nobody can set, at the same look. ``put_off`` is when a
    break that was put off comes again.
    """

    at: datetime
    steady: float
    since: datetime
    touched: datetime
    away: bool = False
    put_off: datetime | None = None

    @property
    def idle(self) -> timedelta:
        """How long the computer had not been touched."""
        return self.at - self.touched


def seen(before: Sitting | None, at: datetime, steady: float, idle: timedelta | None) -> Sitting:
    """The sitting after a look at ``at`` (and ``steady`` seconds) that found the computer untouched for ``idle``.

    ``idle`` None means that the desktop does not tell: then whoever has it running counts as sitting.
    A pause is :data:`PAUSE` without a touch. Between two looks only the last touch is known, so a
    pause may be taken for granted that was shorter by as much as lies between the looks.
    """
    touched = at - (idle or timedelta())
    fresh = Sitting(at, steady, touched, touched, away=at - touched >= PAUSE)
    if before is None:
        return fresh if fresh.away else replace(fresh, since=at)
    passed = timedelta(seconds=steady - before.steady)
    moved = at - before.at - passed
    slept = moved >= PAUSE  # or the clock was set on: nobody can tell, and to begin anew is right after the one
    unseen = not timedelta() <= passed < PAUSE
    if slept or unseen:
        return fresh if fresh.away else replace(fresh, since=at)
    there = moved_by(before, moved)
    if fresh.away or there.away or touched - there.touched >= PAUSE:
        return fresh
    return replace(fresh, since=there.since, touched=max(touched, there.touched), put_off=there.put_off)


def moved_by(sitting: Sitting, length: timedelta) -> Sitting:
    """``sitting`` on a wall clock that was set on by ``length`` (or back)."""
    return replace(
        sitting,
        at=sitting.at + length,
        since=sitting.since + length,
        touched=sitting.touched + length,
        put_off=None if sitting.put_off is None else sitting.put_off + length,
    )


def begun_anew(sitting: Sitting, now: datetime) -> Sitting:
    """After a break that was asked for, taken or left out at ``now``: what counts, counts from here."""
    return replace(sitting, since=max(sitting.since, now), put_off=None)


@dataclass(frozen=True, slots=True)
class Care:
    """What the episode's steps mean for sitting: a ``session`` runs, one was last asked for or ended, one is coming."""

    session: bool = False
    last: datetime | None = None
    coming: datetime | None = None


def care(rules: Rules, log: EpisodeLog | None, agenda: Agenda | None, pops_up: bool) -> Care:
    """What the running episode means for breaks; ``pops_up`` tells whether its steps come up at all."""
    if log is None or agenda is None:
        return Care()
    gaps = intervals(rules)
    ends = [each.ended_at for each in log.treatments if each.kind in OFF_THE_CHAIR]
    asked = [act.moment.at for act in log.acts if act.kind == "shown" and act.step in OFF_THE_CHAIR]
    past = [at for at in (*ends, *asked) if at is not None and at <= agenda.now + CLOCKS_DIFFER]
    slots = [slot for slot in agenda.slots if slot.step in OFF_THE_CHAIR]
    coming = [slot.show for slot in slots if not slot.shown]
    # One that came up and was not answered gives way to the next of its kind.
    coming += [slot.due + gaps[slot.step] for slot in slots if slot.shown and slot.due + gaps[slot.step] > agenda.now]
    return Care(
        session=agenda.session is not None,
        last=max(past, default=None),
        coming=min(coming, default=None) if pops_up else None,
    )


@dataclass(frozen=True, slots=True)
class Outlook:
    """When the next break can come (None while that cannot be told), and whether it should come up now."""

    at: datetime | None = None
    due: bool = False


def outlook(sitting: Sitting, every: timedelta, calm: Calm, steps: Care) -> Outlook:
    """When a break is next due, for somebody who is to get up ``every`` so often; as of the last look.

    Quiet hours and pauses in ``calm`` hold it. A session, and any step of care that comes soon, goes before it.
    """
    if sitting.away or steps.session:
        return Outlook()
    now = sitting.at
    at = sitting.put_off or sitting.since + every
    if steps.last is not None:
        at = max(at, steps.last + every)
    at = calm.hold(max(at, now))
    if steps.coming is not None and at > steps.coming - APART:
        at = calm.hold(max(at, steps.coming + every))
    return Outlook(at, due=at == now and sitting.idle < READING)


def is_over(sitting: Sitting, calm: Calm, steps: Care, asked: datetime) -> bool:
    """Whether nothing is asked any more of what was asked at ``asked``: by night, in a pause, for a step of care."""
    now = sitting.at
    stepped = steps.last is not None and steps.last > asked
    return steps.session or stepped or calm.hold(now) != now


def put_off_until(acts: Iterable[Act], now: datetime) -> datetime | None:
    """When a break comes again that was put off before the program was started anew; ``acts`` in their order.

    One that has waited for longer than a pause is let go: nobody knows what was done meanwhile.
    """
    about = [act for act in acts if act.step == STEP]
    last = about[-1] if about else None
    if last is None or last.kind != "snoozed" or last.until is None:
        return None
    soon = timedelta(minutes=LATER_MINUTES) + CLOCKS_DIFFER
    return max(last.until, now) if now - PAUSE <= last.until <= now + soon else None


def key(now: datetime) -> str:
    """The name of the break that comes up at ``now``."""
    return f"{STEP}@{now.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}"


def names(now: datetime, within: timedelta) -> tuple[str, str]:
    """The names of breaks that came up ``within`` so long of ``now`` lie between these two: a clock may be set back."""
    return key(now - within), key(now + within)


def hint(number: int) -> str:
    """What to do about the back, one line; another one with each ``number``."""
    words = (
        translate("breaks", "Stand up, and walk a few steps for a minute or two."),
        translate("breaks", "A rolled towel behind the lower back supports it when you sit."),
        translate("breaks", "Then sit in another way than before, both feet on the floor."),
        translate("breaks", "Sit well back on the chair, a cushion behind the lower back."),
    )
    return words[number % len(words)]
