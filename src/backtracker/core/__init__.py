"""Values and rules of the program, pure: standard library only, and ``backtracker.errors``.

Nothing here reads a clock, a file or a database; ``now`` and the time zone are arguments.
"""
