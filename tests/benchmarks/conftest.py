"""One screen for all measurements, and the records they are made on."""

import compileall
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest

from backtracker import clock, example
from backtracker.core.rules import Rules
from backtracker.journal import Journal
from backtracker.paths import DATABASE, SETTINGS
from backtracker.settings import Settings, save
from tests.benchmarks.running import ROOT
from tests.stories import stage

RECENT_YEARS, OLDER_YEARS = 1.0, 30.0


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stage.Screen]:
    """A virtual screen with window manager, tray, bus and notification service."""
    with stage.screen(tmp_path_factory.mktemp("runtime")) as found:
        yield found


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    """As pip leaves the program behind: where Python may write no bytecode, each start would translate our rooms."""
    assert compileall.compile_dir(ROOT / "src", quiet=1)


@pytest.fixture(scope="session")
def one_row(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the floor: a database with one row."""
    folder = tmp_path_factory.mktemp("one-row")
    raw = sqlite3.connect(folder / "row.db")
    raw.executescript("CREATE TABLE rows (words TEXT); INSERT INTO rows VALUES ('One row')")
    raw.close()
    return folder


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of someone who is past the welcome and has recorded nothing."""
    return _folder(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="session")
def three_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years, with an episode in its second day: what ``--example`` shows."""
    folder = _folder(tmp_path_factory.mktemp("three-years"))
    with _journal(folder).store as store:
        store.bulk(example.history(clock.now(), running_hours=26), clock.now())
    return folder


@pytest.fixture(scope="session")
def long_record(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Makes records of so many readings: the newest year is the same in all, what lies before it is not."""

    def make(readings: int) -> Path:
        folder = _folder(tmp_path_factory.mktemp(f"readings-{readings}"))
        now = clock.now()
        recent = list(example.history(now, years=RECENT_YEARS, running_hours=26))
        missing = readings - sum(type(each).__name__ == "Reading" for each in recent)
        before = now - timedelta(days=round(RECENT_YEARS * example.DAYS_OF_A_YEAR) + 1)
        older = example.history(before, years=OLDER_YEARS, seed=20, readings=missing)
        with _journal(folder).store as store:
            store.bulk(chain(recent, older), now)
            assert store.counts()["readings"] == readings
        return folder

    return make


def _folder(folder: Path) -> Path:
    save(Settings(welcomed=True), folder / SETTINGS)
    return folder


def _journal(folder: Path) -> Journal:
    return Journal.open(folder / DATABASE, clock.now, clock.zone, Rules)
