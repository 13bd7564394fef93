"""What can be picked: treatments, triggers, places, people to see. One entry each is all it takes to add one.

The database keeps the key, so an entry needs no migration, and a key that is no longer here
is shown as text. Standard library only.
"""

from dataclasses import dataclass

from backtracker.core.words import listed, translate

OWN = "own:"


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing to pick. ``label`` is English, translated when shown; ``tone`` names a colour token."""

    key: str
    label: str
    icon: str
    tone: str = "accent"
    source: str = ""
    likely: bool = False
    timed: bool = False


SOURCE_TEXT = "source text"
STEFFENS = "Steffens 2015, Arthritis Care Res 67:403"

TREATMENTS = (
    Entry("ice", "Ice", "ice", "ice", SOURCE_TEXT, likely=True, timed=True),
    Entry("heat", "Moist heat", "heat", "heat", SOURCE_TEXT, likely=True, timed=True),
    Entry("walk", "Walk", "walk", "walk", SOURCE_TEXT, likely=True, timed=True),
    Entry("medicine", "Medicine", "medicine", "medicine", SOURCE_TEXT, likely=True),
    Entry("massage", "Massage", "massage", "manual", SOURCE_TEXT, likely=True),
    Entry("stretch", "Stretch", "stretch", "walk", SOURCE_TEXT),
    Entry("rest", "Rest", "rest", "accent"),
    Entry("bath", "Warm bath", "bath", "heat", SOURCE_TEXT),
    Entry("exercise", "Exercise", "exercise", "walk", SOURCE_TEXT),
    Entry("manual", "Manual therapy", "manual", "manual", SOURCE_TEXT),
    Entry("injection", "Injection", "injection", "medicine", SOURCE_TEXT),
    Entry("drink", "Drank water", "drink", "ice", SOURCE_TEXT),
    Entry("swim", "Swimming", "swim", "walk", SOURCE_TEXT),
    Entry("cycle", "Cycling", "cycle", "walk", SOURCE_TEXT),
    Entry("elliptical", "Elliptical trainer", "run", "walk", SOURCE_TEXT),
    Entry("stairs", "Stair climber", "stairs", "walk", SOURCE_TEXT),
    Entry("plank", "Plank", "plank", "walk", SOURCE_TEXT),
)

TRIGGERS = (
    Entry("distracted", "Distracted in a move", "distracted", source=STEFFENS, likely=True),
    Entry("posture", "Awkward posture", "posture", source=STEFFENS, likely=True),
    Entry("lift", "Lifted a weight", "lift", source=STEFFENS, likely=True),
    Entry("lift_person", "Lifted someone", "person", source=STEFFENS, likely=True),
    Entry("sudden", "Sudden move after rest", "sudden", source=SOURCE_TEXT, likely=True),
    Entry("exertion", "Hard exercise", "run", source=STEFFENS, likely=True),
    Entry("tired", "Very tired", "tired", source=STEFFENS, likely=True),
    Entry("stress", "Stress", "stress", source=SOURCE_TEXT, likely=True),
    Entry("sitting", "Long sitting", "sitting", source=SOURCE_TEXT, likely=True),
    Entry("far_load", "Load held far from the body", "lift", source=STEFFENS),
    Entry("unstable_load", "Unstable load", "lift", source=STEFFENS),
    Entry("activity", "Moderate activity", "walk", source=STEFFENS),
    Entry("jerk", "Jerky lift", "sudden", source=SOURCE_TEXT),
    Entry("overuse", "Overdid it", "exercise", source=SOURCE_TEXT),
    Entry("injury", "Fall or injury", "warning", source=SOURCE_TEXT),
    Entry("thirst", "Drank too little", "drink", source=SOURCE_TEXT),
    Entry("caffeine", "Coffee or other caffeine", "drink", source=SOURCE_TEXT),
    Entry("alcohol", "Alcohol", "drink", source=SOURCE_TEXT),
    Entry("minerals", "Few minerals in the food", "drink", source=SOURCE_TEXT),
)

_ROWS = (("neck", "Neck"), ("upper", "Upper back"), ("mid", "Mid back"), ("lower", "Lower back"))
_SIDES = (("left", "left"), ("middle", "middle"), ("right", "right"))

PLACES = (
    *(Entry(f"{row}_{side}", f"{label}, {word}", "place") for row, label in _ROWS for side, word in _SIDES),
    Entry("buttock_left", "Buttock, left", "place"),
    Entry("buttock_right", "Buttock, right", "place"),
    Entry("leg_left", "Leg, left", "place"),
    Entry("leg_right", "Leg, right", "place"),
)

WHO = (
    Entry("doctor", "Doctor", "doctor", source=SOURCE_TEXT, likely=True),
    Entry("physio", "Physiotherapist", "exercise", "walk", SOURCE_TEXT, likely=True),
    Entry("chiropractor", "Chiropractor", "manual", "manual", SOURCE_TEXT, likely=True),
    Entry("massage", "Massage therapist", "massage", "manual", SOURCE_TEXT, likely=True),
    Entry("neurologist", "Neurologist", "doctor", source=SOURCE_TEXT),
    Entry("trainer", "Trainer", "run", "walk", SOURCE_TEXT),
    Entry("dietitian", "Dietitian", "food", "walk", SOURCE_TEXT),
)

EXAMINATIONS = (
    Entry("xray", "X-ray", "eye", source=SOURCE_TEXT),
    Entry("ct", "CT", "eye", source=SOURCE_TEXT),
    Entry("mri", "MRI", "eye", source=SOURCE_TEXT),
    Entry("blood", "Blood tests", "eye"),
)

COURSES = (
    Entry("massage", "Massage", "massage", "manual", SOURCE_TEXT),
    Entry("physio", "Physiotherapy", "exercise", "walk", SOURCE_TEXT),
    Entry("chiropractic", "Chiropractic", "manual", "manual", SOURCE_TEXT),
)

_BY_KEY = {
    "treatment": {entry.key: entry for entry in TREATMENTS},
    "trigger": {entry.key: entry for entry in TRIGGERS},
    "place": {entry.key: entry for entry in PLACES},
    "who": {entry.key: entry for entry in WHO},
    "examination": {entry.key: entry for entry in EXAMINATIONS},
    "course": {entry.key: entry for entry in COURSES},
}


def entry(family: str, key: str) -> Entry:
    """The entry of ``family``; own and unknown keys become one that shows as text.

    The families are treatment, trigger, place, who, examination and course.
    """
    known = _BY_KEY[family].get(key)
    return known or Entry(key, key.removeprefix(OWN), "own" if family != "place" else "place")


def label(family: str, key: str) -> str:
    """The words for ``key``, translated; a person's own words as they typed them."""
    return translate("catalogue", entry(family, key).label)


def known(family: str, key: str) -> bool:
    """Whether ``key`` stands in the catalogue."""
    return key in _BY_KEY[family]


def places_text(places: frozenset[str]) -> str:
    """``Lower back, left and middle``; rows of the back parted by semicolons, in the order of the drawing."""
    named = [f"{row}, {listed(sides)}" if sides else row for row, sides in places_by_row(places).items()]
    return "; ".join(named[:1] + [name[:1].lower() + name[1:] for name in named[1:]])


def places_by_row(places: frozenset[str]) -> dict[str, list[str]]:
    """The sides of each row of the back that are meant, both in the order of the drawing."""
    order = {place.key: number for number, place in enumerate(PLACES)}
    rows: dict[str, list[str]] = {}
    for key in sorted(places, key=lambda key: (order.get(key, len(order)), key)):
        row, _, side = label("place", key).partition(", ")
        rows.setdefault(row, []).extend([side] if side else [])
    return rows
