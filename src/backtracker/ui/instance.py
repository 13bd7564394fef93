"""One window per data folder: a second start raises the first and ends.

A lock file says who is first (it survives a crash without getting in the way), a local
socket carries the wish to be raised and the answer that it was heard: the connection alone
proves nothing, a process that hangs is connected to as well. Nothing here leaves the computer.
"""

import os
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, Signal

from backtracker.core.words import translate
from backtracker.errors import UserError

PATIENCE_MS = 4000
"""How long the first may take to answer, also when it has only just been started."""
_AGAIN_MS = 50
_WISH, _HEARD = b"raise\n", b"raised\n"


class Instance(QObject):
    """The claim of this process on a data folder. ``raise_requested`` follows a second start."""

    raise_requested = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._folder = folder
        self._server: QObject | None = None

    @property
    def name(self) -> str:
        """The local socket on which the first process listens."""
        return socket_name(self._folder)

    def claim(self) -> bool:
        """Whether this process is the first on the folder. Raises :class:`UserError` where it may not write there.

        Where the lock file cannot be written for another reason, such as a full disk, this one goes first:
        two windows do less harm than none.
        """
        if self._lock.tryLock(0):
            return True
        trouble = self._lock.error()
        if trouble == QLockFile.LockError.PermissionError:
            raise self._not_writable()
        return trouble != QLockFile.LockError.LockFailedError

    def why_not(self) -> UserError:
        """Why this process is not the first although nobody answered.

        In a folder that cannot be written a lock file that was left over cannot be cleared away.
        """
        if not os.access(self._folder, os.W_OK):
            return self._not_writable()
        return UserError(translate("Instance", "backtracker is running but does not answer. End it and start again."))

    def _not_writable(self) -> UserError:
        return UserError(
            translate(
                "Instance",
                "{folder} cannot be written. Make it writable for you, or choose another folder.",
                folder=self._folder,
            )
        )

    def listen(self) -> None:
        """Take wishes from later starts. Called after the first paint: the import costs time."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self.name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._hear)
        server.listen(self.name)
        self._server = server

    @property
    def is_first(self) -> bool:
        """Whether the folder is claimed by this process."""
        return self._lock.isLocked()

    def ask_first_to_show(self) -> bool:
        """Ask the process that holds the folder to show its window; whether it answered that it does.

        One that is just starting is waited for. One that is just ending gives the folder up
        meanwhile: then nobody answers, and this process :attr:`is_first`.
        """
        from PySide6.QtNetwork import QLocalSocket

        patience = QDeadlineTimer(PATIENCE_MS)
        while not patience.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self.name)
            if socket.waitForConnected(patience.remainingTime()):
                socket.write(_WISH)
                if socket.waitForReadyRead(patience.remainingTime()) and socket.readLine().data() == _HEARD:
                    return True
            socket.abort()
            if self._lock.tryLock(_AGAIN_MS):
                return False
        return False

    def release(self) -> None:
        """Give the folder up."""
        from PySide6.QtNetwork import QLocalServer

        if isinstance(self._server, QLocalServer):
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _hear(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        if isinstance(self._server, QLocalServer):
            while (connection := self._server.nextPendingConnection()) is not None:
                connection.disconnected.connect(connection.deleteLater)
                connection.write(_HEARD)
                connection.flush()
                connection.disconnectFromServer()
                self.raise_requested.emit()


def socket_name(folder: Path) -> str:
    """The local socket of the window on ``folder``: the same for every start by this person."""
    import hashlib

    whose = f"{_person()}:{folder.resolve()}"
    return "backtracker-" + hashlib.sha256(whose.encode()).hexdigest()[:16]


def _person() -> str:
    """Who runs this process; on POSIX a number, since in a container there may be no name for it."""
    if hasattr(os, "getuid"):
        return str(os.getuid())
    import getpass

    return getpass.getuser()
