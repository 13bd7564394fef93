"""What comes out of the loudspeakers: the real program, the real player, and a sound card that is a file."""

import shutil
import wave
from array import array
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from backtracker import paths
from tests.stories import stage
from tests.stories.conftest import FRIDAY
from tests.stories.stage import PATIENCE, Running

START = Callable[..., Running]
MINUTE = timedelta(minutes=1)
USUAL_VOLUME = 60


class Card:
    """ALSA's way of writing into a file what would be heard, and a folder in which aplay is the only player."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "card.raw"
        real, players, settings = shutil.which("aplay"), folder / "players", folder / "asound.conf"
        assert real, "aplay is missing; 'make test' installs it"
        players.mkdir()
        (players / "aplay").symlink_to(real)
        card = f'type file slave.pcm "nothing" file "{self.file}" format "raw"'
        settings.write_text(f"pcm.nothing {{ type null }}\npcm.!default {{ {card} }}\n", encoding="utf-8")
        self.environment = {"PATH": str(players), "ALSA_CONFIG_PATH": str(settings)}

    def wait_for(self, name: str, program: Running) -> None:
        """Wait until all of the sound ``name`` was played, at the usual volume and nothing else."""
        with wave.open(str(paths.resource(f"sounds/{name}.wav")), "rb") as file:
            shipped = array("h", file.readframes(file.getnframes()))
        until = stage.seconds() + PATIENCE
        while not self.file.exists() or self.file.stat().st_size < 2 * len(shipped):
            assert stage.seconds() < until, f"{name} is not heard"
            program.settle()
        heard = array("h", self.file.read_bytes())
        assert len(heard) == len(shipped)
        assert max(abs(100 * is_ - USUAL_VOLUME * was) for is_, was in zip(heard, shipped, strict=True)) <= 50
        self.file.unlink()


@pytest.fixture
def card(tmp_path: Path) -> Card:
    return Card(tmp_path)


def test_the_alarm_at_night_the_reminder_by_day_and_play_it_in_the_settings(
    start: START, card: Card, tmp_path: Path
) -> None:
    evening = FRIDAY.replace(hour=20, minute=50)  # 21:50 in Berlin, ten minutes before the quiet hours
    program = start(evening, tmp_path / "data", stands=True, environment=card.environment)
    for name in ("Start right away", "Spasm now", "8", "Start 20 min"):
        program.press(name)
    program.pass_time(20 * MINUTE)
    card.wait_for("alarm", program)
    program.press("It’s off", popup=True)
    program.press("Close, finish later")
    program.pass_to(evening + timedelta(hours=4))
    assert program.words(popup=True) == []
    assert not card.file.exists(), (card.file.stat().st_size, program.words())
    program.pass_to(evening + timedelta(hours=9, minutes=11))
    card.wait_for("chime", program)
    program.press("Close. It stays on the Today page.", popup=True)
    program.press("Settings")
    program.press("Play it")
    card.wait_for("chime", program)
