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

from backtracker.core import telling
from backtracker.core.model import EpisodeLog, Flare
from backtracker.core.protocol import Agenda
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.pages.spasm_bar import SpasmBar
from backtracker.ui.pages.spasm_details import DetailsView
from backtracker.ui.pages.spasm_number import NumberView
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.fresh import Fresh

if TYPE_CHECKING:
    from backtracker.journal import Journal, Onset


class SpasmScreen(QWidget):
    """:meth:`ask` for a new spasm, :meth:`open_details` for an episode that is there.

    ``closed`` when the person is done with it; ``showed_saved`` when it says itself what was saved, with
    an Undo of its own.
    """

    closed = Signal()
    showed_saved = Signal()
    page_requested = Signal(str)
    asking_requested = Signal(str)

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.ticker = ticker
        self._episode_id = ""
        self._onset: Onset | None = None
        self._flare_id = ""
        self._level: int | None = None
        self._changing = False
        self._taken_back: Onset | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(translate("Spasm", "New spasm"))
        self.number = NumberView(desk.local_now)
        self.details = DetailsView(desk)
        self.fresh = Fresh(self.details)
        self.number.chosen.connect(self._choose)
        self.details.when_changed.connect(self._move)
        self.details.same_chosen.connect(self._join)
        self.details.asking_requested.connect(self._leave_for_asking)
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
        self.bar.change_number.clicked.connect(self._ask_number)
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
        line = (bar.change_number, bar.change_time, bar.undo, bar.close_button)
        for before, after in pairwise((self.details.note.text, *line)):
            QWidget.setTabOrder(before, after)

    # Opening and leaving ---------------------------------------------------------------------

    @property
    def has_undo(self) -> bool:
        """Whether a spasm that was just logged is shown, with the way to take it back."""
        return self.stack.currentWidget() is self.details and self.bar.undo.isVisible()

    def ask(self) -> None:
        """The one question, from the start."""
        self._ask(self.ticker.log is not None)

    def _ask(self, inside_episode: bool) -> None:
        self._episode_id, self._onset, self._flare_id = "", None, ""
        self._changing, self._taken_back = False, None
        self.number.ask(inside_episode)
        self.bar.show_question()
        self.stack.setCurrentWidget(self.number)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_details(self, episode_id: str) -> None:
        """Place, triggers, note and warning signs of an episode, for days after."""
        self._onset, self._flare_id = None, ""
        self._show_episode(episode_id)

    def leave(self) -> None:
        """Close the screen, or give up changing the number; whatever was typed is handed in first."""
        if self._changing:
            self._show_episode(self._episode_id)
            return
        self.details.note.save()
        self.closed.emit()

    def _leave_for_asking(self, episode_id: str) -> None:
        """What was typed is handed in; this screen stays as it is behind the questions."""
        self.details.note.save()
        self.asking_requested.emit(episode_id)

    # Writing ---------------------------------------------------------------------------------

    def _choose(self, level: int, at: datetime | None) -> None:
        if self._changing:
            episode_id, flare_id = self._episode_id, self._flare_id
            self.desk.do(
                lambda journal: journal.rate(episode_id, level, flare_id),
                lambda _: self._show_episode(episode_id),
                self,
                self._refused,
            )
            return
        self.desk.do(lambda journal: journal.log_spasm(level, at), self._logged, self, self._refused)

    def _logged(self, onset: "Onset") -> None:
        self._onset, self._flare_id = onset, onset.flare.id if onset.flare else ""
        self._show_episode(onset.episode.id)

    def _refused(self, sentence: str) -> None:
        self.number.try_again()
        self.desk.failed.emit(sentence)

    def _ask_number(self) -> None:
        """The number again; what was added stays."""
        self.details.note.save()
        self._changing = True
        self.number.ask_again(self._level)
        self.bar.show_change(translate("Spasm", "Change number"))
        self.stack.setCurrentWidget(self.number)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        """The spasm was none: it goes with what was added to it since, and can be brought back."""
        onset = self._onset
        if onset is None:
            return
        self.details.note.save()
        self.bar.undo.hide()  # from here on the way back is the one at the foot of the window
        self.desk.do(
            lambda journal: journal.take_back(onset),
            lambda _: self._was_taken_back(onset),
            self,
            self._was_not_taken_back,
        )

    def _was_not_taken_back(self, sentence: str) -> None:
        self.bar.undo.show()
        self.desk.failed.emit(sentence)

    def _was_taken_back(self, onset: "Onset") -> None:
        self._ask(onset.flare is not None)
        self._taken_back = onset

    def _look_if_back(self) -> None:
        """What was taken back here may have been brought back by undo: then it is shown again."""
        onset = self._taken_back
        if onset is not None:
            self.desk.ask(lambda journal: journal.store.episode_log(onset.episode.id), self._came_back, self)

    def _came_back(self, log: EpisodeLog | None) -> None:
        onset = self._taken_back
        if log is None or onset is None or log.episode.id != onset.episode.id:
            return
        if onset.flare is None or any(each.id == onset.flare.id for each in log.flares):
            self._taken_back = None
            self._logged(onset)

    def _ask_when(self) -> None:
        self.desk.ask(lambda journal: journal.story(self._episode_id), self._offer_when, self)

    def _offer_when(self, log: EpisodeLog) -> None:
        flare = self._flare_in(log)
        began = (flare.moment if flare else log.episode.began).at
        self.details.ask_when(began.astimezone(self.desk.zone()))

    def _move(self, at: datetime) -> None:
        self.bar.change_time.setFocus(Qt.FocusReason.OtherFocusReason)
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
        self._episode_id, self._changing = episode_id, False
        self.desk.ask(lambda journal: journal.story(episode_id), self._begin, self)

    def _begin(self, log: EpisodeLog) -> None:
        onset = self._onset
        flare, previous = self._flare_in(log), onset.previous if onset else None
        self.details.begin(log, led=onset is not None, flare=flare, previous=previous)
        if self.stack.currentWidget() is self.number:
            self.fresh.begin()  # a number pressed twice must not answer what lies where it was
        self.stack.setCurrentWidget(self.details)
        self._show_log(log)
        if self.has_undo:
            self.showed_saved.emit()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_log(self, log: EpisodeLog) -> None:
        now, zone = self.desk.now(), self.desk.zone()
        flare = self._flare_in(log)
        moment = flare.moment if flare else log.episode.began
        level = next((each.level for each in log.readings if each.moment.at == moment.at), None)
        self._level = level
        if self._onset is not None and level is not None:
            self.bar.show_saved(telling.saved_text(level, moment, now, zone))
        elif self._onset is None:
            self.bar.show_details(telling.since_text(log.episode, self.desk.local_now()))
        self.details.show_log(log)
        agenda = self.ticker.agenda_of(log) if log.running else None
        if agenda is None:
            self.details.step.hide()
        else:
            self.details.show_agenda(agenda, log)

    def look_again(self) -> None:
        """What is stored may have changed while something lay over this screen."""
        self._ask_again()

    def _ask_again(self) -> None:
        episode_id = self._episode_id
        self._look_if_back()
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
        if self.stack.currentWidget() is self.number and not self._changing:
            self.number.set_inside(log is not None)
        if agenda is not None and log is not None and self.details.isVisible():
            self.details.show_agenda(agenda, log)

    # Keys ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; figures answer the question."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif self.stack.currentWidget() is not self.number or not self.number.take_key(event):
            super().keyPressEvent(event)
