"""Sums of an ingredient, or of a product, in any 24 hours, and what goes over its limit.

A dose counts for exactly so long: one second before its time is over it does, at its end no more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from backtracker.core.medicines.catalogue import ingredient
from backtracker.core.medicines.limits import DAY, day_limit
from backtracker.core.medicines.product import LABEL, Dose, Product
from backtracker.core.medicines.verdict import Amount, Warning


def amounts(dose: Dose, others: Sequence[Dose], plans: Iterable[Product] = ()) -> tuple[Amount, ...]:
    """All that the 24 hours up to ``dose`` hold of each of its ingredients, against the limit that binds."""
    window = [each for each in others if dose.at - DAY < each.at <= dose.at]
    keys = dict.fromkeys(key for key, _ in dose.contents if key in dose.keys)
    return tuple(_amount(key, dose, window, plans) for key in keys)


def sums(doses: Iterable[Dose], now: datetime, plans: Iterable[Product] = ()) -> tuple[Amount, ...]:
    """What the 24 hours up to ``now`` hold of each ingredient, the latest taken first.

    Each stands against the limit that bound the latest dose with it.
    """
    window = sorted((each for each in doses if now - DAY < each.at <= now), key=lambda each: each.at, reverse=True)
    found: dict[str, Amount] = {}
    for dose in window:
        for amount in amounts(replace(dose, at=now), [each for each in window if each is not dose], plans):
            if amount.key not in found and amount.after:
                found[amount.key] = replace(amount, before=amount.after)
    return tuple(found.values())


def _amount(key: str, dose: Dose, window: Sequence[Dose], plans: Iterable[Product]) -> Amount:
    before = sum(each.mcg(key) for each in window)
    blind = any(key in each.keys and not each.mcg(key) for each in (*window, dose))
    most, whose = day_limit(key, dose.product, [*window, dose], plans) or (None, None)
    if whose is not None and whose.limits == LABEL and whose.id == dose.product.id:
        whose = None  # its own label goes without saying
    return Amount(key, before, before + dose.mcg(key), most, blind, whose)


def _windows(dose: Dose, others: Sequence[Dose], length: timedelta) -> list[list[Dose]]:
    """The other doses of each span of ``length`` that ends with ``dose``, or with one after it and still holds it."""
    ends = sorted({dose.at, *(each.at for each in others if dose.at < each.at < dose.at + length)})
    return [[each for each in others if end - length < each.at <= end] for end in ends]


def over_in_day(dose: Dose, others: Sequence[Dose], plans: Iterable[Product] = ()) -> list[Warning]:
    """The ingredients that go over their limit in any 24 hours with ``dose`` in them."""
    found = []
    for key in sorted(dose.keys):
        for window in _windows(dose, others, DAY):
            limit = day_limit(key, dose.product, [*window, dose], plans)
            total = dose.mcg(key) + sum(each.mcg(key) for each in window)
            if limit is not None and dose.mcg(key) and total > limit[0]:
                found.append(Warning("over", key, newest(window, key, dose), total, limit[0], whose=limit[1]))
                break
    return found


def over_of_product(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    """Whether the product goes over the most of it in any 24 hours, where no strength says so of an ingredient."""
    most = None if any(mcg for _, mcg in dose.product.contents) else dose.product.day_units
    same = [each for each in others if each.product.id == dose.product.id]
    for window in _windows(dose, same, DAY) if most is not None else ():
        total = dose.units + sum(each.units for each in window)
        if most is not None and total > most:
            return [Warning("over_product", "", newest(window, "", dose), total, most)]
    return []


def over_in_span(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    """The ingredients of which there is too much within the shorter span that their label names."""
    found = []
    for key in sorted(dose.keys):
        known = ingredient(key)
        length = timedelta(minutes=known.span_minutes)
        for window in _windows(dose, others, length) if known.span is not None else ():
            total = dose.mcg(key) + sum(each.mcg(key) for each in window)
            planned = any(each.product.limits != LABEL and key in each.keys for each in (*window, dose))
            if known.span is not None and total > known.span and not planned and window:
                found.append(Warning("span", key, newest(window, key, dose), total, known.span))
                break
    return found


def newest(window: Sequence[Dose], key: str, dose: Dose) -> Dose | None:
    """The dose of ``window`` nearest to ``dose``, before it where there is one, that has the ingredient ``key``."""
    counted = [each for each in window if not key or each.mcg(key)]
    before = [each for each in counted if each.at <= dose.at]
    if before:
        return max(before, key=lambda each: each.at)
    return min(counted, key=lambda each: each.at, default=None)
