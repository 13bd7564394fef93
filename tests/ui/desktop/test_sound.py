"""Sound: the real player writes what it plays into a file; players that fail, hang or are missing harm nobody."""

import math
import os
import shutil
import tempfile
import time
import wave
from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backtracker import clock, paths
from backtracker.ui.desktop import sound
from backtracker.ui.desktop.sound import Sound, scaled
from tests.ui.conftest import OpenDesk, Wall

PATIENCE_MS = 10_000
NULL = 'pcm.nothing {{ type null }}\npcm.!default {{ type file slave.pcm "nothing" file "{file}" format "raw" }}\n'
"""A sound card for ALSA that is a file: what is written there is what would have been heard."""


class Room:
    """A folder of players in front of the system's own, and a sound card that is a file."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.players, self.card, self.temporary = folder / "players", folder / "card.raw", folder / "temporary"
        for made in (self.players, self.temporary):
            made.mkdir()
        card = folder / "asound.conf"
        card.write_text(NULL.format(file=self.card), encoding="utf-8")
        patch.setenv("ALSA_CONFIG_PATH", str(card))
        patch.setenv("PATH", str(self.players))
        patch.setattr(tempfile, "tempdir", str(self.temporary))

    def player(self, name: str, script: str) -> None:
        """Put a player of this name there. It tells the file ``calls`` each time that it is called."""
        path = self.players / name
        path.write_text(f'#!/bin/sh\necho {name} >>"{self.calls_file}"\n{script}\n', encoding="utf-8")
        path.chmod(0o755)

    @property
    def calls_file(self) -> Path:
        return self.players / "calls"

    @property
    def calls(self) -> list[str]:
        return self.calls_file.read_text(encoding="utf-8").split() if self.calls_file.exists() else []

    @property
    def heard(self) -> "array[int]":
        return array("h", self.card.read_bytes() if self.card.exists() else b"")


@pytest.fixture
def aplay() -> str:
    """The real player."""
    found = shutil.which("aplay")
    assert found, "aplay is missing; 'make test' installs it"
    return found


@pytest.fixture
def room(aplay: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Room:
    return Room(tmp_path_factory.mktemp("room"), monkeypatch)


@pytest.fixture
def beeps(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """The computer's own beeps, which nobody can hear here."""
    heard: list[bool] = []
    monkeypatch.setattr(QApplication, "beep", lambda: heard.append(True))
    return heard


@pytest.fixture
def made(desk: OpenDesk, room: Room, beeps: list[bool]) -> Iterator[Sound]:
    it = Sound(desk)
    yield it
    it.close()
    assert list(room.temporary.iterdir()) == []
    it.deleteLater()


def samples(name: str) -> "array[int]":
    with wave.open(str(paths.resource(f"sounds/{name}.wav")), "rb") as file:
        return array("h", file.readframes(file.getnframes()))


def until_over(made: Sound, qtbot: QtBot, begin: Callable[[], object]) -> str:
    """Who has played it; an empty text for a beep."""
    with qtbot.waitSignal(made.played, timeout=PATIENCE_MS) as over:
        begin()
    return str(over.args[0])


# What is played ------------------------------------------------------------------------------


@pytest.mark.parametrize("volume", [100, 60, 10])
def test_what_the_player_plays_is_the_chime_at_the_chosen_volume(
    made: Sound, desk: OpenDesk, room: Room, aplay: str, volume: int, qtbot: QtBot
) -> None:
    desk.set_settings(replace(desk.settings, volume=volume))
    room.player("aplay", f'exec {aplay} "$@"')
    assert until_over(made, qtbot, made.chime) == "aplay"
    shipped, heard = samples("chime"), room.heard
    assert len(heard) == len(shipped)
    assert max(abs(is_ - volume * was / 100) for is_, was in zip(heard, shipped, strict=True)) <= 0.5
    assert max(map(abs, heard)) == pytest.approx(volume / 100 * 16384, rel=0.001)


def test_the_alarm_is_a_sound_of_its_own(made: Sound, room: Room, aplay: str, desk: OpenDesk, qtbot: QtBot) -> None:
    desk.set_settings(replace(desk.settings, volume=100))
    room.player("aplay", f'exec {aplay} "$@"')
    until_over(made, qtbot, made.alarm)
    assert room.heard == samples("alarm") != samples("chime")


def test_sound_off_and_the_night_silence_the_chime_and_never_the_alarm(
    made: Sound, desk: OpenDesk, wall: Wall, room: Room, qtbot: QtBot
) -> None:
    room.player("aplay", "exit 0")
    desk.set_settings(replace(desk.settings, sound=False))
    made.chime()
    desk.set_settings(replace(desk.settings, sound=True))
    wall.set(21, 3)
    made.chime()
    assert not made.findChildren(QProcess), "nothing was started"
    desk.set_settings(replace(desk.settings, sound=False))
    assert until_over(made, qtbot, made.alarm) == "aplay"
    assert room.calls == ["aplay"]


def test_trying_it_out_is_heard_at_night_and_with_sound_off(
    made: Sound, desk: OpenDesk, wall: Wall, room: Room, qtbot: QtBot
) -> None:
    room.player("paplay", "exit 0")
    desk.set_settings(replace(desk.settings, sound=False))
    wall.set(21, 3)
    assert until_over(made, qtbot, made.try_out) == "paplay"


# Players that do not play --------------------------------------------------------------------


