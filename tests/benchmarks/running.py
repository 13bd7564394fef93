"""Starting program and bare window in processes of their own, and reading what they cost."""

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PATIENCE_S = 120.0

Figures = dict[str, float]


class Started:
    """A process that says on its output what has come true."""

    def __init__(self, script: str, environment: dict[str, str], folder: Path | None, mode: str = "") -> None:
        wanted = {**environment, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "MEASURE": mode}
        if folder is not None:
            wanted["BACKTRACKER_DATA"] = str(folder)
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / script)],
            env=wanted,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            bufsize=0,  # what was read ahead would not be waited for
        )
        self.figures: Figures = {}

    def until(self, word: str) -> Figures:
        """What was said, up to ``word``."""
        assert self.process.stdout is not None
        with selectors.DefaultSelector() as waiting:
            waiting.register(self.process.stdout, selectors.EVENT_READ)
            while word not in self.figures:
                assert waiting.select(PATIENCE_S), f"{word} did not come"
                line = self.process.stdout.readline().decode()
                assert line, f"the process ended before {word}"
                name, value = line.split()
                self.figures[name] = float(value)
        return self.figures

    def ms(self, word: str) -> float:
        """Milliseconds from the start of the process until ``word`` came true."""
        return (self.figures[word] - self.began) * 1000

    def rest(self, seconds: float) -> None:
        """Let it run for a while; it must not end by itself."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return
        raise AssertionError("the process ended by itself")

    def memory_mib(self) -> float:
        """Its proportional share of memory."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024

    def cpu_ms(self) -> float:
        """Its milliseconds of CPU so far, which other programs lengthen much less than they lengthen the wait."""
        its_clock = (~self.process.pid << 3) | 2  # of all its threads, ended ones too: clock_getcpuclockid(3)
        return time.clock_gettime(its_clock) * 1000

    def threads(self) -> dict[str, tuple[int, float]]:
        """For each thread how often it has gone to sleep by itself, and its milliseconds of CPU."""
        found = {}
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            name = f"{(task / 'comm').read_text().strip()} {task.name}"
            status = (task / "status").read_text().splitlines()
            naps = next(int(line.split()[1]) for line in status if line.startswith("voluntary_ctxt_switches"))
            found[name] = naps, int((task / "schedstat").read_text().split()[0]) / 1e6
        return found


@contextmanager
def started(script: str, environment: dict[str, str], folder: Path | None = None, mode: str = "") -> Iterator[Started]:
    """A process for as long as the block lasts."""
    run = Started(script, environment, folder, mode)
    try:
        yield run
    finally:
        run.process.terminate()
        run.process.communicate()


def row(what: str, figure: str, ratio: float | None = None, aim: str = "", remark: str = "") -> None:
    """One line of the table."""
    times = "" if ratio is None else f"{ratio:.2f} ×"
    load = f"load {os.getloadavg()[0]:.1f}"
    print(f"\n{what:<46}{figure:>22}{times:>10}   {aim:<10}{remark}  [{load}]", end="", flush=True)
