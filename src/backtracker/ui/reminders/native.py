"""What the desktop's notification says of a step, a session whose time is up or an errand, and what its buttons do.

Neutral by default: others may read it on a locked or shared screen. The words on the buttons are neutral in any
case; what they do is what the card's buttons do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from backtracker.core import steps, telling
from backtracker.core.errand import Errand
from backtracker.core.protocol import Agenda, Session, Slot
from backtracker.core.words import translate
from backtracker.ui.desktop.note import Note

if TYPE_CHECKING:
    from datetime import tzinfo

    from backtracker.journal import Journal

LATER_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for in a notification: a slot, a session whose time is up, or an errand."""

    note: Note
    slot: Slot | None = None
    session_id: str = ""
    errand: Errand | None = None
    bring_card: Callable[[], None] = lambda: None
    """Bring our own card up instead."""


def step_note(agenda: Agenda, slot: Slot, neutral: bool, zone: "tzinfo") -> Note:
    """The words and buttons for ``slot``, which ``agenda`` brings up."""
    unseen = telling.unseen_text(telling.never_came_up(agenda), agenda.now, zone)
    if neutral:
        title, body = translate("Native", "Time for the next step"), ""
    else:
        title, body = steps.title(slot.step), unseen or steps.hint(slot.step)
    buttons = [("default", translate("Native", "Open"))]
    if slot.step in ("ice", "heat", "walk"):
        buttons += [("start", translate("Native", "Start")), ("done", translate("Native", "Done"))]
    if slot.step == "close":
        buttons += [("over", translate("Native", "It’s over")), ("skip", translate("Native", "Not yet"))]
    else:
        later = translate("Native", "In {n} min", n=LATER_MINUTES)
        buttons += [("later", later), ("skip", translate("Native", "Skip"))]
    return Note(title, body, _instead(body), tuple(buttons))


def time_up_note(agenda: Agenda, neutral: bool, zone: "tzinfo") -> Note:
    """The words and buttons for the session of ``agenda``, whose time is up."""
    session = agenda.session
    assert session is not None
    ice = session.treatment.kind == "ice"
    if neutral:
        title, body = translate("Native", "Time is up"), ""
    else:
        title, body = telling.session_words(session.treatment, True, session.ends, zone)
    off = translate("Native", "It’s off") if session.treatment.kind in steps.WORN else translate("Native", "Done")
    buttons = [("default", translate("Native", "Open")), ("off", off)]
    if ice:
        buttons.append(("hush", translate("Native", "Quiet for 1 min")))
    return Note(title, body, _instead(body), tuple(buttons), urgent=ice)


def errand_note(errand: Errand, neutral: bool) -> Note:
    """The words and buttons for ``errand``. Some desktops show three of them, so the second answer stands early."""
    title, body = (translate("Native", "A reminder"), "") if neutral else (errand.title, errand.words)
    buttons = [("default", translate("Native", "Open"))]
    if not errand.opens:
        buttons.append(("done", translate("Native", "Done")))
    if errand.other:
        buttons.append(("other", translate("Native", "Stopped")))
    later = translate("Native", "In {n} min", n=LATER_MINUTES)
    buttons += [("later", later), ("skip", translate("Native", "Skip"))]
    return Note(title, body, _instead(body), tuple(buttons))


def _instead(body: str) -> str:
    """Where the notification has no buttons it says where to answer."""
    where = translate("Native", "Open backtracker to answer.")
    return f"{body} {where}" if body else where


def deed(asked: Asked, key: str, session: Session | None, now: datetime) -> "Callable[[Journal], Any] | None":
    """What a press on the button ``key`` at ``now`` writes: the same as the card's; None for what writes nothing.

    ``session`` is what runs now: it knows how long it was truly on, also where the clock was set meanwhile.
    """
    slot, session_id = asked.slot, asked.session_id
    if slot is None:
        known = session is not None and session.treatment.id == session_id
        lasted = session.lasted(now) if session is not None and known else None
        return (lambda journal: journal.finish(session_id, seconds=lasted)) if key == "off" else None
    found: dict[str, Callable[[Journal], Any]] = {
        "start": lambda journal: journal.start(slot.step, slot.key),
        "done": lambda journal: journal.done(slot),
        "later": lambda journal: journal.snooze(slot, LATER_MINUTES),
        "skip": lambda journal: journal.skip(slot),
    }
    return found.get(key)
