"""The notice after a warning sign was answered with yes: above everything, on every page, until it is acknowledged.

Whether it stands is asked of the record, after the start and after every change, so that it survives a
restart and comes whoever has answered: this window, another one, or the command line.
"""

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker.core.words import translate
from backtracker.ui.desk import Desk

if TYPE_CHECKING:
    from backtracker.core.redflags import Standing
    from backtracker.ui.widgets.buttons import Button
    from backtracker.ui.widgets.notice import Notice


class FlagNotice(QObject):
    """Puts the notice into ``place``. ``up`` comes when one is up that was not, and when none is up any more.

    ``leaving`` comes before it goes while it has the keyboard, which somebody else has to take.
    """

    up = Signal(bool)
    leaving = Signal()

    def __init__(self, desk: Desk, place: QVBoxLayout, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._place = place
        self._window = window
        self.standing: Standing | None = None
        self.notice: Notice | None = None
        self.read_button: Button | None = None
        self.change_button: Button | None = None
        desk.opened.connect(self.look)
        desk.changed.connect(self.look)

    def look(self) -> None:
        """Ask the record whether a notice stands."""
        self._desk.ask(lambda journal: journal.standing(), self._show, self)

    def focus(self) -> None:
        """Give the notice itself the keyboard: it is read out, and Tab goes to its buttons, but no key presses one."""
        if self.notice is not None:
            self.notice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, standing: "Standing | None") -> None:
        if standing == self.standing:
            return
        was, self.standing = self.standing, standing
        self._desk.standing = standing
        if standing is None:
            self._take_away()
        else:
            self._say(standing)
        if (was is None) != (standing is None):
            self.up.emit(standing is not None)

    def _say(self, standing: "Standing") -> None:
        from backtracker.core import redflags

        title, words = redflags.notice_title(standing.level), redflags.notice_words(standing.flags)
        if self.notice is None:
            self._make(title, words)
        else:
            self.notice.set_words(title, words)
        assert self.notice is not None
        self.notice.set_grave(standing.level == redflags.EMERGENCY)
        self.notice.announce()

    def _make(self, title: str, words: str) -> None:
        from backtracker.ui.widgets.notice import Notice

        notice = self.notice = Notice(title, words, "warning", closable=False)
        notice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.change_button = notice.add_button(translate("FlagNotice", "Change the answer"), self._change, "text")
        self.read_button = notice.add_button(translate("FlagNotice", "I have read this"), self._read, "primary")
        self._place.addWidget(notice)
        notice.show()  # a layout does it later, and what is not seen yet gets no keyboard
        stops = (self._window, notice, self.change_button, self.read_button)
        for before, after in pairwise(stops):  # first on the screen, so first for the keyboard
            QWidget.setTabOrder(before, after)
        self.focus()

    def _take_away(self) -> None:
        notice, self.notice = self.notice, None
        self.read_button = self.change_button = None
        if notice is None:
            return
        now: QWidget | None = self._window.focusWidget()
        if now is not None and (now is notice or notice.isAncestorOf(now)):
            self.leaving.emit()
        notice.hide()
        notice.deleteLater()

    def _read(self) -> None:
        standing = self.standing
        if standing is not None:
            self._desk.do(lambda journal: journal.acknowledge(standing), None, self)

    def _change(self) -> None:
        if self.standing is not None:
            from backtracker.ui.dialogs.flags import FlagSheet

            FlagSheet(self._desk, parent=self._window).open()
