"""A switch, on or off: a pill with a knob, and the word beside it, since colour is never the only sign."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.widgets.painted import PaintedButton, box

_WIDTH, _HEIGHT, _KNOB = 44, 24, 18


class Switch(PaintedButton):
    """Checkable; ``name`` is what it switches, for ears. ``toggled`` comes with each change."""

    def __init__(self, name: str, on: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(on)
        self.setAccessibleName(name)
        self.setFont(theme.font(tokens.STRONG))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_on(self, on: bool) -> None:
        """Show it on or off without a signal."""
        self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(False)

    def _words(self, on: bool) -> str:
        return translate("Switch", "On") if on else translate("Switch", "Off")

    def sizeHint(self) -> QSize:
        measure = QFontMetricsF(self.font())
        words = max(measure.horizontalAdvance(self._words(on)) for on in (True, False))
        return QSize(round(theme.px(_WIDTH) + 8 + words + 12), theme.px(tokens.CONTROL))

    def draw(self, painter: QPainter) -> None:
        on, width, height = self.isChecked(), theme.px(_WIDTH), theme.px(_HEIGHT)
        pill = QRectF(4, (self.height() - height) / 2, width, height)
        fill = ("accent" if on else "sunk") if not self.hovered() else theme.current().hover("accent" if on else "sunk")
        box(painter, pill, height / 2, fill, None if on else "ctl")
        knob = theme.px(_KNOB)
        left = pill.right() - knob - 3 if on else pill.left() + 3
        box(painter, QRectF(left, pill.center().y() - knob / 2, knob, knob), knob / 2, "on_accent" if on else "quiet")
        painter.setPen(theme.colour("text" if on else "quiet"))
        painter.setFont(self.font())
        words = QRectF(pill.right() + 8, 0, self.width(), self.height())
        painter.drawText(words, 0x0080, self._words(on))
