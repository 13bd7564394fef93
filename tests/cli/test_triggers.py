"""The matched questions at the command line: listed, answered, edited; the same rows as in the window."""

from datetime import timedelta

import pytest

from tests.cli.conftest import Person


def test_the_questions_are_listed_with_the_hours_that_they_mean(person: Person) -> None:
    person.does("spasm", "8")
    lines = person.does("triggers").out.splitlines()
    assert lines[0] == "Spasm of 21 November, 14:05: not answered yet, asked for until tomorrow at 14:05."
    assert [each.strip() for each in lines[1].split("  ")[-3:]] == [
        "12:05–14:05 today",
        "12:05–14:05 yesterday",
        "12:05–14:05 Thursday",
    ]
    assert [line.split()[0] for line in lines[2:5]] == ["distracted", "posture", "lift_person"]
    assert lines[2].split() == ["distracted", "-", "-", "-"]


def test_three_answers_about_one_trigger(person: Person) -> None:
    person.does("spasm", "8")
    said = person.does("triggers", "--yes", "lift", "--yesterday", "no", "--day-before", "unknown").out.splitlines()
    assert said[0] == "Saved: 3 answers."
    assert ["lift", "yes", "no", "unknown"] in [line.split() for line in said]
    again = person.does("triggers", "--no", "lift", "--json").json
    (saved,) = again["saved"]
    assert (saved["trigger"], saved["hours_before"], saved["answer"]) == ("lift", 0, "no")
    assert again["open"] == 24
    assert person.does("undo").out == "Taken back: Lifted a weight: no.\n"
    assert person.does("triggers", "--yes", "lift").out.startswith("Nothing to save: all of it was answered so")


def test_one_undo_takes_back_all_that_one_command_answered(person: Person) -> None:
    person.does("spasm", "8", "--trigger", "stress")
    said = person.does("triggers", "--yes", "own:cold room", "--yesterday", "yes", "--rest", "no", "--json").json
    assert said["open"] == 0
    assert len(said["triggers"]) == 10
    answers = {each["trigger"]: each["answers"] for each in said["triggers"]}
    assert answers["own:cold room"] == {"0": "yes", "24": "yes", "48": "no"}
    assert answers["stress"] == {"0": "yes", "24": "no", "48": "no"}
    person.does("undo")
    assert person.does("triggers", "--json").json["open"] == 26


def test_the_json_names_the_instants(person: Person) -> None:
    person.does("spasm", "8")
    said = person.does("triggers", "--json").json
    assert set(said) == {"episode", "windows", "triggers", "open", "offered_until", "saved"}
    assert said["windows"][1] == {
        "hours_before": 24, "start": "2026-11-20T12:05:00+01:00", "end": "2026-11-20T14:05:00+01:00",
    }  # fmt: skip
    assert said["offered_until"] == "2026-11-22T14:05:00+01:00"
    assert said["triggers"][0]["answers"] == {"0": None, "24": None, "48": None}


def test_an_earlier_spasm_is_answered_by_its_number(person: Person) -> None:
    person.does("spasm", "6", "--at", "yesterday 10:00", "--until", "13:00")
    person.does("spasm", "8")
    person.now += timedelta(days=2)
    said = person.does("triggers", "2", "--unknown", "tired").out.splitlines()
    assert said[1] == "Spasm of 20 November, 10:00: 1 of 27 answered."
    assert person.does("triggers").out.startswith("Spasm of 21 November, 14:05: not answered yet.\n")


REFUSED = {
    "triggers --yes lift --no lift": "“Lifted a weight” has two answers. Name it once.",
    "triggers --yesterday no": "Say of which trigger too, such as: backtracker triggers --yes lift --yesterday no",
    "triggers --yes lift --yesterday perhaps": "--yesterday takes yes, no or unknown, not “perhaps”.",
    "triggers --rest yes": "--rest takes no or unknown. Name what was there: --yes TRIGGER",
    "triggers 7": "There is no episode number 7. The list: backtracker history",
}


@pytest.mark.parametrize("typed", REFUSED)
def test_what_cannot_be_meant_gets_one_sentence(person: Person, typed: str) -> None:
    person.does("spasm", "8")
    refused = person.types(*typed.split())
    assert (refused.code, refused.out, refused.err) == (2, "", f"{REFUSED[typed]}\n")
    assert person.does("triggers", "--json").json["open"] == 27


def test_looking_at_nothing_makes_no_file(person: Person) -> None:
    refused = person.types("triggers")
    assert refused.err == "There is no episode yet. Log a spasm first: backtracker spasm LEVEL\n"
    assert not person.folder.exists()
