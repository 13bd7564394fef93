"""What a minute costs in which nobody does anything, while an episode runs, and with breaks from sitting on."""

from dataclasses import replace
from pathlib import Path

import pytest

from backtracker import settings
from backtracker.paths import SETTINGS
from tests.benchmarks.running import row, started
from tests.stories.stage import Screen

MINUTE_S = 60
SETTLED_S = 75
"""Until then Qt throws away the pictures that it drew at the start, which wakes it twice."""
MINUTES = 4
"""With the window open the chart may be drawn in them, which is done once in a quarter of an hour here."""


@pytest.mark.parametrize("mode", ["", "tray"], ids=["window", "tray"])
@pytest.mark.parametrize("breaks", [False, True], ids=["", "breaks"])
def test_a_minute_of_rest_in_an_episode(screen: Screen, three_years: Path, mode: str, breaks: bool) -> None:
    """Two wakings of the ticker; the question whether anybody sits there rides on one of them."""
    where = "in the tray" if mode else "with the window open"
    rest(f"an episode {where}{', breaks' if breaks else ''}", screen, three_years, breaks, mode)


def test_a_minute_of_rest_with_breaks_and_nothing_else(screen: Screen, empty: Path) -> None:
    """A question and its answer a minute."""
    rest("breaks alone, with the window open", screen, empty, True)


def rest(what: str, screen: Screen, folder: Path, breaks: bool, mode: str = "") -> None:
    before, _ = settings.load(folder / SETTINGS)
    settings.save(replace(before, breaks=breaks), folder / SETTINGS)
    try:
        tell(what, screen, folder, mode)
    finally:
        settings.save(before, folder / SETTINGS)


def tell(what: str, screen: Screen, folder: Path, mode: str) -> None:
    with started("measured.py", screen.environment, folder, mode) as program:
        program.until("filled")
        program.rest(SETTLED_S)
        before = program.threads()
        program.rest(MINUTES * MINUTE_S)
        after = program.threads()
    spent = {
        name: (naps - before.get(name, (0, 0.0))[0], cpu - before.get(name, (0, 0.0))[1])
        for name, (naps, cpu) in after.items()
    }
    awake = {name: (naps, cpu) for name, (naps, cpu) in spent.items() if naps}
    assert awake, "it never woke: there is no episode, or no ticker"
    who = ", ".join(f"{name.split()[0]} {naps}" for name, (naps, _) in awake.items())
    row(f"{what}, wake-ups", f"{sum(naps for naps, _ in awake.values()) / MINUTES:g}", None, "≤ 3", who)
    row(f"{what}, CPU", f"{sum(cpu for _, cpu in spent.values()) / MINUTES:.1f} ms", None, "≤ 1 ms")
