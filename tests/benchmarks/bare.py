"""The bare window that the program is measured against: Qt, one label, nothing else.

Run as a script by ``running.py``; says on stdout when it has painted, and stays until it is ended.
"""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class Bare(QMainWindow):
    """Tells its first paint in the way that the program's window does."""

    told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.told:
            self.told = True
            QTimer.singleShot(0, lambda: print(f"painted {time.monotonic()}", flush=True))


def main() -> int:
    """Show the window until the process is ended."""
    app = QApplication(["bare"])
    window = Bare()
    window.setCentralWidget(QLabel("A bare window"))
    window.resize(1280, 800)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
