"""What of care comes up by itself, and until when it is of use."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.care.reminders import exercise_errands, session_errands, visit_errands
from backtracker.core.care.visits import Visit
from backtracker.core.errand import Errand
from backtracker.core.model import Moment

BERLIN = ZoneInfo("Europe/Berlin")


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def visit(when: datetime, id: str = "v") -> Visit:
    return Visit(id, Moment.of(when, BERLIN), "doctor", "Dr. Weber")


def told(errands: list[Errand]) -> list[tuple[str, str, str]]:
    """Key's end, when it is due and until when, on the wall."""
    return [
        (each.key.rpartition(":")[2], f"{each.due.astimezone(BERLIN):%d %H:%M}",
         f"{each.until.astimezone(BERLIN):%d %H:%M}" if each.until else "")
        for each in errands
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("when", "now", "found"),
    [
        (at(24, 9, 30), at(20, 12), [("eve", "23 18:00", "24 08:30"), ("hour", "24 08:30", "24 09:30")]),
        (at(24, 9, 30), at(24, 8, 29), [("eve", "23 18:00", "24 08:30"), ("hour", "24 08:30", "24 09:30")]),
        (at(24, 9, 30), at(24, 8, 30), [("hour", "24 08:30", "24 09:30")]),
        (at(24, 9, 30), at(24, 9, 30), []),
        (at(25, 0, 30, 10), at(24, 12, 0, 10), [("eve", "24 18:00", "24 23:30"), ("hour", "24 23:30", "25 00:30")]),
        # The night on which the clocks go back: an hour is an hour, the evening is that of the wall.
        (at(25, 3, 30, 10), at(24, 12, 0, 10), [("eve", "24 18:00", "25 02:30"), ("hour", "25 02:30", "25 03:30")]),
    ],
)
def test_an_appointment_comes_up_the_evening_before_and_an_hour_before(
    when: datetime, now: datetime, found: list[tuple[str, str, str]]
) -> None:
    assert told(visit_errands([visit(when)], 0, now, BERLIN)) == found


def test_it_says_who_and_when_and_what_waits_for_it() -> None:
    first, second = visit_errands([visit(at(24, 9, 30))], 2, at(20, 12), BERLIN)
    assert first.title == "Doctor, Dr. Weber: tomorrow at 09:30"
    assert second.title == "Doctor, Dr. Weber: today at 09:30"
    assert first.words == "2 questions wait for it, on the page Care."
    assert first.kind == "visit"


def test_one_that_is_moved_comes_up_again() -> None:
    before = visit_errands([visit(at(24, 9, 30))], 0, at(20, 12), BERLIN)
    after = visit_errands([visit(at(24, 10))], 0, at(20, 12), BERLIN)
    assert not {each.key for each in before} & {each.key for each in after}


def test_only_arranged_sessions_come_up() -> None:
    began = Moment.of(at(1, 9), BERLIN)
    arranged = Course("a", began, "massage", next=Moment.of(at(24, 9), BERLIN))
    found = session_errands([arranged, Course("b", began, "physio")], at(20, 12), BERLIN)
    assert [(each.kind, each.key.split(":")[1]) for each in found] == [("session", "a")] * 2
    assert found[0].title == "Massage: tomorrow at 09:00"


def test_turns_of_today_and_tomorrow_that_are_open() -> None:
    bridge = Exercise("e", Moment.of(at(1, 9), BERLIN), "Bridge", 3, 10, times=2)
    silent = Exercise("s", Moment.of(at(1, 9), BERLIN), "Plank", 1, None, 20, reminded=False)
    done = Practice("p", Moment.of(at(20, 9), BERLIN), "e", "done", "exercise:e:2026-11-20:0900")
    found = exercise_errands([bridge, silent], [done], at(20, 12), BERLIN)
    assert [each.key for each in found] == [
        "exercise:e:2026-11-20:1900", "exercise:e:2026-11-21:0900", "exercise:e:2026-11-21:1900",
    ]  # fmt: skip
    assert told(found)[0] == ("1900", "20 19:00", "21 00:00")
    assert (found[0].title, found[0].words) == ("Bridge", "3 × 10. Stop when it hurts.")
    assert (found[0].action, found[0].other) == ("Done", "Stopped: pain")


