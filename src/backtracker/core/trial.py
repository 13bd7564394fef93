"""A trial on oneself: one habit in blocks of days, with it (A) and as usual (B), in an order drawn by lot.

The order is kept, so the program knows on every day which block it is, and because it was drawn, what comes out
can be compared with every other order that could have been. The first days of a block do not count: what was
before may still be at work. How many days and blocks is the person's choice within bounds of our own. Standard
library and the rest of ``core`` only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from math import comb
from random import Random

from backtracker.core import habits, prevention
from backtracker.core.catalogue import OWN
from backtracker.core.errand import Errand
from backtracker.core.habits import HabitDay
from backtracker.core.model import Moment, check_text, one_line
from backtracker.core.quiet import DAY, on_wall
from backtracker.core.words import counted, translate
from backtracker.errors import UserError

KIND = "trial"
"""The kind of the morning's errand."""
MORNING = time(8)
WITH, USUAL = "A", "B"
PARTS = ("stretch", "plank", "support")
"""Parts of the plan that no question of the check-in asks for."""
FEWEST_BLOCKS, MOST_BLOCKS = 4, 8
SHORTEST, LONGEST = 3, 28
"""Days in a block."""
FEWEST_COUNTED = 2
"""Days of a block that have to be left once those that do not count are taken away."""
FARTHEST = timedelta(days=60)
"""A trial begins no later than this from now."""


@dataclass(frozen=True, slots=True)
class Trial:
    """``what`` at ``goal`` or more (``at_most``: or less) in A blocks, as usual in B blocks.

    ``what`` is a question of the check-in or one of :data:`PARTS`. ``arms`` is the order of the blocks, such as
    ``ABBABA``; each lasts ``days`` from ``begins`` on, and its first ``washout`` days do not count. ``moment`` is
    when it was planned, ``ended`` when it was stopped before its end.
    """

    id: str
    moment: Moment
    what: str
    goal: int
    at_most: bool
    begins: date
    days: int
    washout: int
    arms: str
    ended: Moment | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "what", one_line(self.what))
        check_text(self.what)
        if self.what not in PARTS and (not habits.known(self.what) or self.what in habits.KEPT_SILENT):
            raise UserError(translate("trial", "Choose what to try: a question of the check-in or a part of the plan."))
        most = 20 if self.what in ("stretch", "plank") else habits.item(self.what).most if self.what not in PARTS else 1
        low, high = (0, most - 1) if self.at_most else (1, most)
        if not low <= self.goal <= high:
            words = translate("trial", "The goal goes from {low} to {high}: otherwise both kinds of block are alike.")
            raise UserError(words.format(low=low, high=high))
        if not SHORTEST <= self.days <= LONGEST:
            raise UserError(translate("trial", "A block lasts from {low} to {high} days.", low=SHORTEST, high=LONGEST))
        if not 0 <= self.washout <= self.days - FEWEST_COUNTED:
            words = translate(
                "trial", "At least {n} days of a block have to count. Leave out fewer, or make it longer."
            )
            raise UserError(words.format(n=FEWEST_COUNTED))
        if not FEWEST_BLOCKS <= len(self.arms) <= MOST_BLOCKS or set(self.arms) != {WITH, USUAL}:
            words = translate("trial", "A trial has {low} to {high} blocks, of both kinds.")
            raise UserError(words.format(low=FEWEST_BLOCKS, high=MOST_BLOCKS))

    @property
    def last(self) -> date:
        """Its last day as planned."""
        return self.begins + timedelta(days=self.days * len(self.arms) - 1)

    @property
    def until(self) -> date:
        """Its last day: as planned, or the one on which it was stopped."""
        return self.last if self.ended is None else min(self.last, self.ended.day)

    @property
    def begun(self) -> bool:
        """Whether it was not stopped before its first day."""
        return self.until >= self.begins

    def over(self, today: date) -> bool:
        """Whether nothing of it is to come."""
        return self.ended is not None or today > self.last


@dataclass(frozen=True, slots=True)
class Block:
    """The block ``number`` (from 1): ``arm`` A or B, ``first`` to ``last``; no day before ``counts_from`` counts."""

    number: int
    arm: str
    first: date
    last: date
    counts_from: date

    def counts(self, day: date) -> bool:
        """Whether ``day`` is one of those that are compared."""
        return self.counts_from <= day <= self.last


def drawn(blocks: int, lots: Random) -> str:
    """An order of so many blocks, each kind as often; of an odd number the lot says which comes once more."""
    half, odd = divmod(blocks, 2)
    arms = [WITH] * half + [USUAL] * half + [lots.choice((WITH, USUAL)) for _ in range(odd)]
    lots.shuffle(arms)
    return "".join(arms)


