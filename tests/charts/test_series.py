"""The sentence about a course, its table, and what is drawn of it."""

from datetime import timedelta

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from backtracker.analysis.series import series_of
from backtracker.charts.series import SERIES, headline, lead, table
from backtracker.core.care.courses import Session
from backtracker.core.model import Moment, Treatment
from backtracker.tokens import LIGHT
from tests.charts.samples import BERLIN, NOW, series


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ((), "No session is kept yet"),
        ((7, 6), "Too early to tell: 2 of 6 sessions with pain before them"),
        ((7, 7, 6, 5, 4, 3), "Pain before a session fell over 5 weeks: from 7 to 3.5"),
        ((7, 6, 6, 5, 5, 4), "Pain before a session fell over 5 weeks: from 6.5 to 4.5"),
        ((7,) * 3 + (6,) * 11, "Pain before a session hardly changed over 3 months: 7, then 6"),
        ((3, 3, 3, 6, 6, 6), "Pain before a session rose over 5 weeks: from 3 to 6"),
    ],
)
def test_what_it_did_in_one_sentence(before: tuple[int, ...], words: str) -> None:
    assert headline(series(*before)) == words


def test_what_one_session_did() -> None:
    assert lead(series(7, 6)) == "2 sessions."
    assert lead(series(7, 7, 7, 4, 4, None, 4)).endswith("lower. Other things may have played a part.")
    assert lead(series(7, 6, 5, 5)) == "4 sessions. After a session pain was usually 1.5 lower."
    sessions = [Session(each.treatment, 4, after) for each, after in zip(_plain(), (4, 4, 4), strict=True)]
    assert lead(series_of(sessions)) == "3 sessions. After a session pain was usually as before."
    sessions = [Session(each.treatment, 4, after) for each, after in zip(_plain(), (5, 6, 5), strict=True)]
    assert lead(series_of(sessions)) == "3 sessions. After a session pain was usually 1 higher."


def _plain() -> list[Session]:
    return [
        Session(Treatment(str(day), Moment.of(NOW - timedelta(days=9 - day), BERLIN), "massage")) for day in range(3)
    ]


def test_the_table_has_every_session() -> None:
    header, rows = table(series(7, None))
    assert header == ("Session", "Pain before", "Pain after")
    assert rows == [("2026-08-03 09:00", "7", "6"), ("2026-08-10 09:00", "not said", "not said")]


def test_each_session_is_a_line_between_two_points() -> None:
    figure = Figure(figsize=(600 / 72, 190 / 72), dpi=72)
    FigureCanvasAgg(figure)
    SERIES.draw(figure, series(7, 6, None, 5), LIGHT)
    drawn = {str(artist.get_gid()): artist for artist in figure.artists}
    assert {"levels", "sessions", "unrated", "before", "after"} <= set(drawn)
    assert len(drawn["before"].get_offsets()) == 3  # type: ignore[attr-defined]
    assert len(drawn["sessions"].get_segments()) == 3  # type: ignore[attr-defined]
