"""The window's link to the journal: one worker thread that opens it, asks it and writes through it.

The window never waits. It hands a question or a deed to the desk; the answer comes back in
the window's own thread. What a deed wrote is on disk before its answer arrives. The heavy
imports behind the journal happen on the worker, after the first paint.
"""

import queue
import threading
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal
from shiboken6 import isValid

from backtracker import clock, settings
from backtracker.core.rules import Rules
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.paths import DATABASE, SETTINGS
from backtracker.settings import Settings

if TYPE_CHECKING:
    from backtracker.journal import Change, Journal
    from backtracker.storage.store import Store

Value = TypeVar("Value")


class Desk(QObject):
    """Questions and deeds on their way to the journal and back.

    ``opened`` comes once, when the journal is ready; ``refused`` instead when it cannot be
    opened, with the sentence. ``changed`` follows every write, by this window (with the
    change) or by another process (with None). ``failed`` carries a sentence for the person.
    """

    opened = Signal()
    refused = Signal(str)
    changed = Signal(object)
    failed = Signal(str)
    settings_changed = Signal()
    _answered = Signal(object, object, object)

    def __init__(
        self,
        folder: Path,
        *,
        prepare: "Callable[[Store], None] | None" = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self._prepare = prepare
        self.settings, self.settings_trouble = settings.load(folder / SETTINGS)
        self.is_open = False
        self._waiting = 0
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._journal: Journal | None = None
        self._seen_version: int | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._answered.connect(self._deliver)
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)

    def open(self) -> None:
        """Start the worker and open the journal on it; :attr:`opened` or :attr:`refused` follows."""
        self._thread.start()
        self._submit(self._open_journal, self._was_opened, None, self.refused.emit)

    def ask(
        self,
        question: Callable[["Journal"], Value],
        then: Callable[[Value], None],
        owner: QObject | None = None,
        otherwise: Callable[[str], None] | None = None,
    ) -> None:
        """Ask the journal; ``then`` gets the answer in this thread, unless ``owner`` is gone by then.

        Trouble that the person can mend goes to ``otherwise``, or to :attr:`failed`.
        """
        self._submit(lambda: question(self._require()), then, owner, otherwise or self.failed.emit)

    def do(
        self,
        deed: Callable[["Journal"], Value],
        then: Callable[[Value], None] | None = None,
        owner: QObject | None = None,
        otherwise: Callable[[str], None] | None = None,
    ) -> None:
        """Write through the journal; ``then`` gets what the deed returned, once it is on disk."""
        self.ask(deed, then or (lambda _: None), owner, otherwise)

    def set_settings(self, wanted: Settings) -> None:
        """Use ``wanted`` from now on and keep it on disk; trouble with the file goes to :attr:`failed`."""
        self.settings = wanted
        path = self.folder / SETTINGS

        def keep() -> None:
            settings.save(wanted, path)

        self._submit(keep, lambda _: None, None, self.failed.emit)
        self.settings_changed.emit()

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return clock.now()

    def zone(self) -> tzinfo:
        """The time zone of the computer at present."""
        return clock.zone()

    def local_now(self) -> datetime:
        """The present time on the wall, aware."""
        return clock.now().astimezone(clock.zone())

    @property
    def idle(self) -> bool:
        """Whether every question so far has been answered and delivered."""
        return self._waiting == 0

    def close(self) -> None:
        """Finish what was handed in, close the journal and end the worker."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if self._thread.is_alive():
            self._work.put(self._close_journal)
            self._work.put(None)
            self._thread.join()

    def look_for_changes(self) -> None:
        """Ask whether another process has written since; :attr:`changed` follows if so."""
        if self.is_open:
            self.ask(lambda journal: journal.store.data_version(), self._compare_version, self)

    # On the worker ---------------------------------------------------------------------------

    def _run(self) -> None:
        while (job := self._work.get()) is not None:
            job()

    def _open_journal(self) -> None:
        from backtracker.journal import Journal
        from backtracker.storage.store import Store

        store = Store.open(self.folder / DATABASE, now=clock.now())
        if self._prepare is not None:
            self._prepare(store)
        self._journal = Journal(store, clock.now, clock.zone, self._rules)
        self._journal.listeners.append(self.changed.emit)

    def _rules(self) -> Rules:
        return self.settings.rules

    def _require(self) -> "Journal":
        if self._journal is None:
            raise UserError(translate("Desk", "The history is not open, so nothing can be saved."))
        return self._journal

    def _close_journal(self) -> None:
        if self._journal is not None:
            self._journal.store.close()
            self._journal = None

    # Between the threads ---------------------------------------------------------------------

    def _submit(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        owner: QObject | None,
        otherwise: Callable[[str], None],
    ) -> None:
        self._waiting += 1

        def job() -> None:
            try:
                answer = work()
            except BaseException as trouble:  # noqa: BLE001  every kind is delivered to the window's thread
                self._answered.emit(trouble, otherwise, owner)
            else:
                self._answered.emit(_Answer(answer), then, owner)

        self._work.put(job)

    def _deliver(self, result: object, receiver: Callable[[Any], None], owner: QObject | None) -> None:
        self._waiting -= 1
        alive = owner is None or isValid(owner)
        if isinstance(result, _Answer):
            if alive:
                receiver(result.value)
        elif isinstance(result, UserError):
            if alive:
                receiver(str(result))
            else:
                self.failed.emit(str(result))
        elif isinstance(result, BaseException):
            raise result

    def _was_opened(self, _: None) -> None:
        self.is_open = True
        self._watcher = QFileSystemWatcher([str(self.folder / DATABASE)], self)
        self._watcher.fileChanged.connect(self._file_changed)
        self.look_for_changes()
        self.opened.emit()

    def _file_changed(self, path: str) -> None:
        if self._watcher is not None and path not in self._watcher.files():
            self._watcher.addPath(path)
        self.look_for_changes()

    def _compare_version(self, version: int) -> None:
        if self._seen_version is not None and version != self._seen_version:
            self.changed.emit(None)
        self._seen_version = version


class _Answer:
    """An answer on its way, told apart from trouble even when the answer is an exception's value."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


def batch_of(change: "Change | None") -> str | None:
    """The batch to take back for ``change``, or None where there is none."""
    return change.batch or None if change is not None else None
