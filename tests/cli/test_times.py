"""Times and lengths as people type them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.cli.times import Given, join_words, parse, parse_end, span
from backtracker.errors import UserError

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 13, 5, tzinfo=UTC)  # 14:05 on the wall


def wall(given: Given) -> str:
    return f"{given.at.astimezone(BERLIN):%Y-%m-%d %H:%M:%S}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", "2026-11-21 14:05:00"),
        ("14:05", "2026-11-21 14:05:00"),
        ("9:30", "2026-11-21 09:30:00"),
        ("09.30", "2026-11-21 09:30:00"),
        ("9:30:15", "2026-11-21 09:30:15"),
        ("9am", "2026-11-21 09:00:00"),
        ("12:15 am", "2026-11-21 00:15:00"),
        ("1:15 PM", "2026-11-21 13:15:00"),
        ("00:00", "2026-11-21 00:00:00"),
        ("14:07", "2026-11-21 14:07:00"),  # two clocks seldom agree
        ("14:08", "2026-11-20 14:08:00"),
        ("23:59", "2026-11-20 23:59:00"),
        ("today 13:00", "2026-11-21 13:00:00"),
        ("yesterday 22:15", "2026-11-20 22:15:00"),
        ("Yesterday  8 am", "2026-11-20 08:00:00"),
        ("tomorrow 9:00", "2026-11-22 09:00:00"),
        ("2026-11-20 14:05", "2026-11-20 14:05:00"),
        ("2026-11-20T14:05", "2026-11-20 14:05:00"),
        ("2026-11-20T14:05:30Z", "2026-11-20 15:05:30"),
        ("2026-11-20T14:05+05:30", "2026-11-20 09:35:00"),
        ("2026-11-20 14:05 +0100", "2026-11-20 14:05:00"),
        ("2024-02-29 12:00", "2024-02-29 12:00:00"),
        ("10 min ago", "2026-11-21 13:55:00"),
        ("10 minutes ago", "2026-11-21 13:55:00"),
        ("-10m", "2026-11-21 13:55:00"),
        ("-1h30m", "2026-11-21 12:35:00"),
        ("2 h ago", "2026-11-21 12:05:00"),
        ("1 h 15 min ago", "2026-11-21 12:50:00"),
        ("3 days ago", "2026-11-18 14:05:00"),
    ],
)
def test_a_time_is_understood(text: str, expected: str) -> None:
    assert wall(parse(text, NOW, BERLIN)) == expected


@pytest.mark.parametrize(
    "text",
    ["", "8", "24:00", "14:60", "14:5", "soon", "next week 9:00", "2026-02-30 10:00", "2026-11-20", "tomorrow", "13pm",
     "0am", "2026-11-20 14:05+99:99", "10", "-", "0001-01-01 00:00", "9999-12-31 23:59-01:00", "١٤:٠٥"],
)  # fmt: skip
def test_what_is_no_time_gets_a_sentence(text: str) -> None:
    with pytest.raises(UserError, match="is not a time") as refused:
        parse(text, NOW, BERLIN)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text", ["today", "Yesterday", "tomorrow", "2026-11-20"]
)  # fmt: skip
def test_a_day_without_a_time_is_told_what_is_missing(text: str) -> None:
    with pytest.raises(UserError, match=f"such as '{text} 09:30'"):
        parse(text, NOW, BERLIN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13:00", "2026-11-19 13:00:00"),
        ("22:00", "2026-11-19 22:00:00"),
        ("6:30", "2026-11-20 06:30:00"),
        ("now", "2026-11-21 14:05:00"),
        ("yesterday 13:00", "2026-11-20 13:00:00"),
        ("2 h ago", "2026-11-21 12:05:00"),
    ],
)
def test_an_end_is_the_next_time_that_the_wall_showed_it(text: str, expected: str) -> None:
    began = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)  # 10:00 on the wall
    assert wall(parse_end(text, began, NOW, BERLIN)) == expected


def test_a_time_of_day_that_lies_ahead_is_yesterdays_and_that_is_said() -> None:
    given = parse("22:15", NOW, BERLIN)
    assert wall(given) == "2026-11-20 22:15:00"
    assert given.remark == "22:15 has not come yet today, so yesterday, 20 November, was taken."


@pytest.mark.parametrize(
    ("zone", "text", "there"),
    [
        ("Europe/Berlin", "2026-03-29 01:59", True),
        ("Europe/Berlin", "2026-03-29 02:00", False),
        ("Europe/Berlin", "2026-03-29 02:59", False),
        ("Europe/Berlin", "2026-03-29 03:00", True),
        ("Europe/Berlin", "2026-03-29 02:30+01:00", True),
        ("Australia/Lord_Howe", "2026-10-04 02:15", False),  # half an hour
        ("Australia/Lord_Howe", "2026-10-04 02:30", True),
        ("Antarctica/Troll", "2026-03-29 01:30", False),  # two hours
        ("Antarctica/Troll", "2026-03-29 03:00", True),
        ("Pacific/Apia", "2011-12-30 12:00", False),  # a whole day
    ],
)
def test_a_time_that_the_clocks_skipped_gets_a_sentence(zone: str, text: str, there: bool) -> None:
    if there:
        assert parse(text, NOW, ZoneInfo(zone)).remark == ""
    else:
        with pytest.raises(UserError, match="the clocks were put forward"):
            parse(text, NOW, ZoneInfo(zone))


@pytest.mark.parametrize(
    ("zone", "text", "offset", "told"),
    [
        ("Europe/Berlin", "2026-10-25 02:30", "+0200", "2026-10-25T02:30+01:00"),
        ("Europe/Berlin", "2026-10-25 02:30+01:00", "+0100", ""),
        ("Australia/Lord_Howe", "2026-04-05 01:45", "+1100", "2026-04-05T01:45+10:30"),
        ("Antarctica/Troll", "2026-10-25 02:30", "+0200", "2026-10-25T02:30+00:00"),
        ("Europe/Berlin", "2026-10-25 03:00", "+0100", ""),
    ],
)
def test_of_a_time_that_came_twice_the_first_is_taken_and_that_is_said(
    zone: str, text: str, offset: str, told: str
) -> None:
    given = parse(text, NOW, ZoneInfo(zone))
    assert f"{given.at.astimezone(ZoneInfo(zone)):%z}" == offset
    assert bool(given.remark) == bool(told)
    assert given.remark.endswith(told)
    if told:
        assert parse(told, NOW, ZoneInfo(zone)).at > given.at


def test_what_the_remark_tells_to_type_is_understood_within_the_hour() -> None:
    now = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 02:10, the second time
    given = parse("02:05", now, BERLIN)
    assert given.at == datetime(2026, 10, 25, 0, 5, tzinfo=UTC)
    assert parse(given.remark.split()[-1], now, BERLIN).at == datetime(2026, 10, 25, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("20", 20), ("20m", 20), ("20 min", 20), ("1h", 60), ("1h30m", 90), ("2 hours", 120), ("1 h 5 min", 65), ("0", 0)],
)
def test_a_length_is_understood(text: str, minutes: int) -> None:
    assert span(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "-5", "long", "1.5", "99999", "5 years", "morning"])
def test_what_is_no_length_gets_a_sentence(text: str) -> None:
    with pytest.raises(UserError, match="not a length of time"):
        span(text)


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        ("pain 4 --at 10 min ago", ["pain", "4", "--at=10 min ago"]),
        ("pain --at yesterday 22:15 4", ["pain", "--at=yesterday 22:15", "4"]),
        ("pain --at 2026-11-20 14:05 4 --note x", ["pain", "--at=2026-11-20 14:05", "4", "--note", "x"]),
        ("pain --at 14:10 4", ["pain", "--at=14:10", "4"]),
        ("pain --at -10m 4", ["pain", "--at=-10m", "4"]),
        ("pain 4 --at", ["pain", "4", "--at"]),
        (
            "spasm 6 --at yesterday 10:00 --until 2026-11-20 13:00",
            ["spasm", "6", "--at=yesterday 10:00", "--until=2026-11-20 13:00"],
        ),
    ],
)
def test_the_quotes_around_a_time_may_be_forgotten(typed: str, joined: list[str]) -> None:
    assert join_words(typed.split()) == joined
