"""Patterns: each chart with one sentence in words above it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.charts.facts import Fact
from backtracker.core.ranges import RANGES, VISITS_NEEDED
from backtracker.core.words import counted, day_text, month_text, translate
from backtracker.patterns import Seen, charted, look
from backtracker.ui import theme
from backtracker.ui.chart_view import ChartCard
from backtracker.ui.desk import Desk
from backtracker.ui.pages.page import Page
from backtracker.ui.pages.patterns_change import ChangeButton
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import Button, quiet, sign_button
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import Columns, EqualGrid, FlowLayout, empty, follow_width
from backtracker.ui.widgets.menu import Menu
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.text import Heading, Paragraph, label

TWO_COLUMNS_FROM = 840


class PatternsPage(Page):
    """The calendar of a year, when it starts, how long calm lasts, what is linked, what helps, how much, and where."""

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticker, parent)
        self.year = desk.local_now().year
        self.range = "all"
        self.mark_id: str | None = None
        self.seen: Seen | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = ScrollPage(parent=self)
        whole.addWidget(self._scroll)
        column = self._scroll.column
        column.addWidget(self._head())
        self.empty = Card()
        row = self.empty.add_section(horizontal=True, sides=20, top=20, bottom=20, gap=16)
        row.addWidget(Badge("patterns", "accent", 52), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(translate("Patterns", "Nothing is recorded yet"), tokens.HEADLINE))
        hint = translate("Patterns", "Each spasm and each good day that you note shows up here, from the first one on.")
        words.addWidget(Paragraph(hint, tokens.BODY, "quiet"))
        row.addLayout(words, 1)
        self.empty.hide()
        column.addWidget(self.empty)
        self.facts = FactRow()
        column.addWidget(self.facts)
        self.calendar = ChartCard(desk, "calendar")
        self._add_pager()
        self.onset, self.recurrence = ChartCard(desk, "onset"), ChartCard(desk, "recurrence")
        self.change = ChangeButton(desk)
        self.change.chosen.connect(self.choose_mark)
        self.recurrence.add_foot(self.change)
        self.triggers, self.relief = ChartCard(desk, "triggers"), ChartCard(desk, "relief")
        self.trial = ChartCard(desk, "trial")
        self.burden, self.hours = ChartCard(desk, "burden"), ChartCard(desk, "hours")
        self.weeks = ChartCard(desk, "weeks")
        self.where, self.latest = ChartCard(desk, "where"), ChartCard(desk, "episode")
        self.doses = ChartCard(desk, "doses")
        column.addWidget(self.calendar)
        column.addLayout(_pair(self.onset, self.recurrence))
        column.addWidget(self.triggers)
        column.addWidget(self.relief)
        column.addWidget(self.trial)
        column.addLayout(_pair(self.burden, self.hours))
        column.addWidget(self.weeks)
        column.addWidget(self.where)
        column.addWidget(self.latest)
        column.addWidget(self.doses)
        column.addStretch(1)
        self.cards = (
            self.calendar, self.onset, self.recurrence, self.triggers, self.relief, self.burden, self.hours, self.weeks,
            self.where, self.trial,
            self.latest, self.doses,
        )  # fmt: skip
        for card in self.cards:
            card.saved.connect(self._was_saved)
            card.hide()

    def refresh(self) -> None:
        """Ask for the numbers of the year and of the range; they are computed on the worker."""
        year, range_, rules, zone = self.year, self.range, self.desk.settings.rules, self.desk.zone()
        mark_id = self.mark_id
        self.desk.ask(lambda journal: look(journal, year, range_, rules, zone, mark_id), self._fill, self)

    def _fill(self, seen: Seen) -> None:
        self.seen = seen
        today = self.desk.local_now().date()
        blank = seen.since is None
        self.empty.setVisible(blank)
        self.heading.set_words(translate("Patterns", "Patterns"), _about(seen, self.range))
        self.facts.show_facts(seen.facts)
        self.range_button.setVisible(not blank)
        for key, needed in VISITS_NEEDED.items():
            self._ranges[key].setVisible(seen.visits >= needed)
        self.save_button.setVisible(not blank)
        numbers = {chart.key: each for chart, each in charted(seen)}
        for card in self.cards:
            key = card.view.chart.key
            card.setVisible(key in numbers)
            if key in numbers:
                card.show_numbers(numbers[key])
        self.change.show_seen(seen)
        self._year_label.setText(str(self.year))
        self.earlier.setEnabled(seen.since is not None and self.year > seen.since.year)
        self.later.setEnabled(self.year < today.year)
        self.filled.emit()

    # Building --------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        head = QWidget()
        row = Columns(head, shares=(1, 0), below=TWO_COLUMNS_FROM, gap=12, row_gap=8)
        self.heading = Heading(translate("Patterns", "Patterns"))
        row.addWidget(self.heading)
        right = QWidget()
        buttons = FlowLayout(right, gap=4)
        self.range_button = Button("", "outlined", "calendar")
        ranges = Menu(self.range_button)
        self._ranges = {key: ranges.add(_range_name(key), partial(self.choose_range, key)) for key in RANGES}
        self.range_button.set_menu(ranges)
        self._say_range()
        self.save_button = quiet(translate("Patterns", "Save charts"), "export")
        kinds = Menu(self.save_button)
        for kind, words in (
            ("png", translate("Patterns", "As pictures (PNG) …")),
            ("svg", translate("Patterns", "As drawings (SVG) …")),
            ("csv", translate("Patterns", "As tables (CSV) …")),
        ):
            kinds.add(words, partial(self.ask_where, kind), "download")
        self.save_button.set_menu(kinds)
        for button in (self.range_button, self.save_button):
            button.hide()
            buttons.addWidget(button)
        row.addWidget(right)
        return head

    def _say_range(self) -> None:
        name = _range_name(self.range)
        self.range_button.setText(name)
        self.range_button.setAccessibleName(translate("Patterns", "Range: {range}", range=name))
        self.range_button.updateGeometry()

    def _add_pager(self) -> None:
        self.earlier = sign_button("chevron-left", translate("Patterns", "The year before"))
        self.later = sign_button("chevron-right", translate("Patterns", "The year after"))
        self.earlier.quick = self.later.quick = True
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
        self._say_range()
        self.go_stale()

    def choose_mark(self, mark_id: str) -> None:
        """Lay calm before and after another mark side by side; an empty id is none."""
        self.mark_id = mark_id
        self.go_stale()

    # Saving ----------------------------------------------------------------------------------

    def ask_where(self, kind: str) -> None:
        """Let the person choose a folder, then save every chart there."""
        title = translate("Patterns", "Choose a folder for the charts")
        where = QFileDialog.getExistingDirectory(self, title, str(Path.home()))
        if where:
            self.save_all(Path(where), kind)

    def save_all(self, folder: Path, kind: str) -> None:
        """Every chart that is shown, each as a file of ``kind`` in ``folder``, named after chart and day."""
        day = self.desk.local_now().date()
        for card in self.cards:
            if not card.isHidden():
                card.save(folder / f"backtracker-{card.view.chart.key}-{day}.{kind}")

    def _was_saved(self, path: Path) -> None:
        self.said.emit(translate("Patterns", "Saved as {path}", path=path))


class FactRow(QWidget):
    """What stands out, a card each, above the charts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = EqualGrid(self, gap=tokens.BETWEEN_CARDS)
        follow_width(self)
        self.facts: list[Fact] = []

    def show_facts(self, facts: list[Fact]) -> None:
        """These and no others; without any the row takes no room."""
        if facts != self.facts:
            self.facts = facts
            empty(self._row)
            for fact in facts:
                self._row.addWidget(self._card(fact))
        self.setVisible(bool(facts))
        self.updateGeometry()

    def _card(self, fact: Fact) -> Card:
        card = Card()
        row = card.add_section(horizontal=True, sides=16, top=14, bottom=14, gap=14)
        row.addWidget(Badge(fact.icon, "accent", 40))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(fact.title, tokens.HEADLINE))
        words.addWidget(label(fact.line, tokens.SMALL, "quiet"))
        row.addLayout(words, 1)
        return card


