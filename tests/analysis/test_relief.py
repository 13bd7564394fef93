"""What followed a treatment and what follows without it, on small stories and against scipy."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from scipy import stats

from backtracker.analysis.matched import Interval
from backtracker.analysis.relief import FEWEST, Relief, median_interval, reliefs_of
from backtracker.core.model import Episode, EpisodeLog, Flare, Moment, Reading, Treatment
from backtracker.example import history

ONSET = datetime(2026, 3, 2, 8, tzinfo=UTC)


def moment(hours: float) -> Moment:
    return Moment(ONSET + timedelta(hours=hours))


def took(hours: float, kind: str = "heat", minutes: float | None = 20, product: str = "") -> Treatment:
    seconds = None if minutes is None else round(minutes * 60)
    return Treatment(f"{kind}{hours}", moment(hours), kind, seconds, product=product)


def story(
    levels: dict[float, int], treatments: tuple[Treatment, ...] = (), flares: tuple[float, ...] = ()
) -> EpisodeLog:
    return EpisodeLog(
        Episode("e", moment(0)),
        tuple(Reading(f"r{hours}", moment(hours), level, "e") for hours, level in levels.items()),
        treatments,
        tuple(Flare(f"f{hours}", moment(hours), "e") for hours in flares),
    )


def only(*logs: EpisodeLog, kind: str = "heat") -> Relief:
    return next(each for each in reliefs_of(logs) if each.kind == kind)


def repeated(before: int, after: list[int], kind: str = "heat", flat: int | None = None) -> list[EpisodeLog]:
    """An episode for each: ``before`` at hour 1, heat, then a level; with ``flat`` another where it is left alone."""
    logs = [story({1: before, 2.5: level}, (took(1.1, kind),)) for level in after]
    if flat is not None:
        logs += [story({1: before, 2.5: flat}) for _ in after]
    return logs


@pytest.mark.parametrize(
    ("levels", "change"),
    [
        ({0.9: 7, 2: 4}, -3),
        ({0.9: 7, 1.3: 6, 3.2: 4, 3.4: 0}, -3),  # the window ends two hours after the end of the session
        ({1: 7, 1.2: 5}, -2),
        ({0.9: 4, 2: 6}, 2),
        ({0.9: 7}, None),  # nothing after it
        ({2: 4}, None),  # nothing before it
        ({-1.1: 7, 2: 4}, None),  # too long before it
        ({0.9: 0, 2: 0}, None),  # no pain that could fall
        ({0.5: 8, 0.9: 5, 2: 4}, -1),  # the last level before it counts
        ({0.9: 7, 3.5: 4}, None),
    ],
)
def test_the_change_is_from_the_last_level_before_to_the_last_in_the_window(
    levels: dict[float, int], change: int | None
) -> None:
    found = only(story(levels, (took(1),)))
    assert (found.change, found.times, found.given) == (change, 0 if change is None else 1, 1)


def test_a_session_without_a_length_begins_and_ends_together_and_a_running_one_waits() -> None:
    assert only(story({0.9: 7, 2.9: 4, 3.1: 1}, (took(1, minutes=None),))).change == -3
    running = Treatment("t", moment(1), "heat", running=True)
    assert only(story({0.9: 7, 2: 4}, (running,))).times == 0


def test_medicines_go_by_their_name() -> None:
    doses = (took(1, "medicine", None, "Ibuprofen"), took(9, "medicine", None, "ibuprofen"),
             took(20, "medicine", None, "Paracetamol"))  # fmt: skip
    found = reliefs_of([story({0.9: 7, 2: 4, 9: 5, 10: 4, 20: 3, 21: 3}, doses)])
    assert [(each.product.casefold(), each.times) for each in found] == [("ibuprofen", 2), ("paracetamol", 1)]


@pytest.mark.parametrize(
    ("before", "after", "relieved"),
    [(10, 8, 1), (9, 7, 1), (9, 8, 0), (3, 2, 1), (4, 3, 0), (2, 1, 1), (1, 0, 1), (5, 6, 0), (6, 4, 1), (1, 1, 0)],
)
def test_a_change_that_matters_is_two_points_or_thirty_percent(before: int, after: int, relieved: int) -> None:
    assert only(story({1: before, 2: after}, (took(1),))).relieved == relieved


def test_time_to_relief_is_until_the_first_level_that_matters() -> None:
    fast = story({1: 8, 1.5: 6, 2.9: 7}, (took(1),))
    slow = story({1: 8, 1.5: 7, 3: 5}, (took(1),))
    never = story({1: 8, 2: 8}, (took(1),))
    assert only(fast).minutes == 30
    assert only(fast).relieved == 1
    assert only(fast, slow).minutes == 30
    assert only(fast, slow, slow).minutes == 120
    assert only(never).minutes is None
    assert only(fast, never, never).minutes is None


def test_below_six_there_is_no_interval() -> None:
    five = only(*repeated(7, [5] * 5))
    assert (five.change, five.interval, five.enough, five.beyond) == (-2, None, False, False)
    six = only(*repeated(7, [5, 4, 5, 6, 3, 5]))
    assert (six.change, six.interval, six.enough) == (-2, Interval(-4, -1), True)
    assert FEWEST == 6


@pytest.mark.parametrize("number", [0, 1, 5, 6, 7, 9, 12, 20, 51, 200])
def test_the_interval_of_a_median_is_that_of_scipy(number: int) -> None:
    rng = Random(number)
    values = sorted(rng.randint(-8, 3) for _ in range(number))
    found = median_interval(values)
    if number < FEWEST:
        assert found is None
        return
    theirs = stats.quantile_test(values, p=0.5).confidence_interval(0.95)
    assert found == Interval(theirs.low, theirs.high)


def test_the_interval_of_a_median_of_thousands() -> None:
    found = median_interval(range(10_000))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((5000 - 98, 5000 + 98), abs=2)


def test_without_is_what_happens_over_the_same_span_when_it_is_left_alone() -> None:
    found = only(*repeated(7, [4] * 8, flat=6))
    assert (found.change, found.without, found.compared, found.beyond) == (-3, -1, 8, True)
    as_good = only(*repeated(7, [4] * 8, flat=4))
    assert (as_good.without, as_good.beyond) == (-3, False)
    alone = only(*repeated(7, [4] * 8))
    assert (alone.without, alone.compared, alone.beyond) == (None, 0, False)


def test_only_like_is_compared_with_like() -> None:
    treated = repeated(7, [4] * 8)
    milder = [story({1: 5, 2.5: 1}) for _ in range(9)]
    later = [story({80: 7, 81.5: 3}) for _ in range(9)]
    sooner = [story({1: 7, 1.5: 7}) for _ in range(9)]
    assert only(*treated, *milder, *later, *sooner).without is None
    after_a_flare = [story({80: 7, 81.5: 5}, flares=(79,)) for _ in range(9)]
    assert only(*treated, *milder, *later, *sooner, *after_a_flare).without == -2


@pytest.mark.parametrize(("before", "others", "alike"), [(3, 2, True), (3, 4, False), (6, 4, True), (6, 7, False)])
def test_the_bands_of_pain_end_at_three_and_six(before: int, others: int, alike: bool) -> None:
    left_alone = [story({1: others, 2.5: others - 1}) for _ in range(8)]
    assert only(*repeated(before, [before - 1] * 8), *left_alone).without == (-1 if alike else None)


def test_other_treatments_do_not_matter_but_its_own_aftermath_does() -> None:
    treated = repeated(7, [4] * 8)
    iced = [story({1: 7, 2.5: 6}, (took(1.1, "ice"),)) for _ in range(7)]
    assert only(*treated, *iced).without == -1
    shortly_before = [story({1: 7, 2.5: 2}, (took(-0.5),)) for _ in range(7)]
    assert only(*treated, *iced, *shortly_before).without == -1
    assert only(*treated, *iced, kind="ice").without == -3


def test_the_phases_are_weighted_as_the_treatment_was_given() -> None:
    early = [story({1: 7, 2.5: 5}, (took(1.1),)) for _ in range(6)] + [story({1: 7, 2.5: 7}) for _ in range(50)]
    late = [story({80: 7, 81.5: 5}, (took(80.1),)) for _ in range(2)] + [story({80: 7, 81.5: 3}) for _ in range(6)]
    assert only(*early, *late).without == 0  # three quarters of it was early
    even = [story({80: 7, 81.5: 5}, (took(80.1),)) for _ in range(4)]
    assert only(*early, *late, *even).without == -2  # half and half: between 0 and -4


def test_one_silence_is_not_counted_many_times() -> None:
    dense = story({1 + minute / 60: 7 for minute in range(0, 240, 5)}, (took(90),))
    found = only(dense, *repeated(7, [4] * 8, flat=5))
    assert found.without == -2
    assert found.given == 9


def test_nothing_and_the_order() -> None:
    assert reliefs_of([]) == []
    assert reliefs_of([story({1: 7})]) == []
    some = repeated(7, [4] * 6, "heat") + repeated(7, [6] * 6, "ice") + repeated(7, [1] * 5, "bath")
    assert [each.kind for each in reliefs_of(some)] == ["heat", "ice", "bath"]


def test_the_example_is_read_in_one_go() -> None:
    records = list(history(datetime(2026, 11, 21, 14, tzinfo=UTC), years=3))
    logs = []
    for episode in (each for each in records if isinstance(each, Episode)):
        mine = [each for each in records if not isinstance(each, Episode) and each.episode_id == episode.id]
        logs.append(
            EpisodeLog(
                episode,
                tuple(each for each in mine if isinstance(each, Reading)),
                tuple(each for each in mine if isinstance(each, Treatment)),
                tuple(each for each in mine if isinstance(each, Flare)),
            )
        )
    found = {each.kind: each for each in reliefs_of(logs)}
    assert {"ice", "walk"} <= set(found)
    assert all(each.times <= each.given for each in found.values())
    assert found["ice"].enough
