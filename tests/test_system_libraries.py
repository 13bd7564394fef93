"""The script that looks after Debian's packages, on made-up systems: nothing here is installed."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "packaging" / "debian" / "system-libraries"


class MadeUpSystem:
    """A folder of commands that stand in front of the real ones and note how they were called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.notes = folder / "notes"
        self.command("dpkg-query", "exit 1")
        self.command("apt-get", f'echo "apt-get $*" >>"{self.notes}"')
        self.user(1000)
        self.sudo(False)

    def command(self, name: str, script: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def user(self, number: int) -> None:
        self.command("id", f"echo {number}")

    def sudo(self, allowed: bool) -> None:
        self.command("sudo", f'[ "$1" = -n ] || {{ echo sudo >>"{self.notes}"; exec "$@"; }}' if allowed else "exit 1")

    def installed(self, *packages: str) -> None:
        listing = "\\n".join(f"installed {package}" for package in packages)
        self.command("dpkg-query", f'printf "{listing}\\nconfig-files libxcb-shape0\\n"; exit 1')

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PATH": f"{self.folder}:/usr/bin:/bin"}
        return subprocess.run([SCRIPT, *arguments], env=environment, check=False, capture_output=True, text=True)

    def calls(self) -> list[str]:
        return self.notes.read_text(encoding="utf-8").splitlines() if self.notes.exists() else []


@pytest.fixture
def system(tmp_path: Path) -> MadeUpSystem:
    return MadeUpSystem(tmp_path)


def wanted(system: MadeUpSystem, *arguments: str) -> list[str]:
    return system.run(*arguments).stderr.partition("--no-install-recommends ")[2].split()


def test_one_sentence_with_the_whole_command_where_it_may_not_install(system: MadeUpSystem) -> None:
    run = system.run()
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.count("\n") == 1
    assert "sudo apt-get update && sudo apt-get install --yes --no-install-recommends libgl1 " in run.stderr
    assert system.calls() == []


def test_the_screen_asks_for_more(system: MadeUpSystem) -> None:
    window, screen = wanted(system), wanted(system, "--screen")
    assert set(window) < set(screen)
    assert {"xvfb", "openbox", "dunst", "trayer", "dbus-x11", "xdotool"} <= set(screen) - set(window)


def test_silent_and_at_peace_when_everything_is_there(system: MadeUpSystem) -> None:
    system.installed(*wanted(system, "--screen"))
    run = system.run("--screen")
    assert (run.returncode, run.stdout, run.stderr, system.calls()) == (0, "", "", [])


def test_newer_names_count(system: MadeUpSystem) -> None:
    system.installed(*("libglib2.0-0t64" if name == "libglib2.0-0" else name for name in wanted(system)))
    assert system.run().returncode == 0


def test_a_removed_package_does_not_count(system: MadeUpSystem) -> None:
    system.installed(*(name for name in wanted(system) if name != "libxcb-shape0"))
    assert wanted(system) == ["libxcb-shape0"]


@pytest.mark.parametrize(("user", "sudo"), [(0, False), (1000, True)])
def test_it_installs_just_what_is_missing_where_it_may(system: MadeUpSystem, user: int, sudo: bool) -> None:
    system.installed(*(name for name in wanted(system) if name not in {"libegl1", "libxcb-cursor0"}))
    system.user(user)
    system.sudo(sudo)
    run = system.run()
    assert run.returncode == 0, run.stderr
    assert [call for call in system.calls() if call != "sudo"] == [
        "apt-get update",
        "apt-get install --yes --no-install-recommends libegl1 libxcb-cursor0",
    ]
    assert system.calls().count("sudo") == (2 if sudo else 0)


def test_trouble_with_apt_is_told_in_its_own_words(system: MadeUpSystem) -> None:
    system.user(0)
    system.command("apt-get", 'echo "E: no space left"; exit 100')
    run = system.run()
    assert run.returncode == 1
    assert "E: no space left" in run.stderr


def test_other_systems_are_left_alone() -> None:
    run = subprocess.run(["/bin/sh", SCRIPT], env={"PATH": ""}, check=False, capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
