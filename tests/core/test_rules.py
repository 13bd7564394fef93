"""The protocol's numbers: their ranges, their reasons, and what is unwise about them."""

from dataclasses import fields
from datetime import UTC, time, timedelta

import pytest

from backtracker.core.protocol import advice
from backtracker.core.rules import Rules
from backtracker.errors import UserError

NUMBERS = [each for each in fields(Rules) if each.metadata["low"] is not None]


def test_the_defaults_are_those_of_the_text() -> None:
    rules = Rules()
    assert (rules.ice_minutes, rules.ice_every_hours, rules.ice_until_hours) == (20, 2, 72)
    assert (rules.heat_from_hours, rules.heat_minutes, rules.heat_every_hours) == (72, 20, 4)
    assert (rules.walk_every_minutes, rules.walk_first_minutes, rules.walk_days, rules.check_hours) == (60, 5, 14, 4)
    assert (rules.quiet_from, rules.quiet_to) == (time(22), time(7))


def test_every_number_has_a_label_a_range_a_unit_and_a_reason() -> None:
    for each in fields(Rules):
        assert each.metadata["label"]
        assert each.metadata["why"].endswith(".")
    for each in NUMBERS:
        assert each.metadata["low"] <= each.default <= each.metadata["high"]
        assert each.metadata["unit"]


@pytest.mark.parametrize("name", [each.name for each in NUMBERS])
def test_both_ends_of_a_range_are_allowed_and_one_further_is_not(name: str) -> None:
    meta = next(each.metadata for each in NUMBERS if each.name == name)
    for value in (meta["low"], meta["high"]):
        assert getattr(Rules(**{name: value}), name) == value
    for value in (meta["low"] - 1, meta["high"] + 1):
        with pytest.raises(UserError, match=f"{meta['label']} goes from {meta['low']} to {meta['high']}"):
            Rules(**{name: value})


@pytest.mark.parametrize("value", [True, 20.0, "20", None], ids=repr)
def test_a_number_is_a_whole_number(value: object) -> None:
    with pytest.raises(UserError, match="Ice session goes from 10 to 20 min"):
        Rules(ice_minutes=value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [22, "22:00", None, time(22, tzinfo=UTC)], ids=repr)
def test_quiet_hours_are_times_on_the_wall(value: object) -> None:
    with pytest.raises(UserError, match="Quiet from is a time"):
        Rules(quiet_from=value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [(time(22), time(7), 9), (time(1), time(6), 5), (time(7), time(7), 0), (time(18), time(8), 14)],
)
def test_the_length_of_the_quiet_hours(start: time, end: time, hours: int) -> None:
    assert Rules(quiet_from=start, quiet_to=end).quiet_length == timedelta(hours=hours)


def test_quiet_hours_leave_ten_hours_of_the_day() -> None:
    with pytest.raises(UserError, match="14 hours"):
        Rules(quiet_from=time(18), quiet_to=time(8, 1))


ADVICE = {
    "the defaults are fine": (Rules(), []),
    "heat before 72 hours": (
        Rules(heat_from_hours=50, ice_until_hours=50),
        ["Heat is set to start after 50 hours. Before 72 hours, warmth can feed the swelling."],
    ),
    "heat before the ice ends": (
        Rules(heat_from_hours=48),
        [
            "Heat is set to start after 48 hours. Before 72 hours, warmth can feed the swelling.",
            "Ice goes on for 72 hours. Heat waits for its end, unless you end the ice earlier.",
        ],
    ),
    "a gap": (
        Rules(ice_until_hours=48),
        ["Ice ends after 48 hours and heat starts after 72. In between there is neither."],
    ),
    "no heat at all": (Rules(walk_days=3), ["The guided days end after 72 hours, before heat starts: no heat."]),
    "few walks": (
        Rules(walk_every_minutes=90),
        ["A walk comes every 90 minutes. A short one every hour keeps the muscles from stiffening."],
    ),
    "walks that cannot grow": (
        Rules(walk_first_minutes=20),
        ["The first walks are as long as the goal, so they will not grow."],
    ),
    "no quiet hours": (
        Rules(quiet_from=time(7)),
        ["There are no quiet hours. Reminders come at night too."],
    ),
}


@pytest.mark.parametrize(("rules", "sentences"), ADVICE.values(), ids=ADVICE)
def test_advice(rules: Rules, sentences: list[str]) -> None:
    assert [sentence for _, sentence in advice(rules)] == sentences
