"""What may be heard when: a table over the setting, the hour and a pause."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.quiet import Calm
from backtracker.core.sounds import ALARM, CHIME, ICE_OVER, REMINDER, heard

BERLIN = ZoneInfo("Europe/Berlin")


def at(hour: int, minute: int = 0, day: int = 20, fold: int = 0) -> datetime:
    """A time on the wall in Berlin, November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN, fold=fold).astimezone(UTC)


PAUSE = (at(15), at(16))
USUAL = Calm(time(22), time(7), BERLIN, (PAUSE,))
NO_NIGHT = Calm(time(7), time(7), BERLIN)
LATE_SHIFT = Calm(time(9), time(17), BERLIN)


@pytest.mark.parametrize(
    ("event", "on", "calm", "now", "sound"),
    [
        (REMINDER, True, USUAL, at(14, 5), CHIME),
        (REMINDER, True, USUAL, at(21, 59), CHIME),
        (REMINDER, True, USUAL, at(22), ""),
        (REMINDER, True, USUAL, at(3), ""),
        (REMINDER, True, USUAL, at(6, 59), ""),
        (REMINDER, True, USUAL, at(7), CHIME),
        (REMINDER, True, USUAL, at(15, 30), ""),
        (REMINDER, True, USUAL, at(16), CHIME),
        (REMINDER, True, NO_NIGHT, at(3), CHIME),
        (REMINDER, True, LATE_SHIFT, at(10), ""),
        (REMINDER, True, LATE_SHIFT, at(3), CHIME),
        (REMINDER, False, USUAL, at(14, 5), ""),
        (REMINDER, False, USUAL, at(3), ""),
        (ICE_OVER, True, USUAL, at(14, 5), ALARM),
        (ICE_OVER, True, USUAL, at(3), ALARM),
        (ICE_OVER, True, USUAL, at(15, 30), ALARM),
        (ICE_OVER, False, USUAL, at(14, 5), ALARM),
        (ICE_OVER, False, USUAL, at(3), ALARM),
    ],
)
def test_what_is_heard(event: str, on: bool, calm: Calm, now: datetime, sound: str) -> None:
    assert heard(event, on, calm, now) == sound


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_quiet_twice(fold: int) -> None:
    now = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=fold).astimezone(UTC)
    assert heard(REMINDER, True, USUAL, now) == ""
