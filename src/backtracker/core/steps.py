"""The steps of care that the protocol leads through: one entry each, words included.

Standard library only.
"""

from dataclasses import dataclass

from backtracker.core.words import counted, translate


@dataclass(frozen=True, slots=True)
class Step:
    """A step as people meet it. ``rank`` says which of two due at once comes first, the lowest."""

    key: str
    rank: int
    icon: str
    tone: str
    title: str
    hint: str
    short: str
    treatment: str = ""
    skips: tuple[str, ...] = ("asleep", "away", "did not feel like it")
    """Why it may be left out, as it is stored."""


_ALL = (
    Step("ice", 0, "ice", "ice", "Ice your back", "Wrapped in a towel. Stay awake.", "ice", "ice",
         ("no ice at hand", "away", "asleep", "it hurts", "did not feel like it")),
    Step("heat", 1, "heat", "heat", "Warm your back", "Moist heat. Drink some water with it.", "heat", "heat",
         ("nothing warm at hand", "away", "asleep", "it hurts", "did not feel like it")),
    Step("walk", 2, "walk", "walk", "Take a short walk", "Slowly. Turn back if it gets worse.", "walk", "walk",
         ("it hurts", "no time", "asleep", "did not feel like it")),
    Step("pain", 3, "pain", "accent", "How bad is it now?", "One press is enough.", "pain check"),
    Step(
        "close",
        4,
        "check",
        "accent",
        "Is it over?",
        "The guided days have passed. You can leave it running.",
        "is it over?",
    ),
)  # fmt: skip

WORN = ("ice", "heat")
"""What lies on the skin and has to come off."""

STEPS = {step.key: step for step in _ALL}


def title(key: str) -> str:
    """What the step asks for, in large type."""
    return translate("steps", STEPS[key].title)


def hint(key: str) -> str:
    """How to do it, one line."""
    return translate("steps", STEPS[key].hint)


def short(key: str) -> str:
    """The step in a row of others: ``then walk at 15:20``."""
    return translate("steps", STEPS[key].short)


def times(key: str, number: int) -> str:
    """The step as often as it was due: ``ice``, ``ice twice``, ``5 times ice``, ``a walk``, ``3 walks``."""
    if key == "walk":
        return counted(number, translate("steps", "a walk"), translate("steps", "{n} walks"))
    if key == "pain":
        return counted(number, translate("steps", "a pain check"), translate("steps", "{n} pain checks"))
    if number == 2:
        return translate("steps", "{what} twice", what=short(key))
    return short(key) if number == 1 else translate("steps", "{n} times {what}", n=number, what=short(key))


def skip_reasons(key: str) -> list[tuple[str, str]]:
    """Why this step may be left out: each as it is stored, and as it is read."""
    return [(reason, translate("steps", reason)) for reason in STEPS[key].skips]


def evidence() -> str:
    """What is known about cold and heat, for those who ask. Source: French 2006, a Cochrane review."""
    return translate(
        "steps",
        "Ice and heat follow the usual advice for a back spasm. Whether cold helps has not been studied well enough to "
        "say; for heat wraps in the first days there is moderate evidence (French 2006, a Cochrane review). "
        "Leave out what does you no good.",
    )
