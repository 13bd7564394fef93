"""Starts the real program and answers questions about it: where is the button, which words are on screen?

Run as a script by ``stage.py`` in a process of its own. It presses nothing: the stories press
with real X events at the places it tells. Requests and answers are JSON lines on stdin and stdout.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSocketNotifier, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QSystemTrayIcon,
    QWidget,
)

from backtracker import __main__, app, clock
from backtracker.core.model import Act, Reading, Treatment
from backtracker.ui.desktop import idle
from backtracker.ui.widgets import fresh

POLL_MS = 5


class Guide(QObject):
    """Reads requests while the program runs. ``wait`` requests are answered when they come true, or in time."""

    def __init__(self) -> None:
        super().__init__()
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._pending = b""
        self._refused = False
        PROGRAMS[0].desk.refused.connect(self._note_refusal)

    def _note_refusal(self, _sentence: str) -> None:
        self._refused = True

    def _read(self) -> None:
        more = os.read(sys.stdin.fileno(), 65536)
        if not more:
            self._notifier.setEnabled(False)
            return
        self._pending += more
        while b"\n" in self._pending:
            line, self._pending = self._pending.split(b"\n", 1)
            request = json.loads(line)
            self._try(request, time.monotonic() + request.get("timeout", 10))

    def _try(self, request: dict[str, Any], until: float) -> None:
        answer = self._answer(request)
        if request["verb"] == "where" and answer != request.get("before"):  # still moving
            request["before"], answer = answer, None
        if answer is None and time.monotonic() < until:
            QTimer.singleShot(POLL_MS, self, lambda: self._try(request, until))
            return
        print(json.dumps({"answer": answer}), flush=True)

    def _answer(self, request: dict[str, Any]) -> Any:
        """The answer, or None for not yet."""
        return ANSWERS[request["verb"]](request)

    @property
    def refused(self) -> bool:
        """Whether the record could not be opened."""
        return self._refused


class SetClock:
    """The computer's clocks, moved by as much as the story wants: the one on the wall, and the two nobody can set.

    libfaketime was tried first: it also takes over the timed waits of Python's own lock, and
    two threads then take ten seconds for what takes one. ``clock`` is the only reader of the
    wall clock in the program (the linter bans all others), so moving it there moves all.
    """

    def __init__(self, offset: float, stands_at: str) -> None:
        self._real, self._steady = clock.now, clock.monotonic
        self._lived: list[tuple[float, float]] = []
        self.set(offset, stands_at, 0, 0)

    def set(self, offset: float, stands_at: str, awake: float, asleep: float) -> None:
        """Go on from ``offset`` seconds beside the computer's clock, or stand still where that is wanted.

        So many seconds the computer has been made to be ``awake`` and ``asleep`` since it was switched on.
        """
        self._offset = timedelta(seconds=offset)
        self._stands_at = datetime.fromisoformat(stands_at) if stands_at else None
        self._awake, self._asleep = awake, asleep
        self._lived.append((self._steady(), awake))

    def lived(self, length: timedelta) -> timedelta:
        """How long something lasted in the story that began ``length`` of real time ago."""
        began = self._steady() - length.total_seconds()
        before = max((at, lived) for at, lived in self._lived if at <= max(began, self._lived[0][0]))[1]
        return length + timedelta(seconds=self._lived[-1][1] - before)

    def now(self) -> datetime:
        """What the wall clock of this computer shows, as the story has set it."""
        present = self._stands_at or self._real() + self._offset
        return present.replace(microsecond=present.microsecond // 1000 * 1000)

    @property
    def stands(self) -> bool:
        """Whether no time passes but what the story lets pass."""
        return self._stands_at is not None

    def monotonic(self) -> float:
        """Seconds that the computer has been awake."""
        return self._awake + (0 if self._stands_at else self._steady())

    def boottime(self) -> float:
        """Seconds that it has been switched on, asleep or awake."""
        return self.monotonic() + self._asleep


class Ears(QObject):
    """Counts what mouse and keyboard have brought to the program's windows, so that a story need not guess."""

    ENDS = (QEvent.Type.MouseButtonRelease, QEvent.Type.KeyRelease, QEvent.Type.Wheel)

    def __init__(self) -> None:
        super().__init__()
        self.heard = self.closings = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Each event comes to a native window first, and then to the widgets in it; the first counts."""
        if event.type() in self.ENDS and watched.isWindowType() and event.spontaneous():
            self.heard += 1
        if event.type() == QEvent.Type.Close and watched.isWindowType() and event.spontaneous():
            self.closings += 1
        return False


CLOCK = SetClock(float(os.environ.pop("STORY_CLOCK_OFFSET")), os.environ.pop("STORY_CLOCK_STANDS_AT", ""))
EARS = Ears()
PROGRAMS: list[app.Program] = []
GUIDES: list[Guide] = []


def settled() -> bool | None:
    """Whether all that was asked of workers and desktop has come back, and the record is open or was refused."""
    desk, reminders = PROGRAMS[0].desk, PROGRAMS[0].reminders
    known = untouched() and (reminders is None or reminders.desktop.is_settled)
    return True if known and desk.idle and (desk.is_open or GUIDES[0].refused) else None


def set_clock(request: dict[str, Any]) -> bool:
    """Set the clocks, and let the reminder timer look at them."""
    CLOCK.set(request["offset"], request["stands_at"], request["awake"], request["asleep"])
    PROGRAMS[0].ticker.tick()
    return True


def look() -> bool:
    """Let whoever asks for breaks look whether somebody sits there."""
    breaks = PROGRAMS[0].breaks
    if breaks is not None:
        breaks.look()
    return True


def untouched() -> bool | None:
    """Whether it is known by now how long nothing was touched."""
    breaks = PROGRAMS[0].breaks
    return True if breaks is None or breaks._idle is None or breaks._idle._then is None else None


def travel(request: dict[str, Any]) -> bool:
    """Let the computer be in another time zone, and let the reminder timer look."""
    os.environ["TZ"] = request["zone"]
    PROGRAMS[0].ticker.tick()
    return True


def knows(request: dict[str, Any]) -> bool | None:
    """Whether the reminder timer has heard of all these records."""
    log = PROGRAMS[0].ticker.log
    if log is None:
        return None
    records: list[Treatment | Reading | Act] = [*log.treatments, *log.readings, *log.acts]
    known = {each.id for each in records}
    return known.issuperset(request["ids"]) or None


def name_of(widget: QWidget) -> str:
    """What a person reads or hears of a widget."""
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text().replace("&", "")
    if isinstance(widget, QLabel) and widget.text():
        return widget.text()
    return widget.accessibleName()


def seen(popup: bool | None = None) -> list[QWidget]:
    """Every widget on screen, open menus and dialogs first, of the pop-up only, or of all but it, or of all."""
    tops = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    tops = [top for top in tops if popup is None or isinstance(top, QMenu) or (top.objectName() == "popup") == popup]
    tops.sort(key=lambda widget: (isinstance(widget, QMenu), widget.isModal()), reverse=True)
    parts = []
    for top in tops:  # what can be pressed comes before the words beside it
        found = [child for child in top.findChildren(QWidget) if child.isVisible()]
        parts += [top, *sorted(found, key=lambda part: isinstance(part, QLabel))]
    return parts


def find(name: str, popup: bool | None, within: str = "") -> tuple[QWidget, QAction | None] | None:
    """What is called ``name``: a widget, or a menu and its line. With ``within`` it lies in a widget of that name."""
    for widget in seen(popup):
        if isinstance(widget, QMenu):
            for action in widget.actions():
                if action.text().replace("&", "") == name and action.isVisible():
                    return widget, action
        readable = isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit | QLabel)
        named = readable and widget.isEnabled() and name in (name_of(widget), widget.accessibleName())
        if named and (not within or lies_in(widget, within)):
            return widget, None
    return None


def where(widget: QWidget, action: QAction | None) -> list[int] | None:
    """Where to press it: x, y and 0; or x, y of its scroll area and which way to turn the wheel.

    Nothing where something else lies on top.
    """
    if isinstance(widget, QMenu) and action is not None:
        line = widget.mapToGlobal(widget.actionGeometry(action).center())
        return [line.x(), line.y(), 0]
    middle = widget.mapToGlobal(widget.rect().center())
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QAbstractScrollArea):
        area = area.parentWidget()
    if isinstance(area, QAbstractScrollArea):
        sight = QRect(area.viewport().mapToGlobal(QPoint(0, 0)), area.viewport().size())
        if not sight.contains(middle):
            rest = sight.center()
            return [rest.x(), rest.y(), 1 if middle.y() > rest.y() else -1]
    top = QApplication.widgetAt(middle)
    free = top is not None and (top is widget or widget.isAncestorOf(top) or isinstance(widget, QLabel))
    return [middle.x(), middle.y(), 0] if free else None


def lies_in(widget: QWidget, name: str) -> bool:
    """Whether one of the widgets around ``widget`` is called ``name``."""
    around = widget.parentWidget()
    while around is not None and around.accessibleName() != name:
        around = around.parentWidget()
    return around is not None


def looked() -> bool | None:
    """Whether everything has been there for long enough to be seen before a key is pressed."""
    gate = fresh._Shared.gate
    return True if gate is None or not gate.shut_for else None


def focus() -> dict[str, Any]:
    """Which widget has the keyboard, and where it lies on the screen."""
    widget = QApplication.focusWidget()
    if widget is None or QApplication.activeWindow() is None:
        return {"name": "", "kind": "", "box": []}
    corner = widget.mapToGlobal(QPoint(0, 0))
    place = [corner.x(), corner.y(), widget.width(), widget.height()]
    return {"name": name_of(widget) or widget.accessibleName(), "kind": type(widget).__name__, "box": place}


def frame(popup: bool) -> list[int] | None:
    """Where the pop-up or the main window lies on the screen, with its frame; nothing when it is hidden."""
    for top in QApplication.topLevelWidgets():
        if top.isVisible() and (top.objectName() == "popup" if popup else isinstance(top, QMainWindow)):
            found = top.frameGeometry()
            return [found.x(), found.y(), found.width(), found.height()]
    return None


def words(popup: bool | None) -> list[str]:
    """Everything that can be read there."""
    return [text for widget in seen(popup) if (text := name_of(widget))]


def place_of(request: dict[str, Any]) -> list[int] | None:
    """Where to press what the request names."""
    found = find(request["name"], request["popup"], request["within"])
    if found and fresh.holds(found[0]):  # a person looks before they press
        return None
    return where(*found) if found else None


ANSWERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "where": place_of,
    "there": lambda request: find(request["name"], request["popup"]) is not None or None,
    "gone": lambda request: find(request["name"], request["popup"]) is None or None,
    "words": lambda request: words(request["popup"]),
    "part": lambda request: any(request["words"] in each for each in words(None)) or None,
    "listen": lambda _: EARS.heard,
    "looked": lambda _: looked(),
    "closings": lambda _: EARS.closings,
    "closed": lambda request: EARS.closings >= request["count"] or None,
    "heard": lambda request: EARS.heard >= request["count"] or None,
    "settled": lambda _: settled(),
    "clock": set_clock,
    "look": lambda _: look(),
    "untouched": lambda _: untouched(),
    "travel": travel,
    "knows": knows,
    "picture": lambda request: QApplication.primaryScreen().grabWindow(0).save(request["path"]),
    "focus": lambda _: focus(),
    "frame": lambda request: frame(request["popup"]),
    "in_front": lambda _: QApplication.activeWindow() is PROGRAMS[0].window or None,
    "hidden": lambda _: not PROGRAMS[0].window.isVisible() or None,
    "tray": lambda _: QSystemTrayIcon.isSystemTrayAvailable() or None,
}
"""What can be asked; None is "not yet"."""


def main() -> int:
    """Run the program as its own ``__main__`` would, with the guide beside it."""
    clock.now, clock.monotonic, clock.boottime = CLOCK.now, CLOCK.monotonic, CLOCK.boottime
    asked = idle.Idle.ask

    def in_story_time(each: idle.Idle, then: idle.Then) -> None:
        """The X server's idle time is real and short; what the story let pass since the last touch belongs to it."""
        asked(each, lambda found: then(None if found is None else CLOCK.lived(found)))

    idle.Idle.ask = in_story_time  # type: ignore[method-assign, assignment]
    born = app.Program.__init__

    def remembered(program: app.Program, *arguments: Any, **named: Any) -> None:
        born(program, *arguments, **named)
        PROGRAMS.append(program)
        QApplication.instance().installEventFilter(EARS)  # type: ignore[union-attr]
        if CLOCK.stands:  # two presses are as far apart as the story says, and never a double click
            QApplication.setDoubleClickInterval(0)
        GUIDES.append(Guide())

    app.Program.__init__ = remembered  # type: ignore[method-assign, assignment]
    return __main__.main()


if __name__ == "__main__":
    sys.exit(main())
