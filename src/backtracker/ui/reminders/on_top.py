"""What the cards that ask have in common: a window without a frame, on top, at the corner, that takes no keyboard."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.ui import theme
from backtracker.ui.widgets.fresh import Fresh
from backtracker.ui.widgets.painted import round_corners

WIDTH = 576
FROM_EDGE = 16


class OnTop(QWidget):
    """``clear_of`` tells which part of the screen it should not cover."""

    def __init__(self) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("popup")
        self.clear_of: Callable[[], QRect] = QRect
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.fresh = Fresh(self)

    def _appear(self) -> None:
        """Come up as tall as what is in it."""
        width = theme.px(WIDTH)
        self.setFixedSize(width, self._box.totalHeightForWidth(width))
        self.move(corner_of(self.size(), self.clear_of()))
        self.fresh.begin()
        self.show()
        self.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The corners of the card are those of the window."""
        super().resizeEvent(event)
        round_corners(self, tokens.RADIUS_CARD)


def corner_of(size: QSize, taken: QRect) -> QPoint:
    """Where a card of ``size`` goes: at the bottom right of the screen in use, above what is ``taken`` there."""
    screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
    room = screen.availableGeometry()
    area = QRect(QPoint(0, 0), size)
    area.moveBottomRight(room.bottomRight() - QPoint(FROM_EDGE, FROM_EDGE))
    if taken.intersects(area) and taken.top() - area.height() - FROM_EDGE >= room.top():
        area.moveBottom(taken.top() - FROM_EDGE)
    return area.topLeft()
