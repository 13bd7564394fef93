"""The whole program put together: what only shows once window, settings, reminders and tray are one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from backtracker import settings, tokens
from backtracker.app import Program
from backtracker.paths import SETTINGS
from backtracker.settings import Settings
from backtracker.ui.dialogs.leaving import LeavingDialog
from backtracker.ui.reminders.popup import PopUp
from backtracker.ui.reminders.saying import Saying
from backtracker.ui.trouble import TroubleDialog
from tests.ui.conftest import Wall

DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
PAGES = ("today", "history", "patterns", "care", "prevention", "guide", "settings")


class Stage:
    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.window, self.desk, self.qtbot = program, program.window, program.desk, qtbot

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.desk.is_open and self._idle())

    def _idle(self) -> bool:
        reminders = self.program.reminders
        return self.desk.idle and (reminders is None or reminders.desktop.is_settled)

    @property
    def popup(self) -> PopUp:
        assert self.program.reminders is not None
        return self.program.reminders.popup

    def later(self, wall: Wall, minutes: int) -> None:
        wall.at += timedelta(minutes=minutes)
        self.program.ticker.tick()
        self.settle()

    def hit(self) -> None:
        """Spasm now, 8; the spasm screen stays open."""
        self.window.ask_spasm()
        QTest.mouseClick(self.window.spasm_screen().number.pain.cells[8], Qt.MouseButton.LeftButton)
        self.settle()

    def press_start(self) -> None:
        """Begin the ice that the spasm screen asks for."""
        QTest.mouseClick(self.window.spasm_screen().details.step.start, Qt.MouseButton.LeftButton)
        self.settle()

    def page_colour(self) -> str:
        """The ground beside the cards of the page that is open."""
        picture = self.window.grab().toImage()
        return picture.pixelColor(picture.width() - 6, 3).name()


def begun(program: Program, qtbot: QtBot) -> Iterator[Stage]:
    qtbot.addWidget(program.window)
    with qtbot.waitSignal(program.desk.opened, timeout=20_000):
        program.start()
    made = Stage(program, qtbot)
    made.settle()
    yield made
    made.settle()
    program.window.may_close = True
    program.end()
    program.deleteLater()


@pytest.fixture
def stage(look: None, wall: Wall, tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    """The program as it starts for someone who has been here before, and as it ends."""
    settings.save(Settings(welcomed=True, theme="light"), tmp_path / SETTINGS)
    yield from begun(Program(tmp_path), qtbot)


@pytest.fixture
def example(look: None, wall: Wall, tmp_path: Path, qtbot: QtBot) -> Iterator[Stage]:
    yield from begun(Program(tmp_path, example=True), qtbot)


def test_another_look_reaches_the_ground_of_every_page(stage: Stage) -> None:
    for look, theme in (("dark", tokens.DARK), ("light", tokens.LIGHT), ("dark", tokens.DARK)):
        stage.desk.set_settings(replace(stage.desk.settings, theme=look))
        for page in PAGES:
            stage.window.show_page(page)
            stage.settle()
            assert stage.page_colour() == theme.page.lower(), (look, page)


# The example ---------------------------------------------------------------------------------


def test_an_example_says_so_for_good_and_reminds_of_nothing(example: Stage, wall: Wall) -> None:
    assert example.window.windowTitle() == "backtracker – example"
    words = [each for each in example.window.findChildren(QLabel) if each.text().startswith("Example.")]
    assert [each.text() for each in words] == ["Example. Nothing you do here is kept."]
    for page in PAGES:
        example.window.show_page(page)
        example.settle()
        assert words[0].isVisible()
    example.later(wall, 180)
    assert (example.program.reminders, example.program.tray) == (None, None)
    assert example.program.ticker.agenda is not None, "an episode runs in it"


def test_closing_an_example_ends_it(example: Stage) -> None:
    assert example.program.ticker.agenda is not None
    assert example.window.close()
    assert not example.window.isVisible()


def test_closing_the_window_ends_the_program_where_no_episode_runs(stage: Stage) -> None:
    assert stage.window.close()
    assert not stage.window.isVisible()


# Pop-ups and the spasm screen ----------------------------------------------------------------


def test_a_pop_up_waits_while_the_spasm_screen_is_open(stage: Stage, wall: Wall) -> None:
    stage.hit()
    stage.window.show_page("today")
    stage.later(wall, 61)
    assert stage.popup.isVisible()
    stage.window.ask_spasm()
    stage.settle()
    assert not stage.popup.isVisible()
    stage.window.spasm_screen().leave()
    stage.settle()
    assert stage.popup.isVisible()


def test_a_pop_up_that_comes_while_it_is_open_comes_after(stage: Stage, wall: Wall) -> None:
    stage.hit()
    stage.window.show_page("today")
    stage.later(wall, 58)
    stage.window.ask_spasm()
    stage.later(wall, 5)
    assert not stage.popup.isVisible()
    stage.window.spasm_screen().leave()
    stage.settle()
    assert stage.popup.isVisible()


def test_a_spasm_screen_that_was_forgotten_holds_nothing_back(stage: Stage, wall: Wall) -> None:
    stage.hit()
    stage.later(wall, 61)
    assert stage.popup.isVisible()


def test_the_alarm_of_the_ice_comes_over_the_spasm_screen(stage: Stage, wall: Wall) -> None:
    stage.hit()
    stage.desk.do(lambda journal: journal.start("ice"))
    stage.settle()
    stage.later(wall, 15)
    stage.window.ask_spasm()
    stage.later(wall, 5)
    assert stage.popup.isVisible()


def test_a_hidden_window_leads_nobody(stage: Stage, wall: Wall) -> None:
    stage.hit()
    stage.later(wall, 58)
    stage.window.ask_spasm()
    stage.window.hide()
    stage.later(wall, 5)
    assert stage.popup.isVisible()


def test_a_pop_up_leaves_the_bar_of_the_window_free(stage: Stage, wall: Wall) -> None:
    room = QGuiApplication.primaryScreen().availableGeometry()
    bar = QRect(room.right() - 300, room.bottom() - 60, 250, 44)
    stage.popup.clear_of = lambda: bar
    stage.hit()
    stage.window.show_page("today")
    stage.later(wall, 61)
    assert stage.popup.isVisible()
    assert not stage.popup.geometry().intersects(bar)


def test_the_bar_for_a_press_on_the_pop_up_lies_beside_it(stage: Stage, wall: Wall) -> None:
    stage.hit()
    stage.window.show_page("today")
    stage.later(wall, 61)
    assert stage.popup.isVisible()
    foot = stage.window.mapToGlobal(QPoint(stage.window.width() // 2, stage.window.height()))
    stage.popup.move(foot - QPoint(stage.popup.width() // 2, stage.popup.height()))
    QTest.mouseClick(stage.popup.pain.cells[6], Qt.MouseButton.LeftButton)
    stage.settle()
    assert stage.popup.isVisible()
    assert stage.window.bar_area().isValid()
    assert not stage.window.bar_area().intersects(stage.popup.geometry())


# The sounds ----------------------------------------------------------------------------------


@pytest.fixture
def heard(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which sound begins; it is played by what the computer has."""
    began: list[str] = []
    sound = stage.program._sound
    assert sound is not None
    play = sound._play

    def noted(name: str, *, asked: bool = False) -> None:
        began.append(name)
        play(name, asked=asked)

    monkeypatch.setattr(sound, "_play", noted)
    return began


