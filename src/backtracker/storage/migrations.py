"""How a data file of any earlier schema becomes one of today's.

``MIGRATIONS[n]`` leads from schema ``n`` to ``n + 1``; schema 0 is an empty file. A released
migration is never edited and never imports today's tables: it must do in ten years what it
does today. To change the schema, append one here and bring ``schema.py`` to the same end.
Standard library only, beside ``backup``, the parts in ``steps`` and the sentences of ``trouble``.
"""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from backtracker.storage import backup
from backtracker.storage.copies import backups_of
from backtracker.storage.steps import care, changes, errands, flags, medicines, prevention, trials
from backtracker.storage.trouble import worldly

APPLICATION_ID = 0x4261636B  # "Back"

Migration = Callable[[sqlite3.Connection], None]

_MOMENT = """
    {0} INTEGER NOT NULL,
    {0}_offset INTEGER NOT NULL CHECK ({0}_offset BETWEEN -86399 AND 86399),
    {0}_zone TEXT NOT NULL,
    {0}_day TEXT NOT NULL CHECK ({0}_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')"""

_AT = _MOMENT.format("at")

_WRITTEN = """
    edited INTEGER NOT NULL,
    deleted INTEGER"""

_IN_EPISODE = "episode_id TEXT REFERENCES episodes (id)"
_OF_EPISODE = "episode_id TEXT NOT NULL REFERENCES episodes (id)"

_KEYS = "{0} TEXT NOT NULL CHECK (CASE WHEN json_valid({0}) THEN json_type({0}) = 'array' ELSE 0 END)"

