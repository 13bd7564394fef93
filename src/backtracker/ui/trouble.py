"""When the program itself is wrong: a dialog with a report to copy, and the program goes on.

The report names places in the code and versions. It holds no values and no texts, so that
nothing about a person's health is in it.
"""

import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, qVersion
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from backtracker import __version__
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.ui.dialogs.place import centre

_ABOUT_CODE = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError)
"""Kinds of exception whose own words speak of code and never of what a person typed."""


def report(kind: type[BaseException], trouble: BaseException, trace: TracebackType | None) -> str:
    """The report on ``trouble``: versions, then the places in the code, the innermost last."""
    lines = [
        f"backtracker {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()}",
        "",
    ]
    for frame in traceback.extract_tb(trace):
        lines.append(f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}")
    words = f": {trouble}" if isinstance(trouble, _ABOUT_CODE) else ""
    lines.append(f"{kind.__module__}.{kind.__qualname__}{words}")
    return "\n".join(lines)


class TroubleDialog(QDialog):
    """Says that something went wrong in the program, and holds the report."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Trouble", "Something went wrong"))
        said = QLabel(
            translate(
                "Trouble",
                "backtracker made a mistake of its own. What was saved is safe, and you can go on. "
                "If you report it, this text helps; nothing about your health is in it.",
            )
        )
        said.setWordWrap(True)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(translate("Trouble", "Report"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = buttons.addButton(
            translate("Trouble", "Copy the report"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy_button.clicked.connect(lambda: QApplication.clipboard().setText(self.text.toPlainText()))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(said)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
        self.resize(560, 340)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        centre(self)


class Trouble(QObject):
    """Catches what nobody caught: prints it, and shows one dialog at a time.

    Trouble that the person can mend is no bug: its sentence goes to ``say``, where there is one.
    """

    def __init__(self, parent: QObject | None = None, say: Callable[[str], object] | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.dialog: TroubleDialog | None = None

    def install(self) -> None:
        """Take over from Python's own handler."""
        sys.excepthook = self.caught

    def caught(self, kind: type[BaseException], trouble: BaseException, trace: TracebackType | None) -> None:
        """Show ``trouble``. A second one while the dialog is open is added to its report."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(trouble, UserError) and self._say is not None:
            self._say(str(trouble))
            return
        text = report(kind, trouble, trace)
        print(text, file=sys.stderr)
        if self.dialog is not None:
            self.dialog.text.appendPlainText("\n" + text)
            return
        self.dialog = TroubleDialog(text, QApplication.activeWindow())
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
