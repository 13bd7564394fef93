"""One window per data folder: a second start raises the first and ends.

A lock file says who is first (it survives a crash without getting in the way), a local
socket carries the wish to be raised. Nothing here leaves the computer.
"""

from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

PATIENCE_MS = 2000


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
        """Whether this process is the first on the folder."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Take wishes from later starts. Called after the first paint: the import costs time."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self.name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._hear)
        server.listen(self.name)
        self._server = server

    def ask_first_to_show(self) -> bool:
        """Ask the process that holds the folder to show its window; whether it heard."""
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self.name)
        if not socket.waitForConnected(PATIENCE_MS):
            return False
        socket.write(b"raise\n")
        heard = socket.waitForBytesWritten(PATIENCE_MS)
        socket.disconnectFromServer()
        return heard

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
                self.raise_requested.emit()


def socket_name(folder: Path) -> str:
    """The local socket of the window on ``folder``: the same for every start by this person."""
    import getpass
    import hashlib

    whose = f"{getpass.getuser()}:{folder.resolve()}"
    return "backtracker-" + hashlib.sha256(whose.encode()).hexdigest()[:16]