def test_a_turn_is_of_use_until_the_next_one() -> None:
    bridge = Exercise("e", Moment.of(at(1, 9), BERLIN), "Bridge", 3, 10, times=2)
    before, after = (exercise_errands([bridge], [], at(20, *clock), BERLIN) for clock in ((18, 59), (19, 0)))
    assert [each.key[-4:] for each in before] == ["0900", "1900", "0900", "1900"]
    assert [each.key[-4:] for each in after] == ["1900", "0900", "1900"]


@pytest.mark.parametrize(
    ("hour", "clocks"), [(8, ["0900", "1400", "1900"]), (9, ["0900", "1400", "1900"]), (15, ["1900"]), (20, [])]
)
def test_an_exercise_does_not_come_up_for_what_was_before_it(hour: int, clocks: list[str]) -> None:
    added = Exercise("e", Moment.of(at(20, hour), BERLIN), "Bridge", 3, 10, times=3)
    found = exercise_errands([added], [], at(20, hour), BERLIN)
    assert [each.key[-4:] for each in found if ":2026-11-20:" in each.key] == clocks


@pytest.mark.parametrize(("answer", "left"), [("done", 2), ("skipped", 2), ("stopped", 0)])
def test_where_pain_stopped_it_it_is_quiet_for_the_day(answer: str, left: int) -> None:
    began = Moment.of(at(1, 9), BERLIN)
    bridge, other = Exercise("e", began, "Bridge", 3, 10, times=3), Exercise("o", began, "Bird", 3, 10, times=3)
    went = [Practice("p", Moment.of(at(20, 9), BERLIN), "e", answer, "exercise:e:2026-11-20:0900")]
    found = [each.key for each in exercise_errands([bridge, other], went, at(20, 9, 5), BERLIN)]
    assert sum(key.startswith("exercise:e:2026-11-20") for key in found) == left
    assert sum(key.startswith("exercise:e:2026-11-21") for key in found) == 3
    assert sum(key.startswith("exercise:o:2026-11-20") for key in found) == 3


@pytest.mark.parametrize(
    ("written", "now", "found"),
    [
        (at(20, 10), at(20, 12), ["eve", "hour"]),
        (at(23, 18), at(23, 18), ["eve", "hour"]),
        (at(24, 10), at(24, 10), ["hour"]),  # for this afternoon: yesterday evening is over
        (at(24, 14, 20), at(24, 14, 25), []),
        (at(24, 18), at(24, 10), ["eve", "hour"]),  # the clock was set back since
    ],
)
def test_what_was_due_before_the_appointment_was_made_does_not_come(
    written: datetime, now: datetime, found: list[str]
) -> None:
    there = visit_errands([visit(at(24, 15))], 0, now, BERLIN, {"v": written})
    assert [each[0] for each in told(there)] == found
    course = Course("v", Moment.of(at(1, 9), BERLIN), "massage", next=Moment.of(at(24, 15), BERLIN))
    assert [each[0] for each in told(session_errands([course], now, BERLIN, {"v": written}))] == found


def test_all_of_it_is_in_utc() -> None:
    bridge = Exercise("e", Moment.of(at(1, 9), BERLIN), "Bridge", 3, 10)
    found = visit_errands([visit(at(24, 9))], 0, at(20, 12), BERLIN)
    found += exercise_errands([bridge], [], at(20, 8), BERLIN)
    assert all(each.due.utcoffset() == timedelta(0) for each in found)
    assert all(each.due.tzinfo is UTC for each in found)
