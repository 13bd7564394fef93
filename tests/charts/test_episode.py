"""The sentence of an episode, and what its picture holds."""

from datetime import timedelta
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from backtracker.analysis.course import Course, course_of
from backtracker.charts.canvas import render
from backtracker.charts.episode import EPISODE
from backtracker.core.model import Episode, EpisodeLog, Flare, Moment, Reading, Treatment
from backtracker.tokens import DARK, LIGHT, Theme
from tests.charts.samples import BERLIN, NOW, course, episodes, log_of, phased


def draw(shown: Course, width: int = 640, height: int = 260, theme: Theme = LIGHT) -> dict[str, Any]:
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    FigureCanvasAgg(figure)
    EPISODE.draw(figure, shown, theme)
    layers: dict[str, Any] = {str(artist.get_gid()): artist for artist in figure.artists}
    return {**layers, "texts": [text.get_text() for text in figure.texts]}


@pytest.mark.parametrize(
    ("levels", "ended", "hours", "sentence"),
    [
        ((), None, 1, "No pain recorded yet"),
        ((), 40, 90, "No pain was recorded in this episode"),
        (((0, 8),), None, 1, "Pain 8 so far. The line begins with the second reading"),
        (((0, 8),), 40, 90, "Pain 8, the only reading"),
        (((0, 9), (20, 5)), None, 24.7, "Pain since Friday: down from 9 to 5"),
        (((0, 5), (2, 9), (20, 4)), None, 24.7, "Pain since Friday: down from 5 to 4, 9 at worst"),
        (((0, 5), (3, 8)), None, 4, "Pain since 11:48: up from 5 to 8"),
        (((0, 7), (3, 7)), None, 4, "Pain since 11:48: 7, as at the start"),
        (((0, 7), (1, 8), (3, 7)), None, 4, "Pain since 11:48: 7, as at the start, 8 at worst"),
        (((0, 0), (3, 0)), None, 4, "Pain since 11:48: 0 all along"),
        (((0, 9), (200, 2)), None, 240, "Pain since 11 November: down from 9 to 2"),
        (((0, 9), (200, 2)), None, 24 * 400, "Pain since 17 October 2025: down from 9 to 2"),
        (((0, 7), (70, 3), (120, 0)), 130, 400, "Down to 3 by the fourth day, gone on the sixth"),
        (((0, 7), (300, 3), (500, 0)), 510, 916, "Down to 3 by day 13, gone on day 22"),
        (((0, 7), (3, 3), (30, 0)), 48, 100, "Down to 3 by the first day, gone on the second"),
        (((0, 7), (30, 0)), 48, 100, "Gone on the second day"),
        (((0, 2), (30, 0)), 48, 100, "Gone on the second day"),
        (((0, 7), (70, 3)), 80, 90, "Down to 3 by the fourth day"),
        (((0, 7), (70, 3), (100, 1)), 110, 190, "Down to 3 by the fourth day, 1 at the end"),
        (((0, 7), (70, 5)), 80, 196, "From 7 to 5 in 4 days, 7 at worst"),
        (((0, 0), (20, 0)), 30, 90, "No pain at any time: all 2 readings are 0"),
    ],
)
def test_headline(levels: tuple[tuple[float, int], ...], ended: float | None, hours: float, sentence: str) -> None:
    assert EPISODE.headline(course(*levels, ended=ended, hours=hours)) == sentence


def test_lead_counts_and_names_the_dots() -> None:
    assert EPISODE.lead(course()) == "Each number from 0 to 10 becomes a point."
    assert EPISODE.lead(course((0, 8), hours=2)) == "1 reading in 1 day."
    gap = course((0, 9), (20, 5), hours=24.7)
    assert EPISODE.lead(gap) == "2 readings in 2 days. Dotted where nothing was recorded."


def test_the_table_holds_everything_in_order() -> None:
    onset = NOW - timedelta(hours=4)
    at = [Moment.of(onset + timedelta(hours=hours), BERLIN) for hours in range(4)]
    log = EpisodeLog(
        Episode("e", at[0]),
        (Reading("r", at[3], 5), Reading("q", at[0], 8)),
        (Treatment("t", at[1], "ice", 1200), Treatment("u", at[1], "own:Tea")),
        (Flare("f", at[2], "e"),),
    )
    assert EPISODE.table(course_of(log, NOW)) == (
        ("Day", "Time", "What", "Level or length"),
        [
            ("2026-11-21", "11:48", "Pain", "8"),
            ("2026-11-21", "12:48", "Ice", "20 min"),
            ("2026-11-21", "12:48", "Tea", ""),
            ("2026-11-21", "13:48", "New spasm", ""),
            ("2026-11-21", "14:48", "Pain", "5"),
        ],
    )


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_points_take_their_colour_from_the_ramp(theme: Theme) -> None:
    layers = draw(course((0, 9), (2, 7), (20, 5), hours=24.7), theme=theme)
    fills = [
        "#" + "".join(f"{round(part * 255):02X}" for part in colour[:3])
        for colour in layers["readings"].get_facecolor()
    ]
    assert fills == [theme.pain(9), theme.pain(7), theme.pain(5)]
    assert len(layers["readings"].get_offsets()) == 3


