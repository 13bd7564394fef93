"""The sentences, tables and pictures of the calendar, the onsets and the months."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from backtracker.analysis.burden import Months, Year, months_of, year_of
from backtracker.analysis.rhythm import Onsets, onsets_of
from backtracker.charts import chart
from backtracker.core.model import DayPain, Episode, Moment
from backtracker.tokens import LIGHT
from tests.charts.samples import TODAY, day_pains, episodes, numbers, readings


def pain(day: date, level: int) -> DayPain:
    return DayPain(day, tuple(int(each == level) for each in range(11)))


def span(first: date, number: int, *levels: int) -> list[DayPain]:
    return [pain(first + timedelta(days=each), levels[each % len(levels)]) for each in range(number)]


def spasms(*hours: float) -> list[Episode]:
    """At these hours of days a week and a day apart, so that no weekday stands out."""
    start = datetime(2026, 3, 2, tzinfo=UTC)
    return [
        Episode(str(number), Moment(start + timedelta(days=8 * number, hours=hour)))
        for number, hour in enumerate(hours)
    ]


def draw(key: str, shown: object, width: int = 960, height: int | None = None) -> dict[str, Any]:
    which = chart(key)
    figure = Figure(figsize=(width / 72, (height or which.height(shown, width)) / 72), dpi=72)
    FigureCanvasAgg(figure)
    which.draw(figure, shown, LIGHT)
    layers: dict[str, Any] = {str(artist.get_gid()): artist for artist in figure.artists}
    return {**layers, "texts": [text.get_text() for text in figure.texts]}


def stamped(layers: dict[str, Any], name: str) -> int:
    """How many numbers of that name are printed in cells."""
    return sum(len(layer.get_offsets()) for key, layer in layers.items() if key.startswith(f"{name}-"))


@pytest.mark.parametrize(
    ("days", "sentence", "lead"),
    [
        ([], "No day is recorded this year", "Each day with a reading gets its colour here."),
        (
            span(date(2026, 11, 12), 10, 0),
            "No pain this year, as far as recorded: 10 days at 0",
            "Worst pain of each day, recorded on 10 of 10 days.",
        ),
        (
            span(date(2026, 11, 21), 1, 7),
            "1 day with pain this year, at 4 or more",
            "Worst pain of each day, recorded on 1 of 1 day.",
        ),
        (
            span(date(2026, 11, 12), 8, 2, 0),
            "4 days with pain this year, none at 4 or more",
            "Worst pain of each day, recorded on 8 of 10 days.",
        ),
        (
            span(date(2026, 11, 12), 8, 5, 0),
            "4 days with pain this year, all at 4 or more",
            "Worst pain of each day, recorded on 8 of 10 days.",
        ),
        (
            span(date(2026, 11, 12), 8, 5, 1),
            "8 days with pain this year, 4 of them at 4 or more",
            "Worst pain of each day, recorded on 8 of 10 days.",
        ),
    ],
)
def test_calendar_sentences(days: list[DayPain], sentence: str, lead: str) -> None:
    year = year_of(2026, days, [], TODAY)
    assert chart("calendar").headline(year) == sentence
    assert chart("calendar").lead(year) == lead


def test_another_year_is_named() -> None:
    year = year_of(2024, span(date(2024, 2, 28), 3, 5), [], TODAY)
    assert chart("calendar").headline(year) == "3 days with pain in 2024, all at 4 or more"


def test_the_calendar_table_has_missed_days_too() -> None:
    year = year_of(2026, [pain(date(2026, 11, 19), 5)], spasms(9)[:0], TODAY)
    _, rows = chart("calendar").table(year)
    assert rows == [
        ("2026-11-19", "Thursday", "5", ""),
        ("2026-11-20", "Friday", "not recorded", ""),
        ("2026-11-21", "Saturday", "not recorded", ""),
    ]


@pytest.mark.parametrize("width", [416, 560, 960])
def test_calendar_cells(width: int) -> None:
    year = numbers("calendar", "many")
    assert isinstance(year, Year)
    layers = draw("calendar", year, width)
    assert len(layers["recorded"].get_offsets()) == year.recorded
    assert len(layers["missed"].get_offsets()) == year.elapsed - year.recorded
    assert len(layers["outside"].get_offsets()) == len(year.days) - year.elapsed
    assert len(layers["began"].get_offsets()) == year.episodes
    assert stamped(layers, "worst") == (year.strong_days if width > 416 else 0)
    assert stamped(layers, "scale") == 11
    assert {"Jan", "Dec", "Mon", "Sun", "pain", "a spasm began", "not recorded"} <= set(layers["texts"])


def test_a_narrow_calendar_stands_in_two_halves() -> None:
    year = numbers("calendar", "many")
    tops = [sorted({y for _, y in draw("calendar", year, width)["recorded"].get_offsets()}) for width in (560, 960)]
    assert [len(rows) for rows in tops] == [14, 7]


def test_cells_too_small_for_numbers_go_without() -> None:
    year = numbers("calendar", "many")
    layers = draw("calendar", year, 560, 150)
    assert (stamped(layers, "worst"), stamped(layers, "scale")) == (0, 11)


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2028])
def test_every_day_has_its_own_cell(year: int) -> None:
    """Also in years of 366 days and in those that touch 54 weeks."""
    shown = year_of(year, span(date(year, 1, 1), 366, 1), [], date(year, 12, 31))
    places = {tuple(place) for place in draw("calendar", shown)["recorded"].get_offsets()}
    assert len(places) == len(shown.days)
    assert max(x for x, _ in places) < 960 - 12


@pytest.mark.parametrize(
    ("hours", "sentence", "lead"),
    [
        ((), "No spasm is recorded yet", "Each spasm is counted here at its weekday and hour."),
        ((9,), "Too few to see a usual time: 1 of 5 spasms", "Spasms by weekday and hour."),
        ((9, 9, 9, 9), "Too few to see a usual time: 4 of 5 spasms", "Spasms by weekday and hour."),
        (
            (9, 9.5, 10, 10.5, 11),
            "It starts in the morning, around 10:00",
            "Spasms by weekday and hour. No weekday stands out.",
        ),
        (
            (22, 23, 0, 1, 2),
            "It starts at night, around 00:00",
            "Spasms by weekday and hour. No weekday stands out.",
        ),
        ((13, 14, 15, 14, 14), "It starts in the afternoon, around 14:00", None),
        ((18, 19, 20, 19, 19.2), "It starts in the evening, around 19:00", None),
        ((1, 6, 11, 16, 21), "No hour stands out in 5 spasms", None),
    ],
)
def test_onset_sentences(hours: tuple[float, ...], sentence: str, lead: str | None) -> None:
    shown = onsets_of(spasms(*hours))
    assert chart("onset").headline(shown) == sentence
    if lead is not None:
        assert chart("onset").lead(shown) == lead


def test_a_weekday_that_stands_out_is_named() -> None:
    mondays = [
        Episode(str(each), Moment(datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(days=7 * each))) for each in range(6)
    ]
    assert chart("onset").lead(onsets_of(mondays)) == "Spasms by weekday and hour. Monday stands out: 6 of 6."


def test_onset_cells_and_mean() -> None:
    shown = numbers("onset", "many")
    assert isinstance(shown, Onsets)
    layers = draw("onset", shown, 462)
    assert len(layers["cells"].get_offsets()) == 84
    fills = {tuple(colour) for colour in layers["cells"].get_facecolor()}
    assert len(fills) == 1 + len({count for row in shown.counts for count in row if count})
    assert stamped(layers, "number") == sum(count > 0 for row in shown.counts for count in row)
    ((x, _),) = layers["mean"].get_offsets()
    assert shown.usual_minute is not None
    assert x == pytest.approx(40 + shown.usual_minute / 1440 * 422, abs=3)
    assert any(text.startswith("mean ") for text in layers["texts"])


def test_no_mean_is_marked_where_it_may_be_chance() -> None:
    layers = draw("onset", onsets_of(spasms(1, 6, 11, 16, 21)), 462)
    assert "mean" not in layers
    assert not any(text.startswith("mean") for text in layers["texts"])


@pytest.mark.parametrize("hour", [0, 0.5, 12, 23.5])
def test_a_mean_near_midnight_stays_on_the_paper(hour: float) -> None:
    layers = draw("onset", onsets_of(spasms(*[hour] * 6)), 462)
    ((x, _),) = layers["mean"].get_offsets()
    assert 30 < x < 462


@pytest.mark.parametrize(
    ("days", "sentence", "lead"),
    [
        ([], "Nothing is recorded yet", "Each month with a record is counted here."),
        (
            span(date(2026, 11, 21), 1, 7),
            "No whole month yet: 1 day is recorded",
            "0 spasms in 1 month. A comparison needs 6 whole months: 0 so far.",
        ),
        (
            span(date(2026, 9, 1), 82, 2, 0),
            "Days with pain: about 15 a month",
            "0 spasms in 3 months. A comparison needs 6 whole months: 2 so far.",
        ),
        (
            span(date(2026, 1, 1), 325, 0),
            "Hardly a day with pain in the last months",
            "0 spasms in 11 months. Hollow: a part of a month.",
        ),
        (
            span(date(2026, 1, 1), 151, 3) + span(date(2026, 6, 1), 174, 3, 0),
            "Fewer days with pain: about 15 a month lately, about 30 before",
            None,
        ),
        (
            span(date(2026, 1, 1), 151, 0) + span(date(2026, 6, 1), 174, 3, 0),
            "More days with pain: about 15 a month lately, hardly any before",
            None,
        ),
        (span(date(2026, 1, 1), 325, 3, 0), "Days with pain: about 15 a month, much as before", None),
    ],
)
def test_burden_sentences(days: list[DayPain], sentence: str, lead: str | None) -> None:
    shown = months_of(days, [], TODAY)
    assert chart("burden").headline(shown) == sentence
    if lead is not None:
        assert chart("burden").lead(shown) == lead


def test_the_burden_table_tells_gaps_and_parts() -> None:
    days = span(date(2026, 8, 20), 12, 5, 1) + span(date(2026, 10, 1), 31, 0)
    _, rows = chart("burden").table(months_of(days, spasms(9), TODAY))
    assert rows[-4:] == [
        ("2026-08", "0", "12", "6", "12", "31", "yes"),
        ("2026-09", "0", "not recorded", "not recorded", "0", "30", "yes"),
        ("2026-10", "0", "0", "0", "31", "31", "yes"),
        ("2026-11", "0", "not recorded", "not recorded", "0", "21", "no"),
    ]


def test_the_line_breaks_at_gaps_and_parts_are_hollow() -> None:
    days = span(date(2026, 3, 10), 50, 1) + span(date(2026, 7, 1), 144, 5, 0)
    shown = months_of(days, [], TODAY)
    layers = draw("burden", shown)
    lines = [tuple(map(float, segment[:, 0])) for segment in layers["whole"].get_segments()]
    dashed = [tuple(map(float, segment[:, 0])) for segment in layers["partial"].get_segments()]
    assert (len(lines), len(dashed)) == (3, 2)
    assert len(layers["parts"].get_offsets()) == 2
    assert len(layers["months"].get_offsets()) == 5
    assert layers["gap"] is not None
    assert {"from 10 Mar", "Nov so far", "not recorded", "days with pain", "at 4 or more"} <= set(layers["texts"])


def test_burden_bars_and_discs() -> None:
    shown = numbers("burden", "many")
    assert isinstance(shown, Months)
    layers = draw("burden", shown)
    assert len(layers["strong"].get_paths()) == sum(month.strong_days > 0 for month in shown.months)
    assert len(layers["spasms"].get_offsets()) == sum(month.episodes > 0 for month in shown.months)
    assert {"2025", "2026"} <= set(layers["texts"])


def test_ten_years_draw_as_few_things_as_one() -> None:
    long = months_of(day_pains(readings(6)), episodes(6), TODAY)
    assert len(long.months) == 73
    assert len(draw("burden", long)) <= len(draw("burden", numbers("burden", "many"))) + 1
