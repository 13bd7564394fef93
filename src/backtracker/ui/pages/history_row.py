"""A row of the history's list: the day large at the left, what it was, the worst pain at the right."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.tokens import Type
from backtracker.ui import theme
from backtracker.ui.widgets.badge import pain_words, paint_pills, pills_width
from backtracker.ui.widgets.painted import PaintedButton, box

_NUMBER = Type(19, 26, 600)
_HEIGHT, _DAY_COLUMN, _PAD = 64, 50, 12


class HistoryRow(PaintedButton):
    """One episode or one day. ``key`` is what it stands for; the one that is open is checked."""

    def __init__(
        self,
        key: str,
        number: str,
        weekday: str,
        name: str,
        detail: str,
        pain: int | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self._number, self._weekday, self._name, self._detail, self._pain = number, weekday, name, detail, pain
        self.setCheckable(True)
        self.ring_inside = True
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def say(self, day: str) -> None:
        """What a screen reader says: the ``day`` in full, then the row."""
        pain = "" if self._pain is None else translate("History", "worst {pain}", pain=pain_words((self._pain,)))
        self.setAccessibleName(", ".join(part for part in (day, self._name, self._detail, pain) if part))

    def nextCheckState(self) -> None:
        """A press opens it; the list checks the row that is open."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(280), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(_HEIGHT))

    def draw(self, painter: QPainter) -> None:
        where, look = QRectF(self.rect()), theme.current()
        if self.isChecked():
            box(painter, where, tokens.RADIUS, look.tint("accent", "page"))
            box(painter, QRectF(0, where.height() / 2 - theme.px(22), 3, theme.px(44)), 1.5, "accent")
        elif self.hovered() or self.hasFocus():
            box(painter, where, tokens.RADIUS, "line" if self.isDown() else "sunk")
        middle = where.height() / 2
        column = theme.px(_DAY_COLUMN)
        centre = Qt.AlignmentFlag.AlignCenter
        self._words(
            painter, QRectF(6, middle - theme.px(24), column - 4, theme.px(27)), self._number, _NUMBER, "text", centre
        )
        self._words(
            painter,
            QRectF(6, middle + theme.px(1), column - 4, theme.px(20)),
            self._weekday,
            tokens.SMALL,
            "quiet",
            centre,
        )
        right = where.width() - _PAD
        if self._pain is not None:
            paint_pills(painter, right, middle, (self._pain,))
            right -= pills_width((self._pain,)) + 10
        left = _PAD + column
        start = Qt.AlignmentFlag.AlignVCenter
        self._words(
            painter,
            QRectF(left, middle - theme.px(21), right - left, theme.px(20)),
            self._name,
            tokens.BOLD,
            "text",
            start,
        )
        self._words(
            painter,
            QRectF(left, middle + theme.px(1), right - left, theme.px(20)),
            self._detail,
            tokens.SMALL,
            "quiet",
            start,
        )

    def _words(
        self, painter: QPainter, where: QRectF, words: str, kind: Type, token: str, align: Qt.AlignmentFlag
    ) -> None:
        face = theme.font(kind)
        painter.setFont(face)
        painter.setPen(theme.colour(token))
        shown = QFontMetricsF(face).elidedText(words, Qt.TextElideMode.ElideRight, where.width() + 1)
        painter.drawText(where, align, shown)
