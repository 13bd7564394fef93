"""The card of the errands: what is open, with its answers, and what comes up next."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import at_hand, errands, plan_errands, telling
from backtracker.core.errand import Errand
from backtracker.core.errands import Docket, Waiting
from backtracker.core.words import clock_text, translate
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import Button, outlined, quiet
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import Columns
from backtracker.ui.widgets.menu import Menu
from backtracker.ui.widgets.text import Paragraph, label

AHEAD = timedelta(hours=24)
MOST = 5
ASKED_HERE = "checkin"
"""The kind whose question stands on the page anyway, on every ordinary day."""
BESIDE = 520
"""Px of a row's inside: with less, the buttons stand below the words."""
BADGE = 32


class ComingCard(Card):
    """``done`` and ``left_out`` carry the errand that was answered, ``how`` the step of the guide that is wanted.

    Hidden while there is none.
    """

    paused = Signal(object)  # minutes, or None for until morning
    resumed = Signal()
    how = Signal(str)
    done = Signal(object)
    left_out = Signal(object)

    def __init__(self, desk: Desk, pauses: bool, parent: QWidget | None = None) -> None:
        """``pauses``: the card pauses the reminders; while an episode runs the page does."""
        super().__init__(parent=parent)
        self._desk, self._pauses = desk, pauses
        self._when = 0
        self._shown: list[tuple[str, Waiting, bool]] = []
        self.rows: list[QWidget] = []
        self.buttons: dict[str, tuple[Button, Button]] = {}
        section = self.add_section(sides=20, top=14, bottom=14, gap=10)
        head = QHBoxLayout()
        head.addWidget(label(translate("Coming", "Coming up"), tokens.HEADLINE), 1)
        self.pause = quiet(translate("Coming", "Pause"), "pause")
        self.pause_menu = pause_menu(self.paused.emit, self.pause)
        self.pause.set_menu(self.pause_menu)
        self.resume = outlined("", "play")
        self.resume.clicked.connect(self.resumed)
        head.addWidget(self.pause)
        head.addWidget(self.resume)
        section.addLayout(head)
        self._body = QVBoxLayout()
        self._body.setSpacing(8)
        section.addLayout(self._body)
        self.hide()

    def show_docket(self, docket: Docket) -> None:
        """What of it is open, and what comes within a day."""
        coming = [each for each in errands.ahead(docket, AHEAD) if each.errand.kind != ASKED_HERE]
        coming = _one_of_the_plan(coming, docket)[:MOST]
        now, zone = self._desk.local_now(), self._desk.zone()
        whens = [telling.point_text(each.show.astimezone(zone), now) for each in coming]
        shown = [(when, each, each.show <= docket.now) for when, each in zip(whens, coming, strict=True)]
        self.setVisible(bool(shown))
        self._show_pause(docket.paused_until)
        if shown == self._shown:
            return
        self._shown = shown
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.buttons = {}
        metrics = QFontMetricsF(theme.font(tokens.BODY))
        self._when = round(max(map(metrics.horizontalAdvance, whens), default=0)) + 2
        self.rows = [self._row(when, each, is_open=is_open) for when, each, is_open in shown]
        for row in self.rows:
            self._body.addWidget(row)

    def _show_pause(self, until: datetime | None) -> None:
        self.pause.setVisible(self._pauses and until is None)
        self.resume.setVisible(self._pauses and until is not None)
        if until is not None:
            time = clock_text(until.astimezone(self._desk.zone()))
            self.resume.setText(translate("Coming", "Paused until {time}. On again", time=time))

    def _row(self, when: str, waiting: Waiting, *, is_open: bool) -> QWidget:
        errand = waiting.errand
        told = QWidget()
        line = QHBoxLayout(told)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        time = Paragraph(when, tokens.BODY, "quiet")
        time.setFixedWidth(self._when)
        line.addWidget(time, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(Badge(errand.icon, errand.tone, BADGE), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Paragraph(errand.title, tokens.STRONG))
        if errand.words and is_open:
            words.addWidget(Paragraph(errand.words, tokens.SMALL, "quiet"))
        words.addStretch(1)
        line.addLayout(words, 1)
        if not is_open:
            return told
        whole = QWidget()
        row = Columns(whole, shares=(1, 0), below=BESIDE, gap=12, row_gap=4, centred=True)
        row.addWidget(told)
        row.addWidget(self._answers(errand))
        return whole

    def _answers(self, errand: Errand) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        done = outlined(errand.action or translate("Coming", "Done"), "check")
        done.clicked.connect(lambda: self.done.emit(errand))
        skip = quiet(translate("Coming", "Skip"))
        skip.clicked.connect(lambda: self.left_out.emit(errand))
        for button in (done, skip):
            button.setAccessibleDescription(errand.title)
            row.addWidget(button)
        if key := at_hand.OF_KIND.get(plan_errands.part_of(errand.kind) or errand.kind):
            how = quiet(translate("Coming", "How"), "help")
            how.setAccessibleDescription(errand.title)
            how.clicked.connect(lambda: self.how.emit(key))
            row.addWidget(how)
        row.addStretch(1)
        self.buttons[errand.key] = done, skip
        return both


def pause_menu(pause: Callable[[int | None], object], parent: QWidget) -> Menu:
    """``pause`` is called with the minutes that were chosen, or None for until morning."""
    menu = Menu(parent)
    for minutes, words in (
        (30, translate("Coming", "For 30 min")),
        (60, translate("Coming", "For 1 h")),
        (120, translate("Coming", "For 2 h")),
        (None, translate("Coming", "Until morning")),
    ):
        menu.add(words, partial(pause, minutes))
    return menu


def _one_of_the_plan(coming: list[Waiting], docket: Docket) -> list[Waiting]:
    """``coming`` with no more than the next of the plan's: the plan itself stands below with the same presses."""
    planned = [each for each in coming if plan_errands.part_of(each.errand.kind)]
    following = next((each for each in planned if each.show > docket.now), planned[0] if planned else None)
    return [each for each in coming if each not in planned or each is following]
