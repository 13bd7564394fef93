"""The plan for today: a row a part, each done with one press."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import at_hand, catalogue, prevention
from backtracker.core.plan import FIRST_HOLD, Plan
from backtracker.core.prevention import Row
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import SplitButton, link, outlined, sign_button
from backtracker.ui.widgets.card import Card, Line
from backtracker.ui.widgets.flow import Columns, follow_width
from backtracker.ui.widgets.menu import Menu
from backtracker.ui.widgets.meter import Meter
from backtracker.ui.widgets.sign import Sign
from backtracker.ui.widgets.text import Paragraph, label

if TYPE_CHECKING:
    from backtracker.journal import PlanToday

MINUTES = (5, 10, 15, 20, 30)
BESIDE = 500
"""Px of a row's inside: with less, meter and button go under the words."""
_SHAPES = {"water": "glasses", "plank": "pieces"}
_WORDS, _BUTTON = 168, 120


class PlanRow(QWidget):
    """One part: its sign, how far it is in words and as a meter, and what a press does."""

    def __init__(self, part: str, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part, self.control = part, control
        self.title = label("", tokens.HEADLINE)
        self.line = Paragraph("", tokens.SMALL, "quiet")
        self.badge = Badge(prevention.ICONS.get(part, "clock"), prevention.TONES.get(part, "accent"), 40)
        self.meter = Meter(_SHAPES.get(part, "bar"), "walk" if part == "walk" else "accent")
        self.done = _done_mark()
        row = Columns(self, shares=(1, 1), below=BESIDE, gap=16, row_gap=6)
        left, right = QWidget(), QWidget()
        beside = QHBoxLayout(left)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(16)
        beside.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.line)
        words.addStretch(1)
        beside.addLayout(words, 1)
        self.how = sign_button("help", translate("Plan", "How"))
        beside.addWidget(self.how)
        pressing = QHBoxLayout(right)
        pressing.setContentsMargins(0, 0, 0, 0)
        pressing.setSpacing(20)
        pressing.addWidget(self.meter, 1, Qt.AlignmentFlag.AlignVCenter)
        self._place = QWidget()
        self._stack = QStackedLayout(self._place)
        self._stack.addWidget(control)
        self._stack.addWidget(self.done)
        self.make_room(0)
        pressing.addWidget(self._place)
        row.addWidget(left)
        row.addWidget(right)
        follow_width(self)

    def make_room(self, width: int) -> int:
        """Give what is pressed ``width`` px, or as much as it needs; the width it has then."""
        self._place.setFixedWidth(max(width, theme.px(_BUTTON), self.control.sizeHint().width()))
        return self._place.width()

    def show_row(self, row: Row, activity: str) -> None:
        """The part as it stands."""
        self.title.setText(prevention.name(row.part, activity))
        self.how.setAccessibleDescription(self.title.text())
        self.line.setText(prevention.row_text(row))
        self.meter.set_state(row.goal if row.stopped else row.done, row.goal)
        self.meter.setVisible(not row.later)
        over = row.kept and row.part in ("stretch", "support", "plank")
        self._stack.setCurrentIndex(1 if over else 0)
        self._place.setVisible(not row.later)
        self.control.setAccessibleDescription(f"{self.title.text()}: {self.line.text()}")


def _done_mark() -> QWidget:
    """What stands in the place of the button once there is nothing left to press."""
    mark = QWidget()
    row = QHBoxLayout(mark)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addStretch(1)
    row.addWidget(Sign("check", "accent", 20))
    row.addWidget(label(translate("Plan", "Done"), tokens.BOLD, "accent"))
    row.addStretch(1)
    return mark


