"""What the person has chosen: one dataclass, one file.

A setting is one field with its default, label and range; the file and the settings page
follow from it. The file holds no health data. May be imported by any room; imports only
``core.rules``, ``core.prevention``, ``core.words``, ``errors`` and the standard library.
"""

import json
import os
from dataclasses import dataclass, field, fields
from datetime import time
from pathlib import Path
from typing import Any

from backtracker.core.plan import Plan
from backtracker.core.rules import Rules, option, refuse_outside
from backtracker.core.words import translate
from backtracker.errors import UserError

NIGHT = ("quiet_from", "quiet_to")
PARTS: dict[str, type] = {"rules": Rules, "plan": Plan}
"""Fields that are dataclasses of their own, an object each in the file."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; ``rules`` are the protocol's numbers, ``plan`` is for ordinary days."""

    rules: Rules = field(default_factory=Rules)
    plan: Plan = field(default_factory=Plan)
    theme: str = option(
        "system",
        "Look",
        choices={"system": "As the desktop", "light": "Light", "dark": "Dark"},
        why="Follows the desktop, unless you choose.",
    )
    reminders: bool = option(True, "Reminders pop up", why="Off: the window still shows what is next.")
    remind_by: str = option(
        "popup",
        "Reminders come as",
        choices={"popup": "A card of our own", "desktop": "The desktop’s notification", "both": "Both"},
        why="Where the desktop shows none, the card comes.",
    )
    neutral: bool = option(
        True,
        "Neutral words in the desktop’s notifications",
        why="Others may read them on a locked or shared screen. Off: they name the step.",
    )
    hold: bool = option(
        True,
        "Wait while you present or asked not to be disturbed",
        why="They come afterwards, after two hours at the latest. The end of an ice session rings in any case.",
    )
    sound: bool = option(True, "Sound", why="The end of an ice session rings in any case.")
    volume: int = option(60, "Volume", low=10, high=100, unit="%", why="Of the sound, beside that of the computer.")
    breaks: bool = option(
        False,
        "Breaks from sitting",
        why="A word to get up while you use the computer, also when nothing hurts. Time away counts as a break. "
        "Where the desktop does not tell whether you are there, it comes by the clock.",
    )
    break_minutes: int = option(
        60, "A break after", low=20, high=120, unit="min", why="The usual advice is to get up every hour at least."
    )
    checkin: bool = option(
        False,
        "Ask how your back was",
        why="Once a day, also when nothing hurts, unless you said it already. Not while an episode runs.",
    )
    checkin_at: time = option(time(20), "Ask at", why="Until midnight. In the quiet hours it does not come.")
    keep_in_tray: bool = option(True, "Keep running when the window is closed", why="So that reminders come.")
    welcomed: bool = field(default=False, metadata={})
    tray_told: bool = field(default=False, metadata={})
    autostart_asked: bool = field(default=False, metadata={})

    def __post_init__(self) -> None:
        for each in fields(self):
            value, choices = getattr(self, each.name), each.metadata.get("choices")
            if choices and value not in choices:
                label = translate("rules", each.metadata["label"])
                words = translate("settings", "{label} is one of: {names}.")
                raise UserError(words.format(label=label, names=", ".join(choices)))
            if each.metadata.get("low") is not None:
                refuse_outside(each, value)


def load(path: Path) -> tuple[Settings, str]:
    """The settings in the file at ``path``, and a sentence about what in it could not be used.

    A missing file gives the defaults. A value that makes no sense is left at its default
    and named in the sentence; the rest of the file counts.
    """
    unreadable = translate("settings", "The settings file cannot be read, so the usual settings are used.")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError, RecursionError):
        return Settings(), unreadable
    if not isinstance(found, dict):
        return Settings(), unreadable
    wrong: list[str] = []
    parts: dict[str, dict[str, Any]] = {}
    for name, owner in PARTS.items():
        part = found.pop(name, {})
        if not isinstance(part, dict):
            wrong.append(_part(name))
            part = {}
        parts[name] = _usable(owner, part, wrong)
    chosen = _usable(Settings, found, wrong)
    settings = Settings(rules=Rules(**parts["rules"]), plan=Plan(**parts["plan"]), **chosen)
    if not wrong:
        return settings, ""
    words = translate("settings", "These settings make no sense and were left as usual: {names}.")
    return settings, words.format(names=", ".join(wrong))


def _usable(owner: type, found: dict[str, Any], wrong: list[str]) -> dict[str, Any]:
    """What of ``found`` makes sense for the fields of ``owner``; the labels of the rest are added to ``wrong``.

    The two ends of the quiet hours are looked at together: each may make sense only with the other.
    """
    read: dict[str, Any] = {}
    for name, value in found.items():
        try:
            read[name] = _read(owner, name, value)
        except (TypeError, ValueError):
            wrong.append(_label(owner, name))
    night = {name: read.pop(name) for name in NIGHT if name in read}
    usable: dict[str, Any] = {}
    for group in (night, *({name: value} for name, value in read.items())):
        try:
            owner(**group)
        except UserError:
            wrong.extend(_label(owner, name) for name in group)
        else:
            usable |= group
    return usable


def _part(name: str) -> str:
    """What the part of the file is about that holds the numbers of another class."""
    return {
        "rules": translate("settings", "the numbers of the first days"),
        "plan": translate("settings", "the plan for ordinary days"),
    }[name]


def _label(owner: type, name: str) -> str:
    """What the settings page calls the field ``name``; what it does not know stays as it is written in the file."""
    label = next((each.metadata.get("label", "") for each in fields(owner) if each.name == name), "")
    if not label:
        return f"“{name}”"
    words = translate("rules", label)
    return translate("settings", "{label} (plan for ordinary days)", label=words) if owner is Plan else words


def save(settings: Settings, path: Path) -> None:
    """Write ``settings`` to ``path`` so that the file is whole at every instant."""
    body: dict[str, Any] = {
        name: {each.name: _written(getattr(getattr(settings, name), each.name)) for each in fields(owner)}
        for name, owner in PARTS.items()
    }
    body |= {each.name: _written(getattr(settings, each.name)) for each in fields(Settings) if each.name not in PARTS}
    draft = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
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
    kind = {each.name: each.type for each in fields(owner)}.get(name)
    if kind is time:
        return time.fromisoformat(value)
    if not isinstance(kind, type) or type(value) is not kind:
        raise TypeError(name)
    return value
