"""What is linked with spasms: matched comparisons, one verdict each, over everything that was looked at.

May import ``core``; standard library only. Two designs, each declared beforehand. The hours: the
two hours before an onset beside the same hours of the two days before it, as the person answered
(case-crossover; Maclure 1991, Am J Epidemiol 133:144). The days: the day of an onset, or the day before it,
beside the other days of the same weekday in the same month (time-stratified; Janes 2005, Epidemiology 16:717).
What nobody answered is unknown and never "no"; days inside an episode are not compared, because pain changes
what people do. No days are shuffled: a diary remembers yesterday, and shuffling finds links in noise.
"""

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from types import MappingProxyType

from backtracker.analysis.matched import (
    MatchedSet,
    Odds,
    adjusted,
    least_needed,
    likely_needed,
    mix_of,
    odds_of,
)
from backtracker.core.asking import EPISODES_BACK, HOURS_BEFORE, answers, to_ask
from backtracker.core.model import Episode, Exposure

FALSE_SHARE = 0.10  # of the links that are named, at most so many are expected to be none
DOUBLING = 2.0
HOURS = None  # the lag of what was asked at the onset
_CONTROLS = HOURS_BEFORE[1:]
_WEEK = timedelta(days=7)
Spans = list[tuple[date, date]]
Which = tuple[str, int | None]  # key and lag


class Verdict(Enum):
    """What can be said about a trigger, the surest first."""

    LINKED = "linked"
    PROTECTIVE = "protective"
    NO_LINK = "no link seen"
    NOT_ENOUGH = "not enough yet"


@dataclass(frozen=True, slots=True)
class DayExposure:
    """Something of whole days: on which it was so (True) or not (False); a day that is not there is unknown.

    ``lag`` is declared, not searched for: 0 for the day of the onset, 1 for the day before it.
    ``name`` is what people read, where ``key`` is none of the catalogue's triggers.
    """

    key: str
    days: Mapping[date, bool]
    lag: int = 0
    name: str = ""

    def __post_init__(self) -> None:
        if self.lag not in (0, 1):
            raise ValueError("the lag is the same day or the day before")


@dataclass(frozen=True, slots=True)
class Link:
    """A trigger and what the record says about it.

    ``lag`` is empty for the two hours before an onset, else as in :class:`DayExposure`. ``q`` is the
    p-value adjusted for all that was looked at. ``needed`` counts discordant sets: the verdict
    *not enough yet* means ``odds.discordant`` of ``needed``; it is 0 with any other.
    """

    key: str
    lag: int | None
    odds: Odds
    q: float
    verdict: Verdict
    needed: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """All triggers with at least one comparison, by verdict, and how many that are."""

    links: tuple[Link, ...] = ()

    def of(self, verdict: Verdict) -> list[Link]:
        """Those with that verdict."""
        return [link for link in self.links if link.verdict is verdict]


def links_of(
    exposures: Iterable[Exposure], days: Iterable[DayExposure], episodes: Iterable[Episode], today: date
) -> Links:
    """The verdict on each trigger in ``exposures`` (the hours) and each of ``days``."""
    episodes = list(episodes)
    sets: dict[Which, list[MatchedSet]] = {(key, HOURS): found for key, found in hour_sets(exposures, episodes).items()}
    spans = _spans(episodes, today)
    onsets = sorted({episode.began.day for episode in episodes})
    names = {}
    for exposed in days:
        sets[exposed.key, exposed.lag] = day_sets(exposed, onsets, spans)
        names[exposed.key] = exposed.name
    return judged({which: found for which, found in sets.items() if found}, names)


def judged(sets: Mapping[Which, Sequence[MatchedSet]], names: Mapping[str, str] = MappingProxyType({})) -> Links:
    """A verdict on each of ``sets``, together: what is named linked bears all the looking."""
    found = {which: odds_of(each) for which, each in sets.items()}
    allowed = FALSE_SHARE / max(len(found), 1)
    links = []
    for (which, odds), q in zip(found.items(), adjusted([odds.p for odds in found.values()]), strict=True):
        verdict = verdict_of(odds, q)
        needed = _needed(sets[which], odds, allowed) if verdict is Verdict.NOT_ENOUGH else 0
        name = "" if which[1] is HOURS else names.get(which[0], "")
        links.append(Link(*which, odds, q, verdict, needed, name))
    return Links(tuple(sorted(links, key=_order)))


