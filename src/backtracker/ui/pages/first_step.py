"""The first step of care after a spasm, on screen at once: ice if it may be now, else what the agenda says."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.model import EpisodeLog
from backtracker.core.protocol import Agenda, Slot
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.pages.answering import Answering
from backtracker.ui.pages.next_card import NextCard
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import outlined, primary
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import Columns, FlowLayout
from backtracker.ui.widgets.menu import Menu
from backtracker.ui.widgets.text import Paragraph

BESIDE = 760
"""Px of the card's inside: with less, the buttons go under the words."""
_LATER = (10, 30, 60)


class FirstStep(QWidget):
    """One large card: "Ice your back now", and once that is answered the card of the day."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._slot: Slot | None = None
        self.ice = self._build_ice()
        self.next = NextCard(desk.local_now)
        self._answering = Answering(desk, self.next, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.ice)
        column.addWidget(self.next)
        self.next.hide()

    def _build_ice(self) -> Card:
        card = Card("main")
        said = QWidget()
        words_row = QHBoxLayout(said)
        words_row.setContentsMargins(0, 0, 0, 0)
        words_row.setSpacing(18)
        words_row.addWidget(Badge("ice", "ice"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Paragraph(translate("Spasm", "Ice your back now"), tokens.ACTION))
        line = translate("Spasm", "Lie on your back, knees up. Towel around the ice. Stay awake.")
        words.addWidget(Paragraph(line, tokens.LEAD, "quiet"))
        words_row.addLayout(words, 1)
        self.start = primary("", "play", tokens.CONTROL_SPASM)
        self.start.clicked.connect(self._start)
        self.no_ice = outlined(translate("Spasm", "No ice here"), height=tokens.CONTROL_SPASM)
        self.no_ice_menu = Menu(self.no_ice)
        for minutes in _LATER:
            words_ = translate("Spasm", "Remind me in {n} min", n=minutes)
            self.no_ice_menu.add(words_, partial(self._later, minutes), "clock")
        self.no_ice_menu.add(translate("Spasm", "Leave it out this time"), self._skip)
        self.no_ice.set_menu(self.no_ice_menu)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=18, row_gap=8)
        flow.addWidget(self.start)
        flow.addWidget(self.no_ice)
        row = Columns(shares=(1, 0), below=BESIDE, gap=18, centred=True)
        row.addWidget(said)
        row.addWidget(buttons)
        card.add_section(top=18, bottom=18).addLayout(row)
        return card

    def show_agenda(self, agenda: Agenda, log: EpisodeLog) -> None:
        """Ice first, where it is due and nobody has answered yet."""
        slot, rules = agenda.next, self._desk.settings.rules
        first = agenda.session is None and slot is not None and slot.step == "ice" and slot.show <= agenda.now
        self._slot = slot if first else None
        self.start.setText(translate("Today", "Start {n} min", n=rules.session_minutes("ice", agenda.spasm_day)))
        self.next.show_agenda(agenda, log, rules, self._desk.zone())
        focused = QApplication.focusWidget()
        held = focused is not None and self.ice.isAncestorOf(focused)
        self.ice.setVisible(first)
        self.next.setVisible(not first)
        if held and not first:
            self.next.focus_main()

    def _start(self) -> None:
        if self._slot is not None:
            self._answering.start("ice", self._slot.key)

    def _later(self, minutes: int) -> None:
        if self._slot is not None:
            self._answering.snooze(self._slot, minutes)

    def _skip(self) -> None:
        if self._slot is not None:
            self._answering.skip(self._slot, "no ice at hand")
