"""The bare ground that the first paint shows; nothing else may be imported for it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget


class Ground(QWidget):
    """A piece of bare ground: the colour behind a widget, because painting it would wake all of Qt's enums.

    The window itself has no palette of its own: the style sheet would keep it through a change of the look.
    """

    painted = Signal()

    def __init__(self, parent: QWidget, colour: str) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(colour))
        self.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        """It covers the window, which then paints nothing itself."""
        super().paintEvent(event)
        self.painted.emit()
