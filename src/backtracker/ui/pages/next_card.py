"""The next thing to do, in large type, with its answers: the one main card of an episode's day.

While a timed session runs the card is that session, and when its time is up it says so. It
decides nothing: what is next comes from the agenda, what it says from ``core.telling``.
"""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import at_hand, reasons, steps, telling
from backtracker.core.model import EpisodeLog
from backtracker.core.protocol import Agenda, Session, Slot
from backtracker.core.rules import Rules
from backtracker.core.words import clock_text, translate
from backtracker.tokens import Type
from backtracker.ui.answers import DoneMenu, Skip, snooze_menu
from backtracker.ui.pages.next_foot import NextFoot
from backtracker.ui.widgets.badge import Badge
from backtracker.ui.widgets.buttons import SplitButton, outlined, primary, quiet
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.pain_row import PainRow
from backtracker.ui.widgets.ring import CountdownRing
from backtracker.ui.widgets.text import Paragraph, label

_STOPWATCH = Type(27, 34, 600)


class NextCard(Card):
    """Every answer is a signal; times are aware, None means now."""

    started = Signal(str, str)  # kind, slot key
    done = Signal(object, object)  # slot, when it ended
    snoozed = Signal(object, int)  # slot, minutes
    skipped = Signal(object, str)  # slot, reason
    finished = Signal(str, object, object)  # treatment id, at, seconds where the clock was set meanwhile
    pain_given = Signal(int)
    ice_ended = Signal()
    close_requested = Signal()
    how_requested = Signal(str)  # the guide's step
    chosen = Signal()  # another open step, in the card itself

    def __init__(self, present: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__("main", parent)
        self._present = present
        self._slot: Slot | None = None
        self._session: Session | None = None
        self._chosen = self._asked = ""
        self._told: tuple[Agenda, EpisodeLog, Rules, tzinfo] | None = None
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self._count)
        body = self.add_section(horizontal=True, top=17, bottom=16, gap=20)
        left = QVBoxLayout()
        left.setSpacing(20)
        left.addLayout(self._build_words())
        self.pain = PainRow("today")
        self.pain.chosen.connect(self.pain_given)
        left.addWidget(self.pain)
        self.answers = FlowLayout(gap=8)
        left.addLayout(self.answers)
        body.addLayout(left, 1)
        body.addLayout(self._build_side())
        self._build_slot_answers()
        self._build_session_answers()
        self.foot = NextFoot()
        self.foot.chosen.connect(self._choose)
        self.add_section(top=3, bottom=3).addWidget(self.foot)

    # Building --------------------------------------------------------------------------------

    def _build_words(self) -> QHBoxLayout:
        self.badge = Badge("ice", "ice")
        self.above = label("", tokens.STRONG, "quiet")
        self.title = Paragraph("", tokens.ACTION)
        self.line = Paragraph("", tokens.LEAD, "quiet")
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (self.above, self.title, self.line):
            words.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _build_side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(6)
        self.ring = CountdownRing("ice")
        self.stopwatch = label("", _STOPWATCH, "warning")
        self.under = label("", tokens.BODY, "quiet")
        self.under_stopwatch = label("", tokens.SMALL, "warning")
        for part in (self.ring, self.stopwatch, self.under, self.under_stopwatch):
            side.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        side.addStretch(1)
        return side

    def _build_slot_answers(self) -> None:
        self.start = primary("", "play")
        self.start.clicked.connect(self._start)
        done_menu = DoneMenu(self._present, self)
        done_menu.chosen.connect(self._done)
        self.done_button = SplitButton(translate("Today", "Done"), "check", done_menu)
        self.done_button.pressed.connect(lambda: self._done(None))
        self.snooze = outlined(translate("Today", "Snooze"), "clock", tokens.CONTROL_MAIN)
        self.snooze.set_menu(snooze_menu(self._snooze, self.snooze))
        self.skip = Skip(tokens.CONTROL_MAIN)
        self.skip.skipped.connect(self._skip)
        self.is_over = primary(translate("Today", "It’s over"), "check")
        self.is_over.clicked.connect(self.close_requested)
        self.leave = outlined(translate("Today", "Leave it running"), height=tokens.CONTROL_MAIN)
        self.leave.clicked.connect(lambda: self._skip(""))
        self.end_ice = quiet(translate("Today", "Swelling is down, no more ice"), height=tokens.CONTROL_MAIN)
        self.end_ice.clicked.connect(self.ice_ended)
        self._slot_answers = (self.start, self.done_button, self.snooze, self.skip)
        self._close_answers = (self.is_over, self.leave)
        self.how = quiet(translate("Today", "How"), "help", tokens.CONTROL_MAIN)
        self.how.clicked.connect(lambda: self.how_requested.emit(self.guidance))
        for button in (*self._slot_answers, self.end_ice, *self._close_answers):
            self.answers.addWidget(button)

    def _build_session_answers(self) -> None:
        self.stop = outlined(translate("Today", "Stop early"), "stop", tokens.CONTROL_MAIN)
        self.off = primary(translate("Today", "It’s off"), "check")
        self.in_time = outlined(translate("Today", "It came off in time"), "clock", tokens.CONTROL_MAIN)
        self.stop.clicked.connect(lambda: self._finish(None))
        self.off.clicked.connect(lambda: self._finish(None))
        self.in_time.clicked.connect(lambda: self._finish(self._session.ends if self._session else None))
        self._session_answers = (self.stop, self.off, self.in_time)
        for button in (*self._session_answers, self.how):
            self.answers.addWidget(button)

    # Showing ---------------------------------------------------------------------------------

    def show_agenda(self, agenda: Agenda, log: EpisodeLog, rules: Rules, zone: tzinfo) -> None:
        """Show what ``agenda`` says, as it stands now."""
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        self._told, self._zone = (agenda, log, rules, zone), zone
        self._slot, self._session = self._slot_of(agenda), agenda.session
        if self._session is not None:
            self._show_session(self._session)
        elif self._slot is not None:
            self._show_slot(self._slot, agenda, log, rules)
        else:
            self._show_nothing()
        self.foot.show_agenda(agenda, log, zone, None if self._session else self._slot)
        self._run_seconds()
        if inside and focused is not None and not focused.isVisibleTo(self):
            self.focus_main()

    @property
    def guidance(self) -> str:
        """The key of the guide's step that goes with what the card asks for or with its session; may be empty."""
        kind = self._session.treatment.kind if self._session is not None else self.step
        return at_hand.OF_STEP.get(kind, "")

    @property
    def step(self) -> str:
        """The step that the card asks for; empty during a session and when nothing is due."""
        return self._slot.step if self._slot is not None and self._session is None else ""

    def _slot_of(self, agenda: Agenda) -> Slot | None:
        """What comes next, unless the person chose another open one; when something else is asked for, that leads."""
        asked = agenda.next.showing if agenda.next is not None else ""
        if asked != self._asked:
            self._asked, self._chosen = asked, ""
        return next((slot for slot in agenda.slots if slot.key == self._chosen), agenda.next)

    def _choose(self, slot: Slot) -> None:
        """Ask for ``slot`` instead."""
        self._chosen = slot.key
        if self._told is not None:
            self.show_agenda(*self._told)
            self.chosen.emit()
        self.focus_main()

    def _show_only(self, *shown: QWidget) -> None:
        """Each part once: one that went and came back would have the whole page laid out anew, each minute."""
        shown = (*shown, self.how) if self.guidance else shown
        every = (self.how, *self._slot_answers, self.end_ice, *self._close_answers, *self._session_answers)
        for part in (*every, self.above, self.pain, self.ring, self.stopwatch, self.under, self.under_stopwatch):
            part.setVisible(part in shown)

    def _show_slot(self, slot: Slot, agenda: Agenda, log: EpisodeLog, rules: Rules) -> None:
        step, now = steps.STEPS[slot.step], agenda.now
        asks_over = slot.step == "close"
        answers: tuple[QWidget, ...] = self._close_answers if asks_over else self._slot_answers
        if slot.step == "pain":
            answers = (self.pain, self.snooze, self.skip)
        elif not asks_over:
            minutes = rules.session_minutes(slot.step, agenda.spasm_day)
            self.start.setText(translate("Today", "Start {n} min", n=minutes))
        timer: tuple[QWidget, ...] = () if asks_over else (self.ring, self.under)
        if agenda.quiet_until is not None:
            until = clock_text(agenda.quiet_until.astimezone(self._zone))
            self.above.setText(translate("Today", "Quiet until {time}. If you are awake:", time=until))
            timer = (self.above,)
        self._show_only(*answers, *timer, *((self.end_ice,) if agenda.can_end_ice and not asks_over else ()))
        self.skip.offer(slot.step)
        why = f"{steps.hint(slot.step)} {reasons.why(slot, log, rules, now, self._zone)}"
        self._say("main", step.icon, step.tone, steps.title(slot.step), why)
        big, small = telling.left_text(slot.show - now)
        self.ring.set_state(telling.waited(rules, slot, now), big, small, step.tone)
        self.under.setText(telling.due_text(slot, now, self._zone))

    def _show_nothing(self) -> None:
        self._show_only()
        title = translate("Today", "Nothing is due")
        self._say(
            "main", "check", "accent", title, translate("Today", "The first two weeks are done. Log as you like.")
        )

    def _show_session(self, session: Session) -> None:
        kind = session.treatment.kind
        ice, worn = kind == "ice", kind in steps.WORN
        over = self._present() >= session.ends
        late = self._present() >= session.ends + telling.LATE
        self.off.setText(translate("Today", "It’s off") if worn else translate("Today", "Done"))
        in_time = translate("Today", "It came off in time") if worn else translate("Today", "It ended in time")
        self.in_time.setText(in_time)
        if not over:
            self._show_only(self.stop, self.ring, self.under)
        else:
            shown = (self.off, self.in_time) if late else (self.off,)
            timer = (self.stopwatch, self.under_stopwatch) if ice else (self.ring, self.under)
            self._show_only(*shown, *timer)
        step = steps.STEPS.get(kind)
        icon, tone = (step.icon, step.tone) if step else ("clock", "accent")
        title, line = telling.session_words(session.treatment, over, session.ends, self._zone)
        if over and ice:
            self._say("alarm", "bell", "warning", title, line)
        else:
            self._say("main", icon, tone, title, line)
        self._show_time(session, tone)

    def _say(self, look: str, icon: str, tone: str, title: str, line: str) -> None:
        self.set_look(look)
        self.badge.set_sign(icon, tone)
        self.title.setText(title)
        self.line.setText(line)
        self.setAccessibleName(title)

    def _show_time(self, session: Session, tone: str) -> None:
        now, start = self._present(), session.began
        whole = max(timedelta(seconds=1), session.ends - start)
        left = session.ends - now
        if left > timedelta():
            self.ring.set_state(left / whole, *telling.stopwatch_parts(left + timedelta(seconds=0.999)), tone)
            self.under.setText(translate("Today", "left"))
            return
        self.ring.set_state(1.0, *telling.stopwatch_parts(now - start), tone)
        self.under.setText(translate("Today", "since you began"))
        self.stopwatch.setText(telling.stopwatch_text(now - start))
        self.under_stopwatch.setText(translate("Today", "on the skin"))

    # Seconds ---------------------------------------------------------------------------------

    def _count(self) -> None:
        """Another second: the numbers, and the whole card when the time is up."""
        if self._session is not None:
            self._show_session(self._session)

    def _run_seconds(self) -> None:
        if self._session is not None and self.isVisible():
            self._seconds.start()
        else:
            self._seconds.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """Seconds are counted only while someone can see them."""
        super().showEvent(event)
        self._count()
        self._run_seconds()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._seconds.stop()

    # Answers ---------------------------------------------------------------------------------

    def _start(self) -> None:
        if self._slot is not None:
            self.started.emit(steps.STEPS[self._slot.step].treatment, self._slot.key)

    def _done(self, at: datetime | None) -> None:
        if self._slot is not None:
            self.done.emit(self._slot, at)

    def _snooze(self, minutes: int) -> None:
        if self._slot is not None:
            self.snoozed.emit(self._slot, minutes)

    def _skip(self, reason: str) -> None:
        if self._slot is not None:
            self.skipped.emit(self._slot, reason)

    def _finish(self, at: datetime | None) -> None:
        if self._session is not None:
            lasted = self._session.lasted(at or self._present())
            self.finished.emit(self._session.treatment.id, at, lasted)

    def focus_main(self) -> None:
        """The keyboard stays on the card when the button it was on has gone."""
        places = (self.start, self.off, self.stop, self.is_over, self.snooze)
        goal = next((each for each in places if each.isVisibleTo(self)), None)
        if goal is not None:
            goal.setFocus(Qt.FocusReason.OtherFocusReason)
