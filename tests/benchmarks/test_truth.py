"""How often the verdicts on triggers are right: made-up diaries, of which we know what they hold.

``make bench ARGS="-k truth"`` takes some minutes. The diaries are as unkind as real ones: what a person does today
resembles yesterday, weekdays differ, habits drift, answers are missing, spasms come in clusters.
"""

from datetime import UTC, date, datetime, timedelta
from math import exp, log, sqrt
from random import Random
from statistics import NormalDist

import pytest
from scipy import optimize, stats

from backtracker.analysis.matched import Interval, MatchedSet, Odds, mix_of, odds_of
from backtracker.analysis.recurrence import Gap, calm_of
from backtracker.analysis.relief import median_interval
from backtracker.analysis.triggers import DayExposure, Links, Verdict, judged, links_of
from backtracker.core.asking import to_ask
from backtracker.core.model import Episode, Exposure, Moment
from tests.benchmarks.running import row

FIRST = date(2016, 1, 4)
TRIGGERS = to_ask((), ())[:9]  # asked about at each onset
DAYS = 10  # habits of the daily check-in
HISTORIES = {1: 600, 3: 400, 10: 200}
FOUND_IN = 300
NORMAL = NormalDist()


def habit_of(rng: Random, days: int, share: float, memory: float, unknown: float) -> dict[date, bool]:
    """Days on which it was so: a slow wave with a week in it, cut so that about ``share`` of the days lie above."""
    cut, level, weekly = NORMAL.inv_cdf(1 - share), rng.gauss(0, 1), [rng.gauss(0, 0.4) for _ in range(7)]
    kept = {}
    for number in range(days):
        level = memory * level + sqrt(1 - memory**2) * rng.gauss(0, 1)
        if rng.random() >= unknown:
            kept[FIRST + timedelta(days=number)] = level + weekly[number % 7] > cut
    return kept


def spasms(rng: Random, days: int, a_year: float) -> list[Episode]:
    """At random, in clusters: after a third of them the next comes within weeks."""
    found, day = list[Episode](), rng.expovariate(a_year / 365)
    while day < days:
        began = Moment(
            datetime(FIRST.year, FIRST.month, FIRST.day, rng.choice((7, 9, 10, 18)), tzinfo=UTC) + timedelta(int(day))
        )
        length = rng.randint(1, 9)
        found.append(Episode(str(len(found)), began, Moment(began.at + timedelta(days=length))))
        day += length + 1 + rng.expovariate(1 / 12 if rng.random() < 1 / 3 else a_year / 365)
    return found


def asked(rng: Random, key: str, kept: dict[date, bool], episodes: list[Episode]) -> list[Exposure]:
    """The answers at each onset, from the habit of these days; what is not known stays so."""
    return [
        Exposure(f"{key}{episode.id}{hours}", episode.began, episode.id, key, hours, "yes" if was else "no")
        for episode in episodes
        for hours in (0, 24, 48)
        if (was := kept.get(episode.began.day - timedelta(hours=hours))) is not None and rng.random() > 0.05
    ]


def diary(rng: Random, years: int) -> Links:
    """A history in which nothing has to do with spasms."""
    days = years * 365
    episodes = spasms(rng, days, rng.uniform(4, 16))
    memory = rng.choice((0.3, 0.6, 0.9))
    exposures = []
    for number in range(len(TRIGGERS)):
        kept = habit_of(rng, days, rng.uniform(0.1, 0.6), memory, 0)
        exposures += asked(rng, TRIGGERS[number], kept, episodes)
    habits = [
        DayExposure(f"h{number}", habit_of(rng, days, rng.uniform(0.1, 0.6), memory, 0.2), number % 2)
        for number in range(DAYS)
    ]
    return links_of(exposures, habits, episodes, FIRST + timedelta(days=days))


@pytest.mark.parametrize("years", HISTORIES)
def test_nothing_is_found_where_nothing_is(years: int) -> None:
    rng = Random(100 + years)
    any_of = doubts = looked = 0
    for _ in range(HISTORIES[years]):
        found = diary(rng, years)
        any_of += any(found.of(verdict) for verdict in (Verdict.LINKED, Verdict.PROTECTIVE))
        doubts += len(found.of(Verdict.NOT_ENOUGH))
        looked += len(found.links)
    share = any_of / HISTORIES[years]
    row(f"no link planted, {years} years", f"{share:.1%} say one", None, "≤ 10 %", f"{doubts / looked:.0%} open")
    assert share <= 0.10


