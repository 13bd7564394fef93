"""The main window: rail, pages, the spasm screen over everything, notices and the undo bar.

It wires rooms together and decides nothing. The first paint shows the bare ground and waits
for nothing; :meth:`MainWindow.furnish` brings the rail and its wiring afterwards, and pages are
made when first shown. So nothing is imported up here that the ground can do without, not even
``Qt``: making its enums takes a tenth of the bare start.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from backtracker import tokens
from backtracker.core.words import translate

if TYPE_CHECKING:
    from PySide6.QtGui import QKeySequence
    from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

    from backtracker.journal import Change
    from backtracker.ui.desk import Desk
    from backtracker.ui.pages.page import Page
    from backtracker.ui.pages.spasm import SpasmScreen
    from backtracker.ui.ticker import Ticker
    from backtracker.ui.widgets.notice import Notice
    from backtracker.ui.widgets.rail import Rail
    from backtracker.ui.widgets.undo_bar import UndoBar

PAGES = (("today", "today", "Today"), ("history", "history", "History"), ("patterns", "patterns", "Patterns"))
FOOT = (("settings", "settings", "Settings"),)
NARROW_BELOW = 960
TITLE_BAR = 36  # px that a window manager may put on top of the window


class _Ground(QWidget):
    """A piece of bare ground: the colour behind a widget, because painting it would wake all of Qt's enums.

    The window itself has no palette of its own: the style sheet would keep it through a change of the look.
    """

    painted = Signal()

    def __init__(self, parent: QWidget, colour: str) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(colour))
        self.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        """It covers the window, which then paints nothing itself."""
        super().paintEvent(event)
        self.painted.emit()


class MainWindow(QMainWindow):
    """``painted`` comes once, after the first paint. ``closing`` asks what closing means; see :meth:`closeEvent`.

    With desk and ticker it is furnished at once, else when :meth:`furnish` brings them. ``ground`` is the
    look of what is seen until then.
    """

    painted = Signal()
    closing = Signal()

    desk: "Desk"
    ticker: "Ticker"
    rail: "Rail"
    _over: "QStackedWidget"
    _stack: "QStackedWidget"
    _notices: "QVBoxLayout"

    def __init__(
        self, desk: "Desk | None" = None, ticker: "Ticker | None" = None, ground: tokens.Theme = tokens.LIGHT
    ) -> None:
        super().__init__()
        self.may_close = False
        self.furnished = False
        self._was_painted = False
        self._ground = _Ground(self, ground.page)
        self._strip = _Ground(self, ground.rail)
        self._ground.painted.connect(self._tell_painted)
        self._pages: dict[str, Page] = {}
        self._spasm: SpasmScreen | None = None
        self._undo_bar: UndoBar | None = None
        self._notice: Notice | None = None
        self._red_flag = False
        self._refused = ""
        self._last_batch: str | None = None
        self.setWindowTitle("backtracker")
        self.setMinimumSize(560, 420)
        self._place()
        if desk is not None and ticker is not None:
            self.furnish(desk, ticker)

    # Building --------------------------------------------------------------------------------

    def furnish(self, desk: "Desk", ticker: "Ticker") -> None:
        """Bring the rail and the room for pages, and listen to ``desk``."""
        self.desk, self.ticker = desk, ticker
        for piece in (self._ground, self._strip):
            piece.deleteLater()
        self._build_shell()
        desk.changed.connect(self._say_saved)
        desk.failed.connect(self.say_failed)
        desk.refused.connect(self._say_refused)
        self._add_shortcuts()
        self.furnished = True
        self._fit()

    def _build_shell(self) -> None:
        from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

        from backtracker.ui.widgets.rail import Rail

        self._over = QStackedWidget()
        desktop = QWidget()
        row = QHBoxLayout(desktop)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail([(key, icon, translate("Window", words)) for key, icon, words in PAGES],
                         [(key, icon, translate("Window", words)) for key, icon, words in FOOT])  # fmt: skip
        self.rail.page_requested.connect(self.show_page)
        self.rail.spasm_requested.connect(self.ask_spasm)
        self._stack = QStackedWidget()
        row.addWidget(self.rail)
        row.addWidget(self._stack, 1)
        self._over.addWidget(desktop)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._notices = QVBoxLayout()
        column.addLayout(self._notices)
        column.addWidget(self._over, 1)
        self.setCentralWidget(whole)
        self.rail.set_current("today")

    def _place(self) -> None:
        """1280 × 800, or as much of it as the screen has."""
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        self.resize(min(1280, room.width()), min(800, room.height() - TITLE_BAR))

    def _add_shortcuts(self) -> None:
        from PySide6.QtGui import QKeySequence

        keys = [key for key, _, _ in (*PAGES, *FOOT)]
        for number, key in enumerate(keys, start=1):
            self._shortcut(f"Ctrl+{number}", partial(self.show_page, key))
        self._shortcut("Ctrl+N", self.ask_spasm)
        self._shortcut(QKeySequence.StandardKey.Undo, self.undo)
        for keys_of_redo in ("Ctrl+Shift+Z", "Ctrl+Y"):  # desktops differ, and hands have learned both
            self._shortcut(keys_of_redo, self.redo)
        self._shortcut(QKeySequence.StandardKey.Quit, self.quit)

    def _shortcut(self, keys: "str | QKeySequence.StandardKey", deed: Callable[[], None]) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(deed)

    # Pages -----------------------------------------------------------------------------------

    @property
    def current(self) -> str:
        """The key of the page that is open."""
        return next((key for key, page in self._pages.items() if page is self._stack.currentWidget()), "")

    def show_page(self, key: str) -> None:
        """Open the page ``key``, making it first where it was never seen."""
        if key not in self._pages:
            page = self._make(key)
            page.spasm_requested.connect(self.ask_spasm)
            page.page_requested.connect(self.show_page)
            page.said.connect(self._say_quietly)
            self._pages[key] = page
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._pages[key])
        self._over.setCurrentIndex(0)
        self.rail.set_current(key)

    def page(self, key: str) -> "Page":
        """The page ``key``, made where needed but not shown."""
        if key not in self._pages:
            self.show_page(key)
        return self._pages[key]

    def fetch(self, key: str) -> None:
        """Import the page ``key``, so that making it later takes half the time."""
        import_module(f"backtracker.ui.pages.{key}")

    def _make(self, key: str) -> "Page":
        if key == "today":
            from backtracker.ui.pages.today import TodayPage

            today = TodayPage(self.desk, self.ticker)
            today.details_requested.connect(self.open_details)
            return today
        if key == "history":
            from backtracker.ui.pages.history import HistoryPage

            return HistoryPage(self.desk, self.ticker)
        if key == "patterns":
            from backtracker.ui.pages.patterns import PatternsPage

            return PatternsPage(self.desk, self.ticker)
        if key == "welcome":
            from backtracker.ui.pages.welcome import WelcomePage

            return WelcomePage(self.desk, self.ticker)
        from backtracker.ui.pages.settings import SettingsPage

        return SettingsPage(self.desk, self.ticker)

    # The spasm screen ------------------------------------------------------------------------

    def ask_spasm(self) -> None:
        """ "It just hit": the one question, over everything."""
        self.spasm_screen().ask()
        self._over.setCurrentWidget(self.spasm_screen())
        self.bring_forward()

    def ask_over(self) -> None:
        """Ask on the Today page whether the episode is over."""
        self.bring_forward()
        page = self.page("today")
        self.show_page("today")
        page.ask_over()  # type: ignore[attr-defined]

    def open_details(self, episode_id: str) -> None:
        """Place, triggers and note of an episode, on the same screen, for days after."""
        self.spasm_screen().open_details(episode_id)
        self._over.setCurrentWidget(self.spasm_screen())

    def spasm_screen(self) -> "SpasmScreen":
        """The screen over everything, made when first needed."""
        if self._spasm is None:
            from backtracker.ui.pages.spasm import SpasmScreen

            self._spasm = SpasmScreen(self.desk, self.ticker)
            self._spasm.closed.connect(lambda: self.show_page("today"))
            self._spasm.page_requested.connect(self.show_page)
            self._spasm.red_flag_yes.connect(self.say_red_flag)
            self._over.addWidget(self._spasm)
        return self._spasm

    # What is said ----------------------------------------------------------------------------

    def _say_saved(self, change: "Change | None") -> None:
        if change is None or not change.label:
            return
        self._last_batch = change.batch or None
        self.undo_bar().show_saved(
            translate("Window", "Saved: {what}", what=change.label) if change.batch else change.label,
            undoable=bool(change.batch),
        )

    def _say_quietly(self, sentence: str) -> None:
        self.undo_bar().show_saved(sentence, undoable=False)

    def say_failed(self, sentence: str) -> None:
        """Trouble that the person can mend, in one sentence, above the page.

        A record that could not be opened stays said under it, until the program is started again.
        """
        self._show_notice(sentence, self._refused, closable=not self._refused)

    def say_red_flag(self) -> None:
        """The notice that outranks everything, until it is acknowledged."""
        from backtracker.ui import red_flags

        title, words = red_flags.emergency_words()
        self._show_notice(title, words, closable=False)
        if self._notice is not None:
            self._red_flag = True
            self._notice.add_button(translate("Window", "I have read this"), self._notice_read, "primary")

    def _say_refused(self, sentence: str) -> None:
        self._refused = sentence
        self._show_notice(sentence, "", closable=False)

    def _show_notice(self, title: str, words: str, *, closable: bool) -> None:
        from backtracker.ui.widgets.notice import Notice

        if self._red_flag:
            return
        self._notice_read()
        self._notice = Notice(title, words, "warning", closable)
        self._notice.closed.connect(self._notice_read)
        self._notices.addWidget(self._notice)

    def _notice_read(self) -> None:
        self._red_flag = False
        if self._notice is not None:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None

    def undo_bar(self) -> "UndoBar":
        """The bar at the foot, made when first needed."""
        if self._undo_bar is None:
            from backtracker.ui.widgets.undo_bar import UndoBar

            self._undo_bar = UndoBar(self._over)
            self._undo_bar.undo_requested.connect(self._undo_last)
        return self._undo_bar

    # Undo ------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last thing that was done."""
        self.desk.do(lambda journal: journal.undo(), self._taken_back, self)

    def redo(self) -> None:
        """Do again what was taken back."""
        self.desk.do(lambda journal: journal.redo(), None, self)

    def _undo_last(self) -> None:
        batch = self._last_batch
        self.desk.do(lambda journal: journal.undo(batch), None, self)

    def _taken_back(self, change: "Change | None") -> None:
        if change is None:
            self.undo_bar().show_saved(translate("Window", "There is nothing to take back."), undoable=False)

    # The window itself -----------------------------------------------------------------------

    def bring_forward(self) -> None:
        """Show the window, on top, with the keyboard."""
        from PySide6.QtCore import Qt

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if self.furnished:
            self.ticker.tick()

    def quit(self) -> None:
        """End the program, also while an episode runs."""
        self.may_close = True
        self.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint starts everything that may be heavy."""
        super().paintEvent(event)
        self._tell_painted()

    def _tell_painted(self) -> None:
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Little room: signs only in the rail."""
        super().resizeEvent(event)
        if self.furnished:
            self._fit()
        else:
            wide = self.width() >= NARROW_BELOW
            self._ground.resize(self.size())
            self._strip.resize(tokens.RAIL if wide else tokens.RAIL_NARROW, self.height())

    def _fit(self) -> None:
        from backtracker.ui import theme

        self.rail.set_narrow(self.width() < theme.px(NARROW_BELOW))

    def changeEvent(self, event: QEvent) -> None:
        """Coming back to the window is a good moment to look what is due."""
        super().changeEvent(event)
        if (
            self.furnished
            and event.type() == QEvent.Type.ActivationChange
            and self.isActiveWindow()
            and self.desk.is_open
        ):
            self.ticker.tick()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing ends the program, unless someone hears :attr:`closing` and keeps it running."""
        if not self.may_close:
            event.ignore()
            self.closing.emit()
            return
        super().closeEvent(event)
        QGuiApplication.quit()
