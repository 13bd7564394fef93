"""The tables of prevention: the answers of the check-in, weights and heights.

Standard library only; never edited once released.
"""

import sqlite3

_AT = """
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL CHECK (at_offset BETWEEN -86399 AND 86399),
    at_zone TEXT NOT NULL,
    at_day TEXT NOT NULL CHECK (at_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')"""

_STATEMENTS = (
    # The day is the one that the answer is about, which may be over when it is given. The id is made of day and
    # item, so there is one answer for both, on every computer.
    f"""CREATE TABLE habits (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    item TEXT NOT NULL CHECK (item <> ''),
    value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 1440),
    edited INTEGER NOT NULL,
    deleted INTEGER
) STRICT""",
    f"""CREATE TABLE measures (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    kind TEXT NOT NULL CHECK (kind IN ('weight', 'height')),
    value INTEGER NOT NULL CHECK (value > 0),
    edited INTEGER NOT NULL,
    deleted INTEGER
) STRICT""",
    "CREATE INDEX habits_day ON habits (day, item) WHERE deleted IS NULL",
    "CREATE INDEX measures_at ON measures (kind, at) WHERE deleted IS NULL",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Make the two tables."""
    for statement in _STATEMENTS:
        connection.execute(statement)
