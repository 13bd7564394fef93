"""One quiet line, once: whether the program should start by itself, so that reminders outlive a restart."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from backtracker.core.model import EpisodeLog
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.desktop import autostart
from backtracker.ui.pages.offer_card import OfferCard
from backtracker.ui.widgets.buttons import outlined, quiet


class StartOffer(OfferCard):
    """Hidden until something was done for the back, and for good once it was answered here or in the settings."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        yes = outlined(translate("StartOffer", "Start by itself after a restart"))
        no = quiet(translate("StartOffer", "No"))
        how = translate("StartOffer", "backtracker then starts with the computer, as an icon in the tray.")
        super().__init__(translate("StartOffer", "Should reminders go on after a restart?"), how, (yes, no), parent)
        self._desk = desk
        self.yes, self.no = yes, no
        self.yes.clicked.connect(lambda: autostart.choose(desk, True))
        self.no.setAccessibleDescription(translate("StartOffer", "Do not start by itself. Settings can change it."))
        self.no.clicked.connect(self._decline)

    def show_log(self, log: EpisodeLog) -> None:
        """Care comes first: it is offered once there is something in ``log`` that was done."""
        if self._desk.for_show or self._desk.settings.autostart_asked or not log.treatments:
            self.hide()
        elif self.isHidden():
            self._desk.aside(autostart.is_decided, self._show_unless, self)

    def _show_unless(self, decided: bool) -> None:
        self.setVisible(not decided and not self._desk.settings.autostart_asked)

    def _decline(self) -> None:
        self._desk.set_settings(replace(self._desk.settings, autostart_asked=True))
