"""What belongs to the plan: a switch a part, its goal beside it, made from the fields of the plan themselves."""

from collections.abc import Callable
from dataclasses import Field, fields, replace
from datetime import time
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import habits, prevention
from backtracker.core.plan import Plan
from backtracker.core.rules import range_text, why_text
from backtracker.core.words import translate
from backtracker.ui.pages.settings_rows import clock_stepper, line, on_off, told
from backtracker.ui.widgets.buttons import link
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.stepper import Stepper
from backtracker.ui.widgets.switch import Switch
from backtracker.ui.widgets.text import Paragraph, label

PARTS = {
    "water": ("glasses",), "walk": ("activity", "minutes"), "stretch": (), "plank": ("planks", "longest"),
    "support": (), "checkin": (),
}  # fmt: skip
"""The parts and the fields that say how much."""
_FIELDS: dict[str, "Field[Any]"] = {each.name: each for each in fields(Plan)}


class PlanSettings(Card):
    """``chosen`` carries the words for what was set, and how the plan changes by it.

    ``settings_requested`` asks for the page with the reminder of the check-in, ``breaks_chosen`` tells whether
    breaks from sitting are wanted.
    """

    chosen = Signal(str, object)
    settings_requested = Signal()
    breaks_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.controls: dict[str, Switch | Stepper[Any]] = {}
        self.chips: dict[str, Chip] = {}
        self.questions: dict[str, Chip] = {}
        self._more: dict[str, QWidget] = {}
        self._hours: dict[str, QWidget] = {}
        self.breaks: Switch | None = None
        head = self.add_section(top=16, bottom=4, gap=4)
        head.addWidget(label(translate("Plan", "What belongs to your plan"), tokens.HEADLINE))
        words = translate("Plan", "Each part can be switched off. While a spasm lasts the plan waits.")
        head.addWidget(Paragraph(words, tokens.BODY, "quiet"))

    def add_part(self, plan: Plan, part: str) -> None:
        """The controls of one of :data:`PARTS`: made one after the other, so that the window answers in between."""
        section = self.add_section(top=12, bottom=12, gap=8)
        self._add_field(section, plan, part, part)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for name in PARTS[part]:
            self._add_field(inside, plan, part, name)
        if part == "checkin":
            self._add_questions(inside, plan)
        else:
            self._add_reminder(inside, plan, part)
        self._more[part] = holder
        section.addWidget(holder)

    def _add_field(self, section: QBoxLayout, plan: Plan, part: str, name: str) -> None:
        each = _FIELDS[name]
        title = translate("rules", each.metadata["label"])
        why = " ".join(filter(None, (range_text(each), why_text(each))))
        if each.metadata["choices"]:
            section.addLayout(told(title, why))
            section.addLayout(self._choices(each))
            return
        spoken = title if name == part else f"{prevention.name(part, plan.activity)}: {title}"
        control = self._control(each, getattr(plan, name), spoken)
        self.controls[name] = control
        control.setToolTip(why)
        line(section, told(title, why), control)

    def _control(self, each: "Field[Any]", value: Any, title: str) -> "Switch | Stepper[Any]":
        if each.type is bool:
            switch = Switch(title, value)
            switch.toggled.connect(partial(self._set, each.name))
            return switch
        if each.type is time:
            clock: Stepper[Any] = clock_stepper(title, value)
            clock.stepped.connect(partial(self._set, each.name))
            return clock
        unit = translate("rules", each.metadata["unit"])
        step = 5 if each.metadata["high"] >= 60 else 1
        values = sorted({*range(each.metadata["low"], each.metadata["high"] + 1, step), value})
        stepper: Stepper[Any] = Stepper(title, values, value, lambda number: f"{number} {unit}")
        stepper.stepped.connect(partial(self._set, each.name))
        return stepper

    def _choices(self, each: "Field[Any]") -> FlowLayout:
        row = FlowLayout(gap=8)
        for value, words in each.metadata["choices"].items():
            chip = Chip(translate("rules", words), centred=True)
            chip.clicked.connect(self._setter(each.name, value))
            self.chips[value] = chip
            row.addWidget(chip)
        return row

    def _add_reminder(self, section: QBoxLayout, plan: Plan, part: str) -> None:
        """Whether it reminds, and the hours in which it may, which are asked for only then."""
        self._add_field(section, plan, part, f"{part}_remind")
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for name in (f"{part}_from", f"{part}_to"):
            self._add_field(inside, plan, part, name)
        self._hours[part] = holder
        section.addWidget(holder)

    def _add_questions(self, section: QBoxLayout, plan: Plan) -> None:
        """Which questions the check-in asks."""
        section.addWidget(label(translate("Plan", "It asks for"), tokens.STRONG))
        row = FlowLayout(gap=8)
        for item in habits.ITEMS:
            chip = Chip(habits.label(item.key))
            chip.clicked.connect(self._asker(item.key))
            self.questions[item.key] = chip
            row.addWidget(chip)
        section.addLayout(row)
        where = link(translate("Plan", "When it reminds you is in Settings"))
        where.clicked.connect(self.settings_requested)
        section.addWidget(where, 0, Qt.AlignmentFlag.AlignLeft)

    def _asker(self, key: str) -> Callable[[bool], None]:
        return lambda on: self._ask(key, on)

    def _setter(self, name: str, value: Any) -> Callable[[], None]:
        return lambda: self._set(name, value)

    def _set(self, name: str, value: Any) -> None:
        each = _FIELDS[name]
        title = translate("rules", each.metadata["label"])
        part = name.partition("_")[0]
        if part != name:
            title = f"{prevention.name(part)}, {title}"
        if isinstance(value, time):
            said = f"{value:%H:%M}"
        elif isinstance(value, bool):
            said = on_off(value)
        elif each.metadata["choices"]:
            words = each.metadata["choices"][value]
            said = translate("rules", words)
        else:
            said = f"{value} {translate('rules', each.metadata['unit'])}"
        self.chosen.emit(f"{title}: {said}", lambda plan: replace(plan, **{name: value}))

    def _ask(self, key: str, on: bool) -> None:
        said = on_off(on)
        self.chosen.emit(f"{habits.label(key)}: {said}", lambda plan: plan.asking(key, on))

    def add_breaks(self, on: bool) -> None:
        """Breaks from sitting have their own reminder, which watches the computer; here they are switched."""
        section = self.add_section(top=12, bottom=12, gap=8)
        title = translate("Plan", "Breaks from sitting")
        why = translate("Plan", "A word to get up while you use the computer. How often is in Settings.")
        self.breaks = Switch(title, on)
        self.breaks.toggled.connect(self.breaks_chosen)
        line(section, told(title, why), self.breaks)

    def show_breaks(self, on: bool) -> None:
        """Whether they are on."""
        if self.breaks is not None:
            self.breaks.show_on(on)

    def show_plan(self, plan: Plan) -> None:
        """The plan as it is chosen now."""
        for name, control in self.controls.items():
            value = getattr(plan, name)
            if isinstance(control, Stepper):
                control.set_value(value)
            else:
                control.show_on(value)
        for value, chip in self.chips.items():
            chip.setChecked(value == plan.activity)
        for key, chip in self.questions.items():
            chip.setChecked(key not in plan.silent)
        for part, holder in self._more.items():
            holder.setVisible(plan.has(part))
        for part, hours in self._hours.items():
            hours.setVisible(plan.reminds(part))
