"""Times that lie ahead: an appointment, the one that follows a visit or a session, the last day of a plan."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta, tzinfo
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker.core.care.visits import FARTHEST
from backtracker.core.model import Moment
from backtracker.core.words import translate
from backtracker.errors import UserError
from backtracker.ui.dialogs.fields import DayField, MomentField
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout, follow_width

WEEK = timedelta(days=7)
SIX_WEEKS, THREE_MONTHS, HALF_A_YEAR = 6 * WEEK, 13 * WEEK, 26 * WEEK


class AheadField(MomentField):
    """A day and a time of day that may lie ahead, as far as appointments do."""

    def __init__(self, words: str, moment: Moment, here: tzinfo, today: datetime) -> None:
        super().__init__(words, moment, here, today + FARTHEST)
        self.look_ahead(today.date())


class SpanField(QWidget):
    """None, some time on, or one that is set: a chip each, and the ``field`` that the last ones open.

    ``grown`` asks for more room.
    """

    grown = Signal()

    def __init__(self, none: str, spans: Iterable[tuple[timedelta, str]], field: MomentField, *, is_set: bool) -> None:
        super().__init__()
        self.field = field
        row = FlowLayout(gap=8)
        self.none = Chip(none, centred=True)
        self.none.clicked.connect(lambda: self._open(self.none))
        row.addWidget(self.none)
        self.spans: dict[timedelta, Chip] = {}
        for span, words in spans:
            chip = Chip(words, centred=True)
            chip.clicked.connect(partial(self._propose, span))
            self.spans[span] = chip
            row.addWidget(chip)
        self.set = Chip(translate("Care", "On a day …"), "calendar", "text", centred=True)
        self.set.clicked.connect(lambda: self._open(self.set))
        row.addWidget(self.set)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(field)
        follow_width(self)
        self._open(self.set if is_set else self.none)

    def proposed(self, span: timedelta) -> datetime:
        """What a press on the chip of ``span`` puts into the field."""
        raise NotImplementedError

    def _propose(self, span: timedelta, _: bool = True) -> None:
        self.field.propose(self.proposed(span))
        self._open(self.spans[span])

    def _open(self, chosen: Chip) -> None:
        for chip in (self.none, *self.spans.values(), self.set):
            chip.setChecked(chip is chosen)
        self.field.setVisible(chosen is not self.none)
        self.updateGeometry()
        self.grown.emit()


class NextField(SpanField):
    """When the next one is: not known yet, some weeks on, or at a time that is set."""

    def __init__(self, name: str, here: tzinfo, today: datetime, moment: Moment | None = None) -> None:
        self._today = today
        spans = (
            (WEEK, translate("Care", "In a week")),
            (2 * WEEK, translate("Care", "In 2 weeks")),
            (4 * WEEK, translate("Care", "In 4 weeks")),
        )
        field = AheadField(name, moment or Moment.of(_round(today + WEEK), here), here, today)
        super().__init__(translate("Care", "Not known yet"), spans, field, is_set=moment is not None)

    def moment(self) -> Moment | None:
        """The moment that is set, exactly as it was where nobody changed it. Raises :class:`UserError` for none."""
        return None if self.none.isChecked() else self.field.moment()

    def proposed(self, span: timedelta) -> datetime:
        """The same time of day, so far on; the person moves it from there."""
        there = _round(self._today)
        if not self.field.isHidden():
            with suppress(UserError):  # what is being typed is no time yet
                there = self.field.moment().local
        return datetime.combine((self._today + span).date(), there.time(), there.tzinfo)


class UntilField(SpanField):
    """The last day of a plan: open, some months on, or a day that is set."""

    def __init__(self, here: tzinfo, today: datetime, until: date | None = None) -> None:
        self._today = today
        spans = (
            (SIX_WEEKS, translate("Care", "Six weeks")),
            (THREE_MONTHS, translate("Care", "Three months")),
            (HALF_A_YEAR, translate("Care", "Half a year")),
        )
        last = until or (today + THREE_MONTHS).date()
        self._day = DayField(translate("Care", "Until"), last, here, today + FARTHEST)
        self._day.look_ahead(today.date())
        super().__init__(translate("Care", "Open"), spans, self._day, is_set=until is not None)

    def day(self) -> date | None:
        """The last day; None for an open end. Raises :class:`UserError` for what is no day."""
        return None if self.none.isChecked() else self._day.chosen_day()

    def proposed(self, span: timedelta) -> datetime:
        """So far on; of the time of day nothing is asked."""
        return datetime.combine((self._today + span).date(), time(12), self._today.tzinfo)


def _round(local: datetime) -> datetime:
    """The full hour of working time that is nearest below: where most appointments lie."""
    return local.replace(hour=min(max(local.hour, 8), 18), minute=0, second=0, microsecond=0)
