"""How long calm lasts in words: the sentence, the table, and the room the picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from math import isinf

from backtracker.analysis.recurrence import DA_SILVA, FEWEST_ENDED, Calm, Chance, Outlook, Split
from backtracker.charts.chart import Chart, Table, drawn
from backtracker.core.words import counted, day_text, translate

CHANCE = 0.05
"""Below this p a difference is named: chance alone would show as much in fewer than 5 of 100 comparisons."""


def percent(share: float) -> str:
    """A share from 0 to 1 in whole per cent, never all or nothing by rounding alone."""
    rounded = round(share * 100)
    if rounded in (0, 100) and share not in (0, 1):
        return "< 1 %" if rounded == 0 else "> 99 %"
    return f"{rounded} %"


def headline(outlook: Outlook) -> str:
    """``Half your calm times end by day 28 (95 %: 22 to 46)``, that they last longer, or how many are missing.

    With a marked change and enough on both sides: whether calm lasted longer before or after it.
    """
    calm = outlook.calm
    if outlook.split is not None and outlook.split.told:
        return compared(outlook.split)
    if not calm.gaps:
        return translate("charts", "No calm time yet: it begins when an episode ends")
    if outlook.missing:
        return translate(
            "charts", "Too few to see how long calm lasts: {have} of {need} calm times",
            have=calm.ended, need=calm.ended + outlook.missing,
        )  # fmt: skip
    if calm.median is None:
        return translate("charts", "More than half your calm times last beyond day {day}", day=calm.longest)
    bounds = calm.median_interval
    if isinf(bounds.high):
        return translate(
            "charts", "Half your calm times end by day {day} (95 %: {low} or later)",
            day=calm.median, low=round(bounds.low),
        )  # fmt: skip
    return translate(
        "charts", "Half your calm times end by day {day} (95 %: {low} to {high})",
        day=calm.median, low=round(bounds.low), high=round(bounds.high),
    )  # fmt: skip


def lead(outlook: Outlook) -> str:
    """How long the calm that runs has lasted and what earlier ones say of the next month; both sides of a change."""
    split = outlook.split
    if split is None:
        return _running(outlook)
    return _sides(split) if split.told else f"{_running(outlook)} {_waiting(split)}"


def _running(outlook: Outlook) -> str:
    if not outlook.calm.gaps:
        return translate("charts", "The time from the end of an episode to the next spasm is counted here.")
    if outlook.so_far is None:
        return translate("charts", "The share of your calm times that last so long, beside a published study.")
    days = counted(outlook.so_far, translate("charts", "{n} day"), translate("charts", "{n} days"))
    words = translate("charts", "Calm for {days} now.", days=days)
    if outlook.missing or not outlook.ahead:
        return words
    chances = ", ".join(
        translate("charts", "{days} days {share}", days=ahead, share=_chance(each)) for ahead, each in outlook.ahead
    )
    return translate("charts", "{words} Chance of as many more: {chances}.", words=words, chances=chances)


def compared(split: Split) -> str:
    """Which side lasted longer, where that is unlikely to be chance; the limit is the usual 5 in 100."""
    found, p = split.comparison, split.comparison.p or 0.0
    words = {"words": split.words, "p": p_text(p)}
    if p >= CHANCE:
        return translate("charts", "No clear difference in calm before and after “{words}” ({p})", **words)
    if found.surplus > 0:
        return translate("charts", "Calm lasted longer after “{words}” than before ({p})", **words)
    return translate("charts", "Calm lasted shorter after “{words}” than before ({p})", **words)


def p_text(p: float) -> str:
    """``p 0.04``: how often chance alone would do as much."""
    return translate("charts", "p < 0.001") if p < 0.001 else translate("charts", "p {p}", p=f"{p:.2g}")


def _sides(split: Split) -> str:
    found = split.comparison
    return translate(
        "charts", "Before {day}: {before}. Since: {after}. What came after is not yet what it did.",
        day=day_text(split.day), before=_side(found.before), after=_side(found.after),
    )  # fmt: skip


def _side(calm: Calm) -> str:
    if calm.median is None:
        return translate("charts", "more than half last beyond day {day} ({n} ended)", day=calm.longest, n=calm.ended)
    return translate("charts", "half end by day {day} ({n} ended)", day=calm.median, n=calm.ended)


def _waiting(split: Split) -> str:
    found = split.comparison
    return translate(
        "charts",
        "Before and after “{words}”: not enough yet. {before} ended before, {after} since; {need} of each are needed.",
        words=split.words, before=found.before.ended, after=found.after.ended, need=FEWEST_ENDED,
    )  # fmt: skip


def _chance(chance: Chance) -> str:
    low, high = round(chance.interval.low * 100), round(chance.interval.high * 100)
    return translate("charts", "{share} ({low} to {high})", share=percent(chance.share), low=low, high=high)


def table(outlook: Outlook) -> Table:
    """A row for each day on which a calm time ended, of a change also those before and after it, then the study."""
    header = tuple(
        translate("charts", word)
        for word in ("Whose", "Day", "Calm times so long", "Ended that day", "Share still calm", "95 % from", "95 % to")
    )
    you = translate("charts", "you")
    people = translate("charts", "{n} people", n=DA_SILVA.people)
    curves = [(you, outlook.calm)]
    if outlook.split is not None and outlook.split.told:
        found, words = outlook.split.comparison, outlook.split.words
        curves.append((translate("charts", "before “{words}”", words=words), found.before))
        curves.append((translate("charts", "since “{words}”", words=words), found.after))
    rows: list[tuple[str, ...]] = [
        (whose, str(step.day), str(step.at_risk), str(step.ended),
         percent(step.share), percent(step.low), percent(step.high))
        for whose, calm in curves
        for step in calm.steps
    ]  # fmt: skip
    return header, rows + [(people, str(day), "", "", percent(share), "", "") for day, share in DA_SILVA.points]


def height(outlook: Outlook, width: int) -> int:
    """The same for every length."""
    return 252


RECURRENCE = Chart(
    key="recurrence",
    title="How long calm lasts",
    headline=headline,
    lead=lead,
    draw=drawn("recurrence"),
    table=table,
    height=height,
    what=(
        "A calm time runs from the end of an episode to the next spasm. The line shows the share of yours that lasted "
        "longer than so many days (Kaplan and Meier); the pale band is where it could lie, 95 times in 100. The calm "
        "that runs now counts for as long as it has lasted, and not as if it had ended. The dashed line is a study of "
        "250 people who had recovered from back pain: pain of 2 or more for at least 24 hours had come back in 38 % of "
        "them by 3 months, in 56 % by 6 and in 69 % by 12 (da Silva 2019, J Physiother 65:159). They were other people "
        "and another definition: it is a yardstick, no forecast. A spasm that was not recorded makes a calm time look "
        "longer than it was. Where you marked a change, the two lines are the calm before it and since; p says how "
        "often chance alone would make them differ as much (log-rank test). Other things changed too, a bad time is "
        "often followed by a better one anyway, and who looks at many changes finds one that seems to matter."
    ),
)
