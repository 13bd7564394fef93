"""A box to tick, of full target size, with its words beside it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.ui import icons, theme
from backtracker.ui.widgets.flow import follow_width
from backtracker.ui.widgets.painted import PaintedButton, box
from backtracker.ui.widgets.text import Paragraph

_BOX = 24


class _Box(PaintedButton):
    """The box alone: 44 px to press, 24 px to see."""

    def __init__(self, name: str, on: bool) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setChecked(on)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(tokens.CONTROL), theme.px(tokens.CONTROL))

    def draw(self, painter: QPainter) -> None:
        side = theme.px(_BOX)
        where = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        if self.isChecked():
            box(painter, where, 6, "accent")
            icons.paint(painter, "check", "on_accent", where.adjusted(3, 3, -3, -3))
        else:
            box(painter, where, 6, "sunk" if self.hovered() else "card", "quiet" if self.hovered() else "ctl")


class Tick(QWidget):
    """``toggled`` comes with each press on the box or its words."""

    toggled = Signal(bool)

    def __init__(self, words: str, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = _Box(words, on)
        self.words = Paragraph(words, tokens.BODY)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignVCenter)
        self.box.toggled.connect(self.toggled)
        follow_width(self)

    @property
    def on(self) -> bool:
        """Whether it is ticked."""
        return self.box.isChecked()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The words are a part of the target."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.box.click()
        else:
            super().mousePressEvent(event)
