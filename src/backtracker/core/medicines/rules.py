"""What a dose would come to: the last 24 hours to the second, the warnings, and when the next one is allowed.

All times are instants; ``doses`` are the others, in any order, before and after it. A dose counts for exactly 24
hours: one second before they are over it does, at their end no more. Where a label names a range (4 to 6 hours),
the shorter time decides and the longer is told as the better one.

Terms of a label that need a reading, and how they are read here: two products with an ingredient in common keep
the longer of their intervals; the *first dose* of naproxen is one with none in the 24 hours before it; an NSAID
is active for 24 hours; days in a row are local dates without a gap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from backtracker.core.medicines.catalogue import ingredient
from backtracker.core.medicines.limits import (
    DAY,
    day_limit,
    interval,
    is_nsaid,
    is_sedating,
    most_at_once,
    most_days,
)
from backtracker.core.medicines.product import LABEL, Dose, Product


@dataclass(frozen=True, slots=True)
class Amount:
    """The micrograms of one ingredient in the 24 hours up to a dose: ``before`` it and ``after`` it, and the limit.

    Where only this product counts (a limit of its own), ``of_product`` says so. ``at_least`` means that a dose of
    unknown strength lies in them. ``limit`` None is "see the label".
    """

    key: str
    before: int
    after: int
    limit: int | None
    of_product: bool = False
    at_least: bool = False

    @property
    def over(self) -> bool:
        """Whether it goes over the limit."""
        return self.limit is not None and self.after > self.limit


@dataclass(frozen=True, slots=True)
class Warning:
    """One thing to know before taking it. ``cause`` is the earlier (or later) dose that it comes from, if one does.

    ``kind``: ``over`` (24 hours, an ingredient), ``over_product`` (24 hours, units of the product), ``span`` (an
    ingredient within some hours), ``early``, ``crowded`` (the later dose ``cause`` comes too early after it),
    ``at_once``, ``nsaid``, ``same``, ``days`` (``since``), ``sedating``. ``amount`` against ``limit`` are micrograms
    for over and span, units for over_product and at_once, seconds for early and crowded, days for days.
    """

    kind: str
    key: str = ""
    cause: Dose | None = None
    amount: float = 0
    limit: float = 0
    since: date | None = None

    @property
    def grave(self) -> bool:
        """Whether it goes against the label; being drowsy does not."""
        return self.kind != "sedating"


@dataclass(frozen=True, slots=True)
class Next:
    """When a dose is allowed. ``at`` None: never, it is more than a day's limit.

    ``better`` is the end of a label's range, where it lies later. ``cause`` is the dose that it waits for, None when
    it is allowed now. ``known`` False means that the interval is not known and only the rest was looked at.
    """

    at: datetime | None
    better: datetime | None = None
    cause: Dose | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything about one dose: ``last`` is the dose before it that counts together with it."""

    dose: Dose
    last: Dose | None
    amounts: tuple[Amount, ...]
    warnings: tuple[Warning, ...]


def judge(dose: Dose, doses: Iterable[Dose]) -> Verdict:
    """What ``dose`` comes to among the other ``doses``; one with its own id among them is left out."""
    everything = _others(dose, doses)
    if dose.product.topical:
        return Verdict(dose, last_of(dose, everything), (), _days(dose, everything))
    reach = _reach(dose.product, everything)
    others = [each for each in everything if abs(each.at - dose.at) <= reach]
    warnings = (
        *_over(dose, others), *_over_product(dose, others), *_span(dose, others), *_early(dose, others),
        *_at_once(dose, others), *_nsaid(dose, others), *_same(dose, others), *_days(dose, everything),
        *_sedating(dose),
    )  # fmt: skip
    return Verdict(dose, last_of(dose, everything), amounts(dose, others), warnings)


def next_allowed(product: Product, units: float, doses: Iterable[Dose], now: datetime, *, parts: bool = True) -> Next:
    """The first instant from ``now`` on at which ``units`` of ``product`` go against no interval and no sum.

    Without ``parts`` a first dose is taken for complete: what is looked for is the dose after it.
    """
    everything = sorted(doses, key=lambda each: each.at)
    since = now - _reach(product, everything)
    others = [each for each in everything if each.at > since]
    wish = Dose("", now, now.date(), product, units, product.amounts(units))
    known = product.topical or interval(product) is not None
    if _alone_too_much(wish):
        return Next(None, known=known)
    waits = {end: dose for dose in others for end in _ends(wish, dose) if end > now}  # of several the newest
    at, cause = now, None
    while not _fits(replace(wish, at=at), others, parts):
        at = min(end for end in waits if end > at)  # a day after the last dose everything is allowed again
        cause = waits[at]
    return Next(at, _better(wish, others, at, parts), cause, known)


