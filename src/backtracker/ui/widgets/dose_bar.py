"""How much of an ingredient lies in 24 hours, before and after a dose, against its limit."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.ui import theme
from backtracker.ui.widgets.flow import follow_width
from backtracker.ui.widgets.text import Paragraph

_HIGH, _ROUND, _OVERHANG = 12, 5, 4


class DoseBar(QWidget):
    """``words`` above a bar; all amounts are in the same unit. ``limit`` None has no bar, only the words.

    What was there before is solid, what comes with the dose is pale with an outline, the limit is a line across,
    and what lies beyond it has the colour of warnings: the words say the same.
    """

    def __init__(
        self, words: str, before: float, after: float, limit: float | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.words = Paragraph(words, tokens.BODY)
        column.addWidget(self.words)
        self.track = _Track(before, after, limit) if limit else None
        if self.track is not None:
            column.addWidget(self.track)
        follow_width(self)
        self.setAccessibleName(words)


class _Track(QWidget):
    def __init__(self, before: float, after: float, limit: float) -> None:
        super().__init__()
        self._before, self._after, self._limit = before, after, limit
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(_HIGH) + 2 * _OVERHANG)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high, look = theme.px(_HIGH), theme.current()
        whole = QRectF(0.5, _OVERHANG + 0.5, self.width() - 1, high - 1)
        shape = QPainterPath()
        shape.addRoundedRect(whole, _ROUND, _ROUND)
        painter.fillPath(shape, theme.colour("sunk"))
        limit, before, after = (self._x(each) for each in (self._limit, self._before, self._after))
        painter.setClipPath(shape)
        for left, right, token in ((0.0, min(before, limit), "medicine"), (limit, before, "warning")):
            if right > left:
                painter.fillRect(QRectF(left, 0, right - left, self.height()), theme.colour(token))
        for left, right, token in ((before, min(after, limit), "medicine"), (max(before, limit), after, "warning")):
            if right > left:
                painter.fillRect(QRectF(left, 0, right - left, self.height()), theme.colour(look.tint(token)))
                painter.setPen(QPen(theme.colour(token), 1.5))
                painter.drawRect(QRectF(left, whole.top() + 0.5, right - left - 0.5, whole.height() - 1))
        painter.setClipping(False)
        painter.setPen(QPen(theme.colour("ctl"), 1))
        painter.drawRoundedRect(whole, _ROUND, _ROUND)
        mark = QRectF(min(max(limit - 1.5, 0), self.width() - 3), 0, 3, self.height())
        painter.fillRect(mark.adjusted(-2, 0, 2, 0), theme.colour("card"))
        painter.fillRect(mark, theme.colour("text"))
        painter.end()

    def _x(self, amount: float) -> float:
        return self.width() * amount / max(self._limit * 1.08, self._after, self._before)
