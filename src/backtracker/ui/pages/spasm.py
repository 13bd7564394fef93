"""The spasm screen: over everything, two presses from pain to a record on disk and the first step of care.

The first press is *Spasm now* itself; the second a number. Only when that is on disk does the
screen turn to what may be added. The same screen opens the details of an episode for days.
"""

from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from backtracker.core import protocol, telling
from backtracker.core.model import EpisodeLog, Flare
from backtracker.core.protocol import Agenda
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.ui.desk import Desk
from backtracker.ui.pages.spasm_bar import SpasmBar
from backtracker.ui.pages.spasm_details import DetailsView
from backtracker.ui.pages.spasm_number import NumberView
from backtracker.ui.ticker import Ticker

if TYPE_CHECKING:
    from backtracker.journal import Journal, Onset


class SpasmScreen(QWidget):
    """:meth:`ask` for a new spasm, :meth:`open_details` for an episode that is there.

    ``closed`` when the person is done with it; ``red_flag_yes`` when a warning sign was answered with yes.
    """

    closed = Signal()
    page_requested = Signal(str)
    red_flag_yes = Signal()

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.ticker = ticker
        self._episode_id = ""
        self._onset: Onset | None = None
        self._flare_id = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate("Spasm", "New spasm"))
        self.number = NumberView(desk.local_now)
        self.details = DetailsView(desk)
        self.number.chosen.connect(self._log)
        self.details.when_changed.connect(self._move)
        self.details.same_chosen.connect(self._join)
        self.details.red_flag_yes.connect(self.red_flag_yes)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.number)
        self.stack.addWidget(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar = SpasmBar()
        self.bar.cancel.clicked.connect(self.leave)
        self.bar.close_button.clicked.connect(self.leave)
        self.bar.undo.clicked.connect(self._take_back)
        self.bar.change_time.clicked.connect(self._ask_when)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self._order_stops()
        desk.changed.connect(self._ask_again)
        ticker.ticked.connect(self._ticked)

    def _order_stops(self) -> None:
        """For the keyboard the line at the top comes last: first the number, first the ice."""
        bar = self.bar
        QWidget.setTabOrder(self.number.when.other, bar.cancel)
        for before, after in pairwise((self.details.check.yes, bar.undo, bar.change_time, bar.close_button)):
            QWidget.setTabOrder(before, after)

    # Opening and leaving ---------------------------------------------------------------------

    def ask(self) -> None:
        """The one question, from the start."""
        self._episode_id, self._onset, self._flare_id = "", None, ""
        self.number.ask(inside_episode=self.ticker.log is not None)
        self.bar.show_question()
        self.stack.setCurrentWidget(self.number)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_details(self, episode_id: str) -> None:
        """Place, triggers, note and warning signs of an episode, for days after."""
        self._onset, self._flare_id = None, ""
        self._show_episode(episode_id)

    def leave(self) -> None:
        """Close the screen; whatever was typed is handed in first."""
        self.details.note.save()
        self.closed.emit()

    # Writing ---------------------------------------------------------------------------------

    def _log(self, level: int, at: datetime | None) -> None:
        self.desk.do(lambda journal: journal.log_spasm(level, at), self._logged, self, self._refused)

    def _logged(self, onset: "Onset") -> None:
        self._onset, self._flare_id = onset, onset.flare.id if onset.flare else ""
        self._show_episode(onset.episode.id)

    def _refused(self, sentence: str) -> None:
        self.number.pain.set_chosen(None)
        self.number.set_busy(False)
        self.desk.failed.emit(sentence)

    def _take_back(self) -> None:
        """Undo the spasm; with what was added to it since, it is deleted as a whole, which can be undone too."""
        onset = self._onset
        if onset is None:
            return

        def take_back(journal: "Journal") -> None:
            try:
                journal.undo(onset.change.batch)
            except UserError:
                journal.delete(onset.flare or onset.episode)

        self.details.note.begin("")
        self.desk.do(take_back, lambda _: self.ask(), self)

    def _ask_when(self) -> None:
        self.desk.ask(lambda journal: journal.story(self._episode_id), self._offer_when, self)

    def _offer_when(self, log: EpisodeLog) -> None:
        flare = self._flare_in(log)
        began = (flare.moment if flare else log.episode.began).at
        self.details.ask_when(began.astimezone(self.desk.zone()))

    def _move(self, at: datetime) -> None:
        episode_id = self._episode_id

        def move(journal: "Journal") -> None:
            flare = self._flare_in(journal.story(episode_id))
            if flare is None:
                journal.move_onset(episode_id, at)
            else:
                journal.change_flare(replace(flare, moment=journal.moment(at)))

        self.desk.do(move, None, self)

    def _join(self) -> None:
        episode_id = self._episode_id

        def join(journal: "Journal") -> EpisodeLog:
            journal.same_as_before(episode_id)
            joined = journal.running_log()
            assert joined is not None  # it has just been made to run on
            return joined

        self.desk.do(join, self._joined, self)

    def _joined(self, log: EpisodeLog) -> None:
        hit = self._onset.episode.began if self._onset else None
        flare = next((each for each in log.flares if each.moment == hit), None)
        self._episode_id, self._flare_id = log.episode.id, flare.id if flare else ""
        self.bar.undo.hide()
        self.details.begin(log, led=True, flare=flare, previous=None)
        self._show_log(log)

    def _flare_in(self, log: EpisodeLog) -> Flare | None:
        """The flare that this screen has just logged, as it is stored now."""
        return next((each for each in log.flares if each.id == self._flare_id), None)

    # Showing ---------------------------------------------------------------------------------

    def _show_episode(self, episode_id: str) -> None:
        self._episode_id = episode_id
        self.desk.ask(lambda journal: journal.story(episode_id), self._begin, self)

    def _begin(self, log: EpisodeLog) -> None:
        onset = self._onset
        flare, previous = self._flare_in(log), onset.previous if onset else None
        self.details.begin(log, led=onset is not None, flare=flare, previous=previous)
        self.stack.setCurrentWidget(self.details)
        self._show_log(log)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_log(self, log: EpisodeLog) -> None:
        now, zone = self.desk.now(), self.desk.zone()
        flare = self._flare_in(log)
        moment = flare.moment if flare else log.episode.began
        level = next((each.level for each in log.readings if each.moment.at == moment.at), None)
        if self._onset is not None and level is not None:
            self.bar.show_saved(telling.saved_text(level, moment, now, zone))
        elif self._onset is None:
            self.bar.show_details(telling.since_text(log.episode, self.desk.local_now()))
        self.details.show_log(log)
        agenda = protocol.agenda(self.desk.settings.rules, log, now, zone) if log.running else None
        if agenda is None:
            self.details.step.hide()
        else:
            self.details.show_agenda(agenda, log)

    def _ask_again(self) -> None:
        episode_id = self._episode_id
        if episode_id and self.isVisible() and self.stack.currentWidget() is self.details:
            answer = partial(self._show_again, episode_id)
            self.desk.ask(lambda journal: journal.store.episode_log(episode_id), answer, self)

    def _show_again(self, episode_id: str, log: EpisodeLog | None) -> None:
        """The episode as it stands now; deleted or taken back elsewhere, there is nothing left to add to.

        One that was joined with the episode before is gone too, but the screen has gone over to that one.
        """
        if episode_id != self._episode_id:
            return
        if log is not None:
            self._show_log(log)
        else:
            self._episode_id = ""
            self.closed.emit()

    def _ticked(self, agenda: Agenda | None) -> None:
        log = self.ticker.log
        if agenda is not None and log is not None and self.details.isVisible():
            self.details.show_agenda(agenda, log)

    # Keys ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; figures answer the question."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif self.stack.currentWidget() is not self.number or not self.number.take_key(event):
            super().keyPressEvent(event)
