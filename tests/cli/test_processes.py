"""The command line as real processes: two at once, a locked record, no screen, closed pipes, what is loaded."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from backtracker.paths import DATABASE

PATIENCE_S = 60


def environment(folder: Path, **more: str) -> dict[str, str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "TZ")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return kept | {"BACKTRACKER_DATA": str(folder), "TZ": "Europe/Berlin"} | more


def start(folder: Path, *words: str, **more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "backtracker", *words],
        env=environment(folder, **more), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def run(folder: Path, *words: str, **more: str) -> tuple[int, str, str]:
    process = start(folder, *words, **more)
    out, err = process.communicate(timeout=PATIENCE_S)
    return process.returncode, out, err


def test_a_spasm_and_a_look_in_real_processes(tmp_path: Path) -> None:
    code, out, err = run(tmp_path, "spasm", "8")
    assert (code, out.startswith("Saved: spasm 8 at "), err) == (0, True, "")
    code, out, err = run(tmp_path, "status", "--json", TZ="Etc/UTC")
    assert (code, json.loads(out)["worst"], err) == (0, 8, "")
    assert run(tmp_path, "pain", "11")[0] == 2
    assert (tmp_path / DATABASE).stat().st_mode & 0o777 == 0o600


TWENTY = """
import sys
from backtracker import cli
for number in range(20):
    code = cli.main(["pain", str(number % 11), "--note", f"{sys.argv[1]} {number}"], None)
    assert code == 0, code
