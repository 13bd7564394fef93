"""Values that refuse nonsense with a sentence."""

from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from backtracker.core.model import (
    LONGEST_NOTE,
    Act,
    Check,
    DayPain,
    Episode,
    EpisodeLog,
    Exposure,
    Flare,
    Moment,
    Reading,
    Treatment,
    check_level,
    check_overlap,
    check_past,
    check_text,
    laid_over,
    moved,
    new_id,
    pain_around,
)  # fmt: skip
from backtracker.errors import UserError

NOON = datetime(2024, 6, 3, 12, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def moment(hours: float = 0) -> Moment:
    return Moment.of(NOON + timedelta(hours=hours), BERLIN)


def test_a_moment_remembers_the_wall_it_was_read_from() -> None:
    found = Moment.of(datetime(2024, 6, 3, 23, 30, tzinfo=UTC), BERLIN)
    assert (found.offset, found.zone, found.day) == (7200, "Europe/Berlin", date(2024, 6, 4))
    assert found.local.strftime("%H:%M %z") == "01:30 +0200"
    assert found.at.tzinfo is UTC


def test_both_hours_of_an_autumn_night_are_told_apart() -> None:
    walls = [Moment.of(datetime(2024, 10, 27, hour, 30, tzinfo=UTC), BERLIN) for hour in (0, 1)]
    assert [each.local.strftime("%H:%M %z") for each in walls] == ["02:30 +0200", "02:30 +0100"]


def test_a_zone_without_a_name_and_an_old_one_with_odd_seconds_are_kept() -> None:
    assert Moment.of(NOON, timezone(timedelta(hours=-5))).zone == ""
    old = Moment.of(datetime(1890, 1, 1, tzinfo=UTC), ZoneInfo("Europe/Amsterdam"))
    assert abs(old.offset) < 24 * 3600


def test_a_moment_needs_to_know_where_it_is() -> None:
    with pytest.raises(ValueError, match="aware"):
        Moment(NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="less than a day"):
        Moment(NOON, 24 * 3600)
    assert Moment(NOON.astimezone(BERLIN)).at.tzinfo is UTC


def test_a_moment_moved_to_the_same_instant_keeps_its_wall() -> None:
    there = moment()
    assert moved(there, NOON, ZoneInfo("Asia/Tokyo")) is there
    assert moved(there, NOON + timedelta(hours=1), ZoneInfo("Asia/Tokyo")).zone == "Asia/Tokyo"


def test_identities_are_uuids_and_differ() -> None:
    assert UUID(new_id()) != UUID(new_id())


@pytest.mark.parametrize("level", range(11))
def test_pain_goes_from_0_to_10(level: int) -> None:
    assert check_level(level) == level
    assert Reading("r", moment(), level).level == level


@pytest.mark.parametrize("level", [-1, 11, 5.0, True, "5", None], ids=repr)
def test_anything_else_is_not_a_level(level: object) -> None:
    with pytest.raises(UserError, match="whole number from 0"):
        Reading("r", moment(), level)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "plain", "ünï 痛い 🙂", "x" * LONGEST_NOTE, "two\nlines"])
def test_text_that_can_be_kept(text: str) -> None:
    assert check_text(text) == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("a\0b", "cannot be kept"), ("half \ud83d a smile", "cannot be kept"), ("x" * (LONGEST_NOTE + 1), "20,000")],
    ids=["a NUL", "half a character", "too long"],
)
def test_text_that_cannot_be_kept_is_refused_in_every_record(text: str, sentence: str) -> None:
    for make in (
        lambda: Reading("r", moment(), 5, note=text),
        lambda: Episode("e", moment(), note=text),
        lambda: Flare("f", moment(), "e", note=text),
        lambda: Treatment("t", moment(), "ice", note=text),
        lambda: Treatment("t", moment(), "own:" + text),
        lambda: Treatment("t", moment(), "medicine", product=text),
        lambda: Exposure("x", moment(), "e", "own:" + text),
        lambda: Act("a", moment(), "skipped", reason=text),
    ):
        with pytest.raises(UserError, match=sentence):
            make()


def test_an_episode_ends_after_it_began() -> None:
    with pytest.raises(UserError, match="before it began"):
        Episode("e", moment(), moment(-0.01))
    assert Episode("e", moment(), moment()).ended == moment()


@pytest.mark.parametrize("kind", ["", "own:", "own:  ", "  "])
def test_a_treatment_says_what_was_done(kind: str) -> None:
    with pytest.raises(UserError, match="what was done"):
        Treatment("t", moment(), kind)


def test_a_name_of_ones_own_stands_in_one_line() -> None:
    typed, kept = "own: hot\n  stone\u2028bath\t", "own:hot stone bath"
    assert Treatment("t", moment(), typed).kind == kept
    assert Exposure("x", moment(), "e", typed).trigger == kept
    assert Episode("e", moment(), helped=frozenset({typed, "ice"})).helped == {kept, "ice"}
    medicine = Treatment("t", moment(), "medicine", product="Ibu\nprofen ", amount="400\r\nmg")
    assert (medicine.product, medicine.amount) == ("Ibu profen", "400 mg")
    assert Treatment("t", moment(), "medicine", note="two\nlines").note == "two\nlines"


@pytest.mark.parametrize("seconds", [-1, 24 * 3600 + 1])
def test_a_treatment_lasts_a_day_at_most(seconds: int) -> None:
    for length in ({"seconds": seconds}, {"planned": seconds}):
        with pytest.raises(UserError, match="24 hours"):
            Treatment("t", moment(), "ice", **length)  # type: ignore[arg-type]


