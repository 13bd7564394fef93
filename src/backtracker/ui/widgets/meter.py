"""How far something is today: glasses that fill, a bar, or one piece a time. And dots for a row of questions."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from backtracker.ui import theme
from backtracker.ui.widgets.painted import box

_WIDTH, _HEIGHT, _BAR = 218, 28, 8
_GLASS, _GLASS_HIGH, _MOST_GLASSES = 19, 25, 12
_DOT, _DOT_GAP, _DOT_LONG = 8, 6, 18


class Meter(QLabel):
    """``shape`` is glasses, bar or pieces. The words beside it say the same, so for ears it is empty."""

    def __init__(self, shape: str, token: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape, self._token, self.done, self.goal = shape, token, 0, 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_state(self, done: int, goal: int) -> None:
        """Show ``done`` of ``goal``; more than the goal fills it."""
        if (done, goal) != (self.done, self.goal):
            self.done, self.goal = done, max(1, goal)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_WIDTH), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(96), theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._shape == "glasses" and self.goal <= _MOST_GLASSES:
            self._draw_glasses(painter)
        elif self._shape == "pieces" and self.goal <= _MOST_GLASSES:
            self._draw_pieces(painter)
        else:
            self._draw_bar(painter, QRectF(0, 0, self.width(), self.height()), self.done / self.goal)
        painter.end()

    def _draw_bar(self, painter: QPainter, where: QRectF, share: float) -> None:
        high = theme.px(_BAR)
        track = QRectF(where.x(), where.center().y() - high / 2, where.width(), high)
        box(painter, track, high / 2, "line")
        if share > 0:
            filled = QRectF(track.x(), track.y(), max(high, track.width() * min(1.0, share)), high)
            box(painter, filled, high / 2, self._token)

    def _draw_pieces(self, painter: QPainter) -> None:
        gap = theme.px(8)
        wide = (self.width() + gap) / self.goal - gap
        for number in range(self.goal):
            place = QRectF(number * (wide + gap), 0, wide, self.height())
            self._draw_bar(painter, place, 1.0 if number < self.done else 0.0)

    def _draw_glasses(self, painter: QPainter) -> None:
        step = min(theme.px(28), self.width() / self.goal)
        wide, high = min(theme.px(_GLASS), step * 0.72), theme.px(_GLASS_HIGH)
        top = (self.height() - high) / 2
        for number in range(self.goal):
            left, full = number * step + 1, number < self.done
            slope = wide * 0.14
            corners = [(left, top), (left + wide, top), (left + wide - slope, top + high), (left + slope, top + high)]
            if full:
                level = 0.28
                inset = slope * level
                water = [(left + inset + 2, top + high * level), (left + wide - inset - 2, top + high * level),
                         (left + wide - slope - 2, top + high - 2), (left + slope + 2, top + high - 2)]  # fmt: skip
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour(self._token))
                painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in water]))
            pen = QPen(theme.colour(self._token if full else "ctl"), 1.5)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


class Dots(QLabel):
    """One dot a question: the present one long, the answered ones filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dots: tuple[bool, ...] = ()
        self._at = -1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_state(self, answered: tuple[bool, ...], at: int) -> None:
        """Which are answered, and where one is; -1 for nowhere."""
        self._dots, self._at = answered, at
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = len(self._dots) * (_DOT + _DOT_GAP) - _DOT_GAP + (_DOT_LONG - _DOT if self._at >= 0 else 0)
        return QSize(theme.px(max(0, wide)), theme.px(_DOT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, side = 0.0, theme.px(_DOT)
        for number, answered in enumerate(self._dots):
            wide = theme.px(_DOT_LONG) if number == self._at else side
            token = "accent" if answered or number == self._at else "line2"
            box(painter, QRectF(left, 0, wide, side), side / 2, token)
            left += wide + theme.px(_DOT_GAP)
        painter.end()
