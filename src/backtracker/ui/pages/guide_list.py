"""The eighteen steps as a list under the headings of their parts, moved through by arrow keys."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core import guide
from backtracker.core.guide import Guidance
from backtracker.core.words import translate
from backtracker.ui import icons, theme
from backtracker.ui.widgets.painted import PaintedButton, box
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.text import label

_HEIGHT, _NUMBER, _SIGN, _PAD = 44, 28, 20, 12
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class GuideRow(PaintedButton):
    """One step; the one that is open is checked. ``moved`` is an arrow key: how many rows on."""

    moved = Signal(int)

    def __init__(self, step: Guidance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self._words, self._number = guide.short(step), str(guide.number(step))
        self.setCheckable(True)
        self.ring_inside = True
        self.setAccessibleName(f"{self._number}. {self._words}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """A press opens it; the list checks the row that is open."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go to the neighbours."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.moved.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def draw(self, painter: QPainter) -> None:
        where, look = QRectF(self.rect()), theme.current()
        if self.isChecked():
            box(painter, where, tokens.RADIUS, look.tint("accent", "page"))
            box(painter, QRectF(0, where.height() / 2 - theme.px(14), 3, theme.px(28)), 1.5, "accent")
        elif self.hovered() or self.hasFocus():
            box(painter, where, tokens.RADIUS, "line" if self.isDown() else "sunk")
        left = theme.px(_PAD)
        painter.setFont(theme.font(tokens.BODY))
        painter.setPen(theme.colour("quiet"))
        painter.drawText(
            QRectF(left, 0, theme.px(_NUMBER), where.height()), Qt.AlignmentFlag.AlignVCenter, self._number
        )
        left += theme.px(_NUMBER)
        side = theme.px(_SIGN)
        icons.paint(painter, self.step.icon, self.step.tone, QRectF(left, (where.height() - side) / 2, side, side))
        left += side + theme.px(_PAD)
        face = theme.font(tokens.STRONG)
        room = where.width() - left - theme.px(_PAD)
        words = QFontMetricsF(face).elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        painter.setFont(face)
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(left, 0, room + 2, where.height()), Qt.AlignmentFlag.AlignVCenter, words)


class GuideList(ScrollPage):
    """``opened`` carries the key of a row that was pressed; ``chosen`` that of one an arrow key went to."""

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(sides=20, top=0, gap=0, parent=parent)
        self.setAccessibleName(translate("Guide", "The eighteen steps"))
        self.rows: dict[str, GuideRow] = {}
        for part in guide.PARTS:
            head = label(guide.part_title(part.key), tokens.SMALL_STRONG, "quiet")
            head.setContentsMargins(_PAD, 0, 0, 0)
            self.column.addSpacing(theme.px(12))
            self.column.addWidget(head)
            self.column.addSpacing(theme.px(4))
            for step in guide.ALL:
                if step.part == part.key:
                    self.column.addWidget(self._row(step))
        self.column.addStretch(1)

    def _row(self, step: Guidance) -> GuideRow:
        row = self.rows[step.key] = GuideRow(step)
        row.clicked.connect(lambda: self.opened.emit(step.key))
        row.moved.connect(lambda by: self._move(step, by))
        return row

    def mark(self, key: str) -> None:
        """The row of ``key`` is the one that is open, and where Tab comes in."""
        for name, row in self.rows.items():
            row.setChecked(name == key)
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == key else Qt.FocusPolicy.ClickFocus)
        self.ensureWidgetVisible(self.rows[key], 0, theme.px(_HEIGHT))

    def focus_row(self) -> None:
        """The keyboard to the row that is open."""
        for row in self.rows.values():
            if row.isChecked():
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, step: Guidance, by: int) -> None:
        there = guide.ALL[min(len(guide.ALL) - 1, max(0, guide.ALL.index(step) + by))].key
        self.mark(there)
        self.focus_row()
        self.chosen.emit(there)
