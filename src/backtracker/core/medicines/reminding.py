"""That the next dose is allowed, as a reminder for who asked to be told."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from backtracker.core.errand import Errand
from backtracker.core.medicines.limits import again
from backtracker.core.medicines.product import LONGEST_MINUTES, Dose, Product
from backtracker.core.medicines.rules import next_allowed, obstacles
from backtracker.core.medicines.spacing import last_of
from backtracker.core.medicines.timing import next_minute
from backtracker.core.medicines.verdict import Warning
from backtracker.core.medicines.wording import amount_text, dose_text, warning_text
from backtracker.core.words import translate

KIND = "dose"
STANDS = timedelta(hours=6)
"""So long after the next dose is allowed the reminder is of use; who has not answered by then needs none."""
LONGEST = timedelta(minutes=LONGEST_MINUTES) + STANDS
"""No dose is reminded of later than so long after it."""


def errands(
    doses: Sequence[Dose], asked: Collection[str], now: datetime, zone: tzinfo, since: datetime | None = None,
    plans: Collection[Product] = (),
) -> list[Errand]:  # fmt: skip
    """One for each dose in ``asked`` until the one after it was taken; computed anew from what is there.

    What is taken meanwhile of another product with the same ingredient, or too early, moves it; a later wish for the
    same product takes its place. Where a second NSAID or the days in a row speak against the next dose when its time
    has come, it says so. A dose whose interval is not known has none. Editing or deleting a dose moves or removes
    the reminder with it; one that was answered already comes again where it moved. ``since`` and ``plans`` are those
    of :func:`~backtracker.core.medicines.rules.judge`.
    """
    found, ordered = [], sorted(doses, key=lambda each: each.at)
    for dose in ordered:
        renewed = any(each.id in asked and each.product.id == dose.product.id and each.at > dose.at for each in ordered)
        if dose.id not in asked or renewed:
            continue
        allowed = _following(dose, ordered, plans)
        if allowed is None:
            continue
        due = next_minute(allowed)
        if due + STANDS <= now:
            continue
        wish = _wish(dose, max(due, now), zone)
        against = obstacles(wish, ordered, since)
        found.append(
            Errand(
                key=f"{KIND}:{dose.id}:{due.astimezone(UTC):%Y%m%dT%H%M}",
                kind=KIND,
                due=due,
                title=_title(dose, against),
                words=_words(dose, wish, last_of(wish, ordered) or dose, against, zone),
                action=translate("medicines", "Took it"),
                icon="medicine",
                tone="medicine",
                until=due + STANDS,
            )
        )
    return found


def _following(dose: Dose, doses: Sequence[Dose], plans: Collection[Product]) -> datetime | None:
    """When the next ``dose`` is allowed; None when that is not known, or when it was taken since."""
    later = [each for each in doses if each.at > dose.at and last_of(each, [dose])]
    at = None
    for basis in (dose, *later):
        if at is not None and basis.at >= at:
            return None
        before = [each for each in doses if each.at <= basis.at]
        start = basis.at + timedelta(seconds=1)
        allowed = next_allowed(
            dose.product, again(dose.product, dose.units), before, start, parts=False, plans=plans
        )  # fmt: skip
        if not allowed.known or allowed.cause is None:
            return None
        at = allowed.at
    return at


def _wish(dose: Dose, at: datetime, zone: tzinfo) -> Dose:
    units = again(dose.product, dose.units)
    return Dose("", at, at.astimezone(zone).date(), dose.product, units, dose.product.amounts(units))


def dose_id(key: str) -> str:
    """The id of the dose that the reminder ``key`` is about."""
    return key.removeprefix(f"{KIND}:").partition(":")[0]


def _title(dose: Dose, against: Sequence[Warning]) -> str:
    if against:
        return translate("medicines", "{name}: the hours are over, but there is more to know", name=dose.product.name)
    return translate("medicines", "{name} is allowed again", name=dose.product.name)


def _words(dose: Dose, wish: Dose, last: Dose, against: Sequence[Warning], zone: tzinfo) -> str:
    amount = amount_text(last.product, last.units)
    taken = f"{dose_text(last, wish.at, zone)}, {amount}".rstrip(", ")
    words = [translate("medicines", "You asked to be told. The last was {dose}.").replace("{dose}", taken)]
    words += [warning_text(each, wish, wish.at, zone) for each in against]
    if wish.units < dose.units:
        most = amount_text(wish.product, wish.units)
        words.append(translate("medicines", "Not more than {amount} this time.", amount=most))
    if not dose.product.preventive:
        words.append(translate("medicines", "Only if it still hurts."))
    return " ".join(words)
