"""The pain row (rule 3): eleven cells, one press. Each cell is a button of its own for ears and keys.

The row chooses nothing by itself and starts with nothing chosen; it says what was pressed.
"""

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.tokens import Type
from backtracker.ui import theme
from backtracker.ui.widgets.flow import follow_width
from backtracker.ui.widgets.painted import PaintedButton, Ring, box

CELLS = 11
_LEAST = 44  # px of a cell's side; with less room the row breaks in two


class _Variant(NamedTuple):
    height: int
    gap: int
    radius: int
    number: Type
    caption: Type | None
    caption_gap: int
    joined: bool  # only the outer corners are round


_VARIANTS = {
    "today": _Variant(48, 6, 8, Type(18, 24, 600), tokens.SMALL, 1, False),
    "popup": _Variant(44, 2, 8, Type(16, 20, 600), None, 0, True),
    "checkin": _Variant(56, 6, 8, Type(20, 24, 600), tokens.SMALL, 4, False),
    "spasm": _Variant(152, 8, 10, Type(36, 44, 600), tokens.LEAD, 11, False),
}


def level_of_key(event: QKeyEvent) -> int | None:
    """The pain level a key stands for: 0 to 9 as printed, minus for 10."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    key = event.key()
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return int(key) - int(Qt.Key.Key_0)
    return 10 if key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore) else None


class _Cell(PaintedButton):
    def __init__(self, row: "PainRow", level: int) -> None:
        super().__init__(row)
        self._row, self.level = row, level
        self.rounded_left = self.rounded_right = True
        self.ring_radius = row.look.radius
        self.setText(str(level))
        extra = {0: translate("PainRow", "no pain"), 10: translate("PainRow", "worst there is")}.get(level, "")
        name = translate("PainRow", "Pain {level} of 10", level=level)
        self.setAccessibleName(f"{name}, {extra}" if extra else name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(_LEAST), theme.px(self._row.look.height))

    def draw(self, painter: QPainter) -> None:
        look, theme_ = self._row.look, theme.current()
        where = QRectF(self.rect())
        fill, edge = theme_.pain(self.level), theme_.pain_edge(self.level)
        if self.isDown() or self.hovered():
            edge = theme_.text
            fill = tokens.mix(theme_.pain_ink(self.level), fill, 0.14 if self.isDown() else 0.06)
        if look.joined:
            painter.setPen(theme.colour(edge))
            painter.setBrush(theme.colour(fill))
            painter.drawPath(self._outline(where.adjusted(0.5, 0.5, -0.5, -0.5), look.radius))
        else:
            box(painter, where, look.radius, fill, edge)
        painter.setPen(theme.colour(theme_.pain_ink(self.level)))
        painter.setFont(theme.font(look.number))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, str(self.level))

    def _outline(self, where: QRectF, radius: float) -> QPainterPath:
        """A box with its outer corners round and the inner ones nearly square."""
        left = radius if self.rounded_left else 1.5
        right = radius if self.rounded_right else 1.5
        path = QPainterPath()
        path.moveTo(where.left() + left, where.top())
        path.lineTo(where.right() - right, where.top())
        path.quadTo(where.right(), where.top(), where.right(), where.top() + right)
        path.lineTo(where.right(), where.bottom() - right)
        path.quadTo(where.right(), where.bottom(), where.right() - right, where.bottom())
        path.lineTo(where.left() + left, where.bottom())
        path.quadTo(where.left(), where.bottom(), where.left(), where.bottom() - left)
        path.lineTo(where.left(), where.top() + left)
        path.quadTo(where.left(), where.top(), where.left() + left, where.top())
        path.closeSubpath()
        return path

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._row.took(event, self.level):
            super().keyPressEvent(event)


class PainRow(QWidget):
    """Eleven cells in one of the variants today, popup, checkin and spasm."""

    chosen = Signal(int)

    def __init__(self, variant: str = "today", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = _VARIANTS[variant]
        self._last: tuple[int | None, str] = (None, "")
        self._chosen: int | None = None
        self._ring: Ring | None = None
        self.cells = [_Cell(self, level) for level in range(CELLS)]
        for cell in self.cells:
            cell.clicked.connect(lambda _=False, level=cell.level: self.chosen.emit(level))
        self._make_reachable(0)
        follow_width(self, down=QSizePolicy.Policy.Minimum)
        self.setAccessibleName(translate("PainRow", "Pain from 0 to 10"))
        self.setAccessibleDescription(translate("PainRow", "Keys 0 to 9 choose; minus is 10"))

    def set_last(self, level: int | None, words: str = "") -> None:
        """The last reading in words, under its cell: ``"last: 5 at 13:22"``."""
        self._last = (level, words)
        self.setAccessibleDescription(words or translate("PainRow", "Keys 0 to 9 choose; minus is 10"))
        if level is not None:
            self._make_reachable(level)
        self.update()

    def set_chosen(self, level: int | None) -> None:
        """Put the ring around a level, or around none."""
        self._chosen = level
        for cell in self.cells:
            chosen = translate("PainRow", "chosen") if cell.level == level else ""
            cell.setAccessibleDescription(chosen)
        if level is None and self._ring is None:
            return
        if self._ring is None:
            self._ring = Ring(self)
        self._ring.surround(None if level is None else self.cells[level], self.look.radius)

    def chosen_level(self) -> int | None:
        return self._chosen

    def focus_level(self, level: int) -> None:
        """Bring the keyboard to a cell; the tab key then comes back to it."""
        self._make_reachable(level)
        self.cells[level].setFocus(Qt.FocusReason.TabFocusReason)

    def took(self, event: QKeyEvent, at: int = 0) -> bool:
        """Answer a key, seen from cell ``at``: arrows move, figures choose. Pages may pass theirs on."""
        number = level_of_key(event)
        if number is not None:
            self.focus_level(number)
            self.cells[number].click()
            return True
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}.get(
            Qt.Key(event.key()), 0
        )
        goal = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: CELLS - 1}.get(Qt.Key(event.key()), at + step)
        if goal == at:
            return bool(step)
        self.focus_level(min(CELLS - 1, max(0, goal)))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.took(event):
            super().keyPressEvent(event)

    def _make_reachable(self, level: int) -> None:
        """One stop for the tab key in the whole row, as with radio buttons; arrows do the rest."""
        for cell in self.cells:
            strong = cell.level == level
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus)

    def _columns(self, width: int) -> int:
        return CELLS if width >= CELLS * theme.px(_LEAST) + (CELLS - 1) * self.look.gap else 6

    def _caption_height(self) -> int:
        caption = self.look.caption
        return theme.px(caption.line) + self.look.caption_gap if caption else 0

    def _tile_height(self, rows: int) -> int:
        """Tall tiles give way when they stand in two rows or the type is large."""
        height = theme.px(self.look.height)
        return height if rows == 1 else min(height, theme.px(72))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = 1 if self._columns(width) == CELLS else 2
        return rows * (self._tile_height(rows) + self.look.gap) - self.look.gap + self._caption_height()

    def sizeHint(self) -> QSize:
        width = CELLS * theme.px(_LEAST) + (CELLS - 1) * self.look.gap
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(6 * theme.px(_LEAST) + 5 * self.look.gap, self.heightForWidth(1 << 16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns, gap = self._columns(self.width()), self.look.gap
        rows = 1 if columns == CELLS else 2
        height = self._tile_height(rows)
        for cell in self.cells:
            row, column = divmod(cell.level, columns)
            left = round(column * (self.width() + gap) / columns)
            right = round((column + 1) * (self.width() + gap) / columns) - gap
            cell.setGeometry(left, row * (height + gap), right - left, height)
            cell.rounded_left = column == 0
            cell.rounded_right = column == columns - 1 or cell.level == CELLS - 1

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.set_chosen(self._chosen)  # the ring lies on the page, which the row may not have had before

    def paintEvent(self, event: QPaintEvent) -> None:
        caption = self.look.caption
        if caption is None:
            return
        painter = QPainter(self)
        face = theme.font(caption)
        metrics = QFontMetricsF(face)
        painter.setFont(face)
        painter.setPen(theme.colour("quiet"))
        top = self.heightForWidth(self.width()) - theme.px(caption.line)
        line = QRectF(0, top, self.width(), theme.px(caption.line))
        ends = translate("PainRow", "no pain"), translate("PainRow", "worst there is")
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, ends[0])
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, ends[1])
        level, words = self._last
        if words:
            width = metrics.horizontalAdvance(words)
            first = metrics.horizontalAdvance(ends[0]) + 12
            limit = self.width() - metrics.horizontalAdvance(ends[1]) - 12 - width
            centre = self.cells[5 if level is None else level].geometry().center().x()
            x = max(first, min(limit, centre - width / 2))
            painter.drawText(QRectF(x, top, width + 2, line.height()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
