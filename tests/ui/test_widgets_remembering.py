"""What layouts and paragraphs have found out they keep, and forget when it may be otherwise."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QLayout, QWidget
from pytestqt.qtbot import QtBot

from backtracker import tokens
from backtracker.ui import theme
from backtracker.ui.widgets.flow import Columns, EqualGrid, FlowLayout
from backtracker.ui.widgets.text import Paragraph

pytestmark = pytest.mark.usefixtures("look")

SHORT, LONG = "Ice.", "Ice for twenty minutes, wrapped in a towel, and stay awake while it is on your back."
NARROW, WIDE = 160, 2000


def test_a_paragraph_has_the_height_of_its_words_its_type_and_its_width(qtbot: QtBot) -> None:
    words = Paragraph(SHORT)
    qtbot.addWidget(words)
    line = theme.px(tokens.BODY.line)
    assert words.heightForWidth(NARROW) == line
    words.setText(LONG)
    tall = words.heightForWidth(NARROW)
    assert tall >= 3 * line
    assert words.heightForWidth(WIDE) == line
    assert words.heightForWidth(NARROW) == tall
    words.setText(f"{SHORT}\n{SHORT}")
    assert words.heightForWidth(WIDE) == Paragraph(f"{SHORT}\n{SHORT}").heightForWidth(WIDE)
    words.setText(SHORT)
    narrow = words.sizeHint().width(), words.minimumSizeHint().width()
    words.setFont(theme.font(tokens.TITLE))
    assert (words.sizeHint().width(), words.minimumSizeHint().width()) > narrow


def test_a_paragraph_breaks_its_lines_once_for_each_width(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    words = Paragraph(LONG)
    qtbot.addWidget(words)
    broken: list[float] = []
    break_ = Paragraph._lines_of

    def counted(self: Paragraph, text: str, width: float) -> object:
        broken.append(width)
        return break_(self, text, width)

    monkeypatch.setattr(Paragraph, "_lines_of", counted)
    for _ in range(5):
        for width in (NARROW, NARROW + 40):
            words.heightForWidth(width)
    assert set(broken) == {NARROW, NARROW + 40}
    assert len(broken) <= 4  # each width once, and once more where the last word would stand alone


def _flow() -> QLayout:
    return FlowLayout()


def _grid() -> QLayout:
    return EqualGrid(most_columns=1)


def _columns() -> QLayout:
    return Columns(shares=(1, 1), below=WIDE, gap=8)


@pytest.mark.parametrize("make", [_flow, _grid, _columns])
def test_a_layout_sees_what_comes_changes_and_goes(qtbot: QtBot, make: Callable[[], QLayout]) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = make()
    holder.setLayout(layout)

    def measured() -> tuple[int, int, int]:
        return layout.heightForWidth(NARROW), layout.sizeHint().width(), layout.minimumSize().width()

    first, second = QLabel(SHORT * 6), QLabel(SHORT * 6)
    layout.addWidget(first)
    holder.show()
    alone = measured()
    layout.addWidget(second)
    second.show()
    both = measured()
    assert both[0] > alone[0]
    second.hide()
    assert measured()[0] == alone[0]
    second.show()
    first.setText(SHORT * 20)
    assert measured() > both
    first.setText(SHORT * 6)
    layout.removeWidget(second)
    assert measured()[0] == alone[0]
    second.deleteLater()
