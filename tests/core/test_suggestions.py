"""Quiet suggestions, rule by rule, with the edges of each."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest

from backtracker.core import suggestions
from backtracker.core.asking import FIRST
from backtracker.core.medicines.product import DOCTOR, Product
from backtracker.core.model import Episode, EpisodeLog, Exposure, Moment, Reading, Treatment
from backtracker.core.suggestions import MEDICINE, NO_RELIEF, NO_TRIGGER, SAME_AREA, Dismissal, Suggestion

NOW = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
TODAY = NOW.date()
SECOND = timedelta(seconds=1)


def moment(ago: timedelta) -> Moment:
    return Moment(NOW - ago)


def spasm(
    ago: float | timedelta,
    *places: str,
    pains: tuple[tuple[float, int], ...] = ((0, 8),),
    care: tuple[float, ...] = (),
    kind: str = "ice",
    triggers: Mapping[str, str] = MappingProxyType({}),
    running: bool = False,
) -> EpisodeLog:
    """An episode that began ``ago`` days; ``pains`` and ``care`` are hours after that."""
    began = NOW - (ago if isinstance(ago, timedelta) else timedelta(days=ago))
    name = f"spasm {began}"
    ended = None if running else Moment(began + timedelta(days=4))
    return EpisodeLog(
        Episode(name, Moment(began), ended, frozenset(places)),
        tuple(
            Reading(
                f"{name} {hours}", Moment(began + timedelta(hours=hours)), level, name, role="" if hours else "onset"
            )
            for hours, level in pains
        ),
        tuple(Treatment(f"{name} {h}", Moment(began + timedelta(hours=h)), kind, episode_id=name) for h in care),
        exposures=tuple(
            Exposure(f"{name} {trigger}", Moment(began), name, trigger, 0, said) for trigger, said in triggers.items()
        ),
    )


def found(*logs: EpisodeLog, medicine: int = 0) -> dict[str, Suggestion]:
    days = [TODAY - timedelta(days=n) for n in range(medicine)]
    return {each.kind: each for each in suggestions.found(logs, days, NOW, TODAY)}


# No relief ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "level", "told"),
    [(72, 7, True), (72, 8, True), (72, 6, False), (71.99, 7, False), (90, 7, True), (90, 9, True), (90, 3, False)],
)
def test_no_relief_after_72_hours_of_care(hours: float, level: int, told: bool) -> None:
    log = spasm(4, pains=((0, 8), (20, 4), (hours, level)), care=(1,), running=True)
    assert (NO_RELIEF in found(log)) is told


def test_no_relief_names_both_levels_and_when() -> None:
    log = spasm(4, pains=((0, 8), (73, 7)), care=(1,), running=True)
    assert found(log)[NO_RELIEF].words == (
        "More than 72 hours of home care, and pain went from 8 to 7 (19 November, 14:05)."
    )


@pytest.mark.parametrize(
    "log",
    [
        spasm(4, pains=((0, 8), (73, 8)), running=True),
        spasm(4, pains=((0, 8), (73, 8)), care=(73.5,), running=True),
        spasm(4, pains=((0, 8), (73, 8)), care=(1,), kind="massage", running=True),
        spasm(5, pains=((0, 8), (73, 8)), care=(1,)),
        spasm(4, pains=((0, 8),), care=(1,), running=True),
        spasm(4, pains=(), care=(1,), running=True),
        spasm(4, pains=((0, 8), (97, 8)), care=(1,), running=True),
    ],
    ids=[
        "no care",
        "care came after",
        "no home care",
        "over",
        "asked once",
        "never asked",
        "a reading that lies ahead",
    ],
)
def test_where_the_record_does_not_tell_nothing_is_said_of_relief(log: EpisodeLog) -> None:
    assert NO_RELIEF not in found(log)


# Medicine -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "told"), [(0, False), (10, False), (11, True), (40, True)])
def test_medicine_on_more_than_ten_days(days: int, told: bool) -> None:
    assert (MEDICINE in found(medicine=days)) is told


def test_only_the_last_thirty_days_count_and_each_once() -> None:
    days = [TODAY - timedelta(days=n) for n in (*range(10), *range(10), 30, 31, -1)]
    assert suggestions.found([], days, NOW, TODAY) == []
    (told,) = suggestions.found([], [*days, TODAY - timedelta(days=29)], NOW, TODAY)
    assert told.words == "Medicine on 11 of the last 30 days."


# The same area --------------------------------------------------------------------------------

LEFT, MIDDLE = "lower_left", "lower_middle"
UNRELIEVED = {"pains": ((0, 8), (48, 7)), "care": (1.0,)}


def lefts(*ago: float | timedelta, **rest: object) -> list[EpisodeLog]:
    return [spasm(each, LEFT, **{**UNRELIEVED, **rest}) for each in ago]  # type: ignore[arg-type]


def test_three_episodes_in_one_place_with_home_care_that_did_not_help() -> None:
    told = found(*lefts(80, 40, 5))[SAME_AREA]
    assert told.words == (
        "3 episodes in one place (lower back, left) in 90 days. Home care did not bring pain down by 2."
    )
    assert len(told.evidence) == 3


@pytest.mark.parametrize(
    ("logs", "words"),
    [
        (lefts(40, 5), None),
        (lefts(timedelta(days=90), 40, 5), "3 episodes"),
        (lefts(timedelta(days=90) + SECOND, 40, 5), None),
        (lefts(40, 5, -1), None),
        (lefts(40, 5, timedelta()), "3 episodes"),
        ([*lefts(40, 5), spasm(20, MIDDLE, care=(1,))], None),
        (lefts(80, 40, 5, care=()), None),
        ([*lefts(80, 40, care=()), *lefts(5)], None),
        ([*lefts(80, care=()), *lefts(40, 5)], "In 2 of them home care did not bring pain down by 2."),
        (lefts(80, 40, 5, pains=((0, 8), (48, 3))), "You did home care in 3 of them."),
        (lefts(80, 40, 5, pains=((0, 8),)), "You did home care in 3 of them."),
        (lefts(80, 40, 5, pains=((0, 8), (80, 7))), "You did home care in 3 of them."),
    ],
    ids=[
        "two", "90 days to the second", "a second more", "one that lies ahead", "one just now", "another place",
        "no care", "care in one", "care in two", "it helped", "nobody asked", "asked too late",
    ],
)  # fmt: skip
def test_the_same_area(logs: list[EpisodeLog], words: str | None) -> None:
    told = found(*logs).get(SAME_AREA)
    assert (told is not None) == (words is not None)
    assert words is None or (told is not None and words in told.words)


def test_the_place_with_the_most_is_named_and_named_once() -> None:
    logs = [spasm(each, LEFT, MIDDLE, care=(1,)) for each in (60, 40, 20)] + [spasm(5, MIDDLE, care=(1,))]
    told = found(*logs)[SAME_AREA]
    assert told.words.startswith("4 episodes in one place (lower back, middle)")
    assert len(told.evidence) == 4


# No trigger -----------------------------------------------------------------------------------


NONE = dict.fromkeys(FIRST, "no")


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([NONE, NONE, NONE], True),
        ([NONE, NONE], False),
        ([NONE, NONE, {**NONE, "lift": "yes"}], False),
        ([NONE, NONE, {**NONE, "own:Tea": "yes"}], False),
        ([NONE, NONE, {**NONE, "own:Tea": "unknown"}], True),
        ([NONE, NONE, {**NONE, "lift": "unknown"}], False),
        ([NONE, NONE, {key: "no" for key in FIRST if key != "lift"}], False),
        ([NONE, NONE, {"lift": "unknown"}], False),
        ([{"lift": "unknown"}] * 3, False),
        ([{"lift": "no"}] * 3, False),
        ([NONE, NONE, {}], False),
        ([{}, {}, {}], False),
        ([NONE, NONE, NONE, {**NONE, "lift": "yes"}], True),
    ],
    ids=[
        "three", "two", "one found", "one of their own found", "unknown besides", "a likely one unknown",
        "a likely one left blank", "one don't know", "three don't knows", "one asked", "one left blank",
        "all left blank", "three of four",
    ],
)  # fmt: skip
def test_frequent_spasms_without_a_trigger(answers: list[dict[str, str]], told: bool) -> None:
    logs = [spasm(10 * n + 5, triggers=each) for n, each in enumerate(answers)]
    assert (NO_TRIGGER in found(*logs)) is told


def test_the_later_answer_about_a_trigger_counts() -> None:
    logs = [spasm(ago, triggers=NONE) for ago in (5, 25, 45)]
    changed = replace(logs[0].exposures[0], id="later", moment=moment(timedelta()), answer="yes")
    logs[0] = replace(logs[0], exposures=(changed, *logs[0].exposures))
    assert NO_TRIGGER not in found(*logs)


def test_an_answer_about_the_days_before_finds_no_trigger() -> None:
    logs = [spasm(ago, triggers=NONE) for ago in (5, 25, 45)]
    control = replace(logs[0].exposures[0], id="control", hours_before=24, answer="yes")
    logs[0] = replace(logs[0], exposures=(*logs[0].exposures, control))
    assert found(*logs)[NO_TRIGGER].words == "3 episodes in 90 days in which you found no trigger."


# Putting away ---------------------------------------------------------------------------------

THREE = Suggestion(SAME_AREA, "", "", frozenset({"a", "b", "c"}))
FOUR = replace(THREE, evidence=THREE.evidence | {"d"})
RESTED = suggestions.RESTS[SAME_AREA]


def away(ago: timedelta, kind: str = SAME_AREA, *evidence: str) -> Dismissal:
    return Dismissal(f"{kind} {ago}", moment(ago), kind, frozenset(evidence or ("a", "b", "c")))


@pytest.mark.parametrize(
    ("suggestion", "dismissals", "shows"),
    [
        (THREE, [], True),
        (THREE, [away(SECOND)], False),
        (THREE, [away(10 * RESTED)], False),
        (FOUR, [away(RESTED - SECOND)], False),
        (FOUR, [away(RESTED)], True),
        (FOUR, [away(2 * RESTED), away(RESTED, SAME_AREA, "a", "b", "c", "d")], False),
        (FOUR, [away(RESTED), away(SECOND, NO_TRIGGER)], True),
        (FOUR, [away(-RESTED)], False),
        (replace(THREE, evidence=frozenset({"a"})), [away(2 * RESTED)], False),
    ],
    ids=[
        "never put away", "just now", "long ago, nothing new", "new but too soon", "new and rested",
        "the last one counts", "another kind", "the clock was set back", "less than then",
    ],
)  # fmt: skip
def test_what_was_put_away_comes_back_with_new_evidence_and_not_before_its_time(
    suggestion: Suggestion, dismissals: list[Dismissal], shows: bool
) -> None:
    assert suggestions.shown([suggestion], dismissals, NOW) == ([suggestion] if shows else [])


def test_none_comes_back_within_a_day() -> None:
    assert set(suggestions.RESTS) == {NO_RELIEF, MEDICINE, SAME_AREA, NO_TRIGGER}
    assert min(suggestions.RESTS.values()) > timedelta(days=1)


def test_the_most_pressing_comes_first() -> None:
    logs = [*lefts(80, 40, 20, triggers=NONE), spasm(4, pains=((0, 8), (73, 8)), care=(1,), running=True)]
    assert list(found(*logs, medicine=11)) == [NO_RELIEF, MEDICINE, SAME_AREA, NO_TRIGGER]


def test_an_empty_record_says_nothing() -> None:
    assert suggestions.found([], [], NOW, date(2026, 11, 20)) == []


# Which medicines count ------------------------------------------------------------------------


def taken(medicine: str = "", *, units: float | None = None) -> Treatment:
    return Treatment("t", Moment(NOW), "medicine", product="x", medicine=medicine, units=units)


@pytest.mark.parametrize(
    ("treatment", "counts"),
    [
        (taken(), True),
        (taken("advil", units=1), True),
        (taken("gone", units=1), True),
        (taken("gel", units=1), False),
        (taken("daily", units=1), False),
        (taken("planned", units=1), False),
    ],
    ids=["in words only", "of the catalogue", "no longer on the list", "on the skin", "by a plan", "by a doctor"],
)
def test_what_a_doctor_planned_or_goes_on_the_skin_does_not_count(treatment: Treatment, counts: bool) -> None:
    products = {
        "advil": Product("advil", "Advil", (("ibuprofen", 200_000),)),
        "gel": Product("gel", "Gel", topical=True),
        "daily": Product("daily", "Daily", preventive=True),
        "planned": Product("planned", "Planned", limits=DOCTOR),
    }
    assert suggestions.days_with_medicine([treatment], products) == ({TODAY} if counts else set())
