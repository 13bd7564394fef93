"""Today on an ordinary day: one number for how the back was, what was done, and the calm so far."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import telling
from backtracker.core.model import Reading
from backtracker.core.words import day_text, translate, weekday_text
from backtracker.ui.desk import Desk
from backtracker.ui.pages.asking_offer import AskingOffer
from backtracker.ui.pages.checkin_section import CheckInSection
from backtracker.ui.pages.coming_card import ComingCard
from backtracker.ui.pages.did_row import DidRow
from backtracker.ui.pages.log_card import LogCard
from backtracker.ui.pages.plan_card import PlanCard
from backtracker.ui.pages.watch_cards import SuggestionCard, WarningRow, check_button
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.card import Card, Line
from backtracker.ui.widgets.flow import Columns
from backtracker.ui.widgets.pain_row import PainRow
from backtracker.ui.widgets.text import Paragraph, label
from backtracker.ui.widgets.week_strip import Day, WeekStrip

if TYPE_CHECKING:
    from backtracker.journal import PlanToday, Present

STRIP_DAYS = 14
BESIDE = 800
"""Px of the page's inside: with less, the two weeks stand below the log."""


class OrdinaryView(QWidget):
    """``rated`` carries the worst level of the day, and the reading that it corrects where there is one.

    ``reopen_requested`` carries the id of an episode that ended a moment ago and is not over after all.
    """

    rated = Signal(int, object)
    reopen_requested = Signal(str)
    asking_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._worst: Reading | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN_CARDS_ROOMY)
        column.addLayout(self._build_head())
        column.addWidget(self._build_question())
        self.asking = AskingOffer(desk)
        self.asking.requested.connect(self.asking_requested)
        column.addWidget(self.asking)
        self.coming = ComingCard(desk, pauses=True)
        self.suggested, self.warning = SuggestionCard(), WarningRow()
        column.addWidget(self.coming)
        column.addWidget(self.suggested)
        self.plan = PlanCard()
        self.plan.hide()
        self.log = LogCard(desk, most=6)
        left, right = QWidget(), QWidget()
        for side, cards in (
            (left, (self.plan, self.log, self.warning)),
            (right, (self._build_weeks(), self._build_coverage())),
        ):
            inside = QVBoxLayout(side)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(tokens.BETWEEN_CARDS_ROOMY)
            for card in cards:
                inside.addWidget(card)
            inside.addStretch(1)
        columns = Columns(shares=(66, 34), below=BESIDE, gap=tokens.BETWEEN_CARDS_ROOMY)
        columns.addWidget(left)
        columns.addWidget(right)
        column.addLayout(columns)
        column.addStretch(1)

    def _build_head(self) -> QHBoxLayout:
        self.title = Paragraph("", tokens.TITLE)
        self.line = Paragraph("", tokens.LEAD, "quiet")
        self.date = label("", tokens.BODY, "quiet")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.line)
        self._latest_id = ""
        self.reopen = Button(translate("Today", "Not over after all? Open it again"), "link", "undo")
        self.reopen.clicked.connect(lambda: self.reopen_requested.emit(self._latest_id))
        words.addWidget(self.reopen, 0, Qt.AlignmentFlag.AlignLeft)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addLayout(words, 1)
        self.check_button = check_button()
        corner = QVBoxLayout()
        corner.setSpacing(0)
        corner.addWidget(self.date, 0, Qt.AlignmentFlag.AlignRight)
        corner.addWidget(self.check_button, 0, Qt.AlignmentFlag.AlignRight)
        corner.addStretch(1)
        head.addLayout(corner)
        return head

    def _build_question(self) -> Card:
        card = Card("main")
        section = card.add_section(top=20, bottom=16, gap=0)
        section.addWidget(Paragraph(translate("Today", "How was your back today?"), tokens.TITLE))
        self.lead = Paragraph("", tokens.LEAD, "quiet")
        section.addWidget(self.lead)
        section.addSpacing(14)
        self.pain = PainRow("checkin")
        self.pain.chosen.connect(lambda level: self.rated.emit(level, self._worst))
        section.addWidget(self.pain)
        self.checkin = CheckInSection()
        self.checkin_holder = QWidget()
        inside = QVBoxLayout(self.checkin_holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(Line())
        padded = QVBoxLayout()
        padded.setContentsMargins(24, 14, 24, 6)
        padded.addWidget(self.checkin)
        inside.addLayout(padded)
        card.add_section(sides=0, top=0, bottom=0, parted=False).addWidget(self.checkin_holder)
        self.checkin_holder.hide()
        self.did = DidRow(self._desk.local_now)
        card.add_section(top=12, bottom=12).addWidget(self.did)
        return card

    def _build_weeks(self) -> Card:
        self.weeks_card = Card()
        section = self.weeks_card.add_section(sides=20, top=14, bottom=20, gap=10)
        self.weeks_title = label("", tokens.HEADLINE)
        section.addWidget(self.weeks_title)
        self.strip = WeekStrip()
        section.addWidget(self.strip)
        return self.weeks_card

    def _build_coverage(self) -> Card:
        self.coverage_card = Card()
        row = self.coverage_card.add_section(horizontal=True, sides=20, top=16, bottom=16, gap=14)
        row.addWidget(Badge("patterns", "accent", 40), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.coverage = Paragraph("", tokens.HEADLINE)
        words.addWidget(self.coverage)
        why = translate("Today", "Good days matter too: without them no trigger can be found.")
        words.addWidget(Paragraph(why, tokens.BODY, "quiet"))
        row.addLayout(words, 1)
        return self.coverage_card

    def show_present(self, present: "Present") -> None:
        """The day as it stands."""
        today = self._desk.local_now().date()
        self.title.setText(telling.calm_title(present.calm_days, present.latest, present.empty))
        self.line.setText(telling.calm_line(present.calm_days, present.longest_calm, present.latest, present.empty))
        self._latest_id = present.latest.id if present.latest is not None else ""
        self.reopen.setVisible(telling.may_reopen(present.latest, self._desk.now()))
        self.date.setText(f"{weekday_text(today)}, {day_text(today, today=today)}")
        self._show_worst(present)
        self.log.show_sheet(present.today)
        self.log.setVisible(not present.empty)
        self.asking.show_asking(present.asking)
        self._show_weeks(present)
        self.coverage_card.setVisible(present.calm_days > 0)
        self.coverage.setText(telling.coverage_text(present.recorded, present.calm_days))

    def show_plan(self, found: "PlanToday") -> None:
        """The check-in and the plan as they stand."""
        settings = self._desk.settings
        self.checkin_holder.setVisible(settings.plan.checkin and bool(found.asked))
        self.checkin.show_plan(found)
        self.plan.show_plan(found, settings.plan, breaks=settings.breaks)

    def _show_worst(self, present: "Present") -> None:
        rated = [each for each in present.today.readings if each.role == "worst"]
        self._worst = rated[-1] if rated else None
        self.pain.set_chosen(self._worst.level if self._worst else None)
        if self._worst is None:
            self.lead.setText(translate("Today", "The worst it got. One press."))
        else:
            self.lead.setText(translate("Today", "Saved. Press another number if it changes."))

    def _show_weeks(self, present: "Present") -> None:
        today = self._desk.local_now().date()
        levels = {each.day: each.worst for each in present.strip}
        self.weeks_card.setVisible(bool(levels))
        calm = present.calm_days >= STRIP_DAYS - 1
        words = translate("Today", "Two weeks without a spasm") if calm else translate("Today", "The last two weeks")
        self.weeks_title.setText(words)
        days = [today - timedelta(days=ago) for ago in range(STRIP_DAYS - 1, -1, -1)]
        self.strip.set_days(
            [
                Day(weekday_text(day, short=True), day_text(day, today=today), levels.get(day), day == today)
                for day in days
            ]
        )
