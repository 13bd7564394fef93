"""History: every spasm and every day in a list, and the one that is chosen with everything in it.

Two columns where there is room, else the list and then the detail with a way back. All
questions are bounded, and an answer that is no longer wanted is dropped.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.analysis.course import course_by_protocol
from backtracker.core.body import Measure
from backtracker.core.entries import Answers
from backtracker.core.model import Act, Episode, Sheet
from backtracker.core.rules import Rules
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.entry import EntryDialog
from backtracker.ui.dialogs.episode import EpisodeDialog
from backtracker.ui.dialogs.reading import ReadingDialog
from backtracker.ui.dialogs.treatment import TreatmentDialog
from backtracker.ui.pages.entry_lines import Line
from backtracker.ui.pages.entry_sheets import open_sheet
from backtracker.ui.pages.history_detail import HistoryDetail, Story
from backtracker.ui.pages.history_lines import acted_at
from backtracker.ui.pages.history_list import VISIT, HistoryList, Item, day_items, spasm_items, visit_items
from backtracker.ui.pages.history_search import HistorySearch, Wanted
from backtracker.ui.pages.two_columns import TwoColumnPage
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.buttons import outlined
from backtracker.ui.widgets.menu import Menu
from backtracker.ui.widgets.text import label

if TYPE_CHECKING:
    from backtracker.journal import Journal

LIST_WIDTH = 344
FIRST, MORE = 12, 24
"""Episodes that are listed at first, and those that one press on "Show earlier" adds."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The list as the journal gave it. ``rest`` more are there; None when nobody counted."""

    items: list[Item]
    rest: int | None
    own: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    empty: bool = False


class HistoryPage(TwoColumnPage):
    """The page. What is wanted in the list, and what is open beside it, stay as they are while it goes stale."""

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticker, parent)
        self._asked = 0
        self._limit = FIRST
        self.search = HistorySearch()
        self.list = HistoryList()
        self.detail = HistoryDetail(desk, self._today)
        self.put_beside(QWidget(), self.list, self.detail, LIST_WIDTH)
        self._build_left()
        self._connect()

    # Asking ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the list as it is wanted now, and then for what is open beside it."""
        self._asked += 1
        look = partial(look_up, wanted=self.search.wanted, limit=self._limit, zone=self.desk.zone())
        self.desk.ask(look, partial(self._take, self._asked), self)

    def open(self, key: str) -> None:
        """Show the episode or the day with this key beside the list."""
        self.list.mark(key)
        self._asked += 1
        if not key:
            self.filled.emit()
        elif (day := day_in(key, self.search.wanted)) is not None:
            self.desk.ask(lambda journal: journal.day(day), partial(self._take_day, self._asked, day), self)
        else:
            tell = partial(tell_story, episode_id=key, rules=self.desk.settings.rules)
            self.desk.ask(tell, partial(self._take_story, self._asked), self)

    def _take(self, asked: int, seen: Seen) -> None:
        if asked != self._asked:
            return
        wanted = self.search.wanted
        self.search.offer(seen.own, seen.years)
        keys = [item.key for item in seen.items]
        opened = self.list.current
        beside = opened if opened in keys else self.list.neighbour(opened)
        self.list.show_items(seen.items, seen.rest, nothing_text(wanted, empty=seen.empty))
        self.list.offer_days(not seen.items and not seen.empty and wanted == Wanted())
        if opened not in keys:
            opened = beside if beside in keys else next(iter(keys), "")
        if not opened:
            self._stepped_in = False
            self.detail.show_empty(first=seen.empty)
        self._arrange()
        self.open(opened)

    def _take_story(self, asked: int, story: Story | None) -> None:
        if asked == self._asked and story is not None:
            self.detail.show_story(story)
            self.filled.emit()

    def _take_day(self, asked: int, day: date, sheet: Sheet) -> None:
        if asked == self._asked:
            self.detail.show_day(day, sheet)
            self.filled.emit()

    def _want(self, wanted: Wanted) -> None:
        self._limit = FIRST
        self.list.verticalScrollBar().setValue(0)
        self.refresh()

    def _show_more(self) -> None:
        self._limit += MORE
        self.refresh()

    def _today(self) -> date:
        return self.desk.local_now().date()

    # Changing --------------------------------------------------------------------------------

    def _add_past(self) -> None:
        dialog = EpisodeDialog(self.desk, parent=self)
        dialog.saved.connect(self._added)
        dialog.open()

    def _add_visit(self) -> None:
        from backtracker.ui.dialogs.visit import VisitDialog

        VisitDialog(self.desk, parent=self).open()

    def _added(self, answer: object) -> None:
        """A new episode is what one wants to see."""
        episode = answer[1] if isinstance(answer, tuple) else getattr(answer, "episode", None)
        if isinstance(episode, Episode):
            self.search.want(Wanted())
            self.list.mark(episode.id)

    def _change_episode(self) -> None:
        if self.detail.story is not None:
            EpisodeDialog(self.desk, log=self.detail.story.log, parent=self).open()

    def _delete_episode(self) -> None:
        if self.detail.story is not None:
            episode = self.detail.story.log.episode
            self.desk.do(lambda journal: journal.delete(episode), lambda _: self.list.focus_row(), self)

    def _reopen(self) -> None:
        if self.detail.story is not None:
            id = self.detail.story.log.episode.id
            self.desk.do(lambda journal: journal.reopen(id), None, self)

    def _change_line(self, line: Line) -> None:
        """The sheet that goes with a line of the timeline."""
        if isinstance(line.record, Episode):
            self._change_episode()
        elif isinstance(line.record, Act):
            self._show_entry(line, line.record)
        elif isinstance(line.record, Answers):
            self.day_requested.emit(line.record.day, "day")
        elif isinstance(line.record, Measure):
            self.day_requested.emit(line.at.day, "weight")
        else:
            open_sheet(self.desk, line, self)

    def _show_entry(self, line: Line, record: Act) -> None:
        when = acted_at(line.at.local, self._today())
        detail = ", ".join(part for part in (line.detail, line.remark) if part)
        EntryDialog(self.desk, record=record, title=line.name, when=when, detail=detail, parent=self).open()

    # Moving about ----------------------------------------------------------------------------

    def _choose(self, key: str) -> None:
        """An arrow key went to the row: it opens beside the list, if it can be seen there."""
        if self._two_columns():
            self.open(key)
        else:
            self.list.mark(key)

    def _step_in(self, key: str) -> None:
        self._stepped_in = True
        self._arrange()
        self.open(key)
        self._stepped()

    def _find(self) -> None:
        if not self._two_columns():
            self._stepped_in = False
            self._arrange()
        self.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.line.selectAll()

    # Building --------------------------------------------------------------------------------

    def _build_left(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 0, 0)
        head.addWidget(label(translate("History", "History"), tokens.TITLE), 1)
        self.add_button = outlined(translate("History", "Add"), "plus")
        menu = Menu(self.add_button)
        menu.add(translate("History", "A past spasm"), self._add_past, "spasm")
        menu.add(translate("History", "Pain"), lambda: ReadingDialog(self.desk, parent=self).open(), "pain")
        menu.add(translate("History", "A visit"), self._add_visit, "doctor")
        menu.add(
            translate("History", "Something you did"), lambda: TreatmentDialog(self.desk, parent=self).open(), "ice"
        )
        self.add_menu = menu
        self.add_button.set_menu(menu)
        head.addWidget(self.add_button)
        top = QVBoxLayout()
        top.setContentsMargins(20, tokens.PAGE_TOP, 16, 4)
        top.setSpacing(14)
        top.addLayout(head)
        top.addWidget(self.search)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.search.changed.connect(self._want)
        self.search.left.connect(self.list.focus_row)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._step_in)
        self.list.more_requested.connect(self._show_more)
        self.list.days_requested.connect(lambda: self.search.want(Wanted(days=True)))
        self.detail.change_requested.connect(self._change_episode)
        self.detail.delete_requested.connect(self._delete_episode)
        self.detail.reopen_requested.connect(self._reopen)
        self.detail.line_requested.connect(self._change_line)
        self.detail.back_requested.connect(self._step_out)
        self.detail.add_requested.connect(self._add_past)
        self.detail.asking_requested.connect(self.asking_requested)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find)


