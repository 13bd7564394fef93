"""Chips: what may be chosen, several at a time, with a press each (rule 10: nothing jumps)."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import icons, theme
from backtracker.ui.widgets.flow import EqualGrid, follow_width
from backtracker.ui.widgets.painted import PaintedButton, box

_PAD, _ICON, _GAP = 14, 18, 8


class Chip(PaintedButton):
    """A choice that stays down. Chosen: accent border of 2 px, tint, semibold, a check in place of the sign.

    Its size is the one of its chosen state, and a sign's place is kept, so that choosing moves nothing.
    """

    def __init__(
        self,
        words: str,
        icon: str = "",
        icon_token: str = "quiet",
        centred: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._icon_token, self._centred = icon, icon_token, centred
        self._refused = False
        self.setCheckable(True)
        self.setText(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def refused(self) -> bool:
        """Whether it was answered with no."""
        return self._refused and not self.isChecked()

    def set_refused(self, refused: bool) -> None:
        """Answered with no, which is something else than not answered: a cross for the sign, quiet words."""
        self._refused = refused
        self.setAccessibleDescription(translate("Chip", "answered: no") if refused else "")
        self.update()

    def _words_width(self, kind: tokens.Type) -> float:
        return QFontMetricsF(theme.font(kind)).horizontalAdvance(self.text())

    def sizeHint(self) -> QSize:
        width = _PAD + theme.px(_ICON) + _GAP + self._words_width(tokens.BOLD) + _PAD
        return QSize(round(width + 0.49), theme.px(tokens.CONTROL))

    def draw(self, painter: QPainter) -> None:
        where = QRectF(self.rect())
        on = self.isChecked()
        if not self.isEnabled():
            painter.setOpacity(0.45)
        if on:
            look = theme.current()
            share = look.tint_share + (0.08 if self.hovered() else 0.0)
            fill = tokens.mix(look.accent, look.card, share)
            box(painter, where, tokens.RADIUS, fill, "accent", 2)
        else:
            ground = "line" if self.isDown() else "sunk" if self.hovered() else "card"
            ground = "sunk" if self.refused and ground == "card" else ground
            box(painter, where, tokens.RADIUS, ground, "quiet" if self.hovered() else "ctl")
        kind = tokens.BOLD if on else tokens.STRONG
        sign = "check" if on else "close" if self.refused else self._icon
        side = theme.px(_ICON)
        x = float(_PAD)
        if self._centred:
            used = self._words_width(kind) + (side + _GAP if sign else 0)
            x = (self.width() - used) / 2
        if sign:
            token = "text" if on else "quiet" if self.refused else self._icon_token
            icons.paint(painter, sign, token, QRectF(x, (self.height() - side) / 2, side, side))
        if sign or not self._centred:
            x += side + _GAP
        if self._words_width(kind) > self.width() - x - 6:
            kind = tokens.SMALL_STRONG if on else tokens.SMALL
        face = theme.font(kind)
        painter.setFont(face)
        painter.setPen(theme.colour("quiet" if self.refused else "text"))
        room = self.width() - x - 6
        words = QFontMetricsF(face).elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(x, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, words)


class ChipGrid(QWidget):
    """Chips in columns of one width, three at most, fewer where it is narrow.

    ``items`` are (key, text, icon). Any number can be chosen, or only one with ``single``; the arrow
    keys move between them.
    """

    changed = Signal(frozenset)
    toggled = Signal(str, bool)

    def __init__(
        self,
        items: Iterable[tuple[str, str, str]] = (),
        most_columns: int = 3,
        single: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.chips: dict[str, Chip] = {}
        self._single = single
        self._grid = EqualGrid(self, gap=8, most_columns=most_columns)
        follow_width(self, down=QSizePolicy.Policy.Minimum)
        self.set_items(items)

    def set_items(self, items: Iterable[tuple[str, str, str]]) -> None:
        """Other chips; what was chosen and is still there stays chosen."""
        before = self.chosen()
        for chip in self.chips.values():
            self._grid.removeWidget(chip)
            chip.deleteLater()
        self.chips = {}
        for key, words, icon in items:
            chip = Chip(words, icon, parent=self)
            chip.setChecked(key in before)
            if self._grid.widest and chip.sizeHint().width() > self._grid.widest:
                chip.setToolTip(words)
            chip.clicked.connect(lambda on, key=key: self._pressed(key, on))
            self.chips[key] = chip
            self._grid.addWidget(chip)
            chip.show()  # a layout does it later, and a press may come first
        self.updateGeometry()

    def chosen(self) -> frozenset[str]:
        """The keys that are chosen."""
        return frozenset(key for key, chip in self.chips.items() if chip.isChecked())

    def set_chosen(self, keys: Iterable[str]) -> None:
        """Choose exactly these, without a signal."""
        wanted = set(keys)
        for key, chip in self.chips.items():
            chip.setChecked(key in wanted)

    def set_refused(self, keys: Iterable[str]) -> None:
        """Mark exactly these as answered with no."""
        refused = set(keys)
        for key, chip in self.chips.items():
            chip.set_refused(key in refused)

    def reserve(self, words: Iterable[str]) -> None:
        """Lay the columns out for the widest of ``words``, whether it is there or not; wider ones get smaller type."""
        self._grid.widest = max(Chip(each, "check").sizeHint().width() for each in words)
        self._grid.invalidate()

    def order(self) -> Sequence[str]:
        """The keys as they stand, row by row."""
        return list(self.chips)

    def _pressed(self, key: str, on: bool) -> None:
        if self._single and on:
            self.set_chosen({key})
        self.toggled.emit(key, on)
        self.changed.emit(self.chosen())
