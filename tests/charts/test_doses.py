"""The sentence, the table and the picture of the medicines."""

from typing import Any

import pytest

from backtracker.analysis.doses import dose_days
from backtracker.charts.doses import DOSES
from backtracker.core.medicines.product import Dose
from tests.charts.test_patterns import draw
from tests.core.medicines.doses import START, dose

TODAY = START.date()
SIX = [dose("advil", f"{-ago} 08:00", 2) for ago in range(6)]
OVER = [dose("advil", f"-1 {hour:02}:00", 2) for hour in (1, 7, 13, 19)]


@pytest.mark.parametrize(
    ("doses", "sentence"),
    [
        ([], "No medicine with a known strength is recorded"),
        (SIX, "Ibuprofen on 6 of 42 days, at most 400 mg a day"),
        ([*SIX, *OVER], "Over the limit on 1 day: ibuprofen"),
        ([*SIX, *OVER, *(dose("advil", f"-3 {hour:02}:00", 2) for hour in (1, 13, 20))],
         "Over the limit on 2 days: ibuprofen"),
    ],
)  # fmt: skip
def test_what_the_sentence_says(doses: list[Dose], sentence: str) -> None:
    assert DOSES.headline(dose_days(doses, TODAY)) == sentence


def test_the_table_is_its_twin() -> None:
    header, rows = DOSES.table(dose_days([dose("percogesic", "08:00", 2)], TODAY))
    assert header == ("Day", "Ingredient", "Taken", "Most in 24 hours")
    assert rows == [
        ("2026-11-20", "acetaminophen", "650 mg", "2600 mg"),
        ("2026-11-20", "diphenhydramine", "25 mg", "see the label"),
    ]


def test_bars_the_limit_and_the_days_over_it() -> None:
    layers: dict[str, Any] = draw("doses", dose_days([*SIX, *OVER], TODAY))
    assert len(layers["taken-ibuprofen"].get_paths()) == 5
    assert len(layers["over-ibuprofen"].get_paths()) == 1
    assert "limit-ibuprofen" in layers
    assert {"Ibuprofen", "1200 mg", "10 Oct", "20 Nov"} <= set(layers["texts"])


def test_without_a_limit_there_is_no_line() -> None:
    layers: dict[str, Any] = draw("doses", dose_days([dose("percogesic", "08:00")], TODAY))
    assert "limit-acetaminophen" in layers
    assert "limit-diphenhydramine" not in layers
