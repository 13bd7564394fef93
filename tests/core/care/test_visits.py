"""Visits and questions: what they refuse, and how they are told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.care.visits import (
    FARTHEST,
    SUGGESTIONS,
    Examination,
    Question,
    Visit,
    check_time,
    examinations_text,
    suggested,
    time_text,
    visit_detail,
    visit_name,
)
from backtracker.core.model import Moment
from backtracker.errors import UserError

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)


def on(day: int, hour: int, month: int = 11, year: int = 2026) -> Moment:
    return Moment.of(datetime(year, month, day, hour, tzinfo=BERLIN), BERLIN)


def visit(who: str = "doctor", moment: Moment | None = None, **said: object) -> Visit:
    return Visit("v", moment or on(20, 9), who, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: visit("own:  "), "Say who the visit is to"),
        (lambda: visit(""), "Say who the visit is to"),
        (lambda: visit(name="x" * 201), "under 200 characters"),
        (lambda: visit(note="a\0b"), "cannot be kept"),
        (lambda: visit(examinations=(Examination("mri"),) * 21), "20 examinations at most"),
        (lambda: Examination("own: "), "Say which examination"),
        (lambda: Question("q", on(20, 9), "  \n "), "Type the question first"),
        (lambda: Question("q", on(20, 9), "x" * 501), "under 500 characters"),
        (lambda: check_time(NOW + FARTHEST + timedelta(days=1), NOW), "three years ahead"),
        (lambda: check_time(datetime(1803, 1, 1, tzinfo=UTC), NOW), "too long ago"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(made: object, words: str) -> None:
    with pytest.raises(UserError, match=words):
        made()  # type: ignore[operator]


def test_an_appointment_is_a_visit_once_its_time_has_come() -> None:
    soon = visit(moment=on(20, 15))
    assert soon.lies_ahead(NOW)
    assert not soon.lies_ahead(NOW + timedelta(hours=1))
    assert check_time(NOW + FARTHEST, NOW) == NOW + FARTHEST


@pytest.mark.parametrize(
    ("made", "name", "detail"),
    [
        (visit(), "Doctor", ""),
        (visit("own:Osteopath", name=" Ms  Brandt "), "Osteopath, Ms Brandt", ""),
        (visit("nurse"), "nurse", ""),
        (visit(note="rest\nand walk"), "Doctor", "rest and walk"),
        (visit(diagnosis="lumbar strain", note="rest"), "Doctor", "lumbar strain"),
        (
            visit(diagnosis="strain", examinations=(Examination("mri"), Examination("blood", "fine"))),
            "Doctor", "strain, MRI and blood tests (1 result awaited)",
        ),
    ],
)  # fmt: skip
def test_a_visit_in_a_line(made: Visit, name: str, detail: str) -> None:
    assert (visit_name(made), visit_detail(made)) == (name, detail)


@pytest.mark.parametrize(
    ("examinations", "words"),
    [
        ((), ""),
        ((Examination("xray", "no fracture"),), "X-ray"),
        ((Examination("blood"),), "Blood tests (1 result awaited)"),
        ((Examination("ct"), Examination("own:EMG")), "CT and EMG (2 results awaited)"),
    ],
)
def test_examinations_in_words(examinations: tuple[Examination, ...], words: str) -> None:
    assert examinations_text(visit(examinations=examinations)) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (on(20, 15), "today at 15:00"),
        (on(21, 9), "tomorrow at 09:00"),
        (on(19, 9), "yesterday at 09:00"),
        (on(4, 9, 12), "Friday, 4 December at 09:00"),
        (on(4, 9, 1, 2027), "Monday, 4 January 2027 at 09:00"),
        (on(2, 9), "Monday, 2 November at 09:00"),
        (on(12, 9, 5), "12 May"),
        (on(12, 9, 5, 2025), "12 May 2025"),
    ],
)
def test_when_a_visit_is(moment: Moment, words: str) -> None:
    assert time_text(moment, NOW, BERLIN) == words


def test_suggestions_are_offered_until_they_are_taken_up() -> None:
    kept = Question("q", on(20, 9), SUGGESTIONS[0].words)
    assert [each.key for each in suggested([])] == ["diagnosis", "exercises", "cortisone"]
    assert [each.key for each in suggested([kept])] == ["exercises", "cortisone"]
    assert [each.key for each in suggested([], had_injection=True)] == ["diagnosis", "exercises"]
    assert all(each.source for each in SUGGESTIONS)
