"""The sounds that ship: the script makes exactly these files, and they are as soft as they are meant to be."""

import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from backtracker import paths

ROOT = Path(__file__).parents[1]
NAMES = ["alarm", "chime"]
RATE = 48_000
KIB = 1024


def decibels(ratio: float) -> float:
    return float(20 * np.log10(max(ratio, 1e-9)))


def heard(name: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """The samples, from -1 to 1."""
    with wave.open(str(paths.resource(f"sounds/{name}.wav")), "rb") as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (RATE, 2, 1)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64) / 32768


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the script makes here and now."""
    folder = tmp_path_factory.mktemp("sounds")
    subprocess.run([sys.executable, ROOT / "packaging" / "chimes.py", folder], check=True)
    return folder


def test_the_script_makes_what_ships_and_nothing_else_ships(made: Path) -> None:
    shipped = paths.resource("sounds")
    assert sorted(each.name for each in shipped.iterdir()) == sorted(each.name for each in made.iterdir())
    for name in NAMES:
        assert (made / f"{name}.wav").read_bytes() == (shipped / f"{name}.wav").read_bytes(), name
        assert (shipped / f"{name}.wav").stat().st_size < 150 * KIB


@pytest.mark.parametrize("name", NAMES)
def test_it_leaves_room_above_and_neither_starts_nor_ends_with_a_click(name: str) -> None:
    samples = heard(name)
    assert -7 < decibels(abs(samples).max()) < -3
    assert samples[0] == samples[-1] == 0
    assert decibels(abs(samples[: RATE // 1000]).max()) < -30, "the first millisecond"
    assert decibels(abs(samples[-RATE // 100 :]).max()) < -60, "the last ten"
    assert abs(np.diff(samples)).max() < 0.15, "no step from one sample to the next"
    assert abs(samples.mean()) < 1e-4


@pytest.mark.parametrize(("name", "notes"), [("chime", [587.33, 880.0]), ("alarm", [880.0, 1108.73])])
def test_its_loudest_tones_are_its_notes_between_400_and_1200_hertz(name: str, notes: list[float]) -> None:
    samples = heard(name)
    power = abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    for note in notes:
        near = abs(hertz - note) < 5
        assert power[near].max() > 0.1 * power.max(), note
    assert 400 < hertz[power.argmax()] < 1200
    assert power[hertz > 4000].sum() < 1e-4 * power.sum(), "nothing shrill"


@pytest.mark.parametrize("name", NAMES)
def test_after_the_last_strike_it_only_dies_away(name: str) -> None:
    samples = heard(name)
    window = RATE // 20
    loud = [decibels(float(np.sqrt((part**2).mean()))) for part in samples.reshape(-1, window)]
    last = {"chime": 6, "alarm": 14}[name]
    falls = np.diff(loud[last:])
    assert ((falls < 0) & (falls > -12)).all(), falls
    assert loud[-1] < -60


def test_the_alarm_is_more_insistent_than_the_chime() -> None:
    chime, alarm = heard("chime"), heard("alarm")
    assert 1 < decibels(float(np.sqrt((alarm**2).mean() / (chime**2).mean()))) < 6
