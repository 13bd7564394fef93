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

# Runs the program as its __main__ does; tells which modules are there when it has painted, when the page is filled,
# and when the pages that may be opened next have been fetched.
SCRIPT = """
import json, os, sys
from pathlib import Path
from backtracker import __main__
from backtracker.ui import plain_import

plain_import.restore()
from backtracker import app

PAGES = {"backtracker.ui.pages." + page for page in ("history", "patterns", "settings")}
told = []
step = app.Program._furnish_on

def tell():
    told.append(sorted(sys.modules))
    if len(told) == 3:
        print(json.dumps(told), flush=True)
        os._exit(0)

def heard(program):
    if not told:
        tell()
    step(program)
    if program.window.current and not hasattr(program, "heard"):
        program.heard = True
        program.window.page(program.window.current).filled.connect(lambda: filled(program))

def filled(program):
    from PySide6.QtCore import QTimer

    tell()
    waiting = QTimer(program, interval=50)
    waiting.timeout.connect(lambda: PAGES <= sys.modules.keys() and program.desk.idle and tell())
    waiting.start()

app.Program._furnish_on = heard
sys.exit(__main__.main())
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """The modules at the first paint, once Today shows an empty record, and once all has settled."""
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


@pytest.mark.parametrize(
    "spared",
    ["backtracker.analysis", "backtracker.charts", "backtracker.ui.reminders.tray", "PySide6.QtNetwork"],
)
def test_the_first_answer_waits_for_nothing_that_it_does_not_show(loaded: list[set[str]], spared: str) -> None:
    assert spared not in loaded[1]


@pytest.mark.parametrize("page", ["history", "patterns", "settings"])
def test_the_other_pages_are_fetched_once_the_start_is_over(loaded: list[set[str]], page: str) -> None:
    name = f"backtracker.ui.pages.{page}"
    assert name not in loaded[1]
    assert name in loaded[2]


@pytest.mark.parametrize("drawing", ["matplotlib", "numpy", "jeepney"])
def test_a_record_without_a_chart_never_loads_what_is_rare(loaded: list[set[str]], drawing: str) -> None:
    assert drawing not in loaded[1]


@pytest.mark.parametrize("drawing", ["matplotlib", "numpy"])
def test_fetching_the_pages_loads_no_drawing(loaded: list[set[str]], drawing: str) -> None:
    assert drawing not in loaded[2]
