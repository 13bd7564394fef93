"""The entries of one day as rows in a card, with a pager through the days of the episode."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.pages.entry_lines import Line
from backtracker.ui.pages.history_lines import entries_text, heading
from backtracker.ui.widgets.buttons import Button, sign_button
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.log_row import LogRow
from backtracker.ui.widgets.text import Paragraph, label

MOST = 60
"""Rows of a day that are shown at once; the rest comes on a press."""


class Timeline(Card):
    """``change_requested`` carries the line that was pressed; ``turned`` the day that the pager went to."""

    change_requested = Signal(object)
    turned = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._today = today
        self._pages: list[date] = []
        self._shown: tuple[date | None, list[Line]] = (None, [])
        self._opened: set[tuple[date, str]] = set()
        self.rows: list[LogRow] = []
        self.day: date | None = None
        head = self.add_section(horizontal=True, sides=24, top=1, bottom=1, gap=2)
        self.title = Paragraph("", tokens.HEADLINE)
        self.count = label("", tokens.BODY, "quiet")
        self.earlier = sign_button("chevron-left", translate("History", "Day before"))
        self.earlier.clicked.connect(lambda: self._turn(-1))
        self.page = label("")
        self.later = sign_button("chevron-right", translate("History", "Day after"))
        self.earlier.quick = self.later.quick = True
        self.later.clicked.connect(lambda: self._turn(1))
        head.addWidget(self.title, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addSpacing(8)
        head.addWidget(self.count, 1)
        self.count.setMinimumHeight(theme.px(tokens.CONTROL))
        for widget in (self.earlier, self.page, self.later):
            head.addWidget(widget)
        head.setContentsMargins(23, 1, 7, 1)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 6)
        self._body.setSpacing(0)
        self.nothing = Paragraph(translate("History", "Nothing was recorded on this day."), tokens.BODY, "quiet")
        self.nothing.setContentsMargins(0, 0, 0, 0)
        self.more = Button("", "link", arrow="chevron-down")
        self.more.clicked.connect(self._show_all)
        empty = QHBoxLayout()
        empty.setContentsMargins(23, 13, 23, 8)
        empty.addWidget(self.nothing)
        section = self.add_section(sides=1, top=0, bottom=0)
        section.addLayout(self._body)
        self._body.addLayout(empty)
        self._body.addWidget(self.more)

    def show_days(self, pages: list[date], day: date, lines: list[Line]) -> None:
        """The ``lines`` of ``day``, which is one of ``pages``."""
        self._pages, self.day = pages, day
        number, count = pages.index(day) + 1, len(pages)
        self.title.show()
        self.title.setText(heading(day, self._today()))
        self.count.setText(entries_text(len(lines)) if lines else "")
        self.page.setText(translate("History", "day {n} of {count}", n=number, count=count))
        for widget in (self.earlier, self.page, self.later):
            widget.setVisible(count > 1)
        self.earlier.setEnabled(number > 1)
        self.later.setEnabled(number < count)
        if (day, lines) != self._shown:
            self._build(day, lines, MOST)

    def _turn(self, step: int) -> None:
        if self.day in self._pages:
            at = self._pages.index(self.day) + step
            if 0 <= at < len(self._pages):
                self.turned.emit(self._pages[at])

    def _show_all(self) -> None:
        day, lines = self._shown
        if day is not None:
            self._build(day, lines, sum(1 + len(line.inside) for line in lines))

    def _build(self, day: date, lines: list[Line], most: int) -> None:
        focused = next((at for at, row in enumerate(self.rows) if row.hasFocus()), -1)
        self._shown = day, lines
        for row in self.rows:
            self._body.removeWidget(row)
            row.hide()
            row.deleteLater()
        all_of_it = [each for line in lines for each in (line, *self._beneath(line))]
        shown = all_of_it[:most]
        self.rows = [self._row(line, last=line is shown[-1]) for line in shown]
        for at, row in enumerate(self.rows):
            self._body.insertWidget(at, row)
        self.nothing.setVisible(not lines)
        rest = len(all_of_it) - len(shown)
        self.more.setText(translate("History", "Show {n} more", n=rest))
        self.more.setVisible(rest > 0)
        if focused >= 0 and self.rows:
            self.rows[min(focused, len(self.rows) - 1)].setFocus()

    def _beneath(self, line: Line) -> tuple[Line, ...]:
        """What ``line`` stands for, while it is open."""
        return line.inside if (line.at.day, line.name) in self._opened else ()

    def _row(self, line: Line, last: bool) -> LogRow:
        verb = ""
        if line.inside:
            verb = translate("History", "Fold") if self._beneath(line) else translate("History", "Show each")
        row = LogRow(
            line.time, line.icon, line.tone, line.name, line.detail, line.pain, line.remark,
            roomy=True, inset=24, lined=not last, changeable=line.changeable or bool(line.inside), verb=verb,
        )  # fmt: skip
        row.setToolTip(line.detail)
        row.change_requested.connect(lambda: self._fold(line) if line.inside else self.change_requested.emit(line))
        return row

    def _fold(self, line: Line) -> None:
        """Open a line that stands for several, or close it again."""
        self._opened ^= {(line.at.day, line.name)}
        day, lines = self._shown
        if day is not None:
            self._build(day, lines, max(MOST, len(self.rows)) + len(line.inside))
