"""The chime and the alarm, played by what the system has for it; never blocks, and no trouble with it is an error.

Linux: the first of pw-play, paplay and aplay that works. macOS: afplay. Windows: winsound. Where none
can play it, the computer's own beep. The volume is put into the samples: players differ in theirs.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtWidgets import QApplication

from backtracker import clock, paths
from backtracker.core import sounds
from backtracker.core.quiet import Calm
from backtracker.core.words import translate
from backtracker.ui.desk import Desk

PLAYERS: dict[str, tuple[tuple[str, ...], ...]] = {"darwin": (("afplay",),), "win32": ()}
LINUX: tuple[tuple[str, ...], ...] = (("pw-play",), ("paplay",), ("aplay", "-q"))
"""Each with its options; the file comes after them."""
LASTS_MS = 1500
HANGS_AFTER_MS = 8000
"""Loudspeakers that have to wake up first take a few seconds."""
END_WITHIN_MS = 500
TRY_AGAIN_S = 600
"""A player that failed is let be for so long: what was unplugged may have been plugged in again."""


class Sound(QObject):
    """Plays one sound at a time. ``played`` carries the player's name once it is over, empty after a beep.

    A chime that comes while something sounds is left out; the alarm takes the place of a chime.
    A player that hangs is ended and not tried again while the program runs.
    """

    played = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._process: QProcess | None = None
        self._playing = ""
        self._asked = False
        self._file: Path | None = None
        self._is_ours = False
        self._waiting: Iterator[tuple[str, list[str]]] = iter(())
        self._let_be: dict[str, float] = {}
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._lost_patience)

    def chime(self) -> None:
        """A reminder has come up."""
        self._hear(sounds.REMINDER)

    def alarm(self) -> None:
        """The ice has to come off."""
        self._hear(sounds.ICE_OVER)

    def try_out(self) -> None:
        """The person wants to hear how loud it is, at whatever hour; where nothing can play it, that is said."""
        self._let_be = {name: until for name, until in self._let_be.items() if until == float("inf")}
        self._play(sounds.CHIME, asked=True)

    def close(self) -> None:
        """End what sounds, for good."""
        self._stop()
        for process in self.findChildren(QProcess):
            process.waitForFinished(END_WITHIN_MS)

    def _hear(self, event: str) -> None:
        chosen = self._desk.settings
        night = Calm(chosen.rules.quiet_from, chosen.rules.quiet_to, self._desk.zone())
        name = sounds.heard(event, chosen.sound, night, self._desk.now())
        if name:
            self._play(name)

    # One sound -------------------------------------------------------------------------------

    def _play(self, name: str, *, asked: bool = False) -> None:
        if self._playing and not asked and name in (self._playing, sounds.CHIME):
            return
        self._stop()
        self._playing, self._asked = name, asked
        try:
            self._file, self._is_ours = _file_to_play(paths.resource(f"sounds/{name}.wav"), self._desk.settings.volume)
        except OSError:  # no room for it, most likely: the beep needs none
            self._over("")
            return
        if sys.platform == "win32":
            self._play_on_windows(self._file)
            return
        self._waiting = _players()
        self._next()

    def _next(self) -> None:
        """Let the next player try that is there and was not found wanting."""
        for name, command in self._waiting:
            if self._let_be.get(name, 0.0) <= clock.monotonic():
                self._begin(name, command)
                return
        self._over("")

    def _begin(self, name: str, command: list[str]) -> None:
        process = self._process = QProcess(self)
        process.setProgram(command[0])
        process.setArguments([*command[1:], str(self._file)])
        nothing = QProcess.nullDevice()
        process.setStandardInputFile(nothing)
        process.setStandardOutputFile(nothing)
        process.setStandardErrorFile(nothing)
        process.setObjectName(name)
        process.finished.connect(partial(self._ended, process))
        process.errorOccurred.connect(partial(self._failed, process))
        self._patience.start(HANGS_AFTER_MS)
        process.start()

    def _ended(self, process: QProcess, code: int, how: QProcess.ExitStatus) -> None:
        if process is not self._process:
            return
        if how == QProcess.ExitStatus.NormalExit and code == 0:
            self._over(process.objectName())
        else:
            self._give_up(clock.monotonic() + TRY_AGAIN_S)

    def _failed(self, process: QProcess, trouble: QProcess.ProcessError) -> None:
        """One that ends after it has started comes by :meth:`_ended`."""
        if process is self._process and trouble == QProcess.ProcessError.FailedToStart:
            self._give_up(clock.monotonic() + TRY_AGAIN_S)

    def _lost_patience(self) -> None:
        if self._process is None:  # Windows, where nobody tells when it is over
            self._over("winsound")
        else:
            self._give_up(float("inf"))

    def _give_up(self, until: float) -> None:
        """On with the next player; this one is let be ``until`` then, by the steady clock."""
        if self._process is not None:
            self._let_be[self._process.objectName()] = until
        self._let_go()
        self._next()

    def _over(self, player: str) -> None:
        """It has been played, or could not be and the computer beeps instead."""
        asked = self._asked
        self._stop()
        if not player:
            QApplication.beep()
            if asked:
                words = translate("Sound", "No player for sounds could play it, so the computer’s own beep is used.")
                self._desk.failed.emit(words)
        self.played.emit(player)

    def _stop(self) -> None:
        """Be silent, and leave nothing behind."""
        self._let_go()
        self._playing, self._asked, self._waiting = "", False, iter(())
        if self._file is not None and self._is_ours:
            _remove(self._file)
        self._file = None

    def _let_go(self) -> None:
        self._patience.stop()
        process, self._process = self._process, None
        if process is not None:
            if process.state() == QProcess.ProcessState.NotRunning:
                process.deleteLater()
            else:
                process.finished.connect(process.deleteLater)
                process.kill()

    def _play_on_windows(self, file: Path) -> None:
        if sys.platform == "win32":
            import winsound

            try:
                winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
            except RuntimeError:  # its word for no device
                self._over("")
            else:
                self._patience.start(LASTS_MS)


def scaled(file: Path, percent: int) -> bytes:
    """The sound in ``file``, 16 bits, at ``percent`` of its height, as a file of the same kind. Raises OSError."""
    import io
    import wave
    from array import array

    with wave.open(str(file), "rb") as sound:
        shape, samples = sound.getparams(), array("h", sound.readframes(sound.getnframes()))
    swapped = sys.byteorder == "big"
    if swapped:
        samples.byteswap()
    samples = array("h", [(sample * percent + 50) // 100 for sample in samples])
    if swapped:
        samples.byteswap()
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setparams(shape)
        sound.writeframes(samples.tobytes())
    return made.getvalue()


def _file_to_play(shipped: Path, percent: int) -> tuple[Path, bool]:
    """The sound at ``percent``: the shipped file itself, or one made for this time, which is then ours to remove."""
    if percent == 100:
        return shipped, False
    import tempfile

    body = scaled(shipped, percent)
    handle, name = tempfile.mkstemp(prefix="backtracker-", suffix=".wav")
    try:
        with open(handle, "wb") as file:
            file.write(body)
    except OSError:
        _remove(Path(name))
        raise
    return Path(name), True


def _remove(file: Path) -> None:
    """Someone may have tidied up before us, or Windows still holds it; the system clears its folder itself."""
    with suppress(FileNotFoundError, PermissionError):
        file.unlink()


def _players() -> Iterator[tuple[str, list[str]]]:
    """The players of this computer, by name, each with the command in front of the file."""
    for name, *options in PLAYERS.get(sys.platform, LINUX):
        found = shutil.which(name)
        if found is not None:
            yield name, [os.path.abspath(found), *options]
