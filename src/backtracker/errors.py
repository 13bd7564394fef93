"""The two kinds of trouble: what a person can mend, and everything else, which is a bug.

May be imported by any room.
"""


class UserError(Exception):
    """Trouble a person can do something about.

    The text is one plain sentence that says what to do. The window shows it, the command
    line prints it on stderr and ends with exit code 2.
    """


class StoreError(UserError):
    """Trouble with the data file: damaged, newer, foreign, locked, or no space left."""
