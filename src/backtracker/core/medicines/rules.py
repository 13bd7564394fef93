"""What a dose would come to: the last 24 hours to the second, the warnings, and when the next one is allowed.

All times are instants; ``doses`` are the others, in any order, before and after it. A dose counts for exactly 24
hours: one second before they are over it does, at their end no more. Where a label names a range (4 to 6 hours),
the shorter time decides and the longer is told as the better one.

Terms of a label that need a reading, and how they are read here: two products with an ingredient in common keep
the longer of their intervals; the *first dose* of naproxen is one with none in the 24 hours before it; an NSAID
is active for 24 hours; days in a row are local dates without a gap. The daily maximum of a label is one of the
ingredient, wherever it comes from: of several products in 24 hours the lowest holds for their sum, and it is said
whose it is. What a doctor or the person set for 24 hours on any product they keep is one of the ingredient too: the
lowest binds whatever is taken, and a higher one takes the place of the labels for that product alone. The dose that
follows is as large as the last, but not larger than is allowed at once.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from backtracker.core.medicines.catalogue import ingredient
from backtracker.core.medicines.limits import DAY, interval, is_nsaid, is_sedating, most_days
from backtracker.core.medicines.product import Dose, Product
from backtracker.core.medicines.spacing import (
    apart,
    last_of,
    one_first_dose,
    related,
    too_early,
    too_many_at_once,
)
from backtracker.core.medicines.sums import amounts, newest, over_in_day, over_in_span, over_of_product
from backtracker.core.medicines.verdict import Next, Verdict, Warning

UNSURE = 3 * DAY
"""A run of days that begins so near to where looking began may have begun before: so far can doses of two days
that follow each other lie apart, with a change of clocks or a journey between them."""


def judge(dose: Dose, doses: Iterable[Dose], since: datetime | None = None, plans: Collection[Product] = ()) -> Verdict:
    """What ``dose`` comes to among the other ``doses``; one with its own id among them is left out.

    ``since`` is from when on they are all there, None for all of them: a run of days from there on has no beginning.
    ``plans`` are the products with limits of the doctor or of the person, taken or not.
    """
    everything = _others(dose, doses)
    if dose.product.topical:
        return Verdict(dose, last_of(dose, everything), (), _days(dose, everything, since))
    reach = _reach(dose.product, everything)
    others = [each for each in everything if abs(each.at - dose.at) <= reach]
    warnings = (
        *over_in_day(dose, others, plans), *over_of_product(dose, others), *over_in_span(dose, others),
        *too_early(dose, others), *too_many_at_once(dose, others),
        *_nsaid(dose, others), *_same(dose, others), *_days(dose, everything, since), *_sedating(dose),
    )  # fmt: skip
    return Verdict(dose, last_of(dose, everything), amounts(dose, others, plans), warnings)


def obstacles(dose: Dose, doses: Iterable[Dose], since: datetime | None = None) -> tuple[Warning, ...]:
    """What speaks against ``dose`` whatever the hours and the sums allow: a second NSAID, too many days in a row."""
    return tuple(each for each in judge(dose, doses, since).warnings if each.kind in ("nsaid", "days"))


def next_allowed(
    product: Product, units: float, doses: Iterable[Dose], now: datetime, *, parts: bool = True,
    plans: Collection[Product] = (),
) -> Next:  # fmt: skip
    """The first instant from ``now`` on at which ``units`` of ``product`` go against no interval and no sum.

    Whether they are too many at once is not asked: no waiting mends that, and :func:`judge` tells.
    Without ``parts`` a first dose is taken for complete: what is looked for is the dose after it.
    """
    if product.topical:
        return Next(now, known=False)
    everything = sorted(doses, key=lambda each: each.at)
    since = now - _reach(product, everything)
    others = [each for each in everything if each.at > since]
    wish = Dose("", now, now.date(), product, units, product.amounts(units))
    known = interval(product) is not None
    if _alone_too_much(wish, plans):
        return Next(None, known=known)
    waits = {end: dose for dose in others for end in _ends(wish, dose) if end > now}  # of several the newest
    at, cause = now, None
    while not _fits(replace(wish, at=at), others, parts, plans):
        at = min(end for end in waits if end > at)  # a day after the last dose everything is allowed again
        cause = waits[at]
    return Next(at, _better(wish, others, at, parts), cause, known)


def run_of_days(day: date, days: Iterable[date]) -> tuple[date, int]:
    """The unbroken run of ``days`` around ``day``, which counts too: its first day and its length."""
    there, one = {*days, day}, timedelta(days=1)
    first = last = day
    while first - one in there:
        first -= one
    while last + one in there:
        last += one
    return first, (last - first).days + 1


# What else is to be known ----------------------------------------------------------------------


def _nsaid(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    if not is_nsaid(dose):
        return []
    near = [each for each in others if abs(each.at - dose.at) < DAY and is_nsaid(each) and not related(each, dose)]
    other = newest(near, "", dose)
    return [Warning("nsaid", "", other)] if other is not None else []


def _same(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    found = []
    for key in sorted(dose.keys):
        near = [
            each for each in others
            if abs(each.at - dose.at) < DAY and key in each.keys and each.product.id != dose.product.id
        ]  # fmt: skip
        other = newest(near, "", dose)
        if other is not None:
            found.append(Warning("same", key, other))
    return found


def _days(dose: Dose, others: Sequence[Dose], looked: datetime | None) -> tuple[Warning, ...]:
    most = most_days(dose.product)
    if most is None:
        return ()
    days, key = most
    same = [each for each in others if (key in each.keys if key else each.product.id == dose.product.id)]
    since, length = run_of_days(dose.day, (each.day for each in same))
    if length <= days:
        return ()
    cause = min((each for each in same if each.day == since), key=lambda each: each.at, default=None)
    if looked is not None and cause is not None and cause.at - looked < UNSURE:
        return (Warning("days", key, cause, length, days),)
    return (Warning("days", key, cause, length, days, since),)


def _sedating(dose: Dose) -> list[Warning]:
    return [Warning("sedating")] if is_sedating(dose.product) else []


# The next one ----------------------------------------------------------------------------------


def _ends(wish: Dose, dose: Dose) -> list[datetime]:
    """The instants at which ``dose`` stops to stand in the way of ``wish``, in one respect or another.

    One of them can lie before it: from there on the two are one first dose.
    """
    known = [ingredient(key) for key in wish.keys]
    spans = [timedelta(minutes=each.span_minutes) for each in known]
    firsts = [-timedelta(minutes=each.first_within) for each in known]
    return [dose.at + length for length in {DAY, apart(wish, dose), *spans, *firsts} if length]


def _fits(wish: Dose, others: Sequence[Dose], parts: bool, plans: Collection[Product]) -> bool:
    """Whether it goes against no sum and no interval."""
    over = over_in_day(wish, others, plans) or over_in_span(wish, others) or over_of_product(wish, others)
    return not (over or too_early(wish, others, parts))


def _alone_too_much(wish: Dose, plans: Collection[Product]) -> bool:
    return bool(over_in_day(wish, [], plans) or over_of_product(wish, []))


def _better(wish: Dose, others: Sequence[Dose], at: datetime, parts: bool) -> datetime | None:
    """The end of the range of the label after the last dose, where that is later than ``at``."""
    span = interval(wish.product)
    last = last_of(replace(wish, at=at), others)
    if span is None or last is None or span[1] <= span[0]:
        return None
    if parts and one_first_dose(replace(wish, at=at), last, others):
        return None
    better = last.at + span[1]
    return better if better > at else None


def _reach(product: Product, others: Iterable[Dose]) -> timedelta:
    """How far apart two doses can matter: the longest interval or a day, and the day before a first dose."""
    products = {each.product.id: each.product for each in others} | {product.id: product}
    spans = [span[0] for each in products.values() if (span := interval(each)) is not None]
    return max([DAY, *spans]) + DAY


def _others(dose: Dose, doses: Iterable[Dose]) -> list[Dose]:
    return sorted((each for each in doses if each.id != dose.id), key=lambda each: each.at)
