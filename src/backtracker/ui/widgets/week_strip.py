"""The last days as small pain cells, a week a row: "Two calm weeks"."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.tokens import Type
from backtracker.ui import theme
from backtracker.ui.widgets.painted import box

_DAYS, _GAP, _CELL = 7, 6, 36
_NUMBER = Type(14, 20, 600)


class Day(NamedTuple):
    """A day: its short weekday, its whole name for ears, the worst pain or None where nothing was recorded."""

    weekday: str
    name: str
    level: int | None
    today: bool = False


class WeekStrip(QLabel):
    """Rows of seven cells; the columns are headed by the weekdays of the last row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[Day, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_days(self, days: Sequence[Day]) -> None:
        """Show these days, oldest first."""
        self._days = tuple(days)
        missing = translate("WeekStrip", "not recorded")
        self.setAccessibleName(
            ", ".join(f"{day.name}: {missing if day.level is None else day.level}" for day in self._days)
        )
        self.updateGeometry()
        self.update()

    def _head(self) -> int:
        return theme.px(tokens.SMALL.line) + 6

    def sizeHint(self) -> QSize:
        rows = -(-len(self._days) // _DAYS)
        height = self._head() + rows * (theme.px(_CELL) + _GAP) - _GAP
        return QSize(_DAYS * (theme.px(_CELL) + _GAP) - _GAP, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(_DAYS * (theme.px(26) + 3), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step = (self.width() + _GAP) / _DAYS
        height = theme.px(_CELL)
        for day, column in zip(self._days[-_DAYS:], range(_DAYS), strict=False):
            painter.setFont(theme.font(tokens.SMALL_STRONG if day.today else tokens.SMALL))
            painter.setPen(theme.colour("text" if day.today else "quiet"))
            place = QRectF(column * step, 0, step - _GAP, theme.px(tokens.SMALL.line))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, day.weekday)
        for number, day in enumerate(self._days):
            row, column = divmod(number, _DAYS)
            top = self._head() + row * (height + _GAP)
            self._draw_day(painter, QRectF(round(column * step), top, round(step - _GAP), height), day)
        painter.end()

    def _draw_day(self, painter: QPainter, where: QRectF, day: Day) -> None:
        look = theme.current()
        if day.level is None:
            pen = QPen(theme.colour("line2"), 1)
            pen.setDashPattern([2, 2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            return
        box(painter, where, 6, look.pain(day.level), look.pain_edge(day.level))
        painter.setPen(theme.colour(look.pain_ink(day.level)))
        painter.setFont(theme.font(_NUMBER))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, str(day.level))
