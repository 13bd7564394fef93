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


def label_limit(product: Product) -> tuple[str, int] | None:
    """What the label of ``product`` has for 24 hours: an ingredient and its micrograms; None where it is unknown.

    A label counts its units by the first ingredient. What a doctor or the person set is no label's.
    """
    main, mcg = next(iter(product.contents), ("", 0))
    if product.topical or product.limits != LABEL or product.day_units is None or not mcg:
        return None
    return main, round(product.day_units * mcg)


def plan_limit(key: str, product: Product) -> int | None:
    """The micrograms of ``key`` in 24 hours that a doctor or the person set on ``product``; None: they set none."""
    if product.topical or product.limits == LABEL or product.day_units is None:
        return None
    return next((round(product.day_units * mcg) for inside, mcg in product.contents if inside == key and mcg), None)


def day_limit(
    key: str, product: Product, doses: Iterable[Dose], plans: Iterable[Product] = ()
) -> tuple[int, Product | None] | None:
    """The most micrograms of the ingredient ``key`` in 24 hours that hold ``doses``, for a dose of ``product``.

    With it the product that it is set on, None where it is the ingredient's own; None in all: unknown. The lowest
    binds of what holds for the ingredient, what the labels of the products have, and what a doctor or the person set
    on one of them or of ``plans``, which need not have been taken. What was set on ``product`` itself takes the place
    of the labels for it, higher or lower, but nothing goes over a limit that is firm.
    """
    known, taken = ingredient(key), {each.product.id: each.product for each in doses} | {product.id: product}
    planned = plan_limit(key, product) is not None
    found: list[tuple[int, Product | None]] = []
    if known.day is not None and (known.firm or not planned):
        found.append((known.day, None))
    for each in () if planned else taken.values():
        of_label = label_limit(each)
        if of_label is not None and of_label[0] == key:
            found.append((of_label[1], each))
    for each in {product.id: product, **taken, **{plan.id: plan for plan in plans}}.values():
        mcg = plan_limit(key, each)
        if mcg is not None:
            found.append((mcg, each))
    return min(found, key=_mcg, default=None)


def again(product: Product, units: float) -> float:
    """As many as last time, if not more than are allowed at once."""
    return min(units, most_at_once(product) or units)


def _mcg(limit: tuple[int, Product | None]) -> int:
    return limit[0]


def is_nsaid(dose: Dose) -> bool:
    """Whether it counts as a nonsteroidal anti-inflammatory drug taken by mouth."""
    return not dose.product.topical and (dose.product.nsaid or any(ingredient(key).nsaid for key in dose.keys))


def is_sedating(product: Product) -> bool:
    """Whether it can make drowsy."""
    return product.sedating or any(ingredient(key).sedating for key in product.keys)
