"""The note of an episode: saved when typing pauses, when the keyboard leaves it, and when it goes out of sight."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.painted import show_focus
from backtracker.ui.widgets.sign import Sign

PAUSE_MS = 800


class _Text(QPlainTextEdit):
    left = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        show_focus(self)  # it has no frame of its own

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.left.emit()
        super().hideEvent(event)


class NoteCard(Card):
    """``written`` carries the words each time they are to be saved."""

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._saved = ""
        row = self.add_section(horizontal=True, sides=20, top=14, bottom=14, gap=12)
        row.addWidget(Sign("pencil", "quiet"), 0, Qt.AlignmentFlag.AlignTop)
        self.text = _Text()
        self.text.setProperty("bare", True)
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(translate("Spasm", "A note, if you want one"))
        self.text.setAccessibleName(translate("Spasm", "Note"))
        self.text.setFont(theme.font(tokens.BODY))
        self.text.setFixedHeight(theme.px(68))
        self.text.document().setDocumentMargin(1)
        row.addWidget(self.text, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.save)
        self.text.textChanged.connect(self._typed)
        self.text.left.connect(self.save)

    def show_note(self, words: str) -> None:
        """Show what is stored, unless something else is being typed."""
        if words == self._saved or self.text.toPlainText().strip() != self._saved:
            return
        self._saved = words.strip()
        self.text.setPlainText(words)
        self._pause.stop()

    def begin(self, words: str) -> None:
        """Another episode: its note, and nothing typed."""
        self._saved = words.strip()
        self.text.setPlainText(words)
        self._pause.stop()

    def save(self) -> None:
        """Hand over what is not saved yet."""
        self._pause.stop()
        words = self.text.toPlainText().strip()
        if words != self._saved:
            self._saved = words
            self.written.emit(words)

    def _typed(self) -> None:
        if self.text.toPlainText().strip() != self._saved:
            self._pause.start()
