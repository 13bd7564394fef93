"""What several sheets ask in the same way: a moment, a pain level, a length, a note, things to choose and own ones.

Widgets of the dialogs only; they take and give plain values.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import catalogue
from backtracker.core.model import LONGEST_NOTE, Moment
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.ui import theme
from backtracker.ui.widgets.buttons import outlined, quiet
from backtracker.ui.widgets.chips import Chip, ChipGrid
from backtracker.ui.widgets.day_clock import DayClock
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.pain_row import PainRow
from backtracker.ui.widgets.text import label

_LENGTHS = (5, 10, 20, 30, 60)


class MomentField(DayClock):
    """A day and a time of day, as the wall clock showed them at entry."""

    def __init__(self, words: str, moment: Moment, here: tzinfo, today: datetime) -> None:
        super().__init__(words)
        self._start, self._zone = moment, _zone_of(moment, here)
        local = moment.local
        self.set_value(local, max(today.date(), local.date()))

    def propose(self, local: datetime) -> None:
        """Begin with the wall-clock time ``local`` instead."""
        self._start = Moment.of(local, self._zone)
        self.set_value(local, self.latest)

    def touched(self) -> bool:
        """Whether the person has said another time."""
        try:
            return self.moment() is not self._start
        except UserError:
            return True

    def moment(self) -> Moment:
        """The moment that stands there; exactly the one it began with when nobody changed it."""
        typed = self.value()
        if typed == self._start.local.replace(tzinfo=None, second=0, microsecond=0):
            return self._start
        return Moment.of(typed.replace(tzinfo=self._zone), self._zone)


class DayField(MomentField):
    """A day alone, up to that of ``latest``: the time of day is not asked."""

    def __init__(self, words: str, day: date, here: tzinfo, latest: datetime) -> None:
        super().__init__(words, Moment.of(datetime.combine(day, time(12), here), here), here, latest)
        clock = self.time.parentWidget()
        if clock is not None:
            clock.hide()
        self.setFocusProxy(self.day)

    def chosen_day(self) -> date:
        """The day that stands there. Raises :class:`UserError` for what is none."""
        return self.value().date()


def _zone_of(moment: Moment, here: tzinfo) -> tzinfo:
    """The zone of the wall clock that ``moment`` was read from."""
    try:
        return ZoneInfo(moment.zone) if moment.zone else here
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return here


class PainField(PainRow):
    """A pain row that keeps what was pressed; a second press on it, or Delete, takes it back."""

    changed = Signal()

    def __init__(self, words: str, level: int | None = None, clearable: bool = True) -> None:
        super().__init__("today")
        self._clearable = clearable
        self.setAccessibleName(words)
        self.chosen.connect(self._pressed)
        self.set_level(level)

    def set_level(self, level: int | None) -> None:
        """Show ``level`` as pressed, or none."""
        self.set_chosen(level)
        hint = translate("Dialogs", "press again to clear") if self._clearable and level is not None else ""
        self.set_last(level, hint)

    def _pressed(self, level: int) -> None:
        again = self._clearable and level == self.chosen_level()
        self.set_level(None if again else level)
        self.changed.emit()

    def took(self, event: QKeyEvent, at: int = 0) -> bool:
        """Delete and Backspace clear; the rest is the row's."""
        if self._clearable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_level(None)
            self.changed.emit()
            return True
        return super().took(event, at)


class LengthField(QWidget):
    """How long it took: a press on a usual length, or minutes to type; empty where nobody knows."""

    changed = Signal()

    def __init__(self, seconds: int | None = None) -> None:
        super().__init__()
        self._start = seconds
        row = FlowLayout(self, gap=8)
        self.chips: dict[int, Chip] = {}
        for minutes in _LENGTHS:
            words = translate("Dialogs", "{n} min", n=minutes)
            chip = Chip(words, centred=True)
            chip.clicked.connect(lambda on, minutes=minutes: self._choose(minutes if on else None))
            self.chips[minutes] = chip
            row.addWidget(chip)
        self.field = QLineEdit()
        self.field.setPlaceholderText(translate("Dialogs", "minutes"))
        self.field.setAccessibleName(translate("Dialogs", "Length in minutes"))
        self.field.setMaxLength(4)
        self.field.setFixedWidth(theme.px(100))
        self.field.textChanged.connect(self._typed)
        row.addWidget(self.field)
        if seconds is not None:
            self.field.setText(str(round(seconds / 60)))

    def seconds(self) -> int | None:
        """The length in seconds, to the second it began with when nobody changed it."""
        words = self.field.text().strip()
        if not words:
            return None
        if not words.isdecimal():
            raise UserError(translate("Dialogs", "How long? Type whole minutes, such as 20, or leave it empty."))
        minutes = int(words)
        unchanged = self._start is not None and minutes == round(self._start / 60)
        return self._start if unchanged else minutes * 60

    def _choose(self, minutes: int | None) -> None:
        self.field.setText("" if minutes is None else str(minutes))

    def _typed(self, words: str) -> None:
        for minutes, chip in self.chips.items():
            chip.setChecked(words.strip() == str(minutes))
        self.changed.emit()


