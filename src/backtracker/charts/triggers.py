"""What is linked with spasms in words: the sentence, the table, and the room the picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing. Nothing here says that a thing brings a spasm
about: a link is a link.
"""

from __future__ import annotations

from math import isinf

from backtracker.analysis.matched import Interval
from backtracker.analysis.triggers import HOURS, Link, Links, Verdict
from backtracker.charts.chart import LONGEST_HEADLINE, Chart, Table, drawn
from backtracker.core import catalogue
from backtracker.core.words import counted, listed, translate

HEAD, ROW, FOOT = 30, 31, 28  # px: names of the columns, a trigger, the axis
MOST_ROWS = 11


def name(link: Link) -> str:
    """What the trigger is called, with its day where whole days are compared."""
    words = link.name or catalogue.label("trigger", link.key)
    if link.lag is HOURS:
        return words
    if link.lag:
        return translate("charts", "{what}, the day before", what=words)
    return translate("charts", "{what}, that day", what=words)


def shown(links: Links) -> list[Link]:
    """The rows of the picture; the table has all."""
    return list(links.links[:MOST_ROWS])


def headline(links: Links) -> str:
    """``Linked with your spasms: awkward posture``, ``No link seen``, or that there is not enough yet."""
    linked, protective = links.of(Verdict.LINKED), links.of(Verdict.PROTECTIVE)
    open_, none = links.of(Verdict.NOT_ENOUGH), links.of(Verdict.NO_LINK)
    if linked:
        return _named(translate("charts", "Linked with your spasms: {what}"), linked)
    if protective:
        return _named(translate("charts", "Fewer spasms with: {what}"), protective)
    if not links.links:
        return translate("charts", "No trigger is compared yet")
    if not open_:
        triggers = counted(len(none), translate("charts", "{n} trigger"), translate("charts", "{n} triggers"))
        return translate("charts", "No link seen with {triggers}", triggers=triggers)
    if none:
        return translate(
            "charts", "No link seen with {none}, not enough yet for {open}", none=len(none), open=len(open_)
        )
    first = open_[0]
    said = translate(
        "charts", "Not enough yet to tell; nearest is {what}: {have} of {need}",
        what=inside(first), have=first.odds.discordant, need=first.needed,
    )  # fmt: skip
    return said if len(said) <= LONGEST_HEADLINE else translate("charts", "Not enough yet to tell what is linked")


def _named(words: str, links: list[Link]) -> str:
    """As many names as the line holds, the rest as a number."""
    names = [inside(link) for link in links]
    for number in range(min(len(names), 3), 0, -1):
        rest = len(names) - number
        more = [translate("charts", "{n} more", n=rest)] if rest else []
        said = words.format(what=listed(names[:number] + more))
        if len(said) <= LONGEST_HEADLINE:
            return said
    return words.format(
        what=counted(len(names), translate("charts", "{n} trigger"), translate("charts", "{n} triggers"))
    )


def inside(link: Link) -> str:
    """The name as it stands within a sentence; a person's own words as they typed them."""
    words = name(link)
    return words if link.key.startswith(catalogue.OWN) else words[:1].lower() + words[1:]


def lead(links: Links) -> str:
    """What is compared with what, and that it proves nothing."""
    if not links.links:
        return translate("charts", "Say at a spasm what went before, and the same for the two days before it.")
    lags = {link.lag for link in links.links}
    if lags == {HOURS}:
        return translate(
            "charts",
            "The two hours before a spasm, and the same hours on the two days before. Association, not proof.",
        )
    if HOURS not in lags:
        return translate(
            "charts", "The day of each spasm beside the same weekday in that month. Association, not proof."
        )
    return translate(
        "charts", "Each spasm beside the same hours, or the same weekday, without one. Association, not proof."
    )


def number(value: float) -> str:
    """An odds ratio as it is read: 0.07, 0.4, 3.2, 12."""
    if value >= 9.95:
        return f"{value:.0f}" if value < 999.5 else "> 999"
    if value >= 0.095 or value == 0:
        return "0" if value == 0 else f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.005 else "< 0.01"


def ratio_text(link: Link) -> tuple[str, str]:
    """The odds ratio and its interval: ``12`` and ``(1.8 to 513)``; one bound where there is no more to say."""
    ratio, interval = link.odds.ratio, link.odds.interval
    if ratio is None or interval is None:
        return "", translate("charts", "no difference yet")
    if isinf(ratio):
        return "", translate("charts", "above {low}", low=number(interval.low))
    if ratio == 0:
        return "", translate("charts", "below {high}", high=number(interval.high))
    bounds = translate("charts", "({low} to {high})", low=number(interval.low), high=number(interval.high))
    return number(ratio), bounds


def verdict_text(link: Link) -> str:
    """The verdict in words; where it is open, how much of what is needed is there."""
    if link.verdict is Verdict.NOT_ENOUGH:
        return translate("charts", "not enough yet: {have} of {need}", have=link.odds.discordant, need=link.needed)
    return {
        Verdict.LINKED: translate("charts", "linked"),
        Verdict.PROTECTIVE: translate("charts", "protective"),
        Verdict.NO_LINK: translate("charts", "no link seen"),
    }[link.verdict]


def table(links: Links) -> Table:
    """A row for each trigger with everything that is known about it."""
    header = tuple(
        translate("charts", word)
        for word in (
            "Trigger", "Verdict", "Odds ratio", "95 % from", "95 % to", "Comparisons", "With a difference",
            "With it before the spasm", "p", "p for all looked at", "Mantel-Haenszel", "its 95 % from", "its 95 % to",
        )
    )  # fmt: skip
    return header, [
        (
            name(link),
            verdict_text(link),
            _cell(link.odds.ratio),
            *_ends(link.odds.interval),
            str(link.odds.sets),
            str(link.odds.discordant),
            str(link.odds.exposed),
            f"{link.odds.p:.4f}",
            f"{link.q:.4f}",
            _cell(link.odds.pooled),
            *_ends(link.odds.pooled_interval),
        )
        for link in links.links
    ]


def _ends(interval: Interval | None) -> tuple[str, str]:
    return ("", "") if interval is None else (_cell(interval.low), _cell(interval.high))


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return "∞" if isinf(value) else number(value)


def height(links: Links, width: int) -> int:
    """A row for each trigger."""
    return HEAD + ROW * max(len(shown(links)), 3) + FOOT


# The figures in ``what`` are those of tests/benchmarks/test_truth.py: measure again when the rules change.
TRIGGERS = Chart(
    key="triggers",
    title="What is linked with spasms",
    headline=headline,
    lead=lead,
    draw=drawn("triggers"),
    table=table,
    height=height,
    what=(
        "Each spasm is its own comparison: was it so in the two hours before it, and was it so in the same two hours "
        "of the two days before? Things of whole days are compared with the same weekday of the same month, without "
        "days in pain. What you did not answer counts as unknown, never as no. Only comparisons with a difference tell "
        "anything. The odds ratio says how many times as often it was there before a spasm; the bar is where it "
        "could lie, 95 times in 100. Linked and protective allow for everything that was looked at: about one in ten "
        "of such verdicts is expected to be chance. No link seen means that the bar excludes a doubling. Not enough "
        "yet says how many comparisons with a difference are needed for a verdict. A link is no proof: something "
        "else can lie behind both, weekdays differ, and after a spasm one remembers more. We tried it on made-up "
        "diaries: where nothing was linked, a link was named in 2 of 100 of one year, in 4 of three years and in 7 of "
        "ten. A trigger with an odds ratio of 5 was found in 18 of 100 with 12 spasms, in 62 with 24, in 94 with 48."
    ),
)
