"""Weeks as rows, parts of the plan as columns: on how many days each was kept, as a number and a small bar."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.widgets.painted import box

_ROW, _HEAD, _BAR, _NAME = 34, 40, 6, 112
_HEADING = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


class WeekRow(NamedTuple):
    """A week by its name, its days so far, and the days on which each part was kept."""

    name: str
    days: int
    kept: tuple[int, ...]


class WeekTable(QLabel):
    """Painted as a whole; for ears it is one sentence a week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[str, ...] = ()
        self.rows: tuple[WeekRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_weeks(self, parts: Sequence[str], rows: Sequence[WeekRow]) -> None:
        """Show these ``rows``, each with a number for each of ``parts``."""
        self._parts, self.rows = tuple(parts), tuple(rows)
        self.setAccessibleName(" ".join(self._sentence(row) for row in self.rows))
        self.updateGeometry()
        self.update()

    def _sentence(self, row: WeekRow) -> str:
        kept = ", ".join(f"{part} {n}" for part, n in zip(self._parts, row.kept, strict=True))
        return translate("WeekTable", "{week}, {days} days: {kept}.", week=row.name, days=row.days, kept=kept)

    def sizeHint(self) -> QSize:
        high = theme.px(_HEAD) + len(self.rows) * theme.px(_ROW)
        return QSize(theme.px(_NAME) + len(self._parts) * theme.px(84), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_NAME) + len(self._parts) * theme.px(48), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name, gap = theme.px(_NAME), theme.px(14)
        step = (self.width() - name) / max(1, len(self._parts))
        for number, part in enumerate(self._parts):
            place = QRectF(name + number * step, 0, step - 4, theme.px(_HEAD) - 4)
            painter.setFont(theme.font(tokens.SMALL))
            painter.setPen(theme.colour("quiet"))
            painter.drawText(place, _HEADING, part)
        for number, row in enumerate(self.rows):
            top = theme.px(_HEAD) + number * theme.px(_ROW)
            painter.fillRect(QRectF(0, top, self.width(), 1), theme.colour("line"))
            last = number == len(self.rows) - 1
            kind = tokens.SMALL_STRONG if last else tokens.SMALL
            self._words(painter, QRectF(0, top, name - 8, theme.px(_ROW)), row.name, kind, "text" if last else "quiet")
            for column, kept in enumerate(row.kept):
                where = QRectF(name + column * step, top, step - gap, theme.px(_ROW))
                self._cell(painter, where, kept, row.days)
        painter.end()

    def _cell(self, painter: QPainter, where: QRectF, kept: int, days: int) -> None:
        room = theme.px(18)
        self._words(painter, QRectF(where.x(), where.y(), room, where.height()), str(kept), tokens.STRONG, "text")
        high = theme.px(_BAR)
        track = QRectF(where.x() + room, where.center().y() - high / 2, max(1.0, where.width() - room), high)
        box(painter, track, high / 2, "line")
        if kept:
            share = min(1.0, kept / max(1, days))
            filled = QRectF(track.x(), track.y(), max(high, track.width() * share), high)
            box(painter, filled, high / 2, "accent")

    def _words(self, painter: QPainter, where: QRectF, words: str, kind: tokens.Type, token: str) -> None:
        face = theme.font(kind)
        painter.setFont(face)
        painter.setPen(theme.colour(token))
        shown = QFontMetricsF(face).elidedText(words, Qt.TextElideMode.ElideRight, where.width() + 1)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
