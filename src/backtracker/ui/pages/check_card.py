"""The check of warning signs as a card: No at once, or the sheet to say which. The window says what a yes means."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import redflags
from backtracker.core.model import Check
from backtracker.core.words import capitalized, clock_text, day_text, translate
from backtracker.ui.widgets.buttons import outlined
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.sign import Sign
from backtracker.ui.widgets.text import Paragraph

_SIGN = 24


class CheckCard(Card):
    """``denied`` says that none of the signs is there; ``yes_requested`` wants to say which are."""

    denied = Signal()
    yes_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent)
        asked = translate("Spasm", "Is any of this there?")
        signs = redflags.names(each.key for each in redflags.ASKED)
        self._signs = f"{signs}."
        row = self.add_section(horizontal=True, sides=25, top=14, bottom=14, gap=16)
        row.addWidget(Sign("warning", "warning", _SIGN), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(asked, tokens.HEADLINE))
        self.line = Paragraph(self._signs, tokens.BODY, "quiet")
        words.addWidget(self.line)
        self.answer = Paragraph("", tokens.STRONG)
        self.answer.hide()
        words.addWidget(self.answer)
        row.addLayout(words, 1)
        self.no = outlined(translate("Spasm", "No"))
        self.no.clicked.connect(self.denied)
        self.yes = outlined(translate("Spasm", "Yes"))
        self.yes.clicked.connect(self.yes_requested)
        for button in (self.no, self.yes):
            button.setAccessibleDescription(f"{asked} {self._signs}")
            row.addWidget(button)

    def show_check(self, check: Check | None, today: date) -> None:
        """What was answered last, in words; it can be answered again."""
        self.answer.setVisible(check is not None)
        if check is None:
            return
        time, day = clock_text(check.moment.local), check.moment.day
        if check.flags:
            title = redflags.notice_title(redflags.level_of(check.flags))
            words = translate("Spasm", "You said yes at {time}. {title}.", time=time, title=title)
        else:
            words = translate("Spasm", "You said no at {time}. Press Yes if that changes.", time=time)
        if day != today:
            words = f"{capitalized(day_text(day, today=today))}: {words}"
        self.answer.setText(words)
