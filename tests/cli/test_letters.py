"""What is told back of words that were typed: in letters, on one line, wherever the terminal stands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Person


@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", "—note ü😀"), ("ascii", "?note ??")])
def test_what_was_not_understood_is_told_in_letters_also_without_a_locale(
    tmp_path: Path, encoding: str, shown: str
) -> None:
    bare = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": encoding}
    words = ("--data", str(tmp_path), "did", "own:sauna", "—note", "ü😀")
    found = subprocess.run(
        [sys.executable, "-m", "backtracker", *words],
        env=os.environ | bare, capture_output=True, check=False,
    )  # fmt: skip
    told = found.stderr.decode()
    assert (found.returncode, found.stdout) == (2, b"")
    assert shown in told
    assert "\\ud" not in told


def test_a_name_over_two_lines_is_answered_in_one(person: Person) -> None:
    said = person.does("did", "own:hot\nstone  bath")
    assert said.out.splitlines()[0].startswith("Saved: hot stone bath")
    person.does("did", "hot stone bath")
