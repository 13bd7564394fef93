"""Window or command line: decides which, and nothing else."""

import sys


def main() -> int:
    """Run what the command line asks for; the exit code."""
    from backtracker import cli

    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
