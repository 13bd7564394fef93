"""The composition root of the window: clock, desk, ticker, window, reminders, tray, in this order.

The only file that knows all rooms. What is heavy comes after the first paint.
"""

import signal
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from backtracker import clock, tokens
from backtracker.core import words
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.instance import Instance
from backtracker.ui.ticker import Ticker
from backtracker.ui.trouble import Trouble
from backtracker.ui.window import MainWindow

if TYPE_CHECKING:
    from backtracker.storage.store import Store
    from backtracker.ui.reminders.reminders import Reminders
    from backtracker.ui.reminders.tray import Tray


class Program(QObject):
    """The running window and all that belongs to it."""

    def __init__(self, folder: Path, *, example: bool = False, in_tray: bool = False) -> None:
        super().__init__()
        self.desk = Desk(folder, prepare=fill_with_example if example else None, parent=self)
        if example:
            self.desk.settings = replace(self.desk.settings, welcomed=True)
        self._dress()
        self.ticker = Ticker(self.desk, self)
        self.window = MainWindow(self.desk, self.ticker)
        self.instance = Instance(folder, self)
        self.reminders: Reminders | None = None
        self.tray: Tray | None = None
        self._in_tray = in_tray
        self.desk.settings_changed.connect(self._dress)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)
        self.window.painted.connect(self.furnish)
        self.window.closing.connect(self._close_or_stay)
        self.instance.raise_requested.connect(self.window.bring_forward)

    def start(self) -> None:
        """Show the window, or only the tray where that was asked for and there is one."""
        if self._in_tray:
            self.furnish()
            if self.tray is not None and self.tray.available:
                return
        self.window.show()

    def furnish(self) -> None:
        """After the first paint: the journal on its worker, the page, the reminders, the tray."""
        if self.tray is not None:
            return
        from backtracker.ui.reminders.reminders import Reminders
        from backtracker.ui.reminders.tray import Tray

        self.desk.open()
        self.window.show_page("today" if self.desk.settings.welcomed else "welcome")
        self.instance.listen()
        self.reminders = Reminders(self.desk, self.ticker, self)
        self.tray = Tray(self.desk, self.ticker, self)
        self.tray.spasm_requested.connect(self.window.ask_spasm)
        self.tray.open_requested.connect(self.window.bring_forward)
        self.tray.quit_requested.connect(self.window.quit)
        if self.desk.settings_trouble:
            self.window.say_failed(self.desk.settings_trouble)

    def end(self) -> None:
        """Take everything down; what was handed in is finished first."""
        if self.tray is not None:
            self.tray.hide()
        if self.reminders is not None:
            self.reminders.close()
        self.ticker.stop()
        self.desk.close()
        self.instance.release()

    def _dress(self) -> None:
        wanted = {"light": tokens.LIGHT, "dark": tokens.DARK}.get(self.desk.settings.theme, theme.system_theme())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply_theme(app, wanted)

    def _close_or_stay(self) -> None:
        """Closing the window keeps the reminders of a running episode, where they can be seen to go on."""
        if self.ticker.agenda is None or not self.desk.settings.keep_in_tray:
            self.window.quit()
        elif self.tray is not None and self.tray.shown:
            self.window.hide()
            self._tell_once(self.tray)
        else:
            self._ask_to_minimise()

    def _tell_once(self, tray: "Tray") -> None:
        if not self.desk.settings.tray_told:
            tray.say(
                translate("App", "backtracker keeps running"),
                translate("App", "So that reminders come. Quit it from this icon’s menu."),
            )
            self.desk.set_settings(replace(self.desk.settings, tray_told=True))

    def _ask_to_minimise(self) -> None:
        from backtracker.ui.dialogs.leaving import LeavingDialog

        dialog = LeavingDialog(self.window)
        dialog.minimise_requested.connect(self.window.showMinimized)
        dialog.quit_requested.connect(self.window.quit)
        dialog.open()


def fill_with_example(store: "Store") -> None:
    """Three made-up years, with an episode in its second day, in the throwaway folder behind ``store``."""
    from backtracker import example

    now = clock.now()
    store.bulk(example.history(now, zone=clock.zone_name() or "Europe/Berlin", running_hours=26), now)


def run(folder: Path, *, example: bool = False, in_tray: bool = False) -> int:
    """Open the window on ``folder`` and stay until it is closed; the exit code."""
    if example:
        with tempfile.TemporaryDirectory(prefix="backtracker-example-") as throwaway:
            return _run(Path(throwaway), example=True, in_tray=in_tray)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return _run(folder, example=False, in_tray=in_tray)


def _run(folder: Path, *, example: bool, in_tray: bool) -> int:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # what is shown as saved is on disk already
    app = QApplication(["backtracker"])
    app.setApplicationName("backtracker")
    app.setApplicationDisplayName("backtracker")
    app.setDesktopFileName("backtracker")
    app.setQuitOnLastWindowClosed(False)
    words.install(QCoreApplication.translate)
    trouble = Trouble(app)
    trouble.install()
    program = Program(folder, example=example, in_tray=in_tray)
    if not program.instance.claim():
        if program.instance.ask_first_to_show():
            return 0
        print(translate("App", "backtracker is running but does not answer. End it and start again."), file=sys.stderr)
        return 2
    program.start()
    try:
        return app.exec()
    finally:
        program.end()
