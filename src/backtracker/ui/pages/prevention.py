"""Prevention: what was kept week by week, the check-in of any day, weight, and what belongs to the plan."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.analysis.kept import MOST_WEEKS, Beside, kept_beside
from backtracker.core import prevention, trial
from backtracker.core.body import Measure
from backtracker.core.habits import HabitDay
from backtracker.core.plan import Plan
from backtracker.core.plan_kept import Streak, Week
from backtracker.core.trial import Trial
from backtracker.core.words import counted, month_text, translate
from backtracker.ui.chart_view import ChartCard
from backtracker.ui.desk import Desk
from backtracker.ui.pages.day_card import DayCard
from backtracker.ui.pages.page import Page
from backtracker.ui.pages.plan_settings import PARTS, PlanSettings
from backtracker.ui.pages.settings_rows import on_off
from backtracker.ui.pages.trial_card import TrialCard
from backtracker.ui.pages.weight_card import WeightCard
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import FlowLayout, empty
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.text import Heading, Paragraph, label
from backtracker.ui.widgets.week_table import WeekRow, WeekTable

if TYPE_CHECKING:
    from backtracker.journal import Journal

WEEKS = 8
WEIGHTS = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows: the day that is open, the weeks with their streaks, the weights."""

    day: HabitDay
    asked: tuple[str, ...]
    today: date
    weeks: tuple[Week, ...]
    streaks: dict[str, Streak]
    weights: tuple[Measure, ...]
    latest: Measure | None
    tall: Measure | None
    healed: bool
    beside: Beside
    trial: Trial | None
    any_over: bool
    own: tuple[str, ...]


class PreventionPage(Page):
    """The parts of it are cards of their own; this asks for what they show, and hands on what they want."""

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticker, parent)
        self._day: date | None = None
        self._shown_today = desk.local_now().date()
        self._seen: Seen | None = None
        self._leads_to = ""
        self._scroll = ScrollPage(parent=self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        self.heading = Heading(translate("Prevention", "Prevention"))
        self.weeks = WeeksCard()
        self._scroll.column.addWidget(self.heading)
        self._scroll.column.addWidget(self.weeks)
        self.chart = ChartCard(desk, "prevention")
        self.chart.saved.connect(lambda path: self.said.emit(translate("Prevention", "Saved as {path}", path=path)))
        self._scroll.column.addWidget(self.chart)
        self._scroll.column.addStretch(1)
        self.day_card: DayCard | None = None
        self.weight: WeightCard | None = None
        self.plan: PlanSettings | None = None
        self.trial: TrialCard | None = None
        for make in (self._make_day, self._make_trial, self._make_weight, self._make_plan):
            desk.in_turn(partial(self._add, make), self)

    def _make_day(self) -> Card:
        card = self.day_card = DayCard()
        card.answered.connect(self._answer)
        card.day_wanted.connect(self.open_day)
        return card

    def _make_trial(self) -> Card:
        card = self.trial = TrialCard()
        card.plan_wanted.connect(self.plan_trial)
        card.stop_wanted.connect(self._stop_trial)
        card.patterns_wanted.connect(lambda: self.page_requested.emit("patterns"))
        return card

    def _make_weight(self) -> Card:
        card = self.weight = WeightCard()
        card.measured.connect(self._measure)
        card.units_chosen.connect(self._units)
        card.removed.connect(lambda weight: self.desk.do(lambda journal: journal.delete(weight), None, self))
        return card

    def _make_plan(self) -> Card:
        card = self.plan = PlanSettings()
        card.chosen.connect(self._choose)
        card.breaks_chosen.connect(self._choose_breaks)
        card.settings_requested.connect(lambda: self.page_requested.emit("settings"))
        for part in PARTS:
            self.desk.in_turn(partial(self._add_part, part), self)
        self.desk.in_turn(lambda: card.add_breaks(self.desk.settings.breaks), self)
        return card

    def _add_part(self, part: str) -> None:
        if self.plan is not None:
            self.plan.add_part(self.desk.settings.plan, part)
            self.plan.show_plan(self.desk.settings.plan)
            self._scroll.settle()

    def _add(self, make: Callable[[], Card]) -> None:
        column = self._scroll.column
        column.insertWidget(column.count() - 1, make())
        if self._seen is not None:
            self._fill(self._seen)
        self._scroll.settle()

    # Showing ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the weeks, the open day and the weights."""
        today = self.desk.local_now().date()
        if today != self._shown_today:
            self._shown_today, self._day = today, None
        day = self._day
        self.desk.ask(lambda journal: look(journal, day), self._fill, self)

    def open_day(self, day: date) -> None:
        """Show the check-in of ``day``."""
        self._day = None if day >= self.desk.local_now().date() else day
        self.refresh()

    def lead_to(self, day: date, part: str) -> None:
        """Open ``day``, and bring its check-in (``day``) or the weights (``weight``) to where they are seen."""
        self._leads_to = part
        self.open_day(day)

    def _come_to(self) -> None:
        card = {"day": self.day_card, "weight": self.weight}.get(self._leads_to)
        if card is not None and self._seen is not None and self.is_seen:
            self._leads_to = ""
            self._scroll.settle()
            self._scroll.verticalScrollBar().setValue(card.y() - tokens.BETWEEN_CARDS)
            card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, seen: Seen) -> None:
        self._seen = seen
        plan = self.desk.settings.plan
        waits = "" if seen.healed else translate("Prevention", "The plan waits until the spasm is over.")
        self.heading.set_words(translate("Prevention", "Prevention"), waits)
        self.weeks.show_weeks(seen, plan)
        self.chart.setVisible(bool(seen.beside.weeks))
        self.chart.show_numbers(seen.beside)
        if self.day_card is not None:
            self.day_card.show_day(seen.day, seen.asked, seen.today)
        if self.trial is not None:
            self.trial.show_trial(seen.trial, seen.today, any_over=seen.any_over)
        if self.weight is not None:
            self.weight.show_weights(seen.weights, seen.latest, seen.tall, plan.units)
        if self.plan is not None:
            self.plan.show_plan(plan)
            self.plan.show_breaks(self.desk.settings.breaks)
        if self._leads_to:
            self.desk.in_turn(self._come_to, self)
        self.filled.emit()

    # Wishes -------------------------------------------------------------------------------------

    def _answer(self, day: date, key: str, value: int | None) -> None:
        self.desk.do(lambda journal: journal.check_in(day, {key: value}), None, self)

    def _measure(self, kind: str, value: int) -> None:
        card = self.weight
        if card is not None:
            self.desk.do(lambda journal: journal.measure(kind, value), lambda _: card.saved(kind), self, card.refuse)

    def plan_trial(self) -> None:
        """Open the sheet for a new trial."""
        from backtracker.ui.dialogs.trial import TrialDialog  # few ask

        TrialDialog(self.desk, own=self._seen.own if self._seen else (), parent=self.window()).open()

    def _stop_trial(self, under_way: Trial) -> None:
        self.desk.do(lambda journal: journal.stop_trial(under_way.id), None, self)

    def _units(self, units: str) -> None:
        words = translate("Prevention", "Units: {units}", units=_units_text(units))
        self._choose(words, lambda plan: replace(plan, units=units))

    def _choose_breaks(self, on: bool) -> None:
        said = on_off(on)
        words = translate("Prevention", "Breaks from sitting: {said}", said=said)
        self.desk.set_settings(replace(self.desk.settings, breaks=on), words)

    def _choose(self, label: str, change: Callable[[Plan], Plan]) -> None:
        settings = self.desk.settings
        wanted = replace(settings, plan=change(settings.plan))
        if wanted != settings:
            self.desk.set_settings(wanted, label)


