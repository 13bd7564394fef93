"""Sets from answers and from days, and the four verdicts, in tables of cases."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from math import inf
from random import Random

import pytest

from backtracker.analysis.matched import MatchedSet, odds_of
from backtracker.analysis.triggers import (
    FALSE_SHARE,
    DayExposure,
    Link,
    Links,
    Verdict,
    day_sets,
    hour_sets,
    judged,
    links_of,
    verdict_of,
)
from backtracker.core.model import Episode, Exposure, Moment
from backtracker.example import HARMLESS_TRIGGER, PLANTED_TRIGGER, history

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)  # a Wednesday
TODAY = date(2026, 11, 21)
YES, NO, BOTH = MatchedSet(True, 0, 1), MatchedSet(False, 1, 1), MatchedSet(True, 1, 1)
UP, DOWN = MatchedSet(True, 0, 2), MatchedSet(False, 1, 2)


def answers(*said: str, trigger: str = "stress", episode: str = "e", minute: int = 0) -> list[Exposure]:
    """The case, yesterday, the day before; an empty text is a question without an answer."""
    at = Moment(NOON + timedelta(minutes=minute))
    return [
        Exposure(f"{trigger}{episode}{hours}{minute}", at, episode, trigger, hours, answer)
        for hours, answer in zip((0, 24, 48), said, strict=False)
        if answer
    ]


def onsets(*names: str) -> list[Episode]:
    """Episodes of these names, a month apart."""
    return [
        Episode(name, Moment(NOON + timedelta(days=30 * n)), Moment(NOON + timedelta(days=30 * n + 2)))
        for n, name in enumerate(names)
    ]


def sets_of(exposures: list[Exposure], *names: str) -> dict[str, list[MatchedSet]]:
    """The sets, where each of the episodes also has a plain no about something else."""
    names = names or ("e",)
    plain = [each for name in names for each in answers("no", trigger="lift_person", episode=name)]
    return hour_sets(exposures + plain, onsets(*names))


def spasm(day: date, days: int = 2) -> Episode:
    began = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Episode(f"e{day}", Moment(began), Moment(began + timedelta(days=days)))


def link(found: Links, key: str, lag: int | None = None) -> Link:
    return next(each for each in found.links if (each.key, each.lag) == (key, lag))


@pytest.mark.parametrize(
    ("said", "sets"),
    [
        (("yes", "no", "no"), [MatchedSet(True, 0, 2)]),
        (("no", "yes", "no"), [MatchedSet(False, 1, 2)]),
        (("yes", "yes", "yes"), [MatchedSet(True, 2, 2)]),
        (("yes", "unknown", "no"), [MatchedSet(True, 0, 1)]),
        (("yes", "", "yes"), [MatchedSet(True, 1, 1)]),
        (("yes", "no"), [MatchedSet(True, 0, 1)]),
        (("yes", "unknown", "unknown"), []),
        (("yes",), []),
        (("unknown", "yes", "yes"), []),
        (("", "yes", "yes"), []),
        (("unknown",) * 3, []),
        ((), []),
    ],
)
def test_a_set_needs_a_known_case_and_one_known_control(said: tuple[str, ...], sets: list[MatchedSet]) -> None:
    assert sets_of(answers(*said)).get("stress", []) == sets


def test_the_later_answer_counts_whatever_the_order() -> None:
    both = answers("no", "no", "no") + answers("yes", minute=9)
    for some in (both, both[::-1]):
        assert sets_of(some) == {"stress": [MatchedSet(True, 0, 2)]}
    taken_back = both + answers("unknown", minute=20)
    assert sets_of(taken_back) == {}


def test_triggers_and_episodes_do_not_mix() -> None:
    some = answers("yes", "no") + answers("no", "yes", episode="f") + answers("yes", "yes", trigger="lift")
    assert sets_of(some, "e", "f") == {"stress": [YES, NO], "lift": [BOTH]}


def test_where_nothing_was_answered_with_no_only_what_came_to_mind_was_noted() -> None:
    some = answers("yes", "no", "no") + answers("yes", "no", "no", trigger="lift") + answers("unknown", trigger="tired")
    assert hour_sets(some, onsets("e")) == {}
    some += answers("no", trigger="posture")  # without controls, but a no
    assert hour_sets(some, onsets("e")) == {"stress": [MatchedSet(True, 0, 2)], "lift": [MatchedSet(True, 0, 2)]}


def test_what_is_named_because_it_was_there_counts_from_the_next_time_on() -> None:
    some = [
        each
        for name, said in (("e", "yes"), ("f", "no"), ("g", "yes"))
        for each in answers(said, "no", "no", trigger="own:Garden work", episode=name)
    ]
    assert sets_of(some, "e", "f", "g") == {"own:Garden work": [MatchedSet(False, 0, 2), MatchedSet(True, 0, 2)]}


def test_what_was_not_named_for_long_is_named_anew() -> None:
    names = [f"e{n}" for n in range(15)]
    some = [each for n in (0, 14) for each in answers("yes", "no", "no", trigger="own:Tea", episode=names[n])]
    assert sets_of(some, *names) == {}
    some += answers("yes", "no", "no", trigger="own:Tea", episode=names[5])
    assert sets_of(some, *names) == {"own:Tea": [MatchedSet(True, 0, 2)] * 2}


def held(habit: DayExposure, *onsets: date, episodes: Iterable[Episode] = ()) -> list[MatchedSet]:
    spans = sorted((each.began.day, each.ended.day) for each in episodes if each.ended)
    return day_sets(habit, onsets, spans)


def days(*true: int, false: Iterable[int] = (), month: int = 3) -> dict[date, bool]:
    return {date(2026, month, day): day in true for day in (*true, *false)}


def test_an_onset_is_compared_with_its_weekday_in_its_month() -> None:
    """Wednesdays of March 2026: 4, 11, 18, 25. Tuesdays and other months stay out."""
    kept = days(11, 4, 10, 17, false=(18, 25)) | days(1, 8, month=4) | {date(2026, 2, 25): True}
    assert held(DayExposure("poor_sleep", kept), date(2026, 3, 11)) == [MatchedSet(True, 1, 3)]
    assert held(DayExposure("poor_sleep", kept, lag=1), date(2026, 3, 11)) == [MatchedSet(True, 1, 1)]


def test_a_day_before_the_month_belongs_to_its_first_day() -> None:
    """The first of April 2026 is a Wednesday; the day before it lies in March."""
    kept = {date(2026, 3, 31): True, date(2026, 4, 7): False, date(2026, 4, 14): False}
    assert held(DayExposure("water", kept, lag=1), date(2026, 4, 1)) == [MatchedSet(True, 0, 2)]


@pytest.mark.parametrize(
    ("kept", "sets"),
    [
        ({}, []),
        (days(11), []),
        (days(4, 18, 25), []),
        (days(11, false=(4,)), [MatchedSet(True, 0, 1)]),
        (days(4, 11, 18, 25), [MatchedSet(True, 3, 3)]),
    ],
    ids=["unknown everywhere", "no control day", "case unknown", "one control", "all exposed"],
)
def test_days_without_a_check_in_are_unknown(kept: dict[date, bool], sets: list[MatchedSet]) -> None:
    assert held(DayExposure("water", kept), date(2026, 3, 11)) == sets


def test_days_in_an_episode_are_not_compared() -> None:
    kept = days(4, 11, 18, false=(25, 3, 10, 17, 24))
    last_week = spasm(date(2026, 3, 2), days=5)
    own, long = spasm(date(2026, 3, 11)), spasm(date(2026, 3, 11), days=8)
    assert held(DayExposure("x", kept), date(2026, 3, 11), episodes=[last_week, own]) == [MatchedSet(True, 1, 2)]
    assert held(DayExposure("x", kept), date(2026, 3, 11), episodes=[last_week, long]) == [MatchedSet(True, 0, 1)]
    ended_that_morning = spasm(date(2026, 3, 17), days=1)
    assert held(DayExposure("x", kept, lag=1), date(2026, 3, 11), episodes=[ended_that_morning]) == [
        MatchedSet(False, 0, 2)
    ]
    next_onset = spasm(date(2026, 3, 18))
    assert held(DayExposure("x", kept, lag=1), date(2026, 3, 11), episodes=[own, next_onset]) == [
        MatchedSet(False, 0, 2)
    ], "the day before another onset is no ordinary one"
    before = spasm(date(2026, 3, 8))
    assert held(DayExposure("x", kept, lag=1), date(2026, 3, 11), episodes=[before, own]) == []


def test_a_lag_is_the_same_day_or_the_day_before() -> None:
    with pytest.raises(ValueError, match="day before"):
        DayExposure("x", {}, lag=2)


def test_verdicts() -> None:
    found = judged(
        {
            ("distracted", None): [UP] * 9 + [DOWN],
            ("walked", 0): [NO] * 12,
            ("alcohol", 0): [YES] * 6 + [NO] * 12,
            ("lift", None): [YES] * 3 + [BOTH] * 9,
            ("always", None): [BOTH] * 9,
        }
    )
    assert [(each.key, each.verdict) for each in found.links] == [
        ("distracted", Verdict.LINKED),
        ("walked", Verdict.PROTECTIVE),
        ("alcohol", Verdict.NO_LINK),
        ("lift", Verdict.NOT_ENOUGH),
        ("always", Verdict.NOT_ENOUGH),
    ]
    assert len(found.links) == 5
    lift, always = link(found, "lift"), link(found, "always")
    assert (lift.odds.discordant, lift.needed) == (3, 7)  # 2 / 2**7 = 0.0156, below 0.10 / 5
    assert (always.odds.discordant, always.needed) == (0, 7)
    assert lift.odds.ratio == inf
    assert [each.key for each in found.of(Verdict.NO_LINK)] == ["alcohol"]
    assert all(each.needed == 0 for each in found.links if each.verdict is not Verdict.NOT_ENOUGH)


def test_no_link_means_that_a_doubling_is_out_of_reach() -> None:
    kept = odds_of([YES] * 4 + [NO] * 7)
    assert kept.interval is not None
    assert 2 < kept.interval.high < 3
    assert verdict_of(kept, 1.0) is Verdict.NOT_ENOUGH
    assert verdict_of(odds_of([YES] * 5 + [NO] * 9), 1.0) is Verdict.NO_LINK


def test_four_of_nine_with_thirteen_triggers() -> None:
    others: dict[tuple[str, int | None], list[MatchedSet]] = {(f"t{n}", None): [YES, NO] for n in range(12)}
    found = link(judged({("lift", None): [YES] * 4, **others}), "lift")
    assert (found.verdict, found.odds.discordant, found.needed) == (Verdict.NOT_ENOUGH, 4, 9)
    assert link(judged({("lift", None): [YES] * 8, **others}), "lift").verdict is Verdict.NOT_ENOUGH
    assert link(judged({("lift", None): [YES] * 9, **others}), "lift").verdict is Verdict.LINKED


def test_what_is_open_with_enough_sets_says_about_how_many_more() -> None:
    found = link(judged({("lift", None): [YES] * 8 + [NO] * 5}), "lift")
    assert found.verdict is Verdict.NOT_ENOUGH
    assert found.needed > found.odds.discordant


def test_looking_at_more_asks_for_more() -> None:
    alone = judged({("lift", None): [YES] * 6})
    assert link(alone, "lift").verdict is Verdict.LINKED
    crowd = judged({("lift", None): [YES] * 6, **{(f"t{n}", 0): [YES, NO] for n in range(9)}})
    assert link(crowd, "lift").verdict is Verdict.NOT_ENOUGH
    assert link(crowd, "lift").needed == 8
    assert link(crowd, "lift").q == pytest.approx(10 * 2 / 2**6)


def test_a_trigger_without_a_comparison_is_not_looked_at() -> None:
    some = answers("yes") + answers("no", "no", trigger="lift")
    found = links_of(some, [DayExposure("water", {})], onsets("e"), TODAY)
    assert [(each.key, each.lag) for each in found.links] == [("lift", None)]
    assert links_of([], [], [], TODAY) == Links()


def test_hours_and_days_stand_side_by_side_and_bear_the_looking_together() -> None:
    episodes = [spasm(date(2026, month, 11)) for month in range(1, 11)]
    kept = {date(2026, month, day): day == 11 for month in range(1, 11) for day in (4, 11, 18)}
    asked = [
        each
        for episode in episodes
        for trigger, case in (("tired", "yes"), ("lift", "no"))
        for each in answers(case, "no", "no", trigger=trigger, episode=episode.id)
    ]
    found = links_of(asked, [DayExposure("tired", kept), DayExposure("tired", kept, lag=1)], episodes, TODAY)
    assert {(each.lag, each.odds.sets, each.verdict) for each in found.links if each.key == "tired"} == {
        (None, 10, Verdict.LINKED),
        (0, 10, Verdict.LINKED),
    }


def test_an_episode_that_runs_hides_the_days_until_today() -> None:
    running = Episode("r", Moment(datetime(2026, 11, 4, 9, tzinfo=UTC)))
    kept = {date(2026, 11, day): day == 4 for day in (4, 11, 18, 25)}
    (found,) = links_of([], [DayExposure("x", kept)], [running], TODAY).links
    assert found.odds.sets == 1
    assert found.odds.discordant == 1  # the 25th alone is compared


def test_the_planted_trigger_is_found_and_the_harmless_one_is_not() -> None:
    records = list(history(datetime(2026, 11, 21, 14, tzinfo=UTC), years=10))
    asked = [each for each in records if isinstance(each, Exposure)]
    found = links_of(asked, [], [each for each in records if isinstance(each, Episode)], TODAY)
    assert link(found, PLANTED_TRIGGER).verdict is Verdict.LINKED
    assert link(found, HARMLESS_TRIGGER).verdict not in (Verdict.LINKED, Verdict.PROTECTIVE)
    assert [each.q <= FALSE_SHARE for each in found.links] == sorted(
        (each.q <= FALSE_SHARE for each in found.links), reverse=True
    )


def test_ten_years_of_days_cost_little() -> None:
    rng, first = Random(8), date(2016, 1, 1)
    kept = {first + timedelta(days=n): rng.random() < 0.4 for n in range(3650)}
    episodes = [spasm(first + timedelta(days=n)) for n in range(5, 3640, 30)]
    found = links_of([], [DayExposure(f"h{n}", kept, lag=n % 2) for n in range(20)], episodes, TODAY)
    assert len(found.links) == 20
    assert {each.odds.sets for each in found.links} == {len(episodes)}
