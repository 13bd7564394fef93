"""Today while an episode runs: how far it is, the next thing to do, the pain, and the log of the day."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import catalogue, telling
from backtracker.core.model import EpisodeLog
from backtracker.core.protocol import Agenda
from backtracker.core.rules import Rules
from backtracker.core.words import clock_text, translate, weekday_text
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.pages.asking_offer import AskingOffer
from backtracker.ui.pages.coming_card import ComingCard, pause_menu
from backtracker.ui.pages.did_row import DidRow
from backtracker.ui.pages.log_card import LogCard
from backtracker.ui.pages.next_card import NextCard
from backtracker.ui.pages.start_offer import StartOffer
from backtracker.ui.pages.watch_cards import SuggestionCard, WarningRow, check_button
from backtracker.ui.widgets.buttons import Button, outlined, quiet
from backtracker.ui.widgets.card import Card, Line
from backtracker.ui.widgets.flow import Columns, FlowLayout
from backtracker.ui.widgets.labelled import LabelledRow
from backtracker.ui.widgets.pain_row import PainRow
from backtracker.ui.widgets.phase_bar import Phase, PhaseBar
from backtracker.ui.widgets.text import Paragraph, label

if TYPE_CHECKING:
    from backtracker.analysis.course import Course
    from backtracker.journal import Present
    from backtracker.ui.chart_view import ChartView

AHEAD = timedelta(hours=24)
"""How much of what is to come the phase bar shows after the present phase."""
CHART = 184
BESIDE, HEAD_BESIDE = 800, 720
"""Px of the page's inside: with less, the log stands below the chart, and the buttons below the title."""
REDRAW, REDRAW_SHARE = timedelta(minutes=10), 100
"""The chart is drawn anew after so long, or a hundredth of its time: before that nobody sees that it has moved."""
_LOOKS = {"ice": ("ice", "ice"), "rest": ("quiet", "rest"), "heat": ("heat", "heat")}


class EpisodeHead(QWidget):
    """Which day it is, since when and where; pausing the reminders; and the two presses that close the episode."""

    paused = Signal(object)  # minutes, or None for until morning
    resumed = Signal()
    closed = Signal()
    details_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", tokens.TITLE)
        self.since = Paragraph("", tokens.LEAD, "quiet")
        self.details = Button(translate("Today", "Add place and triggers"), "link", "pencil")
        self.details.clicked.connect(self.details_requested)
        self.pause = quiet(translate("Today", "Pause reminders"), "pause")
        self.pause_menu = pause_menu(self.paused.emit, self.pause)
        self.pause.set_menu(self.pause_menu)
        self.resume = outlined("", "play")
        self.resume.clicked.connect(self.resumed)
        self.over = outlined(translate("Today", "It’s over"), "check")
        self.over.clicked.connect(self.ask_over)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=3, row_gap=4)
        self.check = check_button()
        for button in (self.details, self.check, self.pause, self.resume, self.over):
            flow.addWidget(button)
        row = Columns(self, shares=(1, 0), below=HEAD_BESIDE, gap=12, row_gap=4)
        row.addWidget(self._build_words())
        row.addWidget(buttons)
        self.asking = self._build_asking()

    def _build_words(self) -> QWidget:
        """The title, and the line beside it on the same base line."""
        large, small = self.title.fontMetrics(), self.since.fontMetrics()
        drop = (large.ascent() - large.descent() - small.ascent() + small.descent()) / 2
        lower = QVBoxLayout()
        lower.setSpacing(0)
        lower.addSpacing(round(drop + theme.px(tokens.TITLE.line - tokens.LEAD.line) / 2))
        lower.addWidget(self.since)
        lower.addStretch(1)
        words = QWidget()
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(13)
        row.addWidget(self.title, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lower, 1)
        return words

    def _build_asking(self) -> Card:
        """The second press; a card of its own that the page puts under the head."""
        card = Card()
        section = card.add_section(horizontal=True, top=12, bottom=12, gap=8)
        words = translate("Today", "Close the episode? The reminders stop; you can open it again.")
        section.addWidget(Paragraph(words, tokens.HEADLINE), 1)
        self.yes = Button(translate("Today", "Yes, it’s over"), "accent", "check")
        self.yes.clicked.connect(self._confirm)
        self.no = quiet(translate("Today", "Not yet"))
        self.no.clicked.connect(self._not_yet)
        section.addWidget(self.yes)
        section.addWidget(self.no)
        card.hide()
        return card

    def ask_over(self) -> None:
        """The first press: ask in place, with the answer under the keyboard."""
        self.over.setEnabled(False)
        self.asking.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_yet(self) -> None:
        self.put_away()
        self.over.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        self.put_away()
        self.closed.emit()

    def put_away(self) -> None:
        """Ask no longer."""
        self.asking.hide()
        self.over.setEnabled(True)

    def show_agenda(self, agenda: Agenda, log: EpisodeLog, local_now: datetime) -> None:
        """The words and the pause as they stand."""
        self.title.setText(telling.day_title(agenda))
        self.since.setText(telling.since_text(log.episode, local_now))
        self.since.setToolTip(catalogue.places_text(log.episode.places))
        described = bool(log.episode.places) and any(each.answer == "yes" for each in log.exposures)
        words = translate("Today", "Change") if described else translate("Today", "Add place and triggers")
        self.details.setText(words)
        self.details.setAccessibleName(translate("Today", "Place, triggers and note of this episode"))
        until = agenda.paused_until
        gone, there = (self.pause, self.resume) if until is not None else (self.resume, self.pause)
        there.show()
        if gone.hasFocus():  # before it goes: Qt would pass the keyboard on to the next, which is It's over
            there.setFocus(Qt.FocusReason.OtherFocusReason)
        gone.hide()
        if until is not None:
            paused = clock_text(until.astimezone(local_now.tzinfo))
            self.resume.setText(translate("Today", "Paused until {time}. Resume", time=paused))


