"""A person at a terminal whose clock the test owns."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from backtracker import cli, clock
from backtracker.core.rules import Rules
from backtracker.journal import Journal
from backtracker.paths import DATABASE


class Said(NamedTuple):
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Person:
    """Types commands; ``now`` and ``zone`` are what the program takes for the present."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    now: datetime = datetime(2026, 11, 21, 13, 5, tzinfo=UTC)
    zone: tzinfo = field(default_factory=lambda: ZoneInfo("Europe/Berlin"))

    def types(self, *words: str) -> Said:
        """The command's exit code and what it printed."""
        self.capture.readouterr()
        code = cli.main(["--data", str(self.folder), *words], no_window)
        return Said(code, *self.capture.readouterr())

    def does(self, *words: str) -> Said:
        """The same for a command that must work."""
        said = self.types(*words)
        assert (said.code, said.err) == (0, ""), said
        return said

    @contextmanager
    def journal(self) -> Iterator[Journal]:
        """The journal on the same record."""
        journal = Journal.open(self.folder / DATABASE, lambda: self.now, lambda: self.zone, Rules)
        try:
            yield journal
        finally:
            journal.release()


def no_window(_folder: Path, _example: bool, _in_tray: bool) -> int:
    raise AssertionError("no window was asked for")


@pytest.fixture
def person(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Person:
    someone = Person(tmp_path / "record", capsys)
    monkeypatch.setattr(clock, "now", lambda: someone.now)
    monkeypatch.setattr(clock, "zone", lambda: someone.zone)
    return someone
