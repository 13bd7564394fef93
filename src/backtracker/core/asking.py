"""The matched questions about what may have set a spasm off: which, in what order, about which hours, until when.

For each trigger three answers are asked for: about the two hours before the onset, and about the same two
hours on each of the two days before. The second and the third are what the first is compared with (a
case-crossover design), so all three are asked of every trigger, whatever the first answer was: asking about
the days before only where there was a yes would find links in everything. Left blank is unknown, never "no".

Pure functions of what is stored and ``now``. Standard library only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo

from backtracker.core import catalogue
from backtracker.core.model import Episode, EpisodeLog, Exposure, Moment
from backtracker.core.quiet import on_wall
from backtracker.core.zones import zone_at_entry

WINDOW = timedelta(hours=2)
HOURS_BEFORE = (0, 24, 48)
"""The case window and its controls. Source: 0 to 2, 24 to 26 and 48 to 50 hours before the onset; Steffens 2015,
Arthritis Care Res 67:403. What is stored is the number of hours; which hours it means see :func:`windows`."""

OPEN_FOR = timedelta(hours=24)
"""How long after the onset the questions are offered: what was two days before a day-old spasm, few remember."""

FIRST = ("distracted", "posture", "far_load", "lift_person", "unstable_load", "lift", "exertion", "tired", "activity")
"""Asked in the order of how strong the link was; being distracted first, which people seldom name by themselves.
Sources: Steffens 2015; Parreira 2015, Pain 156:1913."""

MOST_NAMED = 5
"""How many triggers of the person's own are asked for besides the likely ones: each costs three presses."""

EPISODES_BACK = 12
"""A trigger that was named in one of so many episodes before is asked for in the next ones too."""

Key = tuple[str, int]
"""A trigger and the hours before the onset that the question is about."""


@dataclass(frozen=True, slots=True)
class Window:
    """Two hours that are asked about, in UTC; ``zone`` is the wall clock that the person lived by."""

    hours_before: int
    start: datetime
    end: datetime
    zone: tzinfo

    @property
    def clocks_changed(self) -> bool:
        """Whether the wall clock was moved within it, so that its two ends are not two hours apart on the wall."""
        first, last = self.start.astimezone(self.zone), self.end.astimezone(self.zone)
        return first.utcoffset() != last.utcoffset()


