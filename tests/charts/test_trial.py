"""What a trial on oneself says of itself, by what came out and what was known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from backtracker.analysis.trials import Result, result_of
from backtracker.charts import chart
from backtracker.charts.trial import points
from backtracker.core.habits import HabitDay
from backtracker.core.model import DayPain, Moment
from backtracker.core.trial import Trial, blocks_of
from tests.charts.samples import NOW, TODAY, trial_result

TRIAL = chart("trial")


def trial(
    begins: date = date(2026, 9, 1), days: int = 3, washout: int = 1, arms: str = "ABBA", ended: Moment | None = None
) -> Trial:
    return Trial("t", Moment(NOW), "water", 8, False, begins, days, washout, arms, ended)


def shown(with_it: int, usual: int, ended: Moment | None = None) -> Result:
    """Eight blocks of three days, all recorded, with these levels."""
    found = trial(days=3, washout=0, arms="ABBABAAB", ended=ended)
    pains: list[DayPain] = []
    for block in blocks_of(found):
        level = with_it if block.arm == "A" else usual
        pains += [replace(trial_pain(level), day=block.first + timedelta(days=n)) for n in range(3)]
    return result_of(found, pains, [], TODAY)


def trial_pain(level: int) -> DayPain:
    return DayPain(TODAY, tuple(int(each == level) for each in range(11)))


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (shown(2, 5), "Water: 8 glasses or more. Pain was 3.0 lower with it (p 0.029)"),
        (shown(5, 2), "Water: 8 glasses or more. Pain was 3.0 higher with it (p 0.029)"),
        (shown(3, 3), "Water: 8 glasses or more. No clear difference in pain (p 1)"),
        (trial_result(1), "Water: 8 glasses or more. Too few blocks for a result"),
        (trial_result(0, over=False), "Water: 8 glasses or more. The result comes at the end"),
    ],
)
def test_the_sentence(result: Result, sentence: str) -> None:
    assert TRIAL.headline(result) == sentence


def test_the_limits_are_said_beside_it() -> None:
    said = TRIAL.lead(shown(2, 5))
    assert "−3.0 points (95 %: −3.0 to −3.0)" in said
    assert "70 orders could have been drawn, so p cannot be below 0.029." in said
    assert "Whether you kept to it is not known" in said
    assert said.endswith("One trial on one person: a hint about you in these weeks, no more.")
    stopped = shown(2, 5, ended=Moment(NOW.replace(month=9, day=23)))
    assert TRIAL.lead(stopped).endswith("p says less than it seems.")


@pytest.mark.parametrize(
    ("arms", "words"),
    [("A", "The goal was reached on 2 of 2 days with it."), ("B", "The goal was reached on 2 of 2 days as usual.")],
)
def test_only_known_days_are_counted(arms: str, words: str) -> None:
    found = trial()
    days = [HabitDay(block.first + timedelta(days=n), {"water": 8})
            for block in blocks_of(found)[:2] for n in range(3) if block.arm == arms]  # fmt: skip
    assert words in TRIAL.lead(result_of(found, [], days, TODAY))


def test_the_table_hides_the_means_until_it_is_over() -> None:
    _, rows = TRIAL.table(trial_result(8))
    assert [row[6] for row in rows[:2]] == ["2.6", "5.4"]
    under_way = result_of(trial(begins=TODAY - timedelta(days=4)), [trial_pain(3)], [], TODAY)
    assert [row[6] for row in TRIAL.table(under_way)[1]] == ["", ""]


def test_a_difference_that_is_nothing_when_rounded_has_no_sign() -> None:
    assert [points(each) for each in (-0.04, 0.04, -0.06, 2.0)] == ["0.0", "0.0", "−0.1", "2.0"]
