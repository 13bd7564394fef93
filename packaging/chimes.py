#!/usr/bin/env python3
"""Makes the two sounds of the program, ``resources/sounds/*.wav``: bells of a few partials that die away.

    python packaging/chimes.py [FOLDER]

A partial is a damped oscillator in whole numbers, so the same bytes come out on every computer;
``tests/test_sounds.py`` holds the shipped files to it. Standard library only.
"""

import math
import sys
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

RATE = 48_000
ONE = 32
"""Binary places of an oscillator's two factors."""
FINE = 24
"""Binary places of a sample while the partials are added up."""
SOFT_START_S, FADE_S = 0.008, 0.08
PARTIALS = ((1.0, 1.0, 1.0), (2.0, 0.28, 0.6), (3.01, 0.07, 0.35))
"""Each as a multiple of the note, its loudness beside it, and how long it sounds beside it."""


class Strike(NamedTuple):
    """A bell struck at ``at`` seconds; its lowest partial of ``hertz`` falls by 60 dB in ``dies_in`` seconds."""

    at: float
    hertz: float
    dies_in: float
    loud: float = 1.0


class Sound(NamedTuple):
    """``peak`` is the loudest sample beside the loudest there can be."""

    seconds: float
    peak: float
    strikes: tuple[Strike, ...]


D5, A5, C6_SHARP = 587.33, 880.0, 1108.73
SOUNDS = {
    # A fifth upwards, once.
    "chime": Sound(1.5, 0.5, (Strike(0.0, D5, 1.5), Strike(0.17, A5, 1.5, 0.8))),
    # Quicker, higher and twice; still a bell.
    "alarm": Sound(
        1.5,
        0.62,
        (Strike(0.0, A5, 0.8), Strike(0.16, C6_SHARP, 0.8), Strike(0.5, A5, 0.9), Strike(0.66, C6_SHARP, 1.0)),
    ),
}


def partial(hertz: float, dies_in: float, loud: float, length: int) -> Iterator[int]:
    """``length`` samples of a sine that falls by 60 dB in ``dies_in`` seconds."""
    fall = 10 ** (-3 / (dies_in * RATE))
    turn = math.tau * hertz / RATE
    first = round(2 * fall * math.cos(turn) * (1 << ONE))
    second = round(fall * fall * (1 << ONE))
    before, now = 0, round(loud * fall * math.sin(turn) * (1 << FINE))
    for _ in range(length):
        yield before
        before, now = now, (first * now - second * before) >> ONE


def ramp(number: int, length: int) -> tuple[int, int]:
    """A smooth way from 0 to 1, without corners, as a fraction."""
    if number >= length:
        return 1, 1
    return number * number * (3 * length - 2 * number), length**3


def samples(sound: Sound) -> "array[int]":
    """The whole of it, at 16 bits."""
    length = round(sound.seconds * RATE)
    soft, fade = round(SOFT_START_S * RATE), round(FADE_S * RATE)
    mixed = [0] * length
    for strike in sound.strikes:
        start = round(strike.at * RATE)
        for multiple, loud, lasts in PARTIALS:
            made = partial(multiple * strike.hertz, lasts * strike.dies_in, loud * strike.loud, length - start)
            for number, value in enumerate(made):
                above, below = ramp(number, soft)
                mixed[start + number] += value * above // below
    for number in range(fade):
        above, below = ramp(number, fade)
        mixed[length - 1 - number] = mixed[length - 1 - number] * above // below
    most, goal = max(map(abs, mixed)), round(sound.peak * 32767)
    return array("h", ((2 * value * goal + most) // (2 * most) for value in mixed))


def write(folder: Path) -> None:
    """Write each sound into ``folder``: 48 kHz, 16 bits, one channel."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sound in SOUNDS.items():
        made = samples(sound)
        if sys.byteorder == "big":
            made.byteswap()
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(made.tobytes())


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "resources" / "sounds")
