"""Reminders while the wall clock is set, an hour comes twice or not at all, and the time-zone data is another."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from backtracker.core import telling
from backtracker.core.chains import Slot
from backtracker.core.model import Act, EpisodeLog, Reading, Treatment
from backtracker.ui.ticker import Ticker
from tests.core.test_protocol_clock import CHANGES
from tests.machine import Disagreeing
from tests.ui.conftest import OpenDesk, Wall
from tests.ui.test_ticker import Bench, bench

__all__ = ["bench"]

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
STEP = 10 * MINUTE
BERLIN = ZoneInfo("Europe/Berlin")
OTHER_BERLIN = Disagreeing("Europe/Berlin", "Europe/London")
"""Berlin by time-zone data that has it an hour behind."""


def lived(bench: Bench, until: datetime) -> list[tuple[datetime, str]]:
    """Time passes to ``until``, and nobody answers: when something came up, and the first step of it."""
    found = []
    while bench.wall.at.astimezone(UTC) < until:
        before = len(bench.cards)
        bench.wall.at = min(bench.wall.at.astimezone(UTC) + STEP, until)
        bench.look()
        found += [(bench.wall.at, card[0].partition("@")[0]) for card in bench.cards[before:]]
    return found


def check_once(bench: Bench) -> None:
    """Nothing came up twice, nothing is on record twice, and the one is the other, but for the ice of the onset."""
    came = [showing for card in bench.cards for showing in card]
    onset = bench.do(lambda journal: journal.running_log()).episode.began.at
    assert len(came) == len(set(came))
    assert sorted(bench.acts("shown")) == sorted([*came, Slot("ice", onset, onset).showing])


# How far the clock is set at 15:06, right after a walk, and when the next card comes, which is for the ice.
# A clock that went forward by hours or days may have stood still in a sleep: whatever went by is one card, at once.
SET = {
    "on by minutes": (12 * MINUTE, 50 * MINUTE),
    "back by minutes": (-12 * MINUTE, 80 * MINUTE),
    "on by hours": (3 * HOUR, timedelta()),
    "back by hours": (-90 * MINUTE, 150 * MINUTE),
    "on by days": (2 * DAY, timedelta()),
    "back by days": (-2 * DAY, timedelta()),
}


@pytest.mark.parametrize(("length", "wait"), SET.values(), ids=SET)
def test_after_the_clock_was_set_the_next_reminder_is_right_and_nothing_comes_twice(
    bench: Bench, length: timedelta, wait: timedelta
) -> None:
    bench.later(61 * MINUTE)
    bench.do(lambda journal: journal.did("walk"))
    before = len(bench.cards)
    bench.wall.set_by_hand(length)
    began = bench.wall.at.astimezone(UTC)
    bench.look()
    at_once = [(began, card[0].partition("@")[0]) for card in bench.cards[before:]]
    assert len(at_once) == (0 if wait else 1)
    found = at_once + lived(bench, began + 5 * HOUR)
    assert found[:2] == [(began + wait, "ice"), (began + wait + 20 * MINUTE, "walk")]
    ices = [at for at, step in found if step == "ice"]
    assert len(ices) >= 2
    assert all(later - earlier >= HOUR for earlier, later in pairwise(ices))
    check_once(bench)


# Whatever the clocks do in the night, the evening and the morning on the wall are those of any day: from noon on.
DAY_AND_MORNING = [
    "13:00", "14:00", "14:20", "15:00", "16:00", "16:20", "17:00", "18:00", "18:20", "19:00", "20:00", "20:20", "21:00",
    "07:00", "07:20", "08:00",
]  # fmt: skip


@pytest.mark.parametrize(("zone", "onset", "waking"), CHANGES.values(), ids=CHANGES)
def test_a_night_in_which_the_clocks_change_comes_between_an_evening_and_a_morning_like_any(
    desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot, zone: str, onset: str, waking: str
) -> None:
    wall.zone, wall.at = ZoneInfo(zone), datetime.fromisoformat(onset).replace(tzinfo=UTC)
    bench = Bench(desk, ticker, wall, qtbot)
    found = lived(bench, datetime.fromisoformat(waking).replace(tzinfo=UTC) + HOUR)
    assert [f"{at.astimezone(wall.zone):%H:%M}" for at, _ in found] == DAY_AND_MORNING
    assert bench.days == [True], "one midnight, also where a whole day is left out"
    check_once(bench)
    bench.reminders.close()
    bench.reminders.deleteLater()


def told(log: EpisodeLog, wall: Wall) -> list[str]:
    """What is said of the past of ``log``."""
    now = wall.at.astimezone(wall.zone)
    entries: list[Treatment | Reading | Act] = [*log.treatments, *log.readings, *log.acts]
    return [
        telling.since_text(log.episode, now),
        *(f"{each.moment.day} {each.moment.local:%H:%M}" for each in entries),
    ]


def test_time_zone_data_that_disagrees_moves_no_past_and_shows_nothing_twice(bench: Bench) -> None:
    """The computer's data is updated over night, and what was updated is wrong for a day."""
    lived(bench, datetime(2026, 11, 20, 22, 0, tzinfo=UTC))
    evening = bench.do(lambda journal: journal.running_log())
    before = told(evening, bench.wall)

    bench.wall.zone = OTHER_BERLIN
    bench.look()
    assert told(evening, bench.wall) == before
    morning = lived(bench, datetime(2026, 11, 21, 8, 0, tzinfo=UTC))
    assert morning[0] == (datetime(2026, 11, 21, 7, 0, tzinfo=UTC), "ice"), "seven on the wall as it is now"
    assert {at.astimezone(OTHER_BERLIN).hour for at, _ in morning} <= {7, 8}

    bench.wall.zone = BERLIN  # where it is nine
    bench.look()
    day = lived(bench, datetime(2026, 11, 21, 20, 59, tzinfo=UTC))
    assert day[0] == (datetime(2026, 11, 21, 9, 0, tzinfo=UTC), "ice"), "two hours after the last"
    night = lived(bench, datetime(2026, 11, 22, 5, 59, tzinfo=UTC))
    assert night == []
    assert lived(bench, datetime(2026, 11, 22, 6, 0, tzinfo=UTC)) == [(datetime(2026, 11, 22, 6, 0, tzinfo=UTC), "ice")]
    log = bench.do(lambda journal: journal.running_log())
    assert log.acts[: len(evening.acts)] == evening.acts
    check_once(bench)


def test_a_night_that_began_by_other_time_zone_data_ends_once(bench: Bench) -> None:
    """The first card of the morning came up by the one data at seven; by the other seven is yet to come."""
    assert lived(bench, datetime(2026, 11, 21, 6, 0, tzinfo=UTC))[-1] == (datetime(2026, 11, 21, 6, tzinfo=UTC), "ice")
    bench.wall.zone = OTHER_BERLIN  # where it is six: night again
    bench.look()
    assert lived(bench, datetime(2026, 11, 21, 6, 59, tzinfo=UTC)) == []
    found = lived(bench, datetime(2026, 11, 21, 7, 0, tzinfo=UTC))
    assert found == [], "the ice came up an hour ago, and comes back first"
    found = lived(bench, datetime(2026, 11, 21, 7, 30, tzinfo=UTC))
    assert [step for _, step in found] == ["walk"]
    check_once(bench)
