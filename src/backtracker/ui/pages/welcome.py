"""The first start: three short screens, none of them asked twice, all of them skippable."""

from dataclasses import replace
from datetime import time
from functools import partial
from typing import Any

from PySide6.QtCore import QProcess, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.paths import DATABASE, own_command
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.pages.page import Page
from backtracker.ui.pages.settings_rows import clock_stepper
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import link, outlined, primary, quiet
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.stepper import Stepper
from backtracker.ui.widgets.switch import Switch
from backtracker.ui.widgets.text import Paragraph, label

LAST = 2
WIDEST = 720  # px: lines longer than this are not read, they are looked for


class WelcomePage(Page):
    """What it does; when it may speak; where the record stays. Then Today."""

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticker, parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        scroll = ScrollPage(parent=self)
        whole.addWidget(scroll)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(WIDEST))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.BETWEEN_CARDS)
        self.where = label("", tokens.SMALL, "quiet")
        column.addWidget(self.where)
        self.screens = (self._what_it_does(), self._when_it_speaks(), self._where_it_stays())
        for screen in self.screens:
            column.addWidget(screen)
        column.addLayout(self._foot())
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(middle, 1000)
        line.addStretch(1)
        scroll.column.addStretch(1)
        scroll.column.addLayout(line)
        scroll.column.addStretch(2)
        self._turn_to(0)

    def refresh(self) -> None:
        """Nothing here comes from the journal."""
        self.filled.emit()

    # The three screens -----------------------------------------------------------------------

    def _what_it_does(self) -> QWidget:
        screen, column = self._screen(translate("Welcome", "For backs that go into spasm, again and again"))
        for icon, tone, title, words in (
            ("spasm", "warning", translate("Welcome", "It just hit"),
             translate("Welcome", "Press Spasm now, then a number. It is saved, and the next step is on screen.")),
            ("ice", "ice", translate("Welcome", "The first days"),
             translate("Welcome", "Ice, walks and later moist heat come up by themselves, one at a time.")),
            ("patterns", "accent", translate("Welcome", "Afterwards"),
             translate("Welcome", "Charts show when it comes back. Good days count too: note them.")),
        ):  # fmt: skip
            row = QHBoxLayout()
            row.setSpacing(16)
            row.addWidget(Badge(icon, tone, 52), 0, Qt.AlignmentFlag.AlignTop)
            text = QVBoxLayout()
            text.setSpacing(0)
            text.addWidget(label(title, tokens.HEADLINE))
            text.addWidget(Paragraph(words, tokens.BODY, "quiet"))
            row.addLayout(text, 1)
            column.addLayout(row)
        sentence = translate(
            "Welcome", "It informs and reminds. It does not diagnose, and it does not replace a doctor."
        )
        column.addWidget(Paragraph(sentence, tokens.BODY))
        return screen

    def _when_it_speaks(self) -> QWidget:
        screen, column = self._screen(translate("Welcome", "When may it remind you?"))
        rules = self.desk.settings.rules
        self.steppers: dict[str, Stepper[time]] = {}
        self.switches: dict[str, Switch] = {}
        for name, words, value in (
            ("quiet_from", translate("Welcome", "Nothing pops up from"), rules.quiet_from),
            ("quiet_to", translate("Welcome", "until"), rules.quiet_to),
        ):
            stepper = clock_stepper(words, value)
            stepper.stepped.connect(partial(self._set_quiet, name))
            self.steppers[name] = stepper
            column.addLayout(self._labelled(words, stepper))
        self.refusal = Paragraph("", tokens.BODY, "warning")
        self.refusal.hide()
        column.addWidget(self.refusal)
        for name, words in (
            ("reminders", translate("Welcome", "Reminders pop up while an episode runs")),
            ("sound", translate("Welcome", "With a sound")),
            ("breaks", translate("Welcome", "A word to get up after each hour at the computer, on any day")),
        ):
            switch = Switch(words, getattr(self.desk.settings, name))
            switch.toggled.connect(partial(self._set, name))
            self.switches[name] = switch
            column.addLayout(self._labelled(words, switch))
        later = translate("Welcome", "You can change all of this later in Settings.")
        column.addWidget(Paragraph(later, tokens.BODY, "quiet"))
        words = translate(
            "Welcome", "The end of an ice session rings in any case: ice that stays on can harm the skin."
        )
        column.addWidget(Paragraph(words, tokens.BODY, "quiet"))
        return screen

    def _where_it_stays(self) -> QWidget:
        screen, column = self._screen(translate("Welcome", "What you write stays here"))
        for words in (
            translate("Welcome", "It is one file on this computer: {path}", path=self.desk.folder / DATABASE),
            translate("Welcome", "There is no account, and nothing goes over the network, ever."),
            translate("Welcome", "Copy the file, and you have copied everything."),
        ):
            column.addWidget(Paragraph(words, tokens.LEAD))
        return screen

    def _screen(self, title: str) -> tuple[QWidget, QVBoxLayout]:
        card = Card("main")
        section = card.add_section(gap=22, sides=32, top=28, bottom=28)
        section.addWidget(Paragraph(title, tokens.TITLE))
        column = QVBoxLayout()
        column.setSpacing(18)
        section.addLayout(column)
        return card, column

    def _labelled(self, words: str, control: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        side = QVBoxLayout()
        side.addStretch(1)
        side.addWidget(Paragraph(words, tokens.STRONG))
        side.addStretch(1)
        row.addLayout(side, 1)
        row.addWidget(control)
        return row

    def _foot(self) -> FlowLayout:
        foot = FlowLayout(gap=8)
        self.next_button = primary("", "", tokens.CONTROL)
        self.next_button.clicked.connect(self._forward)
        self.back_button = outlined(translate("Welcome", "Back"))
        self.back_button.clicked.connect(lambda: self._turn_to(self.at - 1))
        self.skip_button = quiet(translate("Welcome", "Start right away"))
        self.skip_button.clicked.connect(self._finish)
        self.example_button = link(translate("Welcome", "Look around with example data"))
        self.example_button.clicked.connect(self._show_example)
        for button in (self.next_button, self.back_button, self.skip_button, self.example_button):
            foot.addWidget(button)
        return foot

    # Presses ---------------------------------------------------------------------------------

    def _turn_to(self, number: int) -> None:
        """Only the screen that is seen takes room."""
        self.at = number
        for each, screen in enumerate(self.screens):
            screen.setVisible(each == number)
        last = number == LAST
        self.next_button.setText(translate("Welcome", "Begin") if last else translate("Welcome", "Next"))
        self.next_button.updateGeometry()
        self.back_button.setVisible(number > 0)
        self.skip_button.setVisible(not last)
        self.example_button.setVisible(number == 0)
        self.where.setText(translate("Welcome", "{n} of {all}", n=number + 1, all=LAST + 1))

    def _forward(self) -> None:
        if self.at == LAST:
            self._finish()
        else:
            self._turn_to(self.at + 1)

    def _finish(self) -> None:
        self.desk.set_settings(replace(self.desk.settings, welcomed=True))
        self.page_requested.emit("today")

    def _show_example(self) -> None:
        """A second program on a throwaway folder, so that nothing made up meets the person's own record."""
        program, *arguments = own_command()
        QProcess.startDetached(program, [*arguments, "--example"])

    def _set(self, name: str, value: bool) -> None:
        wanted: dict[str, Any] = {name: value}
        self.desk.set_settings(replace(self.desk.settings, **wanted))

    def _set_quiet(self, name: str, value: time) -> None:
        old = self.desk.settings.rules
        try:
            rules = replace(old, quiet_from=value) if name == "quiet_from" else replace(old, quiet_to=value)
        except UserError as trouble:
            self.refusal.setText(str(trouble))
            self.refusal.show()
            self.steppers[name].set_value(getattr(old, name))
            return
        self.refusal.hide()
        self.desk.set_settings(replace(self.desk.settings, rules=rules))
