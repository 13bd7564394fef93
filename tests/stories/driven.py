"""Starts the real program and answers questions about it: where is the button, which words are on screen?

Run as a script by ``stage.py`` in a process of its own. It presses nothing: the stories press
with real X events at the places it tells. Requests and answers are JSON lines on stdin and stdout.
"""

import json
import os
import sys
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, QPoint, QSocketNotifier, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit, QWidget

from backtracker import __main__, app, clock

POLL_MS = 15


class Guide(QObject):
    """Reads requests while the program runs. ``wait`` requests are answered when they come true, or in time."""

    def __init__(self) -> None:
        super().__init__()
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._pending = b""

    def _read(self) -> None:
        more = os.read(sys.stdin.fileno(), 65536)
        if not more:
            self._notifier.setEnabled(False)
            return
        self._pending += more
        while b"\n" in self._pending:
            line, self._pending = self._pending.split(b"\n", 1)
            request = json.loads(line)
            self._try(request, round(request.get("timeout", 10) * 1000 / POLL_MS))

    def _try(self, request: dict[str, Any], tries: int) -> None:
        answer = self._answer(request)
        if answer is None and tries > 0:
            QTimer.singleShot(POLL_MS, self, lambda: self._try(request, tries - 1))
            return
        print(json.dumps({"answer": answer}), flush=True)

    def _answer(self, request: dict[str, Any]) -> Any:
        verb = request["verb"]
        if verb == "where":
            return where(request["name"], request["popup"])
        if verb == "words":
            return words(request["popup"])
        if verb == "gone":
            return True if where(request["name"], request["popup"]) is None else None
        if verb == "settled":
            return settled()
        if verb == "clock":
            CLOCK.offset = timedelta(seconds=request["offset"])
            PROGRAMS[0].ticker.tick()
            return True
        if verb == "picture":
            return QApplication.primaryScreen().grabWindow(0).save(request["path"])
        if verb == "focus":
            focus = QApplication.focusWidget()
            return {"active": QApplication.activeWindow() is not None, "name": name_of(focus) if focus else ""}
        raise ValueError(verb)


class SetClock:
    """The computer's clock, moved by as much as the story wants.

    libfaketime was tried first: it also takes over the timed waits of Python's own lock, and
    two threads then take ten seconds for what takes one. ``clock`` is the only reader of the
    wall clock in the program (the linter bans all others), so moving it there moves all.
    """

    def __init__(self, offset: float) -> None:
        self.offset = timedelta(seconds=offset)
        self._real = clock.now

    def now(self) -> datetime:
        """What the wall clock of this computer shows, as the story has set it."""
        present = self._real() + self.offset
        return present.replace(microsecond=present.microsecond // 1000 * 1000)


CLOCK = SetClock(float(os.environ.pop("STORY_CLOCK_OFFSET")))
PROGRAMS: list[app.Program] = []


def settled() -> bool | None:
    """Whether everything handed to the workers has come back."""
    return True if PROGRAMS and PROGRAMS[0].desk.idle and PROGRAMS[0].desk.is_open else None


def name_of(widget: QWidget) -> str:
    """What a person reads or hears of a widget."""
    if isinstance(widget, QAbstractButton) and widget.text():
        return widget.text().replace("&", "")
    if isinstance(widget, QLabel) and widget.text():
        return widget.text()
    return widget.accessibleName()


def seen(popup: bool | None = None) -> list[QWidget]:
    """Every widget on screen, open menus and dialogs first; of the pop-up only, or of all but it, or of all."""
    tops = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    tops = [top for top in tops if popup is None or isinstance(top, QMenu) or (top.objectName() == "popup") == popup]
    tops.sort(key=lambda widget: (isinstance(widget, QMenu), widget.isModal()), reverse=True)
    return [
        part for top in tops for part in (top, *(child for child in top.findChildren(QWidget) if child.isVisible()))
    ]


def where(name: str, popup: bool | None) -> list[int] | None:
    """The middle of what is called ``name`` on the screen, as x and y; also of a line in an open menu."""
    for widget in seen(popup):
        if isinstance(widget, QMenu):
            for action in widget.actions():
                if action.text().replace("&", "") == name and action.isVisible():
                    middle = widget.mapToGlobal(widget.actionGeometry(action).center())
                    return [middle.x(), middle.y()]
        readable = isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit | QLabel)
        if readable and widget.isEnabled() and name in (name_of(widget), widget.accessibleName()):
            middle = widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2))
            return [middle.x(), middle.y()]
    return None


def words(popup: bool | None) -> list[str]:
    """Everything that can be read there."""
    return [text for widget in seen(popup) if (text := name_of(widget))]


def main() -> int:
    """Run the program as its own ``__main__`` would, with the guide beside it."""
    clock.now = CLOCK.now
    born = app.Program.__init__

    def remembered(program: app.Program, *arguments: Any, **named: Any) -> None:
        born(program, *arguments, **named)
        PROGRAMS.append(program)
        program.guide = Guide()  # type: ignore[attr-defined]

    app.Program.__init__ = remembered  # type: ignore[method-assign, assignment]
    return __main__.main()


if __name__ == "__main__":
    sys.exit(main())
