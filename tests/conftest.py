"""What holds for every test: no screen unless one is named, and nothing left behind."""

import gc
import os
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for bus in ("SESSION", "SYSTEM"):  # the desktop of whoever runs the tests has no say in them
    os.environ[f"DBUS_{bus}_BUS_ADDRESS"] = "unix:path=/nonexistent/bus"
os.environ.pop("XDG_CURRENT_DESKTOP", None)

PATIENCE_S = 5  # for threads that are on their way out


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a window, a running timer or a thread behind."""
    threads = threading.enumerate()
    if "qapp" not in request.fixturenames:
        yield
        left = _threads_since(threads)
    else:
        request.getfixturevalue("qapp")
        windows = _windows()
        gc.freeze()  # so that only what the test made is looked through afterwards
        yield
        left = _threads_since(threads) + _qt_since(windows)
        gc.unfreeze()
    if left:
        pytest.fail("The test left behind: " + ", ".join(left), pytrace=False)


def _threads_since(before: list[threading.Thread]) -> list[str]:
    late = [thread for thread in threading.enumerate() if thread not in before]
    for thread in late:
        thread.join(PATIENCE_S)
    return [f"thread {thread.name}" for thread in late if thread.is_alive()]


def _qt_since(windows: "list[QWidget]") -> list[str]:
    from PySide6.QtCore import QThreadPool

    busy = [] if QThreadPool.globalInstance().waitForDone(int(PATIENCE_S * 1000)) else ["a job in Qt's thread pool"]
    if _still_there(windows):
        gc.collect()  # a window that nobody holds any more is not left behind
    return busy + _still_there(windows)


def _still_there(before: "list[QWidget]") -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
    from shiboken6 import isValid

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made = [thing for thing in gc.get_objects() if isinstance(thing, QTimer | QThread) and isValid(thing)]
    return [
        *(f"window {type(window).__name__}" for window in _windows() if window not in before),
        *(f"timer of {thing.parent()}" for thing in made if isinstance(thing, QTimer) and thing.isActive()),
        *(f"thread {thing}" for thing in made if isinstance(thing, QThread) and thing.isRunning()),
    ]


def _windows() -> "list[QWidget]":
    """The windows that stand for themselves; pop-ups with a parent go with it, and tool tips are Qt's own."""
    from PySide6.QtWidgets import QApplication

    alone = [window for window in QApplication.topLevelWidgets() if window.parent() is None]
    return [window for window in alone if window.metaObject().className() != "QTipLabel"]
