"""The card that asks for one thing outside the protocol: large buttons, few words, and never the keyboard."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from backtracker import tokens
from backtracker.core.words import translate
from backtracker.ui.reminders.on_top import OnTop
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import Button, outlined, primary, quiet
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.menu import Menu
from backtracker.ui.widgets.text import Paragraph


class AskCard(OnTop):
    """Its buttons: ``done``, ``other``, ``later`` (with the minutes), ``left_out``."""

    done = Signal()
    other = Signal()
    later = Signal(int)
    left_out = Signal()

    def __init__(self, no: str, minutes: Sequence[int]) -> None:
        super().__init__()
        self._card = Card("main", self)
        self._box.addWidget(self._card)
        section = self._card.add_section(sides=20, top=20, bottom=20, gap=16)
        head = QHBoxLayout()
        head.setSpacing(14)
        self._badge = QVBoxLayout()
        head.addLayout(self._badge)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Paragraph("", tokens.POPUP)
        words.addWidget(self.title)
        self.hint = Paragraph("", tokens.BODY, "quiet")
        words.addWidget(self.hint)
        words.addStretch(1)
        head.addLayout(words, 1)
        section.addLayout(head)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self.done_button = primary("", "check", tokens.CONTROL_POPUP)
        self.done_button.clicked.connect(self.done)
        self.other_button = outlined("", height=tokens.CONTROL_POPUP)
        self.other_button.clicked.connect(self.other)
        self.later_button = self._later(minutes)
        self.no_button = quiet(no, height=tokens.CONTROL_POPUP)
        self.no_button.clicked.connect(self.left_out)
        for button in (self.done_button, self.other_button, self.later_button, self.no_button):
            self._row.addWidget(button)
        self._row.addStretch(1)
        section.addLayout(self._row)

    def _later(self, minutes: Sequence[int]) -> Button:
        """One length is a button, several are a menu."""
        if len(minutes) == 1:
            (only,) = minutes
            button = outlined(translate("AskCard", "{n} min", n=only), "clock", tokens.CONTROL_POPUP)
            button.setAccessibleName(translate("AskCard", "Again in {n} minutes", n=only))
            button.clicked.connect(lambda: self.later.emit(only))
            return button
        button = Button(translate("AskCard", "Snooze"), "outlined", "clock", height=tokens.CONTROL_POPUP)
        self.snoozes = Menu(button)
        for each in minutes:
            self.snoozes.add(translate("AskCard", "{n} min", n=each), partial(self.later.emit, each))
        button.set_menu(self.snoozes)
        return button

    def ask(
        self, title: str, hint: str, action: str, icon: str = "sitting", tone: str = "accent", other: str = ""
    ) -> None:
        """Come up with these words; ``action`` is what the large button says, ``other`` a second answer if any."""
        self.title.setText(title)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.done_button.setText(action)
        self.other_button.setText(other)
        self.other_button.setVisible(bool(other))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        while (item := self._badge.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._badge.addWidget(Badge(icon, tone, 52))
        self._badge.addStretch(1)
        self._card.updateGeometry()  # while it was hidden, nobody told the box of the longer line
        self._appear()
