"""What holds for every chart: words, table and picture, whatever there is to draw."""

import subprocess
import sys
from itertools import combinations
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from backtracker.charts import CHARTS, chart
from backtracker.charts.canvas import render
from backtracker.charts.chart import Chart
from backtracker.core import words
from backtracker.tokens import DARK, LIGHT, Theme, contrast
from tests.charts.samples import AMOUNTS, numbers

KEYS = [each.key for each in CHARTS]
every_chart = pytest.mark.parametrize("which", CHARTS, ids=KEYS)
every_amount = pytest.mark.parametrize("amount", AMOUNTS)
every_theme = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def drawn(which: Chart[Any], amount: str, theme: Theme, width: int, height: int | None = None) -> Figure:
    shown = numbers(which.key, amount)
    figure = Figure(figsize=(width / 72, (height or which.height(shown, width)) / 72), dpi=72)
    canvas: Any = FigureCanvasAgg(figure)
    which.draw(figure, shown, theme)
    canvas.draw()
    return figure


def text_boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    canvas: Any = figure.canvas
    return [(text.get_text(), text.get_window_extent(canvas.get_renderer())) for text in figure.texts]


def test_the_charts_are_the_ones_the_pages_know() -> None:
    assert KEYS == [
        "episode",
        "calendar",
        "onset",
        "burden",
        "weeks",
        "hours",
        "recurrence",
        "triggers",
        "relief",
        "where",
        "doses",
        "prevention",
        "series",
        "trial",
    ]
    assert chart("onset").key == "onset"


@every_chart
@every_amount
def test_words_say_something_and_promise_nothing(which: Chart[Any], amount: str) -> None:
    shown = numbers(which.key, amount)
    sentences = [which.title, which.headline(shown), which.lead(shown), which.explained()]
    for sentence in sentences:
        assert len(sentence) > 8
        assert "cause" not in sentence.lower()
        assert "{" not in sentence
        assert "None" not in sentence
    assert not which.headline(shown).endswith(".")
    assert len(which.headline(shown)) <= 80


@every_chart
@every_amount
def test_the_table_has_a_cell_for_every_column(which: Chart[Any], amount: str) -> None:
    header, rows = which.table(numbers(which.key, amount))
    assert all(len(row) == len(header) for row in rows)
    assert all(isinstance(cell, str) for row in (header, *rows) for cell in row)
    assert len(set(header)) == len(header)


@every_chart
@every_amount
def test_all_words_go_through_translation(which: Chart[Any], amount: str) -> None:
    shown = numbers(which.key, amount)
    words.install(lambda _context, text: f"«{text}»")
    try:
        said = [which.headline(shown), which.lead(shown), *which.table(shown)[0]]
        figure = drawn(which, amount, LIGHT, 960)
    finally:
        words.install(lambda _context, text: text)
    hours = {hour for hour in which.table(shown)[0] if hour[0].isdigit()}
    assert all(text.startswith("«") for text in said if text not in hours)
    letters = [text.get_text() for text in figure.texts if any(letter.isalpha() for letter in text.get_text())]
    assert letters
    assert all("«" in text for text in letters)


@every_chart
@every_amount
@pytest.mark.parametrize("width", [416, 560, 960])
def test_no_words_are_cut_or_touch_one_another(which: Chart[Any], amount: str, width: int) -> None:
    figure = drawn(which, amount, LIGHT, width)
    wide, high = figure.bbox.width, figure.bbox.height
    boxes = text_boxes(figure)
    for words_, box in boxes:
        inside = box.x0 >= -0.5 and box.x1 <= wide + 0.5 and box.y0 >= -0.5 and box.y1 <= high + 0.5
        assert inside, f"{words_!r} is cut"
    for (first, one), (second, other) in combinations(boxes, 2):
        apart = one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 - 3 <= other.y0 or other.y1 - 3 <= one.y0
        assert apart, f"{first!r} touches {second!r}"


@every_chart
@every_theme
def test_words_can_be_read_on_their_ground(which: Chart[Any], theme: Theme) -> None:
    figure = drawn(which, "many", theme, 960)
    for text in figure.texts:
        colour = str(text.get_color())
        assert contrast(colour, theme.card) >= 4.5 or contrast(colour, theme.text) >= 4.5, text.get_text()


@every_chart
@every_amount
@pytest.mark.parametrize(
    ("theme", "scale", "size"), [(LIGHT, 1, (560, 200)), (DARK, 1.25, (700, 250)), (DARK, 2, (1120, 400))]
)
def test_a_picture_has_the_pixels_asked_for(
    which: Chart[Any], amount: str, theme: Theme, scale: float, size: tuple[int, int]
) -> None:
    pixels = render(which, numbers(which.key, amount), theme, 560, 200, scale)
    assert (pixels.width, pixels.height) == size
    assert len(pixels.rgba) == size[0] * size[1] * 4
    card = bytes.fromhex(theme.card[1:]) + b"\xff"
    assert pixels.rgba[-4:] == card
    assert len({pixels.rgba[at : at + 4] for at in range(0, len(pixels.rgba), 4)}) > 3


@every_chart
def test_the_same_numbers_make_the_same_picture(which: Chart[Any]) -> None:
    shown = numbers(which.key, "many")
    assert render(which, shown, LIGHT, 560, 220) == render(which, shown, LIGHT, 560, 220)
    assert render(which, shown, LIGHT, 560, 220) != render(which, shown, DARK, 560, 220)


@every_chart
def test_a_chart_can_be_drawn_over_itself(which: Chart[Any]) -> None:
    figure = drawn(which, "many", LIGHT, 560)
    number = len(figure.artists) + len(figure.texts)
    which.draw(figure, numbers(which.key, "many"), DARK)
    assert len(figure.artists) + len(figure.texts) == number


@every_chart
@every_amount
@pytest.mark.parametrize(("width", "height"), [(200, 90), (120, 400), (2400, 120)])
def test_odd_sizes_do_no_harm(which: Chart[Any], amount: str, width: int, height: int) -> None:
    assert drawn(which, amount, LIGHT, width, height).artists is not None


@every_chart
def test_the_height_it_wants_suits_a_page(which: Chart[Any]) -> None:
    for width in (416, 560, 960, 1400):
        assert 120 <= which.height(numbers(which.key, "many"), width) <= 420


def test_sentences_and_tables_need_no_matplotlib() -> None:
    program = "import sys, backtracker.charts, backtracker.charts.canvas; print('matplotlib' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_drawing_needs_no_pyplot() -> None:
    program = (
        "import sys; from datetime import date; from backtracker.charts import chart; "
        "from backtracker.charts.canvas import render; from backtracker.tokens import LIGHT; "
        "from backtracker.analysis.burden import year_of; "
        "render(chart('calendar'), year_of(2026, [], [], date(2026, 1, 1)), LIGHT, 900, 200); "
        "print('matplotlib.pyplot' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
