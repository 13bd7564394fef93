"""Home exercises: what they refuse, when they are due, and how they are told."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.care.exercises import (
    DAYS,
    Exercise,
    Practice,
    amount_text,
    answer_text,
    of_slot,
    open_turns,
    rhythm_text,
    today_text,
    turns,
)
from backtracker.core.model import Moment
from backtracker.errors import UserError

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = date(2026, 11, 20)
EVERY = frozenset(DAYS)


def moment(day: int = 20, hour: int = 8) -> Moment:
    return Moment.of(datetime(2026, 11, day, hour, tzinfo=BERLIN), BERLIN)


def exercise(**said: object) -> Exercise:
    return Exercise("e", said.pop("moment", moment(2)), said.pop("name", "Bridge"), **{"reps": 10, **said})  # type: ignore[arg-type]


def practice(clock: str, answer: str = "done") -> Practice:
    return Practice(f"p{clock}", moment(), "e", answer, f"exercise:e:2026-11-20:{clock}")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": " \n"}, "Give the exercise a name"),
        ({"name": "x" * 121}, "under 120 characters"),
        ({"sets": 0}, "1 to 20 sets"),
        ({"sets": 21}, "1 to 20 sets"),
        ({"reps": None}, "Say how many repetitions, or for how long"),
        ({"reps": 0}, "1 to 200 repetitions"),
        ({"reps": 201}, "1 to 200 repetitions"),
        ({"hold": 0}, "1 to 600 seconds"),
        ({"hold": 601}, "1 to 600 seconds"),
        ({"days": frozenset()}, "at least one day"),
        ({"days": frozenset({"monday"})}, "at least one day"),
        ({"times": 0}, "1 to 8 times a day"),
        ({"times": 9}, "1 to 8 times a day"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(said: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        exercise(**said)


def test_an_answer_is_one_of_three() -> None:
    with pytest.raises(ValueError, match="not an answer"):
        practice("0900", "danced")
    assert [answer_text(each) for each in ("done", "stopped", "skipped")] == [
        "done", "stopped because of pain", "skipped",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"sets": 3}, "3 × 10"),
        ({"sets": 2, "reps": None, "hold": 20}, "2 × 20 s"),
        ({"sets": 2, "hold": 5}, "2 × 10, each held for 5 s"),
    ],
)
def test_how_much_in_words(said: dict[str, object], words: str) -> None:
    assert amount_text(exercise(**said)) == words


@pytest.mark.parametrize(
    ("days", "times", "words"),
    [
        (EVERY, 1, "every day"),
        (EVERY, 2, "every day, twice a day"),
        (EVERY, 3, "every day, 3 times a day"),
        ({"mon"}, 1, "Monday"),
        ({"thu", "mon"}, 2, "Monday and Thursday, twice a day"),
        ({"mon", "wed", "fri"}, 1, "Mon, Wed and Fri"),
    ],
)
def test_which_days_in_words(days: frozenset[str], times: int, words: str) -> None:
    assert rhythm_text(exercise(days=frozenset(days), times=times)) == words


@pytest.mark.parametrize(
    ("said", "day", "clocks"),
    [
        ({}, FRIDAY, ["10:00"]),
        ({"times": 2}, FRIDAY, ["09:00", "19:00"]),
        ({"times": 3}, FRIDAY, ["09:00", "14:00", "19:00"]),
        ({"days": frozenset({"fri"})}, FRIDAY, ["10:00"]),
        ({"days": frozenset({"mon"})}, FRIDAY, []),
        ({"moment": moment(21)}, FRIDAY, []),
        ({"ended": moment(19)}, FRIDAY, []),
        ({"ended": moment(20)}, FRIDAY, ["10:00"]),
        ({"times": 2, "moment": Moment.of(datetime(2026, 1, 1, tzinfo=BERLIN), BERLIN)}, date(2026, 3, 29),
         ["09:00", "19:00"]),
        ({"times": 2}, date(2027, 10, 31), ["09:00", "19:00"]),
    ],
)  # fmt: skip
def test_when_it_is_to_be_done(said: dict[str, object], day: date, clocks: list[str]) -> None:
    found = turns(exercise(**said), day, BERLIN)
    assert [f"{turn.due.astimezone(BERLIN):%H:%M}" for turn in found] == clocks
    assert [turn.key for turn in found] == [f"exercise:e:{day}:{clock.replace(':', '')}" for clock in clocks]
    assert all(turn.due.tzinfo is UTC for turn in found)


def test_what_was_answered_is_no_longer_open() -> None:
    three = exercise(times=3)
    assert [turn.key[-4:] for turn in open_turns(three, FRIDAY, BERLIN, [practice("1400")])] == ["0900", "1900"]
    went = [practice("0900"), practice("1400", "skipped"), practice("1900", "stopped")]
    assert open_turns(three, FRIDAY, BERLIN, went) == []


def test_more_times_a_day_leave_what_was_answered_and_ask_what_is_new() -> None:
    went = [practice("0900"), practice("1900")]
    assert [turn.key[-4:] for turn in open_turns(exercise(times=3), FRIDAY, BERLIN, went)] == ["1400"]


def test_whose_turn_it_is() -> None:
    assert of_slot("exercise:e:2026-11-20:0900") == "e"
    assert of_slot("exercise:e") == "e"
    assert of_slot("walk:1") == ""


@pytest.mark.parametrize(
    ("said", "answers", "hour", "words"),
    [
        ({}, (), 8, "to do today, at 10:00"),
        ({}, (), 11, "to do today"),
        ({}, ("done",), 11, "done for today"),
        ({}, ("stopped",), 11, "stopped because of pain"),
        ({}, ("skipped",), 11, "0 of 1 done today"),
        ({"times": 3}, ("done",), 10, "1 of 3 done, at 14:00"),
        ({"times": 3}, ("done", "skipped", "done"), 20, "2 of 3 done today"),
        ({"times": 3}, ("done", "stopped"), 15, "stopped because of pain"),
        ({"days": frozenset({"mon"})}, (), 8, "not on today’s plan"),
    ],
)
def test_how_today_stands(said: dict[str, object], answers: tuple[str, ...], hour: int, words: str) -> None:
    there = turns(exercise(**said), FRIDAY, BERLIN)
    went = [practice(turn.key[-4:], answer) for turn, answer in zip(there, answers, strict=False)]
    now = moment(20, hour).at
    assert today_text(exercise(**said), FRIDAY, BERLIN, went, now) == words
