"""The daily check-in: what can be asked about a day, what was answered, and what a day then holds.

An item that nobody answered is unknown, and so is a day without a check-in: neither is ever "no".
One :class:`Item` in :data:`ITEMS` is all it takes to add a question. The store keeps key and
value, so an entry needs no migration. Standard library and the rest of ``core`` only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID, uuid5

from backtracker.core import model
from backtracker.core.catalogue import OWN, SOURCE_TEXT
from backtracker.core.model import Moment
from backtracker.core.words import counted, day_text, translate
from backtracker.errors import UserError

MOST = 1440
"""The largest answer: the minutes of a day."""

ODS = "NIH Office of Dietary Supplements, fact sheet on magnesium"
_NAMESPACE = UUID("6b1f0a5e-7c34-4a3e-9a55-3f2b8c1d9e40")


@dataclass(frozen=True, slots=True)
class Step:
    """One answer that is a press: its value, and the words on the chip."""

    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to ask about a day; ``label``, ``title`` (the question) and ``hint`` are English until shown.

    ``steps`` ascend; a value between two of them belongs to the lower one. ``most`` is the largest
    value that makes sense, in the unit that the steps are in. Whether and how its days are compared is declared in
    ``analysis.days``.
    """

    key: str
    label: str
    title: str
    icon: str
    steps: tuple[Step, ...]
    most: int
    hint: str = ""
    source: str = SOURCE_TEXT


YES_NO = (Step(0, "No"), Step(1, "Yes"))
_AMOUNT = (Step(0, "None"), Step(1, "A little"), Step(2, "Some"), Step(3, "A lot"))


def _numbers(last: int) -> tuple[Step, ...]:
    """0 to ``last``, the last one standing for more as well."""
    return (*(Step(n, str(n)) for n in range(last)), Step(last, f"{last}+"))


ITEMS = (
    Item("sleep", "Sleep", "How long did you sleep?", "rest",
         (Step(4, "4 h or less"), Step(5, "5 h"), Step(6, "6 h"), Step(7, "7 h"), Step(8, "8 h"),
          Step(9, "9 h or more")), 24, "The night before."),
    Item("sitting", "Sitting", "How long did you sit?", "sitting",
         (Step(0, "Under 2 h"), Step(2, "2–4 h"), Step(4, "4–6 h"), Step(6, "6–8 h"), Step(8, "8 h or more")),
         24, "Desk, car and sofa together."),
    Item("lifting", "Lifting", "Did you lift or carry?", "lift", _AMOUNT, 3),
    Item("stress", "Stress", "How much stress was there?", "stress", _AMOUNT, 3),
    Item("water", "Water", "How many glasses of water?", "glass", _numbers(8), 40,
         "Glasses that were logged are counted already."),
    Item("caffeine", "Caffeine", "How many drinks with caffeine?", "coffee", _numbers(4), 40,
         "Coffee, tea, cola, energy drinks."),
    Item("alcohol", "Alcohol", "How many alcoholic drinks?", "alcohol", _numbers(4), 40),
    Item("activity", "Activity", "How many minutes were you active?", "run",
         (Step(0, "None"), Step(10, "10 min"), Step(20, "20 min"), Step(30, "30 min"), Step(45, "45 min"),
          Step(60, "60 min or more")), MOST, "All of the day together. What was logged is counted already."),
    Item("calcium", "Calcium", "A good source of calcium today?", "food", YES_NO, 1,
         "Milk, yogurt, cheese."),
    Item("magnesium", "Magnesium", "A good source of magnesium today?", "food", YES_NO, 1,
         "Nuts, seeds, whole grain, beans, leafy greens.", ODS),
    Item("potassium", "Potassium", "A good source of potassium today?", "food", YES_NO, 1,
         "Potatoes, bananas."),
    Item("coffee", "Coffee", "Did you drink coffee?", "coffee", YES_NO, 1),
    Item("sugar", "Refined sugar", "Sweets or sugared drinks?", "food", YES_NO, 1),
)  # fmt: skip

_BY_KEY = {each.key: each for each in ITEMS}

KEPT_SILENT = ("support", "stretch_pain", "plank_pain")
"""What the plan writes down for a day and the check-in does not ask: lumbar support used, stopped because of pain."""

ACTIVITIES = ("walk", "swim", "cycle", "elliptical", "stairs")
"""Low-impact activities, kinds of treatment in the catalogue. Source: source text, prevention step on walking."""


def item(key: str) -> Item:
    """The item of that key; a person's own and an unknown one become a yes or no that shows as text."""
    name = key.removeprefix(OWN)
    return _BY_KEY.get(key) or Item(key, name, name, "own", YES_NO, 1 if key.startswith(OWN) else MOST, source="")


