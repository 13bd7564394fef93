"""What is sent and heard under freedesktop's specification of notifications (1.2): its names, messages and signals."""

import html
from collections.abc import Callable

import jeepney

from backtracker.paths import resource
from backtracker.ui.desktop.note import Note

NAME = "org.freedesktop.Notifications"
SERVICE = jeepney.DBusAddress("/org/freedesktop/Notifications", NAME, NAME)
NORMAL, CRITICAL = 1, 2
EXPIRED, BY_THE_PERSON = 1, 2
"""Why one was closed, as far as it is in peace."""
STAYS, GOES_AT_ONCE = 0, 1
"""After how many milliseconds it goes by itself."""

OWNERS = jeepney.MatchRule(type="signal", sender="org.freedesktop.DBus", member="NameOwnerChanged")
OWNERS.add_arg_condition(0, NAME)
PRESSED, CLOSED = (
    jeepney.MatchRule(type="signal", sender=NAME, interface=NAME, member=member)
    for member in ("ActionInvoked", "NotificationClosed")
)


def capabilities() -> jeepney.Message:
    """Asks what the service can do."""
    return jeepney.new_method_call(SERVICE, "GetCapabilities")


def information() -> jeepney.Message:
    """Asks for the service's name and maker."""
    return jeepney.new_method_call(SERVICE, "GetServerInformation")


def owner() -> jeepney.Message:
    """Asks the bus who the service is."""
    return jeepney.message_bus.GetNameOwner(NAME)


def bus_id() -> jeepney.Message:
    """Asks the bus for its own name, which no other bus has."""
    return jeepney.new_method_call(jeepney.message_bus, "GetId")


def showing(note: Note, number: int, able: frozenset[str], key: Callable[[str], str]) -> jeepney.Message:
    """Shows ``note`` in place of the one with ``number``, or as a new one where that is 0.

    ``able`` is what the service can do, and ``key`` gives the name by which a button is told.
    """
    buttons = [part for plain, words in note.buttons for part in (key(plain), words)]
    actions = buttons if "actions" in able else []
    body = note.body if actions else note.instead or note.body
    body = html.escape(body, quote=False) if "body-markup" in able else body
    hints = {
        "urgency": ("y", CRITICAL if note.urgent else NORMAL),
        "desktop-entry": ("s", "backtracker"),
        "category": ("s", "x-backtracker.reminder"),
        "suppress-sound": ("b", True),  # the program has its own
        "transient": ("b", "persistence" not in able),
    }
    return _notify(number, note.title, body, actions, hints, STAYS)


def vanishing(number: int) -> jeepney.Message:
    """Puts one in place of that with ``number`` which goes by itself at once."""
    return _notify(number, " ", "", [], {"transient": ("b", True)}, GOES_AT_ONCE)


def closing(number: int) -> jeepney.Message:
    """Takes the one with ``number`` away."""
    return jeepney.new_method_call(SERVICE, "CloseNotification", "u", (number,))


def _notify(
    number: int, title: str, body: str, actions: list[str], hints: dict[str, tuple[str, object]], stays_ms: int
) -> jeepney.Message:
    icon = resource("icons/backtracker.svg").as_uri()
    words = ("backtracker", number, icon, title, body, actions, hints, stays_ms)
    return jeepney.new_method_call(SERVICE, "Notify", "susssasa{sv}i", words)
