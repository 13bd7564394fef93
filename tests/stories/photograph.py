"""Makes ``resources/screenshots/today.png``: the real program on a virtual screen, a day into a made-up episode.

Run it from the project's folder: ``.venv/bin/python -m tests.stories.photograph``. It needs what the
stories need (``make test`` installs it). The same picture comes out each time, so it changes only when
the page does.
"""

import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from backtracker import example, settings
from backtracker.core.model import Record, Treatment
from backtracker.core.rules import Rules
from backtracker.journal import Journal
from backtracker.paths import DATABASE, SETTINGS, resource
from backtracker.settings import Settings
from tests.stories.stage import Running, screen

WHEN = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)
ZONE = "Europe/Berlin"
SIZE = "1280x800"


def fill(folder: Path, until: datetime, years: float = 3.0, theme: str = "light") -> None:
    """A made-up record in ``folder``, 26 hours into an episode at ``until``, with the settings of ``theme``."""
    folder.mkdir(mode=0o700)
    settings.save(Settings(theme=theme, welcomed=True, autostart_asked=True), folder / SETTINGS)
    journal = Journal.open(folder / DATABASE, lambda: until + TEN_MINUTES, lambda: ZoneInfo(ZONE), Rules)
    made = example.history(until, years=years, zone=ZONE, running_hours=26)
    journal.fill(_ended(record, until) for record in made)
    journal.release()


def _ended(record: Record, until: datetime) -> Record:
    """What the end of the made-up record cuts short goes on to its end in the ten minutes after."""
    if isinstance(record, Treatment) and record.planned and record.ended_at and record.ended_at >= until:
        return replace(record, seconds=min(record.planned, 600))
    return record


def fill_screen(program: Running) -> None:
    """Let the window cover the screen, so that a picture of the screen is one of the window and nothing else."""
    subprocess.run(["openbox", "--exit"], env=program.screen.environment, check=True)
    name = program.screen.xdotool("search", "--onlyvisible", "--name", "^backtracker$").split()[-1]
    program.screen.xdotool("windowmove", name, 0, 0, "windowsize", "--sync", name, *SIZE.split("x"))
    program.settle()


def main() -> None:
    """Take the picture for the README."""
    goal = Path(sys.argv[1]) if len(sys.argv) > 1 else resource("screenshots/today.png")
    goal.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, screen(Path(name), SIZE, tray=False) as stage:
        folder = Path(name) / "data"
        fill(folder, WHEN - TEN_MINUTES)
        program = Running(stage, folder, WHEN, zone=ZONE)
        try:
            program.wait_for("I did")
            fill_screen(program)
            program.picture(goal)
        finally:
            program.close()
    print(f"{goal}: {goal.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
