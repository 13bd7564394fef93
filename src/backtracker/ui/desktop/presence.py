"""Whether the person presents or asked not to be disturbed, where the desktop tells.

Asked when something is about to come up, and then only; for as long as the answer is yes it is listened for the
end of that. Whoever does not answer in a second has not said yes. Nothing is started for the question. macOS tells
nobody. jeepney is there on Linux only, so it is imported where there is a bus.

======================  ==============================================================================
KDE                     ``Inhibited`` of the notification service
dunst                   ``paused`` of the notification service
Xfce                    ``do-not-disturb`` of its notifications, ``presentation-mode`` of its power manager
GNOME, Cinnamon, MATE   their settings, which only ``gsettings`` reads; no bus tells them
Windows                 ``SHQueryUserNotificationState``; nobody has run this there yet
======================  ==============================================================================
"""

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QProcess, QStandardPaths, QTimer, Signal

if TYPE_CHECKING:
    import jeepney

    from backtracker.ui.desktop.bus import Bus

PATIENCE_S = 1.0
NOTIFICATIONS = "org.freedesktop.Notifications"
NOTIFICATIONS_PATH = "/org/freedesktop/Notifications"
INHIBITED = (NOTIFICATIONS, "Inhibited")
PAUSED = ("org.dunstproject.cmd0", "paused")
XFCONF, XFCONF_PATH = "org.xfce.Xfconf", "/org/xfce/Xfconf"
XFCE = (("xfce4-notifyd", "/do-not-disturb"), ("xfce4-power-manager", "/xfce4-power-manager/presentation-mode"))
GSETTINGS = {
    "GNOME": ("org.gnome.desktop.notifications", "show-banners", "false"),
    "Unity": ("org.gnome.desktop.notifications", "show-banners", "false"),
    "Budgie": ("org.gnome.desktop.notifications", "show-banners", "false"),
    "X-Cinnamon": ("org.cinnamon.desktop.notifications", "display-notifications", "false"),
    "MATE": ("org.mate.NotificationDaemon", "do-not-disturb", "true"),
}
"""By the name in XDG_CURRENT_DESKTOP: schema, key, and the value that means "do not disturb"."""
WINDOWS_BUSY = {2, 3, 4, 6}
"""Full screen, a full-screen game, presentation mode, quiet time."""


