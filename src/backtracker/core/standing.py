"""What stands on the screen: which card may stay there, which comes back, and what is asked for on it.

Each slot comes up once, and the act ``shown`` says so. A card that was taken away before anyone answered, by a pause,
the night, a session, or because the program was ended, comes back when there is room. That is the same showing, and
no act tells of it: a pause and its end, or a restart, change nothing in the record. What somebody closed does not
come back. Standard library only.
"""

from backtracker.core.protocol import Agenda, Slot


def is_open(agenda: Agenda | None, slot: Slot) -> bool:
    """Whether the showing of ``slot`` still waits for its answer, be it that nothing may be on screen just now."""
    return agenda is not None and any(each.showing == slot.showing for each in agenda.slots)


def may_stand(agenda: Agenda | None, slot: Slot) -> bool:
    """Whether the card that asks for ``slot`` may be on screen: not in the quiet hours, a pause or a session."""
    if agenda is None or agenda.session is not None or is_calm(agenda):
        return False
    return any(each.showing == slot.showing and each.show <= agenda.now for each in agenda.slots)


def is_calm(agenda: Agenda) -> bool:
    """Whether it is night or the reminders are paused: then only the ice is told to come off."""
    return agenda.quiet_until is not None or agenda.paused_until is not None


def may_tell_end(agenda: Agenda) -> bool:
    """Whether the end of the session that runs may be told: that of ice at any time."""
    session = agenda.session
    return session is not None and session.over and (session.treatment.kind == "ice" or not is_calm(agenda))


def rides(agenda: Agenda, standing: Slot | None) -> bool:
    """Whether what comes up is asked on the card of ``standing`` already: a pain check, which every card has."""
    only_pain = [slot.step for slot in agenda.popup] == ["pain"]
    return only_pain and standing is not None and standing.step != "pain" and may_stand(agenda, standing)


def left_open(agenda: Agenda) -> Slot | None:
    """What came up last and got no answer, for a program that has just been started; None where a new card comes."""
    first = agenda.next
    return first if first is not None and first.shown and not agenda.popup else None
