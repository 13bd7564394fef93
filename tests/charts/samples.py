"""Numbers to draw: of nothing, of one entry, of three made-up years."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from backtracker.analysis.burden import months_of, year_of
from backtracker.analysis.course import Course, course_of
from backtracker.analysis.doses import dose_days
from backtracker.analysis.hours import through_day, weeks_of
from backtracker.analysis.kept import Beside, kept_beside
from backtracker.analysis.recurrence import outlook_of
from backtracker.analysis.relief import reliefs_of
from backtracker.analysis.rhythm import onsets_of
from backtracker.analysis.series import Series, series_of
from backtracker.analysis.trials import Result, result_of
from backtracker.analysis.triggers import links_of
from backtracker.analysis.where import where_of
from backtracker.core.care.courses import Session
from backtracker.core.habits import HabitDay
from backtracker.core.medicines.catalogue import SHIPPED
from backtracker.core.medicines.product import Dose, doses_of
from backtracker.core.model import (
    DayPain,
    Episode,
    EpisodeLog,
    EpisodeSummary,
    Exposure,
    Flare,
    HourPain,
    Moment,
    Reading,
    Record,
    Treatment,
)
from backtracker.core.trial import Trial, blocks_of
from backtracker.example import history

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 14, 48, tzinfo=UTC)
TODAY = date(2026, 11, 21)
AMOUNTS = ("empty", "one", "many")


@cache
def records(years: float = 3) -> tuple[Record, ...]:
    return tuple(history(NOW, years=years, running_hours=24.7))


def episodes(years: float = 3) -> list[Episode]:
    return [record for record in records(years) if isinstance(record, Episode)]


def day_pains(readings: list[Reading]) -> list[DayPain]:
    counts: dict[date, Counter[int]] = {}
    for reading in readings:
        counts.setdefault(reading.moment.day, Counter())[reading.level] += 1
    return [DayPain(day, tuple(count[level] for level in range(11))) for day, count in sorted(counts.items())]


def hour_pains(readings: Iterable[Reading]) -> list[HourPain]:
    """As the store counts them."""
    counts: dict[tuple[date, int], Counter[int]] = {}
    for reading in readings:
        local = reading.moment.local
        counts.setdefault((local.date(), local.hour), Counter())[reading.level] += 1
    return [HourPain(*key, tuple(count[level] for level in range(11))) for key, count in sorted(counts.items())]


def readings(years: float = 3) -> list[Reading]:
    return [record for record in records(years) if isinstance(record, Reading)]


def log_of(episode: Episode) -> EpisodeLog:
    mine = [each for each in records() if getattr(each, "episode_id", None) == episode.id]
    return EpisodeLog(
        episode,
        tuple(each for each in mine if isinstance(each, Reading)),
        tuple(each for each in mine if isinstance(each, Treatment)),
        tuple(each for each in mine if isinstance(each, Flare)),
        tuple(each for each in mine if isinstance(each, Exposure)),
    )


def course(
    *levels: tuple[float, int], ended: float | None = None, hours: float = 24, zone: ZoneInfo = BERLIN
) -> Course:
    """An episode that began ``hours`` before NOW, with (hours after the onset, level) each."""
    onset = NOW - timedelta(hours=hours)

    def moment(after: float) -> Moment:
        return Moment.of(onset + timedelta(hours=after), zone)

    episode = Episode("e", moment(0), None if ended is None else moment(ended))
    log = EpisodeLog(episode, tuple(Reading(f"r{after}", moment(after), level, "e") for after, level in levels))
    return course_of(log, NOW)


def phased(episode: Episode) -> Course:
    """An episode of the example with its ice and its heat."""
    began, heat = episode.began.at, episode.began.at + timedelta(hours=72)
    return course_of(log_of(episode), NOW, phases=[("ice", began, heat), ("heat", heat, began + timedelta(days=14))])


def series(*before: int | None) -> Series:
    """A course of a session a week with this pain before each, and one or two less after it."""
    began = datetime(2026, 8, 3, 9, tzinfo=BERLIN)
    return series_of(
        [
            Session(
                Treatment(f"s{week}", Moment.of(began + timedelta(days=7 * week), BERLIN), "massage"),
                level, None if level is None or week == 5 else level - 1 - week % 2,
            )
            for week, level in enumerate(before)
        ]
    )  # fmt: skip


def beside(pains: list[DayPain]) -> Beside:
    """Walks on two of three days, and one month of which nothing is known."""
    known = [each.day for each in pains if each.day.month != 7]
    return kept_beside({"walk": {day for day in known if day.day % 3}, "water": ()}, ["walk"], known, pains, TODAY)


def trial_result(blocks: int, *, over: bool = True) -> Result:
    """Less pain with eight glasses than without, recorded in the first so many blocks of eight."""
    began = date(2026, 8, 1)
    found = Trial("t", Moment(NOW), "water", 8, False, began, 7, 2, "ABBABAAB")
    pains, days = [], []
    for block in blocks_of(found)[:blocks]:
        for n in range(7):
            day, with_it = block.first + timedelta(days=n), block.arm == "A"
            level = (2 if with_it else 5) + (n + block.number) % 2
            pains.append(DayPain(day, tuple(int(each == level) for each in range(11))))
            days.append(HabitDay(day, {"water": 8 if with_it else 5}))
    return result_of(found, pains, days, TODAY if over else began)


def doses() -> list[Dose]:
    """What was taken in the example, with other products between."""
    taken = doses_of((each for each in records() if isinstance(each, Treatment)), SHIPPED)
    others = ("percogesic", "tylenol_extra", "aleve")
    return [
        replace(each, product=SHIPPED[name], contents=SHIPPED[name].amounts(3)) if number % 2 else each
        for number, each in enumerate(taken)
        for name in others[number % 3 :][:1]
    ]


def day_of_doses(amount: str) -> date:
    """The last day of the chart: that of the last dose, or one long before all."""
    return date(2000, 1, 1) if amount == "empty" else doses()[-1].day


@cache
def numbers(key: str, amount: str) -> object:
    """What the chart ``key`` draws of an empty, a hardly begun or a rich history."""
    spasms = {"empty": [], "one": episodes()[-1:], "many": episodes()}[amount]
    days = {"empty": [], "one": day_pains(readings()[-1:]), "many": day_pains(readings())}[amount]
    if key == "episode":
        return {"empty": course(), "one": course((0, 8), hours=2), "many": phased(episodes()[3])}[amount]
    logs = {"empty": [], "one": [log_of(spasms[0])] if spasms else [], "many": [log_of(each) for each in spasms]}[
        amount
    ]
    makers: dict[str, Callable[[], object]] = {
        "calendar": lambda: year_of(2026, days, spasms, TODAY),
        "onset": lambda: onsets_of(spasms),
        "burden": lambda: months_of(days, spasms, TODAY),
        "prevention": lambda: beside(days) if days else kept_beside({}, ["walk"], [], [], TODAY),
        "weeks": lambda: weeks_of(days, TODAY),
        "hours": lambda: through_day(hour_pains({"empty": [], "one": readings()[-1:], "many": readings()}[amount])),
        "recurrence": lambda: outlook_of(spasms, TODAY),
        "triggers": lambda: links_of([each for log in logs for each in log.exposures], [], spasms, TODAY),
        "relief": lambda: tuple(reliefs_of(logs)),
        "series": lambda: {
            "empty": series_of([]),
            "one": series(7),
            "many": series(7, 7, 6, None, 7, 5, 5, 4, 3, 4, 3),
        }[amount],
        "trial": lambda: {
            "empty": trial_result(0, over=False),
            "one": trial_result(1),
            "many": trial_result(8),
        }[amount],
        "doses": lambda: dose_days(doses()[-1:] if amount == "one" else doses(), day_of_doses(amount)),
        "where": lambda: where_of([EpisodeSummary(log.episode, log.worst) for log in logs]),
    }
    return makers[key]()