class Presence(QObject):
    """``changed`` says that it is worth asking again; it comes only after an answer that was yes."""

    changed = Signal()

    def __init__(self, bus: "Bus | None", parent: QObject | None = None) -> None:
        """``bus`` is the session bus, which others may use too; None where there is none to ask."""
        super().__init__(parent)
        self._bus = bus
        self._then: Callable[[bool], None] | None = None
        self._open: set[str] = set()
        self._turn = 0
        self._process: QProcess | None = None
        self._yes = False
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._conclude)
        self._ears: list[jeepney.MatchRule] = []

    def ask(self, then: Callable[[bool], None]) -> None:
        """``then`` gets whether the person is not to be disturbed: within about a second, never before this returns."""
        self._then, self._yes = then, False
        self._turn += 1
        questions = _questions() if self._bus is not None else {}
        self._open = {*questions, "settings", "system"}
        self._patience.start(round(PATIENCE_S * 1000))
        for name, message in questions.items():
            assert self._bus is not None
            self._bus.call(
                message, partial(self._told, self._turn, name), partial(self._not_told, self._turn, name), PATIENCE_S
            )
        self._ask_settings(self._turn)
        QTimer.singleShot(0, self, partial(self._hear_system, self._turn))

    def rest(self) -> None:
        """Nothing has to wait any more: listen no longer."""
        for rule in self._ears:
            assert self._bus is not None
            self._bus.ignore(rule, self._heard_change)
        self._ears = []

    def close(self) -> None:
        """Ask no more, and call nobody back. The bus is another's to close."""
        self._then = None
        self._turn += 1
        self._patience.stop()
        for process in self.findChildren(QProcess):
            process.kill()
            process.waitForFinished(round(PATIENCE_S * 1000))
        self.rest()

    def _told(self, turn: int, name: str, body: tuple[Any, ...]) -> None:
        self._hear(turn, name, body == (("b", True),))

    def _not_told(self, turn: int, name: str, _reason: str) -> None:
        self._hear(turn, name, False)

    def _hear_system(self, turn: int) -> None:
        self._hear(turn, "system", _windows_is_busy())

    def _hear(self, turn: int, name: str, yes: bool) -> None:
        """One answer to the question of that ``turn``; what comes too late counts for no other."""
        if turn != self._turn:
            return
        self._open.discard(name)
        self._yes = self._yes or yes
        if self._yes or not self._open:
            self._conclude()

    def _conclude(self) -> None:
        then, self._then = self._then, None
        self._patience.stop()
        self._end_process()
        if then is None:
            return
        if self._yes:
            self._listen()
        else:
            self.rest()
        then(self._yes)

    def _listen(self) -> None:
        if self._bus is None or self._ears:
            return
        self._ears = _changes()
        for rule in self._ears:
            self._bus.listen(rule, self._heard_change)

    def _heard_change(self, _message: "jeepney.Message") -> None:
        self.changed.emit()

    # What no bus tells -------------------------------------------------------------------------

    def _ask_settings(self, turn: int) -> None:
        self._end_process()
        wanted = next((GSETTINGS[name] for name in _desktops() if name in GSETTINGS), None)
        reader = QStandardPaths.findExecutable("gsettings") if wanted else ""
        if not wanted or not reader:
            QTimer.singleShot(0, self, partial(self._hear, turn, "settings", False))
            return
        schema, key, busy = wanted
        process = self._process = QProcess(self)
        process.finished.connect(partial(self._read, process, turn, busy))
        process.errorOccurred.connect(lambda _: self._hear(turn, "settings", False))
        process.start(reader, ["get", schema, key])

    def _read(self, process: QProcess, turn: int, busy: str, *_how: object) -> None:
        if process is self._process:
            self._process = None
        printed = bytes(process.readAllStandardOutput().data())
        process.deleteLater()
        self._hear(turn, "settings", printed.strip() == busy.encode())

    def _end_process(self) -> None:
        """Its end comes by itself."""
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()


def _questions() -> "dict[str, jeepney.Message]":
    """What is asked over the bus, by a name each. Nobody is started for it."""
    import jeepney

    found = {}
    for interface, name in (INHIBITED, PAUSED):
        service = jeepney.DBusAddress(NOTIFICATIONS_PATH, NOTIFICATIONS, interface)
        found[name] = jeepney.Properties(service).get(name)
    xfconf = jeepney.DBusAddress(XFCONF_PATH, XFCONF, XFCONF)
    for channel, name in XFCE:
        found[name] = jeepney.new_method_call(xfconf, "GetProperty", "ss", (channel, name))
    for message in found.values():
        message.header.flags |= jeepney.MessageFlag.no_auto_start
    return found


def _changes() -> "list[jeepney.MatchRule]":
    """The signals that say that one of the answers may be another now."""
    import jeepney

    rules = []
    for interface, _ in (INHIBITED, PAUSED):
        rule = jeepney.MatchRule(
            type="signal",
            path=NOTIFICATIONS_PATH,
            interface="org.freedesktop.DBus.Properties",
            member="PropertiesChanged",
        )
        rule.add_arg_condition(0, interface)
        rules.append(rule)
    for channel, name in XFCE:
        rule = jeepney.MatchRule(type="signal", interface=XFCONF, member="PropertyChanged")
        rule.add_arg_condition(0, channel)
        rule.add_arg_condition(1, name)
        rules.append(rule)
    return rules


def _desktops() -> list[str]:
    return os.environ.get("XDG_CURRENT_DESKTOP", "").split(":")


def _windows_is_busy() -> bool:
    """Whether Windows says that it is no time for notifications; False elsewhere."""
    if sys.platform != "win32":
        return False
    import ctypes

    state = ctypes.c_int()
    told = ctypes.windll.shell32.SHQueryUserNotificationState(ctypes.byref(state))
    return told == 0 and state.value in WINDOWS_BUSY
