"""Reminders outside the protocol on a real desktop: one evening question, with a real mouse and Debian's services."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from backtracker.paths import SETTINGS
from backtracker.settings import Settings, save
from tests.stories.conftest import FRIDAY
from tests.stories.notices import DAEMON, XFCE, Kind, Notices
from tests.stories.stage import Running, Screen
from tests.stories.test_desktop import Neighbour, neighbour

__all__ = ["neighbour"]

START = Callable[..., Running]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
EVENING = FRIDAY + timedelta(hours=5, minutes=55)  # 20:00 on the wall
ASKED = "How was your back today?"
NEUTRAL = "A reminder"


def kinds(program: Running) -> list[str]:
    return [kind for (kind,) in program.rows("SELECT kind FROM acts WHERE step = 'checkin' ORDER BY rowid")]


def begun(start: START, folder: Path, **chosen: Any) -> Running:
    """A program that asks in the evening how the back was."""
    save(Settings(**{"welcomed": True, "checkin": True, **chosen}), folder / SETTINGS)
    return start(folder=folder, stands=True)


def test_an_evening(start: START, tmp_path: Path, neighbour: Callable[[], Neighbour]) -> None:
    program = begun(start, tmp_path / "data")
    other = neighbour()
    program.pass_to(EVENING - MINUTE)
    assert kinds(program) == []
    program.pass_to(EVENING)
    program.wait_for(ASKED, popup=True)
    assert other.has_keyboard(), "whoever types goes on typing"
    program.press("Snooze", popup=True)
    program.press("30 min")
    program.wait_gone(ASKED, popup=True)
    program.kill()
    program.start_again()
    program.pass_time(29 * MINUTE)
    assert program.words(popup=True) == []
    program.pass_time(MINUTE)
    program.press("Answer", popup=True)
    program.wait_gone(ASKED, popup=True)
    program.wait_for("The worst it got. One press.")
    program.kill()
    program.start_again()
    program.pass_time(HOUR)
    assert program.words(popup=True) == []
    assert kinds(program) == ["shown", "snoozed", "shown"]


def test_a_laptop_that_slept_over_it_is_asked_once_and_at_night_not_at_all(start: START, tmp_path: Path) -> None:
    program = begun(start, tmp_path / "data")
    program.sleep_until(EVENING + HOUR)
    program.wait_for(ASKED, popup=True)
    program.press("Skip", popup=True)
    program.sleep_until(EVENING + 27 * HOUR)  # 23:00 of the next day: the quiet hours
    program.pass_time(10 * HOUR)  # and in the morning it is of no use any more
    assert program.words(popup=True) == []
    assert kinds(program) == ["shown", "skipped"]


@pytest.mark.parametrize("kind", [XFCE, DAEMON], ids=lambda kind: kind.name)
def test_the_desktops_notification_is_answered_by_its_buttons(quiet_screen: Screen, tmp_path: Path, kind: Kind) -> None:
    notices = Notices(quiet_screen)
    notices.start(kind)
    folder = tmp_path / "data"
    save(Settings(welcomed=True, checkin=True, remind_by="desktop"), folder / SETTINGS)
    program = Running(quiet_screen, folder, FRIDAY, stands=True)
    try:
        program.settle()
        program.pass_to(EVENING)
        words = notices.wait_for(NEUTRAL)
        assert (words.body, words.buttons) == ("", ("Open", "In 10 min", "Skip"))
        assert program.words(popup=True) == []
        notices.press(program, "In 10 min")
        program.wait_for_number("SELECT count(*) FROM acts WHERE kind = 'snoozed'", 1)
        notices.wait_gone()
        program.pass_time(10 * MINUTE)
        notices.wait_for(NEUTRAL)
        notices.press(program, "Skip")
        program.wait_for_number("SELECT count(*) FROM acts WHERE kind = 'skipped'", 1)
        notices.wait_gone()
        assert kinds(program) == ["shown", "snoozed", "shown", "skipped"]
    finally:
        program.close()
        notices.close()
