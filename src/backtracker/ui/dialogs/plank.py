"""The plank with its timer: a moment to get ready, the hold with a word for each breath, and two ways to end it.

Nothing moves but the numbers and the words, once a second at most, so that reduced motion is what it always has.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import clock, tokens
from backtracker.core import at_hand
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.desk import Desk
from backtracker.ui.dialogs.place import centre, keep_on_screen
from backtracker.ui.dialogs.sheet import show_how
from backtracker.ui.widgets.buttons import outlined, primary, quiet
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.ring import CountdownRing
from backtracker.ui.widgets.text import Paragraph, label

READY_S = 5
"""Seconds to get into position."""
BREATH_S = 4
"""Seconds of each word: in, out."""
_LOOK_MS = 200


class PlankDialog(QDialog):
    """Counts down ``hold`` seconds. At the end, or when it is ended early, what was held is logged."""

    def __init__(self, desk: Desk, hold: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.hold = desk, hold
        self._began: float | None = None
        self.over = False
        self._end = ""
        self.setWindowTitle(translate("Plank", "Plank"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ring = CountdownRing("walk")
        self.title = label(translate("Plank", "Plank, {n} seconds", n=hold), tokens.POPUP)
        self.cue = Paragraph("", tokens.LEAD)
        self.hint = Paragraph(
            translate(
                "Plank", "On elbows and toes, the body in one line. Keep breathing. Pain means stop: that is an answer."
            ),
            tokens.BODY,
            "quiet",
        )
        self.start_button = primary(translate("Plank", "Start"), "play", tokens.CONTROL_POPUP)
        self.enough = outlined(translate("Plank", "That was enough"), height=tokens.CONTROL_POPUP)
        self.pain = outlined(translate("Plank", "Stopped because of pain"), "stop", tokens.CONTROL_POPUP)
        self.leave = quiet(translate("Plank", "Close"), height=tokens.CONTROL_POPUP)
        self.how = quiet(translate("Plank", "How"), "help", tokens.CONTROL_POPUP)
        self.how.setShortcut(QKeySequence(Qt.Key.Key_F1))
        self.how.clicked.connect(lambda: show_how(at_hand.OF_KIND["plank"], self))
        self.start_button.clicked.connect(self.start)
        self.enough.clicked.connect(self._enough)
        self.pain.clicked.connect(self._pain)
        self.leave.clicked.connect(self.reject)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.tick)
        self._build()
        self._show()

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.title)
        words.addWidget(self.cue)
        words.addWidget(self.hint)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(24)
        top.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = FlowLayout(gap=12)
        for button in (self.start_button, self.enough, self.pain, self.how, self.leave):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(20)
        column.addLayout(top)
        column.addLayout(buttons)
        self.setFixedWidth(theme.px(560))

    @property
    def held(self) -> int:
        """Whole seconds held so far, up to the hold."""
        if self._began is None:
            return 0
        return max(0, min(self.hold, int(clock.monotonic() - self._began - READY_S)))

    def start(self) -> None:
        """Begin: first the moment to get ready."""
        if self._began is None:
            self._began = clock.monotonic()
            self._timer.start()
            self._show()
            self.enough.setFocus(Qt.FocusReason.OtherFocusReason)

    def tick(self) -> None:
        """Look at the clock; at the end of the hold it is logged."""
        if self._began is None or self.over:
            return
        if clock.monotonic() - self._began - READY_S >= self.hold:
            self._finish()
            seconds = self.hold
            self.desk.do(lambda journal: journal.plank(seconds), self._kept, self, self._not_kept)
        self._show()

    def _kept(self, _: object) -> None:
        self._end = translate("Plank", "{n} seconds held. Saved.", n=self.hold)
        self._show()

    def _not_kept(self, sentence: str) -> None:
        """What was held is not on disk: both the window and this say so."""
        self._end = translate("Plank", "{n} seconds held. Not saved: {why}", n=self.hold, why=sentence)
        self._show()
        self.desk.failed.emit(sentence)

    def _enough(self) -> None:
        """Ended early, without pain: what was held counts."""
        seconds = self.held
        self._finish()
        if seconds:
            self.desk.do(lambda journal: journal.plank(seconds), None, None)
        self.accept()

    def _pain(self) -> None:
        seconds = self.held
        self._finish()
        self.desk.do(lambda journal: journal.stopped("plank", seconds), None, None)
        self.accept()

    def _finish(self) -> None:
        self.over = True
        self._timer.stop()

    def reject(self) -> None:
        """Close; a hold that runs is left out."""
        self._finish()
        super().reject()

    def _show(self) -> None:
        began = self._began is not None
        passed = clock.monotonic() - self._began if self._began is not None else 0.0
        self.start_button.setVisible(not began)
        self.how.setVisible(not began)
        self.enough.setVisible(began and not self.over)
        self.pain.setVisible(began and not self.over)
        if self.over:
            self._say(self._end or translate("Plank", "{n} seconds held.", n=self.hold))
            self.ring.set_state(1.0, str(self.hold), translate("Plank", "s"))
            self.leave.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not began:
            self._say(translate("Plank", "You get {n} seconds to get ready.", n=READY_S))
            self.ring.set_state(1.0, str(self.hold), translate("Plank", "s"))
        elif passed < READY_S:
            self._say(translate("Plank", "Get into position."))
            self.ring.set_state(1.0, str(READY_S - int(passed)), translate("Plank", "ready"))
        else:
            left = self.hold - self.held
            breath = int((passed - READY_S) // BREATH_S) % 2
            self._say(translate("Plank", "Breathe out.") if breath else translate("Plank", "Breathe in."))
            self.ring.set_state(left / self.hold, str(left), translate("Plank", "s left"))

    def _say(self, words: str) -> None:
        if self.cue.text() != words:
            self.cue.setText(words)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.cue, words))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.adjustSize()
        centre(self)
        keep_on_screen(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("card"))
        painter.end()
