"""The questions after a spasm, by the keyboard alone, in less than a minute; stopped, killed, gone on with, edited."""

from collections.abc import Callable
from datetime import timedelta

from tests.stories.stage import Running

START = Callable[..., Running]
PRESS = timedelta(seconds=1.5)
"""A person who reads each line before the key."""
MOST_STOPS = 60
ANSWERS = 'SELECT "trigger", hours_before, answer, at FROM exposures WHERE deleted IS NULL ORDER BY at, rowid'


def press(program: Running, *keys: str) -> None:
    """Each key after a look at the question."""
    for key in keys:
        program.pass_time(PRESS)
        program.keys(key)


def tab_to(program: Running, name: str) -> None:
    """Go on with Tab until what is called ``name`` has the keyboard."""
    for _ in range(MOST_STOPS):
        if program.focus()["name"].startswith(name):
            return
        program.keys("Tab")
    raise AssertionError(f"{name} cannot be reached with Tab")


def test_the_questions_are_answered_in_under_a_minute_by_keys(start: START) -> None:
    program = start(stands=True)
    program.press("Start right away")
    program.keys("ctrl+n", "8")
    program.wait_for("Close, finish later")
    program.keys("Escape", "ctrl+t")
    program.wait_for("Was your mind elsewhere while you moved?")
    began = program.now
    press(program, *"122", *"132", *"222" * 7)
    program.wait_for("Saved. Nothing is open.")
    assert program.now - began < timedelta(minutes=1)
    rows = program.rows(ANSWERS)
    assert len(rows) == len({row[:2] for row in rows}) == 27
    assert len({row[3] for row in rows}) == 27, "each press is on disk by itself"
    assert [row[2] for row in rows[:6]] == ["yes", "no", "no", "yes", "unknown", "no"]
    program.keys("Return")
    program.wait_gone("Saved. Nothing is open.")
    assert "What was different before it hit?" not in program.words()


def test_stopped_at_any_press_it_goes_on_from_there_and_later_by_history_only(start: START) -> None:
    program = start(stands=True)
    program.press("Start right away")
    program.types("spasm", "7", "--at", "10 min ago", "--trigger", "lift")
    program.wait_for("What was different before it hit?")
    program.keys("ctrl+t")
    program.wait_for("Was your mind elsewhere while you moved?")
    press(program, "1", "2")
    program.kill()
    program.start_again()
    program.wait_for("Go on answering")
    tab_to(program, "Go on answering")
    program.keys("Return")
    program.wait_for("Was your mind elsewhere while you moved?")
    press(program, "2", "0", "Escape")
    program.wait_for("Go on answering")
    assert [row[:3] for row in program.rows(ANSWERS)[:4]] == [
        ("lift", 0, "yes"), ("distracted", 0, "yes"), ("distracted", 24, "no"), ("distracted", 48, "no"),
    ]  # fmt: skip
    program.types("triggers", "--rest", "no")
    program.pass_time(timedelta(minutes=1))
    program.wait_gone("Go on answering")
    program.types("undo")

    program.pass_time(timedelta(hours=24))
    program.wait_gone("What was different before it hit?")
    program.keys("ctrl+2")
    program.wait_for("The two hours before, and the same on two days: 7 of 27 answered")
    tab_to(program, "The two hours before")
    program.keys("Return")
    program.wait_for("Did you lift or hold a person or an animal?")
    press(program, "Prior", "Prior", "3")
    (row,) = [row for row in program.rows(ANSWERS) if row[:2] == ("distracted", 0)]
    assert row[2] == "unknown"
    program.keys("ctrl+z")
    program.settle()
    (row,) = [row for row in program.rows(ANSWERS) if row[:2] == ("distracted", 0)]
    assert row[2] == "yes"
