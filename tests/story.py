"""Ten days of one episode, as plain data: what the person does, and when the clock on the wall shows what.

Replayed through the command line (``tests/cli/test_ten_days.py``) and through the window; both
must leave the same history. Everything happens in ``ZONE``. ``at`` is local time, with its
offset where the hour comes twice (the clocks go back on 25 October). Set the clock to
``instant(step)``, then do ``step.action`` with ``step.words``:

``spasm``     ``level``, ``places``, ``triggers``, ``note``: the onset, or later a new spasm in the episode
``start``     ``kind``: press Start for ice, heat or walk
``stop``      ``pain`` or None: end the session that runs, with the pain after it
``did``       ``kind``, and where given ``minutes`` (it ended now and began that long ago), ``product``,
              ``amount``, ``note``, ``before``, ``after``
``pain``      ``level``
``snooze``    ``step``, ``minutes``
``skip``      ``step``, ``reason``
``pause``     ``minutes``;  ``morning``: pause until the quiet hours are over;  ``resume``
``end_ice``   "swelling is down"
``close``     ``helped``, ``triggers``

No step lies in the seconds after another, so that it does not matter that a press takes a moment.
"""

from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")


class Step(NamedTuple):
    """One thing done: the local time, what, and with which words."""

    at: str
    action: str
    words: dict[str, Any]


def instant(step: Step) -> datetime:
    """When the step happens, in UTC."""
    at = datetime.fromisoformat(step.at)
    return (at if at.tzinfo else at.replace(tzinfo=ZONE)).astimezone(UTC)


def _session(kind: str, start: str, stop: str, pain: int | None = None) -> tuple[Step, Step]:
    return Step(start, "start", {"kind": kind}), Step(f"{start[:10]} {stop}", "stop", {"pain": pain})


def _did(at: str, kind: str, **words: Any) -> Step:
    return Step(at, "did", {"kind": kind, **words})


def _pain(at: str, level: int) -> Step:
    return Step(at, "pain", {"level": level})


IBUPROFEN = {"product": "Ibuprofen", "amount": "400 mg"}

