"""Settings: one row a setting, made from the fields themselves; each press is kept at once."""

from collections.abc import Callable
from dataclasses import Field, fields, replace
from datetime import time
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from backtracker import __version__, tokens
from backtracker.core import protocol, steps
from backtracker.core.rules import Rules, range_text, why_text
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.paths import DATABASE
from backtracker.settings import Settings
from backtracker.ui.desk import Desk
from backtracker.ui.desktop import autostart
from backtracker.ui.pages.page import Page
from backtracker.ui.pages.settings_rows import clock_stepper, line, on_off, pair, told
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.advice import Advice
from backtracker.ui.widgets.buttons import outlined
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.stepper import Stepper
from backtracker.ui.widgets.switch import Switch
from backtracker.ui.widgets.text import Paragraph, label


class SettingsPage(Page):
    """Shows what is set, with the reason for each range, and keeps each change as it is made.

    ``sound_requested`` asks to hear the chime as it is set.
    """

    sound_requested = Signal()

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticker, parent)
        self.controls: dict[str, QWidget] = {}
        self.choices: dict[str, dict[str, Chip]] = {}
        self.autostart: Switch | None = None
        self._scroll = ScrollPage(parent=self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)
        column = self._scroll.column
        column.addWidget(label(translate("Settings", "Settings"), tokens.TITLE))
        self.advice = {kind: Advice() for kind in ("quiet", "heat", "walk")}
        self.refusal = Paragraph("", tokens.BODY, "warning")
        self.refusal.hide()
        column.addWidget(self._quiet_card())
        column.addWidget(self._reminders_card())
        column.addStretch(1)
        for make in (self._look_card, self._protocol_card, self._data_card):  # below the edge of most windows
            desk.in_turn(partial(self._add, make), self)

    def _add(self, make: Callable[[], Card]) -> None:
        column = self._scroll.column
        column.insertWidget(column.count() - 1, make())
        self._show_advice()
        self._scroll.settle()

    def showEvent(self, event: QShowEvent) -> None:
        """What the desktop keeps may have been changed there meanwhile."""
        self.stale = True
        super().showEvent(event)

    def refresh(self) -> None:
        """The settings stand in memory; show them as they are now."""
        for name, control in self.controls.items():
            rules = self.desk.settings.rules
            value = getattr(rules if hasattr(rules, name) else self.desk.settings, name)
            if isinstance(control, Stepper):
                control.set_value(value)
            elif isinstance(control, Switch):
                control.show_on(bool(value))
        for name, chips in self.choices.items():
            for value, chip in chips.items():
                chip.setChecked(value == getattr(self.desk.settings, name))
        self._show_advice()
        if self.autostart is not None:
            self.desk.aside(autostart.is_on, self._show_autostart, self)
        self.filled.emit()

    def _show_autostart(self, on: bool) -> None:
        if self.autostart is not None:
            self.autostart.show_on(on)

    # Cards -----------------------------------------------------------------------------------

    def _quiet_card(self) -> Card:
        card = Card()
        section = self._section(card, translate("Settings", "When nothing may pop up"))
        for each in fields(Rules):
            if each.name in ("quiet_from", "quiet_to"):
                value = getattr(self.desk.settings.rules, each.name)
                stepper = clock_stepper(_label(each), value)
                stepper.stepped.connect(partial(self._set_rule, each.name))
                self._row(section, each, stepper)
        section.addWidget(self.refusal)
        section.addWidget(self.advice["quiet"])
        return card

    def _reminders_card(self) -> Card:
        card = Card()
        section = self._section(card, translate("Settings", "Reminders"))
        for each in fields(Settings):
            if each.name == "theme" or not each.metadata:
                continue
            value = getattr(self.desk.settings, each.name)
            if each.type is bool:
                switch = Switch(_label(each), value)
                switch.toggled.connect(partial(self._set, each.name))
                self._row(section, each, switch)
            elif each.type is time:
                clock = clock_stepper(_label(each), value)
                clock.stepped.connect(partial(self._set, each.name))
                self._row(section, each, clock)
            elif each.metadata["choices"]:
                self._choice_row(section, each)
            else:
                stepper = _stepper(each, value)
                stepper.stepped.connect(partial(self._set, each.name))
                self._row(section, each, stepper, self._play_button() if each.name == "volume" else None)
        if not self.desk.for_show:  # an example is gone when the computer starts again
            self._autostart_row(section)
        return card

    def _autostart_row(self, section: QBoxLayout) -> None:
        """Not a setting of ours: the desktop keeps it, and the person may change it there."""
        title = translate("Settings", "Start with the computer")
        why = translate("Settings", "So that reminders go on after a restart.")
        self.autostart = Switch(title, False)
        self.autostart.setToolTip(why)
        self.autostart.toggled.connect(partial(autostart.choose, self.desk))
        line(section, told(title, why), self.autostart)

    def _play_button(self) -> QWidget:
        self.play = outlined(translate("Settings", "Play it"), "sound")
        self.play.setAccessibleDescription(translate("Settings", "Plays the chime at this volume."))
        self.play.clicked.connect(self.sound_requested)
        return self.play

    def _look_card(self) -> Card:
        card = Card()
        section = self._section(card, translate("Settings", "Look"))
        section.addLayout(self._chips(_field(Settings, "theme")))
        return card

    def _choice_row(self, section: QBoxLayout, each: "Field[Any]") -> None:
        section.addLayout(told(_label(each), why_text(each)))
        section.addLayout(self._chips(each))

    def _chips(self, each: "Field[Any]") -> FlowLayout:
        """A chip for each choice of the setting ``each``; one of them is pressed."""
        row = FlowLayout(gap=8)
        chips = self.choices[each.name] = {}
        for value, words in each.metadata["choices"].items():
            chip = Chip(translate("rules", words), centred=True)
            chip.setAccessibleDescription(_label(each))
            chip.setChecked(value == getattr(self.desk.settings, each.name))
            chip.clicked.connect(partial(self._choose, each.name, value))
            chips[value] = chip
            row.addWidget(chip)
        return row

    def _protocol_card(self) -> Card:
        """A section for each kind of step, which is what the names of its rules begin with."""
        card = Card()
        section = self._section(card, translate("Settings", "The first days of an episode"))
        section.addWidget(Paragraph(steps.evidence(), tokens.SMALL, "quiet"))
        kind = ""
        for each in fields(Rules):
            if each.metadata["low"] is None:
                continue
            before, kind = kind, each.name.partition("_")[0]
            if before not in ("", kind):
                if before in self.advice:
                    section.addWidget(self.advice[before])
                section = card.add_section(gap=12)
            stepper = _stepper(each, getattr(self.desk.settings.rules, each.name))
            stepper.stepped.connect(partial(self._set_rule, each.name))
            self._row(section, each, stepper)
        self.usual = outlined(translate("Settings", "Back to the usual values"))
        self.usual.clicked.connect(self._usual)
        card.add_section().addWidget(self.usual, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _data_card(self) -> Card:
        card = Card()
        section = self._section(card, translate("Settings", "Your data"))
        where = translate("Settings", "One file on this computer: {path}", path=self.desk.folder / DATABASE)
        words = Paragraph(where, tokens.BODY)
        section.addWidget(words)
        promise = translate("Settings", "No account, no network. Copy the file, and you have copied everything.")
        section.addWidget(Paragraph(promise, tokens.BODY, "quiet"))
        copies = translate("Settings", "Before anything risky, a verified copy goes into “backups” beside it.")
        section.addWidget(Paragraph(copies, tokens.BODY, "quiet"))
        folder = outlined(translate("Settings", "Open the folder"))
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.desk.folder))))
        section.addWidget(folder, 0, Qt.AlignmentFlag.AlignLeft)
        version = translate("Settings", "backtracker {version}. It informs; it does not diagnose.", version=__version__)
        section.addWidget(Paragraph(version, tokens.SMALL, "quiet"))
        return card

    def _section(self, card: Card, title: str) -> QBoxLayout:
        section = card.add_section(gap=12)
        section.addWidget(label(title, tokens.HEADLINE))
        return section

    def _row(self, section: QBoxLayout, each: "Field[Any]", control: QWidget, beside: QWidget | None = None) -> None:
        """What is set and why, and its control at the right; a button ``beside`` it stands at its left."""
        self.controls[each.name] = control
        why = " ".join(filter(None, (range_text(each), why_text(each))))
        control.setToolTip(why)
        if beside is None:
            line(section, told(_label(each), why), control)
        else:
            pair(section, told(_label(each), why), beside, control)

    # Changes ---------------------------------------------------------------------------------

    def _set(self, name: str, value: Any) -> None:
        if isinstance(value, bool):
            words = on_off(value)
        else:
            words = _said(Settings, name, value)
        self._keep(lambda old: replace(old, **{name: value}), f"{_named(Settings, name)}: {words}")

    def _set_rule(self, name: str, value: Any) -> None:
        label = f"{_named(Rules, name)} {_said(Rules, name, value)}"
        self._keep(lambda old: replace(old, rules=replace(old.rules, **{name: value})), label)

    def _choose(self, name: str, value: Any) -> None:
        label = f"{_named(Settings, name)}: {self.choices[name][value].text()}"
        self._keep(lambda old: replace(old, **{name: value}), label)

    def _usual(self) -> None:
        """The numbers of the steps; the quiet hours are one's own and stay."""
        label = translate("Settings", "the usual values")
        self._keep(
            lambda old: replace(old, rules=Rules(quiet_from=old.rules.quiet_from, quiet_to=old.rules.quiet_to)), label
        )

    def _keep(self, change: Callable[[Settings], Settings], label: str) -> None:
        """Keep what was chosen; what makes no sense goes back to what it was, with the reason under it."""
        try:
            wanted = change(self.desk.settings)
        except UserError as trouble:
            self.refusal.setText(str(trouble))
            self.refusal.show()
            self.refresh()
            return
        self.refusal.hide()
        if wanted != self.desk.settings:
            self.desk.set_settings(wanted, label)

    def _show_advice(self) -> None:
        found = protocol.advice(self.desk.settings.rules)
        for about, box in self.advice.items():
            if box.parentWidget() is None:  # its card is still to come
                continue
            box.show_sentences([sentence for kind, sentence in found if kind == about])


def _label(each: "Field[Any]") -> str:
    return translate("rules", each.metadata["label"])


def _named(owner: type, name: str) -> str:
    """What the page calls the setting ``name``."""
    return _label(_field(owner, name))


def _field(owner: type, name: str) -> "Field[Any]":
    return next(each for each in fields(owner) if each.name == name)


def _said(owner: type, name: str, value: Any) -> str:
    """A time or a number of the setting ``name`` as the page shows it."""
    return f"{value:%H:%M}" if isinstance(value, time) else _with_unit(_field(owner, name).metadata["unit"], value)


def _stepper(each: "Field[Any]", value: int) -> Stepper[int]:
    """All values of a number, by fives where there are many."""
    low, high, unit = each.metadata["low"], each.metadata["high"], each.metadata["unit"]
    stride = 5 if unit in ("min", "%") and high - low >= 60 else 1
    return Stepper(_label(each), sorted({*range(low, high + 1, stride), value}), value, partial(_with_unit, unit))


def _with_unit(unit: str, value: int) -> str:
    return f"{value} {translate('rules', unit)}"
