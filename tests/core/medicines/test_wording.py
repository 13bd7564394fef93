"""What is found out about a dose, in sentences."""

from datetime import UTC, timedelta

import pytest

from backtracker.core.medicines.catalogue import SHIPPED
from backtracker.core.medicines.product import MG, Product
from backtracker.core.medicines.reminding import STANDS, dose_id, errands
from backtracker.core.medicines.rules import judge, next_allowed
from backtracker.core.medicines.timing import allowed_text, next_text, reminder_text
from backtracker.core.medicines.verdict import Next, Warning
from backtracker.core.medicines.wording import limit_lines, warning_text
from tests.core.medicines.doses import at, dose

DOCTORS = Product(
    "doc", "Ibu 600", (("ibuprofen", 600 * MG),), per_dose=1, every=360, day_units=4, limits="doctor"
)  # fmt: skip
PATCHES = Product("slow", "Slow", (("own:slow", 5 * MG),), every=60 * 60, limits="doctor", preventive=True)
Taken = list[tuple[str | Product, str, float]]


def allowed(taken: Taken, new: tuple[str | Product, str, float], *, looked_from: str = "") -> str:
    doses, wish = [dose(*each) for each in taken], dose(*new)
    found = next_allowed(wish.product, wish.units, doses, wish.at)
    return allowed_text(found, judge(wish, doses, at(looked_from) if looked_from else None).warnings, wish.at, UTC)


def told(taken: Taken, new: tuple[str | Product, str, float], kind: str) -> str:
    doses, wish = [dose(*each) for each in taken], dose(*new)
    (found,) = (each for each in judge(wish, doses).warnings if each.kind == kind)
    return warning_text(found, wish, wish.at, UTC)


@pytest.mark.parametrize(
    ("taken", "new", "words"),
    [
        ([], ("advil", "08:00", 2), "Allowed now."),
        ([], ("advil", "08:00", 3), "This is too much for one dose."),
        ([], ("tylenol_8hr", "08:00", 3), "This is too much for one dose."),
        ([], ("aleve", "08:00", 2), "Allowed now."),  # a first dose
        ([("aleve", "08:00", 1)], ("aleve", "18:00", 2), "This is too much for one dose."),
        (
            [("advil", "08:00", 1)],
            ("advil", "09:00", 3),
            "This is too much for one dose. By the hours alone it would be allowed at 12:00.",
        ),
        ([], ("advil", "08:00", 7), "This is more than is allowed in 24 hours."),
        (
            [("aleve", "-1 12:00", 1)],
            ("advil", "08:00", 1),
            "Time and amount would allow it now; something else speaks against it.",
        ),
        (
            [("advil", f"{-ago} 08:00", 1) for ago in range(10, 0, -1)],
            ("advil", "08:00", 1),
            "Time and amount would allow it now; something else speaks against it.",
        ),
        (
            [("advil", f"{-ago} 08:00", 1) for ago in range(10, -1, -1)],
            ("advil", "09:00", 1),
            "Time and amount would allow it at 12:00; something else speaks against it.",
        ),
    ],
)
def test_it_is_not_allowed_now_where_anything_speaks_against_it(
    taken: Taken, new: tuple[str | Product, str, float], words: str
) -> None:
    assert allowed(taken, new).startswith(words)
    assert ("Allowed now" in words) is (allowed(taken, new) == "Allowed now.")


@pytest.mark.parametrize(
    ("taken", "new", "end"),
    [
        (
            [("advil", "08:00", 6)],
            ("advil", "12:00", 1),
            "1400 mg of ibuprofen in 24 hours; 1200 mg is the most (the US label).",
        ),
        (
            [(DOCTORS, f"{hour:02}:00", 1) for hour in (0, 6, 12, 18)],
            ("advil", "23:00", 2),
            "2800 mg of ibuprofen in 24 hours; 1200 mg is the most (the US label).",  # what is planned lifts no Advil
        ),
        (
            [(DOCTORS, f"{hour:02}:00", 1) for hour in (0, 6, 12, 18)],
            (DOCTORS, "23:00", 1),
            "3000 mg of ibuprofen in 24 hours; 2400 mg is the most (your doctor’s limit).",
        ),
        (
            [("tylenol_extra", f"{hour:02}:00", 2) for hour in (0, 6, 12)],
            ("tylenol_regular", "18:00", 2),
            "3650 mg of acetaminophen in 24 hours; 3000 mg is the most (the US label of Tylenol Extra Strength).",
        ),
        (
            [("tylenol_extra", f"{hour:02}:00", 2) for hour in (0, 6, 12)],
            ("tylenol_extra", "18:00", 2),
            "4000 mg of acetaminophen in 24 hours; 3000 mg is the most (the US label).",
        ),
        (
            [(Product("s", "S", (("acetaminophen", 1000 * MG),)), "08:00", 4)],
            (Product("s", "S", (("acetaminophen", 1000 * MG),)), "18:00", 1),
            "5000 mg of acetaminophen in 24 hours; 4000 mg is the most (Health Canada).",
        ),
    ],
)  # fmt: skip
def test_it_is_said_whose_limit_is_gone_over(taken: Taken, new: tuple[str | Product, str, float], end: str) -> None:
    assert told(taken, new, "over").endswith(end)


