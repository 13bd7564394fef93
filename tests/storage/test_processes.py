"""Several processes on one file, and processes that are killed: what was acknowledged is there, nothing else is."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from backtracker.errors import StoreError
from backtracker.storage import backup, copies, opening
from backtracker.storage.store import Store
from tests.storage.records import NOW, reading

ROOT = Path(__file__).parents[2]
LIMIT_S = 60


@contextmanager
def child(deed: str, path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process in the middle of ``deed``; killed at the end of the block if it still runs."""
    command = [sys.executable, "-m", "tests.storage.child", deed, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            if deed != "use_as_somebody_else":
                assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def kill(process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    process.wait(LIMIT_S)


@pytest.fixture
def filled(path: Path) -> Path:
    with Store.open(path, NOW) as store:
        store.bulk((reading(number % 11) for number in range(50)), NOW)
    return path


def test_what_was_saved_before_the_kill_is_there(filled: Path) -> None:
    with child("commit_then_wait", filled) as process:
        kill(process)
    with Store.open(filled, NOW) as store:
        assert store.reading("committed") is not None
        assert store.undo(NOW) == "pain"


@pytest.mark.parametrize("deed", ["wait_before_commit", "wait_with_half_in_the_file", "wait_in_bulk"])
def test_what_was_not_yet_saved_is_gone_as_a_whole(filled: Path, deed: str) -> None:
    with child(deed, filled) as process:
        kill(process)
    if deed != "wait_before_commit":
        assert filled.with_name("backtracker.db-journal").stat().st_size > 0
    with Store.open(filled, NOW) as store:
        assert store.counts()["readings"] == 50
        assert store.undo(NOW) is None
        assert store.check() == []
        with store.change("pain", NOW) as change:
            change.put(reading())
    assert [each.name for each in filled.parent.iterdir()] == ["backtracker.db"]


@pytest.mark.parametrize("killed", [True, False])
@pytest.mark.parametrize("deed", ["wait_with_half_in_the_file", "wait_in_migration"])
def test_a_write_that_began_after_the_first_look_is_waited_for_or_put_right(
    filled: Path, deed: str, killed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal is asked for before the file is looked at: here it is not there yet, and half of a write is."""
    real, early = opening._size, [0]
    monkeypatch.setattr(
        opening, "_size", lambda path: early.pop() if early and path.name.endswith("-journal") else real(path)
    )
    with child(deed, filled) as process:
        if killed:
            kill(process)
        else:
            with pytest.raises(StoreError, match="Another backtracker is writing"):
                Store.open(filled, NOW, patience=0.05)
            kill(process)
    with Store.open(filled, NOW, patience=0.05) as store:
        assert store.counts()["readings"] == 50
        assert store.check() == []


def test_an_undo_that_was_killed_did_not_happen(filled: Path) -> None:
    with child("wait_in_undo", filled) as process:
        kill(process)
    with Store.open(filled, NOW) as store:
        assert store.reading("committed") is not None
        assert store.undo(NOW) == "pain"


def test_a_first_start_that_was_killed_is_made_up_for_by_the_next(path: Path) -> None:
    with child("wait_in_first_migration", path) as process:
        kill(process)
    with Store.open(path, NOW) as store:
        assert store.check() == []


def test_a_migration_that_was_killed_did_not_happen_and_its_copy_is_there(filled: Path) -> None:
    with child("wait_in_migration", filled) as process:
        kill(process)
    assert filled.with_name("backtracker.db-journal").stat().st_size > 0
    with Store.open(filled, NOW) as store:
        assert store.counts()["readings"] == 50
        assert store.check() == []
    (copy,) = (filled.parent / "backups").iterdir()
    backup.verify(copy)


def test_a_copy_that_was_killed_is_no_copy_and_does_not_hinder_the_next(filled: Path) -> None:
    with child("wait_in_copy", filled) as process:
        kill(process)
    copy = backup.copy(filled, filled.parent / "backups", NOW, "daily")
    backup.verify(copy)
    (left,) = (each for each in copy.parent.iterdir() if each != copy)
    assert copies.made_at(left) is None


def test_two_processes_that_write_at_once_lose_nothing(path: Path) -> None:
    with ExitStack() as stack:
        processes = [stack.enter_context(child("save_fifty", path)) for _ in range(2)]
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        assert [process.wait(LIMIT_S) for process in processes] == [0, 0]
    with Store.open(path, NOW) as store:
        assert store.counts()["readings"] == 100
        assert store.check() == []


def test_two_first_starts_at_once_make_one_file(path: Path) -> None:
    with ExitStack() as stack:
        processes = [stack.enter_context(child("open_and_count", path)) for _ in range(2)]
        assert [process.communicate("go\n", LIMIT_S)[0] for process in processes] == ["0\n", "0\n"]
        assert [process.returncode for process in processes] == [0, 0]


def test_while_another_process_writes_a_save_gets_a_sentence_and_a_look_does_not(filled: Path) -> None:
    with child("wait_before_commit", filled) as process, Store.open(filled, NOW, patience=0.05) as store:
        with pytest.raises(StoreError, match="Another backtracker is writing"), store.change("pain", NOW) as change:
            change.put(reading())
        assert store.counts()["readings"] == 50
        process.communicate("go\n", LIMIT_S)
        with store.change("pain", NOW) as change:
            change.put(reading())
        assert store.counts()["readings"] == 52


@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX")
def test_a_file_that_may_only_be_read_is_read_and_says_why_it_is_not_written() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "home" / "backtracker.db"
        with Store.open(path, NOW) as store:
            store.bulk([reading()], NOW)
        Store.open(path.with_name("warm.db"), NOW).close()
        path.chmod(0o444)
        folder.chmod(0o755)
        path.parent.chmod(0o555)
        try:
            with child("use_as_somebody_else", path) as process:
                count, *sentences = process.communicate(timeout=LIMIT_S)[0].splitlines()
        finally:
            path.parent.chmod(0o700)
    assert count == "1"
    assert len(sentences) == 2
    assert all("cannot be written" in sentence for sentence in sentences)
