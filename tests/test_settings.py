"""The settings file: what is written comes back, what is damaged is named, and it is never half written."""

import json
import stat
import subprocess
import sys
from dataclasses import fields, replace
from datetime import time
from pathlib import Path

import pytest

from backtracker import settings
from backtracker.core.plan import Plan
from backtracker.core.rules import Rules
from backtracker.errors import UserError
from backtracker.settings import Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.json"


def test_every_choice_comes_back(path: Path) -> None:
    rules = Rules(ice_minutes=15, heat_from_hours=96, walk_days=7, quiet_from=time(23, 30), quiet_to=time(6))
    plan = Plan(glasses=6, walk=False, activity="swim", plank_from=time(7, 30), units="imperial", left_out="sugar")
    chosen = Settings(
        rules, plan, "dark", reminders=False, remind_by="both", neutral=False, hold=False, sound=False, volume=35,
        breaks=True, break_minutes=45, keep_in_tray=False, welcomed=True, tray_told=True,
        autostart_asked=True,
    )  # fmt: skip
    settings.save(chosen, path)
    assert settings.load(path) == (chosen, "")


def test_without_a_file_everything_is_as_usual(path: Path) -> None:
    assert settings.load(path) == (Settings(), "")


def test_only_the_owner_may_read_it(path: Path) -> None:
    settings.save(Settings(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("inside", "name", "value"),
    [
        ("rules", "ice_minutes", 25),
        ("rules", "ice_minutes", "20"),
        ("rules", "ice_minutes", True),
        ("rules", "quiet_from", "25:00"),
        ("rules", "quiet_from", 22),
        ("rules", "no_such_rule", 1),
        ("plan", "glasses", 0),
        ("plan", "activity", "chess"),
        ("plan", "water_from", "25:00"),
        ("plan", "no_such_part", True),
        ("", "theme", "pink"),
        ("", "remind_by", "letter"),
        ("", "sound", "yes"),
        ("", "volume", 0),
        ("", "break_minutes", 121),
        ("", "no_such_setting", 1),
    ],
)
def test_a_wrong_value_is_named_and_the_others_are_kept(path: Path, inside: str, name: str, value: object) -> None:
    chosen = Settings(Rules(heat_minutes=15, quiet_to=time(8)), reminders=False)
    settings.save(chosen, path)
    body = json.loads(path.read_text("utf-8"))
    (body[inside] if inside else body)[name] = value
    path.write_text(json.dumps(body), "utf-8")
    found, sentence = settings.load(path)
    owner = settings.PARTS.get(inside, Settings)
    labels = {each.name: each.metadata.get("label", "") for each in fields(owner)}
    suffix = " (plan for ordinary days)" if inside == "plan" else ""
    named = f"{labels[name]}{suffix}" if name in labels else f"“{name}”"
    assert sentence.endswith(f": {named}.")
    assert found.rules.heat_minutes == 15
    assert found.rules.quiet_to == time(8)
    assert found.reminders is False


def test_several_wrong_values_are_all_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"rules": {"walk_days": 0, "ice_minutes": 99}, "theme": 3, "sound": false}', "utf-8")
    found, sentence = settings.load(path)
    assert sentence.endswith(": Reminders for, Ice session, Look.")
    assert found == replace(Settings(), sound=False)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b'"text"', b"\xff\xfe\x00", b'{"rules": 3', b"[" * 100_000, b'{"rules":' * 100_000]
)
def test_a_file_that_cannot_be_read_gives_the_usual_and_a_sentence(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    found, sentence = settings.load(path)
    assert found == Settings()
    assert sentence.startswith("The settings file cannot be read")


def test_rules_that_are_no_table_are_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"rules": 3, "sound": false}', "utf-8")
    found, sentence = settings.load(path)
    assert found == replace(Settings(), sound=False)
    assert "the numbers of the first days" in sentence


def test_what_the_program_does_not_know_is_named_as_it_stands_there(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"sounds": 3, "welcomed": 3}', "utf-8")
    assert settings.load(path)[1].endswith("“sounds”, “welcomed”.")


def test_quiet_hours_that_only_make_sense_together_are_both_read(path: Path) -> None:
    """From 09:00 to 17:00 for someone who works at night: neither end fits the usual other one."""
    chosen = Settings(Rules(quiet_from=time(9), quiet_to=time(17)))
    settings.save(chosen, path)
    assert settings.load(path) == (chosen, "")


def test_a_save_that_fails_leaves_the_old_file_and_says_why(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.save(Settings(theme="dark"), path)

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UserError, match="No space left on device"):
        settings.save(Settings(theme="light"), path)
    assert settings.load(path)[0].theme == "dark"


@pytest.mark.parametrize("last", ["fsync", "replace"])
def test_whoever_is_killed_while_saving_leaves_the_old_file_whole(path: Path, last: str) -> None:
    """The power goes once the draft is written, before or after it is on disk, but not yet in its place."""
    settings.save(Settings(theme="dark"), path)
    child = f"""
import os, pathlib
from backtracker import settings

def killed(*_):
    os._exit(9)

os.fsync = killed if {last!r} == "fsync" else os.fsync
pathlib.Path.replace = os.replace = os.rename = killed
settings.save(settings.Settings(theme="light"), pathlib.Path({str(path)!r}))
"""
    assert subprocess.run([sys.executable, "-c", child], check=False).returncode == 9, "it was saved without a draft"
    assert settings.load(path) == (Settings(theme="dark"), "")
    settings.save(Settings(theme="light"), path)
    assert settings.load(path) == (Settings(theme="light"), "")


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(UserError, match="exists"):
        settings.save(Settings(), tmp_path / "data" / "settings.json")


def test_a_look_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UserError, match="system, light, dark"):
        Settings(theme="pink")
