"""A made-up history, believable and always the same for the same seed.

``backtracker --example``, tests and benchmarks live on it. May import ``core`` and ``example_care``; standard
library only. Nothing here is about a real person. What is planted, so that a chart or a
statistic can be seen to find it: spasms begin mostly in the morning; ``distracted`` comes
before most of them and seldom in the control windows; ``caffeine`` is as frequent in both.
One calendar month is not recorded at all, one trip leads to another time zone, and episodes
run across the nights on which the clocks change.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import groupby
from random import Random
from zoneinfo import ZoneInfo

from backtracker import example_care
from backtracker.core import records
from backtracker.core.asking import HOURS_BEFORE
from backtracker.core.body import Measure
from backtracker.core.habits import Habit
from backtracker.core.medicines.catalogue import SHIPPED
from backtracker.core.model import Act, Check, Episode, Exposure, Flare, Moment, Reading, Record, Treatment
from backtracker.core.redflags import Acknowledgement

EPISODES_A_YEAR = 4
DAYS_APART = 18
FORGOTTEN = 0.08  # share of ordinary days without a record
LONGEST_EPISODE = 9
HABIT_DAYS = 180
LEFT_OPEN = 0.06  # share of questions that stay without an answer
DAYS_OF_A_YEAR = 365.25
WAKING, BEDTIME = time(7), time(22)
PLANTED_TRIGGER, HARMLESS_TRIGGER = "distracted", "caffeine"

# Odds in the case window and in a control window.
_TRIGGER_ODDS = {
    PLANTED_TRIGGER: (0.95, 0.04),
    "posture": (0.40, 0.25),
    "lift": (0.25, 0.15),
    "sudden": (0.20, 0.12),
    "tired": (0.35, 0.35),
    "stress": (0.40, 0.35),
    "sitting": (0.50, 0.50),
    HARMLESS_TRIGGER: (0.50, 0.50),
    "alcohol": (0.15, 0.15),
}
_RARER_TRIGGER_ODDS = {"lift_person": (0.10, 0.10), "exertion": (0.15, 0.12)}
_PLACES = (
    frozenset({"lower_left"}),
    frozenset({"lower_left"}),
    frozenset({"lower_left", "lower_middle"}),
    frozenset({"lower_right"}),
    frozenset({"mid_right"}),
)
_HELPED = ("ice", "heat", "walk", "medicine", "rest")
_ONSET_NOTES = (
    "Bent down for the dishwasher while on the phone.",
    "Turned to get something off the back seat.",
    "Had sat in a meeting all morning, then picked up a box.",
    "Reached under the desk for a cable.",
    "Loaded the car in a hurry.",
)
_DAY_NOTES = ("Garden work, felt fine.", "Long drive.", "Slept badly.", "Swam for half an hour.", "New chair at work.")
_HABITS = {
    "sleep": (5, 6, 6, 7, 7, 7, 8, 8),
    "sitting": (2, 4, 6, 6, 8),
    "lifting": (0, 0, 0, 1, 1, 2, 3),
    "stress": (0, 0, 1, 1, 1, 2, 3),
    "caffeine": (1, 2, 2, 3, 4),
    "alcohol": (0, 0, 0, 1, 2),
    "activity": (0, 10, 20, 20, 30),
    "calcium": (0, 1, 1),
    "magnesium": (0, 1),
    "potassium": (0, 1, 1),
    "coffee": (1, 1, 1, 0),
    "sugar": (0, 1),
}
_Event = Reading | Treatment | Flare | Exposure | Act | Check
_SKIP_REASONS = ("asleep", "on the road", "no ice left", "")


def for_show(until: datetime, zone: str = "") -> Iterator[records.Record]:
    """What ``--example`` shows: three years lived in ``zone``, where it is known, with half a year of prevention.

    They end 26 hours into an episode, so that there is something to be led through; two appointments lie ahead.
    """
    zone, hours = zone or "Europe/Berlin", 26
    episodes: list[Episode] = []
    for record in history(until, zone=zone, running_hours=hours):
        episodes += [record] if isinstance(record, Episode) else []
        yield record
    yield from daily(until, zone=zone, running_hours=hours)
    yield from example_care.records(until, zone, episodes)
    yield from _watched(until, zone)


def _watched(until: datetime, zone: str) -> Iterator[records.Record]:
    """A hard fall half a year ago, told in a check of warning signs, and the notice about it read."""
    rng = Random(29)
    fell = Moment.of(until.replace(microsecond=0) - timedelta(days=183), ZoneInfo(zone))
    check = Check(_new_id(rng), fell, None, frozenset({"fall"}))
    yield check
    read = Moment.of(fell.at + timedelta(minutes=2), ZoneInfo(zone))
    yield Acknowledgement(_new_id(rng), read, check.id, check.flags)


def daily(
    until: datetime,
    *,
    years: float = 3.0,
    seed: int = 19,
    zone: str = "Europe/Berlin",
    running_hours: float | None = None,
) -> Iterator[records.Record]:
    """What prevention adds to the :func:`history` of the same arguments."""
    until = until.astimezone(UTC).replace(microsecond=0)
    plan = _plan(until, years, Random(seed), ZoneInfo(zone), ZoneInfo("America/New_York"), running_hours)
    return _prevention(plan, Random(seed + 3))


def history(
    until: datetime,
    *,
    years: float = 3.0,
    seed: int = 19,
    readings: int | None = None,
    zone: str = "Europe/Berlin",
    trip_zone: str = "America/New_York",
    running_hours: float | None = None,
) -> Iterator[Record]:
    """Everything one person recorded in the ``years`` before the aware instant ``until``.

    Two knobs make it large: ``years`` lengthens it (its natural density is some two readings a
    day), ``readings`` thickens or thins it to exactly that many pain readings within those
    years; everything else stays as it was. With ``running_hours`` the newest episode began that
    many hours before ``until`` and is not over. A record comes after those it belongs to;
    apart from that the order is that of time, to within a day. Episodes never overlap and
    nothing lies after ``until``. The same arguments always make the same records.
    """
    if until.tzinfo is None:
        raise ValueError("a history needs an aware end")
    until = until.astimezone(UTC).replace(microsecond=0)
    plan = _plan(until, years, Random(seed), ZoneInfo(zone), ZoneInfo(trip_zone), running_hours)
    written = _written(plan, Random(seed + 1))
    return written if readings is None else _resized(plan, list(written), readings, Random(seed + 2))


@dataclass(frozen=True, slots=True)
class _Plan:
    """When things happen, before anything is said about them."""

    start: datetime
    until: datetime
    home: tzinfo
    away: tzinfo
    trips: tuple[tuple[datetime, datetime], ...]
    silent: frozenset[date]  # whole stretches without a record
    onsets: tuple[datetime, ...]
    running: bool

    def zone(self, at: datetime) -> tzinfo:
        """Where the person is."""
        return self.away if any(leave <= at < back for leave, back in self.trips) else self.home

    def moment(self, at: datetime) -> Moment:
        return Moment.of(at, self.zone(at))

    def wall(self, day: date, hour: float) -> datetime:
        """The UTC instant at which a wall clock in the person's zone shows ``hour`` on ``day``."""
        clock = datetime.combine(day, time(), UTC) + timedelta(hours=hour)
        zone = self.zone(clock)
        return clock.replace(tzinfo=zone).astimezone(UTC).replace(microsecond=0)