class NoteField(QPlainTextEdit):
    """Some lines of the person's own words; Tab goes on to the next field."""

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self._start = words
        self.setTabChangesFocus(True)
        self.setPlaceholderText(translate("Dialogs", "A note, if you want one"))
        self.setAccessibleName(translate("Dialogs", "Note"))
        self.setFont(theme.font(tokens.BODY))
        self._tall = round(QFontMetricsF(self.font()).lineSpacing() * 3) + 20
        self.setFixedHeight(self._tall)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), self._tall)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self._tall)

    def words(self) -> str:
        """What stands there, without blank ends."""
        return self.toPlainText().strip()[: LONGEST_NOTE + 1]

    def touched(self) -> bool:
        """Whether closing would lose typed words."""
        return self.words() != self._start.strip()


class _OwnLine(QLineEdit):
    """Enter adds what was typed; when nothing was, it is the sheet's Enter."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip() and not event.modifiers():
            self.entered.emit()
            return
        super().keyPressEvent(event)


class Choice(QWidget):
    """Chips of a family of the catalogue (treatment, trigger) and of the person's own, with a line for a new one.

    With ``likely_first`` the rarer ones come with a press on "More".
    """

    changed = Signal()
    grown = Signal()

    def __init__(self, family: str, entries: Iterable[catalogue.Entry], chosen: Iterable[str] = (), *,
                 single: bool = False, likely_first: bool = False) -> None:  # fmt: skip
        super().__init__()
        self._family, self._entries, self._single = family, tuple(entries), single
        self._own: list[str] = []
        self._all_shown = not likely_first
        self._grid = ChipGrid((), single=single)
        self._grid.changed.connect(self.changed)
        self.line = _OwnLine()
        self.line.setPlaceholderText(translate("Dialogs", "Something else"))
        self.line.setAccessibleName(translate("Dialogs", "Something else, in your own words"))
        self.line.setMaxLength(80)
        self.line.entered.connect(self._add_own)
        self._add = outlined(translate("Dialogs", "Add"), "plus")
        self._add.setEnabled(False)
        self.line.textChanged.connect(lambda words: self._add.setEnabled(bool(words.strip())))
        self._add.clicked.connect(self._add_own)
        self._more = quiet(translate("Dialogs", "More"), "more")
        self._more.clicked.connect(self._show_all)
        self._more.setVisible(likely_first)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.line, 1)
        foot.addWidget(self._add)
        foot.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._grid)
        column.addLayout(foot)
        self._fill(frozenset(chosen))

    def chip(self, key: str) -> Chip:
        """The chip of ``key``."""
        return self._grid.chips[key]

    def keys(self) -> frozenset[str]:
        """What is chosen; words that were typed and not added yet count too."""
        typed = self._typed_key()
        chosen = self._grid.chosen()
        if not typed:
            return chosen
        return frozenset({typed}) if self._single else chosen | {typed}

    def choose(self, key: str) -> None:
        """Choose ``key`` as a press would, also one that no chip was there for."""
        self.line.clear()
        self._fill(frozenset({key}) if self._single else self._grid.chosen() | {key})
        self.changed.emit()

    def offer_own(self, keys: Iterable[str]) -> None:
        """The person's own ones from before, last used first."""
        self._own += [key for key in keys if key not in self._own]
        self._fill(self._grid.chosen())

    def touched(self) -> bool:
        """Whether closing would lose typed words."""
        return bool(self.line.text().strip())

    def _typed_key(self) -> str:
        words = " ".join(self.line.text().split())
        same = [e.key for e in self._entries if catalogue.label(self._family, e.key).casefold() == words.casefold()]
        return (same[0] if same else catalogue.OWN + words) if words else ""

    def _add_own(self) -> None:
        key = self._typed_key()
        if not key:
            return
        if not catalogue.known(self._family, key) and key not in self._own:
            self._own.insert(0, key)
        self.choose(key)

    def _show_all(self) -> None:
        self._all_shown = True
        self._more.hide()
        self._fill(self._grid.chosen())

    def _fill(self, chosen: frozenset[str]) -> None:
        shown = [each for each in self._entries if self._all_shown or each.likely or each.key in chosen]
        known = {each.key for each in self._entries}
        strange = [key for key in sorted(chosen) if key not in known and key not in self._own]
        own = [catalogue.entry(self._family, key) for key in (*self._own, *strange)]
        self._grid.set_items((each.key, catalogue.label(self._family, each.key), each.icon) for each in (*shown, *own))
        self._grid.set_chosen(chosen)
        self.updateGeometry()
        self.grown.emit()


def at_its_width(control: QWidget) -> FlowLayout:
    """``control`` no wider than it is."""
    row = FlowLayout()
    row.addWidget(control)
    return row


def hint(words: str) -> QWidget:
    """A quiet sentence where a field would stand."""
    made = label(words, tokens.BODY, "quiet")
    made.setWordWrap(True)
    return made
