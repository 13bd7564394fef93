"""Whether a screen is there is found out before Qt is loaded."""

import os
import subprocess
import sys

import pytest

from backtracker.cli import screen
from backtracker.errors import UserError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600", "offscreen;xcb"])
def test_a_platform_without_a_screen_needs_none(platform: str) -> None:
    screen.need({"QT_QPA_PLATFORM": platform})


def test_nothing_named_means_no_screen() -> None:
    with pytest.raises(UserError, match="no screen"):
        screen.need({"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""})


@pytest.mark.screen
def test_a_screen_that_answers_is_there_until_it_goes() -> None:
    reading, writing = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"], pass_fds=[writing], stderr=-3)
    try:
        os.close(writing)
        name = ":" + os.read(reading, 16).decode().strip()
        assert screen.there({"DISPLAY": name})
        assert screen.there({"DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "gone"})
    finally:
        os.close(reading)
        server.terminate()
        server.wait(timeout=10)
    assert not screen.there({"DISPLAY": name})
