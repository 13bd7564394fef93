"""Window or command line: decides which, and nothing else."""

import sys
from pathlib import Path


def main() -> int:
    """Run what the command line asks for; the exit code."""
    from backtracker import cli

    return cli.main(sys.argv[1:], _open_window)


def _open_window(folder: Path, example: bool, in_tray: bool) -> int:
    from backtracker.ui import plain_import

    plain_import.restore()
    from backtracker import app

    return app.run(folder, example=example, in_tray=in_tray)


if __name__ == "__main__":
    sys.exit(main())
