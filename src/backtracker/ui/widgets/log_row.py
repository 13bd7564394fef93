"""One entry of the log as a row (rule 12): time, badge, name, detail, what it did to the pain."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import icons, theme
from backtracker.ui.widgets.badge import Levels, pain_words, paint_badge, paint_pills, pills_width
from backtracker.ui.widgets.painted import PaintedButton, box


class LogRow(PaintedButton):
    """The row is the button: a press anywhere, or Enter, asks to change the entry.

    ``pain`` is one level, or two (before, after), of which one may be unknown; ``remark`` stands at the
    right where there are no levels. ``verb`` says what a press does, where it is not to change the entry.
    ``inset`` is the room at both sides; rows of a card that is narrow take 0.
    """

    change_requested = Signal()
    ring_inside = True

    def __init__(
        self,
        time: str,
        icon: str,
        token: str,
        name: str,
        detail: str = "",
        pain: Levels = (),
        remark: str = "",
        roomy: bool = False,
        inset: int = 0,
        lined: bool = True,
        changeable: bool = True,
        verb: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._time, self._icon, self._token = time, icon, token
        self._name, self._detail = name, detail
        self._pain, self._remark = pain, remark
        self._roomy, self._inset, self._lined = roomy, inset, lined
        self._changeable, self._verb = changeable, verb
        said = [time, name, detail, pain_words(pain) if pain else "", remark]
        self.setAccessibleName(", ".join(part for part in said if part))
        if changeable:
            self.setAccessibleDescription(verb or translate("LogRow", "Press to change or delete"))
            self.clicked.connect(self.change_requested)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(46 if self._roomy else 38))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        width, height = self.width(), self.height()
        active = self._changeable and (self.hovered() or self.hasFocus())
        if active:
            painter.fillRect(self.rect(), theme.colour("sunk"))
        if self._lined:
            painter.fillRect(QRectF(0, height - 1, width, 1), theme.colour("line"))
        middle = (height - 1) / 2
        side = theme.px(28 if self._roomy else 26)
        names_from = self._inset + theme.px(54 if self._roomy else 50) + side + (14 if self._roomy else 12)
        name_width = QFontMetricsF(theme.font(tokens.STRONG)).horizontalAdvance(self._name)
        right = self._draw_end(painter, middle, active, names_from + name_width + 12) - 8
        left = float(self._inset)
        self._words(painter, left, right, self._time, tokens.BODY, "quiet")
        left = names_from - side - (14 if self._roomy else 12)
        paint_badge(painter, QRectF(left, middle - side / 2, side, side), self._icon, self._token)
        left = names_from
        left += self._words(painter, left, right, self._name, tokens.STRONG, "text")
        left += 14 if self._roomy else 5
        self._words(painter, left, right, self._detail, tokens.BODY, "quiet")

    def _draw_end(self, painter: QPainter, middle: float, active: bool, name_ends: float) -> float:
        """Pills, remark or the word Change at the right; where they begin. A remark gives way to the name."""
        right = float(self.width() - self._inset)
        if active:
            words = self._verb or translate("LogRow", "Change")
            metrics = QFontMetricsF(theme.font(tokens.STRONG))
            tall = min(theme.px(36), self.height() - 6)
            wide = metrics.horizontalAdvance(words) + 12 + theme.px(16) + 6 + 14
            button = QRectF(right - wide + min(4, self._inset), middle - tall / 2, wide, tall)
            box(painter, button, tokens.RADIUS, "card", "ctl")
            side = theme.px(16)
            sign = "eye" if self._verb else "pencil"
            icons.paint(painter, sign, "text", QRectF(button.x() + 11, middle - side / 2, side, side))
            self._words(painter, button.x() + 11 + side + 6, button.right(), words, tokens.STRONG, "text")
            return button.x()
        if self._pain:
            paint_pills(painter, right, middle, self._pain)
            return right - pills_width(self._pain)
        if self._remark:
            metrics = QFontMetricsF(theme.font(tokens.SMALL))
            wide = max(0.0, min(metrics.horizontalAdvance(self._remark) + 1, right - name_ends))
            self._words(painter, right - wide, right, self._remark, tokens.SMALL, "quiet")
            return right - wide
        return right

    def _words(self, painter: QPainter, left: float, right: float, words: str, kind: tokens.Type, token: str) -> float:
        """Draw ``words`` cut to the room there is; the width they took."""
        if not words or right <= left:
            return 0.0
        face = theme.font(kind)
        metrics = QFontMetricsF(face)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, right - left + 1)
        painter.setFont(face)
        painter.setPen(theme.colour(token))
        painter.drawText(QRectF(left, 0, right - left + 2, self.height() - 1), Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)
