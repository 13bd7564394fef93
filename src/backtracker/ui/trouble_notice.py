"""Trouble that the person can mend, in one sentence above the page; a record that cannot be reached stays said."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker.core.words import translate
from backtracker.ui.desk import Desk

if TYPE_CHECKING:
    from backtracker.ui.widgets.notice import Notice


class TroubleNotice(QObject):
    """Puts the notice into ``place`` as the desk tells of trouble, and takes it away when that is over."""

    def __init__(self, desk: Desk, place: QVBoxLayout, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._place = place
        self.notice: Notice | None = None
        self._shut: tuple[str, str, str] | None = None
        desk.failed.connect(self.say)
        desk.opened.connect(self._say_open)
        desk.refused.connect(self._say_refused)
        desk.waiting.connect(self._say_waiting)
        desk.lost.connect(self._say_lost)
        desk.set_aside.connect(self.say)

    def say(self, sentence: str) -> None:
        """One sentence, until it is closed.

        A record that cannot be reached stays said under it, with the way on.
        """
        if self._shut is None:
            self._show(sentence, "", closable=True)
        elif sentence != self._shut[0]:
            self._show(sentence, f"{self._shut[0]} {self._shut[1]}".strip(), way_on=self._shut[2])

    def _say_refused(self, sentence: str) -> None:
        self._say_shut(sentence, "", translate("Window", "Try again"))

    def _say_lost(self, sentence: str) -> None:
        self._say_shut(sentence, "", translate("Window", "Open it again"))

    def _say_waiting(self, sentence: str) -> None:
        """Once, though it comes with each attempt."""
        if self._shut is None or self._shut[0] != sentence:
            meanwhile = translate(
                "Window",
                "It is tried again by itself. What you enter meanwhile is not saved yet, but then: "
                "keep backtracker open until this notice is gone.",
            )
            self._say_shut(sentence, meanwhile, translate("Window", "Try again"))

    def _say_shut(self, sentence: str, detail: str, way_on: str) -> None:
        again, self._shut = self._shut, (sentence, detail, way_on)
        if again == self._shut and self.notice is not None:
            self.notice.set_words(sentence, detail)  # the keyboard may rest on its button
        else:
            self._show(*self._shut)

    def _say_open(self) -> None:
        if self._shut is not None:
            self._shut = None
            self._take_away()

    def _show(self, title: str, words: str, way_on: str = "", *, closable: bool = False) -> None:
        from backtracker.ui.widgets.notice import Notice

        self._take_away()
        self.notice = Notice(title, words, "warning", closable)
        self.notice.closed.connect(self._take_away)
        if way_on:
            self.notice.add_button(way_on, self._desk.open)
            if self._desk.is_damaged:
                self.notice.add_button(translate("Window", "Begin a new record"), self._desk.begin_anew)
        self._place.addWidget(self.notice)

    def _take_away(self) -> None:
        if self.notice is not None:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None