def _plan(until: datetime, years: float, rng: Random, home: tzinfo, away: tzinfo, running_hours: float | None) -> _Plan:
    start = until - timedelta(days=round(years * DAYS_OF_A_YEAR))
    first, days = start.date(), (until - start).days
    silent = _silent_days(rng, first, days)
    trips = []
    for block in range(0, days, round(3 * DAYS_OF_A_YEAR)):
        leave = first + timedelta(days=block + rng.randrange(430, 640))
        if leave + timedelta(days=30) < until.date():
            trips.append(
                (datetime.combine(leave, time(6), UTC), datetime.combine(leave, time(23), UTC) + timedelta(13))
            )
    plan = _Plan(start, until, home, away, tuple(trips), silent, (), running_hours is not None)

    running = None if running_hours is None else until - timedelta(hours=running_hours)
    last = days - (LONGEST_EPISODE + 3)
    if running is not None:
        last = min(last, (running - start).days - DAYS_APART)
    wished = [(back.date() - first).days - 2 for _, back in trips]  # runs on over the way home
    wished += [(day - first).days - 2 for day in _clock_changes(first, days, home)[:2]]
    number = round(years * EPISODES_A_YEAR) - (running is not None)
    chosen: list[int] = []
    for attempt in range(number * 8 + len(wished)):
        if len(chosen) >= number or last < 3:
            break
        free = [wished[attempt]] if attempt < len(wished) else [rng.randrange(3, last + 1) for _ in range(3)]
        day, apart = max(((each, _apart(each, chosen)) for each in free), key=lambda pair: pair[1])
        clear = all(first + timedelta(days=day + ahead) not in silent for ahead in range(-2, LONGEST_EPISODE + 4))
        if clear and 0 <= day <= last and apart >= DAYS_APART:
            insort(chosen, day)
    onsets = [plan.wall(first + timedelta(days=day), _onset_hour(rng)) for day in chosen]
    return replace(plan, onsets=(*onsets, running) if running else tuple(onsets))


