"""Each warning sign once, what a yes to it says, and until when the notice stands."""

from datetime import UTC, datetime, timedelta

import pytest

from backtracker.core import redflags
from backtracker.core.model import Check, Moment
from backtracker.core.redflags import EMERGENCY, SOON, Acknowledgement, Standing

NOW = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)


def check(name: str, *flags: str, hours: float = 0) -> Check:
    return Check(name, Moment(NOW + timedelta(hours=hours)), None, frozenset(flags))


def read(name: str, *flags: str) -> Acknowledgement:
    return Acknowledgement(f"read {name}", Moment(NOW), name, frozenset(flags))


def test_each_sign_stands_there_once_with_its_source() -> None:
    for values in ([each.key for each in redflags.FLAGS], [each.label for each in redflags.FLAGS]):
        assert len(values) == len(set(values))
    assert all(each.source and each.level in redflags.LEVELS for each in redflags.FLAGS)
    assert {each.key for each in redflags.ASKED if each.level == EMERGENCY} == {
        "urine", "stool", "saddle", "legs", "sexual",
    }  # fmt: skip
    assert {each.key for each in redflags.ASKED if each.unverified} == {
        "fever", "weight", "cancer", "fall", "steroids", "night",
    }  # fmt: skip


def test_no_word_is_a_figure_and_none_diagnoses() -> None:
    said = [words for each in redflags.FLAGS for words in (each.label, each.what)]
    said += [redflags.notice_words([each.key]) for each in redflags.FLAGS]
    said += [redflags.notice_title(level) for level in redflags.LEVELS]
    assert not any(letter.isdigit() for words in said for letter in words)
    for illness in ("cauda", "syndrome", "infection", "tumour", "fracture", "you have"):
        assert not any(illness in words.casefold() for words in said), illness


@pytest.mark.parametrize(
    ("flags", "level", "title"),
    [
        (["saddle"], EMERGENCY, "Get emergency care now"),
        (["emergency"], EMERGENCY, "Get emergency care now"),
        (["fever"], SOON, "Call your doctor"),
        (["nerves", "night"], SOON, "Call your doctor"),
        (["fever", "legs"], EMERGENCY, "Get emergency care now"),
        (["something of a later program"], SOON, "Call your doctor"),
    ],
)
def test_the_worst_sign_says_where_to_go(flags: list[str], level: str, title: str) -> None:
    assert redflags.level_of(flags) == level
    assert redflags.notice_title(level) == title
    assert ("emergency number" in redflags.notice_words(flags)) == (level == EMERGENCY)
    assert ("get checked" in redflags.notice_words(flags)) == (level == SOON)


def test_the_notice_names_what_was_said_emergencies_first() -> None:
    words = redflags.notice_words(["fever", "legs", "saddle"])
    assert words.startswith("You said yes to: numb around the seat, both legs weak or numb and fever with the pain. ")


def test_no_flag_has_no_level_and_says_none() -> None:
    assert redflags.level_of([]) == ""
    assert redflags.answer_text([]) == "none of them"
    assert redflags.answer_text(["urine"]) == "New trouble with urine"


OLD, NEW = check("old", "fever", hours=-900), check("new", "saddle")


@pytest.mark.parametrize(
    ("checks", "acknowledged", "up"),
    [
        ([], [], None),
        ([check("a")], [], None),
        ([NEW], [], ("new",)),
        ([NEW], [read("new", "saddle")], None),
        ([NEW], [read("another", "saddle")], ("new",)),
        ([OLD], [], ("old",)),
        ([NEW, OLD], [], ("old", "new")),
        ([NEW, OLD], [read("new", "saddle")], ("old",)),
        ([check("no", hours=1), NEW], [], ("new",)),
        ([check("new", "saddle", "legs")], [read("new", "saddle")], ("new",)),
        ([check("new", "saddle", "legs")], [read("new", "saddle"), read("new", "legs")], None),
        ([check("new", "saddle")], [read("new", "saddle", "legs")], None),
    ],
    ids=[
        "nothing", "a no", "a yes", "read", "another one read", "weeks old", "two", "one of two read",
        "a later no takes nothing away", "a sign more than was read", "all of it read by and by", "one less",
    ],
)  # fmt: skip
def test_a_notice_stands_until_it_is_acknowledged(
    checks: list[Check], acknowledged: list[Acknowledgement], up: tuple[str, ...] | None
) -> None:
    found = redflags.standing(checks, acknowledged)
    assert (found and tuple(each.id for each in found.checks)) == up
    assert redflags.silences(found) == (up is not None)


def test_the_notice_of_two_answers_is_one_with_the_worst_of_both() -> None:
    assert redflags.standing([NEW, OLD], []) == Standing((OLD, NEW), ("saddle", "fever"), EMERGENCY)
