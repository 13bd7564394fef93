"""The matched questions: which triggers, in what order, about which hours, until when; one answer to each."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backtracker.core import asking, catalogue, prompts
from backtracker.core.asking import HOURS_BEFORE, WINDOW, Asking
from backtracker.core.model import Episode, EpisodeLog, Exposure, Moment

BERLIN = ZoneInfo("Europe/Berlin")
ONSET = Moment.of(datetime(2026, 11, 20, 14, 5, tzinfo=BERLIN), BERLIN)
FRIDAY = date(2026, 11, 20)
LIKELY = ("distracted", "posture", "lift_person", "lift", "exertion", "tired", "sudden", "stress", "sitting")


def said(trigger: str, hours: int = 0, answer: str = "yes", minutes: int = 0) -> Exposure:
    moment = Moment(ONSET.at + timedelta(minutes=minutes))
    return Exposure(f"{trigger}-{hours}-{minutes}", moment, "spasm", trigger, hours, answer)


def questions(*exposures: Exposure, named: tuple[str, ...] = (), began: Moment = ONSET) -> Asking:
    return asking.asking(EpisodeLog(Episode("spasm", began), exposures=exposures), named)


def test_the_likely_ones_are_asked_in_the_order_of_the_study_and_distraction_first() -> None:
    assert tuple(line.trigger for line in questions().lines) == LIKELY
    assert set(LIKELY) == {entry.key for entry in catalogue.TRIGGERS if entry.likely}


# What was answered in this episode, what was named in earlier ones, and what is asked for besides the likely ones
BESIDES = {
    "nothing": ((), (), ()),
    "named before": ((), ("own:long drive", "alcohol"), ("alcohol", "own:long drive")),
    "named now": (("own:cold room",), (), ("own:cold room",)),
    "likely ones are not asked twice": (("lift",), ("tired", "lift"), ()),
    "each once": (("alcohol",), ("alcohol", "alcohol"), ("alcohol",)),
    "the latest five": ((), tuple(f"own:{n}" for n in range(9)), tuple(f"own:{n}" for n in range(5))),
    "those of this episode come on top": (
        ("own:a", "own:b"), tuple(f"own:{n}" for n in range(9)), ("own:a", "own:b", *(f"own:{n}" for n in range(5))),
    ),
    "the catalogue's order, then their own": ((), ("own:x", "overuse", "far_load"), ("far_load", "overuse", "own:x")),
}  # fmt: skip


@pytest.mark.parametrize(("now", "before", "expected"), BESIDES.values(), ids=BESIDES)
def test_the_persons_own_are_asked_for_besides(
    now: tuple[str, ...], before: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    keys = asking.to_ask(now, before)
    assert tuple(key for key in keys if key not in LIKELY) == expected
    assert tuple(key for key in keys if key in LIKELY) == LIKELY


def test_all_three_are_asked_whatever_the_first_answer_was() -> None:
    found = questions(said("lift", answer="no"), said("own:drive", 24, "no"))
    lines = {line.trigger: line.answers for line in found.lines}
    assert lines["lift"] == ("no", "", "")
    assert lines["own:drive"] == ("", "no", "")
    assert found.open == 3 * 10 - 2
    assert found.answered == 2


def test_i_dont_know_is_an_answer_and_left_blank_is_none() -> None:
    found = questions(*(said("lift", hours, "unknown") for hours in HOURS_BEFORE))
    assert "lift" not in found.open_triggers
    assert found.open_triggers == tuple(key for key in LIKELY if key != "lift")


def test_of_two_rows_for_one_question_the_later_one_counts() -> None:
    rows = (said("lift", answer="no", minutes=5), said("lift", answer="yes", minutes=1))
    assert asking.answers(rows) == {("lift", 0): "no"}


# Hours after the onset, whether all is answered, and whether it is offered
OFFERED = {
    "at once": (0.0, False, True),
    "the next morning": (18.0, False, True),
    "up to a day": (23.999, False, True),
    "after a day": (24.0, False, False),
    "before it, with the clock set back": (-1.0, False, False),
    "when nothing is open": (1.0, True, False),
}


@pytest.mark.parametrize(("hours", "done", "expected"), OFFERED.values(), ids=OFFERED)
def test_until_when_it_is_offered(hours: float, done: bool, expected: bool) -> None:
    rows = [said(key, each, "no") for key in LIKELY for each in HOURS_BEFORE] if done else []
    assert questions(*rows).is_offered(ONSET.at + timedelta(hours=hours)) is expected


def test_the_next_open_question_goes_round() -> None:
    rows = [said(key, each, "no") for key in LIKELY[1:4] for each in HOURS_BEFORE]
    found = questions(*rows)
    assert [found.next_open(after) for after in (-1, 0, 1, 8)] == [0, 4, 4, 0]
    rest = [said(key, each, "no") for key in LIKELY for each in HOURS_BEFORE]
    assert questions(*rest).next_open() is None
    assert [found.place(key) for key in ("lift", "stress", "nowhere")] == [3, 7, 0]


# The onset on the wall of its zone, and the two hours on each of the days, as that wall showed them
WALLS = {
    "an ordinary day": (
        "Europe/Berlin", "2026-11-20 14:05",
        ("12:05–14:05 today", "12:05–14:05 yesterday", "12:05–14:05 Wednesday"), (24, 48),
    ),
    "the day after the spring change": (
        "Europe/Berlin", "2026-03-30 10:00",
        ("08:00–10:00 today", "08:00–10:00 yesterday", "08:00–10:00 Saturday"), (24, 47),
    ),
    "on the day of the spring change": (
        "Europe/Berlin", "2026-03-29 10:00",
        ("08:00–10:00 today", "08:00–10:00 yesterday", "08:00–10:00 Friday"), (23, 47),
    ),
    "on the day of the autumn change": (
        "Europe/Berlin", "2026-10-25 10:00",
        ("08:00–10:00 today", "08:00–10:00 yesterday", "08:00–10:00 Friday"), (25, 49),
    ),
    "a time that was skipped ends at the jump": (
        "Europe/Berlin", "2026-03-30 02:30",
        ("00:30–02:30 today", "00:00–03:00 yesterday, the clocks changed", "00:30–02:30 Saturday"), (23.5, 47),
    ),
    "the hours in which the clocks went forward": (
        "Europe/Berlin", "2026-03-30 03:30",
        ("01:30–03:30 today", "00:30–03:30 yesterday, the clocks changed", "01:30–03:30 Saturday"), (24, 47),
    ),
    "the hours in which the clocks went back": (
        "Europe/Berlin", "2026-10-26 03:30",
        ("01:30–03:30 today", "02:30–03:30 yesterday, the clocks changed", "01:30–03:30 Saturday"), (24, 49),
    ),
    "a time that came twice: the one that is whole days before": (
        "Europe/Berlin", "2026-10-26 02:30",
        ("00:30–02:30 today", "01:30–02:30 yesterday, the clocks changed", "00:30–02:30 Saturday"), (24, 49),
    ),
    "over midnight": (
        "Europe/Berlin", "2026-11-20 01:00",
        (
            "23:00 yesterday to 01:00 today", "23:00 Wednesday to 01:00 yesterday", "23:00 Tuesday to 01:00 Wednesday",
        ), (24, 48),
    ),
    "a change of half an hour": (
        "Australia/Lord_Howe", "2026-10-05 09:00",
        ("07:00–09:00 today", "07:00–09:00 yesterday", "07:00–09:00 Saturday"), (24, 47.5),
    ),
    "a zone that nobody knows": (
        "", "2026-11-20 14:05", ("12:05–14:05 today", "12:05–14:05 yesterday", "12:05–14:05 Wednesday"), (24, 48),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("zone", "wall", "expected", "hours"), WALLS.values(), ids=WALLS)
def test_the_same_two_hours_are_those_of_the_wall_clock(
    zone: str, wall: str, expected: tuple[str, ...], hours: tuple[float, ...]
) -> None:
    there = ZoneInfo(zone) if zone else UTC
    local = datetime.fromisoformat(wall).replace(tzinfo=there)
    found = asking.windows(Moment.of(local, there))
    assert tuple(prompts.window_text(window, local.date()) for window in found) == expected
    assert {window.end - window.start for window in found} == {WINDOW}
    ends = [(found[0].end - window.end) / timedelta(hours=1) for window in found[1:]]
    assert ends == list(hours)


def test_the_wall_is_that_of_the_entry_also_after_a_journey() -> None:
    moment = Moment(ONSET.at, offset=-3 * 3600, zone="Nowhere/Land")
    (now, *_) = asking.windows(moment)
    assert prompts.window_text(now, FRIDAY) == "08:05–10:05 today"
    wrong = Moment(ONSET.at, offset=-3 * 3600, zone="Europe/Berlin")
    assert prompts.window_text(asking.windows(wrong)[0], FRIDAY) == "08:05–10:05 today"


def test_a_week_later_the_hours_have_their_date() -> None:
    words = [prompts.window_text(window, date(2026, 11, 27)) for window in questions().windows]
    assert words == ["12:05–14:05 20 November", "12:05–14:05 19 November", "12:05–14:05 18 November"]


# What is wanted, what is there, and what becomes new, stays as a changed row, and goes
CHANGES = {
    "a first answer": ({("lift", 0): "yes"}, (), {("lift", 0): "yes"}, [], []),
    "another answer is the same row": ({("lift", 0): "no"}, (said("lift"),), {}, [("lift-0-0", "no")], []),
    "taken back": ({("lift", 0): None}, (said("lift"),), {}, [], ["lift-0-0"]),
    "nothing to take back": ({("lift", 0): None}, (), {}, [], []),
    "the other hours stay": ({("lift", 24): "no"}, (said("lift"),), {("lift", 24): "no"}, [], []),
    "a double goes": (
        {("lift", 0): "no"}, (said("lift"), said("lift", minutes=3)), {}, [("lift-0-3", "no")], ["lift-0-0"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("wanted", "there", "fresh", "kept", "gone"), CHANGES.values(), ids=CHANGES)
def test_one_question_has_one_row(
    wanted: dict[tuple[str, int], str | None],
    there: tuple[Exposure, ...],
    fresh: dict[tuple[str, int], str],
    kept: list[tuple[str, str]],
    gone: list[str],
) -> None:
    log = EpisodeLog(Episode("spasm", ONSET), exposures=there)
    found = asking.changes(log, wanted)
    assert found[0] == fresh
    assert [(each.id, each.answer) for each in found[1]] == kept
    assert [each.id for each in found[2]] == gone


def test_answers_laid_over_what_is_shown() -> None:
    found = questions(said("lift"))
    assert found.open_keys(["lift", "nowhere"]) == [("lift", 24), ("lift", 48)]
    after = found.with_answers({("lift", 0): "", ("lift", 24): "no"})
    assert after.lines[3].answers == ("", "no", "")
    assert after.lines[:3] == found.lines[:3]


def test_every_likely_trigger_is_asked_in_a_sentence_and_an_own_one_by_its_name() -> None:
    for key in LIKELY:
        assert prompts.question(key).endswith("?")
        assert prompts.question(key) != f"{catalogue.label('trigger', key)}?"
    assert prompts.question("own:long drive") == "long drive?"
    assert prompts.hint("distracted")
    assert prompts.hint("own:long drive") == ""


def test_how_far_it_is_in_words() -> None:
    none, some = questions(), questions(said("lift"), said("lift", 24, "no"))
    whole = questions(*(said(key, each, "no") for key in LIKELY for each in HOURS_BEFORE))
    assert [prompts.state_text(each) for each in (none, some, whole)] == [
        "not answered yet", "2 of 27 answered", "27 of 27 answered",
    ]  # fmt: skip
    assert prompts.open_text(some) == "25 answers open"
    assert prompts.line_text(some.lines[3]) == "Lifted a weight: yes, no, ?"
    assert prompts.until_text(none, FRIDAY) == "until 14:05 tomorrow"
    assert prompts.until_text(none, FRIDAY + timedelta(days=1)) == "until 14:05 today"
    assert prompts.until_text(none, FRIDAY + timedelta(days=9)) == "until 14:05 on 21 November"
