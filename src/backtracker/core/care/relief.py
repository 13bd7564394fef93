"""How long an injection helped, worked out from the pain readings alone; nobody is asked to remember it.

An injection is a treatment of the kind ``injection`` and nothing else: it is recorded when it was
given and never scheduled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from backtracker.core.change import POINTS, SHARE, clearly_lower
from backtracker.core.model import DayPain
from backtracker.core.words import counted, translate

KIND = "injection"
BEFORE = timedelta(days=14)
FEWEST_BEFORE = 3
"""Days with a reading in that time, before anything is compared with them."""
FEWEST_IN_WEEK = 2
BEGINS_WITHIN = 2
"""Weeks in which relief has to show for the injection to count as the one that brought it."""
LONGEST_SILENCE = 4
"""Weeks without readings in a row, after which nothing more is said."""
LONGEST = timedelta(days=366)
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Relief:
    """``state`` is ``few`` (too few readings before), ``early``, ``followed`` (the next one came too soon to tell),
    ``unknown`` (too few readings after), ``none``, ``lasting`` or ``ended``; ``weeks`` whole weeks of relief are
    known, ``before`` is the usual pain before it.

    ``cut`` says that what came after the weeks could not be seen: readings stop, or another injection came.
    """

    state: str
    before: float | None = None
    weeks: int = 0
    cut: bool = False
    days_before: int = 0


def window(given: date) -> tuple[date, date]:
    """The first and the last day whose readings can say anything about an injection of the day ``given``."""
    return given - BEFORE, given + LONGEST


def relief(given: date, days: Iterable[DayPain], today: date, following: date | None = None) -> Relief:
    """What became of the pain after the injection of the local day ``given``.

    The pain of a day is its worst reading, that of a week the median of its days, of which
    :data:`FEWEST_IN_WEEK` must have one; that of before the median of the :data:`BEFORE` days. A week counts as
    relief when it is :func:`clearly_lower`. Relief begins in the first two weeks or never, and ends with the
    first week that has readings and is not lower. ``following`` is the day of the next injection. The
    day of the injection counts on neither side: its worst reading may be of before it or of after it.
    """
    worst = {each.day: each.worst for each in days}
    earlier = [level for day, level in worst.items() if given - BEFORE <= day < given]
    if len(earlier) < FEWEST_BEFORE:
        return Relief("few", days_before=len(earlier))
    before = float(median(earlier))
    limit = min(today, given + LONGEST, following - timedelta(days=1) if following else today)
    weeks = _weeks(worst, given, limit)
    begun = next((n for n, level in enumerate(weeks[:BEGINS_WITHIN]) if level is not None
                  and clearly_lower(before, level)), None)  # fmt: skip
    if begun is None:
        return _without(before, weeks, given, limit, today)
    last, silent = begun, 0
    for number in range(begun + 1, len(weeks)):
        level = weeks[number]
        silent = silent + 1 if level is None else 0
        if silent > LONGEST_SILENCE:
            return Relief("lasting", before, last + 1, cut=True)
        if level is not None and not clearly_lower(before, level):
            return Relief("ended", before, last + 1)
        last = last if level is None else number
    return Relief("lasting", before, last + 1, cut=limit < today or silent > 0)


def _weeks(worst: dict[date, int], given: date, limit: date) -> list[float | None]:
    """The pain of each whole week after ``given`` up to ``limit``; None for one with too few readings."""
    found: list[float | None] = []
    first = given + timedelta(days=1)
    while first + timedelta(days=_WEEK - 1) <= limit:
        here = [worst[day] for ahead in range(_WEEK) if (day := first + timedelta(days=ahead)) in worst]
        found.append(float(median(here)) if len(here) >= FEWEST_IN_WEEK else None)
        first += timedelta(days=_WEEK)
    return found


def _without(before: float, weeks: list[float | None], given: date, limit: date, today: date) -> Relief:
    """No relief was seen: there was none, it is too early, the next injection came too soon, or nobody looked."""
    if len(weeks) < BEGINS_WITHIN:
        return Relief("early" if limit == today else "followed", before)
    known = any(level is not None for level in weeks[:BEGINS_WITHIN])
    return Relief("none" if known else "unknown", before)


def relief_text(found: Relief) -> str:
    """What is known, in a sentence."""
    length = counted(found.weeks, translate("care", "{n} week"), translate("care", "{n} weeks"))
    if found.state == "few":
        return translate(
            "care",
            "How long it helped cannot be told: pain was noted on {n} of the {days} days before it, {need} are needed. "
            "The day itself is left out: pain of before and of after meet in it.",
            n=found.days_before, days=BEFORE.days, need=FEWEST_BEFORE,
        )  # fmt: skip
    if found.state == "early":
        return translate("care", "Too early to tell. {n} weeks of pain readings after it will show.", n=BEGINS_WITHIN)
    if found.state == "followed":
        return translate(
            "care", "How long it helped cannot be told: the next injection came within {n} weeks.", n=BEGINS_WITHIN
        )
    if found.state == "unknown":
        return translate("care", "How long it helped cannot be told: too few pain readings after it.")
    if found.state == "none":
        return translate("care", "No clear relief in the {n} weeks after it.", n=BEGINS_WITHIN)
    if found.state == "ended":
        return translate("care", "Pain was clearly lower for {length}.", length=length)
    if found.cut:
        return translate("care", "Pain was clearly lower for at least {length}.", length=length)
    return translate("care", "Pain has been clearly lower for {length} so far.", length=length)


def rule_text() -> str:
    """The rule, for whoever wants to know where the sentence comes from."""
    return translate(
        "care",
        "Worked out from your pain readings: the usual worst pain of the {days} days before, against each week after; "
        "the day itself is left out. "
        "A week counts when it is lower by {points} points or {share} %; relief must show within {n} weeks. "
        "It tells what came after it, not what it did alone.",
        days=BEFORE.days, points=POINTS, share=round(100 * SHARE), n=BEGINS_WITHIN,
    )  # fmt: skip
