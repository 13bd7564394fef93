"""Breaks from sitting on a real desktop, with the idle time of the X server itself.

The X server's idle time cannot be set: what passes in the story without a touch is added to what it
counts (``driven.py``). Every touch here is one that the X server has seen.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import pytest

from tests.stories.conftest import FRIDAY
from tests.stories.stage import Running, screen
from tests.stories.test_desktop import Neighbour, close_window, neighbour, topmost, window_called

__all__ = ["neighbour"]

START = Callable[..., Running]
MINUTE = timedelta(minutes=1)
TITLE = "Time to get up for a moment"
PLACES = cycle([(300, 300), (320, 310)])


def touch(program: Running) -> None:
    """Somebody moves the mouse."""
    program.screen.xdotool("mousemove", *next(PLACES))


def use(program: Running, minutes: int) -> None:
    """The computer is used for so long."""
    for _ in range(minutes):
        touch(program)
        program.live(MINUTE)


def start_with_breaks(start: START, **named: object) -> Running:
    """First start, with breaks wanted."""
    program = start(stands=True, **named)
    want_breaks(program)
    return program


def want_breaks(program: Running) -> None:
    program.press("Next")
    program.press("A word to get up after each hour at the computer, on any day")
    program.press("Next")
    program.press("Begin")


def kinds(program: Running) -> list[str]:
    return [kind for (kind,) in program.rows("SELECT kind FROM acts WHERE step = 'break' ORDER BY rowid")]


def test_an_afternoon_at_the_computer(start: START, neighbour: Callable[[], Neighbour]) -> None:
    program = start_with_breaks(start)
    other = neighbour()
    use(program, 58)
    assert kinds(program) == []
    use(program, 3)
    program.wait_for(TITLE, popup=True)
    assert other.has_keyboard(), "whoever types goes on typing"
    assert other.hears("a")
    assert topmost(program.screen) == window_called(program.screen, TITLE)
    program.press("10 min", popup=True)
    program.wait_gone(TITLE)
    use(program, 9)
    assert kinds(program) == ["shown", "snoozed"]
    use(program, 2)
    program.press("I’m up", popup=True)
    assert kinds(program) == ["shown", "snoozed", "shown", "paused"]
    use(program, 30)
    for _ in range(10):  # a walk that nobody had to ask for
        program.live(MINUTE)
    use(program, 58)
    assert kinds(program) == ["shown", "snoozed", "shown", "paused"]
    use(program, 4)
    program.wait_for(TITLE, popup=True)
    for _ in range(6):
        program.live(MINUTE)
    program.wait_gone(TITLE)
    assert kinds(program)[4:] == ["shown", "paused"], "whoever leaves has got up"


def test_a_kill_with_the_card_open_brings_no_second_one(start: START) -> None:
    program = start_with_breaks(start)
    use(program, 61)
    program.wait_for(TITLE, popup=True)
    program.kill()
    program.start_again()
    use(program, 58)
    assert kinds(program) == ["shown"]
    use(program, 3)
    program.wait_for(TITLE, popup=True)
    assert kinds(program) == ["shown", "shown"]


def test_a_laptop_that_slept_over_the_hour_asks_for_nothing(start: START) -> None:
    """The wall clock goes on by three hours and the steady one does not: that is what a sleep looks like.

    The X server's idle time stands still too, so only the clocks tell that nobody has sat there.
    """
    program = start_with_breaks(start)
    use(program, 55)
    program.sleep_until(program.now + 180 * MINUTE)
    use(program, 58)
    assert kinds(program) == []
    use(program, 3)
    assert kinds(program) == ["shown"]


def test_closing_the_window_keeps_the_breaks_and_without_a_tray_asks(
    start: START, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    program = start_with_breaks(start)
    close_window(program)
    program.wait_for("backtracker keeps running", popup=False)
    program.ask("hidden")
    use(program, 61)
    program.press("I’m up", popup=True)
    with screen(tmp_path_factory.mktemp("bare"), tray=False) as bare:
        alone = Running(bare, tmp_path / "alone", FRIDAY, stands=True)
        try:
            alone.settle()
            want_breaks(alone)
            close_window(alone)
            alone.wait_for("So do the breaks from sitting. Minimised, they go on.")
            alone.press("Minimise")
            use(alone, 61)
            alone.press("I’m up", popup=True)
            assert kinds(alone) == ["shown", "paused"]
        finally:
            alone.close()


def test_without_bus_and_sound_it_comes_and_is_answered(start: START, tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path / 'no-bus'}"
    program = start_with_breaks(start, environment={"DBUS_SESSION_BUS_ADDRESS": nowhere, "PULSE_SERVER": nowhere})
    use(program, 61)
    program.press("Not now", popup=True)
    assert kinds(program) == ["shown", "skipped"]
