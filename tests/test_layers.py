"""The arrows between the rooms are the ones written in the package's docstring, and no others.

The docstring is read here, so changing the map changes the rule. What it does not say, which
foreign package a room may use, stands in the tables below.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

import backtracker

PACKAGE = Path(backtracker.__file__).parent

# Foreign packages by room; a room that is not named here uses the standard library alone.
FOREIGN = {
    "analysis": {"numpy", "scipy"},
    "storage": {"sqlalchemy"},
    "charts": {"matplotlib", "numpy"},
    "ui": {"PySide6", "shiboken6", "matplotlib", "numpy", "jeepney"},
    "app": {"PySide6"},
    "clock": {"PySide6"},
    "paths": {"platformdirs"},
}
# Time is an argument there, so that a test owns it.
TIMELESS = {"core", "analysis", "storage", "charts", "journal", "patterns", "example", "example_care"}
# Values and numbers know neither files nor settings nor colours.
PURE = {"core", "analysis"}
# Loaded when first needed, in a function; a chart's module may name them at its top and is itself imported late.
HEAVY = {"matplotlib", "numpy", "scipy", "alembic"}
# What must not be loaded on the way to the first window (app) or to a word on the terminal (cli).
SLOW_START = {
    "app": HEAVY | {"sqlalchemy", "jeepney"},
    "cli": HEAVY | {"PySide6"},
    "__main__": HEAVY | {"PySide6", "sqlalchemy"},
}
PYPLOT = {"matplotlib.pyplot", "pylab", "matplotlib.pylab"}


class Map(NamedTuple):
    """Which room may import which, and the small rooms that anyone may enter."""

    arrows: dict[str, set[str]]
    small: set[str]

    @property
    def rooms(self) -> set[str]:
        return set(self.arrows) | self.small


class Import(NamedTuple):
    """One import: the dotted name, the line, and whether it happens as soon as the module loads."""

    name: str
    line: int
    eager: bool


def read_map(docstring: str) -> Map:
    rows, _, rest = docstring.partition("Small rooms")
    small = set(re.findall(r"``(\w+)``", rest.split("\n\n")[0]))
    found = re.findall(r"^``(\w+)``\s+(.*)$", rows, re.MULTILINE)
    everyone = {room for room, _ in found}
    arrows = {}
    for room, words in found:
        targets = set(re.findall(r"\w+", words.rpartition(" imports ")[2])) if " imports " in words else set()
        arrows[room] = everyone if "everything" in targets else targets & everyone
    return Map(arrows, small)


def sources() -> dict[str, str]:
    """Every module of the program by its dotted name."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = ("backtracker", *path.relative_to(PACKAGE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return found


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports(source: str) -> Iterator[Import]:
    """All imports of a module, those inside functions and by name in ``import_module("…")`` too."""

    def visit(node: ast.AST, eager: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, eager) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (Import(f"{node.module}.{alias.name}", node.lineno, eager) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            named = [word.value for word in node.args if isinstance(word, ast.Constant)]
            yield from (Import(str(name), node.lineno, eager) for name in named)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            eager = False
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            eager = False
        for child in ast.iter_child_nodes(node):
            yield from visit(child, eager)

    return visit(ast.parse(source), True)


def offences(modules: Mapping[str, str], plan: Map) -> list[str]:
    """What the modules import against the plan, each as a sentence."""
    return [
        f"{module}:{found.line} imports {found.name}: {reason}"
        for module, source in sorted(modules.items())
        for found in imports(source)
        for reason in [_own(module, found, plan) if _is_ours(found) else _foreign(module, found)]
        if reason
    ]


def _is_ours(found: Import) -> bool:
    return found.name.split(".")[0] == "backtracker"


def _own(module: str, found: Import, plan: Map) -> str:
    here, there = room(module), room(found.name)
    if there not in plan.rooms:
        return "" if there in {"", "__version__"} else "no such room on the map"
    if here == there:
        return ""
    if there in plan.small:
        if there == "clock" and here in TIMELESS:
            return "time is an argument there"
        return f"{here} holds values and numbers only" if here in PURE and there != "errors" else ""
    if here in plan.small:
        return "" if there == "core" else "a small room leans on core at most"
    return "" if there in plan.arrows.get(here, set()) else f"the map draws no arrow from {here or 'the package'}"


def _foreign(module: str, found: Import) -> str:
    here, top = room(module), found.name.split(".")[0]
    if any(found.name == name or found.name.startswith(name + ".") for name in PYPLOT):
        return "pyplot keeps figures alive for ever"
    if top in sys.stdlib_module_names:
        return ""
    if top not in FOREIGN.get(here, set()):
        return f"{here or 'the package'} does not use {top}"
    return f"{top} is loaded when first needed" if found.eager and top in HEAVY and here != "charts" else ""


def slow_starts(modules: Mapping[str, str]) -> list[str]:
    """Chains of imports at the top of modules that load something slow before the person sees anything."""
    found = []
    for start, slow in SLOW_START.items():
        first = f"backtracker.{start}"
        chains: dict[str, tuple[str, ...]] = {first: (first,)} if first in modules else {}
        waiting = list(chains)
        while waiting:
            module = waiting.pop()
            for eager in (i for i in imports(modules[module]) if i.eager):
                if eager.name.split(".")[0] in slow:
                    found.append(" > ".join((*chains[module], eager.name)))
                for loaded in _loaded_with(eager.name, modules):
                    if loaded not in chains:
                        chains[loaded] = (*chains[module], loaded)
                        waiting.append(loaded)
    return found


def _loaded_with(name: str, modules: Mapping[str, str]) -> list[str]:
    """The module that ``name`` is or is taken from, and the packages around it."""
    parts = name.split(".")
    return [m for m in (".".join(parts[:n]) for n in range(1, len(parts) + 1)) if m in modules]


def test_the_program_keeps_to_its_map() -> None:
    found = offences(sources(), read_map(backtracker.__doc__ or ""))
    assert not found, "\n".join(found)


def test_nothing_slow_is_loaded_on_the_way_to_the_person() -> None:
    found = slow_starts(sources())
    assert not found, "\n".join(found)


def test_the_map_names_the_rooms_that_exist() -> None:
    on_disk = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert read_map(backtracker.__doc__ or "").rooms == on_disk - {"__init__"}


PLAN = read_map(
    """A made-up program.

``core``      values
``storage``   rows                      imports core
``charts``    pictures                  imports core
``journal``   the only writer           imports storage, core
``ui``        pages, which import late  imports journal, charts, core
``cli``       words                     imports journal, core
``app``       the composition root      imports everything
``__main__``  picks one                 imports app or cli, when called

Small rooms that anyone may enter: ``errors``, ``clock`` and
``paths``.

``extra`` is a word of the prose.
"""
)


def test_the_map_is_read_as_it_is_written() -> None:
    assert PLAN.small == {"errors", "clock", "paths"}
    assert PLAN.arrows["core"] == set()
    assert PLAN.arrows["ui"] == {"journal", "charts", "core"}
    assert PLAN.arrows["__main__"] == {"app", "cli"}
    assert PLAN.arrows["app"] == {"core", "storage", "charts", "journal", "ui", "cli", "app", "__main__"}


@pytest.mark.parametrize(
    ("module", "source", "reason"),
    [
        ("core.model", "from backtracker.storage import store", "no arrow from core"),
        ("core.model", "def f():\n    import backtracker.journal", "no arrow from core"),
        ("core.model", "from backtracker import clock", "time is an argument"),
        ("core.model", "from backtracker.paths import resource", "values and numbers only"),
        ("core.model", "import sqlalchemy", "does not use sqlalchemy"),
        ("ui.today", "from backtracker.storage.store import Store", "no arrow from ui"),
        ("ui.today", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import backtracker.storage", "no arrow"),
        ("ui.today", "from sqlalchemy import select", "does not use sqlalchemy"),
        ("ui.today", "import matplotlib", "loaded when first needed"),
        ("charts.pain", "import matplotlib.pyplot as plt", "pyplot"),
        ("charts.pain", "from matplotlib import pyplot", "pyplot"),
        ("charts.pain", "from PySide6.QtGui import QImage", "does not use PySide6"),
        ("journal", "from PySide6 import QtCore", "does not use PySide6"),
        ("journal", "import importlib\nimportlib.import_module('backtracker.ui')", "no arrow from journal"),
        ("errors", "from backtracker.journal import open_journal", "leans on core at most"),
        ("", "from backtracker import journal", "no arrow from the package"),
        ("cli", "import backtracker.attic", "no such room"),
    ],
)
def test_an_offence_is_seen(module: str, source: str, reason: str) -> None:
    (sentence,) = offences({f"backtracker.{module}".rstrip("."): source}, PLAN)
    assert reason in sentence


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("core.model", "import datetime\nfrom backtracker.core import words\nfrom backtracker.errors import UserError"),
        ("storage.store", "import sqlalchemy\nfrom backtracker.core import model"),
        ("charts.pain", "import numpy\nfrom matplotlib.figure import Figure"),
        ("ui.chart", "def draw():\n    import matplotlib.figure\n    from backtracker.charts import pain"),
        ("cli", "from backtracker import __version__"),
    ],
)
def test_a_drawn_arrow_is_let_through(module: str, source: str) -> None:
    assert offences({f"backtracker.{module}": source}, PLAN) == []


def test_a_slow_start_is_seen_through_other_modules() -> None:
    modules = {
        "backtracker": "",
        "backtracker.app": "from backtracker.ui import pages",
        "backtracker.ui": "",
        "backtracker.ui.pages": "try:\n    from backtracker.charts import pain\nexcept ImportError:\n    pass",
        "backtracker.charts": "import numpy",
        "backtracker.charts.pain": "",
        "backtracker.cli": "def window():\n    import PySide6\n    from backtracker import app",
    }
    assert slow_starts(modules) == ["backtracker.app > backtracker.ui.pages > backtracker.charts > numpy"]