def test_gaps_are_dashed_and_nights_are_bands() -> None:
    layers = draw(course((0, 9), (2, 7), (20, 5), (22, 4), hours=24.7))
    assert len(layers["pain"].get_segments()) == 2
    assert len(layers["gaps"].get_segments()) == 1
    assert layers["gaps"].get_linestyle()[0][1] is not None
    assert len(layers["nights"].get_paths()) == 1
    assert "night, quiet" in layers["texts"]


def test_first_worst_and_last_stand_in_print() -> None:
    texts = draw(course((0, 6), (7, 9), (22, 4), hours=24.7))["texts"]
    assert {"6", "9", "4"} <= set(texts)
    assert draw(course((0, 8), hours=2))["texts"].count("8") == 1


def test_lanes_are_named_and_have_marks_of_their_own() -> None:
    layers = draw(phased(episodes()[3]))
    assert {"Ice", "Walk", "Medicine", "Heat"} <= set(layers["texts"])
    shapes = {kind: len(layers[kind].get_paths()[0].vertices) for kind in ("ice", "heat", "medicine")}
    assert shapes["heat"] == 4
    kinds = ("ice", "heat", "walk", "medicine")
    outlines = {layers[kind].get_paths()[0].vertices.tobytes() for kind in kinds}
    assert len(outlines) == len(kinds)


def test_a_long_session_is_as_long_as_it_was() -> None:
    onset = Moment.of(NOW - timedelta(hours=4), BERLIN)
    log = EpisodeLog(Episode("e", onset), treatments=(Treatment("t", onset, "rest", 7200),))
    layers = draw(course_of(log, NOW))
    box = layers["rest-long"].get_paths()[0].get_extents()
    levels = layers["levels"].get_paths()[0].get_extents()
    assert box.width == pytest.approx((levels.width - 6) / 2, rel=0.02)


def test_more_than_five_kinds_share_the_last_lane() -> None:
    onset = Moment.of(NOW - timedelta(hours=9), BERLIN)
    kinds = ("ice", "heat", "walk", "medicine", "massage", "rest", "own:A very long name of tea")
    done = tuple(Treatment(kind, onset, kind) for kind in kinds)
    texts = draw(course_of(EpisodeLog(Episode("e", onset), treatments=done), NOW))["texts"]
    assert "Other" in texts
    assert len([text for text in texts if text in {"Ice", "Heat", "Walk", "Medicine", "Massage", "Rest"}]) == 4


def test_phases_stand_above_where_there_is_room() -> None:
    shown = phased(episodes()[3])
    tall, small = draw(shown), draw(shown, 538, 200)
    assert len(tall["phases"].get_paths()) == 2
    assert "Ice phase" in tall["texts"]
    assert "phases" not in small
    assert "Ice phase" not in small["texts"]


def test_numbers_keep_clear_of_the_phases() -> None:
    onset = NOW - timedelta(hours=30)
    moments = [Moment.of(onset + timedelta(hours=hours), BERLIN) for hours in (0, 2, 4, 6)]
    levels = tuple(Reading(f"{n}", moments[n], level, "e") for n, level in enumerate((9, 8, 10, 7)))
    shown = course_of(EpisodeLog(Episode("e", moments[0]), levels), NOW, phases=[("ice", onset, NOW)])
    figure = Figure(figsize=(900 / 72, 260 / 72), dpi=72)
    canvas = FigureCanvasAgg(figure)
    EPISODE.draw(figure, shown, LIGHT)
    canvas.draw()  # type: ignore[no-untyped-call]
    layers = {str(artist.get_gid()): artist for artist in figure.artists}
    strip: Any = layers["phases"]
    lowest = min(path.vertices[:, 1].min() for path in strip.get_paths())
    lowest = strip.get_transform().transform((0, lowest))[1]
    numbers = [text for text in figure.texts if text.get_text() in ("7", "9") or text.get_fontsize() == 13]
    assert len(numbers) == 3
    assert all(text.get_window_extent().y1 <= lowest for text in numbers)


def test_a_flare_is_marked() -> None:
    flared = next(episode for episode in episodes() if log_of(episode).flares)
    layers = draw(phased(flared))
    assert len(layers["flares"].get_segments()) == 1
    assert "new spasm" in layers["texts"]


def test_drawing_costs_what_is_shown() -> None:
    few = draw(course((0, 5), (3, 5), (6, 4), hours=200))
    many = draw(course(*((minute / 60, 5 + minute % 3) for minute in range(9000)), hours=200))
    assert len(many["readings"].get_offsets()) <= 2 * 640 / 7
    assert len(few["readings"].get_offsets()) == 3


def test_letters_that_inter_lacks_do_no_harm() -> None:
    onset = Moment.of(NOW - timedelta(hours=4), BERLIN)
    log = EpisodeLog(Episode("e", onset), treatments=(Treatment("t", onset, "own:お茶 ☕ $x$"),))
    shown = course_of(log, NOW)
    assert EPISODE.table(shown)[1] == [("2026-11-21", "11:48", "お茶 ☕ $x$", "")]
    assert render(EPISODE, shown, LIGHT, 560, 200).width == 560
