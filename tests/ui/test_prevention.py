"""Check-in, plan, plank and the Prevention page by real presses: what the journal holds afterwards."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backtracker.core.errand import Errand
from backtracker.core.habits import ITEMS, HabitDay
from backtracker.core.model import Moment
from backtracker.core.trial import Trial
from backtracker.errors import StoreError
from backtracker.journal import Journal
from backtracker.ui.dialogs.plank import READY_S, PlankDialog
from backtracker.ui.dialogs.trial import GOALS, LESS, OFFERED, TrialDialog
from backtracker.ui.pages.checkin_section import CheckInSection
from backtracker.ui.pages.plan_card import PlanCard
from backtracker.ui.pages.prevention import PreventionPage
from backtracker.ui.pages.today import TodayPage
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.stepper import Stepper
from tests.ui.conftest import OpenDesk, Wall

Left = Qt.MouseButton.LeftButton
TODAY, YESTERDAY = date(2026, 11, 20), date(2026, 11, 19)


class Bench:
    """One of the two pages on screen."""

    def __init__(self, page: TodayPage | PreventionPage, desk: OpenDesk, wall: Wall, qtbot: QtBot) -> None:
        self.page, self.desk, self.wall, self.qtbot = page, desk, wall, qtbot
        qtbot.addWidget(page)
        page.resize(1072, 1400)
        page.show()
        desk.settle(qtbot)

    def press(self, button: Any) -> None:
        assert button.isVisible(), "nobody can press what is not there"
        QTest.mouseClick(button, Left)
        self.desk.settle(self.qtbot)

    def do(self, deed: Any) -> Any:
        return self.desk.told(self.qtbot, deed)

    def day(self, day: date = TODAY) -> HabitDay:
        found: HabitDay = self.do(lambda journal: journal.habit_day(day))
        return found


@pytest.fixture
def today(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Bench:
    return Bench(TodayPage(desk, ticker), desk, wall, qtbot)


@pytest.fixture
def page(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Bench:
    return Bench(PreventionPage(desk, ticker), desk, wall, qtbot)


def checkin(bench: Bench) -> CheckInSection:
    assert isinstance(bench.page, TodayPage)
    assert bench.page.ordinary is not None
    return bench.page.ordinary.checkin


def plan(bench: Bench) -> PlanCard:
    assert isinstance(bench.page, TodayPage)
    assert bench.page.ordinary is not None
    return bench.page.ordinary.plan


# The check-in on Today ----------------------------------------------------------------------------


def test_each_press_answers_and_the_next_question_comes(today: Bench) -> None:
    section = checkin(today)
    assert section.title.text() == "How long did you sleep?"
    today.press(section.chips[7])
    assert section.title.text() == "How long did you sit?"
    today.press(section.chips[4])
    assert today.day() == HabitDay(TODAY, {"sleep": 7, "sitting": 4})
    assert section.count.text() == "2 of 13, today"


def test_the_whole_check_in_takes_a_press_a_question(today: Bench) -> None:
    section = checkin(today)
    presses = 0
    while section.key:
        today.press(next(iter(section.chips.values())))
        presses += 1
    assert presses == len(ITEMS)
    assert len(today.day().answers) == len(ITEMS)
    assert section.title.text() == "The check-in is done. Thank you."
    assert not section.hint.isVisible()


def test_what_is_left_open_stays_unknown_and_can_be_gone_back_to(today: Bench) -> None:
    section = checkin(today)
    today.press(section.leave)
    assert section.key == "sitting"
    today.press(section.chips[0])
    today.press(section.back)
    today.press(section.back)
    assert section.key == "sleep"
    assert today.day().value("sleep") is None
    today.press(section.chips[8])
    assert today.day().answers == {"sleep": 8, "sitting": 0}
    assert section.key == "lifting"


def test_yesterday_can_be_answered_today(today: Bench) -> None:
    section = checkin(today)
    today.press(section.other)
    assert section.title.text() == "Yesterday: How long did you sleep?"
    today.press(section.chips[6])
    assert today.day() == HabitDay(TODAY)
    assert today.day(YESTERDAY).answers == {"sleep": 6}
    today.press(section.other)
    assert section.title.text() == "How long did you sleep?"


def test_the_keyboard_goes_along_from_question_to_question(today: Bench, qtbot: QtBot) -> None:
    section = checkin(today)
    today.page.activateWindow()
    qtbot.waitUntil(today.page.isActiveWindow)
    next(iter(section.chips.values())).setFocus()
    for _ in range(3):
        focused = today.page.focusWidget()
        QTest.keyClick(focused, Qt.Key.Key_Return)
        today.desk.settle(qtbot)
    assert section.key == "stress"
    assert today.page.focusWidget() is next(iter(section.chips.values()))
    assert today.day().answers == {"sleep": 4, "sitting": 0, "lifting": 0}


def test_undo_makes_it_unknown_again(today: Bench) -> None:
    section = checkin(today)
    today.press(section.chips[7])
    today.do(lambda journal: journal.undo())
    assert today.day() == HabitDay(TODAY)
    assert section.count.text() == "0 of 13, today"


# The plan on Today --------------------------------------------------------------------------------


def test_a_glass_is_one_press(today: Bench) -> None:
    card = plan(today)
    for _ in range(3):
        today.press(card.rows["water"].control)
    assert today.day().glasses == 3
    assert card.rows["water"].line.text() == "3 of 8 glasses"
    assert card.rows["water"].meter.done == 3


def test_the_parts_of_the_plan_are_done_by_press(today: Bench) -> None:
    card = plan(today)
    assert card.title.text() == "Plan for today: 0 of 5 done"
    today.press(card.rows["support"].control)
    today.press(card.stretched.main)
    menu = card.minutes._popup
    assert menu is not None
    next(each for each in menu.actions() if each.text() == "Walk, 10 min").trigger()
    today.desk.settle(today.qtbot)
    assert card.title.text() == "Plan for today: 3 of 5 done"
    found = today.day()
    assert (found.answers, found.stretches, found.minutes) == ({"support": 1}, 1, 10)
    assert not card.rows["support"].control.isVisible()


def test_a_stretch_that_was_stopped_is_an_answer(today: Bench) -> None:
    card = plan(today)
    next(each for each in card.stretched._menu.actions() if each.text() == "Stopped because of pain").trigger()
    today.desk.settle(today.qtbot)
    assert today.day().answers == {"stretch_pain": 1}
    assert card.rows["stretch"].line.text() == "Stopped because of pain. That was right."


def test_an_episode_is_about_the_episode(today: Bench) -> None:
    today.do(lambda journal: journal.log_spasm(8))
    assert not plan(today).isVisible()
    assert not checkin(today).isVisible()


# The plank ----------------------------------------------------------------------------------------


def plank(bench: Bench) -> PlankDialog:
    bench.press(plan(bench).rows["plank"].control)
    (dialog,) = bench.page.findChildren(PlankDialog)
    return dialog


def pass_time(bench: Bench, dialog: PlankDialog, seconds: float) -> None:
    bench.wall.at += timedelta(seconds=seconds)
    dialog.tick()
    bench.desk.settle(bench.qtbot)


def test_the_timer_counts_down_with_a_word_for_each_breath_and_saves(today: Bench) -> None:
    dialog = plank(today)
    assert dialog.title.text() == "Plank, 20 seconds"
    today.press(dialog.start_button)
    assert dialog.cue.text() == "Get into position."
    pass_time(today, dialog, READY_S)
    assert dialog.cue.text() == "Breathe in."
    pass_time(today, dialog, 4)
    assert dialog.cue.text() == "Breathe out."
    assert dialog.ring.accessibleName() == "16 s left"
    pass_time(today, dialog, 16)
    assert dialog.cue.text() == "20 seconds held. Saved."
    assert today.day().planks == (20,)
    pass_time(today, dialog, 60)
    assert today.day().planks == (20,)
    today.press(dialog.leave)
    assert plan(today).rows["plank"].line.text() == "20 s, 1 of 3"


def test_it_says_that_it_is_saved_once_it_is(today: Bench) -> None:
    dialog = plank(today)
    today.press(dialog.start_button)
    today.wall.at += timedelta(seconds=READY_S + 20)
    dialog.tick()
    assert dialog.cue.text() == "20 seconds held."
    today.desk.settle(today.qtbot)
    assert dialog.cue.text() == "20 seconds held. Saved."


def test_it_says_that_it_could_not_be_saved(today: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    monkeypatch.setattr(Journal, "plank", full)
    told: list[str] = []
    today.desk.failed.connect(told.append)
    dialog = plank(today)
    today.press(dialog.start_button)
    pass_time(today, dialog, READY_S + 20)
    assert dialog.cue.text() == "20 seconds held. Not saved: The disk is full."
    assert told == ["The disk is full."]


def test_it_can_be_ended_early_and_pain_is_an_answer(today: Bench) -> None:
    dialog = plank(today)
    today.press(dialog.start_button)
    pass_time(today, dialog, READY_S + 12.5)
    today.press(dialog.enough)
    assert today.day().planks == (12,)
    dialog = plank(today)
    today.press(dialog.start_button)
    pass_time(today, dialog, READY_S + 6)
    today.press(dialog.pain)
    found = today.day()
    assert (sorted(found.planks), found.answers) == ([6, 12], {"plank_pain": 1})
    assert plan(today).rows["plank"].line.text() == "Stopped because of pain. That was right."


def test_one_that_is_closed_is_left_out(today: Bench) -> None:
    dialog = plank(today)
    today.press(dialog.start_button)
    pass_time(today, dialog, READY_S + 10)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    today.desk.settle(today.qtbot)
    assert today.day() == HabitDay(TODAY)


# The page -----------------------------------------------------------------------------------------


def on(bench: Bench) -> PreventionPage:
    assert isinstance(bench.page, PreventionPage)
    return bench.page


def test_a_press_answers_a_second_one_takes_it_back(page: Bench) -> None:
    card = on(page).day_card
    assert card is not None
    page.press(card.rows["stress"].chips[2])
    assert page.day().answers == {"stress": 2}
    page.press(card.rows["stress"].chips[3])
    assert page.day().answers == {"stress": 3}
    page.press(card.rows["stress"].chips[3])
    assert page.day() == HabitDay(TODAY)


def test_any_day_can_be_looked_at_and_none_that_has_not_come(page: Bench) -> None:
    card = on(page).day_card
    assert card is not None
    assert not card.later.isEnabled()
    page.press(card.earlier)
    page.press(card.earlier)
    assert card.title.text() == "Check-in: Wednesday, 18 November"
    page.press(card.rows["calcium"].chips[1])
    assert page.day(date(2026, 11, 18)).answers == {"calcium": 1}
    page.press(card.later)
    page.press(card.later)
    assert card.title.text() == "Check-in: Today"


def test_a_question_of_ones_own_is_asked_from_then_on(page: Bench) -> None:
    card = on(page).day_card
    assert card is not None
    card.own.setText("  the   garden ")
    QTest.keyClick(card.own, Qt.Key.Key_Return)
    page.desk.settle(page.qtbot)
    assert page.day().answers == {"own:the garden": 1}
    assert card.rows["own:the garden"].chips[1].isChecked()


def test_weeks_and_streaks_are_shown(page: Bench) -> None:
    for ago in range(3):
        day = TODAY - timedelta(days=ago)
        page.do(lambda journal, day=day: journal.check_in(day, {"support": 1, "sleep": 7}))
    weeks = on(page).weeks
    assert weeks.said == ("Lumbar support: 3 days in a row", "Check-in: 3 days in a row")
    this = weeks.table.rows[-1]
    assert (this.name, this.days, this.kept) == ("This week", 5, (0, 0, 0, 0, 3, 3))
    assert "This week, 5 days: Water 0" in weeks.table.accessibleName()


def test_weight_is_typed_in_the_units_of_ones_own(page: Bench) -> None:
    card = on(page).weight
    assert card is not None
    card.fields["weight"].setText("heavy")
    QTest.keyClick(card.fields["weight"], Qt.Key.Key_Return)
    assert "82.5 kg" in card.trouble.text()
    card.fields["weight"].setText("82,5")
    QTest.keyClick(card.fields["weight"], Qt.Key.Key_Return)
    page.desk.settle(page.qtbot)
    assert card.trouble.isHidden()
    card.fields["height"].setText("1.78")
    QTest.keyClick(card.fields["height"], Qt.Key.Key_Return)
    page.desk.settle(page.qtbot)
    assert card.index.text() == "BMI 26.0. The WHO’s band: from 25 to under 30."
    page.press(card.remove)
    assert card.said.text().startswith("No weight yet")
    page.do(lambda journal: journal.undo())
    page.press(card.switch)
    assert page.desk.settings.plan.units == "imperial"
    assert card.said.text().startswith("181.9 lb.")
    card.fields["weight"].setText("9")
    QTest.keyClick(card.fields["weight"], Qt.Key.Key_Return)
    page.desk.settle(page.qtbot)
    assert "Check the number" in card.trouble.text()
    assert card.fields["weight"].text() == "9"


def test_parts_are_switched_off_and_questions_left_out(page: Bench) -> None:
    settings = on(page).plan
    assert settings is not None
    page.press(settings.controls["water"])
    page.press(settings.questions["sugar"])
    page.press(settings.chips["swim"])
    plan = page.desk.settings.plan
    assert (plan.water, set(plan.silent), plan.activity) == (False, {"sugar"}, "swim")
    card = on(page).day_card
    assert card is not None
    assert "sugar" not in card.rows
    assert len(on(page).weeks.table.rows[-1].kept) == 5


@pytest.mark.parametrize("width", [648, 1072])
def test_nothing_is_wider_than_the_page(page: Bench, width: int) -> None:
    page.page.resize(width, 600)
    page.desk.settle(page.qtbot)
    content = on(page)._scroll.content
    wide = [each for each in content.findChildren(QWidget) if each.isVisible() and not each.isWindow()]
    assert content.width() <= width
    for each in wide:
        right = each.mapTo(content, each.rect().topRight()).x()
        assert right < content.width(), each


def test_a_reminder_has_its_hours_and_each_control_says_what_it_is_for(page: Bench) -> None:
    settings = on(page).plan
    assert settings is not None
    assert not settings.controls["walk_from"].isVisible()
    page.press(settings.controls["walk_remind"])
    assert page.desk.settings.plan.walk_remind
    start = settings.controls["walk_from"]
    assert isinstance(start, Stepper)
    page.press(start.more)
    assert page.desk.settings.plan.walk_from == time(12, 30)
    assert start.accessibleName() == "Walk: From"
    names = [each.accessibleName() for each in settings.controls.values()]
    assert len(set(names)) == len(names)


def test_the_plank_of_a_reminder_comes_with_its_timer(today: Bench) -> None:
    errand = Errand("plan_plank:2026-11-20:1000", "plan_plank", today.wall.at, "Time for a plank", opens="today")
    today.page.take_up(errand)
    (dialog,) = today.page.findChildren(PlankDialog)
    assert dialog.hold == 20
    dialog.reject()


def test_the_plank_of_a_reminder_waits_for_the_plan(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> None:
    page = TodayPage(desk, ticker)
    page.take_up(Errand("plan_plank:2026-11-20:1000", "plan_plank", wall.at, "Time for a plank", opens="today"))
    assert page.findChildren(PlankDialog) == []
    today = Bench(page, desk, wall, qtbot)
    (dialog,) = page.findChildren(PlankDialog)
    dialog.reject()
    today.page.go_stale()
    today.desk.settle(qtbot)
    assert [each for each in page.findChildren(PlankDialog) if each.isVisible()] == [], "once"


def test_the_chart_comes_with_the_first_record(page: Bench) -> None:
    assert not on(page).chart.isVisible()
    page.do(lambda journal: journal.moved("walk", 5))
    assert on(page).chart.isVisible()
    assert on(page).chart.view.headline == "Not enough yet for a comparison: 0 of 4 weeks"


def test_a_new_day_begins_with_its_first_question(today: Bench) -> None:
    section = checkin(today)
    today.press(section.chips[7])
    today.press(section.leave)
    today.wall.at += timedelta(days=1)
    today.page.go_stale()
    today.desk.settle(today.qtbot)
    assert section.title.text() == "How long did you sleep?"
    assert section.count.text() == "0 of 13, today"


def test_breaks_from_sitting_are_switched_here_too(page: Bench) -> None:
    settings = on(page).plan
    assert settings is not None
    assert settings.breaks is not None
    page.press(settings.breaks)
    assert page.desk.settings.breaks
    page.press(settings.breaks)
    assert not page.desk.settings.breaks


def test_what_comes_up_names_the_plan_once(today: Bench) -> None:
    assert isinstance(today.page, TodayPage)
    settings = today.desk.settings
    chosen = replace(settings.plan, water_remind=True, walk_remind=True, plank_remind=True)
    today.desk.set_settings(replace(settings, plan=chosen))
    today.page.go_stale()
    today.desk.settle(today.qtbot)
    assert today.page.ordinary is not None
    coming = today.page.ordinary.coming
    assert [errand.errand.kind for _, errand, _ in coming._shown] == ["plan_water"]


# A trial on oneself -------------------------------------------------------------------------------


def trial_sheet(page: Bench) -> TrialDialog:
    assert isinstance(page.page, PreventionPage)
    assert page.page.trial is not None
    page.press(page.page.trial.plan_button)
    return next(each for each in page.page.findChildren(TrialDialog) if each.isVisible())


def test_a_trial_is_planned_seen_each_day_and_stopped(page: Bench) -> None:
    assert isinstance(page.page, PreventionPage)
    card = page.page.trial
    assert card is not None
    assert not card.stop_button.isVisible()
    assert not card.result_button.isVisible()
    sheet = trial_sheet(page)
    assert "70 orders can be drawn: p can be 0.029 at best" in sheet.said.text()
    sheet.blocks.set_value(4)
    sheet.washout.set_value(2)
    page.press(sheet.save_button)
    made = page.do(lambda journal: journal.trial_now())
    assert (made.what, made.goal, made.at_most, made.days, made.washout) == ("water", 8, False, 7, 2)
    assert sorted(made.arms) == ["A", "A", "B", "B"]
    assert (card.today.text(), card.line.text()) == ("Water: 8 glasses or more", "It begins in 1 day, on 21 November.")
    assert not card.plan_button.isVisible()
    page.wall.at += timedelta(days=1)
    page.page.go_stale()
    page.desk.settle(page.qtbot)
    assert card.today.text().startswith("Today: Water")
    assert card.line.text().startswith("Block 1 of 4, day 1 of 7. This day does not count yet. From 28 November: Water")
    page.press(card.stop_button)
    assert page.do(lambda journal: journal.trial_now()) is None
    assert card.plan_button.isVisible()
    assert card.result_button.isVisible()
    page.do(lambda journal: journal.undo())
    page.page.go_stale()
    page.desk.settle(page.qtbot)
    assert card.stop_button.isVisible()


@pytest.mark.parametrize(
    ("what", "goal", "at_most", "words"),
    [
        ("coffee", 0, True, "Coffee: no"),
        ("sitting", 4, True, "Sitting: 4 h or less"),
        ("plank", 3, False, "Plank: 3 times or more"),
        ("support", 1, False, "Lumbar support: yes"),
        ("caffeine", 0, True, "Caffeine: none"),
        ("activity", 20, False, "Activity: 20 min or more"),
    ],
)
def test_each_habit_has_its_usual_goal(page: Bench, what: str, goal: int, at_most: bool, words: str) -> None:
    sheet = trial_sheet(page)
    page.press(sheet.chips[what])
    assert sheet.goal._said.text() == words
    page.press(sheet.save_button)
    made = page.do(lambda journal: journal.trial_now())
    assert (made.what, made.goal, made.at_most) == (what, goal, at_most)


def test_everything_offered_can_be_planned() -> None:
    for what in OFFERED:
        Trial(
            "t", Moment(datetime(2026, 11, 20, tzinfo=UTC)), what, GOALS.get(what, 0), what in LESS, TODAY, 7, 1, "ABBA"
        )


def test_what_makes_no_trial_is_said_in_the_sheet(page: Bench) -> None:
    sheet = trial_sheet(page)
    sheet.washout.set_value(6)
    page.press(sheet.save_button)
    assert "At least 2 days of a block have to count" in sheet.trouble()
    assert sheet.isVisible()
