"""Why a step of the protocol is due, in words: the line under the next thing to do.

Standard library only.
"""

from datetime import datetime, timedelta, tzinfo

from backtracker.core.model import CLOCKS_DIFFER, Act, EpisodeLog, Flare, Reading, Treatment
from backtracker.core.phases import HEAT_ADVISED, clock_zero, phases_from
from backtracker.core.protocol import LONGEST_ICE, Slot
from backtracker.core.rules import Rules
from backtracker.core.words import A_WEEK, clock_text, counted, day_text, span_text, translate, weekday_text


def why(slot: Slot, log: EpisodeLog, rules: Rules, now: datetime, zone: tzinfo) -> str:
    """One or two sentences that say why ``slot`` comes when it comes; or that the clock looks wrong."""
    wrong = clock_looks_wrong(log, now)
    if wrong:
        return wrong
    words = _REASONS[slot.step](log, rules, now, zone)
    if not slot.snoozes or slot.show <= now:
        return words
    return f"{words} {translate('reasons', 'Again {when}.', when=when_text(slot.show, now, zone))}"


def _ice(log: EpisodeLog, rules: Rules, now: datetime, zone: tzinfo) -> str:
    last = _last(log, "ice", now, zone)
    if not last:
        return translate("reasons", "Ice keeps the swelling down in the first {n} hours.", n=rules.ice_until_hours)
    words = translate("reasons", "The last ice began {when}. Every {n} hours, in the first {total} hours.")
    return words.format(when=last, n=rules.ice_every_hours, total=rules.ice_until_hours)


def _heat(log: EpisodeLog, rules: Rules, now: datetime, zone: tzinfo) -> str:
    last = _last(log, "heat", now, zone)
    early = heat_set_early(rules, clock_zero(log, now), now)
    if early:
        return early
    if not last:
        return translate("reasons", "The first ice phase is over: moist heat relaxes the muscle.")
    return translate("reasons", "The last heat began {when}. Every {n} hours.", when=last, n=rules.heat_every_hours)


def _walk(log: EpisodeLog, rules: Rules, now: datetime, zone: tzinfo) -> str:
    minutes = rules.walk_every_minutes
    every = translate("reasons", "hour") if minutes == 60 else span_text(timedelta(minutes=minutes))
    last = _last(log, "walk", now, zone)
    if not last:
        return translate("reasons", "Lying for long stiffens the muscles. A short walk every {every}.", every=every)
    return translate("reasons", "The last walk began {when}. A short one every {every}.", when=last, every=every)


def _pain(log: EpisodeLog, _rules: Rules, now: datetime, zone: tzinfo) -> str:
    if not log.readings:
        return translate("reasons", "There is no pain level yet.")
    last = log.readings[-1]
    when = when_text(last.moment.at, now, zone)
    return translate("reasons", "The last level was {level} {when}.", level=last.level, when=when)


def _close(_log: EpisodeLog, rules: Rules, _now: datetime, _zone: tzinfo) -> str:
    days = counted(rules.walk_days, translate("spans", "{n} day"), translate("spans", "{n} days"))
    return translate("reasons", "The protocol covers {days} from the last spasm.", days=days)


def heat_set_early(rules: Rules, zero: datetime, now: datetime) -> str:
    """What speaks against heat that was set to begin this early after the spasm at ``zero``; empty from 72 hours on."""
    if now >= zero + HEAT_ADVISED:
        return ""
    return translate(
        "reasons",
        "You set heat from {n} hours on. Before 72 hours, warmth can feed the swelling.",
        n=rules.heat_from_hours,
    )


def heat_too_early(log: EpisodeLog, rules: Rules, at: datetime, now: datetime, zone: tzinfo) -> str:
    """Why heat at ``at`` comes too early and from when on it does not; empty where it is time for heat."""
    zero = clock_zero(log, at)
    starts = [span.start for span in phases_from(rules, log, zero) if span.kind == "heat"]
    begin = min([zero + HEAT_ADVISED, *starts])
    if at >= begin:
        return ""
    hours = round((begin - zero) / timedelta(hours=1))
    words = translate(
        "reasons", "In the first {hours} hours warmth can feed the swelling; the advice is to begin with heat {when}."
    )
    return words.format(hours=hours, when=when_text(begin, now, zone))


def ice_too_long(kind: str, seconds: int | None) -> str:
    """Why ice for so many ``seconds`` is harmful; empty for up to 20 minutes, rounded, and for another ``kind``."""
    if kind != "ice" or seconds is None or seconds < (LONGEST_ICE + timedelta(minutes=1)).total_seconds():
        return ""
    return translate(
        "reasons", "More than 20 minutes of ice can harm the skin and the nerves under it. Stop at 20 next time."
    )


def clock_looks_wrong(log: EpisodeLog, now: datetime) -> str:
    """That the computer's clock looks wrong, where a part of ``log`` lies ahead of ``now``; else an empty text."""
    kinds: tuple[tuple[Reading | Treatment | Flare | Act, ...], ...]
    kinds = log.readings, log.treatments, log.flares, log.acts
    latest = max([log.episode.began.at, *(each.moment.at for kind in kinds for each in kind)])
    return "" if latest <= now + CLOCKS_DIFFER else clock_sentence()


def clock_sentence() -> str:
    """What stands in the place of a time that makes no sense."""
    return translate(
        "reasons",
        "An entry is dated later than now, so this computer’s clock looks wrong. Check its date and time.",
    )


_REASONS = {"ice": _ice, "heat": _heat, "walk": _walk, "pain": _pain, "close": _close}


def _last(log: EpisodeLog, kind: str, now: datetime, zone: tzinfo) -> str:
    starts = [treatment.moment.at for treatment in log.treatments if treatment.kind == kind]
    return when_text(max(starts), now, zone) if starts else ""


def when_text(at: datetime, now: datetime, zone: tzinfo) -> str:
    """The instant ``at`` as people say it: ``at 14:05``, ``yesterday at 22:15``, ``on Friday at 14:05``.

    From a week on it has a date: ``on 20 November at 14:05``.
    """
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock, ahead = clock_text(local), (local.date() - today).days
    if ahead == 0:
        return translate("reasons", "at {clock}", clock=clock)
    if ahead == -1:
        return translate("reasons", "yesterday at {clock}", clock=clock)
    if ahead == 1:
        return translate("reasons", "tomorrow at {clock}", clock=clock)
    day = weekday_text(local.date()) if abs(ahead) < A_WEEK else day_text(local.date(), today=today)
    return translate("reasons", "on {day} at {clock}", day=day, clock=clock)
