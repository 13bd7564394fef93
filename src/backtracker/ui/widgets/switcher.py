"""A row of chips of which one is always chosen: the sections of a page. Arrow keys move between them."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout, follow_width

_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Tab(Chip):
    """Qt's buttons keep the arrow keys for moving the keyboard on; here they choose."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Switcher(QWidget):
    """``items`` are (key, words, icon). ``chosen`` carries the key that was pressed."""

    chosen = Signal(str)

    def __init__(self, name: str, items: Iterable[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = FlowLayout(self, gap=8)
        self.tabs: dict[str, Chip] = {}
        for key, words, icon in items:
            tab = _Tab(words, icon)
            tab.clicked.connect(lambda _=False, key=key: self._press(key))
            self.tabs[key] = tab
            row.addWidget(tab)
        follow_width(self)
        self.current = ""

    def set_current(self, key: str) -> None:
        """Show ``key`` as chosen, without a signal; the tab key comes to it alone."""
        self.current = key
        for each, tab in self.tabs.items():
            tab.setChecked(each == key)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == key else Qt.FocusPolicy.ClickFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go to the neighbour, Home and End to the ends."""
        keys = list(self.tabs)
        at = keys.index(self.current) if self.current in keys else 0
        key = Qt.Key(event.key())
        if key in _KEYS:
            goal = at + _KEYS[key]
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            goal = 0 if key == Qt.Key.Key_Home else len(keys) - 1
        else:
            super().keyPressEvent(event)
            return
        there = keys[min(max(goal, 0), len(keys) - 1)]
        self._press(there)
        self.tabs[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self, key: str) -> None:
        changed = key != self.current
        self.set_current(key)
        if changed:
            self.chosen.emit(key)
