"""The spasm screen by real presses and keys: two presses to a record, each further press saved."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backtracker.ui.dialogs.flags import FlagSheet
from backtracker.ui.pages.spasm import SpasmScreen
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets import fresh
from backtracker.ui.widgets.chips import Chip
from tests.ui.conftest import OpenDesk, Wall

Left = Qt.MouseButton.LeftButton


class Bench:
    def __init__(self, desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> None:
        self.desk, self.ticker, self.wall, self.qtbot = desk, ticker, wall, qtbot
        self.screen = SpasmScreen(desk, ticker)
        self.closed: list[bool] = []
        self.screen.closed.connect(lambda: self.closed.append(True))
        qtbot.addWidget(self.screen)
        self.screen.resize(1280, 800)
        self.screen.show()
        self.ask()

    def ask(self) -> None:
        self.ticker.refresh()
        self.desk.settle(self.qtbot)
        self.screen.ask()

    @property
    def details(self) -> Any:
        return self.screen.details

    def do(self, deed: Any) -> Any:
        return self.desk.told(self.qtbot, deed)

    def log(self) -> Any:
        return self.do(lambda journal: journal.running_log())

    def press(self, button: QWidget) -> None:
        self.qtbot.waitUntil(button.isVisible)
        QTest.mouseClick(button, Left)
        self.desk.settle(self.qtbot)

    def key(self, key: Qt.Key) -> None:
        held: QWidget | None = self.screen.focusWidget()
        QTest.keyClick(self.screen if held is None else held, key)
        self.desk.settle(self.qtbot)

    def number(self, level: int) -> None:
        self.press(self.screen.number.pain.cells[level])

    def on_details(self) -> bool:
        return bool(self.screen.stack.currentWidget() is self.details)


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Bench:
    return Bench(desk, ticker, wall, qtbot)


@pytest.fixture
def hit(bench: Bench) -> Bench:
    """A spasm of 9, just logged by a press."""
    bench.number(9)
    return bench


def test_one_press_saves_and_turns_to_the_next_step(hit: Bench) -> None:
    log = hit.log()
    assert [(each.level, each.role) for each in log.readings] == [(9, "onset")]
    assert hit.on_details()
    assert hit.screen.bar.title.text() == "Saved: 9 at 14:05"
    assert hit.details.step.ice.isVisible()
    assert hit.details.step.start.text() == "Start 20 min"


def test_it_turns_only_once_it_is_on_disk(bench: Bench) -> None:
    QTest.mouseClick(bench.screen.number.pain.cells[7], Left)
    QTest.mouseClick(bench.screen.number.pain.cells[3], Left)
    assert not bench.on_details()
    bench.desk.settle(bench.qtbot)
    assert bench.on_details()
    assert [each.level for each in bench.log().readings] == [7]


@pytest.mark.parametrize(("key", "level"), [(Qt.Key.Key_0, 0), (Qt.Key.Key_8, 8), (Qt.Key.Key_Minus, 10)])
def test_figures_answer_from_the_keyboard(bench: Bench, key: Qt.Key, level: int) -> None:
    QTest.keyClick(bench.screen, key)
    assert bench.log().readings[0].level == level


def test_when_it_hit(bench: Bench) -> None:
    bench.press(bench.screen.number.when.chips[timedelta(minutes=30)])
    bench.number(6)
    assert bench.log().episode.began.local.strftime("%H:%M") == "13:35"
    assert bench.screen.bar.title.text() == "Saved: 6 at 13:35"


def test_escape_and_cancel_leave_without_a_record(bench: Bench) -> None:
    QTest.keyClick(bench.screen, Qt.Key.Key_Escape)
    bench.press(bench.screen.bar.cancel)
    assert len(bench.closed) == 2
    assert bench.log() is None


def test_a_refusal_leaves_the_question_open(bench: Bench) -> None:
    bench.do(lambda journal: journal.add_past(bench.wall.at - timedelta(hours=2), bench.wall.at, 5))
    said: list[str] = []
    bench.desk.failed.connect(said.append)
    bench.press(bench.screen.number.when.chips[timedelta(hours=1)])
    bench.number(6)
    assert len(said) == 1
    assert not bench.on_details()
    assert bench.screen.number.pain.chosen_level() is None
    bench.key(Qt.Key.Key_6)
    assert len(said) == 2, "the keyboard is still there"
    bench.key(Qt.Key.Key_Escape)
    assert bench.closed


def test_a_slow_save_is_said_to_be_under_way(bench: Bench) -> None:
    number = bench.screen.number
    before = number.line.text()
    QTest.mouseClick(number.pain.cells[8], Left)
    number._slow.timeout.emit()
    assert number.line.text() == "Saving …"
    QTest.mouseClick(number.pain.cells[3], Left)  # does nothing meanwhile
    bench.desk.settle(bench.qtbot)
    assert [each.level for each in bench.log().readings] == [8]
    bench.press(bench.screen.bar.undo)
    assert number.line.text() == before


def test_undo_takes_it_back_and_asks_again(hit: Bench) -> None:
    hit.press(hit.screen.bar.undo)
    assert hit.log() is None
    assert not hit.on_details()
    assert hit.closed == []


def test_undo_works_with_what_was_added_since(hit: Bench) -> None:
    hit.press(hit.details.triggers.picker.grid.chips["lift"])
    hit.press(hit.details.check.no)
    hit.press(hit.screen.bar.undo)
    assert hit.log() is None


def test_start_the_ice_from_here(hit: Bench) -> None:
    hit.press(hit.details.step.start)
    assert [(each.kind, each.running) for each in hit.log().treatments] == [("ice", True)]
    hit.ticker.refresh()
    hit.desk.settle(hit.qtbot)
    assert not hit.details.step.ice.isVisible()
    assert hit.details.step.next.title.text() == "The ice is on"


def test_no_ice_here(hit: Bench) -> None:
    actions = {action.text(): action for action in hit.details.step.no_ice_menu.actions()}
    actions["Remind me in 30 min"].trigger()
    act = next(each for each in hit.log().acts if each.kind == "snoozed")
    assert (act.step, act.until) == ("ice", hit.wall.set(20, 14, 35).astimezone(UTC))


def test_no_ice_at_all(hit: Bench) -> None:
    actions = {action.text(): action for action in hit.details.step.no_ice_menu.actions()}
    actions["Leave it out this time"].trigger()
    assert [each.step for each in hit.log().acts if each.kind == "skipped"] == ["ice"]


def test_a_press_on_the_back_is_saved_and_named(hit: Bench) -> None:
    hit.details.map.regions["lower_left"].click()
    hit.details.map.regions["buttock_left"].click()
    assert hit.log().episode.places == {"lower_left", "buttock_left"}
    assert hit.details.where.text() == "Lower back, left; buttock, left"
    hit.details.map.regions["lower_left"].click()
    assert hit.log().episode.places == {"buttock_left"}


def test_triggers_yes_and_back(hit: Bench) -> None:
    chips = hit.details.triggers.picker.grid.chips
    hit.press(chips["distracted"])
    hit.press(chips["sudden"])
    hit.press(chips["sudden"])
    assert [(each.trigger, each.answer) for each in hit.log().exposures] == [("distracted", "yes")]
    assert hit.details.triggers.count.text() == "1 chosen"


def test_the_rest_no_answers_only_what_stands_there(hit: Bench) -> None:
    hit.press(hit.details.triggers.picker.grid.chips["stress"])
    hit.press(hit.details.triggers.rest)
    answers = {each.trigger: each.answer for each in hit.log().exposures}
    assert answers.pop("stress") == "yes"
    assert set(answers.values()) == {"no"}
    assert len(answers) == 8
    assert hit.details.triggers.count.text() == "1 chosen, 8 no"
    assert not hit.details.triggers.rest.isEnabled()


def test_i_dont_know_is_unknown_and_left_blank_is_nothing(hit: Bench) -> None:
    assert hit.log().exposures == ()
    hit.press(hit.details.triggers.unknown)
    assert {each.answer for each in hit.log().exposures} == {"unknown"}


def test_more_triggers_and_an_own_one(hit: Bench) -> None:
    assert "alcohol" not in hit.details.triggers.picker.grid.chips
    hit.press(hit.details.triggers.more)
    hit.press(hit.details.triggers.picker.grid.chips["alcohol"])
    QTest.keyClicks(hit.details.triggers.picker.line, "long drive")
    hit.press(hit.details.triggers.picker.add)
    assert {each.trigger for each in hit.log().exposures} == {"alcohol", "own:long drive"}


def test_a_trigger_answered_no_is_marked_and_can_become_a_yes(hit: Bench) -> None:
    hit.press(hit.details.triggers.picker.grid.chips["stress"])
    hit.press(hit.details.triggers.rest)
    chips = hit.details.triggers.picker.grid.chips
    assert {key for key, chip in chips.items() if not chip.refused} == {"stress"}
    assert chips["distracted"].accessibleDescription() == "answered: no"
    before = chips["distracted"].grab().toImage()
    chips["distracted"].set_refused(False)
    assert chips["distracted"].grab().toImage() != before
    hit.press(chips["distracted"])
    assert chips["distracted"].isChecked()
    assert not chips["distracted"].refused
    assert {each.answer for each in hit.log().exposures if each.trigger == "distracted"} == {"yes"}


def test_more_triggers_keep_the_columns_and_fold_away_again(hit: Bench) -> None:
    triggers = hit.details.triggers
    grid = triggers.picker.grid
    few, wide = list(grid.chips), grid.chips["stress"].width()
    hit.press(triggers.more)
    assert triggers.more.text() == "Fewer triggers"
    assert len(grid.chips) > len(few)
    assert grid.chips["stress"].width() == wide
    hit.press(triggers.more)
    assert triggers.more.text() == "More triggers"
    assert list(grid.chips) == few


def test_typing_the_name_of_a_known_trigger_is_that_trigger(hit: Bench) -> None:
    hit.press(hit.details.triggers.more)
    QTest.keyClicks(hit.details.triggers.picker.line, "stress")
    QTest.keyClick(hit.details.triggers.picker.line, Qt.Key.Key_Return)
    assert [each.trigger for each in hit.log().exposures] == ["stress"]


def test_the_note_is_saved_when_typing_pauses(hit: Bench) -> None:
    hit.details.note._pause.setInterval(0)
    QTest.keyClicks(hit.details.note.text, "bent for a sock")
    hit.qtbot.waitUntil(lambda: not hit.details.note._pause.isActive())
    assert hit.log().episode.note == "bent for a sock"


@pytest.mark.parametrize("way", ["leave", "hide"])
def test_the_note_is_saved_on_the_way_out(hit: Bench, way: str) -> None:
    QTest.keyClicks(hit.details.note.text, "bent for a sock")
    if way == "leave":
        hit.press(hit.screen.bar.close_button)
    else:
        hit.screen.hide()
    assert hit.log().episode.note == "bent for a sock"


def test_a_change_elsewhere_does_not_eat_what_is_typed(hit: Bench) -> None:
    QTest.keyClicks(hit.details.note.text, "bent")
    hit.press(hit.details.check.no)
    assert hit.details.note.text.toPlainText() == "bent"
    hit.details.note.save()
    assert hit.log().episode.note == "bent"


def test_another_time(hit: Bench) -> None:
    hit.press(hit.screen.bar.change_time)
    hit.press(hit.details.when.chips[timedelta(minutes=10)])
    assert hit.log().episode.began.local.strftime("%H:%M") == "13:55"
    assert hit.screen.bar.title.text() == "Saved: 9 at 13:55"
    assert not hit.details.when_card.isVisible()
    assert hit.screen.focusWidget() is hit.screen.bar.change_time, "not a region of the back, which would look chosen"


@pytest.mark.parametrize("size", [(1280, 800), (800, 600)])
def test_the_warning_signs_of_a_first_log_are_seen_without_scrolling(bench: Bench, size: tuple[int, int]) -> None:
    bench.screen.resize(*size)
    bench.number(9)
    bench.qtbot.waitUntil(bench.details.check.isVisible)
    card, seen = bench.details.check, bench.details.area.viewport()
    bench.qtbot.waitUntil(lambda: card.mapTo(seen, card.rect().bottomLeft()).y() < seen.height())
    assert card.mapTo(seen, card.rect().topLeft()).y() > bench.details.step.geometry().bottom()
    assert bench.details.area.verticalScrollBar().value() == 0


def test_no_warning_sign(hit: Bench) -> None:
    hit.press(hit.details.check.no)
    assert [each.flags for each in hit.log().checks] == [frozenset()]
    assert "You said no at 14:05." in hit.details.check.answer.text()
    hit.wall.at += timedelta(days=1)
    hit.do(lambda journal: journal.log_pain(3))
    assert hit.details.check.answer.text().startswith("20 November: You said no at 14:05.")


def test_a_warning_sign_is_recorded_and_told(hit: Bench) -> None:
    QTest.mouseClick(hit.details.check.yes, Left)
    sheet = hit.screen.findChild(FlagSheet)
    assert isinstance(sheet, FlagSheet)
    QTest.mouseClick(sheet.grids["emergency"].chips["saddle"], Left)
    hit.press(sheet.save_button)
    assert [each.flags for each in hit.log().checks] == [{"saddle"}]
    assert hit.details.check.answer.text() == "You said yes at 14:05. Get emergency care now."


def test_a_spasm_inside_an_episode_is_a_flare(hit: Bench) -> None:
    hit.wall.set(21, 10)
    hit.ask()
    assert "inside the running episode" in hit.screen.number.line.text()
    hit.number(8)
    log = hit.log()
    assert len(log.flares) == 1
    assert hit.details.flare.text() == "New spasm inside the episode since Friday. The ice phase starts again."
    assert hit.screen.bar.title.text() == "Saved: 8 at 10:00"
    assert hit.details.triggers.question.text() == "In the two hours before it began, yesterday 14:05?"


def test_the_time_of_a_flare_moves_with_its_reading(hit: Bench) -> None:
    hit.wall.set(21, 10)
    hit.ask()
    hit.number(8)
    hit.press(hit.screen.bar.change_time)
    hit.press(hit.details.when.chips[timedelta(hours=1)])
    log = hit.log()
    assert log.flares[0].moment.local.strftime("%H:%M") == "09:00"
    assert log.readings[-1].moment == log.flares[0].moment
    assert log.episode.began.local.strftime("%H:%M") == "14:05"


def test_a_note_after_a_flare_is_the_flares(hit: Bench) -> None:
    QTest.keyClicks(hit.details.note.text, "crate")
    hit.press(hit.screen.bar.close_button)
    hit.wall.set(21, 10)
    hit.ask()
    hit.number(8)
    assert hit.details.note.text.toPlainText() == ""
    QTest.keyClicks(hit.details.note.text, "sneezed")
    hit.press(hit.screen.bar.close_button)
    log = hit.log()
    assert (log.episode.note, log.flares[0].note) == ("crate", "sneezed")


def test_ice_is_not_urged_again_within_its_interval(hit: Bench) -> None:
    hit.do(lambda journal: journal.did("ice"))
    hit.wall.set(20, 14, 45)
    hit.ask()
    hit.number(9)
    assert not hit.details.step.ice.isVisible()
    assert hit.details.step.next.isVisible()


@pytest.fixture
def again(bench: Bench) -> Bench:
    """An episode that ended on Saturday, and a spasm on Sunday."""
    bench.do(lambda journal: journal.log_spasm(7))
    bench.wall.set(21, 18)
    bench.do(lambda journal: journal.close())
    bench.wall.set(22, 9)
    bench.ask()
    bench.number(8)
    return bench


def test_the_same_one_as_before(again: Bench) -> None:
    assert again.details.same_words.text().startswith("Your last episode ended yesterday at 18:00.")
    again.press(again.details.same_one)
    log = again.log()
    assert log.episode.began.day.day == 20
    assert len(log.flares) == 1
    assert not again.details.same_card.isVisible()
    again.press(again.details.triggers.picker.grid.chips["lift"])
    assert [each.trigger for each in again.log().exposures] == ["lift"]


def test_another_time_for_a_joined_spasm_leaves_the_onset_alone(again: Bench) -> None:
    again.press(again.details.same_one)
    assert again.closed == []
    again.press(again.screen.bar.change_time)
    again.press(again.details.when.chips[timedelta(hours=1)])
    log = again.log()
    assert log.episode.began.day.day == 20
    assert log.flares[0].moment.local.strftime("%d %H:%M") == "22 08:00"


def test_a_new_one(again: Bench) -> None:
    again.press(again.details.new_one)
    assert not again.details.same_card.isVisible()
    assert again.log().episode.began.day.day == 22


def test_details_for_days(hit: Bench) -> None:
    hit.press(hit.details.triggers.picker.grid.chips["lift"])
    hit.do(lambda journal: journal.describe(journal.need(None).id, places=["mid_left"], note="a sock"))
    episode_id = hit.log().episode.id
    hit.wall.set(22, 10)
    hit.screen.leave()
    hit.screen.open_details(episode_id)
    hit.desk.settle(hit.qtbot)
    assert hit.screen.bar.title.text() == "Since Friday 14:05, mid back, left"
    assert hit.details.triggers.picker.grid.chosen() == {"lift"}
    assert hit.details.map.places() == {"mid_left"}
    assert hit.details.note.text.toPlainText() == "a sock"
    assert not hit.details.step.isVisible()
    assert not hit.screen.bar.undo.isVisible()


def test_it_closes_when_the_episode_is_deleted_elsewhere(hit: Bench) -> None:
    hit.do(lambda journal: journal.delete(journal.need(None)))
    hit.desk.settle(hit.qtbot)
    assert hit.closed == [True]


def test_nothing_is_wider_than_800(hit: Bench) -> None:
    hit.screen.resize(800, 600)
    hit.desk.settle(hit.qtbot)
    assert hit.screen.width() == 800
    assert hit.details.area.content.minimumSizeHint().width() <= hit.details.area.viewport().width()
    assert hit.screen.number.area.content.minimumSizeHint().width() <= 800


def test_in_a_narrow_window_the_top_line_grows_so_that_no_button_is_cut(hit: Bench) -> None:
    bar = hit.screen.bar
    hit.screen.resize(640, 700)
    hit.qtbot.waitUntil(lambda: bar.width() == 640)
    shown = [each for each in (bar.title, bar.undo, bar.change_number, bar.change_time) if each.isVisible()]
    assert len(shown) == 4
    assert len({each.y() for each in shown}) > 1, "they need a second row"
    assert all(bar.rect().contains(each.geometry()) for each in shown)


def test_a_number_pressed_twice_answers_nothing_of_what_comes_after_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fresh, "SETTLES_MS", 600)
    screen = bench.screen
    screen.ask()
    bench.number(8)
    assert screen.stack.currentWidget() is screen.details
    assert screen.fresh.timer.isActive()
    chip = next(each for each in screen.details.findChildren(Chip) if each.isVisible())
    bench.press(chip)
    assert not chip.isChecked()
    screen.fresh.timer.timeout.emit()
    bench.press(chip)
    assert chip.isChecked()
