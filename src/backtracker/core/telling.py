"""The schedule and the calm days in words: what a person reads of them, wherever it is shown.

Pure functions of values and ``now``; a page, a pop-up and the command line say the same thing.
All instants are aware; ``zone`` is where the wall clock hangs. Standard library only.
"""

from datetime import date, datetime, timedelta, tzinfo

from backtracker.core import catalogue, steps
from backtracker.core.model import CLOCKS_DIFFER, Episode, EpisodeLog, Moment, Reading, Treatment
from backtracker.core.protocol import Agenda, Slot, Span, slot_due
from backtracker.core.reasons import clock_sentence, when_text
from backtracker.core.rules import Rules
from backtracker.core.words import (
    A_WEEK,
    clock_text,
    counted,
    day_text,
    listed,
    span_text,
    translate,
    weekday_text,
)

JUST_NOW = timedelta(minutes=1)
REOPEN_WITHIN = timedelta(hours=24)
MANY_HOURS = 10
"""From here on a time that runs is told in whole hours."""
HOUR = timedelta(hours=1)
LATE = timedelta(minutes=5)
"""A session that is over by more than this may well have ended in time, unpressed."""


def point_text(local: datetime, today: datetime) -> str:
    """A time as short as its distance allows: ``15:00``, ``tomorrow 07:00``, ``Friday 14:05``, ``3 May 14:05``."""
    clock, days = clock_text(local), (local.date() - today.date()).days
    if days == 0:
        return clock
    if abs(days) == 1:
        word = translate("telling", "tomorrow") if days == 1 else translate("telling", "yesterday")
        return f"{word} {clock}"
    if abs(days) < A_WEEK:
        return f"{weekday_text(local.date())} {clock}"
    return f"{day_text(local.date(), today=today.date())} {clock}"


def day_title(agenda: Agenda) -> str:
    """``Day 2`` of the episode; the day of the onset is the first."""
    return translate("telling", "Day {n}", n=agenda.day + 1)


def since_text(episode: Episode, today: datetime) -> str:
    """``since Friday 14:05, lower back, left``, on the clock of the place where it began."""
    days = (today.date() - episode.began.day).days
    clock, day = clock_text(episode.began.local), weekday_text(episode.began.day)
    if days == 0:
        words = translate("telling", "since {time} today", time=clock)
    else:
        day = day if 0 < days < A_WEEK else day_text(episode.began.day, today=today.date())
        words = translate("telling", "since {day} {time}", day=day, time=clock)
    return f"{words}, {_places(episode.places)}" if episode.places else words


def _places(places: frozenset[str]) -> str:
    """The name of one place; of several the first, and how many there are besides."""
    names = [catalogue.label("place", each.key) for each in catalogue.PLACES if each.key in places]
    names += sorted(key for key in places if not catalogue.known("place", key))
    first, others = names[0].lower(), len(names) - 1
    if not others:
        return first
    more = counted(others, translate("telling", "{n} more place"), translate("telling", "{n} more places"))
    return translate("telling", "{first} and {more}", first=first, more=more)


def due_text(slot: Slot, now: datetime, zone: tzinfo) -> str:
    """``due at 15:00``, ``again at 15:10`` after a snooze, ``due since 15:00`` when nobody answered."""
    if slot.show > now:
        words = translate("telling", "again {when}") if slot.snoozes else translate("telling", "due {when}")
        return words.format(when=when_text(slot.show, now, zone))
    if now - slot.show < JUST_NOW:
        return translate("telling", "due now")
    since = point_text(slot.show.astimezone(zone), now.astimezone(zone))
    return translate("telling", "due since {time}", time=since)


def then_text(slot: Slot, now: datetime, zone: tzinfo) -> str:
    """A later step in a row of others, ``walk at 15:20``; one that is open already, ``Ice, due since 14:05``."""
    name = steps.short(slot.step)
    if slot.show > now:
        return f"{name} {when_text(slot.show, now, zone)}"
    return f"{name[:1].upper()}{name[1:]}, {due_text(slot, now, zone)}"


def waited(rules: Rules, slot: Slot, now: datetime) -> float:
    """How much of the wait for ``slot`` is over, 0 to 1, for a ring that fills."""
    hours = {"ice": rules.ice_every_hours, "heat": rules.heat_every_hours, "pain": rules.check_hours}.get(slot.step)
    whole = timedelta(minutes=rules.walk_every_minutes) if hours is None else timedelta(hours=hours)
    return min(1.0, max(0.0, 1 - (slot.show - now) / whole))


