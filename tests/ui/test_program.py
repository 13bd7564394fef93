"""The whole program put together: what only shows once window, settings, reminders and tray are one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backtracker import settings, tokens
from backtracker.app import Program
from backtracker.paths import SETTINGS
from backtracker.settings import Settings
from tests.ui.conftest import Wall

PAGES = ("today", "history", "patterns", "settings")


class Stage:
    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.window, self.desk, self.qtbot = program, program.window, program.desk, qtbot

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desk.is_open and self.desk.idle)

    def page_colour(self) -> str:
        """The ground beside the cards of the page that is open."""
        picture = self.window.grab().toImage()
        return picture.pixelColor(picture.width() - 6, 3).name()


@pytest.fixture
def stage(look: None, wall: Wall, tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    """The program as it starts for someone who has been here before, and as it ends."""
    settings.save(Settings(welcomed=True, theme="light"), tmp_path / SETTINGS)
    program = Program(tmp_path)
    qtbot.addWidget(program.window)
    with qtbot.waitSignal(program.desk.opened):
        program.start()
    made = Stage(program, qtbot)
    made.settle()
    yield made
    made.settle()
    program.window.may_close = True
    program.end()
    program.deleteLater()


def test_another_look_reaches_the_ground_of_every_page(stage: Stage) -> None:
    for look, theme in (("dark", tokens.DARK), ("light", tokens.LIGHT), ("dark", tokens.DARK)):
        stage.desk.set_settings(replace(stage.desk.settings, theme=look))
        for page in PAGES:
            stage.window.show_page(page)
            stage.settle()
            assert stage.page_colour() == theme.page.lower(), (look, page)
