"""Trials on oneself, with the order of their blocks as it was drawn."""

import sqlite3

_DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"

_STATEMENTS = (
    f"""CREATE TABLE trials (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL CHECK (at_offset BETWEEN -86399 AND 86399),
    at_zone TEXT NOT NULL,
    at_day TEXT NOT NULL CHECK (at_day {_DAY}),
    what TEXT NOT NULL CHECK (what <> ''),
    goal INTEGER NOT NULL CHECK (goal BETWEEN 0 AND 1440),
    at_most INTEGER NOT NULL CHECK (at_most IN (0, 1)),
    begins TEXT NOT NULL CHECK (begins {_DAY}),
    days INTEGER NOT NULL CHECK (days BETWEEN 3 AND 28),
    washout INTEGER NOT NULL CHECK (washout BETWEEN 0 AND days - 2),
    arms TEXT NOT NULL CHECK (length(arms) BETWEEN 4 AND 8 AND arms NOT GLOB '*[^AB]*'),
    ended INTEGER,
    ended_offset INTEGER CHECK (ended_offset BETWEEN -86399 AND 86399),
    ended_zone TEXT,
    ended_day TEXT CHECK (ended_day {_DAY}),
    edited INTEGER NOT NULL,
    deleted INTEGER,
    CHECK ((ended IS NULL) + (ended_offset IS NULL) + (ended_zone IS NULL) + (ended_day IS NULL) IN (0, 4))
) STRICT""",
    "CREATE INDEX trials_begins ON trials (begins) WHERE deleted IS NULL",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Make the table."""
    for statement in _STATEMENTS:
        connection.execute(statement)