_FIRST = (
    f"""CREATE TABLE episodes (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_MOMENT.format("began")},
    ended INTEGER CHECK (ended >= began),
    ended_offset INTEGER CHECK (ended_offset BETWEEN -86399 AND 86399),
    ended_zone TEXT,
    ended_day TEXT CHECK (ended_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    {_KEYS.format("places")},
    {_KEYS.format("helped")},
    note TEXT NOT NULL,{_WRITTEN},
    CHECK ((ended IS NULL) + (ended_offset IS NULL) + (ended_zone IS NULL) + (ended_day IS NULL) IN (0, 4))
) STRICT""",
    f"""CREATE TABLE readings (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 10),
    {_IN_EPISODE},
    treatment_id TEXT REFERENCES treatments (id),
    role TEXT NOT NULL,
    {_KEYS.format("places")},
    note TEXT NOT NULL,{_WRITTEN}
) STRICT""",
    f"""CREATE TABLE flares (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    {_OF_EPISODE},
    note TEXT NOT NULL,{_WRITTEN}
) STRICT""",
    f"""CREATE TABLE treatments (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    kind TEXT NOT NULL CHECK (kind <> ''),
    seconds INTEGER CHECK (seconds BETWEEN 0 AND 86400),
    planned INTEGER CHECK (planned BETWEEN 0 AND 86400),
    running INTEGER NOT NULL CHECK (running IN (0, 1)),
    product TEXT NOT NULL,
    amount TEXT NOT NULL,
    note TEXT NOT NULL,
    {_IN_EPISODE},
    slot TEXT NOT NULL,{_WRITTEN},
    CHECK (running = 0 OR seconds IS NULL)
) STRICT""",
    f"""CREATE TABLE exposures (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    {_OF_EPISODE},
    trigger TEXT NOT NULL CHECK (trigger <> ''),
    hours_before INTEGER NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unknown')),{_WRITTEN}
) STRICT""",
    f"""CREATE TABLE acts (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    kind TEXT NOT NULL
        CHECK (kind IN ('shown', 'snoozed', 'skipped', 'missed', 'paused', 'resumed', 'ice_ended')),
    {_IN_EPISODE},
    step TEXT NOT NULL,
    slot TEXT NOT NULL,
    until INTEGER,
    reason TEXT NOT NULL,{_WRITTEN},
    CHECK (until IS NOT NULL OR kind NOT IN ('snoozed', 'paused'))
) STRICT""",
    f"""CREATE TABLE checks (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    {_IN_EPISODE},
    {_KEYS.format("flags")},{_WRITTEN}
) STRICT""",
    # How many live readings of each level a local day has; the triggers below keep it, one step a write.
    """CREATE TABLE days (
    day TEXT NOT NULL,
    level INTEGER NOT NULL,
    n INTEGER NOT NULL CHECK (n >= 0),
    PRIMARY KEY (day, level)
) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER days_reading_added AFTER INSERT ON readings WHEN new.deleted IS NULL
BEGIN
    INSERT INTO days (day, level, n) VALUES (new.at_day, new.level, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END""",
    """CREATE TRIGGER days_reading_left AFTER UPDATE OF at_day, level, deleted ON readings WHEN old.deleted IS NULL
BEGIN
    UPDATE days SET n = n - 1 WHERE day = old.at_day AND level = old.level;
    DELETE FROM days WHERE day = old.at_day AND level = old.level AND n = 0;
END""",
    """CREATE TRIGGER days_reading_came AFTER UPDATE OF at_day, level, deleted ON readings WHEN new.deleted IS NULL
BEGIN
    INSERT INTO days (day, level, n) VALUES (new.at_day, new.level, 1) ON CONFLICT DO UPDATE SET n = n + 1;
END""",
    """CREATE TRIGGER days_reading_gone AFTER DELETE ON readings WHEN old.deleted IS NULL
BEGIN
    UPDATE days SET n = n - 1 WHERE day = old.at_day AND level = old.level;
    DELETE FROM days WHERE day = old.at_day AND level = old.level AND n = 0;
END""",
    # Each row as it was before a change; those of a batch lie together. ``reverts`` names the batch that this one
    # undid. No index: undo looks from the end, and each page less is a page less to write with every save.
    """CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    batch TEXT NOT NULL,
    at INTEGER NOT NULL,
    label TEXT NOT NULL,
    tab TEXT NOT NULL,
    row TEXT NOT NULL,
    before TEXT,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    reverts TEXT
) STRICT""",
    "CREATE INDEX episodes_began ON episodes (began) WHERE deleted IS NULL",
    "CREATE INDEX episodes_ended_day ON episodes (ended_day, began_day) WHERE deleted IS NULL",
    "CREATE INDEX episodes_running ON episodes (began) WHERE ended IS NULL AND deleted IS NULL",
    "CREATE INDEX readings_at ON readings (at) WHERE deleted IS NULL",
    "CREATE INDEX readings_episode ON readings (episode_id, at) WHERE episode_id IS NOT NULL AND deleted IS NULL",
    "CREATE INDEX readings_treatment ON readings (treatment_id) WHERE treatment_id IS NOT NULL AND deleted IS NULL",
    "CREATE INDEX flares_at ON flares (at) WHERE deleted IS NULL",
    "CREATE INDEX flares_episode ON flares (episode_id, at) WHERE deleted IS NULL",
    "CREATE INDEX treatments_at ON treatments (at) WHERE deleted IS NULL",
    "CREATE INDEX treatments_episode ON treatments (episode_id, at) WHERE episode_id IS NOT NULL AND deleted IS NULL",
    "CREATE INDEX treatments_running ON treatments (at) WHERE running = 1 AND deleted IS NULL",
    "CREATE INDEX treatments_own ON treatments (kind, at) WHERE substr(kind, 1, 4) = 'own:' AND deleted IS NULL",
    "CREATE INDEX exposures_episode ON exposures (episode_id, at) WHERE deleted IS NULL",
    "CREATE INDEX exposures_own ON exposures (trigger, at) WHERE substr(trigger, 1, 4) = 'own:' AND deleted IS NULL",
    "CREATE INDEX acts_episode ON acts (episode_id, at) WHERE episode_id IS NOT NULL AND deleted IS NULL",
    "CREATE INDEX checks_episode ON checks (episode_id, at) WHERE episode_id IS NOT NULL AND deleted IS NULL",
)


def _first(connection: sqlite3.Connection) -> None:
    for statement in _FIRST:
        connection.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (
    _first,
    errands.migrate,
    medicines.migrate,
    care.migrate,
    prevention.migrate,
    flags.migrate,
    changes.migrate,
    trials.migrate,
)


def version_of(connection: sqlite3.Connection) -> int:
    """The schema of the file: 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, path: Path, now: datetime, migrations: Sequence[Migration]) -> None:
    """Bring the file at ``path`` to the last of ``migrations``, each step in a transaction of its own.

    Before each step on a file that was there a verified copy goes to its backups folder. A step
    that fails leaves the file as it was before that step. ``connection`` must be in autocommit
    mode with foreign keys off: a table that is rebuilt would take its children with it.
    """
    with worldly(path):
        is_new = version_of(connection) == 0
        while (version := version_of(connection)) < len(migrations):
            connection.execute("BEGIN IMMEDIATE")
            try:
                # Another backtracker may have done this step while we waited for the lock.
                if version_of(connection) == version:
                    if not is_new:
                        backup.copy(path, backups_of(path), now, f"before-schema-{version + 1}")
                    _step(connection, version, migrations[version])
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


def _step(connection: sqlite3.Connection, version: int, migration: Migration) -> None:
    migration(connection)
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise ValueError(f"migration to schema {version + 1} leaves {len(broken)} rows without their parent")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version + 1}")
