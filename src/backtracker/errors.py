"""The two kinds of trouble: what a person can mend, and everything else, which is a bug.

May be imported by any room.
"""


class UserError(Exception):
    """Trouble a person can do something about.

    The text is one plain sentence that says what to do. The window shows it, the command
    line prints it on stderr and ends with exit code 2.
    """


class UnendedError(UserError):
    """An episode that began later is there, so the one without an end must have one."""


class TwiceError(UserError):
    """The same was told a moment ago: most likely it is one thing, told twice."""


class StoreError(UserError):
    """Trouble with the data file: damaged, newer, foreign, locked, or no space left."""


class BusyError(StoreError):
    """Another writer holds the data file; later it will have let go of it."""


class DamagedError(StoreError):
    """The data file cannot be read as it was written; a new record can be begun beside it."""


class MovedError(StoreError):
    """The data file that is open no longer lies where it was opened."""
