"""One quiet line, once: whether the program should start by itself, so that reminders outlive a restart."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.model import EpisodeLog
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.desktop import autostart
from backtracker.ui.widgets.buttons import outlined, quiet
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import Columns, FlowLayout
from backtracker.ui.widgets.text import Paragraph

BESIDE = 640
"""Px of the card's inside: with less, the buttons go under the words."""


class StartOffer(Card):
    """Hidden until something was done for the back, and for good once it was answered here or in the settings."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._desk = desk
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(Paragraph(translate("StartOffer", "Should reminders go on after a restart?"), tokens.STRONG))
        how = translate("StartOffer", "backtracker then starts with the computer, as an icon in the tray.")
        words.addWidget(Paragraph(how, tokens.SMALL, "quiet"))
        self.yes = outlined(translate("StartOffer", "Start by itself after a restart"))
        self.yes.clicked.connect(lambda: autostart.choose(desk, True))
        self.no = quiet(translate("StartOffer", "No"))
        self.no.setAccessibleDescription(translate("StartOffer", "Do not start by itself. Settings can change it."))
        self.no.clicked.connect(self._decline)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=12, row_gap=4)
        flow.addWidget(self.yes)
        flow.addWidget(self.no)
        row = Columns(shares=(1, 0), below=BESIDE, gap=18, row_gap=8, centred=True)
        row.addWidget(said)
        row.addWidget(buttons)
        self.add_section(top=12, bottom=12).addLayout(row)
        self.hide()

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
