"""Starting with the session: an entry that the desktop reads when the person logs in, and nothing else.

Linux and its kin: ``autostart/backtracker.desktop`` in the desktop's configuration folder. Windows: a value
under the person's ``Run`` key. macOS: a launch agent. That entry is the only place where it is written down.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from backtracker import paths
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.ui.desk import Desk

NAME = "backtracker"
AGENT = "backtracker.agent"
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")
_ESCAPED_IN_QUOTES = str.maketrans({each: "\\" + each for each in '"`$\\'})
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "s": " "}
_ESCAPED = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


# What the window asks ------------------------------------------------------------------------


def is_on() -> bool:
    """Whether the desktop will start the program. A person may have switched the entry off by other means."""
    if sys.platform == "win32":
        return _run_value() is not None
    text = _read()
    return text is not None and (sys.platform == "darwin" or starts(text))


def is_decided() -> bool:
    """Whether there is an entry at all, be it one that was switched off by hand."""
    return is_on() if sys.platform == "win32" else _read() is not None


def set_on(on: bool, folder: Path) -> None:
    """Write the entry that opens the record in ``folder``, or take it away. :class:`UserError` where that fails."""
    command = own_command(folder)
    try:
        if sys.platform == "win32":
            _set_run_value(run_value(command) if on else None)
        elif on:
            _write(agent(command) if sys.platform == "darwin" else entry(command).encode("utf-8"))
        else:
            _file().unlink(missing_ok=True)
    except UnicodeEncodeError as trouble:
        raise UserError(_words_for(translate("Autostart", "a name on the way to it cannot be written"))) from trouble
    except OSError as trouble:
        reason = trouble.strerror or str(trouble)
        raise UserError(_words_for(f"{reason} ({trouble.filename})" if trouble.filename else reason)) from trouble


def switch(desk: Desk, on: bool, then: "Callable[[], object] | None" = None) -> None:
    """Set it beside the window; ``then`` follows once it is done, a sentence where it could not be.

    Who has switched it by hand need not be asked any more.
    """

    def done(_: object) -> None:
        desk.set_settings(replace(desk.settings, autostart_asked=True))  # whoever shows it asks again
        if then is not None:
            then()

    def failed(sentence: str) -> None:
        desk.failed.emit(sentence)
        desk.settings_changed.emit()

    desk.aside(lambda: set_on(on, desk.folder), done, desk, failed)


def choose(desk: Desk, on: bool) -> None:
    """Set it by hand: it is said, and can be taken back."""
    words = translate("Autostart", "on") if on else translate("Autostart", "off")
    label = translate("Autostart", "Start with the computer: {state}", state=words)
    switch(desk, on, lambda: desk.switched.emit(label, lambda wanted: switch(desk, wanted), on))


# What is written -----------------------------------------------------------------------------


def own_command(folder: Path) -> list[str]:
    """What starts this very program again, in the tray, on the record in ``folder``."""
    script = Path(sys.argv[0]).absolute()
    installed = script.stem == NAME and script.is_file() and os.access(script, os.X_OK)
    command = [str(script)] if installed and sys.platform != "win32" else paths.own_command()
    if sys.platform == "win32":  # without the black window of a console
        silent = Path(command[0]).with_name("pythonw.exe")
        command[0] = str(silent) if silent.is_file() else command[0]
    folder = folder.absolute()
    data = [] if folder == paths.usual_folder() else ["--data", str(folder)]
    return [*command, *data, "--in-tray"]


def entry(command: Sequence[str]) -> str:
    """The desktop entry for ``command``. :class:`UserError` for a program that no entry can name."""
    if "=" in command[0]:
        raise UserError(_words_for(translate("Autostart", "there is an “=” in {path}", path=command[0])))
    lines = {
        "Type": "Application",
        "Name": NAME,
        "Comment": translate("Autostart", "Reminders for the first days of a back spasm"),
        "Exec": _escaped(" ".join(map(quoted, command))),
        "TryExec": _escaped(command[0]),
        "Icon": _escaped(str(paths.resource("icons/backtracker.svg"))),
        "Terminal": "false",
        "StartupNotify": "false",
        "X-GNOME-Autostart-enabled": "true",
    }
    return "[Desktop Entry]\n" + "".join(f"{key}={value}\n" for key, value in lines.items())


def quoted(word: str) -> str:
    """``word`` as one argument of an ``Exec`` line, before the escapes that every value has."""
    word = word.replace("%", "%%")
    return f'"{word.translate(_ESCAPED_IN_QUOTES)}"' if not word or _RESERVED & set(word) else word


def run_value(command: Sequence[str]) -> str:
    """``command`` as Windows reads it."""
    return subprocess.list2cmdline(command)


def agent(command: Sequence[str]) -> bytes:
    """``command`` as a launch agent of macOS."""
    import plistlib

    shown = {"Label": AGENT, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Interactive"}
    return plistlib.dumps(shown)


def starts(text: str) -> bool:
    """Whether a desktop entry of these words is started: not hidden, not disabled, and its program is there."""
    found: dict[str, str] = {}
    group = ""
    for line in text.splitlines():
        key, equals, value = line.partition("=")
        if line.startswith("["):
            group = line.strip()
        elif equals and group == "[Desktop Entry]" and not line.startswith("#"):
            found.setdefault(key.strip(), value.strip())
    if found.get("Hidden") == "true" or found.get("X-GNOME-Autostart-enabled") == "false" or "Exec" not in found:
        return False
    wanted = found.get("TryExec")
    return wanted is None or _is_there(_unescaped(wanted))


def _is_there(program: str) -> bool:
    import shutil

    return shutil.which(program) is not None


def _escaped(value: str) -> str:
    """A value of a desktop entry: one line, in which a backslash says what follows."""
    return value.translate(_ESCAPED)


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: _MEANT.get(found[1], found[1]), value)


# Where it lies -------------------------------------------------------------------------------


def _file() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{AGENT}.plist"
    base = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(base) if os.path.isabs(base) else Path.home() / ".config") / "autostart" / f"{NAME}.desktop"


def _read() -> str | None:
    """What stands in the entry, or None without one. One that cannot be read starts nothing."""
    try:
        return _file().read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    except OSError:
        return ""


def _write(body: bytes) -> None:
    """All of it or nothing; what lay there before is in force until then."""
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = file.with_name(f".{file.name}.new")
    try:
        with open(draft, "wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _run_value() -> str | None:
    if sys.platform != "win32":
        return None
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
            return str(winreg.QueryValueEx(key, NAME)[0])
    except FileNotFoundError:
        return None


def _set_run_value(value: str | None) -> None:
    if sys.platform == "win32":
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
            if value is not None:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, value)
            elif _run_value() is not None:
                winreg.DeleteValue(key, NAME)


def _words_for(reason: str) -> str:
    return translate("Autostart", "Starting with the computer could not be changed: {reason}.", reason=reason)
