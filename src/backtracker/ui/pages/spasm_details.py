"""What can be added to an episode while lying there, and for days after: place, triggers, note, warning signs.

Each press is saved at once. The screen fills itself from the episode's log, and again after
every change.
"""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import catalogue, telling
from backtracker.core.model import Episode, EpisodeLog, Flare
from backtracker.core.protocol import Agenda
from backtracker.core.words import translate, weekday_text
from backtracker.ui.desk import Desk
from backtracker.ui.pages.check_card import CheckCard
from backtracker.ui.pages.first_step import FirstStep
from backtracker.ui.pages.spasm_note import NoteCard
from backtracker.ui.pages.trigger_card import TriggerCard
from backtracker.ui.widgets.back_map import BackMap
from backtracker.ui.widgets.buttons import outlined
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import Columns, FlowLayout
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.text import Paragraph, label
from backtracker.ui.widgets.when import When, WhenChips

if TYPE_CHECKING:
    from backtracker.journal import Journal

BESIDE = 820
"""Px of the screen's inside: with less, everything stands in one column."""
_ROWS = {
    "neck": "Neck", "upper": "Upper back", "mid": "Mid back", "lower": "Lower back",
    "buttock": "Buttocks", "leg": "Legs",
}  # fmt: skip


class DetailsView(QWidget):
    """``when_changed`` carries the other time of the spasm; ``same_chosen`` joins it with the episode before."""

    when_changed = Signal(object)
    same_chosen = Signal()
    asking_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._episode_id = ""
        self._flare_id = ""
        self._led = False
        self.area = ScrollPage(sides=tokens.PAGE_SIDE, top=20, gap=tokens.BETWEEN_CARDS_ROOMY)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.flare = Paragraph("", tokens.HEADLINE)
        self.step = FirstStep(desk)
        for part in (
            self._build_when(), self._build_same(), self.flare,
            self.step, self._build_check(), self._build_invitation(),
        ):  # fmt: skip
            self.area.column.addWidget(part)
        self.area.column.addLayout(self._build_columns(), 1)

    # Building --------------------------------------------------------------------------------

    def _build_when(self) -> Card:
        self.when_card = Card()
        row = FlowLayout(gap=16, row_gap=8)
        row.addWidget(label(translate("Spasm", "When did it hit?"), tokens.HEADLINE))
        self.when = WhenChips(self._desk.local_now)
        self.when.changed.connect(self._choose_when)
        row.addWidget(self.when)
        self.when_card.add_section(sides=20, top=12, bottom=12).addLayout(row)
        self.when_card.hide()
        return self.when_card

    def _build_same(self) -> Card:
        self.same_card = Card()
        row = self.same_card.add_section(horizontal=True, sides=20, top=12, bottom=12, gap=8)
        self.same_words = Paragraph("", tokens.HEADLINE)
        row.addWidget(self.same_words, 1)
        self.new_one = outlined(translate("Spasm", "New one"))
        self.new_one.clicked.connect(self.same_card.hide)
        self.same_one = outlined(translate("Spasm", "The same one"))
        self.same_one.clicked.connect(self.same_chosen)
        row.addWidget(self.new_one)
        row.addWidget(self.same_one)
        self.same_card.hide()
        return self.same_card

    def _build_invitation(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder, gap=10, row_gap=0)
        row.addWidget(label(translate("Spasm", "While you lie there, if you like"), tokens.HEADLINE))
        words = translate("Spasm", "Each press is saved. You can add this for days.")
        row.addWidget(label(words, tokens.BODY, "quiet"))
        return holder

    def _build_check(self) -> CheckCard:
        """Right under the first step: a sign that is there changes what to do next, so nobody has to scroll to it."""
        self.check = CheckCard()
        self.check.denied.connect(self._deny_signs)
        self.check.yes_requested.connect(self._ask_signs)
        return self.check

    def _build_columns(self) -> Columns:
        holder = QWidget()
        right = QVBoxLayout(holder)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(tokens.BETWEEN_CARDS_ROOMY)
        self.triggers = TriggerCard(self._desk)
        self.triggers.compare_requested.connect(lambda: self.asking_requested.emit(self._episode_id))
        self.note = NoteCard()
        self.note.written.connect(self._save_note)
        for card in (self.triggers, self.note):
            right.addWidget(card)
        right.addStretch(1)
        columns = Columns(shares=(38, 62), below=BESIDE, gap=tokens.BETWEEN_CARDS_ROOMY)
        columns.addWidget(self._build_map())
        columns.addWidget(holder)
        return columns

    def _build_map(self) -> Card:
        card = Card()
        section = card.add_section(sides=20, top=14, bottom=14, gap=0)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(translate("Spasm", "Where?"), tokens.HEADLINE), 0, Qt.AlignmentFlag.AlignTop)
        self.where = Paragraph("", tokens.HEADLINE, "accent")
        head.addWidget(self.where, 1)
        section.addLayout(head)
        section.addWidget(Paragraph(translate("Spasm", "Seen from behind: your left is left."), tokens.SMALL, "quiet"))
        section.addSpacing(8)
        names = {each.key: catalogue.label("place", each.key) for each in catalogue.PLACES}
        rows = {key: translate("Spasm", words) for key, words in _ROWS.items()}
        self.map = BackMap(names, rows)
        self.map.changed.connect(self._save_places)
        section.addWidget(self.map, 1)
        return card

    # Showing ---------------------------------------------------------------------------------

    def begin(self, log: EpisodeLog, *, led: bool, flare: Flare | None, previous: Episode | None) -> None:
        """Show the episode in ``log``; with ``led`` the next step of care stands on top.

        A note goes to ``flare``, the new spasm inside the episode, where there is one.
        """
        self._episode_id, self._led = log.episode.id, led
        self._flare_id = flare.id if flare else ""
        self.note.begin(self._noted(log).note)
        self.when_card.hide()
        self.triggers.begin(log.episode, flare is not None or not led, self._desk.local_now())
        now, zone = self._desk.now(), self._desk.zone()
        self.same_card.setVisible(previous is not None)
        if previous is not None:
            ended = telling.before_text(previous, now, zone)
            self.same_words.setText(f"{ended} {translate('Spasm', 'New episode, or the same one?')}")
        self.flare.setVisible(flare is not None)
        if flare is not None:
            began = weekday_text(log.episode.began.day)
            words = translate(
                "Spasm", "New spasm inside the episode since {day}. The ice phase starts again.", day=began
            )
            self.flare.setText(words)
        self.area.verticalScrollBar().setValue(0)
        self.show_log(log)

    def show_log(self, log: EpisodeLog) -> None:
        """What is stored, as it stands now."""
        self.map.set_places(log.episode.places)
        self.where.setText(catalogue.places_text(log.episode.places))
        self.triggers.show_log(log)
        self.note.show_note(self._noted(log).note)
        self.check.show_check(log.checks[-1] if log.checks else None, self._desk.local_now().date())

    def show_agenda(self, agenda: Agenda, log: EpisodeLog) -> None:
        """The next step, while being led; a session that runs in any case."""
        mine = log.episode.id == self._episode_id
        self.step.setVisible(mine and (self._led or agenda.session is not None))
        if mine:
            self.step.show_agenda(agenda, log)

    def ask_when(self, began: datetime) -> None:
        """Offer another time for the spasm, which stands at ``began`` (local) now."""
        self.when.set_value(When(at=began))
        self.when_card.show()
        self.area.verticalScrollBar().setValue(0)
        self.when.other.setFocus(Qt.FocusReason.OtherFocusReason)

    # Answers ---------------------------------------------------------------------------------

    def _choose_when(self, when: When) -> None:
        # Whoever asked for the time takes the keyboard back first: what hides would hand it on to the drawing.
        self.when_changed.emit(when.moment(self._desk.local_now()))
        self.when_card.hide()

    def _save_places(self, places: frozenset[str]) -> None:
        episode_id = self._episode_id
        self.where.setText(catalogue.places_text(places))
        self._desk.do(lambda journal: journal.describe(episode_id, places=places))

    def _noted(self, log: EpisodeLog) -> Flare | Episode:
        """What the note on this screen belongs to."""
        return next((each for each in log.flares if each.id == self._flare_id), log.episode)

    def _save_note(self, words: str) -> None:
        episode_id, flare_id = self._episode_id, self._flare_id

        def save(journal: "Journal") -> None:
            flares = journal.story(episode_id).flares if flare_id else ()
            flare = next((each for each in flares if each.id == flare_id), None)
            if flare is None:
                journal.describe(episode_id, note=words)
            else:
                journal.change_flare(replace(flare, note=words), was=flare)

        self._desk.do(save)

    def _deny_signs(self) -> None:
        """A no to all; while the notice of a yes stands it is asked what of it was wrong."""
        episode_id = self._episode_id
        if self._desk.standing is not None:
            self._ask_signs()
            return
        self._desk.do(lambda journal: journal.record_check((), episode_id))

    def _ask_signs(self) -> None:
        from backtracker.ui.dialogs.flags import FlagSheet

        FlagSheet(self._desk, episode_id=self._episode_id, parent=self).open()