def day_in(key: str, wanted: Wanted) -> date | None:
    """The day that a row with this key opens; None where it opens an episode."""
    if key.startswith(VISIT):
        return date.fromisoformat(key.rpartition(":")[2])
    return date.fromisoformat(key) if wanted.days else None


def nothing_text(wanted: Wanted, *, empty: bool = True) -> str:
    """What stands in the place of a list without a row, and what to do about it; ``empty`` where nothing is kept."""
    if wanted.days:
        return translate("History", "No entries.")
    if wanted.filtered and wanted.search:
        return translate("History", "Nothing matches. Take a filter away, or search for another word.")
    if wanted.filtered:
        return translate("History", "Nothing matches. Take a filter away.")
    if wanted.search:
        return translate("History", "Nothing matches. Search for another word.")
    if not empty:
        return translate("History", "No spasm so far. All else that you kept stands under its day.")
    return translate("History", "No spasm so far.")


def look_up(journal: "Journal", wanted: Wanted, limit: int, zone: tzinfo) -> Seen:
    """On the worker: the newest ``limit`` that are ``wanted``, and what the menu offers."""
    today = journal.now().astimezone(zone).date()
    first, empty = journal.first_day(), journal.store.is_empty()
    years = tuple(range(today.year, first.year - 1, -1)) if first else ()
    own = tuple(journal.own("trigger"))
    if wanted.days:
        return replace(_look_up_days(journal, today, limit), own=own, years=years, empty=empty)
    filters = wanted.filters(zone)
    items = spasm_items(journal.history(**filters, limit=limit), today)
    number = journal.history_count(**filters)
    if wanted.looks_into_visits:
        span = {key: filters[key] for key in ("search", "since", "until")}
        items += visit_items(journal.visits_found(**span, limit=limit), today)
        items = sorted(items, key=lambda item: item.day, reverse=True)[:limit]
        number += journal.visits_found_count(**span)
    return Seen(items, number - len(items), own, years, empty=empty)


def _look_up_days(journal: "Journal", today: date, limit: int) -> Seen:
    """As many months of days as hold ``limit`` of them."""
    items: list[Item] = []
    before: date | None = today + timedelta(days=1)
    while before is not None and len(items) < limit:
        diary = journal.diary(before)
        items += day_items(diary.days, today)
        before = diary.earlier
    return Seen(items, None if before is not None else 0)


def tell_story(journal: "Journal", episode_id: str, rules: Rules) -> Story | None:
    """On the worker: everything in one episode; None when it is gone, which a new list will show."""
    if journal.store.episode(episode_id) is None:
        return None
    log, now = journal.story(episode_id), journal.now()
    latest = journal.store.latest_episode()
    reopens = not log.running and latest is not None and latest.id == episode_id
    course, seen = course_by_protocol(log, now, rules), tuple(journal.visits_in(log.episode))
    return Story(log, course, reopens, journal.kept(episode_id), journal.asking(episode_id), seen)
