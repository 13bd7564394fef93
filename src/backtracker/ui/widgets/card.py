"""The card: depth is page, card and a hairline. Sections stand one under the other, a line between them."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.ui import theme
from backtracker.ui.widgets.painted import box


class Line(QWidget):
    """A hairline that begins ``left`` px and ends ``right`` px from its sides."""

    def __init__(self, left: int = 0, right: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left, self.right = left, right
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.left, 0, self.width() - self.left - self.right, 1, theme.colour("line"))
        painter.end()


class Card(QFrame):
    """A card of one of the looks plain, main (one a screen: the next thing to do), warning and alarm.

    ``warning`` has a 4 px bar of the warning colour at its left; ``alarm`` a 6 px bar and the border too.
    """

    def __init__(self, look: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._lines: list[Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)

    def set_look(self, look: str) -> None:
        """Turn into another of the four looks."""
        if look == self._look:
            return
        self._look = look
        for line in self._lines:
            line.left = self._bar()
        self.update()

    def _bar(self) -> int:
        """The width of the coloured bar at the left, px."""
        return {"warning": 4, "alarm": 6}.get(self._look, 0)

    def add_section(
        self,
        horizontal: bool = False,
        sides: int = 24,
        top: int = 16,
        bottom: int = 16,
        gap: int = 8,
        stretch: int = 0,
        parted: bool = True,
    ) -> QBoxLayout:
        """The layout of a new section; from the second on a line parts it from the one above."""
        if self._column.count() and parted:
            line = Line(left=self._bar())
            self._lines.append(line)
            self._column.addWidget(line)
        section: QBoxLayout = QHBoxLayout() if horizontal else QVBoxLayout()
        section.setContentsMargins(sides, top, sides, bottom)
        section.setSpacing(gap)
        self._column.addLayout(section, stretch)
        return section

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where = QRectF(self.rect())
        border = {"main": "line2", "alarm": "warning"}.get(self._look, "line")
        box(painter, where, tokens.RADIUS_CARD, "card", border)
        if self._bar():
            shape = QPainterPath()
            shape.addRoundedRect(where, tokens.RADIUS_CARD, tokens.RADIUS_CARD)
            painter.setClipPath(shape)
            painter.fillRect(QRectF(0, 0, self._bar(), where.height()), theme.colour("warning"))
        painter.end()
