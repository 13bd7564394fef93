"""The Today page: an episode with its next step, or an ordinary day with its one number.

It asks how things stand after every change and listens to the ticker in between; answers go
to the journal through the desk. What is shown of either kind of day is in ``today_episode``
and ``today_ordinary``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.errand import Errand
from backtracker.core.model import Reading
from backtracker.core.protocol import Agenda
from backtracker.core.words import translate
from backtracker.ui.desk import Desk
from backtracker.ui.pages.page import Page
from backtracker.ui.ticker import Ticker
from backtracker.ui.widgets.scrolling import ScrollPage
from backtracker.ui.widgets.text import label

if TYPE_CHECKING:
    from backtracker.core.errands import Docket
    from backtracker.core.model import Check
    from backtracker.core.suggestions import Suggestion
    from backtracker.journal import Journal, PlanToday, Present
    from backtracker.ui.pages.coming_card import ComingCard
    from backtracker.ui.pages.did_row import DidRow
    from backtracker.ui.pages.log_card import LogCard
    from backtracker.ui.pages.today_episode import EpisodeView
    from backtracker.ui.pages.today_ordinary import OrdinaryView
    from backtracker.ui.widgets.when import When


class TodayPage(Page):
    """``details_requested`` asks for place, triggers and note of an episode."""

    details_requested = Signal(str)

    def __init__(self, desk: Desk, ticker: Ticker, parent: QWidget | None = None) -> None:
        super().__init__(desk, ticker, parent)
        self.area = ScrollPage()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.waiting = label(translate("Today", "Today"), tokens.TITLE)
        self.area.column.addWidget(self.waiting)
        self.area.column.addStretch(1)
        self.episode: EpisodeView | None = None
        self.ordinary: OrdinaryView | None = None
        self._present: Present | None = None
        self._plan: PlanToday | None = None
        self._filled_with: Present | None = None
        self._docket: Docket | None = None
        self._taken_up: Errand | None = None
        self._coming = False
        ticker.ticked.connect(self._ticked)

    # Showing ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask how things stand."""
        self.desk.ask(_present, self._take, self)
        self.desk.ask(lambda journal: journal.docket(), self._show_docket, self)

    def _show_docket(self, docket: "Docket") -> None:
        self._docket = docket
        for view in (self.episode, self.ordinary):
            if view is not None:
                view.coming.show_docket(docket)

    def _take(self, found: "tuple[Present, PlanToday | None]") -> None:
        present, self._plan = found
        self._show(present)
        waiting, self._taken_up = self._taken_up, None
        if waiting is not None and self._plan is not None:
            self.take_up(waiting)

    def _show(self, present: "Present") -> None:
        """A view that is not there yet is made, filled and shown in three turns, between which the window answers."""
        self._present = present
        if self._coming:
            return
        if (self.ordinary if present.log is None else self.episode) is not None:
            self._reveal()
            return
        self._coming = True
        for step in (self._view, self._fill, self._reveal):
            self.desk.in_turn(step, self)

    def _view(self) -> "EpisodeView | OrdinaryView":
        """The view that goes with the present, made where it is not there yet."""
        ordinary = self._present is None or self._present.log is None
        return self._ordinary_view() if ordinary else self._episode_view()

    def _fill(self) -> None:
        present = self._filled_with = self._present
        if present is None:
            return
        if present.log is None and self._plan is not None:
            self._ordinary_view().show_plan(self._plan)
        if present.log is not None:
            view = self._episode_view()
            view.show_present(present)
            view.next.foot.held = self.ticker.held
            view.show_agenda(self.ticker.agenda_of(present.log), present.log)
        else:
            self._ordinary_view().show_present(present)

    def _reveal(self) -> None:
        self._coming = False
        if self._filled_with is not self._present:
            self._fill()
        self._only(self._view())
        self.desk.ask(lambda journal: (journal.suggestions(), journal.last_check()), self._show_watch, self)
        self.filled.emit()

    def _show_watch(self, found: "tuple[list[Suggestion], Check | None]") -> None:
        """What a doctor should hear of, and when warning signs were asked about last: the rest did not wait for it."""
        suggestions, check = found
        for view in (self.episode, self.ordinary):
            if view is not None:
                view.suggested.show_suggestions(suggestions)
                view.warning.show_check(check, self.desk.local_now().date())

    def _ticked(self, agenda: Agenda | None) -> None:
        log = self.ticker.log
        if not self.is_seen:
            self.stale = True
        elif agenda is not None and log is not None and self.episode is not None and not self.episode.isHidden():
            self.episode.next.foot.held = self.ticker.held
            self.episode.show_agenda(agenda, log)
        elif self.ordinary is not None and not self.ordinary.isHidden():
            self.ordinary.asking.look(self.desk.now())

    def _only(self, view: QWidget) -> None:
        """Show this view and no other; one that takes another's place is seen from its top."""
        if view.isHidden():
            self.area.verticalScrollBar().setValue(0)
        for each in (self.waiting, self.episode, self.ordinary):
            if each is not None:
                each.setVisible(each is view)

    def _episode_view(self) -> "EpisodeView":
        if self.episode is None:
            from backtracker.ui.pages.answering import Answering
            from backtracker.ui.pages.today_episode import EpisodeView

            view = self.episode = EpisodeView(self.desk)
            self._wire(view.did, view.log, view.coming)
            view.details_requested.connect(self.details_requested)
            view.asking_requested.connect(self.asking_requested)
            self._answering = Answering(self.desk, view.next, self)
            view.pain.chosen.connect(self._answering.pain)
            view.next.how_requested.connect(self.guide_requested)
            view.head.paused.connect(self._pause)
            view.head.resumed.connect(lambda: self._do(lambda journal: journal.resume()))
            view.head.closed.connect(self._close)
            self._add(view)
        return self.episode

    def _ordinary_view(self) -> "OrdinaryView":
        if self.ordinary is None:
            from backtracker.ui.pages.today_ordinary import OrdinaryView

            view = self.ordinary = OrdinaryView(self.desk)
            self._wire(view.did, view.log, view.coming)
            view.rated.connect(self._rate)
            view.reopen_requested.connect(self._reopen)
            view.checkin.answered.connect(self._check_in)
            view.checkin.all_requested.connect(lambda: self.page_requested.emit("prevention"))
            view.plan.wished.connect(self._do)
            view.plan.how_requested.connect(self.guide_requested)
            view.plan.plank_requested.connect(self._plank)
            view.plan.change_requested.connect(lambda: self.page_requested.emit("prevention"))
            view.plan.other_requested.connect(self._more)
            view.asking_requested.connect(self.asking_requested)
            self._add(view)
        return self.ordinary

    def _wire(self, did: "DidRow", log: "LogCard", coming: "ComingCard") -> None:
        coming.paused.connect(self._pause)
        coming.resumed.connect(lambda: self._do(lambda journal: journal.resume()))
        coming.how.connect(self.guide_requested)
        coming.done.connect(self._errand_done)
        coming.left_out.connect(lambda errand: self._do(lambda journal: journal.errand_skipped(errand)))
        if self._docket is not None:
            coming.show_docket(self._docket)
        did.did.connect(self._did)
        did.medicine_requested.connect(self._ask_medicine)
        did.more.connect(self._more)
        log.all_requested.connect(lambda: self.page_requested.emit("history"))

    def _put_away(self, suggestion: "Suggestion") -> None:
        self._do(lambda journal: journal.dismiss(suggestion))

    def _keep_question(self, suggestion: "Suggestion") -> None:
        self._do(lambda journal: journal.ask_about(suggestion))

    def _check_flags(self) -> None:
        from backtracker.ui.dialogs.flags import FlagSheet

        FlagSheet(self.desk, parent=self).open()

    def _add(self, view: "EpisodeView | OrdinaryView") -> None:
        view.suggested.put_away.connect(self._put_away)
        view.suggested.kept.connect(self._keep_question)
        view.warning.check_requested.connect(self._check_flags)
        view.check_button.clicked.connect(self._check_flags)
        view.hide()  # until it is filled
        self.area.column.insertWidget(0, view, 1)

    @property
    def step_at_hand(self) -> str:
        """That of the next step while an episode runs."""
        running = self.episode is not None and not self.episode.isHidden()
        return self.episode.next.guidance if running and self.episode is not None else ""

    # Answers ---------------------------------------------------------------------------------

    def _do(self, deed: "Callable[[Journal], object]") -> None:
        self.desk.do(deed, None, self)

    def _errand_done(self, errand: Errand) -> None:
        if errand.opens == "today":
            self.take_up(errand)
        elif errand.opens:
            self.page_requested.emit(errand.opens)
        else:
            self._do(lambda journal: journal.errand_done(errand))

    def _rate(self, level: int, rated: Reading | None) -> None:
        if rated is None:
            self._do(lambda journal: journal.log_pain(level, role="worst"))
        elif rated.level != level:
            self._do(lambda journal: journal.edit(replace(rated, level=level), rated))

    def _did(self, kind: str, at: datetime | None) -> None:
        self._do(lambda journal: journal.did(kind, at))

    def _ask_medicine(self, when: "When") -> None:
        from backtracker.ui.dialogs.dose import DoseDialog

        DoseDialog(self.desk, when=when, parent=self).open()

    def _more(self) -> None:
        from backtracker.ui.dialogs.treatment import TreatmentDialog

        TreatmentDialog(self.desk, parent=self).open()

    def take_up(self, errand: Errand) -> None:
        """The plank comes with its timer, as soon as the plan is there that says for how long."""
        if errand.kind != "plan_plank":
            return
        if self._plan is None:
            self._taken_up = errand
        else:
            self._plank(self._plan.grown.hold)

    def _check_in(self, day: date, key: str, value: int) -> None:
        self._do(lambda journal: journal.check_in(day, {key: value}))

    def _plank(self, hold: int) -> None:
        from backtracker.ui.dialogs.plank import PlankDialog

        PlankDialog(self.desk, hold, parent=self).open()

    def _pause(self, minutes: int | None) -> None:
        if minutes is None:
            self._do(lambda journal: journal.pause_until_morning())
        else:
            self._do(lambda journal: journal.pause_for(minutes))

    def ask_over(self) -> None:
        """Ask whether the episode is over, as the button does."""
        if self.episode is not None:
            self.episode.head.ask_over()

    def _close(self) -> None:
        def close(journal: "Journal") -> str:
            episode = journal.need(None)
            journal.close()
            return episode.id

        self.desk.do(close, self._ask_closing, self)

    def _reopen(self, episode_id: str) -> None:
        self._do(lambda journal: journal.reopen(episode_id))

    def _ask_closing(self, episode_id: str) -> None:
        from backtracker.ui.dialogs.closing import ClosingDialog

        ClosingDialog(self.desk, episode_id, parent=self).open()


def _present(journal: "Journal") -> "tuple[Present, PlanToday | None]":
    """On the worker: how things stand, and the import of what will show it, so that the window goes on meanwhile."""
    present = journal.present()
    views = ("today_ordinary",) if present.log is None else ("today_episode", "answering")
    for view in views:
        import_module(f"backtracker.ui.pages.{view}")
    return present, journal.plan_today() if present.log is None else None