def test_a_running_session_has_no_length_yet() -> None:
    with pytest.raises(ValueError, match="no length"):
        Treatment("t", moment(), "ice", seconds=60, running=True)
    assert Treatment("t", moment(), "ice", running=True).ended_at is None
    assert Treatment("t", moment(), "ice", seconds=60).ended_at == NOON + timedelta(minutes=1)


def test_an_answer_about_a_trigger_is_yes_no_or_unknown() -> None:
    with pytest.raises(ValueError, match="not an answer"):
        Exposure("x", moment(), "e", "lift", answer="maybe")
    with pytest.raises(UserError, match="own trigger"):
        Exposure("x", moment(), "e", "own: ")


def test_acts_are_of_a_known_kind_and_snoozes_and_pauses_end() -> None:
    with pytest.raises(ValueError, match="not an act"):
        Act("a", moment(), "danced")
    for kind in ("snoozed", "paused"):
        with pytest.raises(ValueError, match="needs an until"):
            Act("a", moment(), kind)
        assert Act("a", moment(), kind, until=NOON).until == NOON


def test_a_log_knows_whether_it_runs_and_its_worst_level() -> None:
    running = EpisodeLog(Episode("e", moment()))
    assert running.running
    assert running.worst is None
    told = EpisodeLog(Episode("e", moment(), moment(1)), tuple(Reading("r", moment(), level) for level in (3, 8, 5)))
    assert not told.running
    assert told.worst == 8


def test_a_day_of_pain_in_counts() -> None:
    day = DayPain(date(2024, 6, 3), (0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0))
    assert (day.worst, day.readings) == (7, 3)


def test_a_check_without_flags_is_a_plain_no() -> None:
    assert Check("c", moment()).flags == frozenset()


@pytest.mark.parametrize(("hours", "fine"), [(-1, True), (0, True), (2 / 60, True), (2.1 / 60, False), (24, False)])
def test_only_the_past_can_be_recorded(hours: float, fine: bool) -> None:
    at = NOON + timedelta(hours=hours)
    if fine:
        assert check_past(at, NOON) == at
    else:
        with pytest.raises(UserError, match="not come yet"):
            check_past(at, NOON)


def test_nobody_alive_was_there_before_1900() -> None:
    with pytest.raises(UserError, match="too long ago"):
        check_past(datetime(1899, 12, 31, tzinfo=UTC), NOON)


# when the other one began and ended, in hours from noon; the new one goes from 0 to 2
OVERLAPS = {
    "before it": (-3, -1, True),
    "ends as it begins": (-3, 0, True),
    "ends in it": (-3, 1, False),
    "inside it": (0.5, 1, False),
    "around it": (-1, 5, False),
    "begins as it ends": (2, 3, True),
    "still running since before it": (-1, None, False),
    "still running since after it": (3, None, True),
}


@pytest.mark.parametrize(("began", "ended", "fine"), OVERLAPS.values(), ids=OVERLAPS)
def test_two_episodes_share_no_time(began: float, ended: float | None, fine: bool) -> None:
    fresh = Episode("new", moment(0), moment(2))
    other = Episode("old", moment(began), None if ended is None else moment(ended))
    now = NOON + timedelta(hours=10)
    if fine:
        assert check_overlap(fresh, [other], now) is fresh
    else:
        with pytest.raises(UserError, match=f"began on 3 June at {other.began.local:%H:%M}"):
            check_overlap(fresh, [other], now)


def test_an_episode_does_not_overlap_itself() -> None:
    fresh = Episode("e", moment(0), moment(2))
    assert check_overlap(fresh, [Episode("e", moment(1))], NOON) is fresh


# readings as (minutes from the start of a 20-minute session, level, role), and the pain around it
AROUND = {
    "none": ([], (None, None)),
    "the last before and the first after": ([(-60, 8, ""), (-5, 7, ""), (21, 5, ""), (30, 4, "")], (7, 5)),
    "too long before, too late after": ([(-121, 8, ""), (36, 4, "")], (None, None)),
    "what was asked for counts first": ([(-9, 8, "before"), (-5, 7, ""), (21, 5, ""), (34, 6, "after")], (8, 6)),
    "during it is neither": ([(10, 6, "")], (None, None)),
}


@pytest.mark.parametrize(("told", "expected"), AROUND.values(), ids=AROUND)
def test_the_pain_around_a_treatment(told: list[tuple[int, int, str]], expected: tuple[int | None, int | None]) -> None:
    ice = Treatment("t", moment(), "ice", seconds=1200)
    readings = tuple(
        Reading(str(minutes), moment(minutes / 60), level, None, "t" if role else None, role)
        for minutes, level, role in told
    )
    assert pain_around(ice, readings) == expected


@pytest.mark.parametrize(
    ("was", "wanted", "there", "kept"),
    [(1, 2, 1, 2), (1, 1, 3, 3), (1, 2, 2, 2), (None, None, 5, 5), (5, None, 5, None), (False, False, True, True)],
)
def test_a_change_is_laid_over_what_is_there(was: object, wanted: object, there: object, kept: object) -> None:
    assert laid_over(was, wanted, there) is kept


@pytest.mark.parametrize(("was", "wanted", "there"), [(1, 2, 3), (5, None, 4), (None, 4, 5)])
def test_two_changes_of_one_thing_are_refused(was: object, wanted: object, there: object) -> None:
    with pytest.raises(UserError, match="somewhere else meanwhile"):
        laid_over(was, wanted, there)
