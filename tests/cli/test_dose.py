"""The verb ``dose``: warnings on stdout, and saved all the same."""

from datetime import UTC, datetime, timedelta

import pytest

from backtracker.core.medicines.product import MG, Product
from tests.cli.conftest import Person


def test_a_dose_and_when_the_next_is_allowed(person: Person) -> None:
    assert person.does("dose", "advil").out.splitlines() == [
        "Saved: medicine Advil 200 mg at 14:05.",
        "The next Advil: allowed at 18:05. The label’s longer interval ends at 20:05.",
    ]
    with person.journal() as journal:
        (taken,) = journal.day(person.now.date()).treatments
    assert (taken.medicine, taken.units) == ("advil", 1)


def test_warnings_are_told_and_name_the_dose_before(person: Person) -> None:
    person.does("dose", "aleve", "--at", "9:10")
    said = person.does("dose", "advil", "2", "--at", "-30m")
    assert said.out.splitlines()[0] == "Saved: medicine Advil 400 mg at 13:35."
    assert "Note: Aleve at 09:10 was an anti-inflammatory pain reliever (NSAID) too" in said.out
    said = person.does("dose", "advil", "5")
    assert (
        "Note: With Advil at 13:35 this makes 1400 mg of ibuprofen in 24 hours; 1200 mg is the most (the US label)."
        in (said.out.splitlines())
    )
    assert "Note: This is too early: Advil at 13:35 was only 30 min before, and 4 h should lie between." in said.out
    with person.journal() as journal:
        assert len(journal.day(person.now.date()).treatments) == 3


@pytest.mark.parametrize(
    ("words", "units"),
    [
        (["ibuprofen", "400 mg"], 2), (["tylenol extra", "1/2"], 0.5), (["PERCOGESIC", "2"], 2), (["tylenol-8hr"], 1),
        (["ibuprofen", "2 x 400 mg"], 4), (["ibuprofen", "2x400mg"], 4), (["advil", "3 tablets"], 3),
    ],
)  # fmt: skip
def test_products_and_amounts_as_people_type_them(person: Person, words: list[str], units: float) -> None:
    said = person.does("dose", *words, "--json").json
    assert said["dose"]["units"] == units
    assert said["saved"][0]["units"] == units


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["dose"], "dose --list"),
        (["dose", "advill"], "Advil"),
        (["dose", "tylenol"], "Tylenol Regular Strength, Tylenol Extra Strength, Tylenol 8 HR"),
        (["dose", "advil", "many"], "how many"),
        (["dose", "ibuprofen", "1,200 mg"], "cannot be read"),
        (["dose", "advil", "2 or 3"], "cannot be read"),
        (["dose", "advil", "1e3"], "cannot be read"),
        (["dose", "advil", "1/0"], "cannot be read"),
        (["dose", "paracetamol"], "Tylenol Regular Strength, Tylenol Extra Strength, Tylenol 8 HR, Percogesic"),
        (["dose", "codeine"], "These are: Advil, Motrin, Ibuprofen, Aleve"),
        (["dose", "percogesic", "650 mg"], "how many"),
        (["dose", "advil", "0"], "how many"),
        (["dose", "advil", "--before", "11"], "0"),
    ],
)
def test_what_cannot_be_told_is_refused_in_a_sentence(person: Person, words: list[str], hint: str) -> None:
    said = person.types(*words)
    assert (said.code, said.out) == (2, "")
    assert hint in said.err


def test_check_saves_nothing(person: Person) -> None:
    person.does("dose", "tylenol extra", "2", "--at", "10:05")
    said = person.does("dose", "percogesic", "2", "--check")
    assert said.out.splitlines() == [
        "Not saved: Percogesic 2 ×. Last dose: Tylenol Extra Strength at 10:05, 1000 mg.",
        "Allowed at 16:05.",
        "Acetaminophen: 1000 mg so far, 1650 mg with this, of 2600 mg in 24 hours.",
        "Diphenhydramine: 0 mg so far, 25 mg with this. The most in 24 hours: see the label.",
        "Note: This is too early: Tylenol Extra Strength at 10:05 was only 4 h before, and 6 h should lie between.",
        "Note: Tylenol Extra Strength at 10:05 holds acetaminophen as well; both count together.",
        "Note: Percogesic can make you drowsy.",
    ]
    with person.journal() as journal:
        assert len(journal.day(person.now.date()).treatments) == 1


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["advil", "3"], "This is too much for one dose."),
        (["tylenol 8 hr", "3"], "This is too much for one dose."),
        (["advil", "2"], "Allowed now."),
    ],
)
def test_too_much_at_once_is_never_allowed_now(person: Person, words: list[str], line: str) -> None:
    assert line in person.does("dose", *words, "--check").out.splitlines()


def test_the_list_tells_what_labels_allow_and_begins_with_what_is_in_use(person: Person) -> None:
    person.does("dose", "aleve")
    lines = person.does("dose", "--list").out.splitlines()
    assert lines[0] == "Aleve 220 mg (naproxen sodium 220 mg)"
    assert lines[1] == (
        "  At once: 1. Between doses: 8 h to 12 h. In 24 hours: 660 mg. Days in a row: 10. The US label."
    )
    assert lines[2].startswith("  Last dose: Aleve at 14:05, 220 mg.")
    extra = lines.index("Percogesic Extra Strength 500 mg + 12.5 mg (acetaminophen 500 mg and diphenhydramine 12.5 mg)")
    assert lines[extra + 1].count("see the label") == 3
    with person.journal() as journal:
        journal.save_product(Product("mine", "Mine", (("ibuprofen", 400 * MG),), limits="doctor"))
    names = [each["name"] for each in person.does("dose", "--list", "--json").json["products"]]
    assert names[:3] == ["Aleve", "Mine", "Advil"]


