"""The protocol's numbers: each with its default, its range, and the reason for the range.

The settings page and the settings file follow from the fields; nothing is said twice.
Standard library and ``backtracker.errors`` only.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import time, timedelta
from types import MappingProxyType
from typing import Any

from backtracker.core.words import translate
from backtracker.errors import UserError


def option(
    default: Any,
    label: str,
    *,
    low: Any = None,
    high: Any = None,
    unit: str = "",
    choices: Mapping[str, str] = MappingProxyType({}),
    why: str = "",
    figures: Mapping[str, int] = MappingProxyType({}),
) -> Any:
    """A field with what the settings page shows of it; ``low`` and ``high`` are both allowed.

    ``choices`` are the only values of a text, each with the words for it. ``figures`` are the numbers in ``why``
    that are constants elsewhere.
    """
    shown = {"label": label, "low": low, "high": high, "unit": unit, "choices": choices, "why": why, "figures": figures}
    return field(default=default, metadata=shown)


def range_text(each: "Field[Any]") -> str:
    """What a number can be set to: ``10 to 20 min.``; an empty text for what is no number."""
    low, high = each.metadata["low"], each.metadata["high"]
    if low is None:
        return ""
    return translate(
        "rules", "{low} to {high} {unit}.", low=low, high=high, unit=translate("rules", each.metadata["unit"])
    )


def why_text(each: "Field[Any]") -> str:
    """The reason that is given for it, with its figures."""
    return translate("rules", each.metadata["why"], **each.metadata["figures"])


def refuse_outside(each: "Field[Any]", value: Any) -> None:
    """:class:`UserError` when ``value`` is not a whole number in the range of the field ``each``."""
    low, high = each.metadata["low"], each.metadata["high"]
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        words = translate("rules", "{label} goes from {low} to {high} {unit}.")
        label = translate("rules", each.metadata["label"])
        raise UserError(words.format(label=label, low=low, high=high, unit=each.metadata["unit"]))


@dataclass(frozen=True, slots=True)
class Rules:
    """How the protocol of the first days runs. Source of the defaults: the source text."""

    ice_minutes: int = option(
        20, "Ice session", low=10, high=20, unit="min",
        why="Never more than 20 minutes: longer can harm the skin and the nerves under it.",
    )  # fmt: skip
    ice_every_hours: int = option(
        2, "Ice again after", low=2, high=6, unit="h", why="The skin needs at least two hours to warm up again."
    )
    ice_until_hours: int = option(
        72, "Ice phase", low=48, high=72, unit="h", why="Swelling lasts two to three days; ice is for that time."
    )
    heat_from_hours: int = option(
        72, "Heat from", low=48, high=120, unit="h",
        why="Heat before 72 hours can feed the swelling. The advice for ice and heat is to wait 72 hours, three days.",
    )  # fmt: skip
    heat_minutes: int = option(
        20,
        "Heat session",
        low=10,
        high=30,
        unit="min",
        why="Long enough to relax the muscle, short enough for the skin.",
    )
    heat_every_hours: int = option(
        4, "Heat again after", low=2, high=12, unit="h",
        why="The skin needs a pause; every twelve hours is still twice a day.",
    )  # fmt: skip
    walk_every_minutes: int = option(
        60, "Walk every", low=30, high=240, unit="min",
        why="Lying for long stiffens the muscles; between the walks you need rest.",
    )  # fmt: skip
    walk_first_minutes: int = option(
        5, "First walks", low=1, high=20, unit="min", why="Start short and slow; even a minute counts."
    )
    walk_goal_minutes: int = option(
        20, "Walks grow to", low=5, high=30, unit="min",
        why="A minute more each day, up to this. After a new spasm they begin short again.",
    )  # fmt: skip
    walk_days: int = option(
        14, "Reminders for", low=3, high=28, unit="days",
        why="Two weeks is usual, and three days are for the ice. At the end you are asked whether it is over.",
    )  # fmt: skip
    check_hours: int = option(
        4,
        "Ask for the pain after",
        low=1,
        high=12,
        unit="h",
        why="Only waking hours count, and only if you said nothing.",
    )
    quiet_from: time = option(time(22), "Quiet from", why="Nothing pops up in the quiet hours.")
    quiet_to: time = option(time(7), "Quiet until", why="The first reminder comes after this, one and not a pile.")

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if each.metadata["low"] is not None:
                refuse_outside(each, value)
            elif not (isinstance(value, time) and value.tzinfo is None):
                label = translate("rules", each.metadata["label"])
                raise UserError(translate("rules", "{label} is a time such as 22:00.", label=label))
        if self.quiet_length > timedelta(hours=14):
            raise UserError(translate("rules", "Quiet hours can be 14 hours a day at most."))

    @property
    def quiet_length(self) -> timedelta:
        """How long the quiet hours are on an ordinary night; none when they begin and end together."""
        start = timedelta(hours=self.quiet_from.hour, minutes=self.quiet_from.minute)
        end = timedelta(hours=self.quiet_to.hour, minutes=self.quiet_to.minute)
        return (end - start) % timedelta(days=1)

    def walk_minutes(self, day: int) -> int:
        """Minutes of a walk on ``day`` 0, 1, 2 … after the last spasm."""
        return min(self.walk_first_minutes + max(day, 0), max(self.walk_goal_minutes, self.walk_first_minutes))

    def session_minutes(self, step: str, day: int) -> int:
        """Minutes of a timed session of ``step`` on ``day`` after the last spasm."""
        if step == "ice":
            return self.ice_minutes
        return self.heat_minutes if step == "heat" else self.walk_minutes(day)
