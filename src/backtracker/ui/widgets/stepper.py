"""A value between a minus and a plus: two full targets, no typing. Hold one to go on; arrow keys work too."""

from bisect import insort
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.text import label

Value = TypeVar("Value", bound=Any)
_WIDTH = 92
_KEYS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_PageUp: 5,
    Qt.Key.Key_PageDown: -5,
}


class _Step(Button):
    """Minus or plus. Qt's buttons keep the arrow keys for moving on; here they belong to the value."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _KEYS or event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.show_ring()
            event.ignore()
        else:
            super().keyPressEvent(event)


class Stepper(QWidget, Generic[Value]):
    """One of ``values``, which ascend, said by ``words``. ``stepped`` carries the new value after each press.

    With ``around`` the last one is followed by the first.
    """

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
        self.less = _Step("", "outlined", "minus")
        self.more = _Step("", "outlined", "plus")
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
        for button in (self.less, self.more):
            button.repeat()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.more)
        self.setAccessibleName(name)
        self.set_value(value)

    @property
    def value(self) -> Value:
        """The value that stands between the two buttons."""
        return self._values[self._at]

    def set_value(self, value: Value) -> None:
        """Show another value without announcing it, also one that no press would reach."""
        if value not in self._values:
            insort(self._values, value)
        self._at = self._values.index(value)
        self._show()

    def offer(self, values: Sequence[Value], value: Value) -> None:
        """Other ``values`` from now on, with ``value`` shown; nothing is announced."""
        self._values = list(values)
        self.set_value(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and right are more, down and left are less, Page up and down go five at once, Home and End to the ends."""
        key = Qt.Key(event.key())
        if key in _KEYS:
            self._step(_KEYS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to(0 if key == Qt.Key.Key_Home else len(self._values) - 1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        goal = self._at + by
        self._go_to(goal % len(self._values) if self._around else min(max(goal, 0), len(self._values) - 1))

    def _go_to(self, goal: int) -> None:
        if goal == self._at:
            return
        self._at = goal
        self._show()
        self.stepped.emit(self.value)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.shown.text()))

    def _show(self) -> None:
        self.shown.setText(self._words(self.value))
        self.setAccessibleDescription(self.shown.text())
        first, last = self._at == 0, self._at == len(self._values) - 1
        self._enable(self.less, self.more, self._around or not first)
        self._enable(self.more, self.less, self._around or not last)

    @staticmethod
    def _enable(button: Button, other: Button, on: bool) -> None:
        """The keyboard stays with the stepper when the button that has it comes to its end."""
        held = button.hasFocus()
        if on:
            button.setEnabled(True)
        elif button.isEnabled():
            if held:
                other.setEnabled(True)
                other.setFocus(Qt.FocusReason.OtherFocusReason)
            button.setEnabled(False)
