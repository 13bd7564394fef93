"""Where things lie: the person's data, and the files the program ships.

May be imported by any room. Reads no data, makes no folder.
"""

import os
import sys
from pathlib import Path

DATABASE = "backtracker.db"
SETTINGS = "settings.json"
MARK = "notification.json"
"""There while a notification of the desktop's is up."""

_package = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The shipped file ``name``, such as ``icons/ice.svg``.

    One locator for the three ways of running: an installed wheel and a frozen bundle carry
    ``resources`` inside the package, the source tree and an editable install beside ``src``.
    """
    inside = _package / "resources"
    return (inside if inside.is_dir() else _package.parents[1] / "resources") / name


def data_folder() -> Path:
    """The platform's folder for this person's data, unless ``BACKTRACKER_DATA`` names another."""
    wish = os.environ.get("BACKTRACKER_DATA")
    return Path(wish).expanduser() if wish else usual_folder()


def usual_folder() -> Path:
    """The platform's folder for this person's data, whatever is named."""
    if sys.platform == "linux":  # the same answer as platformdirs, without its import on the way to the window
        base = os.environ.get("XDG_DATA_HOME", "")
        return (Path(base) if os.path.isabs(base) else Path.home() / ".local" / "share") / "backtracker"
    from platformdirs import user_data_path

    return user_data_path("backtracker", appauthor=False)


def own_command() -> list[str]:
    """The command that starts this very program again: a frozen bundle is its own, else Python runs it."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "backtracker"]
