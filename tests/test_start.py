"""The way to the first paint imports little; what is heavy comes later, and only where it is needed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from backtracker.paths import SETTINGS
from backtracker.settings import Settings, save

PATIENCE_S = 60
HEAVY = ("matplotlib", "numpy", "scipy", "alembic", "sqlalchemy")

# Runs the program as its __main__ does; tells which modules are there when it has painted, and when the page is filled.
SCRIPT = """
import json, os, sys
from pathlib import Path
from backtracker import __main__
from backtracker.ui import plain_import

plain_import.restore()
from backtracker import app

told = []
step = app.Program._furnish_on

def tell():
    told.append(sorted(sys.modules))
    if len(told) == 2:
        print(json.dumps(told), flush=True)
        os._exit(0)

def heard(program):
    if not told:
        tell()
    step(program)
    if program.window.current and not hasattr(program, "heard"):
        program.heard = True
        program.window.page(program.window.current).filled.connect(tell)

app.Program._furnish_on = heard
sys.exit(__main__.main())
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """The modules at the first paint, and once Today shows an empty record."""
    folder: Path = tmp_path_factory.mktemp("start")
    save(Settings(welcomed=True), folder / SETTINGS)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BACKTRACKER_DATA": str(folder)}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert run.stdout, run.stderr
    found = [set(modules) for modules in json.loads(run.stdout)]
    assert "backtracker.ui.window" in found[0]
    assert "backtracker.journal" in found[1]
    return found


@pytest.mark.parametrize("heavy", HEAVY)
def test_the_first_paint_waits_for_nothing_heavy(loaded: list[set[str]], heavy: str) -> None:
    assert heavy not in loaded[0]


@pytest.mark.parametrize("spared", ["backtracker.core.protocol", "backtracker.cli.parser", "PySide6.QtSvg"])
def test_the_first_paint_imports_no_more_than_it_shows(loaded: list[set[str]], spared: str) -> None:
    assert spared not in loaded[0]


@pytest.mark.parametrize("drawing", ["matplotlib", "numpy"])
def test_a_record_without_a_chart_never_loads_the_drawing(loaded: list[set[str]], drawing: str) -> None:
    assert drawing not in loaded[1]
