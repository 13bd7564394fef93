"""A service that tells an idle time, for tests: ``python idle_service.py NAME METHOD SIGNATURE VALUE``."""

import json
import sys

from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME, METHOD, SIGNATURE, VALUE = sys.argv[1:]


def main() -> None:
    """Answer until the bus is gone."""
    with open_dbus_connection("SESSION") as connection:
        connection.send_and_get_reply(message_bus.RequestName(NAME))
        print("there", flush=True)
        while True:
            message = connection.receive()
            if message.header.message_type is MessageType.method_call:
                if message.header.fields.get(HeaderFields.member) == METHOD:
                    answer = new_method_return(message, SIGNATURE, (json.loads(VALUE),))
                else:
                    answer = new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
                connection.send(answer)


if __name__ == "__main__":
    main()