def test_a_card_chimes_once_however_often_it_is_brought_back(stage: Stage, wall: Wall, heard: list[str]) -> None:
    stage.hit()
    stage.window.show_page("today")
    stage.later(wall, 61)
    assert heard == ["chime"]
    stage.window.ask_spasm()
    stage.settle()
    stage.window.spasm_screen().leave()
    stage.settle()
    assert stage.popup.isVisible()
    assert heard == ["chime"]


def test_the_alarm_of_the_ice_has_its_own_sound_also_at_night(stage: Stage, wall: Wall, heard: list[str]) -> None:
    wall.set(20, 23, 30)
    stage.desk.set_settings(replace(stage.desk.settings, sound=False))
    stage.hit()
    stage.desk.do(lambda journal: journal.start("ice"))
    stage.settle()
    stage.later(wall, 20)
    assert heard == ["alarm"]


def test_without_sound_the_card_comes_silently(stage: Stage, wall: Wall, heard: list[str]) -> None:
    stage.desk.set_settings(replace(stage.desk.settings, sound=False))
    stage.hit()
    stage.window.show_page("today")
    stage.later(wall, 61)
    assert stage.popup.isVisible()
    assert heard == []


def test_play_it_in_the_settings_is_heard(stage: Stage, heard: list[str]) -> None:
    page = stage.window.page("settings")
    page.play.click()  # type: ignore[attr-defined]
    assert heard == ["chime"]


# Started into the tray -----------------------------------------------------------------------


