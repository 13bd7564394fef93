"""The red-flag question as a card: No, or Yes. What a yes means is said above everything by the window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.model import Check
from backtracker.core.words import clock_text, translate
from backtracker.ui import red_flags
from backtracker.ui.pages.sign import Sign
from backtracker.ui.widgets.buttons import outlined
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.text import Paragraph

_SIGN = 24


class CheckCard(Card):
    """``answered`` carries whether any of the signs is there."""

    answered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent)
        asked, signs = red_flags.question()
        row = self.add_section(horizontal=True, sides=25, top=14, bottom=14, gap=16)
        row.addWidget(Sign("warning", "warning", _SIGN), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(asked, tokens.HEADLINE))
        self.line = Paragraph(signs, tokens.BODY, "quiet")
        words.addWidget(self.line)
        row.addLayout(words, 1)
        self.no = outlined(translate("Spasm", "No"))
        self.yes = outlined(translate("Spasm", "Yes"))
        for button, answer in ((self.no, False), (self.yes, True)):
            button.setAccessibleDescription(f"{asked} {signs}")
            row.addWidget(button)
            button.clicked.connect(lambda _=False, answer=answer: self.answered.emit(answer))

    def show_check(self, check: Check | None) -> None:
        """What was answered last, in words; it can be answered again."""
        _, signs = red_flags.question()
        if check is None:
            self.line.setText(signs)
            return
        time = clock_text(check.moment.local)
        answer = (
            translate("Spasm", "You said yes at {time}. Get emergency care now.", time=time)
            if check.flags
            else translate("Spasm", "You said no at {time}. Press Yes if that changes.", time=time)
        )
        self.line.setText(f"{signs} {answer}")
