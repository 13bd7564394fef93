"""The check-in on the Today page: one question at a time, a press each, for today or yesterday.

What is left open stays unknown. Each press is saved as it is made.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import habits
from backtracker.core.habits import HabitDay
from backtracker.core.words import translate
from backtracker.ui.widgets.buttons import quiet
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import Columns, FlowLayout, empty, follow_width
from backtracker.ui.widgets.meter import Dots
from backtracker.ui.widgets.text import Paragraph, label

if TYPE_CHECKING:
    from backtracker.journal import PlanToday

BESIDE = 560


class CheckInSection(QWidget):
    """``answered`` carries the day, the key and the value. ``all_requested`` asks for the page with the whole day."""

    answered = Signal(object, str, int)
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day: date | None = None
        self.key = ""
        self._keys: tuple[str, ...] = ()
        self._days: dict[date, HabitDay] = {}
        self._today = date.min
        self._passed: set[tuple[date, str]] = set()
        self.chips: dict[int, Chip] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._build_head())
        self._answers = QWidget()
        self._flow = FlowLayout(self._answers, gap=8)
        follow_width(self._answers)
        follow_width(self)
        column.addWidget(self._answers)
        column.addLayout(self._build_foot())

    def _build_head(self) -> Columns:
        self.title = Paragraph("", tokens.HEADLINE)
        self.hint = Paragraph("", tokens.SMALL, "quiet")
        self.dots = Dots()
        self.count = label("", tokens.SMALL, "quiet")
        words, progress = QWidget(), QWidget()
        left = QVBoxLayout(words)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.title)
        left.addWidget(self.hint)
        right = QHBoxLayout(progress)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.dots, 0, Qt.AlignmentFlag.AlignVCenter)
        right.addWidget(self.count)
        head = Columns(shares=(1, 0), below=BESIDE, gap=16, row_gap=4)
        head.addWidget(words)
        head.addWidget(progress)
        return head

    def _build_foot(self) -> FlowLayout:
        self.back = quiet(translate("CheckIn", "Back"), "chevron-left")
        self.leave = quiet(translate("CheckIn", "Leave it open"))
        self.leave.setAccessibleDescription(translate("CheckIn", "It stays unknown, which is not a no."))
        self.other = quiet("")
        self.again = quiet(translate("CheckIn", "Look at the answers"))
        self.back.clicked.connect(lambda: self._step(-1))
        self.leave.clicked.connect(self._leave)
        self.other.clicked.connect(self._turn)
        self.again.clicked.connect(self.all_requested)
        foot = FlowLayout(gap=4)
        for button in (self.back, self.leave, self.again, self.other):
            foot.addWidget(button)
        return foot

    # Showing ------------------------------------------------------------------------------------

    def show_plan(self, plan: "PlanToday") -> None:
        """The questions of ``plan`` with what is answered by now."""
        if plan.day.day != self._today:
            self._today, self.day, self._passed, self.key = plan.day.day, plan.day.day, set(), ""
        self._keys = plan.asked
        self._days = {plan.day.day: plan.day, plan.yesterday.day: plan.yesterday}
        if self.key not in self._keys:
            self.key = self._next_open()
        self._show()

    def value(self, key: str) -> int | None:
        """The answer of the day that is shown, or None."""
        day = self._days.get(self.day or self._today)
        return None if day is None else day.value(key)

    def _is_open(self, key: str) -> bool:
        return self.value(key) is None and (self.day or self._today, key) not in self._passed

    def _next_open(self, after: str = "") -> str:
        """The next question that is open, from behind ``after`` on and then from the start; empty at the end."""
        start = self._keys.index(after) + 1 if after in self._keys else 0
        return next((key for key in (*self._keys[start:], *self._keys[:start]) if self._is_open(key)), "")

    def _show(self) -> None:
        focused: QWidget | None = self.window().focusWidget()
        had_keyboard = focused is not None and self._answers.isAncestorOf(focused)
        answered = tuple(self.value(key) is not None for key in self._keys)
        at = self._keys.index(self.key) if self.key else -1
        name = habits.day_name(self.day or self._today, self._today)
        self.dots.set_state(answered, at)
        self.count.setText(translate("CheckIn", "{n} of {all}, {day}", n=sum(answered), all=len(answered), day=name))
        self.dots.setAccessibleName(self.count.text())
        if self.key:
            self.title.setText(self._question())
            self.hint.setText(habits.hint(self.key))
        else:
            self.title.setText(translate("CheckIn", "The check-in is done. Thank you."))
            left_open = translate("CheckIn", "What you left open stays unknown.")
            self.hint.setText("" if all(answered) else left_open)
        self.hint.setVisible(bool(self.hint.text()))
        self._show_chips()
        self.back.setVisible(at > 0 or (at < 0 and bool(self._keys)))
        self.leave.setVisible(bool(self.key))
        self.again.setVisible(not self.key)
        yesterday = self.day != self._today
        self.other.setText(translate("CheckIn", "Today") if yesterday else translate("CheckIn", "Yesterday"))
        self.other.updateGeometry()
        if had_keyboard:
            target = next(iter(self.chips.values()), self.again)
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _question(self) -> str:
        words = habits.question(self.key)
        return words if self.day == self._today else translate("CheckIn", "Yesterday: {question}", question=words)

    def _show_chips(self) -> None:
        empty(self._flow)
        self.chips = {}
        value = self.value(self.key) if self.key else None
        steps = habits.item(self.key).steps if self.key else ()
        for step in steps:
            chip = Chip(habits.step_words(step), centred=True, parent=self._answers)
            chip.setAccessibleDescription(self.title.text())
            chip.setChecked(value is not None and habits.step_of(self.key, value) == step)
            chip.clicked.connect(lambda _on, step=step: self._answer(step.value))
            self.chips[step.value] = chip
            self._flow.addWidget(chip)
            chip.show()
        self._answers.setVisible(bool(steps))
        self._answers.updateGeometry()

    # Pressing -----------------------------------------------------------------------------------

    def _answer(self, value: int) -> None:
        key, day = self.key, self.day or self._today
        known = self._days.get(day, HabitDay(day))
        drinks = 0 if key == "water" else known.drinks  # the answer is the whole of the day
        self._days[day] = replace(known, answers={**known.answers, key: value}, drinks=drinks)
        self.key = self._next_open(key)
        self._show()
        self.answered.emit(day, key, value)

    def _leave(self) -> None:
        self._passed.add((self.day or self._today, self.key))
        self.key = self._next_open(self.key)
        self._show()

    def _step(self, by: int) -> None:
        at = self._keys.index(self.key) if self.key else len(self._keys)
        self.key = self._keys[max(0, at + by)]
        self._show()

    def _turn(self) -> None:
        """From today to yesterday and back."""
        self.day = self._today - timedelta(days=1) if self.day == self._today else self._today
        self.key = self._next_open()
        self._show()
