"""Sums of an ingredient, or of a product, in any 24 hours, and what goes over its limit.

A dose counts for exactly so long: one second before its time is over it does, at its end no more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from backtracker.core.medicines.catalogue import ingredient
from backtracker.core.medicines.limits import DAY, day_limit, label_limit
from backtracker.core.medicines.product import LABEL, Dose
from backtracker.core.medicines.verdict import Amount, Warning


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
                limit = _most(amount.key, window)
                found[amount.key] = Amount(amount.key, whole, whole, limit, False, amount.at_least)
    return tuple(found.values())


def _amount(key: str, dose: Dose, window: Sequence[Dose]) -> Amount:
    before = sum(each.mcg(key) for each in window)
    blind = any(key in each.keys and not each.mcg(key) for each in (*window, dose))
    found = [Amount(key, before, before + dose.mcg(key), _most(key, [*window, dose]), False, blind)]
    most = dose.product.day_units
    main, strength = next(iter(dose.product.contents), ("", 0))
    if most is not None and strength and key == main and label_limit(dose.product) is None:
        own = sum(each.mcg(key) for each in window if each.product.id == dose.product.id)
        found.append(Amount(key, own, own + dose.mcg(key), round(most * strength), True, blind))
    limited = [each for each in found if each.limit]
    return max(limited, key=lambda each: each.after / (each.limit or 1)) if limited else found[0]


def _most(key: str, doses: Iterable[Dose]) -> int | None:
    limit = day_limit(key, doses)
    return limit[0] if limit is not None else None


def _windows(dose: Dose, others: Sequence[Dose], length: timedelta) -> list[list[Dose]]:
    """The other doses of each span of ``length`` that ends with ``dose``, or with one after it and still holds it."""
    ends = sorted({dose.at, *(each.at for each in others if dose.at < each.at < dose.at + length)})
    return [[each for each in others if end - length < each.at <= end] for end in ends]


def over_in_day(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    """The ingredients that go over their limit in any 24 hours with ``dose`` in them."""
    found = []
    for key in sorted(dose.keys):
        for window in _windows(dose, others, DAY):
            limit = day_limit(key, [*window, dose])
            total = dose.mcg(key) + sum(each.mcg(key) for each in window)
            if limit is not None and dose.mcg(key) and total > limit[0]:
                found.append(Warning("over", key, newest(window, key, dose), total, limit[0], whose=limit[1]))
                break
    return found


def over_of_product(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    """Whether the product goes over the most of it in any 24 hours, where no label's limit of an ingredient says so."""
    most = dose.product.day_units if label_limit(dose.product) is None else None
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
