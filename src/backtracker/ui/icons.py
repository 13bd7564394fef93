"""The drawn signs: one family of SVG files, recoloured by token, sharp at every scale of the screen.

May import PySide6, ``paths`` and ``ui.theme``. QtSvg is loaded with the first sign.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from backtracker.paths import resource
from backtracker.ui import theme


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _drawn(name: str, shade: str, size: float, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    side = max(1, round(size * ratio))
    drawn = QPixmap(QSize(side, side))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(_source(name).replace("currentColor", shade).encode())).render(painter)
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def pixmap(name: str, token: str = "text", size: float = 20, ratio: float | None = None) -> QPixmap:
    """The sign ``name`` in the colour of ``token`` (or a colour code), ``size`` px wide, for a screen of ``ratio``."""
    if ratio is None:
        ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    return _drawn(name, theme.current().colour(token), size, ratio)


def icon(name: str, token: str = "text", size: float = 20) -> QIcon:
    """The sign for menus and for Qt's own buttons. Made anew when the theme changes."""
    return QIcon(pixmap(name, token, size))


def paint(painter: QPainter, name: str, token: str, where: QRectF) -> None:
    """Draw the sign into the square ``where`` of a widget that is being painted."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(where.topLeft(), pixmap(name, token, where.width(), ratio))


@lru_cache(maxsize=1)
def program_icon() -> QIcon:
    """The program's own sign, in the sizes that task bars and trays ask for."""
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(resource("icons/backtracker.svg")))
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        drawn = QPixmap(side, side)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        renderer.render(painter)
        painter.end()
        made.addPixmap(drawn)
    return made
