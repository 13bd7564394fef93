"""Courses: each with its plan, its sessions, and what it did so far."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from backtracker import tokens
from backtracker.analysis.series import Series, series_of
from backtracker.charts.series import SERIES
from backtracker.core import catalogue
from backtracker.core.care import courses, visits
from backtracker.core.care.courses import Course, Session
from backtracker.core.words import capitalized, day_text, listed, translate
from backtracker.ui.chart_view import ChartView
from backtracker.ui.pages.care_rows import CareRow, ListCard, change_button, main_card
from backtracker.ui.pages.care_section import CareSection
from backtracker.ui.widgets.buttons import Button, outlined, primary
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.log_row import LogRow
from backtracker.ui.widgets.text import Paragraph

if TYPE_CHECKING:
    from backtracker.journal import CourseSeen, Journal

FEW = 5
"""Sessions that are listed at first; the rest comes on a press."""

Seen = list[tuple["CourseSeen", Series]]


class CoursesSection(CareSection):
    """One question: the courses, their sessions, and the numbers of each."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.views: list[ChartView] = []
        self._all_of: set[str] = set()

    def question(self) -> "Callable[[Journal], Any]":
        """The courses; the numbers are worked out on the worker too."""
        return look_at_courses

    def turns_at(self, seen: Seen) -> datetime | None:
        """With the next session that is arranged."""
        now, nexts = self.desk.now(), [each.course.next for each, _ in seen]
        ahead = [next.at for next in nexts if next is not None and next.at > now]
        return min(ahead, default=None)

    def build(self, seen: Seen) -> Iterable[QWidget]:
        """A card for each course that runs, a list of those that are over."""
        self.views = []
        running = [each for each in seen if each[0].course.running]
        over = [each for each in seen if not each[0].course.running]
        if not running:
            yield self._none(bool(over))
        for number, (each, numbers) in enumerate(running):
            yield self._course(each, numbers, first=number == 0)
        if running or over:
            card = ListCard(translate("Care", "Courses so far") if over else translate("Care", "Another course?"), "",
                            self._new_button())  # fmt: skip
            for each, numbers in over:
                card.add(self._ended(each, numbers))
            yield card

    # Cards -----------------------------------------------------------------------------------

    def _none(self, any_over: bool) -> Card:
        title = translate("Care", "No course at present") if any_over else translate("Care", "No course is kept yet")
        why = translate(
            "Care",
            "Massage, physiotherapy or chiropractic over some weeks: the pain before and after each session shows "
            "what it does.",
        )
        return main_card("massage", "manual", title, [why], [] if any_over else [self._new_button(first=True)])

    def _course(self, seen: "CourseSeen", numbers: Series, *, first: bool) -> Card:
        course = seen.course
        card = Card("main" if first else "plain")
        entry = catalogue.entry("course", course.kind)
        log = outlined(translate("Care", "A session"), "plus")
        if first:
            log = primary(translate("Care", "A session"), "plus", tokens.CONTROL)
        log.setAccessibleName(translate("Care", "A session: {what}", what=courses.course_name(course)))
        log.clicked.connect(partial(self.log, course))
        row = CareRow(
            entry.icon, entry.tone, courses.course_name(course), self._lines(seen), [log, self._change_button(course)],
            tokens.HEADLINE,
        )  # fmt: skip
        card.add_section(top=18, bottom=16).addWidget(row)
        if seen.sessions:  # the parts of a full card one at a time, before the next card
            for part in (partial(self._add_chart, card, numbers), partial(self._add_sessions, card, seen)):
                self.desk.in_turn(part, card)
        return card

    def _lines(self, seen: "CourseSeen") -> list[str]:
        course, today = seen.course, self.today()
        now, zone = self.desk.now(), self.desk.zone()
        plan = courses.plan_text(course, today)
        done = courses.sessions_text(len(seen.sessions))
        lines = [f"{capitalized(plan)}; {done}" if plan else capitalized(done)]
        if course.next is not None and course.next.at > now:
            lines.append(translate("Care", "Next session {when}", when=visits.time_text(course.next, now, zone)))
        lines.append(courses.reminder_text(course, seen.sessions, now, today))
        if seen.exercises:
            named = listed([each.name for each in seen.exercises])
            lines.append(translate("Care", "Exercises from it: {names}", names=named))
        return [*lines, course.note]

    def _add_chart(self, card: Card, numbers: Series) -> None:
        section = card.add_section(top=14, bottom=10, gap=2)
        section.addWidget(Paragraph(SERIES.headline(numbers), tokens.HEADLINE))
        section.addWidget(Paragraph(SERIES.lead(numbers), tokens.SMALL, "quiet"))
        if numbers.rated:
            view = ChartView(self.desk, SERIES.key)
            view.show_numbers(numbers)
            self.views.append(view)
            section.addWidget(view)

    def _add_sessions(self, card: Card, seen: "CourseSeen") -> None:
        newest = seen.sessions[::-1]
        shown = newest if seen.course.id in self._all_of else newest[:FEW]
        section = card.add_section(sides=1, top=2, bottom=4, gap=0)
        for session in shown:
            section.addWidget(self._session_row(session, last=session is shown[-1]))
        if len(shown) < len(newest):
            more = Button(translate("Care", "Show all {n} sessions", n=len(newest)), "link", arrow="chevron-down")
            more.clicked.connect(partial(self._show_all, seen.course.id))
            section.addWidget(more, 0, Qt.AlignmentFlag.AlignHCenter)

    def _session_row(self, session: Session, *, last: bool) -> LogRow:
        day = session.moment.day
        entry = catalogue.entry("treatment", session.treatment.kind)
        pain = () if session.before is None and session.after is None else (session.before, session.after)
        name = day_text(day, today=self.today())
        row = LogRow(
            f"{session.moment.local:%H:%M}", entry.icon, entry.tone, name, session.treatment.note, pain,
            roomy=True, inset=24, lined=not last,
        )  # fmt: skip
        row.change_requested.connect(partial(self._change_session, session))
        return row

    def _ended(self, seen: "CourseSeen", numbers: Series) -> CareRow:
        course, today = seen.course, self.today()
        entry = catalogue.entry("course", course.kind)
        end = course.ended.day if course.ended else today
        span = translate(
            "Care", "{first} to {last}", first=day_text(course.moment.day, today=end), last=day_text(end, today=today)
        )
        lines = [f"{span}, {courses.sessions_text(len(seen.sessions))}"]
        if seen.sessions:
            lines.append(SERIES.headline(numbers))
        return CareRow(entry.icon, entry.tone, courses.course_name(course), lines, [self._change_button(course)])

    # Buttons and sheets ----------------------------------------------------------------------

    def _new_button(self, *, first: bool = False) -> Button:
        words = translate("Care", "New course")
        button = primary(words, "plus", tokens.CONTROL) if first else outlined(words, "plus")
        button.clicked.connect(self.begin)
        return button

    def _change_button(self, course: Course) -> Button:
        return change_button(courses.course_name(course), partial(self.change, course))

    def _show_all(self, id: str, _: bool = False) -> None:
        self._all_of.add(id)
        self._shown = None
        self.again_requested.emit()

    def begin(self) -> None:
        """Ask for a new course."""
        self._open(None)

    def change(self, course: Course, _: bool = False) -> None:
        """Open the sheet of ``course``."""
        self._open(course)

    def log(self, course: Course, _: bool = False) -> None:
        """Ask for a session of ``course``."""
        from backtracker.ui.dialogs.session import SessionDialog

        SessionDialog(self.desk, course=course, parent=self).open()

    def _change_session(self, session: Session) -> None:
        from backtracker.ui.dialogs.treatment import TreatmentDialog

        TreatmentDialog(
            self.desk, treatment=session.treatment, before=session.before, after=session.after, parent=self
        ).open()

    def _open(self, course: Course | None) -> None:
        from backtracker.ui.dialogs.course import CourseDialog

        CourseDialog(self.desk, course=course, parent=self).open()


def look_at_courses(journal: "Journal") -> Seen:
    """On the worker: the courses and their numbers."""
    return [(each, series_of(each.sessions)) for each in journal.courses_seen()]
