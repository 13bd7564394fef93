"""The list of the history: rows under month headings, moved through by arrow keys, more on a press."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from backtracker import tokens
from backtracker.core.care import visits
from backtracker.core.care.visits import Visit
from backtracker.core.model import EpisodeSummary
from backtracker.core.words import counted, translate, weekday_text
from backtracker.ui import theme
from backtracker.ui.pages.history_lines import (
    entries_text,
    heading,
    line_text,
    month_heading,
    spasm_of,
    title_text,
)
from backtracker.ui.pages.history_row import HistoryRow
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.text import Paragraph, label

if TYPE_CHECKING:
    from backtracker.journal import DiaryDay


VISIT = "visit:"
"""The key of a row that a search found among the visits begins so, and ends with the day that it opens."""


@dataclass(frozen=True, slots=True)
class Item:
    """What a row shows; equal items need no new row."""

    key: str
    day: date
    said: str
    name: str
    detail: str
    pain: int | None


def spasm_items(found: Iterable[EpisodeSummary], today: date) -> list[Item]:
    """A row for each episode."""
    return [
        Item(
            each.episode.id, each.episode.began.day, spasm_of(each.episode.began.day, today),
            title_text(each.episode), line_text(each, today), each.worst,
        )
        for each in found
    ]  # fmt: skip


def day_items(found: "Iterable[DiaryDay]", today: date) -> list[Item]:
    """A row for each recorded day."""
    names = {True: translate("History", "Day of an episode"), False: translate("History", "Ordinary day")}
    return [
        Item(each.day.isoformat(), each.day, heading(each.day, today), names[each.episode],
             entries_text(each.entries), each.worst)
        for each in found
    ]  # fmt: skip


def visit_items(found: Iterable[Visit], today: date) -> list[Item]:
    """A row for each visit, with what came of it."""
    return [
        Item(f"{VISIT}{each.id}:{each.moment.day.isoformat()}", each.moment.day, heading(each.moment.day, today),
             visits.visit_name(each), visits.visit_detail(each), None)
        for each in found
    ]  # fmt: skip


class HistoryList(ScrollPage):
    """``chosen`` carries the key of the row that was pressed; ``opened`` comes with Enter too."""

    chosen = Signal(str)
    opened = Signal(str)
    more_requested = Signal()
    days_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(sides=20, top=0, gap=0, parent=parent)
        self.setAccessibleName(translate("History", "Spasms and days"))
        self.rows: list[HistoryRow] = []
        self._items: list[Item] = []
        self._heads: list[QWidget] = []
        self.current = ""
        self.nothing = Paragraph("", tokens.BODY, "quiet")
        self.nothing.setContentsMargins(12, 16, 12, 0)
        self.nothing.hide()
        self.days = Button(translate("History", "Show all days"), "link", "calendar")
        self.days.clicked.connect(self.days_requested)
        self.days.hide()
        self.more = Button("", "link", arrow="chevron-down")
        self.more.clicked.connect(self.more_requested)
        self.more.hide()
        self.column.addWidget(self.nothing)
        self.column.addWidget(self.days, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(1)

    def show_items(self, items: list[Item], rest: int | None, nothing: str) -> None:
        """Rows for ``items``; ``rest`` is how many more there are, None when nobody counted and there may be some."""
        self._say_more(rest)
        self.nothing.setText(nothing)
        self.nothing.setVisible(not items)
        if items == self._items:
            return
        focused = next((row.key for row in self.rows if row.hasFocus()), "")
        self._items = items
        self._build(items)
        self.mark(self.current)
        if focused:
            self.focus_row(focused)

    def offer_days(self, offered: bool) -> None:
        """Whether a press under the words leads to all days."""
        self.days.setVisible(offered)

    def mark(self, key: str) -> None:
        """Check the row of ``key``; the tab key comes to it, or to the first."""
        self.current = key
        for row in self.rows:
            row.setChecked(row.key == key)
        self._make_reachable(next((row for row in self.rows if row.key == key), self.rows[0] if self.rows else None))

    def neighbour(self, key: str) -> str:
        """The row below ``key``, or the one above the last; empty when there is no other."""
        keys = [row.key for row in self.rows]
        if key not in keys:
            return keys[0] if keys else ""
        at = keys.index(key)
        beside = keys[at + 1 : at + 2] or keys[max(0, at - 1) : at]
        return beside[0] if beside else ""

    def focus_row(self, key: str = "") -> None:
        """Bring the keyboard to the row of ``key``, or to the one that is open."""
        wanted = key or self.current
        row = next((row for row in self.rows if row.key == wanted), self.rows[0] if self.rows else None)
        if row is not None:
            self._make_reachable(row)
            row.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(row, 0, theme.px(40))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move between rows, Home and End to the ends, Enter opens."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, HistoryRow):
            return self._key(watched, Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, row: HistoryRow, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row.key)
            return True
        at, last = self.rows.index(row), len(self.rows) - 1
        goal = {
            Qt.Key.Key_Up: at - 1,
            Qt.Key.Key_Down: at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_PageUp: at - 6,
            Qt.Key.Key_PageDown: at + 6,
        }.get(key)
        if goal is None:
            return False
        there = self.rows[min(last, max(0, goal))]
        self.focus_row(there.key)
        if there is not row:
            self.chosen.emit(there.key)
        return True

    def _build(self, items: list[Item]) -> None:
        for widget in (*self.rows, *self._heads):
            self.column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.rows, self._heads = [], []
        before: date | None = None
        at = 0
        for item in items:
            if before is None or (before.year, before.month) != (item.day.year, item.day.month):
                head = label(month_heading(item.day, before), tokens.SMALL_STRONG, "quiet")
                head.setContentsMargins(12, 0, 0, 0)
                head.setFixedHeight(theme.px(34))
                self._heads.append(head)
                self.column.insertWidget(at, head)
                at += 1
            row = self._row(item)
            self.column.insertWidget(at, row)
            at += 1
            before = item.day

    def _row(self, item: Item) -> HistoryRow:
        weekday = weekday_text(item.day, short=True)
        row = HistoryRow(item.key, str(item.day.day), weekday, item.name, item.detail, item.pain)
        row.say(item.said)
        row.clicked.connect(lambda: self.opened.emit(item.key))
        row.installEventFilter(self)
        self.rows.append(row)
        return row

    def _make_reachable(self, there: HistoryRow | None) -> None:
        for row in self.rows:
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is there else Qt.FocusPolicy.ClickFocus)

    def _say_more(self, rest: int | None) -> None:
        many = translate("History", "Show {n} earlier")
        self.more.setText(translate("History", "Show earlier ones") if rest is None else counted(rest, many, many))
        self.more.setVisible(rest is None or rest > 0)
        self.more.updateGeometry()
