"""What the window and the command line ask: bounded questions, answered with values."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from backtracker.core import catalogue
from backtracker.core.ahead import Coming, ahead
from backtracker.core.asking import Asking
from backtracker.core.care.visits import Visit
from backtracker.core.entries import entries
from backtracker.core.keeping import Keeping, keeping
from backtracker.core.model import (
    DayPain,
    Episode,
    EpisodeLog,
    EpisodeSummary,
    HourPain,
    Reading,
    Sheet,
)
from backtracker.journal.triggers import Triggers

STRIP_DAYS = 14
DIARY_DAYS = 31


@dataclass(frozen=True, slots=True)
class Present:
    """How things stand: the running episode if there is one, the day so far, and the two weeks behind it.

    ``recorded`` of ``calm_days`` days since the last episode have a reading. ``asking`` are the questions about
    the latest onset while they are offered.
    """

    log: EpisodeLog | None = None
    today: Sheet = field(default_factory=Sheet)
    newest: Reading | None = None
    latest: Episode | None = None
    strip: tuple[DayPain, ...] = ()
    calm_days: int = 0
    recorded: int = 0
    longest_calm: int = 0
    empty: bool = True
    asking: Asking | None = None


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """A local day with so many ``entries`` (see ``core.entries``), and whether it lies in an ``episode``."""

    day: date
    entries: int
    worst: int | None
    episode: bool


@dataclass(frozen=True, slots=True)
class Diary:
    """Recorded days, newest first. Earlier ones lie before ``earlier``, if there can be any."""

    days: tuple[DiaryDay, ...] = ()
    earlier: date | None = None


class Questions(Triggers):
    """The part of the journal that answers. Every question is about a span of time or one record."""

    def present(self) -> Present:
        """How things stand now, for the Today page and the ``status`` verb."""
        today = self.today()
        running, latest = self.store.running_episode(), self.store.latest_episode()
        first = self.store.first_day()
        since = latest.ended.day if latest and latest.ended else first or today
        calm = max(0, (today - since).days)
        days = self.store.day_pains(since, today) if running is None else []
        log = self.log(running.id) if running else None
        return Present(
            log=log,
            today=self.day(today),
            newest=self.store.newest_reading(),
            latest=latest,
            strip=tuple(self.store.day_pains(today - timedelta(days=STRIP_DAYS - 1), today)),
            calm_days=calm,
            recorded=len([day for day in days if day.day > since]),
            longest_calm=self._longest_calm(first, today),
            empty=latest is None and self.store.is_empty(),
            asking=self.asking_now(log),
        )

    def day(self, day: date) -> Sheet:
        """Everything recorded on the local ``day``, as the wall clock here divides it."""
        return self._sheet(day, day)

    def story(self, episode_id: str) -> EpisodeLog:
        """Everything in one episode."""
        return self.log(episode_id)

    def kept(self, episode_id: str) -> Keeping:
        """What became of each reminder of one episode, up to now or to its end."""
        return keeping(self.rules(), self.log(episode_id), self.now(), self.zone())

    def ahead(self, hours: float) -> list[Coming]:
        """What comes in the next ``hours`` of the running episode if all of it is done when it is due."""
        running = self.store.running_episode()
        if running is None:
            return []
        return ahead(self.rules(), self.log(running.id), self.now(), self.zone(), timedelta(hours=hours))

    def history(
        self,
        *,
        search: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        place: str = "",
        trigger: str = "",
        limit: int = 50,
        offset: int = 0,
    ) -> list[EpisodeSummary]:
        """Episodes, newest first. ``search`` looks into notes, and into names as they are shown."""
        return self.store.episodes(
            search=search, keys=self._keys_named(search),
            since=since, until=until, place=place, trigger=trigger, limit=limit, offset=offset,
        )  # fmt: skip

    def history_count(
        self,
        *,
        search: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        place: str = "",
        trigger: str = "",
    ) -> int:
        """How many episodes :meth:`history` has for the same wishes."""
        return self.store.count_episodes(
            search=search, keys=self._keys_named(search), since=since, until=until, place=place, trigger=trigger
        )

    def visits_found(
        self, search: str, since: datetime | None = None, until: datetime | None = None, limit: int = 50
    ) -> list[Visit]:
        """Visits that mention ``search``, in names as they are shown too; newest first."""
        return self.store.visits_found(search, self._people_named(search), since, until, limit)

    def visits_found_count(self, search: str, since: datetime | None = None, until: datetime | None = None) -> int:
        """How many :meth:`visits_found` has for the same wishes."""
        return self.store.count_visits_found(search, self._people_named(search), since, until)

    def diary(self, before: date, span: int = DIARY_DAYS) -> Diary:
        """The recorded days of the latest ``span`` days before ``before`` that hold a record, newest first."""
        firsts = (self.store.first_day(), self.store.first_visit_day(), self.store.first_kept_day())
        first = min((day for day in firsts if day is not None), default=None)
        until = before
        while first is not None and first < until:
            since = until - timedelta(days=span)
            found = self._diary_days(since, until - timedelta(days=1))
            if found:
                return Diary(tuple(found), since if first < since else None)
            until = since
        return Diary()

    def days(self, first: date, last: date) -> tuple[list[DayPain], list[Episode]]:
        """The pain of each recorded day, and the episodes that touch the span; both ends count."""
        return self.store.day_pains(first, last), self.store.episodes_between(first, last)

    def logs(self, episodes: Sequence[Episode]) -> list[EpisodeLog]:
        """``episodes`` with their readings, treatments, flares and answers about triggers."""
        return self.store.episode_logs(episodes)

    def hours(self, first: date, last: date) -> list[HourPain]:
        """The pain of each hour of the local days ``first`` to ``last``, in order."""
        return self.store.hour_pains(self._midnight(first), self._midnight(last + timedelta(days=1)))

    def first_day(self) -> date | None:
        """The local day of the first record, or None without any."""
        return self.store.first_day()

    def own(self, family: str) -> list[str]:
        """The person's own keys of ``family`` (treatment or trigger), the latest used first."""
        return self.store.own_keys(family)

    def _longest_calm(self, first: date | None, today: date) -> int:
        """The longest run of days without an episode this year; what was before the first record is not known."""
        if first is None:
            return 0
        calm_since = max(first, date(today.year, 1, 1))
        longest = 0
        for episode in self.store.episodes_between(calm_since, today):
            longest = max(longest, (episode.began.day - calm_since).days)
            calm_since = episode.ended.day if episode.ended else today
        return max(longest, (today - calm_since).days)

    def _sheet(self, first: date, last: date) -> Sheet:
        found = self.store.sheet(self._midnight(first), self._midnight(last + timedelta(days=1)))
        return replace(found, habits=tuple(self.store.habits_of(first, last)))

    def _diary_days(self, first: date, last: date) -> list[DiaryDay]:
        """Each day counts what it shows when it is opened."""
        days, episodes = self._by_day(self._sheet(first, last)), self.store.episodes_between(first, last)
        return [
            DiaryDay(
                day, number, max((each.level for each in days[day].readings), default=None),
                any(_touches(episode, day) for episode in episodes),
            )
            for day in sorted(days, reverse=True)
            if (number := len(entries(days[day])))
        ]  # fmt: skip

    def _by_day(self, sheet: Sheet) -> dict[date, Sheet]:
        """A sheet for each day of it."""
        found: dict[date, dict[str, list[Any]]] = {}

        def put(day: date, kind: str, record: object) -> None:
            found.setdefault(day, {}).setdefault(kind, []).append(record)

        for kind in ("readings", "treatments", "flares", "visits", "checks", "measures"):
            for record in getattr(sheet, kind):
                put(record.moment.at.astimezone(self.zone()).date(), kind, record)
        for habit in sheet.habits:
            put(habit.day, "habits", habit)
        return {day: Sheet(**{kind: tuple(each) for kind, each in kinds.items()}) for day, kinds in found.items()}

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), tzinfo=self.zone())

    @staticmethod
    def _keys_named(search: str) -> tuple[str, ...]:
        return _named(
            search, ("place", catalogue.PLACES), ("trigger", catalogue.TRIGGERS), ("treatment", catalogue.TREATMENTS)
        )

    @staticmethod
    def _people_named(search: str) -> tuple[str, ...]:
        return _named(search, ("who", catalogue.WHO), ("examination", catalogue.EXAMINATIONS))


def _named(search: str, *families: tuple[str, tuple[catalogue.Entry, ...]]) -> tuple[str, ...]:
    """The keys whose labels hold what is searched."""
    words = search.casefold().strip()
    return tuple(
        entry.key
        for family, there in families
        for entry in there
        if words and words in catalogue.label(family, entry.key).casefold()
    )


def _touches(episode: Episode, day: date) -> bool:
    return episode.began.day <= day and (episode.ended is None or day <= episode.ended.day)
