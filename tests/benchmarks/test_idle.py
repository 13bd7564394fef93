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


@pytest.mark.parametrize("mode", ["", "hidden"])
def test_a_minute_of_rest(screen: Screen, three_years: Path, mode: str) -> None:
    rest("a minute of rest" + (", in the tray" if mode else ""), screen, three_years, SETTLED_S, mode=mode)


@pytest.mark.parametrize("record", ["empty", "three_years"])
def test_a_minute_of_rest_with_breaks(screen: Screen, record: str, request: pytest.FixtureRequest) -> None:
    """A question and its answer a minute; in an episode the question rides on one of the ticker's two wakings."""
    folder: Path = request.getfixturevalue(record)
    before, _ = settings.load(folder / SETTINGS)
    settings.save(replace(before, breaks=True), folder / SETTINGS)
    try:
        rest(
            "with breaks" + (", in an episode" if record == "three_years" else ""), screen, folder, SETTLED_S, minutes=4
        )
    finally:
        settings.save(before, folder / SETTINGS)


def rest(what: str, screen: Screen, folder: Path, after_s: int, minutes: int = 1, mode: str = "") -> None:
    with started("measured.py", screen.environment, folder, mode) as program:
        program.until(mode or "filled")
        program.rest(after_s)
        before = program.threads()
        program.rest(minutes * MINUTE_S)
        after = program.threads()
    spent = {
        name: (naps - before.get(name, (0, 0.0))[0], cpu - before.get(name, (0, 0.0))[1])
        for name, (naps, cpu) in after.items()
    }
    awake = {name: (naps, cpu) for name, (naps, cpu) in spent.items() if naps}
    who = ", ".join(f"{name.split()[0]} {naps}" for name, (naps, _) in awake.items())
    row(f"{what}, wake-ups", f"{sum(naps for naps, _ in awake.values()) / minutes:g}", None, "≤ 3", who)
    row(f"{what}, CPU", f"{sum(cpu for _, cpu in spent.values()) / minutes:.1f} ms", None, "≤ 1 ms")