def left_text(left: timedelta) -> tuple[str, str]:
    """What is left of a wait as a number and its unit: ``("12", "min")``, ``("3:10", "h")``, ``("now", "")``."""
    minutes = -(-max(0, round(left.total_seconds())) // 60)
    if minutes == 0:
        return translate("telling", "now"), ""
    if minutes < 100:
        return str(minutes), translate("telling", "min")
    return f"{minutes // 60}:{minutes % 60:02}", translate("telling", "h")


def stopwatch_text(length: timedelta) -> str:
    """Minutes and seconds, ``20:40``; from an hour on ``1 h 5 min``, from ten hours ``14 h``: nobody counts seconds."""
    big, small = stopwatch_parts(length)
    if not small:
        return big
    hours = length // HOUR
    return span_text(HOUR * hours if hours >= MANY_HOURS else length)


def stopwatch_parts(length: timedelta) -> tuple[str, str]:
    """The same as a number and its unit, for a ring: ``("20:40", "")``, ``("1:05", "h")``, ``("14", "h")``."""
    seconds = max(0, int(length.total_seconds()))
    minutes, rest = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes}:{rest:02}", ""
    hours, minutes = divmod(minutes, 60)
    return str(hours) if hours >= MANY_HOURS else f"{hours}:{minutes:02}", translate("telling", "h")


def session_words(treatment: Treatment, over: bool, ends: datetime, zone: tzinfo) -> tuple[str, str]:
    """Title and line of a session that runs, or whose time is up."""
    minutes = (treatment.planned or 0) // 60
    up = counted(
        minutes, translate("telling", "{n} minute is up."), translate("telling", "{n} minutes are up.")
    )  # fmt: skip
    if over and treatment.kind == "ice":
        return (
            translate("telling", "Take the ice off now"),
            f"{up} {translate('telling', 'Longer can harm the skin.')}",
        )
    end = clock_text(ends.astimezone(zone))
    if treatment.kind == "ice":
        return (
            translate("telling", "The ice is on"),
            translate("telling", "It comes off at {time}. Stay awake.", time=end),
        )
    if treatment.kind == "heat":
        title = translate("telling", "Take the heat off") if over else translate("telling", "Warming your back")
        return title, up if over else translate("telling", "Until {time}. Drink some water with it.", time=end)
    if treatment.kind == "walk":
        title = translate("telling", "Enough walking for now") if over else translate("telling", "You are on a walk")
        return title, up if over else translate("telling", "Until {time}. Turn back if it gets worse.", time=end)
    name = catalogue.label("treatment", treatment.kind)
    return name, up if over else translate("telling", "Until {time}.", time=end)


def unseen(agenda: Agenda, log: EpisodeLog) -> list[tuple[str, datetime]]:
    """What never came up since the person was last heard of, each step with when it was due.

    The computer was off, or slept, or the desktop held it back.
    """
    heard = [reading.moment.at for reading in log.readings] + [flare.moment.at for flare in log.flares]
    heard += [each.ended_at or each.moment.at for each in log.treatments]
    heard += [act.moment.at for act in log.acts if act.kind not in ("shown", "missed")]
    last = max(heard, default=log.episode.began.at)
    shown = {act.slot.partition("#")[0] for act in log.acts if act.kind == "shown"}
    noted = [act for act in log.acts if act.kind == "missed" and act.moment.at > last and act.slot not in shown]
    dues = [(act.step, slot_due(act.slot, act.step)) for act in noted]
    return [(step, due) for step, due in dues if due is not None] + never_came_up(agenda)


def never_came_up(agenda: Agenda) -> list[tuple[str, datetime]]:
    """What went by without coming up and is about to be told with the next card."""
    return [(slot.step, slot.due) for slot in agenda.missed if not slot.shown]


def unseen_text(missed: list[tuple[str, datetime]], now: datetime, zone: tzinfo) -> str:
    """What never came up and since when, without a reproach; an empty text for nothing.

    ``Went by unseen: ice twice and 4 walks, since 12:00. Go on from here.``; one alone with its time.
    """
    missed = [(step, due) for step, due in missed if due <= now + CLOCKS_DIFFER]  # the clock may have been set back
    if not missed:
        return ""
    steps_missed = [step for step, _ in missed]
    what = listed([steps.times(key, steps_missed.count(key)) for key in steps.STEPS if key in steps_missed])
    first = min(due for _, due in missed)
    if len(missed) == 1:
        words = translate("telling", "Went by unseen: {what} {when}. Go on from here.")
        return words.format(what=what, when=when_text(first, now, zone))
    since = point_text(first.astimezone(zone), now.astimezone(zone))
    return translate("telling", "Went by unseen: {what}, since {time}. Go on from here.", what=what, time=since)


def phase_text(span: Span, zone: tzinfo, *, short: bool = False) -> str:
    """``Ice until Monday 14:05``, ``Neither until …``, ``Heat from …``; ``short`` cuts the name of the day."""
    start, end = (f"{weekday_text(each.date(), short=short)} {clock_text(each)}" for each in _local(span, zone))
    if span.kind == "ice":
        return translate("telling", "Ice until {time}", time=end)
    if span.kind == "heat":
        return translate("telling", "Heat from {time}", time=start)
    return translate("telling", "Neither until {time}", time=end)


def phase_name(span: Span) -> str:
    """``Ice``, ``Neither`` or ``Heat``, where there is room for no more."""
    if span.kind == "ice":
        return translate("telling", "Ice")
    return translate("telling", "Heat") if span.kind == "heat" else translate("telling", "Neither")


