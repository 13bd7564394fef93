"""A journal on a real store, with a clock that the test moves."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.rules import Rules
from backtracker.journal import Change, Journal

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)  # a Friday, 12:00 in Berlin


class Bench:
    """The journal, the time it believes in, and what it announced."""

    def __init__(self, path: Path) -> None:
        self.now = NOON
        self.zone = BERLIN
        self.rules = Rules()
        self.heard: list[Change] = []
        self.path = path
        self.journal = self._opened()

    def _opened(self) -> Journal:
        journal = Journal.open(self.path, lambda: self.now, lambda: self.zone, lambda: self.rules)
        journal.listeners.append(self.heard.append)
        return journal

    def restart(self) -> None:
        """Forget everything but the file."""
        self.journal.release()
        self.journal = self._opened()

    def wait(self, **length: float) -> datetime:
        """Let time pass, and return the present."""
        self.now += timedelta(**length)
        return self.now

    def ago(self, **length: float) -> datetime:
        return self.now - timedelta(**length)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path / "backtracker.db")
    yield made
    made.journal.release()
