"""The sheet for a whole episode: one from memory, or one that is there, put right in one change."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker.core import catalogue, proposing
from backtracker.core.model import Episode, EpisodeLog, EpisodeSummary, Moment
from backtracker.core.words import day_text, translate
from backtracker.errors import UserError
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.fields import Choice, MomentField, NoteField, PainField
from backtracker.ui.dialogs.places import PlacesField
from backtracker.ui.dialogs.sheet import Deed, Sheet
from backtracker.ui.widgets.chips import Chip

if TYPE_CHECKING:
    from backtracker.journal import Journal

_LATEST = 24
"""Episodes that the times of a new one are kept clear of."""


class EpisodeDialog(Sheet):
    """When it began and ended, how bad it was, where, what set it off and what helped.

    Without ``log`` it is a past episode from memory; it may be one that still runs, where none does.
    """

    def __init__(self, desk: Desk, *, log: EpisodeLog | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, _title(desk, log), parent=parent)
        self.log = log
        episode = log.episode if log else None
        self._add_times(episode)
        words = translate("Dialogs", "Pain at its start")
        onset = next((each.level for each in log.readings if each.role == "onset"), None) if log else None
        self.pain = PainField(words, onset, clearable=False)
        self.add_row(words, self._pain_with_a_way_out(), control_height=48)
        self.where = PlacesField(episode.places if episode else (), opened=True)
        self.add_row(translate("Dialogs", "Where"), self.where)
        yes = {each.trigger for each in log.exposures if each.answer == "yes" and not each.hours_before} if log else ()
        self.triggers = Choice("trigger", catalogue.TRIGGERS, yes, likely_first=True)
        self.add_row(translate("Dialogs", "Set off by"), self.triggers)
        helped = episode.helped if episode else frozenset[str]()
        self.helped = Choice("treatment", catalogue.TREATMENTS, helped, likely_first=True)
        self.add_row(translate("Dialogs", "What helped"), self.helped)
        self.note = NoteField(episode.note if episode else "")
        self.add_row(translate("Dialogs", "Note"), self.note)
        for choice in (self.triggers, self.helped):
            choice.grown.connect(self.fit)
        if episode is not None:
            self.offer_delete(episode)
        desk.ask(lambda journal: journal.own("trigger"), self.triggers.offer_own, self)
        desk.ask(lambda journal: journal.own("treatment"), self.helped.offer_own, self)
        if log is None:
            desk.ask(lambda journal: journal.running_log() is None, self._offer_running, self)
            desk.ask(lambda journal: journal.history(limit=_LATEST), self._propose, self)

    def deed(self) -> Deed:
        """Add the episode, log one that runs, or store the changed one."""
        level = self.pain.chosen_level()
        if level is None and self.log is None:
            if not self.forgotten.isChecked():
                raise UserError(translate("Dialogs", "How bad was it at its start? Press a number from 0 to 10."))
            if self.running.isChecked():
                raise UserError(translate("Dialogs", "For a spasm that is not over yet, press how bad it is."))
        began, ended = self.began.moment(), self.ended.moment() if self.ended else None
        places, triggers, helped = self.where.places(), self.triggers.keys(), self.helped.keys()
        note, log, runs = self.note.words(), self.log, self.running.isChecked()

        def change(journal: "Journal") -> object:
            if log is not None:
                return journal.change_episode(
                    log.episode.id, began=began, ended=ended, level=level,
                    places=places, triggers=triggers, helped=helped, note=note, was=log,
                )  # fmt: skip
            if runs or ended is None:
                return journal.log_spasm(level or 0, began.at, places=places, triggers=triggers, note=note)
            return journal.add_past(
                began.at, ended.at, level, places=places, triggers=triggers, helped=helped, note=note
            )

        return change

    def unsaved_words(self) -> bool:
        """Note, and own words typed; of an episode from memory its pain and its times as well."""
        typed = self.note.touched() or self.triggers.touched() or self.helped.touched()
        new = self.log is None and (self.pain.chosen_level() is not None or self._times_touched())
        return typed or new

    def _times_touched(self) -> bool:
        return self.began.touched() or (self.ended is not None and self.ended.touched())

    def _offer_running(self, possible: bool) -> None:
        self.running.setVisible(possible)
        self.fit()

    def _pain_with_a_way_out(self) -> QVBoxLayout:
        """The levels, and for one from memory that nobody has to remember."""
        self.forgotten = Chip(translate("Dialogs", "I don’t remember"), centred=True)
        self.forgotten.setVisible(self.log is None)
        self.forgotten.toggled.connect(lambda on: self.pain.set_level(None) if on else None)
        self.pain.changed.connect(lambda: self.forgotten.setChecked(False))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.pain)
        column.addWidget(self.forgotten, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _propose(self, others: list[EpisodeSummary]) -> None:
        """Times at which no other episode was, unless the person said some meanwhile."""
        if self.ended is None or self._times_touched():
            return
        began, ended = proposing.past_episode([each.episode for each in others], self.desk.local_now())
        self.began.propose(began)
        self.ended.propose(ended)

    def _add_times(self, episode: Episode | None) -> None:
        here, today = self.desk.zone(), self.desk.local_now()
        words = translate("Dialogs", "Began")
        proposed = proposing.past_episode((), today)
        start = episode.began if episode else Moment.of(proposed[0], here)
        self.began = MomentField(words, start, here, today)
        self.add_row(words, self.began)
        self.running = Chip(translate("Dialogs", "It is not over yet"), centred=True)
        self.running.hide()
        self.ended: MomentField | None = None
        if episode is not None and episode.ended is None:
            return
        words = translate("Dialogs", "Ended")
        self.ended = MomentField(words, (episode and episode.ended) or Moment.of(proposed[1], here), here, today)
        self.running.toggled.connect(self.ended.setDisabled)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.ended)
        column.addWidget(self.running, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_row(words, column)


def _title(desk: Desk, log: EpisodeLog | None) -> str:
    if log is None:
        return translate("Dialogs", "A past spasm")
    day = day_text(log.episode.began.day, today=desk.local_now().date())
    return translate("Dialogs", "Change: spasm of {day}", day=day)
