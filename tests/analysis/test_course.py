"""The course of an episode: gaps, nights, lanes and the facts of its headline."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.analysis.course import Course, Phase, course_of, thinned
from backtracker.analysis.wall import Wall
from backtracker.core.model import Episode, EpisodeLog, Flare, Moment, Reading, Treatment
from backtracker.core.rules import Rules

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
ONSET = datetime(2026, 8, 22, 10, 20, tzinfo=BERLIN)


def at(hours: float, onset: datetime = ONSET) -> datetime:
    return onset.astimezone(UTC) + timedelta(hours=hours)


def log(
    *levels: tuple[float, int],
    ended: float | None = None,
    treatments: tuple[Treatment, ...] = (),
    onset: datetime = ONSET,
) -> EpisodeLog:
    zone = onset.tzinfo or UTC
    episode = Episode("e", Moment.of(onset, zone), Moment.of(at(ended, onset), zone) if ended is not None else None)
    readings = tuple(Reading(f"r{hours}", Moment.of(at(hours, onset), zone), level, "e") for hours, level in levels)
    return EpisodeLog(episode, readings, treatments)


def course(*levels: tuple[float, int], ended: float | None = None, now: float = 200, onset: datetime = ONSET) -> Course:
    return course_of(log(*levels, ended=ended, onset=onset), at(now, onset))


def treatment(hours: float, kind: str, minutes: float | None = None, running: bool = False) -> Treatment:
    seconds = None if minutes is None else round(minutes * 60)
    return Treatment(f"{kind}{hours}", Moment.of(at(hours), BERLIN), kind, seconds, running=running)


def test_nothing_recorded_yet() -> None:
    found = course(now=2)
    assert (found.points, found.runs, found.lanes, found.phases) == ((), (), (), ())
    assert (found.first, found.last, found.worst, found.eased, found.gone) == (None,) * 5
    assert (found.start, found.end, found.days) == (at(0), at(2), 1)


def test_one_reading() -> None:
    found = course((0, 8), now=1)
    assert found.first == found.last == found.worst
    assert [len(run) for run in found.runs] == [1]


@pytest.mark.parametrize(
    ("levels", "eased", "gone"),
    [
        (((0, 7), (24, 5), (72, 3), (96, 2), (130, 0)), (3, 4), 6),
        (((0, 7), (24, 3), (30, 4), (48, 2)), (2, 3), None),
        (((0, 7), (2, 0)), (0, 1), 1),
        (((0, 7), (2, 0), (24, 1), (48, 0), (50, 0)), (0, 1), 3),
        (((0, 7), (24, 4)), None, None),
        (((0, 2), (24, 0)), None, 2),
        (((0, 0), (24, 0)), None, None),
    ],
)
def test_eased_and_gone(levels: tuple[tuple[float, int], ...], eased: tuple[int, int] | None, gone: int | None) -> None:
    found = course(*levels, ended=140)
    assert (found.eased and (found.eased.level, found.eased.day)) == eased
    assert (found.gone and found.gone.day) == gone


def test_a_run_ends_at_a_night_and_at_a_long_silence() -> None:
    evening, morning = 11.5, 20.8  # 21:50 and 07:08
    found = course((0, 7), (4, 6), (evening, 5), (morning, 6), (22, 5), (29, 4), (33, 4))
    assert [[point.level for point in run] for run in found.runs] == [[7, 6], [5], [6, 5], [4, 4]]


def test_a_reading_in_the_night_joins_it() -> None:
    found = course((9, 7), (13, 6), (17, 6), (21, 5))  # 19:20, 23:20, 03:20, 07:20
    assert len(found.runs) == 1


def test_an_onset_before_dawn_joins_the_morning() -> None:
    found = course((0, 7), (1, 6), (3, 5), onset=datetime(2026, 8, 22, 6, 30, tzinfo=BERLIN))
    assert len(found.runs) == 1


def test_nights_are_those_of_the_wall_and_cut_to_the_episode() -> None:
    found = course((0, 7), (40, 5), ended=40)
    walls = [(dusk.astimezone(BERLIN), dawn.astimezone(BERLIN)) for dusk, dawn in found.nights]
    assert [(f"{dusk:%d %H:%M}", f"{dawn:%d %H:%M}") for dusk, dawn in walls] == [
        ("22 22:00", "23 07:00"),
        ("23 22:00", "24 02:20"),
    ]


@pytest.mark.parametrize(
    ("day", "hours"),
    [(datetime(2026, 3, 28, 12, tzinfo=BERLIN), 8), (datetime(2026, 10, 24, 12, tzinfo=BERLIN), 10)],
)
def test_a_night_in_which_the_clock_changes(day: datetime, hours: int) -> None:
    ((dusk, dawn),) = course((0, 5), (24, 4), ended=24, onset=day).nights
    assert dawn - dusk == timedelta(hours=hours)


def test_quiet_hours_of_one_day_and_none() -> None:
    noon = course_of(log((0, 5), ended=48), at(48), Rules(quiet_from=time(13), quiet_to=time(14)))
    assert [dawn - dusk for dusk, dawn in noon.nights] == [timedelta(hours=1)] * 2
    none = course_of(log((0, 5), ended=48), at(48), Rules(quiet_from=time(0), quiet_to=time(0)))
    assert none.nights == ()


def test_days_count_by_the_wall_of_each_entry() -> None:
    berlin, new_york = Moment.of(at(0), BERLIN), Moment.of(at(38), NEW_YORK)
    episode = Episode("e", berlin, Moment.of(at(60), NEW_YORK))
    readings = (Reading("a", berlin, 8), Reading("b", new_york, 3), Reading("c", Moment.of(at(60), NEW_YORK), 0))
    found = course_of(EpisodeLog(episode, readings), at(500))
    assert [point.day for point in found.points] == [1, 2, 3]
    assert found.days == 3
    assert f"{found.wall.local(at(50)):%H:%M %z}" == "06:20 -0400"
    assert f"{found.wall.local(at(1)):%H:%M %z}" == "11:20 +0200"
    dusk, dawn = found.nights[-1]
    assert (f"{dusk.astimezone(NEW_YORK):%H:%M}", f"{dawn.astimezone(NEW_YORK):%H:%M}") == ("22:00", "07:00")


@pytest.mark.parametrize("reader", [UTC, BERLIN, NEW_YORK, ZoneInfo("Pacific/Apia")])
def test_the_facts_are_the_same_wherever_they_are_read(reader: ZoneInfo) -> None:
    entries = log((0, 7), (20, 5), (72, 3), (130, 0), ended=140)
    assert course_of(entries, at(200).astimezone(reader)).eased == course_of(entries, at(200)).eased


def test_an_unknown_zone_falls_back_to_the_recorded_offset() -> None:
    for zone, offset in (("Mars/Olympus", 5400), ("Europe/Berlin", 5400), ("", 5400)):
        wall = Wall.of([Moment(at(0), offset, zone)])
        assert wall.local(at(0)).utcoffset() == timedelta(minutes=90)


def test_lanes_in_the_order_of_the_catalogue() -> None:
    done = (
        treatment(5, "own:Tea"),
        treatment(3, "walk", 10),
        treatment(1, "ice", 20),
        treatment(4, "medicine"),
        treatment(0.5, "ice", 20),
        treatment(9.9, "heat", running=True),
    )
    found = course_of(log((0, 7), treatments=done), at(10))
    assert [lane.kind for lane in found.lanes] == ["ice", "heat", "walk", "medicine", "own:Tea"]
    assert [end - start for start, end in found.lanes[0].spans] == [timedelta(minutes=20)] * 2
    assert found.lanes[3].spans == ((at(4), at(4)),)
    assert found.lanes[1].spans[0][1] == at(10)


def test_the_window_holds_all_that_is_recorded() -> None:
    found = course_of(log((-1, 4), (0, 7), ended=5, treatments=(treatment(4.9, "walk", 30),)), at(100))
    assert (found.start, found.end) == (at(-1), at(5.4))


def test_phases_are_cut_to_the_episode() -> None:
    phases = [
        ("ice", at(0), at(48)),
        ("rest", at(48), at(72)),
        ("heat", at(72), at(300)),
        ("heat", at(400), at(500)),
    ]
    found = course_of(log((0, 7), ended=100), at(200), phases=phases)
    assert found.phases == (
        Phase("ice", at(0), at(48)),
        Phase("rest", at(48), at(72)),
        Phase("heat", at(72), at(100)),
    )


def test_flares_in_order() -> None:
    flares = tuple(Flare(f"f{hours}", Moment.of(at(hours), BERLIN), "e") for hours in (30, 9))
    base = log((0, 7), ended=40)
    found = course_of(EpisodeLog(base.episode, base.readings, flares=flares), at(50))
    assert [flare.at for flare in found.flares] == [at(9), at(30)]


def test_thinning_keeps_the_extremes_and_both_ends() -> None:
    levels = [(minute / 60, 9 if minute == 777 else 1 if minute == 900 else 5) for minute in range(5000)]
    found = course(*levels, ended=84)
    thin = thinned(found.points, found.start, found.end, 50)
    assert len(thin) <= 2 * 51 + 2
    assert {point.level for point in thin} == {1, 5, 9}
    assert (thin[0], thin[-1]) == (found.first, found.last)
    assert thinned(found.points[:2], found.start, found.end, 1) == list(found.points[:2])
    assert thinned(found.points[:1], found.start, found.start, 9) == list(found.points[:1])
