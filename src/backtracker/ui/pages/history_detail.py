"""The right side of the history: one episode with its facts, its course and its days; or one ordinary day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.analysis.course import Course
from backtracker.core import prompts
from backtracker.core.asking import Asking
from backtracker.core.care.visits import Visit
from backtracker.core.keeping import Keeping, kept_text
from backtracker.core.model import EpisodeLog, Sheet
from backtracker.core.words import translate
from backtracker.ui.chart_view import ChartView
from backtracker.ui.desk import Desk
from backtracker.ui.pages.entry_lines import Line, day_lines, lines_of, one_line
from backtracker.ui.pages.history_lines import Fact, facts, heading, pages_of, spasm_of
from backtracker.ui.pages.history_timeline import Timeline
from backtracker.ui.widgets.buttons import Button, outlined, primary, sign_button
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.menu import Menu
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.text import Paragraph, label

_SIDES = 28


@dataclass(frozen=True, slots=True)
class Story:
    """One episode as it is shown; ``reopens`` when it may be opened again."""

    log: EpisodeLog
    course: Course
    reopens: bool
    kept: Keeping = field(default_factory=Keeping)
    asking: Asking | None = None
    visits: tuple[Visit, ...] = ()


class Facts(Card):
    """The strip above the chart: a name in quiet, what is known under it; and the note of the episode."""

    def __init__(self) -> None:
        super().__init__()
        holder = QWidget()
        self._flow = FlowLayout(holder, gap=28, row_gap=12)
        self.add_section(sides=24, top=11, bottom=11).addWidget(holder)
        self.note = Paragraph("", tokens.BODY, "quiet")
        self._note_room = self.add_section(sides=24, top=0, bottom=0, parted=False)
        self._note_room.addWidget(self.note)
        self.shown: list[Fact] = []
        self._pairs: list[QWidget] = []

    def show_facts(self, pairs: list[Fact], note: str) -> None:
        """What is known now."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._note_room.setContentsMargins(23, 0, 23, 12 if note else 0)
        if pairs == self.shown:
            return
        self.shown = pairs
        for widget in self._pairs:
            self._flow.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._pairs = [self._pair(fact) for fact in pairs]
        for widget in self._pairs:
            self._flow.addWidget(widget)

    def _pair(self, fact: Fact) -> QWidget:
        pair = QWidget()
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(label(fact.name, tokens.SMALL, "quiet"))
        words = label(fact.words, tokens.HEADLINE, "text" if fact.known else "quiet")
        column.addWidget(words)
        pair.setAccessibleName(f"{fact.name}: {fact.full}")
        pair.setToolTip(fact.full if fact.full != fact.words else "")
        return pair


