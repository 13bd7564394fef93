"""That the next dose is allowed, as a reminder for who asked to be told."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from backtracker.core.errand import Errand
from backtracker.core.medicines.product import LONGEST_MINUTES, Dose
from backtracker.core.medicines.rules import next_allowed
from backtracker.core.medicines.spacing import last_of
from backtracker.core.medicines.wording import amount_text, dose_text, next_minute
from backtracker.core.words import translate

KIND = "dose"
STANDS = timedelta(hours=6)
"""So long after the next dose is allowed the reminder is of use; who has not answered by then needs none."""
LONGEST = timedelta(minutes=LONGEST_MINUTES) + STANDS
"""No dose is reminded of later than so long after it."""


def errands(doses: Sequence[Dose], asked: Collection[str], now: datetime, zone: tzinfo) -> list[Errand]:
    """One for each dose in ``asked`` after which none of its kind was taken; computed anew from what is there.

    A dose whose interval is not known has none. Editing or deleting a dose moves or removes the reminder with it;
    one that was answered already comes again where it moved.
    """
    found = []
    for dose in doses:
        later = [each for each in doses if each.at > dose.at]
        if dose.id not in asked or any(last_of(each, [dose]) for each in later):
            continue
        allowed = next_allowed(dose.product, dose.units, doses, dose.at + timedelta(seconds=1), parts=False)
        if allowed.at is None or not allowed.known or allowed.cause is None:
            continue
        due = next_minute(allowed.at)
        if due + STANDS <= now:
            continue
        found.append(
            Errand(
                key=f"{KIND}:{dose.id}:{due.astimezone(UTC):%Y%m%dT%H%M}",
                kind=KIND,
                due=due,
                title=translate("medicines", "{name} is allowed again", name=dose.product.name),
                words=_words(dose, due, zone),
                action=translate("medicines", "Took it"),
                icon="medicine",
                tone="medicine",
                until=due + STANDS,
            )
        )
    return found


def dose_id(key: str) -> str:
    """The id of the dose that the reminder ``key`` is about."""
    return key.removeprefix(f"{KIND}:").partition(":")[0]


def _words(dose: Dose, due: datetime, zone: tzinfo) -> str:
    amount = amount_text(dose.product, dose.units)
    last = f"{dose_text(dose, due, zone)}, {amount}".rstrip(", ")
    words = translate("medicines", "You asked to be told. The last was {dose}.").replace("{dose}", last)
    return words if dose.product.preventive else f"{words} {translate('medicines', 'Only if it still hurts.')}"
