"""Patterns: each chart with one sentence in words above it."""

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.analysis.burden import Months, Year, months_of, year_of
from backtracker.analysis.course import Course, course_of
from backtracker.analysis.rhythm import Onsets, onsets_of
from backtracker.core import protocol
from backtracker.core.rules import Rules
from backtracker.core.words import counted, month_text, translate
from backtracker.ui import theme
from backtracker.ui.chart_view import ChartCard
from backtracker.ui.desk import Desk
from backtracker.ui.pages.page import Page
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.buttons import sign_button
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.text import Paragraph, label

if TYPE_CHECKING:
    from backtracker.journal import Journal

RANGES = (("year", 365), ("three", 3 * 365), ("all", 0))
TWO_COLUMNS_FROM = 900


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows: the numbers of each chart, and how much is behind them."""

    year: Year
    onsets: Onsets
    months: Months
    latest: Course | None
    episodes: int
    since: date | None


class PatternsPage(Page):
    """The calendar of a year, when it starts, the burden by month, and the latest episode."""

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticker, parent)
        self.year = desk.local_now().year
        self.range = "all"
        self.seen: Seen | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollPage(parent=self)
        whole.addWidget(self._scroll)
        column = self._scroll.column
        column.addLayout(self._head())
        self.empty = Paragraph(
            translate("Patterns", "Nothing is recorded yet. Each spasm and each good day that you note shows up here."),
            tokens.LEAD,
            "quiet",
        )
        self.empty.hide()
        column.addWidget(self.empty)
        self.calendar = ChartCard(desk, "calendar")
        self._add_pager()
        self.onset = ChartCard(desk, "onset")
        self.burden = ChartCard(desk, "burden")
        self.latest = ChartCard(desk, "episode")
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(tokens.BETWEEN_CARDS)
        for card in (self.onset, self.burden):
            self._pair.addWidget(card, 1)
        column.addWidget(self.calendar)
        column.addLayout(self._pair)
        column.addWidget(self.latest)
        column.addStretch(1)
        self.cards = (self.calendar, self.onset, self.burden, self.latest)
        for card in self.cards:
            card.hide()

    def refresh(self) -> None:
        """Ask for the numbers of the year and of the range; they are computed on the worker."""
        year, range_, rules, zone = self.year, self.range, self.desk.settings.rules, self.desk.zone()
        self.desk.ask(lambda journal: look(journal, year, range_, rules, zone), self._fill, self)

    def _fill(self, seen: Seen) -> None:
        self.seen = seen
        today = self.desk.local_now().date()
        blank = seen.since is None
        self.empty.setVisible(blank)
        for card in (self.calendar, self.onset, self.burden):
            card.setVisible(not blank)
        self.latest.setVisible(seen.latest is not None)
        self._about.setText(_about(seen))
        if not blank:
            self.calendar.show_numbers(seen.year)
            self.onset.show_numbers(seen.onsets)
            self.burden.show_numbers(seen.months)
        if seen.latest is not None:
            self.latest.show_numbers(seen.latest)
        self._year_label.setText(str(self.year))
        self.earlier.setEnabled(seen.since is not None and self.year > seen.since.year)
        self.later.setEnabled(self.year < today.year)
        self.filled.emit()

    # Building --------------------------------------------------------------------------------

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(8)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(label(translate("Patterns", "Patterns"), tokens.TITLE))
        self._about = label("", tokens.LEAD, "quiet")
        line.addWidget(self._about, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        head.addLayout(line)
        chips = FlowLayout(gap=8)
        names = {
            "year": translate("Patterns", "Last 12 months"),
            "three": translate("Patterns", "Last 3 years"),
            "all": translate("Patterns", "All time"),
        }
        self.ranges: dict[str, Chip] = {}
        for key, _ in RANGES:
            chip = Chip(names[key], centred=True)
            chip.setChecked(key == self.range)
            chip.clicked.connect(lambda _=False, wanted=key: self.choose_range(wanted))
            self.ranges[key] = chip
            chips.addWidget(chip)
        head.addLayout(chips)
        return head

    def _add_pager(self) -> None:
        self.earlier = sign_button("chevron-left", translate("Patterns", "The year before"))
        self.later = sign_button("chevron-right", translate("Patterns", "The year after"))
        self._year_label = label("", tokens.BOLD)
        self.earlier.clicked.connect(lambda: self.turn_to(self.year - 1))
        self.later.clicked.connect(lambda: self.turn_to(self.year + 1))
        for number, part in enumerate((self.earlier, self._year_label, self.later), start=1):
            part.setFixedHeight(theme.px(tokens.CONTROL))
            self.calendar.top.insertWidget(number, part, 0, Qt.AlignmentFlag.AlignTop)

    def turn_to(self, year: int) -> None:
        """Show another year in the calendar."""
        self.year = year
        self.go_stale()

    def choose_range(self, key: str) -> None:
        """Look at another span of time in the other charts."""
        self.range = key
        for name, chip in self.ranges.items():
            chip.setChecked(name == key)
        self.go_stale()

    def resizeEvent(self, event: object) -> None:
        """Two charts side by side where there is room for both."""
        wide = self.width() >= theme.px(TWO_COLUMNS_FROM)
        self._pair.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)


def look(journal: "Journal", year: int, range_: str, rules: Rules, zone: tzinfo) -> Seen:
    """On the worker: the bounded questions of the page, and the numbers from their answers."""
    now = journal.now()
    today = now.astimezone(zone).date()
    since = journal.first_day()
    days = dict(RANGES)[range_]
    first = max(since or today, today - timedelta(days=days)) if days else since or today
    year_days, year_episodes = journal.days(date(year, 1, 1), date(year, 12, 31))
    span_days, span_episodes = journal.days(first, today)
    newest = journal.store.latest_episode()
    latest = None
    if newest is not None:
        log = journal.story(newest.id)
        spans = [(span.kind, span.start, span.end) for span in protocol.phases(rules, log)]
        latest = course_of(log, now, rules, spans)
    return Seen(
        year=year_of(year, year_days, year_episodes, today, since),
        onsets=onsets_of([each for each in span_episodes if each.began.day >= first]),
        months=months_of(span_days, span_episodes, today, first),
        latest=latest,
        episodes=len(span_episodes),
        since=since,
    )


def _about(seen: Seen) -> str:
    if seen.since is None:
        return ""
    count = counted(seen.episodes, translate("Patterns", "{n} spasm"), translate("Patterns", "{n} spasms"))
    month = f"{month_text(seen.since.month)} {seen.since.year}"
    return translate("Patterns", "{count} in this range; the record begins in {month}", count=count, month=month)