def _apart(day: int, chosen: list[int]) -> int:
    """Days from ``day`` to the nearest of the sorted ``chosen``."""
    place = bisect_right(chosen, day)
    return min((abs(day - other) for other in chosen[max(place - 1, 0) : place + 1]), default=10_000)


def _silent_days(rng: Random, first: date, days: int) -> frozenset[date]:
    """One whole calendar month in three years, and a week of holiday in each."""
    silent: set[date] = set()
    for begin in range(0, days, 365):
        holiday = first + timedelta(days=begin + rng.randrange(60, 330))
        silent |= {holiday + timedelta(days=number) for number in range(rng.randrange(5, 9))}
    for begin in range(0, days, round(3 * DAYS_OF_A_YEAR)):
        month = (first + timedelta(days=begin + rng.randrange(700, 850))).replace(day=1)
        silent |= {day for number in range(31) if (day := month + timedelta(days=number)).month == month.month}
    return frozenset(silent)


def _clock_changes(first: date, days: int, zone: tzinfo) -> list[date]:
    """The days on which the wall clock in ``zone`` jumps, later ones first, three months from either end."""
    found = []
    for number in range(90, days - 90):
        before, after = (
            datetime.combine(first + timedelta(days=number + step), time(12), zone).utcoffset() for step in (-1, 0)
        )
        if before != after:
            found.append(first + timedelta(days=number))
    return found[::-1]


def _onset_hour(rng: Random) -> float:
    """Mostly in the morning. Source: onset peak 07:00 to 12:00, Steffens 2015, Arthritis Care Res 67:403."""
    return min(max(rng.gauss(9.4, 1.5), 5.5), 13) if rng.random() < 0.8 else rng.uniform(6.5, 21.5)


def _new_id(rng: Random) -> str:
    """A UUID of version 4 out of the generator's own bits."""
    digits = f"{rng.getrandbits(128):032x}"
    return (
        f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{'89ab'[int(digits[16], 16) & 3]}{digits[17:20]}-{digits[20:]}"
    )


def _written(plan: _Plan, rng: Random) -> Iterator[Record]:
    """The records of the plan: episodes, and the ordinary days between them."""
    day = plan.moment(plan.start).day
    for number, onset in enumerate(plan.onsets):
        running = plan.running and number == len(plan.onsets) - 1
        began = plan.moment(onset).day
        yield from _ordinary_days(plan, rng, day, began)
        last = None
        for record in _Sufferer(plan, rng, onset, running).records():
            yield record
            last = record if isinstance(record, Reading) else last
        day = max(began, last.moment.day if last else began) + timedelta(days=1)
        if running:
            return
    yield from _ordinary_days(plan, rng, day, plan.moment(plan.until).day + timedelta(days=1))


def _ordinary_days(plan: _Plan, rng: Random, day: date, end: date) -> Iterator[Record]:
    """A check-in in the evening, now and then a walk or a stretch. ``day`` included, ``end`` not."""
    ache = 2.0
    while day < end:
        ache *= 0.8
        twinge = rng.choice((1, 1, 2, 3)) if rng.random() < 0.22 else 0
        level = max(twinge, int(ache + rng.random() * 0.5))
        note = rng.choice(_DAY_NOTES) if rng.random() < 0.03 else ""
        found: list[_Event] = []
        for kind, odds, minutes in (("walk", 0.22, 20), ("stretch", 0.18, 10)):
            hour, length = rng.uniform(7.5, 18), minutes + rng.randrange(-4, 9)
            if rng.random() < odds:
                at = plan.moment(plan.wall(day, hour))
                found.append(Treatment(_new_id(rng), at, kind, seconds=length * 60))
        if rng.random() < 0.25:
            morning = plan.moment(plan.wall(day, rng.uniform(7.2, 10)))
            found.append(Reading(_new_id(rng), morning, max(level - 1, 0)))
        evening = plan.moment(plan.wall(day, rng.uniform(18.5, 21.8)))
        found.append(Reading(_new_id(rng), evening, level, role="worst", note=note))
        if rng.random() > FORGOTTEN and day not in plan.silent:
            yield from (record for record in found if plan.start <= record.moment.at <= plan.until)
        day += timedelta(days=1)


