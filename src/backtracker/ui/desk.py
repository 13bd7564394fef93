"""The window's link to the journal: one worker thread that opens it, asks it and writes through it.

A second worker draws charts, so that a drawing never holds up a save.

The window never waits. It hands a question or a deed to the desk; the answer comes back in
the window's own thread. What a deed wrote is on disk before its answer arrives. The heavy
imports behind the journal happen on the worker, after the first paint.
"""

import threading
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from backtracker import clock, settings
from backtracker.core.rules import Rules
from backtracker.core.words import translate
from backtracker.errors import BusyError, DamagedError, MovedError, StoreError, UserError
from backtracker.paths import DATABASE, SETTINGS
from backtracker.settings import Settings
from backtracker.ui.turns import Turns
from backtracker.ui.worker import Worker

if TYPE_CHECKING:
    from backtracker.core.redflags import Standing
    from backtracker.journal import Journal

Value = TypeVar("Value")

TRY_AGAIN_S = 2.0
"""So long after one vain attempt to open a file that another program holds, the next is made."""


class Desk(QObject):
    """Questions and deeds on their way to the journal and back.

    ``opened`` comes when the journal is ready; ``refused`` instead when it cannot be opened,
    with the sentence. While another program holds the file, ``waiting`` carries the sentence
    after each attempt: what is handed in meanwhile waits too, and counts from when it was.
    ``lost`` says that the open file was moved away or is damaged; like a refusal that lasts until
    :meth:`open` has succeeded. While :attr:`is_damaged`, :meth:`begin_anew` is a way on too; ``set_aside`` says then
    where the damaged file is kept. ``changed`` follows every write, by this window (with the
    change) or by another process (with None). ``failed`` carries a sentence for the person.
    ``chosen`` follows a setting by hand, with its words and the settings before and after;
    ``switched`` something by hand that is kept outside of the settings, with its words, what sets it, and whether
    it is on now.
    """

    opened = Signal()
    refused = Signal(str)
    waiting = Signal(str)
    lost = Signal(str)
    set_aside = Signal(str)
    changed = Signal(object)
    failed = Signal(str)
    settings_changed = Signal()
    chosen = Signal(str, object, object)
    switched = Signal(str, object, bool)

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
        self.for_show = prepare is not None
        self.settings, self.settings_trouble = settings.load(folder / SETTINGS)
        self.is_open = self.is_damaged = False
        self.standing: Standing | None = None  # the notice that is up, as the window last heard of it
        self._pen = Worker("journal", self)
        self._brush = Worker("drawing", self)
        for worker in (self._pen, self._brush):
            worker.unheard.connect(self.failed)
        self._turns = Turns(self)
        self._journal: Journal | None = None
        self._seen_version: int | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._opening = False
        self._held = 0
        self._ending = False
        self._hurry = threading.Event()

    def open(self) -> None:
        """Open the journal on the worker; :attr:`opened` or :attr:`refused` follows.

        Asked again while that waits, it is tried at once; asked again later, the file is opened anew.
        """
        if self._opening:
            self._hurry.set()
            return
        self._begin_opening()
        self._pen.submit(self._open_journal, self._was_opened, None, self._was_refused)

    def begin_anew(self) -> None:
        """Keep the damaged file under another name and open a new record; like :meth:`open`, and :attr:`set_aside`."""
        if not self._opening:
            self._begin_opening()
            self._pen.submit(self._open_anew, self._was_opened_anew, None, self._was_refused)

    def _begin_opening(self) -> None:
        self._opening, self.is_open = True, False
        self._forget_watcher()

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

        def answer() -> Value:
            try:
                return question(self._require())
            except (MovedError, DamagedError) as trouble:
                self.is_damaged = isinstance(trouble, DamagedError)
                self.lost.emit(str(trouble))
                raise

        self._pen.submit(answer, then, owner, otherwise or self.failed.emit)

    def do(
        self,
        deed: Callable[["Journal"], Value],
        then: Callable[[Value], None] | None = None,
        owner: QObject | None = None,
        otherwise: Callable[[str], None] | None = None,
    ) -> None:
        """Write through the journal; ``then`` gets what the deed returned, once it is on disk."""
        if self._opening:
            self._held += 1
            deed = _as_of(self.now(), deed)
        self.ask(deed, then or (lambda _: None), owner, otherwise)

    def set_settings(self, wanted: Settings, label: str = "") -> None:
        """Use ``wanted`` from now on and keep it on disk; :attr:`failed` says when it cannot be kept.

        With ``label`` it was chosen by hand, and can be taken back once it is on disk.
        """
        before, self.settings = self.settings, wanted
        path = self.folder / SETTINGS

        def keep() -> None:
            settings.save(wanted, path)

        def not_kept(sentence: str) -> None:
            until = translate("Desk", "What you chose is in force until backtracker is closed.")
            self.failed.emit(f"{sentence} {until}")

        def kept(_: None) -> None:
            if label:
                self.chosen.emit(label, before, wanted)

        self._pen.submit(keep, kept, self, not_kept)
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
        """Whether every question so far has been answered and delivered, and nothing is left to be built from it."""
        return self._pen.idle and self._brush.idle and self._turns.idle

    def in_turn(self, step: Callable[[], object], owner: QObject) -> None:
        """Do ``step`` in this thread, a turn later than what was handed in before it, unless ``owner`` is gone.

        For what takes longer than the window may be deaf.
        """
        self._turns.add(step, owner)

    def draw(self, work: Callable[[], Value], then: Callable[[Value], None], owner: QObject | None = None) -> None:
        """Do ``work`` on the thread for drawing, which has no journal; ``then`` gets what it made."""
        self.aside(work, then, owner)

    def aside(
        self,
        work: Callable[[], Value],
        then: Callable[[Value], None],
        owner: QObject | None = None,
        otherwise: Callable[[str], None] | None = None,
    ) -> None:
        """The same for other work that needs no journal and may have to wait for a disk."""
        self._brush.submit(work, then, owner, otherwise or self.failed.emit)

    def close(self) -> None:
        """Finish what was handed in, close the journal and end the worker."""
        self._forget_watcher()
        self._turns.stop()
        self._ending = True
        self._hurry.set()
        self._brush.finish()
        self._pen.finish(self._close_journal)

    def look_for_changes(self) -> None:
        """Ask whether another process has written since; :attr:`changed` follows if so."""
        if self.is_open:
            self.ask(_version, self._compare_version, self, lambda _: None)  # nobody waits for this answer

    # On the worker ---------------------------------------------------------------------------

    def _open_journal(self) -> None:
        again = self._journal is not None
        self._close_journal()
        self.is_damaged = False
        try:
            journal = self._journal_when_free(again)
        except DamagedError:
            self.is_damaged = True
            raise
        if self._prepare is not None:
            self._prepare(journal)
            self._prepare = None
        journal.listeners.append(self.changed.emit)
        self._journal = journal

    def _open_anew(self) -> Path | None:
        from backtracker.journal import Journal

        self._close_journal()
        path = self.folder / DATABASE
        kept = Journal.set_aside(path, self.local_now().date()) if path.exists() else None
        self._open_journal()
        return kept

    def _journal_when_free(self, again: bool) -> "Journal":
        """The journal, as soon as no other program holds it. Opened ``again`` it must be there.

        At the end only what was handed in is worth a last attempt.
        """
        from backtracker.journal import Journal

        path = self.folder / DATABASE
        while not self._ending or self._held:
            self._hurry.clear()
            if again and not path.exists():
                words = translate("Desk", "{path} is not there. Put it back, then open it again.", path=path)
                raise StoreError(words)
            try:
                return Journal.open(path, clock.now, clock.zone, self._rules, lambda: self.settings)
            except BusyError as trouble:
                if self._ending:
                    raise
                self.waiting.emit(str(trouble))
                self._hurry.wait(TRY_AGAIN_S)
        raise _shut()

    def _rules(self) -> Rules:
        return self.settings.rules

    def _require(self) -> "Journal":
        if self._journal is None:
            raise _shut()
        return self._journal

    def _close_journal(self) -> None:
        if self._journal is not None:
            self._journal.release()
            self._journal = None

    # Back in the window's thread ---------------------------------------------------------------

    def _was_refused(self, sentence: str) -> None:
        self._opening, self._held = False, 0
        self.refused.emit(sentence)

    def _was_opened_anew(self, kept: Path | None) -> None:
        self._was_opened(None)
        if kept is not None:
            self.set_aside.emit(
                translate("Desk", "A new record has begun. The damaged one is kept beside it: {path}.", path=kept)
            )

    def _was_opened(self, _: None) -> None:
        self._opening, self._held = False, 0
        self.is_open, self._seen_version = True, None
        self._watcher = QFileSystemWatcher([str(self.folder / DATABASE)], self)
        self._watcher.fileChanged.connect(self._file_changed)
        self.look_for_changes()
        self.opened.emit()

    def _file_changed(self, path: str) -> None:
        if self._watcher is not None and path not in self._watcher.files():
            self._watcher.addPath(path)
        self.look_for_changes()

    def _forget_watcher(self) -> None:
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None

    def _compare_version(self, version: int) -> None:
        if self._seen_version is not None and version != self._seen_version:
            self.changed.emit(None)
        self._seen_version = version


def _as_of(handed_in: datetime, deed: "Callable[[Journal], Value]") -> "Callable[[Journal], Value]":
    """``deed``, which takes the instant when it was handed in for the present, however long it had to wait."""

    def late(journal: "Journal") -> Value:
        present = journal.now
        journal.now = lambda: handed_in
        try:
            return deed(journal)
        finally:
            journal.now = present

    return late


def _version(journal: "Journal") -> int:
    journal.store.check_in_place()
    return journal.store.data_version()


def _shut() -> UserError:
    return UserError(translate("Desk", "The history is not open, so nothing can be saved."))
