"""Weight and height as people type them, the index with the bands of the WHO, and the direction."""

from datetime import UTC, datetime, timedelta

import pytest

from backtracker.core import body
from backtracker.core.body import (
    Measure,
    Trend,
    band_text,
    bmi,
    bmi_text,
    height_of,
    text_of,
    trend,
    trend_text,
    weight_of,
)
from backtracker.core.model import Moment
from backtracker.errors import UserError

NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "units", "grams"),
    [
        ("82.5", "metric", 82_500),
        ("82,5 kg", "imperial", 82_500),
        (" 82kg ", "metric", 82_000),
        ("182", "imperial", 82_554),
        ("182 lb", "metric", 82_554),
        ("182lbs", "metric", 82_554),
        ("100 pounds", "metric", 45_359),
    ],
)
def test_a_weight_is_taken_as_it_is_typed(typed: str, units: str, grams: int) -> None:
    assert weight_of(typed, units) == grams


@pytest.mark.parametrize(
    ("typed", "units", "millimetres"),
    [
        ("178", "metric", 1780),
        ("178 cm", "imperial", 1780),
        ("178,5", "metric", 1785),
        ("1.78", "metric", 1780),
        ("1,78 m", "metric", 1780),
        ("5 ft 10 in", "metric", 1778),
        ("5'10\"", "metric", 1778),
        ("5’10", "metric", 1778),
        ("6ft", "metric", 1829),
        ("70 in", "metric", 1778),
        ("70", "imperial", 1778),
        ("178", "imperial", 1780),
    ],
)
def test_a_height_is_taken_as_it_is_typed(typed: str, units: str, millimetres: int) -> None:
    assert height_of(typed, units) == millimetres


@pytest.mark.parametrize(
    ("kind", "typed", "units", "answer"),
    [
        ("weight", "182lb", "metric", "imperial"),
        ("weight", "182 Pounds", "metric", "imperial"),
        ("weight", "82.5 kg", "imperial", "metric"),
        ("weight", "82", "metric", "metric"),
        ("weight", "182", "imperial", "imperial"),
        ("height", "5ft 10in", "metric", "imperial"),
        ("height", "5’10”", "metric", "imperial"),
        ("height", "70 in", "metric", "imperial"),
        ("height", "1.78 m", "imperial", "metric"),
        ("height", "178", "imperial", "metric"),
        ("height", "70", "imperial", "imperial"),
    ],
)
def test_what_is_typed_says_in_which_units_to_answer(kind: str, typed: str, units: str, answer: str) -> None:
    assert body.units_typed(kind, typed, units) == answer


@pytest.mark.parametrize("typed", ["", "heavy", "82 stone", "-5", "1e3", "12345"])
def test_what_is_no_weight_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UserError, match=r"82\.5 kg"):
        weight_of(typed, "metric")


@pytest.mark.parametrize("typed", ["", "tall", "5 ells", "17890 cm"])
def test_what_is_no_height_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UserError, match="178 cm"):
        height_of(typed, "metric")


@pytest.mark.parametrize(
    ("kind", "value"), [("weight", 19_999), ("weight", 400_001), ("height", 899), ("height", 2501)]
)
def test_a_slip_of_the_finger_is_refused(kind: str, value: int) -> None:
    with pytest.raises(UserError, match="Check the number"):
        Measure("m", Moment(NOW), kind, value)


@pytest.mark.parametrize(
    ("index", "band"),
    [
        (12.0, "below 18.5"),
        (18.49, "below 18.5"),
        (18.5, "from 18.5 to under 25"),
        (24.99, "from 18.5 to under 25"),
        (25.0, "from 25 to under 30"),
        (29.9, "from 25 to under 30"),
        (30.0, "30 or more"),
        (52.0, "30 or more"),
    ],
)
def test_the_band_begins_with_its_lower_number(index: float, band: str) -> None:
    assert band_text(index) == band


def test_rounding_never_shows_a_number_of_another_band() -> None:
    assert bmi_text(bmi(79_000, 1_778)) == "BMI 24.9. The WHO’s band: from 18.5 to under 25."
    assert bmi_text(24.94) == "BMI 24.9. The WHO’s band: from 18.5 to under 25."
    assert bmi_text(25.04) == "BMI 25.0. The WHO’s band: from 25 to under 30."


def test_the_index_is_kilograms_by_square_metres_and_is_told_without_a_verdict() -> None:
    assert bmi(81_000, 1_800) == pytest.approx(25.0)
    assert bmi_text(bmi(82_500, 1_778)) == "BMI 26.1. The WHO’s band: from 25 to under 30."


@pytest.mark.parametrize(
    ("kind", "value", "units", "words"),
    [
        ("weight", 82_540, "metric", "82.5 kg"),
        ("weight", 82_554, "imperial", "182.0 lb"),
        ("height", 1_780, "metric", "178 cm"),
        ("height", 1_785, "metric", "178.5 cm"),
        ("height", 1_778, "imperial", "5 ft 10 in"),
        ("height", 1_828, "imperial", "6 ft 0 in"),
    ],
)
def test_a_measure_is_told_in_the_chosen_units(kind: str, value: int, units: str, words: str) -> None:
    assert text_of(kind, value, units) == words


def weights(*found: tuple[float, int]) -> list[Measure]:
    return [Measure(f"w{day}", Moment(NOW + timedelta(days=day)), "weight", grams) for day, grams in found]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], None),
        ([(0, 80_000), (30, 79_000)], None),
        ([(0, 80_000), (5, 80_000), (13, 79_000)], None),
        ([(0, 80_000), (7, 79_500), (14, 79_000)], Trend(-500, 14, 3)),
        ([(0, 80_000), (0, 81_000), (14, 80_500)], Trend(0, 14, 3)),
    ],
)
def test_a_trend_needs_three_weights_over_two_weeks(found: list[tuple[float, int]], expected: Trend | None) -> None:
    line = trend(weights(*found))
    assert (line is None) == (expected is None)
    if line is not None and expected is not None:
        assert (line.days, line.weights) == (expected.days, expected.weights)
        assert line.per_week == pytest.approx(expected.per_week)


@pytest.mark.parametrize(
    ("line", "units", "words"),
    [
        (None, "metric", "A trend needs 3 weights over 14 days."),
        (Trend(20, 60, 9), "metric", "Steady over 60 days."),
        (Trend(-500, 60, 9), "metric", "Down by 0.5 kg a week over 60 days."),
        (Trend(500, 60, 9), "imperial", "Up by 1.1 lb a week over 60 days."),
    ],
)
def test_the_trend_in_words_does_not_scold(line: Trend | None, units: str, words: str) -> None:
    assert trend_text(line, units) == words


def test_the_bands_are_those_of_the_who() -> None:
    assert body.BANDS == (18.5, 25.0, 30.0)
    assert "894" in body.SOURCE
