"""The Care page by real presses: its sections, what is asked in each, and what the journal holds afterwards."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backtracker import tokens
from backtracker.journal import Journal
from backtracker.ui import theme
from backtracker.ui.dialogs.course import CourseDialog
from backtracker.ui.dialogs.exercise import ExerciseDialog
from backtracker.ui.dialogs.injection import InjectionDialog
from backtracker.ui.dialogs.question import QuestionDialog
from backtracker.ui.dialogs.session import SessionDialog
from backtracker.ui.dialogs.sheet import Sheet
from backtracker.ui.dialogs.treatment import TreatmentDialog
from backtracker.ui.dialogs.visit import VisitDialog
from backtracker.ui.pages.care import SECTIONS, CarePage
from backtracker.ui.pages.care_rows import CareRow
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.log_row import LogRow
from backtracker.ui.widgets.text import Paragraph
from backtracker.ui.widgets.tick import Tick
from tests.ui.conftest import OpenDesk, Wall

Left = Qt.MouseButton.LeftButton


class Bench:
    """The page on screen, with the presses and looks that the tests share."""

    def __init__(self, desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> None:
        self.desk, self.wall = desk, wall
        self.qtbot: Any = qtbot
        self.page = CarePage(desk, ticker)
        qtbot.addWidget(self.page)
        self.page.resize(1072, 800)

    def show(self, section: str = "visits") -> None:
        self.page.show()
        self.page.open(section)
        self.settle()

    def settle(self) -> None:
        self.desk.settle(self.qtbot)
        QApplication.processEvents()

    def tell(self, question: Callable[[Any], Any]) -> Any:
        answer = self.desk.told(self.qtbot, question)
        self.settle()
        return answer

    def button(self, name: str, within: QWidget | None = None) -> QPushButton:
        """The button in sight that is called so, or whose accessible name begins so."""
        here = [each for each in (within or self.page).findChildren(QPushButton) if each.isVisible()]
        found = [each for each in here if each.accessibleName().startswith(name)]
        return (found or [each for each in here if each.text() == name])[0]

    def press(self, name: str | QWidget, within: QWidget | None = None) -> None:
        button = self.button(name, within) if isinstance(name, str) else name
        assert button.isVisible(), "nobody can press what is not there"
        self.qtbot.mouseClick(button, Left)
        self.settle()

    def sheet(self, kind: type[Sheet]) -> Any:
        """The sheet that is open."""
        found = [each for each in self.page.findChildren(kind) if each.isVisible()]
        assert len(found) == 1
        return found[0]

    def words(self) -> str:
        """All that can be read in the open section."""
        return "\n".join(each.text() for each in self.page.section.findChildren(Paragraph) if each.isVisible())

    def rows(self) -> list[str]:
        return [each.name.text() for each in self.page.section.findChildren(CareRow) if each.isVisible()]


@pytest.fixture
def bench(desk: OpenDesk, ticker: Ticker, wall: Wall, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(desk, ticker, wall, qtbot)
    yield made
    desk.settle(qtbot)


# The page ------------------------------------------------------------------------------------


def test_sections_that_do_not_fit_in_a_row_go_into_the_next(bench: Bench) -> None:
    bench.page.resize(500, 560)
    bench.show()
    tabs = bench.page.switcher.tabs.values()
    assert all(tab.geometry().bottom() <= bench.page.switcher.height() for tab in tabs)
    assert len({tab.y() for tab in tabs}) > 1


def test_each_section_can_be_reached_by_press_and_by_arrow_keys(bench: Bench) -> None:
    bench.show()
    tabs = bench.page.switcher.tabs
    assert list(tabs) == [each.key for each in SECTIONS]
    for key, tab in tabs.items():
        bench.press(tab)
        assert bench.page.switcher.current == key
        assert [each for each, section in bench.page.sections.items() if section.isVisible()] == [key]
    bench.qtbot.keyClick(tabs[SECTIONS[-1].key], Qt.Key.Key_Home)
    assert bench.page.switcher.current == SECTIONS[0].key
    bench.qtbot.keyClick(tabs[SECTIONS[0].key], Qt.Key.Key_Right)
    assert bench.page.switcher.current == SECTIONS[1].key
    assert bench.page.focusWidget() is tabs[SECTIONS[1].key]
    bench.settle()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1072, 712, 472])
def test_every_section_fits_its_width_and_says_something_when_empty(
    bench: Bench, qapp: QApplication, width: int, dark: bool
) -> None:
    theme.apply_theme(qapp, tokens.DARK if dark else tokens.LIGHT)
    bench.page.resize(width, 560)
    for section in SECTIONS:
        bench.show(section.key)
        assert bench.words()
        assert bench.page.area.content.width() <= width
        assert bench.page.width() == width


# Visits --------------------------------------------------------------------------------------


def test_an_appointment_from_nothing(bench: Bench) -> None:
    bench.show()
    assert "No visit is kept yet" in bench.words()
    bench.press("Appointment")
    sheet = bench.sheet(VisitDialog)
    bench.press(sheet.who.chip("doctor"))
    bench.qtbot.keyClicks(sheet.name, "Dr. Weber")
    sheet.when.day.setText("4 Dec")
    sheet.when.time.setText("9:30")
    bench.press(sheet.save_button)
    (visit,) = bench.tell(lambda journal: journal.visits_seen().to_come)
    assert (visit.who, visit.name) == ("doctor", "Dr. Weber")
    assert visit.moment.local.isoformat() == "2026-12-04T09:30:00+01:00"
    assert bench.rows()[0] == "Next: Doctor, Dr. Weber"
    assert "Friday, 4 December at 09:30" in bench.words()


def test_who_is_asked_for_in_place(bench: Bench) -> None:
    bench.show()
    bench.press("A visit that was")
    sheet = bench.sheet(VisitDialog)
    bench.press(sheet.save_button)
    assert "Say who the visit is to" in sheet.trouble()
    bench.press(sheet.who.chip("massage"))
    bench.press(sheet.save_button)
    assert [each.who for each in bench.tell(lambda journal: journal.visits_seen().past)] == ["massage"]


@pytest.mark.parametrize("section", ["visits", "questions"])
def test_an_appointment_is_over_when_its_time_comes_though_nothing_is_written(bench: Bench, section: str) -> None:
    at = bench.wall.at + timedelta(milliseconds=200)
    bench.tell(lambda journal: journal.add_visit("doctor", at, name="Dr. Weber"))
    bench.show(section)
    assert ("How did it go?" in bench.words(), "Today at" in bench.words()) == (False, section == "visits")
    with bench.qtbot.waitSignal(bench.page.section.again_requested, timeout=5000):
        bench.wall.at = at + timedelta(milliseconds=5)
    bench.settle()
    assert ("How did it go? Doctor" in bench.words()) == (section == "visits")
    assert bench.page.section.turns_at(bench.tell(bench.page.section.question())) is None


def test_what_came_of_a_visit_is_asked_for_afterwards_and_kept(bench: Bench) -> None:
    bench.tell(lambda journal: journal.ask("Do I need an MRI?"))
    bench.tell(lambda journal: journal.add_visit("doctor", bench.wall.at + timedelta(hours=1), name="Dr. Weber"))
    bench.wall.at += timedelta(hours=3)
    bench.show()
    assert bench.rows()[0] == "How did it go? Doctor, Dr. Weber"
    bench.press("Note what was said")
    sheet = bench.sheet(VisitDialog)
    bench.settle()
    bench.press(sheet.questions.findChildren(Tick)[0].box)
    bench.qtbot.keyClicks(sheet.diagnosis, "strain")
    bench.press(sheet.examinations.kinds.chip("mri"))
    bench.press(sheet.examinations.kinds.chip("xray"))
    bench.qtbot.keyClicks(sheet.examinations.lines["xray"], "no fracture")
    bench.press(sheet.again.spans[timedelta(days=28)])
    bench.press(sheet.save_button)
    (visit,) = bench.tell(lambda journal: journal.visits_seen().past)
    (again,) = bench.tell(lambda journal: journal.visits_seen().to_come)
    assert (again.name, (again.moment.day - visit.moment.day).days) == ("Dr. Weber", 28)
    assert visit.diagnosis == "strain"
    assert [(each.kind, each.result) for each in visit.examinations] == [("xray", "no fracture"), ("mri", "")]
    (question,) = bench.tell(lambda journal: journal.store.asked_questions())
    assert question.visit_id == visit.id
    bench.press("Add result")
    sheet = bench.sheet(VisitDialog)
    bench.qtbot.keyClicks(sheet.examinations.lines["mri"], "slipped disc")
    bench.press(sheet.save_button)
    (visit,) = bench.tell(lambda journal: journal.visits_seen().past)
    assert visit.awaited == ()
    bench.tell(lambda journal: journal.undo())
    assert len(bench.tell(lambda journal: journal.visits_seen().past)[0].awaited) == 1


def test_someone_seen_before_and_the_next_appointment_take_two_presses(bench: Bench) -> None:
    bench.tell(lambda journal: journal.add_visit("physio", bench.wall.at - timedelta(days=30), name="Anna Lind"))
    bench.show()
    bench.press("A visit that was")
    sheet = bench.sheet(VisitDialog)
    bench.settle()
    bench.press(sheet.people.chips[0])
    bench.press(sheet.again.spans[timedelta(days=7)])
    bench.press(sheet.save_button)
    seen = bench.tell(lambda journal: journal.visits_seen())
    assert [(each.who, each.name) for each in (*seen.to_come, *seen.past[:1])] == [("physio", "Anna Lind")] * 2
    assert (seen.to_come[0].moment.day - seen.past[0].moment.day).days == 7


def test_a_visit_is_deleted_and_comes_back(bench: Bench) -> None:
    bench.tell(lambda journal: journal.add_visit("doctor", bench.wall.at - timedelta(days=30), note="rest"))
    bench.show()
    bench.press("Change: Doctor")
    bench.press(bench.sheet(VisitDialog).delete_button)
    assert "No visit is kept yet" in bench.words()
    bench.tell(lambda journal: journal.undo())
    assert bench.rows()[-1] == "Doctor"


# Questions -----------------------------------------------------------------------------------


def test_a_question_is_typed_ticked_and_changed(bench: Bench) -> None:
    bench.show("questions")
    section: Any = bench.page.section
    card = section.ask_card
    assert not card.button.isEnabled()
    bench.qtbot.keyClicks(card.line, "Do I need an MRI?")
    bench.qtbot.keyClick(card.line, Qt.Key.Key_Return)
    bench.settle()
    assert [each.words for each in bench.tell(lambda journal: journal.store.open_questions())] == ["Do I need an MRI?"]
    assert card.line.text() == ""
    bench.qtbot.keyClicks(card.line, "half a quest")
    bench.press(bench.page.section.findChildren(Tick)[0].box)
    assert card.line.text() == "half a quest", "what is being typed stays"
    assert "Asked on 20 November" in bench.words()
    bench.press("Change: Do I need")
    sheet = bench.sheet(QuestionDialog)
    bench.qtbot.keyClicks(sheet.answer, "not yet")
    bench.press(sheet.asked.box)
    bench.press(sheet.save_button)
    (question,) = bench.tell(lambda journal: journal.store.open_questions())
    assert (question.words, question.answer) == ("Do I need an MRI?", "not yet")


def test_a_suggestion_is_kept_with_one_press_and_then_gone(bench: Bench) -> None:
    bench.show("questions")
    bench.press("Add: Could a cortisone")
    (question,) = bench.tell(lambda journal: journal.store.open_questions())
    assert question.words.startswith("Could a cortisone injection")
    assert not any(each.startswith("Could a cortisone") for each in bench.rows())


def test_the_keyboard_stays_with_the_list_that_is_built_anew(bench: Bench) -> None:
    bench.show("questions")
    first = bench.button("Add: What exactly")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    bench.qtbot.keyClick(first, Qt.Key.Key_Return)
    bench.settle()
    held = bench.page.focusWidget()
    assert held is not None
    assert bench.page.section.isAncestorOf(held)


def _session(course_id: str, at: datetime, level: int, journal: Journal) -> object:
    return journal.log_session(course_id, at, before=level, after=level - 2)


def _pain(level: int, at: datetime, journal: Journal) -> object:
    return journal.log_pain(level, at)


# Courses -------------------------------------------------------------------------------------


def test_a_course_is_begun_by_presses_alone(bench: Bench) -> None:
    bench.show("courses")
    bench.press("New course")
    sheet = bench.sheet(CourseDialog)
    bench.press(sheet.save_button)
    assert "Say what it is a course of" in sheet.trouble()
    bench.press(sheet.kind.chip("massage"))
    bench.press(sheet.times.chips[8])
    bench.press(sheet.until.spans[timedelta(days=91)])
    bench.press(sheet.next.spans[timedelta(days=7)])
    bench.press(sheet.save_button)
    (seen,) = bench.tell(lambda journal: journal.courses_seen())
    course = seen.course
    assert (course.kind, course.times, str(course.until)) == ("massage", 8, "2027-02-19")
    assert (course.next.day - bench.wall.at.date()).days == 7
    assert "Twice a week until 19 February 2027; no session yet" in bench.words()


def test_a_press_on_a_span_takes_the_place_of_what_is_no_day(bench: Bench) -> None:
    bench.show("courses")
    bench.press("New course")
    sheet = bench.sheet(CourseDialog)
    for field in (sheet.until, sheet.next):
        bench.press(field.set)
        field.field.day.setText("soon")
        bench.press(field.spans[min(field.spans)])
        assert field.spans[min(field.spans)].isChecked()
    assert str(sheet.until.day()) == "2027-01-01"
    assert str(sheet.next.moment().day) == "2026-11-27"


def test_sessions_with_their_pain_make_a_sentence_and_a_chart(bench: Bench) -> None:
    begun = bench.wall.at - timedelta(days=50)
    course = bench.tell(lambda journal: journal.begin_course("physio", name="Anna", begun=begun)).value
    for week, level in enumerate((7, 7, 6, 5, 4, 4)):
        at = begun + timedelta(days=7 * week)
        bench.tell(partial(_session, course.id, at, level))
    bench.show("courses")
    assert "Pain before a session fell over 5 weeks: from 7 to 4" in bench.words()
    section: Any = bench.page.section
    (view,) = section.views
    bench.qtbot.waitUntil(lambda: view.picture is not None)
    rows = [each for each in section.findChildren(LogRow) if each.isVisible()]
    assert len(rows) == 5
    bench.press("A session: Physiotherapy, Anna")
    sheet = bench.sheet(SessionDialog)
    bench.press(sheet.before.cells[4])
    bench.press(sheet.after.cells[2])
    bench.press(sheet.next.spans[timedelta(days=14)])
    bench.press(sheet.save_button)
    (seen,) = bench.tell(lambda journal: journal.courses_seen())
    assert (seen.sessions[-1].before, seen.sessions[-1].after) == (4, 2)
    assert "Next session Friday, 4 December" in bench.words()
    bench.press(bench.button("Show all 7 sessions"))
    rows = [each for each in section.findChildren(LogRow) if each.isVisible()]
    assert len(rows) == 7
    bench.press(rows[0])
    treatment = bench.sheet(TreatmentDialog)
    bench.press(treatment.delete_button)
    assert len(bench.tell(lambda journal: journal.courses_seen())[0].sessions) == 6
    bench.tell(lambda journal: journal.undo())
    assert len(bench.tell(lambda journal: journal.courses_seen())[0].sessions) == 7


def test_an_arranged_session_that_has_come_proposes_its_time(bench: Bench) -> None:
    first = bench.wall.at + timedelta(hours=2)
    bench.tell(lambda journal: journal.begin_course("massage", first=first))
    bench.wall.at += timedelta(hours=5)
    bench.show("courses")
    assert "Did the session take place?" in bench.words()
    bench.press("A session: Massage")
    sheet = bench.sheet(SessionDialog)
    bench.press(sheet.save_button)
    (seen,) = bench.tell(lambda journal: journal.courses_seen())
    assert seen.sessions[0].moment.at == first
    assert seen.course.next is None


def test_an_arranged_session_that_has_passed_stays_until_it_is_noted_or_taken_away(bench: Bench) -> None:
    first = bench.wall.at + timedelta(hours=2)
    bench.tell(lambda journal: journal.begin_course("massage", first=first))
    bench.wall.at += timedelta(hours=30)
    bench.show("courses")
    for there in (first, None):
        bench.press("Change: Massage")
        sheet = bench.sheet(CourseDialog)
        if there is None:
            bench.press(sheet.next.none)
        bench.press(sheet.save_button)
        (seen,) = bench.tell(lambda journal: journal.courses_seen())
        assert (seen.course.next.at if seen.course.next else None) == there


def test_a_course_is_over_and_goes_on(bench: Bench) -> None:
    bench.tell(lambda journal: journal.begin_course("massage"))
    bench.show("courses")
    bench.press("Change: Massage")
    sheet = bench.sheet(CourseDialog)
    bench.press(sheet.over.box)
    bench.press(sheet.save_button)
    assert "No course at present" in bench.words()
    assert bench.rows()[-1] == "Massage"
    bench.press("Change: Massage")
    sheet = bench.sheet(CourseDialog)
    bench.press(sheet.over.box)
    bench.press(sheet.save_button)
    assert bench.tell(lambda journal: journal.courses_seen())[0].course.running


# Exercises -----------------------------------------------------------------------------------


def test_an_exercise_is_added_and_answered(bench: Bench) -> None:
    bench.show("exercises")
    bench.press("New exercise")
    sheet = bench.sheet(ExerciseDialog)
    bench.press(sheet.save_button)
    assert "Give the exercise a name" in sheet.trouble()
    bench.qtbot.keyClicks(sheet.name, "Bridge")
    bench.press(sheet.sets.more)
    bench.press(sheet.times.more)
    bench.press(sheet.days.chips["sat"])
    assert not sheet.days.every.isChecked()
    bench.press(sheet.save_button)
    (seen,) = bench.tell(lambda journal: journal.exercises_seen())
    bridge = seen.exercise
    assert (bridge.sets, bridge.reps, bridge.times, "sat" in bridge.days) == (3, 10, 2, False)
    bench.press("Done: Bridge")
    assert "1 of 2 done" in bench.words()
    bench.press("Stopped: pain: Bridge")
    assert "Stopped because of pain" in bench.words()
    assert "1 time done, 1 stopped because of pain" in bench.words()
    (seen,) = bench.tell(lambda journal: journal.exercises_seen())
    assert [each.answer for each in seen.practices] == ["done", "stopped"]
    bench.tell(lambda journal: journal.undo())
    bench.tell(lambda journal: journal.log_spasm(5))
    assert "While an episode runs no exercise comes up by itself" in bench.words()
    bench.press("Skip: Bridge")
    (seen,) = bench.tell(lambda journal: journal.exercises_seen())
    assert [each.answer for each in seen.practices] == ["done", "skipped"]


def test_an_exercise_of_other_days_is_changed_and_given_up(bench: Bench) -> None:
    bench.tell(lambda journal: journal.add_exercise("Plank", hold=20, days=["mon"]))
    bench.show("exercises")
    assert "On other days" in bench.words()
    bench.press("Change: Plank")
    sheet = bench.sheet(ExerciseDialog)
    assert (sheet.reps.shown.text(), sheet.hold.shown.text()) == ("none", "20 s")
    bench.press(sheet.hold.more)
    bench.press(sheet.over.box)
    bench.press(sheet.save_button)
    (seen,) = bench.tell(lambda journal: journal.exercises_seen())
    assert (seen.exercise.hold, seen.exercise.ended is not None) == (25, True)
    assert "Done no more" in bench.words()


# Injections ----------------------------------------------------------------------------------


def test_an_injection_is_noted_and_its_relief_is_worked_out(bench: Bench) -> None:
    for day in range(10):
        at = bench.wall.at - timedelta(days=60 - day)
        bench.tell(partial(_pain, 7, at))
    for day in range(45):
        at = bench.wall.at - timedelta(days=49 - day)
        bench.tell(partial(_pain, 3 if day < 21 else 7, at))
    bench.show("injections")
    bench.press("Note an injection")
    sheet = bench.sheet(InjectionDialog)
    bench.press(sheet.cortisone)
    sheet.when.day.setText("1.10.2026")
    bench.press(sheet.save_button)
    assert bench.rows() == ["Cortisone, 1 October"]
    assert "Pain was clearly lower for 3 weeks." in bench.words()
    assert "Worked out from your pain readings" in bench.words()
    bench.press("Change: Cortisone")
    bench.press(bench.sheet(TreatmentDialog).delete_button)
    assert "No injection is kept" in bench.words()


def test_the_question_about_it_is_one_press(bench: Bench) -> None:
    bench.show("injections")
    bench.press("Ask your doctor")
    assert "is among your questions" in bench.words()
    (question,) = bench.tell(lambda journal: journal.store.open_questions())
    assert "cortisone" in question.words
