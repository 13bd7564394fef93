"""Starts the real program and answers questions about it: where is the button, which words are on screen?

Run as a script by ``stage.py`` in a process of its own. It presses nothing: the stories press
with real X events at the places it tells. Requests and answers are JSON lines on stdin and stdout.
"""

import json
import os
import sys
from typing import Any

from PySide6.QtCore import QObject, QPoint, QSocketNotifier, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QPlainTextEdit, QWidget

from backtracker import __main__, app

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
            return where(request["name"], request.get("kind", ""))
        if verb == "words":
            return words()
        if verb == "gone":
            return True if where(request["name"], "") is None else None
        if verb == "settled":
            return settled()
        if verb == "tick":
            PROGRAMS[0].ticker.tick()
            return True
        if verb == "picture":
            return QApplication.primaryScreen().grabWindow(0).save(request["path"])
        if verb == "focus":
            focus = QApplication.focusWidget()
            return {"active": QApplication.activeWindow() is not None, "name": name_of(focus) if focus else ""}
        raise ValueError(verb)


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


def seen() -> list[QWidget]:
    """Every widget that is on screen, the windows on top first."""
    tops = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    tops.sort(key=lambda widget: (isinstance(widget, QMenu), widget.isModal(), not widget.isWindow()), reverse=True)
    found = []
    for top in tops:
        found += [top, *(child for child in top.findChildren(QWidget) if child.isVisible())]
    return found


def where(name: str, kind: str) -> list[int] | None:
    """The middle of the widget called ``name`` on the screen, as x and y; also of a line in an open menu."""
    for widget in seen():
        if isinstance(widget, QMenu):
            for action in widget.actions():
                if action.text().replace("&", "") == name and action.isVisible():
                    middle = widget.mapToGlobal(widget.actionGeometry(action).center())
                    return [middle.x(), middle.y()]
        pressable = isinstance(widget, QAbstractButton | QLineEdit | QPlainTextEdit) or kind == "label"
        if pressable and widget.isEnabled() and name in (name_of(widget), widget.accessibleName()):
            window = widget.window().objectName() if kind == "popup" else kind
            if kind == "popup" and window != "popup":
                continue
            middle = widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2))
            return [middle.x(), middle.y()]
    return None


def words() -> list[str]:
    """Everything that can be read on screen."""
    return [text for widget in seen() if (text := name_of(widget))]


def main() -> int:
    """Run the program as its own ``__main__`` would, with the guide beside it."""
    born = app.Program.__init__

    def remembered(program: app.Program, *arguments: Any, **named: Any) -> None:
        born(program, *arguments, **named)
        PROGRAMS.append(program)
        program.guide = Guide()  # type: ignore[attr-defined]

    app.Program.__init__ = remembered  # type: ignore[method-assign, assignment]
    return __main__.main()


if __name__ == "__main__":
    sys.exit(main())
