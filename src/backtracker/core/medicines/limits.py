"""Which figures hold for a product: those set on it, else those of what is in it."""

from collections.abc import Iterable
from datetime import timedelta

from backtracker.core.medicines.catalogue import ingredient
from backtracker.core.medicines.product import LABEL, Dose, Product

DAY = timedelta(hours=24)


def interval(product: Product) -> tuple[timedelta, timedelta] | None:
    """The shortest time between two doses, and the one that is better where the label names a range; None: unknown.

    Of several ingredients the longest counts. What goes on the skin has none.
    """
    if product.topical:
        return None
    if product.every is not None:
        return _span(product.every, product.every_longest)
    found = [each for each in map(ingredient, sorted(product.keys)) if each.every is not None]
    if not found:
        return None
    longest = max(found, key=lambda each: each.every or 0)
    return _span(longest.every or 0, longest.every_longest)


def _span(minutes: int, longest: int | None) -> tuple[timedelta, timedelta]:
    return timedelta(minutes=minutes), timedelta(minutes=longest or minutes)


def most_at_once(product: Product) -> float | None:
    """The most units in one dose; None: unknown. A plan of the doctor's or one's own is not measured by the label."""
    if product.topical or product.per_dose is not None or product.limits != LABEL:
        return None if product.topical else product.per_dose
    found = [most / mcg for key, mcg in product.contents if mcg and (most := ingredient(key).dose) is not None]
    return min(found, default=None)


def most_days(product: Product) -> tuple[int, str] | None:
    """The most days in a row, and the ingredient that they are counted by; empty for the product itself.

    What a doctor planned, or is taken to prevent, knows only the days that were set on it.
    """
    if product.days is not None:
        return product.days, ""
    if product.topical or product.preventive or product.limits != LABEL:
        return None
    found = [(days, key) for key in sorted(product.keys) if (days := ingredient(key).days) is not None]
    return min(found, default=None)


def day_limit(key: str, doses: Iterable[Dose]) -> int | None:
    """The most micrograms of the ingredient ``key`` in 24 hours that hold ``doses``; None: unknown.

    A daily maximum that the person or their doctor set on one of the products lifts it, unless it is firm.
    """
    known = ingredient(key)
    if known.day is None or known.firm:
        return known.day
    lifted = [
        round(each.product.day_units * mcg)
        for each in doses
        if each.product.limits != LABEL and each.product.day_units is not None
        for inside, mcg in each.product.contents
        if inside == key
    ]
    return max([known.day, *lifted])


def is_nsaid(dose: Dose) -> bool:
    """Whether it counts as a nonsteroidal anti-inflammatory drug taken by mouth."""
    return not dose.product.topical and (dose.product.nsaid or any(ingredient(key).nsaid for key in dose.keys))


def is_sedating(product: Product) -> bool:
    """Whether it can make drowsy."""
    return product.sedating or any(ingredient(key).sedating for key in product.keys)
