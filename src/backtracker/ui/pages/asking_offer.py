"""One quiet card on Today, for a day after a spasm: what was there before it can still be compared."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import prompts
from backtracker.core.asking import Asking
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.widgets.buttons import outlined, quiet
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import Columns, FlowLayout
from backtracker.ui.widgets.text import Paragraph

BESIDE = 640
"""Px of the card's inside: with less, the buttons go under the words."""


class AskingOffer(Card):
    """Hidden unless something is open and the onset is not too long ago; "Not now" hides it until the next start."""

    requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        self._asking: Asking | None = None
        self._put_off = ""
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(Paragraph(translate("Asking", "What was different before it hit?"), tokens.STRONG))
        self.state = Paragraph("", tokens.SMALL, "quiet")
        words.addWidget(self.state)
        self.answer = outlined("")
        self.answer.clicked.connect(self._request)
        self.later = quiet(translate("Asking", "Not now"))
        self.later.clicked.connect(self._put_off_now)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=12, row_gap=4)
        flow.addWidget(self.answer)
        flow.addWidget(self.later)
        row = Columns(shares=(1, 0), below=BESIDE, gap=18, row_gap=8, centred=True)
        row.addWidget(said)
        row.addWidget(buttons)
        self.add_section(top=12, bottom=12).addLayout(row)
        self.hide()

    def show_asking(self, asking: Asking | None) -> None:
        """What is open now, if it is offered."""
        self._asking = asking
        self.look(self._desk.now())

    def look(self, now: datetime) -> None:
        """Show it, or put it away once its time is over."""
        asking = self._asking
        if asking is None or not asking.is_offered(now) or asking.episode.id == self._put_off:
            self.hide()
            return
        what = translate("Asking", "The same two hours on three days, yes or no.")
        until = prompts.until_text(asking, self._desk.local_now().date())
        offered = translate("Asking", "Offered {until}; {state}.", until=until, state=prompts.state_text(asking))
        self.state.setText(f"{what} {offered}")
        words = translate("Asking", "Go on answering") if asking.answered else translate("Asking", "Answer")
        self.answer.setText(words)
        self.answer.setAccessibleDescription(self.state.text())
        self.answer.setToolTip(translate("Asking", "Ctrl+T"))
        self.show()

    def _request(self) -> None:
        if self._asking is not None:
            self.requested.emit(self._asking.episode.id)

    def _put_off_now(self) -> None:
        if self._asking is not None:
            self._put_off = self._asking.episode.id
            self.look(self._desk.now())
