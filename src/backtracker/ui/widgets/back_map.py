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
from backtracker.charts import outline
from backtracker.core.words import listed
from backtracker.ui import icons, theme
from backtracker.ui.widgets.painted import PaintedButton

# Shapes are drawn on a grid of their own: x from the spine, y from the crown, 2.37 units to a px.
_UNIT = 0.4212
_LABELS = 130  # px for the names of the rows at the left, at normal type size


def _path(steps: outline.Outline) -> QPainterPath:
    """A closed path from the numbers of an outline."""
    path = QPainterPath(QPointF(*steps[0]))
    for step in steps[1:]:
        if len(step) == 2:
            path.lineTo(*step)
        else:
            path.cubicTo(*step)
    path.closeSubpath()
    return path


def _both_sides(right: QPainterPath) -> QPainterPath:
    """The right half and its mirror image as one outline."""
    return right.united(QTransform.fromScale(-1, 1).map(right))


@lru_cache(maxsize=1)
def _head() -> QPainterPath:
    across, down, wide, high = outline.EAR
    ear = QPainterPath()
    ear.addEllipse(QPointF(across, down), wide, high)
    return _both_sides(_path(outline.HEAD).united(ear))


@lru_cache(maxsize=1)
def _arms() -> QPainterPath:
    arm = _path(outline.ARM)
    both = QPainterPath(arm)
    both.addPath(QTransform.fromScale(-1, 1).map(arm))
    return both


@lru_cache(maxsize=1)
def _trunk() -> QPainterPath:
    return _both_sides(_path(outline.TRUNK))


@lru_cache(maxsize=1)
def _regions() -> dict[str, QPainterPath]:
    """The outline of each region on the drawing's grid."""
    made = {}
    for key, where in outline.cells().items():
        cell = QPainterPath()
        cell.addRoundedRect(QRectF(*where), outline.CORNER, outline.CORNER)
        made[key] = _trunk().intersected(cell)
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
        return QSize(round((_LABELS + 2 * outline.HALF * _UNIT + 8) * scale), round((outline.TALL * _UNIT + 8) * scale))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        labels = theme.px(_LABELS)
        tall = min((self.height() - 8) / outline.TALL, (self.width() - labels - 8) / (2 * outline.HALF))
        scale = max(_UNIT, min(tall, _UNIT * 1.35 * theme.scale()))
        # In the middle of the page when there is room for the names at its left, else beside them.
        centre = max(self.width() / 2, labels + 4 + outline.HALF * scale)
        centre = min(centre, self.width() - 4 - outline.HALF * scale) if self.width() > labels else centre
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
        right = self._to_px.map(QPointF(-outline.HALF, 0)).x() - 26
        for row, top, bottom, _ in outline.ROWS:
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
            top, bottom = next((top, bottom) for key, top, bottom, _ in outline.ROWS if key == row)
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
        rows = [name for name, *_ in outline.ROWS]
        at = rows.index(row)
        goal = min(len(rows) - 1, max(0, at + step[0]))
        columns = outline.ROWS[goal][3]
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
