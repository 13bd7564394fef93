"""What a minute costs in which nobody does anything, while an episode runs."""

from pathlib import Path

from tests.benchmarks.running import row, started
from tests.stories.stage import Screen

MINUTE_S = 60


def test_a_minute_of_rest(screen: Screen, three_years: Path) -> None:
    with started("measured.py", screen.environment, three_years) as program:
        program.until("filled")
        program.rest(15)
        before = program.threads()
        program.rest(MINUTE_S)
        after = program.threads()
    spent = {
        name: (naps - before.get(name, (0, 0.0))[0], cpu - before.get(name, (0, 0.0))[1])
        for name, (naps, cpu) in after.items()
    }
    awake = {name: (naps, cpu) for name, (naps, cpu) in spent.items() if naps}
    who = ", ".join(f"{name.split()[0]} {naps}" for name, (naps, _) in awake.items())
    row("a minute of rest, wake-ups", f"{sum(naps for naps, _ in awake.values())}", None, "≤ 3", who)
    row("a minute of rest, CPU", f"{sum(cpu for _, cpu in spent.values()):.1f} ms", None, "≤ 1 ms")
