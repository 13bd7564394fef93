"""The back, seen from behind: a press says where it hurts (rule 11).

One silhouette; its regions are buttons with names, so ears and keys reach each of them. A press
beside a region goes to the nearest one. Names come from outside; here are only shapes.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import listed
from backtracker.ui import icons, theme
from backtracker.ui.widgets.painted import PaintedButton

# Shapes are drawn on a grid of their own: x from the spine, y from the crown, 2.37 units to a px.
_UNIT = 0.4212
_TALL = 1004.0
_HALF = 290.0  # from the spine to the outside of an arm
_LABELS = 130  # px for the names of the rows at the left, at normal type size
_SEAM = 7.0
_MIDDLE = 52.0  # half the width of the column over the spine, to the middle of its seams

_ROWS = (  # key, top, bottom, columns
    ("neck", 142.0, 242.0, ("left", "middle", "right")),
    ("upper", 242.0, 371.0, ("left", "middle", "right")),
    ("mid", 371.0, 490.5, ("left", "middle", "right")),
    ("lower", 490.5, 604.5, ("left", "middle", "right")),
    ("buttock", 604.5, 759.5, ("left", "right")),
    ("leg", 759.5, _TALL, ("left", "right")),
)


def _both_sides(right: QPainterPath) -> QPainterPath:
    """The right half and its mirror image as one outline."""
    return right.united(QTransform.fromScale(-1, 1).map(right))


@lru_cache(maxsize=1)
def _head() -> QPainterPath:
    half = QPainterPath(QPointF(0, 0))
    half.cubicTo(34, 0, 57, 22, 57, 58)
    half.cubicTo(58, 82, 50, 106, 35, 121)
    half.lineTo(35, 138)
    half.lineTo(0, 138)
    half.closeSubpath()
    ear = QPainterPath()
    ear.addEllipse(QPointF(59, 73), 8, 14)
    return _both_sides(half.united(ear))


@lru_cache(maxsize=1)
def _arms() -> QPainterPath:
    arm = QPainterPath(QPointF(163, 222))
    arm.cubicTo(203, 230, 229, 258, 233, 306)
    arm.cubicTo(237, 372, 252, 440, 268, 520)
    arm.cubicTo(280, 580, 286, 630, 288, 684)
    arm.cubicTo(289, 712, 281, 728, 267, 728)
    arm.cubicTo(254, 728, 247, 714, 243, 688)
    arm.cubicTo(238, 640, 224, 574, 206, 518)
    arm.cubicTo(190, 468, 172, 420, 161, 376)
    arm.cubicTo(172, 336, 180, 306, 180, 274)
    arm.cubicTo(180, 252, 174, 236, 163, 222)
    arm.closeSubpath()
    both = QPainterPath(arm)
    both.addPath(QTransform.fromScale(-1, 1).map(arm))
    return both


@lru_cache(maxsize=1)
def _trunk() -> QPainterPath:
    """Neck, back, seat and thighs: what the regions are cut from."""
    half = QPainterPath(QPointF(0, 142))
    half.lineTo(35, 142)
    half.cubicTo(35, 160, 38, 172, 48, 180)
    half.cubicTo(78, 202, 118, 208, 146, 222)
    half.cubicTo(166, 232, 175, 252, 175, 276)
    half.cubicTo(175, 316, 162, 350, 154, 384)
    half.cubicTo(146, 420, 131, 456, 131, 500)
    half.cubicTo(132, 540, 141, 580, 147, 618)
    half.cubicTo(155, 664, 158, 704, 158, 745)
    half.cubicTo(158, 820, 148, 908, 140, _TALL)
    half.lineTo(14, _TALL)
    half.cubicTo(11, 920, 5, 840, 3, 759)
    half.lineTo(0, 759)
    half.closeSubpath()
    return _both_sides(half)


@lru_cache(maxsize=1)
def _regions() -> dict[str, QPainterPath]:
    """The outline of each region on the drawing's grid."""
    made = {}
    for row, top, bottom, columns in _ROWS:
        edges = (-400.0, -_MIDDLE, _MIDDLE, 400.0) if len(columns) == 3 else (-400.0, 0.0, 400.0)
        for number, column in enumerate(columns):
            cell = QPainterPath()
            left, right = edges[number], edges[number + 1]
            where = QRectF(left, top, right - left, bottom - top)
            inset = where.adjusted(_SEAM / 2, _SEAM / 2, -_SEAM / 2, -_SEAM / 2)
            cell.addRoundedRect(inset, 11, 11)
            made[f"{row}_{column}"] = _trunk().intersected(cell)
    return made


@lru_cache(maxsize=1)
def _shoulder_blade() -> QPainterPath:
    blade = QPainterPath(QPointF(-119, 302))
    blade.cubicTo(-105, 330, -88, 343, -58, 341)
    return blade


