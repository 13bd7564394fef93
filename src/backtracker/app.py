"""The composition root of the window: clock, desk, ticker, window, reminders, tray, in this order.

The only file that knows all rooms. The first paint shows the window's bare ground; all that
costs time is imported and built after it, in steps between which the window answers.
"""

import gc
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from backtracker import tokens
from backtracker.core import words
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.ui.desk import Desk
from backtracker.ui.instance import Instance
from backtracker.ui.ticker import Ticker
from backtracker.ui.window import FOOT, PAGES, MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from backtracker.journal import Journal
    from backtracker.ui.desktop.bus import Bus
    from backtracker.ui.desktop.idle import Idle
    from backtracker.ui.desktop.sound import Sound
    from backtracker.ui.reminders.breaks import Breaks
    from backtracker.ui.reminders.errands import Errands
    from backtracker.ui.reminders.reminders import Reminders
    from backtracker.ui.reminders.tray import Tray


SETTLES_MS = 2000
"""So long after the record is open the pages that may come next are fetched."""
TRAY_COMES_WITHIN = 10
TRAY_ASKED_MS = 1000
"""At the start of a session the tray may come up after the program: it is asked for so often, so far apart."""


class Program(QObject):
    """The running window and all that belongs to it."""

    def __init__(self, folder: Path, *, example: bool = False, in_tray: bool = False) -> None:
        super().__init__()
        self.desk = Desk(folder, prepare=fill_with_example if example else None, parent=self)
        if example:
            self.desk.settings = replace(self.desk.settings, welcomed=True)
        self.ticker = Ticker(self.desk, self)
        self.window = MainWindow(ground=self._ground())
        self.instance = Instance(folder, self)
        self.reminders: Reminders | None = None
        self.breaks: Breaks | None = None
        self.errands: Errands | None = None
        self.tray: Tray | None = None
        self._sound: Sound | None = None
        self._bus: Bus | None = None
        self._in_tray = in_tray
        self._rest_came = False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES_MS)
        self._settling.timeout.connect(self._fetch_others)
        self._example = example
        self._steps: list[Callable[[], None]] = [
            _wake_qt,
            self._dress,
            self._furnish_window,
            self._fetch_first_page,
            self._show_first_page,
            self._give_voice,
            self._remind,
            self._await_journal,
            self.desk.open,  # comes last: by then everyone is there to hear what the journal says
        ]
        for settled in (self.desk.opened, self.desk.refused, self.desk.waiting):
            settled.connect(_collect_from_here)
        self.window.painted.connect(self._furnish_on)
        self.window.closing.connect(self._close_or_stay)
        self.window.quit_requested.connect(self._quit_or_ask)
        self.instance.raise_requested.connect(self.window.bring_forward)

    def start(self) -> None:
        """Show the window, or only the tray where that was asked for and there is one soon."""
        if self._in_tray:
            self.furnish()
            self._bring_tray()
            self._wait_for_tray(TRAY_COMES_WITHIN)
        else:
            self.window.show()

    def _wait_for_tray(self, times: int) -> None:
        """Up with the icon as soon as there is a place for it; without one, or in an example, the window shows."""
        if self.window.isVisible():  # a second start has asked for it meanwhile
            return
        if self.tray is None or times == 0:
            self.window.show()
        elif self.tray.available:
            self.tray.show_agenda(self.ticker.agenda)
        else:
            QTimer.singleShot(TRAY_ASKED_MS, self, lambda: self._wait_for_tray(times - 1))

    def furnish(self) -> None:
        """All that comes after the first paint: the look, the page, the reminders, the tray, the journal."""
        while self._steps:
            try:
                self._steps.pop(0)()
            except Exception:  # noqa: BLE001  told like any mistake; the journal opens all the same
                sys.excepthook(*sys.exc_info())

    def _furnish_on(self) -> None:
        """One step, and the next when the window has answered whatever came in between.

        A step that fails is told like any mistake of ours, and stops no later one: the journal opens all the same.
        """
        if self._steps:
            try:
                self._steps.pop(0)()
            finally:
                QTimer.singleShot(1, self, self._furnish_on)  # at 0 Qt would go straight on, past keys and paints

    def _furnish_window(self) -> None:
        self.desk.settings_changed.connect(self._dress)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._dress)
        self.window.furnish(self.desk, self.ticker)
        if self._example:
            self.window.say_example()

    @property
    def _first_page(self) -> str:
        return "today" if self.desk.settings.welcomed else "welcome"

    def _fetch_first_page(self) -> None:
        self.window.fetch(self._first_page)

    def _show_first_page(self) -> None:
        self.window.show_page(self._first_page)
        if self._first_page == "welcome":
            self.ticker.ticked.connect(self._begin_with_episode)
        if self.desk.settings_trouble:
            self.window.troubles.say(self.desk.settings_trouble)

    def _begin_with_episode(self, agenda: object) -> None:
        """Whoever has a spasm to see to is past the welcome, now and at the next start, wherever it was logged."""
        if agenda is not None:
            self.ticker.ticked.disconnect(self._begin_with_episode)
            if not self.desk.settings.welcomed:
                self.desk.set_settings(replace(self.desk.settings, welcomed=True))
                self.window.lay_under("today")

    def _give_voice(self) -> None:
        from backtracker.ui.desktop.sound import Sound

        self._sound = Sound(self.desk, self)
        self.window.sound_requested.connect(self._sound.try_out)

    def _remind(self) -> None:
        """An example reminds of nothing: what it shows is on the page, and it ends with its window."""
        if self._example:
            return
        from backtracker.ui.reminders.breaks import Breaks
        from backtracker.ui.reminders.errands import Errands
        from backtracker.ui.reminders.reminders import Reminders

        self.reminders = Reminders(self.desk, self.ticker, self)
        if self._sound is not None:
            self.reminders.chime_requested.connect(self._sound.chime)
            self.reminders.alarm_requested.connect(self._sound.alarm)
        self.reminders.popup.close_requested.connect(self.window.ask_over)
        self.reminders.popup.clear_of = self.window.bar_area
        self.window.card_area = self._card_area
        self.window.led.connect(self.reminders.set_led)
        self.breaks = Breaks(self.desk, self.ticker, self._idle, self)
        self.breaks.held = self._holds_break
        self.reminders.desktop.told.connect(self.breaks.look)
        self.breaks.clear_of = self.window.bar_area
        self.errands = Errands(self.desk, self.ticker, self.reminders, self)
        self.errands.other_card = lambda: self.breaks is not None and self.breaks.asks
        self.errands.clear_of = self.window.bar_area
        self.errands.open_requested.connect(self.window.take_up)
        for asking in (self.breaks, self.errands):
            self.window.led.connect(asking.set_led)
            if self._sound is not None:
                asking.sounded.connect(self._sound.chime)
        for silent in (self.ticker, self.reminders, self.breaks, self.errands):
            self.window.flagged.connect(silent.set_flagged)
        self.reminders.open_requested.connect(self.window.bring_forward)
        self.reminders.desktop.meet(lambda: self.tray.icon() if self.tray is not None else None, self._session_bus)

    def _await_journal(self) -> None:
        """What the first page does not need comes after its answer, which is asked for when the journal opens."""
        self.desk.opened.connect(lambda: self.desk.ask(lambda _: None, self._bring_rest, self))
        self.desk.opened.connect(self._settling.start)
        for trouble in (self.desk.refused, self.desk.waiting):
            trouble.connect(self._bring_rest)

    def _bring_rest(self, _: object = None) -> None:
        if not self._rest_came:
            self._rest_came = True
            self.desk.in_turn(self._bring_tray, self)
            self.desk.in_turn(self.instance.listen, self)

    def _bring_tray(self) -> None:
        if self._example or self.tray is not None:
            return
        from backtracker.ui.reminders.tray import Tray

        self.tray = Tray(self.desk, self.ticker, self)
        if self.errands is not None:
            self.errands.heard.connect(self.tray.show_docket)
            if self.errands.docket is not None:
                self.tray.show_docket(self.errands.docket)
        self.tray.spasm_requested.connect(self.window.ask_spasm)
        self.tray.open_requested.connect(self.window.bring_forward)
        self.tray.flags_requested.connect(self.window.ask_flags)
        self.tray.quit_requested.connect(self._quit_or_ask)

    def _card_area(self) -> QRect:
        """Where a card of ours lies on the screen, on top of the window."""
        asking = (self.breaks.card if self.breaks else None, self.errands.card if self.errands else None)
        cards = (self.reminders.popup if self.reminders else None, *asking)
        return next((card.geometry() for card in cards if card is not None and card.isVisible()), QRect())

    def _holds_break(self) -> bool:
        """Another card or notification is up, or the person is not to be disturbed."""
        assert self.reminders is not None
        assert self.errands is not None
        others = self.reminders.popup.isVisible() or self.errands.asks
        return others or self.errands.is_paused or self.reminders.desktop.holds_break()

    def _fetch_others(self) -> None:
        """Import the pages that may be opened next, on the thread for drawing, so that opening one blocks less."""
        if self.window.isVisible():
            self.desk.aside(_import_pages, lambda _: None, self)

    def _idle(self) -> "Idle":
        """Who tells how long nobody has touched anything: wanted only where breaks from sitting are."""
        from backtracker.ui.desktop import idle

        return idle.here(self._session_bus, self)

    def _session_bus(self) -> "Bus":
        """The one connection to the session bus, made when somebody first has something to ask there."""
        if self._bus is None:
            from backtracker.ui.desktop.bus import Bus

            self._bus = Bus("session", self)
        return self._bus

    def end(self) -> None:
        """Take everything down; what was handed in is finished first."""
        self._settling.stop()
        if self.breaks is not None:
            self.breaks.close()
        if self.errands is not None:
            self.errands.close()
        if self.tray is not None:
            self.tray.hide()
        if self.reminders is not None:
            self.reminders.close()
        if self._bus is not None:
            self._bus.close()  # comes after all who use it, so that they can take down what they have put up
        if self._sound is not None:
            self._sound.close()
        self.ticker.stop()
        self.desk.close()
        self.instance.release()

    def _ground(self) -> tokens.Theme:
        """The look before the desktop is asked for its scheme, which takes a while: that of its palette."""
        dark = QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
        system = tokens.DARK if dark else tokens.LIGHT
        return {"light": tokens.LIGHT, "dark": tokens.DARK}.get(self.desk.settings.theme, system)

    def _dress(self) -> None:
        from backtracker.ui import theme

        wanted = {"light": tokens.LIGHT, "dark": tokens.DARK}.get(self.desk.settings.theme, theme.system_theme())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply_theme(app, wanted)

    def _close_or_stay(self) -> None:
        """Closing the window keeps the reminders of an episode and the breaks, where they can be seen to go on."""
        self._bring_tray()  # closed right after the start, when it has not had its turn
        reminds = self.ticker.agenda is not None or self.desk.settings.breaks
        reminds = reminds or (self.errands is not None and self.errands.expects)
        if self._example or not reminds or not self.desk.settings.keep_in_tray:
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

    def _quit_or_ask(self) -> None:
        """A timer that runs would not ring any more: that is asked about first. All else is on disk."""
        agenda = self.ticker.agenda
        if self._example or agenda is None or agenda.session is None:
            self.window.quit()
        else:
            self.window.bring_forward()
            self._ask_to_minimise()

    def _ask_to_minimise(self) -> None:
        from backtracker.ui.dialogs.leaving import LeavingDialog

        if self.window.findChild(LeavingDialog) is not None:
            return
        agenda = self.ticker.agenda
        timer = agenda is not None and agenda.session is not None
        dialog = LeavingDialog(self.window, episode=agenda is not None, timer=timer)
        dialog.minimise_requested.connect(self.window.showMinimized)
        dialog.quit_requested.connect(self.window.quit)
        dialog.open()


