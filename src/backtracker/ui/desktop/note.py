"""What a notification says, whoever shows it. Imports nothing, so that it is there on every system."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """The words of a notification. ``buttons`` are a key and the words on it; "default" is a press on the note itself.

    ``instead`` is the body where the service has no buttons. An ``urgent`` one comes through do not disturb,
    where the desktop lets it.
    """

    title: str
    body: str = ""
    instead: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    urgent: bool = False
