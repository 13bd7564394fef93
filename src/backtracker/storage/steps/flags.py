"""Who has read the notice after a warning sign, and which suggestions were put away.

What was answered with yes before this step counts as read: its notice was gone with the program
that showed it. ``check_id`` refers to a check without hanging on it.
"""

import sqlite3

_MOMENT = """
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL CHECK (at_offset BETWEEN -86399 AND 86399),
    at_zone TEXT NOT NULL,
    at_day TEXT NOT NULL CHECK (at_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),"""

_KEYS = "{0} TEXT NOT NULL CHECK (CASE WHEN json_valid({0}) THEN json_type({0}) = 'array' ELSE 0 END)"

_WRITTEN = """
    edited INTEGER NOT NULL,
    deleted INTEGER"""

_UUID = """lower(printf('%s-%s-4%s-%s%s-%s', hex(randomblob(4)), hex(randomblob(2)), substr(hex(randomblob(2)), 2),
    substr('89AB', 1 + (abs(random()) % 4), 1), substr(hex(randomblob(2)), 2), hex(randomblob(6))))"""

_STATEMENTS = (
    f"""CREATE TABLE acknowledgements ({_MOMENT}
    check_id TEXT NOT NULL CHECK (check_id <> ''),
    {_KEYS.format("flags")},{_WRITTEN}
) STRICT""",
    f"""CREATE TABLE dismissals ({_MOMENT}
    kind TEXT NOT NULL CHECK (kind <> ''),
    {_KEYS.format("evidence")},{_WRITTEN}
) STRICT""",
    f"""INSERT INTO acknowledgements (id, at, at_offset, at_zone, at_day, check_id, flags, edited)
    SELECT {_UUID}, at, at_offset, at_zone, at_day, id, flags, edited FROM checks
    WHERE flags <> '[]' AND deleted IS NULL""",
    "CREATE INDEX checks_at ON checks (at) WHERE deleted IS NULL",
    "CREATE INDEX checks_yes ON checks (at) WHERE flags <> '[]' AND deleted IS NULL",
    "CREATE INDEX acknowledgements_check ON acknowledgements (check_id) WHERE deleted IS NULL",
    "CREATE INDEX dismissals_at ON dismissals (at) WHERE deleted IS NULL",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Make the two tables, and the indexes of what is asked."""
    for statement in _STATEMENTS:
        connection.execute(statement)