def _prevention(plan: _Plan, rng: Random) -> Iterator[records.Record]:
    """The last half year of ordinary days: check-ins with some left out, planks, glasses, a weight a week."""
    today = plan.moment(plan.until).day
    day = max(plan.moment(plan.start).day, today - timedelta(days=HABIT_DAYS)) + timedelta(days=1)
    onsets = [plan.moment(onset).day for onset in plan.onsets]
    height = plan.moment(plan.wall(day, 7.2))
    if day < today:
        yield Measure(_new_id(rng), height, "height", 1_760)
    grams = 84_500
    while day < today:
        ill = any(timedelta() <= day - onset <= timedelta(days=LONGEST_EPISODE) for onset in onsets)
        found: list[Treatment | Habit | Measure] = []
        grams += rng.randrange(-60, 50)
        if day.weekday() == 6 and rng.random() < 0.8:
            at = plan.moment(plan.wall(day, 7.5))
            found.append(Measure(_new_id(rng), at, "weight", grams + rng.randrange(-500, 500)))
        keeps = not ill and rng.random() < 0.75
        for number in range(rng.randrange(1, 4) if keeps else 0):
            at = plan.moment(plan.wall(day, 8 + 4 * number + rng.random()))
            found.append(Treatment(_new_id(rng), at, "plank", seconds=rng.choice((20, 25, 30))))
        evening = plan.moment(plan.wall(day, rng.uniform(18.6, 21.7)))
        if rng.random() > FORGOTTEN and day not in plan.silent:
            values = {key: rng.choice(likely) for key, likely in _HABITS.items() if rng.random() > LEFT_OPEN}
            values |= {"water": rng.randrange(6, 10) if keeps else rng.randrange(3, 8), "support": int(keeps)}
            found += [Habit.about(day, key, value, evening) for key, value in values.items()]
        yield from (each for each in found if plan.start <= each.moment.at <= plan.until)
        day += timedelta(days=1)


