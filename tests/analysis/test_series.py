"""What a course of sessions did: numbers from sessions."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.analysis.series import series_of
from backtracker.core.care.courses import Session
from backtracker.core.model import Moment, Treatment

BERLIN = ZoneInfo("Europe/Berlin")
BEGAN = datetime(2026, 9, 1, 10, tzinfo=BERLIN)
Pains = tuple[int | None, int | None]


def sessions(*pains: Pains, every: float = 7) -> list[Session]:
    return [
        Session(Treatment(str(at), Moment.of(BEGAN + timedelta(days=every * at), BERLIN), "massage"), *pain)
        for at, pain in enumerate(pains)
    ]


@pytest.mark.parametrize(
    ("pains", "first", "last", "change", "verdict"),
    [
        ((), None, None, None, "open"),
        (((6, 4),), None, None, None, "open"),
        (((6, 4),) * 5, None, None, -2.0, "open"),
        (((6, 4),) * 6, 6.0, 6.0, -2.0, "same"),
        (((7, 5), (7, 5), (6, 5), (5, 4), (4, 3), (3, 3)), 7.0, 3.5, -1.0, "lower"),
        (((7, None), (7, None), (7, None), (5, None), (5, None), (5, None)), 7.0, 5.0, None, "lower"),
        (tuple((level, None) for level in (7, 6, 6, 5, 5, 4)), 6.5, 4.5, None, "lower"),
        (tuple((level, None) for level in (4, 5, 5, 6, 6, 7)), 4.5, 6.5, None, "higher"),
        (tuple((level, None) for level in (6, 5, 4, 4, 5, 6)), 5.5, 5.5, None, "same"),
        (tuple((level, None) for level in (8, 7, 6, *(3,) * 21)), 7.0, 3.0, None, "lower"),
        (tuple((level, None) for level in (6, 6, 1, 6, 6, 6, 6, 6, 6, 6)), 6.0, 6.0, None, "same"),
        (((7, None),) * 3 + ((6, None),) * 3, 7.0, 6.0, None, "same"),
        (((3, None),) * 3 + ((2, None),) * 3, 3.0, 2.0, None, "lower"),
        (((2, 3),) * 3 + ((4, 5),) * 3, 2.0, 4.0, 1.0, "higher"),
        (((None, 3),) * 9, None, None, None, "open"),
        (((None, None), *((6, 4),) * 6), 6.0, 6.0, -2.0, "same"),
    ],
)
def test_first_last_change_and_verdict(
    pains: tuple[Pains, ...], first: float | None, last: float | None, change: float | None, verdict: str
) -> None:
    found = series_of(sessions(*pains))
    assert (found.first, found.last, found.change, found.verdict) == (first, last, change, verdict)


def test_how_long_it_lasted() -> None:
    found = series_of(sessions(*((6, 4),) * 14))
    assert (found.days, found.months, found.rated) == (91, 3, 14)
    assert (series_of([]).days, series_of([]).months) == (0, 0)


def test_times_are_those_of_the_wall_then() -> None:
    found = series_of(sessions((6, 4), every=0))
    assert found.sessions[0].at.isoformat() == "2026-09-01T10:00:00+02:00"
