"""A warning sign, by mouse: from the yes over a kill to the press that says it was read."""

from collections.abc import Callable
from datetime import timedelta

from tests.stories.stage import Running
from tests.stories.test_kill import press

MINUTE = timedelta(minutes=1)
START = Callable[..., Running]
EMERGENCY = "Get emergency care now"
READ = "SELECT count(*) FROM acknowledgements WHERE deleted IS NULL"
SHOWN = "SELECT count(*) FROM acts WHERE kind = 'shown' AND step = 'walk'"


def say_yes(program: Running) -> None:
    """First start, a spasm of 8, and on its screen: yes, numb around the seat."""
    press("Start right away", "Spasm now", "8", "Yes", "Numb around the seat", "Yes, this one")(program)
    program.wait_for(EMERGENCY)


def test_a_yes_stands_over_every_page_and_a_kill_until_it_was_read(start: START) -> None:
    program = start(stands=True)
    say_yes(program)
    assert program.rows("SELECT flags FROM checks WHERE deleted IS NULL") == [('["saddle"]',)]
    press("Close, finish later", "History", "Patterns", "Settings", "Today")(program)
    assert EMERGENCY in program.words()

    program.kill()
    program.wind_clock(program.now + 61 * MINUTE)
    program.start_again()
    program.wait_for(EMERGENCY)
    assert program.words(popup=True) == [], "the walk that is due waits"
    program.pass_time(10 * MINUTE)
    assert program.words(popup=True) == []
    assert program.rows(SHOWN) == [(0,)], "and was not marked as shown"
    assert program.rows(READ) == [(0,)]

    program.press("I have read this")
    program.wait_gone(EMERGENCY)
    assert program.rows(READ) == [(1,)]
    program.wait_for("Take a short walk", popup=True)

    program.kill()
    program.start_again()
    assert EMERGENCY not in program.words(), "read is read"
    assert program.rows(SHOWN) == [(1,)]


def test_the_ice_rings_beside_the_notice_and_nothing_else_does(start: START) -> None:
    program = start(stands=True)
    press("Start right away", "Spasm now", "8", "Start 20 min", "Close, finish later")(program)
    press("Check for warning signs", "Fever with the pain", "Yes, this one")(program)
    program.wait_for("Call your doctor")
    program.pass_time(20 * MINUTE)
    program.wait_for("Take the ice off now", popup=True)
    program.press("It’s off", popup=True)
    program.pass_time(45 * MINUTE)
    assert program.words(popup=True) == []
    assert "Call your doctor" in program.words()


def test_a_yes_told_at_the_command_line_comes_up_in_the_window(start: START) -> None:
    program = start(stands=True)
    press("Start right away")(program)
    program.types("check-flags", "legs")
    program.wait_for(EMERGENCY)
    program.types("check-flags", "--read")
    program.wait_gone(EMERGENCY)
