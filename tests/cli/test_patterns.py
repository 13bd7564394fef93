"""The verb patterns: what the charts say, for the ranges of the page, without drawing any."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from backtracker.charts import CHARTS
from backtracker.cli.patterns import SPANS
from backtracker.core.ranges import RANGES
from tests.cli.conftest import Person

SCRIPT = """
import json, sys
from backtracker import cli
code = cli.main(["--data", sys.argv[1], "--example", "patterns", "--json"], lambda *_: 1)
heavy = [name for name in ("matplotlib", "numpy", "scipy", "PySide6", "backtracker.ui") if name in sys.modules]
print(json.dumps([code, heavy]), file=sys.stderr)
"""


def test_each_range_is_explained() -> None:
    assert set(SPANS) == set(RANGES)


def test_of_nothing_it_says_so_and_makes_no_file(person: Person) -> None:
    assert person.does("patterns").out.startswith("Nothing is recorded yet.")
    assert person.does("patterns", "--json").json["charts"] == []
    assert not person.folder.exists()


def test_each_chart_says_its_sentence_and_the_line_under_it(person: Person) -> None:
    person.does("spasm", "8")
    said = person.does("patterns").out
    assert said.startswith("1 spasm, 21 November to 21 November.\n")
    assert "\nHow long calm lasts: No calm time yet: it begins when an episode ends\n  The time from" in said


def test_json_has_the_table_of_each_chart(person: Person) -> None:
    found = person.does("--example", "patterns", "--json").json
    assert set(found) == {"now", "range", "first", "last", "episodes", "facts", "charts"}
    assert {each["key"] for each in found["charts"]} < {each.key for each in CHARTS}
    for each in found["charts"]:
        assert set(each) == {"key", "title", "headline", "lead", "columns", "rows", "what"}
        assert each["headline"]
        assert {len(row) for row in each["rows"]} <= {len(each["columns"])}
    assert any(each["rows"] for each in found["charts"])


@pytest.mark.parametrize(("span", "first"), [("month", "2026-10-22"), ("year", "2025-11-21"), ("all", "2023-11-21")])
def test_the_ranges_are_those_of_the_page(person: Person, span: str, first: str) -> None:
    found = person.does("--example", "patterns", "--range", span, "--json").json
    assert (found["range"], found["first"], found["last"]) == (span, first, "2026-11-21")


def test_a_range_from_a_visit_needs_one(person: Person) -> None:
    person.does("spasm", "8")
    said = person.types("patterns", "--range", "visit")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "too few visits" in said.err
    person.does("visit", "add", "doctor", "--at", "10:00")
    assert person.does("patterns", "--range", "visit", "--json").json["first"] == "2026-11-21"
    assert "invalid choice" in person.types("patterns", "--range", "week").err


def test_nothing_that_draws_is_loaded(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        env=dict(os.environ), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert json.loads(run.stderr) == [0, []], run.stderr
    assert json.loads(run.stdout)["charts"]
