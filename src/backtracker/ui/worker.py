"""A thread that does one thing after the other, and brings the results back to the window's thread."""

import queue
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from backtracker.errors import UserError


class Worker(QObject):
    """Jobs are done in the order they were handed in. A bug in one is raised in the window's thread.

    ``unheard`` carries the sentence of a :class:`UserError` whose owner is gone.
    """

    unheard = Signal(str)
    _finished = Signal(object, object, object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting = 0
        self._ended = False
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._finished.connect(self._deliver)

    @property
    def idle(self) -> bool:
        """Whether every job has been done and its result delivered."""
        return self._waiting == 0

    def submit(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        owner: QObject | None,
        otherwise: Callable[[str], None],
    ) -> None:
        """Do ``work`` on the thread; ``then`` gets its result here, unless ``owner`` is gone by then.

        A :class:`UserError` becomes a sentence for ``otherwise``, or for :attr:`unheard` when the owner is gone.
        After :meth:`finish` nothing is taken any more.
        """
        if self._ended:
            return
        if not self._thread.is_alive():
            self._thread.start()
        self._waiting += 1

        def job() -> None:
            try:
                result, trouble = work(), None
            except BaseException as caught:  # noqa: BLE001  every kind is raised again in the window's thread
                result, trouble = None, caught
            self._finished.emit(result, trouble, otherwise if trouble else then, owner)

        self._jobs.put(job)

    def finish(self, last: Callable[[], None] | None = None) -> None:
        """Do what was handed in, then ``last``, and end the thread. Results still under way are let go."""
        self._ended = True
        if self._thread.is_alive():
            if last is not None:
                self._jobs.put(last)
            self._jobs.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _deliver(
        self, result: object, trouble: BaseException | None, receiver: Callable[[Any], None], owner: QObject | None
    ) -> None:
        self._waiting -= 1
        heard = owner is None or isValid(owner)
        if trouble is None:
            if heard:
                receiver(result)
        elif not isinstance(trouble, UserError):
            raise trouble
        elif heard:
            receiver(str(trouble))
        else:
            self.unheard.emit(str(trouble))
