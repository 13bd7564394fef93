"""The first start: three short screens, none of them asked twice, all of them skippable."""

from dataclasses import replace
from datetime import time
from functools import partial

from PySide6.QtCore import QProcess, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.paths import own_command
from backtracker.ui.desk import Desk
from backtracker.ui.pages.page import Page
from backtracker.ui.pages.settings import HALF_HOURS
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import link, outlined, primary
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.stepper import Stepper
from backtracker.ui.widgets.switch import Switch
from backtracker.ui.widgets.text import Paragraph, label

LAST = 2


class WelcomePage(Page):
    """What it does; when it may speak; where the record stays. Then Today."""

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticker, parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        scroll = ScrollPage(parent=self)
        whole.addWidget(scroll)
        self._where = label("", tokens.SMALL, "quiet")
        scroll.column.addWidget(self._where)
        self.screens = QStackedWidget()
        for screen in (self._what_it_does(), self._when_it_speaks(), self._where_it_stays()):
            self.screens.addWidget(screen)
        scroll.column.addWidget(self.screens)
        scroll.column.addLayout(self._foot())
        scroll.column.addStretch(1)
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
            row.addWidget(Badge(icon, tone, 44), 0, Qt.AlignmentFlag.AlignTop)
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
        for name, words, value in (
            ("quiet_from", translate("Welcome", "Nothing pops up from"), rules.quiet_from),
            ("quiet_to", translate("Welcome", "until"), rules.quiet_to),
        ):
            stepper: Stepper[time] = Stepper(
                words, sorted({*HALF_HOURS, value}), value, lambda clock: f"{clock:%H:%M}", around=True
            )
            stepper.stepped.connect(partial(self._set_quiet, name))
            column.addLayout(self._labelled(words, stepper))
        for name, words in (
            ("reminders", translate("Welcome", "Reminders pop up while an episode runs")),
            ("sound", translate("Welcome", "With a sound")),
        ):
            switch = Switch(words, getattr(self.desk.settings, name))
            switch.toggled.connect(partial(self._set, name))
            column.addLayout(self._labelled(words, switch))
        words = translate(
            "Welcome", "The end of an ice session rings in any case: ice that stays on can harm the skin."
        )
        column.addWidget(Paragraph(words, tokens.BODY, "quiet"))
        return screen

    def _where_it_stays(self) -> QWidget:
        screen, column = self._screen(translate("Welcome", "What you write stays here"))
        for words in (
            translate("Welcome", "It is one file on this computer: {path}", path=self.desk.folder),
            translate("Welcome", "There is no account, and nothing goes over the network, ever."),
            translate("Welcome", "You can change all of this later in Settings."),
        ):
            column.addWidget(Paragraph(words, tokens.LEAD))
        return screen

    def _screen(self, title: str) -> tuple[QWidget, QVBoxLayout]:
        card = Card("main")
        section = card.add_section(gap=16, top=20, bottom=20)
        section.addWidget(Paragraph(title, tokens.TITLE))
        column = QVBoxLayout()
        column.setSpacing(14)
        section.addLayout(column)
        section.addStretch(1)
        return card, column

    def _labelled(self, words: str, control: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Paragraph(words, tokens.STRONG), 1)
        row.addWidget(control)
        return row

    def _foot(self) -> FlowLayout:
        foot = FlowLayout(gap=8)
        self.next_button = primary("", "", tokens.CONTROL)
        self.next_button.clicked.connect(self._forward)
        self.back_button = outlined(translate("Welcome", "Back"))
        self.back_button.clicked.connect(lambda: self._turn_to(self.screens.currentIndex() - 1))
        self.skip_button = outlined(translate("Welcome", "Start right away"))
        self.skip_button.clicked.connect(self._finish)
        self.example_button = link(translate("Welcome", "Look around with example data"))
        self.example_button.clicked.connect(self._show_example)
        for button in (self.next_button, self.back_button, self.skip_button, self.example_button):
            foot.addWidget(button)
        return foot

    # Presses ---------------------------------------------------------------------------------

    def _turn_to(self, number: int) -> None:
        self.screens.setCurrentIndex(number)
        last = number == LAST
        self.next_button.setText(translate("Welcome", "Begin") if last else translate("Welcome", "Next"))
        self.next_button.updateGeometry()
        self.back_button.setVisible(number > 0)
        self.skip_button.setVisible(not last)
        self.example_button.setVisible(number == 0)
        self._where.setText(translate("Welcome", "{n} of {all}", n=number + 1, all=LAST + 1))

    def _forward(self) -> None:
        if self.screens.currentIndex() == LAST:
            self._finish()
        else:
            self._turn_to(self.screens.currentIndex() + 1)

    def _finish(self) -> None:
        self.desk.set_settings(replace(self.desk.settings, welcomed=True))
        self.page_requested.emit("today")

    def _show_example(self) -> None:
        """A second program on a throwaway folder, so that nothing made up meets the person's own record."""
        program, *arguments = own_command()
        QProcess.startDetached(program, [*arguments, "--example"])

    def _set(self, name: str, value: bool) -> None:
        old = self.desk.settings
        self.desk.set_settings(replace(old, reminders=value) if name == "reminders" else replace(old, sound=value))

    def _set_quiet(self, name: str, value: time) -> None:
        old = self.desk.settings.rules
        try:
            rules = replace(old, quiet_from=value) if name == "quiet_from" else replace(old, quiet_to=value)
        except UserError as trouble:
            self.desk.failed.emit(str(trouble))
            return
        self.desk.set_settings(replace(self.desk.settings, rules=rules))