class HistoryDetail(ScrollPage):
    """Wishes go to the page: change or delete the episode, open it again, change one line, go back to the list."""

    change_requested = Signal()
    delete_requested = Signal()
    reopen_requested = Signal()
    line_requested = Signal(object)
    back_requested = Signal()
    add_requested = Signal()
    asking_requested = Signal(str)

    def __init__(self, desk: Desk, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(sides=_SIDES, top=tokens.PAGE_TOP, gap=tokens.BETWEEN_CARDS, parent=parent)
        self._desk, self._today = desk, today
        self.story: Story | None = None
        self._days: dict[date, list[Line]] = {}
        self._pages: list[date] = []
        self.column.addLayout(self._head())
        self.column.addSpacing(2)
        self.facts = Facts()
        self.chart_card = Card()
        body = self.chart_card.add_section(sides=24, top=14, bottom=10, gap=4)
        self.headline = Paragraph("", tokens.HEADLINE)
        self.kept = Paragraph("", tokens.BODY, "quiet")
        self.chart = ChartView(desk, "episode")
        body.addWidget(self.headline)
        body.addWidget(self.kept)
        body.addWidget(self.chart)
        self.timeline = Timeline(today)
        self.timeline.change_requested.connect(self.line_requested)
        self.timeline.turned.connect(self.turn_to)
        self.empty = self._empty_card()
        self.asked = Button("", "link", "pencil")
        self.asked.clicked.connect(self._request_asking)
        for card in (self.facts, self.asked, self.chart_card, self.timeline, self.empty):
            self.column.addWidget(card)
        self.column.setAlignment(self.asked, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch(1)
        self._reveal(())

    # What is shown ---------------------------------------------------------------------------

    def show_story(self, story: Story) -> None:
        """One episode; the day that was open stays open when it is the same one."""
        today, log = self._today(), story.log
        same = self.story is not None and self.story.log.episode.id == log.episode.id
        self.story = story
        self.title.setText(spasm_of(log.episode.began.day, today))
        self.facts.show_facts(facts(log, today), one_line(log.episode.note))
        self.headline.setText(self.chart.chart.headline(story.course))
        self.kept.setText(kept_text(story.kept))
        self.kept.setVisible(bool(story.kept.slots))
        self._pages = pages_of(log, today, story.visits, story.kept)
        self._days = {page: [] for page in self._pages}
        for line in lines_of(log, story.visits, story.kept):
            self._days[line.at.day].append(line)
        self._show_asking(story.asking)
        self._reveal((self.change, self.more, self.facts, self.asked, self.chart_card, self.timeline))
        self.chart.show_numbers(story.course)
        day = self.timeline.day if same else None
        newest = max((page for page, lines in self._days.items() if lines), default=self._pages[-1])
        self.turn_to(day if day in self._days else newest if log.running else self._pages[0])
        if not same:
            self.verticalScrollBar().setValue(0)

    def show_day(self, day: date, sheet: Sheet) -> None:
        """Everything recorded on ``day``."""
        self.story = None
        self.title.setText(heading(day, self._today()))
        self._pages, self._days = [day], {day: day_lines(sheet, self._desk.settings.plan.units)}
        self._reveal((self.timeline,))
        self.turn_to(day)
        self.timeline.title.hide()

    def show_empty(self, first: bool) -> None:
        """Nothing to show: the ``first`` time with a way to begin, else without a word."""
        self.story = None
        self.title.setText("")
        self._reveal((self.empty,) if first else ())

    def turn_to(self, day: date) -> None:
        """Open the page of ``day``."""
        self.timeline.show_days(self._pages, day, self._days[day])

    def set_back(self, on: bool) -> None:
        """Whether there is a list to go back to."""
        self.back.setVisible(on)

    def menu(self) -> Menu:
        """What is rarer than Change."""
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.story is not None and self.story.reopens:
            menu.add(translate("History", "It is not over yet"), self.reopen_requested.emit, "undo")
        menu.add(translate("History", "Delete this spasm"), self.delete_requested.emit, "trash")
        return menu

    # Building --------------------------------------------------------------------------------

    def _head(self) -> QBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.back = sign_button("chevron-left", translate("History", "Back to the list"))
        self.back.clicked.connect(self.back_requested)
        self.title = Paragraph("", tokens.TITLE)
        self.change = outlined(translate("History", "Change"), "pencil")
        self.change.setAccessibleDescription(translate("History", "Times, place, triggers and what helped"))
        self.change.clicked.connect(self.change_requested)
        self.more = sign_button("more", translate("History", "More: open again, delete"))
        self.more.clicked.connect(self._open_menu)
        self.back.hide()
        head.addWidget(self.back)
        head.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.change)
        head.addWidget(self.more)
        return head

    def _empty_card(self) -> Card:
        card = Card("main")
        body = card.add_section(sides=28, top=26, bottom=26, gap=6)
        body.addWidget(Paragraph(translate("History", "Nothing is recorded yet"), tokens.POPUP))
        words = translate(
            "History",
            "When a spasm hits, press Spasm now. One from before can be added from memory.",
        )
        body.addWidget(Paragraph(words, tokens.LEAD, "quiet"))
        body.addSpacing(12)
        self.add_first = primary(translate("History", "Add a past spasm"), "plus")
        self.add_first.clicked.connect(self.add_requested)
        body.addWidget(self.add_first, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _reveal(self, shown: tuple[QWidget, ...]) -> None:
        for widget in (self.change, self.more, self.facts, self.asked, self.chart_card, self.timeline, self.empty):
            widget.setVisible(widget in shown)

    def _show_asking(self, asking: Asking | None) -> None:
        state = prompts.state_text(asking) if asking is not None else ""
        self.asked.setText(translate("History", "The two hours before, and the same on two days: {state}", state=state))

    def _request_asking(self) -> None:
        if self.story is not None:
            self.asking_requested.emit(self.story.log.episode.id)

    def _open_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 4)))
