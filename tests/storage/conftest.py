from collections.abc import Iterator
from pathlib import Path

import pytest

from backtracker.storage.store import Store
from tests.storage.records import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a data file will be, in a folder that does not exist yet."""
    return tmp_path / "home" / "backtracker.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An empty store on a real file."""
    with Store.open(path, NOW, patience=0.05) as store:
        yield store
