"""The night on the wall, in zones that move it."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.quiet import Calm, on_wall

BERLIN = ZoneInfo("Europe/Berlin")
APIA = ZoneInfo("Pacific/Apia")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def night(zone: str = "UTC", start: str = "22:00", end: str = "07:00") -> Calm:
    return Calm(time.fromisoformat(start), time.fromisoformat(end), ZoneInfo(zone))


# What is asked for, and where it lands on that wall: the first time and the last
ON_WALL = {
    "an ordinary time": ("Europe/Berlin", "2024-06-03 07:00", "3. 07:00 +0200", "3. 07:00 +0200"),
    "inside the spring gap": ("Europe/Berlin", "2024-03-31 02:30", "31. 03:00 +0200", "31. 03:00 +0200"),
    "twice in autumn": ("Europe/Berlin", "2024-10-27 02:30", "27. 02:30 +0200", "27. 02:30 +0100"),
    "a gap of half an hour": ("Australia/Lord_Howe", "2024-10-06 02:15", "6. 02:30 +1100", "6. 02:30 +1100"),
    "half an hour twice": ("Australia/Lord_Howe", "2024-04-07 01:45", "7. 01:45 +1100", "7. 01:45 +1030"),
    "a gap of two hours": ("Antarctica/Troll", "2024-03-31 01:30", "31. 03:00 +0200", "31. 03:00 +0200"),
    "two hours twice": ("Antarctica/Troll", "2024-10-27 01:30", "27. 01:30 +0200", "27. 01:30 +0000"),
    "a midnight that is not": ("America/Sao_Paulo", "2017-10-15 00:00", "15. 01:00 -0200", "15. 01:00 -0200"),
    "a day that is not": ("Pacific/Apia", "2011-12-30 07:00", "31. 00:00 +1400", "31. 00:00 +1400"),
}


@pytest.mark.parametrize(("zone", "asked", "first", "last"), ON_WALL.values(), ids=ON_WALL)
def test_the_instant_at_which_a_wall_reaches_a_time(zone: str, asked: str, first: str, last: str) -> None:
    wall, there = datetime.fromisoformat(asked), ZoneInfo(zone)
    for late, expected in ((False, first), (True, last)):
        found = on_wall(wall.date(), wall.time(), there, last=late).astimezone(there)
        assert f"{found.day}. {found:%H:%M %z}" == expected


# zone, quiet hours, instant, the end of the night it lies in
NIGHTS = {
    "by day": ("UTC", "22:00", "07:00", "2024-06-03T12:00", None),
    "before midnight": ("UTC", "22:00", "07:00", "2024-06-03T23:00", "2024-06-04T07:00"),
    "after midnight": ("UTC", "22:00", "07:00", "2024-06-04T03:00", "2024-06-04T07:00"),
    "its first instant": ("UTC", "22:00", "07:00", "2024-06-03T22:00", "2024-06-04T07:00"),
    "its end is day": ("UTC", "22:00", "07:00", "2024-06-04T07:00", None),
    "within one day": ("UTC", "01:00", "06:00", "2024-06-03T02:00", "2024-06-03T06:00"),
    "within one day, in the evening": ("UTC", "01:00", "06:00", "2024-06-03T22:00", None),
    "from midnight": ("UTC", "00:00", "07:00", "2024-06-03T00:00", "2024-06-03T07:00"),
    "until midnight": ("UTC", "20:00", "00:00", "2024-06-03T23:59", "2024-06-04T00:00"),
    "none": ("UTC", "07:00", "07:00", "2024-06-03T07:00", None),
    "the short night of spring": ("Europe/Berlin", "22:00", "07:00", "2024-03-30T23:00", "2024-03-31T05:00"),
    "the long night of autumn": ("Europe/Berlin", "22:00", "07:00", "2024-10-26T22:00", "2024-10-27T06:00"),
    "ends in the spring gap": ("Europe/Berlin", "22:00", "02:30", "2024-03-31T00:59", "2024-03-31T01:00"),
    "begins in the spring gap": ("Europe/Berlin", "02:30", "07:00", "2024-03-31T01:00", "2024-03-31T05:00"),
    "ends in the hour that comes twice": ("Europe/Berlin", "22:00", "02:30", "2024-10-27T00:15", "2024-10-27T01:30"),
    "between its two ends": ("Europe/Berlin", "22:00", "02:30", "2024-10-27T00:45", "2024-10-27T01:30"),
    "between its two beginnings": ("Europe/Berlin", "02:30", "07:00", "2024-10-27T01:10", "2024-10-27T06:00"),
    "half an hour's gap": ("Australia/Lord_Howe", "22:00", "07:00", "2024-10-05T15:00", "2024-10-05T20:00"),
    "a two-hour gap": ("Antarctica/Troll", "22:00", "07:00", "2024-03-31T00:00", "2024-03-31T05:00"),
    "a two-hour overlap": ("Antarctica/Troll", "22:00", "07:00", "2024-10-27T00:30", "2024-10-27T07:00"),
    "from a midnight that is not": ("America/Sao_Paulo", "00:00", "07:00", "2017-10-15T03:00", "2017-10-15T09:00"),
    "across the day that is not": ("Pacific/Apia", "22:00", "07:00", "2011-12-30T09:00", "2011-12-30T17:00"),
}


@pytest.mark.parametrize(("zone", "start", "end", "at", "until"), NIGHTS.values(), ids=NIGHTS)
def test_the_night_that_an_instant_lies_in(zone: str, start: str, end: str, at: str, until: str | None) -> None:
    expected = utc(until) if until else None
    calm = night(zone, start, end)
    assert calm.night_end(utc(at)) == expected
    assert calm.hold(utc(at)) == (expected or utc(at))


@pytest.mark.parametrize(
    ("zone", "at", "begins"),
    [
        ("UTC", "2024-06-03T12:00", "2024-06-03T22:00"),
        ("UTC", "2024-06-03T22:00", "2024-06-04T22:00"),
        ("Europe/Berlin", "2024-03-30T23:00", "2024-03-31T20:00"),
        ("Pacific/Apia", "2011-12-29T20:00", "2011-12-30T08:00"),
    ],
)
def test_when_the_next_night_begins(zone: str, at: str, begins: str) -> None:
    assert night(zone).next_night(utc(at)) == utc(begins)


def test_without_quiet_hours_no_night_begins() -> None:
    assert night(start="07:00").next_night(utc("2024-06-03T12:00")) is None


@pytest.mark.parametrize(
    ("zone", "at", "midnight"),
    [
        ("UTC", "2024-06-03T12:00", "2024-06-04T00:00"),
        ("UTC", "2024-06-03T00:00", "2024-06-04T00:00"),
        ("America/Sao_Paulo", "2017-10-15T02:00", "2017-10-15T03:00"),
        ("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T10:00"),
        ("America/St_Johns", "2010-11-07T02:40", "2010-11-08T03:30"),  # 23:10 again, once midnight has been
    ],
)
def test_the_next_midnight(zone: str, at: str, midnight: str) -> None:
    assert night(zone).next_day(utc(at)) == utc(midnight)


@pytest.mark.parametrize(
    ("at", "hours", "until"),
    [
        ("2024-06-03T12:00", 4, "2024-06-03T16:00"),
        ("2024-06-03T18:00", 4, "2024-06-03T22:00"),
        ("2024-06-03T20:00", 4, "2024-06-04T09:00"),
        ("2024-06-03T23:00", 4, "2024-06-04T11:00"),
        ("2024-06-03T21:00", 20, "2024-06-05T11:00"),
    ],
)
def test_waking_hours_leave_out_the_night(at: str, hours: int, until: str) -> None:
    assert night().awake_after(utc(at), timedelta(hours=hours)) == utc(until)


def test_without_quiet_hours_every_hour_is_a_waking_one() -> None:
    assert night(start="07:00").awake_after(utc("2024-06-03T20:00"), timedelta(hours=12)) == utc("2024-06-04T08:00")


def test_what_a_pause_and_a_night_hold_lands_after_both() -> None:
    pauses = ((utc("2024-06-03T20:00"), utc("2024-06-03T23:00")), (utc("2024-06-04T06:30"), utc("2024-06-04T08:00")))
    calm = Calm(time(22), time(7), UTC, pauses)
    assert calm.hold(utc("2024-06-03T20:30")) == utc("2024-06-04T08:00")
    assert calm.hold(utc("2024-06-03T19:59")) == utc("2024-06-03T19:59")
    assert calm.pause_end(utc("2024-06-03T20:00")) == utc("2024-06-03T23:00")
    assert calm.pause_end(utc("2024-06-03T23:00")) is None


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Australia/Lord_Howe", "Antarctica/Troll", "America/Sao_Paulo"])
def test_every_quarter_of_an_hour_of_a_year_agrees_with_the_wall(zone: str) -> None:
    calm, there = night(zone), ZoneInfo(zone)
    at = utc("2017-01-01T00:00")
    while at < utc("2018-01-01T00:00"):
        wall = at.astimezone(there).time()
        assert (calm.night_end(at) is not None) == (wall >= time(22) or wall < time(7))
        at += timedelta(minutes=15)


def test_a_fixed_offset_is_a_zone_too() -> None:
    calm = Calm(time(22), time(7), timezone(timedelta(hours=-5)))
    assert calm.night_end(utc("2024-06-03T03:00")) == utc("2024-06-03T12:00")
    assert on_wall(date(2024, 6, 3), time(7), UTC) == utc("2024-06-03T07:00")


def test_two_walls_have_two_nights() -> None:
    at = utc("2024-06-03T21:00")
    assert night("Europe/Berlin").night_end(at) == utc("2024-06-04T05:00")
    assert Calm(time(22), time(7), APIA).night_end(at) is None


@pytest.mark.parametrize(
    ("at", "end"),
    [
        ("2024-06-03T23:00", None),  # at night
        ("2024-06-04T07:00", "2024-06-04T07:00"),
        ("2024-06-04T12:00", "2024-06-04T07:00"),
        ("2024-06-04T13:30", None),  # in the pause
        ("2024-06-04T14:00", "2024-06-04T14:00"),
        ("2024-06-04T21:59", "2024-06-04T14:00"),
    ],
)
def test_when_it_was_last_quiet(at: str, end: str | None) -> None:
    pause = utc("2024-06-04T13:00"), utc("2024-06-04T14:00")
    calm = Calm(time(22), time(7), ZoneInfo("UTC"), (pause,))
    assert calm.last_end(utc(at)) == (utc(end) if end else None)