@pytest.fixture(params=[10])
def in_tray(
    look: None,
    wall: Wall,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Stage]:
    """The program as a session starts it, on a desktop that has no tray; it asks for one so many times."""
    settings.save(Settings(welcomed=True, theme="light"), tmp_path / SETTINGS)
    monkeypatch.setattr("backtracker.app.TRAY_ASKED_MS", 20)
    monkeypatch.setattr("backtracker.app.TRAY_COMES_WITHIN", request.param)
    yield from begun(Program(tmp_path, in_tray=True), qtbot)


def test_started_into_a_tray_that_never_comes_the_window_shows(in_tray: Stage, qtbot: QtBot) -> None:
    qtbot.waitUntil(in_tray.window.isVisible)


@pytest.mark.parametrize("in_tray", [10_000], indirect=True)
def test_started_into_a_tray_that_comes_later_it_stays_there(
    in_tray: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing here can bring a tray up, so that Qt sees one is made up."""
    tray = in_tray.program.tray
    assert tray is not None
    monkeypatch.setattr("backtracker.ui.reminders.tray.QSystemTrayIcon.isSystemTrayAvailable", lambda: True)
    qtbot.waitUntil(lambda: tray.shown)
    assert not in_tray.window.isVisible()


# Windows of their own ------------------------------------------------------------------------


def test_nothing_stands_out_of_the_corners(stage: Stage, wall: Wall) -> None:
    stage.hit()
    stage.window.show_page("today")
    stage.later(wall, 61)
    assert stage.program.tray is not None
    menus: list[QMenu] = [stage.program.tray.menu, stage.program.tray.pause]
    for menu in menus:
        menu.popup(QPoint(10, 10))
        menu.hide()
    for window in (stage.popup, *menus):
        assert not window.mask().contains(QPoint(0, 0)), window
        assert not window.mask().contains(window.rect().bottomRight()), window
        assert window.mask().contains(window.rect().center()), window


@pytest.mark.parametrize("corner", [QPoint(0, 0), QPoint(420, 260), QPoint(9000, 9000)])
def test_dialogs_come_up_over_their_window_and_on_the_screen(stage: Stage, corner: QPoint) -> None:
    room = stage.window.screen().availableGeometry()
    stage.window.resize(640, 480)
    stage.window.move(corner)
    for make in (LeavingDialog, lambda parent: TroubleDialog("Report", parent)):
        dialog: QDialog = make(stage.window)
        dialog.show()
        assert room.contains(dialog.geometry())
        if room.contains(stage.window.geometry()):
            apart = dialog.frameGeometry().center() - stage.window.frameGeometry().center()
            assert apart.manhattanLength() <= 2
        dialog.close()
        dialog.deleteLater()


@pytest.mark.parametrize("near", [QRect(), QRect(700, 0, 24, 24), QRect(10, 560, 24, 24)])
def test_words_beside_the_tray_can_be_closed_and_go_by_themselves(look: None, qtbot: QtBot, near: QRect) -> None:
    saying = Saying()
    qtbot.addWidget(saying)
    saying.say("backtracker keeps running", "So that reminders come.", near)
    room = QGuiApplication.primaryScreen().availableGeometry()
    assert saying.isVisible()
    assert room.contains(saying.geometry())
    assert not saying.geometry().intersects(near)
    assert all(saying.rect().contains(each.geometry()) for each in saying.findChildren(QWidget, options=DIRECT))
    saying.close_button.click()
    assert not saying.isVisible()
    saying.say("backtracker keeps running", "So that reminders come.", near)
    saying._timer.timeout.emit()
    assert not saying.isVisible()


def test_whoever_logs_a_spasm_first_is_past_the_welcome(look: None, wall: Wall, tmp_path: Path, qtbot: QtBot) -> None:
    for stage in begun(Program(tmp_path), qtbot):
        assert stage.window.current == "welcome"
        stage.hit()
        assert stage.window.spasm_screen().isVisible(), "which lies over the page"
        stage.window.spasm_screen().leave()
        assert stage.window.current == "today"
    for stage in begun(Program(tmp_path), qtbot):
        assert stage.window.current == "today"


def test_quitting_asks_while_a_timer_runs(stage: Stage) -> None:
    asked = partial(stage.window.findChild, LeavingDialog)
    stage.hit()
    stage.press_start()
    QTest.keyClick(stage.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    dialog = asked()
    assert stage.window.isVisible()
    assert dialog is not None
    assert "would not ring" in " ".join(each.text() for each in dialog.findChildren(QLabel))
    QTest.mouseClick(dialog.stay, Qt.MouseButton.LeftButton)
    stage.qtbot.waitUntil(lambda: asked() is None)
