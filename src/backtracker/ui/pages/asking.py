"""The screen of the matched questions: one trigger at a time, three presses each, everything saved as it is pressed.

One at a time and not a table: nine triggers by three hours by three answers are 81 targets of 44 px, which
nobody in pain wants to look at, and 800 x 600 has no room for. What was not there at all takes one press.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.asking import HOURS_BEFORE, Asking, Key
from backtracker.core.words import clock_text, day_text, translate
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.pages.asking_bar import AskingBar
from backtracker.ui.pages.asking_cards import Foot, OverviewCard, QuestionCard
from backtracker.ui.widgets.scrolling import ScrollPage

if TYPE_CHECKING:
    from backtracker.journal import Change, Journal

_FIGURES = {Qt.Key.Key_1: "yes", Qt.Key.Key_2: "no", Qt.Key.Key_3: "unknown"}


class AskingScreen(QWidget):
    """:meth:`open` it for an episode. ``closed`` when the person is done or has had enough; both lose nothing."""

    closed = Signal()
    undo_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._episode_id = ""
        self._asking: Asking | None = None
        self._at = 0
        self._pending = 0
        self._saved_here = 0
        self.setAccessibleName(translate("Asking", "What was there before it hit"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.bar = AskingBar()
        self.bar.close_button.clicked.connect(self.leave)
        self.bar.undo.clicked.connect(self._undo)
        self.area = ScrollPage(sides=tokens.PAGE_SIDE, top=20, gap=tokens.BETWEEN_CARDS_ROOMY)
        self.card, self.overview, self.foot = QuestionCard(), OverviewCard(), Foot()
        self.rows = self.card.rows
        for part in (self.card, self.overview, self.foot):
            self.area.column.addWidget(part)
        self.area.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.area, 1)
        self._connect()

    def _connect(self) -> None:
        self.rows.answered.connect(self._answer)
        self.rows.entered.connect(self._bring_into_sight)
        self.card.none.clicked.connect(self._answer_none)
        self.foot.back.clicked.connect(self._turn_back)
        self.foot.skip.clicked.connect(self._skip)
        self.foot.rest.clicked.connect(self._answer_rest)
        self.overview.opened.connect(self._open_line)
        self.overview.done.clicked.connect(self.leave)
        self.overview.hide()
        QWidget.setTabOrder(self.foot.rest, self.bar.undo)
        QWidget.setTabOrder(self.bar.undo, self.bar.close_button)
        for keys, deed in (("PgDown", self._skip), ("PgUp", self._turn_back)):  # else the page would scroll
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)
        self.desk.changed.connect(self._changed)

    # Opening and leaving ---------------------------------------------------------------------

    def open(self, episode_id: str) -> None:
        """Ask about the onset of an episode, from the first question that is open; with none, show all of them."""
        self._episode_id, self._asking, self._saved_here = episode_id, None, 0
        self.bar.set_saved("")
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask()

    def leave(self) -> None:
        """Close it; whatever was pressed is saved."""
        self._episode_id = ""
        self.closed.emit()

    # Showing ---------------------------------------------------------------------------------

    def _ask(self) -> None:
        episode_id = self._episode_id
        self.desk.ask(
            lambda journal: _asking_of(journal, episode_id), lambda found: self._take(episode_id, found), self
        )

    def _changed(self) -> None:
        """Something was written: by a press here, which is shown already, or by undo or someone else."""
        if self._episode_id and self.isVisible() and not self._pending:
            self._ask()

    def _take(self, episode_id: str, found: Asking | None) -> None:
        """What is stored. While presses are on their way it is older than what is shown."""
        if episode_id != self._episode_id or self._pending:
            return
        if found is None:
            self.leave()
            return
        shown, self._asking = self._asking, found
        if shown is None:
            self._begin(found)
            return
        before = {line.trigger: line for line in shown.lines}
        others = [number for number, line in enumerate(found.lines) if before.get(line.trigger, line) != line]
        if others:
            self._turn(others[0])
        elif shown.lines != found.lines:
            self._turn(found.place(shown.lines[self._at].trigger))
        else:
            self._show_line()

    def _begin(self, found: Asking) -> None:
        today = self.desk.local_now().date()
        local = found.episode.began.local
        day = translate("Asking", "today") if local.date() == today else day_text(local.date(), today=today)
        self.bar.set_title(translate("Asking", "Before the spasm of {day}, {time}", day=day, time=clock_text(local)))
        first = found.next_open()
        if first is None:
            self._show_overview()
        else:
            self._turn(first)
            self.desk.in_turn(lambda: self.overview.show_asking(found), self)  # its chips take a while to make

    def _turn(self, number: int) -> None:
        """Show the line ``number``, with the keyboard on its first open answer."""
        if self._asking is None:
            return
        self._at = max(0, min(number, len(self._asking.lines) - 1))
        self.overview.hide()
        self.card.show()
        self.foot.show()
        self._show_line()
        answers = self._asking.lines[self._at].answers
        self.area.verticalScrollBar().setValue(0)
        self.rows.go_to(answers.index("") if "" in answers else 0)

    def _bring_into_sight(self, number: int) -> None:
        """In a low window the row that is asked for comes up; with the first one the question is seen."""
        if number:
            self.area.ensureWidgetVisible(self.rows.rows[number], 0, theme.px(12))
        else:
            self.area.verticalScrollBar().setValue(0)

    def _show_line(self) -> None:
        asking = self._asking
        if asking is None:
            return
        self.card.show_line(asking, self._at, self.desk.local_now().date())
        self.foot.show_line(asking, self._at)
        if not self.overview.isHidden():
            self.overview.show_asking(asking)
        count = translate("Asking", "{n} of {whole}", n=self._at + 1, whole=len(asking.lines))
        self.bar.set_count("" if self.card.isHidden() else count)
        self.bar.set_done(not asking.open)

    def _show_overview(self) -> None:
        self.card.hide()
        self.foot.hide()
        self.overview.show()
        self._show_line()
        self.overview.done.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.verticalScrollBar().setValue(0)

    # Answers ---------------------------------------------------------------------------------

    def _answer(self, number: int, answer: str | None) -> None:
        """One press: shown at once, saved behind it, and on to what is open next."""
        if self._asking is None:
            return
        trigger, was_open = self._asking.lines[self._at].trigger, self._asking.lines[self._at].is_open
        hours = HOURS_BEFORE[number]
        episode_id = self._episode_id
        self._put({(trigger, hours): answer or ""})
        self._save(lambda journal: journal.answer_trigger(episode_id, trigger, answer, hours))
        answers = self._asking.lines[self._at].answers
        if answer is None:
            self.rows.go_to(number)
        elif "" in answers:
            self.rows.go_to(answers.index(""))
        elif was_open:
            self._go_on()
        else:
            self.rows.go_to(min(number + 1, len(answers) - 1))

    def _answer_none(self) -> None:
        """No to what is still open of this trigger."""
        if self._asking is None or not self._asking.lines[self._at].is_open:
            return
        self._answer_open((self._asking.lines[self._at].trigger,))
        self._go_on()

    def _answer_rest(self) -> None:
        """No to everything that is still open."""
        if self._asking is not None and self._asking.open:
            self._answer_open(self._asking.open_triggers)
            self._show_overview()

    def _answer_open(self, triggers: tuple[str, ...]) -> None:
        if self._asking is None:
            return
        episode_id = self._episode_id
        self._put(dict.fromkeys(self._asking.open_keys(triggers), "no"))
        self._save(lambda journal: journal.answer_rest(episode_id, triggers, "no", HOURS_BEFORE))

    def _put(self, said: Mapping[Key, str]) -> None:
        """Show these answers before they are on disk: the next press must not wait for the disk."""
        if self._asking is not None:
            self._asking = self._asking.with_answers(said)
            self._show_line()

    def _save(self, deed: "Callable[[Journal], Change]") -> None:
        self._pending += 1
        self.desk.do(deed, self._saved, self, self._refused)

    def _saved(self, change: "Change") -> None:
        self._pending -= 1
        if change.batch:
            self._saved_here += 1
            self.bar.set_saved(change.label)
        self._changed()

    def _undo(self) -> None:
        """Take the last answer back, and no more than what was pressed here."""
        self._saved_here -= 1
        if self._saved_here <= 0:
            self.bar.set_saved("")
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.undo_requested.emit()

    def _refused(self, sentence: str) -> None:
        """Nothing was saved: what is stored is shown again."""
        self._pending -= 1
        self.desk.failed.emit(sentence)
        self._changed()

    # Going on --------------------------------------------------------------------------------

    def _go_on(self) -> None:
        """To the next open question, or to all of them at the end."""
        following = self._asking.next_open(self._at) if self._asking else None
        if following is None:
            self._show_overview()
        else:
            self._turn(following)

    def _skip(self) -> None:
        """On to the next trigger, answered or not; behind the last one stand all of them."""
        if self.card.isHidden():
            return
        if self._asking is not None and self._at < len(self._asking.lines) - 1:
            self._turn(self._at + 1)
        else:
            self._show_overview()

    def _turn_back(self) -> None:
        """To the trigger before; from all of them to the one that was shown last."""
        self._turn(self._at if self.card.isHidden() else self._at - 1)

    def _open_line(self, trigger: str) -> None:
        if self._asking is not None:
            self._turn(self._asking.place(trigger))

    def _step_back(self) -> None:
        """To the answer before this one, which can then be given anew."""
        if self.card.isHidden():
            self._turn(self._at)
            self.rows.go_to(len(HOURS_BEFORE) - 1)
        elif (row := self.rows.at_keyboard()) > 0:
            self.rows.go_to(row - 1)
        elif self._at > 0:
            self._turn(self._at - 1)
            self.rows.go_to(len(HOURS_BEFORE) - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Figures answer the row that has the keyboard; see the line at the foot."""
        key, asked = event.key(), not self.card.isHidden()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.isAutoRepeat() or not plain:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Escape:
            self.leave()
        elif key == Qt.Key.Key_Backspace:
            self._step_back()
        elif asked and key in _FIGURES:
            self._answer(self.rows.at_keyboard(), _FIGURES[Qt.Key(key)])
        elif asked and key == Qt.Key.Key_0:
            self._answer_none()
        else:
            super().keyPressEvent(event)


def _asking_of(journal: "Journal", episode_id: str) -> Asking | None:
    """On the worker: the questions, or None when the episode was deleted or taken back meanwhile."""
    return journal.asking(episode_id) if journal.store.episode(episode_id) is not None else None