class _Region(PaintedButton):
    """One region: as large as its outline, which it fills."""

    def __init__(self, owner: "BackMap", key: str, name: str) -> None:
        super().__init__(owner)
        self._owner, self.key = owner, key
        self.setCheckable(True)
        self.setText(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.outline = QPainterPath()

    def sizeHint(self) -> QSize:
        return self.outline.boundingRect().size().toSize()

    def draw(self, painter: QPainter) -> None:
        look = theme.current()
        fill = look.accent if self.isChecked() else look.region
        if self.isDown() or self.hovered():
            fill = tokens.mix(look.text, fill, 0.2 if self.isDown() else 0.1)
        painter.fillPath(self.outline, theme.colour(fill))
        if not self.isChecked():
            self._owner.draw_landmarks(painter, self)
            return
        side = theme.px(28)
        middle = self.outline.boundingRect().center()
        where = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        icons.paint(painter, "check", "on_accent", where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._owner.moved(self.key, event):
            super().keyPressEvent(event)


class BackMap(QWidget):
    """``names`` maps region keys ("lower_left") to words, ``rows`` the row keys ("lower") to theirs.

    Any number of regions can be chosen. The drawing keeps its proportions in the room it gets.
    """

    changed = Signal(frozenset)

    def __init__(self, names: Mapping[str, str], rows: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = dict(rows)
        self.regions = {key: _Region(self, key, names[key]) for key in _regions()}
        for region in self.regions.values():
            region.clicked.connect(self._pressed)
        self._make_reachable("lower_middle")
        self._to_px = QTransform()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def places(self) -> frozenset[str]:
        """The keys of the regions that are chosen."""
        return frozenset(key for key, region in self.regions.items() if region.isChecked())

    def set_places(self, keys: Iterable[str]) -> None:
        """Choose exactly these regions, without a signal."""
        wanted = set(keys)
        for key, region in self.regions.items():
            region.setChecked(key in wanted)
        self.update()

    def words(self) -> str:
        """The chosen regions by name, from top to bottom."""
        return listed([region.text() for region in self.regions.values() if region.isChecked()])

    def sizeHint(self) -> QSize:
        scale = theme.scale()
        return QSize(round((_LABELS + 2 * _HALF * _UNIT + 8) * scale), round((_TALL * _UNIT + 8) * scale))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        labels = theme.px(_LABELS)
        tall = min((self.height() - 8) / _TALL, (self.width() - labels - 8) / (2 * _HALF))
        scale = max(_UNIT, min(tall, _UNIT * 1.35 * theme.scale()))
        # In the middle of the page when there is room for the names at its left, else beside them.
        centre = max(self.width() / 2, labels + 4 + _HALF * scale)
        centre = min(centre, self.width() - 4 - _HALF * scale) if self.width() > labels else centre
        self._to_px = QTransform(scale, 0, 0, scale, round(centre), 4)
        for key, region in self.regions.items():
            path = self._to_px.map(_regions()[key])
            area: QRect = path.boundingRect().toAlignedRect()
            region.outline = path.translated(-area.x(), -area.y())
            region.setGeometry(area)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = theme.colour("body")
        painter.fillPath(self._to_px.map(_head()), body)
        painter.fillPath(self._to_px.map(_arms()), body)
        chosen = {key.rpartition("_")[0] for key in self.places()}
        right = self._to_px.map(QPointF(-_HALF, 0)).x() - 26
        for row, top, bottom, _ in _ROWS:
            kind = tokens.SMALL_STRONG if row in chosen else tokens.SMALL
            face = theme.font(kind)
            painter.setFont(face)
            painter.setPen(theme.colour("accent" if row in chosen else "quiet"))
            words = self._rows[row]
            width = QFontMetricsF(face).horizontalAdvance(words)
            middle = self._to_px.map(QPointF(0, (top + bottom) / 2)).y()
            place = QRectF(max(0.0, right - width), middle - 12, width + 2, 24)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def draw_landmarks(self, painter: QPainter, region: _Region) -> None:
        """The spine and the shoulder blades, so that one finds one's place."""
        painter.save()
        painter.setTransform(self._to_px * QTransform.fromTranslate(-region.x(), -region.y()), combine=True)
        pen = QPen(theme.colour(tokens.mix(theme.current().ctl, theme.current().region, 0.55)), 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        row, _, column = region.key.rpartition("_")
        if column == "middle":
            top, bottom = next((top, bottom) for key, top, bottom, _ in _ROWS if key == row)
            for number in range(22):
                y = 163 + number * 19.7
                if top + 4 < y < bottom - 4:
                    painter.drawPoint(QPointF(0, y))
        elif row == "upper":
            painter.setBrush(Qt.BrushStyle.NoBrush)
            blade = _shoulder_blade()
            painter.drawPath(blade if column == "left" else QTransform.fromScale(-1, 1).map(blade))
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the regions goes to the nearest, if it is on the body or close to it."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        near = min(self.regions.values(), key=lambda region: _distance(QRectF(region.geometry()), at))
        if _distance(QRectF(near.geometry()), at) <= theme.px(44):
            near.setFocus(Qt.FocusReason.MouseFocusReason)
            near.click()

    def moved(self, key: str, event: QKeyEvent) -> bool:
        """Answer an arrow key, pressed on the region ``key``: bring the keyboard to its neighbour."""
        step = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }.get(Qt.Key(event.key()))
        if step is None:
            return False
        row, _, column = key.rpartition("_")
        rows = [name for name, *_ in _ROWS]
        at = rows.index(row)
        goal = min(len(rows) - 1, max(0, at + step[0]))
        columns = _ROWS[goal][3]
        spot = columns.index(column) if column in columns else 0
        spot = min(len(columns) - 1, max(0, spot + step[1]))
        there = f"{rows[goal]}_{columns[spot]}"
        self._make_reachable(there)
        self.regions[there].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _make_reachable(self, key: str) -> None:
        """One stop for the tab key; arrows move from there."""
        for name, region in self.regions.items():
            strong = name == key
            region.setFocusPolicy(Qt.FocusPolicy.StrongFocus if strong else Qt.FocusPolicy.ClickFocus)

    def _pressed(self) -> None:
        self.update()
        self.changed.emit(self.places())


def _distance(box: QRectF, at: QPointF) -> float:
    """From a point to a box, 0 inside."""
    beside = max(box.left() - at.x(), 0.0, at.x() - box.right())
    above = max(box.top() - at.y(), 0.0, at.y() - box.bottom())
    return float((beside * beside + above * above) ** 0.5)