def _pair(left: ChartCard, right: ChartCard) -> Columns:
    """Two charts side by side, one under the other where it is narrow."""
    pair = Columns(shares=(1, 1), below=TWO_COLUMNS_FROM, gap=tokens.BETWEEN_CARDS)
    pair.addWidget(left)
    pair.addWidget(right)
    return pair


def _range_name(key: str) -> str:
    return {
        "month": translate("Patterns", "Last 30 days"),
        "quarter": translate("Patterns", "Last 90 days"),
        "year": translate("Patterns", "Last 12 months"),
        "three": translate("Patterns", "Last 3 years"),
        "visit": translate("Patterns", "Since the last visit"),
        "visits": translate("Patterns", "Between the last two visits"),
        "all": translate("Patterns", "All time"),
    }[key]


def _about(seen: Seen, range_: str) -> str:
    if seen.since is None:
        return ""
    n = seen.episodes
    if range_ in ("month", "quarter"):
        words = counted(
            n, translate("Patterns", "{n} spasm in {{days}} days"), translate("Patterns", "{n} spasms in {{days}} days")
        )
        return words.format(days=RANGES[range_])
    if range_ == "year":
        return counted(
            n, translate("Patterns", "{n} spasm in 12 months"), translate("Patterns", "{n} spasms in 12 months")
        )
    if range_ in ("visit", "visits") and seen.visits:
        one = translate("Patterns", "{n} spasm from {{first}} to {{last}}")
        words = counted(n, one, translate("Patterns", "{n} spasms from {{first}} to {{last}}"))
        return words.format(first=day_text(seen.first, today=seen.last), last=day_text(seen.last, today=seen.last))
    if range_ == "three":
        return counted(n, translate("Patterns", "{n} spasm in 3 years"), translate("Patterns", "{n} spasms in 3 years"))
    words = counted(
        n,
        translate("Patterns", "{n} spasm since {{month}}"),
        translate("Patterns", "all {n} spasms since {{month}}"),
    )
    return words.format(month=f"{month_text(seen.since.month)} {seen.since.year}")
