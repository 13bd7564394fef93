"""The verb change as a person meets it."""

from datetime import timedelta

import pytest

from tests.cli.conftest import Person


def test_nothing_is_marked_and_no_file_is_made_by_looking(person: Person) -> None:
    assert person.does("change").out.startswith("No change is marked yet.")
    assert not person.folder.exists()


def test_marked_listed_removed_and_taken_back(person: Person) -> None:
    said = person.does("change", "add", "a new", "mattress", "--day", "2026-11-01")
    assert said.out.startswith("Saved: change “a new mattress”, 1 November.")
    line = "not enough yet. 0 calm times ended before it, 0 since; 5 of each are needed"
    assert person.does("change").out == f" 1  1 November  a new mattress: {line}\n"
    (found,) = person.does("change", "--json").json["changes"]
    assert (found["record"], found["day"], found["ended_before"], found["p"]) == ("mark", "2026-11-01", 0, None)
    assert person.does("change", "remove", "1").out.startswith("Saved: removed, change “a new mattress”.")
    assert person.does("change", "--json").json["changes"] == []
    person.does("undo")
    assert len(person.does("change", "--json").json["changes"]) == 1


def test_enough_on_both_sides_is_compared_in_words_that_name_no_cause(person: Person) -> None:
    now = person.now
    for n, days in enumerate([*range(300, 240, -10), *range(200, 20, -25)]):
        began = (now - timedelta(days=days)).date()
        person.does("spasm", str(4 + n % 3), "--at", f"{began} 10:00", "--until", f"{began} 20:00")
    person.does("change", "add", "started swimming", "--day", str((now - timedelta(days=220)).date()))
    said = person.does("change").out
    assert "Calm lasted longer after “started swimming” than before (p " in said
    (found,) = person.does("change", "--json").json["changes"]
    assert (found["ended_before"], found["ended_after"]) == (5, 8)
    assert (found["median_before"], found["median_after"]) == (10, 25)
    assert found["p"] < 0.05
    told = next(each for each in person.does("patterns", "--json").json["charts"] if each["key"] == "recurrence")
    assert told["headline"] in said
    assert {row[0] for row in told["rows"]} == {"you", "before “started swimming”", "since “started swimming”",
                                                "250 people"}  # fmt: skip


def test_a_course_is_offered(person: Person) -> None:
    person.does("course", "add", "physio")
    assert "Could be marked: Started physiotherapy, 21 November" in person.does("change").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("change", "add"), "Say in a few words what changed"),
        (("change", "add", "bed", "--day", "2026-12-24"), "has not come yet"),
        (("change", "add", "bed", "--day", "soon"), "“soon”"),
        (("change", "remove", "1"), "There is no change in the list."),
        (("change", "dance"), "invalid choice"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(person: Person, words: tuple[str, ...], said: str) -> None:
    result = person.types(*words)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert said in result.err