"""


def test_no_reading_is_lost_when_several_write_at_once(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", TWENTY, str(number)],
            env=environment(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for number in range(4)
    ]  # fmt: skip
    assert [(writer.communicate(timeout=PATIENCE_S)[1], writer.returncode) for writer in writers] == [("", 0)] * 4
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        notes = {row[0] for row in connection.execute("SELECT note FROM readings")}
    connection.close()
    assert notes == {f"{writer} {number}" for writer in range(4) for number in range(20)}
    assert run(tmp_path, "check")[0] == 0


def test_spasms_logged_at_once_are_one_episode(tmp_path: Path) -> None:
    writers = [start(tmp_path, "spasm", str(level), "--again") for level in (5, 6, 7, 8)]
    assert [(writer.communicate(timeout=PATIENCE_S)[1], writer.returncode) for writer in writers] == [("", 0)] * 4
    shown = json.loads(run(tmp_path, "show", "--json")[1])
    assert sorted(each["level"] for each in shown["records"] if each["record"] == "reading") == [5, 6, 7, 8]
    assert [each["record"] for each in shown["records"]].count("flare") == 3
    assert len(json.loads(run(tmp_path, "history", "--json")[1])["episodes"]) == 1


def test_a_command_that_fires_twice_at_once_logs_one_spasm(tmp_path: Path) -> None:
    writers = [start(tmp_path, "spasm", "8") for _ in range(3)]
    said = [(writer.communicate(timeout=PATIENCE_S)[1], writer.returncode) for writer in writers]
    assert sorted(code for _, code in said) == [0, 2, 2]
    assert all("is on record already" in err for err, code in said if code)
    (found,) = json.loads(run(tmp_path, "history", "--json")[1])["episodes"]
    assert found["readings"] == 1


def test_what_is_added_at_once_is_all_there(tmp_path: Path) -> None:
    run(tmp_path, "spasm", "8")
    writers = [start(tmp_path, "add", "--note", f"note {number}") for number in range(4)]
    assert [(writer.communicate(timeout=PATIENCE_S)[1], writer.returncode) for writer in writers] == [("", 0)] * 4
    with sqlite3.connect(tmp_path / DATABASE) as connection:
        (note,) = connection.execute("SELECT note FROM episodes").fetchone()
    connection.close()
    assert sorted(note.splitlines()) == [f"note {number}" for number in range(4)]


def test_a_busy_record_is_waited_for_and_then_told(tmp_path: Path) -> None:
    run(tmp_path, "pain", "3")
    holder = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        patient = start(tmp_path, "pain", "4")
        with pytest.raises(subprocess.TimeoutExpired):
            patient.wait(timeout=1.5)
        holder.execute("COMMIT")
        assert (patient.communicate(timeout=PATIENCE_S)[1], patient.returncode) == ("", 0)
        holder.execute("BEGIN EXCLUSIVE")
        code, out, err = run(tmp_path, "pain", "5")
    finally:
        holder.close()
    assert (code, out) == (2, "")
    assert err == "Another backtracker is writing to your data right now. Wait a moment and try again.\n"


NO_SCREEN = (
    "There is no screen to open the window on. Without one these work: "
    "spasm, pain, did, start, stop, close, due, status, history (backtracker --help).\n"
)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
@pytest.mark.parametrize(
    "display",
    [
        {},
        {"DISPLAY": ":4242"},
        {"DISPLAY": "nonsense"},
        {"WAYLAND_DISPLAY": "wayland-4242"},
        {"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":4242"},
    ],
)
def test_without_a_screen_one_sentence_says_what_works(tmp_path: Path, display: dict[str, str]) -> None:
    for words in ([], ["--example"]):
        assert run(tmp_path, *words, **display) == (2, "", NO_SCREEN)


LOADED = """
import sys
from backtracker import cli
code = cli.main(sys.argv[1:], None)
loaded = {name.split(".")[0] for name in sys.modules}
print(sorted(loaded & {"PySide6", "shiboken6", "matplotlib", "numpy", "scipy", "sqlalchemy"}), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--help"], "[]"),
        (["spasm", "--help"], "[]"),
        (["--version"], "[]"),
        (["spsm"], "[]"),
        (["pain", "4"], "['sqlalchemy']"),
        (["due", "--json"], "['sqlalchemy']"),
        (["--example", "status"], "['sqlalchemy']"),
    ],
)
def test_nothing_heavy_is_loaded_that_the_verb_does_not_need(tmp_path: Path, words: list[str], expected: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        env=environment(tmp_path), check=True, capture_output=True, text=True, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.stderr.splitlines()[-1] == expected


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    process = start(tmp_path, "--example", "show", "2", PYTHONUNBUFFERED="")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(timeout=PATIENCE_S) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("verb", ["pain", "--help"])
def test_a_full_disk_behind_the_answer_is_told(tmp_path: Path, verb: str) -> None:
    words = ["pain", "4"] if verb == "pain" else [verb]
    code, err = into_full(tmp_path, words, "stdout")
    assert (code, err.count("\n")) == (2, 1)
    assert err.startswith("Done, but the answer could not be written" if verb == "pain" else "The help could not be")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_behind_the_errors_leaves_the_exit_code(tmp_path: Path) -> None:
    assert into_full(tmp_path, ["pain", "11"], "stderr") == (2, "")


def into_full(folder: Path, words: list[str], stream: str) -> tuple[int, str]:
    """The exit code, and what was said on the other stream, of a command whose ``stream`` can hold nothing.

    Python keeps what it could not write, and tries again at its end, unless PYTHONUNBUFFERED is set.
    """
    buffered = {name: value for name, value in environment(folder).items() if name != "PYTHONUNBUFFERED"}
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "backtracker", *words],
            env=buffered, check=False, text=True, timeout=PATIENCE_S,
            stdout=full if stream == "stdout" else subprocess.PIPE,
            stderr=full if stream == "stderr" else subprocess.PIPE,
        )  # fmt: skip
    return done.returncode, done.stdout if stream == "stderr" else done.stderr


def test_a_terminal_that_knows_only_ascii_is_answered(tmp_path: Path) -> None:
    code, out, err = run(tmp_path, "did", "own:Wärmflasche", PYTHONIOENCODING="ascii")
    assert (code, out.startswith("Saved: W?rmflasche at "), err) == (0, True, "")
    assert run(tmp_path, "did", "bath tub", PYTHONIOENCODING="ascii")[0] == 2
