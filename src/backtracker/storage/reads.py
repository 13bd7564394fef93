"""The bounded questions a history answers, each with values and none with the whole past.

Each query has an index (``tests/storage`` asserts it), so that a page costs the same with a
thousand readings and with a million. Imports ``core``, ``errors``, SQLAlchemy and its neighbours ``schema``,
``shapes``, ``search``, ``habits`` and ``trouble``.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    text,
    type_coerce,
)

from backtracker.core.body import Measure
from backtracker.core.habits import Habit, HabitDay
from backtracker.core.medicines.product import Product
from backtracker.core.model import (
    Act,
    Check,
    DayPain,
    Episode,
    EpisodeLog,
    EpisodeSummary,
    HourPain,
    Reading,
    Sheet,
    Treatment,
)
from backtracker.core.records import Record
from backtracker.core.redflags import Acknowledgement
from backtracker.core.suggestions import Dismissal
from backtracker.errors import StoreError, UserError
from backtracker.storage.habits import GROWTH_DAYS, HABIT_DAYS, gathered
from backtracker.storage.schema import (
    RECORDS,
    acknowledgements,
    acts,
    checks,
    days,
    dismissals,
    episodes,
    exposures,
    flares,
    habits,
    measures,
    milliseconds,
    products,
    readings,
    treatments,
    visits,
)
from backtracker.storage.search import matching
from backtracker.storage.shapes import (
    ACKNOWLEDGEMENTS,
    ACTS,
    BY_TYPE,
    CHECKS,
    DISMISSALS,
    EPISODES,
    EXPOSURES,
    FLARES,
    HABITS,
    MEASURES,
    PRODUCTS,
    READINGS,
    SHAPES,
    TREATMENTS,
    VISITS,
    Shape,
)
from backtracker.storage.trouble import damaged

R = TypeVar("R", bound=Record)

_LEVELS = 11
_ROWID: ColumnElement[int] = literal_column("rowid")  # what was written first comes first when the times are the same

_ONE = {shape.type: shape.live.where(shape.table.c.id == bindparam("id")) for shape in SHAPES}
_OF_EPISODE = {
    shape.type: shape.live.where(shape.table.c.episode_id == bindparam("id")).order_by(shape.table.c.at, _ROWID)
    for shape in SHAPES
    if "episode_id" in shape.columns
}
_IN_SPAN: dict[type, Select[Any]] = {
    shape.type: shape.live.where(at >= bindparam("since"), at < bindparam("until")).order_by(at, _ROWID)
    for shape, at in (
        (READINGS, readings.c.at),
        (TREATMENTS, treatments.c.at),
        (FLARES, flares.c.at),
        (EPISODES, episodes.c.began),
        (VISITS, visits.c.at),
        (CHECKS, checks.c.at),
    )
}
_NEWEST_EPISODES = EPISODES.live.order_by(episodes.c.began.desc(), _ROWID.desc())
_LATEST = _NEWEST_EPISODES.limit(1)
_RUNNING = EPISODES.live.where(episodes.c.ended.is_(None)).order_by(episodes.c.began.desc()).limit(1)
_RUNNING_SESSION = TREATMENTS.live.where(text("running = 1")).order_by(treatments.c.at.desc(), _ROWID.desc()).limit(1)
# The last rows written: few of them, and found without an index of their own.
_LATEST_ACTS = ACTS.live.where(text("rowid > (SELECT max(rowid) FROM acts WHERE rowid > 0) - :many")).order_by(_ROWID)
_ACTS_ABOUT = ACTS.live.where(
    acts.c.episode_id.is_(None),
    acts.c.slot.in_(select(func.json_each(bindparam("keys")).table_valued("value").c.value)),
).order_by(_ROWID)
_ACTS_NAMED = ACTS.live.where(
    acts.c.episode_id.is_(None), acts.c.slot.between(bindparam("first"), bindparam("last"))
).order_by(_ROWID)
_LATEST_PAUSES = (
    ACTS.live.where(acts.c.episode_id.is_(None), acts.c.slot == "", acts.c.step == "")
    .order_by(_ROWID.desc())
    .limit(bindparam("many"))
)
_NEWEST_READING = READINGS.live.order_by(readings.c.at.desc(), _ROWID.desc()).limit(1)
_OF_TREATMENT = READINGS.live.where(readings.c.treatment_id == bindparam("id")).order_by(readings.c.at, _ROWID)
# Touching the days first to last: begun by the last and ended from the first on, or still running.
_BETWEEN = (
    EPISODES.live.where(episodes.c.ended_day >= bindparam("first"), episodes.c.began_day <= bindparam("last")),
    EPISODES.live.where(episodes.c.ended_day.is_(None), episodes.c.began_day <= bindparam("last")),
)
_DAY_PAINS = (
    select(days.c.day, days.c.level, days.c.n)
    .where(days.c.day.between(bindparam("first"), bindparam("last")))
    .order_by(days.c.day)
)
# Counted where they lie: a thousand readings of a day are a few rows. Instants are in milliseconds, offsets in seconds;
# the remainder of an instant before 1970 is negative.
_HOUR_PAINS = text("""SELECT at_day, ((at / 1000 + at_offset) % 86400 + 86400) % 86400 / 3600, level, count(*)
    FROM readings WHERE at >= :since AND at < :until AND deleted IS NULL GROUP BY 1, 2, 3 ORDER BY 1, 2""")
_ONE_HABIT = HABITS.live.where(habits.c.day == bindparam("day"), habits.c.item == bindparam("item"))
_HABITS_OF = HABITS.live.where(habits.c.day.between(bindparam("first"), bindparam("last"))).order_by(
    habits.c.day, habits.c.at, _ROWID
)
_FIRST_KEPT = (
    select(type_coerce(habits.c.day, Text)).where(habits.c.deleted.is_(None)).order_by(habits.c.day).limit(1),
    *(
        select(measures.c.at_day)
        .where(measures.c.deleted.is_(None), measures.c.kind == kind)
        .order_by(measures.c.at)
        .limit(1)
        for kind in ("weight", "height")
    ),
)
_MEASURES = (
    MEASURES.live.where(measures.c.kind == bindparam("kind"), measures.c.at >= bindparam("since"))
    .where(measures.c.at < bindparam("until"))
    .order_by(measures.c.at, _ROWID)
)
_NEWEST_MEASURE = (
    MEASURES.live.where(measures.c.kind == bindparam("kind")).order_by(measures.c.at.desc(), _ROWID.desc()).limit(1)
)
_MEDICINES = TREATMENTS.live.where(text("kind = 'medicine'"))
_TAKEN = _MEDICINES.where(treatments.c.at >= bindparam("since"), treatments.c.at < bindparam("until")).order_by(
    treatments.c.at, _ROWID
)
_LATEST_TAKEN = _MEDICINES.order_by(treatments.c.at.desc(), _ROWID.desc()).limit(bindparam("many"))
_PRODUCTS = PRODUCTS.live.order_by(products.c.name, products.c.id)
# As one array, because SQLite takes only so many values.
_IDS = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
_OF_EPISODES = {
    shape.type: shape.live.where(shape.table.c.episode_id.in_(_IDS)).order_by(shape.table.c.at, _ROWID)
    for shape in (READINGS, TREATMENTS, FLARES, EXPOSURES)
}
_NEWEST_CHECK = CHECKS.live.order_by(checks.c.at.desc(), _ROWID.desc()).limit(1)
_YES_CHECKS = (
    CHECKS.live.where(text("flags <> '[]'")).order_by(checks.c.at.desc(), _ROWID.desc()).limit(bindparam("many"))
)
_READ_OF = ACKNOWLEDGEMENTS.live.where(acknowledgements.c.check_id.in_(_IDS))
_DISMISSALS = DISMISSALS.live.order_by(dismissals.c.at.desc(), _ROWID.desc()).limit(bindparam("many"))
_PAINS_OF = (
    select(readings.c.episode_id, func.max(readings.c.level), func.count())
    .where(readings.c.deleted.is_(None), readings.c.episode_id.in_(_IDS))
    .group_by(readings.c.episode_id)
)
_TRIGGERS_OF = (
    select(exposures.c.episode_id, exposures.c.trigger)
    .where(
        exposures.c.deleted.is_(None),
        exposures.c.episode_id.in_(_IDS),
        exposures.c.answer == "yes",
        exposures.c.hours_before == 0,
    )
    .order_by(exposures.c.at, _ROWID)
)
_NAMED = (
    select(exposures.c.trigger)
    .where(
        exposures.c.deleted.is_(None),
        exposures.c.episode_id.in_(
            select(episodes.c.id)
            .where(episodes.c.deleted.is_(None), episodes.c.began < bindparam("before"))
            .order_by(episodes.c.began.desc())
            .limit(bindparam("many"))
        ),
        exposures.c.answer == "yes",
        exposures.c.hours_before == 0,
    )
    .order_by(exposures.c.at.desc(), _ROWID.desc())
)
_FIRST_DAYS = (
    select(func.min(days.c.day)),
    *(
        select(day).where(table.c.deleted.is_(None)).order_by(at).limit(1)
        for table, at, day in (
            (episodes, episodes.c.began, episodes.c.began_day),
            (treatments, treatments.c.at, treatments.c.at_day),
        )
    ),
)
# Steps from one name to the next over the index instead of reading every use of each.
_OWN = {
    family: text(f"""WITH RECURSIVE names (name) AS (
        SELECT min({column}) FROM {table} WHERE substr({column}, 1, 4) = 'own:' AND deleted IS NULL
        UNION ALL
        SELECT (SELECT min({column}) FROM {table}
                WHERE substr({column}, 1, 4) = 'own:' AND deleted IS NULL AND {column} > name)
        FROM names WHERE name IS NOT NULL)
    SELECT name FROM names WHERE name IS NOT NULL
    ORDER BY (SELECT max(at) FROM {table}
              WHERE substr({column}, 1, 4) = 'own:' AND deleted IS NULL AND {column} = name) DESC
    LIMIT :limit""")
    for family, table, column in (("treatment", "treatments", "kind"), ("trigger", "exposures", "trigger"))
}


class Reads:
    """The reading half of the store; every answer holds live records only.

    Instants are aware datetimes, days are local dates. A cell that cannot be read raises
    :class:`StoreError`.
    """

    _connection: Connection
    path: Path

    def get(self, kind: type[R], id: str) -> R | None:
        """The record of type ``kind`` with this id, unless there is none or it is deleted."""
        return self._first(BY_TYPE[kind], _ONE[kind], id=id)

    def episode(self, id: str) -> Episode | None:
        """The episode with this id."""
        return self.get(Episode, id)

    def reading(self, id: str) -> Reading | None:
        """The reading with this id."""
        return self.get(Reading, id)

    def treatment(self, id: str) -> Treatment | None:
        """The treatment with this id."""
        return self.get(Treatment, id)

    def running_episode(self) -> Episode | None:
        """The episode that is not over; the newest if several are."""
        return self._first(EPISODES, _RUNNING)

    def latest_episode(self) -> Episode | None:
        """The episode that began last, running or not."""
        return self._first(EPISODES, _LATEST)

    def episode_log(self, id: str) -> EpisodeLog | None:
        """Everything recorded in an episode, or nothing when there is no such episode."""
        episode = self.get(Episode, id)
        if episode is None:
            return None
        return EpisodeLog(
            episode,
            readings=self._of_episode(READINGS, id),
            treatments=self._of_episode(TREATMENTS, id),
            flares=self._of_episode(FLARES, id),
            exposures=self._of_episode(EXPOSURES, id),
            acts=self._of_episode(ACTS, id),
            checks=self._of_episode(CHECKS, id),
        )

    def episode_logs(self, episodes: Sequence[Episode]) -> list[EpisodeLog]:
        """``episodes`` with their readings, treatments, flares and answers about triggers; no more of their logs."""
        ids = json.dumps([each.id for each in episodes])
        logs: dict[str, dict[str, list[Any]]] = {each.id: {} for each in episodes}
        shapes: dict[str, Shape[Any]] = {
            "readings": READINGS,
            "treatments": TREATMENTS,
            "flares": FLARES,
            "exposures": EXPOSURES,
        }
        for name, shape in shapes.items():
            for one in self._all(shape, _OF_EPISODES[shape.type], ids=ids):
                logs[one.episode_id].setdefault(name, []).append(one)
        return [
            EpisodeLog(each, **{name: tuple(records) for name, records in logs[each.id].items()}) for each in episodes
        ]

    def hour_pains(self, since: datetime, until: datetime) -> list[HourPain]:
        """The pain of each hour by the wall clock, from ``since`` to before ``until``, in order."""
        counts: dict[tuple[str, int], list[int]] = {}
        for day, hour, level, number in self._rows(_HOUR_PAINS, since=milliseconds(since), until=milliseconds(until)):
            counts.setdefault((day, hour), [0] * _LEVELS)[level] = number
        with self._door():
            return [HourPain(date.fromisoformat(day), hour, tuple(levels)) for (day, hour), levels in counts.items()]

    def episodes(
        self,
        *,
        search: str = "",
        keys: Sequence[str] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        place: str = "",
        trigger: str = "",
        limit: int = 50,
        offset: int = 0,
    ) -> list[EpisodeSummary]:
        """A page of the list of episodes, newest first; see :meth:`count_episodes` for the filters."""
        wanted = matching(search, keys, since, until, place, trigger)
        page = self._all(EPISODES, _NEWEST_EPISODES.where(*wanted).limit(limit).offset(offset))
        ids = json.dumps([episode.id for episode in page])
        pains = {id: (worst, count) for id, worst, count in self._rows(_PAINS_OF, ids=ids)}
        triggers: dict[str, list[str]] = {}
        for id, key in self._rows(_TRIGGERS_OF, ids=ids):
            triggers.setdefault(id, []).append(key)
        return [
            EpisodeSummary(episode, *pains.get(episode.id, (None, 0)), tuple(triggers.get(episode.id, ())))
            for episode in page
        ]

    def count_episodes(
        self,
        *,
        search: str = "",
        keys: Sequence[str] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        place: str = "",
        trigger: str = "",
    ) -> int:
        """How many episodes there are that began from ``since`` to before ``until``, with ``place`` and ``trigger``.

        ``search`` is looked for in notes, products and own names, without regard to case; ``keys``
        are the catalogue keys whose labels match it, looked for among places, triggers, kinds of
        treatment and what helped.
        """
        wanted = matching(search, keys, since, until, place, trigger)
        return int(self._rows(select(func.count()).where(episodes.c.deleted.is_(None), *wanted))[0][0])

    def sheet(self, since: datetime, until: datetime) -> Sheet:
        """What was recorded from ``since`` to before ``until``; an episode counts at its onset. Without the habits."""
        return Sheet(
            readings=self._in_span(READINGS, since, until),
            treatments=self._in_span(TREATMENTS, since, until),
            flares=self._in_span(FLARES, since, until),
            episodes=self._in_span(EPISODES, since, until),
            visits=self._in_span(VISITS, since, until),
            checks=self._in_span(CHECKS, since, until),
            measures=(*self.measures("weight", since, until), *self.measures("height", since, until)),
        )

    def day_pains(self, first: date, last: date) -> list[DayPain]:
        """The pain of each day from ``first`` to ``last`` that has a reading, in order; from the summary."""
        counts: dict[str, list[int]] = {}
        for day, level, count in self._rows(_DAY_PAINS, first=first.isoformat(), last=last.isoformat()):
            counts.setdefault(day, [0] * _LEVELS)[level] = count
        with self._door():
            return [DayPain(date.fromisoformat(day), tuple(levels)) for day, levels in counts.items()]

    def episodes_between(self, first: date, last: date) -> list[Episode]:
        """The episodes that touch the local days ``first`` to ``last``, oldest first."""
        ended, running = _BETWEEN
        found = self._all(EPISODES, ended, first=first.isoformat(), last=last.isoformat())
        found += self._all(EPISODES, running, last=last.isoformat())
        return sorted(found, key=lambda episode: episode.began.at)

    def newest_reading(self) -> Reading | None:
        """The reading with the latest time."""
        return self._first(READINGS, _NEWEST_READING)

    def is_empty(self) -> bool:
        """Whether the person has recorded nothing; what is noted about reminders does not count."""
        there = [f"EXISTS (SELECT 1 FROM {each.name} WHERE deleted IS NULL)" for each in RECORDS if each is not acts]
        return not self._connection.exec_driver_sql(f"SELECT {' OR '.join(there)}").scalar_one()

    def latest_acts(self, many: int = 50) -> list[Act]:
        """The acts among the last ``many`` that were written, in that order; also those outside episodes."""
        return self._all(ACTS, _LATEST_ACTS, many=many)

    def latest_pauses(self, many: int = 50) -> list[Act]:
        """The last ``many`` acts that belong to no episode and no reminder, in the order they were written."""
        return self._all(ACTS, _LATEST_PAUSES, many=many)[::-1]

    def newest_check(self) -> Check | None:
        """The check of warning signs with the latest time."""
        return self._first(CHECKS, _NEWEST_CHECK)

    def yes_checks(self, many: int = 20) -> list[Check]:
        """The last ``many`` checks in which a warning sign was there, newest first."""
        return self._all(CHECKS, _YES_CHECKS, many=many)

    def acknowledgements_of(self, check_ids: Sequence[str]) -> list[Acknowledgement]:
        """Who has read the notices of these checks, and when."""
        return self._all(ACKNOWLEDGEMENTS, _READ_OF, ids=json.dumps(list(check_ids)))

    def latest_dismissals(self, many: int = 50) -> list[Dismissal]:
        """The last ``many`` suggestions that were put away, newest first."""
        return self._all(DISMISSALS, _DISMISSALS, many=many)

    def acts_about(self, keys: Iterable[str]) -> list[Act]:
        """The acts outside episodes whose slot is one of ``keys``, in the order they were written."""
        return self._all(ACTS, _ACTS_ABOUT, keys=json.dumps(sorted(keys)))

    def acts_named(self, first: str, last: str) -> list[Act]:
        """The acts outside episodes whose slot lies between ``first`` and ``last``, in the order they were written."""
        return self._all(ACTS, _ACTS_NAMED, first=first, last=last)

    def running_session(self) -> Treatment | None:
        """The timed session that is on; the newest if several are."""
        return self._first(TREATMENTS, _RUNNING_SESSION)

    def treatment_readings(self, treatment_id: str) -> list[Reading]:
        """The readings before and after a treatment, in the order of their time."""
        return self._all(READINGS, _OF_TREATMENT, id=treatment_id)

    def taken(self, since: datetime, until: datetime) -> list[Treatment]:
        """The medicines from ``since`` to before ``until``, in the order of their time."""
        return self._all(TREATMENTS, _TAKEN, since=since, until=until)

    def latest_taken(self, many: int) -> list[Treatment]:
        """The ``many`` latest medicines, the last first."""
        return self._all(TREATMENTS, _LATEST_TAKEN, many=many)

    def products(self) -> list[Product]:
        """The person's own products by name."""
        return self._all(PRODUCTS, _PRODUCTS)

    def own_keys(self, family: str, limit: int = 50) -> list[str]:
        """The ``own:`` keys of the family ``treatment`` or ``trigger`` used so far, last used first."""
        return [row[0] for row in self._rows(_OWN[family], limit=limit)]

    def named_triggers(self, before: datetime, many: int) -> list[str]:
        """The triggers said to have been there, in the latest ``many`` episodes that began ``before``; latest first."""
        return list(dict.fromkeys(row[0] for row in self._rows(_NAMED, before=before, many=many)))

    def first_day(self) -> date | None:
        """The local day of the oldest record."""
        found = [day for query in _FIRST_DAYS for (day,) in self._rows(query) if day]
        with self._door():
            return date.fromisoformat(min(found)) if found else None

    def habit(self, day: date, item: str) -> Habit | None:
        """The answer to ``item`` about ``day``."""
        return self._first(HABITS, _ONE_HABIT, day=day, item=item)

    def habit_days(self, first: date, last: date, *, growth: bool = False) -> list[HabitDay]:
        """What is known of each day from ``first`` to ``last`` that has an answer or a logged activity, in order.

        For the ``growth`` of the plan alone: activity and planks, and nothing else.
        """
        since = datetime.combine(first, time(), UTC) - timedelta(days=1)  # a local day lies within a day of the UTC one
        until = datetime.combine(last, time(), UTC) + timedelta(days=2)
        rows = self._rows(
            GROWTH_DAYS if growth else HABIT_DAYS,
            first=first.isoformat(), last=last.isoformat(), since=milliseconds(since), until=milliseconds(until),
        )  # fmt: skip
        with self._door():
            return gathered(rows)

    def habits_of(self, first: date, last: date) -> list[Habit]:
        """The answers about the days ``first`` to ``last``, in the order of these."""
        return self._all(HABITS, _HABITS_OF, first=first, last=last)

    def first_kept_day(self) -> date | None:
        """The first day with an answer of the check-in, a weight or a height."""
        found = [day for query in _FIRST_KEPT for (day,) in self._rows(query) if day]
        with self._door():
            return date.fromisoformat(min(found)) if found else None

    def measures(self, kind: str, since: datetime, until: datetime) -> list[Measure]:
        """The weights or heights from ``since`` to before ``until``, oldest first."""
        return self._all(MEASURES, _MEASURES, kind=kind, since=since, until=until)

    def newest_measure(self, kind: str) -> Measure | None:
        """The latest weight or height."""
        return self._first(MEASURES, _NEWEST_MEASURE, kind=kind)

    def counts(self) -> dict[str, int]:
        """How many live records each table holds."""
        found = {shape.table.name: select(func.count()).where(shape.table.c.deleted.is_(None)) for shape in SHAPES}
        found["readings"] = select(func.coalesce(func.sum(days.c.n), 0))
        return {name: int(self._rows(query)[0][0]) for name, query in found.items()}

    def data_version(self) -> int:
        """A number that changes when someone else wrote to the file; our own writes leave it."""
        return int(self._connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    def _of_episode(self, shape: Shape[R], id: str) -> tuple[R, ...]:
        return tuple(self._all(shape, _OF_EPISODE[shape.type], id=id))

    def _in_span(self, shape: Shape[R], since: datetime, until: datetime) -> tuple[R, ...]:
        return tuple(self._all(shape, _IN_SPAN[shape.type], since=since, until=until))

    def _first(self, shape: Shape[R], query: Select[Any], **values: Any) -> R | None:
        found = self._all(shape, query, **values)
        return found[0] if found else None

    def _all(self, shape: Shape[R], query: Select[Any], **values: Any) -> list[R]:
        with self._door():
            return [shape.record(row) for row in self._connection.execute(query, values).all()]

    def _rows(self, query: Any, **values: Any) -> Sequence[Any]:
        with self._door():
            return self._connection.execute(query, values).all()

    @contextmanager
    def _door(self) -> Iterator[None]:
        """What lies in a cell but makes no value was not written by us: the file is damaged."""
        try:
            yield
        except StoreError:
            raise
        except (ValueError, TypeError, OverflowError, UserError) as error:
            raise damaged(self.path) from error
