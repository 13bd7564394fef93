"""One quiet card on Today, for a day after a spasm: what was there before it can still be compared."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from backtracker.core import prompts
from backtracker.core.asking import Asking
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.pages.offer_card import OfferCard
from backtracker.ui.widgets.buttons import outlined, quiet


class AskingOffer(OfferCard):
    """Hidden unless something is open and the onset is not too long ago; "Not now" hides it until the next start."""

    requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        answer, later = outlined(""), quiet(translate("Asking", "Not now"))
        super().__init__(translate("Asking", "What was different before it hit?"), "", (answer, later), parent)
        self._desk = desk
        self._asking: Asking | None = None
        self._put_off = ""
        self.answer, self.later = answer, later
        self.answer.clicked.connect(self._request)
        self.later.clicked.connect(self._put_off_now)

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
