"""Medicines by ingredient: treatments that are doses, and the person's own products."""

import sqlite3

# Rebuilt, because a column that is added later would stand behind ``edited`` and ``deleted``.
_STATEMENTS = (
    """CREATE TABLE treatments_with_doses (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL CHECK (at_offset BETWEEN -86399 AND 86399),
    at_zone TEXT NOT NULL,
    at_day TEXT NOT NULL CHECK (at_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    kind TEXT NOT NULL CHECK (kind <> ''),
    seconds INTEGER CHECK (seconds BETWEEN 0 AND 86400),
    planned INTEGER CHECK (planned BETWEEN 0 AND 86400),
    running INTEGER NOT NULL CHECK (running IN (0, 1)),
    product TEXT NOT NULL,
    amount TEXT NOT NULL,
    note TEXT NOT NULL,
    episode_id TEXT REFERENCES episodes (id),
    slot TEXT NOT NULL,
    medicine TEXT NOT NULL,
    units REAL CHECK (units > 0 AND units <= 100),
    contents TEXT NOT NULL CHECK (CASE WHEN json_valid(contents) THEN json_type(contents) = 'array' ELSE 0 END),
    remind INTEGER NOT NULL CHECK (remind IN (0, 1)),
    edited INTEGER NOT NULL,
    deleted INTEGER,
    CHECK (running = 0 OR seconds IS NULL)
) STRICT""",
    """INSERT INTO treatments_with_doses
    SELECT id, at, at_offset, at_zone, at_day, kind, seconds, planned, running, product, amount, note, episode_id, slot,
           '', NULL, '[]', 0, edited, deleted
    FROM treatments ORDER BY rowid""",
    "DROP TABLE treatments",
    "ALTER TABLE treatments_with_doses RENAME TO treatments",
    "CREATE INDEX treatments_at ON treatments (at) WHERE deleted IS NULL",
    "CREATE INDEX treatments_episode ON treatments (episode_id, at) WHERE episode_id IS NOT NULL AND deleted IS NULL",
    "CREATE INDEX treatments_running ON treatments (at) WHERE running = 1 AND deleted IS NULL",
    "CREATE INDEX treatments_own ON treatments (kind, at) WHERE substr(kind, 1, 4) = 'own:' AND deleted IS NULL",
    "CREATE INDEX treatments_taken ON treatments (at) WHERE kind = 'medicine' AND deleted IS NULL",
    """CREATE TABLE products (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    contents TEXT NOT NULL CHECK (CASE WHEN json_valid(contents) THEN json_type(contents) = 'array' ELSE 0 END),
    per_dose REAL CHECK (per_dose > 0 AND per_dose <= 100),
    every INTEGER CHECK (every > 0),
    every_longest INTEGER CHECK (every_longest > 0),
    day_units REAL CHECK (day_units > 0 AND day_units <= 100),
    days INTEGER CHECK (days > 0),
    limits TEXT NOT NULL CHECK (limits IN ('label', 'doctor', 'own')),
    topical INTEGER NOT NULL CHECK (topical IN (0, 1)),
    preventive INTEGER NOT NULL CHECK (preventive IN (0, 1)),
    sedating INTEGER NOT NULL CHECK (sedating IN (0, 1)),
    nsaid INTEGER NOT NULL CHECK (nsaid IN (0, 1)),
    source TEXT NOT NULL,
    edited INTEGER NOT NULL,
    deleted INTEGER
) STRICT""",
    "CREATE INDEX products_name ON products (name) WHERE deleted IS NULL",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Give treatments the columns of a dose, and make the table of own products."""
    for statement in _STATEMENTS:
        connection.execute(statement)