def test_long_intervals_are_told_in_hours() -> None:
    assert told([(PATCHES, "08:00", 1)], (PATCHES, "+2 19:59:40", 1), "early") == (
        "This is too early: Slow on Friday at 08:00 was only 59 h 59 min before, and 60 h should lie between."
    )
    assert "Between doses: 60 h." in limit_lines(PATCHES)


def test_a_long_run_whose_beginning_is_not_known_is_at_least_so_long() -> None:
    doses = [dose("advil", f"{-ago} 08:00") for ago in range(30, 0, -1)]
    wish = dose("advil", "14:00")
    for since, words in (
        (at("-31 00:00"), "This makes at least 31 days in a row with ibuprofen; 10 is the most (the US label)."),
        (None, "This makes 31 days in a row with ibuprofen, since 21 October; 10 is the most (the US label)."),
    ):
        (days,) = (each for each in judge(wish, doses, since).warnings if each.kind == "days")
        assert warning_text(days, wish, wish.at, UTC) == words


@pytest.mark.parametrize(("product", "asks"), [(PATCHES, False), (SHIPPED["advil"], True)])
def test_a_reminder_asks_whether_it_hurts_only_where_that_matters(product: Product, asks: bool) -> None:
    taken = dose(product, "08:00", id="one")
    (errand,) = errands([taken], {"one"}, at("08:00"), UTC)
    assert errand.words.startswith("You asked to be told. The last was ")
    assert errand.words.endswith("Only if it still hurts.") is asks


def test_a_reminder_stands_for_six_hours_however_long_the_interval_was() -> None:
    taken = dose(PATCHES, "08:00", id="one")
    due = at("+2 20:00")
    for now in (at("08:00"), due, due + timedelta(hours=6, seconds=-1)):
        (errand,) = errands([taken], {"one"}, now, UTC)
        assert (errand.due, errand.until) == (due, due + timedelta(hours=6))
    assert timedelta(hours=6) == STANDS
    assert errands([taken], {"one"}, due + timedelta(hours=6), UTC) == []
    assert (errand.key, dose_id(errand.key)) == ("dose:one:20261122T2000", "one")


@pytest.mark.parametrize(
    ("following", "against", "words"),
    [
        (Next(None), [], "When the next one is allowed is not known: see the label."),
        (Next(at("12:00"), known=False), [], "When the next one is allowed is not known: see the label."),
        (Next(at("08:00")), [], "By the hours the next one is allowed now already."),
        (Next(at("12:00:01"), cause=dose("advil", "08:00")), [], "when the next one is allowed: at 12:01"),
        (
            Next(at("12:00"), cause=dose("advil", "08:00")),
            [Warning("nsaid")],
            "when time and amount allow the next one, at 12:00; something else speaks against it",
        ),
    ],
)
def test_what_a_wish_to_be_told_comes_to(following: Next, against: list[Warning], words: str) -> None:
    assert reminder_text(following, against, at("08:00"), UTC) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Next(at("08:00"), known=False), "No sum stands against it. How far apart: see the label."),
        (Next(at("08:00:01"), known=False), "No sum stands against it. How far apart: see the label."),
        (
            Next(at("12:00"), cause=dose("advil", "08:00"), known=False),
            "No sum stands against it at 12:00. How far apart: see the label.",
        ),
        (Next(at("07:00"), at("07:59")), "Allowed now."),  # the longer interval is over too
        (Next(at("07:00"), at("08:01")), "Allowed now. The label’s longer interval ends at 08:01."),
    ],
)
def test_what_is_not_known_is_not_called_allowed_and_what_is_over_is_not_told(found: Next, words: str) -> None:
    assert next_text(found, at("08:00"), UTC) == words
