"""The pop-up: one step, large buttons, the pain row under it. On top, and never takes the keyboard."""

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import catalogue, reasons, steps, telling
from backtracker.core.model import CLOCKS_DIFFER, Reading
from backtracker.core.protocol import Agenda, Slot
from backtracker.core.rules import Rules
from backtracker.core.words import clock_text, translate
from backtracker.ui.answers import DoneMenu, Skip, snooze_menu
from backtracker.ui.desk import Desk
from backtracker.ui.reminders.on_top import OnTop
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import Button, SplitButton, outlined, primary, sign_button
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.pain_row import PainRow
from backtracker.ui.widgets.text import Paragraph, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from backtracker.journal import Journal

QUIET_FOR = timedelta(minutes=1)
FORGOTTEN_AFTER = timedelta(minutes=5)
"""An alarm left alone for this long may have been for ice that came off in time."""
RING_EVERY_S = 20


class PopUp(OnTop):
    """One card. ``answered`` comes after any answer; ``rang`` each time an alarm sounds; ``left`` when it was closed.

    ``close_requested`` asks the window to close the episode.
    """

    answered = Signal()
    close_requested = Signal()
    rang = Signal()
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setWindowTitle(translate("PopUp", "Next step"))
        self._desk = desk
        self._card: Card | None = None
        self._agenda: Agenda | None = None
        self._slot: Slot | None = None
        self._session_id = ""
        self._hushed_at: datetime | None = None
        self._last_ring: datetime | None = None
        self._elapsed: QLabel | None = None
        self._last: QLabel | None = None
        self._rated: list[str] = []
        self.in_time: Button | None = None
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._count)

    # What it shows ---------------------------------------------------------------------------

    @property
    def slot(self) -> Slot | None:
        """The slot it asks about, or None during an alarm or when hidden."""
        return self._slot if self.isVisible() else None

    @property
    def session_id(self) -> str:
        """The session whose time is up, or an empty text while it asks for a step."""
        return self._session_id

    def show_step(self, agenda: Agenda, newest: Reading | None) -> None:
        """Ask for the first slot of ``agenda.popup``; ``newest`` is the last pain reading."""
        slot = agenda.popup[0]
        self._agenda, self._slot, self._session_id = agenda, slot, ""
        card = self._fresh_card("main")
        step = steps.STEPS[slot.step]
        self._head(card, step.icon, step.tone, steps.title(slot.step), self._hint(agenda, slot), closable=True)
        last = last_words(newest, self._desk.local_now())
        if slot.step == "pain":  # whose title asks already
            self._section.addWidget(self._pain_row())
            self._last = label(last, tokens.SMALL, "quiet")
            self._row(*self._later(slot), tail=self._last)
            self._section.setContentsMargins(20, 20, 20, 20)
        else:
            if slot.step == "close":
                self._close_buttons(slot)
            else:
                self._session_buttons(slot, agenda)
            self._pain_section(card, last)
        self._appear()

    def show_time_up(self, agenda: Agenda, before: int | None) -> None:
        """The time of the running session is up. For ice this is the alarm that rings until it is answered."""
        session = agenda.session
        if session is None:
            return
        if self._session_id == session.treatment.id and self.isVisible():
            self._agenda = agenda
            return
        self._agenda, self._slot, self._session_id = agenda, None, session.treatment.id
        self._hushed_at = self._last_ring = None
        ice = session.treatment.kind == "ice"
        card = self._fresh_card("alarm" if ice else "main")
        title, words = telling.session_words(session.treatment, True, session.ends, self._desk.zone())
        if ice:
            head = self._head(card, "bell", "warning", title, words)
            self._elapsed = elapsed = label("", tokens.POPUP, "warning")
            side = QVBoxLayout()
            side.setSpacing(0)
            side.addWidget(elapsed, 0, Qt.AlignmentFlag.AlignRight)
            skin = label(translate("PopUp", "on the skin"), tokens.SMALL, "warning")
            side.addWidget(skin, 0, Qt.AlignmentFlag.AlignRight)
            head.addLayout(side)
        else:
            entry = catalogue.entry("treatment", session.treatment.kind)
            self._elapsed = None
            self._head(card, entry.icon, entry.tone, title, words)
        self._up_buttons(session.treatment.kind, session.ends)
        last = "" if before is None else translate("PopUp", "before: {level}", level=before)
        self._pain_section(card, last)
        self._count()
        self._appear()

    # Building --------------------------------------------------------------------------------

    def show_last(self, newest: Reading | None) -> None:
        """The last pain has changed, here or elsewhere."""
        if self._slot is not None and self._last is not None:
            self._last.setText(last_words(newest, self._desk.local_now()))
            if newest is None or newest.id not in self._rated:
                self.pain.set_chosen(None)

    def _fresh_card(self, look: str) -> Card:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._rated, self._last = [], None
        self._card = Card(look, self)
        self._box.addWidget(self._card)
        return self._card

    def _head(self, card: Card, icon: str, tone: str, title: str, hint: str, *, closable: bool = False) -> QHBoxLayout:
        self._section = card.add_section(sides=20, top=20, bottom=16, gap=14)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(Badge(icon, tone, 52))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, tokens.POPUP))
        words.addWidget(Paragraph(hint, tokens.BODY, "quiet"))
        head.addLayout(words, 1)
        if closable:
            close = sign_button("close", translate("PopUp", "Close. It stays on the Today page."))
            close.clicked.connect(self._leave)
            head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._section.addLayout(head)
        self.setAccessibleName(title)
        self.setAccessibleDescription(hint)
        return head

    def _hint(self, agenda: Agenda, slot: Slot) -> str:
        """What went by unseen, or how to do the step, or why it is early for it."""
        unseen = telling.unseen_text(telling.never_came_up(agenda), agenda.now, self._desk.zone())
        if unseen and slot.step != "close":
            return unseen
        early = reasons.heat_set_early(self._rules(), agenda.phases[0].start, agenda.now)
        return f"{steps.hint(slot.step)} {early}" if early and slot.step == "heat" else steps.hint(slot.step)

    def _session_buttons(self, slot: Slot, agenda: Agenda) -> None:
        minutes = self._rules().session_minutes(slot.step, agenda.spasm_day)
        start = primary(translate("PopUp", "Start {n} min", n=minutes), "play", tokens.CONTROL_POPUP)
        start.clicked.connect(lambda: self._answer(lambda journal: journal.start(slot.step, slot.key)))
        done_menu = DoneMenu(self._desk.local_now, self)
        done_menu.chosen.connect(lambda ended: self._done(slot, ended))
        done = SplitButton(translate("PopUp", "Done"), "check", done_menu, tokens.CONTROL_POPUP)
        done.pressed.connect(lambda: self._done(slot, None))
        self._row(start, done, *self._later(slot))

    def _close_buttons(self, slot: Slot) -> None:
        over = primary(translate("PopUp", "It’s over"), "check", tokens.CONTROL_POPUP)
        over.clicked.connect(self.ask_over)
        stay = outlined(translate("PopUp", "Leave it running"), height=tokens.CONTROL_POPUP)
        stay.clicked.connect(lambda: self._answer(lambda journal: journal.skip(slot)))
        self._row(over, stay)

    def _later(self, slot: Slot) -> tuple[Button, Skip]:
        snooze = Button(translate("PopUp", "Snooze"), "outlined", "clock", height=tokens.CONTROL_POPUP)
        snooze.set_menu(snooze_menu(partial(self._snooze, slot), snooze))
        skip = Skip(tokens.CONTROL_POPUP)
        skip.offer(slot.step)
        skip.skipped.connect(lambda reason: self._answer(lambda journal: journal.skip(slot, reason)))
        return snooze, skip

    def _up_buttons(self, kind: str, ends: datetime) -> None:
        ice = kind == "ice"
        words = translate("PopUp", "It’s off") if kind in steps.WORN else translate("PopUp", "Done")
        off = primary(words, "check", tokens.CONTROL_POPUP)
        off.clicked.connect(lambda: self._finish(in_time=False))
        if not ice:
            self._row(off, wide=True)
            return
        hush = Button(translate("PopUp", "Quiet for 1 min"), "outlined", "bell-off", height=tokens.CONTROL_POPUP)
        hush.clicked.connect(self.hush)
        self.in_time = in_time = outlined(translate("PopUp", "It came off in time"), height=tokens.CONTROL_POPUP)
        in_time.clicked.connect(lambda: self._finish(in_time=True))
        self._row(off, in_time, hush, wide=True)
        in_time.setVisible(self._desk.now() - ends >= FORGOTTEN_AFTER)

    def _row(self, *buttons: QWidget, wide: bool = False, tail: QWidget | None = None) -> None:
        """Buttons side by side, the first as ``wide`` as there is room, or words at the end of them."""
        row = QHBoxLayout()
        row.setSpacing(8)
        for number, button in enumerate(buttons):
            row.addWidget(button, 1 if wide and number == 0 else 0)
        if not wide:
            row.addStretch(1)
        if tail is not None:
            row.addWidget(tail)
        self._section.addLayout(row)

    def _pain_section(self, card: Card, last: str) -> None:
        section = card.add_section(sides=20, top=13, bottom=20, gap=8)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(translate("PopUp", "How bad is it now?"), tokens.BOLD))
        line.addWidget(label(translate("PopUp", "one press, or leave it"), tokens.SMALL, "quiet"))
        line.addStretch(1)
        self._last = label(last, tokens.SMALL, "quiet")
        line.addWidget(self._last)
        section.addLayout(line)
        section.addWidget(self._pain_row())

    def _pain_row(self) -> PainRow:
        self.pain = PainRow("popup")
        self.pain.chosen.connect(self._pain_chosen)
        return self.pain

    # Answers ---------------------------------------------------------------------------------

    def _rules(self) -> Rules:
        return self._desk.settings.rules

    def _answer(self, deed: "Callable[[Journal], Any]") -> None:
        """Hide only once the answer is on disk; trouble leaves the card where it is."""
        self._desk.do(deed, lambda _: self._put_away(), self)

    def _snooze(self, slot: Slot, minutes: int) -> None:
        self._answer(lambda journal: journal.snooze(slot, minutes))

    def _done(self, slot: Slot, ended: datetime | None) -> None:
        """Done without the timer; it ended just now, or at ``ended``."""
        self._answer(lambda journal: journal.done(slot, ended))

    def _finish(self, *, in_time: bool) -> None:
        session = self._agenda.session if self._agenda is not None else None
        if session is not None:
            at = session.ends if in_time else None
            lasted = session.lasted(at or self._desk.now())
            self._answer(lambda journal: journal.finish(session.treatment.id, at, seconds=lasted))

    def _leave(self) -> None:
        """Closed without an answer: the step stays on the Today page."""
        self.hide()
        self.left.emit()

    def ask_over(self) -> None:
        """Closing takes two presses and asks what helped: that is the window's to do."""
        self.hide()
        self.close_requested.emit()

    def _pain_chosen(self, level: int) -> None:
        self.pain.set_chosen(level)
        session_id = self._session_id
        if session_id:
            self._desk.do(lambda journal: journal.pain_after(session_id, level), None, self)
        elif self._slot is not None and self._slot.step == "pain":
            self._answer(lambda journal: journal.pain_now(level))
        else:
            self._desk.do(partial(_rate, level, self._rated), None, self)

    def _put_away(self) -> None:
        self.answered.emit()
        self.hide()

    # The alarm -------------------------------------------------------------------------------

    def hush(self) -> None:
        """Ring no more for a minute."""
        self._hushed_at = self._desk.now()

    def _count(self) -> None:
        """Each second of an alarm: the time on the skin, and the bell when it is its turn."""
        if self._agenda is None or self._agenda.session is None or not self._session_id:
            return
        now = self._desk.now()
        treatment = self._agenda.session.treatment
        if treatment.kind == "ice" and self._elapsed is not None and self.in_time is not None:
            self._elapsed.setText(telling.stopwatch_text(now - self._agenda.session.began))
            forgotten = now - self._agenda.session.ends >= FORGOTTEN_AFTER
            if forgotten == self.in_time.isHidden():
                self.in_time.setVisible(forgotten)
                self.fresh.begin()  # it takes a part of the place of its neighbour
            hushed = self._hushed_at is not None and timedelta() <= now - self._hushed_at < QUIET_FOR
            due = self._last_ring is None or abs((now - self._last_ring).total_seconds()) >= RING_EVERY_S
            if due and not hushed:
                self._last_ring = now
                self.rang.emit()
                self.raise_()

    # The window ------------------------------------------------------------------------------

    def _appear(self) -> None:
        if self._card is not None:
            self._card.show()  # one that replaces another on screen has no size before it is shown
        super()._appear()

    def showEvent(self, event: QShowEvent) -> None:
        """Seconds are counted only while an alarm is seen."""
        super().showEvent(event)
        if self._session_id:
            self._second.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing ticks while it is away."""
        self._second.stop()
        super().hideEvent(event)


def _rate(level: int, rated: list[str], journal: "Journal") -> None:
    """On the worker. What was ``rated`` on the same card a moment ago is corrected."""
    rated.append(journal.pain_now(level, rated[-1] if rated else "").value.id)


def last_words(newest: Reading | None, now: datetime) -> str:
    """``last: 5 at 13:22``, for a reading of today; an empty text otherwise."""
    if newest is None or newest.moment.day != now.date() or newest.moment.at > now + CLOCKS_DIFFER:
        return ""
    return translate("PopUp", "last: {level} at {time}", level=newest.level, time=clock_text(newest.moment.local))
