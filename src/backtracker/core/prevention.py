"""The plan for ordinary days: what belongs to it, how it grows, and what was kept.

Everything is computed from what was logged, nothing of it is stored: :class:`Plan` is what the
person chose, a :class:`~backtracker.core.habits.HabitDay` what they did. Standard library and the
rest of ``core`` only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, time, timedelta

from backtracker.core.habits import ACTIVITIES, HabitDay
from backtracker.core.rules import option, refuse_outside
from backtracker.core.words import translate
from backtracker.errors import UserError

PARTS = ("water", "walk", "stretch", "plank", "support")
"""The parts of the plan that are kept day by day, in the order in which they are shown."""

FIRST_MINUTES = 5
"""Minutes of the first walks; then a minute more after each day that was kept. Our own choice of a short start."""

WATER_EVERY = timedelta(hours=2)
"""Our own choice: eight glasses over the waking hours."""

FIRST_HOLD = 20
"""Seconds of the first planks. Source: source text, prevention step on core strength."""
HOLD_STEP, DAYS_A_HOLD = 5, 3
"""The hold grows by so many seconds after so many days on which it was kept. Our own choice for "gradually"."""

LOOK_BACK = timedelta(weeks=52)
"""So far back the weeks of the plan can be seen."""
RUN_UP = timedelta(days=180)
"""So long before the first of those days the plan is followed at least: far beyond what it takes to reach the goals."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the person wants of the plan. A part can be switched off; each reminder has its hours.

    8 glasses of water, 20 minutes of walking, a plank of 20 seconds several times a day: source text, prevention
    steps 1, 4, 7.

    ``left_out`` names what the check-in does not ask, keys parted by spaces.
    """

    checkin: bool = option(True, "Daily check-in", why="Good days count too: without them no trigger can be found.")
    water: bool = option(True, "Water", why="Drinking too little is among the likely triggers.")
    glasses: int = option(8, "Glasses a day", low=1, high=16, unit="glasses", why="Eight is the usual advice.")
    water_remind: bool = option(
        False, "Remind me", why="Every {hours} hours, only when you are behind.",
        figures={"hours": WATER_EVERY // timedelta(hours=1)},
    )  # fmt: skip
    water_from: time = option(time(9), "From", why="Never in your quiet hours.")
    water_to: time = option(time(20), "Until", why="After that it goes by in silence.")
    walk: bool = option(True, "Walk", why="Walking, or another activity that is easy on the back.")
    activity: str = option(
        "walk",
        "Activity",
        choices={
            "walk": "Walk", "swim": "Swimming", "cycle": "Cycling",
            "elliptical": "Elliptical trainer", "stairs": "Stair climber",
        },
        why="What the plan proposes. The others count as well.",
    )  # fmt: skip
    minutes: int = option(
        20, "Minutes a day", low=5, high=60, unit="min",
        why="It begins with {first} and grows a minute after each day kept.", figures={"first": FIRST_MINUTES},
    )  # fmt: skip
    walk_remind: bool = option(False, "Remind me", why="Once a day, until the minutes are reached.")
    walk_from: time = option(time(12), "From", why="Never in your quiet hours.")
    walk_to: time = option(time(20), "Until", why="After that it goes by in silence.")
    stretch: bool = option(True, "Stretch", why="Only as far as it is comfortable.")
    stretch_remind: bool = option(False, "Remind me", why="Once a day.")
    stretch_from: time = option(time(10), "From", why="Never in your quiet hours.")
    stretch_to: time = option(time(20), "Until", why="After that it goes by in silence.")
    plank: bool = option(True, "Plank", why="For the muscles that hold the back. Not while a spasm lasts.")
    planks: int = option(
        3, "Times a day", low=1, high=10, unit="times", why="Several short ones instead of a long one."
    )
    longest: int = option(
        60, "Grows to", low=FIRST_HOLD, high=180, unit="s",
        why="It begins with {first} s and grows by {step} s after {days} days kept.",
        figures={"first": FIRST_HOLD, "step": HOLD_STEP, "days": DAYS_A_HOLD},
    )  # fmt: skip
    plank_remind: bool = option(False, "Remind me", why="Spread over the hours.")
    plank_from: time = option(time(10), "From", why="Never in your quiet hours.")
    plank_to: time = option(time(20), "Until", why="After that it goes by in silence.")
    support: bool = option(True, "Lumbar support", why="A pillow between the lower back and the seat.")
    support_remind: bool = option(False, "Remind me", why="Once a day.")
    support_from: time = option(time(9), "From", why="Never in your quiet hours.")
    support_to: time = option(time(12), "Until", why="After that it goes by in silence.")
    units: str = option(
        "metric", "Units", choices={"metric": "kg and cm", "imperial": "lb and ft"}, why="For weight and height."
    )
    left_out: str = option("", "Left out of the check-in")

    def __post_init__(self) -> None:
        for each in fields(self):
            value, choices = getattr(self, each.name), each.metadata["choices"]
            if choices and value not in choices:
                label = translate("rules", each.metadata["label"])
                words = translate("settings", "{label} is one of: {names}.")
                raise UserError(words.format(label=label, names=", ".join(choices)))
            if each.metadata["low"] is not None:
                refuse_outside(each, value)

    def has(self, part: str) -> bool:
        """Whether ``part`` (water, walk, stretch, plank, support, checkin) belongs to the plan."""
        return bool(getattr(self, part))

    def reminds(self, part: str) -> bool:
        """Whether a reminder of ``part`` is wanted."""
        return self.has(part) and bool(getattr(self, f"{part}_remind"))

    def hours(self, part: str) -> tuple[time, time]:
        """From when to when the reminder of ``part`` may come, on the wall."""
        return getattr(self, f"{part}_from"), getattr(self, f"{part}_to")

    @property
    def silent(self) -> frozenset[str]:
        """The keys that the check-in does not ask."""
        return frozenset(self.left_out.split(" ")) - {""}

    def asking(self, key: str, on: bool) -> "Plan":
        """The plan whose check-in asks ``key``, or no longer does."""
        left = self.silent - {key} if on else self.silent | {key}
        return replace(self, left_out=" ".join(sorted(left)))


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
