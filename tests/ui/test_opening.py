"""A data file that is held by another program, replaced, or out of reach: it is said, and there is a way on."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from backtracker import settings
from backtracker.core.rules import Rules
from backtracker.errors import UserError
from backtracker.journal import Journal
from backtracker.paths import DATABASE
from backtracker.storage.store import Store
from backtracker.ui import desk as desks
from backtracker.ui.ticker import Ticker
from backtracker.ui.window import MainWindow
from tests.ui.conftest import OpenDesk, Wall

BUSY = "Another backtracker is writing to your data right now."


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment stands for the five that are waited for another writer."""
    defaults = Store.open.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "patience", 0.05)
    monkeypatch.setattr(desks, "TRY_AGAIN_S", 0.05)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Another program keeps the data file to itself."""
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


class Bench:
    """The window as it is before the journal is open."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.qtbot, self.desk = qtbot, OpenDesk(folder)
        self.ticker = Ticker(self.desk)
        self.window = MainWindow(self.desk, self.ticker)
        self.window.may_close = True
        qtbot.addWidget(self.window)
        self.window.show_page("today")
        self.window.show()

    @property
    def said(self) -> str:
        notice = self.window.troubles.notice
        return "" if notice is None else f"{notice.words.text()} {notice.detail.text()}".strip()

    def waits_for(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.said)

    def button(self, name: str) -> QAbstractButton | None:
        found = [each for each in self.window.findChildren(QAbstractButton) if each.text() == name and each.isVisible()]
        return found[0] if found else None

    def press(self, name: str) -> None:
        self.qtbot.waitUntil(lambda: self.button(name) is not None)
        button = self.button(name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def levels(self) -> list[int]:
        with closing(sqlite3.connect(self.desk.folder / DATABASE)) as mine:
            return [level for (level,) in mine.execute("SELECT level FROM readings ORDER BY level")]


@pytest.fixture
def bench(look: None, wall: Wall, tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    """A data file is there; nothing has been opened yet."""
    with_one_reading(tmp_path, wall)
    made = Bench(tmp_path, qtbot)
    yield made
    made.desk.close()
    made.ticker.stop()
    made.ticker.deleteLater()


def with_one_reading(folder: Path, wall: Wall) -> None:
    journal = Journal.open(folder / DATABASE, lambda: wall.at.astimezone(UTC), lambda: wall.zone, Rules)
    journal.log_pain(1)
    journal.release()


# Busy ----------------------------------------------------------------------------------------


def test_a_file_that_was_busy_at_the_start_opens_by_itself(bench: Bench) -> None:
    with held(bench.desk.folder):
        bench.desk.open()
        bench.waits_for(BUSY)
        assert "not saved yet" in bench.said
        assert not bench.desk.is_open
    bench.qtbot.waitUntil(lambda: bench.desk.is_open)
    assert bench.said == ""


def test_a_press_on_try_again_does_not_wait(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "TRY_AGAIN_S", 3600)
    with held(bench.desk.folder):
        bench.desk.open()
        bench.waits_for(BUSY)
    bench.press("Try again")
    bench.qtbot.waitUntil(lambda: bench.desk.is_open)


def test_what_is_pressed_meanwhile_is_saved_with_the_time_of_the_press(bench: Bench, wall: Wall) -> None:
    with held(bench.desk.folder):
        bench.desk.open()
        bench.waits_for(BUSY)
        pressed = wall.set(20, 14, 10)
        bench.window.ask_spasm()
        bench.window.spasm_screen().number.pain.chosen.emit(8)
        wall.set(20, 14, 40)
        assert "not saved yet" in bench.said
    bench.qtbot.waitUntil(lambda: bench.levels() == [1, 8])
    bench.desk.settle(bench.qtbot)
    log = bench.desk.told(bench.qtbot, lambda journal: journal.running_log())
    assert log.episode.began.at == pressed.astimezone(UTC)
    later = bench.desk.told(bench.qtbot, lambda journal: journal.now())
    assert later == wall.at.astimezone(UTC), "only what waited counts from then"


def test_leaving_while_it_waits_ends_at_once(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "TRY_AGAIN_S", 3600)
    with held(bench.desk.folder):
        bench.desk.open()
        bench.waits_for(BUSY)
        bench.desk.close()
    assert bench.levels() == [1]


def test_leaving_makes_a_last_attempt_for_what_is_not_saved_yet(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "TRY_AGAIN_S", 3600)
    with held(bench.desk.folder):
        bench.desk.open()
        bench.waits_for(BUSY)
        bench.desk.do(lambda journal: journal.log_pain(6))
    bench.desk.close()
    assert bench.levels() == [1, 6]


# Refused -------------------------------------------------------------------------------------


def test_what_was_mended_meanwhile_opens_at_a_press(bench: Bench) -> None:
    path = bench.desk.folder / DATABASE
    whole = path.read_bytes()
    path.write_bytes(b"Dear diary, my back hurts.\n" * 400)
    bench.desk.open()
    bench.waits_for("is not a backtracker data file")
    refused: list[str] = []
    bench.desk.do(lambda journal: journal.log_pain(5), otherwise=refused.append)
    bench.qtbot.waitUntil(lambda: bool(refused))
    assert "nothing can be saved" in refused[0]
    bench.press("Try again")
    bench.desk.settle(bench.qtbot)
    bench.waits_for("is not a backtracker data file")
    path.write_bytes(whole)
    bench.press("Try again")
    bench.qtbot.waitUntil(lambda: bench.desk.is_open)
    assert bench.said == ""


def damage(path: Path) -> None:
    """The page with the readings is overwritten: the file opens, and what is in it cannot be read."""
    with closing(sqlite3.connect(path)) as mine:
        page = mine.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'readings'").fetchone()[0]
        size = mine.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)


@pytest.mark.parametrize("content", [b"", b"Dear diary, my back hurts.\n" * 400])
def test_beside_a_damaged_file_a_new_record_can_be_begun(bench: Bench, content: bytes) -> None:
    path = bench.desk.folder / DATABASE
    path.write_bytes(content)
    bench.desk.open()
    bench.waits_for("There is no copy of it")
    assert "backups" not in bench.said
    bench.press("Begin a new record")
    bench.waits_for("A new record has begun. The damaged one is kept beside it: ")
    kept = path.with_name("backtracker.damaged-2026-11-20.db")
    assert bench.said.endswith(f"{kept}.")
    assert kept.read_bytes() == content
    bench.desk.told(bench.qtbot, lambda journal: journal.log_spasm(8))
    assert bench.levels() == [8]


def test_damage_that_shows_while_it_is_open_has_the_same_way_on(bench: Bench) -> None:
    damage(bench.desk.folder / DATABASE)
    bench.desk.open()
    bench.waits_for("is damaged")
    bench.desk.settle(bench.qtbot)
    bench.press("Begin a new record")
    bench.waits_for("A new record has begun")
    bench.desk.told(bench.qtbot, lambda journal: journal.log_spasm(8))
    assert bench.levels() == [8]


def test_a_file_that_is_only_busy_is_not_to_be_put_aside(bench: Bench) -> None:
    with held(bench.desk.folder):
        bench.desk.open()
        bench.waits_for(BUSY)
        assert bench.button("Begin a new record") is None
    bench.qtbot.waitUntil(lambda: bench.desk.is_open)


# Moved away under the window -----------------------------------------------------------------


def opened(bench: Bench) -> Path:
    bench.desk.open()
    bench.qtbot.waitUntil(lambda: bench.desk.is_open)
    bench.desk.settle(bench.qtbot)
    return bench.desk.folder / DATABASE


def test_a_file_that_was_replaced_is_said_and_can_be_opened_again(bench: Bench) -> None:
    path = opened(bench)
    copy = path.with_name("restored.db")
    shutil.copy(path, copy)
    bench.desk.told(bench.qtbot, lambda journal: journal.log_pain(2))
    copy.replace(path)
    bench.waits_for("was moved or replaced")
    bench.press("Open it again")
    bench.qtbot.waitUntil(lambda: bench.said == "")
    bench.desk.told(bench.qtbot, lambda journal: journal.log_pain(3))
    assert bench.levels() == [1, 3]


def test_a_press_that_could_not_be_saved_leaves_the_way_on(bench: Bench) -> None:
    path = opened(bench)
    bench.desk._forget_watcher()  # as on a network drive, which tells of nothing
    os.remove(path)
    bench.desk.do(lambda journal: journal.log_pain(2))
    bench.waits_for("was moved or replaced")
    bench.desk.settle(bench.qtbot)
    assert bench.said.count("was moved or replaced") == 1
    bench.press("Open it again")
    bench.waits_for("is not there")
    assert not path.exists(), "an empty one in its place would look as if all were lost"
    bench.qtbot.waitUntil(lambda: bench.button("Try again") is not None)


# Settings ------------------------------------------------------------------------------------


def test_a_setting_that_cannot_be_kept_says_how_long_it_holds(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise UserError("The settings could not be saved: No space left on device. Check the disk and try again.")

    opened(bench)
    monkeypatch.setattr(settings, "save", full)
    bench.desk.set_settings(settings.Settings(sound=False))
    bench.waits_for("in force until backtracker is closed")
    assert bench.desk.settings.sound is False