def amounts(dose: Dose, others: Sequence[Dose]) -> tuple[Amount, ...]:
    """What the 24 hours up to ``dose`` hold of each of its ingredients, each against the limit it comes nearest to."""
    window = [each for each in others if dose.at - DAY < each.at <= dose.at]
    return tuple(
        _amount(key, dose, window) for key in dict.fromkeys(key for key, _ in dose.contents) if key in dose.keys
    )


def sums(doses: Iterable[Dose], now: datetime) -> tuple[Amount, ...]:
    """What the 24 hours up to ``now`` hold of each ingredient, the latest taken first, each against its limit."""
    window = sorted((each for each in doses if now - DAY < each.at <= now), key=lambda each: each.at, reverse=True)
    found: dict[str, Amount] = {}
    for dose in window:
        others = [each for each in window if each is not dose]
        for amount in amounts(replace(dose, at=now), others):
            whole = sum(each.mcg(amount.key) for each in window)
            if amount.key not in found and whole and (not amount.of_product or amount.after == whole):
                found[amount.key] = replace(amount, before=amount.after)
            elif amount.key not in found and whole:
                limit = day_limit(amount.key, window)
                found[amount.key] = Amount(amount.key, whole, whole, limit, False, amount.at_least)
    return tuple(found.values())


def last_of(dose: Dose, others: Iterable[Dose]) -> Dose | None:
    """The latest dose up to ``dose`` of the same product or with an ingredient in common."""
    found = [each for each in others if each.at <= dose.at and _related(each, dose)]
    return max(found, key=lambda each: each.at, default=None)


def run_of_days(day: date, days: Iterable[date]) -> tuple[date, int]:
    """The unbroken run of ``days`` around ``day``, which counts too: its first day and its length."""
    there, one = {*days, day}, timedelta(days=1)
    first = last = day
    while first - one in there:
        first -= one
    while last + one in there:
        last += one
    return first, (last - first).days + 1


# Sums ------------------------------------------------------------------------------------------


def _amount(key: str, dose: Dose, window: Sequence[Dose]) -> Amount:
    before = sum(each.mcg(key) for each in window)
    blind = any(key in each.keys and not each.mcg(key) for each in (*window, dose))
    found = [Amount(key, before, before + dose.mcg(key), day_limit(key, [*window, dose]), False, blind)]
    most = dose.product.day_units
    main, strength = next(iter(dose.product.contents), ("", 0))
    if most is not None and strength and key == main:  # a label counts its units by the first ingredient
        own = sum(each.mcg(key) for each in window if each.product.id == dose.product.id)
        found.append(Amount(key, own, own + dose.mcg(key), round(most * strength), True, blind))
    limited = [each for each in found if each.limit]
    return max(limited, key=lambda each: each.after / (each.limit or 1)) if limited else found[0]


def _windows(dose: Dose, others: Sequence[Dose], length: timedelta) -> list[list[Dose]]:
    """The other doses of each span of ``length`` that ends with ``dose``, or with one after it and still holds it."""
    ends = sorted({dose.at, *(each.at for each in others if dose.at < each.at < dose.at + length)})
    return [[each for each in others if end - length < each.at <= end] for end in ends]


