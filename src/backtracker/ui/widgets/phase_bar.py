"""The phase bar (rule 6): how far the episode is in its phases, days below, *now* as a line."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import icons, theme

_BAR, _GAP, _RADIUS = 16, 4, 5
_HALO, _LINE = 7, 3


class Phase(NamedTuple):
    """A stretch of the bar. ``token`` is the kind's colour; times are of one kind, all aware or all naive.

    ``shorter`` are other words for ``label``, the longest first, for when there is no room for it.
    """

    token: str
    icon: str
    label: str
    start: datetime
    end: datetime
    shorter: tuple[str, ...] = ()


class PhaseBar(QLabel):
    """Elapsed is solid, what is to come is tint with an outline. Its words are its accessible text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phases: tuple[Phase, ...] = ()
        self._ticks: tuple[tuple[datetime, str], ...] = ()
        self._now: datetime | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_phases(self, phases: Sequence[Phase], now: datetime, ticks: Sequence[tuple[datetime, str]]) -> None:
        """Show ``phases`` in order of time. The first tick names the day of the start and gets no mark.

        The line of *now* stands still for minutes; nothing is painted until it has moved on the screen.
        """
        before = self._phases, self._ticks, self._dot()
        self._phases, self._ticks, self._now = tuple(phases), tuple(ticks), now
        if (self._phases, self._ticks, self._dot()) != before:
            self.setAccessibleName(", ".join(phase.label for phase in phases))
            self.update()

    def _dot(self) -> int | None:
        """Where *now* is, in dots of the screen."""
        if not self._phases or self._now is None:
            return None
        return round(self._x(self._now) * self.devicePixelRatioF())

    def _lines(self) -> tuple[int, int, int]:
        """Top of the bar, its height, and the height of a line of words."""
        words = theme.px(tokens.SMALL.line)
        return words + 6, _BAR, words

    def sizeHint(self) -> QSize:
        top, bar, words = self._lines()
        return QSize(theme.px(480), top + bar + 4 + words)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def _x(self, moment: datetime) -> float:
        start, end = self._phases[0].start, self._phases[-1].end
        share = (moment - start).total_seconds() / max(1.0, (end - start).total_seconds())
        return self.width() * min(1.0, max(0.0, share))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._phases or self._now is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, bar, words = self._lines()
        now = self._x(self._now)
        for number, phase in enumerate(self._phases):
            left = self._x(phase.start) + (_GAP / 2 if number else 0)
            right = self._x(phase.end) - (_GAP / 2 if number < len(self._phases) - 1 else 0)
            self._draw_phase(painter, QRectF(left, top, max(2.0, right - left), bar), phase, now)
        self._draw_ticks(painter, top + bar, words)
        taken = self._draw_now(painter, now, top, bar, words)
        self._draw_labels(painter, taken, words)
        painter.end()

    def _draw_phase(self, painter: QPainter, where: QRectF, phase: Phase, now: float) -> None:
        shade = theme.colour(phase.token)
        outline = tokens.mix(theme.current().colour(phase.token), theme.current().card, 0.38)
        painter.setBrush(theme.colour(theme.current().tint(phase.token)))
        painter.setPen(QPen(theme.colour(outline), 1))
        painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        if now > where.left():
            shape = QPainterPath()
            shape.addRoundedRect(where, _RADIUS, _RADIUS)
            gone = QPainterPath()
            gone.addRect(QRectF(where.left(), where.top(), now - where.left(), where.height()))
            painter.fillPath(shape.intersected(gone), shade)

    def _draw_ticks(self, painter: QPainter, below: float, words: int) -> None:
        face = theme.font(tokens.AXIS)
        metrics = QFontMetricsF(face)
        painter.setFont(face)
        free = 0.0
        for number, (moment, label) in enumerate(self._ticks):
            x = 0.0 if number == 0 else self._x(moment)
            if number:
                painter.fillRect(QRectF(round(x), below + 4, 1, 6), theme.colour("line2"))
                x += 6
            width = metrics.horizontalAdvance(label)
            if x >= free and x + width <= self.width() + 1:
                painter.setPen(theme.colour("quiet"))
                painter.drawText(QRectF(x, below + 4, width + 2, words), Qt.AlignmentFlag.AlignVCenter, label)
                free = x + width + 8

    def _draw_now(self, painter: QPainter, x: float, top: float, bar: float, words: int) -> tuple[float, float]:
        """The line with its halo and the word above it; from where to where the word reaches."""
        x = min(self.width() - _HALO / 2, max(_HALO / 2, x))
        painter.fillRect(QRectF(x - _HALO / 2, top - 1, _HALO, bar + 2), theme.colour("page"))
        line = QRectF(x - _LINE / 2, top - 6, _LINE, bar + 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text"))
        painter.drawRoundedRect(line, 1.5, 1.5)
        face = theme.font(tokens.SMALL_STRONG)
        word = translate("PhaseBar", "now")
        width = QFontMetricsF(face).horizontalAdvance(word)
        left = min(self.width() - width, max(0.0, x - width / 2))
        painter.setFont(face)
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(left, 0, width + 2, words), Qt.AlignmentFlag.AlignVCenter, word)
        return left, left + width

    def _draw_labels(self, painter: QPainter, taken: tuple[float, float], words: int) -> None:
        """Sign and words above each phase, out of the way of *now* and of the next phase. Nothing is cut in a word."""
        face = theme.font(tokens.SMALL_STRONG)
        metrics = QFontMetricsF(face)
        side = theme.px(16)
        free = 0.0
        for number, phase in enumerate(self._phases):
            left = max(free, self._x(phase.start) + (_GAP / 2 if number else 0))
            width = side + 6 + metrics.horizontalAdvance(phase.label)
            if left < taken[1] + 10 and left + width > taken[0] - 10:
                left = taken[1] + 10
            limit = self._x(self._phases[number + 1].start) - 12 if number + 1 < len(self._phases) else self.width()
            if number + 1 == len(self._phases) and left + width > limit:
                left = max(free, limit - width)
            room = max(limit, left + side) - left - side - 6
            said = [words_ for words_ in (phase.label, *phase.shorter) if metrics.horizontalAdvance(words_) <= room + 1]
            shown = said[0] if said else ""
            icons.paint(painter, phase.icon, phase.token, QRectF(left, (words - side) / 2, side, side))
            painter.setFont(face)
            painter.setPen(theme.colour(phase.token))
            self.draw_words(painter, QRectF(left + side + 6, 0, max(0.0, room) + 2, words), shown)
            free = left + side + 6 + metrics.horizontalAdvance(shown) + 12

    def draw_words(self, painter: QPainter, place: QRectF, words: str) -> None:
        """The words of one phase, which fit ``place``."""
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
