"""From the start of the process to the first paint and to the first data; memory; blocked times."""

from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks.running import row, started
from tests.stories.stage import Screen

ROUNDS = 7


@pytest.mark.parametrize("record", ["empty", "three_years"])
def test_start(screen: Screen, record: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(record)
    bare, paint, filled = [], [], []
    for _ in range(ROUNDS):
        with started("bare.py", screen.environment) as window:
            window.until("painted")
            bare.append(window.ms("painted"))
        with started("measured.py", screen.environment, folder) as program:
            program.until("filled")
            paint.append(program.ms("painted"))
            filled.append(program.ms("filled"))
    base = median(bare)
    row("bare window, first paint", f"{base:.0f} ms")
    row(f"first paint, {record}", f"{median(paint):.0f} ms", median(paint) / base, "≤ 1.2", f"best {min(paint):.0f}")
    row(f"first data, {record}", f"{median(filled):.0f} ms", median(filled) / base, "≤ 2.5", f"best {min(filled):.0f}")


@pytest.mark.parametrize("record", ["empty", "three_years"])
def test_memory_after_the_start(screen: Screen, record: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(record)
    with started("bare.py", screen.environment) as window:
        window.until("painted")
        window.rest(2)
        base = window.memory_mib()
    with started("measured.py", screen.environment, folder) as program:
        program.until("filled")
        program.rest(4)
        mine = program.memory_mib()
    row("bare window, memory", f"{base:.0f} MiB")
    row(f"memory after start, {record}", f"{mine:.0f} MiB", mine / base, "≤ 1.7")


@pytest.mark.parametrize("record", ["empty", "three_years"])
def test_longest_block_of_the_start(screen: Screen, record: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(record)
    found = []
    for _ in range(5):
        with started("measured.py", screen.environment, folder, "beat") as program:
            found.append(program.until("end")["blocked"])
    row(f"window blocked in the start, {record}", f"{median(found):.0f} ms", None, "≤ 50 ms", f"best {min(found):.0f}")
