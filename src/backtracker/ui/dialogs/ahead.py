"""Times that lie ahead: an appointment, and the one that follows a visit or a session."""

from datetime import datetime, timedelta, tzinfo
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backtracker.core.care.visits import FARTHEST
from backtracker.core.model import Moment
from backtracker.core.words import translate
from backtracker.ui.dialogs.fields import MomentField
from backtracker.ui.widgets.chips import Chip
from backtracker.ui.widgets.flow import FlowLayout

WEEK = timedelta(days=7)


class AheadField(MomentField):
    """A day and a time of day that may lie ahead, as far as appointments do."""

    def __init__(self, words: str, moment: Moment, here: tzinfo, today: datetime) -> None:
        super().__init__(words, moment, here, today + FARTHEST)
        self.look_ahead(today.date())


class NextField(QWidget):
    """When the next one is: not known yet, some weeks on, or at a time that is set. ``grown`` asks for more room."""

    grown = Signal()

    def __init__(self, name: str, here: tzinfo, today: datetime, moment: Moment | None = None) -> None:
        super().__init__()
        self._today = today
        spans = (
            (WEEK, translate("Care", "In a week")),
            (2 * WEEK, translate("Care", "In 2 weeks")),
            (4 * WEEK, translate("Care", "In 4 weeks")),
        )
        row = FlowLayout(gap=8)
        self.none = Chip(translate("Care", "Not known yet"), centred=True)
        self.none.clicked.connect(self._clear)
        row.addWidget(self.none)
        self.spans: dict[timedelta, Chip] = {}
        for span, words in spans:
            chip = Chip(words, centred=True)
            chip.clicked.connect(partial(self._propose, span))
            self.spans[span] = chip
            row.addWidget(chip)
        self.set = Chip(translate("Care", "On a day …"), "calendar", "text", centred=True)
        self.set.clicked.connect(partial(self._propose, None))
        row.addWidget(self.set)
        start = moment or Moment.of(_round(today + WEEK), here)
        self.field = AheadField(name, start, here, today)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.field)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._open(self.set if moment else self.none)

    def moment(self) -> Moment | None:
        """The moment that is set, exactly as it was where nobody changed it. Raises :class:`UserError` for none."""
        return None if self.none.isChecked() else self.field.moment()

    def _clear(self) -> None:
        self._open(self.none)

    def _propose(self, span: timedelta | None, _: bool = True) -> None:
        """The same time of day, so far on; the person moves it from there."""
        if span is not None:
            there = self.field.moment().local if not self.field.isHidden() else _round(self._today)
            self.field.propose(datetime.combine((self._today + span).date(), there.time(), there.tzinfo))
        self._open(self.set if span is None else self.spans[span])

    def _open(self, chosen: Chip) -> None:
        for chip in (self.none, *self.spans.values(), self.set):
            chip.setChecked(chip is chosen)
        self.field.setVisible(chosen is not self.none)
        self.updateGeometry()
        self.grown.emit()


def _round(local: datetime) -> datetime:
    """The full hour of working time that is nearest below: where most appointments lie."""
    return local.replace(hour=min(max(local.hour, 8), 18), minute=0, second=0, microsecond=0)
