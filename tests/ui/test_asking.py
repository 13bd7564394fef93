"""The screen of the matched questions by real presses and keys, and the ways that lead to it."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backtracker.core.asking import HOURS_BEFORE
from backtracker.ui.pages.asking import AskingScreen
from backtracker.ui.ticker import Ticker
from backtracker.ui.window import MainWindow
from tests.ui.conftest import OpenDesk, Wall

Left = Qt.MouseButton.LeftButton


class Bench:
    """The window a minute after a spasm of 8, with the questions open."""

    def __init__(self, desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> None:
        self.desk, self.ticker, self.wall, self.qtbot = desk, ticker, wall, qtbot
        self.window = MainWindow(desk, ticker)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.window.show()
        self.episode_id = self.do(lambda journal: journal.log_spasm(8)).episode.id
        self.wall.at += timedelta(minutes=1)
        ticker.refresh()
        desk.settle(qtbot)
        self.window.show_page("today")
        desk.settle(qtbot)

    def do(self, deed: Any) -> Any:
        return self.desk.told(self.qtbot, deed)

    def open(self) -> None:
        self.window.open_asking(self.episode_id)
        self.desk.settle(self.qtbot)

    @property
    def screen(self) -> AskingScreen:
        assert self.window._asking is not None
        return self.window._asking

    @property
    def on_screen(self) -> bool:
        return self.window._asking is not None and self.window._over.currentWidget() is self.window._asking

    @property
    def question(self) -> str:
        return self.screen.card.question.text()

    def answers(self) -> dict[tuple[str, int], str]:
        rows = self.do(lambda journal: journal.story(self.episode_id)).exposures
        assert len({(each.trigger, each.hours_before) for each in rows}) == len(rows)
        return {(each.trigger, each.hours_before): each.answer for each in rows}

    def keys(self, *keys: str | Qt.Key) -> None:
        """Press keys without waiting between them, and then until all is on disk."""
        for key in keys:
            target = QApplication.focusWidget()
            assert target is not None
            QTest.keyClick(target, Qt.Key(ord(key)) if isinstance(key, str) else key)
        self.desk.settle(self.qtbot)

    def press(self, button: QWidget) -> None:
        self.qtbot.waitUntil(button.isVisible)
        QTest.mouseClick(button, Left)
        self.desk.settle(self.qtbot)


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Bench:
    return Bench(desk, ticker, wall, qtbot)


@pytest.fixture
def asked(bench: Bench) -> Bench:
    bench.open()
    return bench


def test_it_begins_with_distraction_and_writes_the_hours_out(asked: Bench) -> None:
    assert asked.question == "Was your mind elsewhere while you moved?"
    rows = [(row.relation.text(), row.time.text()) for row in asked.screen.rows.rows]
    assert rows == [
        ("Before it hit", "12:05–14:05 today"),
        ("The day before", "12:05–14:05 yesterday"),
        ("Two days before", "12:05–14:05 Wednesday"),
    ]
    assert asked.screen.bar.title.text() == "Before the spasm of today, 14:05"
    assert asked.screen.bar.count.text() == "1 of 9"


def test_three_keys_answer_one_trigger_and_the_next_is_asked(asked: Bench) -> None:
    asked.keys("1", "2", "3")
    assert asked.answers() == {("distracted", 0): "yes", ("distracted", 24): "no", ("distracted", 48): "unknown"}
    assert asked.question == "Was your back in an awkward position?"
    labels = [deed.label for deed in asked.window.deeds._done[-3:]]
    assert len(set(labels)) == 3, "each press is a change of its own"


def test_keys_faster_than_the_disk_are_all_kept(asked: Bench) -> None:
    asked.keys(*"122" * 9)
    assert len(asked.answers()) == 27
    assert [answer for (_, hours), answer in asked.answers().items() if hours == 0] == ["yes"] * 9
    assert asked.screen.overview.isVisible()
    assert asked.screen.overview.title.text() == "Saved. Nothing is open."
    asked.keys(Qt.Key.Key_Return)
    assert not asked.on_screen


def test_one_key_says_no_to_all_three(asked: Bench) -> None:
    asked.keys("0", "1", "0")
    expected = dict.fromkeys((("distracted", hours) for hours in HOURS_BEFORE), "no")
    assert asked.answers() == expected | {("posture", 0): "yes", ("posture", 24): "no", ("posture", 48): "no"}


def test_the_same_by_mouse_and_a_press_on_what_is_chosen_takes_it_back(asked: Bench) -> None:
    chips = asked.screen.rows.rows[1].choice.chips
    asked.press(chips["no"])
    assert asked.answers() == {("distracted", 24): "no"}
    asked.press(chips["yes"])
    assert asked.answers() == {("distracted", 24): "yes"}
    asked.press(chips["yes"])
    assert asked.answers() == {}
    asked.press(asked.screen.card.none)
    assert set(asked.answers().values()) == {"no"}
    assert asked.screen.bar.count.text() == "2 of 9"


def test_the_rest_no_names_what_is_open_and_answers_it(asked: Bench) -> None:
    asked.keys("1", "2", "2")
    assert asked.screen.foot.still_open.text().startswith("Still open: Awkward posture, Lifted someone,")
    assert len(asked.answers()) == 3, "left blank is unknown"
    asked.press(asked.screen.foot.rest)
    assert len(asked.answers()) == 27
    assert asked.screen.overview.all.chips["distracted"].text() == "Distracted in a move: yes, no, no"


def test_one_back_gives_an_answer_anew_in_the_same_row(asked: Bench) -> None:
    asked.keys("1", "2", "2")
    before = {each.id for each in asked.do(lambda journal: journal.story(asked.episode_id)).exposures}
    asked.keys(Qt.Key.Key_Backspace)
    assert asked.question == "Was your mind elsewhere while you moved?"
    asked.keys("1")
    assert asked.answers()["distracted", 48] == "yes"
    assert {each.id for each in asked.do(lambda journal: journal.story(asked.episode_id)).exposures} == before
    asked.keys(Qt.Key.Key_Backspace, Qt.Key.Key_Backspace, "3")
    assert asked.answers()["distracted", 0] == "unknown"


def test_undo_brings_the_question_back(asked: Bench) -> None:
    asked.keys("0")
    assert asked.screen.bar.count.text() == "2 of 9"
    assert asked.window._undo_bar is None or asked.window._undo_bar.isHidden(), "one undo is enough"
    asked.press(asked.screen.bar.undo)
    assert asked.answers() == {}
    assert asked.screen.bar.count.text() == "1 of 9"


def test_undo_ends_where_the_questions_began(asked: Bench) -> None:
    asked.keys("1", "2")
    for _ in range(2):
        asked.press(asked.screen.bar.undo)
    assert asked.answers() == {}
    assert asked.screen.bar.undo.isHidden(), "the spasm itself is not at stake"


def test_in_a_low_window_the_row_that_is_asked_for_is_in_sight(asked: Bench) -> None:
    asked.window.resize(560, 420)
    asked.keys("1", "2")
    row, sight = asked.screen.rows.rows[2], asked.screen.area.viewport()
    top = row.mapTo(sight, row.rect().topLeft()).y()
    assert 0 <= top <= sight.height() - row.height()
    asked.keys("2")
    assert asked.screen.area.verticalScrollBar().value() == 0


def test_next_leaves_a_question_open_and_it_comes_again_at_the_end(asked: Bench) -> None:
    asked.press(asked.screen.foot.skip)
    asked.keys(*"0" * 8)
    assert asked.question == "Was your mind elsewhere while you moved?"
    asked.keys(Qt.Key.Key_PageDown)
    assert asked.screen.bar.count.text() == "2 of 9"
    asked.keys(Qt.Key.Key_PageUp, "0")
    assert asked.screen.overview.isVisible()


def test_up_and_down_go_from_row_to_row(asked: Bench) -> None:
    asked.keys(Qt.Key.Key_Down, Qt.Key.Key_Down, "3", Qt.Key.Key_Up, "2")
    assert asked.answers() == {("distracted", 48): "unknown", ("distracted", 0): "no"}


def test_the_arrow_keys_and_the_space_bar_do_it_too(asked: Bench) -> None:
    asked.keys(Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert asked.answers() == {("distracted", 0): "no"}


def test_every_stop_of_the_keyboard_says_what_it_is(asked: Bench) -> None:
    asked.keys("1")
    names = []
    for _ in range(30):
        asked.keys(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        name = focused.accessibleName() or getattr(focused, "text", str)()
        if name in names:
            break
        names.append(name)
    assert "" not in names
    row, yes = asked.screen.rows.rows[1], asked.screen.rows.rows[1].choice.chips["yes"]
    assert row.accessibleName() == "Was your mind elsewhere while you moved? The day before, 12:05–14:05 yesterday"
    assert asked.screen.rows.rows[0].accessibleDescription() == "Yes"
    assert yes.accessibleName() == "Yes: The day before, 12:05–14:05 yesterday"
    assert {"No to all three", "Next", "The rest: no", "Undo", "Close, finish later"} <= set(names)


def test_closed_in_the_middle_it_goes_on_from_there_by_the_card_on_today(asked: Bench) -> None:
    asked.keys("0", "1", Qt.Key.Key_Escape)
    assert not asked.on_screen
    view: Any = asked.window.page("today")
    offer = view.episode.asking
    assert offer.answer.text() == "Go on answering"
    assert "4 of 27 answered" in offer.state.text()
    asked.press(offer.answer)
    assert asked.question == "Was your back in an awkward position?"
    asked.keys("2")
    assert asked.answers()["posture", 24] == "no"


def test_not_now_puts_the_card_away(bench: Bench) -> None:
    view: Any = bench.window.page("today")
    offer = view.episode.asking
    assert offer.answer.text() == "Answer"
    bench.press(offer.later)
    assert offer.isHidden()
    bench.do(lambda journal: journal.log_pain(5))
    assert offer.isHidden()


def test_the_card_goes_after_a_day_and_stays_when_the_episode_is_over(bench: Bench) -> None:
    bench.wall.at += timedelta(hours=20)
    bench.do(lambda journal: journal.close())
    view: Any = bench.window.page("today")
    bench.qtbot.waitUntil(lambda: view.ordinary is not None and view.ordinary.isVisible())
    assert view.ordinary.asking.isVisible()
    bench.wall.at += timedelta(hours=4)
    bench.ticker.tick()
    bench.desk.settle(bench.qtbot)
    assert view.ordinary.asking.isHidden()


def test_ctrl_t_opens_what_is_offered_and_says_when_nothing_is(bench: Bench) -> None:
    QTest.keyClick(bench.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    bench.desk.settle(bench.qtbot)
    assert bench.on_screen
    bench.keys(Qt.Key.Key_Escape)
    bench.wall.at += timedelta(hours=25)
    QTest.keyClick(bench.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    bench.desk.settle(bench.qtbot)
    assert not bench.on_screen


def test_from_the_spasm_screen_and_back_to_it(bench: Bench) -> None:
    bench.window.open_details(bench.episode_id)
    bench.desk.settle(bench.qtbot)
    triggers = bench.window.spasm_screen().details.triggers
    bench.press(triggers.picker.grid.chips["lift"])
    triggers.compare.click()
    bench.desk.settle(bench.qtbot)
    bench.press(bench.screen.foot.rest)
    assert bench.answers()["lift", 0] == "yes"
    bench.press(bench.screen.overview.done)
    assert bench.window._over.currentWidget() is bench.window.spasm_screen()
    assert triggers.count.text() == "1 chosen, 8 no", "the chips show what was answered there"


def test_after_a_day_the_spasm_screen_leads_there_no_more(bench: Bench) -> None:
    bench.wall.at += timedelta(hours=24)
    bench.window.open_details(bench.episode_id)
    bench.desk.settle(bench.qtbot)
    assert bench.window.spasm_screen().details.triggers.compare.isHidden()


def test_days_later_history_leads_to_all_answers(bench: Bench) -> None:
    bench.do(lambda journal: journal.answer_rest(bench.episode_id, ["lift"], "no", HOURS_BEFORE))
    bench.wall.at += timedelta(days=3)
    bench.window.show_page("history")
    bench.desk.settle(bench.qtbot)
    page: Any = bench.window.page("history")
    assert page.detail.asked.text().endswith("3 of 27 answered")
    bench.press(page.detail.asked)
    assert bench.on_screen
    bench.press(bench.screen.foot.rest)
    bench.press(bench.screen.overview.all.chips["lift"])
    assert bench.question == "Did you lift something heavy?"
    bench.keys("1")
    assert bench.answers()["lift", 0] == "yes"
    bench.keys(Qt.Key.Key_Escape)
    assert bench.window.current == "history"


def test_a_spasm_that_is_taken_back_meanwhile_closes_the_questions(asked: Bench) -> None:
    episode = asked.do(lambda journal: journal.story(asked.episode_id)).episode
    asked.do(lambda journal: journal.delete(episode))
    asked.qtbot.waitUntil(lambda: not asked.on_screen)


def test_a_refusal_shows_what_is_stored(asked: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from backtracker.errors import UserError
    from backtracker.journal import Journal

    said: list[str] = []
    asked.desk.failed.connect(said.append)

    def full(*_: Any, **__: Any) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(Journal, "answer_triggers", full)
    asked.keys("1")
    assert said == ["The disk is full."]
    assert asked.answers() == {}
    assert asked.screen.rows.rows[0].choice.chosen() == frozenset()


@pytest.mark.parametrize("size", [(560, 420), (800, 600)])
def test_nothing_is_cut_in_a_small_window(asked: Bench, size: tuple[int, int]) -> None:
    asked.window.resize(*size)
    asked.keys("1")
    area = asked.screen.area
    assert area.content.width() <= area.viewport().width()
    for row in asked.screen.rows.rows:
        for chip in row.choice.chips.values():
            assert chip.width() >= chip.sizeHint().width() - 30
            assert chip.height() >= 44
