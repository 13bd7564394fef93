"""The verb trial as a person meets it, from the plan to the result."""

from datetime import timedelta

import pytest

from tests.cli.conftest import Person


def test_nothing_is_planned_and_no_file_is_made_by_looking(person: Person) -> None:
    assert person.does("trial").out.startswith("No trial yet.")
    assert not person.folder.exists()


def test_planned_seen_and_stopped(person: Person) -> None:
    said = person.does("trial", "plan", "water", "--goal", "8", "--blocks", "4", "--washout", "2", "--begins", "today")
    lines = said.out.splitlines()
    assert lines[0].startswith("Saved: trial, Water: 8 glasses or more, 4 blocks of 7 days.")
    assert len(lines) == 5
    assert sorted(line.rpartition(": ")[2].rpartition(" ")[2] for line in lines[1:]) == [
        "more",
        "more",
        "usual",
        "usual",
    ]
    shown = person.does("trial").out
    assert shown.startswith("Today: Water")
    assert "Block 1 of 4, day 1 of 7. This day does not count yet." in shown
    (found,) = person.does("trial", "--json").json["trials"]
    assert (found["record"], found["what"], found["over"], found["answer"]) == ("trial", "water", False, None)
    assert found["today"]["number"] == 1
    assert "trial" in {each["kind"] for each in person.does("due", "--json").json["errands"]}
    person.now += timedelta(days=1)
    assert person.does("trial", "stop").out.startswith("Saved: stopped, trial, Water: 8 glasses or more.")
    assert "Blocks that can be compared: 0 with it, 0 as usual; 2 of each are needed." in person.does("trial").out


def test_one_that_is_stopped_before_it_began(person: Person) -> None:
    person.does("trial", "plan", "coffee", "--at-most", "0")
    assert person.does("trial").out.startswith("Begins 22 November: Coffee: no.")
    person.does("trial", "stop")
    assert person.does("trial").out == "Coffee: no: stopped before it began.\n"


def test_the_result_comes_at_the_end_with_the_words_that_one_trial_deserves(person: Person) -> None:
    made = person.does(
        "trial", "plan", "water", "--goal", "8", "--days", "3", "--washout", "1", "--begins", "today", "--json"
    ).json
    for block in made["blocks"]:
        for _ in range(3):
            person.does("pain", "2" if block["arm"] == "A" else "5")
            person.does("checkin", "water=9" if block["arm"] == "A" else "water=4")
            person.now += timedelta(days=1)
    said = person.does("trial").out
    assert "Water: 8 glasses or more. Pain was 3.0 lower with it (p 0.029)" in said
    assert "3.0 points (95 %: −3.0 to −3.0)" in said
    assert "70 orders could have been drawn, so p cannot be below 0.029." in said
    assert "The goal was reached on 8 of 8 days with it, on 0 of 8 as usual." in said
    assert "One trial on one person: a hint about you in these weeks, no more." in said
    assert "cause" not in said
    (found,) = person.does("trial", "--json").json["trials"]
    assert (found["answer"]["difference"], found["answer"]["orders"]) == (-3, 70)
    assert {each["mean"] for each in found["blocks"]} == {2, 5}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan",), "Say what to try"),
        (("plan", "moon"), "“moon” cannot be tried."),
        (("plan", "water"), "Say how much"),
        (("plan", "water", "--goal", "many"), "“many” is not a whole number."),
        (("plan", "water", "--goal", "99"), "goes from 1 to 40"),
        (("plan", "water", "--goal", "8", "--blocks", "12"), "4 to 8 blocks"),
        (("plan", "water", "--goal", "8", "--begins", "2028-01-01"), "in the next 60 days"),
        (("stop",), "No trial is under way."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(person: Person, words: tuple[str, ...], said: str) -> None:
    result = person.types("trial", *words)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert said in result.err