def gap_text(agenda: Agenda, zone: tzinfo) -> str:
    """The sentence for the time with neither ice nor heat; empty outside it."""
    gap = next((span for span in agenda.phases if span.kind == "rest" and agenda.phase == "rest"), None)
    if gap is None:
        return ""
    words = translate("telling", "Neither ice nor heat for now. Heat starts {when}; walks go on.")
    return words.format(when=when_text(gap.end, agenda.now, zone))


def _local(span: Span, zone: tzinfo) -> tuple[datetime, datetime]:
    return span.start.astimezone(zone), span.end.astimezone(zone)


def last_text(reading: Reading | None, now: datetime, zone: tzinfo) -> str:
    """``last: 5 at 13:22``; empty without a reading. One that is dated later than now has no time."""
    if reading is None:
        return ""
    if reading.moment.at > now + CLOCKS_DIFFER:
        return translate("telling", "last: {level}", level=reading.level)
    when = when_text(reading.moment.at, now, zone)
    return translate("telling", "last: {level} {when}", level=reading.level, when=when)


def saved_text(level: int, moment: Moment, now: datetime, zone: tzinfo) -> str:
    """``Saved: 9 at 14:05``."""
    return translate("telling", "Saved: {level} {when}", level=level, when=when_text(moment.at, now, zone))


def calm_title(calm_days: int, latest: Episode | None, empty: bool) -> str:
    """The title of an ordinary day: ``42 days without a spasm``."""
    if empty:
        return translate("telling", "Good to have you here")
    if latest is None:
        return translate("telling", "No spasm so far")
    if calm_days == 0:
        return translate("telling", "Your back is calm again")
    return counted(
        calm_days,
        translate("telling", "{n} day without a spasm"),
        translate("telling", "{n} days without a spasm"),
    )


def calm_line(calm_days: int, longest: int, latest: Episode | None, empty: bool) -> str:
    """The line under it: the longest calm stretch of the year, or what to do first."""
    if empty:
        return translate("telling", "One number a day is enough to begin. When a spasm hits, press Spasm now.")
    if latest is None:
        return translate("telling", "One number a day, on good days too. When a spasm hits, press Spasm now.")
    if calm_days == 0:
        return translate("telling", "The episode ended today. Be gentle with yourself for a while.")
    if longest > calm_days:
        return counted(
            longest,
            translate("telling", "Your longest calm stretch this year was {n} day."),
            translate("telling", "Your longest calm stretch this year was {n} days."),
        )
    return translate("telling", "That is your longest calm stretch this year.")


def coverage_text(recorded: int, calm_days: int) -> str:
    """``34 of 42 days without a spasm recorded``; they may have had pain."""
    return counted(
        calm_days,
        translate("telling", "{recorded} of {n} day without a spasm recorded").replace("{recorded}", str(recorded)),
        translate("telling", "{recorded} of {n} days without a spasm recorded").replace("{recorded}", str(recorded)),
    )


def treatment_detail(treatment: Treatment) -> str:
    """What a row says after the name: the product, the amount, the length where it is known."""
    parts = [treatment.amount if treatment.product else ""]
    if treatment.running:
        parts.append(translate("telling", "running"))
    elif treatment.seconds is not None:
        parts.append(span_text(timedelta(seconds=treatment.seconds)))
    return ", ".join(part for part in parts if part)


def treatment_name(treatment: Treatment) -> str:
    """The medicine's own name where there is one, else the kind."""
    return treatment.product or catalogue.label("treatment", treatment.kind)


def day_number(episode: Episode, day: date) -> int:
    """1 for the day on which ``episode`` began, and never less."""
    return max(1, (day - episode.began.day).days + 1)


def length_text(episode: Episode, today: date) -> str:
    """How long it lasted, or has so far: the days that it touched, or hours where it was over within 24.

    It is the number that the days themselves are called by: what ends on day 5 lasted 5 days.
    """
    if episode.ended is not None and episode.ended.at - episode.began.at < timedelta(hours=24):
        length = episode.ended.at - episode.began.at
        return span_text(length) if length >= HOUR else translate("spans", "less than an hour")
    days = day_number(episode, episode.ended.day if episode.ended else today)
    return counted(days, translate("spans", "{n} day"), translate("spans", "{n} days"))


def ended_text(episode: Episode) -> str:
    """How long a closed episode lasted: ``It lasted 3 days.``"""
    if episode.ended is None:
        return ""
    return translate("telling", "It lasted {length}.", length=length_text(episode, episode.ended.day))


def before_text(episode: Episode, now: datetime, zone: tzinfo) -> str:
    """When the episode before ended: ``Your last episode ended yesterday at 18:20.``"""
    if episode.ended is None:
        return ""
    if episode.ended.at > now + CLOCKS_DIFFER:
        return clock_sentence()
    return translate("telling", "Your last episode ended {when}.", when=when_text(episode.ended.at, now, zone))


def may_reopen(latest: Episode | None, now: datetime) -> bool:
    """Whether to offer that the ``latest`` episode is opened again: it was closed within a day, perhaps too soon."""
    return latest is not None and latest.ended is not None and now - latest.ended.at < REOPEN_WITHIN
