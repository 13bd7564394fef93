"""How far doses must lie apart, what may be taken at once, and naproxen's first dose, which may come in parts."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from backtracker.core.medicines.catalogue import ingredient
from backtracker.core.medicines.limits import DAY, interval, most_at_once
from backtracker.core.medicines.product import Dose
from backtracker.core.medicines.verdict import Warning


def last_of(dose: Dose, others: Iterable[Dose]) -> Dose | None:
    """The latest dose up to ``dose`` of the same product or with an ingredient in common."""
    found = [each for each in others if each.at <= dose.at and related(each, dose)]
    return max(found, key=lambda each: each.at, default=None)


def related(one: Dose, other: Dose) -> bool:
    """Whether they are of one product, or have an ingredient in common."""
    return one.product.id == other.product.id or bool(one.keys & other.keys)


def apart(one: Dose, other: Dose) -> timedelta:
    """How far apart the two must lie: the longer of the two intervals, nothing where neither is known."""
    found = [each[0] for each in (interval(one.product), interval(other.product)) if each is not None]
    return max(found, default=timedelta()) if related(one, other) else timedelta()


def too_early(dose: Dose, others: Sequence[Dose], parts: bool = True) -> list[Warning]:
    """Too early after the one before it, and the one after it too early after it."""
    close = [
        each for each in others
        if abs(each.at - dose.at) < apart(dose, each) and not (parts and one_first_dose(dose, each, others))
    ]  # fmt: skip
    before = [each for each in close if each.at <= dose.at]
    after = [each for each in close if each.at > dose.at]
    found = []
    if before:
        cause = max(before, key=lambda each: each.at + apart(dose, each))
        found.append(_gap("early", dose, cause))
    if after:
        found.append(_gap("crowded", dose, min(after, key=lambda each: each.at)))
    return found


def _gap(kind: str, dose: Dose, cause: Dose) -> Warning:
    shared = sorted(dose.keys & cause.keys)
    gap = abs(dose.at - cause.at).total_seconds()
    return Warning(kind, shared[0] if shared else "", cause, gap, apart(dose, cause).total_seconds())


def one_first_dose(dose: Dose, other: Dose, others: Sequence[Dose]) -> bool:
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


def too_many_at_once(dose: Dose, others: Sequence[Dose]) -> list[Warning]:
    """More units than the label has in one dose; a first dose may be larger."""
    most = most_at_once(dose.product)
    if most is None or dose.units <= most:
        return []
    if dose.product.per_dose is None and any(_in_first(key, dose, others) for key in dose.keys):
        return []
    return [Warning("at_once", "", None, dose.units, most)]
