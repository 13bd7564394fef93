"""When the record says that a doctor should hear of it: quiet suggestions, each with its evidence in the words.

The source text sends a person to the doctor when home care does not solve it, when spasms come back
in the same area, and when they are frequent without a trigger anybody recognises; medicine labels
when it is taken for long. How many, in how many days, is the program's own choice and no clinical
limit: it is said in the words, so that everybody can judge it. Pure functions; standard library only.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backtracker.core import asking, catalogue
from backtracker.core.change import POINTS, clearly_lower
from backtracker.core.medicines.catalogue import INGREDIENTS
from backtracker.core.medicines.product import DOCTOR, Product, dose_of
from backtracker.core.model import EpisodeLog, Moment, Reading, Treatment
from backtracker.core.words import clock_text, day_text, translate, uncapitalized

DAYS = 90
"""The span that is looked at."""
OFTEN = 3
"""So many episodes in :data:`DAYS` are named."""
CARE = timedelta(hours=72)
"""How long home care is given. Source: the source text, ice and rest for 48 to 72 hours."""
MEDICINE_SPAN_DAYS = 30
MEDICINE_DAYS = min(each.days for each in INGREDIENTS if each.days is not None)
"""The most days that labels name: those of ibuprofen and naproxen do."""
HOME_CARE = frozenset({"ice", "heat", "walk", "medicine"})
"""Steps 1 to 4 of the source text."""

NO_RELIEF, MEDICINE, SAME_AREA, NO_TRIGGER = "no_relief", "medicine", "same_area", "no_trigger"
RESTS = {
    NO_RELIEF: timedelta(days=3), MEDICINE: timedelta(days=14),
    SAME_AREA: timedelta(days=30), NO_TRIGGER: timedelta(days=30),
}  # fmt: skip
"""A suggestion that was put away does not come back before this, and then only with new evidence."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``words`` say what the record shows, ``why`` what to do with it. ``evidence`` names what it rests on."""

    kind: str
    words: str
    why: str
    evidence: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A suggestion of ``kind`` was put away, which rested on ``evidence`` then."""

    id: str
    moment: Moment
    kind: str
    evidence: frozenset[str] = frozenset()


def found(logs: Sequence[EpisodeLog], medicine_days: Iterable[date], now: datetime, today: date) -> list[Suggestion]:
    """What the record says at ``now``, whether it was put away or not; the most pressing first.

    ``logs`` are the episodes of the last :data:`DAYS` days with readings, treatments and answers about
    triggers, and the running one; ``medicine_days`` the local days with a dose. ``today`` is the local date.
    """
    since = now - timedelta(days=DAYS)
    recent = [log for log in logs if since <= log.episode.began.at <= now]
    rules = (
        _no_relief([log for log in logs if log.running], now, today),
        _medicine(medicine_days, today),
        _same_area(recent),
        _no_trigger(recent),
    )
    return [each for each in rules if each is not None]


def shown(suggestions: Iterable[Suggestion], dismissals: Iterable[Dismissal], now: datetime) -> list[Suggestion]:
    """Those of ``suggestions`` that may be on screen at ``now``.

    One that was put away waits for both: its rest (:data:`RESTS`) has passed, and there is evidence that
    was not there then. With the clock set back it waits too.
    """
    latest: dict[str, Dismissal] = {}
    for each in sorted(dismissals, key=lambda each: each.moment.at):
        latest[each.kind] = each
    return [
        each
        for each in suggestions
        if (last := latest.get(each.kind)) is None
        or (now - last.moment.at >= RESTS[each.kind] and not each.evidence <= last.evidence)
    ]


def days_with_medicine(treatments: Iterable[Treatment], products: Mapping[str, Product]) -> set[date]:
    """The local days on which one of ``treatments`` was a medicine against pain, as far as anybody knows.

    What goes on the skin, is taken by a plan, or was planned by a doctor is left out.
    """
    taken = ((each, dose_of(each, products)) for each in treatments)
    return {
        each.moment.day
        for each, dose in taken
        if dose is None or not (dose.product.topical or dose.product.preventive or dose.product.limits == DOCTOR)
    }


def care_helped(log: EpisodeLog) -> bool | None:
    """Whether pain fell within the first :data:`CARE` of home care; None where the record does not tell."""
    began = log.episode.began.at
    onset = _onset(log)
    care = [each.moment.at for each in log.treatments if each.kind in HOME_CARE and each.moment.at <= began + CARE]
    if onset is None or not care:
        return None
    later = [each for each in log.readings if min(care) <= each.moment.at <= began + CARE and each.id != onset.id]
    return clearly_lower(onset.level, later[-1].level) if later else None


def _onset(log: EpisodeLog) -> Reading | None:
    """The pain when it began: what was said then, else the first that was said."""
    named = next((each for each in log.readings if each.role == "onset"), None)
    return named or next(iter(log.readings), None)


def _no_relief(running: Sequence[EpisodeLog], now: datetime, today: date) -> Suggestion | None:
    """72 hours of home care, and the pain is much the same."""
    for log in running:
        began, onset, last = log.episode.began, _onset(log), log.readings[-1] if log.readings else None
        cared = any(each.kind in HOME_CARE and each.moment.at <= began.at + CARE for each in log.treatments)
        if onset is None or last is None or not cared or not began.at + CARE <= last.moment.at <= now:
            continue
        if not clearly_lower(onset.level, last.level):
            words = translate(
                "suggestions",
                "More than {hours} hours of home care, and pain went from {before} to {after} ({day}, {time}).",
                hours=round(CARE / timedelta(hours=1)), before=onset.level, after=last.level,
                day=day_text(last.moment.day, today=today), time=clock_text(last.moment.local),
            )  # fmt: skip
            why = translate("suggestions", "When home care does not solve it, a doctor can look for the cause.")
            return Suggestion(NO_RELIEF, words, why, frozenset({log.episode.id, last.id}))
    return None


def _medicine(days: Iterable[date], today: date) -> Suggestion | None:
    first = today - timedelta(days=MEDICINE_SPAN_DAYS - 1)
    taken = {day for day in days if first <= day <= today}
    if len(taken) <= MEDICINE_DAYS:
        return None
    words = translate("suggestions", "Medicine on {n} of the last {span} days.", n=len(taken), span=MEDICINE_SPAN_DAYS)
    why = translate(
        "suggestions",
        "US labels of ibuprofen and naproxen say: {most} days at most, unless a doctor says otherwise.",
        most=MEDICINE_DAYS,
    )
    return Suggestion(MEDICINE, words, why, frozenset(day.isoformat() for day in taken))


def _same_area(recent: Sequence[EpisodeLog]) -> Suggestion | None:
    """The place with the most episodes, where home care was done in two of them at least."""
    counts = Counter(place for log in recent for place in log.episode.places)
    order = {each.key: number for number, each in enumerate(catalogue.PLACES)}
    ranked = sorted(counts, key=lambda place: (-counts[place], order.get(place, len(order)), place))
    for place in ranked:
        logs = [log for log in recent if place in log.episode.places]
        cared = [log for log in logs if any(each.kind in HOME_CARE for each in log.treatments)]
        if len(logs) < OFTEN or len(cared) < OFTEN - 1:
            continue
        words = translate(
            "suggestions", "{n} episodes in one place ({place}) in {days} days.",
            n=len(logs), place=uncapitalized(catalogue.label("place", place)), days=DAYS,
        )  # fmt: skip
        why = translate("suggestions", "When it comes back in the same area, a doctor can look for the cause.")
        evidence = frozenset(log.episode.id for log in logs)
        return Suggestion(SAME_AREA, f"{words} {_care_words(logs, cared)}", why, evidence)
    return None


def _care_words(logs: Sequence[EpisodeLog], cared: Sequence[EpisodeLog]) -> str:
    """What home care did in ``logs``, as far as the record tells."""
    failed = sum(care_helped(log) is False for log in logs)
    if not failed:
        return translate("suggestions", "You did home care in {n} of them.", n=len(cared))
    if failed == len(logs):
        return translate("suggestions", "Home care did not bring pain down by {n}.", n=POINTS)
    return translate("suggestions", "In {k} of them home care did not bring pain down by {n}.", k=failed, n=POINTS)


def _no_trigger(recent: Sequence[EpisodeLog]) -> Suggestion | None:
    """Only where each of the likely triggers (:data:`asking.FIRST`) got a no, and nothing else a yes.

    What was left blank or answered with "don't know" may have been there: such an episode does not count.
    """
    none = [log for log in recent if _found_none(log)]
    if len(none) < OFTEN:
        return None
    words = translate(
        "suggestions", "{n} episodes in {days} days in which you found no trigger.", n=len(none), days=DAYS
    )
    why = translate("suggestions", "Frequent spasms without a trigger you recognise are worth telling your doctor.")
    return Suggestion(NO_TRIGGER, words, why, frozenset(log.episode.id for log in none))


def _found_none(log: EpisodeLog) -> bool:
    """Whether the person was asked for the likely triggers of ``log``, and there was none."""
    asked = sorted((each for each in log.exposures if not each.hours_before), key=lambda each: each.moment.at)
    said = {each.trigger: each.answer for each in asked}
    return "yes" not in said.values() and all(said.get(trigger) == "no" for trigger in asking.FIRST)
