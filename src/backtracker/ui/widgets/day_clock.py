"""A day and a time of day: pressed with minus and plus, or typed. What was typed and is none is said in place."""

from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import typed
from backtracker.core.words import clock_text, month_text, translate, weekday_text
from backtracker.errors import UserError
from backtracker.ui import theme
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.flow import FlowLayout, follow_width
from backtracker.ui.widgets.text import Paragraph

DAY, HOUR, MINUTES = timedelta(days=1), timedelta(hours=1), timedelta(minutes=5)
EARLIEST = date(1900, 1, 1)
_DAY_WIDTH, _CLOCK_WIDTH = 168, 84


class _Line(QLineEdit):
    """A line of which all is chosen when the keyboard comes; up and down are more and less."""

    stepped = Signal(int, bool)

    def __init__(self, name: str, width: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedWidth(theme.px(width))
        self.setMinimumHeight(theme.px(tokens.CONTROL))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: (1, False), Qt.Key.Key_Down: (-1, False),
                 Qt.Key.Key_PageUp: (1, True), Qt.Key.Key_PageDown: (-1, True)}  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(*step)


class DayClock(QWidget):
    """``name`` is said before each part. ``changed`` comes with every press and every letter.

    The day stops at ``latest``; minutes go to the next five, also over midnight.
    """

    changed = Signal()

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = datetime(2000, 1, 1)  # noqa: DTZ001  a wall clock without a zone
        self._latest = date.max
        self._from: date | None = None
        said = (lambda words: f"{name}, {words}") if name else (lambda words: words[:1].upper() + words[1:])
        self.day = _Line(said(translate("DayClock", "day")), _DAY_WIDTH)
        self.time = _Line(said(translate("DayClock", "time")), _CLOCK_WIDTH)
        self.day.stepped.connect(lambda by, far: self.step(by * DAY * (7 if far else 1)))
        self.time.stepped.connect(lambda by, far: self.step(by * (HOUR if far else MINUTES)))
        self.day_before = self._button("minus", "", said(translate("DayClock", "a day earlier")), -DAY)
        self.day_after = self._button("plus", "", said(translate("DayClock", "a day later")), DAY)
        hour, minutes = translate("DayClock", "1 h"), translate("DayClock", "5 min")
        self.hour_before = self._button("minus", hour, said(translate("DayClock", "an hour earlier")), -HOUR)
        self.before = self._button("minus", minutes, said(translate("DayClock", "5 minutes earlier")), -MINUTES)
        self.after = self._button("plus", minutes, said(translate("DayClock", "5 minutes later")), MINUTES)
        self.hour_after = self._button("plus", hour, said(translate("DayClock", "an hour later")), HOUR)
        flow = FlowLayout(gap=16, row_gap=8)
        for parts in (
            (self.day_before, self.day, self.day_after),
            (self.hour_before, self.before, self.time, self.after, self.hour_after),
        ):
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            for part in parts:
                row.addWidget(part)
            flow.addWidget(holder)
        self.hint = Paragraph("", tokens.SMALL, "warning")
        self.hint.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(flow)
        column.addWidget(self.hint)
        follow_width(self)
        self.setFocusProxy(self.time)
        for line in (self.day, self.time):
            line.textEdited.connect(self._typed)
            line.editingFinished.connect(self._settle)

    def set_value(self, local: datetime, latest: date) -> None:
        """Show the wall-clock time ``local``; days after ``latest`` are not reached by pressing."""
        self._value, self._latest = local.replace(tzinfo=None, second=0, microsecond=0, fold=0), latest
        self._show()

    def look_ahead(self, today: date) -> None:
        """A day that is typed without a year is the first one from ``today`` on, not the last one before it."""
        self._from = today

    @property
    def latest(self) -> date:
        """The last day that can be pressed."""
        return self._latest

    def value(self) -> datetime:
        """The wall-clock time that stands there, without a zone. Raises :class:`UserError` for what is none."""
        text = self.day.text()
        day = typed.day_of(text, self._latest) if self._from is None else typed.day_to_come(text, self._from)
        return datetime.combine(day, typed.clock_of(self.time.text()))

    def step(self, by: timedelta) -> None:
        """Earlier or later by ``by``; from what is no time, by that from the last that was one."""
        try:
            self._value = self.value()
        except UserError:
            pass
        if abs(by) == MINUTES:
            minute = self._value.minute
            by = timedelta(minutes=5 - minute % 5 if by > timedelta() else -(minute % 5 or 5))
        goal = self._value + by
        if EARLIEST <= goal.date() <= self._latest:
            self._value = goal
            self._show()
            self.changed.emit()

    def _button(self, icon: str, words: str, name: str, by: timedelta) -> Button:
        button = Button(words, "outlined", icon)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.repeat()
        button.clicked.connect(partial(self.step, by))
        return button

    def _show(self) -> None:
        day = self._value.date()
        words = f"{weekday_text(day, short=True)} {day.day} {month_text(day.month, short=True)} {day.year}"
        self.day.setText(words)
        self.time.setText(clock_text(self._value))
        self.hint.hide()

    def _typed(self) -> None:
        self.hint.hide()
        self.changed.emit()

    def _settle(self) -> None:
        """Show what was typed as it was taken, or say why it was not."""
        try:
            self._value = self.value()
        except UserError as refused:
            self.hint.setText(str(refused))
            self.hint.show()
        else:
            self._show()
        self.changed.emit()
