"""Which columns a value is made of: records become rows on the way in and values on the way out.

Follows the model's fields and the table's columns, which stand in the same order; a Moment is
four columns. Imports ``core`` and ``schema``.
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar, get_type_hints

from sqlalchemy import Select, Table, select
from sqlalchemy.dialects.sqlite import dialect

from backtracker.core.body import Measure
from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.care.visits import Question, Visit
from backtracker.core.habits import Habit
from backtracker.core.marks import Mark
from backtracker.core.medicines.product import Product
from backtracker.core.model import Act, Check, Episode, Exposure, Flare, Moment, Reading, Treatment
from backtracker.core.records import Record
from backtracker.core.redflags import Acknowledgement
from backtracker.core.suggestions import Dismissal
from backtracker.core.trial import Trial
from backtracker.storage import schema

R = TypeVar("R", bound=Record)

_SQLITE = dialect()
_MOMENT_COLUMNS = 4


class Shape(Generic[R]):
    """One kind of record and its table. ``columns`` are the record's own, without ``edited`` and ``deleted``."""

    def __init__(self, record: type[R], table: Table) -> None:
        self.type = record
        self.table = table
        self.columns = tuple(column.name for column in table.c if column.name not in ("edited", "deleted"))
        hints = get_type_hints(record)
        self._fields: list[tuple[str, int, bool]] = []
        at = 0
        for each in fields(record):
            is_moment = hints[each.name] in (Moment, Moment | None)
            self._fields.append((each.name, at, is_moment))
            at += _MOMENT_COLUMNS if is_moment else 1
        if at != len(self.columns):
            raise TypeError(f"{record.__name__} and its table differ in their columns")
        self._encoders = [table.c[name].type.bind_processor(_SQLITE) for name in self.columns]
        # An update leaves the id out: named there, SQLite would search every child table for the old one.
        names = ", ".join(f'"{name}"' for name in self.columns)
        marks = ", ".join("?" for _ in self.columns)
        settings = ", ".join(f'"{name}" = ?' for name in self.columns[1:])
        self.sql_one = f"SELECT {names}, edited, deleted FROM {table.name} WHERE id = ?"
        self.sql_insert = f"INSERT INTO {table.name} ({names}, edited) VALUES ({marks}, ?)"
        self.sql_update = f"UPDATE {table.name} SET {settings}, edited = ?, deleted = NULL WHERE id = ?"
        self.sql_remove = f"UPDATE {table.name} SET edited = ?, deleted = ? WHERE id = ?"

    @property
    def live(self) -> Select[Any]:
        """A query for the columns of the records that are not deleted."""
        return select(*(self.table.c[name] for name in self.columns)).where(self.table.c.deleted.is_(None))

    def row(self, record: R) -> tuple[Any, ...]:
        """What lies in the file for ``record``, in the order of ``columns``. Naive times raise ValueError."""
        row: list[Any] = []
        for name, _, is_moment in self._fields:
            value = getattr(record, name)
            if not is_moment:
                row.append(value)
            elif value is None:
                row += (None, None, None, None)
            else:
                row += (value.at, value.offset, value.zone, value.day.isoformat())
        return tuple(encode(value) if encode else value for encode, value in zip(self._encoders, row, strict=True))

    def record(self, row: Sequence[Any]) -> R:
        """The value that the decoded ``row`` tells of; columns after the record's own are ignored."""
        values: list[Any] = []
        for _, at, is_moment in self._fields:
            if not is_moment:
                values.append(row[at])
            elif row[at] is None:
                values.append(None)
            else:
                values.append(Moment(row[at], row[at + 1], row[at + 2]))
        return self.type(*values)


EPISODES = Shape(Episode, schema.episodes)
READINGS = Shape(Reading, schema.readings)
FLARES = Shape(Flare, schema.flares)
TREATMENTS = Shape(Treatment, schema.treatments)
EXPOSURES = Shape(Exposure, schema.exposures)
ACTS = Shape(Act, schema.acts)
CHECKS = Shape(Check, schema.checks)
PRODUCTS = Shape(Product, schema.products)
HABITS = Shape(Habit, schema.habits)
MEASURES = Shape(Measure, schema.measures)
ACKNOWLEDGEMENTS = Shape(Acknowledgement, schema.acknowledgements)
DISMISSALS = Shape(Dismissal, schema.dismissals)
MARKS = Shape(Mark, schema.marks)
TRIALS = Shape(Trial, schema.trials)

VISITS = Shape(Visit, schema.visits)
QUESTIONS = Shape(Question, schema.questions)
COURSES = Shape(Course, schema.courses)
EXERCISES = Shape(Exercise, schema.exercises)
PRACTICES = Shape(Practice, schema.practices)

CARE: tuple[Shape[Any], ...] = (VISITS, QUESTIONS, COURSES, EXERCISES, PRACTICES)
SHAPES: tuple[Shape[Any], ...] = (
    EPISODES, READINGS, FLARES, TREATMENTS, EXPOSURES, ACTS, CHECKS, PRODUCTS, *CARE, HABITS, MEASURES,
    ACKNOWLEDGEMENTS, DISMISSALS, MARKS, TRIALS,
)  # fmt: skip
BY_TYPE: dict[type, Shape[Any]] = {shape.type: shape for shape in SHAPES}
BY_TABLE: dict[str, Shape[Any]] = {shape.table.name: shape for shape in SHAPES}
