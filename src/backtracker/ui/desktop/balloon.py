"""The desktop's notifications by Qt's own means, for Windows and macOS: words beside the tray, without buttons.

Nobody has run this there yet. It cannot tell whether the words were seen, so our own card comes as well.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from backtracker.ui.desktop.note import Note

STAYS_MS = 10_000


class Balloon(QObject):
    """Speaks like :class:`~backtracker.ui.desktop.notifications.Notifications`, as far as it can."""

    pressed = Signal(object, str)
    closed = Signal(object)
    failed = Signal(object)
    doubted = Signal(object)

    def __init__(self, icon: QSystemTrayIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._note: Note | None = None
        icon.messageClicked.connect(self._was_pressed)

    @property
    def is_settled(self) -> bool:
        """Nothing is waited for."""
        return True

    def open(self) -> None:
        """Nothing has to be got to know."""

    def show(self, note: Note, *, watched: bool = True) -> None:
        """Say ``note``; a press on it is a press on the note itself."""
        self._note = note
        self._icon.showMessage(note.title, note.instead or note.body, self._icon.icon(), STAYS_MS)

    def withdraw(self) -> None:
        """It goes by itself; a press on it says nothing any more."""
        self._note = None

    def close(self) -> None:
        """Say nothing more, until it is asked to again."""
        self._note = None

    def _was_pressed(self) -> None:
        note, self._note = self._note, None
        if note is not None:
            self.pressed.emit(note, "default")
