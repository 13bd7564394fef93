"""Each page with a thousand, a hundred thousand and a million readings behind it."""

from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.benchmarks.running import Figures, row, started
from tests.stories.stage import Screen

ROUNDS = 3
SIZES = (1_000, 100_000, 1_000_000)
PAGES = {
    "today": "Today, an episode running",
    "history": "History, first page",
    "patterns": "Patterns, last 12 months",
    "care": "Care",
    "prevention": "Prevention",
}


def test_pages_by_size_of_the_record(screen: Screen, long_record: Callable[[int], Path]) -> None:
    folders = [long_record(size) for size in SIZES]
    rounds: list[list[Figures]] = []
    for _ in range(ROUNDS):
        rounds.append([])
        for folder in folders:
            with started("measured.py", screen.environment, folder, "pages") as program:
                rounds[-1].append(dict(program.until("end")))
    found = [{key: median(each[key] for each in runs) for key in runs[0]} for runs in zip(*rounds, strict=True)]
    for key, name in PAGES.items():
        times = [each[key] for each in found]
        row(
            name,
            " / ".join(f"{time:.0f}" for time in times) + " ms",
            times[-1] / times[0],
            "≤ 1.5",
            "1 k / 100 k / 1 M",
        )
    for each in found:
        row(f"an episode of {each['big_readings']:.0f} readings", f"{each['big']:.0f} ms", None, "", "shows all of it")
    for key in ("settings", "history", "patterns", "care", "prevention", "today"):
        opened, again, opened_cpu, again_cpu = (
            max(each[f"{key}{when}_blocked{what}"] for each in found)
            for what in ("", "_cpu")
            for when in ("_opened", "")
        )
        cpu = f"opened / asked again, CPU {opened_cpu:.0f} / {again_cpu:.0f}"
        row(f"window blocked by {key}", f"{opened:.0f} / {again:.0f} ms", None, "≤ 50 ms", cpu)
    blocked, cpu_ms = (max(each[key] for each in found) for key in ("big_blocked", "big_blocked_cpu"))
    row("window blocked by a big episode", f"{blocked:.0f} ms", None, "≤ 50 ms", f"CPU {cpu_ms:.0f}")
