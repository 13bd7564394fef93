"""Who is first on a folder, where that cannot be told, and what a step of the start that fails leaves undone."""

import getpass
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from pytestqt.qtbot import QtBot

from backtracker import app, settings
from backtracker.app import Program
from backtracker.errors import UserError
from backtracker.paths import SETTINGS
from backtracker.settings import Settings
from backtracker.ui.instance import Instance, socket_name
from tests.ui.conftest import Wall


def nobody() -> str:
    raise KeyError("getpwuid(): uid not found: 12345")


class Refusing(QLockFile):
    """A lock file that cannot be had, for a reason that the test chooses."""

    reason = QLockFile.LockError.NoError

    def tryLock(self, _patience: int = 0) -> bool:
        return False

    def error(self) -> QLockFile.LockError:
        return self.reason


def refused(folder: Path, reason: QLockFile.LockError) -> Instance:
    made = Instance(folder)
    made._lock = Refusing("")
    made._lock.reason = reason
    return made


def test_a_person_without_a_name_has_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = socket_name(tmp_path)
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert socket_name(tmp_path) == named
    assert socket_name(tmp_path / "other") != named


def test_the_name_of_the_socket_tells_neither_person_nor_folder(tmp_path: Path) -> None:
    name = socket_name(tmp_path / "spasms")
    assert name.startswith("backtracker-")
    assert "spasm" not in name.removeprefix("backtracker-")


def test_only_another_window_makes_this_one_second(qapp: object, tmp_path: Path) -> None:
    assert not refused(tmp_path, QLockFile.LockError.LockFailedError).claim()
    assert refused(tmp_path, QLockFile.LockError.UnknownError).claim(), "a full disk must not keep the reminders away"
    with pytest.raises(UserError, match=r"cannot be written\. Make it writable"):
        refused(tmp_path, QLockFile.LockError.PermissionError).claim()


def test_a_folder_that_was_claimed_is_held_until_it_is_released(qapp: object, tmp_path: Path) -> None:
    first, second = Instance(tmp_path), Instance(tmp_path)
    assert first.claim()
    assert not second.claim()
    first.release()
    assert second.claim()
    second.release()


def test_a_lock_that_was_left_in_a_folder_that_cannot_be_written_is_no_program_that_hangs(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = Instance(tmp_path)
    assert "running but does not answer" in str(instance.why_not())
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert f"{tmp_path} cannot be written" in str(instance.why_not())


# A start in a folder that cannot be used -----------------------------------------------------


def start(folder: Path, *wrapper: str) -> "subprocess.CompletedProcess[str]":
    command = [*wrapper, sys.executable, "-m", "backtracker", "--data", str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0", "HOME": str(folder.parent)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def a_file(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("")


def a_file_in_the_way(folder: Path) -> None:
    folder.parent.write_text("")


def a_dangling_link(folder: Path) -> None:
    folder.parent.mkdir()
    folder.symlink_to(folder.parent / "gone")


@pytest.mark.parametrize("prepare", [a_file, a_file_in_the_way, a_dangling_link])
def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, prepare: Callable[[Path], None]) -> None:
    folder = tmp_path / "on" / "data"
    prepare(folder)
    with pytest.raises(UserError, match=r"cannot be made: .*\. Choose another folder"):
        app.run(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("folder", ["read-only", "left-over", "nowhere/to/make"])
def test_a_folder_that_may_not_be_written_ends_the_start_with_one_sentence(folder: str, qapp: object) -> None:
    import shutil
    import tempfile

    base = Path(tempfile.mkdtemp(dir="/var/tmp"))
    try:
        (base / "read-only").mkdir(mode=0o555)
        (base / "left-over").mkdir()
        (base / "left-over" / "window.lock").write_text("999999\nbacktracker\n\n\n\n")
        (base / "left-over").chmod(0o555)
        base.chmod(0o555)
        found = start(base / folder, "setpriv", "--reuid=12345", "--regid=12345", "--clear-groups")
    finally:
        shutil.rmtree(base)
    assert found.returncode == 2
    assert found.stderr.count("\n") == 1
    assert "cannot be" in found.stderr
    assert str(base / folder) in found.stderr


# A step of the start that fails --------------------------------------------------------------


@pytest.fixture
def program(look: None, wall: Wall, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    settings.save(Settings(welcomed=True), tmp_path / SETTINGS)
    made = Program(tmp_path)
    qtbot.addWidget(made.window)
    made._steps[1:-1] = [broken for _ in made._steps[1:-1]]
    yield made
    qtbot.waitUntil(lambda: made.desk.idle)
    made.window.may_close = True
    made.end()
    made.deleteLater()


def broken() -> None:
    raise KeyError("a step of the start")


def test_steps_that_fail_are_told_and_the_journal_opens(program: Program, qtbot: QtBot) -> None:
    steps = program._steps.count(broken)
    with qtbot.capture_exceptions() as caught, qtbot.waitSignal(program.desk.opened):
        program.start()
    assert {kind for kind, _, _ in caught} == {KeyError}
    assert len(caught) == steps > 5


def test_so_they_do_without_a_window(program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_: told.append(kind))
    steps = program._steps.count(broken)
    with qtbot.waitSignal(program.desk.opened):
        program.furnish()
    assert told == [KeyError] * steps
