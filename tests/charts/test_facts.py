"""What stands out, in words: only where enough is behind it, and counted rightly."""

from datetime import UTC, datetime, timedelta

import pytest

from backtracker.analysis.rhythm import onsets_of
from backtracker.charts.facts import Fact, facts_of
from backtracker.core.model import Episode, Moment
from tests.charts import samples

BERLIN = samples.BERLIN


def spasm(day: int, hour: float = 9, days: float | None = 2, place: str = "") -> Episode:
    """A spasm on the ``day``th day from 1 January 2026, at ``hour`` on the wall."""
    began = datetime(2026, 1, 1, tzinfo=BERLIN) + timedelta(days=day, hours=hour)
    ended = None if days is None else Moment.of((began + timedelta(days=days)).astimezone(UTC), BERLIN)
    return Episode(f"e{day}", Moment.of(began, BERLIN), ended, frozenset({place} if place else ()))


def found(*episodes: Episode) -> dict[str, Fact]:
    return {fact.icon: fact for fact in facts_of(onsets_of(episodes), episodes)}


def test_of_nothing_and_of_one_nothing_stands_out() -> None:
    assert found() == {}
    assert found(spasm(0, place="lower_left")) == {}


@pytest.mark.parametrize(
    ("hour", "title", "line"),
    [
        (9, "Mostly in the morning", "5 of 5 started from 05:00 to 12:00."),
        (14, "Mostly in the afternoon", "5 of 5 started from 12:00 to 17:00."),
        (20, "Mostly in the evening", "5 of 5 started from 17:00 to 22:00."),
        (23.5, "Mostly at night", "5 of 5 started from 22:00 to 05:00."),
        (1, "Mostly at night", "5 of 5 started from 22:00 to 05:00."),
    ],
)
def test_the_part_of_the_day_and_how_many_began_in_it(hour: float, title: str, line: str) -> None:
    fact = found(*(spasm(day * 10, hour) for day in range(5)))["clock"]
    assert (fact.title, fact.line) == (title, line)


def test_hours_spread_over_the_day_have_no_usual_time() -> None:
    assert "clock" not in found(*(spasm(number * 10, number * 4) for number in range(6)))


def test_four_are_too_few_for_a_usual_time_or_place() -> None:
    facts = found(*(spasm(day * 10, place="lower_left") for day in range(4)))
    assert set(facts) == {"history"}


def test_a_place_stands_out_only_when_most_name_it() -> None:
    most = [spasm(day * 10, place="lower_left") for day in range(4)]
    facts = found(*most, spasm(50, place="neck_left"), spasm(60))
    assert facts["place"].title == "Most often: Lower back, left"
    assert facts["place"].line == "Named in 4 of 5 spasms."
    assert "place" not in found(*most, *(spasm(50 + day * 10, place="neck_left") for day in range(4)))


def test_the_longest_calm_is_between_the_end_of_one_and_the_start_of_the_next() -> None:
    fact = found(spasm(0), spasm(30), spasm(100), spasm(120, days=None))["history"]
    assert fact.title == "Longest calm: 68 days"
    assert fact.line == "From February to April 2026."


def test_a_calm_over_the_new_year_names_both_years() -> None:
    assert (
        found(spasm(300), spasm(310), spasm(320), spasm(420))["history"].line == "From November 2026 to February 2027."
    )


def test_the_calm_that_still_runs_is_not_counted() -> None:
    assert "history" not in found(spasm(0), spasm(30), spasm(60))


def test_the_order_of_the_episodes_does_not_matter() -> None:
    episodes = [spasm(0), spasm(30), spasm(100), spasm(120)]
    assert found(*episodes) == found(*reversed(episodes))


def test_the_example_has_all_three() -> None:
    episodes = samples.episodes()
    assert [fact.icon for fact in facts_of(onsets_of(episodes), episodes)] == ["clock", "place", "history"]