class _Sufferer:
    """One episode, lived through along the protocol."""

    def __init__(self, plan: _Plan, rng: Random, onset: datetime, running: bool) -> None:
        self.plan, self.rng, self.onset, self.running = plan, rng, onset, running
        self.id = _new_id(rng)
        self.peak = rng.choice((6, 7, 7, 8, 8, 9))
        self.days = rng.uniform(4.2, LONGEST_EPISODE - 1.5)
        self.over = onset + timedelta(days=self.days)
        self.flare = onset + timedelta(hours=rng.uniform(22, 50)) if rng.random() < 0.3 else None
        if self.flare is not None and not self._awake(self.flare):
            self.flare += timedelta(hours=10)
        self.heat_from = onset + timedelta(hours=72)
        self.next: dict[str, datetime] = {}

    def records(self) -> Iterator[Record]:
        """All of it, in order; a running one up to the plan's end."""
        places, note = self.rng.choice(_PLACES), self.rng.choice(_ONSET_NOTES) if self.rng.random() < 0.6 else ""
        helped = frozenset(self.rng.sample(_HELPED, self.rng.randrange(1, 4)))
        log = [record for record in self._log(places) if record.moment.at <= self.plan.until]
        began = self.plan.moment(self.onset)
        if self.running:
            yield Episode(self.id, began, places=places, note=note)
        else:
            final = max(record.moment.at for record in log) + timedelta(minutes=self.rng.randrange(1, 40))
            yield Episode(self.id, began, self.plan.moment(final), places, helped, note)
        yield from log

    def _log(self, places: frozenset[str]) -> list[_Event]:
        minute = timedelta(minutes=1)
        log: list[_Event] = [self._reading(self.onset, self.peak, "onset", places=places)]
        log.append(Check(_new_id(self.rng), self.plan.moment(self.onset + 2 * minute), self.id))
        log += self._exposures(self.onset + self.rng.randrange(20, 300) * minute)
        self.next = dict.fromkeys(("ice", "medicine"), self.onset + self.rng.randrange(5, 30) * minute)
        self.next |= dict.fromkeys(("walk", "check", "massage"), self.onset + self.rng.randrange(60, 150) * minute)
        self.next["heat"] = self.heat_from + self.rng.randrange(60) * minute
        now = self.onset + 5 * minute
        while now < min(self.over, self.plan.until):
            if not self._awake(now):
                now += 20 * minute
            elif self.flare is not None and now >= self.flare:
                log += self._flare(now)
                now += 10 * minute
            else:
                done, now = self._act(now)
                log += done
        if not self.running:
            log.append(self._reading(max(now, self._bedside()), 0 if self.rng.random() < 0.8 else 1))
        return log

    def _bedside(self) -> datetime:
        """The hour at which it is called over: in the evening of the last day."""
        return self.plan.wall(self.plan.moment(self.over).day, self.rng.uniform(17, 21))

    def _awake(self, at: datetime) -> bool:
        return WAKING <= self.plan.moment(at).local.time() < BEDTIME

    def _level(self, at: datetime) -> int:
        """Falls from the peak, jumps in a flare, is worse after the night."""
        gone = (at - self.onset).total_seconds() / 86400 / self.days
        level: float = self.peak * max(1 - gone, 0) ** 1.1
        if self.flare is not None and at >= self.flare:
            since = (at - self.flare).total_seconds() / 86400
            level += 2.5 * max(1 - since / 2, 0)
        if self.plan.moment(at).local.hour < 9:
            level += 0.8
        return min(max(round(level + self.rng.gauss(0, 0.45)), 0), 10)

    def _reading(
        self,
        at: datetime,
        level: int,
        role: str = "",
        treatment: str | None = None,
        places: frozenset[str] = frozenset(),
    ) -> Reading:
        return Reading(_new_id(self.rng), self.plan.moment(at), level, self.id, treatment, role, places)

    def _flare(self, now: datetime) -> list[_Event]:
        self.flare, at = None, self.plan.moment(now)
        self.next["ice"] = now + timedelta(minutes=12)
        self.heat_from = self.next["heat"] = now + timedelta(hours=72)
        level = min(self._level(now) + 3, 10)
        return [Flare(_new_id(self.rng), at, self.id, "Twisted getting up."), self._reading(now, level, "flare")]

    def _act(self, now: datetime) -> tuple[list[_Event], datetime]:
        """What is due at ``now``, if anything, and the instant at which the person is free again."""
        rng = self.rng
        due = [step for step, at in self.next.items() if at <= now and not (step == "ice" and now >= self.heat_from)]
        if not due:
            return [], now + timedelta(minutes=rng.randrange(6, 15))
        step = due[0]
        hours = {"ice": 2, "heat": 4, "walk": 1.6, "medicine": 6.2, "check": 4.3, "massage": 60}[step]
        self.next[step] = now + timedelta(hours=hours, minutes=rng.randrange(25))
        if step == "check":
            return [self._reading(now, self._level(now))], now + timedelta(minutes=3)
        if step == "massage":
            if now < self.onset + timedelta(days=3) or rng.random() < 0.5:
                return [], now + timedelta(minutes=5)
            return self._treated(now, step, 30, 0.7)
        if step == "medicine":
            if now > self.onset + timedelta(days=3) or self._level(now) < 4:
                return [], now + timedelta(minutes=5)
            dose = Treatment(
                _new_id(rng), self.plan.moment(now), step, product="Ibuprofen", amount="400 mg", episode_id=self.id,
                medicine="ibuprofen", units=2.0, contents=SHIPPED["ibuprofen"].amounts(2),
            )  # fmt: skip
            return [dose], now + timedelta(minutes=4)
        if rng.random() < 0.16:
            reason = rng.choice(_SKIP_REASONS)
            skipped = Act(_new_id(rng), self.plan.moment(now), "skipped", self.id, step, reason=reason)
            return [skipped], now + timedelta(minutes=7)
        minutes = 20 if step != "walk" else min(5 + (now - self.onset).days, 20)
        return self._treated(now, step, minutes, 0.15 if step == "walk" else 0.6)

    def _treated(self, now: datetime, kind: str, minutes: int, odds: float) -> tuple[list[_Event], datetime]:
        """A session, and with ``odds`` the pain before and after it."""
        rng, length = self.rng, timedelta(minutes=minutes)
        end = min(now + length, self.plan.until)
        seconds = round((end - now).total_seconds())
        planned = minutes * 60 if kind in ("ice", "heat", "walk") else None
        done = Treatment(_new_id(rng), self.plan.moment(now), kind, seconds, planned, episode_id=self.id)
        log: list[_Event] = [done]
        if rng.random() < odds:
            before = self._level(now)
            after = max(before - rng.choice((0, 1, 1, 1, 2)), 0)
            log.append(self._reading(now, before, "before", done.id))
            log.append(self._reading(end, after, "after", done.id))
        return log, end + timedelta(minutes=4)

    def _exposures(self, asked: datetime) -> list[_Event]:
        """All likely triggers, and two more, before the onset and in the same two hours of the two days before."""
        at, log = self.plan.moment(asked), list[_Event]()
        # The rarer ones roll dice of their own, so that nothing else in the history depends on them.
        for rng, odds in ((self.rng, _TRIGGER_ODDS), (Random(self.id), _RARER_TRIGGER_ODDS)):
            for trigger, (case, control) in odds.items():
                for hours_before in HOURS_BEFORE:
                    answer = "yes" if rng.random() < (case if hours_before == 0 else control) else "no"
                    if rng.random() < 0.06:
                        answer = "unknown"
                    log.append(Exposure(_new_id(rng), at, self.id, trigger, hours_before, answer))
        return log