def test_the_list_knows_that_another_product_with_the_ingredient_was_taken(person: Person) -> None:
    person.does("dose", "advil")
    lines = person.does("dose", "--list").out.splitlines()
    (motrin,) = [number for number, each in enumerate(lines) if each.startswith("Motrin")]
    assert lines[motrin + 2].startswith("  Last dose: Advil at 14:05, 200 mg. Allowed at 18:05.")
    assert sum("Last dose" in each for each in lines) == 3


def test_words_about_another_kind_and_the_same_time(person: Person) -> None:
    person.does("dose", "advil")
    assert "Aleve 220 mg. None of this kind in the 24 hours before." in person.does("dose", "aleve", "--check").out
    assert "Advil at 14:05 was at the same time, and 4 h" in person.does("dose", "advil", "--check").out


def test_a_time_that_comes_twice_that_night_is_told_by_its_distance(person: Person) -> None:
    person.now = datetime(2026, 10, 24, 21, 0, tzinfo=UTC)  # 23:00, clocks go back at 3
    said = person.does("dose", "advil").out
    assert "allowed tomorrow at 02:00, 4 h from now. The label’s longer interval ends tomorrow at 04:00." in said
    person.now += timedelta(minutes=30)
    assert "allowed tomorrow at 02:30, 4 h from now." in person.does("dose", "advil").out


def test_did_medicine_is_the_same_thing(person: Person) -> None:
    person.does("dose", "advil", "2", "--at", "-1h")
    said = person.does("did", "medicine", "--product", "advil", "--amount", "200 mg", "--json").json
    assert [each["kind"] for each in said["dose"]["warnings"]] == ["early"]
    assert said["dose"]["allowed"]["at"] == "2026-11-21T17:05:00+01:00"
    said = person.does("did", "medicine", "--product", "Herbs", "--amount", "a cup")
    assert "it counts towards no limit" in said.out
    person.now += timedelta(hours=8)
    assert "Note: Herbs at 14:05 was written down without its ingredients" in person.does("dose", "advil").out


def test_what_is_told_is_all_of_the_ingredient(person: Person) -> None:
    person.does("dose", "tylenol regular", "1")
    person.now += timedelta(hours=6)
    said = person.does("dose", "tylenol extra", "2", "--check").out
    assert "Acetaminophen: 325 mg so far, 1325 mg with this, of 3000 mg in 24 hours." in said


def test_of_a_time_in_the_past_it_is_told_what_held_then(person: Person) -> None:
    person.does("dose", "advil", "2")
    person.now += timedelta(hours=1)
    said = person.does("dose", "advil", "2", "--at", "yesterday 20:00", "--check").out.splitlines()
    assert said[1] == "At that time this is within the limits."
    said = person.does("dose", "advil", "2", "--at", "13:00", "--check").out.splitlines()
    assert said[1] == "At that time this goes against a limit."
    said = person.does("dose", "aleve", "--at", "13:00", "--check").out.splitlines()
    assert said[1] == "At that time no limit of hours or amount stands against it, but something else."
    said = person.does("dose", "aspirin", "--at", "yesterday 08:00", "--check").out.splitlines()
    assert said[1] == "At that time no sum stands against it. How far apart: see the label."
    assert "The next Advil: allowed at 18:05." in person.does("dose", "advil", "2", "--at", "yesterday 20:00").out


def test_a_doctors_lower_limit_is_named(person: Person) -> None:
    with person.journal() as journal:
        contents = (("ibuprofen", 400 * MG),)
        journal.save_product(Product("low", "Ibuprofen 400", contents, day_units=1, limits="doctor"))
    person.does("dose", "ibuprofen 400", "--at", "8:00")
    said = person.does("dose", "advil", "--check").out
    assert "Allowed tomorrow at 08:00." in said
    assert (
        "Ibuprofen: 400 mg so far, 600 mg with this, of 400 mg in 24 hours (your doctor’s limit for Ibuprofen 400)."
        in said.splitlines()
    )
    assert "400 mg is the most (your doctor’s limit for Ibuprofen 400)." in said


def test_where_the_interval_is_not_known_nothing_is_called_allowed(person: Person) -> None:
    for product in ("aspirin", "flexall", "percogesic extra"):
        said = person.does("dose", product)
        assert "o sum stands against it. How far apart: see the label." in said.out
        assert "llowed" not in said.out


def test_the_next_one_is_not_called_allowed_where_another_nsaid_stands_against_it(person: Person) -> None:
    person.does("dose", "aleve", "--at", "9:10")
    said = person.does("dose", "advil", "2").out
    assert "The next Advil: time and amount would allow it at 18:05; something else speaks against it." in said


def test_a_reminder_that_has_passed_is_said(person: Person) -> None:
    person.does("dose", "advil", "2")
    said = person.does("dose", "advil", "2", "--at", "12:00", "--remind").out
    assert "There will be no reminder" not in said
    said = person.does("dose", "advil", "2", "--at", "7:00", "--remind").out
    assert "There will be no reminder, because the next one was taken already" in said


def test_a_reminder_that_cannot_be_is_said(person: Person) -> None:
    assert "There will be no reminder" in person.does("dose", "aspirin", "--remind").out
    said = person.does("dose", "advil", "--remind", "--json").json
    assert said["saved"][0]["remind"] is True


def test_undo_takes_a_dose_back(person: Person) -> None:
    person.does("dose", "advil")
    assert person.does("undo").out == "Taken back: Advil at 14:05.\n"


def test_with_a_dose_the_record_is_not_empty(person: Person) -> None:
    assert "Nothing is recorded yet" in person.does("status").out
    person.does("dose", "advil", "2")
    assert "No episode is recorded yet." in person.does("status").out
