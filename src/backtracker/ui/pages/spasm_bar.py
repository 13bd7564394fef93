"""The line at the top of the spasm screen."""

from PySide6.QtWidgets import QWidget

from backtracker.core.words import capitalized, translate
from backtracker.ui.pages.screen_bar import ScreenBar
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import Button, outlined, quiet
from backtracker.ui.widgets.sign import Sign


class SpasmBar(ScreenBar):
    """The line at the top: what this is, what was saved and how to take it back, and the way out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = True
        self.badge = Badge("check", "walk", 32, round_=True)
        self.undo = Button(translate("Spasm", "Undo"), "link", "undo")
        self.change_number = Button(translate("Spasm", "Change number"), "link", "pencil")
        self.change_time = Button(translate("Spasm", "Change time"), "link", "clock")
        self.cancel = quiet(translate("Spasm", "Cancel"), "close")
        self.close_button = outlined(translate("Spasm", "Close, finish later"))
        self._sign = Sign("spasm", "danger", 24)
        said = (self._sign, self.badge, self.title, self.change_number, self.change_time, self.undo)
        self.fill(said, (self.cancel, self.close_button), 8)

    def show_question(self) -> None:
        """Before the number."""
        self._show(translate("Spasm", "New spasm"), self._sign, self.cancel)

    def show_saved(self, words: str) -> None:
        """After it: what is on disk."""
        self._show(words, self.badge, self.undo, self.change_number, self.change_time, self.close_button)

    def show_change(self, words: str) -> None:
        """While another number is asked for."""
        self._show(words, self._sign, self.cancel)

    def show_details(self, words: str) -> None:
        """Opened later."""
        self._show(capitalized(words), self.change_time, self.close_button)
        self.close_button.setText(translate("Spasm", "Done"))

    def _show(self, words: str, *parts: QWidget) -> None:
        self.title.setText(words)
        self.close_button.setText(translate("Spasm", "Close, finish later"))
        buttons = (self.undo, self.change_number, self.change_time, self.cancel, self.close_button)
        for part in (self._sign, self.badge, *buttons):
            part.setVisible(part in parts)
