"""From the start of the process to the first paint and to the first data; memory; blocked times.

Importing SQLAlchemy and reading one row takes longer than the aim for all of the first data, and more memory than
the aim for all of the program. So the floor stands beside our rows: a bare window that does only this. What lies
between the floor and our row is ours to mend; what lies below it is the price of the storage that was chosen.
"""

from pathlib import Path
from statistics import median

import pytest

from tests.benchmarks.running import Started, row, started
from tests.stories.stage import Screen

ROUNDS = 7
SETTLED_S = 4


class Times:
    """What several runs took: medians in ms, of the wall clock and of CPU; and the best."""

    def __init__(self) -> None:
        self._walls: list[float] = []
        self._cpus: list[float] = []

    def note(self, run: Started, word: str) -> None:
        """One run, which has just said ``word``."""
        self._walls.append(run.ms(word))
        self._cpus.append(run.cpu_ms())

    wall = property(lambda self: median(self._walls))
    cpu = property(lambda self: median(self._cpus))
    best = property(lambda self: min(self._walls))


def memory(screen: Screen, script: str, folder: Path | None, word: str, mode: str = "") -> float:
    """MiB of a process, a few seconds after it has said ``word``."""
    with started(script, screen.environment, folder, mode) as run:
        run.until(word)
        run.rest(SETTLED_S)
        return run.memory_mib()


@pytest.mark.parametrize("record", ["empty", "three_years"])
def test_start(screen: Screen, one_row: Path, record: str, request: pytest.FixtureRequest) -> None:
    """Paint and data; the floor between them is what SQLAlchemy costs before the first line of ours."""
    folder: Path = request.getfixturevalue(record)
    bare, floor, paint, filled = Times(), Times(), Times(), Times()
    for _ in range(ROUNDS):
        with started("bare.py", screen.environment) as window:
            window.until("painted")
            bare.note(window, "painted")
        with started("bare.py", screen.environment, one_row, "row") as window:
            window.until("filled")
            floor.note(window, "filled")
        with started("measured.py", screen.environment, folder) as program:
            program.until("filled")
            paint.note(program, "painted")
            filled.note(program, "filled")
    row("bare window, first paint", f"{bare.wall:.0f} ms", None, "", f"CPU {bare.cpu:.0f} ms")
    row(f"first paint, {record}", f"{paint.wall:.0f} ms", paint.wall / bare.wall, "≤ 1.2", f"best {paint.best:.0f}")
    for name, times, aim in (("floor: SQLAlchemy and one row", floor, ""), (f"first data, {record}", filled, "≤ 2.5")):
        cpu = f"best {times.best:.0f}, CPU {times.cpu:.0f} ms = {times.cpu / bare.cpu:.2f} ×"
        row(name, f"{times.wall:.0f} ms", times.wall / bare.wall, aim, cpu)


@pytest.mark.parametrize("record", ["empty", "three_years"])
def test_memory_after_the_start(screen: Screen, one_row: Path, record: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(record)
    base = memory(screen, "bare.py", None, "painted")
    floor = memory(screen, "bare.py", one_row, "filled", "row")
    mine = memory(screen, "measured.py", folder, "filled")
    row("bare window, memory", f"{base:.0f} MiB")
    row("floor: SQLAlchemy and one row, memory", f"{floor:.0f} MiB", floor / base)
    row(f"memory after start, {record}", f"{mine:.0f} MiB", mine / base, "≤ 1.7")


@pytest.mark.parametrize("record", ["empty", "three_years"])
def test_longest_block_of_the_start(screen: Screen, record: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(record)
    walls, cpus = [], []
    for _ in range(ROUNDS):
        with started("measured.py", screen.environment, folder, "beat") as program:
            said = program.until("end")
        walls.append(said["blocked"])
        cpus.append(said["blocked_cpu"])
    remark = f"best {min(walls):.0f}, CPU {median(cpus):.0f}"
    row(f"window blocked in the start, {record}", f"{median(walls):.0f} ms", None, "≤ 50 ms", remark)
