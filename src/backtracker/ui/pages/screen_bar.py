"""The line at the top of a screen that lies over everything: what it is about, and the ways out."""

from collections.abc import Iterable

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from backtracker.tokens import Type
from backtracker.ui import theme
from backtracker.ui.widgets.flow import FlowLayout, follow_width
from backtracker.ui.widgets.text import label

_TITLE = Type(16, 22, 600)


class ScreenBar(QWidget):
    """``title`` says what the screen is about; a subclass puts it and all else where it belongs with :meth:`fill`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", _TITLE)
        self.setMinimumHeight(theme.px(72))
        # Where what is said needs a second row, the bar is higher.
        follow_width(self, QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def fill(self, said: Iterable[QWidget], out: Iterable[QWidget], gap: int) -> None:
        """What is ``said`` at the left, ``gap`` px apart, and the ways ``out`` at the right."""
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 6, 32, 7)
        row.setSpacing(12)
        left = FlowLayout(gap=gap, row_gap=0, centred=True)
        for part in said:
            left.addWidget(part)
        row.addLayout(left, 1)
        for part in out:
            row.addWidget(part)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("card"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        painter.end()
