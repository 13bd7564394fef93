"""A week of a laptop's life with an episode, drawn by lot from fixed numbers.

It sleeps at night and by day, its clock is set, it travels, it crashes; the person answers in the pop-up, in
the window and at the command line, or not at all. What came up is held against the pure schedule after
everything that happens (``witness``).
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.stories.person import EVERY, Person
from tests.stories.stage import Running
from tests.stories.witness import Witness

START = Callable[..., Running]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/Sao_Paulo")

# The number of the lot, the zone, the onset on its wall
WEEKS = {
    "no clock change": (11, "Europe/Berlin", datetime(2026, 11, 20, 14, 5)),  # noqa: DTZ001
    "Berlin in spring": (23, "Europe/Berlin", datetime(2026, 3, 27, 9, 40)),  # noqa: DTZ001
    "New York in autumn": (37, "America/New_York", datetime(2026, 10, 30, 23, 10)),  # noqa: DTZ001
}


class Week:
    """What happens to the laptop, each of it drawn by lot."""

    def __init__(self, person: Person, lot: Random) -> None:
        self.person, self.program, self.witness, self.lot = person, person.program, person.witness, lot
        self.gaps = 0

    def between(self, least: int, most: int) -> timedelta:
        return self.lot.randint(least, most) * MINUTE + self.lot.randint(0, 59_999) * timedelta(milliseconds=1)

    def live(self) -> None:
        """Seven days, with one thing of its own on each."""
        happens = [self.kill, self.kill, self.set_clock, self.set_clock, self.travel, self.type, self.press]
        self.lot.shuffle(happens)
        for each in happens:
            self.day(each)

    def day(self, happens: Callable[[], None]) -> None:
        """A few hours of use, a sleep among them, until the lid is closed for the night."""
        both = [self.sleep, happens]
        self.lot.shuffle(both)
        for each in both:
            self.person.live_until(self.program.now + self.between(20, 75))
            each()
        here = self.program.now.astimezone(ZoneInfo(self.program.zone))
        wakes = datetime.combine(here.date() + DAY, time(6), tzinfo=here.tzinfo).astimezone(UTC) + self.between(0, 180)
        self.gap(lambda: self.program.sleep_until(max(wakes, self.program.now + HOUR)))

    def gap(self, deed: Callable[[], object]) -> None:
        """After whatever tears a gap there is one card at most; the schedule says whether there is one."""
        deed()
        self.gaps += 1
        assert len(self.witness.look()) <= 1
        self.person.answer()

    def sleep(self) -> None:
        self.gap(lambda: self.program.sleep_until(self.program.now + self.between(1, 300)))

    def kill(self) -> None:
        assert len(self.person.kill(away=self.lot.choice([timedelta(), self.between(0, 240)]))) <= 1
        self.person.answer()

    def set_clock(self) -> None:
        """Set wrong by up to two days, found out after a while, and mostly set right."""
        jump = self.lot.choice([-1, 1]) * self.lot.choice([self.between(1, 59), self.between(60, 2880)])
        self.gap(lambda: self.program.set_by_hand(self.program.now + jump))
        self.person.live_until(self.program.now + self.between(1, 60))
        if self.lot.random() < 0.8:
            self.gap(lambda: self.program.set_by_hand(self.program.now - jump))

    def travel(self) -> None:
        self.gap(lambda: self.program.travel(self.lot.choice(ZONES)))

    def type(self) -> None:
        words = self.lot.choice([("pain", "3"), ("did", "ice"), ("did", "walk", "--for", "6"), ("did", "massage")])
        self.person.after(lambda: self.program.types(*words))
        self.person.answer()

    def press(self) -> None:
        """In the window, once what lies over it is put away."""
        if step := self.person.step:
            self.person.shut(step)
        name, within = self.lot.choice([("Massage", ""), ("5", "Pain from 0 to 10")])
        self.person.after(lambda: self.program.press(name, within=within))
        self.person.answer()


def drawn(lot: Random) -> Iterator[str]:
    """Answers without end, each as likely as it is listed."""
    while True:
        yield lot.choice(EVERY)


@pytest.mark.parametrize(("number", "zone", "onset"), WEEKS.values(), ids=WEEKS)
def test_a_week_of_a_laptop_is_the_week_of_the_schedule(start: START, number: int, zone: str, onset: datetime) -> None:
    lot = Random(number)
    program = start(onset.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), zone=zone, stands=True)
    for name in ("Start right away", "Spasm now", "8", "Close, finish later"):
        program.press(name)
    with closing(Witness(program)) as witness:
        week = Week(Person(program, witness, drawn(lot)), lot)
        witness.begin()
        week.live()
        witness.check_all()
        assert len(witness.cards) > 20
        assert witness.missed
