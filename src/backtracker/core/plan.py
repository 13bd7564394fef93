"""What the person wants of the plan for ordinary days: a value of the settings, with its range and reason each.

On the way to the first window: imports ``rules`` and ``words`` only.
"""

from dataclasses import dataclass, fields, replace
from datetime import time, timedelta

from backtracker.core.rules import option, refuse_outside
from backtracker.core.words import translate
from backtracker.errors import UserError

FIRST_MINUTES = 5
"""Minutes of the first walks; then a minute more after each day that was kept. Our own choice of a short start."""

WATER_EVERY = timedelta(hours=2)
"""Our own choice: eight glasses over the waking hours."""

FIRST_HOLD = 20
"""Seconds of the first planks. Source: source text, prevention step on core strength."""
HOLD_STEP, DAYS_A_HOLD = 5, 3
"""The hold grows by so many seconds after so many days on which it was kept. Our own choice for "gradually"."""


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
