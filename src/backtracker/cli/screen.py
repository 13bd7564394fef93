"""Whether there is a screen to open a window on, found out before Qt would abort.

Standard library and ``errors`` only.
"""

import ctypes
import os
import sys
from collections.abc import Mapping

from backtracker.errors import UserError

SENTENCE = (
    "There is no screen to open the window on. Without one these work: "
    "spasm, pain, did, start, stop, close, due, status, history (backtracker --help)."
)


def need(environment: Mapping[str, str] = os.environ) -> None:
    """Raise :class:`UserError` when a window could not be shown."""
    if not there(environment):
        raise UserError(SENTENCE)


def there(environment: Mapping[str, str]) -> bool:
    """Whether a window could be shown, as far as can be told without Qt."""
    if sys.platform != "linux":
        return True
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if platform and platform not in ("xcb", "wayland"):
        return True
    return _wayland_answers(environment) or _x_answers(environment)


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    import socket  # costs more than all the rest of this file

    path = os.path.join(environment.get("XDG_RUNTIME_DIR", ""), name)
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        try:
            connection.connect(path)
        except OSError:
            return False
    return True


def _x_answers(environment: Mapping[str, str]) -> bool:
    """Whether the X server that DISPLAY names lets us in."""
    name = environment.get("DISPLAY", "")
    if not name:
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt will say itself what is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(name), None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
