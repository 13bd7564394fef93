"""What the person has chosen: one dataclass, one file.

A setting is one field with its default, label and range; the file and the settings page
follow from it. The file holds no health data. May be imported by any room; imports only
``core.rules``, ``errors`` and the standard library.
"""

import json
import os
from dataclasses import dataclass, field, fields, replace
from datetime import time
from pathlib import Path
from typing import Any

from backtracker.core.rules import Rules, option
from backtracker.core.words import translate
from backtracker.errors import UserError

THEMES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, with the protocol's numbers in ``rules``."""

    rules: Rules = field(default_factory=Rules)
    theme: str = option("system", "Look", why="Follows the desktop, unless you choose.")
    reminders: bool = option(True, "Reminders pop up", why="Off: the window still shows what is next.")
    sound: bool = option(True, "Sound", why="The end of an ice session rings in any case.")
    keep_in_tray: bool = option(True, "Keep running when the window is closed", why="So that reminders come.")
    welcomed: bool = field(default=False, metadata={})
    tray_told: bool = field(default=False, metadata={})

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise UserError(translate("settings", "The look is one of: system, light, dark."))


def load(path: Path) -> tuple[Settings, str]:
    """The settings in the file at ``path``, and a sentence about what in it could not be used.

    A missing file gives the defaults. A value that makes no sense is left at its default
    and named in the sentence; the rest of the file counts.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError):
        return Settings(), translate("settings", "The settings file cannot be read, so the usual settings are used.")
    if not isinstance(found, dict):
        return Settings(), translate("settings", "The settings file cannot be read, so the usual settings are used.")
    settings, wrong = Settings(), []
    rules = found.pop("rules", {})
    for name, value in (rules if isinstance(rules, dict) else {}).items():
        try:
            settings = replace(settings, rules=replace(settings.rules, **{name: _read(Rules, name, value)}))
        except (UserError, TypeError, ValueError):
            wrong.append(name)
    for name, value in found.items():
        try:
            settings = replace(settings, **{name: _read(Settings, name, value)})
        except (UserError, TypeError, ValueError):
            wrong.append(name)
    if not wrong:
        return settings, ""
    words = translate("settings", "These settings make no sense and were left as usual: {names}.")
    return settings, words.format(names=", ".join(sorted(wrong)))


def save(settings: Settings, path: Path) -> None:
    """Write ``settings`` to ``path`` so that the file is whole at every instant."""
    body: dict[str, Any] = {
        "rules": {each.name: _written(getattr(settings.rules, each.name)) for each in fields(Rules)}
    }
    body |= {each.name: getattr(settings, each.name) for each in fields(Settings) if each.name != "rules"}
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(path.name + ".new")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(body, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as trouble:
        words = translate("settings", "The settings could not be saved: {reason}. Check the disk and try again.")
        raise UserError(words.format(reason=trouble.strerror)) from trouble


def _written(value: Any) -> Any:
    return f"{value:%H:%M}" if isinstance(value, time) else value


def _read(owner: type, name: str, value: Any) -> Any:
    """``value`` from the file in the type of the field ``name``; ValueError or TypeError when it cannot be."""
    kind = {each.name: each.type for each in fields(owner)}[name] if name in {e.name for e in fields(owner)} else None
    if kind is time:
        return time.fromisoformat(value)
    if kind is None or not isinstance(value, kind if isinstance(kind, type) else object):
        raise TypeError(name)
    return value