def verdict_of(odds: Odds, q: float) -> Verdict:
    """Linked or protective where chance will not do, no link where the interval excludes a doubling, else open."""
    if odds.ratio is None or odds.interval is None:
        return Verdict.NOT_ENOUGH
    if q <= FALSE_SHARE:
        return Verdict.LINKED if odds.ratio > 1 else Verdict.PROTECTIVE
    return Verdict.NO_LINK if odds.interval.high < DOUBLING else Verdict.NOT_ENOUGH


def _needed(sets: Sequence[MatchedSet], odds: Odds, allowed: float) -> int:
    """The discordant sets without which no verdict is possible; where they are there, about how many settle it."""
    mix = mix_of(sets)
    least = least_needed(mix, allowed)
    return least if odds.discordant < least else likely_needed(mix, odds.exposed, allowed, DOUBLING)


def _order(link: Link) -> tuple[int, float, str]:
    """Verdicts as they stand; in each what is furthest from chance, or nearest to a verdict, comes first."""
    rank = list(Verdict).index(link.verdict)
    return rank, -link.odds.discordant / link.needed if link.needed else link.odds.p, link.key


def hour_sets(exposures: Iterable[Exposure], episodes: Iterable[Episode]) -> dict[str, list[MatchedSet]]:
    """The sets of each trigger from the answers about the hours before the onsets.

    A set is left out where the case or both controls are unknown; where nothing at all was
    answered with no, because then only what came to mind was noted; and where a trigger that is not asked every
    time was named just now, because what is named since it was there is always there.
    """
    said: dict[str, list[Exposure]] = defaultdict(list)
    for each in exposures:
        said[each.episode_id].append(each)
    named: deque[set[str]] = deque(maxlen=EPISODES_BACK)
    always = set(to_ask((), ()))
    found: dict[str, list[MatchedSet]] = defaultdict(list)
    for episode in sorted(episodes, key=lambda each: each.began.at):
        answered = answers(said[episode.id])
        cases = {trigger: answer for (trigger, hours), answer in answered.items() if hours == 0 and answer != "unknown"}
        asked = always.union(*named)
        if "no" in cases.values():
            for trigger in cases.keys() & asked:
                known = [answer for hours in _CONTROLS if (answer := answered.get((trigger, hours))) in ("yes", "no")]
                if known:
                    found[trigger].append(MatchedSet(cases[trigger] == "yes", known.count("yes"), len(known)))
        named.append({trigger for trigger, answer in cases.items() if answer == "yes"})
    return dict(found)


def day_sets(exposed: DayExposure, onsets: Iterable[date], spans: Spans) -> list[MatchedSet]:
    """The set of each onset: its day beside the days of the same weekday in the same month.

    Left out are days that are not known, and days that lie in an episode: as controls always,
    as cases where the lag leads into the episode before.
    """
    lag = timedelta(days=exposed.lag)
    starts = [first for first, _ in spans]

    def hurting(day: date) -> bool:
        number = bisect_right(starts, day)
        return number > 0 and day <= spans[number - 1][1]

    found = []
    for onset in onsets:
        case = exposed.days.get(onset - lag)
        if case is None or (lag and hurting(onset - lag)):
            continue
        controls = [
            exposed.days[day - lag]
            for day in _same_weekday(onset)
            if day - lag in exposed.days and not hurting(day) and not hurting(day - lag)
        ]
        if controls:
            found.append(MatchedSet(case, sum(controls), len(controls)))
    return found


def _same_weekday(day: date) -> list[date]:
    """The other days of its month with its weekday."""
    first = day - _WEEK * ((day.day - 1) // 7)
    return [each for n in range(5) if (each := first + _WEEK * n) != day and each.month == day.month]


def _spans(episodes: Iterable[Episode], today: date) -> Spans:
    """First and last day of each episode, oldest first, merged where they touch."""
    spans: Spans = []
    for episode in sorted(episodes, key=lambda each: each.began.day):
        first, last = episode.began.day, episode.ended.day if episode.ended else today
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans
