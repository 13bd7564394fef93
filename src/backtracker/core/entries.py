"""What of a day is an entry: one row in the log, and one in the number that is told of that day.

Standard library and the rest of ``core`` only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from backtracker.core.body import Measure
from backtracker.core.care.visits import Visit
from backtracker.core.habits import KEPT_SILENT, Habit
from backtracker.core.model import Check, Flare, Moment, Reading, Sheet, Treatment

CHECK_IN, WATER = "checkin", "water"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said about ``day`` on one ``subject``, last at ``moment``, as pairs of key and value.

    A subject is :data:`CHECK_IN` with all that it asks but the glasses, :data:`WATER` with all glasses of the day,
    or one of :data:`KEPT_SILENT`.
    """

    moment: Moment
    day: date
    subject: str
    values: tuple[tuple[str, int], ...]

    @property
    def said_later(self) -> bool:
        """Whether it was said on another day than the one it is about, so that its time is none of that day."""
        return self.moment.day != self.day


Entry = Reading | Treatment | Flare | Visit | Check | Measure | Answers


def entries(sheet: Sheet) -> list[Entry]:
    """The entries of one day, each kind in the order of its time."""
    return [
        *loose(sheet.readings, sheet.treatments, sheet.flares),
        *sheet.treatments,
        *sheet.flares,
        *sheet.visits,
        *sheet.checks,
        *sheet.measures,
        *answers(sheet.habits, sheet.treatments),
    ]


def loose(
    readings: Iterable[Reading],
    treatments: Iterable[Treatment],
    flares: Iterable[Flare],
    without: tuple[str, ...] = (),
) -> list[Reading]:
    """The ``readings`` that are told with nothing else, but for the roles in ``without``.

    One that was asked for a treatment is part of that, and the level of a new spasm part of the new spasm.
    """
    told, flared = {each.id for each in treatments}, {each.moment.at for each in flares}
    return [
        each for each in readings
        if each.treatment_id not in told and each.role not in without
        and not (each.role == "flare" and each.moment.at in flared)
    ]  # fmt: skip


def answers(habits: Iterable[Habit], treatments: Iterable[Treatment] = ()) -> list[Answers]:
    """What was said about one day: the check-in in one, and each other subject. ``treatments`` are those of the day.

    That a stretch or a plank was *not* stopped because of pain is no entry.
    """
    drinks = sum(each.kind == "drink" for each in treatments)
    by_subject: dict[str, list[Habit]] = {}
    for each in habits:
        if each.value or not each.item.endswith("_pain"):
            subject = each.item if each.item in (WATER, *KEPT_SILENT) else CHECK_IN
            by_subject.setdefault(subject, []).append(each)
    found = []
    for subject, said in by_subject.items():
        more = drinks if subject == WATER else 0
        values = tuple((each.item, each.value + more) for each in said)
        found.append(
            Answers(max((each.moment for each in said), key=lambda moment: moment.at), said[0].day, subject, values)
        )
    return found
