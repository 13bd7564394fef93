"""What can be picked."""

import pytest

from backtracker.core import catalogue
from backtracker.core.catalogue import PLACES, TREATMENTS, TRIGGERS, Entry, entry, known, label, places_text
from backtracker.core.steps import STEPS, hint, short, title

FAMILIES = {"treatment": TREATMENTS, "trigger": TRIGGERS, "place": PLACES}


@pytest.mark.parametrize(("family", "entries"), FAMILIES.items(), ids=FAMILIES)
def test_keys_and_labels_are_unique_and_every_entry_can_be_drawn(family: str, entries: tuple[Entry, ...]) -> None:
    assert len({each.key for each in entries}) == len({each.label for each in entries}) == len(entries)
    for each in entries:
        assert each.key.isidentifier()
        assert each.icon
        assert each.tone
        assert known(family, each.key)
        assert entry(family, each.key) is each


def test_every_treatment_that_the_protocol_leads_to_is_in_the_catalogue() -> None:
    assert {step.treatment for step in STEPS.values() if step.treatment} == {"ice", "heat", "walk"}
    assert {each.key for each in TREATMENTS if each.timed} == {"ice", "heat", "walk"}


def test_steps_come_in_the_order_of_their_rank_and_have_words() -> None:
    assert [step.rank for step in STEPS.values()] == list(range(len(STEPS)))
    for key in STEPS:
        assert title(key)
        assert hint(key)
        assert short(key)


def test_the_likely_triggers_come_first_and_name_their_source() -> None:
    likely = [each.likely for each in TRIGGERS]
    assert likely == sorted(likely, reverse=True)
    assert all(each.source for each in TRIGGERS)


@pytest.mark.parametrize("family", FAMILIES)
def test_own_and_unknown_keys_are_shown_as_text(family: str) -> None:
    assert label(family, "own:Gärtnern {im} Regen") == "Gärtnern {im} Regen"
    assert label(family, "from_a_newer_version") == "from_a_newer_version"
    assert not known(family, "own:Gärtnern")
    assert entry(family, "own:x").icon


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (set(), ""),
        ({"lower_left"}, "Lower back, left"),
        ({"lower_left", "neck_right"}, "Neck, right; lower back, left"),
        ({"lower_left", "lower_middle"}, "Lower back, left and middle"),
        ({"zzz", "leg_left", "abc"}, "Leg, left; abc; zzz"),
    ],
)
def test_places_are_told_in_the_order_of_the_drawing(places: set[str], expected: str) -> None:
    assert places_text(frozenset(places)) == expected


def test_the_drawing_has_the_back_in_four_rows_and_what_hangs_below() -> None:
    assert len(PLACES) == 16
    assert catalogue.PLACES[0].label == "Neck, left"
