"""Courses: what they refuse, what the plan wants, and how they are told."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.care.courses import (
    Course,
    Session,
    course_name,
    plan_text,
    reminder_text,
    sessions_text,
    times_text,
    wanted_by,
)
from backtracker.core.model import Moment, Treatment
from backtracker.errors import UserError

BERLIN = ZoneInfo("Europe/Berlin")
RUN_OUT = "The plan has run out. Go on with it, or say that the course is over."
BEGAN = datetime(2026, 9, 1, 10, tzinfo=BERLIN)


def moment(days: float = 0) -> Moment:
    return Moment.of(BEGAN + timedelta(days=days), BERLIN)


def course(kind: str = "massage", **said: object) -> Course:
    return Course("c", moment(), kind, **said)  # type: ignore[arg-type]


def sessions(*days: float) -> list[Session]:
    return [Session(Treatment(f"t{day}", moment(day), "massage"), 6, 4) for day in days]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": "own: "}, "Say what it is a course of"),
        ({"times": 29}, "one session a day"),
        ({"times": -1}, "one session a day"),
        ({"until": date(2026, 8, 31)}, "before the course began"),
        ({"ended": moment(-1)}, "cannot end before it began"),
        ({"note": "a\0b"}, "cannot be kept"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(said: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        course(**said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "treatment"),
    [("massage", "massage"), ("physio", "manual"), ("chiropractic", "manual"), ("own:Osteopathy", "own:Osteopathy"),
     ("from a later version", "manual")],
)  # fmt: skip
def test_a_session_is_a_treatment_that_the_charts_know(kind: str, treatment: str) -> None:
    assert course(kind).treatment == treatment
    assert course(kind).slot == "course:c"


@pytest.mark.parametrize(
    ("times", "words"),
    [(28, "every day"), (12, "3 times a week"), (8, "twice a week"), (4, "once a week"), (2, "every two weeks"),
     (1, "every four weeks"), (3, "3 times in four weeks"), (0, "0 times a week")],
)  # fmt: skip
def test_how_often_in_words(times: int, words: str) -> None:
    assert times_text(times) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "once a week"),
        ({"until": date(2026, 12, 1)}, "once a week until 1 December"),
        ({"times": 0, "until": date(2027, 1, 31)}, "until 31 January 2027"),
        ({"times": 0}, ""),
    ],
)
def test_a_plan_in_words(said: dict[str, object], words: str) -> None:
    assert plan_text(course(**said), date(2026, 9, 9)) == words  # type: ignore[arg-type]


def test_names_and_numbers_in_words() -> None:
    assert course_name(course(name=" Anna  Lind")) == "Massage, Anna Lind"
    assert course_name(course("own:Osteopathy")) == "Osteopathy"
    assert [sessions_text(number) for number in (0, 1, 9)] == ["no session yet", "1 session", "9 sessions"]


@pytest.mark.parametrize(
    ("said", "done", "wanted"),
    [
        ({}, (), date(2026, 9, 1)),
        ({}, (0, 7), date(2026, 9, 15)),
        ({"times": 8}, (0,), date(2026, 9, 5)),
        ({"times": 1}, (0,), date(2026, 9, 29)),
        ({"times": 0}, (0,), None),
        ({"until": date(2026, 9, 10)}, (0, 7), None),
        ({"until": date(2026, 9, 15)}, (0, 7), date(2026, 9, 15)),
        ({"ended": moment(9)}, (0, 7), None),
    ],
)
def test_when_the_plan_wants_the_next_session(
    said: dict[str, object], done: tuple[float, ...], wanted: date | None
) -> None:
    assert wanted_by(course(**said), sessions(*done)) == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "done", "day", "words"),
    [
        ({}, (), 0, "When is the first session?"),
        ({}, (0,), 3, ""),
        ({}, (0,), 5, "By the plan the next session is about due. When is it?"),
        ({"next": moment(9)}, (0,), 8, ""),
        ({"next": moment(7)}, (0,), 8, "Did the session take place? Note it, and when the next one is."),
        (
            {"until": date(2026, 9, 7)},
            (0, 6),
            9,
            RUN_OUT,
        ),
        ({"times": 0}, (0,), 90, ""),
        ({"ended": moment(9)}, (0,), 30, ""),
    ],
)
def test_what_is_to_be_done_about_the_next_session(
    said: dict[str, object], done: tuple[float, ...], day: float, words: str
) -> None:
    now = BEGAN + timedelta(days=day)
    assert reminder_text(course(**said), sessions(*done), now, now.date()) == words  # type: ignore[arg-type]


def test_the_change_in_one_session() -> None:
    treatment = Treatment("t", moment(), "massage")
    assert Session(treatment, 6, 4).change == -2
    assert Session(treatment, None, 4).change is None
