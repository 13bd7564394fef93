"""A trial on oneself in words: the sentence, the table, and the room the picture wants.

May import ``analysis``, ``core``; matplotlib only by drawing.
"""

from __future__ import annotations

from backtracker.analysis.trials import FEWEST_BLOCKS, Answer, Result
from backtracker.charts.chart import Chart, Table, drawn
from backtracker.charts.recurrence import CHANCE, p_text, percent
from backtracker.core.trial import USUAL, WITH, arm_text, goal_text
from backtracker.core.words import translate


def headline(result: Result) -> str:
    """``Water: 8 glasses or more. Pain was 1.2 lower with it (p 0.03)``, or that there is no result."""
    what, answer = goal_text(result.trial), result.answer
    if not result.over:
        return translate("charts", "{what}. The result comes at the end", what=what)
    if answer is None:
        return translate("charts", "{what}. Too few blocks for a result", what=what)
    words = {"what": what, "n": points(abs(answer.difference)), "p": p_text(answer.p)}
    if answer.p >= CHANCE:
        return translate("charts", "{what}. No clear difference in pain ({p})", **words)
    if answer.difference < 0:
        return translate("charts", "{what}. Pain was {n} lower with it ({p})", **words)
    return translate("charts", "{what}. Pain was {n} higher with it ({p})", **words)


def points(value: float) -> str:
    """A number of points of pain with one decimal and a true minus sign."""
    return f"{round(value, 1) + 0.0:.1f}".replace("-", "−")  # + 0.0: nothing below 0 that is 0 when rounded


def lead(result: Result) -> str:
    """The difference with its interval, how small p could be, how well it was kept, and what one trial is worth."""
    if not result.over:
        said = [translate("charts", "Both are compared once it is over, so that looking does not change it.")]
    elif result.answer is None:
        said = [_missing(result)]
    else:
        said = [_difference(result.answer), _least(result.answer)]
    if result.blocks:
        said.append(_kept(result))
    return " ".join([*said, _worth(result)] if result.answer is not None else said)


def _missing(result: Result) -> str:
    return translate(
        "charts", "Blocks that can be compared: {one} with it, {other} as usual; {need} of each are needed.",
        one=len(result.usable(WITH)), other=len(result.usable(USUAL)), need=FEWEST_BLOCKS,
    )  # fmt: skip


def _difference(answer: Answer) -> str:
    return translate(
        "charts", "Worst pain of the day with it, less that as usual: {n} points ({level}: {low} to {high}).",
        n=points(answer.difference), level=percent(answer.level),
        low=points(answer.interval.low), high=points(answer.interval.high),
    )  # fmt: skip


def _least(answer: Answer) -> str:
    """With few blocks even the clearest result stays above the usual limit."""
    return translate(
        "charts", "{n} orders could have been drawn, so p cannot be below {p}.",
        n=answer.orders, p=f"{answer.least_p:.2g}",
    )  # fmt: skip


def _kept(result: Result) -> str:
    (met, known), (usual_met, usual_known) = result.kept(WITH), result.kept(USUAL)
    if not known and not usual_known:
        return translate("charts", "Whether you kept to it is not known: the check-in has no answers.")
    if not known:
        return translate("charts", "The goal was reached on {n} of {all} days as usual.", n=usual_met, all=usual_known)
    if not usual_known:
        return translate("charts", "The goal was reached on {n} of {all} days with it.", n=met, all=known)
    return translate(
        "charts", "The goal was reached on {met} of {known} days with it, on {other} of {others} as usual.",
        met=met, known=known, other=usual_met, others=usual_known,
    )  # fmt: skip


def _worth(result: Result) -> str:
    if result.trial.ended is not None and result.trial.ended.day < result.trial.last:
        return translate(
            "charts", "You stopped it early. If that was because of how it went, p says less than it seems."
        )
    return translate("charts", "One trial on one person: a hint about you in these weeks, no more.")


def table(result: Result) -> Table:
    """A row for each block."""
    header = tuple(
        translate("charts", word)
        for word in (
            "Block",
            "What",
            "From",
            "To",
            "Days that count",
            "Days recorded",
            "Mean worst pain",
            "Goal reached",
        )
    )
    rows: list[tuple[str, ...]] = [
        (
            str(each.block.number), arm_text(result.trial, each.block.arm), each.block.first.isoformat(),
            each.block.last.isoformat(), str(each.due), str(each.recorded),
            points(float(each.mean)) if result.over and each.mean is not None else "",
            translate("charts", "{n} of {total}", n=each.met, total=each.known),
        )
        for each in result.blocks
    ]  # fmt: skip
    return header, rows


def height(result: Result, width: int) -> int:
    """The same for every number of blocks."""
    return 230


TRIAL = Chart(
    key="trial",
    title="Your trial",
    headline=headline,
    lead=lead,
    draw=drawn("trial"),
    table=table,
    height=height,
    what=(
        "You tried one habit in blocks of days, with it and as usual, in an order that was drawn by lot. Each mark is "
        "a block: the mean of the worst pain of its days, without the first ones, on which the block before may still "
        "be at work. p is the share of all orders that could have been drawn in which the blocks would lie at least as "
        "far apart if the habit did nothing, twice the smaller side; the interval holds the differences that this test "
        "does not refuse. With few blocks neither can be sharp. You knew which block it was, and what one expects can "
        "be felt. It is one trial, on one person, in one season: a reason to try again or to talk it over, no proof."
    ),
)
