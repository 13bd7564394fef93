"""A notification service in a process of its own, for tests: a line on stdin presses the button of that name.

``python notice_service.py``; it says "there" when it is on the session bus, and ends with it.
"""

import select
import sys
from contextlib import suppress
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.Notifications"
HERE = DBusAddress("/org/freedesktop/Notifications", interface=NAME)


class Service:
    """Answers what it is asked, in turn."""

    def __init__(self) -> None:
        self.last = 0
        self.actions: list[str] = []

    def answer(self, message: Message) -> Message:
        """The reply to one call."""
        member = message.header.fields.get(HeaderFields.member)
        answers: dict[str, tuple[str, tuple[Any, ...]]] = {
            "GetCapabilities": ("as", (["actions", "body"],)),
            "GetServerInformation": ("ssss", ("stoppable", "tests", "1", "1.2")),
            "CloseNotification": ("", ()),
        }
        if member == "Notify":
            self.last = message.body[1] or self.last + 1
            self.actions = message.body[5]
            return new_method_return(message, "u", (self.last,))
        if member in answers:
            return new_method_return(message, *answers[member])
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")

    def press(self, name: str) -> Message:
        """The button ``name`` of what is up is pressed."""
        key = next(each for each in self.actions if each.endswith(f"-{name}"))
        return new_signal(HERE, "ActionInvoked", "us", (self.last, key))


def main() -> None:
    """Answer until the bus is gone."""
    service = Service()
    with open_dbus_connection("SESSION") as connection:
        connection.send_and_get_reply(message_bus.RequestName(NAME))
        print("there", flush=True)
        while True:
            ready, _, _ = select.select([connection.sock, sys.stdin], [], [])
            if sys.stdin in ready:
                connection.send(service.press(sys.stdin.readline().strip()))
            with suppress(TimeoutError):
                while connection.sock in ready:  # what came in one piece is asked for until there is no more
                    message = connection.receive(timeout=0)
                    if message.header.message_type is MessageType.method_call:
                        connection.send(service.answer(message))


if __name__ == "__main__":
    main()