def test_the_best_player_that_works_is_used_and_one_that_failed_is_let_be(
    made: Sound, room: Room, beeps: list[bool], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    room.player("pw-play", "exit 1")
    room.player("aplay", "exit 0")
    assert until_over(made, qtbot, made.chime) == "aplay"
    assert until_over(made, qtbot, made.chime) == "aplay"
    assert room.calls == ["pw-play", "aplay", "aplay"]
    later = clock.monotonic() + sound.TRY_AGAIN_S
    monkeypatch.setattr(clock, "monotonic", lambda: later)
    room.player("pw-play", "exit 0")
    assert until_over(made, qtbot, made.chime) == "pw-play"
    assert beeps == []


def test_the_real_player_without_a_sound_card_leads_to_a_beep(
    made: Sound, room: Room, aplay: str, beeps: list[bool], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("ALSA_CONFIG_PATH", "/dev/null")
    room.player("aplay", f'exec {aplay} "$@"')
    assert until_over(made, qtbot, made.chime) == ""
    assert (room.calls, beeps) == (["aplay"], [True])


def test_no_player_at_all_is_a_beep_and_no_error(made: Sound, desk: OpenDesk, beeps: list[bool], qtbot: QtBot) -> None:
    said: list[str] = []
    desk.failed.connect(said.append)
    assert until_over(made, qtbot, made.chime) == ""
    assert (beeps, said) == ([True], [])
    assert until_over(made, qtbot, made.try_out) == ""
    assert said == ["No player for sounds could play it, so the computer’s own beep is used."]


def test_a_file_that_is_no_program_is_passed_over(made: Sound, room: Room, qtbot: QtBot) -> None:
    broken = room.players / "pw-play"
    broken.write_bytes(b"\x7fELF no such thing")
    broken.chmod(0o755)
    room.player("aplay", "exit 0")
    assert until_over(made, qtbot, made.chime) == "aplay"


def test_a_player_that_hangs_is_ended_and_never_tried_again(
    made: Sound, room: Room, beeps: list[bool], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(sound, "HANGS_AFTER_MS", 300)
    fifo = room.players / "never"
    os.mkfifo(fifo)
    room.player("aplay", f'echo $$ >"{room.players}/pid"; read line <"{fifo}"')
    assert until_over(made, qtbot, made.chime) == ""
    qtbot.waitUntil(lambda: not made.findChildren(QProcess))
    assert not is_alive(int((room.players / "pid").read_text(encoding="utf-8")))
    later = clock.monotonic() + 10 * sound.TRY_AGAIN_S
    monkeypatch.setattr(clock, "monotonic", lambda: later)
    assert until_over(made, qtbot, made.chime) == ""
    assert until_over(made, qtbot, made.try_out) == ""
    assert (room.calls, len(beeps)) == (["aplay"], 3)


def test_where_no_file_can_be_made_for_it_it_is_a_beep(
    made: Sound, room: Room, beeps: list[bool], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(room.players / "nowhere"))
    room.player("aplay", "exit 0")
    assert until_over(made, qtbot, made.chime) == ""
    assert (room.calls, beeps) == ([], [True])


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


# One at a time -------------------------------------------------------------------------------


@pytest.fixture
def slow(room: Room, qtbot: QtBot) -> Path:
    """A player that plays until the pipe is written to; the first line of each call's process in ``calls``."""
    pipe = room.players / "pipe"
    os.mkfifo(pipe)
    room.player("aplay", f'echo "$2" >>"{room.players}/files"; read line <"{pipe}"')
    return pipe


def playing(room: Room) -> list[str]:
    """The files that were handed to the player."""
    files = room.players / "files"
    return files.read_text(encoding="utf-8").split() if files.exists() else []


def test_a_chime_that_comes_while_one_sounds_is_left_out(made: Sound, room: Room, slow: Path, qtbot: QtBot) -> None:
    made.chime()
    qtbot.waitUntil(lambda: len(playing(room)) == 1)
    made.chime()
    assert until_over(made, qtbot, lambda: slow.write_text("on\n", encoding="utf-8")) == "aplay"
    assert len(playing(room)) == 1


def test_the_alarm_takes_the_place_of_a_chime(
    made: Sound, room: Room, slow: Path, desk: OpenDesk, qtbot: QtBot
) -> None:
    desk.set_settings(replace(desk.settings, volume=100))
    made.chime()
    qtbot.waitUntil(lambda: len(playing(room)) == 1)
    made.alarm()
    made.chime()
    qtbot.waitUntil(lambda: len(playing(room)) == 2)
    assert [Path(file).stem for file in playing(room)] == ["chime", "alarm"]
    qtbot.waitUntil(lambda: len(made.findChildren(QProcess)) == 1)


def test_closing_ends_the_player_and_tidies_up(
    desk: OpenDesk, room: Room, slow: Path, beeps: list[bool], qtbot: QtBot
) -> None:
    it = Sound(desk)
    it.chime()
    qtbot.waitUntil(lambda: len(playing(room)) == 1)
    (process,) = it.findChildren(QProcess)
    number = process.processId()
    assert len(list(room.temporary.iterdir())) == 1
    it.close()
    assert not is_alive(number)
    assert list(room.temporary.iterdir()) == []
    it.deleteLater()


# The samples ---------------------------------------------------------------------------------


def test_putting_the_volume_in_takes_no_time_that_is_felt() -> None:
    file = paths.resource("sounds/alarm.wav")
    before = time.thread_time()
    body = scaled(file, 60)
    assert time.thread_time() - before < 0.05
    assert len(body) == file.stat().st_size


@pytest.mark.parametrize("name", ["chime", "alarm"])
def test_half_the_volume_is_six_decibels_less(name: str, tmp_path: Path) -> None:
    half = tmp_path / "half.wav"
    half.write_bytes(scaled(paths.resource(f"sounds/{name}.wav"), 50))
    with wave.open(str(half), "rb") as file:
        made = array("h", file.readframes(file.getnframes()))
    power = [sum(value * value for value in each) for each in (made, samples(name))]
    assert 10 * math.log10(power[0] / power[1]) == pytest.approx(-6.02, abs=0.01)
