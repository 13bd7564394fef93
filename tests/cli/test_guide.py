"""The guide on the command line: the list, one step in full, the same as JSON."""

from tests.cli.conftest import Person


def test_the_list_names_all_in_their_parts(person: Person) -> None:
    lines = person.does("guide").out.splitlines()
    assert lines[0] == "When it hurts:"
    assert lines[1] == "   1  ice           Ice"
    assert sum(line[:4].strip().isdigit() for line in lines) == 18


def test_one_step_says_how_when_to_stop_and_on_whose_word(person: Person) -> None:
    said = person.does("guide", "ice").out
    assert said == person.does("guide", "1").out
    for words in (
        "1. Ice, 20 minutes at most",
        "- Put a towel around the cold pack.",
        "Stop: When the time is up",
        "Source:",
    ):
        assert words in said
    assert max(map(len, said.splitlines())) <= 88


def test_json_has_the_same(person: Person) -> None:
    (step,) = person.does("guide", "18", "--json").json["steps"]
    assert (step["key"], step["step"], step["part"], step["urgent"]) == ("plank", 18, "prevent", None)
    assert len(person.does("guide", "--json").json["steps"]) == 18


def test_what_is_no_step_is_said(person: Person) -> None:
    assert person.types("guide", "juggling") == (
        2,
        "",
        "“juggling” is no step of the guide. The list: backtracker guide\n",
    )


def test_it_makes_no_record(person: Person) -> None:
    person.does("guide")
    assert not (person.folder / "backtracker.db").exists()
