"""Small signs in rows: the tinted square with a sign, the pain number on its colour, a change of pain."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.tokens import Type
from backtracker.ui import icons, theme
from backtracker.ui.widgets.painted import box

_NUMBER = Type(13, 18, 600)
PILL_WIDTH, PILL_HEIGHT = 26, 22
ARROW_ROOM = 24  # between two pills

Levels = tuple[int | None, ...]
"""One pain level, or those before and after something, of which one may be unknown."""


def paint_badge(painter: QPainter, where: QRectF, icon: str, token: str, round_: bool = False) -> None:
    """The tinted square (or disc) with its sign, for rows that paint themselves."""
    side = where.width()
    radius = side / 2 if round_ else tokens.RADIUS_CARD if side >= 36 else 7
    box(painter, where, radius, theme.current().tint(token))
    sign = round(side * 0.6)
    gap = (side - sign) / 2
    icons.paint(painter, icon, token, QRectF(where.x() + gap, where.y() + gap, sign, sign))


def paint_pill(painter: QPainter, where: QRectF, level: int) -> None:
    """A pain number on its colour."""
    look = theme.current()
    box(painter, where, tokens.RADIUS_PILL, look.pain(level), look.pain_edge(level))
    painter.setPen(theme.colour(look.pain_ink(level)))
    painter.setFont(theme.font(_NUMBER))
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, str(level))


class Badge(QLabel):
    """The tinted square with a sign in its kind's colour; ``round_`` makes it a disc."""

    def __init__(
        self, icon: str, token: str = "accent", size: int = 56, round_: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._token, self._size, self._round = icon, token, size, round_
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_sign(self, icon: str, token: str) -> None:
        """Another sign and kind."""
        if (icon, token) != (self._icon, self._token):
            self._icon, self._token = icon, token
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, QRectF(self.rect()), self._icon, self._token, self._round)
        painter.end()


class Sign(QLabel):
    """A sign alone, without a ground, beside words that name it."""

    def __init__(self, icon: str, token: str = "quiet", size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._token, self._size = icon, token, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_sign(self, icon: str, token: str) -> None:
        """Another sign and colour."""
        self._icon, self._token = icon, token
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._icon, self._token, QRectF(self.rect()))
        painter.end()


class PainPill(QLabel):
    """One pain number, or a change ("6 › 5") when ``after`` is given."""

    def __init__(self, before: int, after: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_levels(before, after)

    def set_levels(self, before: int, after: int | None = None) -> None:
        """Show these levels, 0 to 10."""
        self._levels: Levels = (before,) if after is None else (before, after)
        self.setAccessibleName(pain_words(self._levels))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(pills_width(self._levels)), theme.px(PILL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_pills(painter, self.width(), self.height() / 2, self._levels)
        painter.end()


def pain_words(levels: Levels) -> str:
    """What a screen reader says for one or two pain numbers."""
    if len(levels) == 1:
        return translate("PainPill", "pain {level}", level=levels[0])
    before, after = levels
    if before is None:
        return translate("PainPill", "pain {level} after it", level=after)
    if after is None:
        return translate("PainPill", "pain {level} before it", level=before)
    return translate("PainPill", "pain from {before} to {after}", before=before, after=after)


def pills_width(levels: Levels) -> float:
    """The room that the pills of ``levels`` take with their arrow, px."""
    pills = sum(level is not None for level in levels)
    return pills * theme.px(PILL_WIDTH) + (ARROW_ROOM if len(levels) > 1 else 0)


def paint_pills(painter: QPainter, right: float, middle: float, levels: Levels) -> None:
    """One or two pills that end at ``right``, centred on ``middle``; two levels have the arrow between them."""
    width, height = theme.px(PILL_WIDTH), theme.px(PILL_HEIGHT)
    x = right - pills_width(levels)
    for number, level in enumerate(levels):
        if number:
            side = theme.px(14)
            arrow = QRectF(x + (ARROW_ROOM - side) / 2, middle - side / 2, side, side)
            icons.paint(painter, "chevron-right", "quiet", arrow)
            x += ARROW_ROOM
        if level is not None:
            paint_pill(painter, QRectF(x, middle - height / 2, width, height), level)
            x += width
