"""Two editions of the time-zone data that disagree about the same zone, read by the real program.

The other edition is made of the system's own: its file for Berlin is that of London, an hour behind.
"""

import json
import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backtracker.core import steps
from tests.stories.person import CLOSE
from tests.stories.stage import Running

START = Callable[..., Running]
SHOWN = "SELECT slot FROM acts WHERE kind = 'shown' ORDER BY rowid"


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def other_data(tmp_path: Path) -> Path:
    """The folder of the other edition."""
    places = [Path(folder) / "Europe" / "London" for folder in zoneinfo.TZPATH]
    london = next(place for place in places if place.exists())
    folder = tmp_path / "zoneinfo"
    (folder / "Europe").mkdir(parents=True)
    (folder / "Europe" / "Berlin").write_bytes(london.read_bytes())
    return folder


def test_with_other_time_zone_data_the_past_stays_and_the_night_is_that_of_the_wall(
    start: START, other_data: Path
) -> None:
    program = start(utc(20, 13, 5), stands=True)
    for name in ("Start right away", "Spasm now", "8", "Close, finish later"):
        program.press(name)
    for hour in (14, 15):
        program.set_clock(utc(20, hour, 5))
        program.press("Done", popup=True)
    past = json.loads(program.types("show", "1", "--json"))
    words = program.types("show", "1").splitlines()
    program.close()

    other = start(utc(20, 20, 30), folder=program.folder, stands=True, environment={"PYTHONTZPATH": str(other_data)})
    assert "since 14:05 today" in other.words(popup=False)
    still = json.loads(other.types("show", "1", "--json"))
    assert still["episode"] == past["episode"]
    assert [each for each in past["records"] if each not in still["records"]] == []
    assert set(words) <= set(other.types("show", "1").splitlines())
    other.press(CLOSE, popup=True)
    assert CLOSE not in other.words(popup=True)
    other.set_clock(utc(20, 21, 35))  # 21:35 on the wall; by the first data the night has begun
    other.press(CLOSE, popup=True)
    for quiet in (utc(20, 22, 30), utc(21, 6, 0), utc(21, 6, 59)):
        other.set_clock(quiet)
        assert other.words(popup=True) == []
    other.set_clock(utc(21, 7))
    assert steps.title("ice") in other.words(popup=True)
    other.close()

    again = start(utc(21, 7, 1), folder=program.folder, stands=True)  # 08:01 on the wall
    assert steps.title("ice") in again.words(popup=True), "it came up by the other data, and comes back"
    again.set_clock(utc(21, 7, 20))
    assert steps.title("walk") in again.words(popup=True)
    shown = [slot for (slot,) in again.rows(SHOWN)]
    assert len(shown) == len(set(shown))
