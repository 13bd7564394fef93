"""Visits the pages of the running program and says how long each took to be filled again.

Part of the process that ``measured.py`` starts.
"""

import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from backtracker.app import Program
    from backtracker.ui.pages.page import Page

TURNS = 7
PATIENCE_S = 60


def go_round(program: "Program", say: Callable[[str, float | None], None], beat: Any) -> None:
    """Open each page (the first time and often), then ask it again and again."""
    for key in ("settings", "history", "patterns", "care", "prevention", "today"):
        beat.anew()
        page = _shown(program, key)
        beat.tell(say, f"{key}_opened_blocked")
        if key == "patterns":
            page.choose_range("year")  # type: ignore[attr-defined]
            _wait(program, lambda: True)
        say(key, median(_asked_again(program, page) for _ in range(TURNS)))
        beat.tell(say, f"{key}_blocked")
    from backtracker.ui.pages.history import HistoryPage

    history = _shown(program, "history")
    assert isinstance(history, HistoryPage)
    episodes: list[Any] = []
    program.desk.ask(lambda journal: journal.store.episodes(limit=100), episodes.extend)
    _wait(program, lambda: bool(episodes))
    big = max(episodes, key=lambda each: each.pains)
    say("big_readings", big.pains)
    beat.anew()
    say("big", median(_opened(program, history, big.episode.id) for _ in range(3)))
    beat.tell(say, "big_blocked")


def _shown(program: "Program", key: str) -> "Page":
    program.window.show_page(key)
    _wait(program, lambda: True)
    return program.window.page(key)


def _asked_again(program: "Program", page: "Page") -> float:
    """Milliseconds from going stale until the page has been filled and everything on it is drawn."""
    answers: list[bool] = []
    page.filled.connect(lambda: answers.append(True))
    began = time.perf_counter()
    page.go_stale()
    _wait(program, lambda: bool(answers))
    return (time.perf_counter() - began) * 1000


def _opened(program: "Program", page: Any, episode_id: str) -> float:
    answers: list[bool] = []
    page.filled.connect(lambda: answers.append(True))
    began = time.perf_counter()
    page.open(episode_id)
    _wait(program, lambda: bool(answers))
    return (time.perf_counter() - began) * 1000


def _wait(program: "Program", true: Callable[[], bool]) -> None:
    """Let the program run until ``true`` and everything that was handed to its workers has come back."""
    until = time.monotonic() + PATIENCE_S
    while not (true() and program.desk.idle):
        assert time.monotonic() < until, "no answer from the page"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    QApplication.processEvents()
