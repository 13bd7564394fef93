"""Starting with the session: the entry is valid, starts what it names, and is the only truth."""

import os
import plistlib
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backtracker import paths
from backtracker.errors import UserError
from backtracker.ui.deeds import Deeds
from backtracker.ui.desktop import autostart
from tests.ui.conftest import OpenDesk

ODD = [
    "plain",
    "with space",
    "100% ice",
    "%f",
    "quote \" and ' quote",
    "dollar $HOME `id`",
    "back\\slash",
    "trailing\\",
    "a;b&c|d<e>f*g?h#i(j)~k",
    "eins zwei\tdrei",
    "neue\nZeile",
    "Rücken – 背中",
]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The desktop's configuration folder, which is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


@pytest.fixture
def file(config: Path) -> Path:
    return config / "autostart" / "backtracker.desktop"


@pytest.fixture
def validate() -> Callable[[Path], str]:
    """What freedesktop's own validator says of a file."""
    assert shutil.which("desktop-file-validate"), "desktop-file-validate is missing; 'make test' installs it"

    def complaints(file: Path) -> str:
        run = subprocess.run(["desktop-file-validate", file], capture_output=True, text=True, check=False)
        return run.stdout + run.stderr

    return complaints


def program(folder: Path, script: str) -> Path:
    """A program in ``folder``, called as odd as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / "backtracker"
    made.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    made.chmod(0o755)
    return made


def launched(entry: str) -> list[str]:
    """The words of the Exec line as a desktop reads them: by GLib's own reader, which most desktops use."""
    reading = (
        "import ctypes, sys\n"
        "glib = ctypes.CDLL('libglib-2.0.so.0')\n"
        "get = glib.g_key_file_get_string\n"
        "get.restype = ctypes.c_void_p\n"
        "get.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p]\n"
        "glib.g_key_file_new.restype = ctypes.c_void_p\n"
        "load = glib.g_key_file_load_from_data\n"
        "load.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_void_p]\n"
        "parse = glib.g_shell_parse_argv\n"
        "parse.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]\n"
        "file, body = glib.g_key_file_new(), sys.stdin.buffer.read()\n"
        "assert load(file, body, len(body), 0, None)\n"
        "line = get(file, b'Desktop Entry', b'Exec', None)\n"
        "count, words = ctypes.c_int(), ctypes.POINTER(ctypes.c_char_p)()\n"
        "assert parse(line, ctypes.byref(count), ctypes.byref(words), None)\n"
        "sys.stdout.buffer.write(b'\\0'.join(words[n] for n in range(count.value)))\n"
    )
    run = subprocess.run([sys.executable, "-c", reading], input=entry.encode(), capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return [word.replace("%%", "%") for word in run.stdout.decode().split("\0")]


# The entry -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ODD)
def test_every_word_reaches_the_program_as_it_is(name: str, tmp_path: Path, validate: Callable[[Path], str]) -> None:
    command = [str(program(tmp_path / name, "exit 0")), "--data", name, "", "--in-tray"]
    made = autostart.entry(command)
    assert launched(made) == command
    entry = tmp_path / "backtracker.desktop"
    entry.write_text(made, encoding="utf-8")
    assert validate(entry) == ""
    assert autostart.starts(made)
    command[0] += " is gone"
    assert not autostart.starts(autostart.entry(command))


def test_the_entry_as_it_is_usually(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = program(tmp_path / "bin", "exit 0")
    monkeypatch.setattr(sys, "argv", [str(installed)])
    assert autostart.entry(autostart.own_command(paths.usual_folder())).splitlines() == [
        "[Desktop Entry]",
        "Type=Application",
        "Name=backtracker",
        "Comment=Reminders for the first days of a back spasm",
        f"Exec={installed} --in-tray",
        f"TryExec={installed}",
        f"Icon={paths.resource('icons/backtracker.svg')}",
        "Terminal=false",
        "StartupNotify=false",
        "X-GNOME-Autostart-enabled=true",
    ]


def test_run_by_python_it_is_started_by_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(Path(paths.__file__).with_name("__main__.py"))])
    started = [sys.executable, "-m", "backtracker", "--data", str(tmp_path), "--in-tray"]
    assert autostart.own_command(tmp_path) == started


def test_a_relative_command_is_written_from_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = program(tmp_path / "bin", "exit 0")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["bin/backtracker"])
    assert autostart.own_command(paths.usual_folder()) == [str(installed), "--in-tray"]