def known(key: str) -> bool:
    """Whether a value can be kept under ``key``: an item, the person's own, or what the plan notes."""
    return key in _BY_KEY or key in KEPT_SILENT or bool(key.startswith(OWN) and key.removeprefix(OWN).strip())


def label(key: str) -> str:
    """The short name of an item, translated; a person's own words as they typed them."""
    found = item(key)
    return translate("habits", found.label) if found.key in _BY_KEY else found.label


def question(key: str) -> str:
    """The question about a day; for the person's own items their words with a question mark."""
    found = item(key)
    return translate("habits", found.title) if found.key in _BY_KEY else f"{found.label}?"


def hint(key: str) -> str:
    """What helps to answer, or an empty text."""
    found = item(key)
    return translate("habits", found.hint) if found.hint else ""


def step_words(step: Step) -> str:
    """The words on a chip."""
    return translate("habits", step.words)


def step_of(key: str, value: int) -> Step:
    """The press that stands for ``value``: the highest step that it reaches."""
    steps = item(key).steps
    return next((step for step in reversed(steps) if step.value <= value), steps[0])


def value_text(key: str, value: int) -> str:
    """An answer in words: ``7 h``, ``A little``, ``5 glasses``, ``25 min``."""
    if key == "water":
        return counted(value, translate("habits", "{n} glass"), translate("habits", "{n} glasses"))
    if key == "activity" and value:
        return translate("habits", "{n} min", n=value)
    step = step_of(key, value)
    return step_words(step) if step.value == value or key in ("sleep", "sitting") else str(value)


def habit_id(day: date, key: str) -> str:
    """The identity of the answer to ``key`` about ``day``: the same on every computer, so that the newest edit wins."""
    return str(uuid5(_NAMESPACE, f"{day.isoformat()}:{key}"))


@dataclass(frozen=True, slots=True)
class Habit:
    """The answer to one item about one local day, given at ``moment``. There is one a day and item at most."""

    id: str
    moment: Moment
    day: date
    item: str
    value: int

    def __post_init__(self) -> None:
        if self.item.startswith(OWN):
            object.__setattr__(self, "item", model.one_line(self.item))
        model.check_text(self.item)
        if not self.item.removeprefix(OWN).strip():
            raise UserError(translate("model", "Type a few words for your own question."))
        if not 0 <= self.value <= MOST:
            raise UserError(translate("model", "An answer is a whole number from 0 to {most}.", most=MOST))

    @classmethod
    def about(cls, day: date, key: str, value: int, moment: Moment) -> "Habit":
        """The answer ``value`` to ``key`` about ``day``; :class:`UserError` where that makes no sense."""
        key = model.one_line(key) if key.startswith(OWN) else key
        found = item(key)
        if not 0 <= value <= found.most:
            raise UserError(translate("model", "{what} goes from 0 to {most}.", what=label(key), most=found.most))
        return cls(habit_id(day, key), moment, day, key, value)


NO_ANSWERS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HabitDay:
    """What is known of one local day. ``answers`` holds what was answered; what is not in it is unknown.

    ``minutes`` of low-impact activity were logged, whole ones, and ``unmeasured`` activities
    without their length; besides ``drinks`` of water, ``stretches``, and the seconds of each plank.
    """

    day: date
    answers: Mapping[str, int] = field(default_factory=lambda: NO_ANSWERS)
    minutes: int = 0
    unmeasured: int = 0
    drinks: int = 0
    stretches: int = 0
    planks: tuple[int, ...] = ()

    def value(self, key: str) -> int | None:
        """The answer to ``key``, or None where it is unknown.

        Logged glasses and minutes are part of the answer. A logged walk alone does not tell how
        active the whole day was: without an answer that stays unknown.
        """
        found = self.answers.get(key)
        if key == "water":
            return self.glasses if found is not None or self.drinks else None
        return self.active if key == "activity" and found is not None else found

    @property
    def glasses(self) -> int:
        """Glasses of water, however they were logged; each is counted once."""
        return self.answers.get("water", 0) + self.drinks

    @property
    def active(self) -> int:
        """Minutes of activity: what was logged, or what the check-in says where that is more."""
        return max(self.minutes, self.answers.get("activity", 0))

    @property
    def checked_in(self) -> bool:
        """Whether at least one question other than the counted glasses was answered."""
        return any(key not in (*KEPT_SILENT, "water") for key in self.answers)


def asked(left_out: Iterable[str], own: Iterable[str]) -> list[str]:
    """The keys that the check-in asks, in its order: the items that are not left out, then the person's own."""
    out = set(left_out)
    return [each.key for each in ITEMS if each.key not in out] + [key for key in own if key not in out]


def day_name(day: date, today: date) -> str:
    """``today``, ``yesterday`` or ``22 August``."""
    if day == today:
        return translate("habits", "today")
    if day == today - timedelta(days=1):
        return translate("habits", "yesterday")
    return day_text(day, today=today)
