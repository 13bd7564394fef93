"""The phases of the first days: ice, a gap with neither where there is one, and heat.

Standard library only.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from backtracker.core.model import EpisodeLog
from backtracker.core.rules import Rules

ICE_CAN_END = timedelta(hours=48)
"""From here on a person may say that the swelling is down. Source: the source text, 48 to 72 hours."""

HEAT_ADVISED = timedelta(hours=72)
"""Before this, warmth can feed the swelling. Source: the source text."""


CLOCK_BEHIND = timedelta(hours=2)
"""A clock set back by no more than this leaves the phases where they are."""


@dataclass(frozen=True, slots=True)
class Span:
    """A phase of the protocol: ``ice``, ``rest`` (neither ice nor heat) or ``heat``."""

    kind: str
    start: datetime
    end: datetime


def clock_zero(log: EpisodeLog, now: datetime | None = None) -> datetime:
    """The instant that the phases count from: the onset, or the last flare.

    With ``now``, flares that lie ahead of it by more than two hours do not count, nor those ahead at all when
    one was told in the last two; an onset that does not count is taken whole days earlier, until it is over.
    """
    began = log.episode.began.at
    zeros = [began, *(flare.moment.at for flare in log.flares)]
    if now is None:
        return max(zeros)
    past = [zero for zero in zeros if zero <= now + CLOCK_BEHIND]
    told = [zero for zero in past if now - CLOCK_BEHIND <= zero <= now]  # with the clock set back, the last one told
    if told:
        return max(told)
    return max(past) if past else began + (now - began) // timedelta(days=1) * timedelta(days=1)


def zero_day(log: EpisodeLog, zero: datetime, zone: tzinfo) -> date:
    """The local date at ``zero``: that of the spasm at its entry; in ``zone`` where no spasm lies there."""
    spasms = (log.episode.began, *(flare.moment for flare in log.flares))
    return next((each.day for each in spasms if each.at == zero), zero.astimezone(zone).date())


def phases(rules: Rules, log: EpisodeLog) -> tuple[Span, ...]:
    """Ice, the gap with neither where there is one, and heat until the protocol ends."""
    return phases_from(rules, log, clock_zero(log))


def phases_led(rules: Rules, log: EpisodeLog) -> tuple[Span, ...]:
    """The phases that were led through: those from the onset, cut off by the first flare, and so on to the last."""
    began = log.episode.began.at
    zeros = sorted({began, *(flare.moment.at for flare in log.flares if flare.moment.at > began)})
    ends = [*zeros[1:], datetime.max.replace(tzinfo=UTC)]
    return tuple(
        replace(span, end=min(span.end, end))
        for zero, end in zip(zeros, ends, strict=True)
        for span in phases_from(rules, log, zero)
        if span.start < end
    )


def phases_from(rules: Rules, log: EpisodeLog, zero: datetime) -> tuple[Span, ...]:
    """The phases that count from ``zero``, whatever the log says about the onset."""
    end = zero + timedelta(days=rules.walk_days)
    ice_end = zero + timedelta(hours=rules.ice_until_hours)
    for act in log.acts:
        if act.kind == "ice_ended" and act.moment.at >= zero:
            ice_end = min(ice_end, max(act.moment.at, zero + ICE_CAN_END))
    heat = min(end, max(ice_end, zero + timedelta(hours=rules.heat_from_hours)))
    ice_end = min(ice_end, end)
    spans = [Span("ice", zero, ice_end), Span("rest", ice_end, heat), Span("heat", heat, end)]
    return tuple(span for span in spans if span.start < span.end)