@pytest.mark.parametrize("usual", [True, False])
def test_a_record_that_lies_elsewhere_is_named(usual: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the environment names it: the session may not know that."""
    folder = paths.usual_folder() if usual else tmp_path / "else where"
    monkeypatch.setenv("BACKTRACKER_DATA", str(folder))
    named = [] if usual else ["--data", str(folder)]
    assert autostart.own_command(paths.data_folder())[-len(named) - 1 :] == [*named, "--in-tray"]


def test_a_program_that_no_entry_can_name_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = file.parents[2] / "a=b"
    monkeypatch.setattr(sys, "argv", [str(program(folder, "exit 0"))])
    with pytest.raises(UserError, match="there is an “=” in"):
        autostart.set_on(True, paths.usual_folder())
    assert not autostart.is_on()


# On and off ----------------------------------------------------------------------------------


def test_on_writes_it_and_off_takes_it_away(file: Path, validate: Callable[[Path], str]) -> None:
    assert (autostart.is_on(), autostart.is_decided()) == (False, False)
    autostart.set_on(True, paths.usual_folder())
    assert (autostart.is_on(), autostart.is_decided()) == (True, True)
    assert validate(file) == ""
    assert [each.name for each in file.parent.iterdir()] == [file.name], "no draft is left"
    autostart.set_on(False, paths.usual_folder())
    autostart.set_on(False, paths.usual_folder())
    assert (autostart.is_on(), file.exists()) == (False, False)


def test_without_the_variable_it_lies_in_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for value in ("", "relative"):
        monkeypatch.setenv("XDG_CONFIG_HOME", value)
        autostart.set_on(True, paths.usual_folder())
        assert (tmp_path / ".config" / "autostart" / "backtracker.desktop").is_file()


@pytest.mark.parametrize(
    ("change", "on"),
    [
        (("Terminal=false", "Terminal=false\nHidden=true"), False),
        (("Autostart-enabled=true", "Autostart-enabled=false"), False),
        (("Exec=", "Was="), False),
        (("TryExec=", "TryExec=/nowhere"), False),
        (("Name=backtracker", "Name=My own name"), True),
        (("Terminal=false", "Terminal=false\n[Another Group]\nHidden=true"), True),
        (("Terminal=false", "Terminal=false\n# Hidden=true"), True),
    ],
)
def test_what_a_person_changed_by_other_means_counts(change: tuple[str, str], on: bool, file: Path) -> None:
    autostart.set_on(True, paths.usual_folder())
    file.write_text(file.read_text("utf-8").replace(*change), "utf-8")
    assert (autostart.is_on(), autostart.is_decided()) == (on, True)
    autostart.set_on(True, paths.usual_folder())
    assert autostart.is_on(), "switched on again it starts"


def test_a_folder_that_cannot_be_made_is_one_sentence(config: Path) -> None:
    config.write_text("in the way", "utf-8")
    with pytest.raises(UserError) as trouble:
        autostart.set_on(True, paths.usual_folder())
    assert str(trouble.value).startswith("Starting with the computer could not be changed: ")
    assert "\n" not in str(trouble.value)


def test_a_disk_without_room_leaves_what_was_there(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    autostart.set_on(True, paths.usual_folder())
    before = file.read_bytes()

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("backtracker.ui.desktop.autostart.os.fsync", full)
    with pytest.raises(UserError, match="No space left on device"):
        autostart.set_on(True, file.parent)
    assert file.read_bytes() == before
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_name_that_is_no_text_is_one_sentence(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = file.parents[2] / os.fsdecode(b"\xff")
    monkeypatch.setattr(sys, "argv", [str(program(odd, "exit 0"))])
    with pytest.raises(UserError, match="cannot be written"):
        autostart.set_on(True, paths.usual_folder())
    assert not file.exists()


def test_the_written_line_starts_the_program_with_these_words(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    odd = program(tmp_path / 'my "odd" $folder\\', f'printf "%s\\n" "$@" >{shlex.quote(str(told))}')
    monkeypatch.setattr(sys, "argv", [str(odd)])
    autostart.set_on(True, tmp_path / "100% of it")
    subprocess.run(launched(file.read_text("utf-8")), check=True)
    assert told.read_text("utf-8").splitlines() == ["--data", str(tmp_path / "100% of it"), "--in-tray"]


# By hand -------------------------------------------------------------------------------------


def test_by_hand_it_is_said_and_taken_back_and_done_again(desk: OpenDesk, file: Path, qtbot: QtBot) -> None:
    deeds = Deeds(desk)
    said: list[str] = []
    deeds.said.connect(lambda words, _: said.append(words))
    acts: list[Callable[[], None]] = [partial(autostart.choose, desk, True), deeds.undo, deeds.redo]
    for act in acts:
        act()
        desk.settle(qtbot)
        said.append("on" if file.exists() else "off")
    words = "Start with the computer: on"
    assert said == [f"Saved: {words}", "on", f"Taken back: {words}", "off", words, "on"]
    assert desk.settings.autostart_asked, "who has found the switch need not be asked"


def test_trouble_by_hand_is_said_and_nothing_counts_as_done(desk: OpenDesk, config: Path, qtbot: QtBot) -> None:
    config.write_text("in the way", "utf-8")
    said: list[str] = []
    desk.failed.connect(said.append)
    desk.switched.connect(lambda *_: said.append("done"))
    autostart.choose(desk, True)
    desk.settle(qtbot)
    assert len(said) == 1
    assert said[0].startswith("Starting with the computer could not be changed: ")
    assert not desk.settings.autostart_asked


# Elsewhere -----------------------------------------------------------------------------------


def test_the_words_for_windows_which_nobody_has_tried_there() -> None:
    command = [r"C:\Program Files\Python\pythonw.exe", "-m", "backtracker", "--data", r"C:\Back \"care\"", "--in-tray"]
    line = autostart.run_value(command)
    assert line.startswith(r'"C:\Program Files\Python\pythonw.exe" -m backtracker --data "')
    assert line.endswith(" --in-tray")


def test_the_words_for_macos_which_nobody_has_tried_there() -> None:
    command = ["/Applications/back & forth.app/backtracker", "--in-tray"]
    assert plistlib.loads(autostart.agent(command)) == {
        "Label": "backtracker.agent",
        "ProgramArguments": command,
        "RunAtLoad": True,
        "ProcessType": "Interactive",
    }


def test_the_folder_of_the_entries_is_the_persons_own(file: Path) -> None:
    autostart.set_on(True, paths.usual_folder())
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
