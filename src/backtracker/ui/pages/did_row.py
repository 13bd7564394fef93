"""The row "I did": one press logs a treatment, now or at the time that stands beside it.

A medicine is asked for by name in place; what was taken before is one press.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from backtracker import tokens
from backtracker.core import catalogue
from backtracker.core.model import Treatment
from backtracker.core.words import translate
from backtracker.ui import theme
from backtracker.ui.widgets.buttons import Button, outlined, quiet
from backtracker.ui.widgets.flow import FlowLayout
from backtracker.ui.widgets.labelled import LabelledRow
from backtracker.ui.widgets.when import When, WhenPicker

QUICK = ("ice", "walk", "medicine", "massage")
RECENT = 3


class DidRow(QWidget):
    """``did`` carries the kind, the time (None is now), product and amount. ``more`` asks for the whole form."""

    did = Signal(str, object, str, str)
    more = Signal()

    def __init__(self, present: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent: tuple[tuple[str, str], ...] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(LabelledRow(translate("Today", "I did"), self._build_chips(present)))
        self.medicine = self._build_medicine()
        self.medicine_row = LabelledRow(translate("Today", "What did you take?"), self.medicine)
        self.medicine_row.hide()
        column.addWidget(self.medicine_row)
        self.setSizePolicy(_follows_width(QSizePolicy.Policy.Expanding))

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
        holder.setSizePolicy(_follows_width(QSizePolicy.Policy.Expanding))
        return holder

    def _build_medicine(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.recent = QWidget()
        self._recent_flow = FlowLayout(self.recent, gap=8)
        self.recent.setSizePolicy(_follows_width(QSizePolicy.Policy.Expanding))
        column.addWidget(self.recent)
        fields = FlowLayout(gap=8)
        self.product = _field(translate("Today", "Name, such as ibuprofen"), 220)
        self.amount = _field(translate("Today", "Amount, such as 400 mg"), 200)
        self.take = outlined(translate("Today", "Save"), "check")
        self.take.clicked.connect(self._took_typed)
        leave = quiet(translate("Today", "Cancel"))
        leave.clicked.connect(self._close_medicine)
        for part in (self.product, self.amount, self.take, leave):
            fields.addWidget(part)
        column.addLayout(fields)
        for edit in (self.product, self.amount):
            edit.returnPressed.connect(self._took_typed)
            edit.installEventFilter(self)
        holder.setSizePolicy(_follows_width(QSizePolicy.Policy.Expanding))
        return holder

    def set_recent(self, treatments: Sequence[Treatment]) -> None:
        """Offer the medicines among ``treatments`` (in order of time), the latest first."""
        taken = [(each.product, each.amount) for each in reversed(treatments) if each.product]
        recent = tuple(dict.fromkeys(taken))[:RECENT]
        if recent == self._recent:
            return
        self._recent = recent
        while (item := self._recent_flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for product, amount in recent:
            chip = Button(f"{product} {amount}".strip(), "chip", "medicine", "medicine")
            chip.clicked.connect(self._taker(product, amount))
            self._recent_flow.addWidget(chip)
            chip.show()
        self.recent.setVisible(bool(recent))

    def _presser(self, key: str) -> Callable[[], None]:
        return self._open_medicine if key == "medicine" else lambda: self._say(key)

    def _taker(self, product: str, amount: str) -> Callable[[], None]:
        return lambda: self._took(product, amount)

    def _say(self, kind: str, product: str = "", amount: str = "") -> None:
        when = self.when.value()
        self.did.emit(kind, None if when == When() else self.when.moment(), product, amount)
        self.when.set_value(When())

    def _open_medicine(self) -> None:
        self.medicine_row.show()
        self.product.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_medicine(self) -> None:
        self.chips["medicine"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.medicine_row.hide()
        self.product.clear()
        self.amount.clear()

    def _took_typed(self) -> None:
        self._took(self.product.text().strip(), self.amount.text().strip())

    def _took(self, product: str, amount: str) -> None:
        self._say("medicine", product, amount)
        self._close_medicine()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape in a field leaves the medicine, and nothing else."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._close_medicine()
            return True
        return super().eventFilter(watched, event)


def _field(words: str, width: int) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(words)
    field.setAccessibleName(words)
    field.setFixedWidth(theme.px(width))
    field.setMinimumHeight(theme.px(tokens.CONTROL))
    return field


def _follows_width(horizontal: QSizePolicy.Policy) -> QSizePolicy:
    policy = QSizePolicy(horizontal, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy
