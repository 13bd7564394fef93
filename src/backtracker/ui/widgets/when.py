"""When it was: now, some minutes ago, or at a time that is typed. One press in the usual case.

The present comes from a callable; this room reads no clock.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core.words import clock_text, day_text, translate, weekday_text
from backtracker.errors import UserError
from backtracker.ui import theme
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.card import Card
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.day_clock import DayClock
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.menu import Menu
from backtracker.ui.widgets.painted import round_corners
from backtracker.ui.widgets.text import label

_POPUP_INSIDE = 480
_AGO = (timedelta(), timedelta(minutes=10), timedelta(minutes=30), timedelta(hours=1))


class When(NamedTuple):
    """The answer: so long ago, or (``at``) at a local time. "Now" is no time ago."""

    ago: timedelta = timedelta()
    at: datetime | None = None

    def moment(self, present: datetime) -> datetime:
        """The local time that is meant, seen from ``present``."""
        return self.at if self.at is not None else present - self.ago


def _ago_words(ago: timedelta, first: str) -> str:
    minutes = ago // timedelta(minutes=1)
    if minutes == 0:
        return first
    if minutes == 60:
        return translate("When", "1 hour ago")
    return translate("When", "{n} min ago", n=minutes)


def _at_words(at: datetime, present: datetime) -> str:
    """The time alone for today, with the weekday within a week, else with the date."""
    if at.date() == present.date():
        return clock_text(at)
    if timedelta() < present - at < timedelta(days=6):
        return f"{weekday_text(at.date(), short=True)} {clock_text(at)}"
    return f"{day_text(at.date(), today=present.date())}, {clock_text(at)}"


class MomentPopup(QFrame):
    """A small window with a day and a time, 24 hours. Enter or Set takes it, Escape leaves.

    ``taken`` carries the time; ``closed`` comes however it went away.
    """

    taken = Signal(datetime)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName(translate("When", "Date and time"))
        self._present: datetime | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card("main")
        outer.addWidget(card)
        body = card.add_section(sides=16, top=14, bottom=16, gap=10)
        body.addWidget(label(translate("When", "When was it?"), tokens.HEADLINE))
        self.clock = DayClock()
        self.clock.setFixedWidth(theme.px(_POPUP_INSIDE))
        self.clock.changed.connect(self._check)
        body.addWidget(self.clock)
        foot = QHBoxLayout()
        self.hint = label("", tokens.SMALL, "quiet")
        self.set_button = Button(translate("When", "Set"), "primary", "check")
        self.set_button.clicked.connect(self._take)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.set_button)
        body.addLayout(foot)

    def open_at(self, where: QPoint, moment: datetime, present: datetime) -> None:
        """Open below ``where`` (a point of the screen) with ``moment`` filled in; nothing after ``present`` goes."""
        self._present = present
        self.clock.set_value(moment, present.date())
        self._check()
        self.adjustSize()
        space = self.screen().availableGeometry()
        x = min(where.x(), space.right() - self.width() - 8)
        y = where.y() if where.y() + self.height() < space.bottom() else space.bottom() - self.height() - 8
        self.move(max(space.left(), x), max(space.top(), y))
        self.show()
        self.clock.time.setFocus(Qt.FocusReason.PopupFocusReason)
        self.clock.time.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        round_corners(self, tokens.RADIUS_CARD)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def _moment(self) -> datetime | None:
        """The time in the fields, in the zone of the present; None while there is no present, or no such time."""
        if self._present is None:
            return None
        try:
            return self.clock.value().replace(tzinfo=self._present.tzinfo)
        except UserError:
            return None

    def _check(self) -> None:
        """What is still to come cannot be recorded; say so rather than bend it."""
        moment = self._moment()
        ahead = moment is not None and self._present is not None and moment > self._present
        self.set_button.setEnabled(moment is not None and not ahead)
        self.hint.setText(translate("When", "That is still to come.") if ahead else "")

    def _take(self) -> None:
        moment = self._moment()
        if moment is not None and self.set_button.isEnabled():
            self.hide()
            self.taken.emit(moment)


class WhenPicker(Button):
    """The quiet button "at: now" with its menu. ``present`` gives the local time when it is asked for."""

    changed = Signal(object)  # When

    def __init__(self, present: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(translate("When", "at:"), "text", "clock", parent=parent)
        self._present = present
        self._value = When()
        menu = Menu(self)
        for ago in _AGO:
            menu.add(_ago_words(ago, translate("When", "Now")), partial(self._choose, When(ago)))
        menu.addSeparator()
        menu.add(translate("When", "At …"), self._ask)
        self.set_menu(menu)
        self._popup_window: MomentPopup | None = None
        self.set_value(When())

    def value(self) -> When:
        return self._value

    def moment(self) -> datetime:
        """The local time that is chosen, as of this moment."""
        return self._value.moment(self._present())

    def earlier(self) -> datetime | None:
        """The same; None where it is just now, which whoever records it then reads from the clock."""
        return None if self._value == When() else self.moment()

    def set_value(self, value: When) -> None:
        """Show ``value`` without a signal; ``When()`` brings it back to now."""
        self._value = value
        if value.at is None:
            self.set_bold_tail(_ago_words(value.ago, translate("When", "now")))
        else:
            self.set_bold_tail(_at_words(value.at, self._present()))

    def _choose(self, value: When) -> None:
        self.set_value(value)
        self.changed.emit(value)

    def _ask(self) -> None:
        if self._popup_window is None:
            self._popup_window = MomentPopup(self)
            self._popup_window.taken.connect(lambda moment: self._choose(When(at=moment)))
        present = self._present()
        self._popup_window.open_at(self.mapToGlobal(QPoint(0, self.height() + 4)), self._value.moment(present), present)


class WhenChips(QWidget):
    """The same question as a row of chips, for the Spasm screen."""

    changed = Signal(object)  # When

    def __init__(self, present: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present = present
        self._value = When()
        self._popup_window: MomentPopup | None = None
        row = FlowLayout(self, gap=12, row_gap=8)
        self.chips: dict[timedelta, Chip] = {}
        for ago in _AGO:
            chip = Chip(_ago_words(ago, translate("When", "Just now")), centred=True)
            chip.clicked.connect(lambda _=False, ago=ago: self._choose(When(ago)))
            self.chips[ago] = chip
            row.addWidget(chip)
        self.other = Chip(translate("When", "At …"), "clock", "text", centred=True)
        self.other.clicked.connect(self._ask)
        row.addWidget(self.other)
        self.set_value(When())

    def value(self) -> When:
        return self._value

    def moment(self) -> datetime:
        """The local time that is chosen, as of this moment."""
        return self._value.moment(self._present())

    def earlier(self) -> datetime | None:
        """The same; None where it is just now, which whoever records it then reads from the clock."""
        return None if self._value == When() else self.moment()

    def set_value(self, value: When) -> None:
        """Show ``value`` without a signal."""
        self._value = value
        for ago, chip in self.chips.items():
            chip.setChecked(value.at is None and ago == value.ago)
        self.other.setChecked(value.at is not None)
        if value.at is None:
            self.other.setText(translate("When", "At …"))
        else:
            self.other.setText(translate("When", "At {time}", time=_at_words(value.at, self._present())))
        self.other.updateGeometry()

    def _choose(self, value: When) -> None:
        self.set_value(value)
        self.changed.emit(value)

    def _ask(self) -> None:
        self.other.setChecked(self._value.at is not None)  # nothing is chosen until the popup gives a time
        if self._popup_window is None:
            self._popup_window = MomentPopup(self)
            self._popup_window.taken.connect(lambda moment: self._choose(When(at=moment)))
        present = self._present()
        below = self.other.mapToGlobal(QPoint(0, self.other.height() + 4))
        self._popup_window.open_at(below, self._value.moment(present), present)
