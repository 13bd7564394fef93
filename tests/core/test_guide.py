"""The guide: eighteen steps, each whole, in figures that the program goes by, found by number or name."""

import re
from pathlib import Path

import pytest

from backtracker.core import at_hand, guide
from backtracker.core.errands import KINDS
from backtracker.core.guide import Guidance
from backtracker.core.prevention import PARTS
from backtracker.core.rules import Rules
from backtracker.paths import resource

SEED_STEPS = {"relieve": 5, "cope": 6, "prevent": 7}


def said(step: Guidance) -> list[str]:
    texts = [guide.title(step), guide.short(step), guide.what(step), *guide.how(step), *guide.watch(step)]
    return [*texts, guide.stop(step), guide.urgent(step), guide.source(step)]


def test_there_are_eighteen_in_the_three_parts() -> None:
    assert [guide.number(step) for step in guide.ALL] == list(range(1, 19)) == [step.step for step in guide.ALL]
    assert {part.key: [s.part for s in guide.ALL].count(part.key) for part in guide.PARTS} == SEED_STEPS
    assert len(guide.BY_KEY) == 18


@pytest.mark.parametrize("step", guide.ALL, ids=lambda step: step.key)
def test_each_says_how_and_on_whose_word(step: Guidance) -> None:
    assert len(guide.how(step)) >= 2
    assert f"step {step.step} of 18" in guide.source(step)
    for words in filter(None, said(step)):
        assert not re.search(r"[{}]|seizure|  ", words)
        assert words == words.strip()
    assert resource(f"icons/{step.icon}.svg").exists()


def test_the_figures_are_those_of_the_rules() -> None:
    usual = Rules()
    assert guide.title(guide.BY_KEY["ice"]) == f"Ice, {usual.ice_minutes} minutes at most"
    assert (
        f"every {usual.ice_every_hours} hours, for 48 to {usual.ice_until_hours} hours"
        in guide.how(guide.BY_KEY["ice"])[2]
    )
    assert guide.title(guide.BY_KEY["heat"]) == "Moist heat, after 72 hours"


def test_what_harms_says_when_to_stop() -> None:
    assert all(guide.stop(guide.BY_KEY[key]) for key in ("ice", "medicine", "heat", "walk", "stretch", "plank"))
    assert [step.key for step in guide.ALL if guide.urgent(step)] == ["nerves"]


def test_no_drawing_is_missing_or_left_over_and_its_colours_are_tokens() -> None:
    wanted = {drawing.file for step in guide.ALL for drawing in step.drawings}
    files = {path.stem: path for path in Path(resource("drawings")).glob("*.svg")}
    assert wanted == set(files)
    for path in files.values():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"#[0-9A-Fa-f]{3,6}\b", text), "a colour that is no token"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("1", "ice"), ("18", "plank"), ("ICE", "ice"), ("moist", "heat"), ("daily walk", "activity"),
        ("0", ""), ("19", ""), ("s", ""), ("", ""), ("nothing", ""),
    ],
)  # fmt: skip
def test_it_is_found_by_number_and_name(typed: str, key: str) -> None:
    found = guide.find(typed)
    assert (found.key if found else "") == key


def test_what_leads_into_it_leads_somewhere() -> None:
    for leads in (at_hand.OF_STEP, at_hand.OF_KIND, at_hand.OF_SECTION, at_hand.OF_PAGE):
        assert set(leads.values()) <= set(guide.BY_KEY)
    assert set(at_hand.OF_KIND) >= {*KINDS, *PARTS} - {"checkin"}
