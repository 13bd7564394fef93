"""What is compared of whole days: from the answers of the daily check-in to yes and no, each cut declared here.

May import ``core``; standard library only. Where a cut lies and which day is looked at was chosen
before any history was seen, and is the same for everyone: searching for the best cut would find links in noise.
What is answered for the day of a spasm may come after it, and from it; so all but sleep, which lies before the
day, is taken from the day before.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backtracker.analysis.triggers import DayExposure
from backtracker.core.catalogue import OWN
from backtracker.core.habits import HabitDay, label
from backtracker.core.words import translate

SAME_DAY, DAY_BEFORE = 0, 1


@dataclass(frozen=True, slots=True)
class Cut:
    """One item of the check-in, when a day counts as exposed by it, what that is called, and which day is looked at."""

    item: str
    name: str
    exposed: Callable[[int], bool]
    lag: int = DAY_BEFORE


CUTS = (
    Cut("sleep", "Slept under 6 h", lambda hours: hours < 6, SAME_DAY),
    Cut("sitting", "Sat 8 h or more", lambda hours: hours >= 8),
    Cut("lifting", "Lifted some or a lot", lambda amount: amount >= 2),
    Cut("stress", "Some or a lot of stress", lambda amount: amount >= 2),
    Cut("water", "Under 6 glasses of water", lambda glasses: glasses < 6),
    Cut("caffeine", "3 or more with caffeine", lambda drinks: drinks >= 3),
    Cut("alcohol", "Alcohol", lambda drinks: drinks >= 1),
    Cut("activity", "Active 20 min or more", lambda minutes: minutes >= 20),
    Cut("calcium", "No source of calcium", lambda there: not there),
    Cut("magnesium", "No source of magnesium", lambda there: not there),
    Cut("potassium", "No source of potassium", lambda there: not there),
    Cut("sugar", "Sweets or sugared drinks", bool),
)
"""Coffee is not asked again beside caffeine: two names of one thing would share the allowance for chance."""


def day_exposures(days: Iterable[HabitDay]) -> list[DayExposure]:
    """Each item that was answered at least once, those of the person's own last; a day without an answer is unknown."""
    days = list(days)
    own = sorted({key for day in days for key in day.answers if key.startswith(OWN)})
    cuts = [(cut, translate("analysis", cut.name)) for cut in CUTS]
    cuts += [(Cut(key, key, bool), label(key)) for key in own]
    found = []
    for cut, name in cuts:
        known = {day.day: cut.exposed(value) for day in days if (value := day.value(cut.item)) is not None}
        if known:
            found.append(DayExposure(cut.item, known, cut.lag, name))
    return found
