"""The sheet that plans a trial on oneself: what, how much, how long and how often; the lot does the rest."""

from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import habits, trial
from backtracker.core.catalogue import OWN
from backtracker.core.trial import FEWEST_BLOCKS, FEWEST_COUNTED, LONGEST, MOST_BLOCKS, PARTS, SHORTEST
from backtracker.core.words import counted, day_text, translate
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.fields import at_its_width
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.stepper import Stepper
from backtracker.ui.widgets.text import Paragraph

OFFERED = ("water", "activity", "stretch", "plank", "support", "sleep", "sitting", "caffeine", "alcohol", "coffee",
           "sugar", "magnesium")  # fmt: skip
"""What is offered to be tried, the most useful first; at the command line every question of the check-in can be."""
GOALS = {"water": 8, "activity": 20, "sleep": 8, "sitting": 4, "stretch": 1, "plank": 3, "support": 1, "magnesium": 1}
"""What the sheet begins with; for all else none at all."""
LESS = ("sitting", "caffeine", "alcohol", "coffee", "sugar")
"""Of these less is tried."""
_STEPS = {"activity": 5}


class TrialDialog(Sheet):
    """What is tried in half of the blocks, and how many there are. The order is drawn when it is saved."""

    def __init__(self, desk: Desk, *, own: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        lead = translate("Trial", "In blocks of days, with it and as usual.")
        super().__init__(desk, translate("Trial", "A trial on yourself"), lead=lead, parent=parent)
        self.what = OFFERED[0]
        self.chips: dict[str, Chip] = {}
        chosen = FlowLayout(gap=8)
        for key in (*OFFERED, *own):
            chip = Chip(trial.name(key), centred=True)
            chip.clicked.connect(partial(self.choose, key))
            self.chips[key] = chip
            chosen.addWidget(chip)
        self.add_row(translate("Trial", "What"), chosen)
        self.goal = GoalField()
        self.goal.changed.connect(self._say)
        self.add_row(translate("Trial", "Goal"), self.goal)
        days = translate("Trial", "Days in a block")
        self.days = _numbers(days, SHORTEST, LONGEST, 7, _days_text)
        self.days.stepped.connect(self._say)
        self.add_row(days, at_its_width(self.days))
        blocks = translate("Trial", "Blocks")
        self.blocks = _numbers(blocks, FEWEST_BLOCKS, MOST_BLOCKS, MOST_BLOCKS, str)
        self.blocks.stepped.connect(self._say)
        self.add_row(blocks, at_its_width(self.blocks))
        washout = translate("Trial", "Not counted")
        self.washout = _numbers(washout, 0, LONGEST - FEWEST_COUNTED, 1, _days_text)
        self.washout.stepped.connect(self._say)
        self.add_row(washout, at_its_width(self.washout))
        self.said = Paragraph("", tokens.BODY, "quiet")
        self.add_row("", self.said)
        self.save_button.setText(translate("Trial", "Draw the order"))
        self.choose(self.what)

    def choose(self, key: str, _on: bool = True) -> None:
        """Try this one."""
        self.what = key
        for each, chip in self.chips.items():
            chip.setChecked(each == key)
        self.goal.show_goal(key)
        self._say()

    def deed(self) -> Deed:
        """Plan it from tomorrow on."""
        what, goal, at_most = self.what, self.goal.value(), self.goal.at_most
        days, blocks, washout = self.days.value, self.blocks.value, self.washout.value
        return lambda journal: journal.plan_trial(
            what, goal, at_most=at_most, days=days, blocks=blocks, washout=washout
        )

    def _say(self, _value: object = None) -> None:
        """How long it takes, and how small p can be with so few blocks."""
        first = self.desk.local_now().date() + timedelta(days=1)
        last = first + timedelta(days=self.days.value * self.blocks.value - 1)
        orders = trial.orders(self.blocks.value)
        words = translate(
            "Trial",
            "From tomorrow to {last}. The first days of a block are not counted, for what was before may still be at "
            "work. {orders} orders can be drawn: p can be {p} at best, and below 0.05 only with 8 blocks.",
            last=day_text(last, today=first), orders=orders, p=f"{2 / orders:.2g}",
        )  # fmt: skip
        self.said.setText(words)
        self.said.updateGeometry()


class GoalField(QWidget):
    """How much: a number with its unit, or only yes or no. ``changed`` follows each press."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.at_most = False
        self.stepper: Stepper[int] | None = None
        self._goal = 1
        self._said = Paragraph("", tokens.BODY)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._said)

    def show_goal(self, key: str) -> None:
        """Ask how much of ``key``, beginning with what is usual."""
        self.at_most = key in LESS
        self._goal = GOALS.get(key, 1 if key.startswith(OWN) else 0)
        if self.stepper is not None:
            self.stepper.hide()
            self.stepper.deleteLater()
            self.stepper = None
        if not trial.is_yes_or_no(key):
            every = _STEPS.get(key, 1)
            most = 12 if key in PARTS else min(habits.item(key).most, 180)
            low = 0 if self.at_most else every
            values = range(low, most if self.at_most else most + 1, every)
            made = Stepper(translate("Trial", "Goal"), values, self._goal, str)
            made.stepped.connect(partial(self._set, key))
            self._column.addWidget(made)
            self.stepper = made
        self._tell(key)

    def value(self) -> int:
        """So much, or so little."""
        return self._goal

    def _set(self, key: str, value: int) -> None:
        self._goal = value
        self._tell(key)
        self.changed.emit()

    def _tell(self, key: str) -> None:
        self._said.setText(trial.goal_words(key, self._goal, at_most=self.at_most))
        self.updateGeometry()


def _numbers(name: str, low: int, high: int, value: int, words: Any) -> Stepper[int]:
    return Stepper(name, range(low, high + 1), value, words)


def _days_text(days: int) -> str:
    return counted(days, translate("Trial", "{n} day"), translate("Trial", "{n} days"))
