import sys

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from backtracker import tokens
from backtracker.ui import theme
from backtracker.ui.widgets.text import Heading, Paragraph, label

pytestmark = pytest.mark.usefixtures("look")


def test_a_change_of_theme_reaches_labels_that_are_on_the_screen(qtbot: QtBot, qapp: QApplication) -> None:
    words = label("since Friday", tokens.LEAD, "quiet")
    qtbot.addWidget(words)
    words.show()
    with qtbot.waitSignal(theme.announcer.changed):
        theme.apply_theme(qapp, tokens.DARK)
    assert theme.current() is tokens.DARK
    assert words.palette().color(words.foregroundRole()).name().upper() == tokens.DARK.quiet
    assert words.palette().color(QPalette.ColorRole.Window).name().upper() == tokens.DARK.page


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own interface font is used")
def test_linux_gets_the_bundled_font_in_three_weights() -> None:
    for kind in (tokens.BODY, tokens.STRONG, tokens.BOLD):
        info = QFontInfo(theme.font(kind))
        assert (info.family(), info.weight()) == ("Inter", kind.weight)


def test_figures_have_one_width() -> None:
    metrics = QFontMetrics(theme.font(tokens.BODY))
    assert len({metrics.horizontalAdvance(figure * 10) for figure in "0123456789"}) == 1


@pytest.mark.parametrize(("system_px", "scale"), [(9, 1.0), (14, 1.0), (21, 1.5), (60, 2.0)])
def test_text_follows_the_size_that_the_person_gave_the_system(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, system_px: int, scale: float
) -> None:
    wanted = QFont()
    wanted.setPixelSize(system_px)
    monkeypatch.setattr(theme, "_ORDINARY_PX", 14.0)
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _which: wanted)
    theme.apply_theme(qapp, tokens.LIGHT)
    assert theme.scale() == scale
    assert theme.font(tokens.BODY).pixelSize() == round(14 * scale)
    assert theme.px(44) == round(44 * scale)
    monkeypatch.undo()
    theme.apply_theme(qapp, tokens.LIGHT)


@pytest.mark.parametrize("look_of", [tokens.LIGHT, tokens.DARK], ids=lambda look_of: look_of.name)
def test_the_style_sheet_is_understood_by_qt(qtbot: QtBot, look_of: tokens.Theme) -> None:
    widget = QLabel("words")  # Qt says "Could not parse stylesheet" as a warning, which pytest-qt records
    qtbot.addWidget(widget)
    with qtbot.captureExceptions(), qtbot.assertNotEmitted(theme.announcer.changed):
        widget.setStyleSheet(theme.style_sheet(look_of, 1.5))
        widget.show()
    assert "{" in theme.style_sheet(look_of, 1.0)
    assert theme.style_sheet(look_of, 1.0).count("{") == theme.style_sheet(look_of, 1.0).count("}")


def test_a_paragraph_wraps_with_the_line_height_of_its_type(qtbot: QtBot) -> None:
    words = Paragraph("Good days matter too: without them no trigger can be found.", tokens.BODY, "quiet")
    qtbot.addWidget(words)
    one, two = words.heightForWidth(2000), words.heightForWidth(240)
    assert (one, two) == (20, 40)


def test_a_heading_puts_its_line_below_when_there_is_no_room_beside(qtbot: QtBot) -> None:
    heading = Heading("Day 2", "since Friday 14:05, lower back, left")
    qtbot.addWidget(heading)
    heading.resize(900, 44)
    heading.show()
    assert heading.line.x() > heading.title.geometry().right()
    assert heading.heightForWidth(900) < heading.heightForWidth(280)
    heading.set_words("Day 3")
    assert not heading.line.isVisible()
