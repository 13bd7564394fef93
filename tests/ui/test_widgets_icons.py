import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor

from backtracker import tokens
from backtracker.paths import resource
from backtracker.ui import icons, theme

pytestmark = pytest.mark.usefixtures("look")

FOLDER = resource("icons")
FAMILY = sorted(path for path in FOLDER.glob("*.svg") if path.stem != "backtracker")


@pytest.mark.parametrize("path", FAMILY, ids=lambda path: path.stem)
def test_each_sign_belongs_to_the_family(path: Path) -> None:
    root = ElementTree.parse(path).getroot()
    family = {
        "viewBox": "0 0 24 24",
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": "1.75",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }
    assert {name: root.get(name) for name in family} == family
    inner = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    assert not re.search(r"fill|stroke|style|#[0-9a-fA-F]{3}", inner)


@pytest.mark.parametrize("path", FAMILY, ids=lambda path: path.stem)
def test_each_sign_is_drawn_in_the_colour_asked_for_and_inside_its_square(path: Path) -> None:
    image = icons.pixmap(path.stem, "ice", 24, 2.0).toImage()
    assert image.width() == image.height() == 48
    inked = [
        (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() == 255
    ]
    assert inked, "nothing is drawn"
    wanted = QColor(tokens.LIGHT.ice)
    shades = [image.pixelColor(x, y) for x, y in inked]
    assert all(abs(shade.red() - wanted.red()) + abs(shade.blue() - wanted.blue()) <= 4 for shade in shades)
    edge = [image.pixelColor(x, y).alpha() for x in (0, 47) for y in range(48)]
    edge += [image.pixelColor(x, y).alpha() for y in (0, 47) for x in range(48)]
    assert max(edge) == 0, "the sign is cut at its edge"


def test_a_sign_is_as_sharp_as_the_screen() -> None:
    drawn = icons.pixmap("ice", "text", 20, 2.0)
    assert (drawn.width(), drawn.devicePixelRatio()) == (40, 2.0)
    assert drawn.deviceIndependentSize().width() == 20


def test_the_same_sign_is_drawn_once() -> None:
    assert icons.pixmap("walk", "walk", 20, 1.0).cacheKey() == icons.pixmap("walk", "walk", 20, 1.0).cacheKey()


def test_a_sign_follows_the_theme(qapp: object) -> None:
    light = icons.pixmap("ice", "ice", 20, 1.0).cacheKey()
    theme.apply_theme(qapp, tokens.DARK)  # type: ignore[arg-type]
    assert icons.pixmap("ice", "ice", 20, 1.0).cacheKey() != light


def test_the_program_has_a_sign_for_the_tray_and_for_the_task_bar() -> None:
    sizes = {size.width() for size in icons.program_icon().availableSizes()}
    assert {16, 256} <= sizes


def test_the_bundled_fonts_come_with_their_licence() -> None:
    folder = resource("fonts")
    assert len(list(folder.glob("Inter-*.otf"))) == 3
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text(encoding="utf-8")
