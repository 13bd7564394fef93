"""Days and times as people type them, by tables."""

from datetime import date, time

import pytest

from backtracker.core import typed
from backtracker.errors import UserError

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10.11.2026", date(2026, 11, 10)),
        ("2026-11-10", date(2026, 11, 10)),
        ("2026-1-9", date(2026, 1, 9)),
        ("1.2.26", date(2026, 2, 1)),
        ("10. 11.", date(2026, 11, 10)),
        ("10.11", date(2026, 11, 10)),
        ("24.12.", date(2025, 12, 24)),  # the last one that was
        ("Fri 20 Nov 2026", date(2026, 11, 20)),
        ("Friday, 20 November", date(2026, 11, 20)),
        ("20 nov", date(2026, 11, 20)),
        ("Nov 20, 2026", date(2026, 11, 20)),
        ("25/12/2025", date(2025, 12, 25)),
        ("12/25/2025", date(2025, 12, 25)),
        ("11/11/2026", date(2026, 11, 11)),
        (" Today ", TODAY),
        ("yesterday", date(2026, 11, 21)),
        ("29.2.2024", date(2024, 2, 29)),
    ],
)
def test_a_day(text: str, day: date) -> None:
    assert typed.day_of(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10/11/2026", "Is that 2026-11-10 or 2026-10-11? Type it like this."),
        ("31.2.2026", "“31.2.2026” is not a day. Type it as 20.11.2026 or 2026-11-20."),
        ("29.2.2023", "“29.2.2023” is not a day. Type it as 20.11.2026 or 2026-11-20."),
        ("20 Foo", "“20 Foo” is not a day. Type it as 20.11.2026 or 2026-11-20."),
        ("{n}", "“{n}” is not a day. Type it as 20.11.2026 or 2026-11-20."),
        ("", "“” is not a day. Type it as 20.11.2026 or 2026-11-20."),
        ("٢٠.١١.٢٠٢٦", "“٢٠.١١.٢٠٢٦” is not a day. Type it as 20.11.2026 or 2026-11-20."),
    ],
)
def test_what_is_no_day_is_told_how_to_type_one(text: str, words: str) -> None:
    with pytest.raises(UserError) as refused:
        typed.day_of(text, TODAY)
    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("14:05", time(14, 5)), ("9:5", time(9, 5)), ("9", time(9)), ("1405", time(14, 5)), ("14.05", time(14, 5)),
        ("14h05", time(14, 5)), ("2 pm", time(14)), ("12 am", time(0)), ("12:30PM", time(12, 30)), ("00:00", time(0)),
    ],
)  # fmt: skip
def test_a_time_of_day(text: str, clock: time) -> None:
    assert typed.clock_of(text) == clock


@pytest.mark.parametrize("text", ["", "24:00", "14:60", "13 pm", "noon", "14:05:30", "99999"])
def test_what_is_no_time_is_told_how_to_type_one(text: str) -> None:
    with pytest.raises(UserError, match=r"is not a time of day\. Type it as 14:05\."):
        typed.clock_of(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", "2026-11-20"),
        ("Tomorrow", "2026-11-21"),
        ("yesterday", "2026-11-19"),
        ("4 Dec", "2026-12-04"),
        ("20 Nov", "2026-11-20"),
        ("19 Nov", "2027-11-19"),
        ("1.1.", "2027-01-01"),
        ("Fri 4 Dec 2026", "2026-12-04"),
        ("12.5.2025", "2025-05-12"),
    ],
)
def test_a_day_to_come_without_a_year_is_the_first_one_from_today_on(text: str, day: str) -> None:
    assert typed.day_to_come(text, date(2026, 11, 20)).isoformat() == day


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("12", 12), ("007", 7), ("0", None), ("13", None), ("9" * 5000, None), ("-1", None), ("1.5", None),
     ("²", None), ("٣", None), ("", None)],
)  # fmt: skip
def test_a_whole_number_in_its_range_or_none(text: str, number: int | None) -> None:
    assert typed.whole(text, 1, 12) == number
