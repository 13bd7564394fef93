"""The schedule in words, by tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core import reasons, steps, telling
from backtracker.core.model import Act, Episode, EpisodeLog, Moment, Reading, Treatment
from backtracker.core.protocol import Slot, agenda
from backtracker.core.rules import Rules

ZONE = ZoneInfo("Europe/Berlin")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


ONSET = Moment.of(at(20, 14, 5), ZONE)
EPISODE = Episode("e", ONSET, places=frozenset({"lower_left"}))


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(21, 15), "15:00"),
        (at(22, 7), "tomorrow 07:00"),
        (at(20, 22, 40), "yesterday 22:40"),
        (at(18, 9), "Wednesday 09:00"),
        (at(11, 9), "11 November 09:00"),
    ],
)
def test_a_time_is_as_short_as_its_distance_allows(moment: datetime, words: str) -> None:
    assert telling.point_text(moment, at(21, 14)) == words


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (at(20, 18), "since 14:05 today, lower back, left"),
        (at(21, 0, 1), "since Friday 14:05, lower back, left"),
        (at(29, 9), "since 20 November 14:05, lower back, left"),
        (at(18, 9), "since 20 November 14:05, lower back, left"),  # the clock was set back
    ],
)
def test_since_when_and_where(now: datetime, words: str) -> None:
    assert telling.since_text(EPISODE, now) == words


def test_many_places_are_counted() -> None:
    many = replace(EPISODE, places=frozenset({"lower_left", "neck_middle", "leg_left"}))
    assert telling.since_text(many, at(20, 18)).endswith("neck, middle and 2 more places")


@pytest.mark.parametrize(
    ("show", "snoozes", "words"),
    [
        (at(21, 15), 0, "due at 15:00"),
        (at(21, 15, 10), 1, "again at 15:10"),
        (at(22, 7), 0, "due tomorrow at 07:00"),
        (at(21, 14, 48), 0, "due now"),
        (at(21, 14), 2, "due since 14:00"),
    ],
)
def test_when_it_is_due(show: datetime, snoozes: int, words: str) -> None:
    slot = Slot("ice", show.astimezone(UTC), show.astimezone(UTC), snoozes)
    assert telling.due_text(slot, at(21, 14, 48).astimezone(UTC), ZONE) == words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(minutes=-5), ("now", "")),
        (timedelta(seconds=1), ("1", "min")),
        (timedelta(minutes=12), ("12", "min")),
        (timedelta(minutes=99), ("99", "min")),
        (timedelta(minutes=100), ("1:40", "h")),
    ],
)
def test_what_is_left(left: timedelta, words: tuple[str, str]) -> None:
    assert telling.left_text(left) == words


@pytest.mark.parametrize(
    ("length", "words", "parts"),
    [
        (-3, "0:00", ("0:00", "")),
        (0, "0:00", ("0:00", "")),
        (1240, "20:40", ("20:40", "")),
        (3599, "59:59", ("59:59", "")),
        (3600, "1 h", ("1:00", "h")),
        (3900, "1 h 5 min", ("1:05", "h")),
        (35_999, "9 h 59 min", ("9:59", "h")),
        (52_723, "14 h", ("14", "h")),
        (360_000, "4 days", ("100", "h")),
    ],
)
def test_a_stopwatch(length: int, words: str, parts: tuple[str, str]) -> None:
    assert telling.stopwatch_text(timedelta(seconds=length)) == words
    assert telling.stopwatch_parts(timedelta(seconds=length)) == parts


@pytest.mark.parametrize(("minute", "words"), [(0, "Again at 15:10."), (9, "Again at 15:10."), (10, "")])
def test_a_snooze_is_told_without_a_reproach(minute: int, words: str) -> None:
    slot = Slot("walk", at(20, 15, 5).astimezone(UTC), at(20, 15, 10).astimezone(UTC), snoozes=1)
    said = reasons.why(slot, EpisodeLog(EPISODE), Rules(), at(20, 15, minute), ZONE)
    assert said == f"Lying for long stiffens the muscles. A short walk every hour. {words}".rstrip()


def test_each_step_has_its_own_reasons_to_leave_it_out() -> None:
    assert not any("ice" in words or "warm" in words for _, words in steps.skip_reasons("walk"))
    assert steps.skip_reasons("ice")[0] == ("no ice at hand", "no ice at hand")
    assert all(steps.skip_reasons(key) for key in steps.STEPS)


def test_a_wait_fills_from_none_to_all() -> None:
    slot = Slot("ice", at(21, 15).astimezone(UTC), at(21, 15).astimezone(UTC))
    shares = [telling.waited(Rules(), slot, at(21, *clock)) for clock in ((12, 0), (14, 30), (15, 0), (16, 0))]
    assert shares == [0.0, 0.75, 1.0, 1.0]


def test_what_never_came_up_is_told_until_the_person_is_heard_again() -> None:
    slots = [
        Slot(step, at(20, hour, 5).astimezone(UTC), ONSET.at)
        for step, hour in (("walk", 15), ("ice", 16), ("walk", 17))
    ]
    missed = tuple(Act(each.key, Moment.of(at(20, 18), ZONE), "missed", "e", each.step, each.key) for each in slots)
    log = EpisodeLog(EPISODE, acts=missed)
    now = at(20, 18, 1).astimezone(UTC)
    silent = replace(agenda(Rules(), log, now, ZONE), missed=())
    words = "Went by unseen: ice and 2 walks, since 15:05. Go on from here."
    assert telling.unseen_text(telling.unseen(silent, log), now, ZONE) == words
    heard = replace(log, treatments=(Treatment("t", Moment.of(at(20, 18, 1), ZONE), "walk"),))
    assert telling.unseen_text(telling.unseen(silent, heard), now, ZONE) == ""


@pytest.mark.parametrize(
    ("missed", "words"),
    [
        ([], ""),
        ([("walk", at(22, 14, 5)), ("ice", at(22, 16, 5))], ""),  # the clock was set back since
        ([("walk", at(21, 14, 5))], "Went by unseen: a walk at 14:05. Go on from here."),
        ([("ice", at(20, 18, 5))], "Went by unseen: ice yesterday at 18:05. Go on from here."),
        (
            [("walk", at(20, 18)), ("pain", at(20, 19)), ("ice", at(20, 17)), ("ice", at(20, 19))],
            "Went by unseen: ice twice, a walk and a pain check, since yesterday 17:00. Go on from here.",
        ),
        (
            [("heat", at(18, hour)) for hour in (8, 12, 16)] + [("pain", at(19, hour)) for hour in (8, 12)],
            "Went by unseen: 3 times heat and 2 pain checks, since Wednesday 08:00. Go on from here.",
        ),
    ],
)
def test_what_never_came_up_is_one_plain_sentence(missed: list[tuple[str, datetime]], words: str) -> None:
    assert telling.unseen_text(missed, at(21, 15), ZONE) == words


def test_a_reminder_that_came_up_and_was_left_alone_is_not_held_against_anyone() -> None:
    seen = Act("s", Moment.of(at(20, 17), ZONE), "shown", "e", "walk", "walk@1#0")
    left = Act("m", Moment.of(at(20, 18), ZONE), "missed", "e", "walk", "walk@1")
    log = EpisodeLog(EPISODE, acts=(seen, left))
    silent = replace(agenda(Rules(), log, at(20, 18, 1).astimezone(UTC), ZONE), missed=())
    assert telling.unseen(silent, log) == []


@pytest.mark.parametrize(
    ("days", "longest", "latest", "title", "line"),
    [
        (42, 46, EPISODE, "42 days without a spasm", "Your longest calm stretch this year was 46 days."),
        (46, 46, EPISODE, "46 days without a spasm", "That is your longest calm stretch this year."),
        (1, 46, EPISODE, "1 day without a spasm", "Your longest calm stretch this year was 46 days."),
        (0, 3, EPISODE, "Your back is calm again", "The episode ended today. Be gentle with yourself for a while."),
        (9, 9, None, "No spasm so far", "One number a day, on good days too. When a spasm hits, press Spasm now."),
    ],
)
def test_an_ordinary_day(days: int, longest: int, latest: Episode | None, title: str, line: str) -> None:
    assert telling.calm_title(days, latest, empty=False) == title
    assert telling.calm_line(days, longest, latest, empty=False) == line


def test_what_is_dated_ahead_is_told_without_its_time() -> None:
    reading = Reading("r", Moment.of(at(21, 14), ZONE), 8)
    assert telling.last_text(reading, at(21, 15), ZONE) == "last: 8 at 14:00"
    assert telling.last_text(reading, at(19, 15), ZONE) == "last: 8"
    ended = replace(EPISODE, ended=Moment.of(at(21, 14), ZONE))
    assert "looks wrong" in telling.before_text(ended, at(19, 15), ZONE)


def test_coverage() -> None:
    assert telling.coverage_text(34, 42) == "34 of 42 days without a spasm recorded"
    assert telling.coverage_text(0, 1) == "0 of 1 day without a spasm recorded"


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (at(20, 14, 5), "less than an hour"),
        (at(20, 15, 4), "less than an hour"),
        (at(20, 15, 5), "1 h"),
        (at(20, 16, 29), "2 h 24 min"),
        (at(21, 14, 4), "23 h 59 min"),
        (at(21, 14, 5), "2 days"),
        (at(24, 9), "5 days"),
        (at(24, 23, 59), "5 days"),
        (None, "5 days"),
    ],
)
def test_an_episode_lasts_the_days_that_it_is_counted_by(ended: datetime | None, words: str) -> None:
    episode = replace(EPISODE, ended=Moment.of(ended, ZONE) if ended else None)
    assert telling.length_text(episode, at(24, 12).date()) == words
    assert telling.ended_text(episode) == (f"It lasted {words}." if ended else "")


@pytest.mark.parametrize(("now", "offered"), [(at(24, 9), True), (at(25, 8, 59), True), (at(25, 9), False)])
def test_for_a_day_a_closed_episode_can_be_opened_again(now: datetime, offered: bool) -> None:
    assert telling.may_reopen(replace(EPISODE, ended=Moment.of(at(24, 9), ZONE)), now) is offered
    assert not telling.may_reopen(EPISODE, now)
    assert not telling.may_reopen(None, now)
