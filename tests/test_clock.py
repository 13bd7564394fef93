"""The one reader of the clock and the zone, on a computer that tells much, little or nothing."""

import sys
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


def test_boottime_never_goes_back_and_passes_as_the_steady_clock_does_while_the_computer_is_awake() -> None:
    first, steady = clock.boottime(), clock.monotonic()
    second, later = clock.boottime(), clock.monotonic()
    assert first is not None
    assert second is not None
    assert second >= first
    assert abs((second - first) - (later - steady)) < 1


@pytest.mark.parametrize(("system", "name"), [("linux", "CLOCK_BOOTTIME"), ("darwin", "CLOCK_MONOTONIC_RAW")])
def test_the_clock_that_counts_sleep_on_each_system_without_the_system(
    system: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(time, name, 4711, raising=False)
    monkeypatch.setattr(time, "clock_gettime", lambda asked: 12.5 if asked == 4711 else None)
    assert clock.boottime() == 12.5
    monkeypatch.delattr(time, name)
    assert clock.boottime() is None


def test_the_clock_that_counts_sleep_on_windows_without_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(time, "monotonic", lambda: 12.5)
    assert clock.boottime() == 12.5


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