def planted(rng: Random, episodes: int, ratio: float) -> dict[str, list[MatchedSet]]:
    """One trigger with that odds ratio among those without, each onset with two controls, some unknown."""
    found = {}
    for number in range(len(TRIGGERS)):
        share = rng.uniform(0.1, 0.5) if number else 0.25
        odds = share / (1 - share) * (1 if number else ratio)
        found[f"t{number}"] = [
            MatchedSet(rng.random() < odds / (1 + odds), sum(rng.random() < share for _ in range(known)), known)
            for _ in range(episodes)
            for known in [rng.choice((1, 2, 2, 2, 2))]
        ]
    return found


def best_possible(sets: list[MatchedSet]) -> float:
    """The p-value of a conditional logistic regression that knows which trigger to look at (likelihood ratio)."""
    mix, exposed = mix_of(sets), sum(each.case for each in sets if each.discordant)
    if not mix:
        return 1.0

    def loss(beta: float) -> float:
        return sum(number * log(t * exp(beta) + u) for (t, u), number in mix.items()) - exposed * beta

    least = optimize.minimize_scalar(loss, bounds=(-12, 12), method="bounded").fun
    return float(stats.chi2.sf(max(2 * (loss(0) - least), 0), 1))


@pytest.mark.parametrize("ratio", [3, 5, 8])
def test_how_often_a_planted_trigger_is_found(ratio: float) -> None:
    rng = Random(round(ratio))
    for episodes in (6, 12, 24, 48):
        ours = best = wrong = 0
        for _ in range(FOUND_IN):
            sets = planted(rng, episodes, ratio)
            linked = {link.key for link in judged({(key, None): each for key, each in sets.items()}).of(Verdict.LINKED)}
            ours += "t0" in linked
            wrong += bool(linked - {"t0"})
            best += best_possible(sets["t0"]) < 0.05
        found = f"{ours / FOUND_IN:.0%} found"
        remark = f"told the truth {best / FOUND_IN:.0%}, another named {wrong / FOUND_IN:.0%}"
        row(f"odds ratio {ratio}, {episodes} spasms", found, None, "", remark)
        assert ours <= best
        assert wrong / FOUND_IN <= 0.10


def holds(interval: Interval | None, truth: float) -> bool | None:
    return None if interval is None else interval.low <= truth <= interval.high


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    rng = Random(11)
    for episodes in (12, 24, 48, 96):
        exact, pooled = [], []
        for _ in range(2000):
            ratio = rng.choice((1.0, 3.0))
            sets = _sets(rng, episodes, ratio)
            found: Odds = odds_of(sets)
            exact.append(holds(found.interval, ratio))
            pooled.append(holds(found.pooled_interval, ratio))
        _say(f"odds ratio, {episodes} spasms, exact", exact, 0.95, 1.0)
        _say(f"odds ratio, {episodes} spasms, Mantel-Haenszel", pooled, 0.93, 0.99)


def test_intervals_of_calm_and_of_relief_hold_the_truth() -> None:
    rng = Random(12)
    for number in (12, 24, 48):
        shares, medians, changes = [], [], []
        for _ in range(2000):
            gaps = [
                Gap(FIRST, min(wait, watched), wait <= watched)
                for wait, watched in ((int(rng.expovariate(1 / 40)), rng.randint(20, 300)) for _ in range(number))
            ]
            curve = calm_of(gaps)
            step = next((each for each in reversed(curve.steps) if each.day <= 29), None)
            shares.append(holds(Interval(step.low, step.high), exp(-30 / 40)) if step else None)
            medians.append(holds(curve.median_interval, int(40 * log(2))))
            changes.append(holds(median_interval(sorted(round(rng.gauss(-1, 2)) for _ in range(number))), -1))
        _say(f"share calm after 30 days, {number} calm times", shares, 0.93, 0.97)
        _say(f"median calm, {number} calm times", medians, 0.93, 0.99)
        _say(f"median change, {number} times", changes, 0.93, 1.0)


def _sets(rng: Random, episodes: int, ratio: float) -> list[MatchedSet]:
    share = rng.uniform(0.2, 0.5)
    odds = share / (1 - share) * ratio
    return [
        MatchedSet(rng.random() < odds / (1 + odds), sum(rng.random() < share for _ in range(2)), 2)
        for _ in range(episodes)
    ]


def _say(what: str, held: list[bool | None], least: float, most: float) -> None:
    known = [each for each in held if each is not None]
    share = sum(known) / len(known)
    row(what, f"{share:.1%} hold it", None, f"{least:.0%}–{most:.0%}")
    assert least <= share <= most
