"""The menu that opens under a button: lines high enough for a thumb, round corners, no shadow."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from backtracker import tokens
from backtracker.ui import icons
from backtracker.ui.widgets.painted import round_corners


class Menu(QMenu):
    """``add(words, does)`` appends a line. Signs are drawn when the menu opens, in the theme of that moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        self._signs: list[tuple[QAction, str, str]] = []
        self.aboutToShow.connect(self._draw_signs)

    def add(self, words: str, does: Callable[[], object], icon: str = "", token: str = "text") -> QAction:
        """A line that calls ``does`` when chosen."""
        action = QAction(words, self)
        action.triggered.connect(lambda _on: does())
        if icon:
            self._signs.append((action, icon, token))
        self.addAction(action)
        return action

    def _draw_signs(self) -> None:
        for action, icon, token in self._signs:
            action.setIcon(icons.icon(icon, token))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        round_corners(self, tokens.RADIUS)
