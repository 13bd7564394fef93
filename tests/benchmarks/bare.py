"""The bare window that the program is measured against: Qt, one label, nothing else.

Run as a script by ``running.py``; says on stdout when it has painted, and stays until it is ended.
``MEASURE=row`` is the floor under the program: after its first paint the same window imports
SQLAlchemy on a thread, reads one row with it and shows that (``filled``). What is above it is ours.
"""

import os
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class Bare(QMainWindow):
    """Tells its first paint, and that of its row, in the way that the program's window does."""

    came = Signal(str)
    said = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.said:
            self.said = "painted"
            QTimer.singleShot(0, self._tell)
            if os.environ["MEASURE"] == "row":
                self.came.connect(self._show)
                threading.Thread(target=lambda: self.came.emit(read()), daemon=True).start()

    def _show(self, words: str) -> None:
        self.setCentralWidget(QLabel(words))
        self.said = "filled"
        self.repaint()
        QTimer.singleShot(0, self._tell)

    def _tell(self) -> None:
        print(f"{self.said} {time.monotonic()}", flush=True)


def read() -> str:
    """The one row, read as sparingly as SQLAlchemy can: Core, text, one connection, Python's own ``import``."""
    from backtracker.ui import plain_import

    plain_import.restore()
    from sqlalchemy import create_engine, text

    path = Path(os.environ["BACKTRACKER_DATA"]) / "row.db"
    with create_engine(f"sqlite:///{path}").connect() as connection:
        return str(connection.execute(text("SELECT words FROM rows")).scalar_one())


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
