"""The Today page by real presses: what the journal holds afterwards, and what the page says."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from backtracker.journal import Journal
from backtracker.ui.dialogs.dose import DoseDialog
from backtracker.ui.pages.today import TodayPage
from backtracker.ui.pages.today_episode import EpisodeView
from backtracker.ui.pages.today_ordinary import OrdinaryView
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.painted import PaintedButton
from backtracker.ui.widgets.ring import CountdownRing
from tests.ui.conftest import OpenDesk, Wall

Left = Qt.MouseButton.LeftButton


class Bench:
    """The page on screen, with the presses and looks that the tests share."""

    def __init__(self, desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> None:
        self.desk, self.ticker, self.wall, self.qtbot = desk, ticker, wall, qtbot
        self.page = TodayPage(desk, ticker)
        qtbot.addWidget(self.page)
        self.page.resize(1072, 800)
        self.page.show()
        desk.settle(qtbot)

    @property
    def episode(self) -> EpisodeView:
        assert self.page.episode is not None
        return self.page.episode

    @property
    def ordinary(self) -> OrdinaryView:
        assert self.page.ordinary is not None
        return self.page.ordinary

    def do(self, deed: Any) -> Any:
        return self.desk.told(self.qtbot, deed)

    def press(self, button: Any) -> None:
        assert button.isVisible(), "nobody can press what is not there"
        QTest.mouseClick(button, Left)
        self.desk.settle(self.qtbot)

    def tick(self, *when: int) -> None:
        self.wall.set(*when)
        self.ticker.tick()
        self.desk.settle(self.qtbot)

    def log(self) -> Any:
        return self.do(lambda journal: journal.running_log())


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Bench:
    return Bench(desk, ticker, wall, qtbot)


@pytest.fixture
def iced(bench: Bench) -> Bench:
    """Friday 14:05 a spasm of 9; ice from 14:10 to 14:30; now it is 14:40."""
    bench.do(lambda journal: journal.log_spasm(9))
    bench.wall.set(20, 14, 30)
    bench.do(lambda journal: journal.did("ice", bench.wall.at - timedelta(minutes=20), seconds=1200))
    bench.wall.set(20, 14, 40)
    bench.do(lambda journal: journal.describe(journal.need(None).id, places=["lower_left"]))
    return bench


def test_right_after_a_new_spasm_the_first_word_is_what_can_be_done_now(iced: Bench) -> None:
    iced.do(lambda journal: journal.log_spasm(10))
    card = iced.episode.next
    assert card.title.text() == "Lie down if you can"
    assert card.line.text() == "Ice comes again at 16:10: the last one began at 14:10, and the skin needs 2 hours."
    assert not card.start.isVisible()
    assert card.under.text() == "walk at 15:40"
    iced.wall.set(20, 15, 40)
    iced.do(lambda journal: journal.log_pain(7))
    assert card.title.text() == "Take a short walk"
    assert card.start.isVisible()


def test_an_episode_says_its_day_and_what_is_next(iced: Bench) -> None:
    head, card = iced.episode.head, iced.episode.next
    assert head.title.text() == "Day 1"
    assert head.since.text() == "since 14:05 today, lower back, left"
    assert card.title.text() == "Take a short walk"
    assert card.under.text() == "due at 15:05"
    assert (card.ring.accessibleName(), card.start.text()) == ("25 min", "Start 5 min")


def test_overdue_is_said_calmly(iced: Bench) -> None:
    iced.tick(20, 15, 25)
    assert iced.episode.next.under.text() == "due since 15:05"
    assert "went by" not in iced.episode.next.line.text()


def test_a_minute_in_which_nothing_happens_paints_the_ring_alone(iced: Bench, qapp: QApplication) -> None:
    class Seen(QObject):
        """What Qt painted of the page."""

        def __init__(self) -> None:
            super().__init__()
            self.painted: list[QObject] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and isinstance(watched, Button | PaintedButton | CountdownRing):
                self.painted.append(watched)
            return False

    iced.tick(20, 14, 41)
    iced.qtbot.waitUntil(lambda: iced.episode.next.ring.accessibleName() == "24 min")
    seen = Seen()
    qapp.installEventFilter(seen)
    iced.tick(20, 14, 42)
    iced.qtbot.waitUntil(lambda: bool(seen.painted))
    qapp.removeEventFilter(seen)
    assert iced.episode.next.ring.accessibleName() == "23 min"
    assert set(seen.painted) == {iced.episode.next.ring}


def test_the_card_asks_for_what_came_up_last_and_the_older_one_is_one_press_away(iced: Bench) -> None:
    came_up: list[str] = []
    iced.ticker.came_up.connect(lambda agenda: came_up.append(agenda.popup[0].step))
    iced.tick(20, 16, 10)  # ice, which nobody answers
    iced.tick(20, 16, 40)
    assert came_up == ["ice", "walk"]
    card = iced.episode.next
    assert card.title.text() == "Take a short walk"
    assert [button.text() for button in card.foot.open] == ["Ice, due since 16:10"]
    iced.press(card.foot.open[0])
    assert card.title.text() == "Ice your back"
    assert [button.text() for button in card.foot.open] == ["Walk, due since 16:05"]
    iced.tick(20, 16, 42)
    assert card.title.text() == "Ice your back", "a tick does not take back what was chosen"
    iced.press(card.done_button.main)
    assert iced.log().treatments[-1].kind == "ice"
    assert card.title.text() == "Take a short walk"


def test_start_runs_a_session_and_the_card_becomes_it(iced: Bench) -> None:
    iced.tick(20, 16, 10)
    card = iced.episode.next
    assert card.title.text() == "Ice your back"
    iced.press(card.start)
    running = iced.log().treatments[-1]
    assert (running.kind, running.running, running.planned) == ("ice", True, 1200)
    assert running.slot.startswith("ice@")
    assert card.title.text() == "The ice is on"
    assert card.ring.accessibleName() == "20:00"
    assert not card.start.isVisible()


def test_the_seconds_are_counted_only_while_seen(iced: Bench) -> None:
    iced.tick(20, 16, 10)
    iced.press(iced.episode.next.start)
    card = iced.episode.next
    iced.wall.at += timedelta(seconds=40)
    card._count()
    assert card.ring.accessibleName() == "19:20"
    iced.page.hide()
    assert not card._seconds.isActive()
    iced.page.show()
    iced.desk.settle(iced.qtbot)
    assert card._seconds.isActive()


def test_ice_that_is_over_warns_and_its_true_length_is_kept(iced: Bench) -> None:
    iced.tick(20, 16, 10)
    iced.press(iced.episode.next.start)
    iced.tick(20, 16, 30, 40)
    card = iced.episode.next
    assert card.title.text() == "Take the ice off now"
    assert card.line.text() == "20 minutes are up. Longer can harm the skin."
    assert (card.stopwatch.text(), card.under_stopwatch.text()) == ("20:40", "on the skin")
    assert not card.in_time.isVisible()
    iced.press(card.off)
    ended = iced.log().treatments[-1]
    assert (ended.running, ended.seconds) == (False, 1240)
    assert card.title.text() == "Take a short walk"


def test_ice_that_came_off_in_time_unpressed(iced: Bench) -> None:
    iced.tick(20, 16, 10)
    iced.press(iced.episode.next.start)
    iced.tick(20, 16, 42)
    iced.press(iced.episode.next.in_time)
    assert iced.log().treatments[-1].seconds == 1200


def test_a_walk_that_is_over_does_not_alarm(iced: Bench) -> None:
    iced.tick(20, 15, 5)
    iced.press(iced.episode.next.start)
    iced.tick(20, 15, 11)
    card = iced.episode.next
    assert card.title.text() == "Enough walking for now"
    assert not card.stopwatch.isVisible()
    assert card.off.text() == "Done"


def test_stop_early_keeps_the_time_so_far(iced: Bench) -> None:
    iced.tick(20, 16, 10)
    iced.press(iced.episode.next.start)
    iced.tick(20, 16, 17)
    iced.press(iced.episode.next.stop)
    assert iced.log().treatments[-1].seconds == 420


def test_done_without_the_timer_has_the_usual_length(iced: Bench) -> None:
    iced.tick(20, 15, 10)
    iced.press(iced.episode.next.done_button.main)
    walk = iced.log().treatments[-1]
    assert (walk.kind, walk.seconds, walk.moment.local.hour, walk.moment.local.minute) == ("walk", 300, 15, 5)
    assert walk.slot.startswith("walk@")


def test_done_right_after_the_spasm_stays_in_its_episode(bench: Bench) -> None:
    spasm = bench.do(lambda journal: journal.log_spasm(9))
    bench.tick(20, 14, 15)
    bench.press(bench.episode.next.done_button.main)
    ice = bench.log().treatments[-1]
    assert (ice.episode_id, ice.seconds) == (spasm.episode.id, 600)


def test_done_some_minutes_ago(iced: Bench) -> None:
    iced.tick(20, 15, 20)
    actions = {action.text(): action for action in iced.episode.next.done_button._menu.actions()}
    actions["10 min ago"].trigger()
    walk = iced.log().treatments[-1]
    assert walk.ended_at == iced.wall.set(20, 15, 10).astimezone(UTC)


def test_snooze_brings_it_back_later(iced: Bench) -> None:
    iced.tick(20, 15, 10)
    card = iced.episode.next
    assert card.snooze._popup is not None
    next(each for each in card.snooze._popup.actions() if each.text() == "30 min").trigger()
    act = next(each for each in iced.log().acts if each.kind == "snoozed")
    assert act.step == "walk"
    assert act.until == iced.wall.set(20, 15, 40).astimezone(UTC)
    iced.tick(20, 15, 11)
    assert card.under.text() == "again at 15:40"


def test_skip_is_one_press_and_a_reason_is_one_more(iced: Bench) -> None:
    iced.tick(20, 15, 10)
    iced.press(iced.episode.next.skip.plain)
    iced.tick(20, 16, 12)
    next(each for each in iced.episode.next.skip.reasons.actions() if each.text() == "It hurts").trigger()
    skipped = [(act.step, act.reason) for act in iced.log().acts if act.kind == "skipped"]
    assert skipped == [("walk", ""), ("ice", "it hurts")]


def test_a_press_on_the_pain_row(iced: Bench) -> None:
    iced.wall.set(20, 15, 0)
    iced.press(iced.episode.pain.cells[6])
    reading = iced.log().readings[-1]
    assert (reading.level, reading.role, reading.treatment_id) == (6, "", None)
    assert iced.episode.pain.accessibleDescription() == "last: 6 at 15:00"


def test_pain_right_after_a_session_belongs_to_it_once(iced: Bench) -> None:
    iced.tick(20, 16, 10)
    iced.press(iced.episode.next.start)
    iced.tick(20, 16, 31)
    iced.press(iced.episode.pain.cells[5])
    iced.press(iced.episode.next.off)
    iced.tick(20, 16, 36)
    iced.press(iced.episode.pain.cells[4])
    after, plain = iced.log().readings[-2:]
    assert (after.level, after.role) == (5, "after")
    assert (plain.level, plain.treatment_id) == (4, None)


def test_pain_at_the_start_of_a_session_is_not_the_pain_after_it(iced: Bench) -> None:
    iced.tick(20, 16, 10)
    iced.press(iced.episode.next.start)
    iced.tick(20, 16, 12)
    iced.press(iced.episode.pain.cells[8])
    assert iced.log().readings[-1].treatment_id is None


def test_when_the_pain_is_asked_the_card_has_the_row(iced: Bench) -> None:
    for hour, minute in ((15, 30), (16, 30), (17, 30), (18, 10)):
        iced.wall.set(20, hour, minute)
        iced.do(lambda journal: journal.did("walk"))
        iced.do(lambda journal: journal.did("ice"))
    iced.tick(20, 18, 20)
    card = iced.episode.next
    assert card.title.text() == "How bad is it now?"
    assert not iced.episode.pain.isVisible()
    iced.press(card.pain.cells[7])
    assert iced.log().readings[-1].level == 7
    assert iced.episode.pain.isVisible()


def test_i_did_now_and_earlier(iced: Bench) -> None:
    iced.wall.set(20, 15, 30)
    iced.press(iced.episode.did.chips["massage"])
    assert iced.log().treatments[-1].kind == "massage"
    menu = iced.episode.did.when._popup
    assert menu is not None
    next(each for each in menu.actions() if each.text() == "30 min ago").trigger()
    iced.press(iced.episode.did.chips["walk"])
    walk = next(each for each in iced.log().treatments if each.kind == "walk")
    assert walk.moment.at == iced.wall.set(20, 15, 0).astimezone(UTC)
    assert iced.episode.did.when.accessibleName() == "at: now"


def test_a_medicine_opens_its_form_with_the_time_that_was_chosen(iced: Bench) -> None:
    menu = iced.episode.did.when._popup
    assert menu is not None
    next(each for each in menu.actions() if each.text() == "30 min ago").trigger()
    iced.press(iced.episode.did.chips["medicine"])
    (form,) = iced.page.findChildren(DoseDialog)
    iced.qtbot.waitUntil(form.isVisible)
    iced.press(form.choice.chip("advil"))
    iced.press(form.save_button)
    taken = next(each for each in iced.log().treatments if each.kind == "medicine")
    assert (taken.product, taken.amount, taken.medicine) == ("Advil", "200 mg", "advil")
    assert taken.moment.at == iced.wall.set(20, 14, 10).astimezone(UTC)
    assert iced.episode.did.when.accessibleName() == "at: now"


def test_pause_is_visible_and_resumes(iced: Bench) -> None:
    head = iced.episode.head
    next(each for each in head.pause_menu.actions() if each.text() == "For 1 h").trigger()
    iced.desk.settle(iced.qtbot)
    assert head.resume.text() == "Paused until 15:40. Resume"
    assert not head.pause.isVisible()
    iced.press(head.resume)
    assert head.pause.isVisible()
    assert [act.kind for act in iced.log().acts[-2:]] == ["paused", "resumed"]


def test_the_keyboard_stays_on_the_pause(iced: Bench) -> None:
    head = iced.episode.head
    iced.page.activateWindow()
    iced.qtbot.waitUntil(iced.page.isActiveWindow)
    head.pause.setFocus()
    next(each for each in head.pause_menu.actions() if each.text() == "For 1 h").trigger()
    iced.desk.settle(iced.qtbot)
    assert head.resume.hasFocus()
    iced.press(head.resume)
    assert head.pause.hasFocus()


def test_pause_until_morning(iced: Bench) -> None:
    next(each for each in iced.episode.head.pause_menu.actions() if each.text() == "Until morning").trigger()
    assert iced.log().acts[-1].until == iced.wall.set(21, 7).astimezone(UTC)


def test_in_the_quiet_hours_everything_still_works(iced: Bench) -> None:
    iced.tick(20, 23, 0)
    card = iced.episode.next
    assert card.above.text() == "Quiet until 07:00. If you are awake:"
    assert card.title.text() == "Ice your back"
    assert not card.ring.isVisible()
    iced.press(card.start)
    assert iced.log().treatments[-1].running


def test_swelling_is_down_from_48_hours_on(iced: Bench) -> None:
    iced.tick(22, 14, 0)
    assert not iced.episode.next.end_ice.isVisible()
    iced.tick(22, 14, 6)
    iced.press(iced.episode.next.end_ice)
    assert "ice_ended" in [act.kind for act in iced.log().acts]
    assert "Neither ice nor heat for now" in iced.episode.next.foot.gap.text()


def test_two_presses_close_the_episode_and_the_questions_follow(iced: Bench) -> None:
    head = iced.episode.head
    iced.press(head.over)
    assert iced.log() is not None
    assert head.yes.isVisible()
    iced.press(head.no)
    assert not head.asking.isVisible()
    iced.press(head.over)
    iced.press(head.yes)
    assert iced.log() is None
    assert iced.ordinary.title.text() == "Your back is calm again"
    dialog = next(each for each in iced.page.findChildren(QDialog) if each.isVisible())
    dialog.reject()


def close_episode(iced: Bench) -> None:
    iced.press(iced.episode.head.over)
    iced.press(iced.episode.head.yes)
    next(each for each in iced.page.findChildren(QDialog) if each.isVisible()).reject()
    iced.desk.settle(iced.qtbot)


def test_the_page_of_the_ordinary_day_is_seen_from_its_top(iced: Bench) -> None:
    iced.page.resize(728, 420)
    bar = iced.page.area.verticalScrollBar()
    iced.qtbot.waitUntil(lambda: bar.maximum() > 60)
    bar.setValue(60)
    close_episode(iced)
    assert iced.ordinary.title.isVisible()
    assert bar.value() == 0


def test_an_episode_closed_by_mistake_is_one_press_from_the_page(iced: Bench) -> None:
    close_episode(iced)
    assert iced.log() is None
    iced.press(iced.ordinary.reopen)
    assert iced.log() is not None
    assert iced.episode.isVisible()


def test_a_day_later_nothing_is_said_of_opening_it_again(iced: Bench) -> None:
    close_episode(iced)
    iced.tick(21, 15, 0)
    iced.qtbot.waitUntil(lambda: not iced.ordinary.reopen.isVisible())


def test_after_two_weeks_it_asks_and_takes_leave_it_running(iced: Bench) -> None:
    iced.wall.at += timedelta(days=15)
    iced.ticker.tick()
    card = iced.episode.next
    assert card.is_over.isVisible()
    iced.press(card.leave)
    assert [act.step for act in iced.log().acts if act.kind == "skipped"] == ["close"]
    assert card.title.text() == "Nothing is due"


def test_reminders_that_went_by_are_one_line(iced: Bench) -> None:
    iced.tick(20, 18, 10)
    words = [each.text() for each in iced.episode.next.foot.findChildren(type(iced.episode.next.above))]
    assert any(each.startswith("Went by unseen: ") for each in words)


def test_the_log_of_the_day_newest_first(iced: Bench) -> None:
    iced.wall.set(20, 15, 0)
    iced.press(iced.episode.pain.cells[6])
    names = [row.accessibleName() for row in iced.episode.log.rows]
    assert names == ["15:00, Pain, pain 6", "14:10, Ice, 20 min", "14:05, Spasm, pain 9"]


def test_the_card_keeps_the_keyboard_when_its_button_goes(iced: Bench) -> None:
    iced.page.activateWindow()
    iced.tick(20, 16, 10)
    iced.episode.next.start.setFocus()
    QTest.keyClick(iced.episode.next.start, Qt.Key.Key_Return)
    iced.log()
    iced.qtbot.waitUntil(iced.episode.next.stop.isVisible)
    assert iced.page.focusWidget() is iced.episode.next.stop


def test_details_are_asked_for_by_a_signal(iced: Bench) -> None:
    with iced.qtbot.waitSignal(iced.page.details_requested) as asked:
        iced.press(iced.episode.head.details)
    assert asked.args == [iced.log().episode.id]


def test_an_empty_history_is_greeted(bench: Bench) -> None:
    assert bench.ordinary.title.text() == "Good to have you here"
    assert not bench.ordinary.weeks_card.isVisible()
    assert not bench.ordinary.coverage_card.isVisible()


def test_the_worst_of_the_day_is_one_entry_however_often_it_changes(bench: Bench) -> None:
    bench.press(bench.ordinary.pain.cells[2])
    bench.press(bench.ordinary.pain.cells[4])
    readings = bench.do(lambda journal: journal.day(bench.wall.at.date())).readings
    assert [(each.level, each.role) for each in readings] == [(4, "worst")]
    assert bench.ordinary.pain.chosen_level() == 4


def _calm(journal: Journal, wall: Wall) -> None:
    journal.log_spasm(6)
    wall.at += timedelta(days=2)
    journal.close()
    for _ in range(10):
        wall.at += timedelta(days=1)
        journal.log_pain(1, role="worst")


def test_calm_days_are_counted_and_covered(bench: Bench) -> None:
    bench.do(lambda journal: _calm(journal, bench.wall))
    bench.wall.at += timedelta(days=4)
    bench.ticker.tick()
    bench.desk.settle(bench.qtbot)
    assert bench.ordinary.title.text() == "14 days without a spasm"
    assert bench.ordinary.coverage.text() == "10 of 14 days without a spasm recorded"
    assert bench.ordinary.weeks_title.text() == "Two weeks without a spasm"


def test_nothing_is_cut_at_800_by_600(iced: Bench) -> None:
    iced.do(
        lambda journal: journal.describe(
            journal.need(None).id, places=["lower_left", "lower_middle", "mid_left", "buttock_left", "neck_middle"]
        )
    )
    iced.page.resize(728, 600)
    iced.qtbot.wait(1)
    assert iced.page.width() == 728
    assert iced.page.area.content.minimumSizeHint().width() <= iced.page.area.viewport().width()
    assert iced.episode.log.y() > iced.episode.chart_card.y()


# What a minute costs -----------------------------------------------------------------------------


class Layouts(QObject):
    """Counts how often something on screen is laid out anew."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.mark.parametrize("hour", [14, 23], ids=["by day", "in the quiet hours"])
