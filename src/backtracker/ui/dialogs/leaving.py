"""Closing the window while there is something to remind of, and no tray: what shall become of the reminders?"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui.dialogs.place import centre
from backtracker.ui.widgets.buttons import outlined, primary, quiet
from backtracker.ui.widgets.text import Paragraph, label


class LeavingDialog(QDialog):
    """Minimise, quit, or stay. Without an ``episode`` it is about breaks from sitting; with a ``timer`` one runs."""

    minimise_requested = Signal()
    quit_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, episode: bool = True, timer: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Leaving", "Close backtracker?"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(translate("Leaving", "Reminders stop when backtracker is closed"), tokens.HEADLINE))
        if timer:
            words = translate("Leaving", "The timer is on, and would not ring. Minimised, it goes on.")
        elif episode:
            words = translate("Leaving", "Your episode is still running. Minimised, the reminders go on.")
        else:
            words = translate("Leaving", "So do the breaks from sitting. Minimised, they go on.")
        column.addWidget(Paragraph(words, tokens.BODY, "quiet"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.minimise = primary(translate("Leaving", "Minimise"), height=tokens.CONTROL)
        self.quit = outlined(translate("Leaving", "Close it"))
        self.stay = quiet(translate("Leaving", "Stay"))
        for button in (self.minimise, self.quit, self.stay):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.minimise.clicked.connect(self._minimise)
        self.quit.clicked.connect(self._quit)
        self.stay.clicked.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        centre(self)

    def _minimise(self) -> None:
        self.accept()
        self.minimise_requested.emit()

    def _quit(self) -> None:
        self.accept()
        self.quit_requested.emit()
