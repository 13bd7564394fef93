"""The menus behind the answers to a step: when it was done, by how long to put it off, why to leave it out.

The main card and the pop-up share them. The present comes from a callable; this room reads no clock.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backtracker.core import steps
from backtracker.core.words import capitalized, translate
from backtracker.ui.widgets.buttons import quiet, sign_button
from backtracker.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from backtracker.ui.widgets.when import MomentPopup

_AGO = (10, 30, 60)
_SNOOZES = (10, 30, 60)


class DoneMenu(Menu):
    """Some minutes ago, or at a time that is asked for in its place. ``chosen`` carries when it ended, aware."""

    chosen = Signal(object)

    def __init__(self, present: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._present, self._owner = present, parent
        self._moment_popup: MomentPopup | None = None
        for minutes in _AGO:
            self.add(translate("Answers", "{n} min ago", n=minutes), partial(self._ended, minutes))
        self.addSeparator()
        self.add(translate("Answers", "At …"), self._ask)

    def _ended(self, minutes: int) -> None:
        self.chosen.emit(self._present() - timedelta(minutes=minutes))

    def _ask(self) -> None:
        if self._moment_popup is None:
            from backtracker.ui.widgets.when import MomentPopup  # not on the way to the first window

            self._moment_popup = MomentPopup(self._owner)
            self._moment_popup.taken.connect(self.chosen)
        present = self._present()
        self._moment_popup.open_at(self.pos(), present, present)


def snooze_menu(snooze: Callable[[int], object], parent: QWidget) -> Menu:
    """``snooze`` is called with the minutes that were chosen."""
    menu = Menu(parent)
    for minutes in _SNOOZES:
        menu.add(translate("Answers", "{n} min", n=minutes), partial(snooze, minutes))
    return menu


class Skip(QWidget):
    """One press leaves the step out; the arrow beside it also says why. ``skipped`` carries the reason as stored."""

    skipped = Signal(str)

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = ""
        self.plain = quiet(translate("Answers", "Skip"), height=height)
        self.plain.clicked.connect(lambda: self.skipped.emit(""))
        self.because = sign_button("chevron-down", translate("Answers", "Skip with a reason"))
        self.because.clicked.connect(self._open)
        self.reasons = Menu(self.because)
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.plain)
        both.addWidget(self.because)

    def offer(self, step: str) -> None:
        """The reasons for which ``step`` may be left out."""
        if step == self._step:
            return
        self._step = step
        self.reasons.clear()
        for reason, words in steps.skip_reasons(step):
            self.reasons.add(capitalized(words), partial(self.skipped.emit, reason))

    def _open(self) -> None:
        self.reasons.popup(self.because.mapToGlobal(QPoint(0, self.because.height() + 4)))
