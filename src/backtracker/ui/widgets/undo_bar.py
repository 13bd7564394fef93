"""The bar that says what was saved and takes it back: floats at the foot of the page, goes by itself."""

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetricsF, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import icons, theme
from backtracker.ui.widgets.painted import PaintedButton, box

_STAYS_MS = 10_000
_HEIGHT, _FROM_FOOT = 44, 12


class _UndoButton(PaintedButton):
    """Lies on the dark bar; the whole height of the bar takes the press."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.ring_inside = True
        self.setText(translate("UndoBar", "Undo"))
        self.setFont(theme.font(tokens.BOLD))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = round(QFontMetricsF(self.font()).horizontalAdvance(self.text()) + 0.5)
        return QSize(words + theme.px(20) + 28, theme.px(_HEIGHT))

    def draw(self, painter: QPainter) -> None:
        look = theme.current()
        raised = tokens.mix(look.card, look.text, 0.26 if self.hovered() else 0.14)
        inner = QRectF(self.rect()).adjusted(0, 6, 0, -6)
        box(painter, inner, tokens.RADIUS_PILL, raised)
        side = theme.px(18)
        icons.paint(painter, "undo", "card", QRectF(12, (self.height() - side) / 2, side, side))
        painter.setPen(theme.colour("card"))
        painter.setFont(self.font())
        words = QRectF(12 + side + 6, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())


class UndoBar(QWidget):
    """Child of the page it floats over; follows that page's size. Stays while the pointer or the keyboard is on it."""

    undo_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._words = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        self.undo = _UndoButton(self)
        self.undo.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 6, 0)
        row.addStretch(1)
        row.addWidget(self.undo)
        parent.installEventFilter(self)
        self.hide()

    def show_saved(self, words: str, undoable: bool = True) -> None:
        """Say ``words`` ("Glass 5 saved") for ten seconds, with Undo beside them."""
        self._words = words
        self.undo.setVisible(undoable)
        self.setAccessibleName(words)
        self._settle()
        self.show()
        self.raise_()
        self._timer.start(_STAYS_MS)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.update()

    def words(self) -> str:
        return self._words

    def _take_back(self) -> None:
        self.hide()
        self.undo_requested.emit()

    def _leave(self) -> None:
        if self.underMouse() or self.undo.hasFocus():
            self._timer.start(_STAYS_MS)
        else:
            self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        if self.isHidden():  # not only out of sight with its window, where its time goes on
            self._timer.stop()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return False

    def _settle(self) -> None:
        """Take the room the words need, at the foot of the page, in the middle."""
        above = self._page
        words = QFontMetricsF(theme.font(tokens.BODY)).horizontalAdvance(self._words)
        side = theme.px(20)
        button = self.undo.sizeHint().width() + 18 if not self.undo.isHidden() else 0
        width = min(above.width() - 24, round(15 + side + 9 + words + button + 8))
        height = theme.px(_HEIGHT)
        self.setGeometry((above.width() - width) // 2, above.height() - height - _FROM_FOOT, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, QRectF(self.rect()), tokens.RADIUS, "text")
        side = theme.px(20)
        icons.paint(painter, "check", "card", QRectF(15, (self.height() - side) / 2, side, side))
        painter.setPen(theme.colour("card"))
        face = theme.font(tokens.BODY)
        painter.setFont(face)
        right = self.undo.x() - 12 if not self.undo.isHidden() else self.width() - 12
        room = right - (15 + side + 9)
        shown = QFontMetricsF(face).elidedText(self._words, Qt.TextElideMode.ElideRight, room + 6)
        painter.drawText(QRectF(15 + side + 9, 0, room + 8, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