def _units_text(units: str) -> str:
    return translate("rules", "kg and cm") if units == "metric" else translate("rules", "lb and ft")


class WeeksCard(Card):
    """The weeks, and above them what has been kept for how long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        section = self.add_section(top=16, bottom=18, gap=12)
        section.addWidget(label(translate("Prevention", "Week by week"), tokens.HEADLINE))
        self.lead = Paragraph("", tokens.BODY, "quiet")
        section.addWidget(self.lead)
        self.streaks = FlowLayout(gap=20, row_gap=4)
        section.addLayout(self.streaks)
        self.table = WeekTable()
        section.addWidget(self.table)
        self.said: tuple[str, ...] = ()

    def show_weeks(self, seen: Seen, plan: Plan) -> None:
        """The weeks and streaks of the parts that belong to ``plan``."""
        parts = [part for part in (*prevention.PARTS, "checkin") if plan.has(part)]
        names = [prevention.name(part, plan.activity) for part in parts]
        rows = [WeekRow(_week_name(week, seen.today), week.days, tuple(week.kept[part] for part in parts))
                for week in seen.weeks]  # fmt: skip
        self.table.set_weeks(names, rows)
        self.lead.setText(translate("Prevention", "Days on which each part was kept. A single missed day is forgiven."))
        told = [(prevention.name(part, plan.activity), seen.streaks[part]) for part in parts]
        self._say(tuple(_streak_text(name, streak) for name, streak in told if streak.days > 1))

    def _say(self, sentences: tuple[str, ...]) -> None:
        if sentences == self.said:
            return
        self.said = sentences
        empty(self.streaks)
        for sentence in sentences:
            shown = label(sentence, tokens.STRONG)
            self.streaks.addWidget(shown)
            shown.show()


def _streak_text(name: str, streak: Streak) -> str:
    return f"{name}: " + counted(
        streak.days, translate("Prevention", "{n} day in a row"), translate("Prevention", "{n} days in a row")
    )


def _week_name(week: Week, today: date) -> str:
    if today - week.first < timedelta(days=7):
        return translate("Prevention", "This week")
    day = f"{week.first.day} {month_text(week.first.month, short=True)}"
    return translate("Prevention", "From {day}", day=day)


def look(journal: "Journal", day: date | None) -> Seen:
    """On the worker: the plan, the weeks up to today, the open ``day`` (None is today), and a year of weights."""
    found, today, now = journal.plan_today(), journal.today(), journal.now()
    kept, plan = journal.plan_kept(), journal.plan()
    parts = [part for part in prevention.PARTS if plan.has(part)]
    pains, _ = journal.days(today - timedelta(weeks=MOST_WEEKS), today)
    trials = journal.store.trials()
    return Seen(
        found.day if day is None else journal.habit_day(day),
        found.asked,
        today,
        tuple(kept.weeks(WEEKS)),
        kept.streaks(),
        tuple(journal.weights(now - WEIGHTS, now + timedelta(minutes=5))),
        journal.newest_measure("weight"),
        journal.newest_measure("height"),
        found.healed,
        kept_beside(kept.on, parts, kept.known, pains, today),
        trial.running(trials, today),
        any(each.begun and each.over(today) for each in trials),
        tuple(journal.own_items()),
    )
