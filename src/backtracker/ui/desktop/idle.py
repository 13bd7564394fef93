"""How long nobody has touched mouse or keyboard, where the desktop tells.

An X server tells it itself; under Wayland the session bus does on some desktops. Windows and
macOS have a call each, which nobody has tried. Nothing here asks by itself, and no answer is
waited for: only the greeting of the X server is, once, as Qt's own was.
"""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    import jeepney

    from backtracker.ui.desktop.bus import Bus

PATIENCE_S = 2.0
"""So long may an answer take."""
DEAF_FOR = 10
"""Where nobody could tell, so many questions are left out before it is asked again."""

Then = Callable[[timedelta | None], None]


class Source(Protocol):
    """Someone who may know. ``ask`` calls back once, later, with None where he does not."""

    def ask(self, then: Then) -> None: ...
    def close(self) -> None: ...


class Idle(QObject):
    """Asks whoever answered last, or else the others in their order."""

    def __init__(self, sources: Sequence[Source], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sources = list(sources)
        self._first = 0
        self._deaf = 0
        self._then: Then | None = None
        self._patience = QTimer(self, singleShot=True)
        self._round = 0
        self._tried = 0
        self._patience.timeout.connect(lambda: self._heard(self._round, None))

    def ask(self, then: Then) -> None:
        """``then`` gets for how long nothing was touched, or None where nobody can tell: once, and after this returns.

        Asked anew before that, only the last asker is told.
        """
        self._then = then
        self._tried = 0
        if self._deaf:
            self._deaf -= 1
            self._tried = len(self._sources)
        self._next()

    def close(self) -> None:
        """Ask no more, and call nobody back."""
        self._then = None
        self._round += 1
        self._patience.stop()
        for source in self._sources:
            source.close()
        self._sources.clear()

    def _next(self) -> None:
        self._round += 1
        if self._tried >= len(self._sources):
            self._patience.start(0)
            return
        self._patience.start(round(PATIENCE_S * 1000))
        here = self._round
        self._sources[self._at].ask(lambda idle: self._heard(here, idle))

    @property
    def _at(self) -> int:
        return (self._first + self._tried) % len(self._sources)

    def _heard(self, which: int, idle: timedelta | None) -> None:
        if which != self._round or self._then is None:
            return  # an answer that came too late
        self._patience.stop()
        if self._tried < len(self._sources):
            if idle is None:
                self._tried += 1
                if self._tried == len(self._sources):
                    self._deaf = DEAF_FOR
                self._next()
                return
            self._first = self._at
        then, self._then = self._then, None
        then(idle)


def here(bus: "Callable[[], Bus]", parent: QObject | None = None) -> Idle:
    """Whoever may know on this desktop. ``bus`` gives the session bus, and is called only where that may help.

    The X server that a Wayland session keeps for old programs knows only what these are touched with.
    """
    if sys.platform == "win32":
        return Idle([_AtOnce(_idle_on_windows)], parent)
    if sys.platform == "darwin":
        return Idle([_AtOnce(_idle_on_macos)], parent)
    wayland = os.environ.get("XDG_SESSION_TYPE") == "wayland" or os.environ.get("WAYLAND_DISPLAY")
    if QGuiApplication.platformName() == "xcb" and not wayland:
        from backtracker.ui.desktop.x_idle import XServer

        return Idle([XServer()], parent)
    if QGuiApplication.platformName() not in ("xcb", "wayland"):
        return Idle([], parent)
    session = bus()
    return Idle([Mutter(session), ScreenSaver(session), Locked(session)], parent)


# The session bus -------------------------------------------------------------------------------


class _OnBus:
    """A question to a service; a service that is not there is not started for it."""

    path = name = interface = method = ""

    def __init__(self, bus: "Bus") -> None:
        self._bus = bus

    def ask(self, then: Then) -> None:
        self._bus.call(
            self._message(), lambda body: then(self._read(body)), lambda _: self._refused(then), PATIENCE_S / 2
        )

    def close(self) -> None:
        """The bus is another's to close."""

    def _message(self) -> "jeepney.Message":
        import jeepney

        address = jeepney.DBusAddress(self.path, self.name, self.interface)
        message = jeepney.new_method_call(address, self.method)
        message.header.flags |= jeepney.MessageFlag.no_auto_start
        return message

    def _read(self, body: tuple[Any, ...]) -> timedelta | None:
        return timedelta(milliseconds=body[0]) if body and isinstance(body[0], int) else None

    def _refused(self, then: Then) -> None:
        then(None)


class Mutter(_OnBus):
    """GNOME's compositor, in milliseconds."""

    path, name = "/org/gnome/Mutter/IdleMonitor/Core", "org.gnome.Mutter.IdleMonitor"
    interface, method = "org.gnome.Mutter.IdleMonitor", "GetIdletime"


class ScreenSaver(_OnBus):
    """The screen saver of other desktops. No standard says the unit; those who use it take milliseconds."""

    path, name = "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"
    interface, method = "org.freedesktop.ScreenSaver", "GetSessionIdleTime"


class Locked(ScreenSaver):
    """Where only a locked screen is told: left for as long as it was seen so, and else nobody knows."""

    method = "GetActive"

    def __init__(self, bus: "Bus") -> None:
        super().__init__(bus)
        self._since: float | None = None

    def _read(self, body: tuple[Any, ...]) -> timedelta | None:
        from backtracker import clock

        if body != (True,):
            self._since = None
            return None
        now = clock.monotonic()
        self._since = now if self._since is None else self._since
        return timedelta(seconds=now - self._since)

    def _refused(self, then: Then) -> None:
        self._since = None
        then(None)


# Windows and macOS, untried --------------------------------------------------------------------


class _AtOnce:
    """A call that answers at once; told later all the same."""

    def __init__(self, idle: Callable[[], timedelta | None]) -> None:
        self._idle = idle

    def ask(self, then: Then) -> None:
        QTimer.singleShot(0, lambda: then(self._idle()))

    def close(self) -> None:
        """Nothing is held."""


def _idle_on_windows() -> timedelta | None:
    """GetLastInputInfo: the tick of the last touch, in milliseconds, from 0 again after 49 days."""
    if sys.platform != "win32":
        return None
    import ctypes

    class LastInput(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint), ("tick", ctypes.c_uint))

    last = LastInput(ctypes.sizeof(LastInput), 0)
    if not ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last)):
        return None
    return timedelta(milliseconds=(ctypes.windll.kernel32.GetTickCount() - last.tick) % 2**32)


def _idle_on_macos() -> timedelta | None:
    """CGEventSourceSecondsSinceLastEventType, for any event of the session."""
    import ctypes

    try:
        graphics = ctypes.CDLL("/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics")
    except OSError:
        return None
    ask = graphics.CGEventSourceSecondsSinceLastEventType
    ask.restype, ask.argtypes = ctypes.c_double, (ctypes.c_int32, ctypes.c_uint32)
    return timedelta(seconds=ask(0, 0xFFFFFFFF))
