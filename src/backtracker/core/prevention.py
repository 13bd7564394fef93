"""The plan for ordinary days: what belongs to it, how it grows, and what was kept.

Everything is computed from what was logged, nothing of it is stored: :class:`~backtracker.core.plan.Plan` is what the
person chose, a :class:`~backtracker.core.habits.HabitDay` what they did. Standard library and the
rest of ``core`` only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backtracker.core.habits import ACTIVITIES, HabitDay
from backtracker.core.plan import DAYS_A_HOLD, FIRST_HOLD, FIRST_MINUTES, HOLD_STEP, Plan
from backtracker.core.words import translate
from backtracker.errors import UserError

PARTS = ("water", "walk", "stretch", "plank", "support")
"""The parts of the plan that are kept day by day, in the order in which they are shown."""

LOOK_BACK = timedelta(weeks=52)
"""So far back the weeks of the plan can be seen."""
RUN_UP = timedelta(days=180)
"""So long before the first of those days the plan is followed at least: far beyond what it takes to reach the goals."""


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the plan today: ``done`` of ``goal``, in glasses, minutes, times or once.

    ``hold`` is seconds of a plank. ``stopped`` says that pain ended it, which is an answer. A
    part that is ``later`` is not offered yet.
    """

    part: str
    done: int
    goal: int
    hold: int = 0
    unmeasured: int = 0
    stopped: bool = False
    later: bool = False

    @property
    def kept(self) -> bool:
        """Whether the part is done for the day; stopped because of pain is done."""
        return self.stopped or (not self.later and self.done >= self.goal)


@dataclass(frozen=True, slots=True)
class Grown:
    """How far the plan has grown by a day: ``minutes`` of activity, seconds of a ``hold``."""

    minutes: int
    hold: int
    _kept_holds: int = 0

    def after(self, day: HabitDay, plan: Plan) -> "Grown":
        """The same after what was done on ``day``, never beyond ``plan``. What pain stopped goes back a step."""
        minutes, hold = min(self.minutes + (day.active >= self.minutes), plan.minutes), min(self.hold, plan.longest)
        if day.answers.get("plank_pain"):
            return Grown(minutes, max(FIRST_HOLD, hold - HOLD_STEP))
        long_enough = [seconds for seconds in day.planks if seconds >= hold]
        kept = self._kept_holds + (len(long_enough) >= min(plan.planks, 2))
        if kept < DAYS_A_HOLD:
            return Grown(minutes, hold, kept)
        return Grown(minutes, min(hold + HOLD_STEP, plan.longest))


def begin(plan: Plan) -> Grown:
    """Where the plan begins: short."""
    return Grown(min(FIRST_MINUTES, plan.minutes), min(FIRST_HOLD, plan.longest))


def first_day(today: date) -> date:
    """The day from which on the plan is followed: it stays put from day to day, so that a day looks always the same.

    With the year it moves on, which bounds the question.
    """
    return date((today - LOOK_BACK - RUN_UP).year, 1, 1)


def grown(plan: Plan, days: Iterable[HabitDay], since: date | None, until: date) -> Grown:
    """How far the plan has grown by the day ``until``, from what was done on ``days`` before it.

    ``days`` ascend. After the last spasm, whose last day is ``since``, it began anew.
    """
    state = begin(plan)
    for day in days:
        if day.day < until and (since is None or day.day > since):
            state = state.after(day, plan)
    return state


def rows(plan: Plan, today: HabitDay, state: Grown, *, healed: bool = True) -> list[Row]:
    """The parts of the plan today without those that are switched off; the plank waits until the back is ``healed``."""
    answers = today.answers
    found = (
        Row("water", today.glasses, plan.glasses),
        Row("walk", today.active, state.minutes, unmeasured=today.unmeasured),
        Row("stretch", today.stretches, 1, stopped=bool(answers.get("stretch_pain"))),
        Row(
            "plank", len(today.planks), plan.planks, state.hold,
            stopped=bool(answers.get("plank_pain")), later=not healed,
        ),
        Row("support", answers.get("support", 0), 1),
    )  # fmt: skip
    return [row for row in found if plan.has(row.part)]


def name(part: str, activity: str = "walk") -> str:
    """What a part of the plan is called."""
    return {
        "water": translate("prevention", "Water"),
        "walk": translate("prevention", "Walk") if activity == "walk" else translate("prevention", "Activity"),
        "stretch": translate("prevention", "Stretch"),
        "plank": translate("prevention", "Plank"),
        "support": translate("prevention", "Lumbar support"),
        "checkin": translate("prevention", "Check-in"),
    }[part]


ICONS = {
    "water": "glass",
    "walk": "walk",
    "stretch": "stretch",
    "plank": "plank",
    "support": "support",
    "checkin": "note",
}
TONES = {"water": "ice", "walk": "walk"}


def row_text(row: Row) -> str:
    """How far a part of the plan is today, in words."""
    if row.later:
        return translate("prevention", "Once the spasm is over.")
    if row.stopped:
        return translate("prevention", "Stopped because of pain. That was right.")
    if row.part == "water":
        return translate("prevention", "{n} of {goal} glasses", n=row.done, goal=row.goal)
    if row.part == "walk":
        words = translate("prevention", "{n} of {goal} min", n=row.done, goal=row.goal)
        if row.unmeasured and not row.kept:
            return translate("prevention", "{words}, and some without their length", words=words)
        return words
    if row.part == "plank":
        return translate("prevention", "{hold} s, {n} of {goal}", hold=row.hold, n=row.done, goal=row.goal)
    if row.part == "stretch":
        return translate("prevention", "Done") if row.kept else translate("prevention", "As far as is comfortable")
    return translate("prevention", "Used today") if row.kept else translate("prevention", "A pillow at the lower back")


def headline(found: Sequence[Row]) -> str:
    """``Plan for today: 1 of 5 done``."""
    offered = [row for row in found if not row.later]
    kept = sum(row.kept for row in offered)
    return translate("prevention", "Plan for today: {n} of {all} done", n=kept, all=len(offered))


def check_activity(kind: str) -> str:
    """``kind`` if it is one of the low-impact activities, else :class:`UserError`."""
    if kind not in ACTIVITIES:
        raise UserError(
            translate("prevention", "“{kind}” is none of: {names}.", kind=kind, names=", ".join(ACTIVITIES))
        )
    return kind
