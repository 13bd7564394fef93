"""Settings: one row a setting, made from the fields themselves; each press is kept at once."""

from collections.abc import Callable
from dataclasses import Field, fields, replace
from datetime import time
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import __version__, tokens
from backtracker.core import protocol, steps
from backtracker.core.rules import Rules
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.paths import DATABASE
from backtracker.settings import THEMES, Settings
from backtracker.ui.desk import Desk
from backtracker.ui.pages.page import Page
from backtracker.ui.pages.sign import Sign
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.buttons import outlined
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.stepper import Stepper
from backtracker.ui.widgets.switch import Switch
from backtracker.ui.widgets.text import Paragraph, label

HALF_HOURS = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))


class Advice(Card):
    """What speaks against the settings above it, a line each; stands under them, so that pressing on moves nothing."""

    def __init__(self) -> None:
        super().__init__("warning")
        row = self.add_section(horizontal=True, sides=20, top=12, bottom=12, gap=14)
        row.addWidget(Sign("warning", "warning", 24), 0, Qt.AlignmentFlag.AlignTop)
        self._said = QVBoxLayout()
        self._said.setSpacing(6)
        row.addLayout(self._said, 1)
        self.sentences: list[str] = []
        self.hide()

    def show_sentences(self, sentences: list[str]) -> None:
        """Say these, or nothing."""
        if sentences == self.sentences:
            return
        self.sentences = sentences
        while (item := self._said.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for sentence in sentences:
            self._said.addWidget(Paragraph(sentence, tokens.BODY))
        self.setAccessibleName(" ".join(sentences))
        self.setVisible(bool(sentences))


class SettingsPage(Page):
    """Shows what is set, with the reason for each range, and keeps each change as it is made."""

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticker, parent)
        self.controls: dict[str, QWidget] = {}
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
        column.addWidget(self._switches_card())
        column.addWidget(self._look_card())
        column.addWidget(self._protocol_card())
        column.addWidget(self._data_card())
        column.addStretch(1)
        self._show_advice()

    def refresh(self) -> None:
        """The settings stand in memory; show them as they are now."""
        for name, control in self.controls.items():
            value = getattr(self.desk.settings, name, None)
            if isinstance(control, Stepper):
                control.set_value(getattr(self.desk.settings.rules, name))
            elif isinstance(control, Switch):
                control.blockSignals(True)
                control.setChecked(bool(value))
                control.blockSignals(False)
        for look, button in self.looks.items():
            button.setChecked(look == self.desk.settings.theme)
        self._show_advice()
        self.filled.emit()

    # Cards -----------------------------------------------------------------------------------

    def _quiet_card(self) -> Card:
        card = Card()
        section = self._section(card, translate("Settings", "When nothing may pop up"))
        for each in fields(Rules):
            if each.name in ("quiet_from", "quiet_to"):
                value = getattr(self.desk.settings.rules, each.name)
                values = sorted({*HALF_HOURS, value})
                stepper = Stepper(_label(each), values, value, lambda clock: f"{clock:%H:%M}", around=True)
                stepper.stepped.connect(partial(self._set_rule, each.name))
                self._row(section, each, stepper)
        section.addWidget(self.refusal)
        section.addWidget(self.advice["quiet"])
        return card

    def _switches_card(self) -> Card:
        card = Card()
        section = self._section(card, translate("Settings", "Reminders"))
        for each in fields(Settings):
            if each.type is bool and each.metadata:
                switch = Switch(_label(each), bool(getattr(self.desk.settings, each.name)))
                switch.toggled.connect(partial(self._set, each.name))
                self._row(section, each, switch)
        return card

    def _look_card(self) -> Card:
        card = Card()
        section = self._section(card, translate("Settings", "Look"))
        row = FlowLayout(gap=8)
        self.looks: dict[str, Chip] = {}
        names = {
            "system": translate("Settings", "As the desktop"),
            "light": translate("Settings", "Light"),
            "dark": translate("Settings", "Dark"),
        }
        for look in THEMES:
            chip = Chip(names[look], centred=True)
            chip.setChecked(look == self.desk.settings.theme)
            chip.clicked.connect(partial(self._choose_look, look))
            self.looks[look] = chip
            row.addWidget(chip)
        section.addLayout(row)
        return card

    def _protocol_card(self) -> Card:
        """A section for each kind of step, which is what the names of its rules begin with."""
        card = Card()
        section = self._section(card, translate("Settings", "The first days of an episode"))
        section.addWidget(Paragraph(steps.evidence(), tokens.SMALL, "quiet"))
        kind = ""
        for each in fields(Rules):
            low, high = each.metadata["low"], each.metadata["high"]
            if low is None:
                continue
            before, kind = kind, each.name.partition("_")[0]
            if before not in ("", kind):
                if before in self.advice:
                    section.addWidget(self.advice[before])
                section = card.add_section(gap=12)
            value = getattr(self.desk.settings.rules, each.name)
            stride = 5 if each.metadata["unit"] == "min" and high - low >= 60 else 1
            values = sorted({*range(low, high + 1, stride), value})
            stepper = Stepper(_label(each), values, value, partial(_with_unit, each.metadata["unit"]))
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

    def _row(self, section: QBoxLayout, each: "Field[Any]", control: QWidget) -> None:
        self.controls[each.name] = control
        row = QHBoxLayout()
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Paragraph(_label(each), tokens.STRONG))
        words.addWidget(Paragraph(translate("rules", each.metadata["why"]), tokens.SMALL, "quiet"))
        words.addStretch(1)
        control.setToolTip(translate("rules", each.metadata["why"]))
        row.addLayout(words, 1)
        row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        section.addLayout(row)

    # Changes ---------------------------------------------------------------------------------

    def _set(self, name: str, value: Any) -> None:
        state = translate("Settings", "on") if value else translate("Settings", "off")
        self._keep(lambda old: replace(old, **{name: value}), f"{_named(Settings, name)}: {state}")

    def _set_rule(self, name: str, value: Any) -> None:
        unit = next(each.metadata["unit"] for each in fields(Rules) if each.name == name)
        words = f"{value:%H:%M}" if isinstance(value, time) else _with_unit(unit, value)
        label = f"{_named(Rules, name)} {words}"
        self._keep(lambda old: replace(old, rules=replace(old.rules, **{name: value})), label)

    def _choose_look(self, look: str) -> None:
        label = f"{translate('Settings', 'Look')}: {self.looks[look].text()}"
        self._keep(lambda old: replace(old, theme=look), label)

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
            box.show_sentences([sentence for kind, sentence in found if kind == about])


def _label(each: "Field[Any]") -> str:
    return translate("rules", each.metadata["label"])


def _named(owner: type, name: str) -> str:
    """What the page calls the setting ``name``."""
    return _label(next(each for each in fields(owner) if each.name == name))


def _with_unit(unit: str, value: int) -> str:
    return f"{value} {translate('rules', unit)}"