def test_a_minute_that_only_counts_down_lays_nothing_out(iced: Bench, hour: int, qapp: QApplication) -> None:
    iced.tick(20, hour, 44)
    iced.tick(20, hour, 45)
    qapp.processEvents()
    layouts = Layouts()
    qapp.installEventFilter(layouts)
    for minute in (46, 47, 48):
        iced.tick(20, hour, minute)
        qapp.processEvents()
    assert layouts.count == 0
    assert iced.episode.next.ring.accessibleName() == ("17 min" if hour == 14 else "now")
    iced.press(iced.episode.head.pause)
    iced.episode.head.pause_menu.actions()[0].trigger()
    iced.desk.settle(iced.qtbot)
    qapp.processEvents()
    assert layouts.count > 0, "it counts"
    qapp.removeEventFilter(layouts)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The numbers of each drawing of the chart."""
    draw, made = EpisodeView._draw, []

    def counted(view: EpisodeView, course: Any) -> None:
        made.append(course)
        draw(view, course)

    monkeypatch.setattr(EpisodeView, "_draw", counted)
    return made


def test_a_chart_is_drawn_anew_once_its_time_has_visibly_gone_on(iced: Bench, drawn: list[Any]) -> None:
    iced.tick(20, 15, 4)
    drawn.clear()
    for minute in range(6, 26, 2):
        iced.tick(20, 15, minute)
    assert [course.end.minute for course in drawn] == [14, 24], "ten minutes of one hour"
    iced.tick(22, 6, 5)
    drawn.clear()
    for minute in range(6, 60, 2):
        iced.tick(22, 6, minute)
    assert [course.end.minute for course in drawn] == [30, 56], "a hundredth of forty hours"


def test_a_reminder_that_comes_up_draws_no_chart_anew(iced: Bench, drawn: list[Any]) -> None:
    iced.tick(20, 15, 4)
    drawn.clear()
    iced.tick(20, 15, 5)
    assert iced.log().acts[-1].kind == "shown"
    assert drawn == []
    iced.do(lambda journal: journal.log_pain(6))
    assert len(drawn) == 1


def test_a_minimised_window_shows_nothing_new_until_it_is_back(iced: Bench) -> None:
    said: list[bool] = []
    iced.page.showMinimized()
    iced.desk.settle(iced.qtbot)
    iced.page.filled.connect(lambda: said.append(True))
    iced.tick(20, 14, 50)
    iced.do(lambda journal: journal.log_pain(6))
    assert iced.episode.next.ring.accessibleName() == "25 min", "as it was"
    assert said == []
    with iced.qtbot.waitSignal(iced.page.filled):
        iced.page.showNormal()
    iced.desk.settle(iced.qtbot)
    assert iced.episode.next.ring.accessibleName() == "15 min"
