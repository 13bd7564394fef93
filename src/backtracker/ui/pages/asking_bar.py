"""The line at the top of the matched questions: what they are about, how far it is, what was saved, the way out."""

from PySide6.QtWidgets import QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui.pages.screen_bar import ScreenBar
from backtracker.ui.widgets.buttons import Button, outlined
from backtracker.ui.widgets.text import label


class AskingBar(ScreenBar):
    """``undo`` takes the last press back; ``close_button`` leaves, now or at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = label("", tokens.BODY, "quiet")
        self.saved = label(translate("Asking", "Saved"), tokens.BODY, "quiet")
        self.undo = Button(translate("Asking", "Undo"), "link", "undo")
        self.close_button = outlined(translate("Asking", "Close, finish later"))
        self.fill((self.title, self.count, self.saved, self.undo), (self.close_button,), 14)
        self.set_saved("")

    def set_title(self, words: str) -> None:
        """Which onset is asked about."""
        self.title.setText(words)

    def set_count(self, words: str) -> None:
        """How far it is."""
        self.count.setText(words)
        self.count.setVisible(bool(words))

    def set_saved(self, words: str) -> None:
        """What was saved last, with the way to take it back."""
        self.undo.setToolTip(words)
        self.undo.setAccessibleDescription(words)
        self.saved.setVisible(bool(words))
        self.undo.setVisible(bool(words))

    def set_done(self, done: bool) -> None:
        """What the way out is called: while something is open, closing is for later."""
        words = translate("Asking", "Done") if done else translate("Asking", "Close, finish later")
        self.close_button.setText(words)
