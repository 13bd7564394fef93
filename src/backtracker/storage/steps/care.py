"""Visits, questions, courses, exercises and how each time of them went."""

import sqlite3

_MOMENT = """
    {0} INTEGER NOT NULL,
    {0}_offset INTEGER NOT NULL CHECK ({0}_offset BETWEEN -86399 AND 86399),
    {0}_zone TEXT NOT NULL,
    {0}_day TEXT NOT NULL CHECK ({0}_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')"""

_MAYBE = """
    {0} INTEGER,
    {0}_offset INTEGER CHECK ({0}_offset BETWEEN -86399 AND 86399),
    {0}_zone TEXT,
    {0}_day TEXT CHECK ({0}_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')"""

_WHOLE = "CHECK (({0} IS NULL) + ({0}_offset IS NULL) + ({0}_zone IS NULL) + ({0}_day IS NULL) IN (0, 4))"

_AT = _MOMENT.format("at")

_WRITTEN = """
    edited INTEGER NOT NULL,
    deleted INTEGER"""

_ARRAY = "{0} TEXT NOT NULL CHECK (CASE WHEN json_valid({0}) THEN json_type({0}) = 'array' ELSE 0 END)"

_STATEMENTS = (
    f"""CREATE TABLE visits (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    who TEXT NOT NULL CHECK (who <> ''),
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    diagnosis TEXT NOT NULL,
    {_ARRAY.format("examinations")},{_WRITTEN}
) STRICT""",
    f"""CREATE TABLE questions (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    words TEXT NOT NULL CHECK (words <> ''),{_MAYBE.format("asked")},
    visit_id TEXT REFERENCES visits (id),
    answer TEXT NOT NULL,{_WRITTEN},
    {_WHOLE.format("asked")}
) STRICT""",
    f"""CREATE TABLE courses (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    kind TEXT NOT NULL CHECK (kind <> ''),
    name TEXT NOT NULL,
    times INTEGER NOT NULL CHECK (times BETWEEN 0 AND 28),
    until TEXT CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),{_MAYBE.format("next")},{
        _MAYBE.format("ended")
    },
    note TEXT NOT NULL,{_WRITTEN},
    {_WHOLE.format("next")},
    {_WHOLE.format("ended")},
    CHECK (ended >= at)
) STRICT""",
    f"""CREATE TABLE exercises (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    name TEXT NOT NULL CHECK (name <> ''),
    sets INTEGER NOT NULL CHECK (sets BETWEEN 1 AND 20),
    reps INTEGER CHECK (reps BETWEEN 1 AND 200),
    hold INTEGER CHECK (hold BETWEEN 1 AND 600),
    {_ARRAY.format("days")},
    times INTEGER NOT NULL CHECK (times BETWEEN 1 AND 8),
    reminded INTEGER NOT NULL CHECK (reminded IN (0, 1)),
    course_id TEXT REFERENCES courses (id),{_MAYBE.format("ended")},
    note TEXT NOT NULL,{_WRITTEN},
    {_WHOLE.format("ended")},
    CHECK (reps IS NOT NULL OR hold IS NOT NULL)
) STRICT""",
    f"""CREATE TABLE practices (
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),{_AT},
    exercise_id TEXT NOT NULL REFERENCES exercises (id),
    answer TEXT NOT NULL CHECK (answer IN ('done', 'stopped', 'skipped')),
    slot TEXT NOT NULL,
    treatment_id TEXT REFERENCES treatments (id),{_WRITTEN}
) STRICT""",
    "CREATE INDEX visits_at ON visits (at) WHERE deleted IS NULL",
    "CREATE INDEX questions_open ON questions (at) WHERE asked IS NULL AND deleted IS NULL",
    "CREATE INDEX questions_asked ON questions (asked) WHERE asked IS NOT NULL AND deleted IS NULL",
    "CREATE INDEX questions_visit ON questions (visit_id) WHERE visit_id IS NOT NULL AND deleted IS NULL",
    "CREATE INDEX courses_running ON courses (at) WHERE ended IS NULL AND deleted IS NULL",
    "CREATE INDEX courses_ended ON courses (ended) WHERE ended IS NOT NULL AND deleted IS NULL",
    "CREATE INDEX exercises_running ON exercises (at) WHERE ended IS NULL AND deleted IS NULL",
    "CREATE INDEX exercises_ended ON exercises (ended) WHERE ended IS NOT NULL AND deleted IS NULL",
    "CREATE INDEX exercises_course ON exercises (course_id) WHERE course_id IS NOT NULL AND deleted IS NULL",
    "CREATE INDEX practices_exercise ON practices (exercise_id, at) WHERE deleted IS NULL",
    "CREATE INDEX practices_at ON practices (at) WHERE deleted IS NULL",
    "CREATE INDEX practices_treatment ON practices (treatment_id) WHERE treatment_id IS NOT NULL AND deleted IS NULL",
    # Sessions of a course and injections among the treatments; other treatments are in neither index.
    "CREATE INDEX treatments_course ON treatments (slot, at) WHERE substr(slot, 1, 7) = 'course:' AND deleted IS NULL",
    "CREATE INDEX treatments_injection ON treatments (at) WHERE kind = 'injection' AND deleted IS NULL",
)


def migrate(connection: sqlite3.Connection) -> None:
    """Add the tables of care, empty, and two ways to find treatments that belong to it."""
    for statement in _STATEMENTS:
        connection.execute(statement)
