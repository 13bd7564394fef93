"""What is wrong with a data file, in words.

Imports ``core``, ``errors``, SQLAlchemy, and ``migrations`` and ``shapes`` of this room.
"""

from sqlalchemy import Connection

from backtracker.core.words import translate
from backtracker.errors import StoreError, UserError
from backtracker.storage.migrations import APPLICATION_ID
from backtracker.storage.schema import RECORDS
from backtracker.storage.shapes import SHAPES

_MOST = 20
_CHUNK = 1_000

# Which live row may hang on a deleted one: child table, its column, parent table.
_LINKS = tuple(
    (table.name, key.parent.name, key.column.table.name)
    for table in RECORDS
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
)
_ORPHAN = """SELECT child.id FROM {child} AS child JOIN {parent} AS parent ON parent.id = child.{column}
    WHERE child.deleted IS NULL AND parent.deleted IS NOT NULL"""

_MISCOUNTED = """WITH counted AS (
    SELECT at_day AS day, level, count(*) AS n FROM readings WHERE deleted IS NULL GROUP BY at_day, level)
SELECT coalesce(counted.day, days.day) FROM counted
    FULL JOIN days ON days.day = counted.day AND days.level = counted.level
    WHERE counted.n IS NOT days.n LIMIT 1"""


def problems(connection: Connection) -> list[str]:
    """What is wrong with the file behind ``connection``, a sentence each; reads all of it."""
    found: list[str] = []
    for probe in (_structure, _owner, _summary, _links, _values):
        try:
            found += probe(connection)
        except StoreError as error:
            found.append(str(error))
    return list(dict.fromkeys(found))


def orphans_around(tab: str) -> list[tuple[str, str]]:
    """Child tables, and queries for their live rows with a deleted parent where one of the two has an id in ``tab``."""
    return [
        (child, f"{_ORPHAN.format(child=child, column=column, parent=parent)} AND {end}.id = ?")
        for child, column, parent in _LINKS
        for end, name in (("child", child), ("parent", parent))
        if name == tab
    ]


def _structure(connection: Connection) -> list[str]:
    found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})")]
    told = [translate("storage", "SQLite: {problem}", problem=problem) for problem in found if problem != "ok"]
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if lost:
        told.append(translate("storage", "Rows that refer to a row that is not there: {n}.", n=len(lost)))
    return told


def _owner(connection: Connection) -> list[str]:
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    return [] if mark == APPLICATION_ID else [translate("storage", "The file does not carry backtracker's mark.")]


def _summary(connection: Connection) -> list[str]:
    day = connection.exec_driver_sql(_MISCOUNTED).scalar()
    return [translate("storage", "The daily summary is wrong on {day}.", day=day)] if day else []


def _links(connection: Connection) -> list[str]:
    found = []
    for child, column, parent in _LINKS:
        query = f"SELECT count(*) FROM ({_ORPHAN.format(child=child, column=column, parent=parent)})"
        if count := connection.exec_driver_sql(query).scalar_one():
            found.append(
                translate(
                    "storage",
                    "Entries in {child} that belong to a deleted row of {parent}: {n}.",
                    child=child,
                    parent=parent,
                    n=count,
                )
            )
    return found


def _values(connection: Connection) -> list[str]:
    """Every row must still make a value: a flipped bit in a text or a time breaks no rule of SQLite."""
    found = []
    for shape in SHAPES:
        try:
            with connection.execute(shape.live.execution_options(yield_per=_CHUNK)) as rows:
                for row in rows:
                    shape.record(row)
        except StoreError:
            raise
        except (ValueError, TypeError, OverflowError, UserError) as error:
            found.append(
                translate(
                    "storage", "A row of {table} cannot be read: {problem}.", table=shape.table.name, problem=error
                )
            )
    return found
