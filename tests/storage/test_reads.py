"""The questions a history answers: what they count in, in which order, and up to where."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from backtracker.core.care.courses import Course
from backtracker.core.care.exercises import Exercise, Practice
from backtracker.core.care.visits import Visit
from backtracker.core.model import Check, DayPain, EpisodeSummary, Flare, Moment, Record, Sheet, new_id
from backtracker.core.records import Record as Kept
from backtracker.errors import StoreError
from backtracker.storage.store import Store
from tests.storage.records import NOW, at, episode, exposure, reading, shown, treatment


def fill(store: Store, *records: Kept) -> None:
    with store.change("fill", NOW) as change:
        for record in records:
            change.put(record)


def erase(store: Store, *records: Record) -> None:
    with store.change("erase", NOW) as change:
        for record in records:
            change.remove(record)


def test_of_many_times_of_an_exercise_the_newest_are_given_in_their_order(store: Store) -> None:
    bridge = Exercise("e", at(days=-9), "Bridge", reps=10)
    times = [Practice(f"p{n}", at(days=-n), "e") for n in range(5, 0, -1)]
    fill(store, bridge, *times)
    assert store.practices_since(at(days=-4).at) == times[1:]
    assert store.practices_since(at(days=-9).at, limit=2) == times[-2:]


def test_it_is_known_when_a_visit_or_a_course_was_written_last(store: Store) -> None:
    visit = Visit("v", at(days=2), "doctor")
    fill(store, visit, Course("c", at(days=-2), "massage"))
    later = NOW + timedelta(hours=1)
    with store.change("edit", later) as change:
        change.put(replace(visit, note="MRI"))
    assert store.written(["v", "c", "nobody"]) == {"v": later, "c": NOW}
    assert store.written([]) == {}


def test_an_empty_history_answers_every_question(store: Store) -> None:
    assert store.running_episode() is None
    assert store.latest_episode() is None
    assert store.episode_log("nobody") is None
    assert store.episodes() == []
    assert store.count_episodes() == 0
    assert store.sheet(NOW, NOW) == Sheet()
    assert store.day_pains(date.min, date.max) == []
    assert store.episodes_between(date.min, date.max) == []
    assert store.newest_reading() is None
    assert store.running_session() is None
    assert store.treatment_readings("nobody") == []
    assert store.own_keys("treatment") == []
    assert store.first_day() is None
    assert set(store.counts().values()) == {0}


def test_the_running_and_the_latest_episode(store: Store) -> None:
    over = episode(at(days=-1), ended=at(days=-1, hours=2))
    running = episode(at(days=-3))
    fill(store, over, running)
    assert store.running_episode() == running
    assert store.latest_episode() == over
    erase(store, over, running)
    assert store.running_episode() is None
    assert store.latest_episode() is None


def test_an_episode_log_holds_each_kind_in_the_order_of_its_time(store: Store) -> None:
    spasm, other = episode(at(days=-1)), episode(at(days=-9), ended=at(days=-8))
    late, early = reading(3, at(hours=1), episode_id=spasm.id), reading(8, at(hours=-1), episode_id=spasm.id)
    first, second = shown(spasm.id, slot="a"), shown(spasm.id, slot="b")
    ice = treatment(episode_id=spasm.id)
    flare = Flare(new_id(), at(), spasm.id)
    cause = exposure(spasm.id)
    check = Check(new_id(), at(), spasm.id)
    gone = reading(1, episode_id=spasm.id)
    fill(store, spasm, other, late, early, first, second, ice, flare, cause, check, gone, reading(2))
    fill(store, reading(5, episode_id=other.id))
    erase(store, gone)
    log = store.episode_log(spasm.id)
    assert log is not None
    assert log.readings == (early, late)
    assert log.acts == (first, second)  # the same instant: in the order they were written
    assert (log.treatments, log.flares, log.exposures, log.checks) == ((ice,), (flare,), (cause,), (check,))


def test_the_list_of_episodes_is_newest_first_and_comes_in_pages(store: Store) -> None:
    spasms = [episode(at(days=-each)) for each in range(5)]
    fill(store, *reversed(spasms))
    assert [line.episode for line in store.episodes()] == spasms
    assert [line.episode for line in store.episodes(limit=2, offset=1)] == spasms[1:3]
    assert store.count_episodes() == 5


def test_a_page_may_be_as_long_as_the_history(store: Store) -> None:
    store.bulk([episode(at(days=-each)) for each in range(33_000)], NOW)
    assert len(store.episodes(limit=40_000)) == 33_000


def test_a_line_of_the_list_tells_the_worst_pain_and_the_suspected_triggers(store: Store) -> None:
    spasm = episode()
    gone = reading(10, episode_id=spasm.id)
    fill(
        store, spasm, gone, reading(7, episode_id=spasm.id), reading(4, episode_id=spasm.id),
        exposure(spasm.id, "stress", moment=at(hours=1)), exposure(spasm.id, "lift"),
        exposure(spasm.id, "tired", answer="no"), exposure(spasm.id, "sitting", hours_before=24),
    )  # fmt: skip
    erase(store, gone)
    assert store.episodes() == [EpisodeSummary(spasm, worst=7, pains=2, triggers=("lift", "stress"))]


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        ({"search": "KÜCHE"}, True),
        ({"search": "  küche "}, True),
        ({"search": "Keller"}, False),
        ({"search": "100 %"}, True),
        ({"search": "100 _"}, False),
        ({"search": "naproxen"}, True),
        ({"search": "yoga"}, True),
        ({"search": "gartenarbeit"}, True),
        ({"search": "better after lunch"}, True),
        ({"search": "sneezed"}, True),
        ({"search": "own:"}, False),
        ({"search": "gone"}, False),
        ({"search": "not it"}, False),
        ({"search": "lower back", "keys": ["lower_left"]}, True),
        ({"search": "lifted", "keys": ["lift"]}, True),
        ({"search": "heat", "keys": ["heat"]}, True),
        ({"search": "walking", "keys": ["walk"]}, True),
        ({"search": "massage", "keys": ["massage"]}, False),
        ({"place": "lower_left"}, True),
        ({"place": "lower"}, False),
        ({"trigger": "lift"}, True),
        ({"trigger": "tired"}, False),
        ({"trigger": "lift", "place": "neck_left"}, False),
        ({"since": NOW, "until": NOW + timedelta(seconds=1)}, True),
        ({"until": NOW}, False),
        ({"since": NOW + timedelta(milliseconds=1)}, False),
    ],
)
def test_search_and_filters(store: Store, asked: dict[str, object], hits: bool) -> None:
    spasm = episode(at(), note="In der Küche, 100 % Last", places=frozenset({"lower_left"}), helped=frozenset({"heat"}))
    gone = treatment(note="gone", episode_id=spasm.id)
    fill(
        store, spasm, gone, episode(at(days=-400), ended=at(days=-399)),
        treatment("walk", episode_id=spasm.id), treatment("own:Yoga", episode_id=spasm.id),
        treatment("medicine", episode_id=spasm.id, product="Naproxen 250"),
        exposure(spasm.id, "lift"), exposure(spasm.id, "own:Gartenarbeit"),
        exposure(spasm.id, "tired", answer="no"), exposure(spasm.id, "own:not it", answer="no"),
        reading(3, episode_id=spasm.id, note="better after lunch"), Flare(new_id(), at(), spasm.id, "sneezed"),
    )  # fmt: skip
    erase(store, gone)
    asked = {"since": at(days=-100).at, **asked}
    assert [line.episode for line in store.episodes(**asked)] == ([spasm] if hits else [])  # type: ignore[arg-type]
    assert store.count_episodes(**asked) == int(hits)  # type: ignore[arg-type]


def test_a_sheet_holds_what_was_recorded_from_its_first_to_before_its_last_instant(store: Store) -> None:
    ends = at(hours=1)
    spasm = episode(at())
    inside = (reading(1, at()), treatment("ice", at()), Flare(new_id(), at(), spasm.id))
    outside = (
        reading(1, at(seconds=-0.001)), reading(2, ends), treatment("ice", ends), episode(ends),
        Flare(new_id(), ends, spasm.id), shown(spasm.id),
    )  # fmt: skip
    fill(store, spasm, *inside, *outside)
    assert store.sheet(NOW, ends.at) == Sheet((inside[0],), (inside[1],), (inside[2],), (spasm,))


def test_the_pain_of_days_counts_levels_by_the_local_date(store: Store) -> None:
    before_midnight = Moment(NOW.replace(hour=21, minute=59), 7200)
    after_midnight = Moment(NOW.replace(hour=22, minute=1), 7200)
    fill(store, reading(3, before_midnight), reading(3, before_midnight), reading(8, after_midnight))
    first, second = date(2026, 10, 12), date(2026, 10, 13)
    counts = (0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0)
    assert store.day_pains(first, first) == [DayPain(first, counts)]
    assert [day.worst for day in store.day_pains(first, second)] == [3, 8]
    assert store.day_pains(second + timedelta(days=1), date.max) == []


@pytest.mark.parametrize(
    ("began", "ended", "touches"),
    [
        (-20, -11, False),
        (-20, -10, True),
        (-20, 5, True),
        (-20, None, True),
        (-10, -9, True),
        (-5, -5, True),
        (-5, None, True),
        (-5, 3, True),
        (-4, 3, False),
        (-4, None, False),
    ],
)
def test_episodes_between_touch_the_days_asked_for(store: Store, began: int, ended: int | None, touches: bool) -> None:
    spasm = episode(at(days=began), ended=None if ended is None else at(days=ended))
    fill(store, spasm)
    first, last = at(days=-10).day, at(days=-5).day
    assert store.episodes_between(first, last) == ([spasm] if touches else [])
    erase(store, spasm)
    assert store.episodes_between(first, last) == []


def test_the_newest_reading_is_the_one_with_the_latest_time(store: Store) -> None:
    newest, older, gone = reading(1, at(hours=1)), reading(2), reading(3, at(hours=2))
    fill(store, newest, older, gone)
    erase(store, gone)
    assert store.newest_reading() == newest


def test_the_running_session_and_its_readings(store: Store) -> None:
    ice = treatment(running=True, planned=1200)
    after, before = reading(3, at(hours=1), treatment_id=ice.id), reading(5, at(), treatment_id=ice.id)
    fill(store, treatment("walk", at(hours=1)), ice, after, before, reading(9))
    assert store.running_session() == ice
    assert store.treatment_readings(ice.id) == [before, after]


def test_own_names_come_back_last_used_first_and_once(store: Store) -> None:
    spasm = episode()
    gone = treatment("own:gone", at(days=9))
    fill(
        store, spasm, treatment("own:tea", at(days=-3)), treatment("own:bath", at(days=-2)),
        treatment("own:tea", at(days=-1)), treatment("ice"), treatment("owner"), gone,
        exposure(spasm.id, "own:cat"), exposure(spasm.id, "lift"),
    )  # fmt: skip
    erase(store, gone)
    assert store.own_keys("treatment") == ["own:tea", "own:bath"]
    assert store.own_keys("treatment", limit=1) == ["own:tea"]
    assert store.own_keys("trigger") == ["own:cat"]


@pytest.mark.parametrize("record", [episode(at(days=-7)), reading(1, at(days=-7)), treatment("ice", at(days=-7))])
def test_the_first_day_is_that_of_the_oldest_record_of_any_kind(store: Store, record: Record) -> None:
    fill(store, record, episode(), reading(), treatment())
    assert store.first_day() == at(days=-7).day
    erase(store, record)
    assert store.first_day() == at().day


def test_counts_are_of_live_records(store: Store) -> None:
    gone, spasm = reading(), episode()
    fill(store, gone, reading(), spasm, shown(spasm.id))
    erase(store, gone)
    assert {name: count for name, count in store.counts().items() if count} == {"readings": 1, "episodes": 1, "acts": 1}


def test_the_data_version_moves_with_what_others_write_only(store: Store) -> None:
    before = store.data_version()
    fill(store, reading())
    assert store.data_version() == before
    with Store.open(store.path, NOW) as other:
        fill(other, reading())
    assert store.data_version() != before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE readings SET note = CAST(x'ff' AS TEXT)",
        "UPDATE readings SET at = 1 << 60",
        "UPDATE readings SET places = '[1, [2]]'",
    ],
)
def test_a_cell_that_nobody_wrote_is_damage_and_not_a_bug(store: Store, damage: str) -> None:
    record = reading()
    fill(store, record)
    store._sql(damage)
    with pytest.raises(StoreError, match="damaged"):
        store.reading(record.id)
    assert store.check() != []


def test_hours_are_those_of_the_wall_at_entry(store: Store) -> None:
    far = timezone(timedelta(hours=-9, minutes=-30))
    old = Moment(datetime(1969, 12, 31, 23, 30, tzinfo=UTC), -3600)
    late = Moment.of(datetime(2026, 3, 2, 23, 59, tzinfo=far), far)
    fill(store, reading(4, late), reading(4, Moment(late.at - timedelta(minutes=50), late.offset)), reading(7, late))
    fill(store, reading(2, old))
    gone = reading(9, late)
    fill(store, gone)
    erase(store, gone)
    found = store.hour_pains(old.at, late.at + timedelta(seconds=1))
    assert [(each.day, each.hour, each.counts) for each in found] == [
        (old.day, 22, tuple(int(level == 2) for level in range(11))),
        (late.day, 23, tuple({4: 2, 7: 1}.get(level, 0) for level in range(11))),
    ]
    assert store.hour_pains(late.at + timedelta(seconds=1), late.at + timedelta(days=1)) == []


def test_logs_of_several_episodes_hold_what_belongs_to_each(store: Store) -> None:
    one, other = episode(at(days=-9), ended=at(days=-8)), episode(at(days=-1))
    pain, more = reading(5, at(days=-9), episode_id=one.id), reading(6, at(days=-1), episode_id=other.id)
    flare, cause = Flare(new_id(), at(), other.id), exposure(one.id)
    ice = treatment(moment=at(days=-1), episode_id=other.id)
    fill(store, one, other, pain, more, flare, cause, ice, reading(9))
    first, second = store.episode_logs([one, other])
    assert (first.episode, first.readings, first.exposures, first.flares) == (one, (pain,), (cause,), ())
    assert (second.readings, second.treatments, second.flares) == ((more,), (ice,), (flare,))
    assert store.episode_logs([]) == []
