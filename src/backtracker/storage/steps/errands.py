"""Reminders outside the protocol: an act can be ``done``, and those about one reminder are found by its name.

Standard library only.
"""

import sqlite3

_ACTS = """CREATE TABLE fresh (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL CHECK (at_offset BETWEEN -86399 AND 86399),
    at_zone TEXT NOT NULL,
    at_day TEXT NOT NULL CHECK (at_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    kind TEXT NOT NULL
        CHECK (kind IN ('shown', 'snoozed', 'skipped', 'missed', 'paused', 'resumed', 'ice_ended', 'done')),
    episode_id TEXT REFERENCES episodes (id),
    step TEXT NOT NULL,
    slot TEXT NOT NULL,
    until INTEGER,
    reason TEXT NOT NULL,
    edited INTEGER NOT NULL,
    deleted INTEGER,
    CHECK (until IS NOT NULL OR kind NOT IN ('snoozed', 'paused'))
) STRICT"""
_COLUMNS = "id, at, at_offset, at_zone, at_day, kind, episode_id, step, slot, until, reason, edited, deleted"


def migrate(connection: sqlite3.Connection) -> None:
    """The table anew, with its rows in the order they were written, for what was written last is asked for."""
    connection.execute(_ACTS)
    connection.execute(f"INSERT INTO fresh (rowid, {_COLUMNS}) SELECT rowid, {_COLUMNS} FROM acts")
    connection.execute("DROP TABLE acts")
    connection.execute("ALTER TABLE fresh RENAME TO acts")
    connection.execute(
        "CREATE INDEX acts_episode ON acts (episode_id, at) WHERE episode_id IS NOT NULL AND deleted IS NULL"
    )
    connection.execute("CREATE INDEX acts_errand ON acts (slot) WHERE episode_id IS NULL AND deleted IS NULL")
