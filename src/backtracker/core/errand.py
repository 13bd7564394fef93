"""A reminder outside the protocol: the next dose, an exercise, an appointment, a glass of water.

Like the protocol's it is computed from what happened and never stored. What is stored is that
it came up and how it was answered: an act whose ``step`` is the errand's ``kind`` and whose
``slot`` is its ``key``. Standard library only.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to do at one time.

    ``key`` names this occurrence once and for all, however often the program is restarted
    (``exercise:<id>:2026-11-29:1400``): it comes up once. It carries the time, not a number:
    where the times of a day are changed, what was answered stays answered and what is new is asked. ``kind`` is
    ``dose``, ``visit``, ``session``, ``exercise``, ``checkin``, ``trial`` or a part of the plan; it decides what "done"
    writes.
    ``due`` is aware and in UTC; after ``until`` it is of no use any more and goes by in silence,
    where it is empty it waits. ``title`` and ``words`` are for the person; a locked screen shows
    neither unless they chose so. ``action`` is what the large button says ("Drank one"). ``opens`` is
    the page of the window that asks for the answer, where one press says too little for it. ``other`` is
    what a second answer says, where there is one ("Stopped: pain").
    """

    key: str
    kind: str
    due: datetime
    title: str
    words: str = ""
    action: str = ""
    icon: str = "bell"
    tone: str = "accent"
    until: datetime | None = None
    opens: str = ""
    other: str = ""

    def __post_init__(self) -> None:
        if self.due.tzinfo is None or (self.until is not None and self.until.tzinfo is None):
            raise ValueError("an errand needs aware datetimes")


def clock_key(at: datetime, zone: tzinfo) -> str:
    """The time of day of ``at`` for a key: ``0900``; the second one of the autumn hour is ``0230b``."""
    local = at.astimezone(zone)
    return f"{local:%H%M}{'b' * local.fold}"
