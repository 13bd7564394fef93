"""The window's link to the journal: one worker thread that opens it, asks it and writes through it.

A second worker draws charts, so that a drawing never holds up a save.

The window never waits. It hands a question or a deed to the desk; the answer comes back in
the window's own thread. What a deed wrote is on disk before its answer arrives. The heavy
imports behind the journal happen on the worker, after the first paint.
"""

from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from backtracker import clock, settings
from backtracker.core.rules import Rules
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.paths import DATABASE, SETTINGS
from backtracker.settings import Settings
from backtracker.ui.worker import Worker

if TYPE_CHECKING:
    from backtracker.journal import Journal

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

    def __init__(
        self,
        folder: Path,
        *,
        prepare: "Callable[[Journal], None] | None" = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self._prepare = prepare
        self.settings, self.settings_trouble = settings.load(folder / SETTINGS)
        self.is_open = False
        self._pen = Worker("journal", self)
        self._brush = Worker("drawing", self)
        for worker in (self._pen, self._brush):
            worker.unheard.connect(self.failed)
        self._journal: Journal | None = None
        self._seen_version: int | None = None
        self._watcher: QFileSystemWatcher | None = None

    def open(self) -> None:
        """Start the worker and open the journal on it; :attr:`opened` or :attr:`refused` follows."""
        self._pen.submit(self._open_journal, self._was_opened, None, self.refused.emit)

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
        self._pen.submit(lambda: question(self._require()), then, owner, otherwise or self.failed.emit)

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

        self._pen.submit(keep, lambda _: None, None, self.failed.emit)
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
        return self._pen.idle and self._brush.idle

    def draw(self, work: Callable[[], Value], then: Callable[[Value], None], owner: QObject | None = None) -> None:
        """Do ``work`` on the thread for drawing, which has no journal; ``then`` gets what it made."""
        self._brush.submit(work, then, owner, self.failed.emit)

    def close(self) -> None:
        """Finish what was handed in, close the journal and end the worker."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._brush.finish()
        self._pen.finish(self._close_journal)

    def look_for_changes(self) -> None:
        """Ask whether another process has written since; :attr:`changed` follows if so."""
        if self.is_open:
            self.ask(lambda journal: journal.store.data_version(), self._compare_version, self)

    # On the worker ---------------------------------------------------------------------------

    def _open_journal(self) -> None:
        from backtracker.journal import Journal

        journal = Journal.open(self.folder / DATABASE, clock.now, clock.zone, self._rules)
        if self._prepare is not None:
            self._prepare(journal)
        journal.listeners.append(self.changed.emit)
        self._journal = journal

    def _rules(self) -> Rules:
        return self.settings.rules

    def _require(self) -> "Journal":
        if self._journal is None:
            raise UserError(translate("Desk", "The history is not open, so nothing can be saved."))
        return self._journal

    def _close_journal(self) -> None:
        if self._journal is not None:
            self._journal.release()
            self._journal = None

    # Back in the window's thread ---------------------------------------------------------------

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
