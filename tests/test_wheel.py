"""The program as others get it: built, installed into an empty environment, and started there."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

import backtracker

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, **environment: str) -> str:
    """What the command prints; a failure shows both of its streams."""
    done = subprocess.run(
        command, cwd=ROOT.anchor, env={**os.environ, **environment}, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def build(kind: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that holds the wheel and nothing else of ours.

    The packages it depends on are lent from the environment of the tests: no network is needed.
    """
    empty = tmp_path_factory.mktemp("empty")
    run(sys.executable, "-m", "venv", "--without-pip", empty)
    commands = empty / ("Scripts" if sys.platform == "win32" else "bin")
    python = commands / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", wheel)
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return commands


def shipped() -> set[str]:
    """The resource files of the source tree, but for the README's pictures."""
    files = (path.relative_to(ROOT) for path in (ROOT / "resources").rglob("*") if path.is_file())
    return {f"backtracker/{path.as_posix()}" for path in files if path.parts[1] != "screenshots"}


def test_the_wheel_holds_the_program_and_its_resources(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    program = {
        p.relative_to(ROOT / "src").as_posix() for p in ROOT.glob("src/backtracker/**/*.*") if p.suffix != ".pyc"
    }
    assert shipped()
    assert {name for name in names if ".dist-info/" not in name} == shipped() | program
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_source_archive_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    archive = build("sdist", tmp_path / "sdist")
    run(sys.executable, "-m", "tarfile", "--extract", archive, tmp_path)
    top = tmp_path / archive.name.removesuffix(".tar.gz")
    again = tmp_path / "again"
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(again)]
    subprocess.run(command, cwd=top, check=True, capture_output=True)
    assert zipfile.ZipFile(next(again.iterdir())).namelist() == zipfile.ZipFile(wheel).namelist()


def test_resources_are_found_from_the_installed_wheel(commands: Path) -> None:
    ask = "from backtracker import paths; print(paths.resource('icons')); print(paths.__file__)"
    icons, package = map(Path, run(commands / "python", "-c", ask).splitlines())
    assert package.is_relative_to(commands.parent)
    assert icons == package.parent / "resources" / "icons"
    assert {p.name for p in icons.iterdir()} == {p.name for p in (ROOT / "resources" / "icons").iterdir()}


def test_the_installed_command_starts(commands: Path, tmp_path: Path) -> None:
    assert backtracker.__version__ in run(commands / "backtracker", "--version")
    run(commands / "backtracker", "--data", tmp_path / "record", "spasm", "8")
    assert "8" in run(commands / "backtracker", "--data", tmp_path / "record", "status")


def test_the_installed_window_opens(commands: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [commands / "backtracker", "--data", tmp_path / "record"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True) as window:
        try:
            wait_until((tmp_path / "record" / "backtracker.db").exists, window)
            # A second start finds the window that is open, has it raised, and ends.
            wait_until(
                lambda: subprocess.run(command, env=environment, check=False, timeout=60).returncode == 0, window
            )
        finally:
            window.terminate()
        complaints = window.communicate()[1].splitlines()
        # The screen that is none cannot raise a window, and says so when asked.
        assert [line for line in complaints if not line.startswith("This plugin does not support")] == []


def wait_until(true: Callable[[], bool], program: subprocess.Popen[str]) -> None:
    """Ask four times a second, for a minute at most, and only while the program runs."""
    for _ in range(240):
        if true():
            return
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"The program ended by itself with {program.wait(0.25)}.")
    pytest.fail("The program runs, but what was waited for did not come.")