def _resized(plan: _Plan, records: list[Record], wished: int, rng: Random) -> Iterator[Record]:
    """``records`` with exactly ``wished`` readings: some left out evenly, or more on the days that have some."""
    present = sum(isinstance(record, Reading) for record in records)
    if wished <= present:
        seen = 0
        for record in records:
            if isinstance(record, Reading):
                seen += 1
                if seen * wished // present == (seen - 1) * wished // present:
                    continue
            yield record
        return
    if present == 0:
        raise ValueError("no day to put readings on: ask for a longer history")
    episodes = [record for record in records if isinstance(record, Episode)]
    days = [list(group) for _, group in groupby(records, key=_day)]
    spoken = [sorted((each for each in day if isinstance(each, Reading)), key=_instant) for day in days]
    recorded, number, more = sum(map(bool, spoken)), 0, wished - present
    for day, readings in zip(days, spoken, strict=True):
        yield from day
        if readings:
            share = more * (number + 1) // recorded - more * number // recorded
            number += 1
            yield from _thickened(plan, readings, episodes, share, rng)


def _day(record: Record) -> date:
    return record.began.day if isinstance(record, Episode) else record.moment.day


def _instant(record: Record) -> datetime:
    return record.began.at if isinstance(record, Episode) else record.moment.at


def _thickened(
    plan: _Plan, readings: list[Reading], episodes: list[Episode], number: int, rng: Random
) -> Iterator[Reading]:
    """``number`` more readings on the day of ``readings``, each near the level said last before it."""
    day, times = readings[0].moment.day, [reading.moment.at for reading in readings]
    first = min(max(plan.wall(day, WAKING.hour), plan.start), times[0])
    last = max(min(plan.wall(day, BEDTIME.hour), plan.until), times[-1])
    place = bisect_left(episodes, first, key=_instant)
    near = [each for each in episodes[max(place - 1, 0) : place + 1] if each.ended is None or each.ended.at >= first]
    same_offset = plan.moment(first).offset == plan.moment(last).offset
    offset, zone = readings[-1].moment.offset, readings[-1].moment.zone
    for ahead in sorted(rng.choices(range(int((last - first).total_seconds()) + 1), k=number)):
        at = first + timedelta(seconds=ahead)
        moment = Moment(at, offset, zone) if same_offset else plan.moment(at)
        level = readings[max(bisect_right(times, at) - 1, 0)].level
        if level and rng.random() < 0.25:
            level -= 1
        within = next(
            (each.id for each in near if each.began.at <= at and (not each.ended or at <= each.ended.at)), None
        )
        yield Reading(_new_id(rng), moment, level, within)
