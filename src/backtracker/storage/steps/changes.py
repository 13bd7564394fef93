"""The days from which something was different, as the person marked them."""

import sqlite3

_STATEMENTS = (
    """CREATE TABLE marks (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL CHECK (at_offset BETWEEN -86399 AND 86399),
    at_zone TEXT NOT NULL,
    at_day TEXT NOT NULL CHECK (at_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    words TEXT NOT NULL CHECK (words <> ''),
    edited INTEGER NOT NULL,
    deleted INTEGER
) STRICT""",
    "CREATE INDEX marks_day ON marks (day) WHERE deleted IS NULL",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Make the table."""
    for statement in _STATEMENTS:
        connection.execute(statement)
