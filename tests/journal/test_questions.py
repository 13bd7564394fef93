from datetime import date, datetime, timedelta

import pytest

from backtracker.core.care.visits import Examination
from backtracker.core.model import Episode
from tests.journal.conftest import BERLIN, Bench


def local(day: int, hour: int = 12, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=BERLIN)


def past(bench: Bench, began: datetime, ended: datetime, **said: object) -> Episode:
    return bench.journal.add_past(began, ended, 7, **said)[1]  # type: ignore[arg-type]


def test_nothing_recorded(bench: Bench) -> None:
    present = bench.journal.present()
    assert present.empty
    assert (present.log, present.newest, present.latest) == (None, None, None)
    assert (present.calm_days, present.recorded, present.longest_calm) == (0, 0, 0)


def test_the_present_while_an_episode_runs(bench: Bench) -> None:
    bench.journal.log_pain(2, local(18))
    onset = bench.journal.log_spasm(8, bench.ago(hours=1))
    bench.journal.did("ice", bench.ago(minutes=30), after=6)
    present = bench.journal.present()
    assert present.log == bench.journal.story(onset.episode.id)
    assert [each.level for each in present.today.readings] == [8, 6]
    assert [each.kind for each in present.today.treatments] == ["ice"]
    assert present.newest is not None
    assert present.newest.level == 6
    assert [(each.day, each.worst) for each in present.strip] == [(date(2026, 11, 18), 2), (date(2026, 11, 20), 8)]
    assert not present.empty


def test_calm_days_count_from_the_end_of_the_last_episode(bench: Bench) -> None:
    past(bench, local(1, month=10), local(6, month=10))
    past(bench, local(8), local(10))
    for day in (12, 13, 13, 20):
        bench.journal.log_pain(0, local(day, 10))
    present = bench.journal.present()
    assert (present.calm_days, present.recorded) == (10, 3)
    assert present.longest_calm == 33  # 6 October to 8 November


def test_calm_days_without_an_episode_count_from_the_first_record(bench: Bench) -> None:
    bench.journal.log_pain(1, local(10))
    present = bench.journal.present()
    assert (present.calm_days, present.longest_calm) == (10, 10)


def test_what_was_before_the_first_record_is_not_known_as_calm(bench: Bench) -> None:
    past(bench, local(1), local(5))
    assert bench.journal.present().longest_calm == 15


def test_a_calm_stretch_begins_with_the_year_at_the_earliest(bench: Bench) -> None:
    bench.journal.log_pain(1, datetime(2025, 3, 1, tzinfo=BERLIN))
    past(bench, local(1, month=3), local(5, month=3))
    assert bench.journal.present().longest_calm == 260  # 5 March to 20 November
    past(bench, local(1, month=9), local(5, month=9))
    assert bench.journal.present().longest_calm == 180


def test_a_day_is_that_of_the_wall_here(bench: Bench) -> None:
    bench.journal.log_pain(3, local(18, 0))
    bench.journal.log_pain(4, local(18, 23))
    bench.journal.log_pain(5, local(19, 0))
    assert [each.level for each in bench.journal.day(date(2026, 11, 18)).readings] == [3, 4]


@pytest.mark.parametrize(
    ("search", "found"),
    [("", 3), ("box", 1), ("BOX", 1), ("lower back", 2), ("mid back, r", 1), ("stress", 1), ("snow", 1), ("heat", 1),
     ("ibuprofen", 1), ("nothing of this", 0), ("  ", 3)],
)  # fmt: skip
def test_search_looks_where_a_person_would(bench: Bench, search: str, found: int) -> None:
    past(bench, local(1, month=6), local(5, month=6), places=["lower_left"], note="lifted a Box")
    past(bench, local(1, month=7), local(5, month=7), places=["mid_right"], triggers=["stress"], helped=["heat"])
    past(bench, local(1, month=8), local(5, month=8), places=["lower_middle"], triggers=["own:Snow"])
    bench.journal.did("medicine", local(2, month=8), product="Ibuprofen")
    assert len(bench.journal.history(search=search)) == found
    assert bench.journal.history_count(search=search) == found


def test_history_is_newest_first_and_comes_in_pages(bench: Bench) -> None:
    made = [past(bench, local(day), local(day + 1)).id for day in range(1, 11, 2)]
    first = [each.episode.id for each in bench.journal.history(limit=3)]
    rest = [each.episode.id for each in bench.journal.history(limit=3, offset=3)]
    assert first + rest == made[::-1]
    (line,) = bench.journal.history(limit=1)
    assert (line.worst, line.pains) == (7, 1)


def test_the_diary_holds_recorded_days_and_skips_empty_months(bench: Bench) -> None:
    past(bench, local(9), local(11))
    bench.journal.did("walk", local(10), before=4, after=2)
    bench.journal.log_pain(1, local(15))
    bench.journal.log_pain(2, local(1, month=4))
    today = date(2026, 11, 20)
    newest = bench.journal.diary(today + timedelta(days=1))
    assert [(each.day.day, each.entries, each.worst, each.episode) for each in newest.days] == [
        (15, 1, 1, False),
        (10, 1, 4, True),
        (9, 1, 7, True),
    ]
    assert newest.earlier is not None
    older = bench.journal.diary(newest.earlier)
    assert [each.day for each in older.days] == [date(2026, 4, 1)]
    assert older.earlier is None


@pytest.mark.parametrize(
    ("search", "found"),
    [("weber", 1), ("WEBER", 1), ("strain", 1), ("loosened", 1), ("doctor", 1), ("mri", 1), ("no finding", 1),
     ("reiki", 1), ("nothing of this", 0), ("kind", 0)],
)  # fmt: skip
def test_visits_are_found_by_their_words(bench: Bench, search: str, found: int) -> None:
    bench.journal.add_visit(
        "doctor", local(1), name="Dr. Weber", diagnosis="a strain", examinations=[Examination("mri", "no finding")]
    )
    bench.journal.add_visit("own:Reiki", local(2), note="loosened")
    assert len(bench.journal.visits_found(search)) == found
    assert bench.journal.visits_found_count(search) == found
    assert bench.journal.visits_found(search, since=local(3)) == []
    assert bench.journal.visits_found_count(search, until=local(1)) == 0


def test_own_names_are_offered_again(bench: Bench) -> None:
    bench.journal.did("own:Foam roller", local(1))
    bench.journal.did("own:Tape", local(2))
    assert bench.journal.own("treatment") == ["own:Tape", "own:Foam roller"]
    assert bench.journal.own("trigger") == []
