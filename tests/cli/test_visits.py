"""The verbs visit and question as a person meets them."""

import pytest

from backtracker.core.care.visits import Question
from tests.cli.conftest import Person


def test_nothing_is_kept_and_no_file_is_made_by_looking(person: Person) -> None:
    assert person.does("visit").out == "No visit is kept yet. Add one: backtracker visit add doctor\n"
    assert person.does("question").out.startswith("No question waits.")
    assert not person.folder.exists() or not list(person.folder.iterdir())


def test_an_appointment_with_a_name(person: Person) -> None:
    said = person.does("visit", "add", "doctor", "--name", "Dr. Weber", "--at", "tomorrow", "09:30")
    assert said.out.startswith("Saved: appointment, Doctor, Dr. Weber, tomorrow at 09:30.")
    assert person.does("visit", "list").out == " 1  Tomorrow at 09:30  Doctor, Dr. Weber\n"
    assert person.does("undo").out.startswith("Taken back: Appointment: Doctor, Dr. Weber")


def test_what_came_of_a_visit(person: Person) -> None:
    person.does("question", "add", "Do I need", "an MRI?")
    person.does("question", "add", "May I swim?")
    person.does("visit", "add", "physiotherapist", "--at", "yesterday 10:00")
    person.does("visit", "add", "doctor", "--at", "10:00")
    person.does(
        "visit", "done", "--diagnosis", "strain", "--test", "mri,blood", "--result", "xray=no fracture", "--asked", "1",
        "--again", "2026-12-04 09:30",
    )  # fmt: skip
    found = person.does("visit", "--json").json
    assert [each["who"] for each in found["to_come"]] == ["doctor"]
    last = found["past"][0]
    assert (last["who"], last["diagnosis"]) == ("doctor", "strain")
    assert last["examinations"] == [
        {"kind": "mri", "result": ""}, {"kind": "blood", "result": ""}, {"kind": "xray", "result": "no fracture"},
    ]  # fmt: skip
    assert found["open_questions"] == 1
    person.does("visit", "done", "2", "--result", "mri=fine", "--note", "walk more")
    last = person.does("visit", "--json").json["past"][0]
    assert (last["note"], last["examinations"][0]) == ("walk more", {"kind": "mri", "result": "fine"})
    asked = person.does("question", "--json").json["asked"]
    assert [(each["words"], each["visit_id"]) for each in asked] == [("Do I need an MRI?", last["id"])]


def test_a_question_is_ticked_off(person: Person) -> None:
    person.does("question", "add", "MRI?")
    assert person.does("question").out.splitlines()[0] == " 1  MRI?"
    assert person.does("question", "done", "1", "--answer", "not yet").out.startswith("Saved: question asked, “MRI?”.")
    with person.journal() as journal:
        assert [each.answer for each in journal.store.asked_questions()] == ["not yet"]
        assert journal.store.open_questions() == []
        assert journal.store.get(Question, "nobody") is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("visit", "add"), "Say who it is to"),
        (("visit", "add", "plumber"), "“plumber” is not a person to visit on the list."),
        (("visit", "add", "doctor", "--test", "mrri"), "“mrri” is not an examination on the list. Close to it: mri."),
        (("visit", "add", "doctor", "--result", "mri"), "“mri” names no result."),
        (("visit", "add", "doctor", "--at", "2031-01-01 10:00"), "three years ahead"),
        (("visit", "add", "doctor", "--again", "yesterday 10:00"), "lies ahead"),
        (("visit", "done"), "There is no visit yet."),
        (("visit", "dance"), "invalid choice"),
        (("question", "add"), "Type the question first."),
        (("question", "done", "1"), "There is no question in the list."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(person: Person, words: tuple[str, ...], said: str) -> None:
    result = person.types(*words)
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1


def test_nothing_can_have_come_of_an_appointment(person: Person) -> None:
    person.does("visit", "add", "doctor", "--at", "2026-12-04 09:30")
    result = person.types("visit", "done", "1", "--result", "mri=no finding")
    assert result.code == 2
    assert "Visit 1 is still to come" in result.err
    person.does("visit", "done", "1", "--note", "bring the pictures")
    assert person.does("visit", "--json").json["to_come"][0]["examinations"] == []


def test_a_number_that_is_not_in_the_list(person: Person) -> None:
    person.does("visit", "add", "doctor")
    result = person.types("visit", "done", "7", "--note", "x")
    assert (result.code, result.err) == (2, "“7” is not a number in the list of visits; it has 1.\n")
