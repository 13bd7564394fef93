"""The card of what was recorded today: a row an entry, *Change* on each, and the way to all of it."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.model import Sheet
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.pages.entry_lines import Line, day_lines
from backtracker.ui.pages.entry_sheets import open_sheet
from backtracker.ui.widgets.buttons import link
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.log_row import LogRow
from backtracker.ui.widgets.text import Paragraph, label


class LogCard(Card):
    """Shows the newest ``most`` entries. ``all_requested`` asks for the page that has them all."""

    all_requested = Signal()

    def __init__(self, desk: Desk, most: int = 5, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk, self._most = desk, most
        self._shown: list[Line] | None = None
        self.rows: list[LogRow] = []
        self._body = self.add_section(sides=16, top=0, bottom=0, gap=0)
        head = QHBoxLayout()
        title = label(translate("Today", "Today"), tokens.HEADLINE)
        title.setMinimumHeight(theme.px(tokens.CONTROL))
        head.addWidget(title, 1)
        self.all = link(translate("Today", "All of today"))
        self.all.clicked.connect(self.all_requested)
        head.addWidget(self.all)
        self._body.addLayout(head)
        self.nothing = Paragraph(translate("Today", "Nothing yet. Each press here is saved."), tokens.BODY, "quiet")
        self._body.addWidget(self.nothing)
        self._body.addSpacing(2)
        self._body.addStretch(1)

    def show_sheet(self, sheet: Sheet) -> None:
        """The newest entries of ``sheet``."""
        here = replace(sheet, habits=(), measures=())  # the check-in and the plan stand on this page themselves
        lines = day_lines(here)[: -self._most - 1 : -1]
        self.nothing.setVisible(not lines)
        self.all.setVisible(bool(lines))
        if lines == self._shown:
            return
        self._shown = lines
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._row(line, last=line is lines[-1]) for line in lines]
        for number, row in enumerate(self.rows):
            self._body.insertWidget(2 + number, row)

    def _row(self, line: Line, last: bool) -> LogRow:
        row = LogRow(
            line.time, line.icon, line.tone, line.name, line.detail, line.pain, line.remark, lined=not last
        )  # fmt: skip
        row.change_requested.connect(lambda: open_sheet(self._desk, line, self))
        return row