class PlanCard(Card):
    """``wished`` carries what a press asks of the journal. ``plank_requested`` asks for the timer with seconds of hold.

    ``how_requested`` carries the step of the guide that is wanted, ``change_requested`` asks for the page with the
    plan, ``other_requested`` for the form of anything that was done.
    """

    wished = Signal(object)
    plank_requested = Signal(int)
    how_requested = Signal(str)
    change_requested = Signal()
    other_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._hold = FIRST_HOLD
        self._activity = ""
        section = self.add_section(sides=24, top=10, bottom=14, gap=0)
        head = QHBoxLayout()
        self.title = label("", tokens.HEADLINE)
        self.title.setMinimumHeight(theme.px(tokens.CONTROL))
        self.change = link(translate("Plan", "Change plan"))
        self.change.clicked.connect(self.change_requested)
        head.addWidget(self.title, 1)
        head.addWidget(self.change)
        section.addLayout(head)
        self.rows: dict[str, PlanRow] = {}
        self._parting: dict[str, Line] = {}
        for part in prevention.PARTS:
            self._add(section, part, self._control(part))
        widest = max(row.make_room(0) for row in self.rows.values())
        for row in self.rows.values():
            row.make_room(widest)
        self.breaks = Paragraph("", tokens.BODY, "quiet")
        section.addWidget(self.breaks)

    def _add(self, section: QBoxLayout, part: str, control: QWidget) -> None:
        row = PlanRow(part, control)
        row.how.clicked.connect(lambda: self.how_requested.emit(at_hand.OF_KIND[part]))
        line = Line()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(0, 14, 0, 14)
        inner.addWidget(row)
        column.addLayout(inner)
        column.addWidget(line)
        self.rows[part], self._parting[part] = row, line
        section.addWidget(holder)

    def _control(self, part: str) -> QWidget:
        if part == "water":
            glass = outlined(translate("Plan", "Glass"), "plus")
            glass.quick = True
            glass.setAccessibleName(translate("Plan", "One more glass of water"))
            glass.clicked.connect(lambda: self.wished.emit(lambda journal: journal.drink()))
            return glass
        if part == "walk":
            self.minutes = outlined(translate("Plan", "Log"), "walk")
            self.minutes.set_menu(self._minutes_menu("walk"))
            return self.minutes
        if part == "stretch":
            menu = Menu(self)
            menu.add(translate("Plan", "Done"), self._wisher("stretch"), "check")
            stopped = translate("Plan", "Stopped because of pain")
            menu.add(stopped, lambda: self.wished.emit(lambda journal: journal.stopped("stretch")), "stop")
            self.stretched = SplitButton(translate("Plan", "Done"), "check", menu, tokens.CONTROL)
            self.stretched.pressed.connect(self._wisher("stretch"))
            return self.stretched
        if part == "plank":
            start = outlined(translate("Plan", "Start"), "play")
            start.clicked.connect(lambda: self.plank_requested.emit(self._hold))
            return start
        used = outlined(translate("Plan", "Used it"), "check")
        used.clicked.connect(self._wisher(part))
        return used

    def _wisher(self, part: str) -> Callable[[], None]:
        return lambda: self.wished.emit(lambda journal: journal.part_done(part))

    def _minutes_menu(self, kind: str) -> Menu:
        menu = Menu(self)
        name, icon = catalogue.label("treatment", kind), catalogue.entry("treatment", kind).icon
        for minutes in MINUTES:
            words = translate("Plan", "{what}, {n} min", what=name, n=minutes)
            menu.add(words, partial(self._moved, kind, minutes), icon)
        menu.add(translate("Plan", "Something else …"), self.other_requested.emit, "more")
        return menu

    def _moved(self, kind: str, minutes: int) -> None:
        self.wished.emit(lambda journal: journal.moved(kind, minutes))

    def show_plan(self, found: "PlanToday", plan: Plan, *, breaks: bool) -> None:
        """The plan as it stands; ``breaks`` from sitting are counted where they are on."""
        self.title.setText(prevention.headline(found.rows))
        self._hold = found.grown.hold
        there = [row.part for row in found.rows]
        for part, shown in self.rows.items():
            holder = shown.parentWidget()
            if holder is not None:
                holder.setVisible(part in there)
            self._parting[part].setVisible(bool(there) and part != there[-1])
        for row in found.rows:
            self.rows[row.part].show_row(row, plan.activity)
        if plan.activity != self._activity:
            self._activity = plan.activity
            self.minutes.set_popup(self._minutes_menu(plan.activity))
        self.breaks.setVisible(breaks)
        self.breaks.setText(translate("Plan", "Breaks from sitting today: {n}.", n=found.breaks))
        self.setVisible(bool(there))
