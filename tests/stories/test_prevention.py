"""A week of check-ins in the window, and the plank with its timer, by mouse on the virtual screen."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.stories.stage import Running

START = Callable[..., Running]
EVENING = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)


def answers(program: Running) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = program.rows(
        "SELECT day, item, value FROM habits WHERE deleted IS NULL ORDER BY day, item"
    )
    return found


def test_a_week_of_check_ins_with_a_day_that_was_missed(start: START) -> None:
    program = start(EVENING)
    program.press("Start right away")
    for day in range(7):
        if day != 3:  # nobody asked on Monday, and nobody answered
            program.wait_for("How long did you sleep?")
            program.press("7 h")
            program.wait_for("How long did you sit?")
            program.press("4–6 h")
            program.wait_for("Did you lift or carry?")
            program.press("Leave it open")
            program.wait_for("How much stress was there?")
            program.press("A little")
        program.pass_time(timedelta(days=1))
    days = sorted({day for day, _, _ in answers(program)})
    assert days == ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-24", "2026-11-25", "2026-11-26"]
    assert {(item, value) for _, item, value in answers(program)} == {("sleep", 7), ("sitting", 4), ("stress", 1)}
    assert len(answers(program)) == 18
    program.press("Yesterday")
    program.wait_for("Yesterday: Did you lift or carry?")
    program.press("A lot")
    program.wait_for("Yesterday: How many glasses of water?")
    assert ("2026-11-26", "lifting", 3) in answers(program)
    program.press("Undo")
    assert "Taken back: Lifting: A lot, yesterday" in program.words()
    assert ("2026-11-26", "lifting", 3) not in answers(program)


def test_the_plank_is_led_by_a_timer_and_counts(start: START) -> None:
    program = start(EVENING)
    program.press("Start right away")
    program.wait_for("20 s, 0 of 3")
    program.press("Start")
    program.wait_for("Plank, 20 seconds")
    program.press("Start")
    program.wait_for("Get into position.")
    program.pass_time(timedelta(seconds=5))
    program.wait_for("Breathe in.")
    program.pass_time(timedelta(seconds=4))
    program.wait_for("Breathe out.")
    program.pass_time(timedelta(seconds=16))
    program.wait_for("20 seconds held. Saved.")
    program.press("Close")
    program.wait_for("20 s, 1 of 3")
    assert program.rows("SELECT kind, seconds FROM treatments") == [("plank", 20)]