@dataclass(frozen=True, slots=True)
class Line:
    """One trigger and its answers about each of ``HOURS_BEFORE``: yes, no, unknown, or empty where there is none."""

    trigger: str
    answers: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether an answer is missing."""
        return "" in self.answers


@dataclass(frozen=True, slots=True)
class Asking:
    """All questions about one onset as they stand. ``offered_until`` is an instant in UTC."""

    episode: Episode
    windows: tuple[Window, ...]
    lines: tuple[Line, ...]
    offered_until: datetime

    @property
    def open(self) -> int:
        """How many answers are missing."""
        return sum(line.answers.count("") for line in self.lines)

    @property
    def answered(self) -> int:
        """How many answers there are, "don't know" among them."""
        return sum(len(line.answers) for line in self.lines) - self.open

    @property
    def open_triggers(self) -> tuple[str, ...]:
        """The triggers of which an answer is missing, in their order."""
        return tuple(line.trigger for line in self.lines if line.is_open)

    def is_offered(self, now: datetime) -> bool:
        """Whether something is open and the onset is not too long ago; afterwards only editing leads here."""
        return self.open > 0 and is_time(self.episode.began, now)

    def open_keys(self, triggers: Iterable[str]) -> list[Key]:
        """The questions about ``triggers`` that have no answer yet."""
        wanted = set(triggers)
        return [
            (line.trigger, hours)
            for line in self.lines
            for hours, answer in zip(HOURS_BEFORE, line.answers, strict=True)
            if line.trigger in wanted and not answer
        ]

    def with_answers(self, said: Mapping[Key, str]) -> "Asking":
        """The same with these answers; an empty one is open again."""
        lines = (
            replace(
                line,
                answers=tuple(
                    said.get((line.trigger, hours), answer)
                    for hours, answer in zip(HOURS_BEFORE, line.answers, strict=True)
                ),
            )
            for line in self.lines
        )
        return replace(self, lines=tuple(lines))

    def place(self, trigger: str) -> int:
        """The number of ``trigger`` among the lines, from 0; the first one where it is not asked for."""
        return next((number for number, line in enumerate(self.lines) if line.trigger == trigger), 0)

    def next_open(self, after: int = -1) -> int | None:
        """The number of the next line with an open answer behind line ``after``, going round; None when none is."""
        count = len(self.lines)
        order = (number % count for number in range(after + 1, after + 1 + count))
        return next((number for number in order if self.lines[number].is_open), None)


def is_time(began: Moment, now: datetime) -> bool:
    """Whether the onset ``began`` is not too long ago to be asked about."""
    return began.at <= now < began.at + OPEN_FOR


def asking(log: EpisodeLog, named: Iterable[str] = ()) -> Asking:
    """The questions about the onset of ``log``; ``named`` are triggers from episodes before, latest first."""
    said = answers(log.exposures)
    keys = to_ask(dict.fromkeys(trigger for trigger, _ in said), named)
    lines = tuple(Line(key, tuple(said.get((key, hours), "") for hours in HOURS_BEFORE)) for key in keys)
    began = log.episode.began
    return Asking(log.episode, windows(began), lines, began.at + OPEN_FOR)


def to_ask(answered: Iterable[str], named: Iterable[str]) -> tuple[str, ...]:
    """The triggers to ask for: the likely ones, those ``answered`` in this episode, and the latest of ``named``.

    Named ones are asked for again whether they seem to fit this time or not, else they would be compared
    only where they were there.
    """
    likely = [entry.key for entry in catalogue.TRIGGERS if entry.likely]
    here = [key for key in answered if key not in likely]
    before = [key for key in dict.fromkeys(named) if key not in likely and key not in here]
    return tuple(likely_first([*likely, *here, *before[:MOST_NAMED]]))


def likely_first(keys: Iterable[str]) -> list[str]:
    """``keys`` in the order in which they are asked: as in ``FIRST``, then as in the catalogue, then as given."""
    known = dict.fromkeys((*FIRST, *(entry.key for entry in catalogue.TRIGGERS)))
    order = {key: number for number, key in enumerate(known)}
    return sorted(dict.fromkeys(keys), key=lambda key: order.get(key, len(order)))


def answers(exposures: Iterable[Exposure]) -> dict[Key, str]:
    """The one answer to each question. Where two computers brought two, the later one counts."""
    found: dict[Key, str] = {}
    for each in sorted(exposures, key=lambda exposure: exposure.moment.at):
        found[each.trigger, each.hours_before] = each.answer
    return found


def windows(began: Moment) -> tuple[Window, ...]:
    """The hours before ``began`` that are asked about, latest first; each two hours long.

    "The same two hours yesterday" end when the wall clock showed the same time the day before. That is 23 or
    25 hours earlier where the clocks changed in between: people remember what they did by the clock, and their
    days run by it, so that comparing by it compares breakfast with breakfast. A time that came twice is the
    one that lies nearest to whole days before; one that was skipped is the instant of the jump. The length is
    counted in time that passes, so that each window has the same chance to hold something.
    """
    zone = zone_at_entry(began)
    ends = [(hours, _end(began, hours, zone)) for hours in HOURS_BEFORE]
    return tuple(Window(hours, end - WINDOW, end, zone) for hours, end in ends)


def out_of_date(log: EpisodeLog, began: Moment) -> list[Exposure]:
    """The answers about the days before that are none any more once the onset of ``log`` moves to ``began``.

    From two hours on, the hours of the days before are others than those the person was asked about. What was
    there before it hit stays: that was asked of the spasm, not of the clock.
    """
    if abs(began.at - log.episode.began.at) < WINDOW:
        return []
    return [each for each in log.exposures if each.hours_before]


def _end(began: Moment, hours: int, zone: tzinfo) -> datetime:
    if hours == 0:
        return began.at
    local, even = began.at.astimezone(zone), began.at - timedelta(hours=hours)
    day = local.date() - timedelta(days=hours // 24)
    found = (on_wall(day, local.time(), zone, last=last) for last in (False, True))
    return min(found, key=lambda end: abs(end - even)).astimezone(UTC)


def changes(log: EpisodeLog, wanted: Mapping[Key, str | None]) -> tuple[dict[Key, str], list[Exposure], list[Exposure]]:
    """What ``wanted`` answers make of those in ``log``: new ones, changed rows, and rows that go.

    One question has one row: a changed answer is the same row with another answer, None takes it away, and
    a second row that came from elsewhere goes with any change.
    """
    there: dict[Key, list[Exposure]] = {}
    for each in sorted(log.exposures, key=lambda exposure: exposure.moment.at, reverse=True):
        there.setdefault((each.trigger, each.hours_before), []).append(each)
    fresh: dict[Key, str] = {}
    kept: list[Exposure] = []
    gone: list[Exposure] = []
    for key, answer in wanted.items():
        rows = there.get(key, [])
        if answer is None:
            gone += rows
        elif rows:
            kept.append(replace(rows[0], answer=answer))
            gone += rows[1:]
        else:
            fresh[key] = answer
    return fresh, kept, gone
