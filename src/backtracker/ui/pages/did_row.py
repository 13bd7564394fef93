"""The row "I did": one press logs a treatment, now or at the time that stands beside it.

A medicine opens its form, with the time that stands here.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backtracker.core import catalogue
from backtracker.core.words import translate
from backtracker.ui.widgets.buttons import Button
from backtracker.ui.widgets.flow import FlowLayout, follow_width
from backtracker.ui.widgets.labelled import LabelledRow
from backtracker.ui.widgets.when import When, WhenPicker

QUICK = ("ice", "walk", "medicine", "massage")


class DidRow(QWidget):
    """``did`` carries the kind and the time (None is now). ``more`` asks for the whole form.

    ``medicine_requested`` asks for that of a medicine, and carries when it was (a :class:`When`).
    """

    did = Signal(str, object)
    medicine_requested = Signal(object)
    more = Signal()

    def __init__(self, present: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(LabelledRow(translate("Today", "I did"), self._build_chips(present)))
        follow_width(self)

    def _build_chips(self, present: Callable[[], datetime]) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        flow = FlowLayout(gap=8)
        self.chips: dict[str, Button] = {}
        for key in QUICK:
            entry = catalogue.entry("treatment", key)
            chip = Button(catalogue.label("treatment", key), "chip", entry.icon, entry.tone)
            chip.clicked.connect(self._presser(key))
            self.chips[key] = chip
            flow.addWidget(chip)
        self.more_button = Button(translate("Today", "More"), "chip", "more")
        self.more_button.clicked.connect(self.more)
        flow.addWidget(self.more_button)
        row.addLayout(flow, 1)
        self.when = WhenPicker(present)
        row.addWidget(self.when, 0, Qt.AlignmentFlag.AlignTop)
        follow_width(holder)
        return holder

    def _presser(self, key: str) -> Callable[[], None]:
        return self._ask_medicine if key == "medicine" else lambda: self._say(key)

    def _say(self, kind: str) -> None:
        self.did.emit(kind, self.when.earlier())
        self.when.set_value(When())

    def _ask_medicine(self) -> None:
        """A medicine is more than a press: which, how much, and what its label says."""
        self.medicine_requested.emit(self.when.value())
        self.when.set_value(When())
