"""Today's tables as SQLAlchemy knows them; the newest migration must end with exactly these.

Columns stand in the order of the model's fields, a :class:`~backtracker.core.model.Moment`
being four of them. Instants are whole milliseconds since 1970 in UTC. Imports SQLAlchemy and ``core``.
"""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Dialect, Float, ForeignKey, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeDecorator

from backtracker.core.care.visits import Examination

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def milliseconds(at: datetime) -> int:
    """An aware instant as whole milliseconds since 1970, rounded down; a naive one is refused."""
    if at.tzinfo is None:
        raise ValueError("the store takes aware datetimes only")
    return (at - EPOCH) // MILLISECOND


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept as milliseconds; comes back in UTC. Refuses naive values."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Milliseconds for SQLite."""
        return None if value is None else milliseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The instant, in UTC."""
        return None if value is None else EPOCH + value * MILLISECOND


class Day(TypeDecorator[date]):
    """A local day, kept as ``2026-11-29``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Its text."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        """The day."""
        return None if value is None else date.fromisoformat(value)


class Examinations(TypeDecorator[tuple[Examination, ...]]):
    """The examinations of a visit, kept as a JSON array of pairs of kind and result, in their order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[Examination, ...] | None, dialect: Dialect) -> str:
        """The array's text."""
        return json.dumps([[each.kind, each.result] for each in value or ()], ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[Examination, ...]:
        """The examinations."""
        return tuple(Examination(kind, result) for kind, result in json.loads(value))


class Keys(TypeDecorator[frozenset[str]]):
    """A set of catalogue keys, kept as a sorted JSON array."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: frozenset[str] | None, dialect: Dialect) -> str:
        """The array's text."""
        return json.dumps(sorted(value)) if value else "[]"

    def process_result_value(self, value: Any, dialect: Dialect) -> frozenset[str]:
        """The set."""
        return frozenset(json.loads(value)) if value != "[]" else frozenset()


class Contents(TypeDecorator[tuple[tuple[str, int], ...]]):
    """Ingredients with their micrograms, kept as a JSON array of pairs in their order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[tuple[str, int], ...] | None, dialect: Dialect) -> str:
        """The array's text."""
        return json.dumps(value) if value else "[]"

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[tuple[str, int], ...]:
        """The pairs."""
        return tuple((str(key), int(mcg)) for key, mcg in json.loads(value)) if value != "[]" else ()


metadata = MetaData()


def _moment(prefix: str = "at", *, empty: bool = False) -> tuple[Column[Any], ...]:
    return (
        Column(prefix, UtcDateTime, nullable=empty),
        Column(f"{prefix}_offset", Integer, nullable=empty),
        Column(f"{prefix}_zone", Text, nullable=empty),
        Column(f"{prefix}_day", Text, nullable=empty),
    )


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _yes_or_no(name: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=False)


def _table(name: str, *columns: Column[Any]) -> Table:
    return Table(
        name,
        metadata,
        Column("id", Text, primary_key=True),
        *columns,
        Column("edited", Integer, nullable=False),
        Column("deleted", Integer),
    )


def _episode(*, empty: bool = True) -> Column[Any]:
    return Column("episode_id", Text, ForeignKey("episodes.id"), nullable=empty)


episodes = _table(
    "episodes",
    *_moment("began"),
    *_moment("ended", empty=True),
    Column("places", Keys, nullable=False),
    Column("helped", Keys, nullable=False),
    _text("note"),
)

readings = _table(
    "readings",
    *_moment(),
    Column("level", Integer, nullable=False),
    _episode(),
    Column("treatment_id", Text, ForeignKey("treatments.id")),
    _text("role"),
    Column("places", Keys, nullable=False),
    _text("note"),
)

flares = _table("flares", *_moment(), _episode(empty=False), _text("note"))

treatments = _table(
    "treatments",
    *_moment(),
    _text("kind"),
    Column("seconds", Integer),
    Column("planned", Integer),
    Column("running", Boolean(create_constraint=False), nullable=False),
    _text("product"),
    _text("amount"),
    _text("note"),
    _episode(),
    _text("slot"),
    _text("medicine"),
    Column("units", Float),
    Column("contents", Contents, nullable=False),
    _yes_or_no("remind"),
)

exposures = _table(
    "exposures",
    *_moment(),
    _episode(empty=False),
    _text("trigger"),
    Column("hours_before", Integer, nullable=False),
    _text("answer"),
)

acts = _table(
    "acts",
    *_moment(),
    _text("kind"),
    _episode(),
    _text("step"),
    _text("slot"),
    Column("until", UtcDateTime),
    _text("reason"),
)

checks = _table("checks", *_moment(), _episode(), Column("flags", Keys, nullable=False))

habits = _table(
    "habits",
    *_moment(),
    Column("day", Day, nullable=False),
    _text("item"),
    Column("value", Integer, nullable=False),
)

measures = _table("measures", *_moment(), _text("kind"), Column("value", Integer, nullable=False))

acknowledgements = _table("acknowledgements", *_moment(), _text("check_id"), Column("flags", Keys, nullable=False))

dismissals = _table("dismissals", *_moment(), _text("kind"), Column("evidence", Keys, nullable=False))

marks = _table("marks", *_moment(), Column("day", Day, nullable=False), _text("words"))

trials = _table(
    "trials",
    *_moment(),
    _text("what"),
    Column("goal", Integer, nullable=False),
    _yes_or_no("at_most"),
    Column("begins", Day, nullable=False),
    Column("days", Integer, nullable=False),
    Column("washout", Integer, nullable=False),
    _text("arms"),
    *_moment("ended", empty=True),
)

visits = _table(
    "visits",
    *_moment(),
    _text("who"),
    _text("name"),
    _text("note"),
    _text("diagnosis"),
    Column("examinations", Examinations, nullable=False),
)

questions = _table(
    "questions",
    *_moment(),
    _text("words"),
    *_moment("asked", empty=True),
    Column("visit_id", Text, ForeignKey("visits.id")),
    _text("answer"),
)

courses = _table(
    "courses",
    *_moment(),
    _text("kind"),
    _text("name"),
    Column("times", Integer, nullable=False),
    Column("until", Day),
    *_moment("next", empty=True),
    *_moment("ended", empty=True),
    _text("note"),
)

exercises = _table(
    "exercises",
    *_moment(),
    _text("name"),
    Column("sets", Integer, nullable=False),
    Column("reps", Integer),
    Column("hold", Integer),
    Column("days", Keys, nullable=False),
    Column("times", Integer, nullable=False),
    Column("reminded", Boolean(create_constraint=False), nullable=False),
    Column("course_id", Text, ForeignKey("courses.id")),
    *_moment("ended", empty=True),
    _text("note"),
)

practices = _table(
    "practices",
    *_moment(),
    Column("exercise_id", Text, ForeignKey("exercises.id"), nullable=False),
    _text("answer"),
    _text("slot"),
    Column("treatment_id", Text, ForeignKey("treatments.id")),
)

CARE = (visits, questions, courses, exercises, practices)

products = _table(
    "products",
    _text("name"),
    Column("contents", Contents, nullable=False),
    Column("per_dose", Float),
    Column("every", Integer),
    Column("every_longest", Integer),
    Column("day_units", Float),
    Column("days", Integer),
    _text("limits"),
    _yes_or_no("topical"),
    _yes_or_no("preventive"),
    _yes_or_no("sedating"),
    _yes_or_no("nsaid"),
    _text("source"),
)

RECORDS = (
    episodes, readings, flares, treatments, exposures, acts, checks, products, *CARE, habits, measures,
    acknowledgements, dismissals, marks, trials,
)  # fmt: skip

days = Table(
    "days",
    metadata,
    Column("day", Text, primary_key=True),
    Column("level", Integer, primary_key=True),
    Column("n", Integer, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch", Text, nullable=False),
    Column("at", Integer, nullable=False),
    _text("label"),
    _text("tab"),
    _text("row"),
    Column("before", Text),
    Column("undone", Integer, nullable=False),
    Column("reverts", Text),
)
