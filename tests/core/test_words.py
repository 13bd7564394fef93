"""Words for people: counts, dates, lengths of time, lists, and the way through translation."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from backtracker.core import words
from backtracker.core.words import clock_text, counted, day_text, listed, month_text, span_text, translate, weekday_text


@pytest.fixture
def shouting() -> Iterator[None]:
    """A language in which every text is in capitals."""
    before = words._translate
    words.install(lambda context, text: f"{context}: {text.upper()}" if context == "here" else text)
    yield
    words.install(before)


def test_without_a_translator_the_english_stands() -> None:
    assert translate("here", "ice at {time}", time="15:00") == "ice at 15:00"
    assert translate("here", "braces {stay} without values") == "braces {stay} without values"


@pytest.mark.usefixtures("shouting")
def test_a_translator_gets_the_context_and_the_text_before_it_is_filled() -> None:
    assert translate("here", "ice") == "here: ICE"
    assert translate("there", "ice at {time}", time="now") == "ice at now"


@pytest.mark.parametrize(("number", "expected"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (1000, "1000 days")])
def test_counted(number: int, expected: str) -> None:
    assert counted(number, "{n} day", "{n} days") == expected


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (timedelta(seconds=-5), "0 s"),
        (timedelta(0), "0 s"),
        (timedelta(seconds=40), "40 s"),
        (timedelta(seconds=59.6), "1 min"),
        (timedelta(minutes=20), "20 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h"),
        (timedelta(hours=3, minutes=5), "3 h 5 min"),
        (timedelta(hours=47, minutes=59), "47 h 59 min"),
        (timedelta(days=2), "2 days"),
        (timedelta(hours=59), "2 days"),
        (timedelta(hours=60), "3 days"),
        (timedelta(hours=84), "4 days"),
        (timedelta(days=6), "6 days"),
        (timedelta(days=400), "400 days"),
    ],
    ids=str,
)
def test_span_text(length: timedelta, expected: str) -> None:
    assert span_text(length) == expected


@pytest.mark.parametrize(
    ("day", "today", "expected"),
    [
        (date(2024, 8, 22), date(2024, 12, 31), "22 August"),
        (date(2024, 8, 22), date(2025, 1, 1), "22 August 2024"),
        (date(2024, 8, 22), None, "22 August 2024"),
        (date(2025, 1, 1), date(2024, 12, 31), "1 January 2025"),
    ],
)
def test_day_text(day: date, today: date | None, expected: str) -> None:
    assert day_text(day, today=today) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [([], ""), (["ice"], "ice"), (["ice", "heat"], "ice and heat"), (["ice", "heat", "rest"], "ice, heat and rest")],
)
def test_listed(items: list[str], expected: str) -> None:
    assert listed(items) == expected


def test_a_list_keeps_what_a_person_typed() -> None:
    assert listed(["{odd} words", "100 %"]) == "{odd} words and 100 %"


def test_names_of_days_and_months() -> None:
    assert weekday_text(date(2024, 6, 3)) == "Monday"
    assert weekday_text(date(2024, 6, 9), short=True) == "Sun"
    assert [month_text(1), month_text(12, short=True)] == ["January", "Dec"]
    assert clock_text(datetime.fromisoformat("2024-06-03T09:05:59+02:00")) == "09:05"
