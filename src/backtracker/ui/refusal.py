"""Why the start ends at once, in a box of its own: whoever started from a menu sees no terminal."""

import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

NOBODY_SEES = ("offscreen", "minimal")
"""Platforms of Qt without a screen."""


def show(sentence: str) -> None:
    """Show ``sentence`` and wait until it was read; at a terminal, where it is printed, do nothing."""
    if any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return
    app = QCoreApplication.instance() or QApplication(["backtracker"])
    if not isinstance(app, QApplication) or QGuiApplication.platformName() in NOBODY_SEES:
        return
    app.setApplicationDisplayName("backtracker")
    box = QMessageBox(QMessageBox.Icon.Warning, "backtracker", sentence)
    box.exec()
