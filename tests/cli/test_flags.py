"""The verb check-flags as a person meets it."""

from datetime import timedelta

import pytest

from backtracker.core import redflags
from tests.cli.conftest import Person


def test_it_tells_the_signs_and_how_to_answer_and_writes_nothing(person: Person) -> None:
    said = person.does("check-flags").out
    for each in redflags.ASKED:
        assert f"  {each.key} " in said
        assert each.what in said
    assert said.endswith("backtracker check-flags saddle legs\n")
    assert not person.folder.exists()


def test_none_is_saved_with_its_time(person: Person) -> None:
    assert person.does("check-flags", "none").out == "Saved: warning signs at 14:05: none of them.\n"
    assert "Last answer at 14:05: none of them." in person.does("check-flags").out
    said = person.does("check-flags", "--json").json
    assert (said["last"]["flags"], said["notice"], said["saved"]) == ([], None, None)


def test_a_yes_says_what_to_do_until_it_is_read(person: Person) -> None:
    said = person.does("check-flags", "saddle", "legs").out
    assert said == (
        "Saved: warning signs at 14:05: numb around the seat and both legs weak or numb.\n"
        "GET EMERGENCY CARE NOW. You said yes to: numb around the seat and both legs weak or numb. This cannot wait."
        " Call your emergency number, or let someone take you to an emergency department."
        " Read it: backtracker check-flags --read\n"
    )
    person.now += timedelta(days=3)
    assert person.does("status").out.startswith("GET EMERGENCY CARE NOW. ")
    assert person.does("status", "--json").json["notice"]["level"] == "emergency"
    assert person.does("check-flags", "--read").out == "Read: Get emergency care now.\n"
    assert person.does("check-flags", "--read").out == "No notice is up.\n"
    assert person.does("undo").out == "Taken back: Notice read.\n"
    assert person.does("check-flags", "--json").json["notice"]["flags"] == ["saddle", "legs"]


def test_a_yes_for_the_doctor_says_so(person: Person) -> None:
    said = person.does("check-flags", "fever", "--json").json
    assert set(said) == {"signs", "saved", "last", "notice"}
    assert set(said["notice"]) == {"level", "title", "words", "flags", "since"}
    assert (said["notice"]["title"], said["notice"]["since"]) == ("Call your doctor", "2026-11-21T14:05:00+01:00")
    assert said["saved"]["flags"] == ["fever"]
    assert {each["key"] for each in said["signs"]} == {each.key for each in redflags.ASKED}


def test_of_an_earlier_time(person: Person) -> None:
    person.does("spasm", "8", "--at", "12:00")
    person.does("check-flags", "none", "--at", "13:00")
    assert "13:00  warning signs: none of them" in person.does("show").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["numb"], "“numb” is not a sign on the list."),
        (["own:something"], "“own:something” is not a sign on the list."),
        (["none", "legs"], "Say none, or the signs that are there; not both."),
        ([","], "Say none, or the signs that are there; not both."),
        (["--at", "13:00"], "Say what was there then: backtracker check-flags none --at TIME"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(person: Person, words: list[str], sentence: str) -> None:
    said = person.types("check-flags", *words)
    assert said.code == 2
    assert said.err.startswith(sentence)


def test_status_tells_what_a_doctor_should_hear(person: Person) -> None:
    for days_ago in range(11):
        person.does("did", "medicine", "--product", "Ibuprofen", "--at", f"{days_ago} days ago")
    assert "Medicine on 11 of the last 30 days." in person.does("status").out
