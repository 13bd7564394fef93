"""The countdown ring (rule 7). It never moves by itself: whoever counts tells it where it stands."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.tokens import Type
from backtracker.ui import theme

_SIDE, _STROKE = 104, 8
_NUMBERS = (Type(30, 36, 600), Type(24, 30, 600), Type(18, 24, 600), Type(14, 20, 600))
_ROOM = 74
"""Px of the inside, where the number stands."""


class CountdownRing(QLabel):
    """What is left of a time, as an arc from 12 o'clock, a large number and a small word."""

    def __init__(self, token: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fraction, self._big, self._small, self._token = 0.0, "", "", token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, fraction: float, big: str, small: str, token: str = "") -> None:
        """``fraction`` (0 to 1) of the ring is drawn; a ``big`` that is longer, such as 19:40, gets smaller figures."""
        state = (min(1.0, max(0.0, fraction)), big, small, token or self._token)
        if state == (self._fraction, self._big, self._small, self._token):
            return
        self._fraction, self._big, self._small, self._token = state
        self.setAccessibleName(f"{big} {small}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_SIDE), theme.px(_SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def number_font(self) -> QFont:
        """The largest figures in which the number keeps clear of the arc."""
        faces = [theme.font(kind) for kind in _NUMBERS]
        room = theme.px(_ROOM)
        return next((face for face in faces if QFontMetricsF(face).horizontalAdvance(self._big) <= room), faces[-1])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = theme.px(_STROKE)
        where = QRectF(self.rect()).adjusted(stroke / 2 + 2, stroke / 2 + 2, -stroke / 2 - 2, -stroke / 2 - 2)
        pen = QPen(theme.colour(theme.current().tint(self._token)), stroke)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawEllipse(where)
        if self._fraction > 0:
            pen.setColor(theme.colour(self._token))
            painter.setPen(pen)
            painter.drawArc(where, 90 * 16, -round(360 * 16 * self._fraction))
        block = theme.px(28) + (theme.px(18) if self._small else 0)
        top = (self.height() - block) / 2
        painter.setPen(theme.colour("text"))
        painter.setFont(self.number_font())
        painter.drawText(QRectF(0, top, self.width(), theme.px(28)), Qt.AlignmentFlag.AlignCenter, self._big)
        painter.setPen(theme.colour("quiet"))
        painter.setFont(theme.font(tokens.SMALL))
        under = QRectF(0, top + theme.px(28), self.width(), theme.px(18))
        painter.drawText(under, Qt.AlignmentFlag.AlignCenter, self._small)
        painter.end()
