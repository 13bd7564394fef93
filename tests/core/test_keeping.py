"""What became of each reminder, by tables. Hours count from an onset at 8:00; quiet from hour 14 to hour 23."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from backtracker.core.keeping import OUTCOMES, Keeping, Kept, keeping, kept_text, step_text
from backtracker.core.rules import Rules
from tests.core.story import MORNING, Story


def kept(story: Story, now: float) -> Keeping:
    return keeping(story.rules, story.log, story.at(now), story.zone)


def told(story: Story, now: float, step: str = "") -> list[tuple[str, float, str]]:
    """Step, hour at which it was due, outcome."""
    found = kept(story, now).slots
    return [
        (e.step, round((e.due - MORNING) / timedelta(hours=1), 3), e.outcome) for e in found if step in ("", e.step)
    ]


def answered(story: Story) -> Story:
    return story.did("ice", 0.1).pain(0.1)


def skipped(story: Story, when: float, step: str, reason: str) -> Story:
    story.act("skipped", when, story.slot(step, when))
    story.acts[-1] = replace(story.acts[-1], reason=reason)
    return story


# What happened to the walk of hour 1 after an onset with ice at once, and what it comes to by hour 3.5
WALK: dict[str, tuple[Callable[[Story], object], list[tuple[float, str]]]] = {
    "done at once": (lambda s: s.show(1) and s.did("walk", 1.05, minutes=5), [(1, "done"), (2.05, "missed")]),
    "a quarter of an hour later": (
        lambda s: s.show(1) and s.did("walk", 1.25, minutes=5), [(1, "done"), (2.25, "missed")],
    ),
    "sixteen minutes later": (
        lambda s: s.show(1) and s.did("walk", 1.267, minutes=5), [(1, "late"), (2.267, "missed")],
    ),
    "in the last minute": (lambda s: s.show(1) and s.did("walk", 1.99, minutes=5), [(1, "late")]),
    "after a short snooze": (
        lambda s: s.show(1) and s.act("snoozed", 1, s.slot("walk", 1), until=1.167).did("walk", 1.2, minutes=5),
        [(1, "done"), (2.2, "missed")],
    ),
    "after a long snooze": (
        lambda s: s.show(1) and s.act("snoozed", 1, s.slot("walk", 1), until=2).did("walk", 2.05, minutes=5),
        [(1, "late")],
    ),
    "skipped": (lambda s: s.show(1) and skipped(s, 1.1, "walk", "no time"), [(1, "skipped"), (2.1, "missed")]),
    "skipped as asleep": (lambda s: s.show(1) and skipped(s, 1.1, "walk", "asleep"), [(1, "asleep"), (2.1, "missed")]),
    "skipped, and walked after all": (
        lambda s: s.show(1) and skipped(s, 1.05, "walk", "").did("walk", 1.2, minutes=5),
        [(1, "done"), (2.2, "missed")],
    ),
    "skipped ahead": (lambda s: skipped(s, 0.5, "walk", ""), [(1, "skipped"), (2, "missed")]),
    "left alone": (lambda s: s.show(1), [(1, "missed"), (2, "missed")]),
    "it came up late and was done at once": (lambda s: s.show(1.5) and s.did("walk", 1.6, minutes=5), [(1, "done")]),
    "done before it came": (lambda s: s.did("walk", 0.9, minutes=5), [(0.9, "done"), (1.9, "missed")]),
    "three walks within one hour": (
        lambda s: [s.did("walk", hour, minutes=5) for hour in (0.9, 1.1, 1.3)],
        [(0.9, "done"), (2.3, "missed")],
    ),
    "a walk with the spasm counts for none": (
        lambda s: s.did("walk", 0.3, minutes=5), [(1.3, "missed"), (2.3, "missed")],
    ),
    "told later that it was done": (
        lambda s: s.record(3.1, s.now(3.1).popup, s.now(3.1).missed).did("walk", 1.1, minutes=5),
        [(1, "done"), (2, "missed")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("happened", "outcomes"), WALK.values(), ids=WALK)
def test_what_became_of_a_walk(happened: Callable[[Story], object], outcomes: list[tuple[float, str]]) -> None:
    story = answered(Story().begin())
    happened(story)
    assert told(story, 3.5, "walk")[: len(outcomes)] == [("walk", due, outcome) for due, outcome in outcomes]
    assert len(told(story, 3.5, "walk")) <= len(outcomes) + 1


def test_an_open_slot_is_not_judged_yet() -> None:
    story = answered(Story().begin())
    story.show(1)
    assert told(story, 1.9, "walk") == []
    assert told(story, 2, "walk") == [("walk", 1, "missed")]


def test_what_is_written_down_and_what_is_only_computed_come_to_the_same() -> None:
    story = answered(Story().begin())
    before = told(story, 9)
    found = story.now(9)
    story.record(9, found.popup, found.missed)
    assert told(story, 9) == before
    assert [outcome for _, _, outcome in before].count("missed") == len(found.missed)


def test_a_slot_named_by_its_answer_counts_even_if_it_never_came_up() -> None:
    story = answered(Story().begin())
    name = story.slot("walk", 1.1).key
    story.did("walk", 1.1, minutes=5)
    story.treatments[-1] = replace(story.treatments[-1], slot=name)
    (walk,) = [each for each in kept(story, 1.5).slots if each.step == "walk"]
    assert (walk.slot, walk.due, walk.at, walk.outcome) == (name, story.at(1), story.at(1.1), "done")
    assert walk.record == story.treatments[-1].id


def test_the_ice_of_a_night_that_was_slept_through() -> None:
    story = Story(onset=MORNING - timedelta(hours=6)).begin()  # two in the morning
    assert told(story, 4.9) == []
    assert told(story, 5.1) == [("ice", -6, "asleep")]
    story.show(5)
    assert told(story, 5.1) == [("ice", -6, "asleep")]


def test_between_evening_and_morning_nothing_is_asked_so_nothing_is_missed() -> None:
    story = Story().begin().did("ice", 13).did("walk", 13.2, minutes=5).pain(13)
    assert [each for each in told(story, 22.9) if each[1] > 13.2] == []


@pytest.mark.parametrize(
    ("stop", "left"),
    [
        (lambda story: story.flare(2.5), [("ice", 0, "done"), ("walk", 1, "missed")]),
        (
            lambda story: story.flare(2.5).record(2.5, [story.slot("ice", 2.5)]),
            [("ice", 0, "done"), ("walk", 1, "missed")],
        ),
        (lambda story: setattr(story, "ended", 2.5), [("ice", 0, "done"), ("walk", 1, "missed")]),
    ],
    ids=["a new spasm", "a new spasm, whose ice came up at once", "the end"],
)
def test_what_was_still_open_then_is_set_aside(stop: Callable[[Story], object], left: list[object]) -> None:
    story = answered(Story().begin())
    for hour in (1, 2.2, 2.45):
        story.show(hour)  # a walk, the ice, a walk
    story.act("missed", 2.45, story.log.acts[1].slot.partition("#")[0])
    stop(story)
    assert [each for each in told(story, 2.6) if each[1] < 2.5] == left


def test_a_second_answer_to_the_same_reminder_takes_nothing_from_the_first() -> None:
    story = answered(Story().begin())
    name = story.show(1)[0].key
    for when in (1.1, 1.8):
        story.did("walk", when, minutes=5)
        story.treatments[-1] = replace(story.treatments[-1], slot=name)
    assert told(story, 2.5, "walk") == [("walk", 1, "done"), ("walk", 1.8, "done")]


def test_ice_that_was_ended_is_set_aside_and_not_asked_for() -> None:
    story = Story().begin().did("ice", 47).did("walk", 48.5, minutes=5).pain(48)
    story.show(49)
    story.act("ice_ended", 49.1)
    assert [each for each in told(story, 60, "ice") if each[1] > 47] == []


def test_what_is_not_of_its_phase_does_not_count() -> None:
    story = answered(Story().begin()).did("heat", 5).did("ice", 80).did("massage", 6)
    assert [each for each in told(story, 90) if each[2] == "done"] == [("ice", 0, "done")]


def test_nothing_after_the_end_and_nothing_after_now_counts() -> None:
    story = answered(Story().begin())
    story.record(9, story.now(9).popup, story.now(9).missed)
    story.did("walk", 8, minutes=5)
    story.ended = 4
    assert max(due for _, due, _ in told(story, 20)) <= 4
    assert max(due for _, due, _ in told(story, 2)) <= 2


def test_the_pain_check_counts_only_where_it_was_asked() -> None:
    story = Story().begin().did("ice", 0).pain(0.2).pain(3).pain(5)
    assert told(story, 8.9, "pain") == []
    story.show(9)
    story.pain(9.1)
    assert told(story, 9.5, "pain") == [("pain", 9, "done")]


def test_the_question_at_the_end_is_no_step_of_care() -> None:
    story = Story().begin()
    story.show(336)
    assert not [each for each in told(story, 400) if each[0] == "close"]


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ([], ""),
        (["done"], "Kept: 1 of 1 on time."),
        (
            ["done"] * 14 + ["late"] * 2 + ["skipped"] + ["missed"] * 2,
            "Kept: 14 of 19 on time, 2 late, 1 skipped, 2 missed.",
        ),
        (["missed", "asleep"], "Kept: 0 of 2 on time, 1 missed, 1 slept through."),
    ],
)  # fmt: skip
def test_one_sentence(outcomes: list[str], words: str) -> None:
    found = Keeping(tuple(Kept("walk", MORNING, outcome) for outcome in outcomes))
    assert kept_text(found) == words
    if outcomes:
        assert f"Kept: {step_text(found, 'walk')}." == words


def test_sums_of_each_step() -> None:
    found = Keeping((Kept("ice", MORNING, "late"), Kept("walk", MORNING, "done"), Kept("walk", MORNING, "missed")))
    assert found.steps == ["ice", "walk"]
    assert found.sums() == {"done": 1, "late": 1, "skipped": 0, "missed": 1, "asleep": 0}
    assert found.sums("walk") == dict.fromkeys(OUTCOMES, 0) | {"done": 1, "missed": 1}


def test_two_weeks_with_a_full_log_take_a_few_milliseconds() -> None:
    import time

    story = Story(rules=Rules(walk_every_minutes=30)).begin()
    now = 0.0
    while now < 24 * 13:
        now += 0.25
        for slot in story.now(now).popup if now % 0.5 == 0 else ():
            story.record(now, [slot])
            story.did("walk", now, minutes=5)
    took = []
    for _ in range(5):
        start = time.process_time()
        keeping(story.rules, story.log, datetime(2024, 6, 17, tzinfo=story.began.at.tzinfo), story.zone)
        took.append(time.process_time() - start)
    assert len(story.treatments) > 300
    assert min(took) < 0.05
