"""Words for people, on their way through translation.

Rooms below the window know no Qt, yet their sentences are read by people. They call
:func:`translate` with a context and an English text; the window installs Qt's own
``QCoreApplication.translate`` behind it, the command line leaves the English as it stands.
Standard library only.

Two words that are easily mixed: a *spasm* is the moment it hits, and the name of an entry in lists
and titles ("Spasm of 22 August"); an *episode* is the days that it then lasts, and is said only where
these are meant ("The episode is closed", "Reminders pop up while an episode runs").
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta


def _as_written(_context: str, text: str) -> str:
    return text


_translate: Callable[[str, str], str] = _as_written


def install(translator: Callable[[str, str], str]) -> None:
    """Send every later text through ``translator(context, text)``."""
    global _translate
    _translate = translator


def translate(context: str, text: str, **values: object) -> str:
    """``text`` in the person's language, with ``{name}`` places filled from ``values``."""
    words = _translate(context, text)
    return words.format(**values) if values else words


def counted(number: int, one: str, many: str) -> str:
    """``one`` or ``many``, both already translated, with ``{n}`` filled in."""
    return (one if number == 1 else many).format(n=number)


def capitalized(words: str) -> str:
    """``words`` as the beginning of a sentence; the rest stays as it is."""
    return words[:1].upper() + words[1:]


def uncapitalized(words: str) -> str:
    """``words`` as they stand inside a sentence; the rest stays as it is."""
    return words[:1].lower() + words[1:]


def clock_text(moment: datetime) -> str:
    """A local time of day as ``14:05``."""
    return f"{moment:%H:%M}"


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

A_WEEK = 7
"""Days: what is nearer is called by its weekday, all else by its date."""


def weekday_text(day: date, *, short: bool = False) -> str:
    """The weekday's name, or its first three letters."""
    name = WEEKDAYS[day.weekday()]
    return translate("dates", name[:3] if short else name)


def month_text(month: int, *, short: bool = False) -> str:
    """The name of month 1 to 12, or its first three letters."""
    name = MONTHS[month - 1]
    return translate("dates", name[:3] if short else name)


def day_text(day: date, *, today: date | None = None) -> str:
    """``22 August``, with the year when it is not that of ``today``."""
    words = f"{day.day} {month_text(day.month)}"
    return words if today is not None and day.year == today.year else f"{words} {day.year}"


def span_text(length: timedelta) -> str:
    """A length of time in its two largest fitting units: ``40 s``, ``20 min``, ``3 h 5 min``, ``6 days``."""
    seconds = max(0, round(length.total_seconds()))
    if seconds < 60:
        return translate("spans", "{n} s", n=seconds)
    minutes = seconds // 60
    if minutes < 60:
        return translate("spans", "{n} min", n=minutes)
    hours = minutes // 60
    if hours < 48:
        return hours_text(length)
    days = (hours + 12) // 24
    return counted(days, translate("spans", "{n} day"), translate("spans", "{n} days"))


def hours_text(length: timedelta) -> str:
    """A length of time never rounded to days: ``40 s``, ``20 min``, ``60 h``, ``60 h 5 min``."""
    if length < timedelta(hours=1):
        return span_text(length)
    hours, rest = divmod(round(length.total_seconds()) // 60, 60)
    if rest:
        return translate("spans", "{h} h {m} min", h=hours, m=rest)
    return translate("spans", "{n} h", n=hours)


def listed(items: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return translate("lists", "{first} and {last}", first=", ".join(items[:-1]), last=items[-1])
