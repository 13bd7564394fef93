"""Ten thousand hours of lives on the pure schedule. The rules that must hold are in ``tests/machine.py``."""

from tests.machine import Pure, lived

HOURS = 10_000


def test_ten_thousand_hours_on_the_schedule() -> None:
    count = lived(Pure, HOURS)
    assert count["seconds"] >= HOURS * 3600
    for what in (
        "cards",
        "deeds",
        "restarts",
        "clock set",
        "journeys",
        "settings",
        "sessions",
        "gaps that end in a card",
    ):
        assert count[what] > 0, what
