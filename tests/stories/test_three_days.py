"""72 hours of an episode on a laptop: sleep, a wrong clock, a journey, the night of the clock change, three crashes.

What came up is held against the pure schedule after everything that happens (``witness``).
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

import pytest

from backtracker.core import steps
from backtracker.core.protocol import slot_due
from tests.stories.person import EVERY, Person
from tests.stories.stage import Running
from tests.stories.witness import Card, Witness

START = Callable[..., Running]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")
ONSET = datetime(2026, 10, 23, 13, 5, tzinfo=BERLIN).astimezone(UTC)
"""Friday; in the night to Sunday Berlin has the hour from two to three twice."""


def berlin(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def sao_paulo(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=ZoneInfo("America/Sao_Paulo")).astimezone(UTC)


@pytest.fixture
def person(start: START) -> Iterator[Person]:
    """The spasm has just been logged, and the ice is asked for on the Today page."""
    program = start(ONSET, stands=True)
    for name in ("Start right away", "Spasm now", "8", "Close, finish later"):
        program.press(name)
    witness = Witness(program)
    someone = Person(program, witness, cycle(EVERY))
    witness.begin()
    yield someone
    witness.close()


def killed_with_ice_on(person: Person) -> None:
    """It goes on with what is left, and rings in time."""
    program = person.program
    person.after(lambda: program.press("Start 20 min"))
    program.pass_time(8 * MINUTE)
    assert person.kill(away=4 * MINUTE) == []
    assert "8:00" in program.words(popup=False)
    person.live_until(ONSET + 20 * MINUTE)
    assert "Take the ice off now" in program.words(popup=True)
    person.after(lambda: program.press("It’s off", popup=True))
    assert program.rows("SELECT seconds FROM treatments") == [(1200,)]


def killed_with_a_pop_up(person: Person, card: Card) -> None:
    """The pop-up comes back without another mark in the record, and the page asks for the step too."""
    program = person.program
    title = steps.title(card.showings[0].partition("@")[0])
    assert title in program.words(popup=True)
    assert person.kill() == []
    assert title in program.words(popup=True)
    assert title in program.words(popup=False)


def sleep_until(person: Person, instant: datetime) -> Card:
    """Afterwards there is one card, which says what went by; it is closed without an answer."""
    person.program.sleep_until(instant)
    (card,) = person.witness.look()
    assert any(each.startswith("Went by unseen") for each in person.program.words(popup=True))
    assert person.witness.missed
    person.will("shut")
    person.answer()
    return card


def set_clock_by(person: Person, length: timedelta) -> None:
    person.program.set_by_hand(person.program.now + length)
    assert len(person.witness.look()) <= 1
    person.answer()


def wrong_clock_over_an_open_step(person: Person, card: Card) -> None:
    """The clock is set back to when the step was due and its card had not come up, and right again."""
    for minutes in (2, 20):
        set_clock_by(person, -minutes * MINUTE)
        again = person.live_until(person.program.now + (minutes + 5) * MINUTE)
        assert not {each for later in again for each in later.showings} & set(card.showings)
        set_clock_by(person, minutes * MINUTE)


def test_three_days_of_a_laptop_are_the_days_of_the_schedule(person: Person) -> None:
    program, witness = person.program, person.witness
    killed_with_ice_on(person)
    assert len(person.live_until(berlin(23, 22))) >= 6
    assert person.live_until(berlin(24, 6, 59)) == []
    waking = person.next_card("ignore")
    assert waking.at == berlin(24, 7)
    killed_with_a_pop_up(person, waking)

    person.live_until(berlin(24, 8))
    person.will("skip", "snooze", "skip")
    set_clock_by(person, -timedelta(days=2))
    person.live_until(program.now + HOUR)
    set_clock_by(person, timedelta(days=2))
    awake = sleep_until(person, berlin(24, 18, 10))
    wrong_clock_over_an_open_step(person, awake)
    assert len(person.live_until(berlin(24, 22))) >= 1

    assert person.live_until(berlin(25, 6, 59)) == [], "the night that is an hour longer"
    sunday = person.live_until(berlin(25, 12))
    assert sunday[0].at == berlin(25, 7)
    assert len(sunday) >= 4

    program.travel("America/Sao_Paulo")  # where it is still morning
    witness.look()
    person.answer()
    assert person.live_until(sao_paulo(25, 15, 40))
    assert person.kill(away=3 * MINUTE) == [], "between two cards"
    assert person.live_until(sao_paulo(25, 22))
    assert person.live_until(sao_paulo(26, 6, 59)) == []

    person.live_until(ONSET + 75 * HOUR)
    due = {step: [slot_due(each, step) for card in witness.cards for each in card.showings] for step in steps.STEPS}
    heat = [each for each in due["heat"] if each is not None]
    assert heat[0] == ONSET + 72 * HOUR
    assert max(each for each in due["ice"] if each is not None) < ONSET + 72 * HOUR
    assert set(EVERY) <= set(person.given)
    witness.check_all()
