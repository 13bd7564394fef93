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

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QHideEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui.ground import Ground

if TYPE_CHECKING:
    from PySide6.QtGui import QKeySequence
    from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

    from backtracker.core.asking import Asking
    from backtracker.core.errand import Errand
    from backtracker.ui.deeds import Deeds
    from backtracker.ui.desk import Desk
    from backtracker.ui.flag_notice import FlagNotice
    from backtracker.ui.pages.asking import AskingScreen
    from backtracker.ui.pages.page import Page
    from backtracker.ui.pages.spasm import SpasmScreen
    from backtracker.ui.ticker import Ticker
    from backtracker.ui.trouble_notice import TroubleNotice
    from backtracker.ui.widgets.rail import Rail
    from backtracker.ui.widgets.undo_bar import UndoBar

PAGES = (
    ("today", "today", "Today"),
    ("history", "history", "History"),
    ("patterns", "patterns", "Patterns"),
    ("care", "care", "Care"),
    ("prevention", "prevention", "Prevention"),
)
FOOT = (
    ("guide", "help", "Guide"),
    ("settings", "settings", "Settings"),
)
NARROW_BELOW = 960
TITLE_BAR = 36  # px that a window manager may put on top of the window


class MainWindow(QMainWindow):
    """``painted`` comes once, after the first paint. ``closing`` asks what closing means; see :meth:`closeEvent`.

    ``quit_requested`` is the wish to end the program, whatever runs.

    ``led`` tells whether the spasm screen lies over everything, ``flagged`` whether the notice
    of a warning sign is up. ``sound_requested`` asks to hear the chime.

    With desk and ticker it is furnished at once, else when :meth:`furnish` brings them. ``ground`` is the
    look of what is seen until then.
    """

    painted = Signal()
    closing = Signal()
    quit_requested = Signal()
    led = Signal(bool)
    flagged = Signal(bool)
    sound_requested = Signal()

    desk: "Desk"
    ticker: "Ticker"
    deeds: "Deeds"
    rail: "Rail"
    _over: "QStackedWidget"
    _stack: "QStackedWidget"
    flags: "FlagNotice"
    troubles: "TroubleNotice"
    _flag_place: "QVBoxLayout"
    _notices: "QVBoxLayout"
    _strips: "QVBoxLayout"

    def __init__(
        self, desk: "Desk | None" = None, ticker: "Ticker | None" = None, ground: tokens.Theme = tokens.LIGHT
    ) -> None:
        super().__init__()
        self.may_close = False
        self.furnished = False
        self._was_painted = False
        self._ground = Ground(self, ground.page)
        self._strip = Ground(self, ground.rail)
        self._ground.painted.connect(self._tell_painted)
        self._pages: dict[str, Page] = {}
        self._spasm: SpasmScreen | None = None
        self._asking: AskingScreen | None = None
        self._under_asking = 0
        self._undo_bar: UndoBar | None = None
        self.card_area: Callable[[], QRect] = QRect
        self.setWindowTitle("backtracker")
        self._place()
        if desk is not None and ticker is not None:
            self.furnish(desk, ticker)

    # Building --------------------------------------------------------------------------------

    def furnish(self, desk: "Desk", ticker: "Ticker") -> None:
        """Bring the rail and the room for pages, and listen to ``desk``."""
        from backtracker.ui.deeds import Deeds
        from backtracker.ui.flag_notice import FlagNotice
        from backtracker.ui.trouble_notice import TroubleNotice

        self.desk, self.ticker = desk, ticker
        for piece in (self._ground, self._strip):
            piece.deleteLater()
        self._build_shell()
        self.deeds = Deeds(desk, self)
        self.deeds.said.connect(self._say_deed)
        self.flags = FlagNotice(desk, self._flag_place, self)
        self.flags.up.connect(self._tell_flagged)
        self.flags.leaving.connect(self._take_keyboard)
        self.troubles = TroubleNotice(desk, self._notices, self)
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
        self._flag_place = QVBoxLayout()
        column.addLayout(self._flag_place)
        self._strips = QVBoxLayout()
        column.addLayout(self._strips)
        self._notices = QVBoxLayout()
        column.addLayout(self._notices)
        column.addWidget(self._over, 1)
        self.setCentralWidget(whole)
        self._over.currentChanged.connect(self._turned)
        self.rail.set_current("today")

    def _place(self) -> None:
        """1280 × 800, or as much of it as the screen has; and never more than it has, at 200 % neither."""
        room = QGuiApplication.primaryScreen().availableGeometry().size() - QSize(0, TITLE_BAR)
        self.setMinimumSize(QSize(560, 420).boundedTo(room))
        self.resize(QSize(1280, 800).boundedTo(room))

    def _add_shortcuts(self) -> None:
        from PySide6.QtGui import QKeySequence

        keys = [key for key, _, _ in (*PAGES, *FOOT)]
        for number, key in enumerate(keys, start=1):
            self._shortcut(f"Ctrl+{number}", partial(self.show_page, key))
        self._shortcut("Ctrl+N", self.ask_spasm)
        self._shortcut("F6", self.flags.focus)
        self._shortcut("Ctrl+T", self._ask_latest)
        self._shortcut(QKeySequence.StandardKey.Undo, self.deeds.undo)
        for keys_of_redo in ("Ctrl+Shift+Z", "Ctrl+Y"):  # desktops differ, and hands have learned both
            self._shortcut(keys_of_redo, self.deeds.redo)
        self._shortcut("F1", self._help)
        self._shortcut("Ctrl+Q", self.quit_requested.emit)  # Qt knows it as the standard key of some desktops only

    def _shortcut(self, keys: "str | QKeySequence.StandardKey", deed: Callable[[], None]) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setAutoRepeat(False)  # a key that is held down is one press
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
            page.guide_requested.connect(self.open_guide)
            page.asking_requested.connect(self.open_asking)
            page.said.connect(self._say_quietly)
            page.day_requested.connect(self._open_day)
            self._pages[key] = page
            self._stack.addWidget(page)
        keyboard: QWidget | None = self.focusWidget()
        left: QWidget | None = self._stack.currentWidget()
        was_on_page = keyboard is not None and left is not None and left.isAncestorOf(keyboard)
        self._stack.setCurrentWidget(self._pages[key])
        self._over.setCurrentIndex(0)
        self.rail.set_current(key)
        if was_on_page and left is not self._pages[key]:
            self._take_keyboard()  # Qt has given it to Spasm now, where Enter would ask
        else:
            self._settle_keyboard()

    def lay_under(self, key: str) -> None:
        """Open the page ``key`` where it is seen once what lies over it is closed."""
        over, keyboard = self._over.currentWidget(), self.focusWidget()
        self.show_page(key)
        if over is not None and self._over.currentWidget() is not over:
            self._over.setCurrentWidget(over)
            if keyboard is not None:
                keyboard.setFocus()

    def _turned(self, _index: int) -> None:
        """What comes up comes up over all of its neighbours: the bar goes back on top of it."""
        if self._undo_bar is not None:
            self._undo_bar.raise_()
        self._tell_led()

    def _tell_led(self) -> None:
        from PySide6.QtCore import Qt

        seen = self.isVisible() and not self.windowState() & Qt.WindowState.WindowMinimized
        self.led.emit(seen and self._spasm is not None and self._over.currentWidget() is self._spasm)

    def _settle_keyboard(self) -> None:
        """What had the keyboard may be out of sight now; then it is the page's, and Tab begins there."""
        now: QWidget | None = self.focusWidget()
        on_bar = now is not None and self._undo_bar is not None and self._undo_bar.isAncestorOf(now)
        if now is None or on_bar or not now.isVisibleTo(self):
            self._take_keyboard()

    def _take_keyboard(self) -> None:
        """It is the page's, or that of the spasm screen over it."""
        over: QWidget | None = self._over.currentWidget()
        page: QWidget | None = over if over in (self._spasm, self._asking) else self._stack.currentWidget()
        if page is not None:
            page.setFocus()

    def page(self, key: str) -> "Page":
        """The page ``key``, and shown where it has to be made first."""
        if key not in self._pages:
            self.show_page(key)
        return self._pages[key]

    def take_up(self, errand: "Errand") -> None:
        """Answer ``errand``, a reminder that was pressed, on the page that asks for it."""
        self.bring_forward()
        self.show_page(errand.opens or "today")
        self.page(self.current).take_up(errand)

    def _open_day(self, day: object, part: str) -> None:
        """Open Prevention at ``day``."""
        page = self.page("prevention")
        self.show_page("prevention")
        page.lead_to(day, part)  # type: ignore[attr-defined]

    def open_guide(self, key: str = "") -> None:
        """Open the guide, at the step ``key`` where one is meant."""
        page = self.page("guide")
        self.show_page("guide")
        if key:
            page.open_step(key)  # type: ignore[attr-defined]

    def _help(self) -> None:
        """What is on screen explained; over the spasm screen nothing comes."""
        from backtracker.core import at_hand

        if self._over.currentWidget() is not self._spasm:
            key = self._pages[self.current].step_at_hand if self.current else ""
            self.open_guide(key or at_hand.OF_PAGE.get(self.current, ""))

    def fetch(self, key: str) -> None:
        """Import the page ``key``, so that making it later takes half the time."""
        import_module(f"backtracker.ui.pages.{key}")

    def _make(self, key: str) -> "Page":
        """The page ``key``: the class of that name in the file of that name."""
        module = import_module(f"backtracker.ui.pages.{key}")
        page: Page = getattr(module, f"{key.capitalize()}Page")(self.desk, self.ticker)
        if key == "today":
            page.details_requested.connect(self.open_details)  # type: ignore[attr-defined]
        if key == "settings":
            page.sound_requested.connect(self.sound_requested)  # type: ignore[attr-defined]
        return page

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
            self._spasm.closed.connect(self._close_spasm)
            self._spasm.showed_saved.connect(self.undo_bar().hide)
            self._spasm.page_requested.connect(self.show_page)
            self._spasm.asking_requested.connect(self.open_asking)
            self._over.addWidget(self._spasm)
        return self._spasm

    def _close_spasm(self) -> None:
        """Back on Today; the keyboard is the page's, for Qt would give it to Spasm now, where Space asks once more."""
        self.show_page("today")
        self._pages["today"].setFocus()

    # What was there before -------------------------------------------------------------------

    def open_asking(self, episode_id: str) -> None:
        """The matched questions about the onset of an episode, over what is seen now.

        They are imported on the worker, made and shown in turns of their own: the window answers in between.
        """

        def build(_module: object) -> None:
            self.desk.in_turn(self._asking_screen, self)
            self.desk.in_turn(partial(self._show_asking, episode_id), self)

        self.desk.ask(lambda _journal: import_module("backtracker.ui.pages.asking"), build, self)

    def _asking_screen(self) -> "AskingScreen":
        """The screen of the questions, made when first needed."""
        if self._asking is None:
            from backtracker.ui.pages.asking import AskingScreen

            self._asking = AskingScreen(self.desk)
            self._asking.closed.connect(self._close_asking)
            self._asking.undo_requested.connect(self.deeds.undo)
            self._over.addWidget(self._asking)
        return self._asking

    def _show_asking(self, episode_id: str) -> None:
        screen = self._asking_screen()
        if self._over.currentWidget() is not screen:
            self._under_asking = self._over.currentIndex()
        self.undo_bar().hide()
        self._over.setCurrentWidget(screen)
        screen.open(episode_id)

    def _ask_latest(self) -> None:
        """The questions that are offered now, if any are."""
        self.desk.ask(lambda journal: journal.asking_now(), self._open_latest, self)

    def _open_latest(self, asking: "Asking | None") -> None:
        if asking is None:
            self._say_quietly(translate("Window", "There is nothing to answer about a spasm of the last 24 hours."))
        else:
            self.open_asking(asking.episode.id)

    def _close_asking(self) -> None:
        """Back to what lay under it."""
        self._over.setCurrentIndex(self._under_asking)
        if self._spasm is not None and self._over.currentWidget() is self._spasm:
            self._spasm.setFocus()
            self._spasm.look_again()
        else:
            self._settle_keyboard()

    # What is said ----------------------------------------------------------------------------

    def _say_deed(self, words: str, undoable: bool) -> None:
        """The spasm screen shows what it saves itself, and has an Undo of its own: one is enough."""
        asked = self._asking is not None and self._asking.isVisible()
        if asked and undoable and not self.deeds.went_back:
            self.undo_bar().hide()  # the questions say themselves what was saved
            return
        led = self._spasm is not None and self._spasm.isVisible() and self._spasm.has_undo
        if led and undoable and not self.deeds.went_back:
            self.undo_bar().hide()
        else:
            self.undo_bar().show_saved(words, undoable=undoable and not led)

    def _say_quietly(self, sentence: str) -> None:
        self.undo_bar().show_saved(sentence, undoable=False)

    def ask_flags(self) -> None:
        """The check of warning signs, from anywhere."""
        from backtracker.ui.dialogs.flags import FlagSheet

        self.bring_forward()
        FlagSheet(self.desk, parent=self).open()

    def _tell_flagged(self, up: bool) -> None:
        """A notice that nobody can see would be none: it brings the window with it, out of the tray too."""
        if up and (not self.isVisible() or self.isMinimized()):
            self.bring_forward()
        self.flagged.emit(up)

    def bar_area(self) -> QRect:
        """Where the bar lies on the screen while it is seen."""
        if self._undo_bar is None or not self._undo_bar.isVisible():
            return QRect()
        return QRect(self._undo_bar.mapToGlobal(QPoint(0, 0)), self._undo_bar.size())

    def undo_bar(self) -> "UndoBar":
        """The bar at the foot, made when first needed."""
        if self._undo_bar is None:
            from backtracker.ui.widgets.undo_bar import UndoBar

            self._undo_bar = UndoBar(self._over)
            self._undo_bar.clear_of = self.card_area
            self._undo_bar.undo_requested.connect(self.deeds.reverse)
        return self._undo_bar

    # The window itself -----------------------------------------------------------------------

    def say_example(self) -> None:
        """What is shown is made up: said for as long as the window is open."""
        from backtracker.ui.widgets.notice import Notice

        self.setWindowTitle(translate("Window", "backtracker – example"))
        words = translate("Window", "Example. Nothing you do here is kept.")
        self._strips.addWidget(Notice(words, closable=False, slim=True))

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
        if self.furnished and event.type() == QEvent.Type.WindowStateChange:
            self._tell_led()
        if (
            self.furnished
            and event.type() == QEvent.Type.ActivationChange
            and self.isActiveWindow()
            and self.desk.is_open
        ):
            self.ticker.tick()

    def showEvent(self, event: QShowEvent) -> None:
        """Back on screen, with whatever was open."""
        super().showEvent(event)
        if self.furnished:
            self._tell_led()

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody sees leads nobody."""
        super().hideEvent(event)
        if self.furnished:
            self._tell_led()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing ends the program, unless someone hears :attr:`closing` and keeps it running."""
        if not self.may_close:
            self.closing.emit()
        if not self.may_close:
            event.ignore()
            return
        super().closeEvent(event)  # also when whoever heard it has said quit: one closing does not begin inside another
        QGuiApplication.quit()
