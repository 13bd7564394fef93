"""Pictures as files and from many threads."""

import csv
import io
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from backtracker.charts import CHARTS
from backtracker.charts.canvas import render, save
from backtracker.charts.chart import Chart
from backtracker.errors import UserError
from backtracker.tokens import DARK, LIGHT
from tests.charts.samples import numbers

every_chart = pytest.mark.parametrize("which", CHARTS, ids=[each.key for each in CHARTS])
SVG = "{http://www.w3.org/2000/svg}"


@every_chart
def test_an_svg_keeps_its_text_and_has_no_ground(which: Chart[Any], tmp_path: Path) -> None:
    shown, path = numbers(which.key, "many"), tmp_path / "chart.svg"
    save(which, shown, LIGHT, path)
    tree = ElementTree.parse(path)
    texts = {"".join(each.itertext()).strip() for each in tree.iter(f"{SVG}text")}
    expected = {
        "episode": "Ice", "calendar": "a spasm began", "onset": "06:00", "burden": "Spasms", "hours": "06:00",
        "recurrence": "50 %", "triggers": "Distracted in a move", "relief": "Walk", "where": "Mid back",
        "doses": "Ibuprofen", "prevention": "Plan kept", "series": "12 October", "weeks": "10", "trial": "as usual",
    }  # fmt: skip
    assert expected[which.key] in texts
    assert which.headline(shown) in "".join(tree.getroot().itertext())
    assert "Inter" in path.read_text(encoding="utf-8")
    first = path.read_bytes()
    save(which, shown, LIGHT, path)
    assert path.read_bytes() == first
    ground = tree.getroot().find(f".//{SVG}g[@id='patch_1']")
    assert ground is None


def test_numbers_in_cells_are_text_in_an_svg(tmp_path: Path) -> None:
    save(CHARTS[2], numbers("onset", "many"), LIGHT, tmp_path / "onset.svg")
    texts = ["".join(each.itertext()) for each in ElementTree.parse(tmp_path / "onset.svg").iter(f"{SVG}text")]
    assert sum(text.strip().isdigit() for text in texts) >= 5


@every_chart
def test_a_png_has_twice_the_pixels(which: Chart[Any], tmp_path: Path) -> None:
    save(which, numbers(which.key, "many"), DARK, tmp_path / "chart.PNG", 600, 240)
    head = (tmp_path / "chart.PNG").read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert (int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")) == (1200, 480)


@every_chart
def test_a_csv_is_the_table(which: Chart[Any], tmp_path: Path) -> None:
    shown = numbers(which.key, "many")
    save(which, shown, LIGHT, tmp_path / "chart.csv")
    text = (tmp_path / "chart.csv").read_bytes().decode("utf-8-sig")
    header, rows = which.table(shown)
    assert [tuple(row) for row in csv.reader(io.StringIO(text))] == [header, *rows]


@pytest.mark.parametrize("name", ["a.png", "a.svg", "a.csv"])
def test_only_the_owner_may_read_it_and_no_draft_stays(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("old")
    (tmp_path / name).chmod(0o644)
    save(CHARTS[2], numbers("onset", "one"), LIGHT, tmp_path / name)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_another_ending_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.png, \.svg or \.csv"):
        save(CHARTS[2], numbers("onset", "one"), LIGHT, tmp_path / "chart.gif")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named_and_left_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"chart\.csv could not|saved as chart\.csv"):
        save(CHARTS[2], numbers("onset", "one"), LIGHT, tmp_path / "nowhere" / "chart.csv")
    (tmp_path / "taken.csv").mkdir()
    with pytest.raises(UserError):
        save(CHARTS[2], numbers("onset", "one"), LIGHT, tmp_path / "taken.csv")
    assert [each.name for each in tmp_path.iterdir()] == ["taken.csv"]


def test_many_threads_draw_what_one_draws() -> None:
    def drawn(which: Chart[Any]) -> bytes:
        return render(which, numbers(which.key, "many"), LIGHT, 560, 220).rgba

    alone = [drawn(which) for which in CHARTS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(drawn, CHARTS * 3))
    assert together == alone * 3