STORY: tuple[Step, ...] = (
    # Wednesday: it hits.
    Step(
        "2026-10-21 07:40", "spasm",
        {"level": 8, "places": ["lower_left", "lower_middle"], "triggers": ["lift", "sudden"], "note": "The crate."},
    ),
    *_session("ice", "2026-10-21 07:43", "08:03", 8),
    _did("2026-10-21 08:30", "medicine", **IBUPROFEN),
    _did("2026-10-21 09:05", "walk", minutes=5),
    *_session("ice", "2026-10-21 09:43", "10:03", 7),
    *_session("walk", "2026-10-21 10:20", "10:26"),
    Step("2026-10-21 11:25", "skip", {"step": "walk", "reason": "no time"}),
    Step("2026-10-21 11:50", "snooze", {"step": "ice", "minutes": 10}),
    *_session("ice", "2026-10-21 12:01", "12:13", 7),  # ended early
    _pain("2026-10-21 13:00", 6),
    _did("2026-10-21 13:20", "walk", minutes=5),
    *_session("ice", "2026-10-21 14:10", "14:30", 6),
    Step("2026-10-21 15:00", "pause", {"minutes": 60}),
    _did("2026-10-21 15:40", "rest", minutes=30),
    *_session("ice", "2026-10-21 16:15", "16:35", 6),
    _did("2026-10-21 17:10", "walk", minutes=6),
    _did("2026-10-21 18:00", "medicine", **IBUPROFEN),
    *_session("ice", "2026-10-21 18:30", "18:50", 5),
    _pain("2026-10-21 21:30", 6),
    # Thursday.
    _pain("2026-10-22 07:10", 7),
    *_session("ice", "2026-10-22 07:20", "07:40", 6),
    _did("2026-10-22 08:00", "medicine", **IBUPROFEN),
    *_session("walk", "2026-10-22 08:30", "08:36", 6),
    *_session("ice", "2026-10-22 09:25", "09:45", 5),
    Step("2026-10-22 10:00", "skip", {"step": "walk", "reason": ""}),
    _did("2026-10-22 11:05", "walk", minutes=6),
    *_session("ice", "2026-10-22 11:40", "12:00", 5),
    _did("2026-10-22 13:00", "own:hot soup", note="With pepper."),
    *_session("ice", "2026-10-22 14:00", "14:20", 4),
    _did("2026-10-22 15:00", "walk", minutes=7, after=4),
    Step("2026-10-22 16:10", "snooze", {"step": "ice", "minutes": 30}),
    *_session("ice", "2026-10-22 16:45", "17:05", 4),
    Step("2026-10-22 18:30", "morning", {}),
    Step("2026-10-22 19:00", "resume", {}),
    *_session("ice", "2026-10-22 19:10", "19:30", 4),
    # Friday: a new spasm; the ice phase begins again.
    _pain("2026-10-23 07:30", 4),
    Step(
        "2026-10-23 10:15", "spasm",
        {"level": 9, "places": ["lower_right"], "triggers": [], "note": "Sneezed."},
    ),
    *_session("ice", "2026-10-23 10:18", "10:38", 8),
    _did("2026-10-23 10:50", "medicine", **IBUPROFEN),
    *_session("ice", "2026-10-23 12:20", "12:40", 7),
    _did("2026-10-23 13:30", "walk", minutes=5),
    *_session("ice", "2026-10-23 14:30", "14:50", 7),
    *_session("ice", "2026-10-23 17:00", "17:20", 6),
    _did("2026-10-23 18:00", "medicine", **IBUPROFEN),
    _pain("2026-10-23 21:00", 6),
    # Saturday.
    *_session("ice", "2026-10-24 08:00", "08:20", 6),
    *_session("walk", "2026-10-24 09:00", "09:08", 5),
    *_session("ice", "2026-10-24 10:30", "10:50", 5),
    _did("2026-10-24 12:00", "stretch", minutes=10, before=5, after=4),
    *_session("ice", "2026-10-24 15:00", "15:20", 4),
    _pain("2026-10-24 20:00", 4),
    # Sunday: awake in the hour that comes twice; then the swelling is down.
    _pain("2026-10-25T02:30:00+02:00", 5),
    _pain("2026-10-25T02:30:00+01:00", 4),
    *_session("ice", "2026-10-25 08:10", "08:30", 4),
    _did("2026-10-25 11:00", "walk", minutes=9),
    Step("2026-10-25 12:00", "end_ice", {}),
    _pain("2026-10-25 19:00", 3),
    # Monday to Saturday: moist heat, longer walks, and it eases.
    *_session("heat", "2026-10-26 10:00", "10:20", 3),
    *_session("walk", "2026-10-26 11:00", "11:10", 3),
    *_session("heat", "2026-10-26 15:00", "15:20", 2),
    _did("2026-10-27 09:00", "walk", minutes=11),
    *_session("heat", "2026-10-27 10:00", "10:20", 2),
    _did("2026-10-27 16:00", "manual", minutes=40, before=3, after=2, note="First visit."),
    _pain("2026-10-28 08:00", 2),
    *_session("heat", "2026-10-28 18:00", "18:20", 2),
    _did("2026-10-29 09:30", "walk", minutes=13, after=1),
    Step("2026-10-29 12:00", "skip", {"step": "heat", "reason": "did not feel like it"}),
    _pain("2026-10-30 08:00", 1),
    _did("2026-10-30 17:00", "stretch", minutes=10),
    _pain("2026-10-31 09:00", 0),
    Step("2026-10-31 18:00", "close", {"helped": ["ice", "heat", "walk"], "triggers": ["sitting"]}),
)  # fmt: skip
