"""What all painted controls share: shapes with crisp edges, the focus ring, a button that paints itself."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QApplication, QFocusFrame, QPushButton, QWidget

from backtracker import tokens
from backtracker.ui import theme

RING, RING_GAP = 3, 2
_MOVED = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.ZOrderChange,
)
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


def box(
    painter: QPainter, where: QRectF, radius: float, fill: str | None, border: str | None = None, width: float = 1.0
) -> None:
    """A rounded box whose border lies wholly inside ``where``; colours are tokens or codes."""
    painter.setBrush(theme.colour(fill) if fill else Qt.BrushStyle.NoBrush)
    if border:
        half = width / 2
        painter.setPen(QPen(theme.colour(border), width))
        painter.drawRoundedRect(where.adjusted(half, half, -half, -half), radius - half, radius - half)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(where, radius, radius)


class Stage(QWidget):
    """The content of something that scrolls: rings lie on it, and so move and are cut with it."""


class Ring(QFocusFrame):
    """The 3 px ring, 2 px outside what it surrounds; lies above the neighbours and lets presses through.

    Of a focus frame it uses one thing only: assistive technology does not list it as a child.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self._radius = float(tokens.RADIUS)
        self._outset = RING + RING_GAP
        self.hide()

    def around(self) -> QWidget | None:
        return self._around

    def surround(self, target: QWidget | None, radius: float = tokens.RADIUS, inside: bool = False) -> None:
        """Lie around ``target`` (within its edge when ``inside``) and follow it; ``None`` hides the ring."""
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._around = target
        if target is None:
            self.hide()
            return
        host = target
        while not host.isWindow() and not isinstance(host, Stage) and (above := host.parentWidget()) is not None:
            self._watched.append(host)
            host = above
        for widget in self._watched:
            widget.installEventFilter(self)
        self._radius, self._outset = radius, 0 if inside else RING + RING_GAP
        if self.parentWidget() is not host:
            self.setParent(host)
        self._follow()

    def focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Leave a control that lost the keyboard to another one; a window that went to the back keeps its ring."""
        if now is not self._around and (now is not None or not _alive(self._around)):
            self.surround(None)

    def _follow(self) -> None:
        target, host = self._around, self.parentWidget()
        if host is None or target is None or not _alive(target) or not target.isVisibleTo(host):
            self.hide()
            return
        out = self._outset
        area = QRect(target.mapTo(host, QPoint(0, 0)), target.size()).adjusted(-out, -out, out, out)
        if self.geometry() != area:
            self.setGeometry(area)
        if not self.isVisibleTo(host):
            self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVED and watched is not self:
            self._follow()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, QRectF(self.rect()), self._radius + self._outset, None, "focus", RING)
        painter.end()


def _alive(widget: QWidget | None) -> bool:
    return widget is not None and shiboken6.isValid(widget)


class _Focus:
    """The one ring of the program; it lives in the window that has the keyboard."""

    ring: Ring | None = None


def _ring_for(target: QWidget) -> Ring:
    if _Focus.ring is None or not shiboken6.isValid(_Focus.ring):
        _Focus.ring = Ring(target.window())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(_Focus.ring.focus_moved)
    return _Focus.ring


def show_focus(target: QWidget, radius: float = tokens.RADIUS, *, inside: bool = False) -> None:
    """Put the program's one ring around ``target``, until the keyboard goes elsewhere."""
    _ring_for(target).surround(target, radius, inside)


class PaintedButton(QPushButton):
    """A button that paints itself: hover, focus ring for people at the keyboard, Enter as well as Space.

    A hand that trembles presses twice. The second press of a double click does nothing, also where the
    first one has put another button under the pointer, and a key that is held down counts once. Buttons
    that are pressed many times over, such as plus and minus, say so with ``quick``.
    """

    quick = False
    ring_radius: float = tokens.RADIUS
    ring_inside = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)

    def draw(self, painter: QPainter) -> None:
        """Paint the control; overridden by each kind."""
        raise NotImplementedError

    def hovered(self) -> bool:
        return self.isEnabled() and self.underMouse()

    def show_ring(self) -> None:
        show_focus(self, self.ring_radius, inside=self.ring_inside)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        painter.end()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEYBOARD:
            self.show_ring()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.quick:
            super().mouseDoubleClickEvent(event)
        else:
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.quick or not event.isAutoRepeat():
                self.click()
            return
        self.show_ring()
        super().keyPressEvent(event)


def round_corners(window: QWidget, radius: float) -> None:
    """Cut a frameless window's corners; a mask works on desktops without a compositor too."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(window.rect()), radius, radius)
    window.setMask(QRegion(path.toFillPolygon().toPolygon()))


def within(area: QRect, room: QRect) -> QPoint:
    """The top left corner of ``area``, moved as little as it takes to lie in ``room``."""
    left = max(room.left(), min(area.left(), room.right() + 1 - area.width()))
    top = max(room.top(), min(area.top(), room.bottom() + 1 - area.height()))
    return QPoint(left, top)
