"""A sign on its own in a row of words, painted so that it follows the theme."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backtracker.ui import icons, theme


class Sign(QWidget):
    """The icon ``name`` in the colour of ``token``, ``size`` px at normal type; ears hear the words beside it."""

    def __init__(self, name: str, token: str, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._token, self._size = name, token, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._name, self._token, QRectF(self.rect()))
        painter.end()
