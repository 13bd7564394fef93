"""A drawing of a posture, made for this program: an SVG whose colours are tokens, as wide as its place lets it be."""

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.paths import resource
from backtracker.ui import theme
from backtracker.ui.widgets.flow import follow_width
from backtracker.ui.widgets.text import Paragraph

_NARROW = 176
"""Px below which nobody makes anything out."""
_TOKEN = re.compile(r"var\(--(\w+)\)")


@lru_cache(maxsize=16)
def _source(name: str) -> str:
    return resource(f"drawings/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=16)
def renderer(name: str, look: tokens.Theme) -> QSvgRenderer:
    """The drawing ``name`` in the colours of ``look``."""
    drawn = _TOKEN.sub(lambda found: look.colour(found[1]), _source(name))
    return QSvgRenderer(QByteArray(drawn.encode()))


class Drawing(QWidget):
    """The drawing ``name``; ``words`` say to ears what it shows. Keeps its proportions."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._size = renderer(name, theme.current()).defaultSize()
        self.setAccessibleName(words)
        follow_width(self)
        self.setMaximumWidth(theme.px(self._size.width()))

    def sizeHint(self) -> QSize:
        wide = theme.px(_NARROW)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        wide = min(width, self.maximumWidth())
        return round(wide * self._size.height() / self._size.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        renderer(self.name, theme.current()).render(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()


class Figure(QWidget):
    """A drawing and its ``words`` below it. It asks for no more width than the drawing needs to be made out."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drawing = Drawing(name, words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(self.drawing)
        column.addWidget(Paragraph(words, tokens.SMALL, "quiet"))

    def sizeHint(self) -> QSize:
        wide = theme.px(_NARROW)
        return QSize(wide, self.heightForWidth(wide))