def _wake_qt() -> None:
    """PySide makes the enums of ``Qt`` when they are first asked for, which is the longest single wait of the start."""
    from PySide6.QtCore import Qt  # noqa: F401


def _import_pages() -> None:
    """On the thread for drawing."""
    from importlib import import_module

    for page, _, _ in (*PAGES, *FOOT):
        import_module(f"backtracker.ui.pages.{page}")


def _collect_from_here() -> None:
    """What the start has made stays; looking through it for garbage would hold up the window again and again."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def fill_with_example(journal: "Journal") -> None:
    """Three made-up years, with an episode in its second day, in the throwaway folder behind ``journal``."""
    from backtracker import clock, example

    journal.fill(example.for_show(clock.now(), clock.zone_name()))


def run(folder: Path, *, example: bool = False, in_tray: bool = False) -> int:
    """Open the window on ``folder`` and stay until it is closed; the exit code.

    Raises :class:`UserError`, after it was shown where nobody would read it in a terminal.
    """
    try:
        return _run_in(folder, example=example, in_tray=in_tray)
    except UserError as trouble:
        from backtracker.ui import refusal

        refusal.show(str(trouble))
        raise


def _run_in(folder: Path, *, example: bool, in_tray: bool) -> int:
    if example:
        import tempfile

        with tempfile.TemporaryDirectory(prefix="backtracker-example-") as throwaway:
            return _run(Path(throwaway), example=True, in_tray=in_tray)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as trouble:
        raise UserError(
            translate(
                "App",
                "{folder} cannot be made: {reason}. Choose another folder, or clear the way to it.",
                folder=folder,
                reason=trouble.strerror,
            )
        ) from trouble
    return _run(folder, example=False, in_tray=in_tray)


def _run(folder: Path, *, example: bool, in_tray: bool) -> int:
    import signal

    gc.disable()  # until the start is over
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # what is shown as saved is on disk already
    app = QApplication(["backtracker"])
    if example:  # its throwaway folder must go, however it ends
        from backtracker.ui.farewell import Farewell

        Farewell(app).asked.connect(lambda: app.exit(0))
    app.setApplicationName("backtracker")
    app.setApplicationDisplayName("backtracker – example" if example else "backtracker")
    app.setDesktopFileName("backtracker")
    app.setQuitOnLastWindowClosed(False)
    words.install(QCoreApplication.translate)
    sys.excepthook = _caught_first
    program = Program(folder, example=example, in_tray=in_tray)
    sys.excepthook = partial(_caught_first, say=program.desk.failed.emit)
    if not program.instance.claim():
        if program.instance.ask_first_to_show():
            return 0
        if not program.instance.is_first:
            raise program.instance.why_not()
    program.start()
    try:
        return app.exec()
    finally:
        program.end()


def _caught_first(
    kind: type[BaseException],
    trouble: BaseException,
    trace: TracebackType | None,
    say: "Callable[[str], object] | None" = None,
) -> None:
    """The first mistake of our own brings the dialog in, which takes the later ones too."""
    from backtracker.ui.trouble import Trouble

    dialog = Trouble(QApplication.instance(), say)
    dialog.install()
    dialog.caught(kind, trouble, trace)
