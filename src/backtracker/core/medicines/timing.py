"""When a dose is allowed, in words: the one before it, this one, and the one after it.

Clock times of what is allowed are rounded up to the minute: who goes by them is never too early.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

from backtracker.core.medicines.product import Dose
from backtracker.core.medicines.verdict import Next, Verdict, Warning
from backtracker.core.medicines.wording import AT_ONE_TIME, amount_text, dose_text
from backtracker.core.reasons import when_text
from backtracker.core.words import hours_text, translate


def last_text(last: Dose | None, now: datetime, zone: tzinfo) -> str:
    """The line about the dose before."""
    if last is None:
        return translate("medicines", "None of this kind in the 24 hours before.")
    dose = f"{dose_text(last, now, zone)}, {amount_text(last.product, last.units)}".rstrip(", ")
    return translate("medicines", "Last dose: {dose}.").replace("{dose}", dose)


def allowed_text(found: Next, warnings: Iterable[Warning], now: datetime, zone: tzinfo) -> str:
    """:func:`next_text`, more careful where something stands against it that no waiting of hours mends."""
    kinds = {each.kind for each in warnings}
    if found.at is None or not kinds & {"at_once", "nsaid", "days"}:
        return next_text(found, now, zone)
    when = due_text(found.at, now, zone)
    if "at_once" in kinds:
        words = translate("medicines", "This is too much for one dose.")
        if found.at <= now or not found.known:
            return words
        return f"{words} {translate('medicines', 'By the hours alone it would be allowed {when}.', when=when)}"
    if not found.known:
        return translate("medicines", "Something speaks against it. How far apart: see the label.")
    if found.at <= now:
        return translate("medicines", "Time and amount would allow it now; something else speaks against it.")
    return translate("medicines", "Time and amount would allow it {when}; something else speaks against it.", when=when)


def verdict_text(verdict: Verdict, found: Next, now: datetime, zone: tzinfo) -> str:
    """When the judged dose is allowed; of one that lies in the past, what held for it then."""
    if now - verdict.dose.at < timedelta(seconds=AT_ONE_TIME) or found.at is None:
        return allowed_text(found, verdict.warnings, now, zone)
    kinds = {each.kind for each in verdict.warnings}
    if kinds & {"over", "over_product", "span", "early", "crowded", "at_once"}:
        return translate("medicines", "At that time this goes against a limit.")
    if kinds & {"nsaid", "days"}:
        return translate("medicines", "At that time no limit of hours or amount stands against it, but something else.")
    if not found.known:
        return translate("medicines", "At that time no sum stands against it. How far apart: see the label.")
    return translate("medicines", "At that time this is within the limits.")


def next_text(found: Next, now: datetime, zone: tzinfo) -> str:
    """When it is allowed: now, or the clock time and what it waits for."""
    if found.at is None:
        return translate("medicines", "This is more than is allowed in 24 hours.")
    if not found.known:
        return _unknown_text(found, now, zone)
    if found.at <= now:
        words = translate("medicines", "Allowed now.")
    else:
        words = translate("medicines", "Allowed {when}.", when=due_text(found.at, now, zone))
    if found.better is not None and found.better > now:
        better = due_text(found.better, now, zone)
        words += " " + translate("medicines", "The label’s longer interval ends {when}.", when=better)
    return words


def _unknown_text(found: Next, now: datetime, zone: tzinfo) -> str:
    """What can be said where nobody knows how far apart: of the sums alone, so never that it is allowed."""
    if found.at is None or found.at <= now or found.cause is None:
        return translate("medicines", "No sum stands against it. How far apart: see the label.")
    when = due_text(found.at, now, zone)
    return translate("medicines", "No sum stands against it {when}. How far apart: see the label.", when=when)


def reminder_text(following: Next, against: Iterable[Warning], now: datetime, zone: tzinfo) -> str:
    """What a wish to be told of the following dose comes to."""
    if following.at is None or not following.known:
        return translate("medicines", "When the next one is allowed is not known: see the label.")
    if following.cause is None:
        return translate("medicines", "By the hours the next one is allowed now already.")
    when = due_text(following.at, now, zone)
    if any(against):
        return translate("medicines", "when time and amount allow the next one, {when}; something else speaks against "
                         "it", when=when)  # fmt: skip
    return translate("medicines", "when the next one is allowed: {when}", when=when)


def due_text(at: datetime, now: datetime, zone: tzinfo) -> str:
    """When ``at`` is, from the full minute on; how far from now too, where the clock shows that time twice."""
    due = next_minute(at)
    words = when_text(due, now, zone)
    wall = due.astimezone(zone)
    if due <= now or wall.replace(fold=0).utcoffset() == wall.replace(fold=1).utcoffset():
        return words
    span = hours_text(due - now.replace(second=0, microsecond=0))
    return translate("medicines", "{when}, {span} from now", when=words, span=span)


def next_minute(at: datetime) -> datetime:
    """``at``, or the full minute after it."""
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(minutes=1)
