"""A value between a minus and a plus: two full targets, no typing. Arrow keys work too."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.text import label

Value = TypeVar("Value")
_WIDTH = 92


class Stepper(QWidget, Generic[Value]):
    """One of ``values``, said by ``words``. ``stepped`` carries the new value after each press."""

    stepped = Signal(object)

    def __init__(
        self,
        name: str,
        values: Sequence[Value],
        value: Value,
        words: Callable[[Value], str],
        *,
        around: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._values, self._words, self._around = list(values), words, around
        self._at = self._values.index(value)
        self.less = Button("", "outlined", "minus")
        self.more = Button("", "outlined", "plus")
        self.shown = label("", tokens.STRONG)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setFixedWidth(theme.px(_WIDTH))
        self.less.setAccessibleName(translate("Stepper", "{what}: less", what=name))
        self.more.setAccessibleName(translate("Stepper", "{what}: more", what=name))
        self.less.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self.less, self.shown, self.more):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self._show()

    @property
    def value(self) -> Value:
        """The value that stands between the two buttons."""
        return self._values[self._at]

    def set_value(self, value: Value) -> None:
        """Show another value without announcing it."""
        self._at = self._values.index(value)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and right are more, down and left are less."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1}
        if event.key() in step:
            self._step(step[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        goal = self._at + by
        if self._around:
            goal %= len(self._values)
        if 0 <= goal < len(self._values):
            self._at = goal
            self._show()
            self.stepped.emit(self.value)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.shown.text()))

    def _show(self) -> None:
        self.shown.setText(self._words(self.value))
        self.setAccessibleDescription(self.shown.text())
        self.less.setEnabled(self._around or self._at > 0)
        self.more.setEnabled(self._around or self._at < len(self._values) - 1)
