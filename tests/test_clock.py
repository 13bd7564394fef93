"""The one reader of the clock and the zone, on a computer that tells much, little or nothing."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from backtracker import clock


def test_now_is_aware_and_to_the_millisecond() -> None:
    present = clock.now()
    assert present.tzinfo is UTC
    assert present.microsecond % 1000 == 0


def test_monotonic_never_goes_back() -> None:
    first, second = clock.monotonic(), clock.monotonic()
    assert second >= first


@pytest.mark.parametrize("name", ["Europe/Berlin", ":Asia/Kathmandu", "Australia/Lord_Howe"])
def test_the_zone_that_is_named_is_used(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", name)
    assert clock.zone_name() == name.removeprefix(":")
    assert getattr(clock.zone(), "key", "") == name.removeprefix(":")


@pytest.mark.parametrize("name", ["Nowhere/Land", "../../etc/passwd", "XYZ-3:30"])
def test_a_zone_that_has_no_name_still_has_its_offset(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", name)
    time.tzset()
    try:
        assert clock.zone_name() == ""
        seconds = -time.timezone
        assert clock.zone().utcoffset(datetime(2026, 1, 1)) == timedelta(seconds=seconds)  # noqa: DTZ001
    finally:
        monkeypatch.undo()
        time.tzset()


def test_without_a_wish_the_system_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr(clock, "_name_behind_localtime", lambda: "")
    monkeypatch.setattr(clock, "_name_in_etc", lambda: "Europe/Lisbon")
    assert clock.zone_name() == "Europe/Lisbon"