class EpisodeView(QWidget):
    """The whole of it. Its signals are the answers; the page hands them to the journal."""

    details_requested = Signal(str)
    asking_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._log: EpisodeLog | None = None
        self._chart: ChartView | None = None
        self._drawn: tuple[EpisodeLog, datetime] | None = None
        self.head = EpisodeHead()
        self.head.details_requested.connect(self._ask_details)
        self.check_button = self.head.check
        self.phases = PhaseBar()
        self.next = NextCard(desk.local_now)
        self.next.close_requested.connect(self.head.ask_over)
        self.next.chosen.connect(self._show_pain_row)
        self.pain = PainRow("today")
        self.pain_row = LabelledRow(translate("Today", "How bad is it now?"), self.pain, 48)
        self.did = DidRow(desk.local_now)
        self.log = LogCard(desk)
        self.offer = StartOffer(desk)
        self.asking = AskingOffer(desk)
        self.asking.requested.connect(self.asking_requested)
        self.coming = ComingCard(desk, pauses=False)
        self.suggested, self.warning = SuggestionCard(), WarningRow()
        card = Card()
        self.asking_pain = QWidget()
        inside = QVBoxLayout(self.asking_pain)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        padded = QVBoxLayout()
        padded.setContentsMargins(23, 14, 23, 10)
        padded.addWidget(self.pain_row)
        inside.addLayout(padded)
        inside.addWidget(Line())
        card.add_section(sides=1, top=0, bottom=0).addWidget(self.asking_pain)
        card.add_section(top=10, bottom=10, parted=False).addWidget(self.did)
        self.chart_card = Card()
        self._chart_place = self.chart_card.add_section(sides=16, top=13, bottom=8, gap=6)
        self.headline = Paragraph("", tokens.HEADLINE)
        self._chart_place.addWidget(self.headline)
        self._chart_place.addStretch(1)
        bottom = Columns(shares=(57, 43), below=BESIDE, gap=tokens.BETWEEN_CARDS)
        bottom.addWidget(self.chart_card)
        bottom.addWidget(self.log)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN_CARDS)
        for part in (
            self.head, self.head.asking, self.phases, self.next, card, self.coming, self.asking, self.suggested,
            self.offer,
        ):  # fmt: skip
            column.addWidget(part)
        column.addLayout(bottom, 1)
        column.addWidget(self.warning)
        self._card = card

    def show_present(self, present: "Present") -> None:
        """The parts that change with what was recorded."""
        log = present.log
        if log is None:
            return
        if self._log is None or self._log.episode.id != log.episode.id:
            self.head.put_away()
        self._log = log
        now, zone = self._desk.now(), self._desk.zone()
        newest = log.readings[-1] if log.readings else None
        self.pain.set_last(newest.level if newest else None, telling.last_text(newest, now, zone))
        self.log.show_sheet(present.today)
        self.offer.show_log(log)
        self.asking.show_asking(present.asking)

    def show_agenda(self, agenda: Agenda, log: EpisodeLog) -> None:
        """The parts that change with the time."""
        local = self._desk.local_now()
        self.head.show_agenda(agenda, log, local)
        self.next.show_agenda(agenda, log, self._desk.settings.rules, self._desk.zone())
        self._show_pain_row()
        self.asking.look(self._desk.now())
        self._show_phases(agenda, local)
        self._show_course(agenda, log)

    def _show_pain_row(self) -> None:
        """Pain is asked for once on the page: where the main card does, not below it."""
        self.asking_pain.setVisible(self.next.step != "pain")

    def _show_course(self, agenda: Agenda, log: EpisodeLog) -> None:
        """The pain so far, drawn anew with every entry and after a while. Made with its first numbers."""
        ends = tuple(act for act in log.acts if act.kind == "ice_ended")
        drawn = replace(log, acts=ends, exposures=(), checks=())  # a reminder that came up is not on it
        stays = max(REDRAW, (agenda.now - log.episode.began.at) / REDRAW_SHARE)
        if self._drawn is not None and self._drawn[0] == drawn and agenda.now - self._drawn[1] < stays:
            return
        self._drawn = drawn, agenda.now
        ask = partial(self._ask_course, log, agenda.now)
        self._desk.in_turn(ask, self)  # the import behind it must not hold up what is shown already

    def _ask_course(self, log: EpisodeLog, now: datetime) -> None:
        rules = self._desk.settings.rules
        self._desk.ask(lambda _journal: _course(log, now, rules), self._draw, self)

    def _draw(self, course: "Course") -> None:
        if self._chart is None:
            from backtracker.ui.chart_view import ChartView

            self._chart = ChartView(self._desk, "episode", height=CHART)
            self._chart_place.insertWidget(1, self._chart)
        self._chart.show_numbers(course)
        self.headline.setText(self._chart.headline)

    def _show_phases(self, agenda: Agenda, local: datetime) -> None:
        zone = self._desk.zone()
        spans = agenda.phases
        heat = next((span.start for span in spans if span.kind == "heat"), spans[-1].end)
        end = min(spans[-1].end, max(heat, agenda.now) + AHEAD)
        shown = [replace(span, end=min(span.end, end)) for span in spans if span.start < end]
        phases = [
            Phase(
                *_LOOKS[span.kind],
                telling.phase_text(span, zone),
                span.start.astimezone(zone),
                span.end.astimezone(zone),
                (telling.phase_text(span, zone, short=True), telling.phase_name(span)),
            )
            for span in shown
        ]
        self.phases.set_phases(phases, local, _ticks(phases[0].start, phases[-1].end))

    def _ask_details(self) -> None:
        if self._log is not None:
            self.details_requested.emit(self._log.episode.id)


def _course(log: EpisodeLog, now: datetime, rules: Rules) -> "Course":
    """On the worker: the numbers of the chart, and the import of what draws them."""
    from backtracker import charts  # noqa: F401
    from backtracker.analysis.course import course_by_protocol

    return course_by_protocol(log, now, rules)


def _ticks(start: datetime, end: datetime) -> list[tuple[datetime, str]]:
    """The weekday of the start, then each midnight with the name of the day that begins."""
    short = end - start > timedelta(days=6)
    ticks = [(start, weekday_text(start.date(), short=short))]
    day = start.date() + timedelta(days=1)
    while (midnight := datetime.combine(day, time(), tzinfo=start.tzinfo)) < end:
        ticks.append((midnight, weekday_text(day, short=short)))
        day += timedelta(days=1)
    return ticks
