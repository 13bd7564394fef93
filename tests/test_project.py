"""The files around the program keep the promises that the README makes."""

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from backtracker import paths

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {name: (ROOT / name).read_text(encoding="utf-8") for name in ["requirements.lock", "requirements-dev.lock"]}

# Each pattern is spelt so that it does not match itself.
REGISTRY = r"p[y]pi\.org|p[y]thonhosted|registry\.n[p]m|(deb|security)\.d[e]bian"
MACHINE = r"(^|[^\w.-])/(w[o]rk|r[o]ot|opt/p[y]pi|opt/w[h]eels)/"
FORBIDDEN = re.compile(f"{REGISTRY}|{MACHINE}", re.MULTILINE)


def tracked() -> Iterator[tuple[str, str]]:
    """Every text file that git keeps, with its text as it lies there now."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b""
        if b"\0" not in content:
            yield name, content.decode("utf-8")


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    assert [(name, found[0]) for name, text in tracked() if (found := FORBIDDEN.search(text))] == []


@pytest.mark.parametrize(
    ("line", "left", "right"),
    [
        ("--index-url https://{}.org/simple", "py", "pi"),
        ("url = 'https://files.{}.org/x.whl'", "python", "hosted"),
        ("deb http://deb.{}.org/debian bookworm main", "deb", "ian"),
        ("cd /{}/main", "wo", "rk"),
        ("/{}/.cache", "ro", "ot"),
    ],
)
def test_a_forbidden_line_is_seen(line: str, left: str, right: str) -> None:
    assert FORBIDDEN.search("first\n" + line.format(left + right))


def test_the_licence_is_stated_once() -> None:
    words = re.compile(r"\bM[I]T\b|Permission is hereby[ ]granted|\bG[P]L\b")
    ours = [(name, text) for name, text in tracked() if not name.startswith("resources/")]  # fonts bring their own
    assert {name for name, text in ours if words.search(text)} == {"LICENSE"}
    assert PROJECT["project"]["license-files"] == ["LICENSE"]


def test_the_readme_shows_the_program_and_its_two_commands_on_the_first_screen() -> None:
    first_screen = "\n".join(README.splitlines()[:16])
    assert "![" in first_screen
    assert re.search(r"^make run\b", first_screen, re.MULTILINE)
    assert re.search(r"^make test\b", first_screen, re.MULTILINE)


def test_the_command_lines_of_the_readme_work_one_after_the_other(tmp_path: Path) -> None:
    lines = [shlex.split(line, comments=True) for line in README.splitlines() if line.startswith("backtracker ")]
    assert len(lines) > 5
    for _, *words in lines:
        command = [sys.executable, "-m", "backtracker", "--data", str(tmp_path / "record"), *words]
        run = subprocess.run(command, check=False, capture_output=True, text=True)
        assert (run.returncode, run.stderr) == (0, ""), words


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_inside_the_project_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (ROOT / link).is_file()] == []


def test_every_make_command_that_is_written_down_exists_and_is_listed() -> None:
    pages = (
        README + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8") + (ROOT / ".ci/run").read_text(encoding="utf-8")
    )
    commands = re.findall(r"(?:^|`)make ([a-z]+(?: [a-z]+)*)", pages, re.MULTILINE)
    named = {word for words in commands for word in words.split()}
    help_text = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    listed = set(re.findall(r"^ +make (\w+) ", help_text, re.MULTILINE))
    assert named | {"run", "test", "lint", "types", "bench", "help", "lock", "clean"} <= listed


def pins(lock: str) -> dict[tuple[str, str], str]:
    """Version by name and marker."""
    found = re.findall(r"^([a-z0-9-]+)==(\S+)(?: ; (.*?))? \\$", lock, re.MULTILINE)
    return {(name, marker): version for name, version, marker in found}


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_the_hashes_of_all_its_files(name: str) -> None:
    entries = [entry.splitlines() for entry in re.split(r"\n(?=[a-z])", LOCKS[name])]
    assert len(entries) == len(pins(LOCKS[name])) > 15
    assert {line.strip(" \\")[:14] for entry in entries for line in entry[1:]} == {"--hash=sha256:"}
    # A package has a wheel and its source, or one wheel a platform.
    assert [entry[0] for entry in entries if len(entry) < 3] == []


def test_both_locks_pin_the_same_and_hold_what_the_project_asks_for() -> None:
    run, everything = (pins(text) for text in LOCKS.values())
    assert run.items() <= everything.items()
    groups = PROJECT["dependency-groups"]
    asked = {*PROJECT["project"]["dependencies"], *groups["build"], *(x for x in groups["dev"] if isinstance(x, str))}
    assert {re.split("[<>=; ]", wish)[0] for wish in asked} <= {name for name, _ in everything}


def test_old_pythons_get_a_qt_that_survives_there() -> None:
    versions = {
        marker: version for (name, marker), version in pins(LOCKS["requirements.lock"]).items() if "pyside6" in name
    }
    assert versions["python_full_version < '3.12'"].startswith("6.11.")


def test_twenty_thousand_calls_that_return_none() -> None:
    """PySide6 6.12.0 aborts Python 3.11 after some thousands: it forgets to keep None alive."""
    calls = (
        "from PySide6.QtCore import QObject, QTimer\n"
        "thing, timer = QObject(), QTimer()\n"
        "for number in range(10_000):\n"
        "    thing.setObjectName('name')\n"
        "    timer.setInterval(number)\n"
        "print('alive')\n"
    )
    run = subprocess.run([sys.executable, "-c", calls], check=False, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "alive\n"), run.stderr


def test_resources_are_found_from_the_source_tree() -> None:
    assert paths.resource("icons") == ROOT / "resources" / "icons"
    assert any(paths.resource("icons").glob("*.svg"))
