"""One screen for all stories of a run, and the program on it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.stories import stage

HERE = Path(__file__).parent
FRIDAY = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them are marked, so that ``-m "not screen"`` leaves them out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("screen")


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[stage.Screen]:
    """A virtual screen with window manager, tray, bus and notification service."""
    with stage.screen(tmp_path_factory.mktemp("runtime")) as found:
        yield found


@pytest.fixture
def quiet_screen(tmp_path: Path) -> Iterator[stage.Screen]:
    """A screen whose bus starts nobody."""
    folder = tmp_path / "runtime"
    folder.mkdir()
    with stage.screen(folder, bare_bus=True) as found:
        yield found


@pytest.fixture
def start(screen: stage.Screen, tmp_path: Path) -> Iterator[Callable[..., stage.Running]]:
    """Starts the program on the screen; everything started is ended after the test."""
    started: list[stage.Running] = []

    def begin(now: datetime = FRIDAY, folder: Path | None = None, **named: Any) -> stage.Running:
        program = stage.Running(screen, folder or tmp_path / "data", now, **named)
        started.append(program)
        program.settle()
        return program

    yield begin
    for program in started:
        program.close()
