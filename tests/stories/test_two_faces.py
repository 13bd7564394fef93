"""Window and command line on one record, a record that is busy or cannot be used, and the keyboard alone."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from backtracker import tokens
from tests.stories import stage
from tests.stories.stage import HERE, PATIENCE, Running

START = Callable[..., Running]
SOON = 2.0
"""Seconds until the window shows what the command line wrote."""
WRITES = 20


def midday_zone() -> str:
    """A zone in which it is about one in the afternoon now, so that nothing here meets the quiet hours."""
    return f"Etc/GMT{stage.real_now().hour - 13:+d}"


def command(program: Running, *words: str) -> "subprocess.Popen[str]":
    """Type a command on the same record, in another process, at the same time of day."""
    environment = {**os.environ, "TZ": program.zone, "PYTHONPATH": str(HERE.parents[1] / "src")}
    typed = [sys.executable, "-m", "backtracker", "--data", str(program.folder), *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(typed, env=environment, stdout=pipe, stderr=pipe, text=True)


def type_command(program: Running, *words: str) -> None:
    process = command(program, *words)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, ""), out


@pytest.fixture
def today(start: START) -> Running:
    """The window on an empty record, at the computer's own time, past the first start."""
    program = start(stage.real_now(), zone=midday_zone())
    program.press("Start right away")
    return program


# Two faces ---------------------------------------------------------------------------------


def test_what_is_typed_shows_up_in_the_window(today: Running) -> None:
    steps = (
        (("spasm", "8"), "Day 1"),
        (("pain", "4"), ", Pain, pain 4"),
        (("did", "massage"), ", Massage"),
        (("close",), "How was your back today?"),
    )
    for typed, shown in steps:
        type_command(today, *typed)
        written = stage.seconds()
        today.ask("part", words=shown, timeout=SOON)
        assert stage.seconds() - written < SOON


def test_writes_of_both_at_once_are_all_there(today: Running) -> None:
    type_command(today, "spasm", "8")
    today.ask("part", words="Day 1")
    presses = 0
    waiting = [str(number % 4) for number in range(WRITES)]
    running: list[subprocess.Popen[str]] = []
    while waiting or running:  # four at a time, and a press between any two
        running += [command(today, "pain", waiting.pop()) for _ in range(min(len(waiting), 4 - len(running)))]
        today.press(str(5 + presses % 2), within="Pain from 0 to 10")  # the same one again would be a double click
        presses += 1
        for process in [each for each in running if each.poll() is not None]:
            _, err = process.communicate()
            assert (process.returncode, err) == (0, "")
            running.remove(process)
    today.settle()
    found = today.rows("SELECT level, count(*) FROM readings WHERE role = '' GROUP BY level")
    pressed = [(5, presses - presses // 2), (6, presses // 2)]
    assert found == [(level, WRITES // 4) for level in range(4)] + pressed
    assert today.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_busy_record_is_a_sentence_and_the_next_press_is_saved(today: Running) -> None:
    busy = "Another backtracker is writing to your data right now. Wait a moment and try again."
    today.press("Spasm now")
    with closing(sqlite3.connect(today.folder / "backtracker.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        today.press("8")
        today.wait_for(busy)
        assert other.execute("SELECT count(*) FROM episodes").fetchone() == (0,)
        other.execute("ROLLBACK")
    for table in ("episodes", "readings", "acts", "revisions"):
        assert today.rows(f"SELECT count(*) FROM {table}") == [(0,)], "half of it was kept"
    today.press("7")
    today.wait_for("Ice your back now")
    assert today.rows("SELECT level FROM readings") == [(7,)]


# A record that cannot be used --------------------------------------------------------------


def damage(path: Path) -> None:
    """What says where everything lies is overwritten; the header is whole."""
    whole = bytearray(path.read_bytes())
    whole[100:4096] = b"\xa5" * 3996
    path.write_bytes(whole)


def damage_inside(path: Path) -> None:
    """It opens, and cannot be read."""
    whole = bytearray(path.read_bytes())
    whole[4096:] = b"\xa5" * (len(whole) - 4096)
    path.write_bytes(whole)


def from_the_future(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()


def no_database(path: Path) -> None:
    path.write_text("Dear diary, my back hurts.\n" * 400)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (damage, "is damaged"),
        (damage_inside, "is damaged"),
        (from_the_future, "was written by a newer backtracker"),
        (foreign, "belongs to another program"),
        (no_database, "is not a backtracker data file"),
    ],
    ids=["damaged", "damaged-inside", "newer", "foreign", "no-database"],
)
def test_a_record_that_cannot_be_used_is_told_and_left_alone(
    start: START, tmp_path: Path, spoil: Callable[[Path], None], said: str
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "settings.json").write_text('{"welcomed": true}')
    path = folder / "backtracker.db"
    made = start(folder=folder)
    made.close()
    spoil(path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    program = start(folder=folder)
    program.ask("part", words=said)
    program.press("Spasm now")
    program.press("8")
    program.ask("part", words="nothing can be saved")
    program.press("Cancel")
    for page in ("History", "Patterns", "Today"):
        program.press(page)
        program.ask("part", words=said)
    assert program.process.poll() is None
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert not path.with_name("backtracker.db-journal").exists()


# The keyboard alone ------------------------------------------------------------------------


def test_spasm_now_by_two_keys(today: Running) -> None:
    today.keys("ctrl+n")
    today.wait_for("How bad is it?")
    today.keys("8")
    today.wait_for("Ice your back now")
    assert today.rows("SELECT level, role FROM readings") == [(8, "onset")]


def test_from_the_first_start_to_the_ice_by_keyboard_alone(start: START, tmp_path: Path) -> None:
    program = start(stands=True)
    go_to(program, "Start right away", tmp_path)
    program.keys("Return")
    go_to(program, "Spasm now", tmp_path)
    program.keys("space")
    program.wait_for("How bad is it?")
    program.keys("Tab", "Home", "Right", "Right", "Right", "Right", "Right", "Right", "Right", "Return")
    program.wait_for("Ice your back now")
    assert program.rows("SELECT level, role FROM readings") == [(7, "onset")]
    go_to(program, "Start 20 min", tmp_path)
    program.keys("Return")
    program.wait_for("Stop early")
    assert program.rows("SELECT kind, running FROM treatments") == [("ice", 1)]
    assert program.focus()["name"] == "Stop early", "the keyboard stays on the card"
    program.keys("Return")
    program.wait_gone("Stop early")
    assert program.rows("SELECT kind, running FROM treatments") == [("ice", 0)]


def go_to(program: Running, name: str, folder: Path) -> None:
    """Press Tab until ``name`` has the keyboard; wherever that is on the way can be seen."""
    for _ in range(30):
        program.keys("Tab")
        where = program.focus()
        assert ring_seen(program, where["box"], folder), f"nothing shows that {where['name']} has the keyboard"
        if where["name"] == name:
            return
    pytest.fail(f"Tab does not come to {name}")


def ring_seen(program: Running, box: list[int], folder: Path) -> bool:
    """Whether the colour of the focus ring lies along the edges of ``box`` on the screen."""
    x, y, width, height = box
    picture = QImage(str(program.picture(folder / "focus.png")))
    ring = QColor(tokens.LIGHT.focus)
    middle = y + height // 2
    beside = [picture.pixelColor(each, middle) for each in range(max(0, x - 8), x + 8)]
    above = [picture.pixelColor(x + width // 2, each) for each in range(max(0, y - 8), y + 8)]
    return ring in beside or ring in above