def _over(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    found = []
    for key in sorted(dose.keys):
        for window in _windows(dose, others, DAY):
            limit = day_limit(key, [*window, dose])
            total = dose.mcg(key) + sum(each.mcg(key) for each in window)
            if limit is not None and dose.mcg(key) and total > limit:
                found.append(Warning("over", key, _newest(window, key, dose), total, limit))
                break
    return found


def _over_product(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    most = dose.product.day_units
    same = [each for each in others if each.product.id == dose.product.id]
    for window in _windows(dose, same, DAY) if most is not None else ():
        total = dose.units + sum(each.units for each in window)
        if most is not None and total > most:
            return [Warning("over_product", "", _newest(window, "", dose), total, most)]
    return []


def _span(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    found = []
    for key in sorted(dose.keys):
        known = ingredient(key)
        length = timedelta(minutes=known.span_minutes)
        for window in _windows(dose, others, length) if known.span is not None else ():
            total = dose.mcg(key) + sum(each.mcg(key) for each in window)
            planned = any(each.product.limits != LABEL and key in each.keys for each in (*window, dose))
            if known.span is not None and total > known.span and not planned and window:
                found.append(Warning("span", key, _newest(window, key, dose), total, known.span))
                break
    return found


def _newest(window: Sequence[Dose], key: str, dose: Dose) -> Dose | None:
    """The dose of ``window`` nearest to ``dose``, before it where there is one, that has the ingredient ``key``."""
    counted = [each for each in window if not key or each.mcg(key)]
    before = [each for each in counted if each.at <= dose.at]
    if before:
        return max(before, key=lambda each: each.at)
    return min(counted, key=lambda each: each.at, default=None)


# Intervals -------------------------------------------------------------------------------------


def _related(one: Dose, other: Dose) -> bool:
    return one.product.id == other.product.id or bool(one.keys & other.keys)


def _apart(one: Dose, other: Dose) -> timedelta:
    """How far apart the two must lie: the longer of the two intervals, nothing where neither is known."""
    found = [each[0] for each in (interval(one.product), interval(other.product)) if each is not None]
    return max(found, default=timedelta()) if _related(one, other) else timedelta()


def _early(dose: Dose, others: Sequence[Dose], parts: bool = True) -> list[Warning]:
    """Too early after the one before it, and the one after it too early after it."""
    close = [
        each for each in others
        if abs(each.at - dose.at) < _apart(dose, each) and not (parts and _one_first_dose(dose, each, others))
    ]  # fmt: skip
    before = [each for each in close if each.at <= dose.at]
    after = [each for each in close if each.at > dose.at]
    found = []
    if before:
        cause = max(before, key=lambda each: each.at + _apart(dose, each))
        found.append(_gap("early", dose, cause))
    if after:
        found.append(_gap("crowded", dose, min(after, key=lambda each: each.at)))
    return found


def _gap(kind: str, dose: Dose, cause: Dose) -> Warning:
    shared = sorted(dose.keys & cause.keys)
    gap = abs(dose.at - cause.at).total_seconds()
    return Warning(kind, shared[0] if shared else "", cause, gap, _apart(dose, cause).total_seconds())


def _one_first_dose(dose: Dose, other: Dose, others: Sequence[Dose]) -> bool:
    """Whether the two are parts of a first dose, as it may be taken in parts, and nothing else binds them."""
    shared = dose.keys & other.keys
    return bool(shared) and all(
        _in_first(key, dose, others) and _in_first(key, other, [*others, dose]) for key in shared
    )


def _in_first(key: str, dose: Dose, others: Sequence[Dose]) -> bool:
    """Whether ``dose`` belongs to a first dose of ``key`` that stays within what is allowed for it."""
    known = ingredient(key)
    if known.first is None or dose.product.every is not None:
        return False
    taken = sorted((each for each in {each.id: each for each in (*others, dose)}.values() if key in each.keys),
                   key=lambda each: each.at)  # fmt: skip
    within = timedelta(minutes=known.first_within)
    for first in taken:
        if first.at > dose.at or dose.at - first.at > within:
            continue
        if any(first.at - DAY < each.at < first.at for each in taken):
            continue
        group = [each for each in taken if first.at <= each.at <= first.at + within]
        return sum(each.mcg(key) for each in group) <= known.first
    return False


def _at_once(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    most = most_at_once(dose.product)
    if most is None or dose.units <= most:
        return []
    if dose.product.per_dose is None and any(_in_first(key, dose, others) for key in dose.keys):
        return []
    return [Warning("at_once", "", None, dose.units, most)]


# What else is to be known ----------------------------------------------------------------------


def _nsaid(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    if not is_nsaid(dose):
        return []
    near = [each for each in others if abs(each.at - dose.at) < DAY and is_nsaid(each) and not _related(each, dose)]
    other = _newest(near, "", dose)
    return [Warning("nsaid", "", other)] if other is not None else []


def _same(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    found = []
    for key in sorted(dose.keys):
        near = [
            each for each in others
            if abs(each.at - dose.at) < DAY and key in each.keys and each.product.id != dose.product.id
        ]  # fmt: skip
        other = _newest(near, "", dose)
        if other is not None:
            found.append(Warning("same", key, other))
    return found


def _days(dose: Dose, others: Sequence[Dose]) -> tuple[Warning, ...]:
    most = most_days(dose.product)
    if most is None:
        return ()
    days, key = most
    same = [each for each in others if (key in each.keys if key else each.product.id == dose.product.id)]
    since, length = run_of_days(dose.day, (each.day for each in same))
    if length <= days:
        return ()
    cause = min((each for each in same if each.day == since), key=lambda each: each.at, default=None)
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
    return [dose.at + length for length in {DAY, _apart(wish, dose), *spans, *firsts} if length]


def _fits(wish: Dose, others: Sequence[Dose], parts: bool) -> bool:
    """Whether it goes against no sum and no interval."""
    over = _over(wish, others) or _span(wish, others) or _over_product(wish, others)
    return not (over or _early(wish, others, parts))


def _alone_too_much(wish: Dose) -> bool:
    return not wish.product.topical and bool(_over(wish, []) or _over_product(wish, []))


def _better(wish: Dose, others: Sequence[Dose], at: datetime, parts: bool) -> datetime | None:
    """The end of the range of the label after the last dose, where that is later than ``at``."""
    span = interval(wish.product)
    last = last_of(replace(wish, at=at), others)
    if span is None or last is None or span[1] <= span[0]:
        return None
    if parts and _one_first_dose(replace(wish, at=at), last, others):
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
