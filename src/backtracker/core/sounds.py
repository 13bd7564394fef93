"""Which sound goes with what comes up, and whether it may be heard now.

Standard library only; ``now`` is an argument.
"""

from datetime import datetime

from backtracker.core.quiet import Calm

REMINDER, ICE_OVER = "reminder", "ice over"
CHIME, ALARM = "chime", "alarm"


def heard(event: str, on: bool, calm: Calm, now: datetime) -> str:
    """The sound that goes with ``event`` at ``now``, or an empty text for none; ``on`` is the person's setting.

    A reminder chimes where sound is on, and never in the quiet hours or in a pause. Ice on the skin
    for too long does harm at night too: its end is heard in any case.
    """
    if event == ICE_OVER:
        return ALARM
    return CHIME if on and calm.hold(now) == now else ""
