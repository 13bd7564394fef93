"""Python's own ``import`` statement, put back after PySide has replaced it.

PySide reads the source of each module that is imported after it, in search of its own name,
for the sake of ``from __feature__ import``, which nothing here uses. That is a fifth of what
importing SQLAlchemy costs, and a quarter of our own rooms.
"""

import builtins

import PySide6.QtCore  # noqa: F401  brings the replacement


def restore() -> None:
    """From here on, importing is Python's own again; without a known original all stays as it is."""
    original = vars(builtins).get("__orig_import__")
    if original is not None:
        vars(builtins)["__import__"] = original