def orders(blocks: int) -> int:
    """How many orders of so many blocks could be drawn, once it is known which kind comes once more."""
    return comb(blocks, blocks // 2)


def blocks_of(trial: Trial) -> list[Block]:
    """All blocks as planned, in their order."""
    found = []
    for number, arm in enumerate(trial.arms):
        first = trial.begins + timedelta(days=number * trial.days)
        last = first + timedelta(days=trial.days - 1)
        found.append(Block(number + 1, arm, first, last, first + timedelta(days=trial.washout)))
    return found


def block_on(trial: Trial, day: date) -> Block | None:
    """The block that ``day`` lies in; None before, after, and once it was stopped."""
    if trial.ended is not None and day > trial.ended.day:
        return None
    return next((block for block in blocks_of(trial) if block.first <= day <= block.last), None)


def running(trials: Sequence[Trial], today: date) -> Trial | None:
    """The trial that is under way or to come."""
    return next((trial for trial in trials if not trial.over(today)), None)


def check_begin(begins: date, today: date, others: Sequence[Trial]) -> date:
    """``begins`` if a trial can begin then, else :class:`UserError`: one at a time, and not in the past."""
    if running(others, today) is not None:
        raise UserError(translate("trial", "A trial is under way. Stop it before you plan another."))
    if not today <= begins <= today + FARTHEST:
        raise UserError(translate("trial", "A trial begins today or in the next {n} days.", n=FARTHEST.days))
    return begins


def met(trial: Trial, day: HabitDay) -> bool | None:
    """Whether the goal was reached on ``day``, in whichever block; None where that is not known."""
    value = _value(trial.what, day)
    if value is None:
        return None
    return value <= trial.goal if trial.at_most else value >= trial.goal


def _value(what: str, day: HabitDay) -> int | None:
    if what == "support":
        return day.answers.get("support", 0 if day.checked_in else None)
    done = {"stretch": day.stretches, "plank": len(day.planks)}.get(what)
    if done is not None:
        return done if done or day.checked_in else None
    return day.value(what)


# Words ---------------------------------------------------------------------------------------


def name(what: str) -> str:
    """What is tried: ``Water``, ``Stretch``, or the person's own words."""
    return prevention.name(what) if what in PARTS else habits.label(what)


def is_yes_or_no(what: str) -> bool:
    """Whether it was done or not, without how much."""
    return what == "support" or what.startswith(OWN) or (what not in PARTS and habits.item(what).most == 1)


def goal_text(trial: Trial) -> str:
    """``Water: 8 glasses or more``, ``Coffee: no``."""
    return goal_words(trial.what, trial.goal, at_most=trial.at_most)


def goal_words(what: str, goal: int, *, at_most: bool) -> str:
    """The same of a goal that is no trial yet."""
    if is_yes_or_no(what):
        said = translate("trial", "no") if at_most else translate("trial", "yes")
        return f"{name(what)}: {said}"
    if what in PARTS:
        amount = counted(goal, translate("trial", "{n} time"), translate("trial", "{n} times"))
    elif what in ("sleep", "sitting"):
        amount = translate("trial", "{n} h", n=goal)
    elif goal == 0:
        return translate("trial", "{what}: none", what=name(what))
    else:
        amount = habits.value_text(what, goal)
    words = translate("trial", "{amount} or less") if at_most else translate("trial", "{amount} or more")
    return f"{name(what)}: {words.format(amount=amount)}"


def arm_text(trial: Trial, arm: str) -> str:
    """What the person does in a block of that kind."""
    return goal_text(trial) if arm == WITH else translate("trial", "{what} as usual", what=name(trial.what))


def day_line(trial: Trial, block: Block, day: date) -> str:
    """``Block 3 of 8, day 2 of 14. This day does not count yet.``"""
    said = translate(
        "trial", "Block {n} of {blocks}, day {day} of {days}.",
        n=block.number, blocks=len(trial.arms), day=(day - block.first).days + 1, days=trial.days,
    )  # fmt: skip
    return said if block.counts(day) else f"{said} " + translate("trial", "This day does not count yet.")


def errands(trial: Trial, today: date, zone: tzinfo, now: datetime) -> list[Errand]:
    """The word of this morning and of the next: which block it is. After the day it is of no use any more."""
    found = []
    for day in (today, today + DAY):
        block = block_on(trial, day)
        until = on_wall(day + DAY, time(), zone)
        if block is not None and until > now:
            found.append(
                Errand(
                    f"{KIND}:{trial.id}:{day.isoformat()}",
                    KIND,
                    on_wall(day, MORNING, zone),
                    translate("trial", "Your trial today: {what}", what=arm_text(trial, block.arm)),
                    day_line(trial, block, day),
                    action=translate("trial", "All right"),
                    icon="check",
                    until=until,
                )
            )
    return found
