"""Buttons: filled, outlined, plain text, the split one with an arrow, the one of the rail.

Rule 2 of the look: one filled accent button a screen, the rest outlined, the rarest text only.
"""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.tokens import Type
from backtracker.ui import icons, theme
from backtracker.ui.widgets.painted import PaintedButton, box

ICON = 20
_BIG = Type(16, 20, 600)
_NARROW_LINE, _NARROW_PAD = 16, 9
_HOLD_MS, _AGAIN_MS = 450, 110


class _Kind(NamedTuple):
    fill: str | None
    border: str | None
    ink: str
    weight: int
    pad: int  # beside the icon or the text, px


_KINDS = {
    "primary": _Kind("accent", None, "on_accent", 600, 24),
    "danger": _Kind("danger", None, "on_danger", 600, 24),
    "outlined": _Kind("card", "ctl", "text", 500, 17),
    "accent": _Kind("card", "accent", "accent", 600, 17),
    "chip": _Kind("card", "ctl", "text", 500, 13),
    "text": _Kind(None, None, "quiet", 500, 14),
    "link": _Kind(None, None, "accent", 500, 4),
}


class Button(PaintedButton):
    """A button of one of the kinds primary, danger, outlined, accent, chip, text and link.

    ``icon_token`` gives the sign a colour of its own; ``height`` is 44, or 48, 52, 56 for the main one.
    With ``arrow`` it shows that a menu follows; ``set_menu`` sets that by itself.
    """

    def __init__(
        self,
        words: str = "",
        kind: str = "outlined",
        icon: str = "",
        icon_token: str = "",
        height: int = tokens.CONTROL,
        arrow: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = _KINDS[kind]
        if height == tokens.CONTROL_POPUP:  # four buttons stand in one row of the pop-up
            self._kind = self._kind._replace(pad=self._kind.pad - 3)
        self._icon, self._icon_token = icon, icon_token
        self._height = height
        self._arrow = arrow
        self._bold_tail = ""
        self._popup: QMenu | None = None
        big = kind in ("primary", "danger")
        size = {56: 17.0, 52: 16.0, 48: 15.0}.get(height, 14.0) if big else 14.0
        self._type = Type(tokens.SMALL.size if kind == "link" else size, 20, self._kind.weight)
        self._arrow_gap = 2 if kind == "link" else 8
        self.setFont(theme.font(self._type))
        self.setText(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_sign(self, icon: str, token: str = "") -> None:
        """Another sign, and another colour for it."""
        self._icon, self._icon_token = icon, token
        self.updateGeometry()
        self.update()

    def set_bold_tail(self, words: str) -> None:
        """Words after the text that stand out, such as the *now* of "at: now"."""
        self._bold_tail = words
        self.setAccessibleName(f"{self.text()} {words}")
        self.updateGeometry()
        self.update()

    def set_menu(self, menu: QMenu) -> None:
        """Open ``menu`` under the button when pressed."""
        self._popup = menu
        self._arrow = self._arrow or "chevron-down"
        self.clicked.connect(self._open_menu)
        self.updateGeometry()

    def set_popup(self, menu: QMenu) -> None:
        """Another menu in the place of the one that :meth:`set_menu` gave it."""
        if self._popup is not None:
            self._popup.deleteLater()
        self._popup = menu

    def repeat(self) -> None:
        """Held down it goes on, and each of many quick presses counts."""
        self.quick = True
        self.setAutoRepeat(True)
        self.setAutoRepeatDelay(_HOLD_MS)
        self.setAutoRepeatInterval(_AGAIN_MS)

    def _open_menu(self) -> None:
        if self._popup is not None:
            self._popup.setMinimumWidth(self.width())
            self._popup.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _bold(self) -> Type:
        return Type(self._type.size, 20, 600)

    def _parts(self) -> tuple[float, float, float, float]:
        """Widths of the sign with its gap, the text, the bold tail, and the arrow with its gap."""
        sign = theme.px(ICON) if self._icon else 0
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text()) if self.text() else 0.0
        tail = 0.0
        if self._bold_tail:
            tail = QFontMetricsF(theme.font(self._bold())).horizontalAdvance(" " + self._bold_tail)
        gap = 8 if sign and words else 0
        arrow = theme.px(16) + (self._arrow_gap if words else 0) if self._arrow else 0
        return sign + gap, words, tail, arrow

    def sizeHint(self) -> QSize:
        height = theme.px(self._height)
        if not self.text():
            return QSize(height, height)
        pads = self._kind.pad + (self._kind.pad - 4 if self._arrow else self._kind.pad + (1 if self._icon else 0))
        return QSize(max(height, round(sum(self._parts()) + 0.49) + pads), height)

    def draw(self, painter: QPainter) -> None:
        self.draw_ground(painter)
        look = theme.current()
        ink = self._kind.ink
        if not self.isEnabled():
            ink = "quiet"
            painter.setOpacity(0.7)
        elif self.hovered() and ink == "quiet":
            ink = "text"
        sign, words, tail, arrow = self._parts()
        space = self.width() - 2 * self._kind.pad
        natural = sign + words + tail + arrow
        x = max(float(self._kind.pad), (self.width() - natural) / 2)
        if self._arrow and natural < space:  # text in the middle of what the arrow leaves
            x = self._kind.pad + (self.width() - self._kind.pad - self._kind.pad + 4 - natural) / 2
        if not self.text():
            x = (self.width() - sign - arrow) / 2
        if self._icon:
            side = theme.px(ICON)
            token = (self._icon_token or ink) if self.isEnabled() else ink
            icons.paint(painter, self._icon, token, QRectF(x, (self.height() - side) / 2, side, side))
        x += sign
        if self.text():
            painter.setPen(theme.colour(ink))
            painter.setFont(self.font())
            room = min(words + 1, self.width() - x - arrow)
            text = QFontMetricsF(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, room + 0.5)
            painter.drawText(QRectF(x, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            x += words
        if self._bold_tail:
            painter.setPen(theme.colour("text" if self.isEnabled() else "quiet"))
            painter.setFont(theme.font(self._bold()))
            painter.drawText(
                QRectF(x, 0, tail + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, " " + self._bold_tail
            )
            x += tail
        if self._arrow:
            side = theme.px(16)
            place = QRectF(x + (self._arrow_gap if self.text() else 0), (self.height() - side) / 2, side, side)
            icons.paint(painter, self._arrow, look.colour(ink), place)

    def draw_ground(self, painter: QPainter) -> None:
        """Fill and border, which tell rest, hover and press apart."""
        kind, where = self._kind, QRectF(self.rect())
        if not self.isEnabled():
            box(painter, where, tokens.RADIUS, "sunk" if kind.fill else None, "line" if kind.border else None)
            return
        hovered, down = self.hovered(), self.isDown()
        look = theme.current()
        if kind.fill in ("accent", "danger"):
            fill = tokens.mix(look.text, look.colour(kind.fill), 0.22 if down else 0.12 if hovered else 0.0)
            box(painter, where, tokens.RADIUS, fill)
            return
        fill_token = "line" if down else "sunk" if hovered else kind.fill
        border = "quiet" if hovered and kind.border == "ctl" else kind.border
        box(painter, where, tokens.RADIUS, fill_token, border)


def primary(words: str, icon: str = "", height: int = tokens.CONTROL_MAIN) -> Button:
    """The one filled button of a screen."""
    return Button(words, "primary", icon, height=height)


def outlined(words: str, icon: str = "", height: int = tokens.CONTROL) -> Button:
    """The ordinary button."""
    return Button(words, "outlined", icon, height=height)


def quiet(words: str, icon: str = "", height: int = tokens.CONTROL) -> Button:
    """The rare one: text only, with a full target around it."""
    return Button(words, "text", icon, height=height)


def link(words: str) -> Button:
    """A way to another page: accent words with an arrow."""
    return Button(words, "link", arrow="chevron-right")


def sign_button(icon: str, name: str) -> Button:
    """A sign alone, 44 px square; ``name`` is its tool tip and its accessible name."""
    made = Button("", "text", icon)
    made.setToolTip(name)
    made.setAccessibleName(name)
    return made


class _Half(PaintedButton):
    """One side of the split button; the ground is shared, so each paints its own half of it."""

    def __init__(self, owner: "SplitButton", words: str, icon: str, right: bool) -> None:
        super().__init__(owner)
        self._owner, self._icon, self._right = owner, icon, right
        self._pad = 14 if owner.target_height == tokens.CONTROL_POPUP else 17
        self.setFont(theme.font(tokens.STRONG))
        self.setText(words)
        self.setSizePolicy(
            QSizePolicy.Policy.Fixed if right else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed
        )

    def sizeHint(self) -> QSize:
        height = theme.px(self._owner.target_height)
        if self._right:
            return QSize(theme.px(tokens.CONTROL), height)
        words = round(QFontMetricsF(self.font()).horizontalAdvance(self.text()) + 0.49)
        return QSize(self._pad + theme.px(ICON) + 8 + words + self._pad - 9, height)

    def draw(self, painter: QPainter) -> None:
        ground = "line" if self.isDown() else "sunk" if self.hovered() else "card"
        # The shared box is painted wide and cut at the seam: outer corners round, no border between.
        whole = QRectF(self.rect())
        whole = whole.adjusted(-20, 0, 0, 0) if self._right else whole.adjusted(0, 0, 20, 0)
        seam = QPainterPath()
        seam.addRect(QRectF(self.rect()))
        painter.setClipPath(seam)
        box(painter, whole, tokens.RADIUS, ground, "quiet" if self.hovered() else "ctl")
        if not self.isEnabled():
            painter.setOpacity(0.45)
        if self._right:
            painter.fillRect(QRectF(0, 12, 1, self.height() - 24), theme.colour("line"))
            side = theme.px(16)
            middle = QRectF((self.width() - side) / 2 - 1, (self.height() - side) / 2, side, side)
            icons.paint(painter, "chevron-down", "text", middle)
            return
        side = theme.px(ICON)
        icons.paint(painter, self._icon, "text", QRectF(self._pad, (self.height() - side) / 2, side, side))
        painter.setPen(theme.colour("text"))
        painter.setFont(self.font())
        painter.drawText(
            QRectF(self._pad + side + 8, 0, self.width(), self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )


class SplitButton(QWidget):
    """ "Done" with an arrow: a press does the usual thing, the arrow offers the others. Both are full targets."""

    pressed = Signal()

    def __init__(
        self, words: str, icon: str, menu: QMenu, height: int = tokens.CONTROL_MAIN, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.target_height = height
        self._menu = menu
        self.main = _Half(self, words, icon, right=False)
        self.arrow = _Half(self, "", "", right=True)
        self.arrow.setAccessibleName(translate("SplitButton", "{what}: other choices", what=words))
        self.arrow.setToolTip(self.arrow.accessibleName())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.main)
        row.addWidget(self.arrow)
        self.main.clicked.connect(self.pressed)
        self.arrow.clicked.connect(self._open_menu)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _open_menu(self) -> None:
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))


class NavButton(PaintedButton):
    """A line of the rail: sign and name, with a bar at the left of the page that is open."""

    def __init__(self, words: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.narrow = False
        self.setCheckable(True)
        self.setText(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)

    def nextCheckState(self) -> None:
        """The press asks for a page; the rail marks it when the page is there."""

    def set_narrow(self, narrow: bool) -> None:
        """Sign only; the name stays in the tool tip."""
        self.narrow = narrow
        self.setToolTip(self.text() if narrow else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(tokens.CONTROL), theme.px(tokens.CONTROL))

    def minimumSizeHint(self) -> QSize:
        """Where the window is very low, all pages are still reached, and nothing lies over another."""
        return QSize(theme.px(ICON), theme.px(ICON))

    def draw(self, painter: QPainter) -> None:
        where = QRectF(self.rect())
        look = theme.current()
        ink = "accent" if self.isChecked() else "text" if self.hovered() else "quiet"
        if self.isChecked():
            box(painter, where, tokens.RADIUS, look.tint("accent", "rail"))
            box(painter, QRectF(0, where.center().y() - 10, 3, 20), 1.5, "accent")
        elif self.hovered():
            box(painter, where, tokens.RADIUS, "sunk")
        side = theme.px(ICON)
        x = (where.width() - side) / 2 if self.narrow else 12
        icons.paint(painter, self._icon, ink, QRectF(x, (where.height() - side) / 2, side, side))
        if not self.narrow:
            painter.setPen(theme.colour(ink))
            painter.setFont(theme.font(tokens.BOLD if self.isChecked() else tokens.STRONG))
            words = QRectF(12 + side + 12, 0, where.width() - side - 32, where.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())


class DangerButton(Button):
    """Spasm now: the only red fill of the program. Its words are always there, under the sign where it is narrow."""

    def __init__(self, words: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(words, "danger", icon, height=tokens.CONTROL_SPASM, parent=parent)
        self._type = _BIG
        self.setFont(theme.font(_BIG))
        self._narrow = False
        self.setAccessibleName(words)

    def set_narrow(self, narrow: bool) -> None:
        """A word a line under the sign, or all beside it."""
        self._narrow = narrow
        self.setFont(theme.font(tokens.SMALL_STRONG if narrow else _BIG))
        self.setToolTip(self.text() if narrow else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if not self._narrow:
            return super().sizeHint()
        lines = self.text().split()
        wide = max(QFontMetricsF(self.font()).horizontalAdvance(line) for line in lines)
        high = theme.px(ICON) + 4 + len(lines) * theme.px(_NARROW_LINE)
        return QSize(round(wide + 0.49) + 2 * _NARROW_PAD, 2 * _NARROW_PAD + high)

    def draw(self, painter: QPainter) -> None:
        if not self._narrow:
            super().draw(painter)
            return
        self.draw_ground(painter)
        side, line = theme.px(ICON), theme.px(_NARROW_LINE)
        lines = self.text().split()
        top = (self.height() - side - 4 - line * len(lines)) / 2
        icons.paint(painter, self._icon, "on_danger", QRectF((self.width() - side) / 2, top, side, side))
        painter.setPen(theme.colour("on_danger"))
        painter.setFont(self.font())
        for number, words in enumerate(lines):
            place = QRectF(0, top + side + 4 + number * line, self.width(), line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
