"""What stands on the screen, hour by hour since the onset at 8:00; quiet from hour 14 to hour 23."""

import pytest

from backtracker.core import standing
from backtracker.core.protocol import Slot
from backtracker.core.rules import Rules
from tests.core.story import Story


def asked(story: Story, hour: float) -> Slot:
    """The slot that comes up at ``hour``, recorded as shown."""
    return story.show(hour)[0]


def test_a_card_stands_until_it_is_answered() -> None:
    story = Story().begin().did("ice", 0)
    walk = asked(story, 1)
    assert standing.may_stand(story.now(1.9), walk)
    story.did("walk", 1.9, minutes=5)
    assert not standing.may_stand(story.now(1.9), walk)
    assert not standing.is_open(story.now(1.9), walk)
    assert not standing.is_open(None, walk)


@pytest.mark.parametrize("end", [1, 2.5])
def test_a_pause_takes_the_card_away_and_it_comes_back_first_and_is_not_shown_anew(end: float) -> None:
    """The ice that came up at two is open when the pause ends; what is due as well follows, one at a time."""
    story = Story().begin().did("ice", 0).did("walk", 0.9, minutes=5).pain(0.9)
    ice = asked(story, 2)
    start = 2.1
    story.act("paused", start, until=start + end)
    inside, after = story.now(start + end - 0.01), story.now(start + end)
    if end == 2.5:  # the next ice is due by then
        assert not standing.is_open(after, ice)
        assert story.card(start + end) == ["ice"]
        return
    assert standing.is_open(inside, ice)
    assert not standing.may_stand(inside, ice)
    assert standing.may_stand(after, ice)
    assert after.next is not None
    assert after.next.showing == ice.showing
    assert story.card(start + end) == []
    assert story.card(start + end + 0.3) == [], "twenty minutes are for the ice"
    assert story.card(start + end + 0.34) == ["walk"]
    assert [act.slot for act in story.acts if act.kind == "shown"].count(ice.showing) == 1


def test_a_walk_that_comes_back_keeps_the_ice_away_for_a_few_minutes_only() -> None:
    story = Story().begin().did("ice", 0).pain(0.5)
    walk = asked(story, 1)
    story.act("paused", 1.5, until=1.99)
    assert standing.may_stand(story.now(1.99), walk)
    story = Story().begin().did("ice", 0).pain(0.5).did("walk", 0.9, minutes=5)
    walk = asked(story, 1.9)
    story.act("paused", 1.95, until=2.5)
    assert standing.may_stand(story.now(2.5), walk)
    assert story.now(2.5).wake == story.at(2.5 + 5 / 60)
    assert story.card(2.5) == []
    assert story.card(2.5 + 5 / 60) == ["ice"]


def test_nothing_stands_at_night() -> None:
    story = Story().begin().did("ice", 12).did("walk", 12.9, minutes=5).pain(12)
    walk = asked(story, 13.9)
    assert standing.may_stand(story.now(13.95), walk)
    assert not standing.may_stand(story.now(14), walk)
    assert standing.is_open(story.now(14), walk)
    assert not standing.is_open(story.now(23), walk), "in the morning the next one is due"


def test_a_session_takes_the_card_away_and_it_comes_back_after_it() -> None:
    story = Story().begin().did("ice", 0)
    walk = asked(story, 1)
    story.did("heat", 1.1, running=True)
    assert standing.is_open(story.now(1.2), walk)
    assert not standing.may_stand(story.now(1.2), walk)


@pytest.mark.parametrize(("kind", "hour", "told"), [("ice", 15, True), ("heat", 15, False), ("heat", 13, True)])
def test_at_night_only_the_ice_is_told_to_come_off(kind: str, hour: float, told: bool) -> None:
    story = Story().begin().did(kind, hour - 0.35, running=True)
    assert standing.may_tell_end(story.now(hour)) is told
    assert not standing.may_tell_end(story.now(hour - 0.1))


def test_a_pain_check_is_asked_on_the_card_that_stands() -> None:
    story = Story(rules=Rules(check_hours=1)).begin().did("ice", 0).did("walk", 1.9, minutes=5).pain(1.9)
    ice = asked(story, 2)
    story.did("walk", 2.4, minutes=5)
    assert story.card(2.9) == ["pain"]
    assert standing.rides(story.now(2.9), ice)
    assert not standing.rides(story.now(2.9), None)
    story.did("ice", 2.5)
    assert not standing.rides(story.now(2.9), ice), "it was answered"


def test_who_closed_nothing_finds_what_was_left_open_after_a_restart() -> None:
    story = Story().begin().did("ice", 0)
    assert standing.left_open(story.now(0.5)) is None
    assert standing.left_open(story.now(1)) is None, "it comes up anew"
    walk = asked(story, 1)
    assert standing.left_open(story.now(1.1)) == story.slot("walk", 1.1)
    assert standing.left_open(story.now(1.1)) == Slot(walk.step, walk.due, walk.show, shown=True)
    story.did("walk", 1.2, minutes=5)
    assert standing.left_open(story.now(1.3)) is None
