"""The verbs course, exercise and injection as a person meets them."""

from datetime import timedelta

import pytest

from tests.cli.conftest import Person


def test_nothing_is_kept_yet(person: Person) -> None:
    assert person.does("course").out.startswith("No course is kept yet.")
    assert person.does("exercise").out.startswith("No exercise is kept.")
    assert person.does("injection").out.startswith("No injection is kept.")
    assert not person.folder.exists() or not list(person.folder.iterdir())


def test_a_course_from_its_beginning_to_its_end(person: Person) -> None:
    said = person.does("course", "add", "physio", "--name", "Anna", "--plan", "twice", "--until", "2027-01-31",
                       "--next", "tomorrow", "09:30")  # fmt: skip
    assert said.out.startswith("Saved: course, Physiotherapy, Anna.")
    assert "next tomorrow at 09:30" in person.does("course").out
    for level in (7, 7, 6, 5, 4, 3):
        person.now += timedelta(days=3)
        done = person.does("course", "done", "--before", str(level), "--after", str(level - 1), "--for", "25", "--json")
        assert [each["record"] for each in done.json["saved"]] == ["treatment", "reading", "reading"]
    (found,) = person.does("course", "--json").json["courses"]
    assert (found["first"], found["last"], found["change"], found["verdict"]) == (7.0, 3.5, -1.0, "lower")
    assert (found["times"], found["until"], len(found["sessions"])) == (8, "2027-01-31", 6)
    assert found["sessions"][0]["pain_before"] == 7
    line = person.does("course").out.splitlines()[0]
    assert line.startswith(" 1  Physiotherapy, Anna; twice a week until 31 January 2027; 6 sessions")
    assert line.endswith("pain before 7 at first, 3.5 lately")
    person.does("course", "next", "1", "--at", "2026-12-20 10:00")
    assert "next Sunday, 20 December at 10:00" in person.does("course").out
    assert person.does("course", "end", "1").out.startswith("Saved: over, Physiotherapy, Anna.")
    assert "; over; 6 sessions" in person.does("course").out
    assert person.does("undo").out.startswith("Taken back: Over: course, Physiotherapy")


def test_a_session_falls_into_the_episode(person: Person) -> None:
    person.does("spasm", "8")
    person.now += timedelta(hours=5)
    person.does("course", "add", "massage")
    person.does("course", "done", "--before", "7")
    assert any(each.get("slot", "").startswith("course:") for each in person.does("show", "--json").json["records"])


def test_an_exercise_and_how_it_went(person: Person) -> None:
    said = person.does("exercise", "add", "Side", "plank", "--hold", "20", "--sets", "2", "--times", "3")
    assert said.out.startswith("Saved: exercise, Side plank, 2 × 20 s, every day, 3 times a day.")
    person.does("exercise", "add", "Bridge", "--reps", "10", "--days", "mon,wed", "Friday", "--silent")
    assert person.does("exercise", "done", "side plank").out.startswith("Saved: Side plank, done.")
    assert person.does("exercise", "stopped", "1").out.startswith("Saved: Side plank, stopped because of pain.")
    assert person.does("exercise", "skip", "1").out.startswith("Saved: Side plank, skipped.")
    lines = person.does("exercise").out.splitlines()
    assert lines[0] == " 1  Side plank, 2 × 20 s, every day, 3 times a day: stopped because of pain"
    assert lines[1].startswith(" 2  Bridge, 1 × 10, Mon, Wed and Fri: ")
    found = person.does("exercise", "--json").json["exercises"]
    assert [each["answer"] for each in found[0]["practices"]] == ["done", "stopped", "skipped"]
    assert found[1]["reminded"] is False
    person.does("exercise", "end", "Bridge")
    assert len(person.does("exercise").out.splitlines()) == 1


def test_the_beginning_of_a_name_is_enough_where_it_is_only_one(person: Person) -> None:
    person.does("exercise", "add", "Cat", "cow", "--reps", "10")
    person.does("exercise", "add", "Side", "plank", "--hold", "20")
    person.does("exercise", "add", "Side", "bend", "--reps", "5")
    assert person.does("exercise", "stopped", "Cat").out.startswith("Saved: Cat cow, stopped because of pain.")
    said = person.types("exercise", "done", "side")
    assert (said.code, said.err.strip()) == (2, "“side” could be any of these: Side plank, Side bend. Say which.")


@pytest.mark.parametrize(
    ("option", "sentence"),
    [("--sets", "An exercise has 1 to 20 sets."), ("--times", "An exercise comes 1 to 8 times a day.")],
)
def test_none_at_all_is_refused_for_what_it_is(person: Person, option: str, sentence: str) -> None:
    said = person.types("exercise", "add", "Bridge", "--reps", "10", option, "0")
    assert (said.code, said.err.strip()) == (2, sentence)


def test_an_injection_is_kept_and_never_planned(person: Person) -> None:
    person.does("injection", "add", "--product", "Cortisone", "--at", "2026-10-05 11:00")
    lines = person.does("injection").out.splitlines()
    assert lines[0].startswith("Cortisone, 5 October: How long it helped cannot be told")
    assert lines[1].startswith("Worked out from your pain readings")
    (found,) = person.does("injection", "--json").json["injections"]
    assert (found["kind"], found["relief"]["state"]) == ("injection", "few")
    assert person.types("injection", "add", "--at", "tomorrow 10:00").code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("course", "add"), "Say what it is a course of"),
        (("course", "add", "physioo"), "“physioo” is not a kind of course on the list. Close to it: physio."),
        (("course", "add", "physio", "--until", "soon"), "“soon” is not a day."),
        (("course", "add", "physio", "--until", "2020-01-01"), "before the course began"),
        (("course", "done"), "No course runs."),
        (("exercise", "add"), "Give the exercise a name"),
        (("exercise", "add", "Bridge"), "Say how many repetitions"),
        (("exercise", "add", "Bridge", "--reps", "ten"), "--reps takes a whole number"),
        (("exercise", "add", "Bridge", "--reps", "10", "--days", "noday"), "“nod” is not a day of the week."),
        (("exercise", "done"), "No exercise is kept."),
        (("injection", "plan"), "invalid choice"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(person: Person, words: tuple[str, ...], said: str) -> None:
    result = person.types(*words)
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1


def test_the_next_session_needs_its_time(person: Person) -> None:
    person.does("course", "add", "physio")
    assert "Say when the next session is" in person.types("course", "next").err
    assert "lies ahead" in person.types("course", "next", "--at", "yesterday 10:00").err
    assert "it has 1" in person.types("course", "done", "4").err
