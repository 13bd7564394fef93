"""Which reminder outside the protocol may come up now, which are open, and when to look again.

Pure: the errands that the parts of the care have, the acts about them in the order they were
written, and what else is going on. Nothing scheduled is stored, so a restart, a sleep or a clock
that was set needs no repair. One comes up at a time and each once; a snooze can only delay it; the
steps of a running episode go first, and after a gap there is no pile. Standard library only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from backtracker.core.errand import Errand
from backtracker.core.model import CLOCKS_DIFFER, Act
from backtracker.core.protocol import Agenda
from backtracker.core.quiet import Calm

KINDS = ("dose", "visit", "session", "exercise", "checkin")
"""Of several that are due the first of these comes first, then whatever else there is."""

BETWEEN = timedelta(minutes=5)
"""Two errands do not come up closer together than this, however many are due: no pile."""

BEFORE_A_STEP = timedelta(minutes=2)
"""So shortly before a step of the protocol an errand waits: its card would be gone again at once."""

SNOOZES = (10, 30, 60)
"""Minutes by which one can be put off."""

ANSWERS = ("done", "skipped", "missed")
"""The kinds of act after which an errand is over."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An errand that is not over yet: it can come up from ``show`` on, or ``asked`` already and got no answer."""

    errand: Errand
    show: datetime
    asked: bool = False
    snoozes: int = 0


@dataclass(frozen=True, slots=True)
class Docket:
    """What stands at ``now``: the ``errand`` that should come up, all that is ``waiting`` in its order, when to look.

    ``wake`` is the next instant at which something changes by itself; None while nothing is coming.
    ``free`` tells whether there is room for a card at all, and ``due`` whether one would come up if there was.
    """

    now: datetime
    errand: Errand | None = None
    waiting: tuple[Waiting, ...] = ()
    wake: datetime | None = None
    due: bool = False
    free: bool = False
    paused_until: datetime | None = None

    def waits(self, key: str) -> bool:
        """Whether the errand ``key`` is not over yet."""
        return any(each.errand.key == key for each in self.waiting)

    def asks(self, key: str) -> bool:
        """Whether the errand ``key`` was asked and still waits for its answer."""
        return any(each.errand.key == key and each.asked for each in self.waiting)


@dataclass(slots=True)
class _Told:
    """What the acts say about one errand."""

    asked: bool = False
    over: bool = False
    until: datetime | None = None
    snoozes: int = 0


def docket(
    errands: Iterable[Errand],
    acts: Sequence[Act],
    now: datetime,
    calm: Calm,
    agenda: Agenda | None = None,
    *,
    silenced: bool = False,
    card_up: bool = False,
) -> Docket:
    """What stands of ``errands`` at ``now`` (aware), after the ``acts`` outside any episode, in the order written.

    ``agenda`` is that of the running episode. ``silenced`` is the time of a red-flag notice, ``card_up`` that a
    card of another kind is on screen; both hold everything back and lose nothing.
    """
    now = now.astimezone(UTC)
    told = _told(acts)
    waiting = sorted(_waiting(errands, told, now, calm), key=lambda each: _order(each, now))
    spaced = max((at + BETWEEN for at in _came_up(acts, now)), default=now)
    ready = [each for each in waiting if not each.asked and each.show <= now]
    free = not (silenced or card_up or calm.hold(now) > now or _is_first(agenda, now))
    changes = [each.show for each in waiting if not each.asked]
    changes += [each.errand.until for each in waiting if each.errand.until is not None]
    changes += [spaced] if ready else []
    paused = calm.pause_end(now)
    changes += [paused] if paused and waiting else []
    return Docket(
        now,
        errand=ready[0].errand if ready and free and spaced <= now else None,
        waiting=tuple(waiting),
        wake=min((instant for instant in changes if instant > now), default=None),
        due=bool(ready),
        free=free,
        paused_until=paused,
    )


def _waiting(errands: Iterable[Errand], told: dict[str, _Told], now: datetime, calm: Calm) -> list[Waiting]:
    """Those that are not over, each key once; what cannot come up any more before its time is up goes by in silence."""
    found: dict[str, Waiting] = {}
    for errand in errands:
        known = told.get(errand.key, _Told())
        if known.over or errand.key in found:
            continue
        show = max(errand.due.astimezone(UTC), known.until or errand.due)
        ready = now if known.asked else calm.hold(max(show, now))
        if errand.until is None or ready < errand.until:
            found[errand.key] = Waiting(errand, show if ready == now else ready, known.asked, known.snoozes)
    return list(found.values())


def _order(waiting: Waiting, now: datetime) -> tuple[bool, datetime, int, datetime, str]:
    """What is due first, by rank and then by time; then what comes, by time."""
    kind = waiting.errand.kind
    rank = KINDS.index(kind) if kind in KINDS else len(KINDS)
    due = waiting.show <= now
    return not due, now if due else waiting.show, rank, waiting.show, waiting.errand.key


def _told(acts: Sequence[Act]) -> dict[str, _Told]:
    told: dict[str, _Told] = {}
    for act in acts:
        if act.episode_id is not None or not act.slot:
            continue
        known = told.setdefault(act.slot, _Told())
        if act.kind == "shown":
            known.asked = True
        elif act.kind == "snoozed" and act.until is not None and not known.over:
            known.asked, known.snoozes = False, known.snoozes + 1
            known.until = max(act.until, known.until or act.until)
        elif act.kind in ANSWERS:
            known.over = True
    return told


def _came_up(acts: Sequence[Act], now: datetime) -> list[datetime]:
    """When errands and breaks came up; what is dated ahead was shown before the clock was set back."""
    shown = [act for act in acts if act.kind == "shown" and act.episode_id is None and act.slot]
    return [act.moment.at for act in shown if act.moment.at <= now + CLOCKS_DIFFER]


def _is_first(agenda: Agenda | None, now: datetime) -> bool:
    """Whether the running episode leads: a session, a step that is to come up, or one that comes in a moment."""
    if agenda is None or agenda.over:
        return False
    soon = any(not slot.shown and slot.show <= now + BEFORE_A_STEP for slot in agenda.slots)
    return agenda.session is not None or bool(agenda.popup) or soon


def later(waiting: Waiting | None, errand: Errand, now: datetime, minutes: int) -> datetime:
    """When ``errand`` comes again after being put off by ``minutes`` at ``now``; never before it was due."""
    show = errand.due if waiting is None else waiting.show
    return max(now, show) + timedelta(minutes=minutes)


def ahead(found: Docket, length: timedelta) -> list[Waiting]:
    """What is open, and what comes within ``length``."""
    return [each for each in found.waiting if each.show < found.now + length]
